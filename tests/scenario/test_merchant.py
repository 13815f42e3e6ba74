"""A merchant's client, generated from a spec of its own and called over a socket.

WeChat Pay's side is written here with `cryptography` alone, from the official layout of the messages, so that client and
sandbox are not checked by their own code only.
"""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from wxbrand_codegen.config import Config
from wxbrand_codegen.pipeline import generate
from wxbrand_runtime import Credentials, InvalidCredentials, UntrustedResponse, answer_of
from wxbrand_runtime.auth import MERCHANT, decrypt_certificates
from wxbrand_runtime.notifications import GenericNotification, parse
from wxbrand_runtime.testing import FakeWeChatPay, new_private_key
from wxbrand_runtime.testing.loopback import LoopbackServer, RawResponse, ReceivedRequest, encode_response

from tests.checkers import RUN_TESTS, strict_mypy
from tests.runtime.auth.test_certificates import certificate, pem
from tests.scenario.test_sandbox_command import environment, sandbox

SPEC = Path(__file__).resolve().parent / "merchant.yaml"
GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "en" / "guides" / "merchants.md").read_text("utf-8")
PACKAGE = "acme_pay"
MCHID, SERIAL_NO, API_KEY = "1900000001", "7A1B", "0123456789abcdef0123456789abcdef"
PUBLIC_KEY_ID = "PUB_KEY_ID_0119000000012025010100000000000001"
SHA1_OAEP = OAEP(mgf=MGF1(SHA1()), algorithm=SHA1(), label=None)
ORDER: dict[str, Any] = {"appid": "wx1", "mchid": MCHID, "out_trade_no": "order_1"}


class Platform:
    """WeChat Pay for one merchant: verifies requests and signs answers with any of its keys."""

    def __init__(self, merchant: RSAPublicKey) -> None:
        self.merchant = merchant
        self.keys: dict[str, RSAPrivateKey] = {}
        """By id of the public key or serial number of the platform certificate."""
        self.requests: list[ReceivedRequest] = []
        self.replies: dict[str, bytes] = {}
        """By path."""
        self.sign_with = ""
        """Id of the key to sign with; empty for the one that the request names."""

    def new_certificate(self, serial: int) -> tuple[str, str]:
        """Return serial number and PEM of a new platform certificate."""
        key = new_private_key()
        self.keys[f"{serial:X}"] = key
        return f"{serial:X}", pem(certificate(key, serial=serial))

    def list_new_certificate(self, serial: int) -> str:
        """Answer the list of certificates with a new one, and return its serial number."""
        serial_no, made = self.new_certificate(serial)
        sealed = AESGCM(API_KEY.encode()).encrypt(b"61f9c719728a", made.encode(), b"certificate")
        item = {
            "algorithm": "AEAD_AES_256_GCM",
            "nonce": "61f9c719728a",
            "ciphertext": base64.b64encode(sealed).decode(),
            "associated_data": "certificate",
        }
        self.replies["/v3/certificates"] = json.dumps(
            {"data": [{"serial_no": serial_no, "encrypt_certificate": item}]}
        ).encode()
        return serial_no

    def handle(self, request: ReceivedRequest) -> RawResponse:
        self.requests.append(request)
        type_, _, text = (request.headers.get("Authorization") or "").partition(" ")
        found = dict(re.findall(r'(\w+)="([^"]*)"', text))
        assert type_ == "WECHATPAY2-SHA256-RSA2048"
        assert set(found) == {"mchid", "nonce_str", "timestamp", "serial_no", "signature"}
        assert (found["mchid"], found["serial_no"]) == (MCHID, SERIAL_NO)
        lines = (request.method, request.target, found["timestamp"], found["nonce_str"], request.body.decode())
        message = "".join(f"{line}\n" for line in lines).encode()
        self.merchant.verify(base64.b64decode(found["signature"]), message, PKCS1v15(), SHA256())
        body = self.replies[request.target.partition("?")[0]]
        headers = {
            **self.signed(body, request.headers.get("Wechatpay-Serial") or ""),
            "Content-Type": "application/json",
        }
        return RawResponse(content=encode_response(200, tuple(headers.items()), body))

    def signed(self, body: bytes, key_id: str) -> dict[str, str]:
        key_id, now = self.sign_with or key_id, int(time.time())
        message = f"{now}\nNONCE\n".encode() + body + b"\n"
        signature = self.keys[key_id].sign(message, PKCS1v15(), SHA256())
        return {
            "Wechatpay-Timestamp": str(now),
            "Wechatpay-Nonce": "NONCE",
            "Wechatpay-Serial": key_id,
            "Wechatpay-Signature": base64.b64encode(signature).decode(),
            "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
        }

    def callback(self, event_type: str, resource: dict[str, Any], key_id: str) -> tuple[dict[str, str], bytes]:
        sealed = AESGCM(API_KEY.encode()).encrypt(b"61f9c719728a", json.dumps(resource).encode(), b"transaction")
        envelope = {
            "id": "EV-2018022511223320873",
            "create_time": "2015-05-20T13:29:35+08:00",
            "resource_type": "encrypt-resource",
            "event_type": event_type,
            "summary": "支付成功",
            "resource": {
                "original_type": "transaction",
                "algorithm": "AEAD_AES_256_GCM",
                "ciphertext": base64.b64encode(sealed).decode(),
                "associated_data": "transaction",
                "nonce": "61f9c719728a",
            },
        }
        body = json.dumps(envelope, ensure_ascii=False).encode()
        return self.signed(body, key_id), body


@pytest.fixture(scope="session")
def merchant_key() -> RSAPrivateKey:
    return new_private_key()


@pytest.fixture
def platform(merchant_key: RSAPrivateKey) -> Platform:
    return Platform(merchant_key.public_key())


@pytest.fixture
def url(platform: Platform) -> Iterator[str]:
    with closing(LoopbackServer(platform.handle)) as server:
        yield f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("merchant")
    generate(Config(spec=SPEC, out=out, package=PACKAGE, templates=None))
    return out


@pytest.fixture
def acme(generated: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(generated))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    importlib.invalidate_caches()
    importlib.import_module(f"{PACKAGE}.models")
    yield importlib.import_module(PACKAGE)
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def credentials(platform: Platform, merchant_key: RSAPrivateKey) -> Credentials:
    """A merchant's, with a platform certificate."""
    serial_no, made = platform.new_certificate(0x5157F09EFDC096DE15EBE81A47057A7232F1B8E1)
    return Credentials(
        mchid=MCHID,
        serial_no=SERIAL_NO,
        private_key=merchant_key,
        public_key_id=serial_no,
        public_key=made,
        api_key=API_KEY,
    )


def test_a_call_is_signed_by_the_merchant_and_verified_by_a_certificate(
    acme: Any, platform: Platform, credentials: Credentials, url: str, merchant_key: RSAPrivateKey
) -> None:
    sealed = base64.b64encode(merchant_key.public_key().encrypt("小叶".encode(), SHA1_OAEP)).decode()
    platform.replies["/v3/pay/transactions/jsapi"] = json.dumps({"prepay_id": "wx1", "payer_name": sealed}).encode()

    with acme.MerchantClient(credentials, base_url=url) as client:
        reply = client.pay.jsapi_prepay(
            **ORDER, amount=acme.models.JsapiPrepayRequestAmount(total=100), payer_name="陆羽"
        )

    (request,) = platform.requests
    sent = json.loads(request.body)
    assert (reply.prepay_id, reply.payer_name) == ("wx1", "小叶")
    assert (request.method, request.target) == ("POST", "/v3/pay/transactions/jsapi")
    assert request.headers.all("Wechatpay-Serial") == (credentials.public_key_id,)
    key = platform.keys[credentials.public_key_id]
    assert key.decrypt(base64.b64decode(sent.pop("payer_name")), SHA1_OAEP).decode() == "陆羽"
    assert sent == {**ORDER, "amount": {"total": 100}}


def test_the_asynchronous_client_signs_the_query(
    acme: Any, platform: Platform, credentials: Credentials, url: str
) -> None:
    platform.replies["/v3/pay/transactions/out-trade-no/order_1"] = b'{"trade_state":"SUCCESS"}'

    async def query() -> Any:
        async with acme.AsyncMerchantClient(credentials, base_url=url) as client:
            return await client.pay.query_by_out_trade_no(out_trade_no="order_1", mchid=MCHID)

    assert asyncio.run(query()).trade_state == "SUCCESS"
    assert platform.requests[0].target == f"/v3/pay/transactions/out-trade-no/order_1?mchid={MCHID}"


def test_certificates_are_rotated_and_mixed_with_a_public_key_without_a_restart(
    acme: Any, platform: Platform, credentials: Credentials, url: str
) -> None:
    path = "/v3/pay/transactions/out-trade-no/order_1"
    platform.replies[path] = b'{"trade_state":"NOTPAY"}'
    first = credentials.public_key_id
    second = platform.list_new_certificate(0x6157F09EFDC096DE15EBE81A47057A7232F1B8E2)
    platform.keys[PUBLIC_KEY_ID] = new_private_key()

    with acme.MerchantClient(credentials, base_url=url) as client:

        def query() -> str:
            state: str = client.pay.query_by_out_trade_no(out_trade_no="order_1", mchid=MCHID).trade_state
            return state

        answer = answer_of(client.certificate.list_certificates())
        for serial_no, text in decrypt_certificates(answer.body, API_KEY).items():
            credentials.public_keys.add(serial_no, text, send=True)
        assert query() == "NOTPAY"
        platform.sign_with = first  # still trusted
        assert query() == "NOTPAY"
        platform.sign_with = PUBLIC_KEY_ID
        with pytest.raises(UntrustedResponse, match="hold only"):
            query()
        credentials.public_keys.add(PUBLIC_KEY_ID, platform.keys[PUBLIC_KEY_ID].public_key(), send=True)
        assert query() == "NOTPAY"
        credentials.public_keys.remove(first)
        platform.sign_with = first
        with pytest.raises(UntrustedResponse, match="hold only"):
            query()

    named = [request.headers.get("Wechatpay-Serial") for request in platform.requests]
    assert list(dict.fromkeys(named)) == [first, second, PUBLIC_KEY_ID]


def test_the_example_of_the_guide_renews_certificates(
    acme: Any,
    platform: Platform,
    credentials: Credentials,
    url: str,
    merchant_key: RSAPrivateKey,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    [block] = re.findall(r"```python\n(# certificates\.py\n.*?)```", GUIDE, re.DOTALL)
    text = certificate(platform.keys[credentials.public_key_id], serial=int(credentials.public_key_id, 16))
    (tmp_path / "wechatpay_cert.pem").write_text(pem(text))
    (tmp_path / "apiclient_key.pem").touch(mode=0o600)
    (tmp_path / "apiclient_key.pem").write_bytes(
        merchant_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    serial_no = platform.list_new_certificate(0x6157F09EFDC096DE15EBE81A47057A7232F1B8E2)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}

    exec(block.replace("MerchantClient(credentials)", f"MerchantClient(credentials, base_url={url!r})"), names)

    assert list(names["credentials"].public_keys) == [credentials.public_key_id, serial_no]


def test_a_callback_is_decrypted_and_typed(acme: Any, platform: Platform, credentials: Credentials) -> None:
    resource = {"out_trade_no": "order_1", "trade_state": "SUCCESS", "mchid": MCHID}

    typed = parse(*platform.callback("TRANSACTION.SUCCESS", resource, credentials.public_key_id), credentials)
    untyped = parse(*platform.callback("REFUND.SUCCESS", resource, credentials.public_key_id), credentials)

    assert type(typed) is acme.models.TransactionSuccessNotification
    assert typed.resource.trade_state is acme.models.TransactionSuccessNotificationResourceTradeState.SUCCESS
    assert typed.repeat_key == ("order_1", "TRANSACTION.SUCCESS")
    assert isinstance(untyped, GenericNotification)
    assert untyped.resource == resource


def test_a_callback_without_an_api_key_names_the_merchants(
    credentials: Credentials, merchant_key: RSAPrivateKey
) -> None:
    without = Credentials(
        mchid=MCHID,
        serial_no=SERIAL_NO,
        private_key=merchant_key,
        public_key_id=PUBLIC_KEY_ID,
        public_key=credentials.public_key,
    )

    with pytest.raises(InvalidCredentials, match=r"the APIv3 key .32 characters. as api_key= or in WXPAY_API_KEY"):
        parse({}, b"", without)


def test_credentials_of_the_other_scheme_are_refused(acme: Any, credentials: Credentials) -> None:
    from wxbrand import BrandClient

    with FakeWeChatPay() as fake, pytest.raises(InvalidCredentials, match="create credentials with mchid"):
        acme.MerchantClient(fake.credentials)
    with pytest.raises(InvalidCredentials, match=r"BrandClient signs as a brand.*create credentials with brand_id"):
        BrandClient(credentials)


def test_the_fake_plays_merchants_and_brands(
    acme: Any, fake_wechat_pay: FakeWeChatPay, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = acme.models
    fake_wechat_pay.set_environ(monkeypatch)
    fake_wechat_pay.answer(
        models.JsapiPrepayRequest, models.JsapiPrepayResponse(prepay_id="wx1", payer_name="小叶"), always=True
    )
    order = models.JsapiPrepayRequest(**ORDER, amount=models.JsapiPrepayRequestAmount(total=1), payer_name="陆羽")

    with acme.MerchantClient.from_env() as from_env:
        replies = [client.send(order) for client in (from_env, fake_wechat_pay.client(acme.MerchantClient))]
    headers, body = fake_wechat_pay.notification(
        models.TransactionSuccessNotification, {"out_trade_no": "1", "trade_state": "SUCCESS"}, scheme=MERCHANT
    )

    assert [reply.payer_name for reply in replies] == ["小叶", "小叶"]
    assert [request.request.payer_name for request in fake_wechat_pay.sent(models.JsapiPrepayRequest)] == ["陆羽"] * 2
    answer = answer_of(replies[0])
    assert answer.headers.get("Wechatpay-Signature-Type") == "WECHATPAY2-SHA256-RSA2048"
    assert headers["Wechatpay-Signature-Type"] == "WECHATPAY2-SHA256-RSA2048"
    assert parse(headers, body, fake_wechat_pay.credentials_of(MERCHANT)).resource.out_trade_no == "1"


def test_the_sandbox_plays_a_merchants_spec(acme: Any, tmp_path: Path) -> None:
    with sandbox(tmp_path / "keys", "--spec", str(SPEC)):
        environ = environment(tmp_path / "keys")
        with acme.MerchantClient.from_env(environ) as client:
            reply = client.pay.jsapi_prepay(
                **ORDER, amount=acme.models.JsapiPrepayRequestAmount(total=100), payer_name="陆羽"
            )

    assert sorted(environ) == [
        "WXPAY_API_KEY", "WXPAY_BASE_URL", "WXPAY_MCHID", "WXPAY_PRIVATE_KEY_FILE", "WXPAY_PUBLIC_KEY_FILE",
        "WXPAY_PUBLIC_KEY_ID", "WXPAY_SERIAL_NO",
    ]  # fmt: skip
    assert (reply.prepay_id, reply.payer_name) == ("wx201410272009395522657a690389285100", "小叶")


def run(*command: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_generated_package_names_the_merchant_everywhere(generated: Path) -> None:
    texts = {path: path.read_text("utf-8") for path in generated.rglob("*") if path.suffix in {".py", ".md"}}

    naming = [path.relative_to(generated).as_posix() for path, text in texts.items() if "MerchantClient" in text]
    assert sorted(naming) == [
        f"{PACKAGE}/README.md", f"{PACKAGE}/__init__.py", f"{PACKAGE}/client.py",
        f"{PACKAGE}/reference/certificate.md", f"{PACKAGE}/reference/pay.md", "tests/conftest.py",
    ]  # fmt: skip
    assert not [path for path, text in texts.items() if re.search(r"brand_id|BrandClient|品牌", text)]


def test_the_generated_tests_pass(generated: Path) -> None:
    assert " passed" in run(*RUN_TESTS, "tests", folder=generated)


def test_mypy_finds_nothing_in_the_package(generated: Path) -> None:
    run(*strict_mypy(), PACKAGE, folder=generated)


def test_the_demo_shows_a_merchants_call(tmp_path: Path) -> None:
    shown = run("wxbrand_codegen", "demo", "--spec", str(SPEC), folder=tmp_path)

    assert "from wxbrand import MerchantClient\n" in shown
    assert "Authorization: WECHATPAY2-SHA256-RSA2048 mchid=" in shown
    assert re.search(r"WXPAY_MCHID +merchant id / 商户号\n", shown)
    assert "brand_id" not in shown


def test_explain_knows_a_merchants_request(tmp_path: Path) -> None:
    with sandbox(tmp_path / "keys", "--spec", str(SPEC), "--stateless") as running:
        credentials = running.credentials
    from wxbrand_runtime.auth import sign_request

    headers = sign_request(credentials, "GET", "/v3/certificates")
    capture = (
        "GET /v3/certificates HTTP/1.1\n" + "".join(f"{name}: {value}\n" for name, value in headers.items()) + "\n"
    )
    (tmp_path / "request.txt").write_text(capture)

    said = run("wxbrand_codegen", "explain", "request.txt", "--dir", "keys", folder=tmp_path)

    assert "The merchant signs it." in said
    assert "mchid is the merchant's" in said
    assert "the signature verifies" in said

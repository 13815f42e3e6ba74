"""`wxbrand explain`: each form of input, each problem, and that no secret is printed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from wxbrand_codegen.cli.main import main
from wxbrand_runtime import Credentials
from wxbrand_runtime.auth.ids import serial_number_text
from wxbrand_runtime.auth.signing import authorization, sign
from wxbrand_runtime.testing import WeChatPay, new_pair, new_private_key

from tests.runtime.conftest import certificate, private_key_of

TARGET = "/brand/marketing/product-coupon/users/oh-394z/pre-send-coupon-bundle?a=%2F"
BODY = '{"appid": "wx2335", "name": "券"}'

Said = tuple[int, str]
Explain = Callable[..., Said]


@pytest.fixture(scope="module")
def pair() -> tuple[WeChatPay, Credentials]:
    return new_pair()


@pytest.fixture
def folder(pair: tuple[WeChatPay, Credentials], tmp_path: Path) -> Path:
    wechat_pay, credentials = pair
    private = private_key_of(credentials).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = wechat_pay.private_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "apiclient_key.pem").write_bytes(private)
    (tmp_path / "apiclient_key.pem").chmod(0o600)
    (tmp_path / "wxp_pub.pem").write_bytes(public)
    (tmp_path / "wxbrand.env").write_text(
        f"WXBRAND_BRAND_ID={credentials.brand_id}\nWXBRAND_SERIAL_NO={credentials.serial_no}\n"
        f"WXBRAND_PUBLIC_KEY_ID={credentials.public_key_id}\n"
    )
    return tmp_path


@pytest.fixture
def explain(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Explain:
    def run(content: str | bytes, *, keys: bool = True) -> Said:
        file = tmp_path / "what-i-have.txt"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        code = main(["explain", str(file), *(["--dir", str(folder)] if keys else [])])
        out, err = capsys.readouterr()
        return code, out + err

    return run


def proof(credentials: Credentials, *, target: str = TARGET, body: str = BODY, at: Any = None, **more: Any) -> str:
    seconds = int(time.time() if at is None else at)
    return authorization(
        credentials, more.pop("method", "POST"), target, body.encode(), timestamp=seconds, nonce="N" * 32, **more
    )


def request(credentials: Credentials, value: str, *, target: str = TARGET, body: str = BODY, key_id: str = "") -> str:
    return (
        f"POST {target} HTTP/1.1\nHost: api.mch.weixin.qq.com\nAuthorization: {value}\n"
        f"Wechatpay-Serial: {key_id or credentials.public_key_id}\nContent-Type: application/json\n\n{body}"
    )


def curl(credentials: Credentials, value: str) -> str:
    return (
        f"curl -X POST \\\n  'https://api.mch.weixin.qq.com{TARGET}' \\\n  -H 'Authorization: {value}' \\\n"
        f"  -H \"Wechatpay-Serial: {credentials.public_key_id}\" \\\n  -d '{BODY}'"
    )


def verbose(credentials: Credentials, value: str) -> str:
    lines = request(credentials, value).split("\n\n", 1)
    head = "\n".join(f"> {line}" for line in lines[0].split("\n"))
    return f"* Connected to api.mch.weixin.qq.com\n{head}\n> \n{lines[1]}"


@pytest.mark.parametrize("form", [request, curl, verbose])
def test_a_request_that_verifies_in_each_form(
    explain: Explain, pair: tuple[WeChatPay, Credentials], form: Callable[[Credentials, str], str]
) -> None:
    _, credentials = pair

    code, said = explain(form(credentials, proof(credentials)))

    assert code == 0, said
    assert "ok     the signature verifies" in said
    assert f'line 2 target: "{TARGET}"' in said
    assert "line 5 body: " in said
    assert "券" in said


@pytest.mark.parametrize(
    ("change", "likely"),
    [
        ({"body": BODY.replace(" ", "")}, "serialised twice"),
        ({"body": json.dumps(json.loads(BODY))}, "serialised twice"),
        ({"body": ""}, "the body was signed as empty"),
        ({"body": BODY + "\n"}, "the body was signed with a line feed after it"),
        ({"target": TARGET.replace("%2F", "/")}, "percent-decoded"),
        ({"target": TARGET.partition("?")[0]}, "without its query"),
        ({"target": f"https://api.mch.weixin.qq.com{TARGET}"}, "the whole URL was signed"),
        ({"method": "post"}, "in lower case"),
        ({"body": "something else"}, "the key is right, but something"),
    ],
)
def test_common_mistakes_are_named(
    explain: Explain, pair: tuple[WeChatPay, Credentials], change: dict[str, str], likely: str
) -> None:
    _, credentials = pair

    code, said = explain(request(credentials, proof(credentials, **change)))

    assert code == 1
    assert "WRONG  the signature does not verify. Most likely:" in said
    assert likely in said


def test_another_key(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    wechat_pay, credentials = pair
    strange = Credentials(
        brand_id=credentials.brand_id,
        serial_no=credentials.serial_no,
        private_key=new_private_key(),
        public_key_id=credentials.public_key_id,
        public_key=wechat_pay.private_key.public_key(),
    )

    code, said = explain(request(credentials, proof(strange)))

    assert code == 1
    assert "another private key made it" in said


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("brand_id=", "brand=", "Authorization has an unknown parameter 'brand'"),
        ("WECHATPAY-BRAND-SHA256-RSA2048", "WECHATPAY2-SHA256-RSA2048", "the Authorization type is not"),
        ('nonce_str="', 'nonce_str="" nonce="', "is not of that form"),
        ("Authorization:", "X-Other:", "the request has no Authorization header"),
        ("Wechatpay-Serial:", "X-Other:", "0 Wechatpay-Serial headers"),
        ("PUB_KEY_ID_", "PUB_KEY_", "Wechatpay-Serial is 'PUB_KEY_0"),
        ('signature="', 'signature="!', "not standard base64"),
        ('serial_no="5F', 'serial_no="6F', "serial_no is '6F"),
        ('brand_id="2', 'brand_id="3', "brand_id is '3"),
    ],
)
def test_other_problems_are_named(
    explain: Explain, pair: tuple[WeChatPay, Credentials], old: str, new: str, wrong: str
) -> None:
    _, credentials = pair
    text = request(credentials, proof(credentials))
    assert old in text

    code, said = explain(text.replace(old, new, 1))

    assert code == 1, said
    assert wrong in said


def test_an_old_request_is_noted_and_not_called_wrong(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    _, credentials = pair

    code, said = explain(request(credentials, proof(credentials, at=time.time() - 4000)))

    assert code == 0
    assert "seconds behind this machine's clock" in said


def test_without_keys_only_the_form_is_checked(
    explain: Explain, pair: tuple[WeChatPay, Credentials], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, credentials = pair
    for name in ("PRIVATE_KEY", "PRIVATE_KEY_FILE", "PUBLIC_KEY", "PUBLIC_KEY_FILE"):
        monkeypatch.delenv(f"WXBRAND_{name}", raising=False)

    code, said = explain(request(credentials, proof(credentials)), keys=False)

    assert code == 0
    assert "line 1 method" in said
    assert "cannot be verified without the caller's private key" in said


def test_certificate_and_other_key_of_the_environment_are_known(
    explain: Explain, pair: tuple[WeChatPay, Credentials], monkeypatch: pytest.MonkeyPatch
) -> None:
    wechat_pay, credentials = pair
    made = certificate(private_key_of(credentials))
    public = wechat_pay.private_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    monkeypatch.setenv("WXBRAND_CERTIFICATE", made.public_bytes(Encoding.PEM).decode())
    monkeypatch.setenv("WXBRAND_OTHER_PUBLIC_KEY_ID", wechat_pay.public_key_id)
    monkeypatch.setenv("WXBRAND_OTHER_PUBLIC_KEY", public.decode())

    code, answered = explain(answer(wechat_pay, BODY.encode()), keys=False)
    refused, asked = explain(request(credentials, proof(credentials)), keys=False)

    assert code == 0
    assert "the signature verifies" in answered
    assert refused == 1
    assert serial_number_text(made.serial_number) in asked


def answer(wechat_pay: WeChatPay, body: bytes, **changes: Any) -> str:
    lines = "\n".join(f"{name}: {value}" for name, value in wechat_pay.sign_answer(body, **changes))
    return f"HTTP/1.1 200 OK\n{lines}\n\n{body.decode()}"


def test_an_answer(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    code, said = explain(answer(pair[0], BODY.encode()))

    assert code == 0, said
    assert "This is a response or a notification" in said
    assert "the signature verifies" in said


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('"name": "券"', '"name":"券"', "serialised twice"),
        ("Wechatpay-Nonce", "X-Nonce", "the header Wechatpay-Nonce is missing"),
        ("PUB_KEY_ID_", "PUB_KEY_", "the known keys are PUB_KEY_ID_"),
        ("Wechatpay-Signature: ", "Wechatpay-Signature: WECHATPAY/SIGNTEST/", "is a probe by WeChat Pay"),
        ("wx2335", "wx0000", "the key is right, but something"),
    ],
)
def test_a_wrong_answer(explain: Explain, pair: tuple[WeChatPay, Credentials], old: str, new: str, wrong: str) -> None:
    text = answer(pair[0], BODY.encode())
    assert old in text

    code, said = explain(text.replace(old, new, 1))

    assert code == 1
    assert wrong in said


def test_header_fields_and_body_from_a_log(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    code, said = explain(answer(pair[0], BODY.encode()).split("\n", 1)[1])

    assert code == 0, said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the input is empty"),
        (b"  \n", "the input is empty"),
        (b"\xff\xfe", "not UTF-8"),
        (b"PNG\x00", "the input is not text"),
        (b"hello", "neither a curl command"),
        (b"curl 'https://x", "cannot be read: No closing quotation"),
        (b"curl -H 'A: b'", "has no URL"),
        (b"curl https://x -d @body.json", "in another file"),
        (b"<html><body>login</body></html>", "neither a curl command"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_unreadable_input_is_reported_in_one_line(explain: Explain, content: bytes, said: str) -> None:
    code, text = explain(content)

    assert code == 1
    assert text.count("\n") == 1
    assert said in text


def test_no_secret_is_printed(explain: Explain, pair: tuple[WeChatPay, Credentials]) -> None:
    _, credentials = pair
    value = proof(credentials, body="other")

    _, said = explain(request(credentials, value))

    signature = value.partition('signature="')[2].partition('"')[0]
    assert signature not in said
    assert signature[:20] not in said
    assert "PRIVATE KEY" not in said
    assert sign(private_key_of(credentials), b"x") not in said


def test_an_environment_file_that_is_not_text_is_named(
    explain: Explain, folder: Path, pair: tuple[WeChatPay, Credentials]
) -> None:
    (folder / "wxbrand.env").write_bytes(b"\xff=1\n")

    code, said = explain(request(pair[1], proof(pair[1])))

    assert code == 1
    assert "wxbrand.env is not UTF-8 text" in said

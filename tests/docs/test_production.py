"""Run the Python of the production guide: stored calls, confirmations, gateways, several brands, workers, alerts."""

from __future__ import annotations

import base64
import importlib
import json
import logging
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from wxbrand import BrandClient, models
from wxbrand_runtime import CertificateNotValid, Credentials, WxbrandError
from wxbrand_runtime.notifications import parse
from wxbrand_runtime.testing import FakeWeChatPay, Fault, new_pair

from tests.runtime.conftest import certificate, private_key_of

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"```python\n(# (\w+)\.py\n.*?)```", re.DOTALL)
GUIDES = {language: ROOT / "docs" / language / "guides" for language in ("en", "zh")}
ENGLISH, CHINESE = (folder.joinpath("production.md").read_text("utf-8") for folder in GUIDES.values())
NOTIFICATIONS = GUIDES["en"].joinpath("notifications.md").read_text("utf-8")
BLOCKS = {name: text for text, name in NAMED.findall(ENGLISH)}
NOTICES = next(text for text, name in NAMED.findall(NOTIFICATIONS) if name == "notices")

Use, Confirm, PreSend = (
    models.UseUserProductCouponRequest,
    models.ConfirmSendUserProductCouponRequest,
    models.PreSendUserProductCouponBundleRequest,
)
COUPON = {
    "openid": "oh-394z-6CGkNoJrsDLTTUKiAnp4",
    "coupon_code": "Code_123456",
    "product_coupon_id": "200000001",
    "stock_id": "123456789",
    "appid": "wx233544546545989",
}
ENTITY = {"coupon_code": COUPON["coupon_code"], "coupon_state": "EFFECTIVE"}

Load = Callable[[str], Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_wechat_pay: FakeWeChatPay) -> Path:
    """A working directory with the guide's modules, and the fake's variables in the environment."""
    for name, text in {**BLOCKS, "notices": NOTICES}.items():
        (tmp_path / f"{name}.py").write_text(text, "utf-8")
    fake_wechat_pay.set_environ(monkeypatch)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


@pytest.fixture
def load(folder: Path) -> Iterator[Load]:
    """Import a module of the guide anew."""
    before = set(sys.modules)

    def load(name: str) -> ModuleType:
        assert (folder / f"{name}.py").exists()
        return importlib.import_module(name)

    yield load
    for name in sys.modules.keys() - before:
        if name in {*BLOCKS, "notices"}:
            module = sys.modules.pop(name)
            for value in vars(module).values():
                if isinstance(value, BrandClient):
                    value.close()


def test_both_languages_have_the_same_code_and_headings() -> None:
    code = re.compile(r"```(?:python|console)\n(.*?)```", re.DOTALL)

    assert code.findall(CHINESE) == code.findall(ENGLISH)
    assert len(re.findall("^## ", CHINESE, re.MULTILINE)) == len(re.findall("^## ", ENGLISH, re.MULTILINE)) == 9
    assert ENGLISH.count("```python") == len(BLOCKS)


def test_a_stored_call_is_repeated_with_the_same_bytes(load: Load, fake_wechat_pay: FakeWeChatPay) -> None:
    uses, client = load("uses"), fake_wechat_pay.client(BrandClient, retries=0)
    for fault in (Fault.CLOSED, Fault.SYSTEM_ERROR, Fault.TAMPERED_BODY):
        fake_wechat_pay.fail(Use, fault)
    fake_wechat_pay.answer(Use, ENTITY)

    uses.plan("use_order_1", "4200000000123456789123456789", COUPON)
    states = [uses.carry_out(client, "use_order_1")]
    time.sleep(1.1)
    uses.plan("use_order_1", "4200000000123456789123456789", COUPON)
    states += [uses.carry_out(client, "use_order_1") for _ in range(3)]

    assert states == ["open", "open", "open", "done"]
    bodies = {sent.body for sent in fake_wechat_pay.sent(Use)}
    assert len(fake_wechat_pay.sent(Use)) == 4
    assert len(bodies) == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", json.loads(bodies.pop())["use_time"])


def test_a_call_that_is_not_sent_stays_open_and_a_refused_one_does_not(
    load: Load, fake_wechat_pay: FakeWeChatPay
) -> None:
    uses, client = load("uses"), fake_wechat_pay.client(BrandClient, retries=0)
    fake_wechat_pay.refuse(Use, status=400, code="INVALID_REQUEST", message="the coupon is used", number=268578367)
    uses.plan("use_order_1", "4200000000123456789123456789", COUPON)

    fake_wechat_pay.down()
    not_sent = uses.carry_out(client, "use_order_1")
    fake_wechat_pay.up()

    assert (not_sent, uses.carry_out(client, "use_order_1")) == ("open", "refused")
    with closing(sqlite3.connect("shop.db")) as database:
        [(state, reason)] = database.execute("SELECT state, reason FROM uses").fetchall()
    assert state == "refused"
    assert "268578367" in reason


def test_coupons_are_confirmed_until_it_succeeds(load: Load, fake_wechat_pay: FakeWeChatPay) -> None:
    notices, confirming = load("notices"), load("confirming")
    client = fake_wechat_pay.client(BrandClient, retries=0)
    fake_wechat_pay.fail(Confirm, Fault.SYSTEM_ERROR)
    fake_wechat_pay.answer(Confirm, ENTITY)
    claimed = fake_wechat_pay.notification("PRODUCT_COUPON.SEND", COUPON)
    assert notices.receive(*claimed).status == 204

    for _ in range(3):
        confirming.confirm_new_coupons(client)

    first, second = fake_wechat_pay.sent(Confirm)
    assert first.body == second.body
    assert first.target == second.target
    assert notices.receive(*fake_wechat_pay.notification_again(claimed)).status == 204


@pytest.mark.parametrize("appid", [{}, {"appid": ""}, {"appid": "wx4fd12345678"}])
def test_a_coupon_is_confirmed_whether_or_not_its_notice_names_the_appid(
    load: Load, fake_wechat_pay: FakeWeChatPay, appid: dict[str, str]
) -> None:
    notices, confirming = load("notices"), load("confirming")
    fake_wechat_pay.answer(Confirm, ENTITY)
    coupon = {name: value for name, value in COUPON.items() if name != "appid"} | appid
    assert notices.receive(*fake_wechat_pay.notification("PRODUCT_COUPON.SEND", coupon)).status == 204

    confirming.confirm_new_coupons(fake_wechat_pay.client(BrandClient, retries=0))

    (sent,) = fake_wechat_pay.sent(Confirm)
    assert sent.request.appid == (appid.get("appid") or confirming.APPID)


def test_a_coupon_that_cannot_be_confirmed_does_not_stop_the_others(load: Load, fake_wechat_pay: FakeWeChatPay) -> None:
    notices, confirming = load("notices"), load("confirming")
    fake_wechat_pay.answer(Confirm, ENTITY)
    without_id = {name: value for name, value in COUPON.items() if name != "stock_id"} | {"coupon_code": "Code_000001"}
    for coupon in (without_id, COUPON):
        assert notices.receive(*fake_wechat_pay.notification("PRODUCT_COUPON.SEND", coupon)).status == 204

    confirming.confirm_new_coupons(fake_wechat_pay.client(BrandClient, retries=0))

    assert [sent.request.coupon_code for sent in fake_wechat_pay.sent(Confirm)] == [COUPON["coupon_code"]]


def test_a_call_whose_answer_cannot_be_read_was_carried_out(load: Load, fake_wechat_pay: FakeWeChatPay) -> None:
    uses, client = load("uses"), fake_wechat_pay.client(BrandClient, retries=0)
    fake_wechat_pay.fail(Use, Fault.NOT_JSON)
    uses.plan("use_order_1", "4200000000123456789123456789", COUPON)

    assert uses.carry_out(client, "use_order_1") == "done"


def test_no_coupons_are_confirmed_before_the_first_notice(load: Load, fake_wechat_pay: FakeWeChatPay) -> None:
    load("confirming").confirm_new_coupons(fake_wechat_pay.client(BrandClient))

    assert not fake_wechat_pay.sent(Confirm)


def test_offers_and_changes(load: Load, fake_wechat_pay: FakeWeChatPay) -> None:
    offers, reconciling = load("offers"), load("reconciling")
    client = fake_wechat_pay.client(BrandClient)
    fake_wechat_pay.answer(PreSend, {"token": "token-1"})
    listed = [{"coupon_code": "a", "coupon_state": "DELETED"}, {"coupon_code": "b", "coupon_state": "USED"}]
    fake_wechat_pay.answer(models.ListUserProductCouponsRequest, {"total_count": 2, "user_coupon_list": listed})

    token = offers.offer(client, COUPON["openid"], "send_000001")
    changes = reconciling.changes(client, COUPON["openid"], COUPON["appid"], {"a": "EFFECTIVE", "b": "USED"})

    assert token == "token-1"
    assert list(changes) == [("a", "DELETED")]


def test_a_start_with_an_expired_certificate_ends(
    load: Load, monkeypatch: pytest.MonkeyPatch, fake_wechat_pay: FakeWeChatPay
) -> None:
    key = private_key_of(fake_wechat_pay.credentials)
    monkeypatch.delenv("WXBRAND_SERIAL_NO")

    with warnings.catch_warnings():
        monkeypatch.setenv("WXBRAND_CERTIFICATE", pem(certificate(key, days=(-2, -1))))
        with pytest.raises(CertificateNotValid, match="WXBRAND_CERTIFICATE expired"):
            load("startup")
        monkeypatch.setenv("WXBRAND_CERTIFICATE", pem(certificate(key)))
        assert load("startup").client is not None


def pem(made: Any) -> str:
    text: bytes = made.public_bytes(Encoding.PEM)
    return text.decode()


@pytest.mark.parametrize("encoded", [True, False])
@pytest.mark.parametrize("as_lists", [True, False])
def test_a_gateway_hands_over_what_was_signed(
    load: Load, fake_wechat_pay: FakeWeChatPay, encoded: bool, as_lists: bool
) -> None:
    gateway = load("gateway")
    headers, body = fake_wechat_pay.notification("PRODUCT_COUPON.SEND", COUPON)
    event = {
        "headers": {name: [value] if as_lists else value for name, value in headers.items()},
        "body": base64.b64encode(body).decode() if encoded else body.decode(),
        "isBase64Encoded": encoded,
    }

    assert gateway.handler(event, None) == {"statusCode": 204, "headers": {}, "body": ""}
    refused = gateway.handler(event | {"body": ""}, None)
    assert (refused["statusCode"], json.loads(refused["body"])["code"]) == (500, "FAIL")


def test_each_brand_has_a_client_and_a_callback_of_its_own(
    load: Load, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = {}
    for brand_id in ("20000001", "20000002"):
        wechat_pay, credentials = new_pair()
        sides[brand_id] = wechat_pay, credentials
        key, home = private_key_of(credentials), folder / "brands.d" / brand_id
        home.mkdir(parents=True)
        (home / "apiclient_key.pem").touch(mode=0o600)
        (home / "apiclient_key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        (home / "apiclient_cert.pem").write_text(pem(certificate(key)))
        (home / "wxp_pub.pem").write_bytes(
            credentials.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        )
        (home / "public_key_id").write_text(f"{credentials.public_key_id}\n")
        (home / "api_key").write_text(f"{credentials.api_key}\n")
    monkeypatch.setenv("BRANDS", str(folder / "brands.d"))

    brands = load("brands")

    assert set(brands.CLIENTS) == set(sides)
    assert all(brand_id in repr(client) for brand_id, client in brands.CLIENTS.items())
    for brand_id, (wechat_pay, credentials) in sides.items():
        callback = wechat_pay.encrypt_notification("PRODUCT_COUPON.SEND", COUPON, credentials.api_key or "")
        for other, its in brands.CREDENTIALS.items():
            assert is_genuine(callback, its) is (other == brand_id)
    for client in brands.CLIENTS.values():
        client.close()


def is_genuine(callback: Any, credentials: Credentials) -> bool:
    try:
        headers, body = callback
        parse(headers, body, credentials)
    except WxbrandError:
        return False
    return True


@contextmanager
def serving(folder: Path, *command: str) -> Iterator[str]:
    """Run a server on a free port, and yield its URL."""
    port = free_port()
    with (
        (folder / "errors.txt").open("wb") as errors,
        subprocess.Popen(
            [sys.executable, "-m", *(part.replace("PORT", str(port)) for part in command)],
            cwd=folder,
            stdout=errors,
            stderr=errors,
        ) as server,
    ):
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def post(url: str, body: bytes = b"", headers: dict[str, str] | None = None) -> tuple[int, bytes]:
    """Post once the server listens."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(
                urllib.request.Request(url, body, headers or {}, method="POST"), timeout=20
            ) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read()
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the server does not listen")


WARMED = "import shop\nfrom offers import offer\noffer(shop.client, 'oh-394z-6CGkNoJrsDLTTUKiAnp4', 'send_parent')\napp = shop.app\n"
"""A program whose client has a connection and nonces before gunicorn forks."""


def test_gunicorn_forks_a_client_that_was_used_before(folder: Path, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(PreSend, {"token": "token-1"}, always=True)
    (folder / "warmed.py").write_text(WARMED)
    gunicorn = (
        "gunicorn",
        "--preload",
        "--workers",
        "2",
        "--threads",
        "4",
        "--timeout",
        "90",
        "-b",
        "127.0.0.1:PORT",
        "warmed:app",
    )
    headers, body = fake_wechat_pay.notification("PRODUCT_COUPON.SEND", COUPON)

    with serving(folder, *gunicorn) as url:
        answers = [post(f"{url}/offers/{COUPON['openid']}?number=send_{number:06}") for number in range(12)]
        noticed = post(f"{url}/wechat-pay", body, dict(headers))

    assert answers == [(200, b'{"token":"token-1"}\n')] * 12
    assert noticed == (204, b"")
    sent = fake_wechat_pay.sent(PreSend)
    assert [request.refused for request in sent] == [None] * 13
    nonces = [re.search('nonce_str="(.*?)"', str(request.headers.get("Authorization"))) for request in sent]
    assert len({found[1] for found in nonces if found}) == 13


def test_an_asynchronous_application(folder: Path, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(PreSend, {"token": "token-1"}, always=True)

    with serving(folder, "uvicorn", "--port", "PORT", "--log-level", "error", "web:app") as url:
        answer = post(f"{url}/offers/{COUPON['openid']}?number=send_000001")

    assert answer == (200, b'{"token":"token-1"}'), (folder / "errors.txt").read_text()


CELERY = """
import sys
from tasks import app, use_coupon

queue = {"data_folder_in": "queue", "data_folder_out": "queue", "control_folder": "control"}
app.conf.update(broker_url="filesystem://", broker_transport_options=queue, worker_hijack_root_logger=False)
if sys.argv[1] == "delay":
    use_coupon.delay("use_order_1")
else:
    app.worker_main(["worker", "--pool=prefork", "--concurrency=1", "--loglevel=warning", "--without-mingle", "--without-gossip"])
"""


def test_a_celery_worker_carries_out_what_is_stored(folder: Path, load: Load, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(Use, ENTITY)
    for name in ("queue", "control"):
        (folder / name).mkdir()
    (folder / "run.py").write_text(CELERY)
    load("uses").plan("use_order_1", "4200000000123456789123456789", COUPON)

    subprocess.run([sys.executable, "run.py", "delay"], cwd=folder, check=True, timeout=60)
    with serving(folder, "run", "worker"):
        wait_until(lambda: state_of("use_order_1") == "done", folder)

    (sent,) = fake_wechat_pay.sent(Use)
    assert sent.refused is None


def state_of(number: str) -> str:
    with closing(sqlite3.connect("shop.db")) as database:
        ((state,),) = database.execute("SELECT state FROM uses WHERE number = ?", (number,)).fetchall()
        return str(state)


def wait_until(happened: Callable[[], bool], folder: Path) -> None:
    for _ in range(300):
        if happened():
            return
        time.sleep(0.1)
    raise AssertionError((folder / "errors.txt").read_text())


def test_a_celery_task_of_an_open_call_is_repeated_later(
    load: Load, fake_wechat_pay: FakeWeChatPay, monkeypatch: pytest.MonkeyPatch
) -> None:
    load("uses").plan("use_order_1", "4200000000123456789123456789", COUPON)
    tasks = load("tasks")
    monkeypatch.setattr(tasks, "client", fake_wechat_pay.client(BrandClient, retries=0))
    fake_wechat_pay.down()

    with pytest.raises(importlib.import_module("celery.exceptions").Retry) as caught:
        tasks.use_coupon.apply(args=["use_order_1"], throw=True, retries=0).get()

    assert caught.value.when == 60
    assert state_of("use_order_1") == "open"


@pytest.mark.parametrize(
    ("fault", "level", "words"),
    [
        (Fault.PROBE, logging.INFO, "WeChat Pay tested"),
        (Fault.CLOCK_BEHIND, logging.CRITICAL, "our clock is wrong"),
        (Fault.WRONG_KEY, logging.CRITICAL, "an answer is not WeChat Pay's: signature-wrong"),
        (Fault.NOT_JSON, logging.ERROR, "an answer is not as the spec describes: the answer to PreSend"),
        (Fault.RATE_LIMITED, logging.WARNING, "too many calls of PreSendUserProductCouponBundle"),
        (Fault.CLOSED, logging.WARNING, "no answer to PreSendUserProductCouponBundle send_000001"),
        (401, logging.CRITICAL, "our key, certificate or serial number is wrong"),
    ],
)
def test_alerts(
    load: Load,
    fake_wechat_pay: FakeWeChatPay,
    caplog: pytest.LogCaptureFixture,
    fault: Fault | int,
    level: int,
    words: str,
) -> None:
    if isinstance(fault, Fault):
        fake_wechat_pay.fail(PreSend, fault)
    else:
        fake_wechat_pay.refuse(PreSend, status=fault, code="SIGN_ERROR", signed=False)
    client = fake_wechat_pay.client(BrandClient, retries=0, hooks=load("alerts").hooks)

    with caplog.at_level(logging.INFO, logger="shop.alerts"), pytest.raises(WxbrandError):
        load("offers").offer(client, COUPON["openid"], "send_000001")

    (record,) = [each for each in caplog.records if each.name == "shop.alerts"]
    assert (record.levelno, words in record.getMessage()) == (level, True)


def test_the_log_lines_of_the_guide_are_those_of_the_client() -> None:
    lines = re.findall(r"\| (?:WARNING|ERROR) \| `(.*?)` \|", ENGLISH)
    source = "".join(path.read_text("utf-8") for path in (ROOT / "runtime").rglob("*.py"))

    assert lines == re.findall(r"\| (?:WARNING|ERROR) \| `(.*?)` \|", CHINESE)
    assert len(lines) == 3
    for line in lines:
        phrase = max(re.split(r"\.\.\.|: |; |ResponseEvent", line), key=len).strip()
        assert phrase in source, line

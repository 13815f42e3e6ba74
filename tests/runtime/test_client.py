"""Whole calls over real sockets with real keys: what each client sends, believes and raises."""

from __future__ import annotations

import copy
import json
import pickle
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from wxbrand import AsyncBrandClient, BrandClient
from wxbrand_runtime import (
    Answer,
    ApiError,
    Credentials,
    Headers,
    HttpRequest,
    InvalidCredentials,
    InvalidRequest,
    NoContent,
    NotSent,
    OutcomeUnknown,
    UnreadableResponse,
    UntrustedResponse,
    answer_of,
    original_text,
)
from wxbrand_runtime.conversation import random_nonce
from wxbrand_runtime.models import Request
from wxbrand_runtime.signing import PROBE_PREFIX, request_message, sign, verify
from wxbrand_runtime.testing import WeChatPay, new_private_key

from tests.runtime.callers import AsyncCaller, Caller, SyncCaller, http, signed
from tests.runtime.conftest import Tls
from tests.runtime.example_models import (
    Activate,
    Coupon,
    Edit,
    Find,
    Issue,
    Item,
    Level,
    ListItems,
    MapItems,
    MaybeEdit,
    Remove,
    State,
)
from tests.runtime.fault_server import Answer as Reply
from tests.runtime.fault_server import FaultServer, Read, Reset, Send, Silence, Step

WRITE = Issue(openid="oh-394z-6CGkNoJrsDLTTUKiAnp4", out_request_no="no-1")
UNNUMBERED = Edit(note="x")
READ = Find(openid="oh-394z-6CGkNoJrsDLTTUKiAnp4")
GOOD = b'{"token":"t"}'

Make = Callable[..., Caller]


@pytest.fixture(params=[SyncCaller, AsyncCaller], ids=["sync", "async"])
def make(request: pytest.FixtureRequest, credentials: Credentials) -> Iterator[Make]:
    """Makes clients of one kind for a port of this machine and closes them in the end."""
    made: list[Caller] = []

    def make_caller(port: int = 9, **options: Any) -> Caller:
        options = {"base_url": f"http://127.0.0.1:{port}", "timeout": 5, "retries": 0} | options
        made.append(request.param(credentials, **options))
        return made[-1]

    yield make_caller
    for caller in made:
        caller.close()


Ask = Callable[..., Any]


@pytest.fixture
def ask(make: Make) -> Ask:
    """Sends a request to a server that gives this answer."""

    def answered(request: Request[Any], content: bytes, **options: Any) -> Any:
        with FaultServer([Reply(content)]) as server:
            return make(server.port, **options).send(request)

    return answered


# No usable answer


def test_a_refused_connection_means_not_sent(make: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(NotSent, match=f"Issue was not sent: .*{port}: connection refused. Repeating is safe"):
        make(port).send(WRITE)


def test_an_unknown_host_means_not_sent(make: Make) -> None:
    with pytest.raises(NotSent, match="the host name is not known"):
        make(base_url="https://nowhere.invalid").send(WRITE)


def test_a_failed_tls_handshake_means_not_sent(make: Make, tls: Tls) -> None:
    with FaultServer([Send(b"HTTP/1.1 400 Bad Request\r\n\r\n")]) as plain, FaultServer([], tls=tls.server) as foreign:
        with pytest.raises(NotSent, match="no TLS connection"):
            make(base_url=f"https://127.0.0.1:{plain.port}").send(WRITE)
        with pytest.raises(NotSent, match="is not trusted"):
            make(base_url=f"https://127.0.0.1:{foreign.port}").send(WRITE)


def test_ones_own_authority_is_trusted(make: Make, tls: Tls, wechat_pay: WeChatPay) -> None:
    with FaultServer([Reply(signed(wechat_pay, GOOD))], tls=tls.server) as server:
        caller = make(base_url=f"https://localhost:{server.port}", ca_file=tls.authority)

        assert caller.send(WRITE).token == "t"


LOST: dict[str, list[Step]] = {
    "accepts and closes": [],
    "accepts and is silent": [Silence()],
    "reads and closes": [Read()],
    "reads and resets": [Read(), Reset()],
    "reads and is silent": [Read(), Silence()],
    "breaks off its answer": [Reply(http(200, GOOD)[:-1])],
    "answers something else": [Reply(b"220 smtp.example ESMTP\r\n")],
    "compresses": [Reply(http(200, GOOD, [("Content-Encoding", "gzip")]))],
}


@pytest.mark.parametrize("script", LOST.values(), ids=LOST)
def test_without_a_usable_answer_the_outcome_is_unknown(make: Make, script: list[Step]) -> None:
    with FaultServer(script) as server:
        caller = make(server.port, timeout=0.3)

        with pytest.raises(OutcomeUnknown) as of_write:
            caller.send(WRITE)
        with pytest.raises(OutcomeUnknown) as of_unnumbered:
            caller.send(UNNUMBERED)
        with pytest.raises(OutcomeUnknown) as of_read:
            caller.send(READ)

    assert of_write.value.request_number == "no-1"
    assert "repeat with the same out_request_no (no-1) and the same values, or query" in str(of_write.value)
    assert of_unnumbered.value.request_number is None
    assert str(of_unnumbered.value).endswith("It may have been carried out: query before repeating.")
    assert str(of_read.value).endswith("It is a read: repeating is safe.")
    assert of_write.value.__context__ is None


# Answers that are not believed

Spoil = Callable[[dict[str, str]], object]


def add(signature: dict[str, str], name: str, tail: str | int, front: str = "") -> None:
    value = signature[name]
    signature[name] = str(int(value) + tail) if isinstance(tail, int) else front + value + tail


def cut(signature: dict[str, str], name: str) -> None:
    signature[name] = signature[name].rstrip("=")


def probe(signature: dict[str, str]) -> None:
    signature["Wechatpay-Signature"] = PROBE_PREFIX + signature["Wechatpay-Signature"][len(PROBE_PREFIX) :]


SPOILED: dict[str, tuple[str, Spoil]] = {
    "no signature": ("signature-missing", lambda signature: signature.pop("Wechatpay-Signature")),
    "empty signature": ("signature-missing", lambda signature: signature.update({"Wechatpay-Signature": ""})),
    "no timestamp": ("header-missing", lambda signature: signature.pop("Wechatpay-Timestamp")),
    "no nonce": ("header-missing", lambda signature: signature.pop("Wechatpay-Nonce")),
    "no key id": ("header-missing", lambda signature: signature.pop("Wechatpay-Serial")),
    "other timestamp": ("signature-wrong", lambda signature: add(signature, "Wechatpay-Timestamp", 1)),
    "other nonce": ("signature-wrong", lambda signature: signature.update({"Wechatpay-Nonce": "other"})),
    "other key id": ("unknown-public-key", lambda signature: signature.update({"Wechatpay-Serial": "PUB_KEY_ID_9"})),
    "garbage": ("signature-wrong", lambda signature: signature.update({"Wechatpay-Signature": "%%%"})),
    "short": ("signature-wrong", lambda signature: signature.update({"Wechatpay-Signature": "AAAA"})),
    "lax base64": ("signature-wrong", lambda signature: add(signature, "Wechatpay-Signature", "!")),
    "unpadded": ("signature-wrong", lambda signature: cut(signature, "Wechatpay-Signature")),
    "probe": ("signature-probe", probe),
    "underscore": ("timestamp-unreadable", lambda signature: signature.update({"Wechatpay-Timestamp": "1_7"})),
    "sign": ("timestamp-unreadable", lambda signature: add(signature, "Wechatpay-Timestamp", "", "+")),
    "full width": ("timestamp-unreadable", lambda signature: signature.update({"Wechatpay-Timestamp": "１７"})),
    "fraction": ("timestamp-unreadable", lambda signature: add(signature, "Wechatpay-Timestamp", ".0")),
    "huge timestamp": ("timestamp-unreadable", lambda signature: signature.update({"Wechatpay-Timestamp": "9" * 5000})),
}


@pytest.mark.parametrize("status", [200, 400, 500])
@pytest.mark.parametrize(("reason", "spoil"), SPOILED.values(), ids=SPOILED)
def test_a_signature_that_proves_nothing(
    ask: Ask, wechat_pay: WeChatPay, reason: str, spoil: Spoil, status: int
) -> None:
    signature = dict(wechat_pay.sign_answer(GOOD))
    spoil(signature)
    pairs = [(name, value.encode().decode("latin-1")) for name, value in signature.items()]
    expected = ApiError if reason == "signature-missing" and status != 200 else UntrustedResponse

    with pytest.raises(expected) as caught:
        ask(WRITE, http(status, GOOD, pairs))

    if isinstance(caught.value, ApiError):
        assert not caught.value.signed
    else:
        error = caught.value
        assert isinstance(error, UntrustedResponse)
        assert (error.reason, error.status, error.outcome_unknown) == (reason, status, True)
        assert (error.request_number, error.request_id) == ("no-1", "08A-268578776")
        assert "is not provably WeChat Pay's" in str(error)
        assert "no-1" in str(error)


@pytest.mark.parametrize("name", ["Timestamp", "Nonce", "Serial", "Signature"])
@pytest.mark.parametrize("same", [True, False])
def test_a_signature_header_that_came_twice(ask: Ask, wechat_pay: WeChatPay, name: str, same: bool) -> None:
    pairs = list(wechat_pay.sign_answer(GOOD))
    value = dict(pairs)[f"Wechatpay-{name}"] if same else "x"
    pairs.append((f"wechatpay-{name.upper()}", value))

    with pytest.raises(UntrustedResponse, match=f"Wechatpay-{name} came 2 times") as caught:
        ask(READ, http(200, GOOD, pairs))

    assert caught.value.reason == "header-duplicated"
    assert not caught.value.outcome_unknown


@pytest.mark.parametrize("body", [b"", b"{}", GOOD + b" ", GOOD + b"\n", b'{"token":"u"}', b"\xff", b"no JSON"])
@pytest.mark.parametrize("request_", [WRITE, READ, Activate()])
def test_a_tampered_body_is_refused_before_it_is_read(
    ask: Ask, wechat_pay: WeChatPay, body: bytes, request_: Request[Any]
) -> None:
    with pytest.raises(UntrustedResponse) as caught:
        ask(request_, http(200, body, wechat_pay.sign_answer(GOOD)))

    assert caught.value.reason == "signature-wrong"


def test_an_answer_signed_by_another_key(ask: Ask, wechat_pay: WeChatPay) -> None:
    with pytest.raises(UntrustedResponse) as caught:
        ask(WRITE, signed(wechat_pay, GOOD, private_key=new_private_key()))

    assert caught.value.reason == "signature-wrong"


@pytest.mark.parametrize("seconds", [-299, 299, 0])
def test_a_clock_that_is_a_little_off_is_accepted(ask: Ask, wechat_pay: WeChatPay, seconds: int) -> None:
    content = signed(wechat_pay, GOOD, timestamp=1_700_000_000 + seconds)

    assert ask(WRITE, content, clock=lambda: 1_700_000_000.0).token == "t"


@pytest.mark.parametrize(
    ("seconds", "words"), [(-300, "300 s behind"), (300, "300 s ahead of"), (-31_536_000, "31536000 s behind")]
)
def test_a_clock_that_is_far_off_is_refused(ask: Ask, wechat_pay: WeChatPay, seconds: int, words: str) -> None:
    content = signed(wechat_pay, GOOD, timestamp=1_700_000_000 + seconds)

    with pytest.raises(UntrustedResponse, match=words) as caught:
        ask(WRITE, content, clock=lambda: 1_700_000_000.0)

    assert caught.value.reason == "clock-difference"


@pytest.mark.parametrize("status", [301, 302, 304, 307])
def test_a_redirect_is_not_followed(make: Make, wechat_pay: WeChatPay, status: int) -> None:
    with FaultServer([]) as elsewhere:
        location = [("Location", f"http://127.0.0.1:{elsewhere.port}/"), *wechat_pay.sign_answer(b"")]
        with (
            FaultServer([Reply(http(status, b"", location))]) as server,
            pytest.raises(UntrustedResponse) as caught,
        ):
            make(server.port).send(WRITE)

        assert caught.value.reason == "redirect"
        assert elsewhere.connections == 0


# Errors that WeChat Pay reports

ERRORS: dict[str, tuple[int, bytes, str | None, str | None]] = {
    "parameter": (400, '{"code":"PARAM_ERROR","message":"参数错误"}'.encode(), "PARAM_ERROR", "参数错误"),
    "signature": (401, b'{"code":"SIGN_ERROR","message":"bad"}', "SIGN_ERROR", "bad"),
    "rate": (429, b'{"code":"RATELIMIT_EXCEEDED","message":"slow down"}', "RATELIMIT_EXCEEDED", "slow down"),
    "system": (500, b'{"code":"SYSTEM_ERROR","message":"later"}', "SYSTEM_ERROR", "later"),
    "html": (502, b"<html><body>Bad Gateway</body></html>", None, None),
    "null code": (400, b'{"code":null}', None, None),
    "number code": (400, b'{"code":40001,"message":5}', "40001", "5"),
    "odd members": (400, b'{"code":["a"],"message":{"b":1}}', None, None),
    "array": (400, b'["PARAM_ERROR"]', None, None),
    "text": (400, b'"PARAM_ERROR"', None, None),
    "empty": (404, b"", None, None),
    "deep": (400, b"[" * 100_000, None, None),
    "huge number": (400, b'{"code":"A","message":' + b"9" * 10_000 + b"}", None, None),
    "not UTF-8": (400, b'{"code":"A","message":"\xb2\xce"}', "A", "��"),
    "BOM": (400, b'\xef\xbb\xbf{"code":"A","message":"b"}', "A", "b"),
    "repeated": (400, b'{"code":"A","code":"B"}', "B", None),
    "line break": (400, b'{"code":"A","message":"a\nb"}', "A", "a\nb"),
}


@pytest.mark.parametrize("is_signed", [True, False], ids=["signed", "unsigned"])
@pytest.mark.parametrize(("status", "body", "code", "message"), ERRORS.values(), ids=ERRORS)
def test_an_error_status_is_raised(
    ask: Ask, wechat_pay: WeChatPay, status: int, body: bytes, code: str | None, message: str | None, is_signed: bool
) -> None:
    content = signed(wechat_pay, body, status) if is_signed else http(status, body)

    with pytest.raises(ApiError) as caught:
        ask(WRITE, content)

    error = caught.value
    assert (error.status, error.code, error.message) == (status, code, message)
    assert (error.signed, error.retryable, error.outcome_unknown) == (
        is_signed,
        status in {429, 500, 502},
        status >= 500,
    )
    assert (error.request_number, error.request_id, error.answer.body) == ("no-1", "08A-268578776", body)
    assert ("unsigned, so not provably from WeChat Pay" in str(error)) is not is_signed
    assert f"status {status}" in str(error)
    assert str(error).isprintable()
    assert len(str(error)) < 600


def test_an_error_says_how_to_repeat(ask: Ask) -> None:
    def text(request: Request[Any], status: int) -> str:
        with pytest.raises(ApiError) as caught:
            ask(request, http(status, b"{}"))
        return str(caught.value)

    assert text(WRITE, 500).endswith(
        "it may have been carried out all the same: "
        "repeat with the same out_request_no (no-1) and the same values, or query"
    )
    assert text(UNNUMBERED, 500).endswith("it may have been carried out all the same: query before repeating")
    assert text(WRITE, 429).endswith("; repeat later")
    assert text(READ, 503).endswith("; repeat later")
    assert text(WRITE, 400).endswith("Request-ID 08A-268578776")


def test_the_detail_of_an_error_is_kept(ask: Ask, wechat_pay: WeChatPay) -> None:
    detail = {"field": "openid", "value": ["x"], "issue": "bad", "location": "path"}

    with pytest.raises(ApiError) as caught:
        ask(WRITE, signed(wechat_pay, json.dumps({"code": "A", "detail": detail}).encode(), 400))

    assert caught.value.detail == detail


def test_an_error_text_cannot_flood_or_forge_a_log(ask: Ask) -> None:
    message = "first\nsecond\x1b[31m\u202e" + "x" * 100_000
    answer = http(400, json.dumps({"code": "A" * 1000, "message": message}).encode())

    with pytest.raises(ApiError) as caught:
        ask(WRITE, answer.replace(b"08A-", b"8" * 5000))

    assert caught.value.message == message
    assert str(caught.value).isprintable()
    assert r"first\nsecond\x1b[31m\u202exxx" in str(caught.value)
    assert len(str(caught.value)) < 1200


# Verified, but not what the spec says

UNREADABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "it is empty"),
    "HTML": (b"<html>", "it is not JSON"),
    "not UTF-8": (b'{"token":"\xff"}', "it is not UTF-8"),
    "UTF-16": ('{"token":"t"}'.encode("utf-16"), "it is not UTF-8"),
    "BOM": (b"\xef\xbb\xbf" + GOOD, "it is not JSON"),
    "cut off": (GOOD[:-1], "it is not JSON"),
    "more after it": (GOOD + b"{}", "it is not JSON"),
    "NaN": (b'{"token":"t","x":NaN}', "it is not JSON"),
    "infinity": (b'{"token":"t","x":-Infinity}', "it is not JSON"),
    "single quotes": (b"{'token':'t'}", "it is not JSON"),
    "half a pair": (b'{"token":"\\ud800"}', ""),
    "deep": (b'{"token":"t","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
    "deep objects": (b'{"a":' * 100_000, "nested too deeply"),
    "repeated": (b'{"token":"t","token":"u"}', "the member 'token' stands twice"),
    "repeated in escapes": (b'{"token":"t","\\u0074oken":"u"}', "the member 'token' stands twice"),
    "repeated within": (b'{"token":"t","item":{"name":"a","name":"a"}}', "the member 'name' stands twice"),
    "repeated unknown": (b'{"token":"t","new":{"z":1,"z":2}}', "the member 'z' stands twice"),
    "missing member": (b"{}", "missing required field `token`"),
    "null for a required one": (b'{"token":null}', "Expected `str`, got `null`"),
    "null for a required one within": (b'{"token":"t","note":null,"item":{"name":null}}', "got `null`"),
    "other type": (b'{"token":5}', "Expected `str`, got `int`"),
    "array": (b"[]", "Expected `object`, got `array`"),
    "null": (b"null", "got `null`"),
    "no time": (b'{"token":"t","when":"2025-13-01T00:00:00Z"}', "is not a time"),
    "number as time": (b'{"token":"t","when":1735689600}', "is not a time"),
    "text as number": (b'{"token":"t","amount":"5"}', "Expected `int`, got `str`"),
    "fraction": (b'{"token":"t","amount":1.5}', "Expected `int`, got `float`"),
    "number out of range": (b'{"token":"t","rate":1e999}', ""),
}


@pytest.mark.parametrize(("body", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_verified_answer_that_cannot_be_read(ask: Ask, wechat_pay: WeChatPay, body: bytes, words: str) -> None:
    with pytest.raises(UnreadableResponse) as caught:
        ask(WRITE, signed(wechat_pay, body))

    error = caught.value
    assert words in str(error)
    assert "The request was carried out" in str(error)
    assert (error.answer.body, error.answer.status) == (body, 200)
    assert (error.request_number, error.request_id) == ("no-1", "08A-268578776")
    assert not error.outcome_unknown
    assert str(error).isprintable()


@pytest.mark.parametrize("status", [201, 202, 204])
def test_a_success_that_the_spec_does_not_declare(ask: Ask, wechat_pay: WeChatPay, status: int) -> None:
    body = b"" if status == 204 else GOOD

    with pytest.raises(UnreadableResponse, match=f"declares no status {status} .only 200.*no-1") as caught:
        ask(WRITE, signed(wechat_pay, body, status))

    assert caught.value.outcome_unknown


def test_a_class_of_statuses_and_a_default_are_declared_too(ask: Ask, wechat_pay: WeChatPay) -> None:
    assert ask(READ, signed(wechat_pay, GOOD, 203)).token == "t"
    assert ask(MapItems(), signed(wechat_pay, b"{}", 299)) == {}


# Answers that are read


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (b"", Coupon(token="t")),
        (b',"note":null', Coupon(token="t")),
        (b',"maybe":null', Coupon(token="t", maybe=None)),
        (b',"maybe":null,"note":null', Coupon(token="t", maybe=None)),
        (b',"item":{"name":"a","type":null}', Coupon(token="t", item=Item(name="a"))),
        (b',"items":[{"name":"a","parts":null}]', Coupon(token="t", items=[Item(name="a")])),
        (b',"by_name":{"x":{"name":"a","parts":null}}', Coupon(token="t", by_name={"x": Item(name="a")})),
        (b',"note":null,"extra":{"a":null,"b":[null]}', Coupon(token="t", extra={"a": None, "b": [None]})),
        (b',"new":{"nested":[1,2,{"a":null}]}', Coupon(token="t")),
        (b',"amount":12345678901234567', Coupon(token="t", amount=12345678901234567)),
        (b',"new":' + b"9" * 10_000, Coupon(token="t")),
        (b',"rate":2', Coupon(token="t", rate=2.0)),
        (b',"state":"USED","level":2', Coupon(token="t", state=State.USED, level=Level.HIGH)),
    ],
)
def test_an_answer_is_read_with_tolerance(ask: Ask, wechat_pay: WeChatPay, more: bytes, expected: Coupon) -> None:
    assert ask(WRITE, signed(wechat_pay, GOOD[:-1] + more + b"}")) == expected


def test_limits_and_unknown_values_do_not_spoil_an_answer(ask: Ask, wechat_pay: WeChatPay) -> None:
    body = json.dumps({"token": "券" * 99, "state": "FROZEN", "level": 77, "item": {"name": "far too long"}}).encode()

    reply = ask(WRITE, signed(wechat_pay, body))

    assert (reply.token, reply.state, reply.level, reply.item.name) == ("券" * 99, "FROZEN", 77, "far too long")
    assert (reply.state.is_known, reply.level.is_known) == (False, False)


def test_a_time_without_seconds_keeps_its_text(ask: Ask, wechat_pay: WeChatPay) -> None:
    reply = ask(WRITE, signed(wechat_pay, b'{"token":"t","when":"2025-01-01T00:00+08:00"}'))

    assert reply.when.isoformat() == "2025-01-01T00:00:00+08:00"
    assert original_text(reply.when) == "2025-01-01T00:00+08:00"


@pytest.mark.parametrize(
    ("request_", "body", "status"),
    [
        (WRITE, GOOD, 200),
        (Activate(), b"", 204),
        (Remove(id="5"), b"", 204),
        (ListItems(items=[]), b'[{"name":"a"}]', 200),
        (MapItems(), b'{"x":{"name":"a"}}', 200),
    ],
)
def test_the_raw_answer_can_be_had(
    ask: Ask, wechat_pay: WeChatPay, request_: Request[Any], body: bytes, status: int
) -> None:
    answer = answer_of(ask(request_, signed(wechat_pay, body, status)))

    assert (answer.status, answer.body, answer.request_id) == (status, body, "08A-268578776")
    assert answer.headers.get("wechatpay-serial") == wechat_pay.public_key_id


def test_lists_maps_and_nothing_are_what_they_are(ask: Ask, wechat_pay: WeChatPay) -> None:
    assert ask(ListItems(items=[]), signed(wechat_pay, b'[{"name":"a"}]')) == [Item(name="a")]
    assert ask(MapItems(), signed(wechat_pay, b'{"x":{"name":"a"}}')) == {"x": Item(name="a")}
    assert ask(Activate(), signed(wechat_pay, b"", 204)) == NoContent()


# What is sent

Sent = tuple[str, str, Headers, bytes]


@pytest.fixture
def sent(make: Make, wechat_pay: WeChatPay) -> Callable[..., Sent]:
    """Sends a request and gives what came over the wire, its signature verified as WeChat Pay would."""

    def send(request: Request[Any], content: bytes | None = None, prefix: str = "") -> Sent:
        with FaultServer([Reply(content or signed(wechat_pay, GOOD))]) as server:
            make(base_url=f"http://127.0.0.1:{server.port}{prefix}").send(request)
        (raw,) = server.requests
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode("ascii").split("\r\n")
        method, target, _ = first.split(" ")
        headers = Headers(tuple(line.split(": ", 1)) for line in lines)  # type: ignore[misc]
        wechat_pay.verify_request(method, target, headers, body)
        return method, target, headers, body

    return send


def test_the_bytes_sent_are_the_bytes_signed(sent: Callable[..., Sent], wechat_pay: WeChatPay) -> None:
    request = Issue(openid="o-1", out_request_no="n", item=Item(name="满🎁", kind='"\\/\n'), class_="券")

    method, target, headers, body = sent(request)

    assert body == '{"out_request_no":"n","class":"券","item":{"name":"满🎁","type":"\\"\\\\/\\n"}}'.encode()
    assert (method, target) == ("POST", "/brand/users/o-1/issue")
    authorization = headers.get("Authorization") or ""
    scheme, _, rest = authorization.partition(" ")
    parts = dict(part.split("=", 1) for part in rest.split(","))
    message = request_message(method, target, int(parts["timestamp"][1:-1]), parts["nonce_str"][1:-1], body)
    assert scheme == "WECHATPAY-BRAND-SHA256-RSA2048"
    verify(wechat_pay.brand_public_key, message, parts["signature"][1:-1])


def test_the_headers_of_a_request_with_body(sent: Callable[..., Sent], wechat_pay: WeChatPay) -> None:
    headers = sent(Issue(openid="o-1", out_request_no="n", trace="abc"))[2]

    assert headers.all("Content-Type") == ("application/json",)
    assert headers.all("Accept") == ("application/json",)
    assert headers.all("Accept-Encoding") == ("identity",)
    assert headers.all("Wechatpay-Serial") == (wechat_pay.public_key_id,)
    assert headers.all("X-Trace") == ("abc",)
    assert (headers.get("User-Agent") or "").startswith("wxbrand/")


@pytest.mark.parametrize(
    ("request_", "method", "body", "length", "content_type"),
    [
        (Edit(), "PATCH", b"{}", "2", "application/json"),
        (MaybeEdit(), "PATCH", b"", "0", None),
        (MaybeEdit(note="x"), "PATCH", b'{"note":"x"}', "12", "application/json"),
        (Activate(), "POST", b"", "0", None),
        (Remove(id="5"), "DELETE", b"", None, None),
        (READ, "GET", b"", None, None),
        (ListItems(items=[]), "POST", b"[]", "2", "application/json"),
    ],
)
def test_an_absent_body_is_not_an_empty_object(
    sent: Callable[..., Sent],
    wechat_pay: WeChatPay,
    request_: Request[Any],
    method: str,
    body: bytes,
    length: str | None,
    content_type: str | None,
) -> None:
    content = signed(wechat_pay, b"", 204) if isinstance(request_, (Activate, Remove)) else None
    content = signed(wechat_pay, b"[]") if isinstance(request_, ListItems) else content

    came = sent(request_, content)

    assert (came[0], came[3]) == (method, body)
    assert (came[2].get("Content-Length"), came[2].get("Content-Type")) == (length, content_type)


def test_a_query_is_encoded_once_and_in_order(sent: Callable[..., Sent]) -> None:
    request = Find(openid="a+b c&券%", states=[State.USED, State.SENDING], ids=["1", "2,3"], fresh=True, offset=0)

    assert sent(request)[1] == (
        "/brand/coupons?user%20openid=a%2Bb%20c%26%E5%88%B8%25&states=USED&states=SENDING"
        "&ids=1,2%2C3&fresh=true&offset=0"
    )


@pytest.mark.parametrize(
    ("value", "encoded"),
    [("a/b", "a%2Fb"), ("%2e", "%252e"), ("券", "%E5%88%B8"), ("...", "..."), ("a b+~", "a%20b%2B~"), ("?#", "%3F%23")],
)
def test_path_values_are_encoded_once(sent: Callable[..., Sent], value: str, encoded: str) -> None:
    assert sent(Issue(openid=value, out_request_no="n"))[1] == f"/brand/users/{encoded}/issue"


def test_a_prefix_of_the_base_url_is_signed_too(sent: Callable[..., Sent]) -> None:
    assert sent(UNNUMBERED, prefix="/gateway/")[1] == "/gateway/brand/coupons"


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (Issue(openid="", out_request_no="n"), "openid"),
        (Issue(openid=".", out_request_no="n"), "openid"),
        (Issue(openid="..", out_request_no="n"), "openid"),
        (Issue(openid="o", out_request_no="n", trace="a\r\nX: y"), "trace"),
        (Issue(openid="o", out_request_no="n", trace="券"), "trace"),
        (Issue(openid="o", out_request_no="n", trace=" a"), "trace"),
        (Issue(openid="o", out_request_no="n", amount=101), "amount"),
        (Issue(openid="o", out_request_no="n", item=Item(name="too long")), "item.name"),
        (Issue(openid="o", out_request_no="n", item=Item(name="a", kind=5)), "item.type"),  # type: ignore[arg-type]
        ({"openid": "o"}, ""),
        (Item(name="a"), ""),
    ],
)
def test_a_request_that_breaks_a_rule_is_not_sent(make: Make, request_: Any, field: str) -> None:
    with FaultServer([]) as server:
        with pytest.raises(InvalidRequest) as caught:
            make(server.port).send(request_)

        assert caught.value.field == field
        assert server.connections == 0


def test_each_call_has_a_nonce_and_time_of_its_own(make: Make, wechat_pay: WeChatPay) -> None:
    with FaultServer([Reply(signed(wechat_pay, GOOD))] * 2) as server:
        caller = make(server.port)
        caller.send(WRITE)
        caller.send(WRITE)

    one, two = (request.split(b'nonce_str="')[1][:32] for request in server.requests)
    assert one != two
    assert server.connections == 1


def test_a_nonce_is_32_letters_and_digits() -> None:
    assert all(len(nonce) == 32 and nonce.isalnum() and nonce.isascii() for nonce in (random_nonce(), random_nonce()))


def test_clock_and_nonce_may_be_given(make: Make, wechat_pay: WeChatPay) -> None:
    with FaultServer([Reply(signed(wechat_pay, GOOD, timestamp=1_700_000_000))]) as server:
        make(server.port, clock=lambda: 1_700_000_000.9, nonce=lambda: "n" * 32).send(WRITE)

    assert b'nonce_str="' + b"n" * 32 in server.requests[0]
    assert b'timestamp="1700000000"' in server.requests[0]


def test_the_generated_method_makes_the_whole_call(make: Make, wechat_pay: WeChatPay) -> None:
    with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
        reply = make(server.port).pre_send(
            openid="o", product_coupon_id="1", stock_bundle_id="2", appid="wx", send_request_no="123456"
        )

    assert reply.token == "t"
    assert server.requests[0].startswith(
        b"POST /brand/marketing/product-coupon/users/o/pre-send-coupon-bundle HTTP/1.1\r\n"
    )


# Making clients


@pytest.mark.parametrize("kind", [BrandClient, AsyncBrandClient])
@pytest.mark.parametrize("seconds", [None, 0, -1, True, "5", float("inf"), float("nan"), 10**400, 1e9])
@pytest.mark.parametrize("name", ["timeout", "connect_timeout"])
def test_a_timeout_is_finite(kind: Any, credentials: Credentials, name: str, seconds: object) -> None:
    with pytest.raises(ValueError, match=f"^{name} must be a number of seconds above 0"):
        kind(credentials, **{name: seconds})


@pytest.mark.parametrize("kind", [BrandClient, AsyncBrandClient])
@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"base_url": "http://api.mch.weixin.qq.com"}, ValueError, "must be https"),
        ({"base_url": ""}, ValueError, "must begin with https"),
        ({"base_url": "https://api.mch.weixin.qq.com\n"}, ValueError, "line end"),
        ({"base_url": "https://a.example:0"}, ValueError, "port 0"),
        ({"base_url": b"https://a.example"}, TypeError, "base_url must be text"),
        ({"proxy": "http://a:1", "base_url": "http://127.0.0.1:1"}, ValueError, "a proxy is only used for https"),
        ({"proxy": "socks5://a:1"}, ValueError, "proxy must be http://host:port"),
        ({"transport": object(), "proxy": "http://a:1"}, TypeError, "belong to the built-in transport"),
        ({"transport": object(), "ca_file": ""}, TypeError, "belong to the built-in transport"),
        ({"ca_file": ""}, ValueError, "ca_file is empty"),
        ({"ca_file": "/nowhere/ca.pem"}, ValueError, "'/nowhere/ca.pem' cannot be used: there is no such file"),
        ({"ca_file": Path(__file__)}, ValueError, "test_client.py' cannot be used: it holds no certificate"),
        ({"ca_file": Path(__file__).parent}, ValueError, "cannot be used: "),
    ],
)
def test_wrong_options_are_named(
    kind: Any, credentials: Credentials, options: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        kind(credentials, **options)


@pytest.mark.parametrize("kind", [BrandClient, AsyncBrandClient])
def test_credentials_must_be_credentials(kind: Any) -> None:
    with pytest.raises(TypeError, match=r"not dict; see Credentials\.from_files"):
        kind({"brand_id": "1"})


@pytest.mark.parametrize("kind", [BrandClient, AsyncBrandClient])
def test_a_client_from_the_environment(kind: Any, client_environ: dict[str, str]) -> None:
    assert repr(kind.from_env(client_environ)) == f"<{kind.__name__} https://api.mch.weixin.qq.com brand 20000001>"
    client_environ["WXBRAND_BASE_URL"] = "http://127.0.0.1:8090/x"
    assert repr(kind.from_env(client_environ)) == f"<{kind.__name__} http://127.0.0.1:8090 brand 20000001>"
    assert "https://b.example " in repr(kind.from_env(client_environ, base_url="https://b.example"))
    with pytest.raises(InvalidCredentials, match="WXBRAND_BRAND_ID"):
        kind.from_env({})


@pytest.mark.parametrize("kind", [BrandClient, AsyncBrandClient])
@pytest.mark.parametrize("copied", [pickle.dumps, copy.deepcopy])
def test_a_client_is_not_copied_but_says_what_to_do(
    kind: Any, credentials: Credentials, copied: Callable[[object], object]
) -> None:
    client = kind(credentials)

    for whole_or_part in (client, client.product_coupon):
        with pytest.raises(TypeError, match=r"cannot be pickled; make one in each process.*from_env\(\)"):
            copied(whole_or_part)


def test_an_area_is_made_once(credentials: Credentials) -> None:
    client = BrandClient(credentials)

    assert client.product_coupon is client.product_coupon


# A transport of one's own, and the end of a client


class Scripted:
    """Carries nothing; answers with what it was given."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.requests: list[HttpRequest] = []
        self.closed = 0

    def exchange(self, request: HttpRequest) -> Answer:
        self.requests.append(request)
        return self.answer

    def close(self) -> None:
        self.closed += 1


def test_a_transport_of_ones_own_and_a_context_manager(credentials: Credentials, wechat_pay: WeChatPay) -> None:
    headers = Headers((*wechat_pay.sign_answer(GOOD), ("Request-ID", "1")))
    transport = Scripted(Answer(status=200, headers=headers, body=GOOD))

    with BrandClient(credentials, transport=transport, timeout=7, connect_timeout=3) as client:
        assert client.send(WRITE).token == "t"

    assert transport.closed == 1
    assert (transport.requests[0].timeout, transport.requests[0].connect_timeout) == (7, 3)
    assert transport.requests[0].origin.url == "https://api.mch.weixin.qq.com"
    assert WRITE.openid not in repr(transport.requests[0])


@pytest.mark.parametrize("nonce", ["a\nb", "a\ud800"])
def test_a_nonce_cannot_move_text_into_the_body(credentials: Credentials, wechat_pay: WeChatPay, nonce: str) -> None:
    now = int(time.time())
    signature = sign(wechat_pay.private_key, f"{now}\na\nb\n".encode() + GOOD + b"\n")
    pairs = {"Timestamp": str(now), "Nonce": nonce, "Serial": wechat_pay.public_key_id, "Signature": signature}
    headers = Headers({f"Wechatpay-{name}": value for name, value in pairs.items()})
    client = BrandClient(credentials, transport=Scripted(Answer(status=200, headers=headers, body=GOOD)))

    with pytest.raises(UntrustedResponse, match="Wechatpay-Nonce"):
        client.send(WRITE)


async def use(client: AsyncBrandClient) -> str:
    async with client:
        return (await client.send(WRITE)).token


def test_a_closed_client_says_so(make: Make, credentials: Credentials, wechat_pay: WeChatPay) -> None:
    caller = make()
    if isinstance(caller, AsyncCaller):
        with FaultServer([Reply(signed(wechat_pay, GOOD))]) as server:
            client = AsyncBrandClient(credentials, base_url=f"http://127.0.0.1:{server.port}")
            assert caller._runner.run(use(client)) == "t"
        caller._runner.run(caller.client.close())
    else:
        with caller.client:
            pass

    with pytest.raises(RuntimeError, match="this client is closed"):
        caller.send(WRITE)

"""Whole calls over real sockets with real keys: what each client sends and returns. For failures see test_faults.py."""

from __future__ import annotations

import copy
import json
import pickle
import time
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError
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
    OutcomeUnknown,
    UntrustedResponse,
    answer_of,
    original_text,
)
from wxbrand_runtime.auth.signing import request_message, sign, verify
from wxbrand_runtime.client.request_signing import user_agent
from wxbrand_runtime.models import Request
from wxbrand_runtime.testing import WeChatPay

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
from tests.runtime.fault_server import FaultServer, Read

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


# Messages


def test_a_lost_response_says_what_to_do(make: Make) -> None:
    def text(request: Request[Any]) -> str:
        with FaultServer([Read()]) as server, pytest.raises(OutcomeUnknown) as caught:
            make(server.port).send(request)
        return str(caught.value)

    assert text(WRITE).endswith(
        "It may have been carried out: query before repeating, "
        "since WeChat Pay does not say what a repeat with the same out_request_no (no-1) does."
    )
    assert text(UNNUMBERED).endswith("It may have been carried out: query before repeating.")
    assert text(READ).endswith("It is a read: repeating is safe.")


def test_an_untrusted_response_says_why_and_what_to_do(ask: Ask) -> None:
    with pytest.raises(UntrustedResponse) as caught:
        ask(WRITE, http(200, GOOD))

    assert str(caught.value) == (
        "the answer to Issue (status 200) is not provably WeChat Pay's: the header Wechatpay-Signature is missing. "
        "It may have been carried out: query before repeating, "
        "since WeChat Pay does not say what a repeat with the same out_request_no (no-1) does."
    )
    assert caught.value.request_id == "08A-268578776"


def test_an_unsigned_error_says_so(ask: Ask, wechat_pay: WeChatPay) -> None:
    def text(content: bytes) -> str:
        with pytest.raises(ApiError) as caught:
            ask(WRITE, content)
        return str(caught.value)

    assert "unsigned, so not provably from WeChat Pay" in text(http(400, b"{}"))
    assert "unsigned" not in text(signed(wechat_pay, b"{}", 400))


def test_a_redirect_is_not_followed(ask: Ask) -> None:
    with FaultServer([]) as elsewhere, pytest.raises(UntrustedResponse, match="it is a redirect"):
        ask(WRITE, http(307, b"", [("Location", f"http://127.0.0.1:{elsewhere.port}/")]))

    assert elsewhere.connections == 0


def test_an_error_says_how_to_repeat(ask: Ask) -> None:
    def text(request: Request[Any], status: int) -> str:
        with pytest.raises(ApiError) as caught:
            ask(request, http(status, b"{}"))
        return str(caught.value)

    assert text(WRITE, 500).endswith(
        "it may have been carried out all the same: query before repeating, "
        "since WeChat Pay does not say what a repeat with the same out_request_no (no-1) does"
    )
    assert text(UNNUMBERED, 500).endswith("it may have been carried out all the same: query before repeating")
    later = "repeat later, waiting longer each time"
    assert text(WRITE, 429).endswith(
        f"; this attempt was not carried out: {later}, with the same out_request_no (no-1) and values"
    )
    assert text(READ, 503).endswith(f"; {later}")
    assert text(WRITE, 400).endswith("Request-ID 08A-268578776 (268578776: the coupon has expired (券已过期))")


def test_the_detail_of_an_error_is_kept(ask: Ask, wechat_pay: WeChatPay) -> None:
    detail = {"field": "openid", "value": ["x"], "issue": "bad", "location": "path"}

    with pytest.raises(ApiError) as caught:
        ask(WRITE, signed(wechat_pay, json.dumps({"code": "A", "detail": detail}).encode(), 400))

    assert caught.value.detail == detail


def test_an_error_text_cannot_flood_or_forge_a_log(ask: Ask) -> None:
    message = "first\rsecond\x1b[31m\u202e" + "x" * 100_000 + "\nforged"
    answer = http(400, json.dumps({"code": "A" * 1000, "message": message}).encode())

    with pytest.raises(ApiError) as caught:
        ask(WRITE, answer.replace(b"08A-", b"8" * 5000))

    assert caught.value.message == message
    assert str(caught.value).isprintable()
    assert r"first\rsecond\x1b[31m\u202exxx" in str(caught.value)
    assert len(str(caught.value)) < 1200


# Answers that are read


def test_a_ca_file_is_trusted(make: Make, tls: Tls, wechat_pay: WeChatPay) -> None:
    with FaultServer([Reply(signed(wechat_pay, GOOD))], tls=tls.server) as server:
        caller = make(base_url=f"https://localhost:{server.port}", ca_file=tls.authority)

        assert caller.send(WRITE).token == "t"


def test_a_class_of_statuses_and_a_default_are_declared_too(ask: Ask, wechat_pay: WeChatPay) -> None:
    assert ask(READ, signed(wechat_pay, GOOD, 203)).token == "t"
    assert ask(MapItems(), signed(wechat_pay, b"{}", 299)) == {}


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
def test_a_response_is_decoded_tolerantly(ask: Ask, wechat_pay: WeChatPay, more: bytes, expected: Coupon) -> None:
    assert ask(WRITE, signed(wechat_pay, GOOD[:-1] + more + b"}")) == expected


def test_a_response_may_break_limits_and_have_unknown_values(ask: Ask, wechat_pay: WeChatPay) -> None:
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
def test_answer_of_returns_the_raw_answer(
    ask: Ask, wechat_pay: WeChatPay, request_: Request[Any], body: bytes, status: int
) -> None:
    answer = answer_of(ask(request_, signed(wechat_pay, body, status)))

    assert (answer.status, answer.body, answer.request_id) == (status, body, "08A-268578776")
    assert answer.headers.get("wechatpay-serial") == wechat_pay.public_key_id


def test_lists_maps_and_no_content_have_their_types(ask: Ask, wechat_pay: WeChatPay) -> None:
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
    verify(wechat_pay.account_key, message, parts["signature"][1:-1])


def test_the_headers_of_a_request_with_body(sent: Callable[..., Sent], wechat_pay: WeChatPay) -> None:
    headers = sent(Issue(openid="o-1", out_request_no="n", trace="abc"))[2]

    assert headers.all("Content-Type") == ("application/json",)
    assert headers.all("Accept") == ("application/json",)
    assert headers.all("Accept-Encoding") == ("identity",)
    assert headers.all("Wechatpay-Serial") == (wechat_pay.public_key_id,)
    assert headers.all("X-Trace") == ("abc",)
    assert (headers.get("User-Agent") or "").startswith("wxbrand/")


def test_a_call_works_without_package_metadata(sent: Callable[..., Sent], monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", unknown)
    user_agent.cache_clear()
    headers = sent(Issue(openid="o-1", out_request_no="n"))[2]
    user_agent.cache_clear()

    assert (headers.get("User-Agent") or "").startswith("wxbrand Python/")


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


def test_clock_and_nonce_can_be_replaced(make: Make, wechat_pay: WeChatPay) -> None:
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
        ({"proxy": True}, ValueError, "proxy must be http://host:port"),
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
def test_a_proxy_of_the_environment_that_cannot_be_used_is_named(
    kind: Any, credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "https://user:secret@proxy.example:1")

    with pytest.raises(ValueError, match=r"^HTTPS_PROXY must be http:") as caught:
        kind(credentials)

    assert "secret" not in str(caught.value)
    kind(credentials, proxy=False)
    kind(credentials, base_url="http://127.0.0.1:8090")


@pytest.mark.parametrize("kind", [BrandClient, AsyncBrandClient])
def test_credentials_must_be_credentials(kind: Any) -> None:
    with pytest.raises(TypeError, match=r"not dict; see Credentials\.from_files"):
        kind({"brand_id": "1"})


@pytest.mark.parametrize("kind", [BrandClient, AsyncBrandClient])
def test_a_client_from_the_environment(kind: Any, client_environ: dict[str, str]) -> None:
    assert repr(kind.from_env(client_environ)) == f"<{kind.__name__} https://api.mch.weixin.qq.com brand 20000001>"
    client_environ["WXBRAND_BASE_URL"] = "http://127.0.0.1:8090/x"
    assert repr(kind.from_env(client_environ)) == f"<{kind.__name__} http://127.0.0.1:8090 brand 20000001>"
    assert (
        repr(kind.from_env(client_environ, base_url=None)) == f"<{kind.__name__} http://127.0.0.1:8090 brand 20000001>"
    )
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


def test_a_custom_transport_in_a_with_block(credentials: Credentials, wechat_pay: WeChatPay) -> None:
    headers = Headers((*wechat_pay.sign_answer(GOOD), ("Request-ID", "1")))
    transport = Scripted(Answer(status=200, headers=headers, body=GOOD))

    with BrandClient(credentials, transport=transport, timeout=7, connect_timeout=3) as client:
        assert client.send(WRITE).token == "t"

    assert transport.closed == 1
    assert (transport.requests[0].timeout, transport.requests[0].connect_timeout) == (7, 3)
    assert transport.requests[0].origin.url == "https://api.mch.weixin.qq.com"
    assert WRITE.openid not in repr(transport.requests[0])


class AsyncScripted(Scripted):
    async def exchange(self, request: HttpRequest) -> Answer:  # type: ignore[override]
        return super().exchange(request)


@pytest.mark.parametrize(
    ("kind", "transport", "says"),
    [
        (BrandClient, AsyncScripted, "the transport is asynchronous"),
        (AsyncBrandClient, Scripted, "the transport is synchronous"),
        (BrandClient, object, r"must be a wxbrand_runtime\.http\.Transport; .* has no exchange"),
        (AsyncBrandClient, object, r"must be a wxbrand_runtime\.http\.AsyncTransport; .* has no exchange"),
    ],
)
def test_a_transport_that_would_lose_the_answer_is_refused_at_once(
    credentials: Credentials, kind: Any, transport: Any, says: str
) -> None:
    given = object() if transport is object else transport(Answer(status=200, headers=Headers(), body=GOOD))

    with pytest.raises(TypeError, match=says):
        kind(credentials, transport=given)


@pytest.mark.parametrize("nonce", ["a\nb", "a\ud800"])
def test_a_nonce_cannot_move_text_into_the_body(credentials: Credentials, wechat_pay: WeChatPay, nonce: str) -> None:
    now = int(time.time())
    signature = sign(wechat_pay.private_key, f"{now}\na\nb\n".encode() + GOOD + b"\n")
    pairs = {"Timestamp": str(now), "Nonce": nonce, "Serial": wechat_pay.public_key_id, "Signature": signature}
    headers = Headers({f"Wechatpay-{name}": value for name, value in pairs.items()})
    client = BrandClient(credentials, transport=Scripted(Answer(status=200, headers=headers, body=GOOD)))

    with pytest.raises(UntrustedResponse, match="Wechatpay-Nonce"):
        client.send(WRITE)

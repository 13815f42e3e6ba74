"""No secret in any text: every way in which a call can fail, and everything that is raised, printed, logged or pickled."""

from __future__ import annotations

import copy
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from wxbrand_runtime import (
    ApiError,
    Credentials,
    InvalidRequest,
    NotSent,
    OutcomeUnknown,
    UnreadableResponse,
    UntrustedResponse,
    WxbrandError,
)
from wxbrand_runtime.client.calls import prepare
from wxbrand_runtime.http import TransportError
from wxbrand_runtime.models import Request, moment
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.callers import AsyncCaller, Caller, SyncCaller, http, signed
from tests.runtime.conftest import private_key_of
from tests.runtime.example_models import Coupon, Find, Issue
from tests.runtime.fault_server import Answer, FaultServer, Read, Reset, Silence, Step
from tests.runtime.models.test_sensitive import EnrolledNotification, Person

OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
SHORT = "openid-of-a-person"
FRIEND = "oFRIENDxxxxxxxxxxxxxxxxxxxx0"  # in the body, not in the path
WRITE = Issue(openid=OPENID, out_request_no="no-1", class_=FRIEND)
ODD = Issue(openid="用户 a/b", out_request_no="no-1")
READ = Find(openid=SHORT)

Content = Callable[[WeChatPay], list[Step]]


def echo(wechat_pay: WeChatPay, status: int = 400) -> list[Step]:
    quoted = f'{{"code":"{OPENID}","message":"{SHORT} {OPENID} {FRIEND} {OPENID.upper()} 用户 a/b %E7%94%A8%E6%88%B7%20a%2Fb"}}'
    return [Answer(signed(wechat_pay, quoted.encode(), status).replace(b"08A-", OPENID.encode()))]


WAYS: dict[str, tuple[type[WxbrandError], Content]] = {
    "closed": (OutcomeUnknown, lambda _: []),
    "reset": (OutcomeUnknown, lambda _: [Read(), Reset()]),
    "silent": (OutcomeUnknown, lambda _: [Read(), Silence()]),
    "garbage": (OutcomeUnknown, lambda _: [Answer(OPENID.encode() * 9 + b"\r\n\r\n")]),
    "unsigned": (UntrustedResponse, lambda _: [Answer(http(200, b"{}"))]),
    "other key id": (UntrustedResponse, lambda _: [Answer(http(200, b"{}", with_key_id(_, OPENID)))]),
    "redirect": (UntrustedResponse, lambda _: [Answer(http(302, b"", [("Location", f"/{OPENID}")]))]),
    "error": (ApiError, echo),
    "server error": (ApiError, lambda wechat_pay: echo(wechat_pay, 500)),
    "unreadable": (UnreadableResponse, lambda _: [Answer(signed(_, f'{{"{OPENID}":1,"{OPENID}":2}}'.encode()))]),
    "other type": (
        UnreadableResponse,
        lambda _: [Answer(signed(_, f'{{"token":["{OPENID}"],"when":"{OPENID}"}}'.encode()))],
    ),
    "undeclared": (UnreadableResponse, lambda _: [Answer(signed(_, OPENID.encode(), 299))]),
}


def with_key_id(wechat_pay: WeChatPay, key_id: str) -> list[tuple[str, str]]:
    return list((dict(wechat_pay.sign_answer(b"{}")) | {"Wechatpay-Serial": key_id}).items())


@pytest.fixture
def secrets(client_environ: dict[str, str], credentials: Credentials) -> list[str]:
    """Pieces of what must show nowhere."""
    key = client_environ["WXBRAND_PRIVATE_KEY"]
    api_key = credentials.api_key
    assert api_key is not None
    return [*key.splitlines()[1:-1], str(private_key_of(credentials).private_numbers().d), "nonce_str=", api_key]


@pytest.fixture(params=[SyncCaller, AsyncCaller], ids=["sync", "async"])
def failing(request: pytest.FixtureRequest, credentials: Credentials) -> Iterator[Callable[..., WxbrandError]]:
    """Sends a request to a server that plays a script, and gives the error."""
    made: list[Caller] = []

    def fail(sent: Request[Any], script: list[Step]) -> WxbrandError:
        with FaultServer(script) as server:
            made.append(request.param(credentials, base_url=f"http://127.0.0.1:{server.port}", timeout=0.3))
            with pytest.raises(WxbrandError) as caught:
                made[-1].send(sent)
        return caught.value

    yield fail
    for caller in made:
        caller.close()


@pytest.mark.parametrize(
    ("sent", "private"),
    [
        pytest.param(WRITE, [OPENID, OPENID.upper(), FRIEND], id="write"),
        pytest.param(ODD, ["用户 a/b", "%E7%94%A8%E6%88%B7", FRIEND], id="odd"),
        pytest.param(READ, [SHORT, FRIEND], id="read"),
    ],
)
@pytest.mark.parametrize(("kind", "content"), WAYS.values(), ids=WAYS)
def test_no_failure_shows_a_secret(
    failing: Callable[..., WxbrandError],
    wechat_pay: WeChatPay,
    secrets: list[str],
    caplog: pytest.LogCaptureFixture,
    kind: type[WxbrandError],
    content: Content,
    sent: Request[Any],
    private: list[str],
) -> None:
    caplog.set_level(logging.DEBUG)

    error = failing(sent, content(wechat_pay))

    assert isinstance(error, kind)
    logging.getLogger("anyone").error("failed: %s", error, exc_info=error)
    shown = [str(error), repr(error), "".join(traceback.format_exception(error)), caplog.text]
    kept = [*shown, repr(error.args), repr(error.__dict__), frames(error), pickled(error), repr(error.__context__)]
    for text in kept:
        assert not [secret for secret in secrets if secret in text]
    for text in shown:
        assert not [value for value in private if value in text]


def frames(error: BaseException) -> str:
    """What tools show that print the variables of every frame; those of the tests themselves left out."""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        inner = [value for value in frame.f_locals.values() if isinstance(value, TransportError)]
        assert not [failure for failure in inner if failure.__traceback__]  # whose frames hold the message sent
    report = traceback.TracebackException.from_exception(error, capture_locals=True)
    return "".join(
        f"{frame.locals}" for frame in report.stack if "wxbrand_runtime" in frame.filename and frame.locals is not None
    )


def pickled(error: BaseException) -> str:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert again.__dict__.keys() == error.__dict__.keys()
    return pickle.dumps(error, protocol=0).decode("latin-1")


@pytest.mark.parametrize("kind", [SyncCaller, AsyncCaller])
def test_a_request_that_was_not_sent_shows_no_secret(kind: Any, credentials: Credentials, secrets: list[str]) -> None:
    caller: Caller = kind(credentials, base_url="https://nowhere.invalid", proxy="http://u:pa55word@127.0.0.1:9")

    with pytest.raises(NotSent) as of_sending:
        caller.send(WRITE)
    with pytest.raises(InvalidRequest) as of_checking:
        caller.send(Issue(openid=OPENID, out_request_no="n", trace=f"{FRIEND}\n"))
    caller.close()

    for error in (of_sending.value, of_checking.value):
        text = "".join(traceback.format_exception(error)) + repr(error) + repr(error.__dict__)
        assert not [secret for secret in [*secrets, "pa55word", OPENID, FRIEND] if secret in text]


def test_no_repr_contains_what_is_sent(credentials: Credentials, secrets: list[str]) -> None:
    call = prepare(WRITE, credentials.public_key)
    client = SyncCaller(credentials).client

    for thing in (call, client, client._settings, client.product_coupon, credentials):
        text = f"{thing!r} {thing}"
        assert not [secret for secret in [*secrets, OPENID, FRIEND] if secret in text]


@pytest.mark.parametrize("number", ["no-1", "xyyy\xa0" * 1000])
def test_the_request_number_is_shown_but_shortened(failing: Callable[..., WxbrandError], number: str) -> None:
    error = failing(Issue(openid="o", out_request_no=number), [Read()])

    assert isinstance(error, OutcomeUnknown)
    assert error.request_number == number
    assert number[0] in str(error)
    assert str(error).isprintable()
    assert len(str(error)) < 800


def test_errors_can_be_copied_and_carry_notes() -> None:
    error = InvalidRequest("a is wrong", field="a")
    error.add_note("while importing row 5")

    again = copy.deepcopy(error)

    assert (str(again), again.field, again.__notes__) == ("a is wrong", "a", ["while importing row 5"])


@pytest.mark.parametrize(
    "model",
    [
        Issue(openid=OPENID, out_request_no="no-1"),
        Coupon(token="secret-token"),
        EnrolledNotification(
            id="1",
            create_time=moment("2025-08-01T00:00:00+08:00"),
            event_type="E",
            resource_type="",
            summary="",
            original_type="",
            resource=Person(name="张三"),
            plaintext=b"{}",
        ),
    ],
)
def test_rich_prints_no_more_than_the_repr(model: Any) -> None:
    told = ", ".join(f"{name}={value!r}" for name, value in model.__rich_repr__())

    assert repr(model) == f"{type(model).__name__}({told})"
    assert OPENID not in told
    assert "secret-token" not in told
    assert "张三" not in told

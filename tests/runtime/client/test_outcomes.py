"""Responses and failures of calls: the errors they become, with their whole messages. Over sockets see test_faults.py."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from msgspec.structs import replace
from wxbrand_runtime import (
    ApiError,
    Credentials,
    InvalidCredentials,
    InvalidRequest,
    NotSent,
    OutcomeUnknown,
    UnreadableResponse,
    UntrustedResponse,
)
from wxbrand_runtime.client.calls import Call, prepare
from wxbrand_runtime.client.outcomes import (
    after_unknown_outcome,
    may_have_taken_effect,
    no_response,
    reply_type,
    unreadable_body,
    verify,
)
from wxbrand_runtime.http import Answer, ConnectFailed, ExchangeFailed, Headers
from wxbrand_runtime.models import Operation, Request
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.example_models import Coupon, Edit, Find, Issue, Numbered

NOW = 1_700_000_000
OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
REPEAT = "repeat with the same out_request_no (no-1) and the same values, or query"
LATER = "repeat later, waiting longer each time"
QUERY = "query before repeating, since WeChat Pay does not say what a repeat with the same out_request_no (no-1) does"


class Setting(Edit, frozen=True, kw_only=True):
    """A write that may be repeated and has no number."""

    operation: ClassVar[Operation] = replace(Edit.operation, repeat_is_safe=True)


BY_REQUEST = {
    "read": (Find(openid=OPENID), "It is a read: repeating is safe."),
    "write": (Numbered(openid=OPENID, out_request_no="no-1"), f"It may have been carried out: {REPEAT}."),
    "write without number": (Edit(note="x"), "It may have been carried out: query before repeating."),
    "write of whose number nothing is said": (
        Issue(openid=OPENID, out_request_no="no-1"),
        f"It may have been carried out: {QUERY}.",
    ),
    "write that needs no number": (
        Setting(note="x"),
        "It may have been carried out: repeat it unchanged, or query.",
    ),
}
READ, WRITE, UNNUMBERED, UNPROVEN, _ = (request for request, _ in BY_REQUEST.values())
ERROR = b'{"code":"PARAM_ERROR","message":"no such thing","detail":{"field":"x"}}'


@pytest.fixture
def call(credentials: Credentials) -> Any:
    def make(request: Request[Any]) -> Call:
        return prepare(request, credentials.public_key)

    return make


def answer(status: int, body: bytes = b"", headers: Any = ()) -> Answer:
    return Answer(status=status, headers=Headers([("Request-ID", "08A-1"), *headers]), body=body)


@pytest.mark.parametrize(("request_", "_words"), BY_REQUEST.values(), ids=BY_REQUEST)
def test_a_failed_connection_is_not_sent(call: Any, request_: Any, _words: str) -> None:
    error = no_response(call(request_), ConnectFailed("the host was not found"))

    assert type(error) is NotSent
    assert error.attempts == 1
    assert str(error) == f"{request_.operation.name} was not sent: the host was not found. Repeating is safe."


@pytest.mark.parametrize(("request_", "words"), BY_REQUEST.values(), ids=BY_REQUEST)
def test_a_lost_response_is_an_unknown_outcome_that_says_what_to_do(call: Any, request_: Any, words: str) -> None:
    error = no_response(call(request_), ExchangeFailed("no answer came in time"))

    assert type(error) is OutcomeUnknown
    assert str(error) == f"{request_.operation.name} was sent, but no answer came in time. {words}"
    assert error.request_number == getattr(request_, "out_request_no", None)


def untrusted(outcome_unknown: bool = True) -> UntrustedResponse:
    return UntrustedResponse(
        "forged",
        reason="signature-wrong",
        outcome_unknown=outcome_unknown,
        request_number=None,
        request_id=None,
        status=200,
    )


@pytest.mark.parametrize(
    ("error", "unknown"),
    [
        (NotSent("no"), False),
        (InvalidRequest("no", field="x"), False),
        (OutcomeUnknown("lost", request_number=None), True),
        (untrusted(), True),
        (untrusted(outcome_unknown=False), False),
    ],
)
def test_which_errors_leave_the_outcome_of_a_write_unknown(call: Any, error: Any, unknown: bool) -> None:
    assert may_have_taken_effect(call(WRITE), error) is unknown
    assert may_have_taken_effect(call(READ), error) is False


@pytest.mark.parametrize(("request_", "words"), list(BY_REQUEST.values())[1:], ids=list(BY_REQUEST)[1:])
def test_an_unsent_last_attempt_does_not_hide_an_earlier_unknown_outcome(call: Any, request_: Any, words: str) -> None:
    error: Any = after_unknown_outcome(call(request_), NotSent("the host was not found."))

    name = request_.operation.name
    earlier = "an earlier attempt was sent and had no usable answer, and the last one was not sent"
    assert type(error) is OutcomeUnknown
    assert str(error) == f"{name}: {earlier} (the host was not found.) {words}"
    assert error.request_number == getattr(request_, "out_request_no", None)


def believed(call: Call, came: Answer, wechat_pay: WeChatPay) -> Any:
    with pytest.raises((ApiError, UntrustedResponse)) as caught:
        verify(call, came, {wechat_pay.public_key_id: wechat_pay.private_key.public_key()}, now=NOW, signed_message=b"")
    return caught.value


def test_a_refused_last_attempt_does_not_hide_an_earlier_unknown_outcome(call: Any, wechat_pay: WeChatPay) -> None:
    refused = believed(call(WRITE), answer(400, ERROR), wechat_pay)
    before = str(refused)

    error: Any = after_unknown_outcome(call(WRITE), refused)

    earlier = "an earlier attempt was sent and had no usable answer, so it may have been carried out all the same"
    assert error is refused
    assert refused.outcome_unknown is True
    assert str(refused) == f"{before}; {earlier}: {REPEAT}"


def test_an_error_with_unknown_outcome_is_not_changed(call: Any, wechat_pay: WeChatPay) -> None:
    errors: tuple[Any, ...] = (believed(call(WRITE), answer(500), wechat_pay), untrusted())
    for error in errors:
        before = str(error)
        same: Any = after_unknown_outcome(call(WRITE), error)

        assert same is error
        assert str(error) == before
        assert error.outcome_unknown is True


@pytest.mark.parametrize("status", [200, 204, 299])
def test_a_signed_success_is_trusted(call: Any, wechat_pay: WeChatPay, status: int) -> None:
    came = answer(status, b"{}", wechat_pay.sign_answer(b"{}", timestamp=NOW))

    verify(
        call(WRITE), came, {wechat_pay.public_key_id: wechat_pay.private_key.public_key()}, now=NOW, signed_message=b""
    )


@pytest.mark.parametrize(("request_", "words"), BY_REQUEST.values(), ids=BY_REQUEST)
@pytest.mark.parametrize("status", [200, 299])
def test_an_unsigned_success_is_not_trusted(
    call: Any, wechat_pay: WeChatPay, request_: Any, words: str, status: int
) -> None:
    error = believed(call(request_), answer(status, b"{}"), wechat_pay)

    assert str(error) == (
        f"the answer to {request_.operation.name} (status {status}) is not provably WeChat Pay's: "
        f"the header Wechatpay-Signature is missing. {words}"
    )
    assert (error.reason, error.status, error.request_id) == ("signature-missing", status, "08A-1")
    assert error.outcome_unknown is (request_ is not READ)
    assert error.request_number == getattr(request_, "out_request_no", None)


@pytest.mark.parametrize("status", [300, 302, 399])
def test_a_redirect_is_not_trusted_even_if_it_is_signed(call: Any, wechat_pay: WeChatPay, status: int) -> None:
    error = believed(call(READ), answer(status, b"", wechat_pay.sign_answer(b"", timestamp=NOW)), wechat_pay)

    assert error.reason == "redirect"
    assert "it is a redirect, and WeChat Pay sends none. It is a read" in str(error)


def test_an_error_with_a_wrong_signature_is_not_trusted(call: Any, wechat_pay: WeChatPay) -> None:
    signed = answer(400, ERROR, wechat_pay.sign_answer(b"{}", timestamp=NOW))

    assert believed(call(READ), signed, wechat_pay).reason == "signature-wrong"


def test_a_request_value_in_a_response_header_is_masked(call: Any, wechat_pay: WeChatPay) -> None:
    headers = dict(wechat_pay.sign_answer(b"{}", timestamp=NOW)) | {"Wechatpay-Serial": "private-openid"}

    error = believed(call(Find(openid="private-openid")), answer(200, b"{}", headers.items()), wechat_pay)

    assert "private-openid" not in str(error)


@pytest.mark.parametrize("is_signed", [True, False])
@pytest.mark.parametrize(
    ("request_", "status", "outcome_unknown", "advice"),
    [
        (WRITE, 199, False, ""),
        (WRITE, 400, False, ""),
        (WRITE, 428, False, ""),
        (
            WRITE,
            429,
            False,
            f"; this attempt was not carried out: {LATER}, with the same out_request_no (no-1) and values",
        ),
        (WRITE, 430, False, ""),
        (WRITE, 499, False, ""),
        (WRITE, 500, True, f"; it may have been carried out all the same: {REPEAT}"),
        (UNPROVEN, 500, True, f"; it may have been carried out all the same: {QUERY}"),
        (UNNUMBERED, 599, True, "; it may have been carried out all the same: query before repeating"),
        (READ, 500, False, f"; {LATER}"),
    ],
)
def test_an_api_error_has_status_code_message_and_advice(
    call: Any, wechat_pay: WeChatPay, request_: Any, status: int, outcome_unknown: bool, advice: str, is_signed: bool
) -> None:
    headers = wechat_pay.sign_answer(ERROR, timestamp=NOW) if is_signed else ()

    error = believed(call(request_), answer(status, ERROR, headers), wechat_pay)

    unsigned = "" if is_signed else "; unsigned, so not provably from WeChat Pay"
    assert str(error) == (
        f"{request_.operation.name}: status {status}, PARAM_ERROR: no such thing; field x{unsigned}; Request-ID 08A-1{advice}"
    )
    assert (error.code, error.message, error.detail) == ("PARAM_ERROR", "no such thing", {"field": "x"})
    assert (error.status, error.signed, error.outcome_unknown) == (status, is_signed, outcome_unknown)
    assert error.retryable is (REPEAT in advice or LATER in advice)
    assert error.request_number == getattr(request_, "out_request_no", None)


def test_an_error_without_a_readable_body_says_so(call: Any, wechat_pay: WeChatPay) -> None:
    bare = Answer(status=404, headers=Headers(), body=b"<html>")

    error = believed(call(READ), bare, wechat_pay)

    assert str(error) == "Find: status 404, without a readable body; unsigned, so not provably from WeChat Pay"


@pytest.mark.parametrize(("status", "kind"), [(200, "200"), (201, "2XX"), (299, "2XX"), (300, "default")])
def test_the_most_specific_declared_status_is_used(call: Any, status: int, kind: str) -> None:
    replies = {"default": "default", "2XX": "2XX", "200": "200"}
    operation = replace(Find.operation, replies=replies)

    assert reply_type(replace(call(READ), operation=operation), answer(status)) == kind


@pytest.mark.parametrize(("request_", "words"), BY_REQUEST.values(), ids=BY_REQUEST)
def test_an_undeclared_success_status_is_unreadable(call: Any, request_: Any, words: str) -> None:
    came = answer(302)
    with pytest.raises(UnreadableResponse) as caught:
        reply_type(call(request_), came)

    declared = ", ".join(request_.operation.replies)
    assert str(caught.value) == (
        f"the answer to {request_.operation.name} is verified, but the spec declares no status 302 (only {declared}). "
        f"{words}"
    )
    assert caught.value.answer is came
    assert caught.value.outcome_unknown is (request_ is not READ)
    assert caught.value.request_number == getattr(request_, "out_request_no", None)


@pytest.mark.parametrize(("declared", "told"), [((), "none"), (("200",), "200"), (("200", "4XX"), "200, 4XX")])
def test_the_error_lists_the_declared_statuses(call: Any, declared: tuple[str, ...], told: str) -> None:
    operation = replace(Find.operation, replies=dict.fromkeys(declared))
    with pytest.raises(UnreadableResponse, match=rf"declares no status 201 \(only {told}\)\. It"):
        reply_type(replace(call(READ), operation=operation), answer(201))


def test_a_body_that_does_not_match_the_spec_is_unreadable(call: Any) -> None:
    came = answer(200, b"{}")

    error = unreadable_body(call(WRITE), came, f"{OPENID} is no token")

    assert str(error) == (
        "the answer to Issue is verified, but its body is not what the spec describes: … is no token. "
        "The request was carried out; the body is in .answer."
    )
    assert (error.answer, error.outcome_unknown, error.request_number) == (came, False, "no-1")


def test_the_reply_type_is_the_declared_one(call: Any) -> None:
    assert reply_type(call(WRITE), answer(200)) is Coupon


def test_every_error_says_whether_the_outcome_is_unknown(call: Any) -> None:
    assert not InvalidCredentials("no").outcome_unknown
    assert not NotSent("no").outcome_unknown
    assert no_response(call(WRITE), ExchangeFailed("lost")).outcome_unknown
    assert not no_response(call(READ), ExchangeFailed("lost")).outcome_unknown

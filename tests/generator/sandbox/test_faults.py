"""Faults that are armed for one call, over a real socket."""

from __future__ import annotations

import json
import time
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import Any

import pytest
from wxbrand_codegen.sandbox import Sandbox
from wxbrand_codegen.sandbox.faults import KINDS, MOST
from wxbrand_codegen.sandbox.own_calls import CallResult, OwnCalls
from wxbrand_runtime.errors import InvalidSignature
from wxbrand_runtime.testing import RequestRefused

from tests.generator.sandbox.conftest import Caller

PATH = "/users/u/coupons"


def post(call: Caller, coupon: dict[str, Any]) -> Any:
    return call("POST", PATH, coupon)


@pytest.mark.parametrize(
    "name", ["wrong-key", "tampered-body", "probe", "clock-behind", "clock-ahead", "unknown-key-id", "not-signed"]
)
def test_an_answer_with_a_fault_of_the_signature_is_not_trusted(
    name: str, sandbox: Sandbox, call_over_http: Caller, coupon: dict[str, Any]
) -> None:
    sandbox.faults.arm(name)

    spoiled, whole = post(call_over_http, coupon), post(call_over_http, coupon)

    with pytest.raises(InvalidSignature):
        verify(call_over_http, spoiled)
    verify(call_over_http, whole)
    assert (spoiled.status, json.loads(spoiled.body)) == (200, json.loads(whole.body))


def verify(call: Caller, answer: Any) -> None:
    from wxbrand_runtime.auth.verification import verify_response

    verify_response(answer.headers, answer.body, call.credentials.public_keys, now=call.sandbox.wechat_pay.clock())


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("rate-limited", 429, "FREQUENCY_LIMITED"),
        ("system-error", 500, "SYSTEM_ERROR"),
        ("service-unavailable", 503, "SERVICE_UNAVAILABLE"),
    ],
)
def test_errors_are_signed_and_leave_the_call_undone(
    name: str, status: int, code: str, sandbox: Sandbox, call_over_http: Caller, coupon: dict[str, Any]
) -> None:
    sandbox.faults.arm(name)

    answer = post(call_over_http, coupon)

    assert (answer.status, call_over_http.verified(answer)["code"]) == (status, code)
    assert post(call_over_http, coupon | {"coupon_id": "other"}).status == 200  # the number was not used


def test_a_connection_closes_without_an_answer_after_the_call_took_effect(
    sandbox: Sandbox, call_over_http: Caller, coupon: dict[str, Any]
) -> None:
    sandbox.faults.arm("closed")

    with pytest.raises(RemoteDisconnected):
        post(call_over_http, coupon)

    assert post(call_over_http, coupon | {"coupon_id": "other"}).status == 400  # the number was used


def test_a_connection_closes_in_the_middle_of_an_answer(
    sandbox: Sandbox, call_over_http: Caller, coupon: dict[str, Any]
) -> None:
    sandbox.faults.arm("half-answer")

    with pytest.raises(IncompleteRead):
        post(call_over_http, coupon)

    assert post(call_over_http, coupon).status == 200


def test_an_answer_without_body_that_should_be_halved_is_not_sent(sandbox: Sandbox, call_over_http: Caller) -> None:
    sandbox.faults.arm("half-answer")

    with pytest.raises(HTTPException):
        call_over_http("DELETE", PATH)


def test_a_slow_answer_does_not_delay_other_calls(
    sandbox: Sandbox, call_over_http: Caller, coupon: dict[str, Any]
) -> None:
    sandbox.faults.arm("slow", seconds=0.4)

    started = time.monotonic()
    answer = post(call_over_http, coupon)

    assert time.monotonic() - started >= 0.4
    assert call_over_http.verified(answer) == {"token": "ABBpZjCf"}


def test_what_a_proxy_answers_is_not_signed(sandbox: Sandbox, call_over_http: Caller, coupon: dict[str, Any]) -> None:
    sandbox.faults.arm("proxy-error")
    sandbox.faults.arm("redirect")

    error, redirect = post(call_over_http, coupon), post(call_over_http, coupon)

    assert (error.status, error.headers.get("Content-Type"), error.headers.get("Wechatpay-Signature")) == (
        502,
        "text/html",
        None,
    )
    assert (redirect.status, redirect.headers.get("Location")) == (302, "https://login.example/")


def test_unreadable_answers_are_signed(sandbox: Sandbox, call_over_http: Caller, coupon: dict[str, Any]) -> None:
    sandbox.faults.arm("not-json")
    sandbox.faults.arm("unreadable-member")

    text, member = post(call_over_http, coupon), post(call_over_http, coupon)

    verify(call_over_http, text)
    assert text.body == b"not JSON"
    assert call_over_http.verified(member) == {"token": {}}


def test_a_fault_waits_for_its_operation_and_spoils_one_call(sandbox: Sandbox, call_over_http: Caller) -> None:
    sandbox.document["paths"]["/users/all/coupons"]["get"]["operationId"] = "GetAll"
    sandbox.faults.arm("redirect", "GetAll")

    other = call_over_http("DELETE", PATH)
    spoiled = call_over_http("GET", "/users/all/coupons")

    assert (other.status, spoiled.status) == (204, 302)
    assert sandbox.faults.all() == []
    assert [exchange.fault for exchange in sandbox.requests] == ["", "redirect"]


def test_refused_requests_stay_refused(sandbox: Sandbox, call_over_http: Caller) -> None:
    sandbox.faults.arm("system-error")

    assert call_over_http("POST", PATH, {"send_request_no": "x"}).status == 400


def test_every_fault_leaves_the_sandbox_fit(sandbox: Sandbox, call_over_http: Caller, coupon: dict[str, Any]) -> None:
    for name, kind in KINDS.items():
        sandbox.faults.arm(name, seconds=0.01 if kind.waits else 0.0)
        if kind.sends == "all":
            post(call_over_http, coupon)
        else:
            with pytest.raises(HTTPException):
                post(call_over_http, coupon)

    assert post(call_over_http, coupon).status == 200


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("unknown",), "fault must be one of not-signed"),
        (("slow",), "seconds must be more than 0 and at most 300"),
        (("slow", "", 301.0), "seconds must be more than 0 and at most 300"),
        (("slow", "", float("nan")), "seconds must be more than 0 and at most 300"),
        (("closed", "", 2.0), "seconds is for the fault slow only"),
    ],
)
def test_bad_faults_are_refused(sandbox: Sandbox, arguments: tuple[Any, ...], message: str) -> None:
    with pytest.raises(RequestRefused, match=message):
        sandbox.faults.arm(*arguments)

    assert sandbox.faults.all() == []


def test_only_so_many_faults_can_be_armed(sandbox: Sandbox) -> None:
    for _ in range(MOST):
        sandbox.faults.arm("closed")

    with pytest.raises(RequestRefused, match="disarm some"):
        sandbox.faults.arm("closed")
    assert sandbox.faults.disarm(sandbox.faults.all()[0].number)
    assert not sandbox.faults.disarm(-1)
    sandbox.reset()
    assert sandbox.faults.all() == []


@pytest.fixture
def own_calls(call_over_http: Caller) -> OwnCalls:
    clock = call_over_http.sandbox.wechat_pay.clock
    return OwnCalls(call_over_http.credentials, str(call_over_http.base_url), clock)


def test_the_sandbox_calls_itself_as_its_brand(own_calls: OwnCalls, sandbox: Sandbox, coupon: dict[str, Any]) -> None:
    result: CallResult = own_calls.send_json("POST", PATH, coupon)

    assert (result.status, result.is_success, result.is_verified, result.message()) == (200, True, True, "")
    assert result.value() == {"token": "ABBpZjCf"}
    assert sandbox.recorder.find(result.request_id) == sandbox.requests[-1].number


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ("tampered-body", "status 200, and the answer cannot be trusted"),
        ("closed", "no complete answer: RemoteDisconnected"),
        ("half-answer", "no complete answer: IncompleteRead"),
        ("system-error", "500: SYSTEM_ERROR"),
        ("proxy-error", "502"),
    ],
)
def test_a_call_of_its_own_says_what_went_wrong(
    own_calls: OwnCalls, sandbox: Sandbox, coupon: dict[str, Any], fault: str, message: str
) -> None:
    sandbox.faults.arm(fault)

    result = own_calls.send_json("POST", PATH, coupon)

    assert not result.is_success
    assert message in result.message()


def test_an_unsigned_request_of_a_web_page_does_not_use_up_a_fault(
    sandbox: Sandbox, call_over_http: Caller, coupon: dict[str, Any]
) -> None:
    sandbox.faults.arm("redirect")

    stranger = call_over_http(
        "POST", PATH, body=b"x", headers={"Authorization": None, "Origin": "https://evil.example"}
    )

    assert stranger.status == 401
    assert len(sandbox.faults.all()) == 1
    assert post(call_over_http, coupon).status == 302

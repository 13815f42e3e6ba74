"""Every fault of an answer causes the error that its documentation names, in both clients."""

from __future__ import annotations

import inspect
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from wxbrand import BrandClient, models
from wxbrand_runtime import ApiError, OutcomeUnknown, UnreadableResponse, UntrustedResponse, WxbrandError
from wxbrand_runtime.testing import FakeWeChatPay, Fault

from tests.runtime.callers import Caller
from tests.runtime.example_models import Activate
from tests.runtime.testing.conftest import MakesCaller
from tests.runtime.testing.examples import PRE_SEND, pre_send, upload

ERRORS: dict[Fault, tuple[type[WxbrandError], dict[str, Any], int | None]] = {
    Fault.NOT_SIGNED: (UntrustedResponse, {"reason": "signature-missing"}, 200),
    Fault.WRONG_KEY: (UntrustedResponse, {"reason": "signature-wrong"}, 200),
    Fault.TAMPERED_BODY: (UntrustedResponse, {"reason": "signature-wrong"}, 200),
    Fault.PROBE: (UntrustedResponse, {"reason": "signature-probe"}, 200),
    Fault.CLOCK_BEHIND: (UntrustedResponse, {"reason": "clock-difference"}, 200),
    Fault.CLOCK_AHEAD: (UntrustedResponse, {"reason": "clock-difference"}, 200),
    Fault.UNKNOWN_KEY_ID: (UntrustedResponse, {"reason": "unknown-public-key"}, 200),
    Fault.CLOSED: (OutcomeUnknown, {}, None),
    Fault.HALF_ANSWER: (OutcomeUnknown, {}, None),
    Fault.SILENCE: (OutcomeUnknown, {}, None),
    Fault.PROXY_ERROR: (ApiError, {"status": 502, "code": None, "signed": False}, 502),
    Fault.REDIRECT: (UntrustedResponse, {"reason": "redirect"}, 302),
    Fault.RATE_LIMITED: (ApiError, {"status": 429, "code": "RATELIMIT_EXCEEDED", "signed": True}, 429),
    Fault.SYSTEM_ERROR: (ApiError, {"status": 500, "code": "SYSTEM_ERROR", "outcome_unknown": True}, 500),
    Fault.NOT_JSON: (UnreadableResponse, {"outcome_unknown": False}, 200),
}


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.WRONG_API_KEY])
def test_a_fault_causes_its_error(make_caller: MakesCaller, fake_wechat_pay: FakeWeChatPay, fault: Fault) -> None:
    error, facts, status = ERRORS[fault]
    fake_wechat_pay.fail(PRE_SEND, fault)

    with pytest.raises(error) as caught:
        make_caller(retries=0, timeout=0.5 if fault is Fault.SILENCE else 5).send(pre_send())

    assert {name: getattr(caught.value, name) for name in facts} == facts
    [recorded] = fake_wechat_pay.sent(PRE_SEND)
    assert (recorded.status, recorded.verified) == (status, True)


@pytest.mark.parametrize(("fault", "side"), [(Fault.CLOCK_BEHIND, "behind"), (Fault.CLOCK_AHEAD, "ahead of")])
def test_the_clock_is_wrong_in_the_stated_direction(
    caller: Caller, fake_wechat_pay: FakeWeChatPay, fault: Fault, side: str
) -> None:
    fake_wechat_pay.fail(PRE_SEND, fault)

    with pytest.raises(UntrustedResponse, match=rf"(599|600|601) s {side} this machine's clock"):
        caller.send(pre_send())


@pytest.mark.parametrize("fault", list(ERRORS))
def test_the_documentation_of_a_fault_names_its_error(fault: Fault) -> None:
    error, facts, _ = ERRORS[fault]
    source = inspect.getsource(Fault)
    documented = source.split(f"    {fault.name} = ")[1].split('"""')[1]

    assert error.__name__ in documented
    assert f"`{facts['reason']}`" in documented if "reason" in facts else "reason" not in documented


@pytest.mark.parametrize("fault", [Fault.WRONG_KEY, Fault.TAMPERED_BODY, Fault.PROBE])
def test_an_answer_without_a_body_can_have_a_fault(
    caller: Caller, fake_wechat_pay: FakeWeChatPay, fault: Fault
) -> None:
    fake_wechat_pay.fail(Activate, fault)

    with pytest.raises(UntrustedResponse) as caught:
        caller.send(Activate())

    assert caught.value.reason == ERRORS[fault][1]["reason"]


@pytest.mark.parametrize("fault", [Fault.CLOSED, Fault.RATE_LIMITED, Fault.SYSTEM_ERROR])
def test_a_retry_gets_the_next_script(make_caller: MakesCaller, fake_wechat_pay: FakeWeChatPay, fault: Fault) -> None:
    fake_wechat_pay.fail(PRE_SEND, fault)
    fake_wechat_pay.answer(PRE_SEND, {"token": "t"})

    assert make_caller(retries=1).send(pre_send()).token == "t"

    first, second = fake_wechat_pay.sent(PRE_SEND)
    assert first.body == second.body
    assert first.headers.get("Authorization") != second.headers.get("Authorization")


def test_a_call_that_is_not_safe_to_repeat_is_sent_once(
    make_caller: MakesCaller, fake_wechat_pay: FakeWeChatPay
) -> None:
    request = upload()
    fake_wechat_pay.fail(type(request), Fault.CLOSED, always=True)

    with pytest.raises(OutcomeUnknown):
        make_caller(retries=2).send(request)

    assert len(fake_wechat_pay.requests) == 1


def test_closing_the_fake_ends_a_silence() -> None:
    with FakeWeChatPay() as fake, ThreadPoolExecutor(1) as pool:
        fake.fail(PRE_SEND, Fault.SILENCE)
        call = pool.submit(fake.client(BrandClient, retries=0, timeout=60).send, pre_send())
        while not fake.requests:
            time.sleep(0.01)
        began = time.monotonic()

        fake.close()

        with pytest.raises(OutcomeUnknown):
            call.result(timeout=10)
        assert time.monotonic() - began < 10


def test_a_text_instead_of_a_fault_is_refused() -> None:
    with (
        FakeWeChatPay() as fake,
        pytest.raises(TypeError, match=r"fault must be a Fault, such as Fault\.CLOSED, not str"),
    ):
        fake.fail(models.PreSendUserProductCouponBundleRequest, "closed")  # type: ignore[arg-type]

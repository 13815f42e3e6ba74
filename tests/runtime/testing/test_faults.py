"""Every fault of an answer causes the error that its documentation names, in both clients."""

from __future__ import annotations

import inspect
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from wxbrand import BrandClient, models
from wxbrand_runtime import (
    ApiError,
    OutcomeUnknown,
    UnreadableResponse,
    UntrustedResponse,
    WxbrandError,
    answer_of,
    given,
    unreadable_members,
)
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
    Fault.UNREADABLE_MEMBER: (UnreadableResponse, {"outcome_unknown": False}, 200),
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


def test_a_reply_that_may_lack_a_member_has_put_it_aside(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    request = models.GetStoreRequest(store_id="1")
    fake_wechat_pay.fail(models.GetStoreRequest, Fault.UNREADABLE_MEMBER)

    reply = caller.send(request)

    (member,) = unreadable_members(reply)
    assert member.value in ({}, [])
    assert answer_of(reply).status == 200


def test_values_that_cannot_be_read_are_put_into_a_reply(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    odd = {"body.data[1].card_type": 5, "body.data[0].card_id": [], "body.total_count": "1", "body.data[0].new": {}}
    card = {"out_request_no": "1", "card_id": "1", "brand_id": "1", "appid": "wx1", "card_type": "NORMAL"}
    page = {"data": [card, card], "total_count": 2}

    with pytest.raises(ValueError, match=r"^the client can read the value of body\.data\[0\]\.new"):
        fake_wechat_pay.answer(models.ListCardsRequest, page, unreadable=odd)
    del odd["body.data[0].new"]
    fake_wechat_pay.answer(models.ListCardsRequest, page, unreadable=odd)
    reply = caller.send(models.ListCardsRequest(offset=0, limit=20))

    assert {member.place: member.value for member in unreadable_members(reply)} == odd
    assert [card.appid for card in given(reply.data)] == ["wx1", "wx1"]


@pytest.mark.parametrize("place", ["body.data[7].card_id", "data", "body", "body.total_count.x", "body[0]", ""])
def test_a_place_that_there_is_not_is_refused(fake_wechat_pay: FakeWeChatPay, place: str) -> None:
    with pytest.raises(ValueError, match=r"^there is no .*; places are written as in body.data\[0\].create_time$"):
        fake_wechat_pay.answer(models.ListCardsRequest, {"data": [], "total_count": 2}, unreadable={place: ""})


def test_an_answer_without_json_has_no_members(fake_wechat_pay: FakeWeChatPay) -> None:
    with pytest.raises(ValueError, match="is not JSON, so it has no members"):
        fake_wechat_pay.answer(Activate, unreadable={"body.x": 5})
    with pytest.raises(ValueError, match="has no member that could be unreadable"):
        fake_wechat_pay.fail(Activate, Fault.UNREADABLE_MEMBER)


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

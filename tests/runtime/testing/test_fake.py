"""The fake WeChat Pay, called by both clients: scripted answers, errors at the end, clients, threads."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from wxbrand import AsyncBrandClient, BrandClient, models
from wxbrand_runtime import ApiError, NotSent, answer_of
from wxbrand_runtime.http.sync_transport import SocketTransport
from wxbrand_runtime.models import Content, NoContent
from wxbrand_runtime.testing import FakeWeChatPay, Fault, RecordedRequest, RequestRefused, new_pair, new_private_key

from tests.runtime.callers import Caller
from tests.runtime.example_models import Activate, Coupon, Item, ListItems, MapItems
from tests.runtime.testing.conftest import MakesCaller
from tests.runtime.testing.contents import Export
from tests.runtime.testing.examples import PRE_SEND, pre_send


def test_an_answer_can_be_plain_values(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(PRE_SEND, {"token": "券", "newer": 1}, headers={"X-Trace": "7"})

    reply = caller.send(pre_send())

    assert reply.token == "券"
    assert answer_of(reply).body == '{"token":"券","newer":1}'.encode()
    assert answer_of(reply).headers.get("X-Trace") == "7"


def test_an_answer_can_be_an_instance_of_the_reply_class(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(PRE_SEND, models.PreSendUserProductCouponBundleResponse(token="t"))

    assert caller.send(pre_send()).token == "t"


def test_answers_are_used_in_order_and_then_the_one_that_is_always_used(
    caller: Caller, fake_wechat_pay: FakeWeChatPay
) -> None:
    fake_wechat_pay.answer(PRE_SEND, {"token": "ever after"}, always=True)
    fake_wechat_pay.answer(PRE_SEND, {"token": "first"})
    fake_wechat_pay.answer(PRE_SEND, {"token": "second"})

    tokens = [caller.send(pre_send()).token for _ in range(4)]

    assert tokens == ["first", "second", "ever after", "ever after"]


def test_an_answer_can_be_computed_from_the_request(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    def token(recorded: RecordedRequest[models.PreSendUserProductCouponBundleRequest]) -> dict[str, str]:
        return {"token": recorded.request.send_request_no}

    fake_wechat_pay.answer(PRE_SEND, token)

    assert caller.send(pre_send(send_request_no="number_1")).token == "number_1"


def test_a_computed_answer_can_be_an_error(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    def refuse(_: RecordedRequest[Any]) -> None:
        raise RequestRefused(404, "RESOURCE_NOT_EXISTS", "no such bundle")

    fake_wechat_pay.answer(PRE_SEND, refuse)

    with pytest.raises(ApiError) as caught:
        caller.send(pre_send())

    assert (caught.value.status, caught.value.code, caught.value.signed) == (404, "RESOURCE_NOT_EXISTS", True)


@pytest.mark.parametrize("signed", [True, False])
def test_a_scripted_error_is_raised_as_api_error(
    caller: Caller, fake_wechat_pay: FakeWeChatPay, *, signed: bool
) -> None:
    detail = {"field": "appid", "issue": "not bound"}
    fake_wechat_pay.refuse(PRE_SEND, status=403, code="NO_AUTH", message="无权限", detail=detail, signed=signed)

    with pytest.raises(ApiError) as caught:
        caller.send(pre_send())

    error = caught.value
    assert (error.status, error.code, error.message, error.detail) == (403, "NO_AUTH", "无权限", detail)
    assert error.signed is signed


def test_answers_can_be_empty_lists_or_maps(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(Activate)
    fake_wechat_pay.answer(ListItems, [Item(name="a"), {"name": "b", "type": "c"}])
    fake_wechat_pay.answer(MapItems, {"one": {"name": "a"}})

    assert caller.send(Activate()) == NoContent()
    assert caller.send(ListItems(items=[])) == [Item(name="a"), Item(name="b", kind="c")]
    assert caller.send(MapItems()) == {"one": Item(name="a")}


@pytest.mark.parametrize(
    ("given", "media_type"),
    [
        (b"a,b", ""),
        ("a,b", "text/plain; charset=utf-8"),
        (Content(body=b"a,b", media_type="text/csv"), "text/csv"),
    ],
)
def test_answers_can_be_other_than_json(
    caller: Caller, fake_wechat_pay: FakeWeChatPay, given: object, media_type: str
) -> None:
    fake_wechat_pay.answer(Export, given)

    assert caller.send(Export()) == Content(body=b"a,b", media_type=media_type)


def test_sensitive_texts_of_answers_are_encrypted(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    user_card = models.GetUserCardRequest
    fake_wechat_pay.answer(user_card, {"phone_number": "13800000000", "newer": [1]}, always=True)

    reply = caller.send(user_card(user_card_code="1", card_id="1", openid="o"))

    assert reply.phone_number == "13800000000"
    assert b"13800000000" not in answer_of(reply).body
    assert b'"newer": [1]' in answer_of(reply).body


@pytest.mark.parametrize(
    ("operation", "script", "message"),
    [
        (PRE_SEND, {"reply": {"tokens": "t"}}, "could not read this answer .* missing required field `token`"),
        (PRE_SEND, {"reply": b"{"}, "it is not JSON"),
        (PRE_SEND, {}, "Expected `object`, got `null`"),
        (PRE_SEND, {"reply": {"token": "t"}, "status": 202}, "no success with status 202, only 200"),
        (PRE_SEND, {"reply": {"token": "t"}, "status": 404}, "for an error use refuse"),
        (MapItems, {"reply": {}, "status": 404}, "for an error use refuse"),
        (Activate, {"reply": {}}, "has no body; leave the reply out"),
        (Export, {"reply": {}}, "is not JSON; pass bytes, text or a Content"),
    ],
)
def test_an_answer_that_the_client_could_not_read_is_refused(
    fake_wechat_pay: FakeWeChatPay, operation: Any, script: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=f"(?s).*{message}"):
        fake_wechat_pay.answer(operation, **script)


def test_a_class_instead_of_a_reply_is_refused(fake_wechat_pay: FakeWeChatPay) -> None:
    with pytest.raises(TypeError, match="not the class Coupon itself"):
        fake_wechat_pay.answer(ListItems, Coupon)


def test_impossible_faults_and_statuses_are_refused(fake_wechat_pay: FakeWeChatPay) -> None:
    with pytest.raises(ValueError, match="from 400 to 599"):
        fake_wechat_pay.refuse(PRE_SEND, status=200, code="OK")
    with pytest.raises(ValueError, match="only notifications"):
        fake_wechat_pay.fail(PRE_SEND, Fault.WRONG_API_KEY)
    with pytest.raises(ValueError, match="never JSON"):
        fake_wechat_pay.fail(Export, Fault.NOT_JSON)


def test_a_call_without_a_script_is_refused_and_reported_at_the_end(
    make_caller: MakesCaller, fake_wechat_pay: FakeWeChatPay
) -> None:
    with pytest.raises(ApiError) as caught:
        make_caller().send(pre_send())

    assert (caught.value.status, caught.value.code, caught.value.attempts) == (400, "NOT_SCRIPTED", 1)
    [problem] = fake_wechat_pay.problems()
    assert problem.startswith("no answer was scripted for PreSendUserProductCouponBundleRequest (POST /brand/")
    fake_wechat_pay.unscripted_allowed = True
    assert fake_wechat_pay.problems() == []


def test_an_unused_script_is_reported_at_the_end(fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(PRE_SEND, {"token": "t"})
    fake_wechat_pay.answer(PRE_SEND, {"token": "t"}, always=True)

    problems = fake_wechat_pay.problems()

    assert problems == ["1 answer for PreSendUserProductCouponBundleRequest was scripted and not used"]
    fake_wechat_pay.unused_allowed = True
    assert fake_wechat_pay.problems() == []


def test_a_function_that_raises_is_reported_at_the_end() -> None:
    def broken(_: object) -> None:
        raise KeyError("a mistake in the test")

    def run() -> None:
        with FakeWeChatPay() as fake:
            fake.answer(PRE_SEND, broken)
            with pytest.raises(ApiError, match="NOT_SCRIPTED"):
                fake.client(BrandClient).send(pre_send())

    with pytest.raises(AssertionError, match="raised KeyError: 'a mistake in the test'"):
        run()


def test_the_error_of_a_with_block_is_not_replaced() -> None:
    def run() -> None:
        with FakeWeChatPay() as fake:
            fake.answer(PRE_SEND, {"token": "t"})
            raise LookupError

    with pytest.raises(LookupError):
        run()


def test_a_scripted_error_has_its_cause(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.refuse(PRE_SEND, status=400, code="INVALID_REQUEST", number=268578704)
    fake_wechat_pay.fail(PRE_SEND, Fault.RATE_LIMITED)

    causes = []
    for _ in range(2):
        with pytest.raises(ApiError) as caught:
            caller.send(pre_send())
        causes.append(caught.value.cause)

    assert [cause and cause.number for cause in causes] == [268578704, 270924289]


def test_wrong_credentials_are_refused_and_recorded(fake_wechat_pay: FakeWeChatPay) -> None:
    _, others = new_pair()
    fake_wechat_pay.answer(PRE_SEND, {"token": "t"})

    with BrandClient(others, base_url=fake_wechat_pay.url) as client, pytest.raises(ApiError) as caught:
        client.send(pre_send())

    [recorded] = fake_wechat_pay.requests
    assert (caught.value.status, caught.value.code, caught.value.signed) == (401, "SIGN_ERROR", False)
    assert (recorded.verified, recorded.status) == (False, 401)
    assert "another private key made it" in str(recorded.refused)
    assert "; WeChat Pay verified the same message as was signed (" in str(caught.value)
    assert set(caught.value.detail["sign_information"]) == {
        "method",
        "url",
        "truncated_sign_message",
        "sign_message_length",
    }
    assert any("a request was refused: the signature does not" in each for each in fake_wechat_pay.problems())
    fake_wechat_pay.unused_allowed = True


def test_requests_are_refused_if_the_clock_is_ahead(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.clock_offset = 301

    with pytest.raises(ApiError, match="301 seconds behind WeChat Pay's clock"):
        caller.send(pre_send())


def test_calls_are_not_sent_while_the_host_is_down(caller: Caller, fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(PRE_SEND, {"token": "t"}, always=True)
    caller.send(pre_send())

    fake_wechat_pay.down()
    with pytest.raises(NotSent):
        caller.send(pre_send())
    fake_wechat_pay.up()

    assert caller.send(pre_send()).token == "t"
    assert len(fake_wechat_pay.requests) == 2


def test_from_env_makes_clients_of_the_fake(fake_wechat_pay: FakeWeChatPay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WXBRAND_PRIVATE_KEY_FILE", "of-the-developer.pem")
    fake_wechat_pay.answer(PRE_SEND, {"token": "t"}, always=True)

    fake_wechat_pay.set_environ(monkeypatch)

    async def call() -> str:
        async with AsyncBrandClient.from_env() as client:
            return (await client.send(pre_send())).token

    with BrandClient.from_env() as client:
        assert client.send(pre_send()).token == "t"
    assert asyncio.run(call()) == "t"


def test_public_keys_that_a_test_adds_do_not_leak_into_the_next() -> None:
    with FakeWeChatPay() as first, FakeWeChatPay() as second:
        assert first.credentials == second.credentials

        first.credentials.public_keys.add("PUB_KEY_ID_2", new_private_key().public_key())

        assert "PUB_KEY_ID_2" not in second.credentials.public_keys


def test_it_makes_synchronous_and_asynchronous_clients(fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(PRE_SEND, {"token": "t"}, always=True)

    async def call() -> str:
        async with fake_wechat_pay.client(AsyncBrandClient, timeout=3) as client:
            return (await client.send(pre_send())).token

    assert asyncio.run(call()) == "t"
    assert fake_wechat_pay.client(BrandClient).send(pre_send()).token == "t"


def test_its_clients_are_closed_with_it() -> None:
    class CountingTransport(SocketTransport):
        closed = 0

        def close(self) -> None:
            self.closed += 1
            super().close()

    with FakeWeChatPay() as fake:
        transport = CountingTransport()
        fake.client(BrandClient, transport=transport)

    assert transport.closed == 1


def test_each_answer_is_used_once_by_many_threads(fake_wechat_pay: FakeWeChatPay) -> None:
    client = fake_wechat_pay.client(BrandClient)
    for number in range(40):
        fake_wechat_pay.answer(PRE_SEND, {"token": str(number)})

    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(lambda _: client.send(pre_send()).token, range(40)))

    assert sorted(map(int, tokens)) == list(range(40))
    assert len({answer.headers.get("Authorization") for answer in fake_wechat_pay.requests}) == 40


def test_no_thread_is_left_behind() -> None:
    before = set(threading.enumerate())

    with FakeWeChatPay() as fake:
        fake.answer(PRE_SEND, {"token": "t"})
        client = fake.client(BrandClient)
        client.send(pre_send())
        assert set(threading.enumerate()) - before

    assert set(threading.enumerate()) - before == set()


def test_two_brands_can_have_a_fake_each(fake_wechat_pay: FakeWeChatPay) -> None:
    with FakeWeChatPay(pair=new_pair()) as other:
        other.answer(PRE_SEND, {"token": "other"})
        fake_wechat_pay.answer(PRE_SEND, {"token": "usual"})

        assert other.client(BrandClient).send(pre_send()).token == "other"
        assert fake_wechat_pay.client(BrandClient).send(pre_send()).token == "usual"
        assert other.credentials != fake_wechat_pay.credentials

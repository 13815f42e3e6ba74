"""An event loop as on Windows: Proactor has sockets, but waits for no file descriptors and handles no signals."""

from __future__ import annotations

import asyncio
import gc
import warnings
from typing import Any

import pytest
from wxbrand import AsyncBrandClient
from wxbrand.models import PreSendUserProductCouponBundleRequest as PreSend
from wxbrand_runtime import ApiError, OutcomeUnknown
from wxbrand_runtime.testing import FakeWeChatPay, Fault

VALUES = {
    "openid": "openid-1",
    "product_coupon_id": "1",
    "stock_bundle_id": "2",
    "appid": "wx1",
    "send_request_no": "number_1",
}


def missing(*_: Any, **__: Any) -> Any:
    raise NotImplementedError


class LikeProactor(asyncio.SelectorEventLoop):
    """A loop with the methods that Proactor has."""

    add_reader: Any = missing
    remove_reader: Any = missing
    add_writer: Any = missing
    remove_writer: Any = missing
    add_signal_handler: Any = missing
    remove_signal_handler: Any = missing
    create_unix_connection: Any = missing
    create_unix_server: Any = missing


async def call(fake: FakeWeChatPay, **options: Any) -> str:
    async with fake.client(AsyncBrandClient, **options) as client:
        reply = await client.product_coupon.pre_send_user_product_coupon_bundle(**VALUES)
    return str(reply.token)


def run(work: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with asyncio.Runner(loop_factory=LikeProactor) as runner:
            result = runner.run(work)
        gc.collect()  # a socket that was forgotten warns
    return result


def test_a_call_has_its_reply(fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(PreSend, {"token": "token-1"})

    assert run(call(fake_wechat_pay)) == "token-1"


def test_a_lost_answer_is_retried_and_an_error_is_read(fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.fail(PreSend, Fault.CLOSED)
    fake_wechat_pay.refuse(PreSend, status=403, code="NO_AUTH")

    with pytest.raises(ApiError, match="NO_AUTH"):
        run(call(fake_wechat_pay))


def test_silence_ends_in_time(fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.fail(PreSend, Fault.SILENCE)

    with pytest.raises(OutcomeUnknown):
        run(call(fake_wechat_pay, retries=0, timeout=0.3))


def test_a_call_that_is_cancelled_leaves_nothing_behind(fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.fail(PreSend, Fault.SILENCE)
    fake_wechat_pay.unused_allowed = True

    async def cancelled() -> bool:
        task = asyncio.ensure_future(call(fake_wechat_pay, retries=0))
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises((asyncio.CancelledError, OutcomeUnknown)):
            await task
        return True

    assert run(cancelled())


def test_many_calls_share_connections(fake_wechat_pay: FakeWeChatPay) -> None:
    fake_wechat_pay.answer(PreSend, {"token": "token-1"}, always=True)

    async def many() -> list[str]:
        async with fake_wechat_pay.client(AsyncBrandClient) as client:
            calls = [
                client.product_coupon.pre_send_user_product_coupon_bundle(
                    **{**VALUES, "send_request_no": f"number_{n}"}
                )
                for n in range(20)
            ]
            return [reply.token for reply in await asyncio.gather(*calls)]

    assert run(many()) == ["token-1"] * 20

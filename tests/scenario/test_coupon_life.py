"""The life of a coupon, from creation to deactivation, with the generated clients over sockets."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from wxbrand import AsyncBrandClient, BrandClient, models
from wxbrand_runtime import ApiError
from wxbrand_runtime.models import Time
from wxbrand_runtime.notifications import Notification

from tests.scenario.conftest import Stage

OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
APPID = "wx233544546545989"


class Caller:
    """Calls the synchronous and the asynchronous client in the same way."""

    def __init__(self, stage: Any, way: str) -> None:
        self._stage = stage
        self._way = way

    def __call__(self, method: str, **fields: Any) -> Any:
        if self._way == "sync":
            with BrandClient(self._stage.credentials, base_url=self._stage.url) as client:
                return self._plain(getattr(client.product_coupon, method)(**fields))
        return asyncio.run(self._call(method, fields))

    async def _call(self, method: str, fields: dict[str, Any]) -> Any:
        async with AsyncBrandClient(self._stage.credentials, base_url=self._stage.url) as client:
            reply = getattr(client.product_coupon, method)(**fields)
            if inspect.isawaitable(reply):
                return await reply
            return [item async for item in reply]

    def _plain(self, reply: Any) -> Any:
        return list(reply) if hasattr(reply, "pages") else reply


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest, stage: Stage) -> Caller:
    return Caller(stage, request.param)


def wait_for(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not ready():
        assert time.monotonic() < until, "timed out after 10 seconds"
        time.sleep(0.01)


NOW = Time.now().astimezone().replace(microsecond=0)
BEGIN, END = NOW - timedelta(days=1), NOW + timedelta(days=30)


def period() -> models.AvailablePeriod:
    return models.AvailablePeriod(available_begin_time=BEGIN, available_end_time=END)


def parts() -> dict[str, Any]:
    return {
        "coupon_code_mode": models.CodeMode.WECHATPAY,
        "stock_send_rule": models.SendRule(max_count=100, max_count_per_user=2),
        "usage_rule_display_info": models.UsageRuleDisplayInfo(
            coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE], usage_description="到店出示"
        ),
        "coupon_display_info": models.CouponDisplayInfo(code_display_mode=models.CodeDisplayMode.QRCODE),
        "notify_config": models.NotifyConfig(notify_appid=APPID),
        "store_scope": models.StoreScope.SPECIFIC,
    }


def display() -> models.ProductCouponDisplayInfo:
    return models.ProductCouponDisplayInfo(
        name="满100减10", image_url="https://x/i.png", background_url="https://x/b.png"
    )


def make_bundle(call: Caller, **changes: Any) -> Any:
    bundle = parts() | {"coupon_code_mode": models.BundleCodeMode.WECHATPAY} | changes
    return call(
        "create_product_coupon",
        out_request_no="create_000001",
        scope=models.Scope.ALL,
        type=models.CouponType.NORMAL,
        usage_mode=models.UsageMode.PROGRESSIVE_BUNDLE,
        progressive_bundle_usage_info=models.ProgressiveBundleUsageInfo(count=3),
        display_info=display(),
        stock_bundle=models.StockBundleForCreate(
            progressive_bundle_usage_rule=models.BundleUsageRule(
                coupon_available_period=period(),
                normal_coupon_list=[
                    models.NormalRule(threshold=10000, discount_amount=amount) for amount in (1000, 1500, 2000)
                ],
            ),
            **bundle,
        ),
    )


def make_single(call: Caller, **changes: Any) -> Any:
    return call(
        "create_product_coupon",
        out_request_no="create_single_1",
        scope=models.Scope.ALL,
        type=models.CouponType.NORMAL,
        usage_mode=models.UsageMode.SINGLE,
        display_info=display(),
        single_usage_info=models.SingleUsageInfo(normal_coupon=models.NormalRule(threshold=100, discount_amount=10)),
        stock=models.StockForCreate(
            **{"single_usage_rule": models.SingleUsageRule(coupon_available_period=period())} | parts() | changes
        ),
    )


def test_from_creation_to_return(stage: Stage, call: Caller) -> None:
    with pytest.raises(ApiError, match="SetNotifyConfig"):
        make_bundle(call)

    image = call("upload_image", file=b"\x89PNG not really", filename="logo.png")
    assert image.image_url.startswith(stage.url)
    call("set_notify_config", notify_url="https://www.example.com/wechatpay/notify")
    coupon = make_bundle(call)
    assert coupon.state == models.ProductCouponState.EFFECTIVE
    assert make_bundle(call) == coupon  # repeating a request number creates nothing new

    bundle_id = coupon.stock_bundle.stock_bundle_id
    where = {"product_coupon_id": coupon.product_coupon_id, "stock_bundle_id": bundle_id}
    stores = [models.AssociatedStore(store_id=f"store-{number}") for number in range(3)]
    associated = call("associate_stores_for_stock_bundle", **where, store_list=stores)
    assert (associated.total_count, associated.success_store_list) == (3, stores)

    offer = call(
        "pre_send_user_product_coupon_bundle",
        openid=OPENID,
        **where,
        appid=APPID,
        send_request_no="send_000001",
        attach="from the scenario",
    )
    assert stage.brand.accepted == []
    stage.sandbox.claim(offer.token)
    wait_for(lambda: len(stage.brand.accepted) == 1)

    (sent,) = stage.brand.accepted
    assert isinstance(sent, models.ProductCouponSendNotification)
    assert sent.resource.attach == "from the scenario"
    assert sent.repeat_key == (sent.resource.coupon_code, "PRODUCT_COUPON.SEND")
    first = sent.resource

    def about(resource: Any) -> dict[str, Any]:
        return {
            "openid": OPENID, "coupon_code": resource.coupon_code, "product_coupon_id": resource.product_coupon_id,
            "stock_id": resource.stock_id, "appid": APPID,
        }  # fmt: skip

    with pytest.raises(ApiError, match="is CONFIRMING; this operation requires EFFECTIVE"):
        use(call, about(first), "use_too_early")
    confirmed = call("confirm_send_user_product_coupon", **about(first), out_request_no="confirm_1")
    assert confirmed.coupon_state == models.UserCouponState.EFFECTIVE
    assert confirmed.valid_begin_time >= BEGIN
    only = call("list_user_product_coupons", openid=OPENID, appid=APPID)
    assert only.total_count == 1  # the second one is sent after the first one was used

    used = use(call, about(first), "use_000001")
    assert used.coupon_state == models.UserCouponState.USED
    assert used.progressive_bundle_usage_detail.use_request_no == "use_000001"
    assert used.user_product_coupon_bundle_info.used_count == 1
    wait_for(lambda: len(stage.brand.accepted) == 3)
    use_notice, next_sent = stage.brand.accepted[1:]
    assert isinstance(use_notice, models.ProductCouponUseNotification)
    assert use_notice.resource.coupon_code == first.coupon_code
    assert isinstance(next_sent, models.ProductCouponSendNotification)
    second = next_sent.resource
    assert second.user_coupon_bundle_id == first.user_coupon_bundle_id
    assert second.stock_id != first.stock_id
    ready = call("confirm_send_user_product_coupon", **about(second), out_request_no="confirm_2")
    assert ready.coupon_state == models.UserCouponState.EFFECTIVE

    use(call, about(second), "use_000002")
    with pytest.raises(ApiError, match="only that one can be returned"):
        call("return_user_product_coupon", **about(first), out_request_no="return_1")
    returned = call("return_user_product_coupon", **about(second), out_request_no="return_2")
    assert returned.coupon_state == models.UserCouponState.EFFECTIVE
    wait_for(lambda: len(stage.brand.accepted) == 6)
    assert isinstance(stage.brand.accepted[4], models.ProductCouponSendNotification)  # the third one
    assert isinstance(stage.brand.accepted[5], models.ProductCouponReturnNotification)

    mine = call("list_user_product_coupons", openid=OPENID, appid=APPID, coupon_state=models.UserCouponState.USED)
    assert [entry.coupon_code for entry in mine.user_coupon_list] == [first.coupon_code]
    assert mine.total_count == 1
    ended = call(
        "deactivate_product_coupon",
        product_coupon_id=coupon.product_coupon_id,
        out_request_no="end_000001",
        deactivate_reason="over",
    )
    assert ended.state == models.ProductCouponState.DEACTIVATED
    assert stage.brand.rejected == []


def use(call: Caller, about: dict[str, Any], number: str) -> Any:
    return call(
        "use_user_product_coupon",
        **about,
        use_time=NOW,
        out_request_no=number,
        associated_order_info=models.OrderRef(transaction_id="4200000000123456789123456789"),
    )


def test_lists_continue_over_pages(stage: Stage, call: Caller) -> None:
    call("set_notify_config", notify_url="https://www.example.com/notify")
    coupon = make_single(call)
    where = {"product_coupon_id": coupon.product_coupon_id, "stock_id": coupon.stock.stock_id}
    stores = [models.AssociatedStore(store_id=f"store-{number}") for number in range(5)]
    call("associate_stores", **where, store_list=stores)
    stage.sandbox.requests.clear()

    assert call("iter_associated_stores", **where, page_size=2) == stores
    asked = [arrival.target for arrival in stage.sandbox.requests if "associated-stores" in arrival.target]
    assert len(asked) == 3

    call("disassociate_stores", **where, store_list=stores[:4])
    assert call("iter_associated_stores", **where) == stores[4:]


def test_coupon_codes_uploaded_by_the_brand(call: Caller) -> None:
    call("set_notify_config", notify_url="https://www.example.com/notify")
    coupon = make_single(call, coupon_code_mode=models.CodeMode.UPLOAD)
    where = {"product_coupon_id": coupon.product_coupon_id, "stock_id": coupon.stock.stock_id}
    sending = {"openid": OPENID, **where, "appid": APPID}

    with pytest.raises(ApiError, match="no uploaded codes left"):
        call("send_user_product_coupon", **sending, send_request_no="send_1_early")
    uploaded = call("upload_coupon_codes", **where, out_request_no="upload_1", code_list=["A-1", "A-2", "A-1"])
    assert (uploaded.success_code_list, uploaded.duplicate_code_list) == (["A-1", "A-2"], ["A-1"])
    sent = call("send_user_product_coupon", **sending, send_request_no="send_000002")
    assert sent.coupon_code == "A-1"
    assert call("send_user_product_coupon", **sending, send_request_no="send_000002") == sent
    assert call("send_user_product_coupon", **sending, send_request_no="send_000003").coupon_code == "A-2"
    with pytest.raises(ApiError, match="max_count_per_user, 2; no more coupons can be sent to this user"):
        call("send_user_product_coupon", **sending, send_request_no="send_000004")
    stock = call("get_stock", **where)
    assert (stock.sent_count_info.total_count, stock.coupon_code_count_info.available_count) == (2, 0)


def test_a_budget_cannot_fall_below_the_coupons_already_sent(call: Caller) -> None:
    call("set_notify_config", notify_url="https://www.example.com/notify")
    coupon = make_single(call)
    where = {"product_coupon_id": coupon.product_coupon_id, "stock_id": coupon.stock.stock_id}
    call("send_user_product_coupon", openid=OPENID, **where, appid=APPID, send_request_no="send_000005")

    changed = call(
        "update_stock_budget", **where, out_request_no="budget_1", update_mode=models.UpdateBudgetMode.MAX_COUNT,
        current_max_count=100, target_max_count=1,
    )  # fmt: skip
    assert changed.stock_send_rule.max_count == 1
    with pytest.raises(ApiError, match=r"max_count, \d+; no more coupons can be sent;"):
        call("send_user_product_coupon", openid="another", **where, appid=APPID, send_request_no="send_000006")
    with pytest.raises(ApiError, match="target_max_count must be at least 1"):
        call(
            "update_stock_budget", **where, out_request_no="budget_2", update_mode=models.UpdateBudgetMode.MAX_COUNT,
            current_max_count=1, target_max_count=0,
        )  # fmt: skip


def test_an_unknown_coupon_is_not_found(call: Caller) -> None:
    with pytest.raises(ApiError) as caught:
        call("get_product_coupon", product_coupon_id="200000001")

    assert (caught.value.status, caught.value.code) == (404, "RESOURCE_NOT_EXISTS")


def test_a_notification_is_sent_again_until_it_is_accepted(stage: Stage, call: Caller) -> None:
    refusing = iter([True, True, False])
    stage.brand.reject_if = lambda: next(refusing)
    call("set_notify_config", notify_url="https://www.example.com/notify")
    coupon = make_single(call)
    where = {"product_coupon_id": coupon.product_coupon_id, "stock_id": coupon.stock.stock_id}

    call("send_user_product_coupon", openid=OPENID, **where, appid=APPID, send_request_no="send_000007")
    wait_for(lambda: bool(stage.brand.accepted))

    (delivery,) = stage.sandbox.product.notifier.deliveries if stage.sandbox.product else []
    wait_for(lambda: delivery.delivered)
    assert delivery.tries == ["500", "500", "204"]
    notification: Notification[Any] = stage.brand.accepted[0]
    assert notification.id == delivery.id

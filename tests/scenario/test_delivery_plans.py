"""Delivery plans with the generated client over a socket, and the notifications of their changes."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from wxbrand import BrandClient, models
from wxbrand_runtime import ApiError, given

from tests.scenario.conftest import Stage
from tests.scenario.test_coupon_life import APPID, BEGIN, END, NOW, OPENID, Caller, make_bundle, make_single, wait_for

DAY = timedelta(days=1)
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture
def client(stage: Stage) -> Iterator[BrandClient]:
    with BrandClient(stage.credentials, base_url=stage.url) as client:
        client.product_coupon.set_notify_config(notify_url="https://www.example.com/coupons")
        client.delivery_plan.set_delivery_plan_notify_url(notify_url="https://www.example.com/plans")
        yield client


def a_stock(
    stage: Stage,
    *,
    count: int = 10_000,
    ways: Sequence[models.CouponUsageMethodLike] = ("OFFLINE", "PAYMENT_CODE"),
    **period: Any,
) -> dict[str, Any]:
    """Create a coupon with a stock and return both ids."""
    coupon = make_single(
        Caller(stage, "sync"),
        stock_send_rule=models.SendRule(max_count=count, max_count_per_user=2, max_count_per_day=count),
        usage_rule_display_info=models.UsageRuleDisplayInfo(
            coupon_usage_method_list=list(ways), usage_description="到店"
        ),
        single_usage_rule=models.SingleUsageRule(
            coupon_available_period=models.AvailablePeriod(available_begin_time=BEGIN, available_end_time=END, **period)
        ),
    )
    return {"product_coupon_id": coupon.product_coupon_id, "stock_id": coupon.stock.stock_id}


def a_plan(
    client: BrandClient, ids: dict[str, Any], number: str = "plan_000001", **changes: Any
) -> models.DeliveryPlan:
    settings: dict[str, Any] = {
        "usage_mode": "SINGLE",
        "reuse_coupon_config": False,
        "plan_name": "冬季饮料投放",
        "total_count": 10_000,
        "delivery_start_time": NOW,
        "delivery_end_time": NOW + 10 * DAY,
    }
    reply = client.delivery_plan.create_delivery_plan(out_request_no=number, **ids, **settings | changes)
    return given(reply.plan)


def test_a_plan_pauses_when_its_stock_runs_out_and_resumes_when_some_is_added(
    client: BrandClient, stage: Stage
) -> None:
    ids = a_stock(stage)
    plan = a_plan(client, ids)
    assert (plan.plan_state, plan.total_count, plan.brand_id) == (
        "DELIVERING",
        10_000,
        stage.sandbox.wechat_pay.account_id,
    )

    def set_budget(number: str, before: int, after: int) -> None:
        client.product_coupon.update_stock_budget(
            **ids, out_request_no=number, update_mode="MAX_COUNT", current_max_count=before, target_max_count=after
        )

    set_budget("budget_1", 10_000, 1)
    client.product_coupon.send_user_product_coupon(openid=OPENID, **ids, appid=APPID, send_request_no="send_000001")
    (paused,) = plans(stage)
    assert paused["plan_state"] == "PAUSED"
    with pytest.raises(ApiError, match="is paused because its stock has run out; raise the budget"):
        client.delivery_plan.resume_delivery_plan(plan_id=given(plan.plan_id))
    set_budget("budget_2", 1, 10_000)
    (resumed,) = plans(stage)
    assert resumed["plan_state"] == "DELIVERING"

    changes = [n for n in notices(stage, 4) if n.plan_id == plan.plan_id]
    assert [given(change.plan_state).value for change in changes] == ["CREATED", "DELIVERING", "PAUSED", "DELIVERING"]
    assert {given(change.audit_state).value for change in changes} == {"PASSED"}


def test_a_plan_that_the_brand_paused_is_resumed_by_it(client: BrandClient, stage: Stage) -> None:
    plan = a_plan(client, a_stock(stage))
    plan_id = given(plan.plan_id)
    with pytest.raises(ApiError, match="is DELIVERING; this operation requires PAUSED") as caught:
        client.delivery_plan.resume_delivery_plan(plan_id=plan_id)
    assert (caught.value.request_id or "").endswith("-268578367")

    post(stage, "pause-delivery-plan", plan_id=plan_id)
    reply = client.delivery_plan.resume_delivery_plan(plan_id=plan_id)

    assert given(reply.plan).plan_state == models.DeliveryPlanState.DELIVERING


def test_a_plan_takes_its_settings_from_coupon_and_stock(client: BrandClient, stage: Stage) -> None:
    ids = a_stock(stage, count=20_000)

    reply = client.delivery_plan.create_delivery_plan(out_request_no="plan_000002", **ids, reuse_coupon_config=True)

    plan = given(reply.plan)
    assert (plan.plan_name, plan.total_count, plan.user_limit, plan.daily_limit) == ("满100减10", 20_000, 2, 20_000)
    assert (plan.delivery_start_time, plan.delivery_end_time) == (BEGIN, END - DAY)


def test_a_bundle_is_delivered_by_its_id(client: BrandClient, stage: Stage) -> None:
    call = Caller(stage, "sync")
    coupon = make_bundle(call, stock_send_rule=models.SendRule(max_count=10_000, max_count_per_user=1), **ONLINE)
    ids = {"product_coupon_id": coupon.product_coupon_id, "stock_bundle_id": coupon.stock_bundle.stock_bundle_id}

    plan = a_plan(client, ids, usage_mode="PROGRESSIVE_BUNDLE")

    assert (plan.stock_bundle_id, plan.usage_mode) == (
        ids["stock_bundle_id"],
        models.DeliveryPlanUsageMode.PROGRESSIVE_BUNDLE,
    )


ONLINE = {
    "usage_rule_display_info": models.UsageRuleDisplayInfo(
        coupon_usage_method_list=["PAYMENT_CODE"], usage_description="付款时"
    )
}


@pytest.mark.parametrize(
    ("stock", "changes", "message"),
    [
        (
            {},
            {"delivery_end_time": NOW + 5 * DAY - timedelta(seconds=1)},
            "delivery_end_time must be at least 5 days after",
        ),
        (
            {},
            {"delivery_end_time": END - DAY + timedelta(seconds=1)},
            "delivery_end_time must not be later than .*, which is a day before",
        ),
        (
            {"available_days": 10, "wait_days_after_receive": 5},
            {"delivery_end_time": END - 15 * DAY},
            "must not be later than",
        ),
        ({}, {"total_count": 9_999}, "total_count is 9999; a delivery plan needs at least 10000"),
        ({}, {"total_count": 10_001}, "total_count is 10001, but the stock has 10000 coupons left"),
        ({"count": 9_999}, {}, "stock_id has 9999 coupons left; a delivery plan needs at least 10000"),
        ({"ways": ("OFFLINE",)}, {}, "stock_id can only be used offline"),
        ({}, {"product_coupon_id": "1"}, "product_coupon_id does not exist"),
    ],
)
def test_what_a_plan_needs(
    client: BrandClient, stage: Stage, stock: dict[str, Any], changes: dict[str, Any], message: str
) -> None:
    ids = a_stock(stage, **stock)

    with pytest.raises(ApiError, match=message):
        a_plan(client, ids | {name: changes.pop(name) for name in list(changes) if name in ids}, **changes)

    assert plans(stage) == []


def test_how_a_plan_may_change(client: BrandClient, stage: Stage) -> None:
    ids = a_stock(stage, count=20_000)
    plan_id = given(a_plan(client, ids, user_limit=1).plan_id)
    number = iter(range(100_000, 100_100))

    def change(**content: Any) -> models.DeliveryPlan:
        modify = models.DeliveryPlanChange(**content)
        reply = client.delivery_plan.update_delivery_plan(
            plan_id=plan_id, out_request_no=str(next(number)), modify_content=modify
        )
        return given(reply.plan)

    later: datetime = NOW + 20 * DAY
    changed = change(plan_name="春季", delivery_end_time=later, total_count=20_000, user_limit=2, recommend_word="新")
    assert (changed.plan_name, changed.delivery_end_time, changed.total_count, changed.user_limit) == (
        "春季",
        later,
        20_000,
        2,
    )
    for content, message in (
        (
            {"delivery_end_time": NOW + 19 * DAY},
            r"modify_content\.delivery_end_time must not be before the current end",
        ),
        ({"delivery_end_time": END}, r"modify_content\.delivery_end_time must not be later than"),
        ({"total_count": 19_999}, r"modify_content\.total_count must be at least the current value, 20000"),
        ({"total_count": 20_001}, r"modify_content\.total_count must be at most 20000"),
        ({"daily_limit": 10}, r"modify_content\.daily_limit cannot be added"),
    ):
        with pytest.raises(ApiError, match=message):
            change(**content)


def plans(stage: Stage) -> list[dict[str, Any]]:
    with DIRECT.open(f"{stage.url}/sandbox/delivery-plans") as answer:
        found: list[dict[str, Any]] = json.load(answer)["plan_list"]
        return found


def post(stage: Stage, action: str, **fields: Any) -> dict[str, Any]:
    with DIRECT.open(f"{stage.url}/sandbox/{action}", json.dumps(fields).encode()) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def notices(stage: Stage, count: int) -> list[models.DeliveryPlanChangeResource]:
    def found() -> list[models.DeliveryPlanChangeResource]:
        return [n.resource for n in stage.brand.accepted if isinstance(n, models.DeliveryPlanChangeNotification)]

    wait_for(lambda: len(found()) == count)
    return found()

"""Delivery plans as time passes, without sockets and with a clock that the test controls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from wxbrand_runtime.testing import RequestRefused

from tests.generator.sandbox.brands import DAY, START, USER, Brand, Clock

MANY = {"max_count": 10_000, "max_count_per_user": 10_000}
EVENT = "DELIVERY_PLAN.CHANGE"


def a_plan(brand: Brand, *, begins: int = 0, ends: int = 10, **stock: Any) -> tuple[str, dict[str, str]]:
    """Create a plan from and until a day after the start. Return its id and those of its coupon and stock."""
    brand("SetDeliveryPlanNotifyUrl", notify_url="https://www.example.com/plans")
    ids = brand.coupon(**{"stock_send_rule": MANY} | stock)
    times = {
        "delivery_start_time": (START + timedelta(days=begins)).isoformat(),
        "delivery_end_time": (START + timedelta(days=ends)).isoformat(),
    }
    made = brand(
        "CreateDeliveryPlan",
        **ids,
        usage_mode="SINGLE",
        reuse_coupon_config=False,
        plan_name="x",
        total_count=10_000,
        **times,
    )
    return made["plan"]["plan_id"], ids


def state(brand: Brand) -> str:
    (plan,) = brand.product.act("delivery-plans", {})["plan_list"]
    return str(plan["plan_state"])


def changes(brand: Brand) -> list[tuple[str, str]]:
    """Return state and reason of each notification of a plan."""
    found = [delivery.resource for delivery in brand.product.notifier.deliveries if delivery.event_type == EVENT]
    return [(resource["plan_state"], resource["change_reason"]) for resource in found]


def test_a_plan_begins_and_expires(brand: Brand, clock: Clock) -> None:
    plan_id, _ = a_plan(brand, begins=2)
    assert state(brand) == "CREATED"

    clock.pass_by(2 * DAY)
    assert state(brand) == "DELIVERING"
    clock.pass_by(8 * DAY + 1)
    assert state(brand) == "EXPIRED"

    assert [name for name, _ in changes(brand)] == ["CREATED", "DELIVERING"]  # expiry causes no notification
    for operation in ("ResumeDeliveryPlan", "UpdateDeliveryPlan"):
        with pytest.raises(RequestRefused, match="plan_id is EXPIRED and can no longer be changed"):
            brand(operation, {"plan_id": plan_id}, modify_content={})


def test_codes_run_out_and_are_uploaded(brand: Brand) -> None:
    plan_of = "CreateDeliveryPlan"
    ids = brand.coupon(coupon_code_mode="UPLOAD", stock_send_rule=MANY)
    with pytest.raises(RequestRefused, match="stock_id has 0 coupons left; a delivery plan needs at least 10000"):
        brand(plan_of, **ids, reuse_coupon_config=True)
    brand("UploadCouponCodes", ids, code_list=[f"CODE-{number}" for number in range(10_000)])
    brand("SetDeliveryPlanNotifyUrl", notify_url="https://www.example.com/plans")
    brand(plan_of, **ids, reuse_coupon_config=True)

    brand.product._state.stocks[ids["stock_id"]].codes = ["LAST"]
    brand.send(ids)
    assert (state(brand), changes(brand)[-1]) == ("PAUSED", ("PAUSED", "its stock has run out"))
    brand("UploadCouponCodes", ids, code_list=["MORE"])

    assert (state(brand), changes(brand)[-1]) == ("DELIVERING", ("DELIVERING", "its stock was replenished"))


def test_a_claim_that_takes_the_last_coupon_pauses_the_plan(brand: Brand) -> None:
    _, ids = a_plan(brand)
    brand("UpdateStockBudget", ids, update_mode="MAX_COUNT", current_max_count=10_000, target_max_count=1)
    body = {**ids, "appid": "wx1", "send_request_no": "send_1"}
    offer = brand.product.answer("PreSendUserProductCoupon", {"path": USER}, body)
    assert state(brand) == "DELIVERING"

    brand.claim((offer or {})["token"])

    assert state(brand) == "PAUSED"


def test_a_plan_whose_stock_was_deactivated_is_paused_for_good(brand: Brand) -> None:
    plan_id, ids = a_plan(brand)

    brand("DeactivateStock", ids, deactivate_reason="over")

    assert state(brand) == "PAUSED"
    with pytest.raises(RequestRefused, match="is paused because its stock has run out"):
        brand("ResumeDeliveryPlan", {"plan_id": plan_id})


def test_a_plan_with_the_settings_of_its_stock_follows_the_budget(brand: Brand) -> None:
    ids = brand.coupon(stock_send_rule=MANY)
    brand("CreateDeliveryPlan", **ids, reuse_coupon_config=True)

    brand("UpdateStockBudget", ids, update_mode="MAX_COUNT", current_max_count=10_000, target_max_count=12_345)

    assert brand.product.act("delivery-plans", {})["plan_list"][0]["total_count"] == 12_345


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"usage_mode": "PROGRESSIVE_BUNDLE"}, "usage_mode must be SINGLE, as in the product coupon"),
        ({"stock_bundle_id": "1"}, "stock_bundle_id must be left out: the usage_mode of the product coupon is SINGLE"),
        ({"stock_id": "1"}, "stock_id does not exist"),
        ({"reuse_coupon_config": False}, r"body\.plan_name: is required"),
    ],
)
def test_a_plan_that_does_not_fit_its_coupon(brand: Brand, changes: dict[str, Any], message: str) -> None:
    ids = brand.coupon(stock_send_rule=MANY)

    with pytest.raises(RequestRefused, match=message):
        brand("CreateDeliveryPlan", **{**ids, "reuse_coupon_config": True} | changes)


def test_a_period_that_no_calendar_has(brand: Brand) -> None:
    ids = brand.coupon(stock_send_rule=MANY, period={"available_days": 10**9})

    with pytest.raises(RequestRefused, match="coupon_available_period has too many days"):
        brand("CreateDeliveryPlan", **ids, reuse_coupon_config=True)

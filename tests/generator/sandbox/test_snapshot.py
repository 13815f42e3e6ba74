"""The product's state as frozen values, and the product's time."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.sandbox.product.snapshot import Snapshot
from wxbrand_codegen.sandbox.product.snapshot.taking import MOST
from wxbrand_codegen.sandbox.product.snapshot.values import Budget, UserCouponView
from wxbrand_runtime.testing import RequestRefused

from tests.generator.sandbox.brands import APPID, DAY, USER, Brand

OPENID = USER["openid"]


def advance(brand: Brand, seconds: int) -> Any:
    return brand.product.act("advance-time", {"seconds": seconds})


def only_coupon(brand: Brand) -> UserCouponView:
    (coupon,) = brand.product.snapshot().user_coupons
    return coupon


def life(coupon: UserCouponView) -> list[tuple[str, str]]:
    return [(change.state, change.cause) for change in coupon.changes]


def test_a_coupon_tells_which_states_it_went_through_and_why(brand: Brand) -> None:
    token = brand("PreSendUserProductCoupon", USER, **brand.coupon(), appid=APPID, send_request_no="send_1")["token"]
    (coupon,) = brand.claim(token)
    brand.confirm(coupon)
    brand.use(coupon)
    brand.give_back(coupon)
    advance(brand, 40 * DAY)

    found = only_coupon(brand)

    assert life(found) == [
        ("CONFIRMING", "claim"),
        ("PENDING", "ConfirmSendUserProductCoupon"),
        ("EFFECTIVE", "time"),
        ("USED", "UseUserProductCoupon"),
        ("EFFECTIVE", "ReturnUserProductCoupon"),
        ("EXPIRED", "time"),
    ]
    assert found.changes[-1].time == found.end != brand.product.snapshot().time
    assert found.state == "EXPIRED"


def test_what_can_be_done_depends_on_the_state(brand: Brand) -> None:
    (coupon,) = [brand.send(brand.coupon(period={"wait_days_after_receive": 1}))]
    assert only_coupon(brand).actions == ("confirm", "deactivate", "delete", "wait-for-end")
    brand.confirm(coupon)
    assert only_coupon(brand).actions == ("deactivate", "delete", "wait-for-begin", "wait-for-end")
    advance(brand, DAY)
    assert only_coupon(brand).actions == ("use", "deactivate", "delete", "wait-for-end")
    brand.use(coupon)
    assert only_coupon(brand).actions == ("return", "delete")
    brand.product.act("delete-coupon", {**USER, "coupon_code": coupon["coupon_code"]})
    assert only_coupon(brand).actions == ()


def test_of_a_bundle_only_the_last_used_coupon_can_be_returned(brand: Brand) -> None:
    first = brand.send(brand.bundle())[0]
    brand.confirm(first)
    brand.use(first)
    second = next(coupon for coupon in brand.mine() if coupon["coupon_code"] != first["coupon_code"])
    brand.confirm(second)
    brand.use(second)

    snapshot = brand.product.snapshot()

    by_position = {coupon.position: coupon.actions for coupon in snapshot.user_coupons}
    assert by_position[1, 3] == ("delete",)
    assert by_position[2, 3] == ("return", "delete")


def test_budgets_count_all_coupons_and_those_of_today(brand: Brand) -> None:
    coupon = brand.coupon(stock_send_rule={"max_count": 10, "max_count_per_day": 4, "max_count_per_user": 5})
    brand.send(coupon)
    advance(brand, DAY)
    brand.send(coupon)

    (stock,) = brand.product.snapshot().coupons[0].stocks

    assert stock.budgets == (
        Budget(limit_name="max_count", sent=2, limit=10),
        Budget(limit_name="max_count_per_day", sent=1, limit=4),
    )
    assert stock.limit_per_user == 5


def test_stocks_of_a_bundle_name_it_in_order(brand: Brand) -> None:
    ids = brand.bundle()

    stocks = brand.product.snapshot().coupons[0].stocks

    assert [(stock.bundle_id, stock.bundle_index) for stock in stocks] == [
        (ids["stock_bundle_id"], index) for index in range(3)
    ]


def test_pre_sends_can_be_claimed_until_their_token_expires(brand: Brand) -> None:
    stock = brand.coupon()
    for _ in range(2):
        brand("PreSendUserProductCoupon", USER, **stock, appid=APPID, send_request_no="send_1", out_request_no="1")
    (waiting,) = brand.product.snapshot().pre_sends
    assert (waiting.send_request_no, waiting.target_id) == ("send_1", stock["stock_id"])

    brand.claim(brand.product.token_of("send_1"))
    brand("PreSendUserProductCoupon", USER, **stock, appid=APPID, send_request_no="send_2")
    advance(brand, 301)

    assert brand.product.snapshot().pre_sends == ()


def test_no_openid_is_shown(brand: Brand) -> None:
    coupon = brand.send(brand.coupon())

    snapshot = brand.product.snapshot()

    assert OPENID not in repr(snapshot)
    assert brand.product.user_coupon_ids(coupon["coupon_code"])["openid"] == OPENID


def test_a_snapshot_does_not_change_with_the_state(brand: Brand) -> None:
    coupon = brand.send(brand.coupon())
    before = only_coupon(brand)

    brand.confirm(coupon)

    assert (before.state, len(before.changes)) == ("CONFIRMING", 1)


def test_lists_are_bounded_and_begin_with_the_newest(brand: Brand) -> None:
    stock = brand.coupon(stock_send_rule={"max_count": 1000, "max_count_per_user": 1000})
    sent = [brand.send(stock) for _ in range(MOST + 1)]

    snapshot: Snapshot = brand.product.snapshot()

    assert (len(snapshot.user_coupons), snapshot.omitted) == (MOST, 1)
    assert snapshot.user_coupons[0].code == sent[-1]["coupon_code"]
    assert snapshot.user_coupon(sent[0]["coupon_code"]) is None


def test_time_moves_for_the_product_and_not_for_signatures(brand: Brand) -> None:
    before = brand.product.snapshot()

    moved = advance(brand, DAY)

    after = brand.product.snapshot()
    assert moved == {"time": after.time, "seconds_ahead": DAY}
    assert after.time[:10] == "2026-01-06" != before.time[:10]
    assert brand.clock() == brand.product._wechat_pay.clock()


@pytest.mark.parametrize("seconds", [0, -1, 10**15])
def test_time_moves_forward_by_a_century_at_most(brand: Brand, seconds: int) -> None:
    with pytest.raises(RequestRefused, match="seconds must be at least 1"):
        advance(brand, seconds)

    assert brand.product.snapshot().seconds_ahead == 0


@pytest.mark.parametrize(
    "find",
    [
        lambda product: product.user_coupon_ids("unknown"),
        lambda product: product.user_card_ids("unknown", "unknown"),
        lambda product: product.token_of("unknown"),
    ],
)
def test_unknown_names_are_refused(brand: Brand, find: Any) -> None:
    with pytest.raises(RequestRefused, match="does not exist"):
        find(brand.product)

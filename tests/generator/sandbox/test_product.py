"""Coupons behind the sandbox, without sockets and with a clock that the test controls."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.sandbox.refusals import ProductRefusal
from wxbrand_runtime.testing import RequestRefused

from tests.generator.sandbox.brands import APPID, DAY, USER, Brand, Clock, a_bundle, a_stock


def states(coupons: list[Any], brand: Brand) -> list[str]:
    return [brand.look(coupon)["coupon_state"] for coupon in coupons]


def events(brand: Brand) -> list[str]:
    return [delivery.event_type.removeprefix("PRODUCT_COUPON.") for delivery in brand.product.notifier.deliveries]


def refusal(number: int, message: str) -> Any:
    return pytest.raises(ProductRefusal, match=message, check=lambda problem: problem.number == number)


def test_a_coupon_cannot_be_created_before_the_notify_url_is_set(brand: Brand) -> None:
    brand.product.reset()

    with pytest.raises(RequestRefused, match="SetNotifyConfig"):
        brand.coupon()
    with pytest.raises(RequestRefused) as caught:
        brand("GetNotifyConfig")

    assert (caught.value.status, caught.value.code) == (404, "RESOURCE_NOT_EXISTS")


at_once = pytest.mark.parametrize("sends_bundles_at_once", [True])


@at_once
def test_coupons_of_a_bundle_are_used_in_order(brand: Brand) -> None:
    coupons = brand.send(brand.bundle())
    first, second, _ = coupons
    assert states(coupons, brand) == ["CONFIRMING"] * 3
    for coupon in coupons:
        brand.confirm(coupon)
    assert states(coupons, brand) == ["EFFECTIVE", "PENDING", "PENDING"]

    brand.use(first)
    assert states(coupons, brand) == ["USED", "EFFECTIVE", "PENDING"]
    brand.use(second)
    with refusal(0, "only that one can be returned"):
        brand.give_back(first)
    returned = brand.give_back(second)

    assert states(coupons, brand) == ["USED", "EFFECTIVE", "PENDING"]
    assert returned["progressive_bundle_usage_detail"].keys() >= {"use_request_no", "return_request_no", "return_time"}
    assert returned["user_product_coupon_bundle_info"] | {"user_coupon_bundle_id": ""} == {
        "user_coupon_bundle_id": "",
        "user_coupon_bundle_index": 1,
        "total_count": 3,
        "used_count": 1,
    }
    brand.give_back(first)
    assert states(coupons, brand) == ["EFFECTIVE", "PENDING", "PENDING"]
    assert events(brand) == ["SEND"] * 3 + ["USE", "USE", "RETURN", "RETURN"]


def test_the_next_coupon_of_a_bundle_is_sent_after_the_one_before_was_used(brand: Brand, clock: Clock) -> None:
    (first,) = brand.send(brand.bundle(interval_days=2), attach="mine")
    assert first["user_product_coupon_bundle_info"]["total_count"] == 3
    brand.confirm(first)
    assert (len(brand.mine()), events(brand)) == (1, ["SEND"])

    brand.use(first)
    _, second = brand.mine()
    assert (second["coupon_state"], second["attach"]) == ("CONFIRMING", "mine")
    assert events(brand) == ["SEND", "USE", "SEND"]
    assert brand.product.notifier.deliveries[2].resource["coupon_code"] == second["coupon_code"]
    assert brand.confirm(second)["coupon_state"] == "PENDING"  # for two days
    clock.pass_by(2 * DAY)
    brand.use(second)
    with refusal(0, "only that one can be returned"):
        brand.give_back(first)
    brand.give_back(second)
    brand.use(second)

    assert len(brand.mine()) == 3  # the third was not sent twice
    third = brand.mine()[2]
    brand.confirm(third)
    clock.pass_by(2 * DAY)
    brand.use(third)
    assert [coupon["coupon_state"] for coupon in brand.mine()] == ["USED"] * 3
    assert events(brand).count("SEND") == 3


def test_a_bundle_that_was_deactivated_sends_no_more(brand: Brand) -> None:
    ids = brand.bundle()
    (first,) = brand.send(ids)
    brand.confirm(first)
    path = USER | {"user_coupon_bundle_id": first["user_product_coupon_bundle_info"]["user_coupon_bundle_id"]}
    brand.use(first)
    brand.give_back(first)

    brand("DeactivateUserProductCouponBundle", path, **ids, appid=APPID, deactivate_reason="over")

    assert [coupon["coupon_state"] for coupon in brand.mine()] == ["DEACTIVATED", "DEACTIVATED"]


def test_a_user_deletes_a_coupon_and_no_notification_tells(brand: Brand) -> None:
    coupon = brand.send(brand.coupon())

    brand.product.act("delete-coupon", USER | {"coupon_code": coupon["coupon_code"]})

    assert brand.look(coupon)["coupon_state"] == "DELETED"
    assert events(brand) == ["SEND"]
    with refusal(268578367, "is DELETED"):
        brand.confirm(coupon)


@at_once
def test_the_interval_days_of_a_bundle(brand: Brand, clock: Clock) -> None:
    first, second, _ = brand.send(brand.bundle(interval_days=2))
    brand.confirm(first)
    brand.confirm(second)
    brand.use(first)

    clock.pass_by(2 * DAY - 1)
    assert brand.look(second)["coupon_state"] == "PENDING"
    with refusal(268578367, "is PENDING; this operation requires EFFECTIVE"):
        brand.use(second)
    clock.pass_by(1)
    assert brand.use(second)["coupon_state"] == "USED"


def test_later_uses_must_not_be_worth_less(brand: Brand) -> None:
    ids = brand.bundle()
    coupon = {"product_coupon_id": ids["product_coupon_id"]}

    with refusal(268586067, "worth less to the user in a later use"):
        brand("CreateStockBundle", coupon, stock_bundle=a_bundle((1000, 900, 2000)))
    with pytest.raises(RequestRefused, match="has 2 rules; the coupon can be used 3 times"):
        brand("CreateStockBundle", coupon, stock_bundle=a_bundle((1000, 900)))

    assert brand("ListStocks", coupon)["total_count"] == 3


@at_once
def test_deactivating_a_bundle_keeps_used_coupons(brand: Brand) -> None:
    ids = brand.bundle()
    coupons = brand.send(ids)
    brand.confirm(coupons[0])
    brand.use(coupons[0])
    bundle = coupons[0]["user_product_coupon_bundle_info"]["user_coupon_bundle_id"]

    path = USER | {"user_coupon_bundle_id": bundle}
    with pytest.raises(RequestRefused, match="appid does not belong to this bundle"):
        brand("DeactivateUserProductCouponBundle", path, **ids, appid="wx1", deactivate_reason="over")
    brand("DeactivateUserProductCouponBundle", path, **ids, appid=APPID, deactivate_reason="over")

    assert states(coupons, brand) == ["USED", "DEACTIVATED", "DEACTIVATED"]


def test_a_bundle_is_sent_completely_or_not_at_all(brand: Brand) -> None:
    ids = brand.bundle(coupon_code_mode="UPLOAD")
    stocks = brand("ListStocks", {"product_coupon_id": ids["product_coupon_id"]})["stock_list"]
    for stock in stocks[:2]:
        path = {"product_coupon_id": ids["product_coupon_id"], "stock_id": stock["stock_id"]}
        brand("UploadCouponCodes", path, code_list=[f"CODE-{stock['stock_id']}"])

    with pytest.raises(RequestRefused, match="no uploaded codes left"):
        brand.send(ids)

    stocks = brand("ListStocks", {"product_coupon_id": ids["product_coupon_id"]})["stock_list"]
    assert [stock["sent_count_info"]["total_count"] for stock in stocks] == [0, 0, 0]
    assert [stock["coupon_code_count_info"]["available_count"] for stock in stocks] == [1, 1, 0]
    assert events(brand) == []


def test_a_coupon_expires(brand: Brand, clock: Clock) -> None:
    ids = brand.coupon(period={"available_days": 2})
    unconfirmed, confirmed, used = brand.send(ids), brand.send(ids), brand.send(ids)
    brand.confirm(confirmed)
    brand.confirm(used)
    brand.use(used)

    clock.pass_by(2 * DAY + 1)

    assert states([unconfirmed, confirmed, used], brand) == ["EXPIRED", "EXPIRED", "USED"]
    with refusal(268578776, "is EXPIRED; this operation requires CONFIRMING"):
        brand.confirm(unconfirmed)
    with refusal(272756790, "is EXPIRED; this operation requires EFFECTIVE"):
        brand.use(confirmed)
    assert brand.give_back(used)["coupon_state"] == "EXPIRED"


def test_a_coupon_waits_after_it_is_received(brand: Brand, clock: Clock) -> None:
    coupon = brand.send(brand.coupon(period={"available_days": 5, "wait_days_after_receive": 1}))
    assert brand.confirm(coupon)["coupon_state"] == "PENDING"

    clock.pass_by(DAY)

    assert brand.look(coupon)["coupon_state"] == "EFFECTIVE"


@pytest.mark.parametrize(
    ("period", "use_time", "number"),
    [
        ({}, "2026-01-05T09:59:59+08:00", 272755715),
        ({"weekly_available_period": {"day_list": ["TUESDAY", "SUNDAY"]}}, "2026-01-05T10:00:00+08:00", 272755717),
        (
            {
                "weekly_available_period": {
                    "day_list": ["MONDAY"],
                    "day_period_list": [{"begin_time": 0, "end_time": 9}],
                }
            },
            "2026-01-05T10:00:00+08:00",
            272755717,
        ),
        (
            {
                "irregular_available_period_list": [
                    {"begin_time": "2026-01-06T00:00:00+08:00", "end_time": "2026-01-07T00:00:00+08:00"}
                ]
            },
            "2026-01-05T10:00:00+08:00",
            272755717,
        ),
    ],
)
def test_a_use_outside_the_period(brand: Brand, period: dict[str, Any], use_time: str, number: int) -> None:
    coupon = brand.send(brand.coupon(period=period))
    brand.confirm(coupon)

    with refusal(number, "use_time is outside"):
        brand.use(coupon, use_time=use_time)

    assert brand.look(coupon)["coupon_state"] == "EFFECTIVE"


def test_days_of_the_week_are_those_in_china(brand: Brand) -> None:
    coupon = brand.send(brand.coupon(period={"weekly_available_period": {"day_list": ["TUESDAY"]}}))
    brand.confirm(coupon)

    assert brand.use(coupon, use_time="2026-01-05T17:00:00Z")["coupon_state"] == "USED"


def test_a_second_use_with_another_number(brand: Brand) -> None:
    coupon = brand.send(brand.coupon())
    brand.confirm(coupon)
    brand.use(coupon)

    with refusal(272756745, "by a request with another out_request_no"):
        brand.use(coupon)


def test_a_coupon_limited_to_stores_can_only_be_used_in_associated_ones(brand: Brand) -> None:
    ids = brand.coupon(store_scope="SPECIFIC")
    brand("AssociateStores", ids, store_list=[{"store_id": "1"}, {"store_id": "1"}])
    coupon = brand.send(ids)
    brand.confirm(coupon)

    with pytest.raises(RequestRefused, match="store_id is not associated"):
        brand.use(coupon, store_id="2")

    assert brand.use(coupon, store_id="1")["coupon_state"] == "USED"
    assert brand("ListAssociatedStores", ids) == {"total_count": 1, "store_list": [{"store_id": "1"}]}


def test_stores_need_a_stock_with_store_scope_and_come_200_at_a_time(brand: Brand) -> None:
    stores = [{"store_id": str(number)} for number in range(201)]

    with pytest.raises(RequestRefused, match="SPECIFIC"):
        brand("AssociateStores", brand.coupon(), store_list=stores[:1])
    with pytest.raises(RequestRefused, match="has 201 stores"):
        brand("DisassociateStoresForStockBundle", brand.bundle(store_scope="SPECIFIC"), store_list=stores)


def test_a_store_that_is_not_associated_cannot_be_removed(brand: Brand) -> None:
    ids = brand.bundle(store_scope="SPECIFIC")
    brand("AssociateStoresForStockBundle", ids, store_list=[{"store_id": "1"}])

    result = brand("DisassociateStoresForStockBundle", ids, store_list=[{"store_id": "1"}, {"store_id": "2"}])

    assert (result["total_count"], result["success_store_list"]) == (2, [{"store_id": "1"}])
    assert [failed["store_id"] for failed in result["failed_store_list"]] == ["2"]


def test_the_daily_budget_is_reset_the_next_day(brand: Brand, clock: Clock) -> None:
    ids = brand.coupon(stock_send_rule={"max_count": 3, "max_count_per_day": 1, "max_count_per_user": 2})
    brand.send(ids)
    with pytest.raises(RequestRefused, match="max_count_per_day, 1; no more coupons can be sent today"):
        brand.send(ids)

    clock.pass_by(DAY)
    assert brand("GetStock", ids)["sent_count_info"] == {"total_count": 1, "today_count": 0}
    brand.send(ids)
    clock.pass_by(DAY)
    with refusal(272756740, "to this user"):
        brand.send(ids)


def test_a_budget_cannot_be_added_or_fall_below_the_coupons_sent(brand: Brand) -> None:
    ids = brand.coupon()
    brand.send(ids)
    changed = {"update_mode": "MAX_COUNT", "current_max_count": 10}

    with pytest.raises(RequestRefused, match="created without"):
        brand(
            "UpdateStockBudget", ids, update_mode="MAX_COUNT_PER_DAY",
            current_max_count_per_day=1, target_max_count_per_day=2,
        )  # fmt: skip
    with pytest.raises(RequestRefused, match="target_max_count must be at least 1"):
        brand("UpdateStockBudget", ids, **changed, target_max_count=0)
    with pytest.raises(RequestRefused, match="must be the current value, 10"):
        brand("UpdateStockBudget", ids, **(changed | {"current_max_count": 9}), target_max_count=20)
    with pytest.raises(RequestRefused, match="target_max_count: is required"):
        brand("UpdateStockBudget", ids, **changed)

    assert brand("UpdateStockBudget", ids, **changed, target_max_count=1)["stock_send_rule"]["max_count"] == 1


def test_the_budget_of_a_bundle_changes_for_all_stocks_or_for_none(brand: Brand) -> None:
    ids = brand.bundle()
    changed = brand("UpdateStockBundleBudget", ids, update_mode="MAX_COUNT", current_max_count=10, target_max_count=99)
    brand("DeactivateStock", ids | {"stock_id": changed["stock_list"][2]["stock_id"]}, deactivate_reason="over")

    with refusal(268578367, "is DEACTIVATED"):
        brand("UpdateStockBundleBudget", ids, update_mode="MAX_COUNT", current_max_count=99, target_max_count=100)

    stocks = brand("ListStocks", {"product_coupon_id": ids["product_coupon_id"]})["stock_list"]
    assert [stock["stock_send_rule"]["max_count"] for stock in stocks] == [99, 99, 99]


def test_codes_assigned_by_the_brand(brand: Brand) -> None:
    ids = brand.coupon(coupon_code_mode="API_ASSIGN")

    with pytest.raises(RequestRefused, match="coupon_code is required"):
        brand.send(ids)
    assert brand.send(ids, coupon_code="MINE-1")["coupon_code"] == "MINE-1"
    with pytest.raises(RequestRefused, match="was already sent"):
        brand.send(ids, coupon_code="MINE-1")
    with pytest.raises(RequestRefused, match="must be left out"):
        brand.send(brand.coupon(), coupon_code="MINE-2")


def test_a_code_can_be_uploaded_only_once(brand: Brand) -> None:
    one, other = brand.coupon(coupon_code_mode="UPLOAD"), brand.coupon(coupon_code_mode="UPLOAD")
    brand("UploadCouponCodes", one, code_list=["A"])
    brand.send(one)

    result = brand("UploadCouponCodes", other, code_list=["A", "B", "B"])

    assert result["already_exist_code_list"] == ["A"]
    assert result["duplicate_code_list"] == ["B"]
    assert result["success_code_list"] == ["B"]


def test_a_deactivated_coupon_sends_nothing_and_sent_coupons_stay(brand: Brand) -> None:
    ids = brand.coupon()
    coupon = brand.send(ids)
    brand("DeactivateProductCoupon", {"product_coupon_id": ids["product_coupon_id"]}, deactivate_reason="over")

    with refusal(268578367, "is DEACTIVATED; only SENDING"):
        brand.send(ids)
    with refusal(268578367, "is deactivated"):
        brand("CreateStock", {"product_coupon_id": ids["product_coupon_id"]}, stock=a_stock())

    assert brand("GetStock", ids)["deactivate_reason"] == "over"
    assert brand.confirm(coupon)["coupon_state"] == "EFFECTIVE"


def test_a_stock_stops_when_its_period_is_over(brand: Brand, clock: Clock) -> None:
    ids = brand.coupon()

    clock.pass_by(31 * DAY)

    assert brand("GetStock", ids)["state"] == "STOPPED"
    with pytest.raises(RequestRefused, match="is STOPPED"):
        brand.send(ids)


def test_a_coupon_belongs_to_one_user(brand: Brand) -> None:
    coupon = brand.send(brand.coupon())

    with refusal(268578851, "coupon_code does not exist"):
        brand("GetUserProductCoupon", {"openid": "another", "coupon_code": coupon["coupon_code"]})
    with refusal(268578608, "stock_id does not belong"):
        brand("GetUserProductCoupon", USER | {"coupon_code": coupon["coupon_code"]}, stock_id="1")

    assert brand("ListUserProductCoupons", {"openid": "another"})["total_count"] == 0


def test_lists_are_filtered_and_paged(brand: Brand) -> None:
    ids = brand.coupon()
    coupons = [brand.send(ids) for _ in range(5)]
    brand.confirm(coupons[2])

    first = brand("ListUserProductCoupons", USER, page_size=2)
    middle = brand("ListUserProductCoupons", USER, page_size=2, page_token=first["next_page_token"])
    last = brand("ListUserProductCoupons", USER, page_size=2, page_token=middle["next_page_token"])
    found = brand("ListUserProductCoupons", USER, coupon_state="EFFECTIVE")["user_coupon_list"]

    pages = [page["user_coupon_list"] for page in (first, middle, last)]
    codes = [coupon["coupon_code"] for page in pages for coupon in page]
    assert codes == [coupon["coupon_code"] for coupon in coupons]
    assert [page.get("total_count") for page in (first, middle, last)] == [5, None, None]
    assert "next_page_token" not in last
    assert [coupon["coupon_code"] for coupon in found] == [coupons[2]["coupon_code"]]


@pytest.mark.parametrize("query", [{"page_token": "%%"}, {"page_token": "LTE="}, {"page_size": 0}, {"page_size": 51}])
def test_a_page_that_does_not_exist(brand: Brand, query: dict[str, Any]) -> None:
    with pytest.raises(RequestRefused, match=r"^page_"):
        brand("ListUserProductCoupons", USER, **query)


def offer(brand: Brand, ids: dict[str, str], number: str, **more: Any) -> str:
    operation = "PreSendUserProductCouponBundle" if "stock_bundle_id" in ids else "PreSendUserProductCoupon"
    body = {**ids, "appid": APPID, "send_request_no": number, **more}
    answer = brand.product.answer(operation, {"path": {"openid": USER["openid"]}}, body)
    return str(answer and answer["token"])


def test_a_token_expires_after_five_minutes_and_a_repeat_gets_a_new_one(brand: Brand, clock: Clock) -> None:
    ids = brand.coupon()
    old = offer(brand, ids, "send_1")
    clock.pass_by(300)
    with pytest.raises(RequestRefused, match="older than 300 seconds"):
        brand.claim(old)

    fresh = offer(brand, ids, "send_1")
    (coupon,) = brand.claim(fresh)

    assert (coupon["coupon_state"], coupon["send_channel"]) == ("CONFIRMING", "RECEIVE_COMPONENT")
    with pytest.raises(RequestRefused, match="already claimed"):
        brand.claim(offer(brand, ids, "send_1"))
    with pytest.raises(RequestRefused, match="other parameters"):
        offer(brand, ids, "send_1", attach="another")
    with pytest.raises(RequestRefused, match="token does not exist"):
        brand.claim("made up")


def test_a_claim_checks_the_budget_again(brand: Brand) -> None:
    ids = brand.coupon(stock_send_rule={"max_count": 1, "max_count_per_user": 1})
    one, other = offer(brand, ids, "send_1"), offer(brand, ids, "send_2")
    brand.claim(one)

    with pytest.raises(RequestRefused, match=r"max_count, \d+; no more coupons can be sent$"):
        brand.claim(other)
    with pytest.raises(RequestRefused, match=r"max_count, \d+; no more coupons can be sent$"):
        offer(brand, ids, "send_3")

    assert brand("GetStock", ids)["sent_count_info"]["total_count"] == 1


def test_a_claim_returns_a_copy(brand: Brand) -> None:
    (coupon,) = brand.claim(offer(brand, brand.coupon(), "send_1"))

    coupon["stock"]["state"] = coupon["product_coupon"]["state"] = "CHANGED"

    assert brand.look(coupon)["stock"]["state"] == "SENDING"


def test_bundles_and_single_coupons_have_their_own_operations(brand: Brand) -> None:
    bundle, single = brand.bundle(), brand.coupon()
    stock = brand("ListStocks", {"product_coupon_id": bundle["product_coupon_id"]})["stock_list"][0]["stock_id"]
    in_bundle = {"product_coupon_id": bundle["product_coupon_id"], "stock_id": stock}

    with pytest.raises(RequestRefused, match="sent as a bundle"):
        brand.send(in_bundle)
    with pytest.raises(RequestRefused, match="use UpdateStockBundle"):
        brand("UpdateStock", in_bundle, remark="new")
    with pytest.raises(RequestRefused, match="cannot have bundles"):
        brand("CreateStockBundle", single, stock_bundle=a_bundle((1, 2, 3)))
    with refusal(268578608, "not a stock of this product coupon"):
        brand("GetStock", single | {"product_coupon_id": bundle["product_coupon_id"]})


def test_an_update_keeps_other_fields(brand: Brand) -> None:
    ids = brand.coupon(remark="old")

    brand("UpdateStock", ids, remark="new", coupon_code_mode="UPLOAD")

    stock = brand("GetStock", ids)
    assert (stock["remark"], stock["coupon_code_mode"], stock["store_scope"]) == ("new", "WECHATPAY", "NONE")


def test_a_coupon_has_at_most_200_stocks(brand: Brand) -> None:
    coupon = {"product_coupon_id": brand.bundle()["product_coupon_id"]}
    for _ in range(65):
        brand("CreateStockBundle", coupon, stock_bundle=a_bundle((1, 2, 3)))

    with pytest.raises(RequestRefused, match="has 198 live stocks"):
        brand("CreateStockBundle", coupon, stock_bundle=a_bundle((1, 2, 3)))


def test_no_repr_contains_user_data(brand: Brand) -> None:
    brand.send(brand.coupon())

    assert "oh-394z" not in repr(brand.product.notifier.deliveries)

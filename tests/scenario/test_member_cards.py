"""Member cards with the generated client over a socket: template, a user's card, points, and their notifications."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from wxbrand import BrandClient, models
from wxbrand_runtime import ApiError, given
from wxbrand_runtime.testing import RequestRefused

from tests.scenario.conftest import Stage
from tests.scenario.test_coupon_life import APPID, NOW, OPENID, Caller, make_single, wait_for
from tests.scenario.test_delivery_plans import post


@pytest.fixture
def client(stage: Stage) -> Iterator[BrandClient]:
    with BrandClient(stage.credentials, base_url=stage.url) as client:
        yield client


def make_card(client: BrandClient, number: str = "card_000001", **changes: Any) -> models.Card:
    settings: dict[str, Any] = {
        "appid": APPID,
        "card_type": "NORMAL",
        "card_title": "测试卡",
        "card_color": "#FFFF00",
        "card_picture_url": "https://x/card.png",
        "code_mode": "SYSTEM_ALLOCATE",
        "notify_url": "https://www.example.com/members",
        "init_level": "白银会员",
        "valid_date_information": models.CardValidDateInformation(type="PERMANENT"),
        "user_information": models.CardUserForm(common_field_list=["USER_FORM_FLAG_NAME"]),
    }
    return client.card_member.create_card(out_request_no=number, **settings | changes)


def open_card(client: BrandClient, stage: Stage, card: models.Card, openid: str = OPENID) -> dict[str, Any]:
    """Let a user open a card and return it."""
    token = client.card_member.create_pre_auth_token(card_id=given(card.card_id), openid=openid)
    assert token.expire_time - NOW < timedelta(hours=2)
    found: dict[str, Any] = post(stage, "claim", token=token.token)["user_card"]
    return found


def ids_of(user_card: dict[str, Any]) -> dict[str, Any]:
    return {name: user_card[name] for name in ("card_id", "openid", "user_card_code")}


def accepted(stage: Stage, kind: type[Any]) -> Any:
    wait_for(lambda: any(isinstance(each, kind) for each in stage.brand.accepted))
    return next(each for each in stage.brand.accepted if isinstance(each, kind))


def test_from_opening_to_deletion(client: BrandClient, stage: Stage) -> None:
    card = make_card(client)
    opened = open_card(client, stage, card)
    notice = accepted(stage, models.UserCardCreateNotification)
    assert notice.resource.user_card_code == opened["user_card_code"]
    assert notice.resource.phone_number == "13800138000"  # encrypted on the wire
    assert notice.resource.user_card_state == models.UserCardState.UNACTIVATED
    assert len(opened["user_card_code"]) == 24
    ids = ids_of(opened)
    points: dict[str, Any] = {"out_request_no": "points_1", "point_balance": 1000}
    with pytest.raises(ApiError, match="is UNACTIVATED; this operation requires EFFECTIVE"):
        client.card_member.sync_user_points(**ids, **points)

    confirmed = client.card_member.confirm_user_card(
        **ids, phone_number="13900139000", user_card_confirm_state="CREATE_CARD_SUCCESS"
    )
    assert (confirmed.user_card_state, confirmed.level) == (models.UserCardState.EFFECTIVE, "白银会员")
    with pytest.raises(ApiError, match="is EFFECTIVE; this operation requires UNACTIVATED") as caught:
        client.card_member.confirm_user_card(**ids)
    assert (caught.value.request_id or "").endswith("-268578367")
    changed = client.card_member.update_user_card(**ids, level="钻石会员")
    read = client.card_member.get_user_card(**ids)
    assert (changed.level, read.level, read.phone_number) == ("钻石会员", "钻石会员", "13900139000")
    assert client.card_member.sync_user_points(**ids, **points).point_balance == 1000
    feed = client.card_member.send_user_feed(**ids, out_request_no="feed_1", cell="15_1200_1")
    assert feed.user_card_code == ids["user_card_code"]

    post(stage, "delete-user-card", **ids)
    deleted = accepted(stage, models.UserCardDeleteNotification)
    assert deleted.resource.user_card_code == ids["user_card_code"]
    (mine,) = client.card_member.iter_user_cards(openid=OPENID, offset=0, limit=20)
    assert mine.user_card_state == models.UserCardState.INVALID


def test_a_refused_card_is_invalid_and_the_user_may_try_again(client: BrandClient, stage: Stage) -> None:
    card = make_card(client)
    ids = ids_of(open_card(client, stage, card))
    token = client.card_member.create_pre_auth_token(card_id=ids["card_id"], openid=OPENID).token
    assert "has a card of this template already" in refused(stage, token)

    refusal = client.card_member.confirm_user_card(**ids, user_card_confirm_state="CREATE_CARD_FAIL")

    assert refusal.user_card_state == models.UserCardState.INVALID
    assert post(stage, "claim", token=token)["user_card"]["user_card_state"] == "UNACTIVATED"


def test_codes_of_the_brand(client: BrandClient, stage: Stage) -> None:
    card = make_card(client, code_mode="MERCHANT_ALLOCATE")
    opened = open_card(client, stage, card)
    assert "user_card_code" not in opened
    assert accepted(stage, models.UserCardCreateNotification).resource.openid == OPENID

    confirmed = client.card_member.confirm_user_card(
        card_id=given(card.card_id), openid=OPENID, user_card_code="M-0001"
    )

    assert (confirmed.user_card_code, confirmed.user_card_state) == ("M-0001", models.UserCardState.EFFECTIVE)
    with pytest.raises(ApiError, match="user_card_code is the code of another card"):
        client.card_member.import_user_card_by_openid(
            card_id=given(card.card_id), openid="somebody", user_card_code="M-0001"
        )


def test_an_imported_card_needs_no_confirmation_and_expires(client: BrandClient, stage: Stage) -> None:
    card = make_card(client)
    term = models.CardValidDateInformation(type="FIX_TERM", available_day_after_receive=200)
    member: dict[str, Any] = {"card_id": given(card.card_id), "valid_date_information": term}

    new = client.card_member.import_user_card_by_openid(**member, openid="new", user_card_code="N-1", pickup_time=NOW)
    client.card_member.import_user_card_by_openid(
        **member, openid="old", user_card_code="N-2", pickup_time=NOW - timedelta(days=201)
    )

    assert new.user_card_state == models.UserCardState.EFFECTIVE
    old = client.card_member.get_user_card(card_id=given(card.card_id), openid="old", user_card_code="N-2")
    assert old.user_card_state == models.UserCardState.EXPIRED
    ended = client.card_member.invalidate_user_card(
        card_id=given(card.card_id), openid="new", user_card_code="N-1", invalid_reason="用户要求注销会员"
    )
    assert (ended.user_card_state, ended.invalid_reason) == (models.UserCardState.INVALID, "用户要求注销会员")
    with pytest.raises(ApiError, match="user_card_code does not exist"):
        client.card_member.get_user_card(card_id=given(card.card_id), openid="another", user_card_code="N-1")


def test_a_template_that_was_invalidated_opens_no_more_cards(client: BrandClient, stage: Stage) -> None:
    card = make_card(client)
    other = make_card(client, "card_000002", card_title="另一张")
    token = client.card_member.create_pre_auth_token(card_id=given(card.card_id), openid=OPENID).token
    assert client.card_member.update_card(card_id=given(card.card_id), card_title="金卡").card_title == "金卡"

    assert client.card_member.invalidate_card(card_id=given(card.card_id)).state == models.CardState.CARD_INVALID

    assert "is CARD_INVALID; this operation requires CARD_EFFECTIVE" in refused(stage, token)
    for call in (client.card_member.invalidate_card, client.card_member.update_card):
        with pytest.raises(ApiError, match="is CARD_INVALID"):
            call(card_id=given(card.card_id))
    live = client.card_member.list_cards(state="CARD_EFFECTIVE", offset=0, limit=20)
    assert [each.card_id for each in given(live.data)] == [other.card_id]
    assert client.card_member.list_cards(offset=0, limit=1).total_count == 2
    with pytest.raises(ApiError, match="card_type must be NORMAL"):
        make_card(client, "card_000003", card_type="PURCHASE")


def test_points_for_a_coupon(client: BrandClient, stage: Stage) -> None:
    client.product_coupon.set_notify_config(notify_url="https://www.example.com/coupons")
    coupon = make_single(Caller(stage, "sync"), stock_send_rule=models.SendRule(max_count=1, max_count_per_user=9))
    stock = {"product_coupon_id": coupon.product_coupon_id, "stock_id": coupon.stock.stock_id}
    ids = ids_of(open_card(client, stage, make_card(client)))
    client.card_member.confirm_user_card(**ids)

    def exchange(result: str, **more: str) -> models.ConfirmPointExchangeResponse:
        asked = post(stage, "exchange-points", **ids, **stock, deduct_points=100)
        return client.card_member.confirm_point_exchange(
            record_id=asked["record_id"],
            exchange_coupon_template_id=asked["exchange_coupon_template_id"],
            **ids,
            result=models.PointExchangeResult(result),
            **more,
        )

    rejected = exchange("POINT_EXCHANGE_COUPON_REJECT", reject_reason="积分不足")
    sent = exchange("POINT_EXCHANGE_COUPON_ALLOW")
    too_late = exchange("POINT_EXCHANGE_COUPON_ALLOW")

    notice = accepted(stage, models.PointExchangeCouponNotification)
    assert (notice.resource.deduct_points, notice.resource.stock_id) == (100, stock["stock_id"])
    failed, done = (
        models.PointExchangeState.POINT_EXCHANGE_COUPON_FAIL,
        models.PointExchangeState.POINT_EXCHANGE_COUPON_SUCCESS,
    )
    assert (rejected.state, rejected.reject_reason) == (failed, "积分不足")
    assert sent.state == done
    mine = client.product_coupon.get_user_product_coupon(
        openid=OPENID, coupon_code=given(sent.coupon_code), **stock, appid=APPID
    )
    assert mine.coupon_state == models.UserCouponState.CONFIRMING
    assert (too_late.state, bool(too_late.coupon_code)) == (failed, False)  # the stock has run out


def test_wechat_pay_asks_for_a_balance(client: BrandClient, stage: Stage) -> None:
    ids = ids_of(open_card(client, stage, make_card(client)))
    client.card_member.confirm_user_card(**ids)

    post(stage, "ask-for-points", **ids)

    assert accepted(stage, models.SyncUserPointNotification).resource.user_card_code == ids["user_card_code"]


def refused(stage: Stage, token: str) -> str:
    """Return why a token cannot be used."""
    with pytest.raises(RequestRefused) as caught:
        stage.sandbox.act("claim", {"token": token})
    return str(caught.value.message)

"""Take a snapshot of the product's state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import TypeVar

from wxbrand_codegen.sandbox.product.delivery_plans import update_plans
from wxbrand_codegen.sandbox.product.members.user_cards import update_user_card_state
from wxbrand_codegen.sandbox.product.resources import DeliveryPlan, Json, Stock, UserCard, UserCoupon
from wxbrand_codegen.sandbox.product.snapshot.actions import actions_of
from wxbrand_codegen.sandbox.product.snapshot.values import (
    Budget,
    CardView,
    CouponView,
    PlanView,
    PreAuthView,
    PreSendView,
    Snapshot,
    StockView,
    UserCardView,
    UserCouponView,
)
from wxbrand_codegen.sandbox.product.state import CHINA, State

MOST = 200
"""How many things of each kind a snapshot shows."""

T = TypeVar("T")
V = TypeVar("V")


def take_snapshot(state: State) -> Snapshot:
    """Return the state as frozen values, with the states that depend on time updated. The caller holds the lock."""
    for stock in state.stocks.values():
        state.update_stock_state(stock)
    update_plans(state)
    kinds = (state.coupons, state.user_coupons, state.cards, state.user_cards, state.plans)
    stocks: dict[str, list[Stock]] = {}
    for stock in state.stocks.values():
        stocks.setdefault(stock.data["product_coupon_id"], []).append(stock)
    return Snapshot(
        time=state.timestamp(),
        seconds_ahead=state.clock.seconds_ahead,
        notify_url=state.notify["notify_url"] if state.notify is not None else None,
        coupons=_newest(state.coupons.values(), lambda coupon: _coupon(state, coupon, stocks)),
        pre_sends=_pre_sends(state),
        user_coupons=_newest(state.user_coupons.values(), lambda coupon: _user_coupon(state, coupon)),
        cards=_newest(state.cards.values(), _card),
        pre_auths=_pre_auths(state),
        user_cards=_newest(state.user_cards, lambda card: _user_card(state, card)),
        plans=_newest(state.plans.values(), _plan),
        omitted=sum(max(len(things) - MOST, 0) for things in kinds),
    )


def masked(openid: str) -> str:
    """Return enough of an openid to tell users apart on a page."""
    return f"…{openid[-4:] if len(openid) >= 12 else openid[-2:]}"


def _newest(things: Iterable[T], view: Callable[[T], V]) -> tuple[V, ...]:
    return tuple(view(thing) for thing in islice(reversed(list(things)), MOST))


def _coupon(state: State, coupon: Json, stocks: dict[str, list[Stock]]) -> CouponView:
    own = stocks.get(coupon["product_coupon_id"], [])
    return CouponView(
        id=coupon["product_coupon_id"],
        name=_coupon_name(coupon),
        state=coupon["state"],
        type=coupon.get("type", ""),
        usage_mode=coupon.get("usage_mode", ""),
        stocks=tuple(_stock(state, stock) for stock in own[:MOST]),
    )


def _coupon_name(coupon: Json) -> str:
    return str(coupon.get("display_info", {}).get("name", ""))


def _stock(state: State, stock: Stock) -> StockView:
    rule: Json = stock.data.get("stock_send_rule", {})
    sent = {"max_count": stock.sent, "max_count_per_day": stock.sent_by_day.get(state.today(), 0)}
    bundle: Json = stock.data.get("stock_bundle_info", {})
    return StockView(
        id=stock.id,
        state=stock.data["state"],
        budgets=tuple(
            Budget(limit_name=name, sent=count, limit=rule[name]) for name, count in sent.items() if name in rule
        ),
        limit_per_user=rule.get("max_count_per_user"),
        begin=stock.period.get("available_begin_time", ""),
        end=stock.period.get("available_end_time", ""),
        codes_left=len(stock.codes) if stock.data.get("coupon_code_mode") == "UPLOAD" else None,
        bundle_id=bundle.get("stock_bundle_id"),
        bundle_index=bundle.get("stock_bundle_index"),
    )


def _pre_sends(state: State) -> tuple[PreSendView, ...]:
    """Return the pre-sends that can be claimed now, each with the time until which its latest token is valid."""
    expiries = {
        pre_send.body["send_request_no"]: (pre_send, expiry)
        for pre_send, expiry in state.tokens.values()
        if not pre_send.claimed and expiry > state.clock()
    }
    return _newest(
        expiries.items(),
        lambda item: PreSendView(
            send_request_no=item[0],
            user=masked(item[1][0].openid),
            product_coupon_id=item[1][0].body["product_coupon_id"],
            target_id=item[1][0].body["stock_bundle_id" if item[1][0].is_bundle else "stock_id"],
            expires=_time(item[1][1]),
        ),
    )


def _user_coupon(state: State, coupon: UserCoupon) -> UserCouponView:
    state.update_coupon_state(coupon)
    bundle = coupon.bundle
    return UserCouponView(
        code=coupon.data["coupon_code"],
        name=_coupon_name(state.coupons[coupon.product_coupon_id]),
        user=masked(coupon.openid),
        state=coupon.state,
        product_coupon_id=coupon.product_coupon_id,
        stock_id=coupon.stock.id,
        received=coupon.data["receive_time"],
        begin=coupon.data["valid_begin_time"],
        end=coupon.data["valid_end_time"],
        position=(bundle.coupons.index(coupon) + 1, bundle.total) if bundle else None,
        changes=tuple(coupon.changes),
        actions=actions_of(coupon, state.now()),
    )


def _card(card: Json) -> CardView:
    return CardView(id=card["card_id"], name=str(card.get("card_title", "")), state=card["state"])


def _pre_auths(state: State) -> tuple[PreAuthView, ...]:
    valid = [(token, each) for token, each in state.pre_auths.items() if each.expiry > state.clock()]
    return _newest(
        valid,
        lambda item: PreAuthView(
            token=item[0],
            card_id=item[1].card["card_id"],
            user=masked(item[1].openid),
            expires=_time(item[1].expiry),
        ),
    )


def _user_card(state: State, card: UserCard) -> UserCardView:
    update_user_card_state(state, card)
    return UserCardView(
        card_id=card.data["card_id"],
        code=card.data.get("user_card_code", ""),
        user=masked(card.openid),
        state=card.state,
        points=card.points,
        is_member=card.state == "EFFECTIVE",
    )


def _plan(plan: DeliveryPlan) -> PlanView:
    return PlanView(
        id=plan.data["plan_id"],
        name=plan.data.get("plan_name", ""),
        state=plan.data["plan_state"],
        stock_ids=tuple(stock.id for stock in plan.stocks),
        total=plan.data["total_count"],
        begin=plan.data["delivery_start_time"],
        end=plan.data["delivery_end_time"],
        is_out_of_stock=plan.is_out_of_stock,
    )


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), CHINA).isoformat()

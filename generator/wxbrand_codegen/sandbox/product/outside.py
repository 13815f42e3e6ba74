"""What people do outside the API: users in the app, and the brand on WeChat Pay's platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wxbrand_codegen.sandbox.product import delivery_plans, sending, user_coupons
from wxbrand_codegen.sandbox.product.clock import MAX_SECONDS_AHEAD
from wxbrand_codegen.sandbox.product.members import points, user_cards
from wxbrand_codegen.sandbox.product.resources import Json
from wxbrand_codegen.sandbox.product.state import State
from wxbrand_codegen.sandbox.refusals import invalid_request


@dataclass(frozen=True, slots=True)
class Action:
    """Something that is done outside the API."""

    run: Callable[[State, Json], Json]
    """Takes the fields; returns what was changed. Raises RequestRefused."""

    fields: Mapping[str, type]
    """Types of the fields by name. All are required; an action without fields only reads."""


def _claim(state: State, fields: Json) -> Json:
    """Do what the user does in the app with a token: claim the coupons of a pre-send, or open a member card."""
    token = fields["token"]
    if token in state.pre_auths:
        return user_cards.open_card(state, token)
    claimed = sending.claim(state, token)
    return {"user_coupon_list": [user_coupons.user_coupon_response(state, coupon) for coupon in claimed]}


def _advance_time(state: State, fields: Json) -> Json:
    """Move the product's time forward: periods begin and end, budgets of the day start again. Signatures keep the real time."""
    seconds = fields["seconds"]
    if not 1 <= seconds <= MAX_SECONDS_AHEAD - state.clock.seconds_ahead:
        raise invalid_request("seconds", f"must be at least 1, and at most {MAX_SECONDS_AHEAD} in all")
    state.clock.seconds_ahead += seconds
    state.update_all()
    return {"time": state.timestamp(), "seconds_ahead": state.clock.seconds_ahead}


_USER_CARD = {"card_id": str, "openid": str, "user_card_code": str}

ACTIONS: Mapping[str, Action] = {
    "claim": Action(_claim, {"token": str}),
    "delete-coupon": Action(user_coupons.delete, {"openid": str, "coupon_code": str}),
    "delete-user-card": Action(user_cards.delete_user_card, _USER_CARD),
    "exchange-points": Action(
        points.exchange_points, {**_USER_CARD, "product_coupon_id": str, "stock_id": str, "deduct_points": int}
    ),
    "ask-for-points": Action(points.ask_for_points, _USER_CARD),
    "advance-time": Action(_advance_time, {"seconds": int}),
    "pause-delivery-plan": Action(delivery_plans.pause, {"plan_id": str}),
    "delivery-plans": Action(delivery_plans.list_plans, {}),
}
"""By name."""

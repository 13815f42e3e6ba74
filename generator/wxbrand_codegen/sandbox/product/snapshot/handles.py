"""Find what a page names without showing it: the openid of a user's coupon or card, the token of a pre-send."""

from __future__ import annotations

from wxbrand_codegen.sandbox.product.resources import Json
from wxbrand_codegen.sandbox.product.state import State
from wxbrand_codegen.sandbox.refusals import USER_COUPON_NOT_FOUND, not_found


def user_coupon_ids(state: State, code: str) -> Json:
    """Return the ids with which requests name a user's coupon. Raises RequestRefused, 404."""
    coupon = state.user_coupons.get(code)
    if coupon is None:
        raise not_found("coupon_code", USER_COUPON_NOT_FOUND)
    return {
        "openid": coupon.openid,
        "coupon_code": code,
        "product_coupon_id": coupon.product_coupon_id,
        "stock_id": coupon.stock.id,
        "appid": coupon.appid,
    }


def user_card_ids(state: State, card_id: str, code: str) -> Json:
    """Return the ids with which requests name a user's card. Raises RequestRefused, 404."""
    for card in reversed(state.user_cards):
        if (card.data["card_id"], card.data.get("user_card_code", "")) == (card_id, code):
            return {"card_id": card_id, "openid": card.openid, "user_card_code": code}
    raise not_found("user_card_code")


def token_of(state: State, send_request_no: str) -> str:
    """Return the latest token of a pre-send. Raises RequestRefused, 404."""
    pre_send = state.pre_sends.get(send_request_no)
    for token, (each, _) in reversed(state.tokens.items()):
        if each is pre_send:
            return token
    raise not_found("send_request_no")

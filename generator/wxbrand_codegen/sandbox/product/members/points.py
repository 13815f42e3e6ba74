"""Points of members (积分): balances that the brand reports, and coupons that members want for points."""

from __future__ import annotations

from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.product.members.user_cards import notify, require_member
from wxbrand_codegen.sandbox.product.resources import Json, PointExchange
from wxbrand_codegen.sandbox.product.sending import send_one
from wxbrand_codegen.sandbox.product.state import State, lookup
from wxbrand_codegen.sandbox.refusals import WRONG_STATE, invalid_request

_IDS = ("card_id", "openid", "user_card_code")
_ALLOW, _REJECT = "POINT_EXCHANGE_COUPON_ALLOW", "POINT_EXCHANGE_COUPON_REJECT"


def sync_user_points(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Keep the balance that the brand reports."""
    user_card = require_member(state, body)
    user_card.points = body["point_balance"]
    names = ("out_request_no", *_IDS, "point_balance")
    return {"brand_id": state.brand_id} | {name: body[name] for name in names}


def ask_for_points(state: State, body: Json) -> Json:
    """Ask the brand for a member's balance, by a notification."""
    user_card = require_member(state, body)
    resource = {"brand_id": state.brand_id} | {name: body[name] for name in _IDS}
    notify(state, "BRAND_MEMBER_CARD.SYNC_USER_POINT", user_card, resource)
    return resource if user_card.points is None else resource | {"point_balance": user_card.points}


def exchange_points(state: State, body: Json) -> Json:
    """Ask for a coupon for points, as the user does in the app. The brand is notified and must allow or refuse it."""
    user_card = require_member(state, body)
    stock = state.stock(body["stock_id"], body["product_coupon_id"])
    resource: Json = {
        "record_id": f"exchange_{state.new_id()}",
        "exchange_coupon_template_id": f"template_{stock.id}",
        "brand_id": state.brand_id,
        "appid": user_card.card.get("appid", ""),
        **{name: body[name] for name in _IDS},
        "deduct_points": body["deduct_points"],
        "product_coupon_id": body["product_coupon_id"],
        "product_coupon_stock_type": "PRODUCT_COUPON_STOCK_TYPE_BUSI_FAVOR",
        "stock_id": stock.id,
    }
    state.exchanges[resource["record_id"]] = PointExchange(resource, user_card)
    notify(state, "BRAND_MEMBER_CARD.POINT_EXCHANGE_COUPON", user_card, resource)
    return resource


def confirm_exchange(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Send the coupon, or do not. The result tells whether it was sent: the stock may have run out."""
    exchange = lookup(state.exchanges, body["record_id"], "record_id")
    resource = exchange.resource
    for name in ("exchange_coupon_template_id", *_IDS):
        if body[name] != resource[name]:
            raise invalid_request(name, "does not belong to this record")
    if body["result"] not in {_ALLOW, _REJECT}:
        raise invalid_request("result", f"must be {_ALLOW} or {_REJECT}")
    if exchange.is_decided:
        raise invalid_request("record_id", "was decided before", WRONG_STATE)
    answer = {name: value for name, value in resource.items() if name not in {"appid", "deduct_points"}}
    exchange.is_decided = True
    if body["result"] == _REJECT:
        reason = {"reject_reason": body["reject_reason"]} if "reject_reason" in body else {}
        return answer | {"state": "POINT_EXCHANGE_COUPON_FAIL"} | reason
    sending = {name: resource[name] for name in ("product_coupon_id", "stock_id", "appid")}
    sending["send_request_no"] = resource["record_id"]
    try:
        coupon = send_one(state, resource["openid"], sending, "BRAND_MANAGE")
    except RequestRefused:  # the brand gives the points back
        return answer | {"state": "POINT_EXCHANGE_COUPON_FAIL"}
    return answer | {"state": "POINT_EXCHANGE_COUPON_SUCCESS", "coupon_code": coupon.data["coupon_code"]}

"""Coupons of users: sent, confirmed, used, returned, ended and listed."""

from __future__ import annotations

from datetime import datetime, timedelta

from wxbrand_runtime.models import moment

from wxbrand_codegen.sandbox.product.pages import page
from wxbrand_codegen.sandbox.product.periods import check_use
from wxbrand_codegen.sandbox.product.refusals import (
    ABSENT,
    COUPON_EXPIRED,
    USE_OF_EXPIRED,
    USED_BY_ANOTHER_ORDER,
    WRONG_STATE,
    refused,
    unknown,
)
from wxbrand_codegen.sandbox.product.sending import happened, send_all, send_one
from wxbrand_codegen.sandbox.product.state import CHINA, Json, State, UserCoupon
from wxbrand_codegen.sandbox.product.stocks import show_stock

_ORDERS = ("associated_order_info", "associated_pay_score_order_info")


def send(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Send one coupon."""
    return show(state, send_one(state, path["openid"], body, "API"))


def send_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Send the coupons of a bundle."""
    bundle = send_all(state, path["openid"], body, "API")
    return {
        "user_coupon_bundle_id": bundle.id,
        "user_product_coupon_list": [show(state, coupon) for coupon in bundle.coupons],
    }


def confirm(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Make a coupon usable, once its time and its turn have come."""
    coupon = _named(state, path, body)
    _need(coupon, {"CONFIRMING"}, expired=COUPON_EXPIRED)
    coupon.shown |= {
        "coupon_state": "PENDING",
        "confirm_request_no": body["out_request_no"],
        "confirm_time": state.time(),
    }
    state.refresh(coupon)
    return show(state, coupon)


def use(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Use a coupon."""
    coupon = _named(state, path, body)
    if coupon.state == "USED":
        raise refused("coupon_code", "is USED, by a request with another out_request_no", USED_BY_ANOTHER_ORDER)
    _need(coupon, {"EFFECTIVE"}, expired=USE_OF_EXPIRED)
    time = moment(body["use_time"])
    check_use(coupon.stock.period, time)
    _check_store(coupon, body)
    detail = {"use_request_no": body["out_request_no"], "use_time": body["use_time"]}
    detail |= {name: body[name] for name in _ORDERS if name in body}
    coupon.shown |= {"coupon_state": "USED", _detail(coupon): detail}
    _let_the_next_wait(coupon, time)
    happened(state, "PRODUCT_COUPON.USE", coupon)
    return show(state, coupon)


def give_back(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Return a coupon that was used."""
    coupon = _named(state, path, body)
    _need(coupon, {"USED"})
    if coupon.bundle and coupon.bundle.used[-1] is not coupon:
        raise refused(
            "coupon_code", "is not the last coupon of its bundle that was used, and only that can be returned"
        )
    detail = {"return_request_no": body["out_request_no"], "return_time": state.time()}
    coupon.shown |= {"coupon_state": "EFFECTIVE", _detail(coupon): {**coupon.shown[_detail(coupon)], **detail}}
    state.refresh(coupon)
    happened(state, "PRODUCT_COUPON.RETURN", coupon)
    return show(state, coupon)


def deactivate(state: State, path: Json, _query: Json, body: Json) -> Json:
    """End a coupon that was not used."""
    coupon = _named(state, path, body)
    _need(coupon, {"CONFIRMING", "PENDING", "EFFECTIVE"}, expired=COUPON_EXPIRED)
    _end(state, coupon, body)
    return show(state, coupon)


def deactivate_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """End what is left of a user's bundle."""
    bundle = state.user_bundles.get(path["user_coupon_bundle_id"])
    if bundle is None or bundle.coupons[0].openid != path["openid"]:
        raise unknown("user_coupon_bundle_id")
    first = bundle.coupons[0]
    facts = {
        "product_coupon_id": first.product_coupon_id,
        "stock_bundle_id": bundle.stock_bundle_id,
        "appid": first.appid,
    }
    for name, value in facts.items():
        if body[name] != value:
            raise refused(name, "does not belong to this bundle", ABSENT)
    for coupon in bundle.coupons:
        state.refresh(coupon)
        if coupon.is_unused:
            _end(state, coupon, body)
    return {"user_product_coupon_list": [show(state, coupon) for coupon in bundle.coupons]}


def get(state: State, path: Json, query: Json, _body: Json) -> Json:
    """Show a coupon."""
    return show(state, _named(state, path, query))


def list_all(state: State, path: Json, query: Json, _body: Json) -> Json:
    """List a user's coupons."""
    found: list[Json] = []
    for coupon in state.user_coupons.values():
        if coupon.openid != path["openid"]:
            continue
        state.refresh(coupon)
        facts = {
            "product_coupon_id": coupon.product_coupon_id,
            "stock_id": coupon.stock.id,
            "appid": coupon.appid,
            "coupon_state": coupon.state,
            "user_coupon_bundle_id": coupon.bundle.id if coupon.bundle else None,
        }
        if all(query.get(name, value) == value for name, value in facts.items()):
            found.append(show(state, coupon))
    return page(found, query, "user_coupon_list")


def show(state: State, coupon: UserCoupon) -> Json:
    """Give a coupon as answers show it, with its product coupon and stock."""
    shown = dict(coupon.shown)
    if coupon.bundle:
        shown["user_product_coupon_bundle_info"] = {
            "user_coupon_bundle_id": coupon.bundle.id,
            "user_coupon_bundle_index": coupon.bundle.coupons.index(coupon),
            "total_count": len(coupon.bundle.coupons),
            "used_count": len(coupon.bundle.used),
        }
    shown["product_coupon"] = state.coupons[coupon.product_coupon_id]
    shown["stock"] = show_stock(state, coupon.stock)
    return shown


def _named(state: State, path: Json, request: Json) -> UserCoupon:
    return state.user_coupon(path["coupon_code"], path["openid"], request)


def _need(coupon: UserCoupon, states: set[str], *, expired: int = WRONG_STATE) -> None:
    if coupon.state not in states:
        wanted = " or ".join(sorted(states))
        number = expired if coupon.state == "EXPIRED" else WRONG_STATE
        raise refused("coupon_code", f"is {coupon.state}; this needs {wanted}", number)


def _check_store(coupon: UserCoupon, body: Json) -> None:
    is_limited = coupon.stock.shown.get("store_scope") == "SPECIFIC"
    if is_limited and "store_id" in body and body["store_id"] not in coupon.stock.stores:
        raise refused("store_id", "is not a store that this stock is associated with")


def _let_the_next_wait(coupon: UserCoupon, used: datetime) -> None:
    """Let the next coupon of a bundle begin no sooner than the days between after this one was used."""
    bundle = coupon.bundle
    if bundle is None or coupon is bundle.coupons[-1]:
        return
    following = bundle.coupons[bundle.coupons.index(coupon) + 1].shown
    earliest = used.astimezone(CHINA) + timedelta(days=bundle.interval_days)
    following["valid_begin_time"] = max(moment(following["valid_begin_time"]), earliest).isoformat()


def _detail(coupon: UserCoupon) -> str:
    return "progressive_bundle_usage_detail" if coupon.bundle else "single_usage_detail"


def _end(state: State, coupon: UserCoupon, body: Json) -> None:
    coupon.shown |= {
        "coupon_state": "DEACTIVATED",
        "deactivate_request_no": body["out_request_no"],
        "deactivate_time": state.time(),
        "deactivate_reason": body["deactivate_reason"],
    }

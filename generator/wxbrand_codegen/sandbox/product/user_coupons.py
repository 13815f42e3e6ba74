"""Users' coupons: send, confirm, use, return, deactivate, read and list."""

from __future__ import annotations

from datetime import datetime, timedelta

from wxbrand_runtime.models import moment

from wxbrand_codegen.sandbox.product.paging import paginate
from wxbrand_codegen.sandbox.product.periods import check_use_time
from wxbrand_codegen.sandbox.product.resources import Json, UserCoupon
from wxbrand_codegen.sandbox.product.sending import record_event, send_bundle, send_next, send_one
from wxbrand_codegen.sandbox.product.state import CHINA, State
from wxbrand_codegen.sandbox.product.stocks import deactivation, stock_response
from wxbrand_codegen.sandbox.refusals import (
    COUPON_EXPIRED,
    EXPIRED_ON_USE,
    NOT_FOUND,
    USED_BY_ANOTHER_ORDER,
    WRONG_STATE,
    invalid_request,
    not_found,
)

_ORDERS = ("associated_order_info", "associated_pay_score_order_info")


def send(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Send one coupon to a user."""
    return user_coupon_response(state, send_one(state, path["openid"], body, "API"))


def send_user_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Send a bundle to a user."""
    bundle = send_bundle(state, path["openid"], body, "API")
    return {
        "user_coupon_bundle_id": bundle.id,
        "user_product_coupon_list": [user_coupon_response(state, coupon) for coupon in bundle.coupons],
    }


def confirm(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Confirm a coupon. It can be used once its period has begun and, in a bundle, the coupons before it were used."""
    coupon = state.user_coupon(path, body)
    _require_state(coupon, {"CONFIRMING"}, expired=COUPON_EXPIRED)
    coupon.data |= {
        "confirm_request_no": body["out_request_no"],
        "confirm_time": state.timestamp(),
    }
    state.set_coupon_state(coupon, "PENDING")
    state.update_coupon_state(coupon)
    return user_coupon_response(state, coupon)


def use(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Use a coupon. Of a bundle, the next coupon is sent."""
    coupon = state.user_coupon(path, body)
    if coupon.state == "USED":
        raise invalid_request(
            "coupon_code", "was already used by a request with another out_request_no", USED_BY_ANOTHER_ORDER
        )
    _require_state(coupon, {"EFFECTIVE"}, expired=EXPIRED_ON_USE)
    time = moment(body["use_time"])
    check_use_time(coupon.stock.period, time)
    is_limited = coupon.stock.data.get("store_scope") == "SPECIFIC"
    if is_limited and "store_id" in body and body["store_id"] not in coupon.stock.stores:
        raise invalid_request("store_id", "is not associated with this stock")
    detail = {"use_request_no": body["out_request_no"], "use_time": body["use_time"]}
    detail |= {name: body[name] for name in _ORDERS if name in body}
    coupon.data[_usage_detail_name(coupon)] = detail
    state.set_coupon_state(coupon, "USED")
    record_event(state, "PRODUCT_COUPON.USE", coupon)
    _start_next_coupon(state, coupon, time)
    return user_coupon_response(state, coupon)


def return_coupon(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Return a used coupon, so that it can be used again."""
    coupon = state.user_coupon(path, body)
    _require_state(coupon, {"USED"})
    if coupon.bundle and coupon.bundle.used[-1] is not coupon:
        raise invalid_request("coupon_code", "is not the last used coupon of its bundle; only that one can be returned")
    detail = {"return_request_no": body["out_request_no"], "return_time": state.timestamp()}
    coupon.data[_usage_detail_name(coupon)] = {**coupon.data[_usage_detail_name(coupon)], **detail}
    state.set_coupon_state(coupon, "EFFECTIVE")
    state.update_coupon_state(coupon)
    record_event(state, "PRODUCT_COUPON.RETURN", coupon)
    return user_coupon_response(state, coupon)


def deactivate(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Deactivate a coupon that was not used."""
    coupon = state.user_coupon(path, body)
    _require_state(coupon, {"CONFIRMING", "PENDING", "EFFECTIVE"}, expired=COUPON_EXPIRED)
    _deactivate(state, coupon, body)
    return user_coupon_response(state, coupon)


def deactivate_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Deactivate the unused coupons of a user's bundle. No further ones are sent."""
    bundle = state.user_bundles.get(path["user_coupon_bundle_id"])
    if bundle is None or bundle.coupons[0].openid != path["openid"]:
        raise not_found("user_coupon_bundle_id")
    first = bundle.coupons[0]
    expected = {
        "product_coupon_id": first.product_coupon_id,
        "stock_bundle_id": bundle.stock_bundle_id,
        "appid": first.appid,
    }
    for name, value in expected.items():
        if body[name] != value:
            raise invalid_request(name, "does not belong to this bundle", NOT_FOUND)
    bundle.stocks = bundle.stocks[: len(bundle.coupons)]
    for coupon in bundle.coupons:
        state.update_coupon_state(coupon)
        if coupon.is_unused:
            _deactivate(state, coupon, body)
    return {"user_product_coupon_list": [user_coupon_response(state, coupon) for coupon in bundle.coupons]}


def delete(state: State, body: Json) -> Json:
    """Delete a coupon, as its user does in the wallet. No notification tells of it."""
    coupon = state.user_coupon(body, {})
    state.set_coupon_state(coupon, "DELETED")
    return {"user_coupon": user_coupon_response(state, coupon)}


def get(state: State, path: Json, query: Json, _body: Json) -> Json:
    """Return a coupon."""
    return user_coupon_response(state, state.user_coupon(path, query))


def list_all(state: State, path: Json, query: Json, _body: Json) -> Json:
    """List a user's coupons that match the query."""
    found: list[Json] = []
    for coupon in state.user_coupons.values():
        if coupon.openid != path["openid"]:
            continue
        state.update_coupon_state(coupon)
        values = {
            "product_coupon_id": coupon.product_coupon_id,
            "stock_id": coupon.stock.id,
            "appid": coupon.appid,
            "coupon_state": coupon.state,
            "user_coupon_bundle_id": coupon.bundle.id if coupon.bundle else None,
        }
        if all(query.get(name, value) == value for name, value in values.items()):
            found.append(user_coupon_response(state, coupon))
    return paginate(found, query, "user_coupon_list")


def user_coupon_response(state: State, coupon: UserCoupon) -> Json:
    """Return a coupon as responses contain it, with its product coupon and stock."""
    data = dict(coupon.data)
    if coupon.bundle:
        data["user_product_coupon_bundle_info"] = {
            "user_coupon_bundle_id": coupon.bundle.id,
            "user_coupon_bundle_index": coupon.bundle.coupons.index(coupon),
            "total_count": coupon.bundle.total,
            "used_count": len(coupon.bundle.used),
        }
    data["product_coupon"] = state.coupons[coupon.product_coupon_id]
    data["stock"] = stock_response(state, coupon.stock)
    return data


def _deactivate(state: State, coupon: UserCoupon, body: Json) -> None:
    coupon.data |= deactivation(state, body)
    state.set_coupon_state(coupon, "DEACTIVATED")


def _require_state(coupon: UserCoupon, states: set[str], *, expired: int = WRONG_STATE) -> None:
    if coupon.state not in states:
        required = " or ".join(sorted(states))
        number = expired if coupon.state == "EXPIRED" else WRONG_STATE
        raise invalid_request("coupon_code", f"is {coupon.state}; this operation requires {required}", number)


def _start_next_coupon(state: State, coupon: UserCoupon, used: datetime) -> None:
    """Send the next coupon of the bundle, or start it if it was sent, `interval_days` after this one was used."""
    bundle = coupon.bundle
    if bundle is None:
        return
    try:
        earliest = used.astimezone(CHINA) + timedelta(days=bundle.interval_days)
    except OverflowError:  # beyond the year 9999
        earliest = used
    if coupon is bundle.coupons[-1]:
        send_next(state, coupon, earliest)
        return
    following = bundle.coupons[bundle.coupons.index(coupon) + 1].data
    following["valid_begin_time"] = max(moment(following["valid_begin_time"]), earliest).isoformat()


def _usage_detail_name(coupon: UserCoupon) -> str:
    return "progressive_bundle_usage_detail" if coupon.bundle else "single_usage_detail"

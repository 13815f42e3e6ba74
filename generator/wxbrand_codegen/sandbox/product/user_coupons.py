"""Coupons of users: sent, claimed, confirmed, used, returned, ended and listed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from wxbrand_runtime.models import moment

from wxbrand_codegen.sandbox.product.coupons import show_stock
from wxbrand_codegen.sandbox.product.pages import page
from wxbrand_codegen.sandbox.product.state import Json, NotMade, PreSend, State, Stock, UserBundle, UserCoupon, refused

Query = Mapping[str, Any]


def pre_send(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Note what a user may claim, and give the token for it."""
    return _pre_send(state, path, body, is_bundle=False)


def pre_send_bundle(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Note which bundle a user may claim, and give the token for it."""
    return _pre_send(state, path, body, is_bundle=True)


def send(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Send one coupon."""
    coupon = _send_one(state, path["openid"], body, "API")
    return show(state, coupon)


def send_bundle(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Send the coupons of a bundle."""
    bundle = _send_bundle(state, path["openid"], body, "API")
    return {
        "user_coupon_bundle_id": bundle.id,
        "user_product_coupon_list": [show(state, coupon) for coupon in bundle.coupons],
    }


def claim(state: State, token: str) -> list[Json]:
    """Play the user who takes what a token offers; give the coupons."""
    offer = state.tokens.get(token)
    if offer is None:
        raise NotMade(404, "RESOURCE_NOT_EXISTS", "token is not one that this sandbox gave", {"field": "token"})
    if offer.claimed:
        raise refused("token", "has been claimed")
    if offer.is_bundle:
        coupons = _send_bundle(state, offer.openid, offer.body, "RECEIVE_COMPONENT").coupons
    else:
        coupons = [_send_one(state, offer.openid, offer.body, "RECEIVE_COMPONENT")]
    offer.claimed = True
    return [show(state, coupon) for coupon in coupons]


def confirm(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Make a coupon usable."""
    coupon = _coupon(state, path, body, {"CONFIRMING"})
    coupon.shown |= {
        "coupon_state": "PENDING",
        "confirm_request_no": body["out_request_no"],
        "confirm_time": state.time(),
    }
    state.refresh(coupon)
    return show(state, coupon)


def use(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Use a coupon."""
    coupon = _coupon(state, path, body, {"EFFECTIVE"})
    detail = {"use_request_no": body["out_request_no"], "use_time": body["use_time"]}
    orders = ("associated_order_info", "associated_pay_score_order_info")
    coupon.shown |= {"coupon_state": "USED", _detail(coupon): detail | {n: body[n] for n in orders if n in body}}
    if coupon.bundle:
        coupon.bundle.used.append(coupon)
        for other in coupon.bundle.coupons:
            state.refresh(other)
    _happened(state, "PRODUCT_COUPON.USE", coupon)
    return show(state, coupon)


def give_back(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Return a coupon that was used."""
    coupon = _coupon(state, path, body, {"USED"})
    if coupon.bundle:
        if coupon.bundle.used[-1] is not coupon:
            raise refused(
                "coupon_code", "is not the last coupon of its bundle that was used, and only that can be returned"
            )
        coupon.bundle.used.pop()
    detail = {"return_request_no": body["out_request_no"], "return_time": state.time()}
    coupon.shown |= {"coupon_state": "PENDING", _detail(coupon): {**coupon.shown[_detail(coupon)], **detail}}
    state.refresh(coupon)
    _happened(state, "PRODUCT_COUPON.RETURN", coupon)
    return show(state, coupon)


def deactivate(state: State, path: Query, _query: Query, body: Json) -> Json:
    """End a coupon."""
    coupon = _coupon(state, path, body, {"CONFIRMING", "PENDING", "EFFECTIVE"})
    _end(state, coupon, body)
    return show(state, coupon)


def deactivate_bundle(state: State, path: Query, _query: Query, body: Json) -> Json:
    """End what is left of a user's bundle."""
    bundle = state.user_bundles.get(path["user_coupon_bundle_id"])
    if bundle is None or bundle.coupons[0].openid != path["openid"]:
        raise refused("user_coupon_bundle_id", "is not a bundle of this user")
    for coupon in bundle.coupons:
        if coupon.shown["coupon_state"] in {"CONFIRMING", "PENDING", "EFFECTIVE"}:
            _end(state, coupon, body)
    return {"user_product_coupon_list": [show(state, coupon) for coupon in bundle.coupons]}


def get(state: State, path: Query, query: Query, _body: Json) -> Json:
    """Show a coupon."""
    return show(state, state.user_coupon(path["coupon_code"], path["openid"], query))


def list_all(state: State, path: Query, query: Query, _body: Json) -> Json:
    """List a user's coupons."""
    found: list[Json] = []
    for coupon in state.user_coupons.values():
        state.refresh(coupon)
        facts = {
            "product_coupon_id": coupon.product_coupon_id,
            "stock_id": coupon.stock_id,
            "appid": coupon.appid,
            "coupon_state": coupon.shown["coupon_state"],
            "user_coupon_bundle_id": coupon.bundle.id if coupon.bundle else None,
        }
        if coupon.openid == path["openid"] and all(query.get(name, value) == value for name, value in facts.items()):
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
    shown["stock"] = show_stock(state.stocks[coupon.stock_id])
    return shown


def _pre_send(state: State, path: Query, body: Json, *, is_bundle: bool) -> Json:
    openid = path["openid"]
    for stock in _stocks(state, body, is_bundle=is_bundle):
        _refuse_beyond_budget(state, stock, openid)
    token = secrets.token_urlsafe(48)
    state.tokens[token] = PreSend(openid, body, is_bundle)
    return {"token": token}


def _stocks(state: State, body: Json, *, is_bundle: bool) -> list[Stock]:
    """Give the stocks that a request names; parameters that the spec does not require must be there all the same."""
    name = "stock_bundle_id" if is_bundle else "stock_id"
    for needed in ("product_coupon_id", name, "appid", "send_request_no"):
        if needed not in body:
            raise refused(needed, "is needed to send a coupon")
    coupon = state.coupon(body["product_coupon_id"])
    if is_bundle:
        return state.bundle(body[name], body["product_coupon_id"])
    if coupon.get("usage_mode") == "PROGRESSIVE_BUNDLE":
        raise refused("product_coupon_id", "is sent in bundles; use the operations for bundles")
    return [state.stock(body[name], body["product_coupon_id"])]


def _refuse_beyond_budget(state: State, stock: Stock, openid: str) -> None:
    if stock.shown["state"] != "SENDING":
        raise refused("stock_id", f"is {stock.shown['state']}, and only SENDING stocks send coupons")
    rule = stock.shown.get("stock_send_rule", {})
    today = state.now().date().isoformat()
    for most, sent, words in (
        (rule.get("max_count"), stock.sent, "in all"),
        (rule.get("max_count_per_day"), stock.sent_by_day.get(today, 0), "today"),
        (rule.get("max_count_per_user"), stock.sent_by_user.get(openid, 0), "to this user"),
    ):
        if most is not None and sent >= most:
            raise refused("stock_id", f"has sent the {most} coupons that it may send {words}")
    if stock.shown.get("coupon_code_mode") == "UPLOAD" and not stock.codes:
        raise refused("stock_id", "has no uploaded codes left; upload some")


def _send_one(state: State, openid: str, body: Json, channel: str) -> UserCoupon:
    (stock,) = _stocks(state, body, is_bundle=False)
    _refuse_beyond_budget(state, stock, openid)
    return _new(state, stock, openid, body, channel, None)


def _send_bundle(state: State, openid: str, body: Json, channel: str) -> UserBundle:
    stocks = _stocks(state, body, is_bundle=True)
    for stock in stocks:
        _refuse_beyond_budget(state, stock, openid)
    bundle = UserBundle(state.new_id(), body["stock_bundle_id"])
    state.user_bundles[bundle.id] = bundle
    for stock in stocks:
        bundle.coupons.append(_new(state, stock, openid, body, channel, bundle))
    for coupon in bundle.coupons:
        _happened(state, "PRODUCT_COUPON.SEND", coupon)
    return bundle


def _new(state: State, stock: Stock, openid: str, body: Json, channel: str, bundle: UserBundle | None) -> UserCoupon:
    begin, end = _period(state, stock)
    code = _code(state, stock, body)
    today = state.now().date().isoformat()
    stock.sent_by_day[today] = stock.sent_by_day.get(today, 0) + 1
    stock.sent_by_user[openid] = stock.sent_by_user.get(openid, 0) + 1
    shown: Json = {
        "coupon_code": code,
        "coupon_state": "CONFIRMING",
        "valid_begin_time": begin,
        "valid_end_time": end,
        "receive_time": state.time(),
        "send_request_no": body["send_request_no"],
        "send_channel": channel,
    }
    shown |= {name: body[name] for name in ("attach", "coupon_tag_info") if name in body}
    coupon = UserCoupon(shown, openid, body["appid"], stock.id, body["product_coupon_id"], bundle)
    state.user_coupons[code] = coupon
    if bundle is None:
        _happened(state, "PRODUCT_COUPON.SEND", coupon)
    return coupon


def _code(state: State, stock: Stock, body: Json) -> str:
    match stock.shown.get("coupon_code_mode"):
        case "UPLOAD":
            code = stock.codes.pop(0)
        case "API_ASSIGN":
            code = body.get("coupon_code", "")
            if not code or code in state.user_coupons:
                raise refused("coupon_code", "must be given for this stock, and be new")
        case _:
            if "coupon_code" in body:
                raise refused("coupon_code", "must be left out unless the stock's coupon_code_mode is API_ASSIGN")
            code = state.new_id()
    stock.used_codes.add(code)
    return str(code)


def _period(state: State, stock: Stock) -> tuple[str, str]:
    """Work out from when to when a coupon that is received now can be used."""
    rule = stock.shown.get("single_usage_rule") or stock.shown.get("progressive_bundle_usage_rule") or {}
    period = rule.get("coupon_available_period", {})
    now = state.now()
    begin = now + timedelta(days=period.get("wait_days_after_receive", 0))
    if "available_begin_time" in period:
        begin = max(begin, moment(period["available_begin_time"]))
    end = moment(period["available_end_time"]) if "available_end_time" in period else now + timedelta(days=365)
    if "available_days" in period:
        end = min(end, begin + timedelta(days=period["available_days"]))
    return begin.isoformat(), end.isoformat()


def _coupon(state: State, path: Query, body: Json, states: set[str]) -> UserCoupon:
    coupon = state.user_coupon(path["coupon_code"], path["openid"], body)
    if coupon.shown["coupon_state"] not in states:
        wanted = " or ".join(sorted(states))
        raise refused("coupon_code", f"is {coupon.shown['coupon_state']}; this needs {wanted}")
    return coupon


def _detail(coupon: UserCoupon) -> str:
    return "progressive_bundle_usage_detail" if coupon.bundle else "single_usage_detail"


def _end(state: State, coupon: UserCoupon, body: Json) -> None:
    coupon.shown |= {
        "coupon_state": "DEACTIVATED",
        "deactivate_request_no": body.get("out_request_no", ""),
        "deactivate_time": state.time(),
        "deactivate_reason": body.get("deactivate_reason", ""),
    }


def _happened(state: State, event: str, coupon: UserCoupon) -> None:
    resource: Json = {"coupon_code": coupon.shown["coupon_code"]}
    if event == "PRODUCT_COUPON.SEND":
        names = ("receive_time", "send_request_no", "send_channel", "valid_begin_time", "valid_end_time", "attach")
        resource |= {
            "product_coupon_id": coupon.product_coupon_id,
            "stock_id": coupon.stock_id,
            "appid": coupon.appid,
            "openid": coupon.openid,
        }
        if coupon.bundle:
            resource |= {
                "stock_bundle_id": coupon.bundle.stock_bundle_id,
                "user_coupon_bundle_id": coupon.bundle.id,
            }
        resource |= {name: coupon.shown[name] for name in names if name in coupon.shown}
    state.events.append((event, resource))

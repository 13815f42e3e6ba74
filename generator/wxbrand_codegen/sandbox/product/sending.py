"""Send coupons to users, at once or by a token to claim them, which a component in the app does in the real product."""

from __future__ import annotations

import secrets
from datetime import datetime

from wxbrand_codegen.sandbox.product.periods import validity_period
from wxbrand_codegen.sandbox.product.resources import Event, Json, PreSend, Stock, UserBundle, UserCoupon
from wxbrand_codegen.sandbox.product.state import State
from wxbrand_codegen.sandbox.refusals import PER_USER_LIMIT, WRONG_STATE, invalid_request, not_found

_TOKEN_SECONDS = 300


def pre_send(state: State, path: Json, _query: Json, body: Json, *, is_bundle: bool) -> Json:
    """Return a token to claim coupons. A repeated request gets a new token for the same pre-send, even if it was claimed."""
    openid = path["openid"]
    pre_sent = state.pre_sends.get(body["send_request_no"])
    if pre_sent is None:
        _stocks_to_send(state, openid, body, is_bundle=is_bundle)
        pre_sent = state.pre_sends[body["send_request_no"]] = PreSend(openid, body, is_bundle)
    elif (pre_sent.openid, pre_sent.body, pre_sent.is_bundle) != (openid, body, is_bundle):
        raise invalid_request("send_request_no", "was used before with other parameters")
    token = secrets.token_urlsafe(48)
    state.tokens[token] = (pre_sent, state.clock() + _TOKEN_SECONDS)
    return {"token": token}


def claim(state: State, token: str) -> list[UserCoupon]:
    """Claim the coupons of a token on behalf of the user and return them. Raises RequestRefused."""
    pre_sent, expiry = state.tokens.get(token, (None, 0.0))
    if pre_sent is None:
        raise not_found("token")
    if pre_sent.claimed:
        raise invalid_request("token", "was used: the user has already claimed the coupons")
    if state.clock() >= expiry:
        raise invalid_request(
            "token",
            f"has expired: it is older than {_TOKEN_SECONDS} seconds; repeat the pre-send request to get a new one",
        )
    if pre_sent.is_bundle:
        coupons = list(send_bundle(state, pre_sent.openid, pre_sent.body, "RECEIVE_COMPONENT").coupons)
    else:
        coupons = [send_one(state, pre_sent.openid, pre_sent.body, "RECEIVE_COMPONENT")]
    pre_sent.claimed = True
    return coupons


def _stocks_to_send(state: State, openid: str, body: Json, *, is_bundle: bool) -> list[Stock]:
    """Return the stocks in the request. Raise RequestRefused if one of them cannot send to this user now."""
    product_coupon_id, _, _ = body["product_coupon_id"], body["appid"], body["send_request_no"]  # refuse missing ones
    coupon = state.coupon(product_coupon_id)
    if is_bundle:
        stocks = state.bundle(body["stock_bundle_id"], product_coupon_id)
    elif coupon.get("usage_mode") == "PROGRESSIVE_BUNDLE":
        raise invalid_request("product_coupon_id", "can only be sent as a bundle; use the operations for bundles")
    else:
        stocks = [state.stock(body["stock_id"], product_coupon_id)]
    for stock in stocks:
        _check_budget(state, stock, openid)
        _check_code(state, stock, body)
    return stocks


def send_one(state: State, openid: str, body: Json, channel: str) -> UserCoupon:
    """Send one coupon to a user."""
    (stock,) = _stocks_to_send(state, openid, body, is_bundle=False)
    return _send(state, stock, openid, body, channel, None)


def send_bundle(state: State, openid: str, body: Json, channel: str) -> UserBundle:
    """Send the first coupon of a bundle to a user, or all at once if the sandbox does so, provided that all stocks can send.

    Each further coupon is sent by `send_next`.
    """
    stocks = _stocks_to_send(state, openid, body, is_bundle=True)
    usage: Json = state.coupon(body["product_coupon_id"]).get("progressive_bundle_usage_info", {})
    bundle = UserBundle(state.new_id(), body, channel, stocks, usage.get("interval_days", 0))
    for stock in stocks if state.sends_bundles_at_once else stocks[:1]:
        bundle.coupons.append(_send(state, stock, openid, body, channel, bundle))
    state.user_bundles[bundle.id] = bundle
    return bundle


def send_next(state: State, coupon: UserCoupon, earliest: datetime) -> None:
    """Send the coupon of a bundle that follows one that was used, unless it was sent before or there is none.

    It is valid from `earliest`. The user has a right to it, so it is sent even if the budget has run out since.
    """
    bundle = coupon.bundle
    if bundle is None or coupon is not bundle.coupons[-1] or len(bundle.coupons) == len(bundle.stocks):
        return
    stock = bundle.stocks[len(bundle.coupons)]
    bundle.coupons.append(_send(state, stock, coupon.openid, bundle.body, bundle.channel, bundle, earliest))


def record_event(state: State, event: str, coupon: UserCoupon) -> None:
    """Queue a notification. Only the coupon code is documented for use and return, so they contain nothing else."""
    if state.notify is None:
        return
    resource: Json = {"coupon_code": coupon.data["coupon_code"]}
    if event == "PRODUCT_COUPON.SEND":
        resource |= {
            "product_coupon_id": coupon.product_coupon_id,
            "stock_id": coupon.stock.id,
            "appid": coupon.appid,
            "openid": coupon.openid,
        }
        if coupon.bundle:
            resource |= {"stock_bundle_id": coupon.bundle.stock_bundle_id, "user_coupon_bundle_id": coupon.bundle.id}
        names = ("receive_time", "send_request_no", "send_channel", "valid_begin_time", "valid_end_time", "attach")
        resource |= {name: coupon.data[name] for name in names if name in coupon.data}
    state.events.append(Event(event, resource, state.notify["notify_url"]))


def _check_budget(state: State, stock: Stock, openid: str) -> None:
    if stock.data["state"] != "SENDING":
        raise invalid_request("stock_id", f"is {stock.data['state']}; only SENDING stocks send coupons", WRONG_STATE)
    rule: Json = stock.data.get("stock_send_rule", {})
    for limit, sent, scope, number in (
        ("max_count", stock.sent, "", 0),
        ("max_count_per_day", stock.sent_by_day.get(state.today(), 0), " today", 0),
        ("max_count_per_user", stock.sent_by_user.get(openid, 0), " to this user", PER_USER_LIMIT),
    ):
        if limit in rule and sent >= rule[limit]:
            raise invalid_request(
                "stock_id", f"has reached its {limit}, {rule[limit]}; no more coupons can be sent{scope}", number
            )


def _check_code(state: State, stock: Stock, body: Json) -> None:
    mode = stock.data.get("coupon_code_mode")
    if mode == "UPLOAD" and not stock.codes:
        raise invalid_request("stock_id", "has no uploaded codes left; upload more")
    if mode == "API_ASSIGN" and "coupon_code" not in body:
        raise invalid_request("coupon_code", "is required: the stock's coupon_code_mode is API_ASSIGN")
    if mode != "API_ASSIGN" and "coupon_code" in body:
        raise invalid_request("coupon_code", "must be left out unless the stock's coupon_code_mode is API_ASSIGN")
    if body.get("coupon_code") in state.user_coupons:
        raise invalid_request("coupon_code", "was already sent")


def _send(
    state: State,
    stock: Stock,
    openid: str,
    body: Json,
    channel: str,
    bundle: UserBundle | None,
    earliest: datetime | None = None,
) -> UserCoupon:
    begin, end = validity_period(stock.period, state.now())
    begin = begin if earliest is None else max(begin, earliest)
    today = state.today()
    stock.sent_by_day[today] = stock.sent_by_day.get(today, 0) + 1
    stock.sent_by_user[openid] = stock.sent_by_user.get(openid, 0) + 1
    data: Json = {
        "coupon_code": _assign_code(state, stock, body),
        "valid_begin_time": begin.isoformat(),
        "valid_end_time": end.isoformat(),
        "receive_time": state.timestamp(),
        "send_request_no": body["send_request_no"],
        "send_channel": channel,
    }
    data |= {name: body[name] for name in ("attach", "coupon_tag_info") if name in body}
    coupon = UserCoupon(data, openid, body["appid"], stock, body["product_coupon_id"], bundle)
    state.set_coupon_state(coupon, "CONFIRMING")
    state.user_coupons[data["coupon_code"]] = coupon
    record_event(state, "PRODUCT_COUPON.SEND", coupon)
    return coupon


def _assign_code(state: State, stock: Stock, body: Json) -> str:
    match stock.data.get("coupon_code_mode"):
        case "UPLOAD" if stock.codes:
            code = stock.codes.pop(0)
        case "API_ASSIGN":
            code = body["coupon_code"]
        case _:
            code = state.new_id()
    stock.used_codes.add(code)
    return code

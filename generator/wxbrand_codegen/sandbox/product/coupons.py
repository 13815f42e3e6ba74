"""Product coupons: made, shown, changed and ended."""

from __future__ import annotations

from copy import deepcopy

from wxbrand_codegen.sandbox.product.bundles import new_bundle, show_bundle
from wxbrand_codegen.sandbox.product.refusals import refused
from wxbrand_codegen.sandbox.product.state import LIVE, Json, State
from wxbrand_codegen.sandbox.product.stocks import alive, end, new_stock, show_stock


def create_product_coupon(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Make a product coupon with its first stock or bundle."""
    if state.notify is None and state.is_strict:
        raise refused("notify_url", "must be set by SetNotifyConfig before a coupon is made")
    apart = {"out_request_no", "stock", "stock_bundle"}
    kept = {name: deepcopy(value) for name, value in body.items() if name not in apart}
    coupon: Json = {"product_coupon_id": state.new_id(), **kept, "state": "EFFECTIVE"}
    answer = dict(coupon)
    if "stock" in body:
        answer["stock"] = show_stock(state, new_stock(state, coupon["product_coupon_id"], body["stock"]))
    if "stock_bundle" in body:
        answer["stock_bundle"] = show_bundle(state, new_bundle(state, coupon, body["stock_bundle"]))
    state.coupons[coupon["product_coupon_id"]] = coupon
    return answer


def get_product_coupon(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Show a product coupon."""
    return state.coupon(path["product_coupon_id"])


def update_product_coupon(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Change what users see."""
    coupon = alive(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    coupon["display_info"] = {**coupon.get("display_info", {}), **deepcopy(body.get("display_info", {}))}
    return coupon


def deactivate_product_coupon(state: State, path: Json, _query: Json, body: Json) -> Json:
    """End a product coupon and all its stocks; coupons that users have stay as they are."""
    coupon = alive(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    end(state, coupon, body)
    for stock in state.stocks_of(coupon["product_coupon_id"]):
        if stock.shown["state"] in LIVE:
            end(state, stock.shown, body)
    return coupon

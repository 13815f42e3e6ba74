"""Product coupons (商品券): create, read, update and deactivate."""

from __future__ import annotations

from copy import deepcopy

from wxbrand_codegen.sandbox.product.resources import Json
from wxbrand_codegen.sandbox.product.state import LIVE, State
from wxbrand_codegen.sandbox.product.stocks import (
    add_bundle,
    add_stock,
    bundle_response,
    mark_deactivated,
    require_active,
    stock_response,
)
from wxbrand_codegen.sandbox.refusals import invalid_request


def create_product_coupon(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Create a product coupon with its first stock or stock bundle."""
    if state.notify is None and state.is_strict:
        raise invalid_request("notify_url", "must be set with SetNotifyConfig before a coupon is created")
    not_stored = {"out_request_no", "stock", "stock_bundle"}
    stored = {name: deepcopy(value) for name, value in body.items() if name not in not_stored}
    coupon: Json = {"product_coupon_id": state.new_id(), **stored, "state": "EFFECTIVE"}
    response = dict(coupon)
    if "stock" in body:
        response["stock"] = stock_response(state, add_stock(state, coupon["product_coupon_id"], body["stock"]))
    if "stock_bundle" in body:
        response["stock_bundle"] = bundle_response(state, add_bundle(state, coupon, body["stock_bundle"]))
    state.coupons[coupon["product_coupon_id"]] = coupon
    return response


def get_product_coupon(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Return a product coupon."""
    return state.coupon(path["product_coupon_id"])


def update_product_coupon(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Update the display information of a product coupon."""
    coupon = require_active(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    coupon["display_info"] = {**coupon.get("display_info", {}), **deepcopy(body.get("display_info", {}))}
    return coupon


def deactivate_product_coupon(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Deactivate a product coupon and its live stocks. Coupons that users already hold do not change."""
    coupon = require_active(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    mark_deactivated(state, coupon, body)
    for stock in state.stocks_of(coupon["product_coupon_id"]):
        if stock.data["state"] in LIVE:
            mark_deactivated(state, stock.data, body)
    return coupon

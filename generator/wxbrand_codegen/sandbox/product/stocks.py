"""Stocks (批次): create, read, update, upload codes and deactivate."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from wxbrand_codegen.sandbox.product.pages import paginate
from wxbrand_codegen.sandbox.product.refusals import WRONG_STATE, invalid_request
from wxbrand_codegen.sandbox.product.state import LIVE, Json, State, Stock

_MAX_LIVE = 200
_UPDATABLE = ("remark", "usage_rule_display_info", "coupon_display_info", "notify_config", "store_scope")
_BUDGETS = {"MAX_COUNT": "max_count", "MAX_COUNT_PER_DAY": "max_count_per_day"}


def create_stock(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Create a stock of a coupon that can be used once."""
    coupon = require_active(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    if coupon.get("usage_mode") == "PROGRESSIVE_BUNDLE":
        raise invalid_request("product_coupon_id", "is used in bundles; use CreateStockBundle")
    check_stock_count(state, coupon["product_coupon_id"], 1)
    return stock_response(state, add_stock(state, coupon["product_coupon_id"], body["stock"]))


def list_stocks(state: State, path: Json, query: Json, _body: Json) -> Json:
    """List the stocks of a coupon."""
    coupon = state.coupon(path["product_coupon_id"])
    found = [
        stock_response(state, stock)
        for stock in state.stocks_of(coupon["product_coupon_id"])
        if query.get("state") in {None, stock.data["state"]}
        and query.get("stock_bundle_id") in {None, stock.data.get("stock_bundle_info", {}).get("stock_bundle_id")}
    ]
    return paginate(found, query, "stock_list")


def get_stock(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Return a stock."""
    return stock_response(state, stock_from_path(state, path))


def update_stock(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Update a stock."""
    stock = require_live(stock_from_path(state, path))
    if "stock_bundle_info" in stock.data:
        raise invalid_request("stock_id", "belongs to a bundle; use UpdateStockBundle")
    update_fields(stock, body)
    return stock_response(state, stock)


def update_stock_budget(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Change the budget of a stock."""
    stock = require_live(stock_from_path(state, path))
    update_budgets(state, [stock], body)
    return stock_response(state, stock)


def deactivate_stock(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Deactivate a stock."""
    stock = stock_from_path(state, path)
    mark_deactivated(state, require_active(stock.data, "stock_id"), body)
    return stock_response(state, stock)


def upload_coupon_codes(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Add codes to a stock that sends the brand's own codes."""
    stock = require_live(stock_from_path(state, path))
    if stock.data.get("coupon_code_mode") != "UPLOAD":
        raise invalid_request("stock_id", "does not take codes: its coupon_code_mode is not UPLOAD")
    known = {code for other in state.stocks.values() for code in (*other.codes, *other.used_codes)}
    added: dict[str, None] = {}
    existing: list[str] = []
    duplicate: list[str] = []
    for code in body["code_list"]:
        if code in added:
            duplicate.append(code)
        elif code in known:
            existing.append(code)
        else:
            added[code] = None
    stock.codes += added
    return {
        "total_count": len(body["code_list"]),
        "success_code_list": list(added),
        "failed_code_list": [],
        "already_exist_code_list": existing,
        "duplicate_code_list": duplicate,
    }


def stock_response(state: State, stock: Stock) -> Json:
    """Return a stock as responses contain it, with its counts."""
    data = dict(stock.data)
    today = stock.sent_by_day.get(state.today(), 0)
    data["sent_count_info"] = {"total_count": stock.sent, "today_count": today}
    if data.get("coupon_code_mode") == "UPLOAD":
        total = len(stock.codes) + len(stock.used_codes)
        data["coupon_code_count_info"] = {"total_count": total, "available_count": len(stock.codes)}
    return data


def add_stock(state: State, product_coupon_id: str, settings: Json, **more: Any) -> Stock:
    """Add a stock. It sends at once, since the sandbox has no audits."""
    data = {"product_coupon_id": product_coupon_id, "stock_id": state.new_id(), **deepcopy(settings), **more}
    stock = Stock({**data, "state": "SENDING"})
    state.stocks[stock.id] = stock
    return stock


def check_stock_count(state: State, product_coupon_id: str, wanted: int) -> None:
    """Raise RequestRefused if a coupon would have more live stocks than the product allows."""
    live = sum(stock.data["state"] in LIVE for stock in state.stocks_of(product_coupon_id))
    if live + wanted > _MAX_LIVE:
        raise invalid_request(
            "product_coupon_id", f"has {live} live stocks; {wanted} more would exceed the limit of {_MAX_LIVE}"
        )


def stock_from_path(state: State, path: Json) -> Stock:
    """Return the stock in the path."""
    state.coupon(path["product_coupon_id"])
    return state.stock(path["stock_id"], path["product_coupon_id"])


def require_active(data: Json, name: str) -> Json:
    """Return the data of a coupon or a stock. Raise RequestRefused if it was deactivated."""
    if data["state"] == "DEACTIVATED":
        raise invalid_request(name, "is deactivated", WRONG_STATE)
    return data


def require_live(stock: Stock) -> Stock:
    """Return a stock. Raise RequestRefused if it has ended."""
    state = stock.data["state"]
    if state not in LIVE:
        raise invalid_request("stock_id", f"is {state}; only SENDING and PAUSED stocks can be changed", WRONG_STATE)
    return stock


def mark_deactivated(state: State, data: Json, body: Json, *, state_field: str = "state") -> None:
    """Deactivate a product coupon, a stock or a user's coupon."""
    data |= {
        state_field: "DEACTIVATED",
        "deactivate_request_no": body["out_request_no"],
        "deactivate_time": state.timestamp(),
        "deactivate_reason": body["deactivate_reason"],
    }


def update_fields(stock: Stock, body: Json) -> None:
    """Update the fields in the request; keep the others."""
    stock.data |= {name: deepcopy(body[name]) for name in _UPDATABLE if name in body}


def update_budgets(state: State, stocks: Iterable[Stock], body: Json) -> None:
    """Change one budget of all the stocks, or of none."""
    budget = _BUDGETS.get(body["update_mode"])
    if budget is None:
        raise invalid_request("update_mode", f"must be {' or '.join(_BUDGETS)}")
    current, target = body[f"current_{budget}"], body[f"target_{budget}"]
    changed = list(stocks)
    for stock in changed:
        before = stock.data["stock_send_rule"].get(budget)
        if before is None:
            raise invalid_request("update_mode", f"cannot add {budget}: this stock was created without it")
        if current != before:
            raise invalid_request(f"current_{budget}", f"must be the current value, {before}")
        sent = stock.sent if budget == "max_count" else stock.sent_by_day.get(state.today(), 0)
        if target < sent:
            raise invalid_request(f"target_{budget}", f"must be at least {sent}, the number of coupons already sent")
    for stock in changed:
        stock.data["stock_send_rule"] = {**stock.data["stock_send_rule"], budget: target}

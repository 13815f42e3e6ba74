"""Stocks (批次): made, shown, changed, filled with codes and ended."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from wxbrand_codegen.sandbox.product.pages import page
from wxbrand_codegen.sandbox.product.refusals import WRONG_STATE, refused
from wxbrand_codegen.sandbox.product.state import LIVE, Json, State, Stock

_MOST_LIVE = 200
_CHANGEABLE = ("remark", "usage_rule_display_info", "coupon_display_info", "notify_config", "store_scope")
_LIMITS = {"MAX_COUNT": "max_count", "MAX_COUNT_PER_DAY": "max_count_per_day"}


def create_stock(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Add a stock to a coupon that can be used once."""
    coupon = alive(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    if coupon.get("usage_mode") == "PROGRESSIVE_BUNDLE":
        raise refused("product_coupon_id", "has bundles; use CreateStockBundle")
    check_room(state, coupon["product_coupon_id"], 1)
    return show_stock(state, new_stock(state, coupon["product_coupon_id"], body["stock"]))


def list_stocks(state: State, path: Json, query: Json, _body: Json) -> Json:
    """List the stocks of a coupon."""
    coupon = state.coupon(path["product_coupon_id"])
    found = [
        show_stock(state, stock)
        for stock in state.stocks_of(coupon["product_coupon_id"])
        if query.get("state") in {None, stock.shown["state"]}
        and query.get("stock_bundle_id") in {None, stock.shown.get("stock_bundle_info", {}).get("stock_bundle_id")}
    ]
    return page(found, query, "stock_list")


def get_stock(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Show a stock."""
    return show_stock(state, named(state, path))


def update_stock(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Change what may be changed of a stock."""
    stock = running(named(state, path))
    if "stock_bundle_info" in stock.shown:
        raise refused("stock_id", "belongs to a bundle; use UpdateStockBundle")
    change(stock, body)
    return show_stock(state, stock)


def update_stock_budget(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Change how many coupons a stock may send."""
    stock = running(named(state, path))
    change_budgets(state, [stock], body)
    return show_stock(state, stock)


def deactivate_stock(state: State, path: Json, _query: Json, body: Json) -> Json:
    """End a stock."""
    stock = named(state, path)
    end(state, alive(stock.shown, "stock_id"), body)
    return show_stock(state, stock)


def upload_coupon_codes(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Take codes for a stock that sends the brand's own."""
    stock = running(named(state, path))
    if stock.shown.get("coupon_code_mode") != "UPLOAD":
        raise refused("stock_id", "has another coupon_code_mode than UPLOAD")
    everywhere = {code for other in state.stocks.values() for code in (*other.codes, *other.used_codes)}
    taken: dict[str, None] = {}
    existing: list[str] = []
    duplicate: list[str] = []
    for code in body["code_list"]:
        if code in taken:
            duplicate.append(code)
        elif code in everywhere:
            existing.append(code)
        else:
            taken[code] = None
    stock.codes += taken
    return {
        "total_count": len(body["code_list"]),
        "success_code_list": list(taken),
        "failed_code_list": [],
        "already_exist_code_list": existing,
        "duplicate_code_list": duplicate,
    }


def show_stock(state: State, stock: Stock) -> Json:
    """Give a stock as answers show it, its counts included."""
    shown = dict(stock.shown)
    today = stock.sent_by_day.get(state.today(), 0)
    shown["sent_count_info"] = {"total_count": stock.sent, "today_count": today}
    if shown.get("coupon_code_mode") == "UPLOAD":
        total = len(stock.codes) + len(stock.used_codes)
        shown["coupon_code_count_info"] = {"total_count": total, "available_count": len(stock.codes)}
    return shown


def new_stock(state: State, product_coupon_id: str, given: Json, **more: Any) -> Stock:
    """Make a stock that sends at once: nothing is audited here."""
    shown = {"product_coupon_id": product_coupon_id, "stock_id": state.new_id(), **deepcopy(given), **more}
    stock = Stock({**shown, "state": "SENDING"})
    state.stocks[stock.id] = stock
    return stock


def check_room(state: State, product_coupon_id: str, wanted: int) -> None:
    """Refuse more stocks than a coupon can have at a time."""
    live = sum(stock.shown["state"] in LIVE for stock in state.stocks_of(product_coupon_id))
    if live + wanted > _MOST_LIVE:
        raise refused("product_coupon_id", f"has {live} stocks that have not ended; it cannot have over {_MOST_LIVE}")


def named(state: State, path: Json) -> Stock:
    """Give the stock that a path names."""
    state.coupon(path["product_coupon_id"])
    return state.stock(path["stock_id"], path["product_coupon_id"])


def alive(shown: Json, name: str) -> Json:
    """Refuse what was deactivated."""
    if shown["state"] == "DEACTIVATED":
        raise refused(name, "is deactivated", WRONG_STATE)
    return shown


def running(stock: Stock) -> Stock:
    """Refuse a stock that has ended."""
    state = stock.shown["state"]
    if state not in LIVE:
        raise refused("stock_id", f"is {state}; only SENDING and PAUSED stocks can be changed", WRONG_STATE)
    return stock


def end(state: State, shown: Json, body: Json) -> None:
    """Deactivate a coupon or a stock."""
    shown |= {
        "state": "DEACTIVATED",
        "deactivate_request_no": body["out_request_no"],
        "deactivate_time": state.time(),
        "deactivate_reason": body["deactivate_reason"],
    }


def change(stock: Stock, body: Json) -> None:
    """Change what a request gives; the rest stays."""
    stock.shown |= {name: deepcopy(body[name]) for name in _CHANGEABLE if name in body}


def change_budgets(state: State, stocks: Iterable[Stock], body: Json) -> None:
    """Change one limit of all the stocks, or of none."""
    limit = _LIMITS.get(body["update_mode"])
    if limit is None:
        raise refused("update_mode", f"must be {' or '.join(_LIMITS)}")
    current, target = body[f"current_{limit}"], body[f"target_{limit}"]
    changed = list(stocks)
    for stock in changed:
        before = stock.shown["stock_send_rule"].get(limit)
        if before is None:
            raise refused("update_mode", f"cannot bring in {limit}, which this stock was made without")
        if current != before:
            raise refused(f"current_{limit}", f"is not what it is now, {before}")
        sent = stock.sent if limit == "max_count" else stock.sent_by_day.get(state.today(), 0)
        if target < sent:
            raise refused(f"target_{limit}", f"is below the {sent} coupons that were sent")
    for stock in changed:
        stock.shown["stock_send_rule"] = {**stock.shown["stock_send_rule"], limit: target}

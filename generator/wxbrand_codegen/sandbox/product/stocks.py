"""Stocks (批次), and stock bundles (批次组): one stock for each use of a coupon that can be used several times."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from wxbrand_codegen.sandbox.product.paging import paginate
from wxbrand_codegen.sandbox.product.resources import Json, Stock
from wxbrand_codegen.sandbox.product.state import LIVE, State
from wxbrand_codegen.sandbox.refusals import LATER_USE_WORTH_LESS, WRONG_STATE, invalid_request

_MAX_LIVE = 200
_UPDATABLE = ("remark", "usage_rule_display_info", "coupon_display_info", "notify_config", "store_scope")
_BUDGETS = {"MAX_COUNT": "max_count", "MAX_COUNT_PER_DAY": "max_count_per_day"}
_BENEFITS: dict[str, Callable[[Json], int]] = {
    "normal_coupon_list": lambda rule: int(rule["discount_amount"]),
    "discount_coupon_list": lambda rule: int(rule["percent_off"]),
    "exchange_coupon_list": lambda rule: -int(rule["exchange_price"]),
}
"""How much a rule is worth to the user, by list name; more is better."""


def create_stock(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Create a stock of a coupon that can be used once."""
    coupon = require_active(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    if coupon.get("usage_mode") == "PROGRESSIVE_BUNDLE":
        raise invalid_request("product_coupon_id", "is used in bundles; use CreateStockBundle")
    _check_stock_count(state, coupon["product_coupon_id"], 1)
    return stock_response(state, add_stock(state, coupon["product_coupon_id"], body["stock"]))


def create_stock_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Add a stock bundle to a coupon that can be used several times."""
    coupon = require_active(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    if coupon.get("usage_mode") != "PROGRESSIVE_BUNDLE":
        raise invalid_request("product_coupon_id", "cannot have bundles: its usage_mode is not PROGRESSIVE_BUNDLE")
    return bundle_response(state, add_bundle(state, coupon, body["stock_bundle"]))


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
    """Update the fields in the request of a stock or of all stocks of a bundle; keep the others."""
    for stock in live_stocks(state, path):
        if "stock_id" in path and "stock_bundle_info" in stock.data:
            raise invalid_request("stock_id", "belongs to a bundle; use UpdateStockBundle")
        stock.data |= {name: deepcopy(body[name]) for name in _UPDATABLE if name in body}
    return _response(state, path)


def update_stock_budget(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Change one budget of a stock or of all stocks of a bundle."""
    stocks = live_stocks(state, path)
    budget = _BUDGETS.get(body["update_mode"])
    if budget is None:
        raise invalid_request("update_mode", f"must be {' or '.join(_BUDGETS)}")
    current, target = body[f"current_{budget}"], body[f"target_{budget}"]
    for stock in stocks:
        before = stock.data["stock_send_rule"].get(budget)
        if before is None:
            raise invalid_request("update_mode", f"cannot add {budget}: this stock was created without it")
        if current != before:
            raise invalid_request(f"current_{budget}", f"must be the current value, {before}")
        sent = stock.sent if budget == "max_count" else stock.sent_by_day.get(state.today(), 0)
        if target < sent:
            raise invalid_request(f"target_{budget}", f"must be at least {sent}, the number of coupons already sent")
    for stock in stocks:
        stock.data["stock_send_rule"] = {**stock.data["stock_send_rule"], budget: target}
    return _response(state, path)


def deactivate_stock(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Deactivate a stock."""
    stock = stock_from_path(state, path)
    mark_deactivated(state, require_active(stock.data, "stock_id"), body)
    return stock_response(state, stock)


def upload_coupon_codes(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Add codes to a stock that sends the brand's own codes."""
    (stock,) = live_stocks(state, path)
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


def bundle_response(state: State, bundle_id: str) -> Json:
    """Return a bundle as responses contain it."""
    stocks = [stock_response(state, state.stocks[stock]) for stock in state.bundles[bundle_id]]
    return {"stock_bundle_id": bundle_id, "stock_list": stocks}


def add_stock(state: State, product_coupon_id: str, settings: Json, **more: Any) -> Stock:
    """Add a stock. It sends at once, since the sandbox has no audits."""
    data = {"product_coupon_id": product_coupon_id, "stock_id": state.new_id(), **deepcopy(settings), **more}
    stock = Stock({**data, "state": "SENDING"})
    state.stocks[stock.id] = stock
    return stock


def add_bundle(state: State, coupon: Json, settings: Json) -> str:
    """Add a bundle with its stocks and return its id."""
    rule: Json = settings.get("progressive_bundle_usage_rule", {})
    uses = coupon["progressive_bundle_usage_info"]["count"]
    lists = {name: values for name, values in rule.items() if name in _BENEFITS}
    for name, values in lists.items():
        _check_rules(name, values, uses)
    _check_stock_count(state, coupon["product_coupon_id"], uses)
    bundle_id = state.new_id()
    shared = {name: value for name, value in rule.items() if name not in _BENEFITS}
    stocks: list[str] = []
    for index in range(uses):
        own_rule = shared | {name.removesuffix("_list"): values[index] for name, values in lists.items()}
        info = {"stock_bundle_id": bundle_id, "stock_bundle_index": index}
        stock = {**settings, "progressive_bundle_usage_rule": own_rule}
        stocks.append(add_stock(state, coupon["product_coupon_id"], stock, stock_bundle_info=info).id)
    state.bundles[bundle_id] = stocks
    return bundle_id


def _check_stock_count(state: State, product_coupon_id: str, wanted: int) -> None:
    live = sum(stock.data["state"] in LIVE for stock in state.stocks_of(product_coupon_id))
    if live + wanted > _MAX_LIVE:
        raise invalid_request(
            "product_coupon_id", f"has {live} live stocks; {wanted} more would exceed the limit of {_MAX_LIVE}"
        )


def stock_from_path(state: State, path: Json) -> Stock:
    """Return the stock in the path."""
    state.coupon(path["product_coupon_id"])
    return state.stock(path["stock_id"], path["product_coupon_id"])


def live_stocks(state: State, path: Json) -> list[Stock]:
    """Return the stocks that a path names: one, or those of a bundle. Raise RequestRefused if one of them has ended."""
    if "stock_bundle_id" not in path:
        stocks = [stock_from_path(state, path)]
    else:
        state.coupon(path["product_coupon_id"])
        stocks = state.bundle(path["stock_bundle_id"], path["product_coupon_id"])
    for stock in stocks:
        if stock.data["state"] not in LIVE:
            issue = f"is {stock.data['state']}; only SENDING and PAUSED stocks can be changed"
            raise invalid_request("stock_id", issue, WRONG_STATE)
    return stocks


def require_active(data: Json, name: str) -> Json:
    """Return the data of a coupon or a stock. Raise RequestRefused if it was deactivated."""
    if data["state"] == "DEACTIVATED":
        raise invalid_request(name, "is deactivated", WRONG_STATE)
    return data


def mark_deactivated(state: State, data: Json, body: Json) -> None:
    """Deactivate a product coupon or a stock."""
    data |= {"state": "DEACTIVATED", **deactivation(state, body)}


def deactivation(state: State, body: Json) -> Json:
    """Return what a product coupon, a stock or a user's coupon keeps of the request that deactivated it."""
    return {
        "deactivate_request_no": body["out_request_no"],
        "deactivate_time": state.timestamp(),
        "deactivate_reason": body["deactivate_reason"],
    }


def _response(state: State, path: Json) -> Json:
    if "stock_bundle_id" in path:
        return bundle_response(state, path["stock_bundle_id"])
    return stock_response(state, state.stocks[path["stock_id"]])


def _check_rules(name: str, rules: list[Any], uses: int) -> None:
    if len(rules) != uses:
        raise invalid_request(name, f"has {len(rules)} rules; the coupon can be used {uses} times, so it needs {uses}")
    benefits = [_BENEFITS[name](rule) for rule in rules]
    if benefits != sorted(benefits):
        raise invalid_request(
            name, "is worth less to the user in a later use than in an earlier one", LATER_USE_WORTH_LESS
        )

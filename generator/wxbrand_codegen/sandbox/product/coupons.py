"""Product coupons, their stocks and bundles: made, shown, changed and ended."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from wxbrand_codegen.sandbox.product.pages import page
from wxbrand_codegen.sandbox.product.state import Json, NotMade, State, Stock, refused

Query = Mapping[str, Any]


def set_notify_config(state: State, _path: Query, _query: Query, body: Json) -> Json:
    """Say where notifications go."""
    state.notify = {"notify_url": body["notify_url"], "update_time": state.time()}
    return state.notify


def get_notify_config(state: State, _path: Query, _query: Query, _body: Json) -> Json:
    """Show where notifications go."""
    if state.notify is None:
        raise NotMade(404, "RESOURCE_NOT_EXISTS", "notify_url has not been set", {"field": "notify_url"})
    return state.notify


def upload_image(state: State, _path: Query, _query: Query, _body: Json) -> Json:
    """Give the image an address; the image itself is not kept."""
    return {"image_url": f"https://wxpaylogo.qpic.cn/wxpaylogo/sandbox/{state.new_id()}"}


def create_product_coupon(state: State, _path: Query, _query: Query, body: Json) -> Json:
    """Make a product coupon with its first stock or bundle."""
    if state.notify is None and state.is_strict:
        raise refused("notify_url", "must be set by SetNotifyConfig before a coupon is made")
    kept = {
        name: deepcopy(value) for name, value in body.items() if name not in {"out_request_no", "stock", "stock_bundle"}
    }
    coupon = {"product_coupon_id": state.new_id(), **kept, "state": "EFFECTIVE"}
    state.coupons[coupon["product_coupon_id"]] = coupon
    answer = dict(coupon)
    if "stock" in body:
        answer["stock"] = show_stock(_new_stock(state, coupon["product_coupon_id"], body["stock"]))
    if "stock_bundle" in body:
        answer["stock_bundle"] = _show_bundle(state, _new_bundle(state, coupon, body["stock_bundle"]))
    return answer


def get_product_coupon(state: State, path: Query, _query: Query, _body: Json) -> Json:
    """Show a product coupon."""
    return state.coupon(path["product_coupon_id"])


def update_product_coupon(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Change what users see; coupons that were sent stay as they are."""
    coupon = _alive(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    coupon["display_info"] = {**coupon.get("display_info", {}), **body.get("display_info", {})}
    return coupon


def deactivate_product_coupon(state: State, path: Query, _query: Query, body: Json) -> Json:
    """End a product coupon and all its stocks."""
    coupon = _alive(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    _end(state, coupon, body)
    for stock in state.stocks.values():
        if stock.shown["product_coupon_id"] == coupon["product_coupon_id"] and stock.shown["state"] != "DEACTIVATED":
            _end(state, stock.shown, body)
    return coupon


def create_stock(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Add a stock to a coupon that can be used once."""
    coupon = _alive(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    if coupon.get("usage_mode") == "PROGRESSIVE_BUNDLE":
        raise refused("product_coupon_id", "has bundles; use CreateStockBundle")
    return show_stock(_new_stock(state, coupon["product_coupon_id"], body["stock"]))


def list_stocks(state: State, path: Query, query: Query, _body: Json) -> Json:
    """List the stocks of a coupon."""
    coupon = state.coupon(path["product_coupon_id"])
    found = [
        show_stock(stock)
        for stock in state.stocks.values()
        if stock.shown["product_coupon_id"] == coupon["product_coupon_id"]
        and query.get("state") in {None, stock.shown["state"]}
        and query.get("stock_bundle_id") in {None, stock.shown.get("stock_bundle_info", {}).get("stock_bundle_id")}
    ]
    return page(found, query, "stock_list")


def get_stock(state: State, path: Query, _query: Query, _body: Json) -> Json:
    """Show a stock."""
    return show_stock(_stock(state, path))


def update_stock(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Change what may be changed of a stock."""
    stock = _running(_stock(state, path))
    if "stock_bundle_info" in stock.shown:
        raise refused("stock_id", "belongs to a bundle; use UpdateStockBundle")
    _change(stock, body)
    return show_stock(stock)


def update_stock_budget(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Change how many coupons a stock may send."""
    stock = _running(_stock(state, path))
    _change_budget(stock, body)
    return show_stock(stock)


def deactivate_stock(state: State, path: Query, _query: Query, body: Json) -> Json:
    """End a stock."""
    stock = _stock(state, path)
    _end(state, _alive(stock.shown, "stock_id"), body)
    return show_stock(stock)


def upload_coupon_codes(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Take codes for a stock that sends the brand's own."""
    stock = _running(_stock(state, path))
    if stock.shown.get("coupon_code_mode") != "UPLOAD":
        raise refused("stock_id", "has another coupon_code_mode than UPLOAD")
    taken: list[str] = []
    existing: list[str] = []
    duplicate: list[str] = []
    for code in body.get("code_list", []):
        known = code in stock.codes or code in stock.used_codes
        (duplicate if code in taken else existing if known else taken).append(code)
    stock.codes += taken
    return {
        "total_count": len(body.get("code_list", [])),
        "success_code_list": taken,
        "failed_code_list": [],
        "already_exist_code_list": existing,
        "duplicate_code_list": duplicate,
    }


def associate_stores(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Let a stock be used in stores."""
    return _associate([_stock(state, path)], body)


def associate_stores_for_stock_bundle(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Let the stocks of a bundle be used in stores."""
    return _associate(_bundle(state, path), body)


def disassociate_stores(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Let a stock no longer be used in stores."""
    return _disassociate([_stock(state, path)], body)


def disassociate_stores_for_stock_bundle(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Let the stocks of a bundle no longer be used in stores."""
    return _disassociate(_bundle(state, path), body)


def list_associated_stores(state: State, path: Query, query: Query, _body: Json) -> Json:
    """List the stores of a stock."""
    return page([{"store_id": store} for store in _stock(state, path).stores], query, "store_list")


def create_stock_bundle(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Add a bundle of stocks to a coupon that can be used several times."""
    coupon = _alive(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    if coupon.get("usage_mode") != "PROGRESSIVE_BUNDLE":
        raise refused("product_coupon_id", "has no bundles, since its usage_mode is not PROGRESSIVE_BUNDLE")
    return _show_bundle(state, _new_bundle(state, coupon, body["stock_bundle"]))


def update_stock_bundle(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Change what may be changed of a bundle's stocks."""
    for stock in _bundle(state, path):
        _change(_running(stock), body)
    return _show_bundle(state, path["stock_bundle_id"])


def update_stock_bundle_budget(state: State, path: Query, _query: Query, body: Json) -> Json:
    """Change how many coupons each stock of a bundle may send."""
    for stock in _bundle(state, path):
        _change_budget(_running(stock), body)
    return _show_bundle(state, path["stock_bundle_id"])


def show_stock(stock: Stock) -> Json:
    """Give a stock as answers show it, its counts included."""
    shown = dict(stock.shown)
    today = max(stock.sent_by_day, default="")
    shown["sent_count_info"] = {"total_count": stock.sent, "today_count": stock.sent_by_day.get(today, 0)}
    if shown.get("coupon_code_mode") == "UPLOAD":
        total = len(stock.codes) + len(stock.used_codes)
        shown["coupon_code_count_info"] = {"total_count": total, "available_count": len(stock.codes)}
    return shown


def _new_stock(state: State, product_coupon_id: str, given: Json, **more: Any) -> Stock:
    shown = {"product_coupon_id": product_coupon_id, "stock_id": state.new_id(), **deepcopy(given), **more}
    stock = Stock({**shown, "state": "SENDING"})
    state.stocks[stock.id] = stock
    return stock


def _new_bundle(state: State, coupon: Json, given: Json) -> str:
    """Make a stock for each time that the coupon can be used."""
    bundle_id = state.new_id()
    usage = coupon.get("progressive_bundle_usage_info", {})
    rule = given.get("progressive_bundle_usage_rule", {})
    stocks: list[str] = []
    for index in range(usage.get("count", 3)):
        own = {name: value for name, value in rule.items() if not name.endswith("_list")}
        for name, values in rule.items():
            if name.endswith("_coupon_list") and index < len(values):
                own[name.removesuffix("_list")] = values[index]
        info = {"stock_bundle_id": bundle_id, "stock_bundle_index": index}
        stock = _new_stock(
            state, coupon["product_coupon_id"], {**given, "progressive_bundle_usage_rule": own}, stock_bundle_info=info
        )
        stocks.append(stock.id)
    state.bundles[bundle_id] = stocks
    return bundle_id


def _show_bundle(state: State, bundle_id: str) -> Json:
    return {
        "stock_bundle_id": bundle_id,
        "stock_list": [show_stock(state.stocks[stock]) for stock in state.bundles[bundle_id]],
    }


def _stock(state: State, path: Query) -> Stock:
    state.coupon(path["product_coupon_id"])
    return state.stock(path["stock_id"], path["product_coupon_id"])


def _bundle(state: State, path: Query) -> list[Stock]:
    state.coupon(path["product_coupon_id"])
    return state.bundle(path["stock_bundle_id"], path["product_coupon_id"])


def _alive(shown: Json, name: str) -> Json:
    if shown["state"] == "DEACTIVATED":
        raise refused(name, "is deactivated")
    return shown


def _running(stock: Stock) -> Stock:
    if stock.shown["state"] not in {"SENDING", "PAUSED"}:
        raise refused("stock_id", f"is {stock.shown['state']}; only SENDING and PAUSED stocks can be changed")
    return stock


def _end(state: State, shown: Json, body: Json) -> None:
    shown |= {
        "state": "DEACTIVATED",
        "deactivate_request_no": body["out_request_no"],
        "deactivate_time": state.time(),
        "deactivate_reason": body["deactivate_reason"],
    }


def _change(stock: Stock, body: Json) -> None:
    stock.shown |= {name: deepcopy(value) for name, value in body.items() if name != "out_request_no"}


def _change_budget(stock: Stock, body: Json) -> None:
    suffix = {"MAX_COUNT": "max_count", "MAX_COUNT_PER_DAY": "max_count_per_day"}.get(body.get("update_mode", ""))
    if suffix is None:
        raise refused("update_mode", "must be MAX_COUNT or MAX_COUNT_PER_DAY")
    rule = stock.shown.get("stock_send_rule", {})
    if suffix not in rule:
        raise refused("update_mode", "cannot bring in a limit that the stock does not have")
    current, target = body.get(f"current_{suffix}"), body.get(f"target_{suffix}")
    if target is None or current != rule[suffix]:
        raise refused(
            f"current_{suffix}", f"is not the stock's {suffix}, and both it and target_{suffix} must be given"
        )
    sent = stock.sent if suffix == "max_count" else max(stock.sent_by_day.values(), default=0)
    if target < sent:
        raise refused(f"target_{suffix}", f"is below the {sent} coupons that were sent")
    stock.shown["stock_send_rule"] = {**rule, suffix: target}


def _associate(stocks: list[Stock], body: Json) -> Json:
    _specific(stocks)
    stores = [store["store_id"] for store in body["store_list"]]
    for stock in stocks:
        stock.stores.update(dict.fromkeys(stores))
    return _result(stores, [])


def _disassociate(stocks: list[Stock], body: Json) -> Json:
    _specific(stocks)
    stores = [store["store_id"] for store in body.get("store_list", [])]
    strange = [store for store in stores if not all(store in stock.stores for stock in stocks)]
    for stock in stocks:
        for store in stores:
            stock.stores.pop(store, None)
    return _result([store for store in stores if store not in strange], strange)


def _specific(stocks: list[Stock]) -> None:
    for stock in map(_running, stocks):
        if stock.shown.get("store_scope") != "SPECIFIC":
            raise refused("stock_id", "has another store_scope than SPECIFIC")


def _result(done: list[str], strange: list[str]) -> Json:
    failed = [{"store_id": s, "code": "INVALID_REQUEST", "message": "the store is not associated"} for s in strange]
    return {
        "total_count": len(done) + len(strange),
        "success_store_list": [{"store_id": store} for store in done],
        "failed_store_list": failed,
    }

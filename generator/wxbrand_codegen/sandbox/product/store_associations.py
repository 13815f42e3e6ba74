"""Associations of stocks with the stores that accept their coupons. Any store_id is accepted: the sandbox knows no real stores."""

from __future__ import annotations

from collections.abc import Sequence

from wxbrand_codegen.sandbox.product.pages import paginate
from wxbrand_codegen.sandbox.product.state import Json, State, Stock
from wxbrand_codegen.sandbox.product.stocks import live_stocks, stock_from_path
from wxbrand_codegen.sandbox.refusals import invalid_request

_MAX_STORES = 200
_MAX_PAGE_SIZE = 200


def associate_stores(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Associate stores with a stock or with all stocks of a bundle."""
    stocks = live_stocks(state, path)
    stores = _requested_stores(stocks, body)
    for stock in stocks:
        stock.stores |= dict.fromkeys(stores)
    return _result(stores, [])


def disassociate_stores(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Remove stores from a stock or from all stocks of a bundle."""
    stocks = live_stocks(state, path)
    stores = _requested_stores(stocks, body)
    missing = [store for store in stores if not all(store in stock.stores for stock in stocks)]
    for stock in stocks:
        for store in stores:
            stock.stores.pop(store, None)
    return _result([store for store in stores if store not in missing], missing)


def list_associated_stores(state: State, path: Json, query: Json, _body: Json) -> Json:
    """List the stores of a stock."""
    stores = [{"store_id": store} for store in stock_from_path(state, path).stores]
    return paginate(stores, query, "store_list", most=_MAX_PAGE_SIZE)


def _requested_stores(stocks: Sequence[Stock], body: Json) -> list[str]:
    for stock in stocks:
        if stock.data.get("store_scope") != "SPECIFIC":
            raise invalid_request("stock_id", "does not take stores: its store_scope is not SPECIFIC")
    stores = body["store_list"]
    if len(stores) > _MAX_STORES:
        raise invalid_request("store_list", f"has {len(stores)} stores; at most {_MAX_STORES} are allowed in one call")
    return list(dict.fromkeys(store["store_id"] for store in stores))


def _result(succeeded: list[str], missing: list[str]) -> Json:
    failed = [{"store_id": s, "code": "INVALID_REQUEST", "message": "the store is not associated"} for s in missing]
    return {
        "total_count": len(succeeded) + len(missing),
        "success_store_list": [{"store_id": store} for store in succeeded],
        "failed_store_list": failed,
    }

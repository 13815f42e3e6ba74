"""The stores in which a stock's coupons can be used. Any store_id is taken: no real stores stand behind it."""

from __future__ import annotations

from collections.abc import Sequence

from wxbrand_codegen.sandbox.product.bundles import running_stocks
from wxbrand_codegen.sandbox.product.pages import page
from wxbrand_codegen.sandbox.product.refusals import refused
from wxbrand_codegen.sandbox.product.state import Json, State, Stock
from wxbrand_codegen.sandbox.product.stocks import named, running

_MOST_AT_ONCE = 200
_MOST_PER_PAGE = 200


def associate_stores(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Let a stock be used in stores."""
    return _associate([running(named(state, path))], body)


def associate_stores_for_stock_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Let the stocks of a bundle be used in stores."""
    return _associate(running_stocks(state, path), body)


def disassociate_stores(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Let a stock no longer be used in stores."""
    return _disassociate([running(named(state, path))], body)


def disassociate_stores_for_stock_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Let the stocks of a bundle no longer be used in stores."""
    return _disassociate(running_stocks(state, path), body)


def list_associated_stores(state: State, path: Json, query: Json, _body: Json) -> Json:
    """List the stores of a stock."""
    stores = [{"store_id": store} for store in named(state, path).stores]
    return page(stores, query, "store_list", most=_MOST_PER_PAGE)


def _associate(stocks: Sequence[Stock], body: Json) -> Json:
    stores = _stores(stocks, body)
    for stock in stocks:
        stock.stores |= dict.fromkeys(stores)
    return _result(stores, [])


def _disassociate(stocks: Sequence[Stock], body: Json) -> Json:
    stores = _stores(stocks, body)
    strange = [store for store in stores if not all(store in stock.stores for stock in stocks)]
    for stock in stocks:
        for store in stores:
            stock.stores.pop(store, None)
    return _result([store for store in stores if store not in strange], strange)


def _stores(stocks: Sequence[Stock], body: Json) -> list[str]:
    for stock in stocks:
        if stock.shown.get("store_scope") != "SPECIFIC":
            raise refused("stock_id", "has another store_scope than SPECIFIC")
    given = body["store_list"]
    if len(given) > _MOST_AT_ONCE:
        raise refused("store_list", f"has {len(given)} stores; at most {_MOST_AT_ONCE} are allowed in one call")
    return list(dict.fromkeys(store["store_id"] for store in given))


def _result(done: list[str], strange: list[str]) -> Json:
    failed = [{"store_id": s, "code": "INVALID_REQUEST", "message": "the store is not associated"} for s in strange]
    return {
        "total_count": len(done) + len(strange),
        "success_store_list": [{"store_id": store} for store in done],
        "failed_store_list": failed,
    }

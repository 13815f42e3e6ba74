"""The brand's stores, and the associations of stocks with the stores that accept their coupons.

Any store_id can be associated: the sandbox knows no real stores.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from wxbrand_codegen.sandbox.product.paging import paginate
from wxbrand_codegen.sandbox.product.resources import Json, Stock
from wxbrand_codegen.sandbox.product.state import State
from wxbrand_codegen.sandbox.product.stocks import live_stocks, stock_from_path
from wxbrand_codegen.sandbox.refusals import WRONG_STATE, invalid_request

_SECTIONS = ("store_basics", "store_address", "store_business")
_DEFAULT_LIMIT = 20
_MAX_LIMIT = 200
_MAX_ASSOCIATED = 200
_MAX_RECIPIENTS = 3


def create_store(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Create a store. It is open at once, since the sandbox has no audits."""
    sections = {name: deepcopy(body[name]) for name in _SECTIONS if name in body}
    store: Json = {"store_id": state.new_id(), "store_state": "OPEN", "audit_state": "SUCCESS", **sections}
    state.brand_stores[store["store_id"]] = store
    return store


def get_store(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Return a store."""
    return state.brand_store(path["store_id"])


def list_stores(state: State, _path: Json, query: Json, _body: Json) -> Json:
    """List stores, optionally of one state, from an offset."""
    offset, limit = query.get("offset", 0), query.get("limit", _DEFAULT_LIMIT)
    if offset < 0 or not 1 <= limit <= _MAX_LIMIT:
        raise invalid_request("limit", f"must be between 1 and {_MAX_LIMIT}, and offset at least 0")
    wanted = query.get("store_state")
    found = [store for store in state.brand_stores.values() if wanted in {None, store["store_state"]}]
    return {"data": found[offset : offset + limit], "offset": offset, "limit": limit, "total_count": len(found)}


def update_store(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Update the fields in the request; keep the others."""
    store = state.brand_store(path["store_id"])
    for name in _SECTIONS:
        if name in body:
            store[name] = {**store.get(name, {}), **deepcopy(body[name])}
    return store


def delete_store(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Delete a store permanently."""
    del state.brand_stores[state.brand_store(path["store_id"])["store_id"]]
    return {}


def change_state(state: State, path: Json, _query: Json, _body: Json, *, before: str, after: str) -> Json:
    """Close an open store or reopen a closed one."""
    store = state.brand_store(path["store_id"])
    if store["store_state"] != before:
        raise invalid_request("store_id", f"is {store['store_state']}; this operation requires {before}", WRONG_STATE)
    store["store_state"] = after
    return {"store_id": store["store_id"], "store_state": after}


def bind_recipient(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Bind a merchant that receives the payments of a store. It is confirmed at once."""
    store = state.brand_store(path["store_id"])
    recipients: list[Json] = store.setdefault("store_recipient", [])
    if any(recipient["mchid"] == body["mchid"] for recipient in recipients):
        raise invalid_request("mchid", "is bound to this store already")
    if len(recipients) == _MAX_RECIPIENTS:
        raise invalid_request("store_id", f"has {_MAX_RECIPIENTS} recipients; no more are allowed")
    recipient = {"mchid": body["mchid"], "company_name": body["company_name"], "recipient_state": "CONFIRMED"}
    recipients.append(recipient)
    return {"store_id": store["store_id"], **recipient}


def unbind_recipient(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Unbind a merchant. One that is not bound is a success with a reason for the failure, as documented."""
    store = state.brand_store(path["store_id"])
    recipients: list[Json] = store.get("store_recipient", [])
    kept = [recipient for recipient in recipients if recipient["mchid"] != body["mchid"]]
    if len(kept) == len(recipients):
        return {"failed_reason": "the merchant is not bound to this store"}
    store["store_recipient"] = kept
    return {}


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
    return paginate(stores, query, "store_list", most=_MAX_LIMIT)


def _requested_stores(stocks: Sequence[Stock], body: Json) -> list[str]:
    for stock in stocks:
        if stock.data.get("store_scope") != "SPECIFIC":
            raise invalid_request("stock_id", "does not take stores: its store_scope is not SPECIFIC")
    stores = body["store_list"]
    if len(stores) > _MAX_ASSOCIATED:
        raise invalid_request(
            "store_list", f"has {len(stores)} stores; at most {_MAX_ASSOCIATED} are allowed in one call"
        )
    return list(dict.fromkeys(store["store_id"] for store in stores))


def _result(succeeded: list[str], missing: list[str]) -> Json:
    failed = [{"store_id": s, "code": "INVALID_REQUEST", "message": "the store is not associated"} for s in missing]
    return {
        "total_count": len(succeeded) + len(missing),
        "success_store_list": [{"store_id": store} for store in succeeded],
        "failed_store_list": failed,
    }

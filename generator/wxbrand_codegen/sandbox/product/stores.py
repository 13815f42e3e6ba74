"""The brand's stores: create, read, update, close, reopen and delete."""

from __future__ import annotations

from copy import deepcopy

from wxbrand_codegen.sandbox.product.state import Json, State
from wxbrand_codegen.sandbox.refusals import WRONG_STATE, invalid_request

_SECTIONS = ("store_basics", "store_address", "store_business")
_DEFAULT_LIMIT = 20
_MAX_LIMIT = 200


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

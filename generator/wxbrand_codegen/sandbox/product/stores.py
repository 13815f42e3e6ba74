"""The brand's stores: made, shown, changed, closed, opened again and deleted."""

from __future__ import annotations

from copy import deepcopy

from wxbrand_codegen.sandbox.product.refusals import WRONG_STATE, refused
from wxbrand_codegen.sandbox.product.state import Json, State

_GROUPS = ("store_basics", "store_address", "store_business")
_USUAL_LIMIT = 20
_LARGEST_LIMIT = 200


def create_store(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Make a store that is open at once: nothing is audited here."""
    groups = {name: deepcopy(body[name]) for name in _GROUPS if name in body}
    store: Json = {"store_id": state.new_id(), "store_state": "OPEN", "audit_state": "SUCCESS", **groups}
    state.brand_stores[store["store_id"]] = store
    return store


def get_store(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Show a store."""
    return state.brand_store(path["store_id"])


def list_stores(state: State, _path: Json, query: Json, _body: Json) -> Json:
    """List the stores from an offset on."""
    offset, limit = query.get("offset", 0), query.get("limit", _USUAL_LIMIT)
    if offset < 0 or not 1 <= limit <= _LARGEST_LIMIT:
        raise refused("limit", f"must be between 1 and {_LARGEST_LIMIT}, and offset not below 0")
    wanted = query.get("store_state")
    found = [store for store in state.brand_stores.values() if wanted in {None, store["store_state"]}]
    return {"data": found[offset : offset + limit], "offset": offset, "limit": limit, "total_count": len(found)}


def update_store(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Change the members that a request gives; the rest stays."""
    store = state.brand_store(path["store_id"])
    for name in _GROUPS:
        if name in body:
            store[name] = {**store.get(name, {}), **deepcopy(body[name])}
    return store


def delete_store(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Delete a store for good."""
    del state.brand_stores[state.brand_store(path["store_id"])["store_id"]]
    return {}


def close_store(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Close an open store."""
    return _turn(state, path, "OPEN", "CLOSED")


def resume_store(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Open a closed store again."""
    return _turn(state, path, "CLOSED", "OPEN")


def _turn(state: State, path: Json, before: str, after: str) -> Json:
    store = state.brand_store(path["store_id"])
    if store["store_state"] != before:
        raise refused("store_id", f"is {store['store_state']}; this needs {before}", WRONG_STATE)
    store["store_state"] = after
    return {"store_id": store["store_id"], "store_state": after}

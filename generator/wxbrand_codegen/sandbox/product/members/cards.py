"""Templates of member cards (会员卡模板): create, read, list, update and invalidate."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from wxbrand_codegen.sandbox.product.resources import Json
from wxbrand_codegen.sandbox.product.state import State, lookup
from wxbrand_codegen.sandbox.refusals import WRONG_STATE, invalid_request

_MAX_LIMIT = 20


def create_card(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Create a template. It is effective at once, since the sandbox has no audits."""
    if body.get("card_type", "NORMAL") != "NORMAL":
        raise invalid_request("card_type", "must be NORMAL; the other types cannot be used yet")
    now = state.timestamp()
    card: Json = {
        "card_id": f"p{state.new_id()}",
        "brand_id": state.brand_id,
        **deepcopy(dict(body)),
        "state": "CARD_EFFECTIVE",
        "create_time": now,
        "modify_time": now,
    }
    state.cards[card["card_id"]] = card
    return card


def get_card(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Return a template."""
    return lookup(state.cards, path["card_id"], "card_id")


def list_cards(state: State, _path: Json, query: Json, _body: Json) -> Json:
    """List templates, optionally of one state, from an offset."""
    wanted = query.get("state")
    return page([card for card in state.cards.values() if wanted in {None, card["state"]}], query)


def update_card(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Update the members in the request; keep the others."""
    card = effective_card(state, path["card_id"])
    card |= deepcopy(dict(body)) | {"modify_time": state.timestamp()}
    return card


def invalidate_card(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Invalidate a template. Users keep their cards; no further ones can be opened or imported."""
    card = effective_card(state, path["card_id"])
    card |= {"state": "CARD_INVALID", "modify_time": state.timestamp()}
    return card


def effective_card(state: State, card_id: str) -> Json:
    """Return a template. Raise RequestRefused if there is none or it was invalidated."""
    card = lookup(state.cards, card_id, "card_id")
    if card["state"] != "CARD_EFFECTIVE":
        raise invalid_request("card_id", f"is {card['state']}; this operation requires CARD_EFFECTIVE", WRONG_STATE)
    return card


def page(found: Sequence[Json], query: Json) -> Json:
    """Return one page of a list of templates or users' cards."""
    offset, limit = query["offset"], query["limit"]
    if offset < 0 or not 1 <= limit <= _MAX_LIMIT:
        raise invalid_request("limit", f"must be between 1 and {_MAX_LIMIT}, and offset at least 0")
    return {
        "data": list(found[offset : offset + limit]),
        "total_count": len(found),
        "offset": offset,
        "limit": limit,
    }

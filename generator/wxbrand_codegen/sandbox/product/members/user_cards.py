"""Users' member cards (用户会员卡): opened by the user or imported by the brand, confirmed, updated, invalidated."""

from __future__ import annotations

import secrets
from copy import deepcopy
from datetime import datetime, timedelta

from wxbrand_runtime.models import moment

from wxbrand_codegen.sandbox.product.members.cards import effective_card, page
from wxbrand_codegen.sandbox.product.resources import Event, Json, PreAuth, UserCard
from wxbrand_codegen.sandbox.product.state import CHINA, State
from wxbrand_codegen.sandbox.refusals import NOT_FOUND, WRONG_STATE, invalid_request, not_found

_TOKEN_SECONDS = 3600
_LIVE = frozenset({"UNACTIVATED", "EFFECTIVE"})
_SETTINGS = (
    "card_color", "card_picture_url", "phone_number", "level", "valid_date_information", "user_information", "attach",
)  # fmt: skip
"""Members of a card that the brand may change."""


def create_pre_auth_token(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Return a token with which the user opens a card in the app. It is valid for an hour."""
    card = effective_card(state, body["card_id"])
    token, expiry = secrets.token_hex(16), state.clock() + _TOKEN_SECONDS
    state.pre_auths[token] = PreAuth(card, body["openid"], expiry)
    return {"token": token, "expire_time": datetime.fromtimestamp(int(expiry), CHINA).isoformat()}


def open_card(state: State, token: str) -> Json:
    """Open a card with a token, as the user does in the app. The brand is notified and must confirm it."""
    pre_auth = state.pre_auths.get(token)
    if pre_auth is None:
        raise not_found("token")
    if state.clock() >= pre_auth.expiry:
        raise invalid_request("token", f"has expired: it is older than {_TOKEN_SECONDS} seconds")
    card = effective_card(state, pre_auth.card["card_id"])
    settings: Json = {"phone_number": "13800138000", "user_information": _filled_form(card.get("user_information", {}))}
    if "init_level" in card:
        settings["level"] = card["init_level"]
    code = secrets.randbelow(10**24) if card.get("code_mode") != "MERCHANT_ALLOCATE" else None
    user_card = _add(state, card, pre_auth.openid, None if code is None else f"{code:024}", settings, "UNACTIVATED")
    del state.pre_auths[token]
    notify(state, "BRAND_MEMBER_CARD.USER_CARD.CREATE", user_card, user_card.data)
    return {"user_card": user_card.data}


def confirm_user_card(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Confirm or refuse a card that a user has opened. With MERCHANT_ALLOCATE this gives the card its code."""
    code = path["user_card_code"]
    user_card = _find(state, body["card_id"], body["openid"], code) or _find(
        state, body["card_id"], body["openid"], None
    )
    if user_card is None:
        raise not_found("user_card_code")
    _require(state, user_card, {"UNACTIVATED"})
    failed = body.get("user_card_confirm_state") == "CREATE_CARD_FAIL"
    user_card.data["user_card_code"] = code
    return _change(state, user_card, body, user_card_state="INVALID" if failed else "EFFECTIVE")


def import_user_card(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Add the card of somebody who is a member already. It needs no confirmation."""
    card = effective_card(state, body["card_id"])
    settings = {name: deepcopy(body[name]) for name in (*_SETTINGS, "pickup_time") if name in body}
    return _add(state, card, body["openid"], body["user_card_code"], settings, "EFFECTIVE").data


def get_user_card(state: State, path: Json, query: Json, _body: Json) -> Json:
    """Return a card."""
    return user_card_of(state, path["user_card_code"], query).data


def list_user_cards(state: State, _path: Json, query: Json, _body: Json) -> Json:
    """List a user's cards, optionally of one state, from an offset."""
    openid, wanted = query["openid"], query.get("user_card_state")
    for user_card in state.user_cards:
        update_user_card_state(state, user_card)
    mine = [each.data for each in state.user_cards if each.openid == openid and wanted in {None, each.state}]
    return page(mine, query)


def update_user_card(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Update the members in the request; keep the others."""
    user_card = user_card_of(state, path["user_card_code"], body)
    _require(state, user_card, _LIVE)
    return _change(state, user_card, body)


def invalidate_user_card(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Invalidate a card. It causes no notification, which only deletion by the user does."""
    user_card = user_card_of(state, path["user_card_code"], body)
    _require(state, user_card, _LIVE)
    return _invalidate(state, user_card, body.get("invalid_reason", ""))


def delete_user_card(state: State, body: Json) -> Json:
    """Delete a card, as its user does in the app. The brand is notified."""
    user_card = user_card_of(state, body["user_card_code"], body)
    _require(state, user_card, _LIVE)
    _invalidate(state, user_card, "the user deleted it")
    notify(state, "BRAND_MEMBER_CARD.USER_CARD.DELETE", user_card, user_card.data)
    return {"user_card": user_card.data}


def send_user_feed(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Take note of what a member did. The text is not kept."""
    require_member(state, body)
    names = ("card_id", "user_card_code", "out_request_no", "cell")
    return {"brand_id": state.brand_id} | {name: body[name] for name in names}


def user_card_of(state: State, code: str, ids: Json) -> UserCard:
    """Return the card with a code, and `card_id` and `openid` as in `ids`, with its state updated. Raises RequestRefused."""
    user_card = _find(state, ids["card_id"], ids["openid"], code)
    if user_card is None:
        raise not_found("user_card_code", NOT_FOUND)
    update_user_card_state(state, user_card)
    return user_card


def require_member(state: State, ids: Json) -> UserCard:
    """Return an effective card. Raises RequestRefused."""
    user_card = user_card_of(state, ids["user_card_code"], ids)
    _require(state, user_card, {"EFFECTIVE"})
    return user_card


def notify(state: State, event: str, user_card: UserCard, resource: Json) -> None:
    """Queue a notification to the notify_url of the card's template, if it has one."""
    url = user_card.card.get("notify_url")
    if url:
        state.events.append(Event(event, deepcopy(resource), url))


def _add(state: State, card: Json, openid: str, code: str | None, settings: Json, user_card_state: str) -> UserCard:
    for other in state.user_cards:
        update_user_card_state(state, other)
        if other.state in _LIVE and other.card is card and openid == other.openid:
            raise invalid_request("openid", f"has a card of this template already, which is {other.state}", WRONG_STATE)
        if other.card is card and code is not None and other.data.get("user_card_code") == code:
            raise invalid_request("user_card_code", "is the code of another card of this template")
    now = state.timestamp()
    shared = ("card_id", "card_color", "card_picture_url", "card_type", "valid_date_information")
    data: Json = {name: deepcopy(card[name]) for name in shared if name in card}
    data |= {"openid": openid, "brand_id": state.brand_id, "pickup_time": now} | settings
    data |= {"user_card_state": user_card_state, "create_time": now, "modify_time": now}
    if code is not None:
        data["user_card_code"] = code
    user_card = UserCard(data, card)
    state.user_cards.append(user_card)
    return user_card


def _find(state: State, card_id: str, openid: str, code: str | None) -> UserCard | None:
    """Return the latest card of a user with a code, or without one."""
    wanted = (card_id, openid, code)
    found = (
        each
        for each in reversed(state.user_cards)
        if (each.data["card_id"], each.openid, each.data.get("user_card_code")) == wanted
    )
    return next(found, None)


def _require(state: State, user_card: UserCard, states: set[str] | frozenset[str]) -> None:
    update_user_card_state(state, user_card)
    if user_card.state not in states:
        issue = f"is {user_card.state}; this operation requires {' or '.join(sorted(states))}"
        raise invalid_request("user_card_code", issue, WRONG_STATE)


def _change(state: State, user_card: UserCard, body: Json, **more: str) -> Json:
    changes = {name: deepcopy(body[name]) for name in _SETTINGS if name in body}
    user_card.data |= changes | more | {"modify_time": state.timestamp()}
    return user_card.data


def _invalidate(state: State, user_card: UserCard, reason: str) -> Json:
    now = state.timestamp()
    user_card.data |= {"user_card_state": "INVALID", "invalid_time": now, "modify_time": now}
    if reason:
        user_card.data["invalid_reason"] = reason
    return user_card.data


def update_user_card_state(state: State, user_card: UserCard) -> None:
    """Let a card expire whose validity is over."""
    valid: Json = user_card.data.get("valid_date_information", {})
    try:
        match valid.get("type"):
            case "FIX_TIME_RANGE" if "available_end_time" in valid:
                end = moment(valid["available_end_time"])
            case "FIX_TERM" if "available_day_after_receive" in valid:
                end = moment(user_card.data["pickup_time"]) + timedelta(days=valid["available_day_after_receive"])
            case _:
                return
    except OverflowError:  # beyond the year 9999
        return
    if user_card.state in _LIVE and end < state.now():
        user_card.data["user_card_state"] = "EXPIRED"


def _filled_form(form: Json) -> Json:
    """Return what a user fills in: something for every field that the template asks for."""
    common = [{"name": name, "value": "sandbox"} for name in form.get("common_field_list", ())]
    custom = [
        {"name": field.get("name", ""), "user_chosen_values": field.get("values", [])[:1]}
        for field in form.get("custom_field_list", ())
    ]
    return {"common_field_list": common, "custom_field_list": custom}

"""The brand's notify_url: set and read."""

from __future__ import annotations

from wxbrand_codegen.sandbox.product.resources import Json
from wxbrand_codegen.sandbox.product.state import State
from wxbrand_codegen.sandbox.refusals import not_found


def set_notify_config(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Set the URL to which notifications are sent."""
    state.notify = {"notify_url": body["notify_url"], "update_time": state.timestamp()}
    return state.notify


def get_notify_config(state: State, _path: Json, _query: Json, _body: Json) -> Json:
    """Return the URL to which notifications are sent."""
    if state.notify is None:
        raise not_found("notify_url")
    return state.notify

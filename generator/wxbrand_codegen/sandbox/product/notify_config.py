"""Where notifications go, and images."""

from __future__ import annotations

from wxbrand_codegen.sandbox.product.refusals import unknown
from wxbrand_codegen.sandbox.product.state import Json, State

IMAGES = "/sandbox/images/"
"""Path on the sandbox, outside the API, under which uploaded images are read; unsigned."""

_KEPT_IMAGES = 20


def set_notify_config(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Say where notifications go."""
    state.notify = {"notify_url": body["notify_url"], "update_time": state.time()}
    return state.notify


def get_notify_config(state: State, _path: Json, _query: Json, _body: Json) -> Json:
    """Show where notifications go."""
    if state.notify is None:
        raise unknown("notify_url")
    return state.notify


def upload_image(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Keep an image, the last few of them, and give its address on this sandbox."""
    name = f"{state.new_id()}.{body['meta']['filename'].rpartition('.')[2].lower()}"
    state.images[name] = body["file"].encode("latin-1")
    while len(state.images) > _KEPT_IMAGES:
        del state.images[next(iter(state.images))]
    return {"image_url": f"{state.address()}{IMAGES}{name}"}

"""Uploaded images, served by the sandbox itself."""

from __future__ import annotations

from wxbrand_codegen.sandbox.product.state import Json, State

IMAGES = "/sandbox/images/"
"""Path prefix of uploaded images on the sandbox. It is outside the API, so requests for it are not signed."""

_MAX_IMAGES = 20


def upload_image(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Store an image and return its URL. Only the latest 20 images are kept."""
    name = f"{state.new_id()}.{body['meta']['filename'].rpartition('.')[2].lower()}"
    state.images[name] = body["file"].encode("latin-1")
    while len(state.images) > _MAX_IMAGES:
        del state.images[next(iter(state.images))]
    return {"image_url": f"{state.base_url()}{IMAGES}{name}"}

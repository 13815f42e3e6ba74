"""Uploaded images, served by the sandbox itself, and tasks that make images from them (图片生成任务)."""

from __future__ import annotations

import base64

from wxbrand_codegen.sandbox.product.resources import ImageTask, Json
from wxbrand_codegen.sandbox.product.state import State, lookup
from wxbrand_codegen.sandbox.refusals import IMAGE_MISSING, invalid_request

IMAGES = "/sandbox/images/"
"""Path prefix of uploaded images on the sandbox. It is outside the API, so requests for it are not signed."""

_MAX_IMAGES = 20
_OFFICIAL = "https://wxpaylogo.qpic.cn/"
_TASK_SECONDS = 1.0
_COMBINED = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""

_PARTS = {"COMBINE_IMAGE": ("combine_image", "combine_image_result"), "CUT_OUT": ("cut_out", "cut_out_result")}
"""Member of the request and of the result, by image_generation_type."""


def upload_image(state: State, _path: Json, _query: Json, body: Json, *, member: str = "image_url") -> Json:
    """Store an image and return its URL. Only the latest 20 images are kept."""
    extension = body["meta"]["filename"].rpartition(".")[2].lower()
    return {member: _store(state, body["file"].encode("latin-1"), extension)}


def create_task(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Accept a task. It is done after a second: the image is one pixel, or what is to be cut out as it was uploaded.

    It fails if the image to be cut out is no longer on the sandbox.
    """
    kind = body["image_generation_type"]
    if kind not in _PARTS:
        raise invalid_request("image_generation_type", f"must be {' or '.join(_PARTS)}")
    member, result = _PARTS[kind]
    part = body[member]
    url = _cut_out(state, part.get("image_url", "")) if kind == "CUT_OUT" else _store(state, _COMBINED, "png")
    data = {"task_id": body["task_id"], "image_generation_type": kind, "task_state": "PROCESSING"}
    state.image_tasks[body["task_id"]] = ImageTask(data, result, url, state.clock() + _TASK_SECONDS)
    return {"task_id": body["task_id"]}


def get_task(state: State, path: Json, query: Json, _body: Json) -> Json:
    """Return a task, and its image once it is done."""
    task = lookup(state.image_tasks, path["task_id"], "task_id")
    if query["image_generation_type"] != task.data["image_generation_type"]:
        raise invalid_request("image_generation_type", "is not that of the task")
    if state.clock() < task.done:
        return task.data
    if task.image_url is None:
        return task.data | {"task_state": "FAIL"}
    return task.data | {"task_state": "SUCCESS", task.result: {"image_url": task.image_url}}


def _store(state: State, content: bytes, extension: str) -> str:
    name = f"{state.new_id()}.{extension}"
    state.images[name] = content
    while len(state.images) > _MAX_IMAGES:
        del state.images[next(iter(state.images))]
    return f"{state.base_url()}{IMAGES}{name}"


def _cut_out(state: State, url: str) -> str | None:
    """Return the URL of an image without its background, which is here the same image; None if it does not exist."""
    if url.startswith(_OFFICIAL):
        return url
    own = f"{state.base_url()}{IMAGES}"
    if not url.startswith(own):
        issue = f"must be the URL of an uploaded image: {_OFFICIAL}… or, in this sandbox, {own}…"
        raise invalid_request("cut_out.image_url", issue, IMAGE_MISSING)
    return url if url.removeprefix(own) in state.images else None

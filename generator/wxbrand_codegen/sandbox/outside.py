"""The paths that the sandbox has outside the API. Requests for them are not signed."""

from __future__ import annotations

from typing import Any

from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.product.images import IMAGES
from wxbrand_codegen.sandbox.product.outside import ACTIONS, Action
from wxbrand_codegen.sandbox.replies import Reply, error_reply
from wxbrand_codegen.sandbox.requests.decoding import read_json
from wxbrand_codegen.sandbox.service import Sandbox

_PREFIX = "/sandbox/"


def answer_outside(sandbox: Sandbox, method: str, path: str, body: bytes) -> Reply | None:
    """Answer a request for a path outside the API. Return None if the path is not one of them."""
    if path.startswith(IMAGES):
        return _image(sandbox, method, path)
    name = path.removeprefix(_PREFIX)
    if not path.startswith(_PREFIX) or name not in ACTIONS:
        return None
    try:
        fields = _read_fields(ACTIONS[name], method, path, body)
        return Reply(status=200, body=b"").with_value(sandbox.act(name, fields))
    except RequestRefused as refusal:
        return error_reply(refusal)


def _read_fields(action: Action, method: str, path: str, body: bytes) -> dict[str, Any]:
    if not action.fields:
        if method == "GET":
            return {}
        raise RequestRefused(405, "METHOD_NOT_ALLOWED", f"{path} takes GET")
    value: Any = None
    if method == "POST":
        try:
            value = read_json(body, "body", "body")
        except RequestRefused:
            value = None
    if not isinstance(value, dict) or any(type(value.get(name)) is not kind for name, kind in action.fields.items()):
        raise RequestRefused(400, "PARAM_ERROR", f"{path} takes POST with {_shape(action)}")
    return {name: value[name] for name in action.fields}


def _shape(action: Action) -> str:
    members = (f'"{name}": "..."' if kind is str else f'"{name}": 1' for name, kind in action.fields.items())
    return "{" + ", ".join(members) + "}"


def _image(sandbox: Sandbox, method: str, path: str) -> Reply:
    content = sandbox.image(path) if method in {"GET", "HEAD"} else None
    if content is None:
        return error_reply(
            RequestRefused(404, "NOT_FOUND", f"{IMAGES} has no such image; only the latest uploads are kept")
        )
    extension = path.rpartition(".")[2]
    content_type = "image/jpeg" if extension == "jpg" else f"image/{extension}"
    return Reply(status=200, body=b"" if method == "HEAD" else content, content_type=content_type)

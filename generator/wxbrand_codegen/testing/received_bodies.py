"""Bodies that the sandbox received, in the form of the tables in generated tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from wxbrand_codegen.examples.files import sample_content
from wxbrand_codegen.ir.media_types import is_json
from wxbrand_codegen.sandbox import Exchange
from wxbrand_codegen.sandbox.requests.multipart import read_parts


def received_body(received: Exchange, kind: str | None, files: Mapping[str, int]) -> Any:
    """Return the values of a form by name, the parts of an upload, a text, the name of a file, or a JSON value.

    kind: `Operation.body` of the request.
    files: the name and size of each file that may have been sent.
    """
    match kind:
        case "form":
            return parse_qs(received.body.decode(), keep_blank_values=True)
        case "text":
            return received.body.decode()
        case "file":
            return _file(received.body, files)
        case "multipart":
            return _parts(received, files)
        case _:
            return json.loads(received.body)


def _file(content: bytes, files: Mapping[str, int]) -> str | None:
    """Return the name of a received file, or None if the content is unknown."""
    return next((name for name, size in files.items() if sample_content(name, size) == content), None)


def _parts(received: Exchange, files: Mapping[str, int]) -> dict[str, Any]:
    """Return the parts by name: the name of a file, else text or JSON; a list if several have the same name."""
    found: dict[str, list[Any]] = {}
    for part in read_parts(received.headers, received.body):
        if part.filename is not None:
            value: Any = _file(part.content, files)
        else:
            value = json.loads(part.content) if is_json(part.content_type) else part.content.decode()
        found.setdefault(part.name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}

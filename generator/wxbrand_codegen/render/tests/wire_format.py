"""What a request must look like on the wire.

This is written a second time here, independently of the runtime, so that the generated tests check the runtime.
"""

from __future__ import annotations

from typing import Any, assert_never
from urllib.parse import quote, urlencode

from wxbrand_codegen.build.multipart import META
from wxbrand_codegen.ir.media_types import JSON
from wxbrand_codegen.ir.operations import Operation, Parameter
from wxbrand_codegen.render.tests.example_requests import Values


def wire_target(operation: Operation, values: Values, prefix: str) -> str:
    """Return the request target; `prefix` is the path of the server's URL."""
    path = operation.path
    pairs: list[str] = []
    for parameter, value in values:
        wire, texts = parameter.field.wire, _texts(value)
        if parameter.location == "path":
            path = path.replace(f"{{{wire}}}", quote(texts[0], safe=""))
        elif parameter.location == "query" and parameter.comma_separated:
            pairs.append(f"{quote(wire, safe='')}={','.join(quote(text, safe='') for text in texts)}")
        elif parameter.location == "query":
            pairs.extend(urlencode([(wire, text)], quote_via=quote, safe="") for text in texts)
    query = "&".join(pairs)
    return prefix + (f"{path}?{query}" if query else path)


def wire_body(operation: Operation, values: Values) -> Any:
    """Return the body as a JSON value; None if there is none. Forms are texts by name, files are names."""
    members = {p.field.wire: value for p, value in values if p.location == "body"}
    if operation.body is None or (not members and not operation.body.required):
        return None
    match operation.body.kind:
        case "form":
            return {wire: _texts(value) for wire, value in members.items()}
        case "multipart":
            return _parts(values)
        case "members":
            return members
        case "whole" | "text" | "file":
            return next(iter(members.values()), None)
        case _:
            assert_never(operation.body.kind)


def _parts(values: Values) -> dict[str, Any]:
    """Return the parts of an upload by name: the name of a file, a text or JSON; a list for several of one name."""
    in_meta = {p.field.wire: value for p, value in values if p.in_meta}
    parts: dict[str, Any] = {META: in_meta} if in_meta else {}
    for parameter, value in values:
        if parameter.location == "body" and not parameter.in_meta:
            items = value if isinstance(value, list) else [value]
            sent = [item if _is_json(item, parameter) else _text(item) for item in items]
            part = sent if len(sent) > 1 else sent[0] if sent else []
            if part != []:
                parts[parameter.field.wire] = part
    return parts


def _is_json(value: Any, parameter: Parameter) -> bool:
    return isinstance(value, dict | list) or (parameter.part_type == JSON and not parameter.file)


def _texts(value: Any) -> list[str]:
    return [_text(item) for item in (value if isinstance(value, list) else [value])]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)

"""How the generated tests expect parameters on the wire. It is decided here independently of the runtime, which they check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from wxbrand_codegen.ir.operations import Parameter

_JOINTS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}


def text_of(value: Any) -> str:
    """Return a plain JSON value as it is written outside JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def path_text(parameter: Parameter, value: Any) -> str:
    """Return what replaces the placeholder of a path parameter."""
    style, explode, wire = parameter.words[0], "explode" in parameter.words, _encode(parameter.field.wire)
    lead = {"label": ".", "matrix": ";"}.get(style, "")
    joint = lead or "," if explode else ","
    label = f"{wire}=" if style == "matrix" else ""
    if style == "json":
        return _encode(json.dumps(value, separators=(",", ":")))
    if isinstance(value, list):
        repeated = label if explode else ""
        return lead + ("" if explode else label) + joint.join(repeated + _encode(text_of(item)) for item in value)
    if isinstance(value, dict):
        pairs = [(_encode(name), _encode(text_of(member))) for name, member in value.items()]
        return lead + (joint.join(map("=".join, pairs)) if explode else label + ",".join(map(",".join, pairs)))
    return lead + label + _encode(text_of(value))


def query_texts(parameter: Parameter, value: Any) -> Iterator[str]:
    """Yield the pairs of a query parameter or a form field."""
    style, explode, wire = parameter.words[0], "explode" in parameter.words, parameter.field.wire
    free = ":/?@!$'()*;=" if "reserved" in parameter.words else ""
    if style == "json":
        yield f"{_encode(wire)}={_encode(_json(value), free)}"
    elif not isinstance(value, list | dict):
        yield f"{_encode(wire)}={_encode(text_of(value), free)}"
    elif explode or style == "deepObject":
        named = value.items() if isinstance(value, dict) else ((wire, item) for item in value)
        for name, member in named:
            key = f"{wire}[{name}]" if style == "deepObject" else name
            text = _json(member) if "json" in parameter.words else text_of(member)
            yield f"{_encode(key)}={_encode(text, free)}"
    else:
        flat = value if isinstance(value, list) else [text for pair in value.items() for text in pair]
        yield f"{_encode(wire)}={_JOINTS[style].join(_encode(text_of(item), free) for item in flat)}"


def can_express(parameter: Parameter, value: Any) -> bool:
    """Return whether a style can express this example: all within it is plain, no text has the separator, nothing vanishes."""
    style, explode = parameter.words[0], "explode" in parameter.words
    if "json" in parameter.words or not isinstance(value, list | dict):
        return True
    flat = value if isinstance(value, list) else [text for pair in value.items() for text in pair]
    separators = {
        "label": "." if explode else "", "spaceDelimited": " ", "pipeDelimited": "|",
        "simple": ",=" if parameter.location == "header" else "",
    }.get(style, "")  # fmt: skip
    is_plain = not any(item is None or isinstance(item, list | dict) for item in flat)
    return bool(flat) and is_plain and not any(set(separators) & set(text_of(item)) for item in flat)


def plainer(value: Any) -> Any:
    """Return an example in which any JSON values are texts."""
    if isinstance(value, dict):
        return {key: "value" if isinstance(member, list | dict | None) else member for key, member in value.items()}
    if isinstance(value, list):
        return ["value" if isinstance(item, list | dict | None) else item for item in value]
    return value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _encode(text: str, free: str = "") -> str:
    return quote(text, safe=free)

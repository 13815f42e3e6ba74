"""Parse the types of fields, such as `array[string(40)]`."""

from __future__ import annotations

import re

from wxbrand_codegen.pages.page import FieldType

TYPE_PATTERN = r"[A-Za-z][A-Za-z0-9]*(?:\[[A-Za-z0-9]*(?:\(\d{1,9}(?:,\s*\d{1,9})?\))?\])?(?:\[\])?(?:\(\d{1,9}(?:,\s*\d{1,9})?\))?"
"""Regular expression of a type within other text."""

_NAMES = {
    "string": "string", "boolean": "boolean", "bool": "boolean", "object": "object", "file": "file",
    "integer": "integer", "int": "integer", "int32": "integer", "int64": "integer", "long": "integer",
    "uint32": "integer", "uint64": "integer", "number": "number", "float": "number", "double": "number",
}  # fmt: skip
"""Names of types as pages write them, in lower case, and as JSON Schema does."""


def parse_type(text: str) -> FieldType | None:
    """Parse a type; return None if it is unknown."""
    if text.endswith("[]"):
        return _array_of(text.removesuffix("[]"))
    found = re.fullmatch(r"(\w+)(?:\[(.*)\])?(?:\((?:\d+,\s*)?(\d+)\))?", text)
    if found is None:
        return None
    name, item, length = found.groups()
    if name.lower() in {"array", "list"}:
        return FieldType(name="array") if item is None else _array_of(item)
    known = _NAMES.get(name.lower())
    if known is None or item is not None:
        return None
    return FieldType(name=known, length=int(length) if length else None)


def _array_of(item: str) -> FieldType | None:
    type_ = parse_type(item)
    return FieldType(name="array", item=type_) if type_ else None

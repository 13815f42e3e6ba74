"""Parse the types of fields as pages write them."""

from __future__ import annotations

import re

from wxbrand_codegen.pages.page import FieldType

_NAMES = {
    "string": "string", "str": "string", "text": "string", "char": "string", "varchar": "string",
    "datetime": "string", "date": "string", "timestamp": "string",
    "boolean": "boolean", "bool": "boolean",
    "object": "object", "json": "object", "map": "object", "struct": "object",
    "file": "file", "binary": "file", "bytes": "file", "byte": "file", "multipartfile": "file",
    "integer": "integer", "int": "integer", "int32": "integer", "int64": "integer", "long": "integer",
    "uint": "integer", "uint32": "integer", "uint64": "integer", "short": "integer",
    "number": "number", "float": "number", "double": "number", "decimal": "number",
}  # fmt: skip
"""Names of types as pages write them, in lower case, and as JSON Schema does."""

_LENGTH = r"(?:\s?[(\[（]\s?(?:[A-Za-z\-]{1,12}\d{0,2}|\d{1,9}(?:\s?[,，~\-]\s?\d{1,9})?)\s?[)\]）])?"
_PLAIN = rf"[A-Za-z][A-Za-z0-9]{{0,60}}{_LENGTH}"
TYPE = rf"(?:array|list|Array|List)\s?(?:\[\s?{_PLAIN}\s?\]|<\s?{_PLAIN}\s?>|\(\s?{_PLAIN}\s?\))|{_PLAIN}(?:\[\])?"
"""Regular expression of a type within other text."""

KNOWN_TYPE = rf"(?:(?i:array|list|{'|'.join(_NAMES)})(?![A-Za-z0-9_]))"
"""Regular expression that looks ahead for a type with a known name."""

_PARTS = re.compile(r"(\w+)\s?(?:[(\[]\s?(?:(\d+)\s?[,~\-]\s?)?(?:(\d+)|[A-Za-z\-]+\d*)\s?[)\]])?")
_LIST = re.compile(r"(?:array|list)(?:\s?[\[<(](.*)[\]>)])?", re.IGNORECASE)
_CLASS = re.compile(r"[A-Z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*)+")
_WIDE = str.maketrans("（），", "(),")


def parse_type(text: str) -> tuple[FieldType, int | None] | None:
    """Parse a type; return it and the least length, or None if it is unknown. The name of a class is an object."""
    text = text.translate(_WIDE).strip()
    if text.endswith("[]"):
        return _array_of(text.removesuffix("[]"))
    if found := _LIST.fullmatch(text):
        return _array_of(found[1]) if found[1] else (FieldType(name="array"), None)
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return None
    name = _NAMES.get(parts[1].lower()) or ("object" if _CLASS.fullmatch(parts[1]) else None)
    if name is None:
        return None
    if name != "string":
        return FieldType(name=name), None
    return FieldType(name=name, length=int(parts[3]) if parts[3] else None), int(parts[2]) if parts[2] else None


def _array_of(item: str) -> tuple[FieldType, int | None] | None:
    parsed = parse_type(item)
    return (FieldType(name="array", item=parsed[0]), None) if parsed else None

"""Fields of requests and answers: type, limits, whether they are needed, and their members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.sandbox.schemas.nodes import (
    Node,
    applicable_schemas,
    declared_members,
    items_of,
    types_of,
)

_LIMITS = (
    "minLength", "maxLength", "pattern", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minItems",
    "maxItems", "uniqueItems", "const",
)  # fmt: skip
_MAX_DEPTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One field."""

    name: str
    title: str
    description: str
    type: str
    """JSON types, such as `string`; `array of object` for a list."""

    format: str
    """Such as `date-time`; empty if there is none."""

    unit: str
    limits: tuple[tuple[str, Any], ...]
    """Keyword of JSON Schema and value."""

    meanings: tuple[tuple[str, str], ...]
    """Allowed values, each with its meaning, which may be empty."""

    is_required: bool
    is_sensitive: bool
    """Whether its text is encrypted."""

    children: tuple[FieldView, ...]
    """Members of the object, or of the objects in the list."""


def fields_of(schema: Node | None, ancestors: tuple[str, ...] = ()) -> tuple[FieldView, ...]:
    """Return the members of an object, or of the objects in a list. A schema within itself is shown once."""
    if schema is None or len(ancestors) >= _MAX_DEPTH:
        return ()
    pointer = schema.resolved().pointer
    if pointer in ancestors:
        return ()
    applicable = applicable_schemas((schema,))
    required = _always_required(schema)
    members = declared_members(applicable)
    return tuple(
        field_view(name, nodes[0], is_required=name in required, ancestors=(*ancestors, pointer))
        for name, nodes in members.items()
        if nodes
    ) or fields_of(items_of(schema), (*ancestors, pointer))


def field_view(
    name: str,
    schema: Node | None,
    *,
    is_required: bool,
    ancestors: tuple[str, ...] = (),
    texts: Mapping[str, Any] | None = None,
) -> FieldView:
    """Return one field. `texts` has a title and a description that stand beside the schema, as those of a parameter do."""
    parts = applicable_schemas((schema,)) if schema is not None else ()
    of_items = applicable_schemas((items,)) if (items := items_of(schema)) is not None else ()
    own = {} if texts is None else texts
    return FieldView(
        name=name,
        title=str(own.get("title") or _first(parts, "title")),
        description=str(own.get("description") or _first(parts, "description")),
        type=_type_name(schema),
        format=str(_first(parts, "format")),
        unit=str(_first(parts, "x-wxbrand-unit")),
        limits=tuple((key, value) for key in _LIMITS if (value := _first(parts, key, None)) is not None),
        meanings=_meanings(parts) or _meanings(of_items),
        is_required=is_required,
        is_sensitive=_first(parts, "x-wxbrand-sensitive") is True,
        children=fields_of(schema, ancestors),
    )


def _always_required(schema: Node) -> set[str]:
    """Return the names of the members that every value has, whatever its other members are."""
    own = {node.value for node in schema.get_elements("required")}
    target = schema.reference()
    parts = [*schema.get_elements("allOf"), *([target] if target is not None else [])]
    return own.union(*map(_always_required, parts))


def _first(parts: tuple[Node, ...], key: str, default: Any = "") -> Any:
    return next((value for part in parts if (value := part.get_value(key)) is not None), default)


def _type_name(schema: Node | None) -> str:
    names = sorted(types_of(schema))
    if names == ["array"]:
        return f"array of {_type_name(items_of(schema))}" if items_of(schema) is not None else "array"
    return " | ".join(names)


def _meanings(parts: tuple[Node, ...]) -> tuple[tuple[str, str], ...]:
    values: list[Any] = _first(parts, "enum", [])
    meanings = _first(parts, "x-wxbrand-enum-meanings", {})
    known: Mapping[str, Any] = meanings if isinstance(meanings, Mapping) else {}
    return tuple((str(value), str(known.get(str(value), ""))) for value in values)

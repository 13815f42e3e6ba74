"""Unions of listed values (`oneOf: [enum, enum, const]`): one enum of all of them."""

from __future__ import annotations

import json
from dataclasses import replace

from wxbrand_codegen.document.nodes import MappingNode, Node, is_true
from wxbrand_codegen.ir.distinct_names import Wanted, distinct_names
from wxbrand_codegen.ir.models import Doc, Enum, EnumMember, Models
from wxbrand_codegen.ir.names import Name, make_name, nested_name
from wxbrand_codegen.ir.types import NULL, Boolean, Constant, Nullable, Number, Ref, Type, is_impossible
from wxbrand_codegen.problems import Mark

_OR_EMPTY = Name(snake="or_empty", pascal="OrEmpty")


def without_null(types: list[Type]) -> tuple[list[Type], bool]:
    """Return types that do not allow null, and whether one of them did. The list keeps its length, for its parts."""
    bare = [type_.item if isinstance(type_, Nullable) else type_ for type_ in types]
    return bare, bare != types or NULL in types


def has_values(type_: Type) -> bool:
    """Return whether a variant adds values other than null."""
    return type_ != NULL and not is_impossible(type_)


def combined_enum(
    name: Name, doc: Doc, mark: Mark, variants: list[tuple[Node, Type]], models: Models, *, may_take_name: bool
) -> tuple[Enum, Enum | None] | None:
    """Return the enum of all values of a union, and the enum that gives it its name; None if it has other types.

    One that only adds the empty text, as generators of Django write it, takes the name of the other, if it may.
    """
    enums = [enum for part, type_ in variants if (enum := _listed(part, type_, models)) is not None]
    by_value: dict[str | int, EnumMember] = {}
    for enum in enums:
        for member in enum.members:
            by_value.setdefault(member.value, replace(member, deprecated=member.deprecated or enum.doc.deprecated))
    if len(enums) < len(variants) or len({type(value) for value in by_value}) != 1:
        return None
    members = _with_distinct_names(tuple(by_value.values()), mark)
    named = [enum for enum, (part, _) in zip(enums, variants, strict=True) if _is_reference(part)]
    filled = [enum for enum in enums if not _is_empty(enum)]
    base = filled[0] if len(filled) == 1 and filled[0] in named and may_take_name else None
    if base is None:
        return Enum(name=name, doc=doc, members=members, mark=mark), None
    return Enum(name=nested_name(base.name, _OR_EMPTY), doc=base.doc, members=members, mark=base.mark), base


def as_variant(type_: Type, part: Node, name: Name) -> Type | Enum:
    """Return what stands for a constant among variants of other types: an enum with one value, or its type."""
    if not isinstance(type_, Constant) or type_.is_structure:
        return type_
    value = type_.value
    if isinstance(value, bool):
        return Boolean()
    if isinstance(value, float):
        return Number()
    return _enum_of_one(type_, part, name)


def _listed(part: Node, type_: Type, models: Models) -> Enum | None:
    """Return the values of a variant as an enum; None if it has other values than texts and integers that are listed."""
    if isinstance(type_, Constant) and isinstance(type_.value, str | int) and not isinstance(type_.value, bool):
        return _enum_of_one(type_, part, Name(snake="", pascal=""))
    model = models.get(type_.name) if isinstance(type_, Ref) else None
    return model if isinstance(model, Enum) else None


def _enum_of_one(type_: Constant, part: Node, name: Name) -> Enum:
    texts = [part.text(key) for key in ("title", "description")] if isinstance(part, MappingNode) else []
    meaning = next((text for text in texts if text), "")
    member = EnumMember(name=make_name(str(type_.value), "value").constant, value=type_.value, meaning=meaning)
    is_deprecated = isinstance(part, MappingNode) and is_true(part, "deprecated")
    return Enum(name=name, doc=Doc(deprecated=is_deprecated), members=(member,), mark=part.mark)


def _with_distinct_names(members: tuple[EnumMember, ...], mark: Mark) -> tuple[EnumMember, ...]:
    if len({member.name for member in members}) == len(members):
        return members
    wanted = [
        Wanted(key=m.value, text=str(m.value), role="value", identity=json.dumps(m.value), mark=mark) for m in members
    ]
    names = distinct_names(wanted, lambda name: (name.constant,))
    return tuple(replace(member, name=names[member.value].constant) for member in members)


def _is_reference(part: Node) -> bool:
    return isinstance(part, MappingNode) and "$ref" in part.members


def _is_empty(enum: Enum) -> bool:
    return all(member.value == "" for member in enum.members)

"""Types of schemas that list their values: an enum of texts or integers, or a union with one."""

from __future__ import annotations

import json

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.descriptions import doc_of
from wxbrand_codegen.build.schemas.limits import LIMITS, limits_of
from wxbrand_codegen.build.schemas.names import option_name
from wxbrand_codegen.build.schemas.scalars import impossible_type
from wxbrand_codegen.build.schemas.unions.alternatives import Alternatives
from wxbrand_codegen.build.schemas.unions.types import union_of
from wxbrand_codegen.build.schemas.values import listed_values
from wxbrand_codegen.document.nodes import MappingNode, Node, plain
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.ir.distinct_names import Wanted
from wxbrand_codegen.ir.models import Enum, EnumMember
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.types import NULL, Anything, Boolean, Constant, Integer, Number, Text, Type, with_null

_NAMES = "x-wxbrand-enum-names"
_DEPRECATED = "x-wxbrand-deprecated-values"


def listed_type(schema: MappingNode, class_name: Name, types: list[str], context: Context) -> Type:
    """Return the type of a schema with `enum`. `types` are those that it states."""
    if not schema.sequence("enum"):
        return impossible_type(types)  # merged from parts that exclude each other
    listed = listed_values(schema, types, context)
    if not listed.by_type:
        return NULL
    variants = [
        _type_of_values(name, part, class_name, values, context, is_only=len(listed.by_type) == 1)
        for name, (part, values) in listed.schemas().items()
    ]
    return with_null(union_of(schema, class_name, Alternatives(), variants, context), listed.has_null)


def _type_of_values(
    type_name: str, schema: MappingNode, class_name: Name, values: tuple[Node, ...], context: Context, *, is_only: bool
) -> Type:
    match type_name:
        case "string" | "integer":
            _check_limits(schema, type_name, values, context)
            own_name = class_name if is_only else option_name(class_name, 1 if type_name == "string" else 2)
            return context.models.add_enum(_enum(schema, own_name, context))
        case "boolean" | "number" if len(values) == 1:
            return Constant(text=json.dumps(plain(values[0])))
        case "boolean":
            return Boolean()
        case "number":
            message = "numbers with a fraction as values are not checked: any number is accepted"
            context.ignore(schema, "enum", message)
            return Number()
        case _:
            message = "lists and objects as values are not checked: any JSON value is accepted"
            context.ignore(schema, "enum", message)
            return Anything()


def _enum(schema: MappingNode, class_name: Name, context: Context) -> Enum:
    """Return the enum of a schema whose `enum` lists texts only, or integers only."""
    values = list(schema.sequence("enum"))
    members = _enum_members(schema, values, context)
    return Enum(name=class_name, doc=doc_of(schema, context), members=members, mark=schema.mark)


def _enum_members(schema: MappingNode, values: list[Node], context: Context) -> tuple[EnumMember, ...]:
    meanings, chosen = schema.mapping("x-wxbrand-enum-meanings"), schema.mapping(_NAMES)
    deprecated = schema.sequence(_DEPRECATED)
    known = {(type(plain(item)), plain(item)): item for item in values}
    texts = {str(value) for _, value in known}
    for text in sorted((chosen.members if chosen else {}).keys() - texts):
        context.advise(
            schema.mark_of(_NAMES), "unknown-value", f"{_NAMES} names {text}, which is not a value; correct it"
        )
    for item in deprecated:
        if (type(plain(item)), plain(item)) not in known:
            message = f"{_DEPRECATED} has {plain(item)!r}, which is not a value; correct it"
            context.advise(item.mark, "unknown-value", message)
    old = {plain(item) for item in deprecated}
    wanted = []
    for key, item in known.items():
        text = str(plain(item))
        choice = chosen.text(text) if chosen else None
        mark = chosen.mark_of(text) if chosen and choice else item.mark
        name = context.usable_name(choice, "value", mark, key=_NAMES) if choice else None
        identity = json.dumps(plain(item))
        wanted.append(Wanted(key=key, text=text, role="value", identity=identity, chosen=name, mark=mark))
    names = context.distinct_names(wanted, lambda name: (name.constant,))
    return tuple(
        EnumMember(
            name=names[key].constant,
            value=plain(item),
            meaning=(meanings.text(str(plain(item))) if meanings else None) or "",
            deprecated=plain(item) in old,
        )
        for key, item in known.items()
    )


def _check_limits(schema: MappingNode, type_name: str, values: tuple[Node, ...], context: Context) -> None:
    """Report limits that listed values break; the values decide."""
    stated = sorted(LIMITS & schema.members.keys())
    if not stated:
        return
    limits = limits_of(schema, type_name, context)
    type_ = Text(limits=limits) if type_name == "string" else Integer(limits=limits)
    broken = next((value for value in values if mismatch(plain(value), type_, {})), None)
    for key in stated if broken else ():
        message = f"{key} is ignored: the listed values decide, and not all of them are within the limits"
        context.ignore(schema, key, message)

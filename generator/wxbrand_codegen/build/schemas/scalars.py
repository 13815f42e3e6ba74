"""Types of strings and enums."""

from __future__ import annotations

import json

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.descriptions import doc_of
from wxbrand_codegen.build.schemas.keywords import SENSITIVE
from wxbrand_codegen.build.schemas.limits import LIMITS, limits_of
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true, plain
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.ir.distinct_names import Wanted
from wxbrand_codegen.ir.models import Enum, EnumMember
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.types import MAX_SENSITIVE_BYTES, Anything, Integer, Limits, Number, Text, Timestamp, Type

_NAMES = "x-wxbrand-enum-names"
_DEPRECATED = "x-wxbrand-deprecated-values"


def string_type(schema: MappingNode, context: Context) -> Text | Timestamp:
    """Return the type of a string."""
    format_ = schema.text("format")
    if format_ == "date-time":
        return Timestamp()
    if format_ == "binary":
        message = "only files and parts of multipart/form-data are raw bytes, so this is a text, sent as it is; format: byte says that it is base64"
        context.ignore(schema, "format", message, code="binary-text")
    limits = limits_of(schema, "string", context)
    sensitive = is_true(schema, SENSITIVE)
    if sensitive and (limits.min_length or 0) > MAX_SENSITIVE_BYTES:
        message = f"minLength is above {MAX_SENSITIVE_BYTES}, the number of bytes that can be encrypted"
        context.problem(schema.mark_of("minLength"), "impossible-limits", message)
    return Text(limits=limits, sensitive=sensitive)


def enum_of(schema: MappingNode, class_name: Name, context: Context) -> Enum:
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


def check_limits_of_values(schema: MappingNode, type_name: str, values: tuple[Node, ...], context: Context) -> None:
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


def impossible_type(types: list[str]) -> Type:
    """Return the type of a schema that no value can satisfy: what may be received all the same."""
    match types:
        case ["string"]:
            return Text(limits=Limits(min_length=1, max_length=0))
        case ["integer"]:
            return Integer(limits=Limits(minimum=1, maximum=0))
        case ["number"]:
            return Number(limits=Limits(minimum=1, maximum=0))
        case _:
            return Anything(impossible=True)

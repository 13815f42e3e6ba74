"""Types as Python annotations."""

from __future__ import annotations

from dataclasses import fields
from typing import assert_never

from wxbrand_codegen.ir.models import Field
from wxbrand_codegen.ir.types import (
    Anything,
    Boolean,
    File,
    Integer,
    Limits,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Ref,
    Text,
    Timestamp,
    Type,
)
from wxbrand_codegen.render.code import Code, code, identifier, join, literal
from wxbrand_codegen.render.imports import MODELS, Imports


def annotation(type_: Type, imports: Imports, *, limits: bool = False, mark_sensitive: bool = False) -> Code:
    """Return a type as an annotation.

    With `limits`, it includes the limits of a value in a request. With either option, sensitive texts are marked.
    """
    match type_:
        case Text(limits=own, sensitive=sensitive):
            mark = (imports.add(MODELS, "SENSITIVE"),) if sensitive and (limits or mark_sensitive) else ()
            return _limited(Code("str"), own, imports, limits, mark)
        case Integer(limits=own):
            return _limited(Code("int"), own, imports, limits)
        case Number(limits=own):
            return _limited(Code("float"), own, imports, limits)
        case Boolean():
            return Code("bool")
        case Timestamp():
            return imports.add(MODELS, "Time") if limits else imports.add("datetime", "datetime")
        case File():
            return imports.add(MODELS, "FileSource")
        case Anything():
            return imports.add("typing", "Any")
        case ListOf(item=item, limits=own):
            items = code("list[{}]", annotation(item, imports, limits=limits, mark_sensitive=mark_sensitive))
            return _limited(items, own, imports, limits)
        case MapOf(value=value, limits=own):
            members = code("dict[str, {}]", annotation(value, imports, limits=limits, mark_sensitive=mark_sensitive))
            return _limited(members, own, imports, limits)
        case Nullable(item=item):
            return code("{} | None", annotation(item, imports, limits=limits, mark_sensitive=mark_sensitive))
        case Ref(name=name):
            return imports.add_model(name)
        case _:
            assert_never(type_)


def _limited(plain: Code, limits: Limits, imports: Imports, is_wanted: bool, marks: tuple[Code, ...] = ()) -> Code:
    """Return `plain`, or `Annotated[plain, Limits(...), *marks]` if there is anything to add."""
    stated = [
        code("{}={}", identifier(field.name), _limit(value))
        for field in fields(limits)
        if (value := getattr(limits, field.name)) is not None and value is not False
    ]
    metadata = (code("{}({})", imports.add(MODELS, "Limits"), join(", ", stated)),) if is_wanted and stated else ()
    if not metadata and not marks:
        return plain
    return code("{}[{}]", imports.add("typing", "Annotated"), join(", ", (plain, *metadata, *marks)))


def _limit(value: str | int | float | bool) -> Code:
    if isinstance(value, str) and "\\" in value and '"' not in value and value.isascii() and value.isprintable():
        # a pattern is easier to read as a raw string, which cannot end with a backslash
        return literal(value) if value.endswith("\\") else Code(f'r"{value}"')
    return literal(value)


def field_annotation(field: Field, imports: Imports, *, limits: bool = False) -> Code:
    """Return the annotation of a field, with `= UNSET` if it is optional."""
    type_ = annotation(field.type, imports, limits=limits)
    if field.required:
        return type_
    return code("{} | {} = {}", type_, imports.add(MODELS, "UnsetType"), imports.add(MODELS, "UNSET"))

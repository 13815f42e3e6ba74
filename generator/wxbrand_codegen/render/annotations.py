"""Part of render: types as Python annotations, and the imports these need."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
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
from wxbrand_codegen.render.code import Code, code, identifier, literal, together

MODELS = "wxbrand_runtime.models"
_STANDARD = frozenset({"datetime", "typing"})
"""Modules of the standard library that generated code imports from."""


_IMPORT_LINE = 88
"""Columns of an import: what import sorters take where nobody tells them otherwise."""


class Imports:
    """The names a module takes from elsewhere, gathered while its pieces are made, so that each is printed once."""

    def __init__(self, homes: Mapping[str, str] | None = None) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        self._homes = homes or {}

    def need(self, module: str, name: str) -> Code:
        """Take a name from a module and give it."""
        self._names[module].add(name)
        return identifier(name)

    def model(self, name: str) -> Code:
        """Take a model from the module that defines it; one of this very module needs no import."""
        if home := self._homes.get(name):
            self._names[home].add(name)
        return identifier(name)

    def lines(self, indent: int = 0) -> tuple[Code, ...]:
        """Give the import statements: standard library, other packages, own modules, a blank line between."""
        blocks: tuple[list[Code], list[Code], list[Code]] = ([], [], [])
        for module in sorted(self._names, key=_natural):
            block = blocks[2] if module.startswith(".") else blocks[0] if module in _STANDARD else blocks[1]
            block.append(import_statement(module, self._names[module], indent))
        lines: list[Code] = []
        for block in blocks:
            lines.extend([Code(""), *block] if lines and block else block)
        return tuple(lines)


def in_order(names: Iterable[str]) -> list[str]:
    """Sort names as import sorters do: constants, then classes, then the rest, numbers by their value."""
    return sorted(names, key=lambda name: (_sort(name), _natural(name)))


def _sort(name: str) -> int:
    return 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2


def in_order_of_exports(names: Iterable[str]) -> list[str]:
    """Sort names as sorters of `__all__` do: as imports, but capital letters before small ones."""
    return sorted(names, key=lambda name: (_sort(name), _pieces(name)))


def _natural(name: str) -> tuple[tuple[tuple[int, int | str], ...], str]:
    return _pieces(name.lower()), name


def _pieces(name: str) -> tuple[tuple[int, int | str], ...]:
    pieces = re.findall(r"[0-9]+|[^0-9]", name)
    return tuple((0, int(piece)) if piece.isdigit() else (1, piece) for piece in pieces)


def import_statement(module: str, names: Iterable[str], indent: int = 0) -> Code:
    """Write one import, on several lines if it is long."""
    opening = code("from {} import ", _module(module))
    pieces = [identifier(name) for name in in_order(names)]
    flat = code("{}{}", opening, together(", ", pieces))
    if indent + len(flat) <= _IMPORT_LINE:
        return flat
    margin = " " * (indent + 4)
    return Code(f"{opening}(\n" + "".join(f"{margin}{piece},\n" for piece in pieces) + " " * indent + ")")


def _module(path: str) -> Code:
    dots = "." * (len(path) - len(path.lstrip(".")))
    return Code(dots + together(".", map(identifier, path.lstrip(".").split("."))))


def annotation(type_: Type, imports: Imports, *, limits: bool = False, marks: bool = False) -> Code:
    """Give a type as people write it; with `limits`, also what a value on its way out must keep to.

    What is sensitive is marked with `limits`, and with `marks` too.
    """
    match type_:
        case Text(limits=own, sensitive=sensitive):
            mark = (imports.need(MODELS, "SENSITIVE"),) if sensitive and (limits or marks) else ()
            return _limited(Code("str"), own, imports, limits, mark)
        case Integer(limits=own):
            return _limited(Code("int"), own, imports, limits)
        case Number(limits=own):
            return _limited(Code("float"), own, imports, limits)
        case Boolean():
            return Code("bool")
        case Timestamp():
            return imports.need(MODELS, "Time") if limits else imports.need("datetime", "datetime")
        case File():
            return imports.need("wxbrand_runtime.models", "FileSource")
        case Anything():
            return imports.need("typing", "Any")
        case ListOf(item=item, limits=own):
            items = code("list[{}]", annotation(item, imports, limits=limits, marks=marks))
            return _limited(items, own, imports, limits)
        case MapOf(value=value, limits=own):
            members = code("dict[str, {}]", annotation(value, imports, limits=limits, marks=marks))
            return _limited(members, own, imports, limits)
        case Nullable(item=item):
            return code("{} | None", annotation(item, imports, limits=limits, marks=marks))
        case Ref(name=name):
            return imports.model(name)
        case _:
            assert_never(type_)


def _limited(plain: Code, limits: Limits, imports: Imports, wanted: bool, marks: tuple[Code, ...] = ()) -> Code:
    stated = [
        code("{}={}", identifier(field.name), _limit(value))
        for field in fields(limits)
        if (value := getattr(limits, field.name)) is not None and value is not False
    ]
    measure = (code("{}({})", imports.need(MODELS, "Limits"), together(", ", stated)),) if wanted and stated else ()
    if not measure and not marks:
        return plain
    return code("{}[{}]", imports.need("typing", "Annotated"), together(", ", (plain, *measure, *marks)))


def _limit(value: str | int | float | bool) -> Code:
    if isinstance(value, str) and "\\" in value and '"' not in value and value.isascii() and value.isprintable():
        raw = Code(f'r"{value}"')  # a pattern reads better raw; one that ends with a backslash cannot be
        if not value.endswith("\\"):
            return raw
    return literal(value)


def optional(field: Field, imports: Imports, *, limits: bool = False) -> Code:
    """Give a field's annotation, and its default if it may be left out."""
    type_ = annotation(field.type, imports, limits=limits)
    if field.required:
        return type_
    return code("{} | {} = {}", type_, imports.need(MODELS, "UnsetType"), imports.need(MODELS, "UNSET"))

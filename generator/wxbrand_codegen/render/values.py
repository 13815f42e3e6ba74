"""JSON values as Python expressions: models instead of objects, enum members instead of their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.ir.models import Enum, Model, Record, Union
from wxbrand_codegen.ir.types import (
    Anything,
    Boolean,
    File,
    Integer,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Ref,
    Text,
    Timestamp,
    Type,
)
from wxbrand_codegen.render.code import Code, bracketed, code, identifier, literal
from wxbrand_codegen.render.imports import MODELS, Imports


class ValueWriter:
    """Writes values of known types as Python expressions, with models as attributes of the module `models`."""

    def __init__(self, models: Mapping[str, Model], imports: Imports) -> None:
        self._models = models
        self._imports = imports

    def write(self, value: Any, type_: Type, indent: int) -> Code:
        """Write a value that is valid for a type; `indent` is that of the line it begins on."""
        match type_:
            case Nullable(item=item):
                return Code("None") if value is None else self.write(value, item, indent)
            case Timestamp():
                return code("{}({})", self._imports.add(MODELS, "moment"), literal(value))
            case ListOf(item=item):
                return bracketed(Code("["), [self.write(entry, item, indent + 4) for entry in value], "]", indent)
            case MapOf(value=member):
                pairs = [code("{}: {}", literal(key), self.write(v, member, indent + 4)) for key, v in value.items()]
                return bracketed(Code("{"), pairs, "}", indent)
            case Ref(name=name):
                return self._write_model(value, name, indent)
            case File() | Text() | Integer() | Number() | Boolean() | Anything():
                return literal(value)
            case _:
                assert_never(type_)

    def _write_model(self, value: Any, name: str, indent: int) -> Code:
        model = self._models[name]
        class_name = code("models.{}", identifier(name))
        match model:
            case Enum(members=members):
                member = next(member for member in members if member.value == value)
                return code("{}.{}", class_name, identifier(member.name))
            case Record(fields=fields):
                arguments = [
                    code("{}={}", identifier(field.name.snake), self.write(value[field.wire], field.type, indent + 4))
                    for field in fields
                    if field.wire in value
                ]
                return bracketed(code("{}(", class_name), arguments, ")", indent, reserved=24)
            case Union(variants=variants):
                variant = next(variant for variant in variants if mismatch(value, variant, self._models) is None)
                return self.write(value, variant, indent)
            case _:
                assert_never(model)

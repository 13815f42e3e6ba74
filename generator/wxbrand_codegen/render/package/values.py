"""Part of render: JSON values as the Python that people write, models and members of enums in the place of objects and texts."""

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
from wxbrand_codegen.render.annotations import MODELS, Imports
from wxbrand_codegen.render.code import Code, call, code, identifier, literal


class Values:
    """Writes values that fit their types; models are reached through the module `models`."""

    def __init__(self, models: Mapping[str, Model], imports: Imports) -> None:
        self._models = models
        self._imports = imports

    def of(self, value: Any, type_: Type, indent: int) -> Code:
        """Write a value; `indent` is that of the line it begins on."""
        match type_:
            case Nullable(item=item):
                return Code("None") if value is None else self.of(value, item, indent)
            case Timestamp():
                return code("{}({})", self._imports.need(MODELS, "moment"), literal(value))
            case ListOf(item=item):
                return call(Code("["), [self.of(entry, item, indent + 4) for entry in value], "]", indent)
            case MapOf(value=member):
                pairs = [code("{}: {}", literal(key), self.of(v, member, indent + 4)) for key, v in value.items()]
                return call(Code("{"), pairs, "}", indent)
            case Ref(name=name):
                return self._model(value, name, indent)
            case File() | Text() | Integer() | Number() | Boolean() | Anything():
                return literal(value)
            case _:
                assert_never(type_)

    def _model(self, value: Any, name: str, indent: int) -> Code:
        model = self._models[name]
        class_name = code("models.{}", identifier(name))
        match model:
            case Enum(members=members):
                member = next(member for member in members if member.value == value)
                return code("{}.{}", class_name, identifier(member.name))
            case Record(fields=fields):
                arguments = [
                    code("{}={}", identifier(field.name.snake), self.of(value[field.wire], field.type, indent + 4))
                    for field in fields
                    if field.wire in value
                ]
                return call(code("{}(", class_name), arguments, ")", indent, used=24)
            case Union(variants=kinds):
                kind = next(kind for kind in kinds if mismatch(value, kind, self._models) is None)
                return self.of(value, kind, indent)
            case _:
                assert_never(model)

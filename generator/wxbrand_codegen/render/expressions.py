"""Types as annotations, and JSON values as expressions: models instead of objects, enum members instead of their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, assert_never

from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.ir import types
from wxbrand_codegen.ir.models import Enum, Field, Model, Record, Union
from wxbrand_codegen.ir.operations import Operation, Response
from wxbrand_codegen.render.code import Code, bracketed, code, identifier, join, literal
from wxbrand_codegen.render.imports import MODELS, Imports


def annotation(
    type_: types.Type,
    imports: Imports,
    *,
    limits: bool = False,
    mark_sensitive: bool = False,
    marks: tuple[Code, ...] = (),
) -> Code:
    """Return a type as an annotation.

    With `limits`, it includes the limits of a value in a request. With either option, sensitive texts are marked. `marks` are
    further extras of the value itself.
    """
    match type_:
        case types.Text(limits=own, sensitive=sensitive):
            if sensitive and (limits or mark_sensitive):
                marks = (imports.add(MODELS, "SENSITIVE"), *marks)
            return _limited(Code("str"), own, imports, limits, marks)
        case types.Integer(limits=own):
            return _limited(Code("int"), own, imports, limits, marks)
        case types.Number(limits=own):
            return _limited(Code("float"), own, imports, limits, marks)
        case types.ListOf(item=item, limits=own):
            items = code("list[{}]", annotation(item, imports, limits=limits, mark_sensitive=mark_sensitive))
            return _limited(items, own, imports, limits, marks)
        case types.MapOf(value=value, limits=own):
            members = code("dict[str, {}]", annotation(value, imports, limits=limits, mark_sensitive=mark_sensitive))
            return _limited(members, own, imports, limits, marks)
        case _ if marks:
            whole = annotation(type_, imports, limits=limits, mark_sensitive=mark_sensitive)
            return _limited(whole, types.Limits(), imports, limits, marks)
        case types.Constant(is_only=False):
            return Code("str")
        case types.Constant(value=value):
            return _constant(value, imports, or_other=limits)
        case types.Boolean():
            return Code("bool")
        case types.Timestamp():
            return imports.add(MODELS, "Time") if limits else imports.add("datetime", "datetime")
        case types.File():
            return imports.add(MODELS, "FileSource")
        case types.Anything():
            return imports.add("typing", "Any")
        case types.Nullable(item=item):
            return code("{} | None", annotation(item, imports, limits=limits, mark_sensitive=mark_sensitive))
        case types.Ref(name=name):
            return imports.add_model(name)
        case _:
            assert_never(type_)


def _constant(value: Any, imports: Imports, *, or_other: bool) -> Code:
    """Return the annotation of one value; `or_other` if it is that of a member, which may have another value in an answer."""
    if isinstance(value, dict | list):
        return imports.add("typing", "Any")
    if isinstance(value, float):  # not allowed in Literal
        return _limited(Code("float"), types.Limits(minimum=value, maximum=value), imports, or_other)
    only = code("{}[{}]", imports.add("typing", "Literal"), literal(value))
    return code("{} | {}", only, imports.add(MODELS, "OtherValue")) if or_other else only


def _limited(
    plain: Code, limits: types.Limits, imports: Imports, is_wanted: bool, marks: tuple[Code, ...] = ()
) -> Code:
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


def field_annotation(field: Field, imports: Imports, *, unproven: bool = False) -> Code:
    """Return the annotation of a field of a model, with its limits and its default, and marked if it is `unproven`."""
    marks = (imports.add(MODELS, "UNPROVEN"),) if unproven else ()
    return _with_default(annotation(field.type, imports, limits=True, marks=marks), field, imports)


def argument(field: Field, imports: Imports, aliases: Mapping[str, str]) -> Code:
    """Return a field as an argument, with its annotation and its default."""
    type_ = argument_annotation(field.type, imports, aliases)
    return code("{}: {}", identifier(field.name.snake), _with_default(type_, field, imports))


def _with_default(type_: Code, field: Field, imports: Imports) -> Code:
    """Add `= UNSET` to the annotation of a field that is optional, and its value if it can have only one."""
    if isinstance(field.type, types.Constant) and field.fills_in:
        return code("{} = {}", type_, literal(field.type.value))
    if field.required:
        return type_
    return code("{} | {} = {}", type_, imports.add(MODELS, "UnsetType"), imports.add(MODELS, "UNSET"))


def argument_annotation(type_: types.Type, imports: Imports, aliases: Mapping[str, str]) -> Code:
    """Return the annotation of what may be passed for a type: members of enums and times, or plain values instead.

    A list of members is no list of members and plain values, but a sequence of both. `aliases` are those of request models.
    """
    if not has_alternative(type_, aliases):
        return annotation(type_, imports)
    match type_:
        case types.Timestamp():
            return code("{} | str", imports.add("datetime", "datetime"))
        case types.ListOf(item=item):
            sequence = imports.add("collections.abc", "Sequence")
            return code("{}[{}]", sequence, argument_annotation(item, imports, aliases))
        case types.MapOf(value=value):
            mapping = imports.add("collections.abc", "Mapping")
            return code("{}[str, {}]", mapping, argument_annotation(value, imports, aliases))
        case types.Nullable(item=item):
            return code("{} | None", argument_annotation(item, imports, aliases))
        case types.Ref(name=name):
            return imports.add_model(aliases[name])
        case _:
            return annotation(type_, imports)


def has_alternative(type_: types.Type, aliases: Mapping[str, str]) -> bool:
    """Whether something else may be passed for a type than what a model holds."""
    inner = types.innermost(type_)
    return isinstance(inner, types.Timestamp) or (isinstance(inner, types.Ref) and inner.name in aliases)


def response_annotation(operation: Operation, imports: Imports) -> Code:
    """Return the return type of a method."""
    return join(" | ", dict.fromkeys(response_type(response, imports) for response in operation.success_responses))


def response_type(response: Response, imports: Imports, *, mark_sensitive: bool = False) -> Code:
    """Return the type that the body of a response becomes."""
    if response.content_type:
        return imports.add(MODELS, "Content")
    if response.type is None:
        return imports.add(MODELS, "NoContent")
    return annotation(response.type, imports, mark_sensitive=mark_sensitive)


class ValueWriter:
    """Writes values of known types as Python expressions, with models as attributes of the module `models`."""

    def __init__(self, models: Mapping[str, Model], imports: Imports) -> None:
        self._models = models
        self._imports = imports

    def write(self, value: Any, type_: types.Type, indent: int) -> Code:
        """Write a value that is valid for a type; `indent` is that of the line it begins on."""
        match type_:
            case types.Nullable(item=item):
                return Code("None") if value is None else self.write(value, item, indent)
            case types.Timestamp():
                return code("{}({})", self._imports.add(MODELS, "moment"), literal(value))
            case types.ListOf(item=item):
                return bracketed(Code("["), [self.write(entry, item, indent + 4) for entry in value], "]", indent)
            case types.MapOf(value=member):
                pairs = [code("{}: {}", literal(key), self.write(v, member, indent + 4)) for key, v in value.items()]
                return bracketed(Code("{"), pairs, "}", indent)
            case types.Ref(name=name):
                return self._write_model(value, name, indent)
            case (
                types.File()
                | types.Text()
                | types.Integer()
                | types.Number()
                | types.Boolean()
                | types.Constant()
                | types.Anything()
            ):
                return literal(value)
            case _:
                assert_never(type_)

    def _write_model(self, value: Any, name: str, indent: int) -> Code:
        model = self._models[name]
        class_name = code("models.{}", identifier(name))
        match model:
            case Enum():
                member = next(member for member in model.members if member.value == value)
                return code("{}.{}", class_name, identifier(member.name))
            case Record(fields=members):
                arguments = [
                    code("{}={}", identifier(field.name.snake), self.write(value[field.wire], field.type, indent + 4))
                    for field in members
                    if field.wire in value
                ]
                return bracketed(code("{}(", class_name), arguments, ")", indent, reserved=24)
            case Union(variants=variants):
                variant = next(variant for variant in variants if mismatch(value, variant, self._models) is None)
                return self.write(value, variant, indent)
            case _:
                assert_never(model)

"""Check that the style of each parameter can express the values of its type, once all models are known."""

from __future__ import annotations

from dataclasses import replace

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.ir.models import Enum, Models, Record, Union
from wxbrand_codegen.ir.operations import Operation, Parameter
from wxbrand_codegen.ir.styles import Words
from wxbrand_codegen.ir.types import Anything, File, ListOf, MapOf, Nullable, Ref, Text, Type, innermost
from wxbrand_codegen.problems import Mark


def leave_out(*, required: bool, mark: Mark, reason: str, context: Context) -> None:
    """Report a parameter that cannot be sent: it is left out if it is optional, and with it its operation if not."""
    if required:
        context.problem(mark, "unsupported-parameter", f"{reason}, but the parameter is required")
    else:
        context.advise(mark, "ignored-parameter", f"{reason}, so the optional parameter is left out")


def sendable(operation: Operation, models: Models, context: Context) -> Operation:
    """Return an operation without the optional parameters and form fields that cannot be sent. Report each that cannot."""
    is_form = operation.body is not None and operation.body.kind == "form"
    has_rules = operation.body is not None and bool(operation.body.rules)
    kept: list[Parameter] = []
    for parameter in operation.parameters:
        in_body = parameter.location == "body"
        if in_body and not is_form:
            kept.append(parameter)
            continue
        field, what = parameter.field, "form field" if in_body else "parameter"
        parameter = _in_json_if_nested(parameter, models) if in_body else parameter  # noqa: PLW2901
        if _has_sensitive(field.type, models, set()):
            message = f"the {what} {field.wire} is sensitive, but only JSON values can be encrypted"
            context.problem(field.mark, "unsupported-sensitive", message)
        elif not _can_express(parameter.words, field.type, models):
            reason = f"the style {parameter.words[0]} of the {what} {field.wire} has no form for values of its type"
            is_needed = field.required or (in_body and has_rules)  # rules may name it
            leave_out(required=is_needed, mark=field.mark, reason=reason, context=context)
        else:
            kept.append(replace(parameter, style=_simplest(parameter, models)))
    return replace(operation, parameters=tuple(kept))


def _in_json_if_nested(parameter: Parameter, models: Models) -> Parameter:
    """Write a field of a form as JSON if it is an object, or a list of what is not plain, and the spec states no style."""
    type_ = parameter.field.type
    if parameter.style or _is_plain(type_, models) or (isinstance(type_, ListOf) and _is_plain(type_.item, models)):
        return parameter
    return replace(parameter, style=("form", "explode", "json") if isinstance(type_, ListOf) else ("json",))


def _can_express(words: Words, type_: Type, models: Models) -> bool:
    """Return whether a style is defined for some values of a type: texts, lists and objects of texts, or any JSON."""
    is_deep = words[0] == "deepObject"
    if "json" in words:
        return True
    match type_:
        case ListOf(item=item):
            return not is_deep and _is_plain(item, models)
        case MapOf(value=value):
            return _is_plain(value, models)
        case Ref(name=name) if isinstance(record := models.get(name), Record):
            return all(_is_plain(field.type, models) for field in record.fields)
        case Ref(name=name) if isinstance(union := models.get(name), Union):
            return any(_can_express(words, variant, models) for variant in union.variants)
        case Anything():
            return True
        case _:
            return not is_deep and _is_plain(type_, models)


def _is_plain(type_: Type, models: Models) -> bool:
    """Return whether some values of a type are texts, numbers or booleans."""
    match type_:
        case Nullable(item=item):
            return _is_plain(item, models)
        case Ref(name=name):
            model = models.get(name)
            if isinstance(model, Union):
                return any(_is_plain(variant, models) for variant in model.variants)
            return isinstance(model, Enum)
        case ListOf() | MapOf() | File():
            return False
        case _:
            return True


def _simplest(parameter: Parameter, models: Models) -> Words:
    """Return the style of a parameter; none if, for a value of its type, it is written as the default."""
    words, type_ = parameter.words, parameter.field.type
    is_single = not isinstance(type_, ListOf | MapOf | Anything) and (
        not isinstance(type_, Ref) or isinstance(models.get(type_.name), Enum)
    )
    same = {("form",), ("spaceDelimited",), ("pipeDelimited",), ("simple", "explode")}
    is_list_in_either_form = words == ("simple", "explode") and isinstance(type_, ListOf)
    return () if (is_single and words in same) or is_list_in_either_form else parameter.style


def _has_sensitive(type_: Type, models: Models, seen: set[str]) -> bool:
    inner = innermost(type_)
    if not isinstance(inner, Ref) or inner.name in seen:
        return isinstance(inner, Text) and inner.sensitive
    seen.add(inner.name)
    match models.get(inner.name):
        case Record(fields=fields):
            return any(_has_sensitive(field.type, models, seen) for field in fields)
        case Union(variants=variants):
            return any(_has_sensitive(variant, models, seen) for variant in variants)
        case _:
            return False

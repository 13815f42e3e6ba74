"""Give classes other names after everything is built: in types, models, operations and notifications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wxbrand_codegen.ir.api import Area, reachable_models
from wxbrand_codegen.ir.models import Enum, Field, Model, Record, Union
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.ir.types import ListOf, MapOf, Nullable, Ref, Type


def settle_enum_names(
    areas: tuple[Area, ...], models: Mapping[str, Model], combined: Mapping[str, Name]
) -> tuple[tuple[Area, ...], dict[str, Model]]:
    """Give an enum with the empty text the name of the enum without it, if this is not used anywhere.

    `combined` has the name of the enum without it by the class name of the enum with it.
    """
    parts: list[Operation | Notification] = []
    for area in areas:
        parts += [*area.operations, *area.notifications]
    used = reachable_models(parts, models) if combined else {}
    names = {name: base.pascal for name, base in combined.items() if name in used and base.pascal not in used}
    if not names:
        return areas, dict(models)
    renamed: dict[str, Model] = {}
    for name, model in models.items():
        if name not in names.values():
            new = replace(model, name=combined[name]) if name in names else model
            renamed[names.get(name, name)] = renamed_model(new, names)
    return tuple(_area(area, names) for area in areas), renamed


def renamed_type(type_: Type, names: Mapping[str, str]) -> Type:
    """Return a type that refers to classes by their new names."""
    match type_:
        case ListOf(item=item):
            return replace(type_, item=renamed_type(item, names))
        case MapOf(value=value):
            return replace(type_, value=renamed_type(value, names))
        case Nullable(item=item):
            return Nullable(item=renamed_type(item, names))
        case Ref(name=name):
            return Ref(name=names.get(name, name))
        case _:
            return type_


def renamed_model(model: Model, names: Mapping[str, str]) -> Model:
    """Return a model that refers to classes by their new names."""
    match model:
        case Enum():
            return model
        case Union():
            variants = tuple(renamed_type(variant, names) for variant in model.variants)
            mapping = {value: names.get(name, name) for value, name in model.mapping.items()}
            return replace(model, variants=variants, mapping=mapping)
        case Record():
            return replace(model, fields=tuple(_field(field, names) for field in model.fields))


def _field(field: Field, names: Mapping[str, str]) -> Field:
    return replace(field, type=renamed_type(field.type, names))


def _area(area: Area, names: Mapping[str, str]) -> Area:
    notifications = tuple(replace(n, resource=renamed_type(n.resource, names)) for n in area.notifications)
    operations = tuple(_operation(operation, names) for operation in area.operations)
    return replace(area, operations=operations, notifications=notifications)


def _operation(operation: Operation, names: Mapping[str, str]) -> Operation:
    parameters = tuple(replace(p, field=_field(p.field, names)) for p in operation.parameters)
    responses = tuple(
        replace(response, type=renamed_type(response.type, names)) if response.type else response
        for response in operation.responses
    )
    return replace(operation, parameters=parameters, responses=responses)

"""Separate what is sent from what is received: requests have no `readOnly` member, responses no `writeOnly` one.

A record that is only sent, or only received, loses the members of the other direction. One that goes both ways stays one class
if it has no such member, itself or below it. Otherwise responses keep the class, and requests get one of their own: `PetInput`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from wxbrand_codegen.build.context import INPUT_NAME, Context
from wxbrand_codegen.build.renaming import renamed_model, renamed_type
from wxbrand_codegen.build.schemas.rules import sent_rules
from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode
from wxbrand_codegen.ir.api import Area
from wxbrand_codegen.ir.models import Direction, Enum, Field, Model, Models, Path, Record, Union
from wxbrand_codegen.ir.names import Name, nested_name
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.ir.types import ListOf, MapOf, Nullable, Ref, Type, innermost

SUFFIX = Name(snake="input", pascal="Input")
"""Ends the name of a class of requests whose class of responses has other members."""


def separate_directions(
    areas: tuple[Area, ...], models: Mapping[str, Model], context: Context
) -> tuple[tuple[Area, ...], dict[str, Model]]:
    """Return the areas and models without members that are not sent in their direction. Examples are still nodes."""
    if not any(isinstance(model, Record) and any(f.only_in for f in model.fields) for model in models.values()):
        return areas, dict(models)
    separated = _Separation(areas, models, context)
    return tuple(map(separated.area, areas)), separated.models


class _Separation:
    def __init__(self, areas: tuple[Area, ...], models: Mapping[str, Model], context: Context) -> None:
        self._declared = models
        self._context = context
        sent = _reachable(_sent_types(areas), models, "request")
        received = _reachable(_received_types(areas), models, "response")
        self._reduced: dict[Direction, set[str]] = {
            "request": _reduced(models, "request"),
            "response": _reduced(models, "response"),
        }
        both = [name for name in models if name in sent and name in received]
        different = self._reduced["request"] | self._reduced["response"]
        self._inputs = {name: self._input_name(models[name]) for name in both if name in different}
        """Name of the class of requests for each class that differs in responses."""

        renamed = {name: input_name.pascal for name, input_name in self._inputs.items()}
        self._names: dict[Direction, dict[str, str]] = {"request": renamed, "response": {}}

        self.models: dict[str, Model] = {}
        for name, model in models.items():
            self.models[name] = self._reduce(model, "response" if name in received else "request")
            if name in self._inputs:
                self.models[self._inputs[name].pascal] = self._reduce(model, "request")

    def area(self, area: Area) -> Area:
        return replace(
            area,
            operations=tuple(map(self._operation, area.operations)),
            notifications=tuple(map(self._notification, area.notifications)),
        )

    def _input_name(self, model: Model) -> Name:
        name, context = nested_name(model.name, SUFFIX), self._context
        if model.mark in context.input_names:
            text, mark = context.input_names[model.mark]
            context.begin(model=model.name.pascal)
            chosen = context.usable_name(text, "class", mark, key=INPUT_NAME)
            if chosen and not context.classes.choose(text, model.mark):
                message = f"{INPUT_NAME}: another class has the name {text}; choose another name"
                context.problem(mark, "name-clash", message)
            name = chosen or name
        return context.classes.claim(name, model.mark)[0]

    def _operation(self, operation: Operation) -> Operation:
        parameters = tuple(replace(p, field=self._field(p.field, "request")) for p in operation.parameters)
        responses = tuple(
            replace(r, example=self._example(r.example, r.type, "response")) if r.type else r
            for r in operation.responses
        )
        body = operation.body
        if body and body.rules:
            self._context.begin(operation=operation.key)
            members = operation.body_members
            is_received = partial(self._is_received, fields=members.fields)
            body = replace(body, rules=sent_rules(body.rules, is_received, self._context))
        return replace(operation, parameters=parameters, responses=responses, body=body)

    def _notification(self, notification: Notification) -> Notification:
        return replace(notification, example=self._example(notification.example, notification.resource, "response"))

    def _reduce(self, model: Model, direction: Direction) -> Model:
        """Return a model without members of the other direction, named after its direction."""
        name = self._inputs.get(model.name.pascal, model.name) if direction == "request" else model.name
        match model:
            case Enum():
                return model
            case Union():
                return replace(renamed_model(model, self._names[direction]), name=name)
            case Record():
                fields = tuple(self._field(f, direction) for f in model.fields if f.only_in in {None, direction})
                rules = model.rules
                if direction == "request" and rules:
                    self._context.begin(model=model.name.pascal)
                    rules = sent_rules(rules, partial(self._is_received, fields=model.fields), self._context)
                received_as = model.name if name != model.name else None
                return replace(model, name=name, fields=fields, rules=rules, received_as=received_as)

    def _field(self, field: Field, direction: Direction) -> Field:
        example = self._example(field.example, field.type, direction)
        return replace(field, type=renamed_type(field.type, self._names[direction]), example=example)

    def _is_received(self, path: Path, fields: tuple[Field, ...]) -> bool:
        """Return whether a path of members leads through one that is only received."""
        for wire in path:
            field = next((field for field in fields if field.wire == wire), None)
            if field is None:
                return False
            if field.only_in == "response":
                return True
            model = self._model_of(field.type)
            fields = model.fields if isinstance(model, Record) else ()
        return False

    def _model_of(self, type_: Type) -> Model | None:
        type_ = type_.item if isinstance(type_, Nullable) else type_
        return self._declared.get(type_.name) if isinstance(type_, Ref) else None

    def _example(self, node: Any, type_: Type | None, direction: Direction) -> Any:
        """Return an example without members of the other direction."""
        match type_:
            case Nullable(item=item):
                return self._example(node, item, direction)
            case ListOf(item=item) if isinstance(node, SequenceNode):
                items = tuple(self._example(entry, item, direction) for entry in node.items)
                return SequenceNode(items=items, mark=node.mark)
            case MapOf(value=value) if isinstance(node, MappingNode):
                members = {key: self._example(member, value, direction) for key, member in node.members.items()}
                return replace(node, members=members)
            case Ref(name=name) if isinstance(node, MappingNode) and name in self._reduced[direction]:
                return self._object_example(node, self._declared[name], direction)
            case _:
                return node

    def _object_example(self, node: MappingNode, model: Model, direction: Direction) -> Node:
        if isinstance(model, Union):  # of its records the first that has all members
            records = [record for variant in model.variants if isinstance(record := self._model_of(variant), Record)]
            fits = (record for record in records if node.members.keys() <= {field.wire for field in record.fields})
            return self._object_example(node, record, direction) if (record := next(fits, None)) else node
        by_wire = {field.wire: field for field in model.fields} if isinstance(model, Record) else {}
        members = {
            key: self._example(member, by_wire[key].type, direction) if key in by_wire else member
            for key, member in node.members.items()
            if key not in by_wire or by_wire[key].only_in in {None, direction}
        }
        return replace(node, members=members)


def _sent_types(areas: Iterable[Area]) -> Iterator[Type]:
    yield from (p.field.type for area in areas for operation in area.operations for p in operation.parameters)


def _received_types(areas: Iterable[Area]) -> Iterator[Type]:
    for area in areas:
        yield from (r.type for operation in area.operations for r in operation.responses if r.type)
        yield from (notification.resource for notification in area.notifications)


def _parts(model: Model, direction: Direction) -> list[str]:
    """Return the models that a model refers to in one direction."""
    match model:
        case Enum():
            types: list[Type] = []
        case Union(variants=variants):
            types = list(variants)
        case Record(fields=fields):
            types = [field.type for field in fields if field.only_in in {None, direction}]
    return [inner.name for type_ in types if isinstance(inner := innermost(type_), Ref)]


def _reachable(types: Iterable[Type], models: Models, direction: Direction) -> set[str]:
    """Return the models that types refer to in one direction, directly or through other models."""
    waiting = [inner.name for type_ in types if isinstance(inner := innermost(type_), Ref)]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found and (model := models.get(name)):
            found.add(name)
            waiting.extend(_parts(model, direction))
    return found


def _reduced(models: Mapping[str, Model], direction: Direction) -> set[str]:
    """Return the models that, themselves or below, have a member which is not sent in a direction."""
    users: dict[str, list[str]] = {}
    for name, model in models.items():
        for part in _parts(model, direction):
            users.setdefault(part, []).append(name)
    waiting = [
        name
        for name, model in models.items()
        if isinstance(model, Record) and any(field.only_in not in {None, direction} for field in model.fields)
    ]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(users.get(name, ()))
    return found

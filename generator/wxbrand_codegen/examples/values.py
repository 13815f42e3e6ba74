"""Values that fit a type: judging those a spec shows, and making one where it shows none. Always the same for the same spec."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, assert_never

from wxbrand_codegen.examples.repair import Unsatisfiable, extend, repair
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.ir.models import Enum, Field, Model, Models, Record, Union
from wxbrand_codegen.ir.operations import Operation, Response
from wxbrand_codegen.ir.rule_evaluation import Members, body_members
from wxbrand_codegen.ir.types import (
    MAX_SENSITIVE_BYTES,
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
from wxbrand_codegen.patterns.backtracking import matches
from wxbrand_codegen.patterns.matching_text import matching_text, min_length, simple_texts

MAX_DEPTH = 6
"""Optional members are left out below this, so that a record that holds itself ends."""

MAX_MEMBERS = 1000
"""Optional members are left out once a value has so many parts."""


MAX_VALUES = 20_000
"""Parts of one value; where required members within required members come to more, none is made."""


class NoExample(ValueError):
    """No value that fits was found; the spec must show one."""


def text_of_length(length: int, limits: Limits, sample: str = "") -> str:
    """Make a text of exactly this length that keeps to the pattern, in the manner of the sample. Raises NoExample."""
    pattern = limits.pattern
    for candidate in simple_texts(length, sample):
        if len(candidate) == length and (pattern is None or matches(pattern, candidate)):
            return candidate
    made = matching_text(pattern, length) if pattern is not None else None
    if pattern is None or made is None or len(made) != length or not matches(pattern, made):
        raise NoExample
    return made


def example(type_: Type, models: Models, *, stem: str = "example") -> Any:
    """Make a JSON value that fits. Raises NoExample."""
    return _Maker(models).value(type_, 0, stem)


def field_example(field: Field, models: Models) -> Any:
    """Give the value a field shows, or make one. Raises NoExample."""
    return _Maker(models).field(field, 0)


def body_examples(operation: Operation, models: Models) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make two values of a body's members, by their spelling on the wire: as many as the rules allow, and as few.

    What the example of the whole body shows comes first. Raises NoExample.
    """
    members = body_members(operation)
    make = _Maker(models).shown
    shown = {p.field.wire for p in operation.parameters if p.in_example}
    few = {field.wire: make(field) for field in members.fields if field.required}
    many = few | {field.wire: make(field) for field in members.fields if field.wire in shown}
    try:
        return extend(many, list(members.fields), members, models, make), repair(few, members, models, make)
    except Unsatisfiable:
        raise NoExample from None


def response_example(response: Response, models: Models) -> Any:
    """Give the value a documented answer shows, or make one. Raises NoExample."""
    return response.example if response.example is not None or response.type is None else example(response.type, models)


class _Maker:
    """Makes one value. Optional members are left out deep down and once the value is large, so that it always ends."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._made = 0
        self._open: list[str] = []
        """Records that the value being made stands in."""

    def shown(self, field: Field) -> Any:
        """Give the value a field shows, or make one."""
        return self.field(field, 0)

    def field(self, field: Field, depth: int) -> Any:
        return field.example if field.example is not None else self.value(field.type, depth, field.wire)

    def value(self, type_: Type, depth: int, stem: str) -> Any:
        self._made += 1
        if depth > MAX_DEPTH * 4 or self._made > MAX_VALUES:
            raise NoExample
        match type_:
            case Anything():
                return {}
            case Nullable(item=item):
                return self.value(item, depth, stem)
            case Text(limits=limits, sensitive=sensitive):
                return _sensitive_text(limits, stem) if sensitive else _example_text(limits, stem)
            case Integer() | Number():
                return _example_number(type_)
            case Boolean():
                return True
            case File():
                return "example.bin"
            case Timestamp():
                return "2025-01-01T00:00:00+08:00"
            case ListOf(item=item, limits=limits):
                return self._list(item, limits, depth, stem)
            case MapOf(value=value, limits=limits):
                count = self._count(limits.min_properties, limits.max_properties, depth)
                return {f"key_{n + 1}": self.value(value, depth + 1, stem) for n in range(count)}
            case Ref(name=name):
                self._open.append(name)
                made = self._model(self._models[name], depth)
                self._open.pop()
                return made
            case _:
                assert_never(type_)

    def _list(self, item: Type, limits: Limits, depth: int, stem: str) -> list[Any]:
        count = self._count(limits.min_items, limits.max_items, depth)
        if count > 1 and limits.unique_items:
            raise NoExample
        if not count:
            return []
        before = self._made
        entry = self.value(item, depth + 1, stem)
        self._made += (self._made - before) * (count - 1)
        return [entry] * count

    def _count(self, least: int | None, most: int | None, depth: int) -> int:
        count = max(least or 0, 0 if self._is_enough(depth) or most == 0 else 1)
        if count > MAX_MEMBERS:
            raise NoExample
        return count

    def _is_enough(self, depth: int) -> bool:
        return depth >= MAX_DEPTH or self._made >= MAX_MEMBERS

    def _leads_round(self, type_: Type) -> bool:
        """Whether a type is a record that holds itself and was shown to: once within itself is enough."""
        match type_:
            case ListOf(item=inner) | Nullable(item=inner) | MapOf(value=inner):
                return self._leads_round(inner)
            case Ref(name=name):
                return self._open.count(name) > 1
            case _:
                return False

    def _model(self, model: Model | None, depth: int) -> Any:
        match model:
            case Enum(members=members):
                return members[0].value
            case Record():
                return self._record(model, depth)
            case Union():
                return self._variant(model, depth)
            case None:
                raise NoExample
            case _:
                assert_never(model)

    def _record(self, model: Record, depth: int) -> dict[str, Any]:
        def make(field: Field) -> Any:
            return self.field(field, depth + 1)

        if not model.rules:
            return {field.wire: make(field) for field in model.fields if field.required or self._has_room(field, depth)}
        members = Members(model.fields, model.rules)
        required = {field.wire: make(field) for field in model.fields if field.required}
        more = [field for field in model.fields if self._has_room(field, depth)]
        try:
            return extend(required, more, members, self._models, make)
        except Unsatisfiable:
            raise NoExample from None

    def _has_room(self, field: Field, depth: int) -> bool:
        return not (self._is_enough(depth) or self._leads_round(field.type))

    def _variant(self, model: Union, depth: int) -> Any:
        """Make a value of the first kind that one can be made of, and let it say which kind it is."""
        for kind in model.variants:
            try:
                value = self.value(kind, depth + 1, model.name.snake)
            except NoExample:
                continue
            says = next((text for text, name in model.mapping.items() if kind == Ref(name=name)), None)
            if says is not None and isinstance(value, dict) and isinstance(value.get(model.discriminator), str):
                tagged = {**value, model.discriminator: says}
                return tagged if mismatch(tagged, kind, self._models) is None else value
            return value
        raise NoExample


def _sensitive_text(limits: Limits, stem: str) -> str:
    most = MAX_SENSITIVE_BYTES if limits.max_length is None else min(MAX_SENSITIVE_BYTES, limits.max_length)
    made = _example_text(replace(limits, max_length=most), stem)
    if mismatch(made, Text(sensitive=True), {}):
        raise NoExample
    return made


def _example_text(limits: Limits, stem: str) -> str:
    least, most = limits.min_length or 0, limits.max_length
    of_pattern = min_length(limits.pattern) if limits.pattern else 1
    nearest = min(max(least, len(stem)), most if most is not None else 10**9)
    lengths = {least, least + 1, nearest, most or 8, 8, 1, of_pattern, of_pattern + 1}
    usable = [n for n in lengths if n >= least and (most is None or n <= most) and n <= 4096]
    for length in sorted(usable, key=lambda n: (abs(n - len(stem)), n)):
        try:
            return text_of_length(length, limits, stem)
        except NoExample:
            continue
    raise NoExample


def _example_number(type_: Integer | Number) -> int | float:
    limits, whole = type_.limits, isinstance(type_, Integer)
    step = limits.multiple_of or (1 if whole else 0.5)
    for start in (1, limits.minimum, limits.exclusive_minimum, limits.maximum, limits.exclusive_maximum, 0):
        if start is None:
            continue
        for candidate in (start, start + step, start - step, -(-start // step) * step, (start // step) * step):
            value = int(candidate) if whole or float(candidate).is_integer() else candidate
            if mismatch(value, type_, {}) is None:
                return value
    raise NoExample

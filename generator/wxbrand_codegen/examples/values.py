"""Make example values that fit a type, always the same ones for the same spec. Examples of the spec come first."""

from __future__ import annotations

from typing import Any, assert_never

from wxbrand_codegen.examples.repair import NoExample, Unsatisfiable, extend, repair
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.ir import types
from wxbrand_codegen.ir.models import Enum, Field, Model, Models, Record, Union
from wxbrand_codegen.ir.operations import Operation, Response
from wxbrand_codegen.patterns.backtracking import matches
from wxbrand_codegen.patterns.matching_text import matching_text, min_length, simple_texts

_MAX_DEPTH = 6
"""Optional members are left out below this depth, so that a recursive record ends."""

MAX_MEMBERS = 1000
"""Optional members are left out once a value has so many parts."""

_MAX_VALUES = 20_000
"""Parts of one value. There is no example if required members need more."""


def text_of_length(length: int, limits: types.Limits, sample: str = "") -> str:
    """Return a string of exactly this length that matches the pattern, if possible like the sample. Raises NoExample."""
    pattern = limits.pattern
    for candidate in simple_texts(length, sample):
        if len(candidate) == length and (pattern is None or matches(pattern, candidate)):
            return candidate
    made = matching_text(pattern, length) if pattern is not None else None
    if pattern is None or made is None or len(made) != length or not matches(pattern, made):
        raise NoExample
    return made


def example(type_: types.Type, models: Models, *, sample: str = "example") -> Any:
    """Return a JSON value that fits a type. Raises NoExample."""
    return _Maker(models).value(type_, 0, sample)


def field_example(field: Field, models: Models) -> Any:
    """Return the example of a field, or make one. Raises NoExample."""
    return _Maker(models).field(field)


def body_examples(operation: Operation, models: Models) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return two request bodies, by names on the wire: with as many members as the rules allow, and with as few.

    Members of the example of the whole body come first. Raises NoExample.
    """
    members = operation.body_members
    make = _Maker(models).field
    in_example = {p.field.wire for p in operation.parameters if p.in_example}
    few = {field.wire: make(field) for field in members.fields if field.required}
    many = few | {field.wire: make(field) for field in members.fields if field.wire in in_example}
    try:
        return extend(many, list(members.fields), members, models, make), repair(few, members, models, make)
    except Unsatisfiable:
        raise NoExample from None


def response_example(response: Response, models: Models) -> Any:
    """Return the example of a response, or make one. Raises NoExample."""
    return response.example if response.example is not None or response.type is None else example(response.type, models)


class _Maker:
    """Makes one value. Optional members are left out at a great depth and once the value is large, so that it ends."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._made = 0
        """Parts made so far."""

        self._open: list[str] = []
        """Models around the part being made."""

    def field(self, field: Field, depth: int = 0) -> Any:
        return field.example if field.example is not None else self.value(field.type, depth, field.wire)

    def value(self, type_: types.Type, depth: int, sample: str) -> Any:
        self._made += 1
        if depth > _MAX_DEPTH * 4 or self._made > _MAX_VALUES:
            raise NoExample
        match type_:
            case types.Anything(impossible=impossible):
                if impossible:
                    raise NoExample
                return {}
            case types.Nullable(item=item):
                return self.value(item, depth, sample)
            case types.Text(limits=limits, sensitive=sensitive):
                return _text(limits, sensitive, sample)
            case types.Integer() | types.Number():
                return _number(type_)
            case types.Constant(value=only):
                return only
            case types.Boolean():
                return True
            case types.File():
                return "example.bin"
            case types.Timestamp():
                return "2025-01-01T00:00:00+08:00"
            case types.ListOf(item=item, limits=limits):
                return self._list(item, limits, depth, sample)
            case types.MapOf(value=value, limits=limits):
                count = self._count(limits.min_properties, limits.max_properties, depth)
                return {f"key_{n + 1}": self.value(value, depth + 1, sample) for n in range(count)}
            case types.Ref(name=name):
                self._open.append(name)
                made = self._model(self._models[name], depth)
                self._open.pop()
                return made
            case _:
                assert_never(type_)

    def _list(self, item: types.Type, limits: types.Limits, depth: int, sample: str) -> list[Any]:
        count = self._count(limits.min_items, limits.max_items, depth)
        if count > 1 and limits.unique_items:
            raise NoExample
        if not count:
            return []
        before = self._made
        entry = self.value(item, depth + 1, sample)
        self._made += (self._made - before) * (count - 1)
        return [entry] * count

    def _count(self, least: int | None, most: int | None, depth: int) -> int:
        count = max(least or 0, 0 if self._is_enough(depth) or most == 0 else 1)
        if count > MAX_MEMBERS:
            raise NoExample
        return count

    def _is_enough(self, depth: int) -> bool:
        return depth >= _MAX_DEPTH or self._made >= MAX_MEMBERS

    def _has_room(self, field: Field, depth: int) -> bool:
        """Whether to make an optional member: the value is small, and does not contain the same model within itself."""
        type_ = types.innermost(field.type)
        return not self._is_enough(depth) and not (isinstance(type_, types.Ref) and self._open.count(type_.name) > 1)

    def _model(self, model: Model | None, depth: int) -> Any:
        match model:
            case Enum(members=members):
                return members[0].value
            case Record():
                return self._record(model, depth)
            case Union():
                return self._union(model, depth)
            case None:
                raise NoExample
            case _:
                assert_never(model)

    def _record(self, model: Record, depth: int) -> dict[str, Any]:
        def make(field: Field) -> Any:
            return self.field(field, depth + 1)

        required = {field.wire: make(field) for field in model.fields if field.required}
        more = [field for field in model.fields if self._has_room(field, depth)]
        try:
            return extend(required, more, model, self._models, make)
        except Unsatisfiable:
            raise NoExample from None

    def _union(self, model: Union, depth: int) -> Any:
        """Return a value of the first variant for which one can be made, with its discriminator set."""
        for variant in model.variants:
            try:
                value = self.value(variant, depth + 1, model.name.snake)
            except NoExample:
                continue
            tag = next((text for text, name in model.mapping.items() if variant == types.Ref(name=name)), None)
            if tag is not None and isinstance(value, dict) and isinstance(value.get(model.discriminator), str):
                tagged = {**value, model.discriminator: tag}
                return tagged if mismatch(tagged, variant, self._models) is None else value
            return value
        raise NoExample


def _text(limits: types.Limits, sensitive: bool, sample: str) -> str:
    least, most = limits.min_length or 0, limits.max_length
    if sensitive:
        most = min(types.MAX_SENSITIVE_BYTES, types.MAX_SENSITIVE_BYTES if most is None else most)
    shortest = min_length(limits.pattern) if limits.pattern else 1
    nearest = min(max(least, len(sample)), most if most is not None else 10**9)
    lengths = {least, least + 1, nearest, most or 8, 8, 1, shortest, shortest + 1}
    usable = [n for n in lengths if n >= least and (most is None or n <= most) and n <= 4096]
    for length in sorted(usable, key=lambda n: (abs(n - len(sample)), n)):
        try:
            made = text_of_length(length, limits, sample)
        except NoExample:
            continue
        if sensitive and len(made.encode()) > types.MAX_SENSITIVE_BYTES:
            break
        return made
    raise NoExample


def _number(type_: types.Integer | types.Number) -> int | float:
    limits, whole = type_.limits, isinstance(type_, types.Integer)
    step = limits.multiple_of or (1 if whole else 0.5)
    for bound in (1, limits.minimum, limits.exclusive_minimum, limits.maximum, limits.exclusive_maximum, 0):
        if bound is None:
            continue
        for candidate in (bound, bound + step, bound - step, -(-bound // step) * step, (bound // step) * step):
            value = int(candidate) if whole or float(candidate).is_integer() else candidate
            if mismatch(value, type_, {}) is None:
                return value
    raise NoExample

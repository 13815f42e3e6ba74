"""Values that fit a type: judging those a spec shows, and making one where it shows none. Always the same for the same spec."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, assert_never

from wxbrand_codegen.ir.api import (
    LONGEST_SENSITIVE,
    Anything,
    Boolean,
    Choice,
    Field,
    File,
    Integer,
    Limits,
    ListOf,
    MapOf,
    Model,
    Nullable,
    Number,
    Operation,
    Record,
    Ref,
    Reply,
    Rule,
    Text,
    Timestamp,
    Type,
    Variants,
)
from wxbrand_codegen.ir.rule_evaluation import Members, Unkeepable, counts, grown, is_so, kept
from wxbrand_codegen.ir.times import is_time
from wxbrand_codegen.patterns.cost import accepts
from wxbrand_codegen.patterns.matching_text import fitting_text, plain_texts, shortest

Models = Mapping[str, Model | None]

MAX_DEPTH = 6
"""Optional members are left out below this, so that a record that holds itself ends."""

MAX_MEMBERS = 1000
"""Optional members are left out once a value has so many parts."""


MAX_VALUES = 20_000
"""Parts of one value; where required members within required members come to more, none is made."""


class NoExample(ValueError):
    """No value that fits was found; the spec must show one."""


def fits(value: Any, type_: Type, models: Models) -> str | None:
    """Say why a JSON value does not fit, or None if it does."""
    match type_:
        case Anything():
            return None
        case Nullable(item=item):
            return None if value is None else fits(value, item, models)
        case Text(limits=limits, sensitive=sensitive):
            if not isinstance(value, str):
                return "is not text"
            return _text_breaks(value, limits) or (_sensitive_breaks(value) if sensitive else None)
        case Integer(limits=limits):
            if type(value) is not int:
                return "is not a whole number"
            return _number_breaks(value, limits) if -(2**63) <= value < 2**63 else "does not fit into 64 bits"
        case Number(limits=limits):
            return "is not a number" if type(value) not in {int, float} else _number_breaks(value, limits)
        case Boolean():
            return None if type(value) is bool else "is not true or false"
        case File():
            return None if isinstance(value, str) and value else "is not a file's name"
        case Timestamp():
            return None if isinstance(value, str) and is_time(value) else "is not a time with an offset"
        case ListOf(item=item, limits=limits):
            if not isinstance(value, list):
                return "is not a list"
            if limits.unique_items and any(entry in value[:position] for position, entry in enumerate(value)):
                return "holds the same item twice"
            return _size_breaks(len(value), limits.min_items, limits.max_items, "items") or next(
                (reason for entry in value if (reason := fits(entry, item, models))), None
            )
        case MapOf(value=member, limits=limits):
            if not isinstance(value, dict):
                return "is not an object"
            return _size_breaks(len(value), limits.min_members, limits.max_members, "members") or next(
                (reason for entry in value.values() if (reason := fits(entry, member, models))), None
            )
        case Ref(name=name):
            return _model_breaks(value, models.get(name), models)
        case _:
            assert_never(type_)


def _model_breaks(value: Any, model: Model | None, models: Models) -> str | None:
    match model:
        case None:
            return None  # still being built: a record that holds itself
        case Choice(members=members):
            known = any(value == member.value and type(value) is type(member.value) for member in members)
            return None if known else f"is not among the values of {model.name.pascal}"
        case Record(fields=fields):
            if not isinstance(value, dict):
                return "is not an object"
            by_wire = {field.wire: field for field in fields}
            for wire in value:
                if wire not in by_wire:
                    return f"has {wire}, which {model.name.pascal} does not have"
            for field in fields:
                if field.wire not in value:
                    if field.required:
                        return f"lacks {field.wire}"
                elif reason := fits(value[field.wire], field.type, models):
                    return f"has {field.wire}, which {reason}"
            broken = broken_rule(value, model.rules)
            return None if broken is None else f"breaks the rule at {broken.mark}"
        case Variants(kinds=kinds):
            fitting = any(fits(value, kind, models) is None for kind in kinds)
            return None if fitting else f"is none of the kinds of {model.name.pascal}"
        case _:
            assert_never(model)


def broken_rule(value: dict[str, Any], rules: tuple[Rule, ...]) -> Rule | None:
    """Give the first rule on members that an object breaks itself."""
    return next((r for r in rules if counts(r, value) and not all(is_so(fact, value) for fact in r.then)), None)


def _text_breaks(value: str, limits: Limits) -> str | None:
    if reason := _size_breaks(len(value), limits.min_length, limits.max_length, "characters"):
        return reason
    if limits.pattern is None:
        return None
    accepted = accepts(limits.pattern, value)
    return None if accepted else "breaks its pattern" if accepted is False else "is too long for its pattern"


def _sensitive_breaks(value: str) -> str | None:
    return _size_breaks(len(value.encode()), None, LONGEST_SENSITIVE, "bytes in UTF-8, since it is sensitive")


def _size_breaks(size: int, least: int | None, most: int | None, unit: str) -> str | None:
    if least is not None and size < least:
        return f"has {size} {unit}, under {least}"
    if most is not None and size > most:
        return f"has {size} {unit}, over {most}"
    return None


def _number_breaks(value: float, limits: Limits) -> str | None:
    if limits.minimum is not None and value < limits.minimum:
        return f"is under {limits.minimum}"
    if limits.maximum is not None and value > limits.maximum:
        return f"is over {limits.maximum}"
    if limits.above is not None and value <= limits.above:
        return f"is not above {limits.above}"
    if limits.below is not None and value >= limits.below:
        return f"is not below {limits.below}"
    if limits.multiple_of is not None and Decimal(str(value)) % Decimal(str(limits.multiple_of)):
        return f"is not a multiple of {limits.multiple_of}"
    return None


def text_of_length(length: int, limits: Limits, sample: str = "") -> str:
    """Make a text of exactly this length that keeps to the pattern, in the manner of the sample. Raises NoExample."""
    pattern = limits.pattern
    for candidate in plain_texts(length, sample):
        if len(candidate) == length and (pattern is None or accepts(pattern, candidate)):
            return candidate
    made = fitting_text(pattern, length) if pattern is not None else None
    if pattern is None or made is None or len(made) != length or not accepts(pattern, made):
        raise NoExample
    return made


def example(type_: Type, models: Models, *, stem: str = "example") -> Any:
    """Make a JSON value that fits. Raises NoExample."""
    return _Maker(models).value(type_, 0, stem)


def field_example(field: Field, models: Models) -> Any:
    """Give the value a field shows, or make one. Raises NoExample."""
    return _Maker(models).field(field, 0)


def body_members(operation: Operation) -> Members:
    """Give the members of a body, and the rules on them."""
    fields = tuple(parameter.field for parameter in operation.parameters if parameter.place == "body")
    return Members(fields, operation.body.rules if operation.body else ())


def body_examples(operation: Operation, models: Models) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make two values of a body's members, by their spelling on the wire: as many as the rules allow, and as few.

    What the example of the whole body shows comes first. Raises NoExample.
    """
    members = body_members(operation)
    make = _Maker(models).shown
    shown = {p.field.wire for p in operation.parameters if p.shown}
    few = {field.wire: make(field) for field in members.fields if field.required}
    many = few | {field.wire: make(field) for field in members.fields if field.wire in shown}
    try:
        return grown(many, list(members.fields), members, models, make), kept(few, members, models, make)
    except Unkeepable:
        raise NoExample from None


def reply_example(reply: Reply, models: Models) -> Any:
    """Give the value a documented answer shows, or make one. Raises NoExample."""
    return reply.example if reply.example is not None or reply.type is None else example(reply.type, models)


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
            case Integer(limits=limits):
                return _example_number(limits, whole=True)
            case Number(limits=limits):
                return _example_number(limits, whole=False)
            case Boolean():
                return True
            case File():
                return "example.bin"
            case Timestamp():
                return "2025-01-01T00:00:00+08:00"
            case ListOf(item=item, limits=limits):
                return self._list(item, limits, depth, stem)
            case MapOf(value=value, limits=limits):
                count = self._count(limits.min_members, limits.max_members, depth)
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
            case Choice(members=members):
                return members[0].value
            case Record():
                return self._record(model, depth)
            case Variants():
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
            return grown(required, more, members, self._models, make)
        except Unkeepable:
            raise NoExample from None

    def _has_room(self, field: Field, depth: int) -> bool:
        return not (self._is_enough(depth) or self._leads_round(field.type))

    def _variant(self, model: Variants, depth: int) -> Any:
        """Make a value of the first kind that one can be made of, and let it say which kind it is."""
        for kind in model.kinds:
            try:
                value = self.value(kind, depth + 1, model.name.snake)
            except NoExample:
                continue
            says = next((text for text, name in model.tags.items() if kind == Ref(name=name)), None)
            if says is not None and isinstance(value, dict) and isinstance(value.get(model.tag), str):
                tagged = {**value, model.tag: says}
                return tagged if fits(tagged, kind, self._models) is None else value
            return value
        raise NoExample


def _sensitive_text(limits: Limits, stem: str) -> str:
    most = LONGEST_SENSITIVE if limits.max_length is None else min(LONGEST_SENSITIVE, limits.max_length)
    made = _example_text(replace(limits, max_length=most), stem)
    if _sensitive_breaks(made):
        raise NoExample
    return made


def _example_text(limits: Limits, stem: str) -> str:
    least, most = limits.min_length or 0, limits.max_length
    of_pattern = shortest(limits.pattern) if limits.pattern else 1
    nearest = min(max(least, len(stem)), most if most is not None else 10**9)
    lengths = {least, least + 1, nearest, most or 8, 8, 1, of_pattern, of_pattern + 1}
    usable = [n for n in lengths if n >= least and (most is None or n <= most) and n <= 4096]
    for length in sorted(usable, key=lambda n: (abs(n - len(stem)), n)):
        try:
            return text_of_length(length, limits, stem)
        except NoExample:
            continue
    raise NoExample


def _example_number(limits: Limits, *, whole: bool) -> int | float:
    step = limits.multiple_of or (1 if whole else 0.5)
    for start in (1, limits.minimum, limits.above, limits.maximum, limits.below, 0):
        if start is None:
            continue
        for candidate in (start, start + step, start - step, -(-start // step) * step, (start // step) * step):
            value = int(candidate) if whole or float(candidate).is_integer() else candidate
            if _number_breaks(value, limits) is None:
                return value
    raise NoExample

"""Rules about members and parameters: examples, descriptions, limits, units, formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from re import _constants as kinds  # type: ignore[attr-defined]  # the parser behind `re`; there is no public one
from re import _parser as parser  # type: ignore[attr-defined]

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.schemas.access import only_in
from wxbrand_codegen.document.nodes import MappingNode, ScalarNode
from wxbrand_codegen.ir.api import reachable_models
from wxbrand_codegen.ir.models import Enum, Field, Record
from wxbrand_codegen.ir.types import Text, Type, innermost
from wxbrand_codegen.lint.operations import REQUEST_NUMBER
from wxbrand_codegen.lint.subject import Finding, Subject, is_recorded, types_of
from wxbrand_codegen.patterns.translation import UntranslatablePattern, python_pattern

_MONEY = re.compile(r"(?:.*_)?(?:amount|price|fee|fen|cost|money|payment)", re.ASCII)
_DURATION = re.compile(
    r"(?:.*_)?(?:duration|timeout|ttl|interval|lifetime|validity|period|delay|expires?_in)", re.ASCII
)
_TIME = re.compile(r".*_(?:time|at)", re.ASCII)
_FREE_TEXT = re.compile(
    r"(?:.*_)?(?:name|title|remark|note|comment|reason|desc|description|attach|memo|message)", re.ASCII
)
_MENTIONS_LENGTH = re.compile(r"字符|字节|汉字|字以内|个字|长度|\bcharacters?\b|\blength\b")
_UNITS_OF_NUMBERS = frozenset({"fen", "seconds", "days", "percent"})


def missing_example(subject: Subject) -> Iterator[Finding]:
    """Documentation, tests and sandbox show the examples of the spec; without one they show an invented value."""
    for operation in subject.operations():
        for parameter in operation.parameters:
            if parameter.field.must_be_given and parameter.field.example is None and not parameter.file:
                yield parameter.field.mark, f"{parameter.field.wire} has no usable example; add the one on the page"
        for answer in operation.success_responses:
            if answer.type is not None and answer.example is None:
                yield answer.mark, f"the answer {answer.status} of {operation.id} has no usable example; add the one on the page"


def missing_description(subject: Subject) -> Iterator[Finding]:
    """The name of a member seldom says what it is for."""
    for field in _request_fields(subject):
        if not field.doc.title and not field.doc.text:
            yield field.mark, f"{field.wire} has neither title nor description; add one"


def description_repeats_title(subject: Subject) -> Iterator[Finding]:
    """Repeated text makes a reader skip the rest."""
    for schema in subject.schemas:
        if (title := schema.text("title")) and title == schema.text("description"):
            yield schema.mark_of("description"), "the description repeats the title; say more, or remove it"
    for name, node in subject.described_nodes():
        if (title := node.text("summary")) and title == node.text("description"):
            yield node.mark_of("description"), f"the description of {name} repeats its summary; say more, or remove it"


def text_without_limit(subject: Subject) -> Iterator[Finding]:
    """A limit that only the server checks is found out late. Ids whose page states no limit are not reported."""
    for field in _request_fields(subject):
        if not _has_no_limit(field.type) or is_recorded(field.doc.unproven, "maxLength"):
            continue
        if field.doc.unit == "characters" or _MENTIONS_LENGTH.search(field.doc.text):
            yield field.mark, f"{field.wire} has a documented length, but no maxLength; add it"
        elif _FREE_TEXT.fullmatch(field.wire):
            yield field.mark, f"{field.wire} is text that people write, but has no maxLength; add the limit on the page"


def request_number_without_limits(subject: Subject) -> Iterator[Finding]:
    """With limits, the client refuses a bad request number before it is sent."""
    for field in _request_fields(subject):
        if REQUEST_NUMBER.fullmatch(field.wire) and isinstance(field.type, Text):
            missing = [
                word
                for word, limit in (("maxLength", field.type.limits.max_length), ("pattern", field.type.limits.pattern))
                if limit is None and not is_recorded(field.doc.unproven, word)
            ]
            if missing:
                yield field.mark, f"{field.wire} has no {' and no '.join(missing)}; add what the page says"


def pattern_disagrees_with_limits(subject: Subject) -> Iterator[Finding]:
    """If two limits contradict each other, one of them is wrong."""
    for schema in subject.schemas:
        pattern = schema.text("pattern")
        lengths = _length_range(pattern) if pattern is not None else None
        if lengths is None:
            continue
        least, most = lengths
        low, high = _integer(schema, "minLength"), _integer(schema, "maxLength")
        needs = f"but the pattern needs at least {least}; correct one of them"
        allows = f"but the pattern allows at most {most}; correct one of them"
        if high is not None and high < least:
            yield schema.mark_of("maxLength"), f"maxLength is {high}, {needs}"
        elif high is not None and most is not None and high != most:
            yield schema.mark_of("maxLength"), f"maxLength is {high}, {allows}"
        if low is not None and most is not None and low > most:
            yield schema.mark_of("minLength"), f"minLength is {low}, {allows}"
        elif low is not None and low < least:
            yield schema.mark_of("minLength"), f"minLength is {low}, {needs}"


def _length_range(pattern: str) -> tuple[int, int | None] | None:
    """Return the least and greatest length of a matching text; None unless the pattern is anchored at both ends."""
    try:
        tree = parser.parse(python_pattern(pattern), re.ASCII)
    except (UntranslatablePattern, re.error):
        return None
    if len(tree) < 2 or tree[0] != (kinds.AT, kinds.AT_BEGINNING) or tree[-1] != (kinds.AT, kinds.AT_END_STRING):
        return None
    least, most = tree.getwidth()
    return int(least), int(most) if most < 2**31 else None


def _integer(schema: MappingNode, key: str) -> int | None:
    value = schema.get(key)
    return value.value if isinstance(value, ScalarNode) and type(value.value) is int else None


def enum_without_meanings(subject: Subject) -> Iterator[Finding]:
    """The name of a value seldom says everything it means."""
    for model in subject.api.models.values():
        if isinstance(model, Enum) and not all(member.meaning for member in model.members):
            yield model.mark, f"{model.name.pascal} has values without x-wxbrand-enum-meanings; add what each one means"


def missing_unit(subject: Subject) -> Iterator[Finding]:
    """A price given in yuan where the API counts fen is a hundred times too small."""
    for name, schema, mark in subject.named_schemas():
        if not types_of(schema) & {"integer", "number"} or "x-wxbrand-unit" in schema.members:
            continue
        if _MONEY.fullmatch(name):
            yield mark, f"{name} looks like money, but has no x-wxbrand-unit; add fen if it counts fen"
        elif _DURATION.fullmatch(name):
            yield mark, f"{name} looks like a duration, but has no x-wxbrand-unit; add seconds or days"


def unit_does_not_fit(subject: Subject) -> Iterator[Finding]:
    """A unit of numbers on text, or the other way round, is a mistake that readers take for a fact."""
    for schema in subject.schemas:
        unit, types = schema.text("x-wxbrand-unit"), types_of(schema)
        if unit in _UNITS_OF_NUMBERS and types and not types & {"integer", "number"}:
            message = f"{unit} is a unit of numbers, but this is not a number; correct the unit or the type"
            yield schema.mark_of("x-wxbrand-unit"), message
        elif unit in {"characters", "bytes"} and types and "string" not in types:
            message = f"{unit} is a unit of text, but this is not text; correct the unit or the type"
            yield schema.mark_of("x-wxbrand-unit"), message


def time_without_format(subject: Subject) -> Iterator[Finding]:
    """With format: date-time the member becomes a datetime; without it callers must parse the text."""
    for name, schema, mark in subject.named_schemas():
        stated = {"format", "pattern", "enum", "const"} & schema.members.keys()
        if _TIME.fullmatch(name) and types_of(schema) == {"string"} and not stated:
            yield mark, f"{name} looks like a time; add format: date-time, or the pattern of its text"


def one_way_member(subject: Subject) -> Iterator[Finding]:
    """A member that is sent in one direction only is not in the classes of the other, even if it is required."""
    context = Context(subject.document.root)
    for schema in subject.schemas:
        properties = schema.mapping("properties")
        for name, member in properties.members.items() if properties else ():
            direction = only_in(member, context)
            if direction and properties:
                word, other = ("readOnly", "requests") if direction == "response" else ("writeOnly", "answers")
                yield properties.mark_of(name), f"{name} is {word}: it is left out of {other}, and not demanded there"


def _request_fields(subject: Subject) -> Iterator[Field]:
    operations = tuple(subject.operations())
    for operation in operations:
        yield from (parameter.field for parameter in operation.parameters if parameter.location != "header")
    for name in reachable_models([replace(operation, responses=()) for operation in operations], subject.api.models):
        model = subject.api.models[name]
        if isinstance(model, Record):
            yield from model.fields


def _has_no_limit(type_: Type) -> bool:
    inner = innermost(type_)
    return isinstance(inner, Text) and inner.limits.max_length is None and inner.limits.pattern is None


RULES = (
    missing_example, missing_description, description_repeats_title, text_without_limit,
    request_number_without_limits, pattern_disagrees_with_limits, enum_without_meanings, missing_unit,
    unit_does_not_fit, time_without_format, one_way_member,
)  # fmt: skip

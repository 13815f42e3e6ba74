"""Part of lint: what members and parameters should say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from re import _constants as kinds  # type: ignore[attr-defined]  # the parser behind `re`; there is no public one
from re import _parser as parser  # type: ignore[attr-defined]

from wxbrand_codegen.document.nodes import MappingNode, ScalarNode
from wxbrand_codegen.ir.api import reachable_models
from wxbrand_codegen.ir.models import Enum, Field, Record
from wxbrand_codegen.ir.types import ListOf, MapOf, Nullable, Text, Type
from wxbrand_codegen.lint.operations import REQUEST_NUMBER
from wxbrand_codegen.lint.subject import Finding, Subject, is_recorded, types_of
from wxbrand_codegen.patterns.translate import UntranslatablePattern, python_pattern

_MONEY = re.compile(r"(?:.*_)?(?:amount|price|fee|fen|cost|money|payment)", re.ASCII)
_SPAN = re.compile(r"(?:.*_)?(?:duration|timeout|ttl|interval|lifetime|validity|period|delay|expires?_in)", re.ASCII)
_MOMENT = re.compile(r".*_(?:time|at)", re.ASCII)
_FREE_TEXT = re.compile(
    r"(?:.*_)?(?:name|title|remark|note|comment|reason|desc|description|attach|memo|message)", re.ASCII
)
_SPEAKS_OF_LENGTH = re.compile(r"字符|字节|汉字|字以内|个字|长度|\bcharacters?\b|\blength\b")
_UNITS_OF_NUMBERS = frozenset({"fen", "seconds", "days", "percent"})


def missing_example(subject: Subject) -> Iterator[Finding]:
    """Examples feed the documentation, the tests and the sandbox; made-up ones teach nobody."""
    for operation in subject.operations():
        for parameter in operation.parameters:
            if parameter.field.required and parameter.field.example is None and not parameter.file:
                yield parameter.field.mark, f"{parameter.field.wire} has no example; show the page's"
        for reply in operation.success_responses:
            if reply.type is not None and reply.example is None:
                yield reply.mark, f"the answer {reply.status} of {operation.id} has no example; show the page's"


def missing_description(subject: Subject) -> Iterator[Finding]:
    """A name in another language seldom says what the member is for."""
    for field in _request_fields(subject):
        if not field.doc.title and not field.doc.text:
            yield field.mark, f"{field.wire} has neither title nor description; say what it is"


def description_repeats_title(subject: Subject) -> Iterator[Finding]:
    """Saying the same twice is what a reader skips."""
    for schema in subject.schemas():
        if (title := schema.text("title")) and title == schema.text("description"):
            yield schema.mark_of("description"), "the description is the title again; say more, or remove it"
    for name, node in subject.operation_nodes():
        if (title := node.text("summary")) and title == node.text("description"):
            yield node.mark_of("description"), f"the description of {name} is its summary again; say more, or remove it"


def text_without_limit(subject: Subject) -> Iterator[Finding]:
    """A text that only the server measures fails late. Of ids whose page states no limit nothing is said."""
    for field in _request_fields(subject):
        if not _is_open(field.type) or is_recorded(field.doc.unproven, "maxLength"):
            continue
        if field.doc.unit == "characters" or _SPEAKS_OF_LENGTH.search(field.doc.text):
            yield field.mark, f"{field.wire} is said to have a length, but has no maxLength; give it"
        elif _FREE_TEXT.fullmatch(field.wire):
            yield field.mark, f"{field.wire} is text that people write, and has no maxLength; give the page's limit"


def request_number_without_limits(subject: Subject) -> Iterator[Finding]:
    """A number that the server refuses costs a call; one with a character too many costs an evening."""
    for field in _request_fields(subject):
        if REQUEST_NUMBER.fullmatch(field.wire) and isinstance(field.type, Text):
            lacking = [
                word
                for word, limit in (("maxLength", field.type.limits.max_length), ("pattern", field.type.limits.pattern))
                if limit is None and not is_recorded(field.doc.unproven, word)
            ]
            if lacking:
                yield field.mark, f"{field.wire} has no {' and no '.join(lacking)}; give the page's"


def pattern_disagrees_with_limits(subject: Subject) -> Iterator[Finding]:
    """Of two limits that say different things one is wrong, and readers believe the one they see first."""
    for schema in subject.schemas():
        pattern = schema.text("pattern")
        widths = _widths(pattern) if pattern is not None else None
        if widths is None:
            continue
        least, most = widths
        low, high = _count(schema, "minLength"), _count(schema, "maxLength")
        if high is not None and high < least:
            yield schema.mark_of(
                "maxLength"
            ), f"maxLength is {high}, but the pattern needs at least {least}; correct one"
        elif high is not None and most is not None and high != most:
            yield schema.mark_of(
                "maxLength"
            ), f"maxLength is {high}, but the pattern allows at most {most}; correct one"
        if low is not None and most is not None and low > most:
            yield schema.mark_of("minLength"), f"minLength is {low}, but the pattern allows at most {most}; correct one"
        elif low is not None and low < least:
            yield schema.mark_of(
                "minLength"
            ), f"minLength is {low}, but the pattern needs at least {least}; correct one"


def _widths(pattern: str) -> tuple[int, int | None] | None:
    """Give how long a text can be that fits from beginning to end; None if the pattern holds only a part of it."""
    try:
        tree = parser.parse(python_pattern(pattern), re.ASCII)
    except (UntranslatablePattern, re.error):
        return None
    if len(tree) < 2 or tree[0] != (kinds.AT, kinds.AT_BEGINNING) or tree[-1] != (kinds.AT, kinds.AT_END_STRING):
        return None
    least, most = tree.getwidth()
    return int(least), int(most) if most < 2**31 else None


def _count(schema: MappingNode, key: str) -> int | None:
    value = schema.get(key)
    return value.value if isinstance(value, ScalarNode) and type(value.value) is int else None


def enum_without_meanings(subject: Subject) -> Iterator[Finding]:
    """A value's name seldom says all that it means."""
    for model in subject.api.models.values():
        if isinstance(model, Enum) and not all(member.meaning for member in model.members):
            yield model.mark, f"{model.name.pascal} has values without x-wxbrand-enum-meanings; say what each means"


def missing_unit(subject: Subject) -> Iterator[Finding]:
    """A price in yuan where fen are meant is a hundred times too small."""
    for name, schema, mark in subject.named_schemas():
        if not types_of(schema) & {"integer", "number"} or "x-wxbrand-unit" in schema.members:
            continue
        if _MONEY.fullmatch(name):
            yield mark, f"{name} is money without x-wxbrand-unit; say fen, if it counts them"
        elif _SPAN.fullmatch(name):
            yield mark, f"{name} is a span of time without x-wxbrand-unit; say seconds or days"


def unit_does_not_fit(subject: Subject) -> Iterator[Finding]:
    """A unit on the wrong kind of value is a slip of the pen that readers take for a fact."""
    for schema in subject.schemas():
        unit, types = schema.text("x-wxbrand-unit"), types_of(schema)
        if unit in _UNITS_OF_NUMBERS and types and not types & {"integer", "number"}:
            yield schema.mark_of("x-wxbrand-unit"), f"{unit} is the unit of a number, and this is none; remove one"
        elif unit in {"characters", "bytes"} and types and "string" not in types:
            yield schema.mark_of("x-wxbrand-unit"), f"{unit} are counted in text, and this is none; remove one"


def time_without_format(subject: Subject) -> Iterator[Finding]:
    """With a format a time becomes a datetime; without, callers take text apart."""
    for name, schema, mark in subject.named_schemas():
        told = {"format", "pattern", "enum", "const"} & schema.members.keys()
        if _MOMENT.fullmatch(name) and types_of(schema) == {"string"} and not told:
            yield mark, f"{name} looks like a time; give it format: date-time, or the pattern it has"


def _request_fields(subject: Subject) -> Iterator[Field]:
    operations = tuple(subject.operations())
    for operation in operations:
        yield from (parameter.field for parameter in operation.parameters if parameter.location != "header")
    for name in reachable_models([replace(operation, responses=()) for operation in operations], subject.api.models):
        model = subject.api.models[name]
        if isinstance(model, Record):
            yield from model.fields


def _is_open(type_: Type) -> bool:
    match type_:
        case Text(limits=limits):
            return limits.max_length is None and limits.pattern is None
        case Nullable(item=inner) | ListOf(item=inner) | MapOf(value=inner):
            return _is_open(inner)
        case _:
            return False


RULES = (
    missing_example,
    missing_description,
    description_repeats_title,
    text_without_limit,
    request_number_without_limits,
    pattern_disagrees_with_limits,
    enum_without_meanings,
    missing_unit,
    unit_does_not_fit,
    time_without_format,
)

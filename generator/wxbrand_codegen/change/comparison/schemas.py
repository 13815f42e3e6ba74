"""Compare fields, types, limits and models. What is worse depends on the direction: requests or responses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Literal

from wxbrand_codegen.change.comparison.changes import Change, Marks, additive, breaking, describe, documentation
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.models import Direction, Doc, Enum, Field, Record, Rule, Union
from wxbrand_codegen.ir.types import (
    Anything,
    Boolean,
    Constant,
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
from wxbrand_codegen.render.docstrings import rule_sentence

_KINDS: dict[type[Any], str] = {
    Text: "string", Integer: "integer", Number: "number", Boolean: "boolean", Constant: "constant", Timestamp: "date-time", File: "file",
    Anything: "any value", ListOf: "array", MapOf: "map", Record: "object", Enum: "enum", Union: "union",
}  # fmt: skip

_LIMITS = {
    "max_length": "maximum length",
    "maximum": "maximum",
    "exclusive_maximum": "exclusive maximum",
    "max_items": "maximum number of items",
    "max_properties": "maximum number of members",
    "min_length": "minimum length",
    "minimum": "minimum",
    "exclusive_minimum": "exclusive minimum",
    "min_items": "minimum number of items",
    "min_properties": "minimum number of members",
    "pattern": "pattern",
    "multiple_of": "divisor",
}
_UNORDERED = frozenset({"pattern", "multiple_of"})
"""Limits of which nobody can say which of two is tighter, so that a changed one counts as tighter."""


class SchemaComparison:
    """Compares schemas in one direction. Each pair of models is compared once."""

    def __init__(self, old: Api, new: Api, direction: Direction) -> None:
        self._old, self._new = old.models, new.models
        self._direction = direction
        self._compared: set[tuple[str, str]] = set()

    def fields(self, old: tuple[Field, ...], new: tuple[Field, ...], owner: str, marks: Marks) -> Iterator[Change]:
        """Compare the members of an object, or the parameters of an operation."""
        before, after = ({field.wire: field for field in members} for members in (old, new))
        where = f"{self._direction}s"
        for wire, field in before.items():
            if wire not in after:
                yield breaking("member-gone", f"{owner}: field {wire} removed from {where}", (field.mark, marks[1]))
        for wire, field in after.items():
            if wire in before:
                yield from self._field(before[wire], field, owner)
            elif field.fills_in and self._direction == "request":
                message = f"{owner}: field {wire}, which has one value only, added to {where}"
                yield additive("member-required", message, (marks[0], field.mark), wire="breaking")
            elif field.required and self._direction == "request":
                yield breaking(
                    "member-required", f"{owner}: required field {wire} added to {where}", (marks[0], field.mark)
                )
            else:
                kind = "optional " if self._direction == "request" else ""
                yield additive("member-added", f"{owner}: {kind}field {wire} added to {where}", (marks[0], field.mark))

    def _field(self, old: Field, new: Field, owner: str) -> Iterator[Change]:
        place, marks = f"{owner}.{new.wire}", (old.mark, new.mark)
        if old.name.snake != new.name.snake:
            message = f"{place}: {describe('Python name', old.name.snake, new.name.snake)}"
            yield breaking("name-changed", message, marks, wire="same")
        if old.required != new.required:
            code, word = ("now-required", "required") if new.required else ("now-optional", "optional")
            is_worse = new.required if self._direction == "request" else old.required
            yield self._graded(is_worse, code, f"{place}: now {word}", marks)
        if old.only_in != new.only_in:
            words = f"now only in {new.only_in}s" if new.only_in else "now in requests and responses"
            yield documentation("direction-changed", f"{place}: {words}", marks)
        yield from _compare_docs(old.doc, new.doc, place, marks)
        yield from self.value(old.type, new.type, place, marks)

    def _graded(self, is_worse: bool, code: str, message: str, marks: Marks) -> Change:
        """Return a change that breaks callers in one direction and not in the other."""
        message = f"{message} in {self._direction}s"
        return breaking(code, message, marks) if is_worse else additive(code, message, marks)

    def value(self, old: Type, new: Type, place: str, marks: Marks) -> Iterator[Change]:
        """Compare two types at one place."""
        was_nullable, is_nullable = isinstance(old, Nullable), isinstance(new, Nullable)
        if was_nullable != is_nullable:
            code, words = ("null-allowed", "now") if is_nullable else ("null-refused", "no longer")
            is_worse = was_nullable if self._direction == "request" else is_nullable
            yield self._graded(is_worse, code, f"{place}: {words} nullable", marks)
        old, new = (type_.item if isinstance(type_, Nullable) else type_ for type_ in (old, new))
        old, new = (Text() if isinstance(type_, Constant) and not type_.is_only else type_ for type_ in (old, new))
        before = type(self._old[old.name]) if isinstance(old, Ref) else type(old)
        after = type(self._new[new.name]) if isinstance(new, Ref) else type(new)
        if before is not after:
            yield self._kind_change(before, after, place, marks)
            return
        if isinstance(old, Ref) and isinstance(new, Ref):
            yield from self._models(old.name, new.name)
        if isinstance(old, Text | Integer | Number | ListOf | MapOf) and isinstance(new, type(old)):
            yield from self._limits(old.limits, new.limits, place, marks)
        match old, new:
            case (ListOf(item=old_item), ListOf(item=new_item)):
                yield from self.value(old_item, new_item, f"{place}[]", marks)
            case (MapOf(value=old_item), MapOf(value=new_item)):
                yield from self.value(old_item, new_item, f"{place}{{}}", marks)
            case (Text(), Text()) if old.sensitive != new.sensitive:
                words = "now" if new.sensitive else "no longer"
                yield additive("encryption-changed", f"{place}: {words} encrypted", marks, wire="breaking")
            case (Constant(), Constant()) if old != new:
                yield breaking("constant-changed", f"{place}: {describe('only value', old.text, new.text)}", marks)
            case (File(), File()) if old != new:
                message = describe("maximum file size in bytes", old.max_bytes, new.max_bytes)
                yield additive("file-limit-changed", f"{place}: {message}", marks)
            case _:
                return

    def _kind_change(self, old: type[Any], new: type[Any], place: str, marks: Marks) -> Change:
        is_request = self._direction == "request"
        if new is not Anything and not (is_request and (old, new) == (Integer, Number)):
            return breaking("type-changed", f"{place}: {describe('type', _KINDS[old], _KINDS[new])}", marks)
        message = f"{place}: {describe('type', _KINDS[old], _KINDS[new], 'widened')} in {self._direction}s"
        if is_request:
            return additive("type-widened", message, marks)
        return breaking("type-widened", message, marks, wire="compatible")

    def _limits(self, old: Limits, new: Limits, place: str, marks: Marks) -> Iterator[Change]:
        for name in (field.name for field in fields(Limits)):
            before, after = getattr(old, name), getattr(new, name)
            if before == after:
                continue
            message = f"{place}: {_describe_limit(name, before, after)}"
            if self._direction == "response":
                yield documentation("answer-limit-changed", message, marks, wire="compatible")
            elif _is_tighter(name, before, after):
                yield breaking("limit-tightened", message, marks)
            else:
                yield additive("limit-loosened", message, marks)

    def _models(self, old_name: str, new_name: str) -> Iterator[Change]:
        if (old_name, new_name) in self._compared:
            return
        self._compared.add((old_name, new_name))
        old, new = self._old[old_name], self._new[new_name]
        marks = old.mark, new.mark
        if old_name != new_name:
            yield breaking("class-renamed", f"class {old_name} renamed to {new_name}", marks, wire="same")
        yield from _compare_docs(old.doc, new.doc, new_name, marks)
        match old, new:
            case (Record(), Record()):
                yield from self.fields(old.fields, new.fields, new_name, marks)
                if self._direction == "request":
                    yield from compare_rules(old.rules, new.rules, new_name, marks)
            case (Enum(), Enum()):
                yield from self._enum(old, new, marks)
            case (Union(), Union()):
                yield from self._union(old, new, marks)
            case _:
                return

    def _enum(self, old: Enum, new: Enum, marks: Marks) -> Iterator[Change]:
        before, after = ({member.value: member for member in enum.members} for enum in (old, new))
        for value, member in before.items():
            name = f"{new.name.pascal}.{member.name}"
            if value not in after:
                wire: Literal["breaking", "compatible"] = "breaking" if self._direction == "request" else "compatible"
                yield breaking("value-gone", f"{name} removed", marks, wire=wire)
            elif after[value].name != member.name:
                yield breaking("value-renamed", f"{name} renamed to {after[value].name}", marks, wire="same")
            elif after[value].meaning != member.meaning:
                yield documentation("words-changed", f"{name}: description changed", marks)
            if value in after:
                yield from compare_deprecation(member.deprecated, after[value].deprecated, name, marks)
        for value, member in after.items():
            if value not in before:
                yield additive("value-added", f"{new.name.pascal}.{member.name} added", marks)

    def _union(self, old: Union, new: Union, marks: Marks) -> Iterator[Change]:
        name, before, after = new.name.pascal, len(old.variants), len(new.variants)
        if before != after:
            is_worse = after < before if self._direction == "request" else after > before
            message = f"{name}: {describe('number of alternatives', before, after)}"
            yield self._graded(is_worse, "kinds-changed", message, marks)
            return
        for number, (old_kind, new_kind) in enumerate(zip(old.variants, new.variants, strict=True), 1):
            yield from self.value(old_kind, new_kind, f"{name} (alternative {number})", marks)


def _compare_docs(old: Doc, new: Doc, place: str, marks: Marks) -> Iterator[Change]:
    if (old.title, old.text, old.unit, old.lifetime) != (new.title, new.text, new.unit, new.lifetime):
        yield documentation("words-changed", f"{place}: description changed", marks)
    yield from compare_deprecation(old.deprecated, new.deprecated, place, marks)
    if old.default != new.default:
        defaults = ("" if doc.default is None else ascii(doc.default) for doc in (old, new))
        yield documentation("default-changed", f"{place}: {describe('default', *defaults)}", marks, wire="compatible")
    facts = ([(entry.fact, repr(entry.says)) for entry in doc.unproven] for doc in (old, new))
    if next(facts) != next(facts):
        yield documentation("proof-changed", f"{place}: unproven facts changed", marks)


def compare_deprecation(was: bool, is_: bool, place: str, marks: Marks) -> Iterator[Change]:
    """Compare whether something is deprecated. Nothing fails for callers, but they may be warned."""
    if is_ and not was:
        yield additive("now-deprecated", f"{place}: now deprecated", marks, wire="same")
    elif was and not is_:
        yield additive("no-longer-deprecated", f"{place}: no longer deprecated", marks, wire="same")


def compare_rules(old: tuple[Rule, ...], new: tuple[Rule, ...], owner: str, marks: Marks) -> Iterator[Change]:
    """Compare rules between members. Only requests are validated against them."""
    before, after = ({rule_sentence(rule): rule for rule in rules} for rules in (old, new))
    for sentence, rule in before.items():
        if sentence not in after:
            yield additive("rule-gone", f"{owner}: rule removed: {sentence}", (rule.mark, marks[1]))
    for sentence, rule in after.items():
        if sentence not in before:
            yield breaking("rule-added", f"{owner}: rule added: {sentence}", (marks[0], rule.mark))


def _describe_limit(name: str, before: Any, after: Any) -> str:
    if name == "unique_items":
        return "items must now be unique" if after else "items need no longer be unique"
    verb = "changed" if name in _UNORDERED or None in (before, after) else "lowered" if after < before else "raised"
    return describe(_LIMITS[name], before, after, verb)


def _is_tighter(name: str, before: Any, after: Any) -> bool:
    """Whether a limit allows less than before."""
    if after is None or after is False:
        return False
    if before is None or before is False:
        return True
    return name in _UNORDERED or bool(after < before if "max" in name else after > before)

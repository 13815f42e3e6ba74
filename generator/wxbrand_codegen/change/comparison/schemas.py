"""Compare members, types, limits and models. What is worse depends on the direction: requests or responses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

from wxbrand_codegen.change.comparison.changes import Change, Subject, describe
from wxbrand_codegen.change.comparison.docs import compare_closed, compare_deprecation, compare_docs
from wxbrand_codegen.change.comparison.rules import compare_rules
from wxbrand_codegen.ir.models import Direction, Enum, EnumMember, Field, Models, Record, Union
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

_KINDS: dict[type[Any], str] = {
    Text: "string", Integer: "integer", Number: "number", Boolean: "boolean", Constant: "constant", Timestamp: "date-time", File: "file",
    Anything: "any value", ListOf: "array", MapOf: "map", Record: "object", Enum: "enum", Union: "union",
}  # fmt: skip

_LIMITS = {
    "max_length": ("maxLength", "maximum length"),
    "maximum": ("maximum", "maximum"),
    "exclusive_maximum": ("exclusiveMaximum", "exclusive maximum"),
    "max_items": ("maxItems", "maximum number of items"),
    "max_properties": ("maxProperties", "maximum number of members"),
    "min_length": ("minLength", "minimum length"),
    "minimum": ("minimum", "minimum"),
    "exclusive_minimum": ("exclusiveMinimum", "exclusive minimum"),
    "min_items": ("minItems", "minimum number of items"),
    "min_properties": ("minProperties", "minimum number of members"),
    "pattern": ("pattern", "pattern"),
    "multiple_of": ("multipleOf", "divisor"),
    "unique_items": ("uniqueItems", ""),
}
"""The keyword of each limit, and what messages call it."""

_UNORDERED = frozenset({"pattern", "multiple_of"})
"""Limits of which nobody can say which of two is tighter, so that a changed one counts as tighter."""


class SchemaComparison:
    """Compares schemas in one direction.

    by_class: whether members are reported once for each pair of classes, which themselves are compared by name;
    otherwise by their path, because one side has no classes: a page.
    """

    def __init__(self, old: Models, new: Models, direction: Direction, *, by_class: bool) -> None:
        self._old, self._new = old, new
        self._direction = direction
        self._by_class = by_class
        self._compared: set[tuple[str, str]] = set()

    def fields(self, old: tuple[Field, ...], new: tuple[Field, ...], owner: Subject) -> Iterator[Change]:
        """Compare the members of an object, or parameters of an operation."""
        where = f"{self._direction}s"
        gone = [field for field in old if all(field.wire != other.wire for other in new)]
        added = [field for field in new if all(field.wire != other.wire for other in old)]
        for field in list(gone):
            if (match := renamed(field, added, old, new)) is not None:
                gone.remove(field)
                added.remove(match)
                words = f": renamed to {match.wire} in {where} (a guess: one member went here, and another one came)"
                subject = self._member(owner, field, match)
                yield subject.change("member-renamed", words, field.wire, match.wire)
                yield from self._field(field, match, subject)
        for field in gone:
            subject = self._member(owner, field).at(field.mark, owner.marks[1])
            gone_from = replace(subject, label=owner.label)
            yield gone_from.change("member-gone", f": field {field.wire} removed from {where}")
        for field in new:
            match = next((other for other in old if other.wire == field.wire), None)
            if match is not None:
                yield from self._field(match, field, self._member(owner, match, field))
            elif field in added:
                subject = self._member(owner, field).at(owner.marks[0], field.mark)
                yield self._added(field, replace(subject, label=owner.label), where)

    def _member(self, owner: Subject, old: Field, new: Field | None = None) -> Subject:
        field = new or old
        return Subject(
            label=f"{owner.label}.{field.wire}",
            operation=owner.operation,
            where=(*owner.where, old.wire),
            marks=(old.mark, field.mark),
        )

    def _added(self, field: Field, subject: Subject, where: str) -> Change:
        if field.fills_in and self._direction == "request":
            words = f": field {field.wire}, which has one value only, added to {where}"
            return subject.change("member-required", words, level="additive")
        if field.required and self._direction == "request":
            return subject.change("member-required", f": required field {field.wire} added to {where}")
        kind = "optional " if self._direction == "request" else ""
        return subject.change("member-added", f": {kind}field {field.wire} added to {where}")

    def _field(self, old: Field, new: Field, subject: Subject) -> Iterator[Change]:
        if self._by_class and old.wire == new.wire and old.name.snake != new.name.snake:
            yield from subject.compare("name-changed", "Python name", old.name.snake, new.name.snake)
        if old.required != new.required:
            code, word = ("now-required", "required") if new.required else ("now-optional", "optional")
            is_worse = new.required if self._direction == "request" else old.required
            yield self._graded(is_worse, subject, code, f": now {word}", old.required, new.required)
        if old.only_in != new.only_in:
            words = f"now only in {new.only_in}s" if new.only_in else "now in requests and responses"
            yield subject.change("direction-changed", f": {words}", old.only_in, new.only_in)
        yield from compare_docs(old.doc, new.doc, subject)
        yield from self.value(old.type, new.type, subject)

    def _graded(
        self, is_worse: bool, subject: Subject, code: str, words: str, before: Any = None, after: Any = None
    ) -> Change:
        """Return a change that breaks callers in one direction and not in the other."""
        level, wire = ("breaking", "breaking") if is_worse else ("additive", "compatible")
        return subject.change(code, f"{words} in {self._direction}s", before, after, level=level, wire=wire)

    def value(self, old: Type, new: Type, subject: Subject) -> Iterator[Change]:
        """Compare two types at one place."""
        was_nullable, is_nullable = isinstance(old, Nullable), isinstance(new, Nullable)
        if was_nullable != is_nullable:
            code, words = ("null-allowed", "now") if is_nullable else ("null-refused", "no longer")
            is_worse = was_nullable if self._direction == "request" else is_nullable
            yield self._graded(is_worse, subject, code, f": {words} nullable")
        old, new = (type_.item if isinstance(type_, Nullable) else type_ for type_ in (old, new))
        old, new = (Text() if isinstance(type_, Constant) and not type_.is_only else type_ for type_ in (old, new))
        before = type(self._old[old.name]) if isinstance(old, Ref) else type(old)
        after = type(self._new[new.name]) if isinstance(new, Ref) else type(new)
        if before is not after:
            yield self._kind_change(before, after, old, new, subject)
            return
        if isinstance(old, Ref) and isinstance(new, Ref):
            yield from self._models(old.name, new.name, subject)
        if isinstance(old, Text | Integer | Number | ListOf | MapOf) and isinstance(new, type(old)):
            yield from self._limits(old.limits, new.limits, subject)
        match old, new:
            case (ListOf(item=old_item), ListOf(item=new_item)):
                yield from self.value(old_item, new_item, self._items(old_item, subject))
            case (MapOf(value=old_item), MapOf(value=new_item)):
                yield from self.value(old_item, new_item, subject.named("{}"))
            case (Text(), Text()) if old.sensitive != new.sensitive:
                yield subject.change("encryption-changed", f": {'now' if new.sensitive else 'no longer'} encrypted")
            case (Constant(), Constant()):
                yield from subject.compare("constant-changed", "only value", old.text, new.text)
            case (File(), File()):
                what = "maximum file size in bytes"
                yield from subject.compare("file-limit-changed", what, old.max_bytes, new.max_bytes)
            case _:
                return

    def _items(self, item: Type, subject: Subject) -> Subject:
        """Return the items of a list. Those that are objects have members, whose paths do not tell of the list."""
        is_object = isinstance(item, Ref) and isinstance(self._old.get(item.name), Record)
        return subject.named("" if is_object and not self._by_class else "[]", where="" if is_object else "[]")

    def _kind_change(self, before: type[Any], after: type[Any], old: Type, new: Type, subject: Subject) -> Change:
        is_request = self._direction == "request"
        kinds = _KINDS[before], _KINDS[after]
        fact = "enum" if {before, after} <= {Text, Enum} else "type"
        was, is_ = (self._meanings(type_) or kind for type_, kind in zip((old, new), kinds, strict=True))
        if after is not Anything and not (is_request and (before, after) == (Integer, Number)):
            listed = f": {', '.join(is_)}" if isinstance(is_, dict) else ""
            return subject.change("type-changed", f": {describe('type', *kinds)}{listed}", was, is_, fact=fact)
        words = f": {describe('type', *kinds, 'widened')} in {self._direction}s"
        return subject.change(
            "type-widened", words, was, is_, level="additive" if is_request else "breaking", fact=fact
        )

    def _meanings(self, type_: Type) -> dict[str, str]:
        """Return the values of an enum with their meanings; nothing for other types."""
        for models in (self._old, self._new):
            model = models.get(type_.name) if isinstance(type_, Ref) else None
            if isinstance(model, Enum):
                return {str(member.value): member.meaning for member in model.members}
        return {}

    def _limits(self, old: Limits, new: Limits, subject: Subject) -> Iterator[Change]:
        for name in (field.name for field in fields(Limits)):
            before, after = getattr(old, name), getattr(new, name)
            if before == after:
                continue
            code = "limit-tightened" if _is_tighter(name, before, after) else "limit-loosened"
            code = "answer-limit-changed" if self._direction == "response" else code
            words = f": {_describe_limit(name, before, after)}"
            yield subject.change(code, words, before, after, fact=_LIMITS[name][0])

    def _models(self, old_name: str, new_name: str, subject: Subject) -> Iterator[Change]:
        old, new = self._old[old_name], self._new[new_name]
        if old is new or old is None or new is None or (self._by_class and (old_name, new_name) in self._compared):
            return
        self._compared.add((old_name, new_name))
        if self._by_class:
            subject = replace(subject, label=new_name, marks=(old.mark, new.mark))
            if old_name != new_name:
                class_ = replace(subject, label="class ")
                yield class_.change("class-renamed", f"{old_name} renamed to {new_name}")
            yield from compare_docs(old.doc, new.doc, subject)
        match old, new:
            case (Record(), Record()):
                yield from self.fields(old.fields, new.fields, subject)
                yield from compare_closed(old.closed, new.closed, subject)
                if self._direction == "request":
                    yield from compare_rules(old.rules, new.rules, subject)
            case (Enum(), Enum()):
                yield from self._enum(old, new, subject)
            case (Union(), Union()):
                yield from self._union(old, new, subject)
            case _:
                return

    def _enum(self, old: Enum, new: Enum, subject: Subject) -> Iterator[Change]:
        before, after = ({member.value: member for member in enum.members} for enum in (old, new))
        for value, member in before.items():
            named, other = self._value(subject, member), after.get(value)
            if other is None:
                wire = "breaking" if self._direction == "request" else "compatible"
                yield named.change("value-gone", " removed", value, None, wire=wire)
                continue
            if self._by_class and other.name != member.name:
                yield named.change("value-renamed", f" renamed to {other.name}")
            elif other.meaning != member.meaning:
                meanings = {str(value): member.meaning}, {str(value): other.meaning}
                words = f": {describe('meaning', member.meaning, other.meaning)}"
                yield named.change("meaning-changed", words, *meanings)
            yield from compare_deprecation(member.deprecated, other.deprecated, named)
        for value, member in after.items():
            if value not in before:
                yield self._value(subject, member).change("value-added", " added", None, value)

    def _value(self, subject: Subject, member: EnumMember) -> Subject:
        return subject.named(f".{member.name}" if self._by_class else f": value {member.value}")

    def _union(self, old: Union, new: Union, subject: Subject) -> Iterator[Change]:
        before, after = len(old.variants), len(new.variants)
        if before != after:
            is_worse = after < before if self._direction == "request" else after > before
            words = f": {describe('number of alternatives', before, after)}"
            yield self._graded(is_worse, subject, "kinds-changed", words, before, after)
            return
        for number, (old_kind, new_kind) in enumerate(zip(old.variants, new.variants, strict=True), 1):
            yield from self.value(old_kind, new_kind, subject.named(f" (alternative {number})"))


def renamed(field: Field, added: Sequence[Field], old: Sequence[Field], new: Sequence[Field]) -> Field | None:
    """Guess which of the members that came is one that went: it has the same title, or the same position and type."""
    for other in added:
        if field.doc.title and field.doc.title == other.doc.title:
            return other
        is_same_position = len(old) == len(new) and old.index(field) == new.index(other)
        titles = field.doc.title and other.doc.title
        if is_same_position and not titles and len(old) > 1 and type(field.type) is type(other.type):
            return other
    return None


def _describe_limit(name: str, before: Any, after: Any) -> str:
    if name == "unique_items":
        return "items must now be unique" if after else "items need no longer be unique"
    verb = "changed" if name in _UNORDERED or None in (before, after) else "lowered" if after < before else "raised"
    return describe(_LIMITS[name][1], before, after, verb)


def _is_tighter(name: str, before: Any, after: Any) -> bool:
    """Whether a limit allows less than before."""
    if after is None or after is False:
        return False
    if before is None or before is False:
        return True
    return name in _UNORDERED or bool(after < before if "max" in name else after > before)

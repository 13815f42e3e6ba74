"""Comparing types, records and enums, in requests and in answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal

from wxbrand_codegen.change.changes import Change, Level, Wire
from wxbrand_codegen.document.problems import Mark
from wxbrand_codegen.ir.api import (
    Anything,
    Api,
    Boolean,
    Choice,
    Doc,
    Field,
    File,
    Integer,
    Limits,
    ListOf,
    MapOf,
    Model,
    Nullable,
    Number,
    Record,
    Ref,
    Rule,
    Text,
    Timestamp,
    Type,
    Variants,
)
from wxbrand_codegen.render.documentation import rule_sentence

Direction = Literal["request", "answer"]

_WORDS: dict[type[Any], str] = {
    Text: "text", Integer: "whole number", Number: "number", Boolean: "boolean", Timestamp: "time", File: "file",
    Anything: "anything", ListOf: "list", MapOf: "map", Record: "object", Choice: "enum", Variants: "one of several kinds",
}  # fmt: skip
_LOWER = frozenset({"max_length", "maximum", "below", "max_items", "max_members"})
"""Limits of which a lower value is tighter."""

_HIGHER = frozenset({"min_length", "minimum", "above", "min_items", "min_members"})


class Types:
    """Compares what two specs say of values, and gathers the changes. A record is compared once for each direction."""

    def __init__(self, old: Api, new: Api) -> None:
        self._old: Mapping[str, Model] = old.models
        self._new: Mapping[str, Model] = new.models
        self._seen: set[tuple[str, str, Direction]] = set()
        self._told: set[tuple[str, str]] = set()
        self.changes: list[Change] = []

    def say(
        self, code: str, level: Level, wire: Wire, message: str, old: Mark | None = None, new: Mark | None = None
    ) -> None:
        """Take note of a change, once."""
        if (code, message) not in self._told:
            self._told.add((code, message))
            self.changes.append(Change(code=code, level=level, wire=wire, message=message, old=old, new=new))

    def fields(
        self, old: tuple[Field, ...], new: tuple[Field, ...], owner: str, direction: Direction, marks: tuple[Mark, Mark]
    ) -> None:
        """Compare the members of an object, or the parameters of one place."""
        before, after = ({field.wire: field for field in members} for members in (old, new))
        what = "takes" if direction == "request" else "has"
        for wire, field in before.items():
            if wire not in after:
                self.say(
                    "member-gone", "breaking", "breaking", f"{owner} no longer {what} {wire}", field.mark, marks[1]
                )
        for wire, field in after.items():
            if wire not in before:
                must = field.required and direction == "request"
                self.say(
                    "member-required" if must else "member-added",
                    "breaking" if must else "additive",
                    "breaking" if must else "compatible",
                    f"{owner} {'now needs' if must else 'now ' + what} {wire}",
                    marks[0],
                    field.mark,
                )
            else:
                self.field(before[wire], field, owner, direction)

    def field(self, old: Field, new: Field, owner: str, direction: Direction) -> None:
        """Compare one member."""
        place, marks = f"{owner}.{new.wire}", (old.mark, new.mark)
        if old.name.snake != new.name.snake:
            message = f"{place} is called {new.name.snake} in Python, no longer {old.name.snake}"
            self.say("name-changed", "breaking", "same", message, *marks)
        if old.required != new.required:
            worse = new.required if direction == "request" else old.required
            verb = "must now be given" if new.required else "may now be left out"
            level: Level = "breaking" if worse else "additive"
            wire: Wire = "breaking" if worse else "compatible"
            code = "now-required" if new.required else "now-optional"
            self.say(code, level, wire, f"{place} {verb}", *marks)
        self._docs(old.doc, new.doc, place, marks)
        self.value(old.type, new.type, place, direction, marks)

    def _docs(self, old: Doc, new: Doc, place: str, marks: tuple[Mark, Mark]) -> None:
        if (old.title, old.text, old.unit, old.lifetime) != (new.title, new.text, new.unit, new.lifetime):
            self.say("words-changed", "documentation", "same", f"{place} is described in other words", *marks)
        if new.deprecated and not old.deprecated:
            self.say("now-deprecated", "additive", "same", f"{place} is deprecated", *marks)
        if old.default != new.default:
            message = f"{place}, when left out, counts as {new.default!a}, no longer {old.default!a}"
            self.say("default-changed", "documentation", "compatible", message, *marks)
        if old.unproven != new.unproven and _facts(old) != _facts(new):
            self.say("proof-changed", "documentation", "same", f"{place}: other facts are unproven", *marks)

    def value(self, old: Type, new: Type, place: str, direction: Direction, marks: tuple[Mark, Mark]) -> None:
        """Compare two types at one place."""
        old, new = self._null(old, new, place, direction, marks)
        kinds = self._kind(old, self._old), self._kind(new, self._new)
        if kinds[0] is not kinds[1]:
            if kinds[1] is Anything or (kinds == (Integer, Number) and direction == "request"):
                message = f"{place} now takes {_WORDS[kinds[1]]}, no longer only {_WORDS[kinds[0]]}"
                self.say(
                    "type-widened", "additive" if direction == "request" else "breaking", "compatible", message, *marks
                )
            else:
                message = f"{place} is now {_WORDS[kinds[1]]}, no longer {_WORDS[kinds[0]]}"
                self.say("type-changed", "breaking", "breaking", message, *marks)
            return
        match old, new:
            case (ListOf(item=a), ListOf(item=b)):
                self._limits(old.limits, new.limits, place, direction, marks)
                self.value(a, b, f"{place}[]", direction, marks)
            case (MapOf(value=a), MapOf(value=b)):
                self._limits(old.limits, new.limits, place, direction, marks)
                self.value(a, b, f"{place}{{}}", direction, marks)
            case (Ref(name=a), Ref(name=b)):
                self._models(a, b, direction)
            case (
                (Text(limits=a), Text(limits=b))
                | (Integer(limits=a), Integer(limits=b))
                | (Number(limits=a), Number(limits=b))
            ):
                self._limits(a, b, place, direction, marks)
                if isinstance(old, Text) and isinstance(new, Text) and old.sensitive != new.sensitive:
                    verb = "is now encrypted" if new.sensitive else "is no longer encrypted"
                    self.say("encryption-changed", "additive", "breaking", f"{place} {verb}", *marks)
            case (File(), File()) if old != new:
                self.say("file-limit-changed", "additive", "compatible", f"{place} takes files of another size", *marks)
            case _:
                return

    def _null(
        self, old: Type, new: Type, place: str, direction: Direction, marks: tuple[Mark, Mark]
    ) -> tuple[Type, Type]:
        was, now = isinstance(old, Nullable), isinstance(new, Nullable)
        if was != now:
            worse = was if direction == "request" else now
            message = f"{place} may {'now' if now else 'no longer'} be null"
            level: Level = "breaking" if worse else "additive"
            self.say(
                "null-allowed" if now else "null-refused", level, "breaking" if worse else "compatible", message, *marks
            )
        return old.item if isinstance(old, Nullable) else old, new.item if isinstance(new, Nullable) else new

    def _kind(self, type_: Type, models: Mapping[str, Model]) -> type[Any]:
        return type(models[type_.name]) if isinstance(type_, Ref) else type(type_)

    def _models(self, old_name: str, new_name: str, direction: Direction) -> None:
        if (old_name, new_name, direction) in self._seen:
            return
        self._seen.add((old_name, new_name, direction))
        old, new = self._old[old_name], self._new[new_name]
        marks = old.mark, new.mark
        if old_name != new_name:
            message = f"the class {old_name} is called {new_name}"
            self.say("class-renamed", "breaking", "same", message, *marks)
        match old, new:
            case (Record(), Record()):
                self.fields(old.fields, new.fields, new_name, direction, marks)
                if direction == "request":
                    self.rules(old.rules, new.rules, new_name, marks)
            case (Choice(), Choice()):
                self._members(old, new, direction)
            case (Variants(), Variants()):
                self._variants(old, new, direction)
            case _:
                return
        self._docs(old.doc, new.doc, new_name, marks)

    def _members(self, old: Choice, new: Choice, direction: Direction) -> None:
        before, after = ({member.value: member for member in choice.members} for choice in (old, new))
        marks = old.mark, new.mark
        for value, member in before.items():
            if value not in after:
                message = f"{new.name.pascal} no longer has {member.name}"
                self.say(
                    "value-gone", "breaking", "breaking" if direction == "request" else "compatible", message, *marks
                )
            elif after[value].name != member.name:
                message = f"{new.name.pascal}.{member.name} is called {after[value].name}"
                self.say("value-renamed", "breaking", "same", message, *marks)
            elif after[value].meaning != member.meaning:
                message = f"{new.name.pascal}.{member.name} is described in other words"
                self.say("words-changed", "documentation", "same", message, *marks)
        for value, member in after.items():
            if value not in before:
                self.say("value-added", "additive", "compatible", f"{new.name.pascal} now has {member.name}", *marks)

    def _variants(self, old: Variants, new: Variants, direction: Direction) -> None:
        marks = old.mark, new.mark
        if len(old.kinds) != len(new.kinds):
            fewer = len(new.kinds) < len(old.kinds)
            worse = fewer if direction == "request" else not fewer
            message = f"{new.name.pascal} has {len(new.kinds)} kinds, no longer {len(old.kinds)}"
            self.say(
                "kinds-changed",
                "breaking" if worse else "additive",
                "breaking" if worse else "compatible",
                message,
                *marks,
            )
            return
        for number, (before, after) in enumerate(zip(old.kinds, new.kinds, strict=True), 1):
            self.value(before, after, f"{new.name.pascal} (kind {number})", direction, marks)

    def rules(self, old: tuple[Rule, ...], new: tuple[Rule, ...], owner: str, marks: tuple[Mark, Mark]) -> None:
        """Compare rules on members, which only requests are held against."""
        before, after = ({rule_sentence(rule): rule for rule in rules} for rules in (old, new))
        for sentence, rule in before.items():
            if sentence not in after:
                self.say(
                    "rule-gone",
                    "additive",
                    "compatible",
                    f"{owner} has no longer the rule: {sentence}",
                    rule.mark,
                    marks[1],
                )
        for sentence, rule in after.items():
            if sentence not in before:
                self.say(
                    "rule-added", "breaking", "breaking", f"{owner} has a new rule: {sentence}", marks[0], rule.mark
                )

    def _limits(self, old: Limits, new: Limits, place: str, direction: Direction, marks: tuple[Mark, Mark]) -> None:
        for limit in fields(Limits):
            before, after = getattr(old, limit.name), getattr(new, limit.name)
            if before == after:
                continue
            words = limit.name.replace("_", " ")
            message = f"{place}: {words} is {_said(after)}, no longer {_said(before)}"
            if direction == "answer":
                self.say("answer-limit-changed", "documentation", "compatible", message, *marks)
            elif _is_tighter(limit.name, before, after):
                self.say("limit-tightened", "breaking", "breaking", message, *marks)
            else:
                self.say("limit-loosened", "additive", "compatible", message, *marks)


def _facts(doc: Doc) -> list[tuple[str, str]]:
    return [(entry.fact, repr(entry.says)) for entry in doc.unproven]


def _said(limit: Any) -> str:
    return "not stated" if limit is None or limit is False else str(limit)


def _is_tighter(name: str, before: Any, after: Any) -> bool:
    """Whether a limit allows less than before; of patterns and the like that cannot be said, so it counts as less."""
    if after is None or after is False:
        return False
    if before is None or before is False:
        return True
    if name in _LOWER:
        return bool(after < before)
    return bool(after > before) if name in _HIGHER else True

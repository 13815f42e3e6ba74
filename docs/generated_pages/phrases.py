"""Phrases about fields and rules in English; those in Chinese are the ones of the client's docstrings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.ir.models import Doc, Field, Rule, UnprovenFact
from wxbrand_codegen.ir.types import Constant, File, Integer, Limits, ListOf, MapOf, Nullable, Number, Text, Type
from wxbrand_codegen.render import docstrings

from generated_pages.words import Language, literal

NO_BLANKS = r"^[!-~]+\Z"
"""The pattern of ids, which only says that they have no blanks and no invisible characters."""

_FACTS = {"rate-limit": "rate limit", "maxLength": "longest length", "minLength": "shortest length", "enum": "values"}


def facts(field: Field, language: Language) -> Iterator[str]:
    """Yield the unit, limits, default and direction of a field."""
    if language == "zh":
        yield from docstrings.field_facts(field.type, field.doc)
        if isinstance(field.type, Text):
            yield from _pattern(field.type.limits, "格式 {}")
        if field.only_in:
            yield {"request": "只写", "response": "只读"}[field.only_in]
    else:
        yield from _facts(field.type, field.doc)
        if field.only_in:
            yield {"request": "write-only", "response": "read-only"}[field.only_in]


def _facts(type_: Type, doc: Doc) -> Iterator[str]:
    if doc.unit and doc.unit != "characters":
        yield f"in {doc.unit}"
    match type_:
        case Nullable(item=item):
            yield from _facts(item, Doc())
        case Text(limits=limits, sensitive=sensitive):
            yield from _range(limits.min_length, limits.max_length, "character")
            yield from _pattern(limits, "matches {}")
            if sensitive:
                yield "sensitive: encrypted on the wire"
        case Constant(text=text, is_only=is_only):
            yield f"always {text}" if is_only else f"{text} unless given"
        case File(max_bytes=int(most)):
            yield f"at most {most} bytes"
        case Integer(limits=limits) | Number(limits=limits):
            yield from _numbers(limits)
        case ListOf(item=item, limits=limits):
            yield from _range(limits.min_items, limits.max_items, "item")
            if inner := ", ".join(_facts(item, Doc())):
                yield f"each {inner}"
        case MapOf(limits=limits):
            yield from _range(limits.min_properties, limits.max_properties, "member")
        case _:
            pass
    if doc.default is not None:
        yield f"default {json.dumps(doc.default, ensure_ascii=False)}"
    if doc.lifetime is not None:
        yield f"valid for {doc.lifetime} seconds"


def _pattern(limits: Limits, phrase: str) -> Iterator[str]:
    if limits.pattern and limits.pattern != NO_BLANKS:
        yield phrase.format(
            literal(limits.pattern.removesuffix(r"\Z") + ("$" if limits.pattern.endswith(r"\Z") else ""))
        )


def _range(least: int | None, most: int | None, noun: str) -> Iterator[str]:
    plural = f"{noun}s"
    if least is not None and most is not None:
        yield f"{least} to {most} {plural}" if least != most else f"exactly {least} {noun if least == 1 else plural}"
    elif most is not None:
        yield f"at most {most} {noun if most == 1 else plural}"
    elif least is not None:
        yield f"at least {least} {noun if least == 1 else plural}"


def _numbers(limits: Limits) -> Iterator[str]:
    if limits.minimum is not None and limits.maximum is not None:
        yield f"{limits.minimum} to {limits.maximum}"
    elif limits.minimum is not None:
        yield f"at least {limits.minimum}"
    elif limits.maximum is not None:
        yield f"at most {limits.maximum}"
    if limits.exclusive_minimum is not None:
        yield f"more than {limits.exclusive_minimum}"
    if limits.exclusive_maximum is not None:
        yield f"less than {limits.exclusive_maximum}"
    if limits.multiple_of is not None:
        yield f"a multiple of {limits.multiple_of}"


def rate(limit: tuple[int, int, str], language: Language) -> str:
    """Return a rate limit as text."""
    count, seconds, per = limit
    if language == "zh":
        every = "每秒" if seconds == 1 else f"每 {seconds} 秒"
        return f"{'每个品牌ID' if per == 'brand' else '每个商户号'}{every} {count} 次"
    every = "a second" if seconds == 1 else f"in {seconds} seconds"
    return f"{count} {every} for each {per}"


def fact_name(entry: UnprovenFact, language: Language) -> str:
    """Return the name of a fact that is not proven."""
    sentence = docstrings.unproven_sentence(entry)
    if language == "zh":
        return sentence.removeprefix("未证实：").partition("（")[0]
    fact = _FACTS.get(entry.fact, entry.fact)
    says = "" if entry.says in (None, True) else f": {_text(entry.says)}"
    return f"{fact}{says}"


def rule_sentence(rule: Rule, language: Language) -> str:
    """Describe a rule between members."""
    return docstrings.rule_sentence(rule) if language == "zh" else docstrings.rule_sentence(rule, _ENGLISH)


_ENGLISH = docstrings.RulePhrases(
    cases={
        "present": "{name} is given",
        "absent": "{name} is not given",
        "equals": "{name} is {values}",
        "contains": "{name} contains {values}",
    },
    demands={
        "present": "{name} is required",
        "absent": "{name} must not be given",
        "equals": "{name} must be {values}",
        "contains": "{name} must contain {values}",
        "exactly_one": "exactly one of {sets} must be given",
        "at_least_one": "at least one of {sets} must be given",
        "not_all": "{sets} exclude each other",
    },
    between_cases=" and ",
    between_demands=" and ",
    between_values=" or ",
    between_sets=", ",
    within_a_set=" with ",
    if_="{demands}, if {cases}",
    unless="{demands}, unless {cases}",
)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

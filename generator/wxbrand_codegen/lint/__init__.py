"""Advise the authors of a spec: what is missing, what contradicts itself, what other YAML readers would misread.

`lint` takes a joined document and the `Api` built from it, and returns one `Problem` for each piece of advice; `fix` adds
missing quotes in place. A rule is a function: its name is the code of the advice, its docstring the reason for it. Add
a rule to `fields`, `operations`, `slips` or `yaml_style`, to `RULES` there, and to the table in docs/en/generator/lint-rules.md.

What cannot be generated is not found here but in `build`, and invalid OpenAPI in `document.inspect`.

May import `document`, `ir`, `patterns` and `build`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from wxbrand_codegen.document.load import Document
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.lint import fields, operations, slips, yaml_style
from wxbrand_codegen.lint.subject import Rule, Subject, sources_of
from wxbrand_codegen.lint.yaml_style import fix
from wxbrand_codegen.problems import Problem

__all__ = ["CODES", "RULES", "fix", "lint", "rule_code", "worst_first"]

RULES: tuple[Rule, ...] = (*slips.RULES, *operations.RULES, *fields.RULES, *yaml_style.RULES)


def rule_code(rule: Rule) -> str:
    """Return the code of a rule's advice, such as `missing-title`."""
    return rule.__name__.replace("_", "-")


_LIKELY_SLIPS = (
    "unknown-required", "unknown-type", "unknown-keyword", "unknown-key", "unknown-format", "unknown-media-type",
    "malformed-keyword", "keyword-beside-ref", "keyword-without-effect", "not-a-schema", "not-openapi", "broken-reference",
    "foreign-reference", "const-outside-enum", "enum-of-other-type", "impossible-limits", "example-does-not-fit",
    "undeclared-parameter", "unused-parameter", "undeclared-tag", "unused-tag", *map(rule_code, slips.RULES),
)  # fmt: skip
"""Codes of what was probably not meant, the costliest first."""

CODES = tuple(dict.fromkeys((*_LIKELY_SLIPS, *map(rule_code, RULES))))
"""Codes of advice: of every rule here, and of what `build` finds most often."""


def worst_first(advice: Iterable[Problem]) -> list[Problem]:
    """Sort advice: probable slips first, then what is not followed, then what the spec does not say."""
    silent = {rule_code(rule) for rule in (*operations.RULES, *fields.RULES)}
    rank = {code: position for position, code in enumerate(_LIKELY_SLIPS)}

    def key(piece: Problem) -> tuple[object, ...]:
        return rank.get(piece.code, len(rank) + (piece.code in silent)), piece.code, *piece.sort_key()

    return sorted(advice, key=key)


def lint(document: Document, api: Api, *, today: date | None = None) -> tuple[Problem, ...]:
    """Return every piece of advice, sorted by file, line and column."""
    subject = Subject(document=document, api=api, sources=sources_of(document), today=today or datetime.now(UTC).date())
    found = {
        Problem(mark=mark, code=rule_code(rule), message=message, advice=True)
        for rule in RULES
        for mark, message in rule(subject)
    }
    return tuple(sorted(found, key=Problem.sort_key))

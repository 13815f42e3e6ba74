"""Advice for authors of a spec: what it should say as well. Every rule is one function; its name is its code."""

from __future__ import annotations

from datetime import UTC, date, datetime

from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.problems import Problem
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.lint import fields as lint_fields
from wxbrand_codegen.lint import operations as lint_operations
from wxbrand_codegen.lint import sources as lint_sources
from wxbrand_codegen.lint.subject import Rule, Subject, sources_of

RULES: tuple[Rule, ...] = (*lint_operations.RULES, *lint_fields.RULES, *lint_sources.RULES)


def code_of(rule: Rule) -> str:
    """Give the word by which people know a rule."""
    return rule.__name__.replace("_", "-")


def lint(document: Document, api: Api, *, today: date | None = None) -> tuple[Problem, ...]:
    """Give every piece of advice, in the order of the places."""
    subject = Subject(document=document, api=api, sources=sources_of(document), today=today or datetime.now(UTC).date())
    found = {
        Problem(mark=mark, code=code_of(rule), message=message, advice=True)
        for rule in RULES
        for mark, message in rule(subject)
    }
    return tuple(sorted(found))

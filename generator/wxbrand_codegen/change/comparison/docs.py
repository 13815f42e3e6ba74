"""Compare what documents a member: title, description, default, lifetime, deprecation."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.change.comparison.changes import Change, Subject, describe
from wxbrand_codegen.ir.models import Doc


def compare_docs(old: Doc, new: Doc, subject: Subject) -> Iterator[Change]:
    """Compare titles, descriptions, defaults, lifetimes, deprecation and what is unproven."""
    if old.title != new.title:
        words = f": {describe('title', old.title, new.title)}"
        yield subject.documentation("title-changed", words, "title", old.title, new.title)
    if (old.text, old.unit) != (new.text, new.unit):
        yield subject.documentation("words-changed", ": description changed", "description", old.text, new.text)
    if old.lifetime != new.lifetime:
        words = f": {describe('lifetime in seconds', old.lifetime, new.lifetime)}"
        yield subject.documentation("lifetime-changed", words, "x-wxbrand-lifetime-seconds", old.lifetime, new.lifetime)
    yield from compare_deprecation(old.deprecated, new.deprecated, subject)
    if old.default != new.default:
        defaults = ("" if doc.default is None else ascii(doc.default) for doc in (old, new))
        words = f": {describe('default', *defaults)}"
        yield subject.documentation("default-changed", words, "default", old.default, new.default, wire="compatible")
    facts = ([(entry.fact, repr(entry.says)) for entry in doc.unproven] for doc in (old, new))
    if next(facts) != next(facts):
        yield subject.documentation("proof-changed", ": unproven facts changed", "x-wxbrand-unproven")


def compare_deprecation(was: bool, is_: bool, subject: Subject) -> Iterator[Change]:
    """Compare whether something is deprecated. Nothing fails for callers, but they may be warned."""
    if is_ and not was:
        yield subject.additive("now-deprecated", ": now deprecated", "deprecated", was, is_, wire="same")
    elif was and not is_:
        yield subject.additive("no-longer-deprecated", ": no longer deprecated", "deprecated", was, is_, wire="same")


def compare_closed(was: bool, is_: bool, subject: Subject) -> Iterator[Change]:
    """Compare whether an object may have further members. Clients send none, and read answers without them."""
    if was != is_:
        code, words = ("others-refused", "no longer") if is_ else ("others-allowed", "now")
        words = f": further members {words} allowed"
        yield subject.documentation(code, words, "additionalProperties", not was, not is_, wire="compatible")

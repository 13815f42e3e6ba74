"""Compare what documents a member: title, description, default, lifetime, deprecation."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.change.comparison.changes import Change, Subject, describe
from wxbrand_codegen.ir.models import Doc


def compare_docs(old: Doc, new: Doc, subject: Subject) -> Iterator[Change]:
    """Compare titles, descriptions, defaults, lifetimes, deprecation and what is unproven."""
    yield from subject.compare("title-changed", "title", old.title, new.title)
    if (old.text, old.unit) != (new.text, new.unit):
        yield subject.change("words-changed", ": description changed", old.text, new.text)
    yield from subject.compare("lifetime-changed", "lifetime in seconds", old.lifetime, new.lifetime)
    yield from compare_deprecation(old.deprecated, new.deprecated, subject)
    if old.default != new.default:
        defaults = ("" if doc.default is None else ascii(doc.default) for doc in (old, new))
        yield subject.change("default-changed", f": {describe('default', *defaults)}", old.default, new.default)
    facts = ([(entry.fact, repr(entry.says)) for entry in doc.unproven] for doc in (old, new))
    if next(facts) != next(facts):
        yield subject.change("proof-changed", ": unproven facts changed")


def compare_deprecation(was: bool, is_: bool, subject: Subject) -> Iterator[Change]:
    """Compare whether something is deprecated. Nothing fails for callers, but they may be warned."""
    if was != is_:
        code, words = ("now-deprecated", "now") if is_ else ("no-longer-deprecated", "no longer")
        yield subject.change(code, f": {words} deprecated", was, is_)


def compare_closed(was: bool, is_: bool, subject: Subject) -> Iterator[Change]:
    """Compare whether an object may have further members. Clients send none, and read answers without them."""
    if was != is_:
        code, words = ("others-refused", "no longer") if is_ else ("others-allowed", "now")
        yield subject.change(code, f": further members {words} allowed", not was, not is_)

"""Print differences between pages and the spec: text for people, Markdown for a pull request, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from wxbrand_codegen.change.drift.differences import Difference
from wxbrand_codegen.problems import printable

_LONGEST = 60
"""Characters of a value that are printed."""

Found = Sequence[tuple[str, Difference]]
"""Each difference with the file name of its page."""


def as_text(found: Found) -> str:
    """Return one line for each difference."""
    return "\n".join(_line(name, entry) for name, entry in found)


def _line(name: str, entry: Difference) -> str:
    subject = f"{entry.fact} {entry.where}".strip()
    note = f" ({entry.note})" if entry.note else ""
    return f"{printable(_place(name, entry))} {subject}: {_both_sides(entry)}{note} [{entry.mark}]"


def _both_sides(entry: Difference) -> str:
    spec, page = _cell(entry.spec), _cell(entry.page)
    if not entry.spec:
        return f"{page} on the page, nothing in the spec"
    if not entry.page:
        return f"{spec} in the spec, nothing on the page"
    return f"{spec} in the spec, {page} on the page"


def as_markdown(found: Found) -> str:
    """Return a table."""
    rows = ["| page | fact | field | spec | page says | place in the spec | note |", "|---|---|---|---|---|---|---|"]
    for name, entry in found:
        cells = (
            _place(name, entry),
            entry.fact,
            entry.where,
            _cell(entry.spec) or "nothing",
            _cell(entry.page) or "nothing",
            str(entry.mark),
            entry.note,
        )
        rows.append(
            "| " + " | ".join(printable(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in cells) + " |"
        )
    return "\n".join(rows)


def as_json(found: Found) -> str:
    """Return a list of objects."""
    entries = [
        {
            "page": name,
            "line": entry.line,
            "fact": entry.fact,
            "where": entry.where,
            "spec": entry.spec,
            "says": entry.page,
            "note": entry.note,
            "file": entry.mark.file,
            "specLine": entry.mark.line,
            "column": entry.mark.column,
        }
        for name, entry in found
    ]
    return json.dumps(entries, indent=1, ensure_ascii=False)


def _place(name: str, entry: Difference) -> str:
    return f"{name}:{entry.line}" if entry.line else name


def _cell(text: str) -> str:
    return printable(text, _LONGEST)

"""Shows differences: a table for people, JSON for machines, Markdown for a pull request."""

from __future__ import annotations

import json
from collections.abc import Sequence

from wxbrand_codegen.change.drift import Difference
from wxbrand_codegen.problems import printable

_LONGEST = 60
"""Characters of a value that a table shows."""

Found = Sequence[tuple[str, Difference]]
"""Each difference with the name of the page."""


def as_text(found: Found) -> str:
    """One line each: places, fact, what both say."""
    lines = []
    for name, entry in found:
        place = f"{printable(name)}:{entry.line}" if entry.line else printable(name)
        note = f" ({entry.note})" if entry.note else ""
        about = f"{entry.fact} {entry.where}".strip()
        lines.append(
            f"{place} {about}: the page says {_cell(entry.page)}, the spec {_cell(entry.spec)}{note} [{entry.mark}]"
        )
    return "\n".join(lines)


def as_markdown(found: Found) -> str:
    """A table."""
    rows = ["| page | fact | where | spec | page says | spec's place | note |", "|---|---|---|---|---|---|---|"]
    for name, entry in found:
        place = f"{name}:{entry.line}" if entry.line else name
        cells = (place, entry.fact, entry.where, _cell(entry.spec), _cell(entry.page), str(entry.mark), entry.note)
        rows.append(
            "| " + " | ".join(printable(cell).replace("\\", "\\\\").replace("|", "\\|") for cell in cells) + " |"
        )
    return "\n".join(rows)


def as_json(found: Found) -> str:
    """A list of objects."""
    entries = [
        {"page": name, "line": entry.line, "fact": entry.fact, "where": entry.where, "spec": entry.spec}
        | {"says": entry.page, "note": entry.note}
        | {"file": entry.mark.file, "specLine": entry.mark.line, "column": entry.mark.column}
        for name, entry in found
    ]
    return json.dumps(entries, indent=1, ensure_ascii=False)


def _cell(text: str) -> str:
    return printable(text, _LONGEST) if text else "nothing"

"""Reports as JSON, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from wxbrand_codegen.change.reports.report import Report, version_bump


def as_json(report: Report) -> str:
    """Return an object: `changes`, each with its `section`; `bump`, the part of the version to raise; `notes`; `coverage`,
    which is empty for two specs.
    """
    value = {
        "changes": [
            asdict(change) | {"section": section.heading} for section in report.sections for change in section.changes
        ],
        "bump": version_bump(report.changes),
        "notes": [{"section": section.heading, "text": note} for section in report.sections for note in section.notes],
        "coverage": dict(report.coverage_facts),
    }
    return json.dumps(value, indent=1, ensure_ascii=False)

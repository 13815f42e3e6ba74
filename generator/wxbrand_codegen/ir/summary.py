"""Count what an API has, for the last line of a command."""

from __future__ import annotations

from wxbrand_codegen.ir.api import Api


def summary(api: Api) -> str:
    """Return the numbers of operations, areas, notifications, unproven facts and skipped operations as text."""
    operations = sum(len(area.operations) for area in api.areas)
    parts = [f"{counted(operations, 'operation')} in {counted(len(api.areas), 'area')}"]
    if api.notifications:
        parts.append(counted(len(api.notifications), "notification"))
    if api.unproven:
        parts.append(counted(len(api.unproven), "unproven fact"))
    if api.skipped:
        parts.append(f"{len(api.skipped)} skipped")
    return ", ".join(parts)


def counted(number: int, noun: str) -> str:
    """Return a number and its noun, in the plural if needed: `3 operations`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

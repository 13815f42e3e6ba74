"""Prints the table of faults and how each of them ended: `pytest tests/runtime/test_faults.py --fault-matrix`."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

for variable in ("https_proxy", "no_proxy"):  # no test depends on the proxies of the machine that runs it
    os.environ.pop(variable, None)
    os.environ.pop(variable.upper(), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fault-matrix",
        choices=("text", "markdown"),
        nargs="?",
        const="text",
        help="print each fault, and how the synchronous and the asynchronous client ended",
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    form = config.getoption("fault_matrix")
    if form is None:
        return
    cells = dict(_cells(terminalreporter))
    phases: dict[str, dict[str, dict[str, str]]] = {}
    for (phase, fault, kind), ending in cells.items():
        phases.setdefault(phase, {}).setdefault(fault, {})[kind] = ending
    rows = [_row(fault, kinds) for faults in phases.values() for fault, kinds in faults.items()]
    width = max((len(fault) for fault, _, _ in rows), default=0)
    terminalreporter.section("faults")
    if form == "markdown":
        terminalreporter.write_line("| phase | fault | sync | async |\n|---|---|---|---|")
    for phase, faults in phases.items():
        if form == "text":
            terminalreporter.write_line(f"\n{phase}")
        for fault, sync, asynchronous in (_row(fault, kinds) for fault, kinds in faults.items()):
            if form == "markdown":
                terminalreporter.write_line(
                    f"| {phase} | {fault.replace('|', chr(92) + '|')} | {sync} | {asynchronous} |"
                )
            else:
                both = sync if sync == asynchronous else f"sync: {sync} / async: {asynchronous}"
                terminalreporter.write_line(f"  {fault:{width}}  {both}")
    wrong = sum("NOT " in ending for ending in cells.values())
    terminalreporter.write_line(f"\n{len(rows)} faults, {len(cells)} cells, {len(cells) - wrong} as the table says")


def _row(fault: str, kinds: dict[str, str]) -> tuple[str, str, str]:
    return fault, kinds.get("sync", "-"), kinds.get("async", "-")


def _cells(terminalreporter: pytest.TerminalReporter) -> Iterator[tuple[tuple[str, str, str], str]]:
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, ()):
            for name, value in getattr(report, "user_properties", ()):
                if name == "fault":
                    phase, fault, kind, ending = value
                    yield (phase, fault, kind), ending if outcome == "passed" else f"NOT {ending}"

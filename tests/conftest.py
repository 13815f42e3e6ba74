"""Prints the table of faults and how each of them ended: `pytest tests/runtime/test_faults.py --fault-matrix`."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from hypothesis import settings

for variable in ("https_proxy", "no_proxy"):  # no test depends on the proxies of the machine that runs it
    os.environ.pop(variable, None)
    os.environ.pop(variable.upper(), None)

# Many tests start processes. Without compiled modules on disk each of them, and each worker, would compile hundreds of modules again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


settings.register_profile("wxbrand", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("wxbrand")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--fault-matrix",
        choices=("text", "markdown"),
        nargs="?",
        const="text",
        help="print each fault, and how each client ended",
    )


def pytest_collection_finish() -> None:
    """Keep what collection made out of all later garbage collections: it lives to the end, and some tests collect each time."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """Start more workers than there are cores, since many tests wait for a time-out or a subprocess."""
    cores = os.cpu_count() or 1
    return cores + min(cores, 8)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    _print_blocks_not_run(terminalreporter)
    form = config.getoption("fault_matrix")
    if form is None:
        return
    cells = dict(_cells(terminalreporter))
    phases: dict[str, dict[str, dict[str, str]]] = {}
    for (phase, fault, kind), ending in cells.items():
        phases.setdefault(phase, {}).setdefault(fault, {})[kind] = ending
    kinds = list(dict.fromkeys(kind for _, _, kind in cells))
    rows = [fault for faults in phases.values() for fault in faults]
    width = max(map(len, rows), default=0)
    terminalreporter.section("faults")
    if form == "markdown":
        terminalreporter.write_line(f"| phase | fault | {' | '.join(kinds)} |\n{'|---' * (2 + len(kinds))}|")
    for phase, faults in phases.items():
        if form == "text":
            terminalreporter.write_line(f"\n{phase}")
        for fault, endings in faults.items():
            if form == "markdown":
                columns = " | ".join(endings.get(kind, "-") for kind in kinds)
                terminalreporter.write_line(f"| {phase} | {fault.replace('|', chr(92) + '|')} | {columns} |")
            else:
                terminalreporter.write_line(f"  {fault:{width}}  {_ending(endings)}")
    wrong = sum("NOT " in ending for ending in cells.values())
    terminalreporter.write_line(f"\n{len(rows)} faults, {len(cells)} cells, {len(cells) - wrong} as the table says")


def _print_blocks_not_run(terminalreporter: pytest.TerminalReporter) -> None:
    """List the code blocks of the site that cannot be run, each with its reason."""
    blocks = sorted(
        value
        for report in terminalreporter.stats.get("passed", ())
        for name, value in getattr(report, "user_properties", ())
        if name == "block not run"
    )
    if blocks:
        terminalreporter.section(f"{len(blocks)} code blocks of the site are not run")
        for place, reason in blocks:
            terminalreporter.write_line(f"{place}: {reason}")


def _ending(endings: dict[str, str]) -> str:
    """Return how a fault ended: once if all clients that played it agree, else for each of them."""
    endings = {"sync": "-", "async": "-"} | endings
    return endings["sync"] if len(set(endings.values())) == 1 else " / ".join(map(": ".join, endings.items()))


def _cells(terminalreporter: pytest.TerminalReporter) -> Iterator[tuple[tuple[str, str, str], str]]:
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, ()):
            for name, value in getattr(report, "user_properties", ()):
                if name == "fault":
                    phase, fault, kind, ending = value
                    yield (phase, fault, kind), ending if outcome == "passed" else f"NOT {ending}"

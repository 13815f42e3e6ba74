"""What a call costs over its floor: `python -m tests.benchmarks.bench_call [--calls 10000] [--peer PYTHON]`.

Run by hand; see the README beside this file.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.measuring import NO_PEER, PEER_WORKER, fixed_server, line_of, process, write_keys

KINDS = ("floor", "sync", "async-1", "async-16", "async-64")
ROUND = 512
"""Calls that one kind makes before the next has its turn."""

EARLY = 1000
"""Calls after which memory is looked at for the first time."""


@dataclass(slots=True)
class Caller:
    """A process that makes one kind of call, and what each of its rounds cost."""

    running: subprocess.Popen[str]
    cpu: list[float] = field(default_factory=list)
    """Seconds of CPU for one call, by round."""

    wall: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)

    def calls(self) -> None:
        """Make one round of calls."""
        assert self.running.stdin is not None
        self.running.stdin.write(f"{ROUND}\n")
        cost = json.loads(line_of(self.running))
        self.cpu.append(cost["cpu"] / ROUND)
        self.wall.append(cost["wall"] / ROUND)
        self.mebibytes.append(cost["mebibytes"])


def show(name: str, caller: Caller, floor: Caller) -> None:
    """Print one line of figures."""
    ratios = [mine / least for mine, least in zip(caller.cpu, floor.cpu, strict=True)]
    early = caller.mebibytes[min(EARLY // ROUND, len(caller.mebibytes) - 1)]
    print(
        f"{name:22} {min(caller.cpu) * 1e6:7.0f} {statistics.median(caller.cpu) * 1e6:7.0f}"
        f" {min(caller.cpu) / min(floor.cpu):8.3f} {statistics.median(ratios):8.3f}"
        f" {1 / min(caller.cpu):9.0f} {1 / min(caller.wall):8.0f}"
        f" {early:9.1f} {caller.mebibytes[-1]:9.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=10_000, help="calls of each kind")
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter that has wechatpayv3[async] 2.0.4")
    parser.add_argument("--kinds", default=",".join(KINDS[1:]), help="which kinds, with commas between")
    options = parser.parse_args()
    kinds = [kind for kind in KINDS if kind in {"floor", *options.kinds.split(",")}]
    rounds = -(-options.calls // ROUND)
    ours = [sys.executable, "-m", "tests.benchmarks.call_worker"]
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        write_keys(folder)
        address = stack.enter_context(fixed_server(folder))
        commands: dict[str, list[str | Path]] = {kind: [*ours, kind, address, folder] for kind in kinds}
        if options.peer:
            theirs = [options.peer, PEER_WORKER]
            commands |= {f"wechatpayv3 {kind}": [*theirs, kind, address, folder] for kind in kinds if kind != "floor"}
        callers = {kind: Caller(stack.enter_context(process(command, folder))) for kind, command in commands.items()}
        for caller in callers.values():
            line_of(caller.running)
        for _ in range(rounds):
            for caller in callers.values():
                caller.calls()
        print(f"Python {platform.python_version()}, {rounds} rounds of {ROUND} calls of each kind, in turn")
        print(
            f"{'':22} {'us CPU a call':>15} {'CPU over floor':>17} {'calls/s':>9} {'calls/s':>8}"
            f" {'MiB after':>9} {'MiB after':>9}"
        )
        print(
            f"{'':22} {'least':>7} {'median':>7} {'least':>8} {'median':>8} {'of CPU':>9} {'of wall':>8}"
            f" {f'{EARLY:,}':>9} {f'{rounds * ROUND:,}':>9}"
        )
        for kind, caller in callers.items():
            show(kind, caller, callers["floor"])
        if not options.peer:
            print(NO_PEER)


if __name__ == "__main__":
    main()

"""Mutation tests for the modules that decide what is trusted, repeated and signed; see README.md.

    uv run --with mutmut==3.8.1 python -m tests.mutation.run_mutmut [MODULE ...] [--work DIRECTORY]

It works in a copy of the tree, because mutmut writes its mutants into the modules.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

TESTS = {
    "auth/verification": ("verification", "signing", "parsing"),
    "auth/signing": ("signing", "verification", "signers", "nonces"),
    "client/retries": ("retries", "retries_over_sockets"),
    "notifications/parsing": ("parsing", "sensitive", "decryption"),
    "client/outcomes": ("outcomes", "call_flow", "signer_calls", "sensitive", "retries_over_sockets"),
    "client/call_flow": ("call_flow", "signer_calls", "limited_calls", "hooks", "sensitive", "retries_over_sockets"),
    "client/request_signing": ("call_flow", "signer_calls"),
    "client/limiting": ("call_flow", "limited_calls"),
    "client/hooks": ("hooks", "logging", "call_flow"),
    "auth/signers": ("signers", "signer_calls"),
    "client/decryption": ("decryption", "signer_calls"),
    "auth/key_ring": ("key_ring", "rotation", "credentials"),
    "sanitise": ("sanitise",),
    "client/calls": ("calls", "call_flow", "sensitive", "client", "secrets"),
    "client/settings": ("settings", "call_flow", "client", "hooks", "limited_calls"),
    "client/serialisation/bodies": ("calls", "multipart", "uploads", "call_flow", "client"),
    "client/serialisation/parameters": ("parameters", "calls", "client"),
}
"""Module of wxbrand_runtime -> names of the files test_NAME.py below tests/runtime that run for it."""

CONFIGURATION = """\
[mutmut]
source_paths=src
only_mutate=src/wxbrand_runtime/{module}.py
timeout_multiplier=3
timeout_constant=10
pytest_add_cli_args_test_selection=
{tests}
"""

ROOT = Path(__file__).parents[2]
KILLED = {1, 3}  # pytest's failures and internal errors
TIMED_OUT = {-24, 24, 36, 152, 255}


def main() -> int:
    """Mutate the given modules and print the survivors of each."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("modules", nargs="*", metavar="MODULE", help=f"one of {', '.join(TESTS)}; default: all")
    arguments.add_argument(
        "--work", type=Path, help="keep the copies of the tree and mutmut's results in this directory"
    )
    given = arguments.parse_args()
    if unknown := set(given.modules) - set(TESTS):
        arguments.error(f"unknown modules: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as temporary:
        for module in given.modules or TESTS:
            report(module, run(module, (given.work or Path(temporary)) / module))
    return 0


def run(module: str, work: Path) -> Path:
    """Mutate one module in a fresh copy of the tree and return the path of the copy."""
    shutil.rmtree(work, ignore_errors=True)
    # mutmut only finds packages in a folder named `src`; the other packages come from the environment
    shutil.copytree(ROOT / "runtime", work / "src")
    shutil.copytree(ROOT / "tests", work / "tests")
    shutil.copy(ROOT / "pyproject.toml", work)
    files = files_named(work, TESTS[module])
    tests = "\n".join(f"    {path.relative_to(work)}" for path in files)
    (work / "setup.cfg").write_text(CONFIGURATION.format(module=module, tests=tests))
    with (work / "mutmut.log").open("w") as log:
        one_process = {**os.environ, "PYTEST_ADDOPTS": "--numprocesses=0"}
        subprocess.run(
            ["mutmut", "run", "--max-children", "1"], cwd=work, env=one_process, stdout=log, stderr=log, check=True
        )
    check_names(work / "mutants")
    return work


def files_named(work: Path, names: Iterable[str]) -> list[Path]:
    """Return the test files with these names."""
    return [next((work / "tests/runtime").rglob(f"test_{name}.py")) for name in names]


def check_names(mutants: Path) -> None:
    """Raise CalledProcessError if pytest cannot find a test by its id, twice in one process as mutmut runs it.

    It cannot if an id given with `ids=` contains a backslash; all mutants of the tested code would then count as killed.
    """
    names = json.loads((mutants / "mutmut-stats.json").read_text())["duration_by_test"]
    twice = "import pytest, sys; [code for _ in range(2) if (code := pytest.main(sys.argv[1:]))] and sys.exit(1)"
    subprocess.run(
        [sys.executable, "-c", twice, "-qqq", "--numprocesses=0", "--collect-only", *names],
        cwd=mutants,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def report(module: str, work: Path) -> None:
    """Print the number of mutants and each survivor."""
    results = json.loads((work / f"mutants/src/wxbrand_runtime/{module}.py.meta").read_text())["exit_code_by_key"]
    survivors = [name for name, code in results.items() if code not in KILLED | TIMED_OUT]
    changes = {name: list(changed_lines(name, work)) for name in survivors}
    wording = [name for name in survivors if is_wording(changes[name])]
    print(f"{module}: {len(results)} mutants, {len(results) - len(survivors)} killed, ", end="")
    print(f"{len(wording)} change only the wording of a message, {len(survivors) - len(wording)} survive")
    for name in survivors:
        if name not in wording:
            print(f"  {name.rpartition('.')[2]} ({results[name]})")
            print("".join(f"    {line}\n" for line in changes[name]), end="", flush=True)


def changed_lines(name: str, work: Path) -> Iterator[str]:
    """Yield the lines of a mutant's diff that begin with - or +."""
    shown = subprocess.run(["mutmut", "show", name], cwd=work, capture_output=True, text=True, check=True)
    for line in shown.stdout.splitlines():
        if re.match(r"[-+](?![-+])", line):
            yield line[0] + " " + line[1:].strip()


def is_wording(lines: list[str]) -> bool:
    """Return whether the mutant only changes the case of a message, or puts XX around a part of it."""
    if len(lines) != 2 or lines[1][2:] == lines[0][2:]:
        return False
    before, after = (line[2:].replace("XX", "").lower() for line in lines)
    return before == after and " " in re.sub(r"^[^\"']*[\"']|[\"'][^\"']*$", "", lines[0][2:])


if __name__ == "__main__":
    sys.exit(main())

"""A checkout with CRLF line ends, as git for Windows makes it by default: nothing counts as edited."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("generator", "runtime", "generated", "spec", "templates")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository, tool included, with CRLF at the end of every line of every file."""
    folder = tmp_path_factory.mktemp("windows") / "wxbrand"
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return folder


def run(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the tool in the copy."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "WXBRAND"))}
    path = os.pathsep.join(str(checkout / name) for name in ("generator", "runtime"))
    return subprocess.run(
        [sys.executable, "-m", "wxbrand_codegen", *arguments],
        cwd=checkout,
        env={**kept, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=200,
    )


def test_nothing_differs_and_nothing_is_written(checkout: Path) -> None:
    before = {path: path.read_bytes() for path in (checkout / "generated").rglob("*") if path.is_file()}

    check, lint, generate = (run(checkout, command) for command in ("check", "lint", "generate"))

    assert (check.returncode, check.stderr) == (0, ""), check.stdout
    assert lint.returncode == 0, lint.stderr
    assert generate.returncode == 0, generate.stderr
    assert {path: path.read_bytes() for path in before} == before


def test_the_whole_run_finds_no_difference_either(checkout: Path) -> None:
    """With --strict the spec is read and everything is rendered; the digests of the last run are not believed."""
    check = run(checkout, "check", "--strict")

    differing = [line for line in check.stdout.splitlines() if line.startswith(("edited", "stale", "missing"))]
    assert differing == []


def test_what_changes_is_written_with_lf_and_a_hand_edit_is_still_seen(checkout: Path) -> None:
    spec = checkout / "spec" / "store.yaml"
    spec.write_bytes(spec.read_bytes().replace(b"maxLength: 50", b"maxLength: 51"))
    edited = checkout / "generated" / "wxbrand" / "areas" / "delivery_plan.py"
    edited.write_bytes(edited.read_bytes() + b"# mine\r\n")

    refused = run(checkout, "generate")
    edited.write_bytes(edited.read_bytes().removesuffix(b"# mine\r\n"))
    written = run(checkout, "generate")

    assert refused.returncode == 1
    assert "delivery_plan.py:1:1 edited-file" in refused.stderr
    assert written.returncode == 0, written.stderr
    changed = (checkout / "generated" / "wxbrand" / "models" / "store.py").read_bytes()
    assert b"51" in changed
    assert b"\r" not in changed

"""Machines whose encoding is not UTF-8: every file is opened with its encoding, and what is printed fits any terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = ("generator", "runtime", "generated", "tests", "docs", ".ci")


def test_every_file_is_opened_with_its_encoding() -> None:
    """By a rule of ruff that is in preview: switched on for all, preview would change other rules too."""
    command = [
        "ruff",
        "check",
        "--preview",
        "--isolated",
        "--no-cache",
        "--select",
        "PLW1514",
        "--output-format",
        "concise",
        *CODE,
    ]

    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "ascii"])
def test_commands_work_where_the_encoding_is_another(encoding: str, tmp_path: Path) -> None:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "WXBRAND", "LC_", "LANG"))
    }
    environment = {**kept, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    (tmp_path / "券.yaml").write_bytes((ROOT / "spec" / "store.yaml").read_bytes())

    for arguments in (["demo"], ["init"], ["lint"], ["generate"], ["check"], ["call", "--help"]):
        done = subprocess.run(
            [sys.executable, "-m", "wxbrand_codegen", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
            timeout=120,
        )
        text = (done.stdout + done.stderr).decode(encoding)
        assert done.returncode == 0, text
        assert "bug in wxbrand" not in text

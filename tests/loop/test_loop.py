"""Run every command of the worked example in README.md and compare its output with the page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_TIME = re.compile(r" in [0-9.]+s")


def steps() -> list[tuple[str, str]]:
    """Return each command with the output that the page prints for it."""
    found: list[tuple[str, str]] = []
    for block in _CONSOLE.findall((HERE / "README.md").read_text("utf-8")):
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = piece.partition("\n")
            found.append((command, output.strip()))
    return found


def test_each_command_of_the_worked_example_prints_what_the_page_says(tmp_path: Path) -> None:
    for archive in HERE.glob("archive-*"):
        shutil.copytree(archive, tmp_path / archive.name)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "GIT_"))}
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    outputs = []
    for command, _ in steps():
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        outputs.append((command, _TIME.sub("", done.stdout + done.stderr).strip()))

    assert outputs == steps()
    assert len(outputs) >= 12

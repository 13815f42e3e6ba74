"""Run a user's tools on what was generated: its tests with pytest, and mypy in strict mode."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

RUN_TESTS = (
    *("pytest", "-q", "--import-mode=importlib", "-W", "error", "-p", "no:cacheprovider"),
    *("-p", "no:hypothesispytest"),  # nothing generated uses it, and its import takes longer than most tests
)
"""Run generated tests, with warnings as errors."""


@cache
def strict_mypy() -> tuple[str, ...]:
    """Return the command of mypy in strict mode. Its cache is one for each process that runs tests, so that the runtime is looked at once."""
    folder = tempfile.mkdtemp(prefix="wxbrand-mypy-")
    atexit.register(shutil.rmtree, folder)
    return ("mypy", "--strict", "--cache-dir", folder)


def run_module(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a folder, without the settings of the pytest that runs."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )

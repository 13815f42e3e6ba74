"""The same spec gives the same bytes in every environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ENVIRONMENTS = [
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"},
    {
        "PYTHONHASHSEED": "4711",
        "TZ": "America/Lima",
        "LC_ALL": "C",
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
]


def output(spec: Path, out: Path, environment: dict[str, str], folder: Path) -> dict[str, bytes]:
    command = [sys.executable, "-m", "wxbrand_codegen", "generate", "--package", "acme"]
    places = ["--spec", os.path.relpath(spec, folder), "--out", os.path.relpath(out, folder)]
    subprocess.run([*command, *places], cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


@pytest.mark.parametrize("which", ["small", "made_up"])
def test_the_output_is_the_same_in_any_environment(which: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    spec: Path = request.getfixturevalue(which)
    folders = [tmp_path, spec.parent]

    first, second = (
        output(spec, tmp_path / str(n), environment, folder)
        for n, (environment, folder) in enumerate(zip(ENVIRONMENTS, folders, strict=True))
    )

    assert first == second
    assert len(first) > 10

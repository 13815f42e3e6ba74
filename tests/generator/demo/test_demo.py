"""`wxbrand demo`, as a newcomer runs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_demo_shows_each_step_and_a_verified_token(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "wxbrand_codegen", "demo"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    for step in ("1. ", "2. ", "3. ", "4. ", "5. ", "6. ", "7. ", "8. "):
        assert f"\n{step}" in f"\n{done.stdout}"
    assert "reply.token = 'ABBpZjCfAAAB" in done.stdout
    assert "PRIVATE KEY-----" not in done.stdout
    assert list(tmp_path.iterdir()) == []  # all files were created in a temporary folder and removed


def test_the_demo_with_a_broken_spec_is_one_line_a_problem(tmp_path: Path) -> None:
    spec = tmp_path / "broken.yaml"
    spec.write_text("openapi: 3.1.0\npaths: [\n", "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "wxbrand_codegen", "demo", "--spec", str(spec)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        timeout=120,
        check=False,
    )

    assert done.returncode == 1
    assert "broken.yaml:" in done.stderr
    assert "Traceback" not in done.stderr

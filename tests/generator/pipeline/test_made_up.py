"""Generate clients for made-up specs: they pass type checkers, linters and their generated tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from wxbrand_codegen.config import Config
from wxbrand_codegen.pipeline import generate


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the output `out` of the made-up spec."""
    folder = tmp_path_factory.mktemp("made-up")
    spec = Path(__file__).resolve().parents[1] / "made_up" / "openapi.yaml"
    generate(Config(spec=spec, out=folder / "out", package="acme"))
    return folder


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_its_generated_tests_pass(made: Path) -> None:
    result = run(made, "pytest", "out/tests", "-q", "--import-mode=importlib", "-W", "error", "-p", "no:cacheprovider")

    assert result.returncode == 0, result.stdout[-3000:]
    assert " passed" in result.stdout


def test_mypy_finds_nothing_in_it(made: Path) -> None:
    runtime = Path(__file__).resolve().parents[3] / "runtime"

    result = run(made / "out", "mypy", "--strict", "--cache-dir", os.devnull, "acme")

    assert runtime.is_dir()
    assert result.returncode == 0, result.stdout


def test_ruff_finds_nothing_in_it(made: Path) -> None:
    result = run(made, "ruff", "check", "--isolated", "--no-cache", "--line-length", "120", "out")

    assert result.returncode == 0, result.stdout


def test_black_would_not_change_it(made: Path) -> None:
    result = run(made, "black", "--check", "--line-length", "120", "out")

    assert result.returncode == 0, result.stderr


def test_an_endpoint_added_to_our_spec_needs_no_other_change(small: Path, made_up: Path, tmp_path: Path) -> None:
    shutil.copytree(small.parent, tmp_path / "spec")
    for name in ("models.yaml", "tree.yaml"):
        shutil.copy(made_up.parent / name, tmp_path / "spec" / name)
    (tmp_path / "spec" / "stores.yaml").write_text(
        made_up.read_text("utf-8")
        .split("paths:\n")[1]
        .replace("  /brand/stores:\n", "Stores:\n", 1)
        .split("    post:\n")[0],
        "utf-8",
    )
    spec = tmp_path / "spec" / "openapi.yaml"
    spec.write_text(
        spec.read_text("utf-8").replace("\npaths:\n", "\npaths:\n  /brand/stores: {$ref: stores.yaml#/Stores}\n"),
        "utf-8",
    )

    generate(Config(spec=spec, out=tmp_path / "out", package="acme"))
    result = run(
        tmp_path, "pytest", "out/tests", "-q", "--import-mode=importlib", "-W", "error", "-p", "no:cacheprovider"
    )

    assert (tmp_path / "out" / "acme" / "areas" / "store.py").is_file()
    assert result.returncode == 0, result.stdout[-3000:]


@pytest.mark.parametrize("name", ["notices.yaml", "lists.yaml", "uploads.yaml"])
def test_the_generated_tests_of_other_specs_pass(made_up: Path, tmp_path: Path, name: str) -> None:
    generate(Config(spec=made_up.parent / name, out=tmp_path / "out", package="acme"))

    result = run(
        tmp_path, "pytest", "out/tests", "-q", "--import-mode=importlib", "-W", "error", "-p", "no:cacheprovider"
    )

    assert result.returncode == 0, result.stdout[-3000:]
    assert " passed" in result.stdout

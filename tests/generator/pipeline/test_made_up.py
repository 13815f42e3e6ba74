"""Generate clients for made-up specs: they pass type checkers, linters and their generated tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from wxbrand_codegen.config import Config
from wxbrand_codegen.pipeline import generate

from tests.checkers import RUN_TESTS, run_module, strict_mypy


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the output `out` of the made-up spec."""
    folder = tmp_path_factory.mktemp("made-up")
    spec = Path(__file__).resolve().parents[1] / "made_up" / "openapi.yaml"
    generate(Config(spec=spec, out=folder / "out", package="acme"))
    return folder


def test_its_generated_tests_pass(made: Path) -> None:
    result = run_module(made, *RUN_TESTS, "out/tests")

    assert result.returncode == 0, result.stdout[-3000:]
    assert " passed" in result.stdout


def test_mypy_finds_nothing_in_it(made: Path) -> None:
    result = run_module(made / "out", *strict_mypy(), "acme")

    assert result.returncode == 0, result.stdout


def test_ruff_finds_nothing_in_it(made: Path) -> None:
    result = run_module(made, "ruff", "check", "--isolated", "--no-cache", "--line-length", "120", "out")

    assert result.returncode == 0, result.stdout


def test_black_would_not_change_it(made: Path) -> None:
    result = run_module(made, "black", "--check", "--line-length", "120", "out")

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
    result = run_module(tmp_path, *RUN_TESTS, "out/tests")

    assert (tmp_path / "out" / "acme" / "areas" / "store.py").is_file()
    assert result.returncode == 0, result.stdout[-3000:]


@pytest.mark.parametrize("name", ["notices.yaml", "lists.yaml", "uploads.yaml"])
def test_the_generated_tests_of_other_specs_pass(made_up: Path, tmp_path: Path, name: str) -> None:
    generate(Config(spec=made_up.parent / name, out=tmp_path / "out", package="acme"))

    result = run_module(tmp_path, *RUN_TESTS, "out/tests")

    assert result.returncode == 0, result.stdout[-3000:]
    assert " passed" in result.stdout

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.config import UsageError
from wxbrand_codegen.init import init

HOOKS = Path(__file__).resolve().parents[3] / ".pre-commit-hooks.yaml"


def run(folder: Path, *command: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize(("scheme", "client"), [((), "BrandClient"), (("--scheme", "merchant"), "MerchantClient")])
def test_the_starter_spec_generates_a_client_whose_tests_pass(
    tmp_path: Path, scheme: tuple[str, ...], client: str
) -> None:
    run(tmp_path, "wxbrand_codegen", "init", *scheme)
    linted = run(tmp_path, "wxbrand_codegen", "lint")
    run(tmp_path, "wxbrand_codegen", "generate")
    run(tmp_path, "wxbrand_codegen", "check")
    tested = run(tmp_path, "pytest", "-q", "-W", "error", "generated/tests")

    assert [line.split()[1] for line in linted.splitlines()[:-1]] == ["missing-page", "missing-rate-limit"]
    assert "passed" in tested
    (package,) = (tmp_path / "generated").glob("*/client.py")
    assert f"class Async{client}(AsyncClient):" in package.read_text()


@pytest.mark.parametrize("before", ["[project]\nname = 'Acme-Shop'\n", "[project]\r\nname = 'Acme-Shop'", "# mine\n"])
def test_a_pyproject_keeps_every_byte_and_gets_a_table_at_its_end(tmp_path: Path, before: str) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_bytes(before.encode())

    init(tmp_path)

    after = file.read_bytes().decode()
    table = tomllib.loads(after)["tool"]["wxbrand"]
    assert after.startswith(before)
    assert after.count("\n") == after.count("\r\n") or "\r" not in after
    assert (table["package"] == "acme_shop_client") is ("Acme" in before)


@pytest.mark.parametrize("text", ["[tool.wxbrand]\nout = 'x'\n", "tool = {}\n", "[", "[tool]\nwxbrand = 1\n"])
def test_nothing_is_written_if_the_table_cannot_be_added(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)

    with pytest.raises(UsageError):
        init(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]
    assert (tmp_path / "pyproject.toml").read_text() == text


def test_no_existing_file_is_overwritten(tmp_path: Path) -> None:
    kept = [tmp_path / "spec" / "openapi.yaml", tmp_path / ".github" / "workflows" / "wxbrand.yml"]
    for file in kept:
        file.parent.mkdir(parents=True)
        file.write_text("mine")

    lines = init(tmp_path)

    assert [file.read_text() for file in kept] == ["mine", "mine"]
    assert sum(line.startswith("kept ") for line in lines) == 2


def test_the_workflow_is_written_only_where_there_is_a_github_folder(tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()

    lines = init(tmp_path)

    assert "wrote .github/workflows/wxbrand.yml" in lines
    assert "jobs" in yaml.safe_load((tmp_path / ".github" / "workflows" / "wxbrand.yml").read_text())


def test_a_folder_inside_a_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "inner").mkdir()

    with pytest.raises(UsageError, match="run wxbrand init in its folder"):
        init(tmp_path / "inner")


def test_each_pre_commit_hook_runs_a_command_of_ours() -> None:
    hooks = yaml.safe_load(HOOKS.read_text("utf-8"))

    assert [hook["id"] for hook in hooks] == ["wxbrand-check", "wxbrand-lint"]
    for hook in hooks:
        program, command = hook["entry"].split()
        assert program == "wxbrand"
        assert main([command, "--help"]) == 0

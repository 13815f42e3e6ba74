"""Completion, by the shells themselves where they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from wxbrand_codegen.cli.main import COMMANDS, main
from wxbrand_codegen.lint import CODES

BASH = """
compopt() { echo "files: $2"; }
source ./script
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
_wxbrand_completion wxbrand
printf '%s\\n' "${COMPREPLY[@]}"
"""


def needs(name: str) -> pytest.MarkDecorator:
    """Skip a test where a shell is not installed, unless .ci/run needs it, and on Windows, where it does not run our program."""
    is_usable = sys.platform != "win32" and (shutil.which(name) or os.environ.get("WXBRAND_TESTS_NEED_SHELLS") == "1")
    return pytest.mark.skipif(not is_usable, reason=f"{name} is not installed")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a folder with the command `wxbrand` in `bin`; tests write their script beside it."""
    program = tmp_path / "bin" / "wxbrand"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m wxbrand_codegen "$@"\n')
    program.chmod(0o755)
    return tmp_path


def run(folder: Path, *command: str, **variables: str) -> list[str]:
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "HOME": str(folder), **variables}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


def script_of(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@needs("bash")
@pytest.mark.parametrize(
    ("words", "completions"),
    [
        ("wxbrand gen", ["generate"]),
        ("wxbrand --v", ["--version"]),
        ("wxbrand docs ", ["fetch"]),
        ("wxbrand diff a b --format j", ["json"]),
        ("wxbrand diff --fa", ["--fail-on"]),
        ("wxbrand lint --only missing-p", [code for code in CODES if code.startswith("missing-p")]),
        ("wxbrand generate --spec ", ["files: default"]),
        ("wxbrand generate --out ", ["files: dirnames"]),
        ("wxbrand completion po", ["powershell"]),
        ("wxbrand --version ", list(COMMANDS)),
    ],
)
def test_bash_completes(words: str, completions: list[str], shell: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shell / "script").write_text(script_of("bash", capsys))

    assert run(shell, "bash", "--norc", "-c", BASH, "bash", *words.split(" ")) == completions


@needs("fish")
def test_fish_completes(shell: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shell / "script").write_text(script_of("fish", capsys))

    commands = run(shell, "fish", "-N", "-c", 'source script; complete -C "wxbrand dr"')
    forms = run(shell, "fish", "-N", "-c", 'source script; complete -C "wxbrand diff --format "')

    assert [line.split("\t")[0] for line in commands] == ["draft", "drift"]
    assert sorted(forms) == ["html", "json", "markdown", "text"]


@needs("zsh")
def test_zsh_reads_the_script(shell: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shell / "script").write_text(script_of("zsh", capsys))
    program = 'autoload -Uz compinit; compinit -u -D; source ./script 2>/dev/null; print -r -- "${_comps[wxbrand]}"'

    assert run(shell, "zsh", "-f", "-c", program) == ["_wxbrand_completion"]


@pytest.mark.parametrize(
    ("shell_name", "words", "index", "lines"),
    [
        ("zsh", "wxbrand dra", "1", ["plain", "draft", "Draft a spec from a saved documentation page"]),
        ("powershell", "wxbrand dra", "1", ["plain", "draft", "Draft a spec from a saved documentation page"]),
        ("powershell", "wxbrand diff --fo", "2", ["plain", "--format"]),
        ("powershell", "wxbrand lint --spec ", "3", ["file", "", "_"]),
    ],
)
def test_zsh_and_powershell_are_answered_in_three_lines(
    shell_name: str, words: str, index: str, lines: list[str], shell: Path
) -> None:
    variables = {"_WXBRAND_COMPLETE": f"{shell_name}_complete", "COMP_WORDS": words, "COMP_CWORD": index}

    answer = run(shell, sys.executable, "-m", "wxbrand_codegen", **variables)

    assert answer[: len(lines)] == [line for line in lines if line]


def test_the_powershell_script_registers_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    script = script_of("powershell", capsys)

    assert script.startswith("Register-ArgumentCompleter -Native -CommandName wxbrand ")
    assert "$env:_WXBRAND_COMPLETE = 'powershell_complete'" in script


def test_completing_commands_imports_none_of_them(shell: Path) -> None:
    program = (
        "import sys; from wxbrand_codegen.cli.main import main; main([])\n"
        "print(*[name for name in sys.modules if name in ('wxbrand_codegen.cli.lint', 'yaml', 'rich.console')])"
    )
    variables = {"_WXBRAND_COMPLETE": "bash_complete", "COMP_WORDS": "wxbrand lin", "COMP_CWORD": "1"}

    assert run(shell, sys.executable, "-c", program, **variables) == ["plain,lint"]

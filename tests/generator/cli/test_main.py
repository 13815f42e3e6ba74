"""The command `wxbrand`: quick to start, and every command explains itself."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

COMMANDS = (
    "generate",
    "check",
    "lint",
    "diff",
    "draft",
    "drift",
    "init",
    "sandbox",
    "explain",
    "call",
    "demo",
    "docs",
    "listen",
    "trigger",
    "doctor",
)
HEAVY = ("black", "jinja2", "yaml", "lxml", "cryptography", "jsonschema", "msgspec", "starlette", "wxbrand_runtime")
PROGRAM = f"""
import sys
from wxbrand_codegen.cli.main import main
try:
    main(["--help"])
finally:
    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)

    assert done.stderr == "[]\n"
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_begins_with_its_summary_and_fits_a_terminal(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from wxbrand_codegen.cli.main import main

    monkeypatch.setenv("COLUMNS", "80")
    main(["--help"])
    summaries = " ".join(capsys.readouterr().out.split())

    main([command, "--help"])

    out = capsys.readouterr().out
    first = out.split("\n\n")[1].rstrip(".")
    assert f"{command} {first}" in summaries
    assert max(len(line) for line in out.splitlines()) <= 80


@pytest.fixture
def broken_command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Let `init` fail in a way that nobody expects; return the folder for temporary files."""
    from wxbrand_codegen import init

    def fail(*_: object, **__: object) -> None:
        raise KeyError("a secret")

    monkeypatch.setattr(init, "init", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_an_unexpected_error_is_one_line_and_its_traceback_is_saved(
    broken_command: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from wxbrand_codegen.cli.main import main

    status = main(["init"])

    (saved,) = broken_command.iterdir()
    (line,) = capsys.readouterr().err.splitlines()
    assert status == 70
    assert line.startswith("wxbrand: this is a bug in wxbrand, not in your files: KeyError in test_main.py:")
    assert line.endswith(f"; please report it with {saved}, which has the traceback")
    assert "a secret" not in line
    assert saved.read_text().startswith("Traceback (most recent call last):\n")
    assert saved.stat().st_mode & 0o777 == 0o600


def test_an_unexpected_error_is_still_one_line_if_nothing_can_be_saved(
    broken_command: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from wxbrand_codegen.cli.main import main

    monkeypatch.setattr(tempfile, "tempdir", str(broken_command / "missing"))

    status = main(["init"])

    (line,) = capsys.readouterr().err.splitlines()
    assert status == 70
    assert line.endswith("; set WXBRAND_TRACEBACK=1 to see the traceback, and report it")


def test_the_traceback_is_shown_to_those_who_ask(broken_command: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from wxbrand_codegen.cli.main import main

    monkeypatch.setenv("WXBRAND_TRACEBACK", "1")

    with pytest.raises(KeyError, match="a secret"):
        main(["init"])

    assert list(broken_command.iterdir()) == []

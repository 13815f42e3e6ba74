"""The parser of `wxbrand`: quick to start, and every command explains itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

COMMANDS = ("generate", "check", "lint", "diff", "draft", "drift", "init", "sandbox", "explain", "demo")
HEAVY = ("black", "jinja2", "yaml", "lxml", "cryptography", "jsonschema", "msgspec", "starlette", "wxbrand_runtime")
PROGRAM = f"""
import sys
from wxbrand_codegen.cli import main
try:
    main(["--help"])
finally:
    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)

    assert done.stderr == "[]\n"
    assert all(f"\n    {command} " in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_begins_with_its_summary_and_fits_a_terminal(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from wxbrand_codegen.cli.main import main

    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        main(["--help"])
    summaries = " ".join(capsys.readouterr().out.split())

    with pytest.raises(SystemExit):
        main([command, "--help"])

    out = capsys.readouterr().out
    first = out.split("\n\n")[1].rstrip(".")
    assert f"{command} {first}" in summaries
    assert max(len(line) for line in out.splitlines()) <= 82

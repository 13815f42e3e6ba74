"""Colours are for terminals; text of specs is printed as it is."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.cli.change_report import print_report
from wxbrand_codegen.cli.console import (
    facts_of_problems,
    print_json,
    print_line,
    print_problem,
    progress_line,
    read_input,
)
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.problems import Mark, Problem

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

SGR = re.compile(r"\x1b\[[0-9;]*m")
PROBLEM = Problem(
    mark=Mark(file="a[red].yaml", line=3, column=7), code="some-code", message="[bold]x[/bold] :smile: " + "y" * 300
)


def without_colours(text: str) -> str:
    return SGR.sub("", text)


@pytest.fixture(autouse=True)
def no_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing of this environment decide about colours."""
    for name in ("FORCE_COLOR", "NO_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def test_a_pipe_gets_the_plain_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_problem(PROBLEM)

    assert capsys.readouterr().out == f"{PROBLEM}\n"


def test_colours_change_nothing_of_the_text_and_wrap_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")

    print_problem(PROBLEM)

    out = capsys.readouterr().out
    assert out != f"{PROBLEM}\n"
    assert without_colours(out) == f"{PROBLEM}\n"


@pytest.mark.parametrize("against", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_color_and_dumb_terminals_win(
    against: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"FORCE_COLOR": "1", **against}.items():
        monkeypatch.setenv(name, value)

    print_line(("text", "bold red"))

    assert capsys.readouterr().out == "text\n"


def test_lint_on_a_terminal_prints_what_it_prints_into_a_pipe(workshop: Workshop) -> None:
    pty = pytest.importorskip("pty", reason="pseudo terminals are not known here", exc_type=ImportError)
    workshop.body('"[red]a[/red]": {type: string}')
    program = [sys.executable, "-m", "wxbrand_codegen", "lint"]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "50"}
    leader, follower = pty.openpty()

    piped = subprocess.run(program, cwd=workshop.folder, capture_output=True, env=environment, check=True, timeout=60)
    with subprocess.Popen(program, cwd=workshop.folder, stdout=follower, stderr=follower, env=environment) as process:
        os.close(follower)
        shown = b""
        while part := _read(leader):
            shown += part
        process.wait(timeout=60)
    os.close(leader)

    text = shown.decode().replace("\r\n", "\n")
    text = text.rpartition("\r\x1b[K")[2]  # after the line of progress
    assert "[red]a[/red]" in text
    assert without_colours(text) == piped.stdout.decode()
    assert SGR.search(text)
    assert b"\x1b" not in piped.stdout + piped.stderr


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # EIO: the last process has closed its side
        return b""


def test_progress_is_silent_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_line() as progress:
        progress("reading")

    assert capsys.readouterr() == ("", "")


def test_json_is_never_coloured(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")

    print_json(facts_of_problems([PROBLEM]))

    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["message"] == PROBLEM.message


def test_control_characters_of_arguments_do_not_reach_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")

    status = main(["generate", "--spec", "a\x1b]0;title\x07[red]b.yaml"])

    err = without_colours(capsys.readouterr().err)
    assert status == 1
    assert "\x1b" not in err
    assert "a\\x1b]0;title\\x07[red]b.yaml" in err


def test_a_reader_that_goes_away_ends_a_table_as_it_ends_a_line() -> None:
    program = "import sys; from wxbrand_codegen.cli.console import out; out().print('x' * 100_000)"
    read_end, write_end = os.pipe()
    os.close(read_end)

    done = subprocess.run(
        [sys.executable, "-c", program], stdout=write_end, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(write_end)

    assert b"BrokenPipeError" in done.stderr
    assert b"SystemExit" not in done.stderr


def test_a_report_of_changes_is_coloured_only_as_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = "a: b\nbreaking      limit-tightened        [x]: maximum length lowered\n1 breaking; suggested version bump: major"
    monkeypatch.setenv("FORCE_COLOR", "1")

    print_report(report, "text")
    text = capsys.readouterr().out
    print_report(report, "markdown")
    markdown = capsys.readouterr().out

    assert "\x1b[1;31mbreaking\x1b[0m" in text
    assert without_colours(text) == markdown == f"{report}\n"


def test_who_types_the_input_is_told_how_to_end_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pty = pytest.importorskip("pty", reason="pseudo terminals are not known here", exc_type=ImportError)
    leader, follower = pty.openpty()
    os.write(leader, b"text\n\x04")
    with open(follower, encoding="utf-8") as keyboard:  # noqa: PTH123  (a file descriptor)
        monkeypatch.setattr("sys.stdin", keyboard)

        content = read_input("-", 100)

    os.close(leader)
    assert content == b"text\n"
    assert capsys.readouterr().err == "reading standard input; end it with Ctrl-D\n"

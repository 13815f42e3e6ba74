"""Help of every command: its summary, its width, its examples, and its looks in a pipe."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from wxbrand_codegen.cli.main import COMMANDS, main
from wxbrand_codegen.cli.main import command as wxbrand
from wxbrand_codegen.cli.parser import Command, Group


def all_commands(group: click.Group = wxbrand, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield each command with its name, such as `docs fetch`; those that are made from a spec come once, in their group."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield " ".join((*path, name)), command
        if type(command) is Group:
            yield from all_commands(command, (*path, name))


NAMES = ["", *(name for name, _ in all_commands())]
EXAMPLES = [
    example
    for command in (wxbrand, *(each for _, each in all_commands()))
    for example in getattr(command, "examples", ())
]


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("name", NAMES)
def test_help_fits_a_terminal_and_ends_with_examples(
    name: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))

    status = main([*name.split(), "--help"])

    text, _, examples = capsys.readouterr().out.partition("\nExamples:\n")
    assert status == 0
    assert max(len(line) for line in text.splitlines()) <= columns
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert examples.startswith("  wxbrand ")
    assert "\x1b" not in text + examples


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_in_the_list_is_the_first_line_of_the_help(name: str) -> None:
    command = wxbrand.get_command(click.Context(wxbrand), name)

    assert command is not None
    assert command.name == name
    assert (command.help or "").partition("\n")[0].strip() == f"{COMMANDS[name].summary}."


def test_commands_are_declared_with_our_classes() -> None:
    others = [name for name, command in all_commands() if not isinstance(command, Command | Group)]

    assert others == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_command(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file in re.findall(r"@([\w.]+)", example):
        Path(file).write_text("{}", encoding="utf-8")
    program, *arguments = shlex.split(example.partition(" < ")[0].partition(" > ")[0].partition(" | ")[0])
    context: click.Context = click.Context(wxbrand, info_name=program)
    command: click.Command = wxbrand

    while isinstance(command, click.Group) and arguments and not arguments[0].startswith("-"):
        _, found, arguments = command.resolve_command(context, arguments)
        assert found is not None
        command = found
    if "--help" not in arguments:
        command.make_context(program, arguments)  # raises for what is no option of the command

    assert program == "wxbrand"


def test_help_has_colours_only_where_they_are_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {}
    for wanted in ({}, {"FORCE_COLOR": "1"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}):
        with monkeypatch.context() as patch:
            for name in ("FORCE_COLOR", "NO_COLOR"):
                patch.delenv(name, raising=False)
            for name, value in wanted.items():
                patch.setenv(name, value)
            main(["lint", "--help"])
        texts[tuple(wanted)] = capsys.readouterr().out

    assert "\x1b[" not in texts[()]
    assert "\x1b[" in texts["FORCE_COLOR",]
    assert texts["FORCE_COLOR", "NO_COLOR"] == texts[()]

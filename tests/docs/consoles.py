"""Split what a terminal shows into commands and their output, and compare output with what a page shows."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a console block."""

    offset: int
    """Lines before it in its block."""

    text: str
    output: str
    """What the page shows below it."""


def read_commands(text: str) -> list[Command]:
    r"""Return the commands of a block. A command goes on in the next line after `\`, or while the line begins with `> `."""
    commands: list[tuple[int, list[str], list[str]]] = []
    for number, line in enumerate(text.splitlines()):
        if line.startswith("$ "):
            commands.append((number, [line[2:]], []))
        elif not commands:
            raise ValueError("the first line of a console block is a command and begins with `$ `")
        elif not commands[-1][2] and (line.startswith("> ") or commands[-1][1][-1].endswith("\\")):
            commands[-1][1].append(line.removeprefix("> "))
        else:
            commands[-1][2].append(line)
    return [Command(offset, "\n".join(lines), "\n".join(output).strip("\n")) for offset, lines, output in commands]


def plain_lines(text: str) -> str:
    """Return text as it is read: no colours, no blanks at ends of lines, no empty lines at either end."""
    return "\n".join(line.rstrip() for line in _COLOURS.sub("", text).splitlines()).strip("\n")


def matches(shown: str, got: str) -> bool:
    """Whether output is what a page shows; `...` stands for any text, on a line of its own for any lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "..." else ".*".join(map(re.escape, line.split("..."))) + r"\n"
        for line in plain_lines(shown).splitlines()
    )
    return re.fullmatch(pattern, plain_lines(got) + "\n" if plain_lines(got) else "") is not None


def difference(shown: str, got: str) -> str:
    """Return both texts for a reader: what differs line by line."""
    lines = difflib.unified_diff(
        plain_lines(shown).splitlines(), plain_lines(got).splitlines(), "the page", "the run", lineterm="", n=100
    )
    return "\n".join(lines)

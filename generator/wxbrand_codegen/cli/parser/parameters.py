"""Types of parameters: a choice that suggests, and paths that a shell completes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem

from wxbrand_codegen.suggestions import did_you_mean


class Choice(click.Choice[str]):
    """One of some words. A wrong word is answered with the one that was probably meant."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; fail if it is none of the choices."""
        if value not in self.choices:
            self.fail(f"{value!r} is unknown{did_you_mean(value, self.choices, or_list=True)}", param, ctx)
        return str(value)


class PathText(click.ParamType[str]):
    """The name of a file or folder, not looked at: what is wrong with it the command says itself."""

    def __init__(self, name: str, completion: str) -> None:
        self.name = name
        self._completion = completion

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
        """Let the shell list files, or folders."""
        return [CompletionItem(incomplete, type=self._completion)]


FILE, FOLDER, FILE_OR_FOLDER = PathText("file", "file"), PathText("dir", "dir"), PathText("path", "file")
"""For every parameter that names a file or a folder."""

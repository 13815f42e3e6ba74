"""Types of options: JSON from text or a file, and files that a shell completes after `@`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from wxbrand_codegen.config import UsageError


class JsonValue(click.ParamType[Any]):
    """A JSON value: as text, `@FILE` or, for the body, `-`."""

    name = "json"

    def __init__(self, *, takes_standard_input: bool = False) -> None:
        self._takes_standard_input = takes_standard_input

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the JSON value; fail with what is wrong, and where."""
        from wxbrand_codegen.calls.json_input import read_json  # json is slow to import

        try:
            return read_json(value, takes_standard_input=self._takes_standard_input)
        except UsageError as problem:
            self.fail(str(problem), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
        """Complete the name of a file after `@`."""
        if not incomplete.startswith("@"):
            return [CompletionItem("@")] if not incomplete else []
        folder, _, start = incomplete[1:].rpartition("/")
        prefix = incomplete[: len(incomplete) - len(start)]
        try:
            found = sorted(Path(folder or (".", "/")[prefix == "@/"]).iterdir())
        except OSError:
            return []
        names = [f"{each.name}/" if each.is_dir() else each.name for each in found]
        return [CompletionItem(prefix + name) for name in names if name.startswith(start)]

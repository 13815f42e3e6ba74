"""Where answers go: standard output, or a file that replaces the old one only once it is complete."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from wxbrand_codegen.calls.answers import compact, indented
from wxbrand_codegen.cli.console import out
from wxbrand_codegen.file_replacement import replace_file

_TEXT = ("text/", "application/json", "application/xml")


class Output:
    """Standard output, or a file. Opening it fails before anything is sent, if the file cannot be written."""

    def __init__(self, path: str | None) -> None:
        """path: the file; None or `-` for standard output."""
        self._path = None if path in {None, "-"} else Path(str(path))
        self._file: Any = None
        self._is_written = False

    @property
    def place(self) -> str:
        """Where answers are, for messages: `on standard output`, or `in FILE`."""
        return "on standard output" if self._path is None else f"in {self._path}"

    def __enter__(self) -> Self:
        if self._path is not None:
            if self._path.is_dir():
                raise IsADirectoryError(21, os.strerror(21), str(self._path))
            self._file = tempfile.NamedTemporaryFile(dir=self._path.parent, prefix=f".{self._path.name}.", delete=False)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._file is None or self._path is None:
            return
        self._file.close()
        temporary = Path(self._file.name)
        if self._is_written and kind is None:
            replace_file(temporary, self._path)
        else:
            temporary.unlink()

    def write_json(self, value: Any) -> None:
        """Write a JSON value: indented and coloured for a terminal, on one line for programs and files."""
        if self._file is None and sys.stdout.isatty():
            from rich.highlighter import JSONHighlighter
            from rich.text import Text

            out().print(JSONHighlighter()(Text(indented(value))), soft_wrap=True)
        else:
            self.write_line(compact(value))

    def write_line(self, text: str) -> None:
        """Write a line."""
        if self._file is None:
            print(text, flush=True)
        else:
            self._write(f"{text}\n".encode("utf-8", "backslashreplace"))

    def keep_bytes(self, content: bytes, media_type: str) -> None:
        """Write a body as received. What is no text goes to a terminal as the name of a file that has it."""
        if self._file is not None:
            self._write(content)
        elif sys.stdout.isatty() and content and not media_type.startswith(_TEXT):
            with tempfile.NamedTemporaryFile(prefix="wxbrand-", delete=False) as file:
                file.write(content)
            print(file.name)
        else:
            sys.stdout.flush()
            _binary(sys.stdout).write(content)
            _binary(sys.stdout).flush()

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._is_written = True


def _binary(stream: Any) -> BinaryIO:
    buffer: BinaryIO = stream.buffer
    return buffer

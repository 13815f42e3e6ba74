"""JSON that a user gives: as text, as `@FILE`, or `-` for standard input."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from wxbrand_codegen.config import UsageError

MAX_BYTES = 8 * 1024 * 1024
"""Bytes of JSON that are read."""

_MAX_NAME = 256
"""Bytes of the name of a file; systems refuse longer ones."""


def read_json(text: str, *, takes_standard_input: bool = False) -> Any:
    """Return the JSON value of a text, a file or standard input. Raises UsageError that says what is wrong, and where."""
    if text == "-" and takes_standard_input:
        return _parse(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input")
    if text.startswith("@"):
        return _parse(_read_file(text[1:]), text[1:])
    try:
        content = text.encode()
    except UnicodeEncodeError:
        raise UsageError("the text is not UTF-8") from None
    try:
        return _parse(content, "the text")
    except UsageError as problem:
        hint = f"; to read a file, write @{text}" if len(content) < _MAX_NAME and Path(text).is_file() else ""
        raise UsageError(f"{problem}{hint}") from None


def _read_file(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as problem:
        raise UsageError(f"{name or 'the file after @'} cannot be read: {problem.strerror}") from None


def _parse(content: bytes, source: str) -> Any:
    if len(content) > MAX_BYTES:
        raise UsageError(f"{source} has more than {MAX_BYTES} bytes")
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_members, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise UsageError(f"{source} is not UTF-8 text") from None
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise UsageError(f"{source} is not JSON: {problem.msg[:1].lower()}{problem.msg[1:]} at {place}") from None
    except RecursionError:
        raise UsageError(f"{source} is nested too deeply") from None
    except ValueError as problem:
        raise UsageError(f"{source} is not JSON: {problem}") from None


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise ValueError(f"the member {name!r} occurs twice in one object")
        members[name] = value
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no value of JSON")

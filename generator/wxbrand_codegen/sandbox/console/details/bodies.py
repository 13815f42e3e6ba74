"""Bodies for a page: JSON with one member a line and the refused member marked, uploads as a list of parts, anything else as text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple

from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.ir.media_types import MULTIPART, without_parameters
from wxbrand_codegen.sandbox.console.details.differences import Piece, decode, name_of, pieces
from wxbrand_codegen.sandbox.requests.multipart import read_parts

_MOST_JSON = 1024 * 1024
"""Bytes of the largest body that is shown as JSON."""

_MOST_LINES = 500
_MOST_SEARCHED = 20_000
"""Lines among which the refused member is looked for."""

_AROUND = 20
"""Lines that are shown around the refused member if it is far down."""

_MOST_TEXT = 20_000
"""Characters that are shown of a text which is not JSON."""

_MOST_VALUE = 2_000
"""Characters that are shown of one value."""

_MOST_CHARACTERS = 100_000
"""Of JSON that is shown."""

_DEEPEST = 60
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLine:
    """A line of JSON."""

    indent: int
    text: Sequence[Piece]
    is_marked: bool = False
    """Whether it is the member that was refused."""

    is_missing: bool = False
    """Whether the member is not there; the text is its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPart:
    """A part of an upload."""

    name: str
    filename: str | None
    content_type: str
    size: int
    lines: Sequence[BodyLine] = ()
    """Of a part in JSON."""

    text: Sequence[Piece] = ()
    """Of another text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What is shown of a body. At most one of `lines`, `text` and `parts` has anything."""

    size: int
    lines: Sequence[BodyLine] = ()
    text: Sequence[Piece] = ()
    parts: Sequence[BodyPart] = ()
    is_binary: bool = False
    is_shortened: bool = False


def show_body(headers: Headers, body: bytes, refused_field: str | None = None, *, is_cut: bool = False) -> Body:
    """Return what is shown of a body. `refused_field`: the path of the member to be marked, such as `store_list[0].store_id`."""
    if not body:
        return Body(size=0)
    if without_parameters(headers.get("Content-Type") or "") == MULTIPART and not is_cut:
        try:
            parts = [
                _part(part.name, part.filename, part.content_type, part.content) for part in read_parts(headers, body)
            ]
            return Body(size=len(body), parts=parts)
        except RequestRefused:  # not readable as parts
            pass
    found = _json_lines(body, refused_field)
    if found is not None:
        return Body(size=len(body), lines=found.lines, is_shortened=is_cut or found.is_shortened)
    text = _text(body[: 4 * _MOST_TEXT])
    if text is None:
        return Body(size=len(body), is_binary=True)
    return Body(size=len(body), text=pieces(text[:_MOST_TEXT]), is_shortened=is_cut or len(text) > _MOST_TEXT)


def _part(name: str, filename: str | None, content_type: str, content: bytes) -> BodyPart:
    part = BodyPart(name=name, filename=filename, content_type=content_type, size=len(content))
    if filename is not None:
        return part
    found = _json_lines(content, None)
    if found is not None:
        return replace(part, lines=found.lines)
    return replace(part, text=pieces((_text(content[: 4 * _MOST_VALUE]) or "")[:_MOST_VALUE]))


def _text(body: bytes) -> str | None:
    """Return a body as text; None if it is binary."""
    text = decode(body)
    odd = sum(1 for character in text[:1000] if name_of(character) not in {"", "LF", "CR", "TAB"})
    return None if odd > len(text[:1000]) / 5 else text


class _Literal(str):
    """A number as it is written."""


class _Members(list[tuple[str, Any]]):
    """An object as it is written: names may be repeated."""


class _Lines(NamedTuple):
    lines: Sequence[BodyLine]
    is_shortened: bool


class _Raw(NamedTuple):
    """A line before it is split into pieces."""

    indent: int
    text: str
    is_marked: bool = False
    is_missing: bool = False


def _json_lines(body: bytes, refused_field: str | None) -> _Lines | None:
    """Return JSON line by line; None for a body that is not JSON, too large, or too deep."""
    if len(body) > _MOST_JSON:
        return None
    try:
        value = json.loads(
            body.decode(), object_pairs_hook=_Members, parse_float=_Literal, parse_int=_Literal, parse_constant=_Literal
        )
    except (ValueError, RecursionError):  # UnicodeDecodeError is a ValueError
        return None
    if not isinstance(value, (_Members, list)) or _depth(value) > _DEEPEST:
        return None
    path = _existing(value, refused_field) if refused_field else None
    missing = refused_field[len(path) :].lstrip(".") if refused_field is not None and path is not None else ""
    all_lines = _printed(value, "", 0, "", path if not missing else None, (path or "", missing) if missing else None)
    raw = list(islice(all_lines, _MOST_SEARCHED))
    chosen = _around_mark(raw)
    lines = [BodyLine(indent=each[0], text=pieces(each[1]), is_marked=each[2], is_missing=each[3]) for each in chosen]
    return _Lines(lines, is_shortened=len(chosen) < len(raw) or len(raw) == _MOST_SEARCHED)


def _around_mark(raw: list[_Raw]) -> list[_Raw]:
    """Return the beginning, and what is around the marked line if that is further down. Bounds the size of the text, too."""
    marked = next((index for index, line in enumerate(raw) if line.is_marked), 0)
    chosen = raw[:_MOST_LINES]
    if marked >= _MOST_LINES:
        chosen = [*raw[:_AROUND], _Raw(1, "…"), *raw[marked - _AROUND : marked + _AROUND]]
    size = 0
    for index, line in enumerate(chosen):
        size += len(line.text)
        if size > _MOST_CHARACTERS:
            return chosen[:index]
    return chosen


def _depth(value: Any) -> int:
    deepest, level = 0, [value]
    while level:
        deepest += 1
        if deepest > _DEEPEST:
            break
        level = [
            child
            for each in level
            for child in ((item for _, item in each) if isinstance(each, _Members) else each)
            if isinstance(child, (_Members, list))
        ]
    return deepest


def _printed(
    value: Any, path: str, indent: int, label: str, marked: str | None, missing: tuple[str, str] | None, comma: str = ""
) -> Iterator[_Raw]:
    is_marked = marked is not None and path == marked and path != ""
    if not isinstance(value, (_Members, list)) or (not value and (missing is None or missing[0] != path)):
        yield _Raw(indent, f"{label}{_scalar(value)}{comma}", is_marked)
        return
    opening, closing = "{}" if isinstance(value, _Members) else "[]"
    yield _Raw(indent, label + opening, is_marked)
    if missing is not None and missing[0] == path:
        yield _Raw(indent + 1, missing[1], True, True)
    entries = (
        [(_shown(name) + ": ", f"{path}.{name}" if path else name, item) for name, item in value]
        if isinstance(value, _Members)
        else [("", f"{path}[{index}]", item) for index, item in enumerate(value)]
    )
    for number, (name, inner, item) in enumerate(entries, 1):
        yield from _printed(item, inner, indent + 1, name, marked, missing, "," if number < len(entries) else "")
    yield _Raw(indent, closing + comma)


def _scalar(value: Any) -> str:
    match value:
        case _Members():
            return "{}"
        case _Literal():
            return value[:_MOST_VALUE]
        case str():
            return _shown(value)
        case _:
            return json.dumps(value)


def _shown(text: str) -> str:
    return json.dumps(text if len(text) <= _MOST_VALUE else f"{text[:_MOST_VALUE]}… ({len(text)})", ensure_ascii=False)


def _existing(value: Any, field: str) -> str | None:
    """Return the beginning of a path that exists in a value; None if the path cannot be read."""
    path, position = "", 0
    while position < len(field):
        step = _STEP.match(field, position)
        if step is None:
            return None
        name, index = step.groups()
        if isinstance(value, _Members) and name is not None and any(each == name for each, _ in value):
            value = next(item for each, item in reversed(value) if each == name)
        elif (
            isinstance(value, list)
            and not isinstance(value, _Members)
            and index is not None
            and int(index) < len(value)
        ):
            value = value[int(index)]
        else:
            return path
        path, position = field[: step.end()], step.end()
    return path

"""Bodies for a page: JSON with one member a line and the refused member marked, uploads as a list of parts, anything else as text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.ir.media_types import MULTIPART, without_parameters
from wxbrand_codegen.sandbox.console.details.differences import Piece, decode, name_of, pieces
from wxbrand_codegen.sandbox.requests.multipart import read_parts

_MOST_LINES = 1_000
_MOST_TEXT = 20_000
"""Characters that are shown of a text which is not JSON."""

_MOST_VALUE = 2_000
"""Characters that are shown of one value."""

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
    lines = _json_lines(body, refused_field)
    if lines is not None:
        return Body(size=len(body), lines=lines[:_MOST_LINES], is_shortened=is_cut or len(lines) > _MOST_LINES)
    text = _text(body)
    if text is None:
        return Body(size=len(body), is_binary=True)
    return Body(size=len(body), text=pieces(text[:_MOST_TEXT]), is_shortened=is_cut or len(text) > _MOST_TEXT)


def _part(name: str, filename: str | None, content_type: str, content: bytes) -> BodyPart:
    part = BodyPart(name=name, filename=filename, content_type=content_type, size=len(content))
    if filename is not None:
        return part
    lines = _json_lines(content, None)
    if lines is not None:
        return replace(part, lines=lines[:_MOST_LINES])
    return replace(part, text=pieces((_text(content) or "")[:_MOST_VALUE]))


def _text(body: bytes) -> str | None:
    """Return a body as text; None if it is binary."""
    sample = decode(body[: 4 * _MOST_TEXT])
    odd = sum(1 for character in sample[:1000] if name_of(character) not in {"", "LF", "CR", "TAB"})
    return None if odd > len(sample[:1000]) / 5 else decode(body)


class _Literal(str):
    """A number as it is written."""


class _Members(list[tuple[str, Any]]):
    """An object as it is written: names may be repeated."""


def _json_lines(body: bytes, refused_field: str | None) -> list[BodyLine] | None:
    """Return JSON line by line; None for a body that is not JSON, or too deep."""
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
    return list(_printed(value, "", 0, "", path if not missing else None, (path or "", missing) if missing else None))


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
) -> Iterator[BodyLine]:
    is_marked = marked is not None and path == marked and path != ""
    if not isinstance(value, (_Members, list)) or (not value and (missing is None or missing[0] != path)):
        yield BodyLine(indent=indent, text=pieces(f"{label}{_scalar(value)}{comma}"), is_marked=is_marked)
        return
    opening, closing = "{}" if isinstance(value, _Members) else "[]"
    yield BodyLine(indent=indent, text=pieces(label + opening), is_marked=is_marked)
    if missing is not None and missing[0] == path:
        yield BodyLine(indent=indent + 1, text=pieces(missing[1]), is_marked=True, is_missing=True)
    entries = (
        [(_quoted(name) + ": ", f"{path}.{name}" if path else name, item) for name, item in value]
        if isinstance(value, _Members)
        else [("", f"{path}[{index}]", item) for index, item in enumerate(value)]
    )
    for number, (name, inner, item) in enumerate(entries, 1):
        yield from _printed(item, inner, indent + 1, name, marked, missing, "," if number < len(entries) else "")
    yield BodyLine(indent=indent, text=pieces(closing + comma))


def _scalar(value: Any) -> str:
    match value:
        case _Members():
            return "{}"
        case _Literal():
            return value
        case str():
            return _quoted(value if len(value) <= _MOST_VALUE else f"{value[:_MOST_VALUE]}… ({len(value)})")
        case _:
            return json.dumps(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


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

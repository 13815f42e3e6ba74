"""Read the samples on a page: the curl call, the response, and the members that the programs show."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from wxbrand_codegen.pages.lines import CELL
from wxbrand_codegen.pages.page import Doubt, Line, Place
from wxbrand_codegen.pages.programs import Members, classes_in, operation_in, request_class_in, response_class_in
from wxbrand_codegen.pages.sections import Sections

_MOST_LINES = 5_000
"""Of one sample."""

_MOST_VALUES = 40
"""JSON texts of one section."""

_LINE_NUMBER = re.compile(r"(?:(?<=\s)|^)(?<!: )(\d{1,4})(?![\d.,:])")
_URL = re.compile(r"https?://[^\s\\'\"]{1,2000}")
_DATA = re.compile(r"\s(?:-d|--data(?:-raw|-binary|-urlencode)?)\s{1,3}\$?['\"]?")
_PART = re.compile(r"\s(?:-F|--form)\s{1,3}['\"]?([A-Za-z_][\w.\-]{0,80})=['\"]?")
_AFTER_CURL = re.compile(r"\n\s{0,40}(?:package\s|需配合)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """What the samples of a page show; None and empty where they show nothing or cannot be read."""

    operation: str | None
    parameters: Mapping[str, str]
    """Values of path and query parameters."""

    body: Any
    is_multipart: bool
    """Whether the call sends parts."""

    response: Any
    resource: Any
    """The decrypted resource of a notification."""

    classes: Mapping[str, Members]
    request_class: str
    response_class: str

    @staticmethod
    def of_resource(resource: Any) -> Samples:
        """Return the samples of a notification's page."""
        return Samples(
            operation=None,
            parameters={},
            body=None,
            is_multipart=False,
            response=None,
            resource=resource,
            classes={},
            request_class="",
            response_class="",
        )

    def names_at(self, place: Place, path: Sequence[str]) -> frozenset[str]:
        """Return the names that the samples show in the object at a path."""
        class_: str | None = {"response": self.response_class, "body": self.request_class}.get(place)
        value = {"response": self.response, "body": self.body, "resource": self.resource}.get(place)
        for name in path:
            class_ = self.classes.get(class_ or "", {}).get(name)
            value = _merged(value).get(name)
        return frozenset(self.classes.get(class_ or "", {})) | frozenset(_merged(value))


def _merged(value: Any) -> dict[str, Any]:
    """Return an object, or all members of a list of objects."""
    if isinstance(value, list):
        merged: dict[str, Any] = {}
        for item in value:
            merged |= _merged(item)
        return merged
    return value if isinstance(value, dict) else {}


def read_samples(sections: Sections, code: str, path: str, doubts: list[Doubt]) -> Samples:
    """Read the samples of an operation, given the code of its sample call. What cannot be read is added to the doubts."""
    operation = operation_in(code)
    response_lines = sections.of("sample response")
    response = code_of(response_lines)
    call = _curl(code)
    body, is_multipart = _body(call, sections.of("sample call"), doubts)
    return Samples(
        operation=operation,
        parameters=_parameters(call or code, path),
        body=body,
        is_multipart=is_multipart,
        response=_json_in(response, "response", response_lines, doubts) if "{" in response else None,
        resource=None,
        classes=classes_in(code),
        request_class=request_class_in(code) or f"{operation}Request",
        response_class=response_class_in(code) or f"{operation}Response",
    )


def code_of(lines: Sequence[Line]) -> str:
    """Return the text of samples without their line numbers."""
    blocks: list[list[str]] = []
    for text in (line.text for line in lines):
        if not blocks or re.match(r"1(?![\d.,、])\D", text):  # the first line of a sample
            blocks.append([])
        blocks[-1].append(text)
    return "\n".join(_without_line_numbers("\n".join(block)) for block in blocks).replace(CELL, " ")


def _without_line_numbers(text: str) -> str:
    """Remove 1, 2, 3 ..., each at the start of a line, or within it if the page lost its line breaks."""
    if not re.match(r"\s*1(?!\d)", text):
        return text
    pieces, at, number = [], 0, 1
    for found in _LINE_NUMBER.finditer(text):
        if number <= _MOST_LINES and found[1] == str(number):
            pieces.append(text[at : found.start()])
            at, number = found.end(), number + 1
    return "\n".join([*pieces, text[at:]])


def _curl(code: str) -> str:
    """Return the curl call; empty if there is none."""
    begin = re.search(r"\bcurl\s", code)
    if begin is None:
        return ""
    text = code[begin.start() :]
    end = _AFTER_CURL.search(text)
    return text[: end.start()] if end else text


def _parameters(call: str, path: str) -> dict[str, str]:
    """Return the values in the address of a call. Those of the path need an address of that path."""
    names = re.findall(r"\{(\w+)\}", path)
    pattern = re.compile(re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(path)))
    query: dict[str, str] = {}
    for url in islice(_URL.finditer(call), _MOST_VALUES):
        try:
            parts = urlsplit(url[0])
        except ValueError:  # brackets that are not an IPv6 address
            continue
        query = query or dict(parse_qsl(parts.query, keep_blank_values=True))
        if found := pattern.fullmatch(parts.path):
            values = {name: unquote(value) for name, value in zip(names, found.groups(), strict=True)}
            return values | dict(parse_qsl(parts.query, keep_blank_values=True))
    return query if call.startswith("curl") else {}


def _body(call: str, lines: Sequence[Line], doubts: list[Doubt]) -> tuple[Any, bool]:
    """Return the body of the curl call, and whether it is sent in parts. Files have no value."""
    if parts := list(_PART.finditer(call)):
        values: dict[str, Any] = {}
        for part in parts:
            text = call[part.end() :]
            if text.startswith("{"):
                values[part[1]] = _json_in(text, f"part {part[1]}", lines, doubts)
            elif not text.startswith(("@", "<")):
                values[part[1]] = re.split(r"['\"\s\\]", text, maxsplit=1)[0]
        return {name: value for name, value in values.items() if value is not None} or None, True
    data = _DATA.search(call)
    if data is None:
        return None, False
    text = call[data.end() :]
    if re.match(r"[\w.%\-]{1,80}=", text):
        return dict(parse_qsl(re.split(r"['\"\s]", text, maxsplit=1)[0], keep_blank_values=True)), False
    return _json_in(text, "call", lines, doubts), False


def _json_in(text: str, name: str, lines: Sequence[Line], doubts: list[Doubt]) -> Any:
    """Decode the first JSON object or array of a sample; add a doubt if there is none, or it is cut short."""
    with suppress(ValueError, RecursionError):
        if begin := re.search(r"[{\[]", text):
            return json.JSONDecoder().raw_decode(_without_trailing_commas(text[begin.start() :]))[0]
    text = f"cannot read the JSON of the sample {name}; it may be cut short"
    doubts.append(Doubt(line=lines[0].number, text=text))
    return None


def json_values_in(text: str) -> list[Any]:
    """Return every JSON object in a text, in order. What cannot be read is passed over."""
    decoder = json.JSONDecoder()
    values: list[Any] = []
    text = _without_trailing_commas(text)
    at = text.find("{")
    for _ in range(_MOST_VALUES):
        if at < 0:
            break
        end = at + 1
        with suppress(ValueError, RecursionError):
            value, end = decoder.raw_decode(text, at)
            values.append(value)
        at = text.find("{", end)
    return values


def _without_trailing_commas(text: str) -> str:
    """Remove the commas before a closing bracket that pages forget."""
    return re.sub(r",(\s{0,40}[}\]])", r"\1", text)

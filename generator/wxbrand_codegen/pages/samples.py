"""Read the samples on a page: the curl call, the response, and the classes of the Java and Go programs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from wxbrand_codegen.pages.page import Doubt, Line, Place
from wxbrand_codegen.pages.sections import Sections

_Members = Mapping[str, str]
"""The members of a class by their JSON names, each with its class or plain type."""

_MOST_LINES = 5_000
"""Of one sample."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """What the samples of a page show; None and empty where they show nothing or cannot be read."""

    operation: str | None
    parameters: Mapping[str, str]
    """Values of path and query parameters."""

    body: Any
    response: Any
    classes: Mapping[str, _Members]
    response_class: str | None

    def names_at(self, place: Place, path: Sequence[str]) -> frozenset[str]:
        """Return the names that the samples show in the object at a path."""
        class_: str | None = self.response_class if place == "response" else f"{self.operation}Request"
        value = self.response if place == "response" else self.body
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
    """Read the samples of a page, given the code of its sample call. What cannot be read is added to the doubts."""
    operation = _name_in(code, *_OPERATION)
    response_lines = sections.of("sample response")
    response = code_of(response_lines)
    body, parameters = _call(sections.of("sample call"), code, path, doubts)
    return Samples(
        operation=operation,
        parameters=parameters,
        body=body,
        response=_json_in(response, "response", response_lines, doubts) if "{" in response else None,
        classes=_classes(code),
        response_class=_name_in(code, *_RESPONSE_CLASS) or f"{operation}Response",
    )


def code_of(lines: Sequence[Line]) -> str:
    """Return the text of samples without their line numbers."""
    blocks: list[list[str]] = []
    for text in (line.text for line in lines):
        if not blocks or re.match(r"1(?![\d.,、])\D", text):  # the first line of a sample
            blocks.append([])
        blocks[-1].append(text)
    return "\n".join(_without_line_numbers("\n".join(block)) for block in blocks)


def _without_line_numbers(text: str) -> str:
    """Remove 1, 2, 3 ..., each at the start of a line, or within it if the page lost its line breaks."""
    if not re.match(r"\s*1(?!\d)", text):
        return text
    pieces, at, number = [], 0, 1
    while number <= _MOST_LINES and (found := re.compile(rf"(?:(?<=\s)|^)(?<!: ){number}(?![\d.,:])").search(text, at)):
        pieces.append(text[at : found.start()])
        at, number = found.end(), number + 1
    return "\n".join([*pieces, text[at:]])


def _call(lines: Sequence[Line], code: str, path: str, doubts: list[Doubt]) -> tuple[Any, dict[str, str]]:
    """Return the body of the curl call, and the values in its address."""
    curl = re.search(r"\bcurl\s", code)
    if curl is None:
        return None, {}
    text = code[curl.start() :]
    if end := re.search(r"\n\s*(?:package\s|需配合)", text):
        text = text[: end.start()]
    url = re.search(r"https?://[^\s\\'\"]+", text)
    parameters = _values_in(url[0], path) if url else {}
    data = re.search(r"\s(?:-d|--data(?:-raw)?)\s+['\"]?", text)
    body = _json_in(text[data.end() :], "call", lines, doubts) if data else None
    return body, parameters


def _json_in(text: str, name: str, lines: Sequence[Line], doubts: list[Doubt]) -> Any:
    """Decode the first JSON object or array of a sample; add a doubt if there is none, or it is cut short."""
    with suppress(ValueError, RecursionError):
        if begin := re.search(r"[{\[]", text):
            return json.JSONDecoder().raw_decode(text, begin.start())[0]
    text = f"cannot read the JSON of the sample {name}; it may be cut short"
    doubts.append(Doubt(line=lines[0].number, text=text))
    return None


def _values_in(url: str, path: str) -> dict[str, str]:
    """Return the values of path and query parameters in an address. Those of the path need an address of that path."""
    names = re.findall(r"\{(\w+)\}", path)
    pattern = re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(path))
    parts = urlsplit(url)
    found = re.fullmatch(pattern, parts.path)
    values = {name: unquote(value) for name, value in zip(names, found.groups(), strict=True)} if found else {}
    return values | dict(parse_qsl(parts.query, keep_blank_values=True))


_JAVA_CLASS = re.compile(r"\bclass\s+(\w+)")
_JAVA_MEMBER = re.compile(
    r"@SerializedName\(\"([^\"\s]{1,80})\"\)\s*(?:@Expose\([^)]*\)\s*)?public\s+([\w<>., ]{1,80}?)\s+\w+\s*[;=]"
)
_GO_STRUCT = re.compile(r"\btype\s+(\w+)\s+struct\s*\{")
_GO_MEMBER = re.compile(r"\b[A-Z]\w*\s+([\[\]*\w.]{1,80})\s+`json:\"([^\",`]{1,80})[^`]{0,40}`")
_OPERATION = (
    r"public\s+class\s+([A-Z]\w*)",
    r"\bfunc\s+([A-Z]\w*)\(config\b",
    r"request\s*:=\s*&([A-Z]\w*)Request\{",
)
"""The name that the classes of the samples begin with."""

_RESPONSE_CLASS = (r"\b([A-Z]\w*)\s+response\s*=\s*client\.run\b", r"\(response\s+\*(\w+),\s*err\s+error\)")
_DEFINITION = re.compile(r"\bclass\s+\w+|\btype\s+\w+\s+\w+")


def _classes(code: str) -> dict[str, _Members]:
    """Return the classes of a Java sample and the structs of a Go one."""
    classes: dict[str, dict[str, str]] = {}
    starts = [match.start() for match in _DEFINITION.finditer(code)] + [len(code)]
    for begin, end in pairwise(starts):
        piece = code[begin:end]
        if java := _JAVA_CLASS.match(piece):
            members = {wire: re.sub(r".*<|>.*", "", type_).strip() for wire, type_ in _JAVA_MEMBER.findall(piece)}
            classes.setdefault(java[1], {}).update(members)
        elif go := _GO_STRUCT.match(piece):
            members = {wire: type_.strip("[]*") for type_, wire in _GO_MEMBER.findall(piece.partition("}")[0])}
            classes.setdefault(go[1], {}).update(members)
    return {name: members for name, members in classes.items() if members}


def _name_in(code: str, *patterns: str) -> str | None:
    return next((found[1] for pattern in patterns if (found := re.search(pattern, code))), None)

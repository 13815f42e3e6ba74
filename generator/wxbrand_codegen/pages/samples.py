"""Samples on a page: the call by curl, the answer, and the classes of the Java and Go programs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from wxbrand_codegen.pages.page import Line

Members = Mapping[str, str]
"""Members of a class by their JSON name, each with the class it holds, or a plain type."""


_MOST_LINES = 5_000
"""Of one sample."""


def without_numbers(text: str) -> str:
    """Take out the numbers of the sample's lines: 1, 2, 3 ... each at a line's start, or in between once lines were joined."""
    if not re.match(r"\s*1(?!\d)", text):
        return text
    pieces, at, number = [], 0, 1
    while number <= _MOST_LINES and (found := re.compile(rf"(?:(?<=\s)|^)(?<!: ){number}(?![\d.,:])").search(text, at)):
        pieces.append(text[at : found.start()])
        at, number = found.end(), number + 1
    return "\n".join([*pieces, text[at:]])


def joined(lines: Sequence[Line]) -> str:
    """Give a sample's text."""
    return "\n".join(line.text for line in lines)


def json_after(text: str, start: int = 0) -> Any:
    """Read the first JSON object or array from there on. Raises ValueError if there is none, or it is cut."""
    begin = re.compile(r"[{\[]").search(text, start)
    if begin is None:
        raise ValueError("no JSON")
    try:
        value, _ = json.JSONDecoder().raw_decode(text, begin.start())
    except RecursionError:
        raise ValueError("too deep") from None
    return value


_URL = re.compile(r"https?://[^\s\\'\"]+")


def url_of(text: str) -> str | None:
    """Give the address that the sample calls."""
    found = _URL.search(text)
    return found[0] if found else None


def values_in(url: str, path: str) -> dict[str, str]:
    """Read the values of path and query from the sample's address; none if it is not an address of that path."""
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
_BOUND = re.compile(r"\bclass\s+\w+|\btype\s+\w+\s+\w+")


def classes_in(text: str) -> dict[str, Members]:
    """Read the classes of a Java sample and the structs of a Go one."""
    classes: dict[str, dict[str, str]] = {}
    starts = [match.start() for match in _BOUND.finditer(text)] + [len(text)]
    for begin, end in pairwise(starts):
        piece = text[begin:end]
        if java := _JAVA_CLASS.match(piece):
            members = {wire: re.sub(r".*<|>.*", "", held).strip() for wire, held in _JAVA_MEMBER.findall(piece)}
            classes.setdefault(java[1], {}).update(members)
        elif go := _GO_STRUCT.match(piece):
            members = {wire: held.strip("[]*") for held, wire in _GO_MEMBER.findall(piece.partition("}")[0])}
            classes.setdefault(go[1], {}).update(members)
    return {name: members for name, members in classes.items() if members}


def operation_in(text: str) -> str | None:
    """Give the name that the samples' classes begin with."""
    for pattern in (
        r"public\s+class\s+([A-Z]\w*)",
        r"\bfunc\s+([A-Z]\w*)\(config\b",
        r"request\s*:=\s*&([A-Z]\w*)Request\{",
    ):
        if found := re.search(pattern, text):
            return found[1]
    return None


def without_numbers_each(texts: Sequence[str]) -> str:
    """Join a section's lines, with the numbers taken out of each sample in it; a sample begins at its line 1."""
    blocks: list[list[str]] = []
    for text in texts:
        if not blocks or re.match(r"1(?![\d.,、])\D", text):
            blocks.append([])
        blocks[-1].append(text)
    return "\n".join(without_numbers("\n".join(block)) for block in blocks)


def answer_class_in(text: str) -> str | None:
    """Give the class that the sample's answer has."""
    found = re.search(r"\b([A-Z]\w*)\s+response\s*=\s*client\.run\b", text) or re.search(
        r"\(response\s+\*(\w+),\s*err\s+error\)", text
    )
    return found[1] if found else None

"""One YAML or JSON file into nodes: scalars as JSON reads them, every value with its place, budgets for hostile files.

PyYAML's own loaders are not used, only its parser: they read `34657_20250101_123456` as an integer, `no` as False and
keep the last of two equal keys.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 100
MAX_NODES = 3_000_000
"""Values in one file, each alias counted as all that it stands for."""

MAX_MEMBERS = 20_000
"""Of one mapping: comparing them with the schema of OpenAPI takes time that grows with the square of their number."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_STANDARD_TAG = "tag:yaml.org,2002:"
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls, but not tab, line feed, carriage return, next line
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction marks, which make text read other than it is
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path, shown_as: str) -> Node:
    """Read one file. Raises ProblemsFound, with the place, for whatever cannot be read in exactly one way."""
    start = Mark(file=shown_as, line=1, column=1)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # bounded, since some files have no end
        if len(content) > MAX_BYTES:
            raise _refused(start, "too-large", f"the file has over {MAX_BYTES // 1024 // 1024} MiB")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise _refused(start, "not-utf-8", f"the file is not UTF-8 (byte {problem.start + 1})") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or "not a usable path"
        raise _refused(start, "unreadable-file", f"cannot be read: {reason}") from None
    return _Reader(text, shown_as).document()


def _refused(mark: Mark, code: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(mark=mark, code=code, message=message)])


@dataclass(slots=True)
class _Open:
    """A collection whose end has not come yet."""

    mark: Mark
    is_mapping: bool
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    members: dict[str, Node] = field(default_factory=dict)
    key_marks: dict[str, Mark] = field(default_factory=dict)
    key: str | None = None
    size: int = 1
    height: int = 1
    """Levels at and below this one, those behind aliases too."""


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        self._stack: list[_Open] = []
        self._root: Node | None = None
        self._nodes = 0

    def document(self) -> Node:
        documents = 0
        try:
            for event in yaml.parse(self._text, Loader=_Loader):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        raise _refused(
                            self._mark(event), "several-documents", "the file holds more than one YAML document"
                        )
                else:
                    self._take(event)
        except yaml.MarkedYAMLError as problem:
            raise self._syntax(problem) from None
        except yaml.reader.ReaderError as problem:
            raise self._unfit_character(problem) from None
        if self._root is None:
            raise _refused(Mark(file=self._file, line=1, column=1), "empty-file", "the file holds no value")
        return self._root

    def _syntax(self, problem: yaml.MarkedYAMLError) -> ProblemsFound:
        place = problem.problem_mark or problem.context_mark
        mark = Mark(file=self._file, line=place.line + 1, column=place.column + 1) if place else self._start()
        return _refused(mark, "yaml-syntax", problem.problem or problem.context or "is not YAML")

    def _unfit_character(self, problem: yaml.reader.ReaderError) -> ProblemsFound:
        match = _UNFIT.search(self._text)
        before = self._text[: match.start()] if match else ""
        mark = Mark(file=self._file, line=before.count("\n") + 1, column=len(before) - before.rfind("\n"))
        return _refused(mark, "unfit-character", f"holds a character that YAML does not allow ({problem.reason})")

    def _start(self) -> Mark:
        return Mark(file=self._file, line=1, column=1)

    def _mark(self, event: yaml.Event) -> Mark:
        mark = event.start_mark
        return Mark(file=self._file, line=mark.line + 1, column=mark.column + 1) if mark else self._start()

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._place(self._scalar(event), event.anchor)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._open(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close()
            case _:
                pass

    def _open(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> None:
        mark = self._mark(event)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._refuse_tag(event.tag, mark, "map" if is_mapping else "seq")
        if len(self._stack) >= MAX_DEPTH:
            raise _refused(mark, "too-deep", f"is nested more than {MAX_DEPTH} levels deep")
        if self._stack and self._stack[-1].is_mapping and self._stack[-1].key is None:
            raise _refused(mark, "key-not-text", "a key must be text")
        self._stack.append(_Open(mark=mark, is_mapping=is_mapping, anchor=event.anchor))

    def _close(self) -> None:
        ended = self._stack.pop()
        node: Node = (
            MappingNode(members=ended.members, mark=ended.mark, key_marks=ended.key_marks)
            if ended.is_mapping
            else SequenceNode(items=tuple(ended.items), mark=ended.mark)
        )
        self._place(node, ended.anchor, ended.size, ended.height)

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self._anchors:
            raise _refused(self._mark(event), "broken-alias", "the alias names no finished anchor before it")
        node, size, height = self._anchors[event.anchor]
        if len(self._stack) + height > MAX_DEPTH:
            raise _refused(self._mark(event), "too-deep", f"is nested more than {MAX_DEPTH} levels deep")
        self._place(node, None, size, height)

    def _place(self, node: Node, anchor: str | None, size: int = 1, height: int = 0) -> None:
        if anchor is not None:
            self._anchors[anchor] = (node, size, height)
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        parent.size += size
        parent.height = max(parent.height, height + 1)
        if parent.size > MAX_NODES:
            raise _refused(
                node.mark, "too-many-values", f"holds more than {MAX_NODES:,} values, aliases counted in full"
            )
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            self._take_key(parent, node)
        else:
            parent.members[parent.key] = node
            parent.key = None

    def _take_key(self, parent: _Open, node: Node) -> None:
        if not isinstance(node, ScalarNode):
            raise _refused(node.mark, "key-not-text", "a key must be text")
        key = node.text
        if key == "<<" and not node.quoted:
            raise _refused(node.mark, "merge-key", "merge keys (<<) are not read; write the members out or use $ref")
        if key in parent.members:
            raise _refused(node.mark, "duplicate-key", f"{key} stands here and at {parent.key_marks[key]}")
        if len(parent.members) >= MAX_MEMBERS:
            raise _refused(
                node.mark, "too-many-members", f"is member {MAX_MEMBERS + 1:,} of one mapping, which is one too many"
            )
        parent.key = key
        parent.key_marks[key] = node.mark

    def _scalar(self, event: yaml.ScalarEvent) -> ScalarNode:
        mark = self._mark(event)
        text: str = event.value
        unfit = _UNFIT.search(text)
        if unfit:
            raise _refused(mark, "unfit-character", f"holds U+{ord(unfit[0]):04X}, a control or direction character")
        quoted = event.style in {"'", '"', "|", ">"}
        tag = (event.tag or "").removeprefix(_STANDARD_TAG) if event.tag else None
        if tag not in {None, "!", "str"}:
            raise _refused(mark, "yaml-tag", "has a YAML tag, and tags are not read")
        if quoted or tag is not None:
            return ScalarNode(value=text, mark=mark, text=text, quoted=True)
        return ScalarNode(value=self._plain_value(text, mark), mark=mark, text=text)

    def _plain_value(self, text: str, mark: Mark) -> str | int | float | bool | None:
        if text in _WORDS:
            return _WORDS[text]
        number = _NUMBER.fullmatch(text)
        if not number:
            return text
        if len(text) > 40:
            raise _refused(mark, "number-too-long", "is a number of over 40 characters")
        if number[1] is None and number[2] is None:
            return int(text)
        value = float(text)
        if not math.isfinite(value):
            raise _refused(mark, "number-too-large", "is a number that no float can hold")
        return value

    def _refuse_tag(self, tag: str | None, mark: Mark, usual: str) -> None:
        if tag not in {None, "!", _STANDARD_TAG + usual}:
            raise _refused(mark, "yaml-tag", "has a YAML tag, and tags are not read")

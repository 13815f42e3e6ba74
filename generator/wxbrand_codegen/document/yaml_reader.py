"""Parse YAML and JSON files into nodes with marks. Size, depth and number of values are limited.

Only PyYAML's parser is used, not its loaders: they read `34657_20250101_123456` as an integer and `no` as False, and
keep the last of two equal keys. Plain scalars are read as in JSON.
"""

from __future__ import annotations

import math
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from wxbrand_codegen.document.characters import Advise, parseable, report_invisible
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 100
MAX_NODES = 3_000_000
"""Values in one file; an alias counts as many as its anchor."""

MAX_MEMBERS = 20_000
"""Members of one mapping: the time to validate them grows with the square of their number."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_CONSTANTS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_STANDARD_TAG = "tag:yaml.org,2002:"

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def events(text: str, file: str = "", advise: Advise = lambda _: None) -> Iterator[yaml.Event]:
    """Yield the events of PyYAML's parser for a text in YAML or JSON. Raises yaml.YAMLError."""
    parser = _Loader(parseable(text, file, advise))
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


def read(path: Path, display_name: str, advise: Advise = lambda _: None) -> Node:
    """Parse one file. Raises ProblemsFound for invalid or ambiguous content, and advises on invisible characters."""
    start = Mark(file=display_name, line=1, column=1)
    try:
        if stat.S_ISFIFO(path.stat().st_mode):
            raise _problem(start, "unreadable-file", "a spec cannot be a pipe, because it is read more than once")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # limited, because a device or a pipe has no end
        if len(content) > MAX_BYTES:
            raise _problem(start, "too-large", f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _problem(start, "not-utf-8", f"the file is not UTF-8 (byte {error.start + 1})") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a usable path"
        raise _problem(start, "unreadable-file", f"the file cannot be read: {reason}") from None
    return parse(text, display_name, advise)


def parse(text: str, display_name: str, advise: Advise = lambda _: None) -> Node:
    """Parse the text of a file. Raises ProblemsFound for invalid or ambiguous content, and advises as `read` does."""
    return _Parser(text, display_name, advise).parse()


def _is_merge_key(key: ScalarNode) -> bool:
    return key.text == "<<" and not key.quoted


def _problem(mark: Mark, code: str, message: str) -> ProblemsFound:
    return ProblemsFound([Problem(mark=mark, code=code, message=message)])


@dataclass(slots=True)
class _Collection:
    """A mapping or a sequence that has not ended yet."""

    mark: Mark
    is_mapping: bool
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    members: dict[str, Node] = field(default_factory=dict)
    key_marks: dict[str, Mark] = field(default_factory=dict)
    quoted_keys: set[str] = field(default_factory=set)
    merged: set[str] = field(default_factory=set)
    """Keys of members that a merge key (<<) added. A member of the mapping itself replaces one."""

    merge_mark: Mark | None = None
    """The merge key."""

    key: ScalarNode | None = None
    size: int = 1
    """Number of values in it, itself included."""

    height: int = 1
    """Levels of nesting in it, itself included."""


class _Parser:
    """Builds nodes from the events of PyYAML's parser."""

    def __init__(self, text: str, file: str, advise: Advise) -> None:
        self._text = text
        self._file = file
        self._advise = advise
        self._anchors: dict[str, tuple[Node, int, int]] = {}
        """Node, size and height."""

        self._stack: list[_Collection] = []
        self._root: Node | None = None

    def parse(self) -> Node:
        try:
            for event in events(self._text, self._file, self._advise):
                self._handle(event)
        except yaml.MarkedYAMLError as error:
            mark = self._mark(error.problem_mark or error.context_mark)
            raise _problem(mark, "yaml-syntax", error.problem or error.context or "is not YAML") from None
        if self._root is None:
            raise _problem(self._mark(None), "empty-file", "the file is empty")
        return self._root

    def _mark(self, position: Any) -> Mark:  # one of two unrelated types called Mark, or None
        line, column = (position.line, position.column) if position else (0, 0)
        return Mark(file=self._file, line=line + 1, column=column + 1)

    def _handle(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._add(self._scalar(event), event.anchor)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._open(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close()
            case yaml.DocumentStartEvent() if self._root is not None:
                message = "the file has more than one YAML document"
                raise _problem(self._mark(event.start_mark), "several-documents", message)

    def _open(self, event: yaml.SequenceStartEvent | yaml.MappingStartEvent) -> None:
        mark = self._mark(event.start_mark)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        self._check_tag(event.tag, mark, "map" if is_mapping else "seq")
        if len(self._stack) >= MAX_DEPTH:
            raise _problem(mark, "too-deep", f"nesting is deeper than {MAX_DEPTH} levels")
        if self._stack and self._stack[-1].is_mapping and self._stack[-1].key is None:
            raise _problem(mark, "key-not-text", "a key must be a string")
        self._stack.append(_Collection(mark=mark, is_mapping=is_mapping, anchor=event.anchor))

    def _close(self) -> None:
        ended = self._stack.pop()
        node: Node = (
            MappingNode(
                members=ended.members,
                mark=ended.mark,
                key_marks=ended.key_marks,
                quoted_keys=frozenset(ended.quoted_keys),
            )
            if ended.is_mapping
            else SequenceNode(items=tuple(ended.items), mark=ended.mark)
        )
        self._add(node, ended.anchor, ended.size, ended.height)

    def _alias(self, event: yaml.AliasEvent) -> None:
        mark = self._mark(event.start_mark)
        if event.anchor not in self._anchors:
            raise _problem(mark, "broken-alias", "there is no anchor of this name before the alias")
        node, size, height = self._anchors[event.anchor]
        if len(self._stack) + height > MAX_DEPTH:
            raise _problem(mark, "too-deep", f"nesting is deeper than {MAX_DEPTH} levels")
        self._add(node, None, size, height)

    def _add(self, node: Node, anchor: str | None, size: int = 1, height: int = 0) -> None:
        if anchor is not None:
            self._anchors[anchor] = (node, size, height)
        if not self._stack:
            self._root = node
            return
        parent = self._stack[-1]
        parent.size += size
        if height >= parent.height:
            parent.height = height + 1
        if parent.size > MAX_NODES:
            message = f"the file has more than {MAX_NODES:,} values; an alias counts as many as its anchor"
            raise _problem(node.mark, "too-many-values", message)
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            self._set_key(parent, node)
        else:
            if _is_merge_key(parent.key):
                self._merge(parent, node)
            else:
                parent.members[parent.key.text] = node
            parent.key = None

    def _set_key(self, parent: _Collection, node: Node) -> None:
        if not isinstance(node, ScalarNode):
            raise _problem(node.mark, "key-not-text", "a key must be a string")
        key = node.text
        parent.key = node
        if _is_merge_key(node):
            if parent.merge_mark is not None:
                message = f"<< is also at {parent.merge_mark}; write one with a list, as in <<: [*a, *b]"
                raise _problem(node.mark, "duplicate-key", message)
            parent.merge_mark = node.mark
            return
        if key not in parent.members:
            self._check_member_count(parent, 1, node.mark)
        elif key in parent.merged:
            parent.merged.remove(key)
            parent.quoted_keys.discard(key)
        else:
            raise _problem(node.mark, "duplicate-key", f"{key} is also at {parent.key_marks[key]}; remove one of them")
        parent.key_marks[key] = node.mark
        if node.quoted:
            parent.quoted_keys.add(key)

    def _merge(self, parent: _Collection, node: Node) -> None:
        """Add the members of a mapping, or of a list of mappings, as the merge key of YAML 1.1 asks for.

        Members of the mapping itself win over these, and of the list the earlier ones over the later.
        """
        for source in node.items if isinstance(node, SequenceNode) else (node,):
            if not isinstance(source, MappingNode):
                message = "the value of << must be a mapping or a list of mappings, as in <<: *name or <<: [*a, *b]"
                raise _problem(source.mark, "merge-key", message)
            added = source.members.keys() - parent.members.keys()
            self._check_member_count(parent, len(added), source.mark)
            for key in (key for key in source.members if key in added):
                parent.members[key] = source.members[key]
                parent.key_marks[key] = source.mark_of(key)
            parent.merged |= added
            parent.quoted_keys |= source.quoted_keys & added

    def _check_member_count(self, parent: _Collection, added: int, mark: Mark) -> None:
        if len(parent.members) + added > MAX_MEMBERS:
            raise _problem(mark, "too-many-members", f"a mapping may have at most {MAX_MEMBERS:,} members")

    def _scalar(self, event: yaml.ScalarEvent) -> ScalarNode:
        mark = self._mark(event.start_mark)
        text: str = event.value
        report_invisible(text, mark, self._advise)
        quoted = bool(event.style)  # None, or empty in an older PyYAML, if it is plain
        self._check_tag(event.tag, mark, "str")
        if quoted or event.tag is not None:
            return ScalarNode(value=text, mark=mark, text=text, quoted=True)
        return ScalarNode(value=self._plain_value(text, mark), mark=mark, text=text)

    def _plain_value(self, text: str, mark: Mark) -> str | int | float | bool | None:
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        number = _NUMBER.fullmatch(text) if text[0] in "-0123456789" else None
        if not number:
            return text
        if len(text) > 40:
            raise _problem(mark, "number-too-long", "a number may have at most 40 characters")
        if number[1] is None and number[2] is None:
            return int(text)
        value = float(text)
        if not math.isfinite(value):
            raise _problem(mark, "number-too-large", "the number is too large for a float")
        return value

    def _check_tag(self, tag: str | None, mark: Mark, default: str) -> None:
        if tag is not None and tag not in {"!", _STANDARD_TAG + default}:
            raise _problem(mark, "yaml-tag", "YAML tags are not supported; remove the tag")

"""Write values as a YAML file writes its own: quotes, indentation, lists on one line or several."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wxbrand_codegen.document.nodes import JsonValue
from wxbrand_codegen.document.yaml_editor.positions import Entry, Mapping, Scalar, Sequence, Value

_PLAIN = re.compile(r"[^\W\d_](?:[^\x00-\x20\x7f-\xa0:#]|[ ](?![ #])|:(?=\S)|(?<=\S)#)*")
"""Text that needs no quotes: it begins with a letter and has nothing that ends a plain scalar."""

_PLAIN_KEY = re.compile(r"[/$A-Za-z_\u4e00-\u9fff](?:[\w\-./$+]|\{\w+\})*")
_NOT_IN_FLOW = re.compile(r"[,\[\]{}]")
_OTHER_TYPES = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"})
"""What readers of YAML 1.1 or 1.2 take for something else than text, in any case."""

_WIDEST_FLOW = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a file is written."""

    json: bool = False
    """Whether the file is JSON, where everything is quoted."""

    quote: str = '"'
    """The quotes that are used most."""

    step: int = 2
    """Columns by which a mapping in a mapping is indented."""

    dash: int = 2
    """Columns by which a list in a mapping is indented."""

    flow_lists: frozenset[str] = field(default_factory=frozenset)
    """Keys whose lists of plain values are mostly written on one line."""

    def key(self, text: str, style: str = "", *, flow: bool = False) -> str:
        """Return a key, in the quotes of `style` if it has some or needs some."""
        plain = not style and not self.json and _PLAIN_KEY.fullmatch(text) and text.lower() not in _OTHER_TYPES
        if plain and not (flow and _NOT_IN_FLOW.search(text)):
            return text
        return self._quoted(text, style)

    def scalar(self, value: JsonValue, style: str = "", *, flow: bool = False) -> str:
        """Return a plain value; a text is quoted as `style` says, or if another reader could take it for no text."""
        if not isinstance(value, str):
            return json.dumps(value)
        plain = not style and not self.json and _PLAIN.fullmatch(value) and not value.endswith((" ", ":"))
        if (
            plain
            and value.lower() not in _OTHER_TYPES
            and value.isprintable()
            and not (flow and _NOT_IN_FLOW.search(value))
        ):
            return value
        return self._quoted(value, style)

    def _quoted(self, text: str, style: str) -> str:
        quote = '"' if self.json else style if style in {"'", '"'} else self.quote
        if quote == "'" and text.isprintable():
            return "'" + text.replace("'", "''") + "'"
        return "".join(c if c.isprintable() else _escape(c) for c in json.dumps(text, ensure_ascii=False))

    def flow(self, value: JsonValue) -> str:
        """Return a value on one line."""
        if isinstance(value, dict):
            return (
                "{"
                + ", ".join(f"{self.key(key, flow=True)}: {self.flow(member)}" for key, member in value.items())
                + "}"
            )
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        return self.scalar(value, flow=True)

    def is_inline(self, value: JsonValue, key: str = "") -> bool:
        """Whether a value, of this key, belongs on the line of its key."""
        if not isinstance(value, dict | list) or not value:
            return True
        is_flat = isinstance(value, list) and not any(isinstance(item, dict | list) for item in value)
        return is_flat and key in self.flow_lists and len(self.flow(value)) <= _WIDEST_FLOW

    def inline(self, value: JsonValue) -> str:
        """Return a value as it is written on the line of its key or dash in block style."""
        return self.flow(value) if isinstance(value, dict | list) else self.scalar(value)

    def lines(self, value: JsonValue) -> Iterator[str]:
        """Yield the lines of a mapping or list in block style, which is not empty."""
        if isinstance(value, dict):
            for key, member in value.items():
                yield from self.entry(key, member)
        else:
            for item in value:
                yield from self.item(item)

    def entry(self, key: str, value: JsonValue, style: str = "") -> Iterator[str]:
        """Yield the lines of a member in block style; `style` is that of the key's quotes."""
        if self.is_inline(value, key):
            yield f"{self.key(key, style)}: {self.inline(value)}"
        else:
            yield f"{self.key(key, style)}:"
            yield from (" " * self.indent_of(value) + line for line in self.lines(value))

    def item(self, value: JsonValue) -> Iterator[str]:
        """Yield the lines of an item in block style."""
        if self.is_inline(value):
            yield f"- {self.inline(value)}"
        else:
            first, *rest = self.lines(value)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)

    def indent_of(self, value: JsonValue) -> int:
        """Return by how many columns a value is indented below its key."""
        return self.dash if isinstance(value, list) else self.step


def _escape(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def style_of(text: str, root: Value) -> Style:
    """Return how a file is written."""
    quotes, steps, dashes = Counter[str](), Counter[int](), Counter[int]()
    lists: dict[str, Counter[bool]] = {}
    for entry, parent in _members(root):
        if entry is None:
            continue
        value = entry.value
        if isinstance(value, Scalar):
            quotes[value.style] += 1
        elif not value.flow and not parent.flow:
            indent = _column(text, value.start) - _column(text, entry.start)
            (steps if isinstance(value, Mapping) else dashes)[indent] += 1
        if isinstance(value, Sequence) and all(isinstance(item.value, Scalar) for item in value.entries):
            lists.setdefault(entry.key.text, Counter())[value.flow] += 1
    step = steps.most_common(1)[0][0] if steps else 2
    return Style(
        json=text.lstrip().startswith("{"),
        quote="'" if quotes["'"] > quotes['"'] else '"',
        step=step,
        dash=dashes.most_common(1)[0][0] if dashes else step,
        flow_lists=frozenset(key for key, count in lists.items() if count[True] > count[False]),
    )


def _members(root: Value) -> Iterator[tuple[Entry | None, Any]]:
    waiting: list[Value] = [root]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Mapping | Sequence):
            for entry in value.entries:
                yield (entry if isinstance(entry, Entry) else None), value
                waiting.append(entry.value)


def _column(text: str, position: int) -> int:
    return position - (text.rfind("\n", 0, position) + 1)

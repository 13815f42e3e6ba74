"""Where every value of a YAML text begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from wxbrand_codegen.document.yaml_reader import events

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""What PyYAML takes for the end of a line."""

_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s*)+")
_SPACE_AND_COMMENTS = re.compile(
    "(?:[ \t\n\r\x85\u2028\u2029]|(?:(?<=[ \t\n\r\x85\u2028\u2029])|^)#[^\n\r\x85\u2028\u2029]*)*"
)
_EXPLICIT = re.compile(r"\? +\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A string, number, boolean or null, or an alias."""

    start: int
    """After an anchor or a tag."""

    end: int
    style: str
    """The first character of a quoted text, a block (`|`, `>`) or an alias (`*`); empty for all others."""

    text: str
    """The value as YAML reads it, as text."""

    anchored: bool = False
    """Whether an anchor or a tag stands before it."""

    @property
    def is_block(self) -> bool:
        """Whether it is written on lines of its own."""
        return self.style in {"|", ">"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A member of a mapping."""

    key: Scalar
    value: Value
    separator: int
    """Position after the colon, or after the key if there is no colon."""

    explicit: bool
    """Whether a question mark stands before the key."""

    @property
    def start(self) -> int:
        """Position of the key."""
        return self.key.start

    @property
    def end(self) -> int:
        """Position after the value."""
        return max(self.value.end, self.separator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """An object."""

    start: int
    """Position of the first key or, in flow style, of the brace."""

    end: int
    flow: bool
    entries: tuple[Entry, ...]
    anchored: bool = False

    def find(self, key: str) -> int | None:
        """Return the index of a member; None if the mapping itself has none of this name."""
        return next((number for number, entry in enumerate(self.entries) if entry.key.text == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a sequence."""

    value: Value
    separator: int
    """Position after the dash; in flow style, where the item begins."""

    @property
    def start(self) -> int:
        """Position of the value."""
        return self.value.start

    @property
    def end(self) -> int:
        """Position after the value."""
        return max(self.value.end, self.separator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list."""

    start: int
    """Position of the first dash or, in flow style, of the bracket."""

    end: int
    flow: bool
    entries: tuple[Item, ...]
    anchored: bool = False


Value = Scalar | Mapping | Sequence
Collection = Mapping | Sequence


def positions(text: str) -> Value:
    """Return the root value of a text that has one document. Raises yaml.YAMLError."""
    return _Reader(text).root()


def skip(text: str, position: int) -> int:
    """Return where the next value or punctuation begins: after blanks, line ends and comments."""
    match = _SPACE_AND_COMMENTS.match(text, position)
    return match.end() if match else position


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._events = self._values(text)

    def root(self) -> Value:
        return self._value(next(self._events))

    @staticmethod
    def _values(text: str) -> Iterator[yaml.NodeEvent | yaml.CollectionEndEvent]:
        for event in events(text):
            if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                yield event

    def _value(self, event: yaml.NodeEvent | yaml.CollectionEndEvent) -> Value:
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.MappingStartEvent():
                return self._mapping(event)
            case yaml.SequenceStartEvent():
                return self._sequence(event)
            case _:
                start, end = _span(event)
                return Scalar(start=start, end=end, style="*", text="")

    def _content(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, end: int) -> tuple[int, bool]:
        """Return where the content begins, and whether it has an anchor or a tag."""
        start, _ = _span(event)
        if event.anchor is None and event.tag is None:
            return start, False
        properties = _PROPERTIES.match(self._text, start)
        return min(skip(self._text, properties.end() if properties else start), end), True

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        _, end = _span(event)
        start, anchored = self._content(event, end)
        style = event.style or ""
        if style in {"|", ">"}:
            end = self._end_of_block(start, end)
        return Scalar(start=start, end=end, style=style, text=event.value, anchored=anchored)

    def _end_of_block(self, start: int, end: int) -> int:
        """Return the end of the last line of a block, before the line break. Blank lines belong to it after `|+`."""
        content = self._text[start:end]
        header = BREAK.split(content, maxsplit=1)[0].partition("#")[0]
        if "+" not in header:
            return start + len(content.rstrip())
        content = content.rstrip(" ")
        last = next((m for m in BREAK.finditer(content) if m.end() == len(content)), None)
        return start + (last.start() if last else len(content))

    def _mapping(self, event: yaml.MappingStartEvent) -> Mapping:
        start, anchored = self._content(event, len(self._text))
        entries: list[Entry] = []
        while not isinstance(event_of_key := next(self._events), yaml.CollectionEndEvent):
            key = self._value(event_of_key)
            if not isinstance(key, Scalar):
                raise yaml.MarkedYAMLError(problem="a key must be a string")
            value = self._value(next(self._events))
            colon = skip(self._text, key.end)
            separator = colon + 1 if self._text[colon : colon + 1] == ":" else key.end
            explicit = _EXPLICIT.search(self._text, max(0, key.start - 40), key.start) is not None
            entries.append(Entry(key=key, value=value, separator=separator, explicit=explicit))
        end = _span(event_of_key)[1] if event.flow_style else entries[-1].end
        return Mapping(start=start, end=end, flow=bool(event.flow_style), entries=tuple(entries), anchored=anchored)

    def _sequence(self, event: yaml.SequenceStartEvent) -> Sequence:
        start, anchored = self._content(event, len(self._text))
        items: list[Item] = []
        position = start
        while not isinstance(event_of_item := next(self._events), yaml.CollectionEndEvent):
            value = self._value(event_of_item)
            separator = value.start if event.flow_style else skip(self._text, position) + 1
            items.append(Item(value=value, separator=separator))
            position = items[-1].end
        end = _span(event_of_item)[1] if event.flow_style else items[-1].end
        return Sequence(start=start, end=end, flow=bool(event.flow_style), entries=tuple(items), anchored=anchored)


def _span(event: yaml.Event) -> tuple[int, int]:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        raise yaml.MarkedYAMLError(problem="a value has no position")
    return start.index, end.index

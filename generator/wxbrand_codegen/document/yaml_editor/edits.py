"""Which characters of a text an edit replaces."""

from __future__ import annotations

import json
import re

from wxbrand_codegen.document.nodes import JsonValue
from wxbrand_codegen.document.yaml_editor.lines import (
    break_before,
    column_of,
    comments_above,
    end_of_line,
    newline_of,
    own_end,
    skip_blanks,
    start_of,
    start_of_line,
)
from wxbrand_codegen.document.yaml_editor.paths import CannotEdit, Path, entry_at, value_at
from wxbrand_codegen.document.yaml_editor.positions import (
    BREAK,
    Collection,
    Entry,
    Item,
    Mapping,
    Scalar,
    Sequence,
    Value,
)
from wxbrand_codegen.document.yaml_editor.style import Style

Splices = list[tuple[int, int, str]]
"""Start, end and new text of what is replaced."""


def replacement(text: str, root: Value, style: Style, path: Path, value: JsonValue) -> Splices:
    """Return the splices that put another value at a path."""
    if not path:
        raise CannotEdit("the whole file would be replaced")
    parent, number = entry_at(root, path)
    entry = parent.entries[number]
    old = entry.value
    if isinstance(old, Scalar) and old.style == "*":
        raise CannotEdit("the value is an alias of another one")
    if parent.flow or style.json:
        return [(old.start, old.end, _flow_text(text, style, entry.start, value, old))]
    key = entry.key.text if isinstance(entry, Entry) else ""
    inline = style.is_inline(value, key) or _stays_flow(old, value)
    if inline:
        new = style.scalar(value, _quotes_of(old)) if not isinstance(value, dict | list) else style.flow(value)
        return _inline_in_block(text, entry, new)
    return _block_in_block(text, entry, style, value)


def renaming(root: Value, style: Style, path: Path, key: str) -> Splices:
    """Return the splices that give a member another key."""
    parent, number = entry_at(root, path)
    entry = parent.entries[number]
    if not isinstance(entry, Entry):
        raise CannotEdit("an item has no name")
    if isinstance(parent, Mapping) and parent.find(key) is not None:
        raise CannotEdit(f"there is a member {key} already")
    return [(entry.key.start, entry.key.end, style.key(key, _quotes_of(entry.key), flow=parent.flow))]


def insertion(text: str, root: Value, style: Style, path: Path, value: JsonValue, at: int | None) -> Splices:
    """Return the splices that add a member, named by the last step of the path, or an item."""
    parent = value_at(root, path[:-1])
    if not isinstance(parent, Mapping | Sequence):
        raise CannotEdit("there is no mapping or list at this place")
    key = str(path[-1]) if isinstance(parent, Mapping) else None
    if isinstance(parent, Mapping) and key is not None and parent.find(key) is not None:
        raise CannotEdit(f"there is a member {key} already")
    index = len(parent.entries) if at is None else min(at, len(parent.entries))
    if parent.flow and not parent.entries and len(path) > 1 and not style.json:
        outer, number = entry_at(root, path[:-1])
        entry = outer.entries[number]
        whole: JsonValue = [value] if key is None else {key: value}
        if not outer.flow and not text[parent.start + 1 : parent.end - 1].strip():
            if style.is_inline(whole, entry.key.text if isinstance(entry, Entry) else ""):
                return [(parent.start, parent.end, style.flow(whole))]
            return _block_in_block(text, entry, style, whole)
    if parent.flow:
        return _into_flow(text, style, parent, index, key, value)
    return _into_block(text, style, parent, index, key, value)


def removal(text: str, root: Value, path: Path) -> Splices:
    """Return the splices that remove a member or an item."""
    parent, number = entry_at(root, path)
    entries = parent.entries
    if parent.flow:
        return [_out_of_flow(parent, number)]
    if len(entries) == 1:
        empty = "{}" if isinstance(parent, Mapping) else "[]"
        if len(path) == 1:
            return [(parent.start, parent.end, empty)]
        _, outer_number = (outer := entry_at(root, path[:-1]))
        return _inline_in_block(text, outer[0].entries[outer_number], empty)
    start = start_of(entries[number])
    end = own_end(text, entries[number], column_of(text, start))
    begin = start_of_line(text, start)
    if text[begin:start].strip(" "):  # it stands on the line of a dash: what follows takes its place
        return [(start, skip_blanks(text, end), "")]
    following = BREAK.match(text, end)
    if following:
        return [(begin, following.end(), "")]
    before = break_before(text, begin)
    return [(before, end, "")]


def _quotes_of(value: Value) -> str:
    return value.style if isinstance(value, Scalar) and value.style in {"'", '"'} else ""


def _stays_flow(old: Value, value: JsonValue) -> bool:
    same = (Mapping, dict) if isinstance(old, Mapping) else (Sequence, list)
    return isinstance(old, Mapping | Sequence) and old.flow and bool(old.entries) and isinstance(value, same[1])


def _inline_in_block(text: str, entry: Entry | Item, new: str) -> Splices:
    """Put a value on the line of a key or dash. What stands on further lines goes."""
    old, separator = entry.value, entry.separator
    own_lines = not (isinstance(old, Scalar) or old.flow) or (BREAK.search(text, separator, old.start) is not None)
    if own_lines and old.anchored:
        raise CannotEdit("the value has an anchor")
    if not own_lines:
        gap = "" if old.start > separator or not isinstance(old, Scalar) else " "
        return [(old.start, old.end, gap + new)]
    line_end = end_of_line(text, separator)
    if old.start < line_end:  # it begins on the line of its dash
        return [(old.start, old.end, new)]
    return [(separator, separator, " " + new), (line_end, old.end, "")]


def _block_in_block(text: str, entry: Entry | Item, style: Style, value: JsonValue) -> Splices:
    """Put a mapping or list on lines of its own, below its key or beside its dash."""
    old, separator = entry.value, entry.separator
    if old.anchored:
        raise CannotEdit("the value has an anchor")
    lines = list(style.lines(value))
    column = column_of(text, start_of(entry)) + (style.indent_of(value) if isinstance(entry, Entry) else 2)
    is_block = not isinstance(old, Scalar) and not old.flow
    if is_block and (isinstance(entry, Item) or isinstance(old, Mapping) == isinstance(value, dict)):
        column = column_of(text, old.start)
    new = (newline_of(text) + " " * column).join(lines)
    if is_block and column == column_of(text, old.start):
        return [(old.start, old.end, new)]
    if isinstance(entry, Item):
        return [(separator, old.end, " " + new)]
    line_end = end_of_line(text, old.end)
    return [(separator, entry.end, ""), (line_end, line_end, newline_of(text) + " " * column + new)]


def _into_block(text: str, style: Style, parent: Collection, index: int, key: str | None, value: JsonValue) -> Splices:
    entries = parent.entries
    if any(isinstance(entry, Entry) and entry.explicit for entry in entries):
        raise CannotEdit("the mapping has a key with a question mark")
    column = column_of(text, start_of(entries[0]))
    sibling = next((e.key for e in entries if isinstance(e, Entry) and e.key.style), None)
    all_quoted = all(isinstance(e, Entry) and e.key.style for e in entries)
    quotes = sibling.style if sibling is not None and all_quoted else ""
    lines = style.item(value) if key is None else style.entry(key, value, quotes)
    margin = newline_of(text) + " " * column
    new = margin.join(lines)
    if index == 0:
        start = start_of(entries[0])
        begin = comments_above(text, start, column)
        return [(begin, begin, new + margin if begin == start else " " * column + new + newline_of(text))]
    end = own_end(text, entries[index - 1], column)
    return [(end, end, margin + new)]


def _into_flow(text: str, style: Style, parent: Collection, index: int, key: str | None, value: JsonValue) -> Splices:
    entries = parent.entries

    def written(column: int | None) -> str:
        member = (
            _json(style, value, column, newline_of(text)) if style.json and column is not None else style.flow(value)
        )
        if key is None:
            return member
        quotes = '"' if entries and all(isinstance(e, Entry) and e.key.style == '"' for e in entries) else ""
        return f"{style.key(key, quotes, flow=True)}: {member}"

    if not entries:
        return [(parent.end - 1, parent.end - 1, written(None))]
    neighbour = entries[max(index - 1, 0)]
    column = column_of(text, neighbour.start)
    own_line = not text[start_of_line(text, neighbour.start) : neighbour.start].strip(" \t")
    margin = newline_of(text) + text[start_of_line(text, neighbour.start) : neighbour.start] if own_line else " "
    new = written(column if own_line else None)
    if index == 0:
        return [(neighbour.start, neighbour.start, f"{new},{margin}")]
    if not own_line:
        return [(neighbour.end, neighbour.end, f", {new}")]
    comma = re.compile(r"[ \t]*,").match(text, neighbour.end)
    line_end = end_of_line(text, neighbour.end)
    if comma is None and text[neighbour.end : line_end].strip(" \t")[:1] in {"", "#"}:
        return [(neighbour.end, neighbour.end, ","), (line_end, line_end, margin + new)]
    if comma is not None and text[comma.end() : line_end].strip(" \t")[:1] in {"", "#"}:
        return [(line_end, line_end, f"{margin}{new},")]
    return [(neighbour.end, neighbour.end, f",{margin}{new}")]


def _out_of_flow(parent: Collection, number: int) -> tuple[int, int, str]:
    entries = parent.entries
    if number + 1 < len(entries):
        return entries[number].start, entries[number + 1].start, ""
    if number > 0:
        return entries[number - 1].end, entries[number].end, ""
    return parent.start + 1, parent.end - 1, ""


def _flow_text(text: str, style: Style, start: int, value: JsonValue, old: Value) -> str:
    if not isinstance(value, dict | list):
        return style.scalar(value, _quotes_of(old), flow=True)
    own_line = not text[start_of_line(text, start) : start].strip(" \t")
    return (
        _json(style, value, column_of(text, start), newline_of(text)) if style.json and own_line else style.flow(value)
    )


def _json(style: Style, value: JsonValue, column: int, newline: str) -> str:
    """Return a value in JSON, on several lines if it is a mapping or list."""
    return json.dumps(value, ensure_ascii=False, indent=style.step).replace("\n", newline + " " * column)

"""Read the lines of a section into a tree of fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from wxbrand_codegen.pages.lines import MEMBERS_BEGIN, MEMBERS_END
from wxbrand_codegen.pages.page import Doubt, Field, FieldType, Line, PageError, Place
from wxbrand_codegen.pages.prose import announces_pattern, conditions_in, enum_in, limits_in, mentions_condition

NamesAt = Callable[[tuple[str, ...]], frozenset[str]]
"""Return the names of members that the object at a path is known to have."""

_TYPE_NAMES = {
    "string": "string", "boolean": "boolean", "bool": "boolean", "object": "object", "file": "file",
    "integer": "integer", "int": "integer", "int32": "integer", "int64": "integer", "long": "integer",
    "uint32": "integer", "uint64": "integer", "number": "number", "float": "number", "double": "number",
}  # fmt: skip
"""Names of types as pages write them, in lower case, and as JSON Schema does."""

_TYPE = r"[A-Za-z][A-Za-z0-9]*(?:\[[A-Za-z0-9]*(?:\(\d{1,9}(?:,\s*\d{1,9})?\))?\])?(?:\[\])?(?:\(\d{1,9}(?:,\s*\d{1,9})?\))?"
"""Regular expression of a type within other text."""

_FIELD = re.compile(rf"(?<![\w.{{\-])([A-Za-z][A-Za-z0-9_.\-]{{0,99}})\s*(必填|选填|必传|可选)\s*({_TYPE})?(?![\w(\[])")
_ALMOST_FIELD = re.compile(r"^•?\s*([A-Za-z]\S{0,99})\s+(?:必填|选填|必传|可选)")
_TITLE = re.compile(r"【([^【】]{1,80})】\s*")
_AFTER_FIELD = re.compile(r"\s*(?:【|$)")
_MEMBERS_BEGIN = re.compile(r"\|?\s*属性\s*(?:\|[\s|]*)?")
_FURNITURE = re.compile(r"折叠全部参数|展开全部参数|置顶|反馈|[|\s]*|无|\d{3} .{0,40}")
"""Text of the page's layout that may precede the first field."""

_MOST_INDENT = 20
"""Blanks and bullets before a field that begins a line."""

_MOST_FIELDS = 3_000
"""Of one place. A real page has a hundred or two."""

_DEEPEST = 30
"""Objects within objects."""

_Event = tuple[int, str | re.Match[str]]
"""A line number with a field's match, one of the two marks, or text."""


@dataclass(slots=True)
class _OpenField:
    """A field that may still get text and members."""

    name: str
    required: bool
    type: FieldType
    line: int
    texts: list[str] = field(default_factory=list)
    members: list[_OpenField] = field(default_factory=list)
    complete: bool = True


def fields_of(
    lines: Sequence[Line], place: Place, names_at: NamesAt, *, complete: bool, doubts: list[Doubt]
) -> tuple[Field, ...]:
    """Read the fields of one place. What cannot be read is added to the doubts."""
    root = _OpenField("", True, FieldType(name="object"), 0)
    _Parser(root, names_at, doubts).parse(list(_events(lines)))
    if not complete:
        _mark_last_as_cut(root)
    return tuple(_close(found, place, doubts) for found in root.members)


def _mark_last_as_cut(found: _OpenField) -> None:
    found.complete = False
    if found.members:
        _mark_last_as_cut(found.members[-1])


def _events(lines: Sequence[Line]) -> Iterator[_Event]:
    for line in lines:
        text = line.text
        if text in {MEMBERS_BEGIN, MEMBERS_END} or _MEMBERS_BEGIN.fullmatch(text):
            yield line.number, MEMBERS_END if text == MEMBERS_END else MEMBERS_BEGIN
            continue
        ends = (bool(re.search(r"(?:^|\s)\|+$", text)) and text.strip("| ") not in {""}) or text == "|"
        text = re.sub(r"(?:^|\s)\|[\s|]*$", "", text) if "|" in text else text
        yield from _fields_and_text(line.number, text)
        if ends:
            yield line.number, MEMBERS_END


def _fields_and_text(number: int, text: str) -> Iterator[_Event]:
    at = 0
    for found in _FIELD.finditer(text):
        begins_line = at == 0 and found.start() < _MOST_INDENT and not text[: found.start()].strip("•· ")
        if not begins_line and not (found[3] and _AFTER_FIELD.match(text, found.end())):
            continue  # prose that mentions a field
        if before := text[at : found.start()].strip(" •·" if begins_line else " "):
            yield number, before
        yield number, found
        at = found.end()
    if rest := text[at:].strip():
        yield number, rest


class _Parser:
    """Builds the tree from events. The stack holds the objects that are open, the outermost first."""

    def __init__(self, root: _OpenField, names_at: NamesAt, doubts: list[Doubt]) -> None:
        self._stack = [root]
        self._last = root
        self._names_at = names_at
        self._doubts = doubts
        self._has_end_marks = False
        self._just_opened = False
        self._count = 0

    def parse(self, events: Sequence[_Event]) -> None:
        self._has_end_marks = any(event == MEMBERS_END for _, event in events)
        for number, event in events:
            if not isinstance(event, str):
                self._field(number, event)
            elif event == MEMBERS_BEGIN:
                self._open_members(number)
            elif event == MEMBERS_END:
                if len(self._stack) > 1:
                    self._last = self._stack.pop()
            else:
                self._text(number, event)

    def _open_members(self, number: int) -> None:
        if self._last is self._stack[0] or not _can_have_members(self._last.type):
            self._doubt(number, "属性 follows a field that is not an object")
            return
        if len(self._stack) > _DEEPEST:
            raise PageError(f"not a documentation page: objects are nested more than {_DEEPEST} levels deep")
        self._stack.append(self._last)
        self._just_opened = True

    def _text(self, number: int, text: str) -> None:
        if _ALMOST_FIELD.match(text):
            self._doubt(number, f"cannot read the type of what looks like a field: {text[:80]}")
        elif self._last is not self._stack[0] or self._stack[0].members:
            self._last.texts.append(text)
        elif not _FURNITURE.fullmatch(text):
            self._doubt(number, f"text before the first field: {text[:80]}")

    def _field(self, number: int, match: re.Match[str]) -> None:
        name, required, type_name = match[1], match[2], match[3] or ""
        type_ = _parse_type(type_name)
        if type_ is None:
            self._doubt(number, f"{name} {required}: expected a type, found {type_name or 'nothing'}")
            return
        if type_.name == "array" and type_.item is None:
            self._doubt(number, f"{name} is an array, but the page does not give the type of its items")
        self._count += 1
        if self._count > _MOST_FIELDS:
            raise PageError(f"not a documentation page: more than {_MOST_FIELDS:,} fields")
        found = _OpenField(name, required in {"必填", "必传"}, type_, number)
        owner = self._owner(found)
        if any(member.name == name for member in owner.members):
            self._doubt(number, f"duplicate field {name}; the first one is kept")
            self._last = found  # takes the text that follows
            return
        owner.members.append(found)
        self._last = found
        self._just_opened = False

    def _owner(self, found: _OpenField) -> _OpenField:
        """Find the object that a field belongs to. A page that lost its frames does not show it; known names may."""
        if self._just_opened or len(self._stack) == 1 or self._has_end_marks:
            return self._stack[-1]
        names = [
            self._names_at(tuple(owner.name for owner in self._stack[1:end])) for end in range(1, len(self._stack) + 1)
        ]
        present = [{member.name for member in owner.members} for owner in self._stack]
        possible = [level for level, members in enumerate(present) if found.name not in members]
        known = [level for level in possible if found.name in names[level]]
        unfinished = [level for level in possible if names[level] - present[level]]
        level = max(known or (unfinished if len(unfinished) == 1 else possible) or [len(self._stack) - 1])
        if not known:
            owner = self._stack[level].name or "the outermost object"
            text = f"the page does not show which object {found.name} belongs to; it is assumed to be {owner}"
            self._doubts.append(Doubt(line=found.line, text=text, misplaced=found.name))
        del self._stack[level + 1 :]
        return self._stack[-1]

    def _doubt(self, number: int, text: str) -> None:
        self._doubts.append(Doubt(line=number, text=text))


def _can_have_members(type_: FieldType) -> bool:
    return type_.name == "object" or (type_.name == "array" and (type_.item is None or type_.item.name == "object"))


def _parse_type(text: str) -> FieldType | None:
    """Parse a type; return None if it is unknown."""
    if text.endswith("[]"):
        return _array_of(text.removesuffix("[]"))
    found = re.fullmatch(r"(\w+)(?:\[(.*)\])?(?:\((?:\d+,\s*)?(\d+)\))?", text)
    if found is None:
        return None
    name, item, length = found.groups()
    if name.lower() in {"array", "list"}:
        return FieldType(name="array") if item is None else _array_of(item)
    known = _TYPE_NAMES.get(name.lower())
    if known is None or item is not None:
        return None
    return FieldType(name=known, length=int(length) if length else None)


def _array_of(item: str) -> FieldType | None:
    type_ = _parse_type(item)
    return FieldType(name="array", item=type_) if type_ else None


def _close(found: _OpenField, place: Place, doubts: list[Doubt]) -> Field:
    """Read the texts of a field, now that all are there."""
    title, texts = "", list(found.texts)
    if texts and (heading := _TITLE.match(texts[0])):
        title, texts[0] = heading[1].strip(), texts[0][heading.end() :]
    prose = " ".join(text for text in texts if text)
    before_enum, *announced_enum = re.split(r"可选取值|枚举值", prose)
    value_type = found.type.item if found.type.name == "array" and found.type.item else found.type
    enum = enum_in(texts) if value_type.name == "string" else {}
    conditions = conditions_in(before_enum)

    def doubt(text: str) -> None:
        doubts.append(Doubt(line=found.line, text=f"{found.name}: {text}"))

    if announced_enum and not enum:
        doubt("cannot read the values that the page announces")
    if mentions_condition(before_enum) and not conditions:
        doubt(f"cannot read the condition: {before_enum[:120]}")
    if announces_pattern(before_enum):
        doubt(f"write a pattern for: {before_enum[:120]}")
    return Field(
        name=found.name,
        place=place,
        required=found.required,
        type=found.type,
        title=title,
        prose=prose,
        enum=enum,
        limits=limits_in(before_enum, found.type),
        conditions=conditions,
        fields=tuple(_close(member, place, doubts) for member in found.members),
        complete=found.complete,
        line=found.line,
    )

"""From the lines of a section to a tree of fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from wxbrand_codegen.pages.lines import ENDS, OPENS
from wxbrand_codegen.pages.page import Doubt, Field, Kind, Line, PageError, Place
from wxbrand_codegen.pages.prose import (
    announces_enum,
    conditions_in,
    enum_in,
    limits_in,
    mentions_condition,
    says_characters,
)

Known = Callable[[tuple[str, ...]], frozenset[str]]
"""Names that the page's samples show within the object at this path."""

_TYPE = r"[A-Za-z][A-Za-z0-9]*(?:\[[A-Za-z0-9]*(?:\(\d{1,9}(?:,\s*\d{1,9})?\))?\])?(?:\[\])?(?:\(\d{1,9}(?:,\s*\d{1,9})?\))?"
_FIELD = re.compile(rf"(?<![\w.{{\-])([A-Za-z][A-Za-z0-9_.\-]{{0,99}})\s*(必填|选填|必传|可选)\s*({_TYPE})?(?![\w(\[])")
_ALMOST = re.compile(r"^•?\s*([A-Za-z]\S{0,99})\s+(?:必填|选填|必传|可选)")
_TITLE = re.compile(r"【([^【】]{1,80})】\s*")
_AFTER = re.compile(r"\s*(?:【|$)")
_FAR = 20
"""Blanks and marks before a field that begins a line."""

_MOST_FIELDS = 3_000
"""Of one place; a page has a hundred or two."""

_DEEPEST = 30
"""Objects within objects."""

_OPENS = re.compile(r"\|?\s*属性\s*(?:\|[\s|]*)?")


@dataclass(slots=True)
class _Found:
    """A field whose end has not come yet."""

    name: str
    required: bool
    kind: Kind
    line: int
    texts: list[str] = field(default_factory=list)
    members: list[_Found] = field(default_factory=list)
    whole: bool = True


def fields_of(
    lines: Sequence[Line], place: Place, known: Known, *, whole: bool, doubts: list[Doubt]
) -> tuple[Field, ...]:
    """Read the fields of one place; what cannot be read is added to the doubts."""
    root = _Found("", True, Kind(name="object"), 0)
    _Tree(root, known, doubts).read(list(_events(lines)))
    if not whole:
        _open_end(root)
    return tuple(_finished(found, place, doubts) for found in root.members)


def _open_end(found: _Found) -> None:
    """The page is cut within the last field."""
    found.whole = False
    if found.members:
        _open_end(found.members[-1])


def _events(lines: Sequence[Line]) -> Iterator[tuple[int, str | re.Match[str]]]:
    for line in lines:
        text = line.text
        if text in {OPENS, ENDS}:
            yield line.number, text
            continue
        if text and _OPENS.fullmatch(text):
            yield line.number, OPENS
            continue
        ends = (bool(re.search(r"(?:^|\s)\|+$", text)) and text.strip("| ") not in {""}) or text == "|"
        text = re.sub(r"(?:^|\s)\|[\s|]*$", "", text) if "|" in text else text
        yield from _pieces(line.number, text)
        if ends:
            yield line.number, ENDS


def _pieces(number: int, text: str) -> Iterator[tuple[int, str | re.Match[str]]]:
    at = 0
    for found in _FIELD.finditer(text):
        first = at == 0 and found.start() < _FAR and not text[: found.start()].strip("•· ")
        if not first and not (found[3] and _AFTER.match(text, found.end())):
            continue  # prose that speaks of a field
        if before := text[at : found.start()].strip(" •·" if first else " "):
            yield number, before
        yield number, found
        at = found.end()
    if rest := text[at:].strip():
        yield number, rest


class _Tree:
    def __init__(self, root: _Found, known: Known, doubts: list[Doubt]) -> None:
        self._stack = [root]
        self._last = root
        self._known = known
        self._doubts = doubts
        self._marked = False
        self._fresh = False
        self._count = 0

    def read(self, events: Sequence[tuple[int, str | re.Match[str]]]) -> None:
        self._marked = any(event == ENDS for _, event in events)
        for number, event in events:
            if not isinstance(event, str):
                self._field(number, event)
            elif event == OPENS:
                if self._last is not self._stack[0] and _holds_members(self._last.kind):
                    if len(self._stack) > _DEEPEST:
                        raise PageError(f"objects stand more than {_DEEPEST} levels deep, as on no page")
                    self._stack.append(self._last)
                    self._fresh = True
                else:
                    self._doubt(number, "属性 follows something that is no object")
            elif event == ENDS:
                if len(self._stack) > 1:
                    self._last = self._stack.pop()
            else:
                self._text(number, event)

    def _text(self, number: int, text: str) -> None:
        if _ALMOST.match(text):
            self._doubt(number, f"this looks like a field, but its type cannot be read: {text[:80]}")
        elif self._last is self._stack[0] and not self._stack[0].members:
            if text not in {"折叠全部参数", "展开全部参数", "置顶", "反馈"} and not re.fullmatch(
                r"[|\s]*|无|\d{3} .{0,40}", text
            ):
                self._doubt(number, f"stands before the first field: {text[:80]}")
        else:
            self._last.texts.append(text)

    def _field(self, number: int, match: re.Match[str]) -> None:
        kind = kind_of(match[3] or "")
        if kind is None:
            said = match[3] or "nothing"
            self._doubt(number, f"{match[1]} {match[2]}: a type is expected, the page says {said}")
            return
        if kind.name == "array" and kind.item is None:
            self._doubt(number, f"{match[1]} is an array; the page does not say of what")
        self._count += 1
        if self._count > _MOST_FIELDS:
            raise PageError(f"this shows more than {_MOST_FIELDS:,} fields, which no page does")
        found = _Found(match[1], match[2] in {"必填", "必传"}, kind, number)
        owner = self._owner(found)
        if any(member.name == found.name for member in owner.members):
            self._doubt(number, f"{found.name} stands here a second time; the first is kept")
            self._last = found  # takes the text
            return
        owner.members.append(found)
        self._last = found
        self._fresh = False

    def _owner(self, found: _Found) -> _Found:
        """Find the object that a field belongs to; a page that lost its frames does not say, but its samples may."""
        if self._fresh or len(self._stack) == 1 or self._marked:
            return self._stack[-1]
        possible = [
            level
            for level in range(len(self._stack))
            if all(member.name != found.name for member in self._stack[level].members)
        ]
        shown = [level for level in possible if found.name in self._known(self._path(level))]
        awaited = [level for level in possible if self._known(self._path(level)) - self._names(level)]
        level = max(shown or (awaited if len(awaited) == 1 else possible) or [len(self._stack) - 1])
        if not shown:
            within = self._stack[level].name or "the outermost object"
            self._doubt(found.line, f"the page does not show where {found.name} belongs; it is taken to be in {within}")
        del self._stack[level + 1 :]
        return self._stack[-1]

    def _names(self, level: int) -> frozenset[str]:
        return frozenset(member.name for member in self._stack[level].members)

    def _path(self, level: int) -> tuple[str, ...]:
        return tuple(found.name for found in self._stack[1 : level + 1])

    def _doubt(self, number: int, text: str) -> None:
        self._doubts.append(Doubt(line=number, text=text))


def _holds_members(kind: Kind) -> bool:
    return kind.name == "object" or (kind.name == "array" and (kind.item is None or kind.item.name == "object"))


_NAMES = {
    "string": "string",
    "integer": "integer",
    "int": "integer",
    "int32": "integer",
    "int64": "integer",
    "uint32": "integer",
    "uint64": "integer",
    "long": "integer",
    "number": "number",
    "float": "number",
    "double": "number",
    "boolean": "boolean",
    "bool": "boolean",
    "object": "object",
    "file": "file",
}


def kind_of(text: str) -> Kind | None:
    """Read a type such as `array[string(40)]`; None for one that is not known."""
    if text.endswith("[]"):
        item = kind_of(text.removesuffix("[]"))
        return Kind(name="array", item=item) if item else None
    found = re.fullmatch(r"(\w+)(?:\[(.*)\])?(?:\((?:\d+,\s*)?(\d+)\))?", text)
    if found is None:
        return None
    length = int(found[3]) if found[3] else None
    if found[1].lower() in {"array", "list"}:
        if found[2] is None:
            return Kind(name="array")
        item = kind_of(found[2])
        return Kind(name="array", item=item) if item else None
    name = _NAMES.get(found[1].lower())
    return Kind(name=name, length=length) if name and found[2] is None else None


def _finished(found: _Found, place: Place, doubts: list[Doubt]) -> Field:
    title, texts = "", list(found.texts)
    if texts and (heading := _TITLE.match(texts[0])):
        title, texts[0] = heading[1].strip(), texts[0][heading.end() :]
    prose = " ".join(text for text in texts if text)
    told = re.split(r"可选取值|枚举值", prose)[0]
    kind = found.kind
    value = kind.item if kind.name == "array" and kind.item else kind
    enum = enum_in(texts) if value.name == "string" else {}
    conditions = conditions_in(told)
    if announces_enum(prose) and not enum:
        doubts.append(Doubt(line=found.line, text=f"{found.name}: values are announced, but none can be read"))
    if mentions_condition(told) and not conditions:
        doubts.append(
            Doubt(line=found.line, text=f"{found.name}: a condition that is not of a known form: {told[:120]}")
        )
    if says_characters(told):
        doubts.append(Doubt(line=found.line, text=f"{found.name}: write the pattern for: {told[:120]}"))
    return Field(
        name=found.name,
        place=place,
        required=found.required,
        kind=kind,
        title=title,
        prose=prose,
        enum=enum,
        limits=limits_in(told, kind),
        conditions=conditions,
        fields=tuple(_finished(member, place, doubts) for member in found.members),
        whole=found.whole,
        line=found.line,
    )

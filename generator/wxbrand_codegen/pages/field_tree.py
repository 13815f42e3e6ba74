"""Build a tree of fields from the events of a section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from wxbrand_codegen.pages.field_lines import CONDITIONAL, REQUIRED, UNFRAMED, Event, FieldLine
from wxbrand_codegen.pages.lines import MEMBERS_BEGIN, MEMBERS_END
from wxbrand_codegen.pages.page import Doubt, FieldType, PageError
from wxbrand_codegen.pages.types import parse_type

NamesAt = Callable[[tuple[str, ...]], frozenset[str]]
"""Return the names of members that the object at a path is known to have."""

_ALMOST_FIELD = re.compile(r"[•·]?\s?([A-Za-z]\S{0,99})\s{1,2}(?:必填|选填|必传|可选)")
_APART = re.compile(
    r"(?:表\s?\d{0,2}\s?[:：]?\s?)?([A-Za-z_]\w{0,80}|[\u4e00-\u9fff]{2,20})\s?(?:的)?(?:对象|结构体?|子?参数|字段|属性|成员)?(?:说明|列表|如下)?\s?[:：]?"
)
"""The title of a list of members that stands apart from their object."""

_FURNITURE = re.compile(
    r"[折展][叠开]全部参数|置顶|反馈|[|\s\-—/]*|[（(]?(?:无|空|None|N/A)[）)]?。?|\d{3}\s.{0,40}"
    r"|(?:该|本|此)?(?:接口|请求|应答)?(?:没有|无需?|不需要)(?:传入?|填写)?(?:任何|其他)?"
    r"(?:(?:请求|应答|返回|应答)?(?:参数|包体|内容|数据|体|字段))?。?",
    re.IGNORECASE,
)
"""Text of the page's layout that may precede the first field, and words for none."""

_MOST_FIELDS = 3_000
"""Of one place. A real page has a hundred or two."""

_DEEPEST = 30
"""Objects within objects."""


@dataclass(slots=True)
class OpenField:
    """A field that may still get text and members."""

    name: str
    required: bool
    type: FieldType
    line: int
    least: int | None = None
    """Least length that the type gives."""

    conditional: bool = False
    """Whether the page says that it depends on something whether the field is required."""

    texts: list[str] = field(default_factory=list)
    members: list[OpenField] = field(default_factory=list)
    complete: bool = True


@dataclass(slots=True)
class _Frame:
    """An object that is open, and whether the page marks where its members end."""

    owner: OpenField
    framed: bool = True
    repeats: bool = False
    """Whether it holds what does not belong to an object: the page repeats the members of another one."""


def tree_of(events: Sequence[Event], names_at: NamesAt, *, complete: bool, doubts: list[Doubt]) -> list[OpenField]:
    """Build the fields of one place. What cannot be placed is added to the doubts. Raises PageError."""
    root = OpenField("", True, FieldType(name="object"), 0)
    _Builder(root, names_at, doubts).build(events)
    if not complete:
        _mark_last_as_cut(root)
    return root.members


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the layout, or says that there is nothing."""
    return _FURNITURE.fullmatch(text) is not None


def _mark_last_as_cut(found: OpenField) -> None:
    found.complete = False
    if found.members:
        _mark_last_as_cut(found.members[-1])


class _Builder:
    """Builds the tree from events. The stack holds the objects that are open, the outermost first."""

    def __init__(self, root: OpenField, names_at: NamesAt, doubts: list[Doubt]) -> None:
        self._stack = [_Frame(root)]
        self._last = root
        self._names_at = names_at
        self._doubts = doubts
        self._groups: dict[str, frozenset[str]] = {}
        self._just_opened = False
        self._count = 0

    def build(self, events: Sequence[Event]) -> None:
        """Take the events in order."""
        has_ends = any(event == MEMBERS_END for _, event in events)
        all_end = _all_end(events)
        self._groups = _groups(events)
        for at, (number, event) in enumerate(events):
            if isinstance(event, FieldLine):
                self._field(number, event)
            elif event in {MEMBERS_BEGIN, UNFRAMED}:
                self._open(number, framed=all_end or event == MEMBERS_BEGIN, has_ends=has_ends)
            elif event == MEMBERS_END:
                self._close_frame()
            elif event and not (
                at + 1 < len(events) and isinstance(events[at + 1][1], FieldLine) and self._reopen(event)
            ):
                self._text(number, event)

    def _reopen(self, text: str) -> bool:
        """Open the object that a text is the title of: the page lists its members apart from it."""
        title = _APART.fullmatch(text)
        if title is None:
            return False
        for found in _all(self._stack[0].owner):
            is_titled = any(line.startswith(f"【{title[1]}】") for line in found.texts[:1])
            if (found.name == title[1] or is_titled) and not found.members and _can_have_members(found.type):
                self._stack = [self._stack[0], _Frame(found)]
                return True
        return False

    def _open(self, number: int, *, framed: bool, has_ends: bool) -> None:
        if self._just_opened and self._last is self._stack[-1].owner:
            self._stack[-1].framed |= framed  # one frame, marked in two ways
            return
        if len(self._stack) > _DEEPEST:
            raise PageError(f"not a documentation page: objects are nested more than {_DEEPEST} levels deep")
        if self._last is not self._stack[0].owner and _can_have_members(self._last.type):
            self._stack.append(_Frame(self._last, framed))
            self._just_opened = True
        elif framed and has_ends:
            self._stack.append(_Frame(OpenField("", False, FieldType(name="object"), number), repeats=True))
        else:
            self._doubt(number, "属性 follows a field that is not an object")

    def _close_frame(self) -> None:
        """Close the innermost frame, and the objects within it whose end is not marked."""
        at = next((at for at in range(len(self._stack) - 1, 0, -1) if self._stack[at].framed), None)
        for frame in self._stack[at or max(len(self._stack) - 1, 1) :][::-1]:
            if frame.repeats:
                self._check_repeated(frame.owner)
            else:
                self._last = frame.owner
        del self._stack[at or max(len(self._stack) - 1, 1) :]
        self._just_opened = False

    def _check_repeated(self, repeated: OpenField) -> None:
        """Doubt fields that stand apart from any object, unless the page has the same ones in one."""
        names = {(member.name, str(member.type)) for member in repeated.members}
        for found in _all(self._stack[0].owner):
            if names <= {(member.name, str(member.type)) for member in found.members}:
                return
        for member in repeated.members:
            self._doubt(member.line, f"the page does not show which object {member.name} belongs to; it is left out")

    def _text(self, number: int, text: str) -> None:
        if _ALMOST_FIELD.match(text):
            self._doubt(number, f"cannot read the type of what looks like a field: {text[:80]}")
        elif self._last is not self._stack[0].owner or self._stack[0].owner.members:
            self._last.texts.append(text)
        elif not is_furniture(text):
            self._doubt(number, f"text before the first field: {text[:80]}")

    def _field(self, number: int, line: FieldLine) -> None:
        parsed = parse_type(line.type)
        if parsed is None:
            self._doubt(number, f"{line.name} {line.word}: expected a type, found {line.type or 'nothing'}")
            return
        type_, least = parsed
        if line.word == "未说明":
            self._doubt(number, f"the page does not say whether {line.name} is required; it is taken as optional")
        self._count += 1
        if self._count > _MOST_FIELDS:
            raise PageError(f"not a documentation page: more than {_MOST_FIELDS:,} fields")
        found = OpenField(line.name, line.word in REQUIRED, type_, number, least, line.word in CONDITIONAL)
        owner = self._dotted_owner(found) or self._owner(found)
        if any(member.name == found.name for member in owner.members):
            self._doubt(number, f"duplicate field {found.name}; the first one is kept")
            self._last = found  # takes the text that follows
            return
        owner.members.append(found)
        self._last = found
        self._just_opened = False

    def _dotted_owner(self, found: OpenField) -> OpenField | None:
        """Return the object that a name such as `goods.price` leads to, and shorten the name."""
        owner = self._stack[-1].owner
        *way, name = found.name.replace("[]", "").split(".")
        for step in way:
            inner = next((member for member in owner.members if member.name == step), None)
            if inner is None or not _can_have_members(inner.type):
                return None
            owner = inner
        if not way:
            return None
        found.name = name
        return owner

    def _owner(self, found: OpenField) -> OpenField:
        """Find the object that a field belongs to. A page that lost its frames does not show it; known names may."""
        lowest = next(at for at in range(len(self._stack) - 1, -1, -1) if self._stack[at].framed or at == 0)
        if lowest == len(self._stack) - 1:
            return self._stack[-1].owner
        owners = [frame.owner for frame in self._stack]
        names = [
            self._names_at(tuple(owner.name for owner in owners[1:end])) | self._repeated_names(owners[end - 1])
            for end in range(1, len(owners) + 1)
        ]
        if self._just_opened:
            return self._first_member(found, lowest, names)
        present = [{member.name for member in owner.members} for owner in owners]
        possible = [level for level in range(lowest, len(owners)) if found.name not in present[level]]
        known = [level for level in possible if found.name in names[level]]
        unfinished = [level for level in possible if names[level] - present[level]]
        level = max(known or (unfinished if len(unfinished) == 1 else possible) or [len(owners) - 1])
        if not known:
            owner = owners[level].name or "the outermost object"
            text = f"the page does not show which object {found.name} belongs to; it is assumed to be {owner}"
            self._doubts.append(Doubt(line=found.line, text=text, misplaced=found.name))
        del self._stack[level + 1 :]
        return owners[level]

    def _repeated_names(self, owner: OpenField) -> frozenset[str]:
        """Return the names of an object's members if the page gives them again in a frame of their own."""
        return self._groups.get(owner.members[0].name, frozenset()) if owner.members else frozenset()

    def _first_member(self, found: OpenField, lowest: int, names: Sequence[frozenset[str]]) -> OpenField:
        """Return the object that was just opened, unless the page folded its members away."""
        owner = self._stack[-1].owner
        known = [level for level in range(lowest, len(names) - 1) if found.name in names[level]]
        if not names[-1] or found.name in names[-1] or not known:
            return owner
        self._doubt(owner.line, f"the page does not show the members of {owner.name}; they may be folded")
        owner.complete = False
        del self._stack[max(known) + 1 :]
        return self._stack[-1].owner

    def _doubt(self, number: int, text: str) -> None:
        self._doubts.append(Doubt(line=number, text=text))


def _all_end(events: Sequence[Event]) -> bool:
    """Whether each list of members has its own end, so that nothing is left open."""
    depth = 0
    for _, event in events:
        if event in {MEMBERS_BEGIN, UNFRAMED}:
            depth += 1
        elif event == MEMBERS_END:
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def _groups(events: Sequence[Event]) -> dict[str, frozenset[str]]:
    """Return the names within each frame that holds no other one, by the first of them."""
    groups: dict[str, frozenset[str]] = {}
    names: list[str] = []
    for _, event in events:
        if isinstance(event, FieldLine):
            names.append(event.name)
        elif event in {MEMBERS_BEGIN, UNFRAMED}:
            names = []
        elif event == MEMBERS_END and names:
            groups[names[0]] = frozenset(names)
            names = []
    return groups


def _all(found: OpenField) -> Iterator[OpenField]:
    yield found
    for member in found.members:
        yield from _all(member)


def _can_have_members(type_: FieldType) -> bool:
    return type_.name == "object" or (type_.name == "array" and (type_.item is None or type_.item.name == "object"))

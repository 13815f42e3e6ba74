"""Where a page and the spec disagree, field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.build.paths import path_shape
from wxbrand_codegen.change.drift_spec import Member, Operation, Spec, facts_at
from wxbrand_codegen.document.nodes import MappingNode, Node, plain
from wxbrand_codegen.pages import Field, Page, read_page
from wxbrand_codegen.pages.page import Kind, Place
from wxbrand_codegen.pages.prose import lifetime_in
from wxbrand_codegen.problems import Mark

_RUNTIME = frozenset({"authorization", "accept", "content-type", "user-agent"})
_PARAMETERS: tuple[Place, ...] = ("header", "path", "query")

_ACCEPTED_AS = {
    "added": {"fields", "name"},
    "removed": {"fields", "name"},
    "renamed": {"fields", "name"},
    "place": {"fields", "in"},
    "length": {"maxLength", "minLength", "length"},
    "range": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"},
    "items": {"minItems", "maxItems"},
    "date": {"page"},
}
"""Facts under which `x-wxbrand-unproven` records a disagreement of this sort; else the sort's own name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One disagreement."""

    fact: str
    """What it is about: `added`, `removed`, `renamed`, `type`, `required`, `length`, `path` and so on."""

    where: str
    """Place and name, such as `body.guest.name`; empty for the operation itself."""

    spec: str
    """What the spec says; empty if nothing."""

    page: str
    """What the page says; empty if nothing."""

    mark: Mark
    """Place in the spec."""

    line: int | None
    """Line of the page; None where the page shows nothing."""

    note: str = ""
    """A word on what to make of it."""


def drift(content: bytes, root: MappingNode) -> tuple[Page, tuple[Difference, ...]]:
    """Compare a saved page with the operation of a joined spec that it describes. Raises PageError."""
    spec, page = Spec(root), read_page(content)
    operation = operation_of(page, spec)
    if operation is None:
        said = f"{page.method} {page.path}"
        note = "not in the spec"
        return page, (Difference(fact="operation", where="", spec="", page=said, mark=root.mark, line=None, note=note),)
    page = read_page(content, hint_of(spec, operation))
    return page, tuple(_Comparison(page, spec, operation).differences())


def hint_of(spec: Spec, operation: Operation) -> Callable[[Place, tuple[str, ...]], frozenset[str]]:
    """Tell a page's reader which names stand in which object of an operation."""

    def names(place: Place, path: tuple[str, ...]) -> frozenset[str]:
        media = spec.body(operation) if place == "body" else spec.answer(operation) if place == "answer" else None
        schema = spec.flat(media.get("schema")) if media else {}
        for name in path:
            member = next((member for member in spec.members(schema) if member.name == name), None)
            schema = member.schema if member else {}
            schema = spec.flat(schema.get("items")) if "items" in schema else schema
        return frozenset(member.name for member in spec.members(schema))

    return names


def operation_of(page: Page, spec: Spec) -> Operation | None:
    """Find the operation that a page describes: by method and path, by its class's name, or by path and title."""
    operations = list(spec.operations())
    same = [o for o in operations if path_shape(o.path) == path_shape(page.path)]
    exact = [o for o in same if o.method == page.method]
    named = [o for o in operations if page.operation and o.node.text("operationId") == page.operation]
    titled = [o for o in same if o.node.text("summary") == page.title]
    return next(iter([*exact, *named, *titled]), None)


class _Comparison:
    def __init__(self, page: Page, spec: Spec, operation: Operation) -> None:
        self._page = page
        self._spec = spec
        self._operation = operation
        self._facts = facts_at(operation.node.members)
        self._found: list[Difference] = []

    def differences(self) -> list[Difference]:
        self._about()
        self._parameters()
        for place in ("body", "answer"):
            media = self._spec.body(self._operation) if place == "body" else self._spec.answer(self._operation)
            schema = self._spec.flat(media.get("schema")) if media else {}
            shown = tuple(self._page.at("body" if place == "body" else "answer"))
            whole = place in self._page.whole
            self._object(shown, schema, place, whole, media.mark if media else self._operation.node.mark, self._facts)
            sample = self._page.body if place == "body" else self._page.answer
            if media and sample is not None:
                self._sample(place, sample, media)
        return self._found

    def _note(
        self,
        fact: str,
        where: str,
        spec: Any,
        page: Any,
        mark: Mark,
        line: int | None,
        known: Iterable[dict[str, Any]],
        note: str = "",
    ) -> None:
        if any(_accepts(entry, fact, where, page) for entry in known):
            return
        shown_spec, shown_page = _shown(spec), _shown(page)
        self._found.append(
            Difference(fact=fact, where=where, spec=shown_spec, page=shown_page, mark=mark, line=line, note=note)
        )

    def _about(self) -> None:
        page, node, facts = self._page, self._operation.node, self._facts
        if self._operation.method != page.method:
            self._note("method", "", self._operation.method, page.method, node.mark, None, facts)
        if self._operation.path != page.path:
            self._note("path", "", self._operation.path, page.path, node.mark, None, facts)
        if page.operation and node.text("operationId") not in {None, page.operation}:
            mark = node.mark_of("operationId")
            self._note("name", "", node.text("operationId"), page.operation, mark, None, facts)
        self._rate()
        about = node.mapping("x-wxbrand-page")
        recorded = about.text("updated") if about else None
        if page.updated and recorded != page.updated:
            older = recorded is not None and page.updated < recorded
            note = "the page is older than the spec" if older else "the page is newer than the spec"
            self._note("date", "", recorded, page.updated, node.mark_of("x-wxbrand-page"), None, facts, note)

    def _rate(self) -> None:
        page, node = self._page, self._operation.node
        recorded = node.mapping("x-wxbrand-rate-limit")
        ours = plain(recorded) if recorded else None
        theirs: dict[str, Any] | None = (
            {"requests": page.rate.requests, "seconds": page.rate.seconds} if page.rate else None
        )
        if page.rate and (page.rate.per or (ours or {}).get("per")):
            theirs = {**(theirs or {}), "per": page.rate.per or (ours or {}).get("per")}
        if ours != theirs:
            mark = node.mark_of("x-wxbrand-rate-limit")
            self._note("rate-limit", "", _rate_text(ours), _rate_text(theirs), mark, None, self._facts)

    def _parameters(self) -> None:
        shown = {place: [f for f in self._page.at(place) if f.name.lower() not in _RUNTIME] for place in _PARAMETERS}
        stated = {place: self._spec.parameters(self._operation, place) for place in _PARAMETERS}
        body = self._spec.body(self._operation)
        inside = self._spec.members(self._spec.flat(body.get("schema"))) if body else []
        self._moved: set[str] = set()
        everywhere = {**stated, "body": inside}
        for field in (f for place in (*_PARAMETERS, "body") for f in self._page.at(place)):
            if any(_same(m.name, field.name) for m in everywhere[field.place]):
                continue
            for place, members in everywhere.items():
                for member in members:
                    taken = any(_same(f.name, member.name) for f in self._page.at(_place(place)))
                    if place != field.place and member.name == field.name and not taken:
                        self._moved.add(field.name)
                        where = f"{place}.{field.name}"
                        self._note("place", where, place, field.place, member.mark, field.line, member.unproven)
                        self._field(field, member, f"{field.place}.{field.name}", self._facts)
        for place in _PARAMETERS:
            whole = place in self._page.whole
            self._members(shown[place], stated[place], place, whole, self._operation.node.mark, self._facts)
            for member in stated[place]:
                sample = self._page.parameters.get(member.name)
                if member.example is not None and sample is not None and _text(member.example) != sample:
                    self._note(
                        "example", f"{place}.{member.name}", member.example, sample, member.mark, None, member.unproven
                    )

    def _object(
        self,
        shown: Sequence[Field],
        schema: dict[str, Node],
        where: str,
        whole: bool,
        mark: Mark,
        known: tuple[dict[str, Any], ...],
    ) -> None:
        known = (*known, *facts_at(schema))
        self._members(shown, self._spec.members(schema), where, whole, mark, known)
        self._conditions(shown, schema, where, known)

    def _members(
        self,
        shown: Sequence[Field],
        stated: Sequence[Member],
        where: str,
        whole: bool,
        mark: Mark,
        known: tuple[dict[str, Any], ...],
    ) -> None:
        moved = self._moved if where in {*_PARAMETERS, "body"} else set[str]()
        pairs = [(field, member) for field in shown for member in stated if _same(field.name, member.name)]
        added = [f for f in shown if all(f is not field for field, _ in pairs) and f.name not in moved]
        gone = [m for m in stated if all(m is not member for _, member in pairs) and m.name not in moved]
        for field in list(added):
            member = _renamed(field, gone, shown, stated) if whole else None
            if member:
                added.remove(field)
                gone.remove(member)
                note = "a guess: what stood here has gone, and this has come"
                facts = (*known, *member.unproven)
                self._note(
                    "renamed", f"{where}.{member.name}", member.name, field.name, member.mark, field.line, facts, note
                )
                pairs.append((field, member))
        for field in added:
            said = f"{field.kind}, {'required' if field.required else 'optional'}"
            self._note("added", f"{where}.{field.name}", "", said, mark, field.line, known)
        for member in gone if whole else ():
            self._note(
                "removed",
                f"{where}.{member.name}",
                _type(member.schema),
                "",
                member.mark,
                None,
                (*known, *member.unproven),
            )
        for field, member in pairs:
            self._field(field, member, f"{where}.{member.name}", known)

    def _field(self, field: Field, member: Member, where: str, known: tuple[dict[str, Any], ...]) -> None:
        facts = member.unproven
        ours, theirs = _type(member.schema), _kind(field.kind)
        item = self._spec.flat(member.schema.get("items"))
        if ours != theirs:
            self._note("type", where, ours or "any", theirs, member.mark, field.line, facts)
        elif field.kind.item and _type(item) != _kind(field.kind.item):
            said = f"{ours}[{_type(item) or 'any'}]"
            self._note("type", where, said, str(field.kind), member.mark, field.line, (*facts, *facts_at(item)))
        if field.required != member.required:
            needs = ("optional", "required")
            self._note(
                "required",
                where,
                needs[member.required],
                needs[field.required],
                member.mark,
                field.line,
                (*facts, *_for(known, field)),
            )
        if ours != theirs:
            return
        value = item if ours == "array" and _type(item) != "object" else member.schema
        kind = field.kind.item if field.kind.item and value is item else field.kind
        self._size(field, kind, value, member, where, (*facts, *facts_at(item)))
        self._values(field, value, member, where, (*facts, *facts_at(item)))
        seconds, recorded = lifetime_in(field.prose), _plain(value, "x-wxbrand-lifetime-seconds")
        if seconds is not None and seconds != recorded:
            self._note("lifetime", where, recorded, f"{seconds} s", member.mark, field.line, facts)
        if field.fields:
            inside = item if ours == "array" else member.schema
            self._object(field.fields, inside, where, field.whole, member.mark, facts)

    def _size(
        self,
        field: Field,
        kind: Kind,
        value: dict[str, Node],
        member: Member,
        where: str,
        known: tuple[dict[str, Any], ...],
    ) -> None:
        limits = field.limits
        if kind.name == "string" and not field.enum and _plain(value, "format") != "date-time":
            prose = limits.max_length if field.kind.name == "string" else None
            self._limit("length", "maxLength", [kind.length, prose], value, field, member, where, known)
            self._limit("length", "minLength", [limits.min_length], value, field, member, where, known)
            self._pattern(field, value, member, where, known)
        if kind.name in {"integer", "number"}:
            self._limit("range", "minimum", [limits.minimum], value, field, member, where, known)
            self._limit("range", "maximum", [limits.maximum], value, field, member, where, known)
        if field.kind.name == "array":
            self._limit("items", "minItems", [limits.min_items], member.schema, field, member, where, known)
            self._limit("items", "maxItems", [limits.max_items], member.schema, field, member, where, known)

    def _limit(
        self,
        fact: str,
        keyword: str,
        said: list[int | None],
        value: dict[str, Node],
        field: Field,
        member: Member,
        where: str,
        known: tuple[dict[str, Any], ...],
    ) -> None:
        ours = _plain(value, keyword)
        theirs = [number for number in said if number is not None]
        if not theirs:
            spoken = ours is None or re.search(rf"(?<!\d){ours}(?!\d)", field.prose) or not field.whole
            if not spoken:
                self._note(fact, where, f"{keyword} {ours}", "", member.mark, field.line, known)
            return
        other = next((number for number in theirs if number != ours), None)
        if other is not None:
            said_here = f"{keyword} {ours}" if ours is not None else ""
            self._note(fact, where, said_here, f"{keyword} {other}", member.mark, field.line, known)

    def _pattern(
        self, field: Field, value: dict[str, Node], member: Member, where: str, known: tuple[dict[str, Any], ...]
    ) -> None:
        ours, theirs = _plain(value, "pattern"), field.limits.pattern
        if theirs is None:
            silent = field.whole and not re.search(r"数字|字母|组成|格式|英文", field.prose)
            if ours is not None and silent:
                self._note("pattern", where, ours, "", member.mark, field.line, known)
            return
        allowed = _allowed(ours) if ours is not None else None
        if ours is None or (allowed is not None and allowed != _allowed(theirs)):
            self._note("pattern", where, ours, theirs, member.mark, field.line, known)

    def _values(
        self, field: Field, value: dict[str, Node], member: Member, where: str, known: tuple[dict[str, Any], ...]
    ) -> None:
        node = value.get("enum")
        ours = list(plain(node)) if node else [plain(value["const"])] if "const" in value else []
        if not field.enum:
            if (
                ours
                and field.whole
                and field.kind.name == "string"
                and "取值" not in field.prose
                and not any(str(each) in field.prose for each in ours)
            ):
                self._note("enum", where, "/".join(map(str, ours)), "", member.mark, field.line, known)
            return
        new = [each for each in field.enum if each not in ours]
        old = [str(each) for each in ours if each not in field.enum] if field.whole else []
        if new or old:
            said = ", ".join([*(f"{each} is gone" for each in old), *(f"{each} is new" for each in new)])
            self._note(
                "enum", where, "/".join(map(str, ours)), "/".join(field.enum), member.mark, field.line, known, said
            )

    def _conditions(
        self, shown: Sequence[Field], schema: dict[str, Node], where: str, known: tuple[dict[str, Any], ...]
    ) -> None:
        if not where.startswith("body"):
            return
        rules = list(_rules(schema))
        members = {member.name: member for member in self._spec.members(schema)}
        for field in shown:
            member = members.get(field.name)
            facts = (*known, *(member.unproven if member else ()))
            mark = member.mark if member else self._operation.node.mark
            stated = {(other, values): must for name, other, values, must in rules if name == field.name}
            for condition in field.conditions:
                key = (condition.field, frozenset(condition.values))
                if key not in stated or (condition.required and not stated[key]):
                    said = f"{'required' if condition.required else 'possible'} if {condition.field} is {'/'.join(condition.values)}"
                    held = "optional then" if key in stated else ""
                    self._note("condition", f"{where}.{field.name}", held, said, mark, field.line, facts)
            for other, values in stated if not field.conditions and field.whole else ():
                if other not in field.prose:
                    said = f"depends on {other} being {'/'.join(sorted(values))}"
                    self._note("condition", f"{where}.{field.name}", said, "", mark, field.line, facts)

    def _sample(self, place: str, sample: Any, media: MappingNode) -> None:
        examples = [plain(media.members["example"])] if "example" in media.members else []
        named = media.mapping("examples")
        for node in named.members.values() if named else ():
            value = self._spec.followed(node).get("value")
            if value is not None:
                examples.append(plain(value))
        if not examples or sample in examples:
            return
        known = (*self._facts, *facts_at(media.members))
        found = list(_unlike(examples[0], sample, place))
        if len(found) > _FEW_VALUES or len(examples) > 1:
            self._note("example", place, examples[0], sample, media.mark_of("example"), None, known)
            return
        for where, ours, theirs in found:
            self._note("example", where, ours, theirs, media.mark_of("example"), None, known)


_FEW_VALUES = 5
"""Values of a sample that differ, each shown on its own."""


def _unlike(ours: Any, theirs: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [*ours, *(key for key in theirs if key not in ours)]:
            if key not in ours or key not in theirs:
                yield f"{where}.{key}", ours.get(key, ""), theirs.get(key, "")
            else:
                yield from _unlike(ours[key], theirs[key], f"{where}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _unlike(one, other, f"{where}[{number}]")
    elif type(ours) is not type(theirs) or ours != theirs:
        yield where, ours, theirs


def _rules(schema: dict[str, Node]) -> Iterator[tuple[str, str, frozenset[str], bool]]:
    """Give the simple rules: this member, that field, its values, and whether it must be there then."""
    parts = schema.get("allOf")
    for rule in [
        *(plain(parts) if parts else []),
        {key: plain(schema[key]) for key in ("if", "then", "else") if key in schema},
    ]:
        tested = (rule.get("if") or {}).get("properties") if isinstance(rule, dict) else None
        if not isinstance(tested, dict) or len(tested) != 1:
            continue
        ((other, test),) = tested.items()
        test = test.get("contains", test) if isinstance(test, dict) else {}
        values = frozenset([test["const"]] if "const" in test else test.get("enum", []))
        then, otherwise = rule.get("then") or {}, rule.get("else") or {}
        must = then.get("required", []) if isinstance(then, dict) else []
        banned = (
            [n for n, held in (otherwise.get("properties") or {}).items() if held is False]
            if isinstance(otherwise, dict)
            else []
        )
        for name in dict.fromkeys([*must, *banned]):
            yield name, other, values, name in must


def _accepts(entry: dict[str, Any], fact: str, where: str, page: Any) -> bool:
    """Tell whether a recorded disagreement is this one: the fact, and what it says if it says something."""
    if entry["fact"] not in _ACCEPTED_AS.get(fact, {fact}):
        return False
    if "says" not in entry or entry["says"] is None:
        return True
    said, name = entry["says"], where.rpartition(".")[2]
    if fact in {"added", "removed", "renamed", "place"}:
        return name in _text(said) or not isinstance(said, str | list)
    if isinstance(said, int) and not isinstance(said, bool):
        return str(said) in re.findall(r"\d+", _text(page))
    return True


def _for(known: Iterable[dict[str, Any]], field: Field) -> Iterator[dict[str, Any]]:
    """Give the entries of the object around that name this field."""
    return (entry for entry in known if field.name in _text(entry.get("says", "")))


def _renamed(field: Field, gone: Sequence[Member], shown: Sequence[Field], stated: Sequence[Member]) -> Member | None:
    for member in gone:
        same_title = field.title and _plain(member.schema, "title") == field.title
        same_place = [f is field for f in shown].index(True) == [m is member for m in stated].index(True)
        if same_title or (same_place and len(shown) == len(stated) and _type(member.schema) == _kind(field.kind)):
            return member
    return None


def _same(one: str, other: str) -> bool:
    return one == other or ("-" in one and one.lower() == other.lower())


def _place(name: str) -> Place:
    for place in ("header", "path", "query", "body"):
        if place == name:
            return place
    return "answer"


def _type(schema: dict[str, Node]) -> str:
    said = _plain(schema, "type")
    if isinstance(said, list):
        said = next((each for each in said if each != "null"), None)
    if said is None:
        said = "object" if "properties" in schema else "string" if "enum" in schema else ""
    return "file" if said == "string" and _plain(schema, "format") == "binary" else str(said)


def _kind(kind: Kind) -> str:
    return kind.name


def _plain(schema: dict[str, Node], key: str) -> Any:
    return plain(schema[key]) if key in schema else None


def _allowed(pattern: str) -> frozenset[str] | None:
    """Give the characters that `^[...]+$` allows; None for another form."""
    found = re.fullmatch(r"\^?\[((?:[^\]\\]|\\[\\\-_])+)\](?:[+*]|\{\d+(?:,\d*)?\})(?:\$|\\Z)?", pattern)
    if found is None or found[1].startswith("^"):
        return None
    accepts = re.compile(f"[{found[1]}]")
    return frozenset(c for c in map(chr, range(32, 127)) if accepts.match(c))


def _rate_text(rate: dict[str, Any] | None) -> str:
    return "" if rate is None else f"{rate.get('requests')} in {rate.get('seconds')} s per {rate.get('per', '?')}"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _shown(value: Any) -> str:
    return "" if value is None else _text(value)

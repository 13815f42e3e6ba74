"""Complete what a page says of types and members with what it is silent about, or cut before, from the spec.

The result differs from the spec only where the page disagrees with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wxbrand_codegen.change.comparison.rules import conditions_in
from wxbrand_codegen.change.comparison.schemas import renamed
from wxbrand_codegen.change.drift.known_names import members_of
from wxbrand_codegen.change.drift.limits import completed_limits
from wxbrand_codegen.change.drift.recorded import Recorded
from wxbrand_codegen.change.drift.words import letters, says_the_same
from wxbrand_codegen.ir.models import Doc, Enum, EnumMember, Field, Model, Models, Record, Rule, Union, UnprovenFact
from wxbrand_codegen.ir.types import (
    Anything,
    Boolean,
    Constant,
    File,
    Integer,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Ref,
    Text,
    Timestamp,
    Type,
    innermost,
)
from wxbrand_codegen.pages import Field as PageField

_KINDS: dict[type, str] = {
    Text: "string", Timestamp: "string", Integer: "integer", Number: "number", Boolean: "boolean", File: "file",
    ListOf: "array", MapOf: "object", Record: "object", Union: "object", Anything: "any",
}  # fmt: skip
"""Types as pages distinguish them."""


class Completion:
    """Completes types and members. `models` are those of the spec as pages show them, and the completed ones."""

    def __init__(self, ours: Models, theirs: Models) -> None:
        self.ours: dict[str, Model] = {name: _without_unions(model, ours) for name, model in ours.items() if model}
        self._theirs = theirs
        self.models = dict(self.ours)

    def fields(
        self,
        ours: Sequence[Field],
        theirs: Sequence[Field],
        said: Sequence[PageField],
        recorded: Recorded,
        *,
        complete: bool,
    ) -> tuple[Field, ...]:
        """Complete the members of an object. `said` are the same members as the page has them.

        complete: whether the page shows all members. If it is cut short, nothing is known to be missing.
        """
        by_name = {field.wire: field for field in theirs}
        about = {field.name: field for field in said}
        completed: list[Field] = []
        gone: list[Field] = []
        for field in ours:
            other = by_name.pop(_same_name(field.wire, by_name), None)
            on_page = about.get(other.wire) if other else None
            if other is not None and on_page is not None:
                completed.append(self.field(field, other, on_page, recorded))
            elif other is not None or not complete or recorded.about(field.wire).has("properties"):
                completed.append(field)
            else:
                gone.append(field)
        for field in gone:
            match = renamed(field, [each for each in by_name.values() if each.wire in about], ours, theirs)
            if match is not None:
                del by_name[match.wire]
                same = self.field(field, match, about[match.wire], recorded)
                completed.append(replace(same, wire=match.wire, name=match.name))
        added = [
            replace(field, type=self._own(field.type))
            for field in by_name.values()
            if field.wire in about and not recorded.about(field.wire).has("properties", field.wire)
        ]
        order = {field.wire: number for number, field in enumerate(theirs)}
        return tuple(sorted((*completed, *added), key=lambda field: order.get(field.wire, len(order))))

    def field(self, ours: Field, theirs: Field, said: PageField, around: Recorded) -> Field:
        """Complete a member that both have. `around` is recorded at the objects around it."""
        own = Recorded((*ours.doc.unproven, *self._unproven(ours.type)))
        required = said.required  # a draft makes all path parameters required
        if said.required and not theirs.required:  # the client fills it in, from the file of an upload
            required = ours.required
        if own.and_(around.about(ours.wire).entries).has("required", required):
            required = ours.required
        return replace(
            ours,
            type=self.type(ours.type, theirs.type, said, own),
            required=required,
            doc=_completed_doc(ours.doc, theirs.doc, said, own),
            mark=theirs.mark,
        )

    def _unproven(self, type_: Type) -> tuple[UnprovenFact, ...]:
        inner = innermost(type_)
        model = self.ours.get(inner.name) if isinstance(inner, Ref) else None
        return model.doc.unproven if model else ()

    def type(self, ours: Type, theirs: Type, said: PageField, recorded: Recorded) -> Type:
        """Complete a type."""
        if isinstance(ours, Nullable):
            return Nullable(item=self.type(ours.item, theirs, said, recorded))
        kind, other = _kind(ours, self.ours), _kind(theirs, self._theirs)
        if kind != other:
            is_silent = other == "any" or recorded.has("type", other) or (kind == "any" and not said.fields)
            return ours if is_silent else self._own(theirs)
        match ours, theirs:
            case (ListOf(), ListOf()):
                item = self.type(ours.item, theirs.item, said, recorded)
                return ListOf(item=item, limits=completed_limits(ours, theirs.limits, said, recorded))
            case (Ref(), Ref()) if kind == "object":
                return self._record(ours, theirs, said, recorded)
            case (Integer() | Number(), Integer() | Number()):
                return replace(ours, limits=completed_limits(ours, theirs.limits, said, recorded))
            case (Text(), Text()):
                return replace(ours, limits=completed_limits(ours, theirs.limits, said, recorded))
            case _ if kind in {"string", "integer"}:
                return self._values(ours, theirs, said, recorded)
            case _:
                return ours

    def _own(self, type_: Type) -> Type:
        """Return a type of the page, with its models among the completed ones."""
        match type_:
            case ListOf(item=item):
                return replace(type_, item=self._own(item))
            case Ref(name=name):
                model = self._theirs[name]
                if isinstance(model, Record):
                    fields = tuple(replace(field, type=self._own(field.type)) for field in model.fields)
                    model = replace(model, fields=fields)
                return self._add(f"{name} of the page", model) if model else type_
            case _:
                return type_

    def _add(self, name: str, model: Model) -> Ref:
        while name in self.models:
            name += "'"
        self.models[name] = model
        return Ref(name=name)

    def _record(self, ours: Ref, theirs: Ref, said: PageField, recorded: Recorded) -> Type:
        before, after = self.ours[ours.name], self._theirs[theirs.name]
        if not isinstance(before, Record) or not isinstance(after, Record) or not said.fields:
            return ours
        around = recorded.and_(before.doc.unproven)
        fields = self.fields(before.fields, after.fields, said.fields, around, complete=said.complete)
        rules = completed_rules(before.rules, after.rules, said.fields, around)
        return self._add(f"{ours.name} on the page", replace(before, fields=fields, rules=rules, mark=after.mark))

    def _values(self, ours: Type, theirs: Type, said: PageField, recorded: Recorded) -> Type:
        """Complete a type of listed values, or a text or number that is not listed on one side."""
        before = self.ours.get(ours.name) if isinstance(ours, Ref) else None
        after = self._theirs.get(theirs.name) if isinstance(theirs, Ref) else None
        stated = [str(member.value) for member in after.members] if isinstance(after, Enum) else None
        if recorded.has("enum", stated) or isinstance(ours, Timestamp):
            return ours
        if isinstance(after, Enum):
            if isinstance(before, Enum):
                return self._add(f"{before.name.pascal} on the page", _completed_enum(before, after, said))
            is_same = isinstance(ours, Constant) and stated == [ours.text.strip('"')]
            return ours if is_same else self._own(theirs)
        if isinstance(before, Enum):
            mentioned = "取值" in said.prose or any(str(member.value) in said.prose for member in before.members)
            return ours if mentioned or not said.complete else theirs
        return ours


def _kind(type_: Type, models: Models) -> str:
    if isinstance(type_, Constant):
        return {'"': "string", "t": "boolean", "f": "boolean", "n": "any"}.get(type_.text[:1], "integer")
    model = models.get(type_.name) if isinstance(type_, Ref) else None
    if isinstance(model, Enum):
        return "string" if all(isinstance(member.value, str) for member in model.members) else "integer"
    return _KINDS[type(model or type_)]


def _without_unions(model: Model, models: Models) -> Model:
    """Return a union of objects as one object with the members of all: pages do not show alternatives."""
    if not isinstance(model, Union):
        return model
    members: dict[str, Field] = {}
    for variant in model.variants:
        for member in members_of(variant, models):
            is_required = member.required and all(
                any(other.wire == member.wire and other.required for other in members_of(each, models))
                for each in model.variants
            )
            members.setdefault(member.wire, replace(member, required=is_required))
    if not members:
        return model
    return Record(name=model.name, doc=model.doc, fields=tuple(members.values()), mark=model.mark)


def _same_name(wire: str, names: dict[str, Field]) -> str:
    """Return the name among others that is the same; case does not matter in names of headers."""
    return next((name for name in names if name == wire or ("-" in wire and name.lower() == wire.lower())), "")


def _completed_enum(ours: Enum, theirs: Enum, said: PageField) -> Enum:
    on_page = {member.value: member for member in theirs.members}
    members: list[EnumMember] = []
    for member in ours.members:
        other = on_page.pop(member.value, None)
        if other is not None:
            is_same = not other.meaning or says_the_same(member.meaning, other.meaning)
            members.append(member if is_same else replace(member, meaning=other.meaning))
        elif not said.complete:
            members.append(member)
    return replace(ours, members=(*members, *on_page.values()), mark=theirs.mark)


def _completed_doc(ours: Doc, theirs: Doc, said: PageField, recorded: Recorded) -> Doc:
    title = ours.title
    if (
        ours.title
        and said.title
        and letters(said.title) != letters(ours.title)
        and not recorded.has("title", said.title)
    ):
        title = said.title
    default, lifetime = theirs.default, theirs.lifetime
    if recorded.has("default", default) or (default is None and (not said.complete or "默认" in said.prose)):
        default = ours.default
    if lifetime is None and (not said.complete or "有效期" in said.prose or recorded.has("x-wxbrand-lifetime-seconds")):
        lifetime = ours.lifetime
    return replace(ours, title=title, default=default, lifetime=lifetime)


def completed_rules(
    ours: tuple[Rule, ...], theirs: tuple[Rule, ...], said: Sequence[PageField], recorded: Recorded
) -> tuple[Rule, ...]:
    """Complete the rules on the members of an object: those of the page, and the others of the spec."""
    (mine, completed), (stated, _) = conditions_in(ours), conditions_in(theirs)
    about = {field.name: field for field in said}
    for key, condition in stated.items():
        known = mine.get(key)
        is_same = known is not None and known.required >= condition.required and known.only >= condition.only
        if known is not None and (is_same or recorded.has("allOf", condition.plain["values"])):
            completed += known.rules
        elif not recorded.about(key[0][-1]).has("allOf", key[0][-1]):
            completed += condition.rules
    for key, condition in mine.items():
        (*_, name), (*_, other), _ = key
        field = about.get(name)
        is_other_on_page = any(key[:2] == each[:2] for each in stated)
        is_silent = field is None or not field.complete or len(key[0]) > 1 or other in field.prose
        if key not in stated and not is_other_on_page and (is_silent or recorded.about(name).has("allOf")):
            completed += condition.rules
    return tuple(completed)

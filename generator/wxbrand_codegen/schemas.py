"""Part of build: schemas into types, records and choices. Collects problems and goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wxbrand_codegen.examples import fits
from wxbrand_codegen.ir import (
    Anything,
    Boolean,
    Choice,
    Doc,
    Field,
    Integer,
    Limits,
    ListOf,
    MapOf,
    Member,
    Model,
    Nullable,
    Number,
    Record,
    Ref,
    Text,
    Timestamp,
    Type,
)
from wxbrand_codegen.names import Name, Unspeakable, joined, member_name, name
from wxbrand_codegen.nodes import Mapping, Node, Scalar, Sequence, plain
from wxbrand_codegen.patterns import UntranslatablePattern, python_pattern
from wxbrand_codegen.problems import Mark, Problem

_ANNOTATIONS = frozenset(
    {
        "title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly", "$comment",
        "externalDocs", "xml", "format", "contentEncoding", "contentMediaType",
    }
)  # fmt: skip
_READ = _ANNOTATIONS | {
    "$ref", "type", "nullable", "enum", "const", "properties", "required", "additionalProperties", "items", "allOf",
    "anyOf", "oneOf", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "$defs", "definitions",
}  # fmt: skip
_LIMITS = {
    "minLength": "min_length", "maxLength": "max_length", "minimum": "minimum", "maximum": "maximum",
    "multipleOf": "multiple_of", "minItems": "min_items", "maxItems": "max_items", "minProperties": "min_members",
    "maxProperties": "max_members",
}  # fmt: skip
_PREFIX = "#/components/schemas/"


class Schemas:
    """Turns schemas into types and gathers the models they need."""

    def __init__(self, root: Mapping, report: Callable[[Problem], None]) -> None:
        components = root.mapping("components")
        self._components = components.mapping("schemas") if components else None
        self._report = report
        self._open: list[str] = []
        self.models: dict[str, Model | None] = {}
        """None while a record is being built, so that it may hold itself."""

        self._marks: dict[str, Mark] = {}

    def problem(self, mark: Mark, code: str, message: str, *, advice: bool = False) -> None:
        """Take note and go on."""
        self._report(Problem(mark=mark, code=code, message=message, advice=advice))

    def resolve(self, node: Node) -> Node:
        """Follow references to the schema they lead to."""
        while isinstance(node, Mapping) and (reference := node.text("$ref")):
            target = self._components.get(reference.removeprefix(_PREFIX)) if self._components else None
            if target is None:
                return Mapping(members={}, mark=node.mark)
            node = target
        return node

    def type_of(self, node: Node, place: Name) -> Type:
        """Give the type of a schema; `place` names what it needs named."""
        if isinstance(node, Scalar) and node.value is True:
            return Anything()
        if not isinstance(node, Mapping):
            self.problem(node.mark, "not-a-schema", "a schema must be an object")
            return Anything()
        if "$ref" in node.members:
            return self._referred(node, place)
        for key in node.members:
            if key not in _READ and not key.startswith("x-"):
                self.problem(node.mark_of(key), "unsupported-keyword", f"{key} is not supported in a schema")
        combined = self._combined(node, place)
        if combined is not None:
            return combined
        kinds, nullable = self._kinds(node)
        type_ = self._simple(node, place, kinds)
        return Nullable(item=type_) if nullable and not isinstance(type_, Nullable | Anything) else type_

    def _referred(self, node: Mapping, place: Name) -> Type:
        siblings = [key for key in node.members if key != "$ref" and key not in _ANNOTATIONS and not key.startswith("x-")]
        if siblings == ["nullable"]:
            siblings = []
        if siblings:
            self.problem(
                node.mark_of(siblings[0]), "unsupported-keyword", f"{siblings[0]} beside $ref is not supported; move it into the schema"
            )
        reference = node.text("$ref") or ""
        key = reference.removeprefix(_PREFIX)
        target = self.resolve(node)
        if key in self._open:
            record = self._class_name(key, node.mark)
            if record.pascal not in self.models:
                self.problem(node.mark, "endless-schema", f"{key} holds itself without an object in between")
                return Anything()
            return Ref(name=record.pascal)
        self._open.append(key)
        type_ = self.type_of(target, self._class_name(key, target.mark))
        self._open.pop()
        nullable = plain(node.members["nullable"]) is True if "nullable" in node.members else False
        return Nullable(item=type_) if nullable and not isinstance(type_, Nullable) else type_

    def _class_name(self, text: str, mark: Mark) -> Name:
        return self.named(text, "class", mark)

    def named(self, text: str, role: Any, mark: Mark) -> Name:
        """Make a name, or report why not and give a stand-in."""
        try:
            return name(text, role)
        except Unspeakable as reason:
            self.problem(mark, "unusable-name", f"{text!r} {reason}")
            return Name(snake="unusable", pascal="Unusable")

    def _combined(self, node: Mapping, place: Name) -> Type | None:
        """Read the two everyday uses of combining: one schema with remarks beside it, and one schema or null."""
        for key in ("allOf", "anyOf", "oneOf"):
            if key not in node.members:
                continue
            parts = node.sequence(key)
            others = [part for part in parts if not (isinstance(part, Mapping) and part.text("type") == "null")]
            beside = [k for k in node.members if k != key and k not in _ANNOTATIONS and k != "nullable" and not k.startswith("x-")]
            if len(others) != 1 or beside:
                self.problem(node.mark_of(key), "unsupported-keyword", f"{key} with several schemas is not supported")
                return Anything()
            type_ = self.type_of(others[0], place)
            nullable = len(others) < len(parts) or ("nullable" in node.members and plain(node.members["nullable"]) is True)
            return Nullable(item=type_) if nullable and not isinstance(type_, Nullable) else type_
        return None

    def _kinds(self, node: Mapping) -> tuple[list[str], bool]:
        declared = node.get("type")
        if isinstance(declared, Sequence):
            names = [str(plain(item)) for item in declared.items]
        else:
            names = [node.text("type") or ""] if declared is not None else []
        nullable = "null" in names or ("nullable" in node.members and plain(node.members["nullable"]) is True)
        return [kind for kind in names if kind != "null"], nullable

    def _simple(self, node: Mapping, place: Name, kinds: list[str]) -> Type:
        if "enum" in node.members or "const" in node.members:
            return self._choice(node, place, kinds)
        if len(kinds) > 1:
            self.problem(node.mark_of("type"), "unsupported-type", f"a value of several types ({', '.join(kinds)}) is not supported")
            return Anything()
        kind = kinds[0] if kinds else "object" if "properties" in node.members else "array" if "items" in node.members else ""
        match kind:
            case "string":
                return self._text(node)
            case "integer":
                return Integer(limits=self._limits(node))
            case "number":
                return Number(limits=self._limits(node))
            case "boolean":
                return Boolean()
            case "array":
                items = node.get("items")
                item = self.type_of(items, joined(place, name("item", "class"))) if items is not None else Anything()
                return ListOf(item=item, limits=self._limits(node))
            case "object":
                return self._object(node, place)
            case "":
                return Anything()
            case _:
                self.problem(node.mark_of("type"), "unsupported-type", f"the type {kind} is not supported")
                return Anything()

    def _text(self, node: Mapping) -> Type:
        form = node.text("format")
        if form == "date-time":
            return Timestamp()
        if form == "binary":
            self.problem(node.mark_of("format"), "unsupported-type", "a binary value cannot stand in JSON; use multipart/form-data")
        return Text(limits=self._limits(node))

    def _object(self, node: Mapping, place: Name) -> Type:
        rest = node.get("additionalProperties")
        if "properties" not in node.members:
            if isinstance(rest, Mapping):
                value = self.type_of(rest, joined(place, name("value", "class")))
                return MapOf(value=value, limits=self._limits(node))
            return MapOf(value=Anything(), limits=self._limits(node))
        if isinstance(rest, Mapping) and rest.members:
            self.problem(
                node.mark_of("additionalProperties"),
                "unsupported-keyword",
                "additionalProperties with a schema beside properties is not supported",
            )
        if self._claim(place, node.mark):
            self.models[place.pascal] = None
            fields = self.fields_of(node, place)
            self.models[place.pascal] = Record(name=place, doc=self.doc(node), fields=fields, mark=node.mark)
        return Ref(name=place.pascal)

    def _claim(self, place: Name, mark: Mark) -> bool:
        """Reserve a class name; False if this very schema has it already."""
        taken = self._marks.get(place.pascal)
        if taken is None:
            self._marks[place.pascal] = mark
            return True
        if taken != mark:
            self.problem(mark, "name-clash", f"the class {place.pascal} is needed here and at {taken}; rename one")
        return False

    def reserve(self, place: Name, mark: Mark) -> None:
        """Keep a class name for something that is not a schema, such as an operation's request."""
        self._claim(place, mark)

    def fields_of(self, node: Mapping, place: Name) -> tuple[Field, ...]:
        """Give the members of an object schema."""
        properties = node.mapping("properties")
        if properties is None:
            return ()
        required = {plain(item) for item in node.sequence("required")}
        for absent in sorted(str(item) for item in required - set(properties.members)):
            self.problem(node.mark_of("required"), "unknown-required", f"{absent} is required but not among the properties")
        fields: dict[str, Field] = {}
        for wire, member in properties.members.items():
            mark = properties.mark_of(wire)
            field_name = self.named(wire, "field", mark)
            if field_name.snake in fields:
                earlier = fields[field_name.snake]
                self.problem(mark, "name-clash", f"{wire} and {earlier.wire} ({earlier.mark}) are both {field_name.snake} in Python")
                continue
            fields[field_name.snake] = self.field(member, field_name, wire, wire in required, place, mark)
        return tuple(fields.values())

    def field(self, schema: Node, field_name: Name, wire: str, required: bool, place: Name, mark: Mark) -> Field:
        """Give one member or parameter."""
        class_name = self.named(wire, "class", mark)
        type_ = self.type_of(schema, joined(place, class_name))
        doc = self.doc(schema)
        return Field(
            name=field_name, wire=wire, type=type_, required=required, doc=doc, example=self.example(schema, type_), mark=mark
        )

    def example(self, node: Node, type_: Type) -> Any:
        """Give the value a schema shows, if it fits the schema."""
        for place in (node, self.resolve(node)):
            if not isinstance(place, Mapping):
                continue
            shown = place.get("example") or next(iter(place.sequence("examples")), None) or place.get("default")
            if shown is not None:
                return self.fitting(shown, type_)
        return None

    def fitting(self, node: Node, type_: Type) -> Any:
        """Give the value of an example, or report that it does not fit."""
        value = plain(node)
        reason = fits(value, type_, self.models)
        if reason is None:
            return value
        self.problem(node.mark, "example-does-not-fit", f"the example {reason}; it is not used", advice=True)
        return None

    def doc(self, node: Node) -> Doc:
        """Gather what people read, the schema's own words before those of what it refers to."""
        places = [place for place in (node, self.resolve(node)) if isinstance(place, Mapping)]

        def first(key: str) -> str:
            return next((text for place in places if (text := place.text(key))), "")

        lifetimes = [plain(place.members["x-wxbrand-lifetime-seconds"]) for place in places if "x-wxbrand-lifetime-seconds" in place.members]
        defaults = [plain(place.members["default"]) for place in places if "default" in place.members]
        return Doc(
            title=first("title"),
            text=first("description"),
            unit=first("x-wxbrand-unit"),
            lifetime=lifetimes[0] if lifetimes and isinstance(lifetimes[0], int) else None,
            default=defaults[0] if defaults else None,
            deprecated=any(plain(place.members["deprecated"]) is True for place in places if "deprecated" in place.members),
        )

    def _choice(self, node: Mapping, place: Name, kinds: list[str]) -> Type:
        items = node.sequence("enum") or ((node.members["const"],) if "const" in node.members else ())
        values = [item for item in items if plain(item) is not None]
        nullable = len(values) < len(items)
        is_text = all(isinstance(plain(item), str) for item in values)
        is_whole = all(type(plain(item)) is int for item in values)
        if not values or not (is_text or is_whole):
            self.problem(node.mark, "unsupported-type", "an enum must list text, or whole numbers, and nothing else")
            return Anything()
        if kinds and kinds != ["string" if is_text else "integer"] and not (is_whole and kinds == ["number"]):
            self.problem(node.mark_of("enum"), "enum-of-other-type", f"the values are not of type {', '.join(kinds)}")
        if self._claim(place, node.mark):
            self.models[place.pascal] = Choice(
                name=place, doc=self.doc(node), members=self._members(node, values), mark=node.mark
            )
        return Nullable(item=Ref(name=place.pascal)) if nullable else Ref(name=place.pascal)

    def _members(self, node: Mapping, values: list[Node]) -> tuple[Member, ...]:
        meanings = node.mapping("x-wxbrand-enum-meanings")
        members: dict[str, Member] = {}
        for item in values:
            value = plain(item)
            spelled = member_name(value)
            if spelled in members:
                self.problem(item.mark, "name-clash", f"{value!r} and {members[spelled].value!r} are both {spelled} in Python")
            meaning = (meanings.text(str(value)) if meanings else None) or ""
            members[spelled] = Member(name=spelled, value=value, meaning=meaning)
        return tuple(members.values())

    def _limits(self, node: Mapping) -> Limits:
        stated: dict[str, Any] = {}
        for key, attribute in _LIMITS.items():
            value = plain(node.members[key]) if key in node.members else None
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                stated[attribute] = value
        for key, inclusive, exclusive in (("exclusiveMinimum", "minimum", "above"), ("exclusiveMaximum", "maximum", "below")):
            value = plain(node.members[key]) if key in node.members else None
            if value is True:  # OpenAPI 3.0 writes it as a remark on the other bound
                stated[exclusive] = stated.pop(inclusive, None)
            elif isinstance(value, (int, float)) and value is not False:
                stated[exclusive] = value
        if "uniqueItems" in node.members and plain(node.members["uniqueItems"]) is True:
            stated["unique_items"] = True
        pattern = node.text("pattern")
        if pattern is not None:
            try:
                stated["pattern"] = python_pattern(pattern)
            except UntranslatablePattern as reason:
                self.problem(node.mark_of("pattern"), "unusable-pattern", f"the pattern {reason}")
        limits = Limits(**stated)
        for low, high, words in (
            (limits.min_length, limits.max_length, "minLength is above maxLength"),
            (limits.minimum, limits.maximum, "minimum is above maximum"),
            (limits.min_items, limits.max_items, "minItems is above maxItems"),
            (limits.min_members, limits.max_members, "minProperties is above maxProperties"),
        ):
            if low is not None and high is not None and low > high:
                self.problem(node.mark, "impossible-limits", words)
        return limits

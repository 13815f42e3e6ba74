"""Part of build: schemas into types, records and choices. Collects problems and goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from wxbrand_codegen.build.context import Components
from wxbrand_codegen.build.schemas.all_of import ANNOTATIONS, SENSITIVE, flattened, is_remark, only_part
from wxbrand_codegen.build.schemas.enums import choice
from wxbrand_codegen.build.schemas.limits import limits_of
from wxbrand_codegen.build.schemas.one_of import distinct, tags_of
from wxbrand_codegen.build.schemas.rules import RULE_KEYWORDS, is_rule, rule_parts, rules_of
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_true, plain
from wxbrand_codegen.ir.models import Enum, Field, Model, Record, Union
from wxbrand_codegen.ir.names import Name, make_name, nested_name
from wxbrand_codegen.ir.types import (
    MAX_SENSITIVE_BYTES,
    Anything,
    Boolean,
    Integer,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Ref,
    Text,
    Timestamp,
    Type,
)
from wxbrand_codegen.problems import Mark, Report

_READ = ANNOTATIONS | {
    "$ref", "type", "nullable", "enum", "const", "properties", "required", "additionalProperties", "items", "allOf",
    "anyOf", "oneOf", "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties", "$defs", "definitions",
} | RULE_KEYWORDS  # fmt: skip
_NOT_BESIDE_PROPERTIES = ("anyOf", "oneOf", "enum", "const", "minProperties", "maxProperties")
_PREFIX = "#/components/schemas/"

MAX_MEMBERS = 1000
"""Members of one object; people write dozens, and a class or call of thousands is of use to nobody."""

MAX_KINDS = 100
"""Alternatives for one value."""

MAX_NESTING = 40
"""Schemas in schemas, references to objects not counted; people nest five."""


class Schemas(Components):
    """Turns schemas into types and gathers the models they need."""

    def __init__(self, root: MappingNode, report: Report, *, lenient: bool = False) -> None:
        super().__init__(root, report, lenient=lenient)
        self._depth = 0
        self._open: list[str] = []
        self._types: dict[str, Type] = {}
        """Of components, which are the same wherever they are referred to."""

        self._waiting: deque[tuple[MappingNode, Name]] = deque()
        self._models: dict[str, Model | None] = {}
        """None from a record's first mention until its turn comes, so that records may hold each other."""

    def models(self, begin: Callable[[str], None] = lambda _: None) -> dict[str, Model]:
        """Build the records that were only mentioned so far, telling of each, and give every model by its class name."""
        while self._waiting:
            node, place = self._waiting.popleft()
            begin(place.pascal)
            self._models[place.pascal] = Record(
                name=place, doc=self.doc(node), fields=self.fields_of(node, place), rules=rules_of(node, self),
                mark=node.mark,
            )  # fmt: skip
        return {key: model for key, model in self._models.items() if model is not None}

    def is_record(self, type_: Type) -> bool:
        """Whether a type is, or may be, an object with named members."""
        if not isinstance(type_, Ref):
            return False
        model = self._models.get(type_.name)
        return any(map(self.is_record, model.variants)) if isinstance(model, Union) else not isinstance(model, Enum)

    def is_flat(self, type_: Type, *, lists: bool) -> bool:
        """Whether a type is a plain value or, with `lists`, a list of them, so that it can stand in a query or form."""
        match type_:
            case ListOf(item=item):
                return lists and self.is_flat(item, lists=False)
            case MapOf() | Nullable():
                return False
            case _:
                return not self.is_record(type_)

    def type_of(self, node: Node, place: Name) -> Type:
        """Give the type of a schema; `place` names what it needs named."""
        if self._depth >= MAX_NESTING:
            self.problem(node.mark, "too-deep", f"is a schema nested more than {MAX_NESTING} levels deep")
            return Anything()
        self._depth += 1
        try:
            type_ = self._type_of(node, place)
        finally:
            self._depth -= 1
        self._refuse_mark(node, type_)
        return type_

    def _refuse_mark(self, node: Node, type_: Type) -> None:
        """What is marked must be encrypted: a mark where that is not possible is never passed over."""
        bare = type_.item if isinstance(type_, Nullable) else type_
        if (
            isinstance(node, MappingNode)
            and SENSITIVE in node.members
            and not (isinstance(bare, Text) and bare.sensitive)
        ):
            message = (
                "only a text can be sensitive, and the mark stands on its own schema: not beside $ref, enum or format"
            )
            self.problem(node.mark_of(SENSITIVE), "unsupported-sensitive", message)

    def _type_of(self, node: Node, place: Name) -> Type:
        if isinstance(node, ScalarNode) and node.value is True:
            return Anything()
        if not isinstance(node, MappingNode):
            self.problem(node.mark, "not-a-schema", "a schema must be an object")
            return Anything()
        if "$ref" in node.members:
            return self._referred(node)
        self._refuse_unread(node)
        if "allOf" in node.members:
            only = only_part(node, self)
            if only is not None:
                return _nullable(self.type_of(only, place), is_true(node, "nullable"))
            node = flattened(node, self)
        if "properties" not in node.members:
            self._refuse_rules(node)
        combined = self._combined(node, place)
        if combined is not None:
            return combined
        kinds, nullable = self._kinds(node)
        type_ = self._simple(node, place, kinds)
        return _nullable(type_, nullable)

    def _refuse_rules(self, node: MappingNode) -> None:
        for part in rule_parts(node, self):
            for key in part.members.keys() & RULE_KEYWORDS:
                self.unread(part.mark_of(key), f"{key} is not supported in a schema without properties")

    def _referred(self, node: MappingNode) -> Type:
        siblings = [key for key in node.members if key != "$ref" and not is_remark(key)]
        if siblings == ["nullable"]:
            siblings = []
        if siblings:
            self.unread(
                node.mark_of(siblings[0]), f"{siblings[0]} beside $ref is not supported; move it into the schema"
            )
        reference = node.text("$ref") or ""
        key = reference.removeprefix(_PREFIX)
        if key in self._open:
            self.problem(node.mark, "endless-schema", f"{key} holds itself without an object in between")
            return Anything()
        if key not in self._types:
            self._open.append(key)
            target = self._next(node)
            self._types[key] = self.type_of(target, self.named(key, "class", target.mark))
            self._open.pop()
        type_ = self._types[key]
        return _nullable(type_, is_true(node, "nullable"))

    def _combined(self, node: MappingNode, place: Name) -> Type | None:
        for key in ("anyOf", "oneOf"):
            if key not in node.members or ("properties" in node.members and is_rule(key, node.members[key])):
                continue
            beside = [k for k in node.members if k not in {key, "type", "nullable"} and not is_remark(k)]
            if beside:
                self.unread(node.mark_of(key), f"{key} beside {beside[0]} is not supported")
                continue
            parts = [part for part in node.sequence(key) if not _is_null(part)]
            if len(parts) > MAX_KINDS:
                self.problem(node.mark_of(key), "too-many-kinds", f"{key} lists over {MAX_KINDS} schemas")
                return Anything()
            kinds = [self.type_of(part, _option(place, number)) for number, part in enumerate(parts, 1)]
            nullable = len(parts) < len(node.sequence(key)) or is_true(node, "nullable")
            return _nullable(self._variants(node, place, parts, kinds), nullable)
        return None

    def _variants(self, node: MappingNode, place: Name, parts: list[Node], kinds: list[Type]) -> Type:
        nullable = any(isinstance(kind, Nullable) for kind in kinds)
        kinds = [kind.item if isinstance(kind, Nullable) else kind for kind in kinds]
        different = distinct(kinds, self._models)
        if not different or any(isinstance(kind, Anything) for kind in different):
            return Anything()
        if len(different) == 1:
            return _nullable(different[0], nullable)
        if self.claim(place, node.mark):
            tag, tags = tags_of(node, parts, kinds)
            self._models[place.pascal] = Union(
                name=place,
                doc=self.doc(node),
                variants=tuple(different),
                discriminator=tag,
                mapping=tags,
                mark=node.mark,
            )
        return _nullable(Ref(name=place.pascal), nullable)

    def _kinds(self, node: MappingNode) -> tuple[list[str], bool]:
        declared = node.get("type")
        if isinstance(declared, SequenceNode):
            names = [str(plain(item)) for item in declared.items]
        else:
            names = [node.text("type") or ""] if declared is not None else []
        nullable = "null" in names or is_true(node, "nullable")
        return [kind for kind in names if kind != "null"], nullable

    def _simple(self, node: MappingNode, place: Name, kinds: list[str]) -> Type:
        if "enum" in node.members or "const" in node.members:
            return self._choice(node, place, kinds)
        if len(kinds) > 1:
            options = [self._simple(node, _option(place, number), [kind]) for number, kind in enumerate(kinds, 1)]
            return self._variants(node, place, [node] * len(options), options)
        kind = (
            kinds[0]
            if kinds
            else "object" if "properties" in node.members else "array" if "items" in node.members else ""
        )
        match kind:
            case "string":
                return self._text(node)
            case "integer":
                return Integer(limits=limits_of(node, self._report))
            case "number":
                return Number(limits=limits_of(node, self._report))
            case "boolean":
                return Boolean()
            case "array":
                items = node.get("items")
                item = (
                    self.type_of(items, nested_name(place, make_name("item", "class")))
                    if items is not None
                    else Anything()
                )
                return ListOf(item=item, limits=limits_of(node, self._report))
            case "object":
                return self._object(node, place)
            case "":
                return Anything()
            case _:
                self.problem(node.mark_of("type"), "unsupported-type", f"the type {kind} is not supported")
                return Anything()

    def _text(self, node: MappingNode) -> Type:
        form = node.text("format")
        if form == "date-time":
            return Timestamp()
        if form == "binary":
            self.problem(
                node.mark_of("format"),
                "unsupported-type",
                "a binary value cannot stand in JSON; use multipart/form-data",
            )
        limits = limits_of(node, self._report)
        sensitive = is_true(node, SENSITIVE)
        if sensitive and (limits.min_length or 0) > MAX_SENSITIVE_BYTES:
            message = f"minLength is above {MAX_SENSITIVE_BYTES}, the bytes that can be encrypted"
            self.problem(node.mark_of("minLength"), "impossible-limits", message)
        return Text(limits=limits, sensitive=sensitive)

    def _object(self, node: MappingNode, place: Name) -> Type:
        rest = node.get("additionalProperties")
        if "properties" not in node.members:
            if isinstance(rest, MappingNode):
                value = self.type_of(rest, nested_name(place, make_name("value", "class")))
                return MapOf(value=value, limits=limits_of(node, self._report))
            return MapOf(value=Anything(), limits=limits_of(node, self._report))
        if self.claim(place, node.mark):
            self._models[place.pascal] = None
            self._waiting.append((node, place))
        return Ref(name=place.pascal)

    def _choice(self, node: MappingNode, place: Name, kinds: list[str]) -> Type:
        made, nullable = choice(node, place, kinds, self._report)
        if made is None:
            return Anything()
        if self.claim(place, node.mark):
            self._models[place.pascal] = made
        return _nullable(Ref(name=place.pascal), nullable)

    def object_of(self, node: Node) -> MappingNode | None:
        """Give what a schema is after references and `allOf`, if that is an object with named members."""
        resolved = self.resolve(node)
        whole = flattened(resolved, self) if isinstance(resolved, MappingNode) else None
        if whole is None or "properties" not in whole.members:
            return None
        self._refuse_mark(whole, Anything())
        return whole

    def fields_of(self, node: MappingNode, place: Name) -> tuple[Field, ...]:
        """Give the members of an object schema."""
        self._refuse_unread(node)
        self._refuse_beside_properties(node)
        properties = node.mapping("properties") or MappingNode(members={}, mark=node.mark)
        if len(properties.members) > MAX_MEMBERS:
            self.problem(node.mark_of("properties"), "too-many-members", f"an object has over {MAX_MEMBERS} members")
            return ()
        required = {plain(item) for item in node.sequence("required")}
        for absent in sorted(str(item) for item in required - set(properties.members)):
            message = f"{absent} is required but not among the properties; it is left out"
            self.advise(node.mark_of("required"), "unknown-required", message)
        fields: dict[str, Field] = {}
        for wire, member in properties.members.items():
            mark = properties.mark_of(wire)
            field_name = self.named(wire, "field", mark)
            if field_name.snake in fields:
                earlier = fields[field_name.snake]
                self.problem(
                    mark,
                    "name-clash",
                    f"{wire} and {earlier.wire} ({earlier.mark}) are both {field_name.snake} in Python",
                )
                continue
            fields[field_name.snake] = self.field(member, field_name, wire, wire in required, place, mark)
        return tuple(fields.values())

    def _refuse_unread(self, node: MappingNode) -> None:
        for key in node.members:
            if key not in _READ and not key.startswith("x-"):
                self.unread(node.mark_of(key), f"{key} is not supported in a schema")

    def _refuse_beside_properties(self, node: MappingNode) -> None:
        rest = node.mapping("additionalProperties")
        if rest and rest.members:
            message = "members beyond those named stand only in the raw answer, and cannot be sent"
            self.advise(node.mark_of("additionalProperties"), "open-object", message)
        for key in _NOT_BESIDE_PROPERTIES:
            if key in node.members and not is_rule(key, node.members[key]):
                self.unread(node.mark_of(key), f"{key} beside properties is not supported")

    def field(self, schema: Node, field_name: Name, wire: str, required: bool, place: Name, mark: Mark) -> Field:
        """Give one member or parameter; its example is judged later."""
        type_ = self.type_of(schema, nested_name(place, self.named(wire, "class", mark)))
        return Field(
            name=field_name, wire=wire, type=type_, required=required, doc=self.doc(schema),
            example=self.example(schema), mark=mark,
        )  # fmt: skip


def _is_null(node: Node) -> bool:
    return isinstance(node, MappingNode) and node.text("type") == "null"


def _option(place: Name, number: int) -> Name:
    """Name what stands in a list of alternatives and has no name, after its position there."""
    return nested_name(place, Name(snake=f"option_{number}", pascal=f"Option{number}"))


def _nullable(type_: Type, nullable: bool) -> Type:
    return Nullable(item=type_) if nullable and not isinstance(type_, Nullable | Anything) else type_

"""Turn schemas into types, and collect the models that the types refer to. Problems are reported, not raised."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Collection
from dataclasses import replace

from wxbrand_codegen.build.context import NAME, Context
from wxbrand_codegen.build.descriptions import doc_of, schema_example
from wxbrand_codegen.build.discriminators import with_tag_value
from wxbrand_codegen.build.document_names import NO_NAMES, DocumentNames
from wxbrand_codegen.build.hidden_types import not_hiding_types
from wxbrand_codegen.build.schemas.access import only_in
from wxbrand_codegen.build.schemas.all_of import as_mapping, beside_reference, has_siblings, merged, only_part
from wxbrand_codegen.build.schemas.constants import constant_of
from wxbrand_codegen.build.schemas.containers import check_object, items_of, values_of, with_required
from wxbrand_codegen.build.schemas.intersections import is_false
from wxbrand_codegen.build.schemas.keywords import RULE_KEYWORDS, SENSITIVE, implied_type, type_names
from wxbrand_codegen.build.schemas.limits import check_effect, limits_of
from wxbrand_codegen.build.schemas.rules import rule_parts, rules_of
from wxbrand_codegen.build.schemas.scalars import check_limits_of_values, enum_of, impossible_type, string_type
from wxbrand_codegen.build.schemas.unions import Alternatives, alternatives_of, discriminator_of, distinct_variants
from wxbrand_codegen.build.schemas.value_unions import as_variant, combined_enum, has_values, without_null
from wxbrand_codegen.build.schemas.values import listed_values
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true, plain
from wxbrand_codegen.document.references import component_name
from wxbrand_codegen.ir.models import Enum, Field, Model, Record, Union
from wxbrand_codegen.ir.names import Name, make_name, nested_name
from wxbrand_codegen.ir.types import (
    NULL,
    Anything,
    Boolean,
    Constant,
    Integer,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Ref,
    Text,
    Type,
    is_impossible,
)
from wxbrand_codegen.problems import Mark

MAX_PROPERTIES = 1000
"""Properties of one object; people write dozens, and a class with thousands of them is of no use."""

MAX_NESTING = 40
"""Schemas in schemas, not counting references to objects; people nest five."""


class Schemas(Context):
    """Builds types from schemas, and collects the models that they refer to.

    A type that needs a class gets the name of its component, or the `class_name` that the caller derives from its
    position.
    """

    def __init__(self, root: MappingNode, contested: Collection[str] = ()) -> None:
        super().__init__(root, contested)
        self.names = NO_NAMES
        self._depth = 0
        self._open: list[str] = []
        """Components whose types are being built, the outermost first."""

        self._open_nodes: list[Node] = []
        """Their schemas."""

        self.combined: dict[str, Name] = {}
        """By the class name of an enum that adds the empty text to a named enum: the name of that."""

        self._types: dict[str, Type] = {}
        """Types of the components."""

        self._pending: deque[tuple[MappingNode, Name]] = deque()
        """Records to build. They are built one after another, because they may refer to themselves and each other."""

        self._merged_records: dict[int, Ref] = {}
        """Records of merged schemas, by the id of the schema: a recursive `allOf` comes to the same ones again."""

        self._models: dict[str, Model | None] = {}
        """Models by class name; None for a pending record."""

    def use_names(self, names: DocumentNames) -> None:
        """Use the names that are settled; other classes must not have one of them."""
        self.names = names
        self.classes.settle(names.classes)

    def build_models(self) -> dict[str, Model]:
        """Build the pending records, and return all models by class name."""
        while self._pending:
            node, class_name = self._pending.popleft()
            self.begin(model=class_name.pascal)
            self.note_input_name(node)
            self._models[class_name.pascal] = Record(
                name=class_name,
                doc=doc_of(node, self),
                fields=self.fields_of(node, class_name),
                rules=rules_of(node, self),
                mark=node.mark,
            )
        return {name: model for name, model in self._models.items() if model is not None}

    def is_record(self, type_: Type) -> bool:
        """Return whether a type is, or may be, an object with named properties."""
        if not isinstance(type_, Ref):
            return False
        model = self._models.get(type_.name)
        return any(map(self.is_record, model.variants)) if isinstance(model, Union) else not isinstance(model, Enum)

    def is_flat(self, type_: Type, *, lists: bool) -> bool:
        """Return whether a type is a scalar or, with `lists`, a list of scalars."""
        match type_:
            case ListOf(item=item):
                return lists and self.is_flat(item, lists=False)
            case MapOf() | Nullable():
                return False
            case _:
                return not self.is_record(type_)

    def field(
        self, schema: Node, name: Name, wire: str, required: bool, parent: Name, mark: Mark, *, location: str = ""
    ) -> Field:
        """Return a property or parameter. Its example is not validated yet.

        location: of a parameter; empty for a property.
        """
        inner = make_name(wire, "class") if name == make_name(wire, "field") else name
        class_name = nested_name(parent, inner)
        if location:  # what is chosen within the schema of a parameter is the name of its class
            class_name = replace(class_name, alternative=f"{class_name.alternative}In{location.capitalize()}")
            class_name = self.class_name_of(schema, class_name)
        return Field(
            name=name,
            wire=wire,
            type=self.type_of(schema, class_name),
            required=required,
            doc=doc_of(schema, self),
            example=schema_example(schema, self),
            mark=mark,
        )

    def fields_of(self, schema: MappingNode, class_name: Name, *, skip: Collection[str] = ()) -> tuple[Field, ...]:
        """Return the properties of an object schema, except those to skip."""
        check_object(schema, self)
        properties = schema.mapping("properties") or MappingNode(members={}, mark=schema.mark)
        if len(properties.members) > MAX_PROPERTIES:
            message = f"an object has more than {MAX_PROPERTIES} properties"
            self.problem(schema.mark_of("properties"), "too-many-members", message)
            return ()
        required = {plain(item) for item in schema.sequence("required")}
        names = self.member_names(schema)
        tags = self.tags_of(schema)
        return not_hiding_types(
            replace(
                with_tag_value(
                    self.field(node, names[wire], wire, wire in required, class_name, properties.mark_of(wire)),
                    tags.get(wire),
                ),
                only_in=only_in(node, self),
            )
            for wire, node in properties.members.items()
            if wire not in skip and (wire in required or not is_false(node))
        )

    def member_names(self, schema: MappingNode) -> dict[str, Name]:
        """Return the Python name of each property of an object schema."""
        properties = schema.mapping("properties")
        wanted = [
            self.wanted(wire, wire, "field", node, properties.mark_of(wire))
            for wire, node in (properties.members.items() if properties else ())
            if properties
        ]
        return self.distinct_names(wanted, lambda name: (name.snake,))

    def object_schema(self, node: Node) -> MappingNode | None:
        """Return a schema with its references followed and its `allOf` merged; None unless it has properties."""
        whole = as_mapping(node, self)
        schema = with_required(merged(whole, self), self) if whole is not None else None
        if schema is None or "properties" not in schema.members or not _may_be_object(schema):
            return None
        self._check_sensitive(schema, Anything())
        return schema

    def class_name_of(self, schema: Node, class_name: Name) -> Name:
        """Return the name of the class of a schema that is not a property: the chosen one, else that after its place."""
        chosen = self.chosen_name(schema, "class")
        if chosen is None or not isinstance(schema, MappingNode):
            return class_name
        mark = schema.mark_of(NAME)
        if "$ref" in schema.members:
            message = f"{NAME} beside $ref has no effect here; write it into what is referred to"
            self.advise(mark, "unused-name", message)
        elif self.classes.choose(chosen.pascal, schema.mark):
            return chosen
        else:
            message = f"{NAME}: another class has the name {chosen.pascal}; choose another name"
            self.problem(mark, "name-clash", message)
        return class_name

    def type_of(self, schema: Node, class_name: Name) -> Type:
        """Return the type of a schema."""
        if self._depth >= MAX_NESTING:
            message = (
                f"schemas are nested more than {MAX_NESTING} levels deep; any JSON value is accepted here; move inner objects "
                "into components"
            )
            self.advise(schema.mark, "too-deep", message)
            if isinstance(schema, MappingNode):
                for key in schema.members:
                    self.correct(schema, key, {})
            return Anything()
        self._depth += 1
        try:
            type_ = self._type_of(schema, class_name)
        finally:
            self._depth -= 1
        self._check_sensitive(schema, type_)
        return type_

    def _check_sensitive(self, schema: Node, type_: Type) -> None:
        """Report a value that is marked as sensitive but would not be encrypted."""
        bare = type_.item if isinstance(type_, Nullable) else type_
        if (
            isinstance(schema, MappingNode)
            and SENSITIVE in schema.members
            and not (isinstance(bare, Text) and bare.sensitive)
        ):
            message = f"{SENSITIVE} is only supported in the schema of a string, and not beside $ref, enum or format"
            self.problem(schema.mark_of(SENSITIVE), "unsupported-sensitive", message)

    def _type_of(self, schema: Node, class_name: Name) -> Type:
        if self.has_fault(schema):
            return Anything()
        if not isinstance(schema, MappingNode):
            return Anything(impossible=is_false(schema))
        if "$ref" in schema.members:
            if not has_siblings(schema):
                return self._referenced_type(schema)
            schema = beside_reference(schema, self)
        if "allOf" in schema.members:
            part = only_part(schema, self)
            if part is not None:
                return _nullable(self.type_of(part, class_name), is_true(schema, "nullable"))
            schema = merged(schema, self)
        schema = with_required(schema, self)
        if "properties" not in schema.members:
            self._check_rules(schema)
        alternatives = alternatives_of(schema, self)
        if alternatives is not None:
            types = [
                self.type_of(part, self.class_name_of(part, _option_name(class_name, number)))
                for number, part in enumerate(alternatives.schemas, 1)
            ]
            return _nullable(self._union(schema, class_name, alternatives, types), alternatives.nullable)
        if "const" in schema.members:
            return constant_of(schema, self)
        names, nullable = type_names(schema)
        check_effect(schema, names or list(filter(None, [implied_type(schema)])), self)
        return _nullable(self._declared_type(schema, class_name, names), nullable)

    def _check_rules(self, schema: MappingNode) -> None:
        for part in rule_parts(schema, self):
            for key in part.members.keys() & RULE_KEYWORDS:
                self.ignore(part, key, f"{key} is not checked in a schema without properties")

    def _referenced_type(self, node: MappingNode) -> Type:
        key = component_name(node.text("$ref") or "")
        if key in self._open:
            message = f"{key} contains itself without an object in between; any JSON value is accepted here"
            self.advise(node.mark, "endless-schema", message)
            self.correct(node, "$ref", {})
            return Anything()
        if key not in self._types:
            chain = self.reference_chain(node)
            next(chain)
            target = next(chain, MappingNode(members={}, mark=node.mark))
            self._open.append(key)
            self._open_nodes.append(target)
            self._types[key] = self.type_of(target, self.component_name(key))
            self._open.pop()
            self._open_nodes.pop()
        return _nullable(self._types[key], is_true(node, "nullable"))

    def component_name(self, key: str) -> Name:
        """Return the name of the class of a component."""
        return self.names.components.get(key) or make_name(key, "class")

    def _union(self, schema: MappingNode, class_name: Name, alternatives: Alternatives, types: list[Type]) -> Type:
        types, nullable = without_null(types)
        parts = alternatives.schemas or (schema,) * len(types)
        if all(map(is_impossible, types)):
            return NULL if nullable or alternatives.nullable else Anything(impossible=True)
        values = [(part, type_) for part, type_ in zip(parts, types, strict=True) if has_values(type_)]
        if len({type_ for _, type_ in values}) > 1:
            if (combined := self._combined_enum(schema, class_name, values)) is not None:
                return _nullable(combined, nullable)
            names = [self.class_name_of(part, _option_name(class_name, number)) for number, part in enumerate(parts, 1)]
            types = [self._variant(*variant) for variant in zip(types, parts, names, strict=True)]
        variants = distinct_variants(list(filter(has_values, types)) or [NULL], self._models)
        alternatives.check_merged(types, variants, schema, self)
        if not variants or any(isinstance(variant, Anything) for variant in variants):
            return Anything()
        if len(variants) == 1:
            return _nullable(variants[0], nullable)
        class_name, is_new = self.classes.claim(class_name, schema.mark)
        if is_new:
            self.note_input_name(schema)
            discriminator, mapping = discriminator_of(schema, alternatives.parts, types, self)
            self._models[class_name.pascal] = Union(
                name=class_name,
                doc=doc_of(schema, self),
                variants=tuple(variants),
                discriminator=discriminator,
                mapping=mapping,
                mark=schema.mark,
            )
        return _nullable(Ref(name=class_name.pascal), nullable)

    def _combined_enum(self, schema: MappingNode, class_name: Name, values: list[tuple[Node, Type]]) -> Type | None:
        doc = doc_of(schema, self)
        is_component = any(schema is node for node in self._open_nodes[-1:])
        found = combined_enum(class_name, doc, schema.mark, values, self._models, may_take_name=not is_component)
        if found is None:
            return None
        enum, base = found
        name, is_new = self.classes.claim(enum.name, enum.mark)
        if is_new:
            self._models[name.pascal] = replace(enum, name=name)
            if base is not None:
                self.combined[name.pascal] = base.name
        return Ref(name=name.pascal)

    def _variant(self, type_: Type, part: Node, class_name: Name) -> Type:
        """Return a variant of a union; for a constant, an enum or a wider type."""
        variant = as_variant(type_, part, class_name)
        if not isinstance(variant, Enum):
            return variant
        class_name, is_new = self.classes.claim(class_name, part.mark)
        if is_new:
            self._models[class_name.pascal] = replace(variant, name=class_name)
        return Ref(name=class_name.pascal)

    def _declared_type(self, schema: MappingNode, class_name: Name, names: list[str]) -> Type:
        if "enum" in schema.members:
            return self._listed(schema, class_name, names)
        if len(names) > 1:
            types = [
                self._declared_type(schema, _option_name(class_name, number), [name])
                for number, name in enumerate(names, 1)
            ]
            return self._union(schema, class_name, Alternatives(), types)
        match names[0] if names else implied_type(schema):
            case "string":
                return string_type(schema, self)
            case "integer":
                return Integer(limits=limits_of(schema, "integer", self))
            case "number":
                return Number(limits=limits_of(schema, "number", self))
            case "boolean":
                return Boolean()
            case "array":
                return self._list(schema, class_name)
            case "object":
                return self._object(schema, class_name)
            case _:
                return NULL if "type" in schema.members and type_names(schema)[1] else Anything()

    def _listed(self, schema: MappingNode, class_name: Name, names: list[str]) -> Type:
        """Return the type of a schema that lists its values: an enum of texts or integers, or a union with one."""
        if not schema.sequence("enum"):
            return impossible_type(names)  # merged from parts that exclude each other
        listed = listed_values(schema, names, self)
        if not listed.by_type:
            return NULL
        types = [
            self._values_type(type_name, schema, class_name, is_only=len(listed.by_type) == 1, values=values)
            for type_name, (schema, values) in listed.schemas().items()
        ]
        return _nullable(self._union(schema, class_name, Alternatives(), types), listed.has_null)

    def _values_type(
        self, type_name: str, schema: MappingNode, class_name: Name, *, is_only: bool, values: tuple[Node, ...]
    ) -> Type:
        match type_name:
            case "string" | "integer":
                check_limits_of_values(schema, type_name, values, self)
                own_name = class_name if is_only else _option_name(class_name, 1 if type_name == "string" else 2)
                return self._enum(schema, own_name)
            case "boolean" | "number" if len(values) == 1:
                return Constant(text=json.dumps(plain(values[0])))
            case "boolean":
                return Boolean()
            case "number":
                self.ignore(schema, "enum", "numbers with a fraction as values are not checked: any number is accepted")
                return Number()
            case _:
                self.ignore(schema, "enum", "lists and objects as values are not checked: any JSON value is accepted")
                return Anything()

    def _enum(self, schema: MappingNode, class_name: Name) -> Ref:
        enum = enum_of(schema, class_name, self)
        class_name, is_new = self.classes.claim(class_name, schema.mark)
        if is_new:
            self._models[class_name.pascal] = replace(enum, name=class_name)
        return Ref(name=class_name.pascal)

    def _list(self, schema: MappingNode, class_name: Name) -> ListOf:
        items, implied = items_of(schema, self)
        item_name = nested_name(class_name, make_name("item", "class"))
        item = self.type_of(items, self.class_name_of(items, item_name)) if items is not None else Anything()
        limits = limits_of(schema, "array", self)
        if implied and (limits.max_items is None or limits.max_items > (implied.max_items or 0)):
            limits = replace(limits, max_items=implied.max_items)
        if is_impossible(item):
            limits = replace(limits, max_items=0)
        return ListOf(item=item, limits=limits)

    def _object(self, schema: MappingNode, class_name: Name) -> MapOf | Ref:
        if "properties" not in schema.members:
            values, implied = values_of(schema, self)
            value_name = nested_name(class_name, make_name("value", "class"))
            value = self.type_of(values, self.class_name_of(values, value_name)) if values is not None else Anything()
            limits = implied or limits_of(schema, "object", self)
            return MapOf(value=value, limits=replace(limits, max_properties=0) if is_impossible(value) else limits)
        if (known := self._merged_records.get(id(schema))) is not None:
            return known
        class_name, is_new = self.classes.claim(class_name, schema.mark)
        if is_new:
            self._models[class_name.pascal] = None
            self._pending.append((schema, class_name))
        record = Ref(name=class_name.pascal)
        if id(schema) in self.merged_rules:
            self._merged_records[id(schema)] = record
        return record


def _may_be_object(schema: MappingNode) -> bool:
    names, _ = type_names(schema)
    return not names or names == ["object"]


def _option_name(class_name: Name, number: int) -> Name:
    """Name a variant without a name of its own after its position."""
    return nested_name(class_name, Name(snake=f"option_{number}", pascal=f"Option{number}"))


def _nullable(type_: Type, nullable: bool) -> Type:
    allows_null = isinstance(type_, Nullable | Anything) or type_ == NULL
    return Nullable(item=type_) if nullable and not allows_null else type_

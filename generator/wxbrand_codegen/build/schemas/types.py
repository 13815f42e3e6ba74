"""Turn schemas into types, and collect the models that the types refer to. Problems are reported, not raised."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.document_names import NO_NAMES, DocumentNames
from wxbrand_codegen.build.schemas.all_of import beside_reference, has_siblings, merged, only_part
from wxbrand_codegen.build.schemas.constants import constant_of
from wxbrand_codegen.build.schemas.containers import items_of, values_of, with_required
from wxbrand_codegen.build.schemas.enums import listed_type
from wxbrand_codegen.build.schemas.intersections import is_false
from wxbrand_codegen.build.schemas.keywords import implied_type, type_names
from wxbrand_codegen.build.schemas.limits import check_effect, limits_of
from wxbrand_codegen.build.schemas.names import class_name_of, option_name
from wxbrand_codegen.build.schemas.rules import ignore_rules
from wxbrand_codegen.build.schemas.scalars import check_sensitive, string_type
from wxbrand_codegen.build.schemas.unions.alternatives import Alternatives, alternatives_of
from wxbrand_codegen.build.schemas.unions.types import union_of
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true
from wxbrand_codegen.document.references import component_name
from wxbrand_codegen.ir.names import Name, make_name, nested_name
from wxbrand_codegen.ir.types import (
    NULL,
    Anything,
    Boolean,
    Integer,
    ListOf,
    MapOf,
    Number,
    Ref,
    Type,
    is_impossible,
    with_null,
)

MAX_NESTING = 40
"""Schemas in schemas, not counting references to objects; people nest five."""


class Schemas(Context):
    """Builds types from schemas, and collects the models that they refer to.

    A type that needs a class gets the name of its component, or the `class_name` that the caller derives from its
    position. The records among the models are built afterwards, by `records.build_models`.
    """

    def __init__(self, root: MappingNode, contested: Collection[str] = ()) -> None:
        super().__init__(root, contested)
        self.names = NO_NAMES
        self._depth = 0
        self._types: dict[str, Type] = {}
        """Types of the components."""

        self._merged_records: dict[int, Ref] = {}
        """Records of merged schemas, by the id of the schema: a recursive `allOf` comes to the same ones again."""

    def use_names(self, names: DocumentNames) -> None:
        """Use the names that are settled; other classes must not have one of them."""
        self.names = names
        self.classes.settle(names.classes)

    def component_name(self, key: str) -> Name:
        """Return the name of the class of a component."""
        return self.names.components.get(key) or make_name(key, "class")

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
        check_sensitive(schema, type_, self)
        return type_

    def named_type(self, schema: Node, class_name: Name) -> Type:
        """Return the type of a schema that may choose the name of its class; without that, it is `class_name`."""
        return self.type_of(schema, class_name_of(schema, class_name, self))

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
                return with_null(self.type_of(part, class_name), is_true(schema, "nullable"))
            schema = merged(schema, self)
        schema = with_required(schema, self)
        if "properties" not in schema.members:
            ignore_rules(schema, self)
        alternatives = alternatives_of(schema, self)
        if alternatives is not None:
            types = [
                self.named_type(part, option_name(class_name, number))
                for number, part in enumerate(alternatives.schemas, 1)
            ]
            return with_null(union_of(schema, class_name, alternatives, types, self), alternatives.nullable)
        if "const" in schema.members:
            return constant_of(schema, self)
        names, nullable = type_names(schema)
        check_effect(schema, names or list(filter(None, [implied_type(schema)])), self)
        return with_null(self._declared_type(schema, class_name, names), nullable)

    def _referenced_type(self, node: MappingNode) -> Type:
        key = component_name(node.text("$ref") or "")
        if key in self.open_components:
            message = f"{key} contains itself without an object in between; any JSON value is accepted here"
            self.advise(node.mark, "endless-schema", message)
            self.correct(node, "$ref", {})
            return Anything()
        if key not in self._types:
            chain = self.reference_chain(node)
            next(chain)
            target = next(chain, MappingNode(members={}, mark=node.mark))
            self.open_components[key] = target
            self._types[key] = self.type_of(target, self.component_name(key))
            del self.open_components[key]
        return with_null(self._types[key], is_true(node, "nullable"))

    def _declared_type(self, schema: MappingNode, class_name: Name, names: list[str]) -> Type:
        """Return the type of a schema with these names in `type`, whether or not null is allowed."""
        if "enum" in schema.members:
            return listed_type(schema, class_name, names, self)
        if len(names) > 1:
            types = [
                self._declared_type(schema, option_name(class_name, number), [name])
                for number, name in enumerate(names, 1)
            ]
            return union_of(schema, class_name, Alternatives(), types, self)
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
                return (
                    self._record(schema, class_name)
                    if "properties" in schema.members
                    else self._map(schema, class_name)
                )
            case _:
                return NULL if "type" in schema.members and type_names(schema)[1] else Anything()

    def _list(self, schema: MappingNode, class_name: Name) -> ListOf:
        items, implied = items_of(schema, self)
        item_name = nested_name(class_name, make_name("item", "class"))
        item = self.named_type(items, item_name) if items is not None else Anything()
        limits = limits_of(schema, "array", self)
        if implied and (limits.max_items is None or limits.max_items > (implied.max_items or 0)):
            limits = replace(limits, max_items=implied.max_items)
        if is_impossible(item):
            limits = replace(limits, max_items=0)
        return ListOf(item=item, limits=limits)

    def _map(self, schema: MappingNode, class_name: Name) -> MapOf:
        values, implied = values_of(schema, self)
        value_name = nested_name(class_name, make_name("value", "class"))
        value = self.named_type(values, value_name) if values is not None else Anything()
        limits = implied or limits_of(schema, "object", self)
        return MapOf(value=value, limits=replace(limits, max_properties=0) if is_impossible(value) else limits)

    def _record(self, schema: MappingNode, class_name: Name) -> Ref:
        if (known := self._merged_records.get(id(schema))) is not None:
            return known
        record = self.models.add_record(schema, class_name)
        if id(schema) in self.merged_rules:
            self._merged_records[id(schema)] = record
        return record

"""Look up in a joined spec what a page describes: the operation, its parameters, and the members of objects.

The document is read rather than an `Api` built from it, so that the places of all its values are known. A page saved as
text may have lost the frames around the members of an object, so it is read again with the members that the spec has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from wxbrand_codegen.build.declarations import DeclaredOperation, declared_operations, path_shape
from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode, plain
from wxbrand_codegen.document.references import follow
from wxbrand_codegen.document.structure import walk
from wxbrand_codegen.pages import KnownNames, Page, Place, read_page
from wxbrand_codegen.problems import Mark

_DEEPEST = 20
"""References and combinations that are followed from one schema."""

Recorded = tuple[dict[str, Any], ...]
"""Entries of `x-wxbrand-unproven`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A parameter, or a member of an object."""

    name: str
    required: bool
    schema: dict[str, Node]
    """Keywords, with references followed and combinations merged."""

    recorded: Recorded
    mark: Mark
    example: Any = None
    """Of a parameter only."""


class SpecLookup:
    """Looks things up in a joined document."""

    def __init__(self, root: MappingNode) -> None:
        self._root = root

    def parameters(self, operation: DeclaredOperation, place: Place) -> list[Member]:
        """Return the parameters in this place."""
        found: dict[str, Member] = {}
        for node in (*operation.path_item.sequence("parameters"), *operation.node.sequence("parameters")):
            members = self.resolve(node)
            if keyword(members, "in") != place:
                continue
            name = str(keyword(members, "name"))
            schema = self.flatten(members.get("schema"))
            found[name] = Member(
                name=name,
                required=keyword(members, "required") is True,
                schema=schema,
                recorded=(*recorded_in(members), *recorded_in(schema)),
                mark=node.mark,
                example=keyword(members, "example"),
            )
        return list(found.values())

    def media(self, operation: DeclaredOperation, place: Place) -> MappingNode | None:
        """Return the media type object of the request body, or of the first successful response."""
        responses = operation.node.mapping("responses") if place == "response" else None
        by_status = sorted(responses.members.items()) if responses else ()
        body = next((node for status, node in by_status if status.startswith("2")), None)
        content = self.resolve(operation.node.get("requestBody") if place == "body" else body).get("content")
        if not isinstance(content, MappingNode):
            return None
        return next((media for media in content.members.values() if isinstance(media, MappingNode)), None)

    def body_schema(self, operation: DeclaredOperation, place: Place) -> dict[str, Node]:
        """Return the keywords of a body's schema; none if there is no body."""
        media = self.media(operation, place)
        return self.flatten(media.get("schema")) if media else {}

    def members(self, schema: dict[str, Node]) -> list[Member]:
        """Return the members of an object, given the keywords of its schema."""
        properties, required = schema.get("properties"), keyword(schema, "required") or ()
        if not isinstance(properties, MappingNode):
            return []
        schemas = ((name, self.flatten(node)) for name, node in properties.members.items())
        return [
            Member(
                name=name,
                required=name in required,
                schema=schema,
                recorded=recorded_in(schema),
                mark=properties.mark_of(name),
            )
            for name, schema in schemas
        ]

    def resolve(self, node: Node | None, depth: int = 0) -> dict[str, Node]:
        """Return the members of a mapping, together with those that its `$ref` refers to."""
        if not isinstance(node, MappingNode):
            return {}
        reference = node.text("$ref")
        if reference is None or depth > _DEEPEST:
            return dict(node.members)
        steps = (step.replace("~1", "/").replace("~0", "~") for step in reference.removeprefix("#/").split("/"))
        referred = self.resolve(follow(tuple(steps), self._root), depth + 1)
        siblings = {key: value for key, value in node.members.items() if key != "$ref"}
        recorded = [*_items(referred.get("x-wxbrand-unproven")), *_items(siblings.get("x-wxbrand-unproven"))]
        merged = referred | siblings
        if recorded:
            merged["x-wxbrand-unproven"] = SequenceNode(items=tuple(recorded), mark=node.mark)
        return merged

    def flatten(self, node: Node | None, depth: int = 0) -> dict[str, Node]:
        """Return the keywords of a schema, merged with those of its allOf, oneOf and anyOf."""
        schema = self.resolve(node)
        if depth > _DEEPEST:
            return schema
        for key in ("allOf", "oneOf", "anyOf"):
            for item in _items(schema.get(key)):
                part = self.flatten(item, depth + 1)
                if "if" not in part and ("properties" in part or "type" in part):
                    schema = _merge(schema, part, with_required=key == "allOf")
        return schema

    def item_schema(self, schema: dict[str, Node]) -> dict[str, Node]:
        """Return the keywords of an array's items; none for other types."""
        return self.flatten(schema.get("items"))


def _merge(schema: dict[str, Node], part: dict[str, Node], *, with_required: bool) -> dict[str, Node]:
    merged = {key: value for key, value in part.items() if key not in {"required", "allOf", "oneOf", "anyOf"}} | schema
    ours, theirs = schema.get("properties"), part.get("properties")
    if isinstance(ours, MappingNode) and isinstance(theirs, MappingNode):
        merged["properties"] = MappingNode(
            members=theirs.members | ours.members, mark=ours.mark, key_marks=theirs.key_marks | ours.key_marks
        )
    names = (*_items(schema.get("required")), *(_items(part.get("required")) if with_required else ()))
    if names:
        merged["required"] = SequenceNode(items=names, mark=names[0].mark)
    return merged


def keyword(schema: dict[str, Node], key: str) -> Any:
    """Return the plain value of a keyword; None if the schema does not have it."""
    return plain(schema[key]) if key in schema else None


def recorded_in(members: dict[str, Node]) -> Recorded:
    """Return the entries of `x-wxbrand-unproven` among the members of a mapping."""
    return tuple(plain(item) for item in _items(members.get("x-wxbrand-unproven")))


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, SequenceNode) else ()


def operation_of(page: Page, root: MappingNode) -> DeclaredOperation | None:
    """Find the operation that a page describes: by method and path, by the class of its samples, or by path and title."""
    operations = list(declared_operations(root))
    same_path = [o for o in operations if path_shape(o.path) == path_shape(page.path)]
    exact = [o for o in same_path if o.method.upper() == page.method]
    same_name = [o for o in operations if page.operation and o.node.text("operationId") == page.operation]
    same_title = [o for o in same_path if o.node.text("summary") == page.title]
    return next(iter([*exact, *same_name, *same_title]), None)


def read_page_of(operation: DeclaredOperation, spec: SpecLookup, content: bytes) -> Page:
    """Read the page of an operation; place fields in the objects that have them in the spec."""

    def names(place: Place, path: tuple[str, ...]) -> frozenset[str]:
        schema = spec.body_schema(operation, place)
        for name in path:
            member = next((member for member in spec.members(schema) if member.name == name), None)
            schema = member.schema if member else {}
            schema = spec.item_schema(schema) if "items" in schema else schema
        return frozenset(member.name for member in spec.members(schema))

    return read_page(content, names)


def place_fields(content: bytes, page: Page, root: MappingNode) -> Page:
    """Read a page again with the help of a joined spec. Doubts that it settles stay, with that reason."""
    operation = operation_of(page, root)
    again = (
        read_page_of(operation, SpecLookup(root), content) if operation else read_page(content, _names_by_object(root))
    )
    settled = [
        replace(doubt, text=f"{doubt.text.partition(';')[0]}; it is placed as in the existing spec")
        for doubt in page.doubts
        if doubt.misplaced and doubt not in again.doubts
    ]
    return replace(again, doubts=tuple(sorted([*again.doubts, *settled], key=lambda doubt: doubt.line)))


def _names_by_object(root: MappingNode) -> KnownNames:
    """Return the members that objects of the same name have anywhere in the spec, for an operation that it lacks."""
    spec, names = SpecLookup(root), dict[str, set[str]]()
    for node, kind, _ in walk(root):
        properties = node.mapping("properties") if kind == "Schema" else None
        for name, member in properties.members.items() if properties else ():
            schema = spec.flatten(member)
            schema = spec.item_schema(schema) if "items" in schema else schema
            members = schema.get("properties")
            if isinstance(members, MappingNode):
                names.setdefault(name, set()).update(members.members)
    return lambda _, path: frozenset(names.get(path[-1], ())) if path else frozenset()

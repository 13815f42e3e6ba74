"""Break circles of schemas that describe one value by itself, such as an `allOf` that contains its own schema.

A circle through properties or items is fine: it describes smaller and smaller values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wxbrand_codegen.document.keywords import IN_PLACE_LISTS
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.references import component_name
from wxbrand_codegen.problems import Mark, Problem

_PREFIX = "#/components/schemas/"
_ALTERNATIVES = frozenset({"anyOf", "oneOf"})
_SINGLE = ("not", "if", "then", "else")
_OF_BASE = frozenset({*_ALTERNATIVES, "discriminator"})

_MAX_CHAIN = 40
"""References in a row from schemas to schemas of the same value."""


def break_cycles(root: MappingNode) -> tuple[MappingNode, tuple[Problem, ...]]:
    """Return a joined document without such circles, and advice on where they were broken."""
    components = root.mapping("components")
    schemas = components.mapping("schemas") if components else None
    if components is None or schemas is None:
        return root, ()
    breaker = _Breaker(schemas.members)
    broken = breaker.schemas()
    if broken == schemas.members:
        return root, ()
    members = components.members | {"schemas": replace(schemas, members=broken)}
    return replace(root, members=root.members | {"components": replace(components, members=members)}), breaker.advice


class _Breaker:
    def __init__(self, schemas: dict[str, Node]) -> None:
        self._schemas = schemas
        self._done: dict[str, Node] = {}
        self._open: list[str] = []
        """Names of the schemas that lead to the one being visited, the outermost first."""

        self._advice: list[Problem] = []

    @property
    def advice(self) -> tuple[Problem, ...]:
        return tuple(self._advice)

    def schemas(self) -> dict[str, Node]:
        """Return all schemas by name, in their order."""
        for name in self._schemas:
            self._visit(name)
        return {name: self._done[name] for name in self._schemas}

    def _visit(self, name: str) -> None:
        if name not in self._done:
            self._open.append(name)
            self._done[name] = self._schema(self._schemas[name]) or ScalarNode(
                value=True, mark=self._schemas[name].mark
            )
            self._open.pop()

    def _schema(self, node: Node) -> Node | None:
        """Return a schema whose references in place end; None if nothing is left of it."""
        if not isinstance(node, MappingNode):
            return node
        changes: dict[str, Node | None] = {}
        name = _referenced(node)
        if name is not None and not self._ends(name, node.mark_of("$ref")):
            changes["$ref"] = None
        for key in IN_PLACE_LISTS:
            if items := node.sequence(key):
                kept = tuple(found for item in items if (found := self._item(key, item)) is not None)
                if kept != items:
                    changes[key] = SequenceNode(items=kept, mark=node.members[key].mark) if kept else None
        for key in _SINGLE:
            if (inner := node.get(key)) is not None and (found := self._schema(inner)) is not inner:
                changes[key] = found
        if not changes:
            return node
        members = {key: member for key, old in node.members.items() if (member := changes.get(key, old)) is not None}
        return replace(node, members=members) if members else None

    def _item(self, key: str, item: Node) -> Node | None:
        name = _referenced(item)
        if key == "allOf" and name is not None and self._is_alternative_of(name):
            base = self._schemas[name]
            members = base.members if isinstance(base, MappingNode) else {}
            own = {keyword: member for keyword, member in members.items() if keyword not in _OF_BASE}
            return self._schema(replace(base, members=own)) if isinstance(base, MappingNode) and own else None
        return self._schema(item)

    def _is_alternative_of(self, base: str) -> bool:
        """Whether the schema being visited is one of the alternatives of a base schema that it also includes."""
        schema = self._schemas.get(base)
        if not isinstance(schema, MappingNode) or not _ALTERNATIVES & schema.members.keys():
            return False
        alternatives = (item for key in _ALTERNATIVES for item in schema.sequence(key))
        waiting = [name for item in alternatives for name in _in_place(item)]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in self._open:
                return True
            if name not in seen and name in self._schemas:
                seen.add(name)
                waiting.extend(_in_place(self._schemas[name]))
        return False

    def _ends(self, name: str, mark: Mark) -> bool:
        """Visit the schema that a reference leads to. Return False, with advice, if it leads back or too far."""
        if name not in self._schemas:
            return True  # the loader has reported it
        if name in self._open:
            message = f"this leads back to {name} with no object or list in between, so it adds nothing; it is ignored"
        elif len(self._open) >= _MAX_CHAIN and name not in self._done:
            message = f"this is a chain of over {_MAX_CHAIN} references for one value; the rest is ignored"
        else:
            self._visit(name)
            return True
        self._advice.append(Problem(mark=mark, code="endless-schema", message=message, advice=True))
        return False


def _referenced(node: Node) -> str | None:
    """Return the name of the component that a node refers to."""
    reference = node.text("$ref") if isinstance(node, MappingNode) else None
    return component_name(reference) if reference and reference.startswith(_PREFIX) else None


def _in_place(node: Node) -> Iterator[str]:
    """Yield the names of the components that a schema includes for the same value."""
    if not isinstance(node, MappingNode):
        return
    if (name := _referenced(node)) is not None:
        yield name
    inner: Iterable[Node] = (item for key in IN_PLACE_LISTS for item in node.sequence(key))
    for item in inner:
        yield from _in_place(item)

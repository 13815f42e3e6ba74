"""Match a page with an operation of a spec, and place its fields as the spec does.

A page saved as text may have lost the frames around the members of an object. The spec knows which object has which
members, so the page is read again with its help.
"""

from __future__ import annotations

from dataclasses import replace

from wxbrand_codegen.build.paths import DeclaredOperation, declared_operations, path_shape
from wxbrand_codegen.change.spec_lookup import SpecLookup
from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode
from wxbrand_codegen.pages import KnownNames, Page, Place, read_page


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
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, SequenceNode):
            waiting += node.items
        if not isinstance(node, MappingNode):
            continue
        waiting += node.members.values()
        properties = node.mapping("properties")
        for name, member in properties.members.items() if properties else ():
            schema = spec.flatten(member)
            schema = spec.item_schema(schema) if "items" in schema else schema
            members = schema.get("properties")
            if isinstance(members, MappingNode):
                names.setdefault(name, set()).update(members.members)
    return lambda _, path: frozenset(names.get(path[-1], ())) if path else frozenset()

"""Where the fields of a page belong that lost the frames around its objects: what a spec at hand tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from wxbrand_codegen.change.drift import hint_of, operation_of
from wxbrand_codegen.change.drift_spec import Spec
from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode
from wxbrand_codegen.pages import Doubt, Page, read_page
from wxbrand_codegen.pages.page import Place


def placed(content: bytes, page: Page, root: MappingNode) -> Page:
    """Read a page again with a joined spec at hand; each field that it places is a doubt still, now with that reason."""
    spec = Spec(root)
    operation = operation_of(page, spec)
    again = read_page(content, hint_of(spec, operation) if operation else _by_name(root))
    left = set(again.doubts)
    settled = [
        Doubt(line=doubt.line, text=f"{doubt.text.partition(';')[0]}; it is placed as in the spec at hand")
        for doubt in page.doubts
        if doubt not in left and LOST in doubt.text
    ]
    return replace(again, doubts=tuple(sorted([*again.doubts, *settled], key=lambda doubt: doubt.line)))


LOST = "the page does not show where "
"""Begins each doubt about the object that a field belongs to."""


def _by_name(root: MappingNode) -> Callable[[Place, tuple[str, ...]], frozenset[str]]:
    """Of an operation that the spec does not have: what objects of the same name hold elsewhere in it."""
    spec, held = Spec(root), dict[str, set[str]]()
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
            schema = spec.flat(member)
            schema = spec.flat(schema["items"]) if "items" in schema else schema
            inside = schema.get("properties")
            if isinstance(inside, MappingNode):
                held.setdefault(name, set()).update(inside.members)
    return lambda _, path: frozenset(held.get(path[-1], ())) if path else frozenset()

"""Correct a document where the client reads it otherwise than it is written.

The sandbox and the generated tests use the corrected document, so that they follow and ignore the same keywords as the client.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from dataclasses import replace

from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode
from wxbrand_codegen.document.structure import map_schemas
from wxbrand_codegen.problems import Mark

Corrections = dict[Mark, dict[str, Node]]
"""Mark of a keyword in a schema -> the members that take its place, none if it is ignored."""


def corrected(root: MappingNode, corrections: Mapping[Mark, Mapping[str, Node]]) -> MappingNode:
    """Return a document with corrected schemas."""
    if not corrections:
        return root

    def correct(node: Node) -> Node:
        match node:
            case MappingNode(members=members, key_marks=marks):
                replaced = [corrections.get(marks[key]) if key in marks else None for key in members]
                if not any(replacement is not None for replacement in replaced):
                    new = {key: correct(member) for key, member in members.items()}
                    return node if _is_same(new.values(), members.values()) else replace(node, members=new)
                written = (
                    {key: member} if replacement is None else replacement
                    for (key, member), replacement in zip(members.items(), replaced, strict=True)
                )
                joined = {key: member for pieces in written for key, member in pieces.items()}
                return replace(node, members={key: correct(member) for key, member in joined.items()})
            case SequenceNode(items=items):
                corrected_items = tuple(map(correct, items))
                return node if _is_same(corrected_items, items) else replace(node, items=corrected_items)
            case _:
                return node

    result = map_schemas(root, correct)
    return result if isinstance(result, MappingNode) else root


def _is_same(new: Iterable[Node], old: Iterable[Node]) -> bool:
    return all(map(operator.is_, new, old))

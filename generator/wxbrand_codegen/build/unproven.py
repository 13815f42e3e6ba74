"""Part of build: facts that no dated page of the documentation proves, as `x-wxbrand-unproven` records them."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.document.structure import walk
from wxbrand_codegen.ir.documentation import UnprovenFact

_EXTENSION = "x-wxbrand-unproven"


def unproven_of(node: MappingNode) -> tuple[UnprovenFact, ...]:
    """Give what a schema, parameter or operation records of itself."""
    return tuple(_read(entry) for entry in node.sequence(_EXTENSION) if isinstance(entry, MappingNode))


def all_unproven(root: MappingNode) -> tuple[UnprovenFact, ...]:
    """Give everything that a document records, in the order of its places."""
    return tuple(sorted(_everywhere(root), key=lambda entry: (entry.mark, entry.fact)))


def _everywhere(root: MappingNode) -> Iterator[UnprovenFact]:
    seen: set[int] = set()
    for node, _, _ in walk(root):
        if id(node) not in seen:  # a path item may be joined in twice
            seen.add(id(node))
            yield from unproven_of(node)


def _read(entry: MappingNode) -> UnprovenFact:
    return UnprovenFact(
        fact=entry.text("fact") or "",
        says=plain(entry.members["says"]) if "says" in entry.members else None,
        sources=tuple(str(plain(source)) for source in entry.sequence("sources")),
        note=entry.text("note") or "",
        mark=entry.mark,
    )

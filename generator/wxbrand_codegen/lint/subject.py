"""Part of lint: what rules look at, and the ways through it that they share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode
from wxbrand_codegen.document.structure import HTTP_METHODS, walk
from wxbrand_codegen.document.yaml_reader import read
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.documentation import UnprovenFact
from wxbrand_codegen.ir.operations import Operation
from wxbrand_codegen.problems import Mark, display_path

Finding = tuple[Mark, str]
"""A place, and a sentence that says what to do there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of the spec, by itself."""

    path: Path
    shown: str
    """As marks name it."""

    root: Node

    def text(self) -> str:
        """Give the file's text, its line ends as they are."""
        return self.path.read_bytes().decode("utf-8-sig")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A spec, as it stands and as it is understood."""

    document: Document
    api: Api
    sources: tuple[Source, ...]
    today: date

    def operations(self) -> Iterator[Operation]:
        """Give every operation that was understood."""
        for group in self.api.areas:
            yield from group.operations

    def operation_nodes(self) -> Iterator[tuple[str, MappingNode]]:
        """Give every operation as it is written, with what to call it."""
        for path, item in (self.document.root.mapping("paths") or self.document.root).members.items():
            for verb in HTTP_METHODS:
                operation = item.mapping(verb) if isinstance(item, MappingNode) else None
                if operation:
                    yield operation.text("operationId") or f"{verb.upper()} {path}", operation

    def schemas(self) -> Iterator[MappingNode]:
        """Give every schema."""
        yield from (node for node, kind, _ in walk(self.document.root) if kind == "Schema")

    def named_schemas(self) -> Iterator[tuple[str, MappingNode, Mark]]:
        """Give what every member and parameter says of itself: name, schema (references followed), place."""
        for node, kind, _ in walk(self.document.root):
            if kind == "Schema":
                properties = node.mapping("properties")
                for name, member in properties.members.items() if properties else ():
                    if isinstance(member, MappingNode) and properties:
                        yield name, self.resolved(member), properties.mark_of(name)
            elif kind == "Parameter" and (schema := node.mapping("schema")):
                yield node.text("name") or "", self.resolved(schema), node.mark

    def resolved(self, node: MappingNode) -> MappingNode:
        """Follow references within the joined document."""
        return resolved(self.document.root, node)


def is_recorded(entries: tuple[UnprovenFact, ...], *facts: str) -> bool:
    """Whether the spec says itself, by `x-wxbrand-unproven`, that a fact is not proven: then it is not missing."""
    return any(entry.fact in facts for entry in entries)


def sources_of(document: Document) -> tuple[Source, ...]:
    """Read each file of a spec again, as it stands."""
    shown_root = document.root.mark.file
    root_file = Path(shown_root).resolve()
    sources = []
    for name, _ in document.sources:
        path = (root_file.parent / name).resolve()
        shown = shown_root if path == root_file else display_path(path)
        sources.append(Source(path=path, shown=shown, root=read(path, shown)))
    return tuple(sources)


def resolved(root: MappingNode, node: MappingNode) -> MappingNode:
    """Follow references within a joined document; load has made sure that they end."""
    while reference := node.text("$ref"):
        found: Node | None = root
        for step in reference.split("/")[1:]:
            found = found.get(step) if isinstance(found, MappingNode) else None
        if not isinstance(found, MappingNode):
            break
        node = found
    return node


def types_of(schema: MappingNode) -> frozenset[str]:
    """Give the types a schema allows, null aside; none if it does not say."""
    named = schema.text("type")
    listed = [item.value for item in schema.sequence("type") if isinstance(item, ScalarNode)]
    return frozenset([named] if named else [str(value) for value in listed]) - {"null"}


Rule = Callable[[Subject], Iterator[Finding]]
"""Its name is its code, its docstring the reason."""

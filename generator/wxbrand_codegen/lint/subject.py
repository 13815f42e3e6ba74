"""What lint rules look at: a spec as it is written and as it is understood."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from wxbrand_codegen.build.declarations import declared_webhooks
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode
from wxbrand_codegen.document.references import reference_chain
from wxbrand_codegen.document.structure import HTTP_METHODS, Kind, walk
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.models import UnprovenFact
from wxbrand_codegen.ir.operations import Operation
from wxbrand_codegen.links import resolved
from wxbrand_codegen.problems import Mark, display_path

Found = TypeVar("Found")

Finding = tuple[Mark, str]
"""A mark, and a sentence that says what is missing or wrong and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file of the spec, before the files are joined."""

    path: Path
    name: str
    """The name of the file in marks."""

    root: Node

    def text(self) -> str:
        """Return the text of the file, line ends unchanged."""
        return self.path.read_bytes().decode("utf-8-sig")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A spec: the joined document, the `Api` built from it, and each file. What several rules need is found once."""

    document: Document
    api: Api
    sources: tuple[Source, ...]
    today: date

    _found: dict[Callable[[Subject], Any], Any] = field(default_factory=dict, init=False)

    def once(self, find: Callable[[Subject], Found]) -> Found:
        """Return what a function finds in this subject. It is called once, however many rules need it."""
        if find not in self._found:
            self._found[find] = find(self)
        found: Found = self._found[find]
        return found

    def operations(self) -> Iterator[Operation]:
        """Yield every operation of the `Api`."""
        for area in self.api.areas:
            yield from area.operations

    def operation_nodes(self) -> Iterator[tuple[str, MappingNode]]:
        """Yield the name and the node of every operation."""
        for path, item in (self.document.root.mapping("paths") or self.document.root).members.items():
            for verb in HTTP_METHODS:
                operation = item.mapping(verb) if isinstance(item, MappingNode) else None
                if operation:
                    yield operation.text("operationId") or f"{verb.upper()} {path}", operation

    def described_nodes(self) -> Iterator[tuple[str, MappingNode]]:
        """Yield the name and the node of every operation, and of every webhook."""
        yield from self.operation_nodes()
        for webhook in declared_webhooks(self.document.root):
            yield webhook.node.text("operationId") or webhook.name, webhook.node

    @cached_property
    def objects(self) -> tuple[tuple[MappingNode, Kind], ...]:
        """Every object of the document, and its kind."""
        return tuple((node, kind) for node, kind, _ in walk(self.document.root))

    @cached_property
    def schemas(self) -> tuple[MappingNode, ...]:
        """The node of every schema."""
        return tuple(node for node, kind in self.objects if kind == "Schema")

    def named_schemas(self) -> Iterator[tuple[str, MappingNode, Mark]]:
        """Yield the name, the schema (references followed) and the mark of every member and parameter."""
        for node, kind in self.objects:
            if kind == "Schema":
                properties = node.mapping("properties")
                for name, member in properties.members.items() if properties else ():
                    if isinstance(member, MappingNode) and properties:
                        yield name, resolve(self.document.root, member), properties.mark_of(name)
            elif kind == "Parameter" and (schema := node.mapping("schema")):
                yield node.text("name") or "", resolve(self.document.root, schema), node.mark


def is_recorded(entries: tuple[UnprovenFact, ...], *facts: str) -> bool:
    """Whether `x-wxbrand-unproven` has one of these facts. A fact that no source proves is not missing."""
    return any(entry.fact in facts for entry in entries)


def sources_of(document: Document) -> tuple[Source, ...]:
    """Return each file of a spec, before they are joined."""
    root_name = document.root.mark.file
    root_file = resolved(Path(root_name))
    sources = []
    for relative, _ in document.sources:
        path = resolved(root_file.parent / relative)
        name = root_name if path == root_file else display_path(path)
        sources.append(Source(path=path, name=name, root=document.files[relative]))
    return tuple(sources)


def resolve(root: MappingNode, node: MappingNode) -> MappingNode:
    """Follow references within a joined document; loading has made sure that they end."""
    *_, last = (found for found in reference_chain(node, root) if isinstance(found, MappingNode))
    return last


def types_of(schema: MappingNode) -> frozenset[str]:
    """Return the types a schema allows, without null; an empty set if it does not say."""
    named = schema.text("type")
    listed = [item.value for item in schema.sequence("type") if isinstance(item, ScalarNode)]
    return frozenset([named] if named else [str(value) for value in listed]) - {"null"}


Rule = Callable[[Subject], Iterator[Finding]]
"""A rule: its name is the code of the advice, its docstring the reason."""

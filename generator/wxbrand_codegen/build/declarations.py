"""The operations, webhooks and tags that a document declares, before anything is built of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.document.structure import HTTP_METHODS
from wxbrand_codegen.ir.operations import operation_key, webhook_key
from wxbrand_codegen.problems import Mark

_PARAMETER = re.compile(r"\{([^{}]*)\}")
_GENERIC_SEGMENT = re.compile(r"brand|api|rest|v[0-9]+|\{.*\}|", re.ASCII)
"""Segment of a path that says nothing about the area."""

_USABLE_TAG = re.compile(r"(?=.*[A-Za-z0-9])[\x00-\x7f]+", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredOperation:
    """An operation of the document."""

    method: str
    """Lower case."""

    path: str
    path_mark: Mark
    path_item: MappingNode
    node: MappingNode

    @property
    def key(self) -> str:
        """Method and path, which identify it."""
        return operation_key(self.method, self.path)

    @property
    def mark(self) -> Mark:
        """The mark of its operationId, or of the operation if it has none."""
        return self.node.mark_of("operationId")

    @property
    def route(self) -> str:
        """All that a server can see of it: the method, and the path without the names of its parameters."""
        return f"{self.method} {path_shape(self.path)}"

    @property
    def declared_id(self) -> str:
        """The operationId; empty if there is none."""
        return self.node.text("operationId") or ""

    @property
    def generated_id(self) -> str:
        """An id for an operation that has none: `get_stores_id` for GET /stores/{id}."""
        path = re.sub(r"[{}]", "", self.path).strip("/").replace("/", "_")
        return f"{self.method}_{path}"

    @property
    def longer_id(self) -> str:
        """An id that only it has: `get_stores_by_id`, after its operationId if there is one."""
        path = _PARAMETER.sub(r"by_\1", self.path)
        return f"{self.declared_id} {self.method} {path}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredWebhook:
    """A webhook of the document."""

    name: str
    """Its key under `webhooks`."""

    node: MappingNode
    """Its `post` operation."""

    @property
    def key(self) -> str:
        """Text that identifies it among webhooks and operations."""
        return webhook_key(self.name)

    @property
    def mark(self) -> Mark:
        """The mark of its operationId, or of the operation if it has none."""
        return self.node.mark_of("operationId")


def path_shape(path: str) -> str:
    """Return a path without the names of its parameters, such as `/stores/{}`: all that a server can see of it."""
    return _PARAMETER.sub("{}", path)


def declared_operations(root: MappingNode) -> Iterator[DeclaredOperation]:
    """Yield the operations of a document in its order."""
    paths = root.mapping("paths")
    for path, path_item in paths.members.items() if paths else ():
        if paths is None or path.startswith("x-") or not isinstance(path_item, MappingNode):
            continue
        for method in HTTP_METHODS:
            if (node := path_item.mapping(method)) is not None:
                mark = paths.mark_of(path)
                yield DeclaredOperation(method=method, path=path, path_mark=mark, path_item=path_item, node=node)


def declared_webhooks(root: MappingNode) -> Iterator[DeclaredWebhook]:
    """Yield the webhooks of a document in its order."""
    for name, item in root.entries("webhooks").items():
        node = item.mapping("post") if isinstance(item, MappingNode) else None
        if node is not None:
            yield DeclaredWebhook(name=name, node=node)


def declared_tags(root: MappingNode) -> dict[str, MappingNode]:
    """Return the tags that the document describes, by name."""
    return {tag.text("name") or "": tag for tag in root.sequence("tags") if isinstance(tag, MappingNode)}


def tags_of(node: MappingNode) -> list[str]:
    """Return the tags of an operation or a webhook."""
    return [tag for item in node.sequence("tags") if isinstance(tag := plain(item), str)]


def area_tag(node: MappingNode, named: frozenset[str]) -> str | None:
    """Return the tag that is the area of an operation or a webhook: the first that is ASCII, or has a chosen name."""
    return next((tag for tag in tags_of(node) if tag in named or _USABLE_TAG.fullmatch(tag)), None)


def specific_segment(path: str) -> str:
    """Return the segment of a path that stands for the area of operations without a tag."""
    return next((part for part in path.split("/") if not _GENERIC_SEGMENT.fullmatch(part)), "api")

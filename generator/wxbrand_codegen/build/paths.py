"""The operations that a document declares under `paths`, and what is wrong with the paths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.document.nodes import MappingNode
from wxbrand_codegen.document.structure import HTTP_METHODS
from wxbrand_codegen.ir.operations import operation_key
from wxbrand_codegen.problems import Mark

_PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|\{[^{}/?#]+\})+)*/?", re.ASCII)


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


def declared_operations(root: MappingNode) -> Iterator[DeclaredOperation]:
    """Yield the operations of a document in its order."""
    for path, path_item, mark in _paths(root):
        for method in HTTP_METHODS:
            if (node := path_item.mapping(method)) is not None:
                yield DeclaredOperation(method=method, path=path, path_mark=mark, path_item=path_item, node=node)


def check_paths(context: Context) -> None:
    """Report paths that a server cannot tell apart."""
    first: dict[str, tuple[str, Mark]] = {}
    for path, _, mark in _paths(context.root):
        earlier, earlier_mark = first.setdefault(path_shape(path), (path, mark))
        if earlier != path:
            message = f"{path} and {earlier} ({earlier_mark}) differ only in parameter names; merge them into one path"
            context.problem(mark, "path-clash", message)


def check_operation(operation: DeclaredOperation, context: Context) -> None:
    """Report a method, a path or servers that are not supported."""
    path = operation.path
    if operation.method == "trace":
        context.problem(operation.node.mark, "unsupported-verb", "TRACE is not supported; remove the operation")
    if not _PATH.fullmatch(path) or any(part in {".", ".."} for part in path.split("/")):
        message = "a path must begin with / and consist of plain segments and {parameters}"
        context.problem(operation.path_mark, "unusable-path", message)
    for holder in (operation.path_item, operation.node):
        if "servers" in holder.members:
            message = "servers of a path or operation are not supported; declare servers for the whole document"
            context.problem(holder.mark_of("servers"), "unsupported-keyword", message)


def path_shape(path: str) -> str:
    """Return a path without the names of its parameters, such as `/stores/{}`: all that a server can see of it."""
    return re.sub(r"\{[^{}]*\}", "{}", path)


def _paths(root: MappingNode) -> Iterator[tuple[str, MappingNode, Mark]]:
    paths = root.mapping("paths")
    for path, path_item in paths.members.items() if paths else ():
        if paths and not path.startswith("x-") and isinstance(path_item, MappingNode):
            yield path, path_item, paths.mark_of(path)

"""Routing: find the operation of the spec for a method and a path, and the values of its path parameters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.ir.servers import default_urls, path_prefix
from wxbrand_codegen.sandbox.refusals import param_error
from wxbrand_codegen.sandbox.requests.decoding import percent_decode
from wxbrand_codegen.sandbox.schemas.nodes import Node, node_at

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_SEPARATOR = re.compile(r"(%2[Cc]|%2[5]|%3[BbDd])")
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operation of the spec, with the parameters of its path item and its own."""

    node: Node
    parameters: tuple[Node, ...]

    @property
    def id(self) -> str:
        """The operationId, empty if there is none."""
        return str(self.node.get_value("operationId", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A path template's text between two slashes."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]
    """Parameter names, one for each group of the pattern. They need not be valid group names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A path template with its operations by method."""

    segments: tuple[Segment, ...]
    operations: Mapping[str, Operation]

    @property
    def shape(self) -> tuple[str, ...]:
        """The path without the names of its parameters. Paths that differ only in these have different methods."""
        return tuple(segment.pattern.pattern for segment in self.segments)

    def match(self, segments: tuple[str, ...]) -> dict[str, str] | None:
        """Return the path values if the decoded segments match, else None."""
        if len(segments) != len(self.segments):
            return None
        values: dict[str, str] = {}
        for segment, text in zip(self.segments, segments, strict=True):
            found = segment.pattern.fullmatch(text)
            if found is None:
                return None
            values.update(zip(segment.names, found.groups(), strict=True))
        return values


def read_routes(document: Mapping[str, Any]) -> tuple[Route, ...]:
    """Return the routes of all paths. A literal segment comes before a placeholder in the same position."""
    routes = [_route(path, item) for path, item in read_paths(document)]
    return tuple(sorted(routes, key=lambda route: [bool(segment.names) for segment in route.segments]))


def read_paths(document: Mapping[str, Any]) -> Iterator[tuple[str, Node]]:
    """Iterate over the path templates as clients send them, with their path items."""
    prefix = path_prefix(default_urls(document.get("servers") or ()))  # clients put it before every path
    for path, item in node_at(document, "#").get_members("paths"):
        yield prefix + path, item.resolved()


def operations_of(path: str, item: Node) -> dict[str, Operation]:
    """Return the operations of a path item, by method."""
    shared = _parameters(item)
    operations = {}
    for method in _METHODS:
        node = item.get(method)
        if node is not None:
            own = _parameters(node)
            declared = (shared | own).items()  # one that the path does not have is not sent
            kept = tuple(p for (where, name), p in declared if where != "path" or f"{{{name}}}" in path)
            operations[method.upper()] = Operation(node=node, parameters=kept)
    return operations


def find_route(routes: tuple[Route, ...], method: str, path: str) -> tuple[Operation, Mapping[str, str]]:
    """Return the operation for a request, and its path values, in which only what could separate values is still encoded.

    Raises RequestRefused, 404 or 405, if the spec has none.
    """
    segments = tuple(_decoded(segment) for segment in path.split("/"))
    first: Route | None = None
    allowed: dict[str, None] = {}
    for route in routes:
        values = route.match(segments)
        if values is None or (first and first.shape != route.shape):
            continue
        first = first or route
        for name, value in values.items():
            if value in {".", ".."}:  # clients and proxies remove these, which leads to another resource
                raise param_error("path", name, "must not be a dot segment", value)
        if method in route.operations:
            return route.operations[method], values
        allowed |= dict.fromkeys(route.operations)
    if first is None:
        raise RequestRefused(404, "NOT_FOUND", f"the spec has no path {path[:256]}")
    methods = ", ".join(allowed)
    raise MethodNotAllowed(f"{method} is not allowed on {path[:256]}; allowed: {methods}", methods)


class MethodNotAllowed(RequestRefused):
    """The path exists, but not with this method."""

    def __init__(self, message: str, allowed: str) -> None:
        super().__init__(405, "METHOD_NOT_ALLOWED", message)
        self.allowed = allowed
        """Value of the Allow header (RFC 9110, section 10.2.1)."""


def _route(path: str, item: Node) -> Route:
    segments = tuple(_segment(segment) for segment in path.split("/"))
    return Route(segments=segments, operations=operations_of(path, item))


def _decoded(segment: str) -> str:
    """Decode a segment except for encoded `,`, `;`, `=` and `%`, so that the values in it can still be told apart."""
    pieces = _SEPARATOR.split(segment)
    return "".join(piece if n % 2 else percent_decode(piece, "path", "path") for n, piece in enumerate(pieces))


def _parameters(node: Node) -> dict[tuple[str, str], Node]:
    parameters = [parameter.resolved() for parameter in node.get_elements("parameters")]
    return {(parameter.get_value("in"), parameter.get_value("name")): parameter for parameter in parameters}


def _segment(template: str) -> Segment:
    pieces = _PLACEHOLDER.split(template)  # literal text and names alternate
    text = "".join("(.+)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
    return Segment(pattern=re.compile(text, re.DOTALL), names=tuple(pieces[1::2]))

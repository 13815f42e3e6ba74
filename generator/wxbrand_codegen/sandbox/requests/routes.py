"""From method and request target to the operation of the spec and its path values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.ir.servers import path_prefix, server_url
from wxbrand_codegen.sandbox.refusals import Location, param_error
from wxbrand_codegen.sandbox.schemas.nodes import Node, at

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_NAME = re.compile(r"\{([^{}]+)\}")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation of the spec, its parameters gathered from path item and operation."""

    node: Node
    parameters: tuple[Node, ...]

    @property
    def name(self) -> str:
        """Where it stands in the document, which no other operation does."""
        return self.node.pointer


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What stands between two slashes of a path template."""

    pattern: re.Pattern[str]
    names: tuple[str, ...]
    """One per group of the pattern; a parameter's name need not be a name for `re`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One path template with its operations by method."""

    segments: tuple[Segment, ...]
    rank: tuple[bool, ...]
    operations: Mapping[str, Operation]

    def match(self, segments: tuple[str, ...]) -> dict[str, str] | None:
        """Give the path values if the decoded segments fit."""
        if len(segments) != len(self.segments):
            return None
        values: dict[str, str] = {}
        for segment, text in zip(self.segments, segments, strict=True):
            found = segment.pattern.fullmatch(text)
            if found is None:
                return None
            values.update(zip(segment.names, found.groups(), strict=True))
        return values


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The operation that a request addresses."""

    operation: Operation
    path_values: Mapping[str, str]


def read_routes(document: Mapping[str, Any]) -> tuple[Route, ...]:
    """Read every path, those with literal segments before those with templates in the same place."""
    prefix = _prefix(document)
    routes = [_route(prefix + path, item.resolved()) for path, item in at(document, "#/paths").members()]
    return tuple(sorted(routes, key=lambda route: route.rank))


def find(routes: tuple[Route, ...], method: str, path: str) -> Match:
    """Find the operation; raise RequestRefused, 404 or 405, if the spec has none."""
    segments = tuple(percent_decoded(segment, "path", "path") for segment in path.split("/"))
    for route in routes:
        values = route.match(segments)
        if values is None:
            continue
        for name, value in values.items():
            if value in {".", ".."}:  # clients and proxies resolve these away, to another resource
                raise param_error("path", name, "must not be a dot segment", value)
        if method not in route.operations:
            allowed = ", ".join(route.operations)
            raise MethodNotAllowed(f"{method} is not allowed on {path[:256]}; allowed: {allowed}", allowed)
        return Match(operation=route.operations[method], path_values=values)
    raise RequestRefused(404, "NOT_FOUND", f"the spec has no path {path[:256]}")


class MethodNotAllowed(RequestRefused):
    """The path exists, the method does not."""

    def __init__(self, message: str, allowed: str) -> None:
        super().__init__(405, "METHOD_NOT_ALLOWED", message)
        self.allowed = allowed
        """Value of the Allow header (RFC 9110, section 10.2.1)."""


def percent_decoded(text: str, location: Location, field: str) -> str:
    """Decode percent-encoded UTF-8; raise RequestRefused, 400, for anything that is not."""
    if _BROKEN_ESCAPE.search(text):
        raise param_error(location, field, "holds a % that two hexadecimal digits do not follow")
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeDecodeError:
        raise param_error(location, field, "is not percent-encoded UTF-8") from None


def _prefix(document: Mapping[str, Any]) -> str:
    """Give the path of the first server, which clients put before every path."""
    for server in document.get("servers", ()):
        return path_prefix(server_url(server))
    return ""


def _route(path: str, item: Node) -> Route:
    segments = tuple(_segment(segment) for segment in path.split("/"))
    shared = _parameters(item)
    operations = {}
    for method in _METHODS:
        node = item.get(method)
        if node is not None:
            own = _parameters(node)
            operations[method.upper()] = Operation(node=node, parameters=tuple((shared | own).values()))
    return Route(segments=segments, rank=tuple(bool(segment.names) for segment in segments), operations=operations)


def _parameters(node: Node) -> dict[tuple[str, str], Node]:
    places = [place.resolved() for place in node.get_elements("parameters")]
    return {(place.plain("in"), place.plain("name")): place for place in places}


def _segment(template: str) -> Segment:
    pieces = _NAME.split(template)  # literal text and names by turns
    text = "".join("(.+)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
    return Segment(pattern=re.compile(text, re.DOTALL), names=tuple(pieces[1::2]))

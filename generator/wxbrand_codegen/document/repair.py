"""Decide what becomes of each violation of the schema of OpenAPI, and change the document so.

Either it is only reported, since the meaning is certain; or the key is removed, since it does not change what is sent;
or the content of the operation or component around it is removed, since its meaning is not certain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode
from wxbrand_codegen.document.structure import CHILDREN, HTTP_METHODS, Kind
from wxbrand_codegen.document.violations import Path, Violation
from wxbrand_codegen.problems import Problem

Action = Literal["report", "remove", "fault"]

_KEYS: dict[Kind, str] = {
    "Document": "openapi info jsonSchemaDialect servers paths webhooks components security tags externalDocs",
    "PathItem": "summary description servers parameters",
    "Operation": "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated "
    "security servers",
    "Parameter": "name in description required deprecated allowEmptyValue style explode allowReserved schema example "
    "examples content",
    "RequestBody": "description content required",
    "MediaType": "schema example examples encoding",
    "Encoding": "contentType headers style explode allowReserved",
    "Response": "description headers content links",
}  # fmt: skip
"""The keys of the objects whose content decides what is sent, beside those that contain other objects."""

_ESSENTIAL: dict[Kind, frozenset[str]] = {
    "PathItem": frozenset({"parameters", *HTTP_METHODS}),
    "Operation": frozenset({"parameters", "requestBody", "responses"}),
    "Parameter": frozenset({"name", "in", "required", "style", "explode", "schema", "content"}),
    "RequestBody": frozenset({"content", "required"}),
    "MediaType": frozenset({"schema", "encoding"}),
    "Encoding": frozenset({"contentType", "style", "explode"}),
    "Response": frozenset({"content"}),
}
"""Keys of each kind of object that decide what is sent or read; a wrong value in any other key is ignored."""


@dataclass(frozen=True, slots=True)
class Repair:
    """What becomes of a violation."""

    action: Action
    path: Path
    """Leads to the key that is removed, or to the object that has a fault."""

    kind: Kind
    """Kind of the innermost object around the violation."""

    @property
    def object_name(self) -> str:
        """What the object is called in a sentence."""
        words = re.sub("(?<=[a-z])(?=[A-Z])", " ", self.kind).lower()
        return "the document" if self.kind == "Document" else f"{'an' if words[0] in 'aeiou' else 'a'} {words}"

    @property
    def known_keys(self) -> frozenset[str]:
        """The keys that the object can have; empty if it does not decide what is sent."""
        return _known_keys(self.kind)


def repair_of(violation: Violation) -> Repair:
    """Return what becomes of a violation."""
    kind, path, rest = _innermost_object(violation.path)
    if violation.keyword == "unknown-key":
        is_odd_name = not rest and kind != "PathItem"  # of a component or a response
        return Repair("report" if is_odd_name else "remove", violation.path, kind)
    key = str(rest[0]) if rest else ""
    if _is_certain(violation, kind, key):
        return Repair("report", violation.path, kind)
    if kind not in _KEYS or kind == "Document":
        return _removal(_last_name(violation.path), kind)
    if key and key not in _ESSENTIAL[kind]:
        return Repair("remove", (*path, key), kind)
    return Repair("fault", path, kind)


def _removal(path: Path, kind: Kind) -> Repair:
    is_component = len(path) == 3 and path[0] == "components"  # something may refer to it
    return Repair("report" if is_component else "remove", path, kind)


def _known_keys(kind: Kind) -> frozenset[str]:
    return frozenset(_KEYS[kind].split()) | CHILDREN[kind].keys() if kind in _KEYS else frozenset()


def _is_certain(violation: Violation, kind: Kind, key: str) -> bool:
    """Whether the meaning is certain all the same."""
    if violation.keyword == "required":
        return kind in {"Document", "Operation", "Response"} or violation.missing == "required"
    if kind == "Operation" and key == "responses" and violation.keyword == "minProperties":
        return True  # an operation may describe no response
    return kind == "Parameter" and key == "required" and violation.keyword in {"const", "enum"}  # always so in a path


def _innermost_object(path: Path) -> tuple[Kind, Path, Path]:
    """Return the kind of the innermost object on a path from the root, the way to it, and the way on from there."""
    kind: Kind = "Document"
    position = 0
    while position < len(path) and (kind in _KEYS or kind == "Components"):
        child = CHILDREN[kind].get(str(path[position]))
        length = 1 if child is not None and child.container == "none" else 2
        if child is None or position + length > len(path):
            break
        kind, position = child.kind, position + length
    return kind, path[:position], path[position:]


def _last_name(path: Path) -> Path:
    """Return the part of a path that ends in a key of an object."""
    end = max((index for index, step in enumerate(path, 1) if isinstance(step, str)), default=0)
    return path[:end]


def repaired(root: MappingNode, repair: Repair, problem: Problem) -> MappingNode:
    """Return a document after a repair."""
    if repair.action == "report" or not repair.path:
        return root
    if repair.action == "remove":
        return _with(root, repair.path, None)
    owners = _owners(root, repair.path)
    for path in owners:
        root = _with(root, path, problem)
    return root if owners == [repair.path[:3]] else _with(root, repair.path[:3], None)


def is_removed(root: MappingNode, path: Path) -> bool:
    """Return whether a path leads to an object whose content was removed, or into one."""
    node: Node | None = root
    for step in path:
        if isinstance(node, SequenceNode):
            node = node.items[int(step)]
        elif isinstance(node, MappingNode):
            node = node.get(str(step))
        if isinstance(node, MappingNode) and node.fault is not None:
            return True
    return False


def _owners(root: MappingNode, path: Path) -> list[Path]:
    """Return the ways to the component or to the operations that an object is a part of."""
    if path[0] == "components" or (len(path) > 2 and path[2] in HTTP_METHODS):
        return [path[:3]]
    item = root.entries(str(path[0])).get(str(path[1]))
    return [(*path[:2], method) for method in HTTP_METHODS if isinstance(item, MappingNode) and method in item.members]


def _with(node: MappingNode, path: Path, fault: Problem | None) -> MappingNode:
    """Return an object without the key that a path leads to, or with a fault in place of what it holds."""
    key, *rest = path
    inner = node.members.get(str(key))
    if inner is None:
        return node
    if not rest:
        kept = {name: member for name, member in node.members.items() if name != key}
        if fault is None:
            return replace(node, members=kept)
        return replace(node, members=node.members | {str(key): MappingNode(members={}, mark=inner.mark, fault=fault)})
    changed: Node = inner
    if isinstance(inner, MappingNode):
        changed = _with(inner, tuple(rest), fault)
    elif isinstance(inner, SequenceNode) and len(rest) > 1:
        items = list(inner.items)
        index = int(rest[0])
        item = items[index] if index < len(items) else None
        if isinstance(item, MappingNode):
            items[index] = _with(item, tuple(rest[1:]), fault)
        changed = replace(inner, items=tuple(items))
    return replace(node, members=node.members | {str(key): changed})

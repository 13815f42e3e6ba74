"""Group operations and notifications into areas, by their tags, and report names that clash."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.ir.api import Area
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Notification, Operation

_GENERIC_SEGMENT = re.compile(r"brand|api|rest|v[0-9]+|\{.*\}|", re.ASCII)
"""Segment of a path that says nothing about the area."""


class Areas:
    """Collects the operations and notifications of each area."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._descriptions = {
            tag.text("name"): tag.text("description") or ""
            for tag in context.root.sequence("tags")
            if isinstance(tag, MappingNode)
        }
        self._names: dict[str, tuple[Name, str]] = {}
        """Name and title of each area by its snake_case name."""

        self.operations: defaultdict[str, list[Operation]] = defaultdict(list)
        self.notifications: defaultdict[str, list[Notification]] = defaultdict(list)

    def area_of(self, node: MappingNode, path: str) -> str:
        """Return the snake_case name of the area to which an operation or a webhook belongs."""
        name, title = self._name_and_title(node, path)
        if name.snake not in self._names:
            self._names[name.snake] = (name, title)
            for class_name in (name.pascal, f"Async{name.pascal}"):
                self._context.claim_class(Name(snake=name.snake, pascal=class_name), node.mark)
        return name.snake

    def areas(self) -> tuple[Area, ...]:
        """Return the areas, sorted by name."""
        return tuple(
            Area(
                name=name,
                title=title,
                operations=tuple(self.operations.get(key, ())),
                notifications=tuple(self.notifications.get(key, ())),
            )
            for key, (name, title) in sorted(self._names.items())
        )

    def _name_and_title(self, node: MappingNode, path: str) -> tuple[Name, str]:
        """Take the first ASCII tag, else the first specific segment of the path."""
        tags = [tag for item in node.sequence("tags") if isinstance(tag := plain(item), str)]
        for tag in tags:
            if tag.isascii():
                return self._context.name(tag, "area", node.mark_of("tags")), self._descriptions.get(tag, "")
        segment = next((part for part in path.split("/") if not _GENERIC_SEGMENT.fullmatch(part)), "api")
        title = self._descriptions.get(tags[0], tags[0]) if tags else ""
        return self._context.name(segment, "area", node.mark), title


def check_names(areas: Iterable[Area], context: Context) -> None:
    """Report operations that have the same operationId or would become the same method."""
    ids: dict[str, Operation] = {}
    for area in areas:
        methods: dict[str, Operation] = {}
        for operation in area.operations:
            _check_name(operation, ids.setdefault(operation.id, operation), "have the same operationId", context)
        named = [(operation, operation.name, "") for operation in area.operations]
        named += [(o, o.paging.method, ", one of them as the iterator of a list") for o in area.operations if o.paging]
        for operation, name, note in named:
            words = f"both become the method {area.name.snake}.{name.snake}{note}"
            _check_name(operation, methods.setdefault(name.snake, operation), words, context)


def _check_name(operation: Operation, first: Operation, words: str, context: Context) -> None:
    if operation is not first:
        context.begin(operation=operation.key)
        message = f"{operation.id} and {first.id} ({first.mark}) {words}; rename one of them"
        context.problem(operation.mark, "name-clash", message)

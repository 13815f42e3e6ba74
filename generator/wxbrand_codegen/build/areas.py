"""Group operations and notifications into areas, by their tags, and name what is known only when all are built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from wxbrand_codegen.build.declarations import area_tag, declared_tags, specific_segment, tags_of
from wxbrand_codegen.build.document_names import DocumentNames
from wxbrand_codegen.document.nodes import MappingNode
from wxbrand_codegen.ir.api import Area
from wxbrand_codegen.ir.distinct_names import Wanted, distinct_names
from wxbrand_codegen.ir.names import Name, make_name, module_name
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.ir.types import Ref, Type, innermost


class Areas:
    """Collects the operations and notifications of each area."""

    def __init__(self, root: MappingNode, names: DocumentNames) -> None:
        self._names = names
        self._descriptions = {tag: node.text("description") or "" for tag, node in declared_tags(root).items()}
        self._areas: dict[str, tuple[Name, str]] = {}
        """Name and title of each area by its attribute."""

        self.operations: defaultdict[str, list[Operation]] = defaultdict(list)
        self.notifications: defaultdict[str, list[Notification]] = defaultdict(list)

    def area_of(self, node: MappingNode, path: str) -> str:
        """Return the attribute of the area to which an operation or a webhook belongs."""
        tags = tags_of(node)
        tag = area_tag(node, frozenset(self._names.tags))
        if tag is not None:
            name, title = self._names.tags[tag], self._descriptions.get(tag, "")
        else:
            name = self._names.segments[specific_segment(path)]
            title = self._descriptions.get(tags[0], tags[0]) if tags else ""
        self._areas.setdefault(name.snake, (name, title))
        return name.snake

    def areas(self) -> tuple[Area, ...]:
        """Return the areas, sorted by name."""
        return tuple(
            Area(
                name=name,
                module=module_name(name.snake),
                title=title,
                operations=tuple(self.operations.get(key, ())),
                notifications=tuple(self.notifications.get(key, ())),
            )
            for key, (name, title) in sorted(self._areas.items())
        )


def with_method_names(area: Area) -> Area:
    """Rename iterators that have the name of another method, and methods that have that of a class in a signature."""
    methods = {operation.name.snake for operation in area.operations}
    paged = [operation for operation in area.operations if operation.paging]
    wanted = [
        Wanted(
            key=operation.key,
            text=operation.paging.method.snake,
            role="method",
            identity=operation.key,
            more=(partial(make_name, f"iter_{operation.name.snake}", "method"),),
            mark=operation.mark,
        )
        for operation in paged
        if operation.paging
    ]
    iterators = distinct_names(wanted, lambda name: (name.snake,), methods)
    classes = {
        type_.name
        for operation in area.operations
        for type_ in map(innermost, _types(operation))
        if isinstance(type_, Ref)
    }
    hiding = methods & classes
    operations = []
    for operation in area.operations:
        name, paging = operation.name, operation.paging
        if paging:
            paging = replace(paging, method=iterators[operation.key])
        if name.snake in hiding:
            name = replace(name, snake=f"{name.snake}_")
        operations.append(replace(operation, name=name, paging=paging))
    return replace(area, operations=tuple(operations))


def _types(operation: Operation) -> Iterator[Type]:
    yield from (parameter.field.type for parameter in operation.parameters)
    yield from (response.type for response in operation.responses if response.type is not None)
    if operation.paging:
        yield operation.paging.item

"""The names that a spec has already: a draft for it takes no name twice, and the tag of its neighbours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from wxbrand_codegen.build.declarations import declared_operations, declared_webhooks, path_shape
from wxbrand_codegen.change.draft.names import GENERAL_SEGMENTS, notification_name, operation_name
from wxbrand_codegen.change.draft.notes import ReviewNotes
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.pages import Page


@dataclass(frozen=True, kw_only=True)
class SpecNames:
    """Names and tags of the operations and notifications of a spec."""

    operations: Mapping[str, str] = field(default_factory=dict)
    """operationId by method and path, without the names of path parameters."""

    notifications: Mapping[str, str] = field(default_factory=dict)
    """operationId by event type."""

    tags: Mapping[str, str] = field(default_factory=dict)
    """Tag by path, or by event type."""

    def tag_of(self, place: str, otherwise: str) -> str:
        """Return the tag of the operations, or notifications, that are nearest to a path, or to an event type."""
        nearest = max(self.tags, key=lambda other: len(common_words(place, other)), default="")
        return self.tags[nearest] if nearest and is_near(place, nearest) else otherwise


def names_of(root: MappingNode) -> SpecNames:
    """Return the names in a joined document."""
    operations, notifications, tags = dict[str, str](), dict[str, str](), dict[str, str]()
    for operation in declared_operations(root):
        operations[f"{operation.method.upper()} {path_shape(operation.path)}"] = operation.declared_id
        if operation.node.sequence("tags"):
            tags[operation.path] = str(plain(operation.node.sequence("tags")[0]))
    for webhook in declared_webhooks(root):
        extension = webhook.node.mapping("x-wxbrand-notification")
        event = (extension.text("event-type") if extension else None) or webhook.name
        notifications[event] = webhook.node.text("operationId") or ""
        if webhook.node.sequence("tags"):
            tags[event] = str(plain(webhook.node.sequence("tags")[0]))
    return SpecNames(operations=operations, notifications=notifications, tags=tags)


def name_of(page: Page, names: SpecNames, notes: ReviewNotes) -> str:
    """Return the operationId: that of the page's sample, else that in the spec, else one made of title and path."""
    route = f"{page.method} {path_shape(page.path)}"
    others = [name for key, name in names.operations.items() if key != route]
    if page.operation:
        if page.operation in others:
            notes.todo(f"operationId: another operation of the spec is called {page.operation}; choose another name")
        return page.operation
    if existing := names.operations.get(route):
        return existing
    name = operation_name(page.title, page.method, page.path, others)
    notes.todo(f"operationId: the page has no Java or Go class; {name} is made from title and path, so check it")
    return name


def notification_names(page: Page, names: SpecNames, notes: ReviewNotes) -> dict[str, str]:
    """Return the operationId of each event type."""
    found: dict[str, str] = {}
    for event in dict.fromkeys(page.event_types):
        if existing := names.notifications.get(event):
            found[event] = existing
        else:
            found[event] = notification_name(event, [*names.notifications.values(), *found.values()])
            notes.todo(f"operationId: {found[event]} is made from the event type, so check it")
    return found


def common_words(one: str, other: str) -> tuple[str, ...]:
    """Return the segments that two paths, or the words that two event types, begin with."""
    words: list[str] = []
    for mine, theirs in zip(_parts(one), _parts(other), strict=False):
        if mine != theirs:
            break
        words.append(mine)
    return tuple(words)


def is_near(one: str, other: str) -> bool:
    """Whether two paths, or two event types, begin with the same telling segment or word."""
    return any(
        word not in GENERAL_SEGMENTS and not re.fullmatch(r"v\d+|\{\}", word) for word in common_words(one, other)
    )


def _parts(place: str) -> list[str]:
    if place.startswith("/"):
        return [segment for segment in path_shape(place).split("/") if segment]
    return re.split(r"[._]", place.lower())

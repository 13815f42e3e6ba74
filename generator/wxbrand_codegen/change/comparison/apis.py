"""Compare two specs: pair their operations and notifications, and compare each pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wxbrand_codegen.change.comparison.catalogue import LEVELS
from wxbrand_codegen.change.comparison.changes import Change, Subject, describe
from wxbrand_codegen.change.comparison.operations import OperationComparison
from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.operations import Operation


def compare(old: Api, new: Api) -> list[Change]:
    """Return every change, the worst first. The order, files and comments of the specs do not matter."""
    comparison = OperationComparison(old.models, new.models)
    changes = [
        *_compare_operations(old, new, comparison),
        *_compare_notifications(old, new, comparison),
        *compare_servers(old.servers, new.servers),
    ]
    if old.scheme != new.scheme:
        words = describe("clients", old.scheme.client, new.scheme.client)
        words += f": requests are signed with {new.scheme.authorization}, by a {new.scheme.caller}"
        changes.append(Subject(label="").change("scheme-changed", words))
    return worst_first(changes)


def worst_first(changes: Iterable[Change]) -> list[Change]:
    """Sort changes, and leave out what was already said, since operations share models."""
    found: dict[tuple[str, str, str], Change] = {}
    for change in changes:
        found.setdefault((change.code, change.level, change.message), change)
    return sorted(found.values(), key=lambda change: (LEVELS.index(change.level), change.code, change.message))


def compare_servers(old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Change]:
    """Compare the hosts that clients call."""
    if old != new:
        words = describe("servers", ", ".join(old), ", ".join(new))
        yield Subject(label="").change("servers-changed", words, list(old), list(new))


def _compare_operations(old: Api, new: Api, comparison: OperationComparison) -> Iterator[Change]:
    """Match operations by operationId, else by method and path."""
    before, after = _operations_by_id(old), _operations_by_id(new)
    ids_by_key = {operation.key: id_ for id_, (_, operation) in after.items()}
    matched: set[str] = set()
    for id_, (area, operation) in before.items():
        match = id_ if id_ in after else ids_by_key.get(operation.key)
        subject = Subject(label=_method(area, operation), operation=operation.key, marks=(operation.mark, None))
        if match is None or (match != id_ and match in before):
            yield subject.change("method-gone", f" removed ({operation.key})")
            continue
        matched.add(match)
        new_area, new_operation = after[match]
        if (name := _method(new_area, new_operation)) != subject.label:
            renamed, ids = subject.at(operation.mark, new_operation.mark), (operation.id, new_operation.id)
            yield renamed.change("method-renamed", f" renamed to {name}", *ids)
        yield from comparison.operations(operation, new_operation, name)
    for id_, (area, operation) in after.items():
        if id_ not in matched:
            subject = Subject(label=_method(area, operation), operation=operation.key, marks=(None, operation.mark))
            yield subject.change("method-added", f" added ({operation.key})")


def _operations_by_id(api: Api) -> dict[str, tuple[Area, Operation]]:
    return {operation.id: (area, operation) for area in api.areas for operation in area.operations}


def _method(area: Area, operation: Operation) -> str:
    return f"{area.name.snake}.{operation.name.snake}"


def _compare_notifications(old: Api, new: Api, comparison: OperationComparison) -> Iterator[Change]:
    """Match notifications by event type."""
    before, after = ({n.event_type: n for n in api.notifications} for api in (old, new))
    for event, notification in before.items():
        name, match = notification.name.pascal, after.get(event)
        subject = Subject(
            label=name, operation=notification.key, marks=(notification.mark, match.mark if match else None)
        )
        if match is None:
            yield subject.change("notification-gone", f" removed ({event})")
            continue
        if match.name != notification.name:
            class_ = replace(subject, label="class ")
            yield class_.change("class-renamed", f"{name} renamed to {match.name.pascal}")
        yield from comparison.notifications(notification, match, match.name.pascal)
    for event, notification in after.items():
        if event not in before:
            subject = Subject(
                label=notification.name.pascal, operation=notification.key, marks=(None, notification.mark)
            )
            yield subject.change("notification-added", f" added ({event})")

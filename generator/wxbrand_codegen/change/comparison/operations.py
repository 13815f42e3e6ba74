"""Compare two specs by what they mean, not by how they are written: operations and notifications."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wxbrand_codegen.change.comparison.changes import LEVELS, Change, Marks, additive, breaking, describe, documentation
from wxbrand_codegen.change.comparison.schemas import SchemaComparison, compare_deprecation, compare_rules
from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.models import Field
from wxbrand_codegen.ir.operations import Body, Extensions, Notification, Operation, Parameter, Response


def compare(old: Api, new: Api) -> list[Change]:
    """Return every change, the worst first. The order, files and comments of the specs do not matter."""
    requests, responses = SchemaComparison(old, new, "request"), SchemaComparison(old, new, "response")
    changes = [*_compare_operations(old, new, requests, responses), *_compare_notifications(old, new, responses)]
    if old.scheme != new.scheme:
        message = describe("clients", old.scheme.client, new.scheme.client)
        message += f": requests are signed with {new.scheme.authorization}, by a {new.scheme.caller}"
        changes.append(breaking("scheme-changed", message, (None, None)))
    if old.servers != new.servers:
        message = describe("servers", ", ".join(old.servers), ", ".join(new.servers))
        changes.append(additive("servers-changed", message, (None, None), wire="breaking"))
    found: dict[tuple[str, str, str], Change] = {}
    for change in changes:
        found.setdefault((change.code, change.level, change.message), change)  # models are shared: report each once
    return sorted(found.values(), key=lambda change: (LEVELS.index(change.level), change.code, change.message))


def _compare_operations(
    old: Api, new: Api, requests: SchemaComparison, responses: SchemaComparison
) -> Iterator[Change]:
    """Match operations by operationId, else by method and path."""
    before, after = _operations_by_id(old), _operations_by_id(new)
    ids_by_key = {operation.key: id_ for id_, (_, operation) in after.items()}
    matched: set[str] = set()
    for id_, (area, operation) in before.items():
        match = id_ if id_ in after else ids_by_key.get(operation.key)
        if match is None or (match != id_ and match in before):
            message = f"{_method(area, operation)} removed ({operation.key})"
            yield breaking("method-gone", message, (operation.mark, None))
            continue
        matched.add(match)
        new_area, new_operation = after[match]
        marks, name = (operation.mark, new_operation.mark), _method(new_area, new_operation)
        if (old_name := _method(area, operation)) != name:
            yield breaking("method-renamed", f"{old_name} renamed to {name}", marks, wire="same")
        yield from _compare_requests(operation, new_operation, name, requests)
        yield from _compare_responses(operation, new_operation, name, responses)
        yield from _compare_extensions(operation.extensions, new_operation.extensions, name, marks)
        yield from _compare_paging(operation, new_operation, name)
        yield from compare_deprecation(operation.deprecated, new_operation.deprecated, name, marks)
        if (operation.title, operation.text) != (new_operation.title, new_operation.text):
            yield documentation("words-changed", f"{name}: description changed", marks)
    for id_, (area, operation) in after.items():
        if id_ not in matched:
            message = f"{_method(area, operation)} added ({operation.key})"
            yield additive("method-added", message, (None, operation.mark))


def _operations_by_id(api: Api) -> dict[str, tuple[Area, Operation]]:
    return {operation.id: (area, operation) for area in api.areas for operation in area.operations}


def _method(area: Area, operation: Operation) -> str:
    return f"{area.name.snake}.{operation.name.snake}"


def _compare_requests(old: Operation, new: Operation, name: str, requests: SchemaComparison) -> Iterator[Change]:
    marks = old.mark, new.mark
    if old.key != new.key:
        message = f"{name}: {describe('method and path', old.key, new.key)}"
        yield additive("path-changed", message, marks, wire="breaking")
    pairs, removed, added = _pairs(old.parameters, new.parameters)
    for before, after in pairs:
        label = f"{name}.{before.field.wire}"
        if before.location != after.location:
            message = f"{label} moved from {before.location} to {after.location}"
            yield additive("place-changed", message, marks, wire="breaking")
        elif before.style != after.style:
            styles = [" ".join(p.words) if p.location != "body" else "" for p in (before, after)]
            yield additive("style-changed", f"{label}: {describe('style', *styles)}", marks, wire="breaking")
        yield from requests.fields((before.field,), (after.field,), name, marks)
    yield from requests.fields(removed, added, name, marks)
    yield from compare_rules(old.body_members.rules, new.body_members.rules, name, marks)
    if old.body and new.body and (old.body.kind, old.body.content_type) != (new.body.kind, new.body.content_type):
        message = f"{name}: {describe('body', _content(old.body), _content(new.body))}"
        level = additive if old.body.kind == new.body.kind else breaking
        yield level("body-changed", message, marks, wire="breaking")


def _pairs(
    old: Sequence[Parameter], new: Sequence[Parameter]
) -> tuple[list[tuple[Parameter, Parameter]], tuple[Field, ...], tuple[Field, ...]]:
    """Pair the parameters of one name and place, then those of one name; return also those that have no partner."""
    pairs: list[tuple[Parameter, Parameter]] = []
    before, after = list(old), list(new)
    for same_place in (True, False):
        for parameter in list(before):
            for other in after:
                is_same = parameter.field.wire == other.field.wire
                if is_same and (parameter.location == other.location or not same_place):
                    pairs.append((parameter, other))
                    before.remove(parameter)
                    after.remove(other)
                    break
    return pairs, tuple(p.field for p in before), tuple(p.field for p in after)


def _content(body: Body) -> str:
    if body.kind in {"form", "multipart"}:
        return {"form": "application/x-www-form-urlencoded", "multipart": "multipart/form-data"}[body.kind]
    return f"{body.content_type} ({'an argument for each member' if body.kind == 'members' else 'one argument'})"


def _compare_responses(old: Operation, new: Operation, name: str, responses: SchemaComparison) -> Iterator[Change]:
    before, after = ({response.status: response for response in operation.responses} for operation in (old, new))
    for status in sorted({*before, *after}):
        was, now, place = before.get(status), after.get(status), f"{name}: response {status}"
        if was and now:
            if now.is_success:
                yield from _compare_response(was, now, place, responses)
        elif response := was or now:
            marks = (was or old).mark, (now or new).mark
            change, message = ("gone", f"{place} removed") if was else ("added", f"{place} added")
            if response.is_success:
                yield breaking(f"answer-{change}", message, marks)
            else:
                yield documentation(f"error-{change}", message, marks)


def _compare_response(old: Response, new: Response, place: str, responses: SchemaComparison) -> Iterator[Change]:
    marks = old.mark, new.mark
    if (old.type is None, old.content_type) != (new.type is None, new.content_type):
        contents = [response.content_type or ("JSON" if response.type else "no body") for response in (old, new)]
        yield breaking("answer-changed", f"{place} changed from {contents[0]} to {contents[1]}", marks)
    elif old.type is not None and new.type is not None:
        yield from responses.value(old.type, new.type, place, marks)


def _compare_extensions(old: Extensions, new: Extensions, name: str, marks: Marks) -> Iterator[Change]:
    if old.rate_limit != new.rate_limit:
        message = describe("rate limit", _rate(old.rate_limit), _rate(new.rate_limit))
        yield documentation("rate-changed", f"{name}: {message}", marks)
    if old.page != new.page:
        yield documentation("page-changed", f"{name}: documentation page: {_page(old.page, new.page)}", marks)
    if old.preconditions != new.preconditions:
        yield documentation("preconditions-changed", f"{name}: preconditions changed", marks)
    if old.repeat != new.repeat:
        message = describe("safety of repeating", old.repeat, new.repeat)
        yield documentation("repeat-changed", f"{name}: {message}", marks)
    elif old.repeat_note != new.repeat_note:
        yield documentation("repeat-changed", f"{name}: note on repeating changed", marks)
    if old.request_number != new.request_number:
        numbers = [number.snake if number else "" for number in (old.request_number, new.request_number)]
        message = f"{name}: {describe('request number', *numbers)}"
        yield additive("request-number-changed", message, marks, wire="same")


def _rate(rate: tuple[int, int, str] | None) -> str:
    return f"{rate[0]} in {rate[1]} s per {rate[2]}" if rate else ""


def _page(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    words = {"title": "title", "id": "id", "updated": "date"}
    return ", ".join(
        describe(word, old.get(key), new.get(key)) for key, word in words.items() if old.get(key) != new.get(key)
    )


def _compare_paging(old: Operation, new: Operation, name: str) -> Iterator[Change]:
    marks, area = (old.mark, new.mark), name.partition(".")[0]
    if old.paging and not new.paging:
        yield breaking("iterator-gone", f"{area}.{old.paging.method.snake} removed", marks, wire="same")
    elif new.paging and not old.paging:
        yield additive("iterator-added", f"{area}.{new.paging.method.snake} added", marks, wire="same")
    elif old.paging and new.paging and old.paging.members != new.paging.members:
        yield additive("paging-changed", f"{name}: members used for paging changed", marks, wire="breaking")


def _compare_notifications(old: Api, new: Api, responses: SchemaComparison) -> Iterator[Change]:
    """Match notifications by event type."""
    before, after = ({n.event_type: n for n in api.notifications} for api in (old, new))
    for event, notification in before.items():
        if event in after:
            yield from _compare_notification(notification, after[event], responses)
        else:
            message = f"{notification.name.pascal} removed ({event})"
            yield breaking("notification-gone", message, (notification.mark, None), wire="compatible")
    for event, notification in after.items():
        if event not in before:
            message = f"{notification.name.pascal} added ({event})"
            yield additive("notification-added", message, (None, notification.mark))


def _compare_notification(old: Notification, new: Notification, responses: SchemaComparison) -> Iterator[Change]:
    name, marks = new.name.pascal, (old.mark, new.mark)
    if old.name != new.name:
        yield breaking("class-renamed", f"class {old.name.pascal} renamed to {name}", marks, wire="same")
    if old.same_if != new.same_if:
        message = describe("repeat_key", ", ".join(old.same_if), ", ".join(new.same_if))
        yield breaking("repeat-key-changed", f"{name}: {message}", marks, wire="same")
    yield from compare_deprecation(old.deprecated, new.deprecated, name, marks)
    yield from responses.value(old.resource, new.resource, f"{name}.resource", marks)
    yield from _compare_extensions(old.extensions, new.extensions, name, marks)

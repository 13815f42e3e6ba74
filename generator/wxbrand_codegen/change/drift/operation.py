"""Compare a page with the operation that it describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wxbrand_codegen.change.drift.differences import Difference, Pair, as_text, difference
from wxbrand_codegen.change.drift.fields import compare_field, compare_members, compare_object, is_same_name
from wxbrand_codegen.change.drift.samples import compare_samples
from wxbrand_codegen.change.matching import operation_of, read_page_of
from wxbrand_codegen.change.spec_lookup import Member, Operation, Recorded, SpecLookup, recorded_in
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.pages import Page, Place, read_page

_RUNTIME_HEADERS = frozenset({"authorization", "accept", "content-type", "user-agent"})
"""Headers that every call has. The runtime sends them, and no spec describes them."""

_PARAMETERS: tuple[Place, ...] = ("header", "path", "query")


def drift(content: bytes, root: MappingNode) -> tuple[Page, tuple[Difference, ...]]:
    """Compare a saved page with the operation of a joined spec that it describes. Raises PageError."""
    spec, page = SpecLookup(root), read_page(content)
    operation = operation_of(page, spec)
    if operation is None:
        name, note = f"{page.method} {page.path}", "the spec has no such operation"
        return page, tuple(difference("operation", "", spec="", page=name, mark=root.mark, recorded=(), note=note))
    page = read_page_of(operation, spec, content)
    return page, tuple(_compare(page, spec, operation))


def _compare(page: Page, spec: SpecLookup, operation: Operation) -> Iterator[Difference]:
    recorded = recorded_in(operation.node.members)
    yield from _compare_facts(page, operation, recorded)
    moves = _moved_fields(page, spec, operation)
    moved = frozenset(member.name for _, member, _ in moves)
    for place, member, pair in moves:
        where = f"{place}.{member.name}"
        yield from difference(
            "place",
            where,
            spec=place,
            page=pair.field.place,
            mark=member.mark,
            recorded=member.recorded,
            line=pair.field.line,
        )
        yield from compare_field(pair, recorded, spec)
    yield from _compare_parameters(page, spec, operation, moved, recorded)
    for body in ("body", "response"):
        media = spec.media(operation, body)
        yield from compare_object(
            page.fields_in(body),
            spec.body_schema(operation, body),
            spec,
            where=body,
            complete=body in page.complete,
            mark=media.mark if media else operation.node.mark,
            recorded=recorded,
            moved=moved if body == "body" else frozenset(),
        )
        if media:
            yield from compare_samples(page.example(body), media, spec, where=body, recorded=recorded)


def _compare_facts(page: Page, operation: Operation, recorded: Recorded) -> Iterator[Difference]:
    node = operation.node
    if operation.method != page.method:
        yield from difference("method", "", spec=operation.method, page=page.method, mark=node.mark, recorded=recorded)
    if operation.path != page.path:
        yield from difference("path", "", spec=operation.path, page=page.path, mark=node.mark, recorded=recorded)
    name = node.text("operationId")
    if page.operation and name not in {None, page.operation}:
        mark = node.mark_of("operationId")
        yield from difference("name", "", spec=name, page=page.operation, mark=mark, recorded=recorded)
    ours, theirs = _rates(page, node)
    if ours != theirs:
        mark = node.mark_of("x-wxbrand-rate-limit")
        yield from difference("rate-limit", "", spec=_rate(ours), page=_rate(theirs), mark=mark, recorded=recorded)
    about = node.mapping("x-wxbrand-page")
    updated = about.text("updated") if about else None
    if page.updated and updated != page.updated:
        is_older = updated is not None and page.updated < updated
        note = f"the page is {'older' if is_older else 'newer'} than the spec"
        mark = node.mark_of("x-wxbrand-page")
        yield from difference("date", "", spec=updated, page=page.updated, mark=mark, recorded=recorded, note=note)


def _rates(page: Page, node: MappingNode) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
    """Return the rate limits of spec and page. A page that does not say per whom agrees with the spec on that."""
    limit = node.mapping("x-wxbrand-rate-limit")
    ours: dict[str, Any] | None = plain(limit) if limit else None
    if page.rate is None:
        return ours, None
    theirs: dict[str, Any] = {"requests": page.rate.requests, "seconds": page.rate.seconds}
    if per := page.rate.per or (ours or {}).get("per"):
        theirs["per"] = per
    return ours, theirs


def _rate(rate: Mapping[str, Any] | None) -> str:
    return "" if rate is None else f"{rate.get('requests')} in {rate.get('seconds')} s per {rate.get('per', '?')}"


def _moved_fields(page: Page, spec: SpecLookup, operation: Operation) -> list[tuple[Place, Member, Pair]]:
    """Return the members of the spec that the page has in another place, with their place in the spec."""
    members: dict[Place, list[Member]] = {place: spec.parameters(operation, place) for place in _PARAMETERS}
    members["body"] = spec.members(spec.body_schema(operation, "body"))
    return [
        (place, member, Pair(field=field, member=member, where=f"{field.place}.{field.name}", recorded=member.recorded))
        for field in (field for place in members for field in page.fields_in(place))
        if not any(is_same_name(member.name, field.name) for member in members[field.place])
        for place, candidates in members.items()
        for member in candidates
        if place != field.place
        and member.name == field.name
        and not any(is_same_name(other.name, member.name) for other in page.fields_in(place))
    ]


def _compare_parameters(
    page: Page, spec: SpecLookup, operation: Operation, moved: frozenset[str], recorded: Recorded
) -> Iterator[Difference]:
    for place in _PARAMETERS:
        members = spec.parameters(operation, place)
        yield from compare_members(
            tuple(field for field in page.fields_in(place) if field.name.lower() not in _RUNTIME_HEADERS),
            members,
            spec,
            where=place,
            complete=place in page.complete,
            mark=operation.node.mark,
            recorded=recorded,
            moved=moved,
        )
        for member in members:
            sample, where = page.parameter_examples.get(member.name), f"{place}.{member.name}"
            if member.example is not None and sample is not None and as_text(member.example) != sample:
                yield from difference(
                    "example", where, spec=member.example, page=sample, mark=member.mark, recorded=member.recorded
                )

"""Compare a page with the operation that it describes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from wxbrand_codegen.build.declarations import DeclaredOperation
from wxbrand_codegen.change.drift.differences import Difference, Pair, Scope, Subject, text_of
from wxbrand_codegen.change.drift.fields import compare_field, compare_members, compare_object, is_same_name
from wxbrand_codegen.change.spec_lookup import Member, Recorded, SpecLookup, operation_of, read_page_of, recorded_in
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.pages import Page, Place, read_page

_PARAMETERS: tuple[Place, ...] = ("header", "path", "query")
_MOST_SINGLE_VALUES = 5
"""Values that are reported one by one. Where more differ, the whole sample is."""


def drift(content: bytes, root: MappingNode) -> tuple[Page, tuple[Difference, ...]]:
    """Compare a saved page with the operation of a joined spec that it describes. Raises PageError."""
    page = read_page(content)
    operation = operation_of(page, root)
    if operation is None:
        name, note = f"{page.method} {page.path}", "the spec has no such operation"
        subject = Subject(where="", mark=root.mark, recorded=())
        return page, tuple(subject.difference("operation", spec="", page=name, note=note))
    spec = SpecLookup(root)
    page = read_page_of(operation, spec, content)
    return page, tuple(_compare(page, spec, operation))


def _compare(page: Page, spec: SpecLookup, operation: DeclaredOperation) -> Iterator[Difference]:
    recorded = recorded_in(operation.node.members)
    yield from _compare_facts(page, operation, recorded)
    moved_pairs = _moved_fields(page, spec, operation)
    for place, pair in moved_pairs:
        in_spec = replace(pair, where=f"{place}.{pair.member.name}")
        yield from in_spec.difference("place", spec=place, page=pair.field.place)
        yield from compare_field(pair, recorded, spec)
    moved = frozenset(pair.member.name for _, pair in moved_pairs)
    for place in (*_PARAMETERS, "body", "response"):
        media = spec.media(operation, place)
        scope = Scope(
            where=place,
            complete=place in page.complete,
            mark=media.mark if media else operation.node.mark,
            recorded=recorded,
            moved=moved if place != "response" else frozenset(),
        )
        fields = page.fields_in(place)
        if place in _PARAMETERS:
            members = spec.parameters(operation, place)
            yield from compare_members(fields, members, scope, spec)
            for member in members:
                sample = page.parameter_examples.get(member.name)
                if None not in (sample, member.example) and text_of(member.example) != sample:
                    subject = Subject(where=f"{place}.{member.name}", mark=member.mark, recorded=member.recorded)
                    yield from subject.difference("example", spec=member.example, page=sample)
            continue
        yield from compare_object(fields, spec.body_schema(operation, place), scope, spec)
        if media:
            sample = page.body_example if place == "body" else page.response_example
            yield from _compare_samples(sample, media, spec, scope)


def _compare_facts(page: Page, operation: DeclaredOperation, recorded: Recorded) -> Iterator[Difference]:
    node = operation.node
    about, (our_rate, their_rate) = node.mapping("x-wxbrand-page"), _rates(page, node)
    updated = about.text("updated") if about else None
    for fact, ours, theirs, mark in (
        ("method", operation.method.upper(), page.method, node.mark),
        ("path", operation.path, page.path, node.mark),
        ("name", node.text("operationId") or page.operation, page.operation, node.mark_of("operationId")),
        ("rate-limit", our_rate, their_rate, node.mark_of("x-wxbrand-rate-limit")),
        ("date", updated, page.updated, node.mark_of("x-wxbrand-page")),
    ):
        if theirs is None or ours == theirs:
            continue
        note = ""
        if fact == "date":
            note = f"the page is {'older' if ours and theirs < ours else 'newer'} than the spec"
        subject = Subject(where="", mark=mark, recorded=recorded)
        yield from subject.difference(fact, spec=ours, page=theirs, note=note)


def _rates(page: Page, node: MappingNode) -> tuple[str, str]:
    """Print the rate limits of spec and page. A page that does not say per whom agrees with the spec on that."""
    limit = node.mapping("x-wxbrand-rate-limit")
    ours: dict[str, Any] = plain(limit) if limit else {}
    theirs = asdict(page.rate) if page.rate else {}
    if page.rate and page.rate.per is None:
        theirs["per"] = ours.get("per", "?")
    texts = [
        f"{limit.get('requests')} in {limit.get('seconds')} s per {limit.get('per', '?')}" if limit else ""
        for limit in (ours, theirs)
    ]
    return texts[0], texts[1]


def _moved_fields(page: Page, spec: SpecLookup, operation: DeclaredOperation) -> list[tuple[Place, Pair]]:
    """Return the members of the spec that the page has in another place, with their place in the spec."""
    members: dict[Place, list[Member]] = {place: spec.parameters(operation, place) for place in _PARAMETERS}
    members["body"] = spec.members(spec.body_schema(operation, "body"))
    return [
        (place, Pair.of(field, member, f"{field.place}.{field.name}"))
        for field in (field for place in members for field in page.fields_in(place))
        if not any(is_same_name(member.name, field.name) for member in members[field.place])
        for place, candidates in members.items()
        for member in candidates
        if place != field.place
        and member.name == field.name
        and not any(is_same_name(other.name, member.name) for other in page.fields_in(place))
    ]


def _compare_samples(sample: Any, media: MappingNode, spec: SpecLookup, scope: Scope) -> Iterator[Difference]:
    """Compare the sample of a page, None if there is none, with the examples of a media type object."""
    examples = [plain(media.members["example"])] if "example" in media.members else []
    named = media.mapping("examples")
    values = [spec.resolve(node).get("value") for node in (named.members.values() if named else ())]
    examples += [plain(value) for value in values if value is not None]
    if sample is None or not examples or sample in examples:
        return
    found = list(_unequal(examples[0], sample, scope.where))
    if len(found) > _MOST_SINGLE_VALUES or len(examples) > 1:
        found = [(scope.where, examples[0], sample)]
    mark, recorded = media.mark_of("example"), (*scope.recorded, *recorded_in(media.members))
    for place, ours, theirs in found:
        subject = Subject(where=place, mark=mark, recorded=recorded)
        yield from subject.difference("example", spec=ours, page=theirs)


def _unequal(ours: Any, theirs: Any, where: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the place and both values wherever two JSON values differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in [*ours, *(key for key in theirs if key not in ours)]:
            if key in ours and key in theirs:
                yield from _unequal(ours[key], theirs[key], f"{where}.{key}")
            else:
                yield f"{where}.{key}", ours.get(key, ""), theirs.get(key, "")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _unequal(one, other, f"{where}[{number}]")
    elif type(ours) is not type(theirs) or ours != theirs:
        yield where, ours, theirs

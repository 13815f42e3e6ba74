"""Compare operations and notifications by what they mean, not by how they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from wxbrand_codegen.change.comparison.changes import Change, Subject, describe
from wxbrand_codegen.change.comparison.docs import compare_closed, compare_deprecation
from wxbrand_codegen.change.comparison.examples import compare_examples
from wxbrand_codegen.change.comparison.rules import compare_rules
from wxbrand_codegen.change.comparison.schemas import SchemaComparison
from wxbrand_codegen.ir.models import Models
from wxbrand_codegen.ir.operations import Body, Extensions, Notification, Operation, Parameter, Response


class OperationComparison:
    """Compares operations and notifications of an old and a new API.

    by_class: as for `SchemaComparison`; otherwise class names and the like are not compared.
    """

    def __init__(self, old: Models, new: Models, *, by_class: bool = True) -> None:
        self._by_class = by_class
        self._requests = SchemaComparison(old, new, "request", by_class=by_class)
        self._responses = SchemaComparison(old, new, "response", by_class=by_class)

    def operations(self, old: Operation, new: Operation, label: str) -> Iterator[Change]:
        """Compare two operations, apart from the names of their methods."""
        subject = Subject(label=label, operation=old.key, marks=(old.mark, new.mark))
        if old.title != new.title:
            words = f": {describe('title', old.title, new.title)}"
            yield subject.documentation("title-changed", words, "summary", old.title, new.title)
        if old.text != new.text:
            yield subject.documentation("words-changed", ": description changed", "description", old.text, new.text)
        if old.path != new.path:
            words = f": {describe('path', old.path, new.path)}"
            yield subject.additive("path-changed", words, "path", old.path, new.path, wire="breaking")
        if old.method != new.method:
            words = f": {describe('HTTP method', old.method, new.method)}"
            yield subject.additive("http-method-changed", words, "method", old.method, new.method, wire="breaking")
        yield from self._parameters(old.parameters, new.parameters, subject)
        headers = ((header,) if header else () for header in (old.serial_header, new.serial_header))
        yield from self._requests.fields(next(headers), next(headers), self._place(subject, "header"))
        yield from compare_rules(old.body_members.rules, new.body_members.rules, self._place(subject, "body"))
        if old.body and new.body:
            yield from _compare_bodies(old.body, new.body, subject)
        yield from compare_examples(_body_example(old), _body_example(new), self._place(subject, "body"))
        yield from self._compare_responses(old, new, subject)
        yield from _compare_extensions(old.extensions, new.extensions, subject)
        yield from _compare_paging(old, new, subject)
        yield from compare_deprecation(old.deprecated, new.deprecated, subject)

    def notifications(self, old: Notification, new: Notification, label: str) -> Iterator[Change]:
        """Compare two notifications, apart from the names of their classes."""
        subject = Subject(label=label, operation=old.key, marks=(old.mark, new.mark))
        if old.title != new.title:
            words = f": {describe('title', old.title, new.title)}"
            yield subject.documentation("title-changed", words, "summary", old.title, new.title)
        if old.text != new.text:
            yield subject.documentation("words-changed", ": description changed", "description", old.text, new.text)
        if old.same_if != new.same_if:
            words = describe("repeat key", ", ".join(old.same_if), ", ".join(new.same_if))
            yield subject.breaking("repeat-key-changed", f": {words}", "x-wxbrand-notification", wire="same")
        yield from compare_deprecation(old.deprecated, new.deprecated, subject)
        resource = self._place(subject, "resource")
        if self._by_class:
            resource = replace(resource, label=f"{label}.resource")
        yield from self._responses.value(old.resource, new.resource, resource)
        yield from compare_examples(old.example, new.example, resource)
        yield from _compare_extensions(old.extensions, new.extensions, subject)

    def _place(self, subject: Subject, *where: str) -> Subject:
        """Return the members of one place, which only paths name."""
        label = subject.label if self._by_class else f"{subject.label} {'.'.join(where)}"
        return replace(subject, label=label, where=where)

    def _parameters(self, old: Sequence[Parameter], new: Sequence[Parameter], subject: Subject) -> Iterator[Change]:
        pairs, gone, added = _pairs(old, new)
        for before, after in pairs:
            owner = self._place(subject, *_place_of(before))
            member = replace(
                owner,
                label=f"{owner.label}.{after.field.wire}", where=(*owner.where, before.field.wire),
                marks=(before.field.mark, after.field.mark),
            )  # fmt: skip
            if before.location != after.location:
                words = f" moved from {before.location} to {after.location}"
                facts = "in", before.location, after.location
                yield member.additive("place-changed", words, *facts, wire="breaking")
            elif before.style != after.style:
                styles = [" ".join(p.words) if p.location != "body" else "" for p in (before, after)]
                yield member.additive("style-changed", f": {describe('style', *styles)}", "style", wire="breaking")
            yield from self._requests.fields((before.field,), (after.field,), owner)
            if before.location != "body":
                yield from compare_examples(before.field.example, after.field.example, member)
        for place in dict.fromkeys(_place_of(parameter) for parameter in (*gone, *added)):
            went, came = (tuple(p.field for p in side if _place_of(p) == place) for side in (gone, added))
            yield from self._requests.fields(went, came, self._place(subject, *place))

    def _compare_responses(self, old: Operation, new: Operation, subject: Subject) -> Iterator[Change]:
        before, after = ({response.status: response for response in operation.responses} for operation in (old, new))
        for status in sorted({*before, *after}):
            was, now = before.get(status), after.get(status)
            named = replace(subject, label=f"{subject.label}: response {status}")
            marked = named.at((was or old).mark, (now or new).mark)
            if was and now:
                yield from self._compare_response(was, now, marked) if now.is_success else ()
            elif response := was or now:
                change, words = ("gone", " removed") if was else ("added", " added")
                if response.is_success:
                    yield marked.breaking(f"answer-{change}", words, "responses")
                elif not response.errors:
                    yield marked.documentation(f"error-{change}", words, "responses")
        yield from _compare_errors(old, new, subject)

    def _compare_response(self, old: Response, new: Response, subject: Subject) -> Iterator[Change]:
        if (old.type is None, old.content_type) != (new.type is None, new.content_type):
            was, is_ = (response.content_type or ("JSON" if response.type else "no body") for response in (old, new))
            yield subject.breaking("answer-changed", f" changed from {was} to {is_}", "content", was, is_)
        elif old.type is not None and new.type is not None:
            if self._by_class:
                place = replace(subject, where=("response",))
            else:
                place = self._place(replace(subject, label=subject.label.partition(": ")[0]), "response")
            yield from self._responses.value(old.type, new.type, place)
            yield from compare_examples(old.example, new.example, place)


def _place_of(parameter: Parameter) -> tuple[str, ...]:
    return (parameter.location, "meta") if parameter.in_meta else (parameter.location,)


def _pairs(
    old: Sequence[Parameter], new: Sequence[Parameter]
) -> tuple[list[tuple[Parameter, Parameter]], list[Parameter], list[Parameter]]:
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
    return pairs, before, after


def _body_example(operation: Operation) -> dict[str, object] | None:
    fields = [p.field for p in operation.parameters if p.location == "body" and p.in_example]
    return {field.wire: field.example for field in fields} or None


def _compare_bodies(old: Body, new: Body, subject: Subject) -> Iterator[Change]:
    if (old.kind, old.content_type) != (new.kind, new.content_type):
        contents = _content(old), _content(new)
        words = f": {describe('body', *contents)}"
        change = subject.additive if old.kind == new.kind else subject.breaking
        yield change("body-changed", words, "content", *contents, wire="breaking")
    if old.required and not new.required:
        yield subject.additive("body-optional", ": the body may be left out", "required", True, False)
    elif new.required and not old.required:
        words = ": the body may no longer be left out"
        yield subject.breaking("body-required", words, "required", False, True)
    yield from compare_closed(old.closed, new.closed, subject)


def _content(body: Body) -> str:
    if body.kind in {"form", "multipart"}:
        return {"form": "application/x-www-form-urlencoded", "multipart": "multipart/form-data"}[body.kind]
    return f"{body.content_type} ({'an argument for each member' if body.kind == 'members' else 'one argument'})"


def _compare_errors(old: Operation, new: Operation, subject: Subject) -> Iterator[Change]:
    """Compare the error codes that the responses list."""
    before, after = (
        {(r.status, error.code): (r, error) for r in operation.error_responses for error in r.errors}
        for operation in (old, new)
    )
    for (status, code), (response, error) in before.items():
        if (status, code) not in after:
            facts = {"status": status, "code": code, "message": error.message}
            marked = subject.at(response.mark, subject.marks[1])
            yield marked.documentation("error-gone", f": error {status} {code} removed", "responses", facts)
    for (status, code), (response, error) in after.items():
        if (status, code) not in before:
            facts = {"status": status, "code": code, "message": error.message}
            marked = subject.at(subject.marks[0], response.mark)
            yield marked.documentation("error-added", f": error {status} {code} added", "responses", None, facts)


def _compare_extensions(old: Extensions, new: Extensions, subject: Subject) -> Iterator[Change]:
    if old.rate_limit != new.rate_limit:
        words = f": {describe('rate limit', *(_rate(e.rate_limit) for e in (old, new)))}"
        rates = _rate_members(old.rate_limit), _rate_members(new.rate_limit)
        yield subject.documentation("rate-changed", words, "x-wxbrand-rate-limit", *rates)
    if old.page != new.page:
        words = f": documentation page: {_page(old.page, new.page)}"
        yield subject.documentation("page-changed", words, "x-wxbrand-page", dict(old.page), dict(new.page))
    if old.preconditions != new.preconditions:
        lists = list(old.preconditions), list(new.preconditions)
        words = ": preconditions changed"
        yield subject.documentation("preconditions-changed", words, "x-wxbrand-preconditions", *lists)
    if old.repeat != new.repeat:
        words = f": {describe('safety of repeating', old.repeat, new.repeat)}"
        yield subject.documentation("repeat-changed", words, "x-wxbrand-idempotency")
    elif old.repeat_note != new.repeat_note:
        yield subject.documentation("repeat-changed", ": note on repeating changed", "x-wxbrand-idempotency")
    if old.request_number != new.request_number:
        numbers = [number.snake if number else "" for number in (old.request_number, new.request_number)]
        words = f": {describe('request number', *numbers)}"
        yield subject.additive("request-number-changed", words, "x-wxbrand-idempotency", wire="same")


def _rate(rate: tuple[int, int, str] | None) -> str:
    return f"{rate[0]} in {rate[1]} s per {rate[2]}" if rate else ""


def _rate_members(rate: tuple[int, int, str] | None) -> dict[str, int | str] | None:
    return {"requests": rate[0], "seconds": rate[1], "per": rate[2]} if rate else None


def _page(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    words = {"title": "title", "id": "id", "updated": "date", "preconditions": "digest of preconditions"}
    return ", ".join(
        describe(word, old.get(key), new.get(key)) for key, word in words.items() if old.get(key) != new.get(key)
    )


def _compare_paging(old: Operation, new: Operation, subject: Subject) -> Iterator[Change]:
    area = subject.label.partition(".")[0]
    if old.paging and not new.paging:
        iterator = replace(subject, label=f"{area}.{old.paging.method.snake}")
        yield iterator.breaking("iterator-gone", " removed", "x-wxbrand-paging", wire="same")
    elif new.paging and not old.paging:
        iterator = replace(subject, label=f"{area}.{new.paging.method.snake}")
        yield iterator.additive("iterator-added", " added", "x-wxbrand-paging", wire="same")
    elif old.paging and new.paging and old.paging.members != new.paging.members:
        words = ": members used for paging changed"
        yield subject.additive("paging-changed", words, "x-wxbrand-paging", wire="breaking")

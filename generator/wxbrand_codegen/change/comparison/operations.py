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
from wxbrand_codegen.ir.operations import Body, Notification, Operation, Parameter, Response


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
        yield from _compare_head(old, new, subject)
        yield from subject.compare("path-changed", "path", old.path, new.path)
        yield from subject.compare("http-method-changed", "HTTP method", old.method, new.method)
        yield from self._parameters(old.parameters, new.parameters, subject)
        headers = ((header,) if header else () for header in (old.serial_header, new.serial_header))
        yield from self._requests.fields(next(headers), next(headers), self._place(subject, "header"))
        yield from compare_rules(old.body_members.rules, new.body_members.rules, self._place(subject, "body"))
        if old.body and new.body:
            yield from _compare_bodies(old.body, new.body, subject)
        yield from compare_examples(_body_example(old), _body_example(new), self._place(subject, "body"))
        yield from self._compare_responses(old, new, subject)
        yield from _compare_paging(old, new, subject)

    def notifications(self, old: Notification, new: Notification, label: str) -> Iterator[Change]:
        """Compare two notifications, apart from the names of their classes."""
        subject = Subject(label=label, operation=old.key, marks=(old.mark, new.mark))
        yield from _compare_head(old, new, subject)
        yield from subject.compare("repeat-key-changed", "repeat key", ", ".join(old.same_if), ", ".join(new.same_if))
        resource = self._place(subject, "resource")
        if self._by_class:
            resource = replace(resource, label=f"{label}.resource")
        yield from self._responses.value(old.resource, new.resource, resource)
        yield from compare_examples(old.example, new.example, resource)

    def _place(self, subject: Subject, *where: str) -> Subject:
        """Return the members of one place, which only paths name."""
        label = subject.label if self._by_class else f"{subject.label} {'.'.join(where)}"
        return replace(subject, label=label, where=where)

    def _parameters(self, old: Sequence[Parameter], new: Sequence[Parameter], subject: Subject) -> Iterator[Change]:
        pairs, gone, added = _pairs(old, new)
        for before, after in pairs:
            owner = self._place(subject, *_place_of(before))
            member = owner.named(f".{after.field.wire}", where=before.field.wire).at(
                before.field.mark, after.field.mark
            )
            if before.location != after.location:
                words = f" moved from {before.location} to {after.location}"
                yield member.change("place-changed", words, before.location, after.location)
            elif before.style != after.style:
                styles = (" ".join(p.words) if p.location != "body" else "" for p in (before, after))
                yield from member.compare("style-changed", "style", *styles)
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
            marked = subject.named(f": response {status}").at((was or old).mark, (now or new).mark)
            if was and now:
                yield from self._compare_response(was, now, marked) if now.is_success else ()
            elif response := was or now:
                change, words = ("gone", " removed") if was else ("added", " added")
                if response.is_success:
                    yield marked.change(f"answer-{change}", words)
                elif not response.errors:
                    yield marked.change(f"error-{change}", words)
        yield from _compare_errors(old, new, subject)

    def _compare_response(self, old: Response, new: Response, subject: Subject) -> Iterator[Change]:
        if (old.type is None, old.content_type) != (new.type is None, new.content_type):
            was, is_ = (response.content_type or ("JSON" if response.type else "no body") for response in (old, new))
            yield subject.change("answer-changed", f" changed from {was} to {is_}", was, is_)
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
        level = "additive" if old.kind == new.kind else "breaking"
        yield from subject.compare("body-changed", "body", _content(old), _content(new), level=level)
    if old.required != new.required:
        code, words = ("body-required", "no longer") if new.required else ("body-optional", "now")
        yield subject.change(code, f": the body may {words} be left out", old.required, new.required)
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
    for key in dict.fromkeys([*before, *after]):
        if (key in before) != (key in after):
            (status, code), (response, error) = key, before.get(key) or after[key]
            marks = (response.mark, subject.marks[1]) if key in before else (subject.marks[0], response.mark)
            facts = {"status": status, "code": code, "message": error.message}
            values, words = ((facts, None), "gone") if key in before else ((None, facts), "added")
            message = f": error {status} {code} {'removed' if key in before else 'added'}"
            yield subject.at(*marks).change(f"error-{words}", message, *values)


def _compare_head(old: Operation | Notification, new: Operation | Notification, subject: Subject) -> Iterator[Change]:
    """Compare what operations and notifications have in common."""
    yield from subject.compare("title-changed", "title", old.title, new.title, fact="summary")
    if old.text != new.text:
        yield subject.change("words-changed", ": description changed", old.text, new.text)
    yield from compare_deprecation(old.deprecated, new.deprecated, subject)
    before, after = old.extensions, new.extensions
    if before.rate_limit != after.rate_limit:
        words = f": {describe('rate limit', _rate(before.rate_limit), _rate(after.rate_limit))}"
        yield subject.change("rate-changed", words, _rate_members(before.rate_limit), _rate_members(after.rate_limit))
    if before.page != after.page:
        words = f": documentation page: {_page(before.page, after.page)}"
        yield subject.change("page-changed", words, dict(before.page), dict(after.page))
    if before.preconditions != after.preconditions:
        lists = list(before.preconditions), list(after.preconditions)
        yield subject.change("preconditions-changed", ": preconditions changed", *lists)
    yield from subject.compare("repeat-changed", "safety of repeating", before.repeat, after.repeat)
    if before.repeat == after.repeat and before.repeat_note != after.repeat_note:
        yield subject.change("repeat-changed", ": note on repeating changed")
    numbers = (number.snake if number else "" for number in (before.request_number, after.request_number))
    yield from subject.compare("request-number-changed", "request number", *numbers)


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
    paging = old.paging or new.paging
    if paging and not (old.paging and new.paging):
        iterator = replace(subject, label=f"{subject.label.partition('.')[0]}.{paging.method.snake}")
        yield iterator.change(*(("iterator-gone", " removed") if old.paging else ("iterator-added", " added")))
    elif old.paging and new.paging and old.paging.members != new.paging.members:
        yield subject.change("paging-changed", ": members used for paging changed")

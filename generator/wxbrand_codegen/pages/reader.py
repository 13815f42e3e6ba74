"""Read a page: lines, then sections, then samples, fields and facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from wxbrand_codegen.pages import facts
from wxbrand_codegen.pages.error_tables import error_codes
from wxbrand_codegen.pages.field_facts import fields_with_facts
from wxbrand_codegen.pages.field_lines import begins_field, events_of
from wxbrand_codegen.pages.field_tree import NamesAt, is_furniture, tree_of
from wxbrand_codegen.pages.lines import decode, front_matter, lines_of_text
from wxbrand_codegen.pages.markdown import lines_of_markdown
from wxbrand_codegen.pages.notifications import (
    ENVELOPE,
    is_notification,
    names_of_envelope,
    read_notification,
    without_cipher,
)
from wxbrand_codegen.pages.page import Doubt, Field, Line, NotAnApiPage, Page, PageError, Place
from wxbrand_codegen.pages.samples import Samples, code_of, read_samples
from wxbrand_codegen.pages.sections import Sections, split_sections
from wxbrand_codegen.pages.stacked_fields import joined

KnownNames = Callable[[Place, tuple[str, ...]], frozenset[str]]
"""Return the names of members that the object at a path of a place is known to have."""

_MOST_CHARACTERS = 600_000
"""Limit of the visible text."""

_PLACES: tuple[Place, ...] = get_args(Place)
_RUNTIME_HEADERS = frozenset({"authorization", "accept", "content-type", "user-agent"})
"""Headers that every call has. The runtime sends them, and no spec describes them."""
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|div|main|article)\b", re.IGNORECASE | re.DOTALL
)
_MARKDOWN = re.compile(r"^(?:#{1,6} |```|\|[\s:\-|]{0,200}-{3,}[\s:\-|]{0,200}\|?$)|\w\\_\w|\*\*\w", re.MULTILINE)
_PARTS = frozenset({"header", "path", "query", "body", "form", "request", "response"})
"""Sections that a page about an operation has some of."""
_LIKE_API = re.compile(r"请求方[式法]|请求参数|应答参数|包体参数")
_PLACE_IN_PROSE = re.compile(r"\s?(?:【[^【】]{1,80}】)?\s?(path|query|body|header)\b", re.IGNORECASE)


def read_page(content: bytes, known_names: KnownNames = lambda _place, _path: frozenset()) -> Page:
    """Read a page saved as text, Markdown or HTML.

    A page may have lost the frames around the members of an object. Its samples and `known_names` then show where a
    field belongs. Raises NotAnApiPage if it describes neither an operation nor a notification, and PageError if it
    cannot be read.
    """
    lines, about = _lines_and_front_matter(decode(content))
    if sum(len(line.text) for line in lines) > _MOST_CHARACTERS:
        raise PageError(f"too much text for a documentation page (at most {_MOST_CHARACTERS:,} characters)")
    sections = split_sections(lines)
    reading = _Reading(lines=lines, about=about, sections=sections, known_names=known_names, doubts=[])
    code = code_of(sections.of("sample call"))
    has_parts = bool(_PARTS & set(sections.lines))
    operation = facts.stated_call(sections) or (facts.call_in_code(code) if has_parts else None)
    if operation and not has_parts:
        raise NotAnApiPage("not an API page: it has 请求方式, but neither parameters nor an answer")
    if operation:
        return reading.operation(*operation, code)
    if is_notification(lines):
        return reading.notification()
    if any(begins_field(line.text) for line in lines) and any(_LIKE_API.search(line.text) for line in lines):
        raise PageError("the page lists parameters, but has no 请求方式 such as 【POST】/brand/… and names no event")
    raise NotAnApiPage("not an API page: it has no 请求方式 such as 【POST】/brand/…, and no 通知参数")


def _lines_and_front_matter(text: str) -> tuple[Sequence[Line], Mapping[str, str]]:
    """Return the lines of a page, and its front matter, or the address that it was saved from."""
    if _HTML.match(text):
        from wxbrand_codegen.pages.html import lines_of_html  # lxml is slow to import

        lines, address = lines_of_html(text)
        return lines, {"url": address}
    about, skip = front_matter(text)
    if skip or _MARKDOWN.search(text):
        return list(lines_of_markdown(text, skip)), about
    return list(lines_of_text(text)), {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One page that is being read."""

    lines: Sequence[Line]
    about: Mapping[str, str]
    sections: Sections
    known_names: KnownNames
    doubts: list[Doubt]

    def operation(self, method: str, path: str, code: str) -> Page:
        """Return the page of an operation."""
        sections = self.sections
        samples = read_samples(sections, code, path, self.doubts)
        fields = self._fields_of_operation(method, path, samples)
        if not fields and not sections.of("sample call"):
            _raise_for_no_fields(sections)
        has_file = any(field.type.name == "file" for field in fields if field.place == "body")
        return Page(
            method=method,
            path=path,
            body_type=facts.body_type(sections, has_file=has_file, is_multipart=samples.is_multipart),
            title=facts.title_of(self.about, sections),
            updated=facts.last_update(self.lines, self.doubts),
            doc_id=facts.doc_id(self.about),
            operation=samples.operation,
            hosts=facts.hosts(sections),
            rate=facts.rate_limit(sections, self.doubts),
            preconditions=facts.preconditions(sections),
            fields=fields,
            complete=_complete_places(sections),
            parameter_examples=samples.parameters,
            body_example=samples.body,
            response_example=samples.response,
            success_status=facts.success_status(sections),
            error_codes=error_codes(sections.of("error codes"), self.doubts),
            doubts=self._sorted_doubts(),
        )

    def notification(self) -> Page:
        """Return the page of a notification. Raises PageError if it names no event."""
        sections = self.sections
        parts = read_notification(sections, self.lines)
        if not parts.event_types:
            raise PageError("the page of a notification names no event type such as PRODUCT_COUPON.SEND")

        def names_at(path: tuple[str, ...]) -> frozenset[str]:
            samples = Samples.of_resource(parts.resource_sample)
            return samples.names_at("resource", path) | self.known_names("resource", path)

        envelope = self._fields(parts.envelope, "resource", names_of_envelope, complete=True)
        resource = self._fields(parts.resource, "resource", names_at, complete=parts.is_complete)
        for field in envelope:
            if field.name == "resource" and not resource:
                resource = without_cipher(field)
            elif field.name not in ENVELOPE:
                text = f"{field.name} is not a member that every notification has; it is left out"
                self.doubts.append(Doubt(line=field.line, text=text))
        if not resource:
            line = parts.envelope[-1].number if parts.envelope else 1
            self.doubts.append(Doubt(line=line, text="the page does not list the members of the decrypted resource"))
        return Page(
            method="POST",
            path="",
            event_types=parts.event_types,
            title=facts.title_of(self.about, sections),
            updated=facts.last_update(self.lines, self.doubts),
            doc_id=facts.doc_id(self.about),
            operation=None,
            hosts=(),
            rate=None,
            preconditions=facts.preconditions(sections),
            fields=tuple(_split_joined_values(resource, self.doubts)),
            complete=frozenset({"resource"}) if parts.is_complete else frozenset(),
            parameter_examples={},
            body_example=parts.notification_sample,
            response_example=None,
            resource_example=parts.resource_sample,
            error_codes=(),
            doubts=self._sorted_doubts(),
        )

    def _fields(
        self, lines: Sequence[Line], place: Place, names_at: NamesAt, *, complete: bool, is_upload: bool = False
    ) -> tuple[Field, ...]:
        tree = tree_of(list(events_of(joined(lines))), names_at, complete=complete, doubts=self.doubts)
        return fields_with_facts(tree, place, self.doubts, is_upload=is_upload)

    def _fields_of_operation(self, method: str, path: str, samples: Samples) -> tuple[Field, ...]:
        sections = self.sections
        said = facts.body_type(sections, has_file=False, is_multipart=samples.is_multipart)
        fields: list[Field] = []
        for place in _PLACES[:-1]:

            def names_at(at: tuple[str, ...], place: Place = place) -> frozenset[str]:
                return samples.names_at(place, at) | self.known_names(place, at)

            names = ("body", "form") if place == "body" else (place,)
            fields += self._fields(
                sections.of(*names),
                place,
                names_at,
                complete=sections.last not in names,
                is_upload=place == "body" and said == "multipart/form-data",
            )
        fields += self._unplaced(method, path, samples, fields)
        self._doubt_strays()
        wanted = (f for f in fields if f.place != "header" or f.name.lower() not in _RUNTIME_HEADERS)
        return tuple(_split_joined_values(tuple(wanted), self.doubts))

    def _unplaced(self, method: str, path: str, samples: Samples, placed: Sequence[Field]) -> Iterator[Field]:
        """Yield the fields below 请求参数 itself, each placed by its prose, the path, or the method."""
        lines = self.sections.of("request")
        if not any(begins_field(line.text) for line in lines):
            return
        complete = self.sections.last != "request"
        for field in self._fields(lines, "body", lambda at: samples.names_at("body", at), complete=complete):
            said = _PLACE_IN_PROSE.match(field.prose)
            place: Place = "query" if method in {"GET", "DELETE"} else "body"
            if said:
                place = next(each for each in _PLACES if each == said[1].lower())
            elif f"{{{field.name}}}" in path:
                place = "path"
            else:
                text = f"the page does not say where {field.name} goes; it is assumed to be in the {place}"
                self.doubts.append(Doubt(line=field.line, text=text))
            if all((other.name, other.place) != (field.name, place) for other in placed):
                yield _at_place(field, place)

    def _doubt_strays(self) -> None:
        """Doubt what looks like a field outside of the sections that have fields."""
        for name in ("head", "about", "other", "footer", "response header", "notification", "resource"):
            for line in self.sections.of(name):
                if not line.code and begins_field(line.text):
                    text = f"field outside of path, query, body and response: {line.text[:100]}"
                    self.doubts.append(Doubt(line=line.number, text=text))

    def _sorted_doubts(self) -> tuple[Doubt, ...]:
        return tuple(sorted(self.doubts, key=lambda doubt: doubt.line))


def _raise_for_no_fields(sections: Sections) -> None:
    """Raise PageError unless the page says that there are no parameters and no content."""
    lines = sections.of("path", "query", "body", "form", "request", "response")
    if any(line.text and not is_furniture(line.text) for line in lines):
        raise PageError("the page lists parameters in a form that cannot be read")


def _at_place(field: Field, place: Place) -> Field:
    return replace(field, place=place, fields=tuple(_at_place(member, place) for member in field.fields))


def _complete_places(sections: Sections) -> frozenset[Place]:
    """Return the places that are on the page to their end.

    Once the page has reached the sample call or the response, a place without a section has no parameters.
    """
    is_past_request = bool({"sample call", "response", "sample response", "error codes"} & set(sections.lines))
    is_complete = {place for place in _PLACES if sections.is_complete(place)}
    if sections.is_complete("form"):
        is_complete.add("body")
    return frozenset(place for place in _PLACES if place in is_complete or (is_past_request and place != "response"))


def _split_joined_values(fields: Sequence[Field], doubts: list[Doubt]) -> Iterator[Field]:
    """Correct enum values that the page joined with the value before: `…或DISCOUNTSINGLE: …` means SINGLE."""
    values = {value for field in _with_members(fields) for value in field.enum}

    def corrected(value: str) -> str:
        heads = (value[:end] for end in range(3, len(value) - 1) if value[end] != "_" and value[end - 1] != "_")
        return value[max((len(head) for head in heads if head in values), default=0) :]

    def split(field: Field) -> Field:
        for value in field.enum:
            if (rest := corrected(value)) != value:
                text = f"{field.name}: {value} is read as {rest}; the page seems to have lost a space"
                doubts.append(Doubt(line=field.line, text=text))
        enum = {corrected(value): meaning for value, meaning in field.enum.items()}
        return replace(field, enum=enum, fields=tuple(split(member) for member in field.fields))

    return (split(field) for field in fields)


def _with_members(fields: Sequence[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _with_members(field.fields)

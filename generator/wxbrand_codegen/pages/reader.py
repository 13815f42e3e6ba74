"""Read a page: lines, then sections, then samples, fields and facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from wxbrand_codegen.pages import facts
from wxbrand_codegen.pages.field_tree import fields_of
from wxbrand_codegen.pages.lines import decode, front_matter, lines_of_markdown, lines_of_text
from wxbrand_codegen.pages.page import Doubt, Field, Line, NotAnApiPage, Page, PageError, Place
from wxbrand_codegen.pages.samples import Samples, code_of, read_samples
from wxbrand_codegen.pages.sections import Sections, split_sections

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
_MARKDOWN = re.compile(r"^(?:#{1,6} |```|\|[\s:\-|]*-{3,}[\s:\-|]*\|?$)|\w\\_\w", re.MULTILINE)


def read_page(content: bytes, known_names: KnownNames = lambda _place, _path: frozenset()) -> Page:
    """Read a page saved as text, Markdown or HTML. Raises PageError if it does not describe an operation.

    A page may have lost the frames around the members of an object. Its samples and `known_names` then show where a
    field belongs.
    """
    lines, about = _lines_and_front_matter(decode(content))
    if sum(len(line.text) for line in lines) > _MOST_CHARACTERS:
        raise PageError(f"too much text for a documentation page (at most {_MOST_CHARACTERS:,} characters)")
    sections = split_sections(lines)
    doubts: list[Doubt] = []
    code = code_of(sections.of("sample call"))
    method, path = facts.method_and_path(sections, code)
    samples = read_samples(sections, code, path, doubts)
    fields = _fields(sections, samples, known_names, doubts)
    if not fields and not sections.of("sample call"):
        raise NotAnApiPage("not an API page: it has 请求方式, but neither parameters nor a sample call")
    return Page(
        method=method,
        path=path,
        title=facts.title_of(about, sections),
        updated=facts.last_update(lines, doubts),
        doc_id=facts.doc_id(about),
        operation=samples.operation,
        hosts=facts.hosts(sections),
        rate=facts.rate_limit(sections, doubts),
        preconditions=facts.preconditions(sections),
        fields=tuple(f for f in fields if f.place != "header" or f.name.lower() not in _RUNTIME_HEADERS),
        complete=_complete_places(sections),
        parameter_examples=samples.parameters,
        body_example=samples.body,
        response_example=samples.response,
        error_codes=facts.error_codes(sections.of("error codes"), doubts),
        doubts=tuple(sorted(doubts, key=lambda doubt: doubt.line)),
    )


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


def _fields(sections: Sections, samples: Samples, known_names: KnownNames, doubts: list[Doubt]) -> tuple[Field, ...]:
    fields: list[Field] = []
    for place in _PLACES:

        def names_at(path: tuple[str, ...], place: Place = place) -> frozenset[str]:
            return samples.names_at(place, path) | known_names(place, path)

        complete = sections.is_complete(place)
        fields += fields_of(sections.of(place), place, names_at, complete=complete, doubts=doubts)
    for line in sections.of("request"):
        if "必填" in line.text or "选填" in line.text:
            doubts.append(Doubt(line=line.number, text=f"field outside of path, query and body: {line.text[:100]}"))
    return tuple(_split_joined_values(fields, doubts))


def _complete_places(sections: Sections) -> frozenset[Place]:
    """Return the places that are on the page to their end.

    Once the page has reached the sample call or the response, a place without a section has no parameters.
    """
    is_past_request = bool({"sample call", "response", "sample response", "error codes"} & set(sections.lines))
    return frozenset(
        place for place in _PLACES if sections.is_complete(place) or (is_past_request and place != "response")
    )


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

"""Rules about operations: titles, tags, pages, rate limits, idempotency, paging, answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from wxbrand_codegen.build.extensions import page_fields
from wxbrand_codegen.document.nodes import MappingNode, ScalarNode
from wxbrand_codegen.ir.types import ListOf
from wxbrand_codegen.lint.subject import Finding, Subject, is_recorded, resolve
from wxbrand_codegen.problems import Mark

REQUEST_NUMBER = re.compile(r"(?:.*_)?request_no|out_(?:.*_)?(?:no|id)", re.ASCII)
"""Names of the members that hold a request number."""

_READS = re.compile(r"get|query|list|search|find|batch_?(?:get|query)|check", re.ASCII | re.IGNORECASE)


def missing_title(subject: Subject) -> Iterator[Finding]:
    """People find an operation by the title of its documentation page."""
    for operation in subject.operations():
        if not operation.title:
            yield operation.mark, f"{operation.id} has no summary; add the title of its page"


def missing_tag(subject: Subject) -> Iterator[Finding]:
    """The tag becomes an attribute of the client; without one it is guessed from the path."""
    for name, node in subject.described_nodes():
        if not node.sequence("tags"):
            yield node.mark, f"{name} has no tag; add the tag of its area"


def undeclared_tag(subject: Subject) -> Iterator[Finding]:
    """The description of a tag in the root file becomes a docstring."""
    declared = {tag.text("name") for tag in subject.document.root.sequence("tags") if isinstance(tag, MappingNode)}
    for tag in _used_tags(subject):
        if tag.value not in declared:
            yield tag.mark, f"{tag.text} is not among the tags of the root file; add it there, with a description"


def unused_tag(subject: Subject) -> Iterator[Finding]:
    """A tag that nothing has is a leftover or a spelling mistake."""
    used = {tag.text for tag in _used_tags(subject)}
    for tag in subject.document.root.sequence("tags"):
        if isinstance(tag, MappingNode) and (name := tag.text("name")) and name not in used:
            yield tag.mark, f"no operation or webhook has the tag {name}; remove it"


def _used_tags(subject: Subject) -> Iterator[ScalarNode]:
    for _, node in subject.described_nodes():
        yield from (tag for tag in node.sequence("tags") if isinstance(tag, ScalarNode))


def missing_page(subject: Subject) -> Iterator[Finding]:
    """The date of the page tells whether the documentation has changed since."""
    for operation in subject.operations():
        if not operation.extensions.page and not is_recorded(operation.extensions.unproven, "fields"):
            yield operation.mark, f"{operation.id} has no x-wxbrand-page; add the title and date of its page"


def missing_page_id(subject: Subject) -> Iterator[Finding]:
    """The id of a page stays the same when its title or address changes."""
    for operation in subject.operations():
        if operation.extensions.page and "id" not in operation.extensions.page:
            yield operation.mark, f"the x-wxbrand-page of {operation.id} has no id; add the id of the page"


def impossible_page_date(subject: Subject) -> Iterator[Finding]:
    """A wrong date hides that the page has changed since."""
    for name, node in subject.described_nodes():
        page = node.mapping("x-wxbrand-page")
        updated = page.text("updated") if page else None
        if page is None or updated is None:
            continue
        mark = page.members["updated"].mark
        try:
            is_future = date.fromisoformat(updated) > subject.today + timedelta(
                days=1
            )  # it may be tomorrow in another time zone
        except ValueError:
            yield mark, f"{updated}, the date of the page of {name}, is not a date; correct it"
            continue
        if is_future:
            yield mark, f"{updated}, the date of the page of {name}, is in the future; correct it"


def missing_rate_limit(subject: Subject) -> Iterator[Finding]:
    """Callers and rate limiters must know how often an operation may be called."""
    for operation in subject.operations():
        if operation.extensions.rate_limit is None and not is_recorded(operation.extensions.unproven, "rate-limit"):
            yield operation.mark, f"{operation.id} has no x-wxbrand-rate-limit; add it with requests, seconds and per"


def missing_idempotency(subject: Subject) -> Iterator[Finding]:
    """After a lost answer, a write can be repeated safely only with the same request number, if the spec names it."""
    for operation in subject.operations():
        if operation.method in {"GET", "HEAD"} or operation.extensions.repeat:
            continue
        names = [parameter.field.wire for parameter in operation.parameters if parameter.location == "body"]
        number = next((name for name in names if REQUEST_NUMBER.fullmatch(name)), None)
        if number:
            yield operation.mark, f"{operation.id} has {number}, but no x-wxbrand-idempotency; add it with this field"
        elif names and operation.method == "POST" and not _READS.match(operation.id):
            yield (
                operation.mark,
                f"{operation.id} is a write without x-wxbrand-idempotency; add it with the field that identifies "
                "a request, and whether a repeat is safe, unsafe or unknown",
            )


def missing_paging(subject: Subject) -> Iterator[Finding]:
    """Without x-wxbrand-paging there is no iterator, and a caller who forgets to page sees only the first page."""
    for operation in subject.operations():
        if operation.paging is not None:
            continue
        query = {parameter.field.wire for parameter in operation.parameters if parameter.location == "query"}
        answer = page_fields(operation, subject.api.models)
        by_token = "page_token" in query and "next_page_token" in answer
        by_offset = {"offset", "limit"} <= query
        if (by_token or by_offset) and any(isinstance(field.type, ListOf) for field in answer.values()):
            members = "token and next" if by_token else "offset and limit"
            message = f"{operation.id} answers with pages, but has no x-wxbrand-paging; add it with items, {members}"
            yield operation.mark, message


def missing_error_answer(subject: Subject) -> Iterator[Finding]:
    """Callers must know which errors to expect; tests and sandbox use only those that are described."""
    for operation in subject.operations():
        if not operation.error_responses:
            yield operation.mark, f"{operation.id} describes no error answer; add those on its page, such as 400"


def error_without_example(subject: Subject) -> Iterator[Finding]:
    """The error code in the example is what callers compare with."""
    for name, status, mark, response in _answers(subject):
        if status[0] in "45" and not any(
            "example" in media.members or media.mapping("examples") for media in _media(response)
        ):
            yield mark, f"the answer {status} of {name} has no example; add one with code and message"


def answer_without_schema(subject: Subject) -> Iterator[Finding]:
    """The body of an answer without a schema is ignored: the method returns NoContent."""
    for name, status, mark, response in _answers(subject):
        if status[0] == "2" and status not in {"202", "204", "205"} and not _media(response):
            yield mark, f"the answer {status} of {name} has no schema; describe its body, or use 204 if it has none"


def _answers(subject: Subject) -> Iterator[tuple[str, str, Mark, MappingNode]]:
    """Yield the operation's name, the status, the mark and the node of each answer."""
    for name, node in subject.operation_nodes():
        responses = node.mapping("responses")
        for status, entry in responses.members.items() if responses else ():
            if responses and isinstance(entry, MappingNode) and not status.startswith("x-"):
                response = resolve(subject.document.root, entry)
                if response is entry:
                    yield name, status, responses.mark_of(status), response
                else:
                    yield "a shared response", status, response.mark, response


def _media(response: MappingNode) -> tuple[MappingNode, ...]:
    return tuple(media for media in response.entries("content").values() if isinstance(media, MappingNode))


RULES = (
    missing_title, missing_tag, undeclared_tag, unused_tag, missing_page, missing_page_id, impossible_page_date,
    missing_rate_limit, missing_idempotency, missing_paging, missing_error_answer, error_without_example,
    answer_without_schema,
)  # fmt: skip

"""Part of lint: what an operation should say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from wxbrand_codegen.build.paging import members_of_page
from wxbrand_codegen.document.nodes import MappingNode, ScalarNode
from wxbrand_codegen.ir.types import ListOf
from wxbrand_codegen.lint.subject import Finding, Subject, is_recorded
from wxbrand_codegen.problems import Mark

REQUEST_NUMBER = re.compile(r"(?:.*_)?request_no|out_(?:.*_)?(?:no|id)", re.ASCII)
"""Names by which the requester numbers what it asks for."""

_READS = re.compile(r"get|query|list|search|find|batch_?(?:get|query)|check", re.ASCII | re.IGNORECASE)


def missing_title(subject: Subject) -> Iterator[Finding]:
    """People find an operation by the title of its page."""
    for operation in subject.operations():
        if not operation.title:
            yield operation.mark, f"{operation.id} has no summary; give the title of its page"


def missing_tag(subject: Subject) -> Iterator[Finding]:
    """The tag is the area, and so the client's attribute; without one it is guessed from the path."""
    for name, node in subject.operation_nodes():
        if not node.sequence("tags"):
            yield node.mark, f"{name} has no tag; give the one of its area"


def undeclared_tag(subject: Subject) -> Iterator[Finding]:
    """What the root file says of a tag becomes the docstring of the area."""
    declared = {tag.text("name") for tag in subject.document.root.sequence("tags") if isinstance(tag, MappingNode)}
    for _, node in subject.operation_nodes():
        for tag in node.sequence("tags"):
            if isinstance(tag, ScalarNode) and tag.value not in declared:
                yield tag.mark, f"{tag.text} is not among the root file's tags; add it there, with a description"


def unused_tag(subject: Subject) -> Iterator[Finding]:
    """A tag without operations is left from a move, or a slip of the pen."""
    used = {
        tag.text
        for _, node in subject.operation_nodes()
        for tag in node.sequence("tags")
        if isinstance(tag, ScalarNode)
    }
    for tag in subject.document.root.sequence("tags"):
        if isinstance(tag, MappingNode) and (name := tag.text("name")) and name not in used:
            yield tag.mark, f"no operation has the tag {name}; remove it"


def missing_page(subject: Subject) -> Iterator[Finding]:
    """Without the page and its date nobody can tell whether the spec is older than the documentation."""
    for operation in subject.operations():
        if not operation.extensions.page and not is_recorded(operation.extensions.unproven, "fields"):
            yield operation.mark, f"{operation.id} has no x-wxbrand-page; give the page's title and date"


def missing_page_id(subject: Subject) -> Iterator[Finding]:
    """A page is found again by its number when its title or address has changed."""
    for operation in subject.operations():
        if operation.extensions.page and "id" not in operation.extensions.page:
            yield operation.mark, f"{operation.id} does not give the number of its page; add id to x-wxbrand-page"


def impossible_page_date(subject: Subject) -> Iterator[Finding]:
    """A date that is none, or that has yet to come, is a slip of the pen, and hides that the page has moved on."""
    for name, node in subject.operation_nodes():
        page = node.mapping("x-wxbrand-page")
        updated = page.text("updated") if page else None
        if page is None or updated is None:
            continue
        mark = page.members["updated"].mark
        try:
            lies_ahead = date.fromisoformat(updated) > subject.today + timedelta(days=1)  # it may be tomorrow there
        except ValueError:
            yield mark, f"{updated}, the date of the page of {name}, is not in the calendar; correct it"
            continue
        if lies_ahead:
            yield mark, f"{updated}, the date of the page of {name}, has yet to come; correct it"


def missing_rate_limit(subject: Subject) -> Iterator[Finding]:
    """A caller must know how often it may call."""
    for operation in subject.operations():
        if operation.extensions.rate_limit is None and not is_recorded(operation.extensions.unproven, "rate-limit"):
            yield operation.mark, f"{operation.id} has no x-wxbrand-rate-limit; give requests, seconds and per"


def missing_idempotency(subject: Subject) -> Iterator[Finding]:
    """After a lost answer a write can be repeated safely only with the same number, if the spec says which."""
    for operation in subject.operations():
        if operation.method in {"GET", "HEAD"} or operation.extensions.repeat:
            continue
        names = [parameter.field.wire for parameter in operation.parameters if parameter.location == "body"]
        number = next((name for name in names if REQUEST_NUMBER.fullmatch(name)), None)
        if number:
            yield operation.mark, f"{operation.id} has {number}, but no x-wxbrand-idempotency; name it there as the field"
        elif names and operation.method == "POST" and not _READS.match(operation.id):
            yield (
                operation.mark,
                f"{operation.id} is a write without x-wxbrand-idempotency; name the member that tells one intent from "
                "another, and whether repeating is safe, unsafe or unknown",
            )


def missing_paging(subject: Subject) -> Iterator[Finding]:
    """Without it callers turn the pages by hand, and those who forget see the first page only."""
    for operation in subject.operations():
        if operation.paging is not None:
            continue
        query = {parameter.field.wire for parameter in operation.parameters if parameter.location == "query"}
        answer = members_of_page(operation, subject.api.models)
        by_token = "page_token" in query and "next_page_token" in answer
        by_offset = {"offset", "limit"} <= query
        if (by_token or by_offset) and any(isinstance(field.type, ListOf) for field in answer.values()):
            told = "token and next" if by_token else "offset and limit"
            yield operation.mark, f"{operation.id} answers page by page without x-wxbrand-paging; give items, {told}"


def missing_error_answer(subject: Subject) -> Iterator[Finding]:
    """Callers must know which refusals to expect; tests and sandbox play only those that are described."""
    for operation in subject.operations():
        if not operation.error_responses:
            yield operation.mark, f"{operation.id} describes no error answer; add those of its page, such as 400"


def error_without_example(subject: Subject) -> Iterator[Finding]:
    """The code that stands in an error's example is what callers look for."""
    for name, status, mark, response in _answers(subject):
        if status[0] in "45" and not any(
            "example" in media.members or media.mapping("examples") for media in _media(response)
        ):
            yield mark, f"the answer {status} of {name} has no example; show its code and message"


def answer_without_schema(subject: Subject) -> Iterator[Finding]:
    """An answer without a schema is returned as nothing at all."""
    for name, status, mark, response in _answers(subject):
        if status[0] == "2" and status not in {"202", "204", "205"} and not _media(response):
            yield mark, f"the answer {status} of {name} has no schema; describe its body, or say 204 if it has none"


def _answers(subject: Subject) -> Iterator[tuple[str, str, Mark, MappingNode]]:
    """Give each answer once, at the place that describes it."""
    for name, node in subject.operation_nodes():
        responses = node.mapping("responses")
        for status, entry in responses.members.items() if responses else ():
            if responses and isinstance(entry, MappingNode) and not status.startswith("x-"):
                response = subject.resolved(entry)
                shared = response is not entry
                yield ("a shared response" if shared else name), status, (
                    response.mark if shared else responses.mark_of(status)
                ), response


def _media(response: MappingNode) -> tuple[MappingNode, ...]:
    content = response.mapping("content")
    return tuple(media for media in content.members.values() if isinstance(media, MappingNode)) if content else ()


RULES = (
    missing_title,
    missing_tag,
    undeclared_tag,
    unused_tag,
    missing_page,
    missing_page_id,
    impossible_page_date,
    missing_rate_limit,
    missing_idempotency,
    missing_paging,
    missing_error_answer,
    error_without_example,
    answer_without_schema,
)

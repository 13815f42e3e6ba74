"""Part of build: the answers of an operation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wxbrand_codegen.bodies import json_media, shown_by
from wxbrand_codegen.ir import Reply
from wxbrand_codegen.media import JSON
from wxbrand_codegen.names import Name
from wxbrand_codegen.nodes import Mapping, plain
from wxbrand_codegen.problems import Mark
from wxbrand_codegen.schemas import Schemas

_STATUS = re.compile(r"[2-5][0-9]{2}|[2-5]XX|default", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One documented answer, its references followed."""

    status: str
    response: Mapping
    mark: Mark

    @property
    def is_success(self) -> bool:
        return self.status.startswith("2") or self.status == "default"


def replies_of(node: Mapping, operation: Name, schemas: Schemas) -> tuple[Reply, ...]:
    """Give every documented answer. `default` stands for errors where a success is described, else for the success."""
    answers = _answers(node, schemas)
    if any(answer.status.startswith("2") for answer in answers):
        answers = [answer for answer in answers if answer.status != "default"]
    replies: list[Reply] = []
    for answer in answers:
        if answer.is_success:
            is_first = not any(reply.is_success for reply in replies)
            place = _place(operation, "" if is_first else answer.status)
            replies.append(_success(answer, place, schemas))
        else:
            replies.append(_error(answer, schemas))
    if not any(reply.is_success for reply in replies):
        schemas.problem(node.mark_of("responses"), "no-success", "no success answer (2xx) is described")
    return tuple(replies)


def _answers(node: Mapping, schemas: Schemas) -> list[_Answer]:
    responses = node.mapping("responses")
    answers: list[_Answer] = []
    for status, entry in responses.members.items() if responses else ():
        mark = responses.mark_of(status) if responses else node.mark
        response = schemas.resolve(entry)
        if status.startswith("x-"):
            continue
        if not _STATUS.fullmatch(status) or not isinstance(response, Mapping):
            schemas.problem(mark, "unusable-status", f"{status} is not a status such as 200, 4XX or default")
            continue
        if status.startswith("3"):
            schemas.advise(
                mark, "redirect", f"{status} is left out: redirects are not followed, and raised as untrusted"
            )
            continue
        answers.append(_Answer(status, response, mark))
    return answers


def _place(operation: Name, suffix: str) -> Name:
    """Name what an answer needs named; the first success needs no status in its name."""
    return Name(snake=f"{operation.snake}_response", pascal=f"{operation.pascal}Response{suffix.capitalize()}")


def _success(answer: _Answer, place: Name, schemas: Schemas) -> Reply:
    title = answer.response.text("description") or ""
    content = answer.response.mapping("content")
    nothing = Reply(status=answer.status, type=None, title=title, mark=answer.mark)
    if not content or not content.members:
        return nothing
    media = json_media(content)
    if media is None:
        offered = ", ".join(content.members)
        schemas.problem(
            answer.mark, "unsupported-answer", f"an answer must be offered as {JSON}; this one is {offered}"
        )
        return nothing
    schema = media.get("schema")
    if schema is None:
        schemas.problem(media.mark, "unsupported-answer", "the answer has no schema")
        return nothing
    example = shown_by(media, schemas) or schemas.example(schema)
    type_ = schemas.type_of(schema, place)
    return Reply(status=answer.status, type=type_, title=title, example=example, mark=answer.mark)


def _error(answer: _Answer, schemas: Schemas) -> Reply:
    content = answer.response.mapping("content")
    media = json_media(content)
    shown = shown_by(media, schemas) if media else None
    title = answer.response.text("description") or ""
    return Reply(
        status=answer.status,
        type=None,
        title=title,
        example=plain(shown) if shown is not None else None,
        mark=answer.mark,
    )

"""Part of build: the answers of an operation."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wxbrand_codegen.build.bodies import Offer, json_media, offer_of, shown_by
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.ir.media_types import JSON, concrete, kind_of, without_parameters
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Response
from wxbrand_codegen.problems import Mark

_WITHOUT_BODY = frozenset({"204", "205"})
_STATUS = re.compile(r"[2-5][0-9]{2}|[2-5]XX|default", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One documented answer, its references followed."""

    status: str
    response: MappingNode
    mark: Mark

    @property
    def is_success(self) -> bool:
        return self.status.startswith("2") or self.status == "default"


def replies_of(node: MappingNode, verb: str, operation: Name, schemas: Schemas) -> tuple[Response, ...]:
    """Give every documented answer; to HEAD none has a body. `default` stands for errors where a success is described, else for the success."""
    answers = _answers(node, schemas)
    if any(answer.status.startswith("2") for answer in answers):
        answers = [answer for answer in answers if answer.status != "default"]
    replies: list[Response] = []
    for answer in answers:
        if answer.is_success:
            is_first = not any(reply.is_success for reply in replies)
            place = _place(operation, "" if is_first else answer.status)
            replies.append(_success(answer, place, schemas, may_have_body=verb != "head"))
        else:
            replies.append(_error(answer, schemas))
    if not any(reply.is_success for reply in replies):
        schemas.problem(node.mark_of("responses"), "no-success", "no success answer (2xx) is described")
    return tuple(replies)


def _answers(node: MappingNode, schemas: Schemas) -> list[_Answer]:
    responses = node.mapping("responses")
    answers: list[_Answer] = []
    for status, entry in responses.members.items() if responses else ():
        mark = responses.mark_of(status) if responses else node.mark
        response = schemas.resolve(entry)
        if status.startswith("x-"):
            continue
        if not _STATUS.fullmatch(status) or not isinstance(response, MappingNode):
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


def _success(answer: _Answer, place: Name, schemas: Schemas, *, may_have_body: bool) -> Response:
    title = answer.response.text("description") or ""
    content = answer.response.mapping("content")
    nothing = Response(status=answer.status, type=None, title=title, mark=answer.mark)
    if not content or not content.members or not may_have_body or answer.status in _WITHOUT_BODY:
        return nothing
    offer = offer_of(content, schemas)
    if offer is None:
        offered = ", ".join(content.members)
        message = f"an answer must be offered in a media type such as {JSON}; this one is {offered}"
        schemas.problem(answer.mark, "unsupported-answer", message)
        return nothing
    if offer.kind != "json":
        return _raw(nothing, offer, content, schemas)
    if offer.schema is None:
        schemas.problem(offer.media.mark, "unsupported-answer", "the answer has no schema")
        return nothing
    example = shown_by(offer.media, schemas) or schemas.example(offer.schema)
    type_ = schemas.type_of(offer.schema, place)
    accepts = (without_parameters(concrete(offer.media_type, "json")),)
    return Response(
        status=answer.status, type=type_, title=title, example=example, mark=answer.mark, accepts=accepts
    )  # fmt: skip


def _raw(nothing: Response, offer: Offer, content: MappingNode, schemas: Schemas) -> Response:
    """Give an answer that is not JSON, and so is given to callers as it stands."""
    shown = shown_by(offer.media, schemas) or (schemas.example(offer.schema) if offer.schema is not None else None)
    text = plain(shown) if shown is not None else None
    return replace(
        nothing,
        content_type=concrete(offer.media_type, "text" if offer.kind != "file" else "file"),
        accepts=tuple(dict.fromkeys(without_parameters(key) for key in content.members if kind_of(key))),
        example=text if isinstance(text, str) and text else "example" if offer.kind == "text" else None,
    )


def _error(answer: _Answer, schemas: Schemas) -> Response:
    content = answer.response.mapping("content")
    media = json_media(content, schemas)
    shown = shown_by(media, schemas) if media else None
    title = answer.response.text("description") or ""
    return Response(
        status=answer.status,
        type=None,
        title=title,
        example=plain(shown) if shown is not None else None,
        mark=answer.mark,
    )

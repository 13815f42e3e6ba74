"""What the spec says an operation answers: status and body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.examples.files import BINARY_RESPONSE
from wxbrand_codegen.ir.media_types import Kind, concrete, is_json
from wxbrand_codegen.sandbox.refusals import ProductRefusal
from wxbrand_codegen.sandbox.requests.bodies import offer_of
from wxbrand_codegen.sandbox.requests.routes import MethodNotAllowed, Operation
from wxbrand_codegen.sandbox.schemas.nodes import Node
from wxbrand_codegen.sandbox.schemas.synthesis import synthesised

_CODES = {
    400: "PARAM_ERROR",
    401: "SIGN_ERROR",
    403: "NO_AUTH",
    404: "RESOURCE_NOT_EXISTS",
    429: "RATELIMIT_EXCEEDED",
    500: "SYSTEM_ERROR",
    502: "SERVICE_UNAVAILABLE",
    503: "SERVICE_UNAVAILABLE",
}


_USUAL_TYPE = "application/json; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Status and body of an answer, before it is signed."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = _USUAL_TYPE
    number: int = 0
    """WeChat Pay's internal number for an error, the end of the Request-ID."""

    def with_fields(self, fields: Mapping[str, Any]) -> Reply:
        """Add fields to the JSON object in the body."""
        return Reply(status=self.status, body=_json({**json.loads(self.body or b"{}"), **fields}))

    def value(self) -> Any:
        """Read the JSON in the body."""
        return json.loads(self.body)

    def with_value(self, value: Any) -> Reply:
        """Put another JSON value into the body."""
        return replace(self, body=_json(value))


def of_value(value: Any) -> Reply:
    """Give a success with this JSON."""
    return Reply(status=200, body=_json(value))


def refused(refusal: RequestRefused) -> Reply:
    """Give the answer to a request that is not carried out."""
    allow = (("Allow", refusal.allowed),) if isinstance(refusal, MethodNotAllowed) else ()
    number = refusal.number if isinstance(refusal, ProductRefusal) else 0
    return Reply(status=refusal.status, body=refusal.body(), headers=allow, number=number)


def success(operation: Operation, seed: bytes) -> Reply:
    """Give the first 2xx answer of the spec, with its example or a value made from the seed."""
    responses = dict(operation.node.get_members("responses"))
    key = next((key for key in responses if key.startswith("2")), "default")
    if key not in responses:
        raise RequestRefused(501, "NOT_IMPLEMENTED", "the spec gives this operation no answer of success")
    status = int(key) if key.isdigit() else 200
    return _declared(status, responses[key].resolved(), seed)


def of_status(operation: Operation, status: int, seed: bytes) -> Reply:
    """Give the answer that the spec has for a status; an error without example gets WeChat Pay's usual shape."""
    response = _response(operation, status)
    if response is not None and (status < 400 or _json_example(response) is not None):
        return _declared(status, response, seed)
    if status < 400:
        return Reply(status=status, body=b"")
    return refused(RequestRefused(status, _CODES.get(status, "ERROR"), f"the test wanted status {status}"))


def reply_schema(operation: Operation, status: int) -> Node | None:
    """Give the schema of the answer that the spec has for a status; None if there is none."""
    response = _response(operation, status)
    offer = offer_of(response) if response is not None else None
    return offer[2].get("schema") if offer is not None and offer[0] == "json" else None


def _response(operation: Operation, status: int) -> Node | None:
    responses = dict(operation.node.get_members("responses"))
    key = next((key for key in (str(status), f"{status // 100}XX", "default") if key in responses), None)
    return responses[key].resolved() if key is not None else None


def _declared(status: int, response: Node, seed: bytes) -> Reply:
    if response.get("content") is None or status in {204, 205}:
        return Reply(status=status, body=b"")
    offer = offer_of(response)
    if offer is None:
        raise RequestRefused(501, "NOT_IMPLEMENTED", "the spec offers no media type for this answer")
    kind, media_type, media = offer
    example = _example(media)
    schema = media.get("schema")
    if kind != "json":
        return _raw(status, kind, media_type, example.value if example is not None else None)
    if example is not None:
        return Reply(status=status, body=_json(example.value))
    return Reply(status=status, body=_json({} if schema is None else synthesised(schema, seed)))


def _raw(status: int, kind: Kind, media_type: str, shown: Any) -> Reply:
    """Give an answer that is not JSON: the text that the spec shows, else some."""
    said = concrete(media_type, "file" if kind == "file" else "text")
    if isinstance(shown, str):
        return Reply(status=status, body=shown.encode(), content_type=said)
    return Reply(status=status, body=BINARY_RESPONSE if kind == "file" else b"example", content_type=said)


def _json_example(response: Node) -> Node | None:
    media = next((node for key, node in response.get_members("content") if is_json(key)), None)
    return _example(media) if media is not None else None


def _example(media: Node) -> Node | None:
    named = [place.resolved().get("value") for _, place in media.get_members("examples")]
    schema = media.get("schema")
    own = schema.resolved().get("example") if schema is not None else None
    return next((node for node in (media.get("example"), *named, own) if node is not None), None)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()

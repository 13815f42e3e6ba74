"""Replies: status and body of a response, from the spec or an error, and its signed form with the changes that a test wants."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from wxbrand_runtime.http import Answer, Headers
from wxbrand_runtime.testing import Fault, RequestRefused, WeChatPay
from wxbrand_runtime.testing.faults import sign_with_fault

from wxbrand_codegen.examples.files import BINARY_RESPONSE
from wxbrand_codegen.ir.media_types import BINARY, concrete, is_json
from wxbrand_codegen.sandbox.refusals import TOO_FREQUENT
from wxbrand_codegen.sandbox.requests.bodies import choose_media
from wxbrand_codegen.sandbox.requests.routes import MethodNotAllowed, Operation
from wxbrand_codegen.sandbox.schemas.directions import as_answers_are
from wxbrand_codegen.sandbox.schemas.nodes import Node
from wxbrand_codegen.sandbox.schemas.synthesis import synthesise

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Status and body of a response, before it is signed."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "application/json; charset=utf-8"
    number: int = 0
    """WeChat Pay's internal number for an error, which ends the Request-ID."""

    def value(self) -> Any:
        """Parse the JSON in the body."""
        return json.loads(self.body)

    def with_value(self, value: Any) -> Reply:
        """Replace the JSON value in the body."""
        return replace(self, body=_json(value))


Spoil = Literal["", "not-json", "unreadable-member", "proxy-error", "redirect"]
"""How the answer of an operation is spoiled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Changes to a response. The default changes nothing."""

    status: int | None = None
    body: bytes | None = None
    tamper: bool = False
    sign_with: RSAPrivateKey | None = field(default=None, repr=False)
    unsigned: bool = False
    spoil: Spoil = ""
    """What replaces the answer of the operation, which has run."""

    signature_fault: Fault | None = None
    """One of SIGNATURE_FAULTS."""

    extra_fields: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def error_reply(refusal: RequestRefused) -> Reply:
    """Return the reply for a refused request."""
    allow = (("Allow", refusal.allowed),) if isinstance(refusal, MethodNotAllowed) else ()
    return Reply(status=refusal.status, body=refusal.body(), headers=allow, number=refusal.number)


def success_reply(operation: Operation, seed: bytes) -> Reply:
    """Return the spec's first 2xx response, with its example or a value made from its schema and the seed."""
    responses = dict(operation.node.get_members("responses"))
    key = next((key for key in responses if key.startswith("2")), "default")
    if key not in responses:
        return _undescribed_success(200)
    status = int(key) if key.isdigit() else 200
    return _documented_reply(status, responses[key].resolved(), seed)


def reply_with_status(operation: Operation, status: int, seed: bytes) -> Reply:
    """Return the spec's response for a status. An error without an example gets WeChat Pay's usual JSON."""
    response = _response(operation, status)
    number = TOO_FREQUENT if status == 429 else 0
    if response is not None and (status < 400 or _json_example(response) is not None):
        return replace(_documented_reply(status, response, seed), number=number)
    if status < 400:
        described = {key for key, _ in operation.node.get_members("responses") if key.startswith("2")}
        return Reply(status=status, body=b"") if described else _undescribed_success(status)
    message = f"the test requested status {status}"
    return error_reply(RequestRefused(status, _CODES.get(status, "ERROR"), message, number=number))


def response_schema(operation: Operation, status: int) -> Node | None:
    """Return the JSON schema of the spec's response for a status, or None if there is none."""
    response = _response(operation, status)
    media = choose_media(response) if response is not None else None
    return media[2].get("schema") if media is not None and media[0] == "json" else None


def make_answer(reply: Reply, script: Script, wechat_pay: WeChatPay | None) -> Answer:
    """Apply the script to a reply and sign it, or leave it unsigned without `wechat_pay`."""
    signed_body, body = reply.body, reply.body
    headers = [("Request-ID", f"{secrets.token_hex(20).upper()}-{reply.number}"), *reply.headers]
    if wechat_pay is not None and script.signature_fault is not None:
        signature, body = sign_with_fault(script.signature_fault, wechat_pay, body)
        headers += signature
    elif wechat_pay is not None and not script.unsigned:
        if script.tamper and body:
            body += b" "  # the JSON value is the same; only the signature differs
        elif script.tamper:
            signed_body = b" "  # a response such as 204 has no body to change
        headers += wechat_pay.sign_answer(signed_body, private_key=script.sign_with)
    if body:
        headers.append(("Content-Type", reply.content_type))
    replaced = {name.lower() for name in script.headers}
    kept = [(name, value) for name, value in headers if name.lower() not in replaced]
    return Answer(status=reply.status, headers=Headers([*kept, *script.headers.items()]), body=body)


def _response(operation: Operation, status: int) -> Node | None:
    responses = dict(operation.node.get_members("responses"))
    key = next(
        (key for key in (str(status), f"{status // 100}XX", f"{status // 100}xx", "default") if key in responses), None
    )
    return responses[key].resolved() if key is not None else None


def _undescribed_success(status: int) -> Reply:
    """Return a success of an operation that describes none: any bytes."""
    return Reply(status=status, body=BINARY_RESPONSE, content_type=BINARY)


def _documented_reply(status: int, response: Node, seed: bytes) -> Reply:
    if not response.get_value("content") or status in {204, 205}:
        return Reply(status=status, body=b"")
    chosen = choose_media(response)
    if chosen is None:
        raise RequestRefused(501, "NOT_IMPLEMENTED", "the spec has no media type for this response")
    kind, media_type, media = chosen
    example = example_of(media)
    schema = media.get("schema")
    if kind == "json":
        value = example.value if example is not None else {} if schema is None else synthesise(schema, seed)
        return Reply(status=status, body=_json(value if schema is None else as_answers_are((schema,), value)))
    content_type = concrete(media_type, "file" if kind == "file" else "text")
    if example is not None and isinstance(example.value, str):
        return Reply(status=status, body=example.value.encode(), content_type=content_type)
    return Reply(status=status, body=b"example" if kind == "text" else BINARY_RESPONSE, content_type=content_type)


def _json_example(response: Node) -> Node | None:
    media = next((node for key, node in response.get_members("content") if is_json(key)), None)
    return example_of(media) if media is not None else None


def example_of(media: Node) -> Node | None:
    """Return the example of a media type, or of its schema; None if there is none."""
    named = [example.resolved().get("value") for _, example in media.get_members("examples")]
    schema = media.get("schema")
    own = schema.resolved().get("example") if schema is not None else None
    return next((node for node in (media.get("example"), *named, own) if node is not None), None)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()

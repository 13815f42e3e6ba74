"""Operations, with their parameters, bodies and responses, and the notifications that WeChat Pay sends."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote

from wxbrand_codegen.ir.models import Field, Members, Rule, UnprovenFact
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.styles import DEFAULTS, Words
from wxbrand_codegen.ir.types import File, ListOf, Type
from wxbrand_codegen.problems import Mark

_ASCII = "".join(map(chr, range(0x21, 0x7F)))
Location = Literal["path", "query", "header", "body"]
FromFile = Literal["name", "name if known", "sha256"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One field of a request and its location."""

    field: Field
    location: Location
    style: Words = ()
    """How a value outside the body, or a field of a form, is written; empty for the default of its location."""

    in_example: bool = False
    """Whether the example of the whole body contains it."""

    in_meta: bool = False
    """Whether it is a member of the part `meta` of an upload."""

    from_file: FromFile | None = None
    """Property of the uploaded file that is the default value."""

    part_type: str = ""
    """Media type of a multipart part; empty if the spec states none."""

    @property
    def words(self) -> Words:
        """How a value outside the body, or a field of a form, is written."""
        return self.style or DEFAULTS[self.location]

    @property
    def file(self) -> File | None:
        """The file type, if the parameter is a file or a list of files."""
        type_ = self.field.type.item if isinstance(self.field.type, ListOf) else self.field.type
        return type_ if isinstance(type_, File) else None


BodyKind = Literal["members", "whole", "form", "multipart", "text", "file"]
"""How parameters become a body. They are the members of a JSON object, of a form or of multipart/form-data; or one
parameter is the whole body, as JSON, text or bytes.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body of a request."""

    required: bool
    kind: BodyKind
    content_type: str = "application/json"
    """Media type, as the spec writes it. Not used for forms and multipart/form-data."""

    rules: tuple[Rule, ...] = ()
    """Rules on the members; empty where one parameter is the whole body."""

    closed: bool = False
    """Whether the spec allows no members but these (`additionalProperties: false`)."""

    unproven: tuple[UnprovenFact, ...] = ()
    """Of the schema of the whole body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorCode:
    """An error that a response documents by an example."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One documented response."""

    status: str
    """`200`, `2XX` or `default`."""

    type: Type | None
    """None for an error, for no body and for a body that is not JSON."""

    content_type: str = ""
    """Media type of a body that is not JSON; empty for JSON and for no body."""

    accepts: tuple[str, ...] = ()
    """Media types for the Accept header."""

    title: str
    example: Any = None
    """Valid example from the spec: a JSON value, or the text of a text body. None for bytes or if there is none."""

    errors: tuple[ErrorCode, ...] = ()
    """The errors that the examples of an error response show."""

    mark: Mark

    @property
    def is_success(self) -> bool:
        """Whether the client returns it. It raises the others."""
        return self.status.startswith("2") or self.status == "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extensions:
    """What the `x-wxbrand-` extensions say about an operation or a notification. Each may be missing."""

    page: Mapping[str, str] = field(default_factory=dict)
    """title, id and updated (date) of the documentation page."""

    rate_limit: tuple[int, int, str] | None = None
    """Requests, seconds, and what they are counted per: `brand` or `merchant`."""

    request_number: Name | None = None
    """Field that is the idempotency key."""

    repeat: str = ""
    """Whether repeating a request with the same values is `safe`, `unsafe` or `unknown`; empty if not stated."""

    repeat_note: str = ""
    preconditions: tuple[str, ...] = ()
    unproven: tuple[UnprovenFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How to get from one page of a list to the next (`x-wxbrand-paging`)."""

    method: Name
    """Name of the iterator method."""

    members: Mapping[str, str]
    """`items`, `token`, `next`, `offset`, `limit`, `total`, as far as the spec names them -> attribute."""

    item: Type
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method on one path."""

    id: str
    """operationId, or a generated one if the spec has none."""

    name: Name
    method: str
    """Upper case."""

    path: str
    title: str
    text: str
    parameters: tuple[Parameter, ...]
    serial_header: Field | None = None
    """The header Wechatpay-Serial as the spec describes it. The runtime fills it in, so it is not among the parameters."""

    body: Body | None
    responses: tuple[Response, ...]
    extensions: Extensions
    deprecated: bool = False
    paging: Paging | None = None
    has_examples: bool = True
    """Whether there are valid example values, for generated tests and documentation."""

    mark: Mark

    @property
    def key(self) -> str:
        """Method and path, which identify it."""
        return operation_key(self.method, self.path)

    @property
    def wire_path(self) -> str:
        """The path with its placeholders, as a URL has it: what is not ASCII is percent-encoded."""
        pieces = re.split(r"(\{[^{}]*\})", self.path)
        return "".join(piece if n % 2 else quote(piece, safe=_ASCII) for n, piece in enumerate(pieces))

    @property
    def body_members(self) -> Members:
        """The members of the request body and the rules on them."""
        fields = tuple(parameter.field for parameter in self.parameters if parameter.location == "body")
        return Members(fields, self.body.rules if self.body else ())

    @property
    def success_responses(self) -> tuple[Response, ...]:
        """Documented responses that the client returns."""
        return tuple(response for response in self.responses if response.is_success)

    @property
    def error_responses(self) -> tuple[Response, ...]:
        """Documented responses that the client raises."""
        return tuple(response for response in self.responses if not response.is_success)


def request_class(operation: Name) -> str:
    """Return the name of the request class of an operation."""
    return f"{operation.pascal}Request"


def operation_key(method: str, path: str) -> str:
    """Return method and path, such as `POST /brand/store`."""
    return f"{method.upper()} {path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A notification (webhook) that WeChat Pay sends to the brand."""

    name: Name
    """Name of the event class."""

    webhook: str
    """Key under `webhooks`; usually the event type."""

    event_type: str
    title: str
    text: str
    resource: Type
    """The encrypted resource: a record, or an open object."""

    example: Any = None
    """Valid example of the resource from the spec; None if there is none."""

    same_if: tuple[str, ...] = ()
    """Attributes of the resource that, with the event type, identify a repeated notification."""

    original_type: str = ""
    associated_data: str = ""
    extensions: Extensions
    deprecated: bool = False
    has_examples: bool = True
    """Whether there is a valid example of the resource."""

    mark: Mark

    @property
    def key(self) -> str:
        """Text that identifies it among notifications and operations."""
        return webhook_key(self.webhook)


def webhook_key(webhook: str) -> str:
    """Return the key of a notification, such as `webhook COUPON.USE`."""
    return f"webhook {webhook}"

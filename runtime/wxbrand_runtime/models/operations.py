"""Wire facts of operations, as the spec states them: method, path, where each attribute goes, responses, paging, rate limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from msgspec import Struct

StyleWord = Literal[
    "simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject", "json", "explode", "reserved"
]
"""A style of OpenAPI, or `json` for a value that is written as JSON; then `explode` and `reserved` (`allowReserved`), if set.
After a style, `json` is how the items of a list are written."""


class Paging(Struct, frozen=True, kw_only=True):
    """How to request the next page of a list, in terms of attributes of the request and the response."""

    items: str
    """Of the response: the items of the page."""

    page: str = ""
    """Of the request: the token of the page; empty for lists that are paged by offset."""

    next: str = ""
    """Of the response: the token of the next page."""

    offset: str = ""
    """Of the request: how many items to skip; empty for lists that are paged by token."""

    limit: str = ""
    """Of the request: how many items a page has."""

    total: str = ""
    """Of the response: how many items there are in all; empty if it does not say."""


class RateLimit(NamedTuple):
    """How often an operation may be called. WeChat Pay answers further requests with 429."""

    requests: int
    """Maximum number of requests within any `seconds`."""

    seconds: int

    per: Literal["brand", "merchant"]
    """What requests are counted by: the brand id, or the merchant (mchid) with all its brands."""


class Operation(Struct, frozen=True, kw_only=True):
    """One operation."""

    name: str
    """The operationId, or the name that was derived for an operation without one."""

    method: str
    """Upper case."""

    path: str
    """Template with `{name}` placeholders; everything else is percent-encoded."""

    in_path: tuple[str, ...] = ()
    """Attributes of the request that are path parameters."""

    in_query: tuple[str, ...] = ()
    """Attributes that are query parameters, in the order in which they are sent."""

    in_header: tuple[str, ...] = ()
    """Attributes that are header fields."""

    styles: Mapping[str, tuple[StyleWord, ...]] = {}
    """Attributes in path, query, header and forms -> how their values are written, except `simple` in path and header and
    `form`, `explode` in query and form."""

    body: Literal["members", "whole", "form", "multipart", "text", "file"] | None = None
    """`members`: all other attributes are the members of a JSON object. `whole`: the one other attribute is the JSON body.
    `form`: all other attributes are the fields of a form (application/x-www-form-urlencoded).
    `multipart`: they are the parts of multipart/form-data, or members of its part `meta`.
    `text`, `file`: the one other attribute is the body itself."""

    body_required: bool = True
    """False if the body may be left out; an empty one is then not sent."""

    content_type: str = "application/json"
    """Media type of the body, except for forms and multipart. One that contains `*` is derived from the name of the file."""

    in_meta: tuple[str, ...] = ()
    """Attributes that are members of the part `meta`, which is a JSON object and the first part."""

    files: Mapping[str, int | None] = {}
    """Attributes that are files, or lists of files -> maximum size in bytes; None if the spec states none."""

    part_types: Mapping[str, str] = {}
    """Attributes that are parts -> media type, if the spec states one."""

    from_file: Mapping[str, Literal["name", "name if known", "sha256"]] = {}
    """Attributes that are derived from the one file -> what they are set to."""

    accept: str = "application/json"
    """Value of Accept."""

    spelled: Mapping[str, str] = {}
    """Attribute -> its name on the wire, where the two differ."""

    replies: Mapping[str, Any]
    """Status (`200`, `2XX`, `default`) of each declared success -> type of its body; None if there is no body, `Content` if it is
    not JSON."""

    request_number: str | None = None
    """Attribute that makes a repeat safe (idempotency key); None if the spec names none."""

    repeat_is_safe: bool = False
    """Whether the spec says that repeating a request with the same values, and the same number if it has one, has no further
    effect."""

    paging: Paging | None = None
    """Set if the response is one page of a list."""

    rate_limit: RateLimit | None = None
    """None if the spec states no rate limit."""

    deprecated: bool = False
    """Whether the spec says that it should no longer be used."""

    def wire(self, attribute: str) -> str:
        """Return the name of an attribute on the wire."""
        return self.spelled.get(attribute, attribute)

"""Media types: their kind, the preferred one of several, and the Content-Type to send."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
BINARY = "application/octet-stream"

Kind = Literal["json", "form", "multipart", "text", "file"]
"""`file` is anything else: raw bytes."""

_TOKEN = r"[A-Za-z0-9!#$&^_.+-]+"  # noqa: S105  (a token of the grammar, not a secret)
_MEDIA_RANGE = re.compile(rf'({_TOKEN}/(?:{_TOKEN}|\*)|\*/\*)((?: *; *{_TOKEN}=(?:{_TOKEN}|"[^"\\\r\n]*"))*)', re.ASCII)
_IS_JSON = re.compile(r"application/(?:[^/]+\+)?json", re.ASCII)
_IS_TEXT = re.compile(
    r"text/.+|application/(?:[^/]+\+)?(?:xml|yaml)|application/(?:x-ndjson|x-yaml|jsonl|javascript|graphql|csv)",
    re.ASCII,
)
_PREFERENCE: tuple[Kind, ...] = ("json", "form", "multipart", "text", "file")


def without_parameters(media_type: str) -> str:
    """Return a media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def charset(media_type: str) -> str:
    """Return the charset parameter of a media type, in lower case; empty if it has none."""
    found = re.search(r';\s*charset\s*=\s*"?([^\s;"]+)', media_type, re.IGNORECASE)
    return found[1].lower() if found else ""


def is_utf8(media_type: str) -> bool:
    """Whether text of a media type may be UTF-8."""
    return charset(media_type) in {"", "utf-8", "utf8", "us-ascii"}


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON, with any parameters; `*/*` counts as JSON."""
    return without_parameters(media_type) == "*/*" or _IS_JSON.fullmatch(without_parameters(media_type)) is not None


def kind_of(media_type: str, *, described: bool = True) -> Kind | None:
    """Return the kind of a media type or range, None if it is invalid. `*/*` is JSON if a schema describes it, else bytes."""
    name = without_parameters(media_type)
    if not _MEDIA_RANGE.fullmatch(media_type.strip()):
        return None
    if name == "*/*":
        return "json" if described else "file"
    if name in {FORM, MULTIPART}:
        return "form" if name == FORM else "multipart"
    return "json" if _IS_JSON.fullmatch(name) else "text" if _IS_TEXT.fullmatch(name) else "file"


def preferred(offers: Mapping[str, bool]) -> tuple[Kind, str] | None:
    """Return the preferred media type and its kind: JSON before forms, bytes last. Values tell whether it has a schema."""
    found = [
        (kind, media_type)
        for media_type, described in offers.items()
        if (kind := kind_of(media_type, described=described))
    ]
    return min(found, key=lambda offer: _PREFERENCE.index(offer[0]), default=None)


def concrete(media_type: str, kind: Kind) -> str:
    """Return a media type to send as Content-Type; one with `*` is replaced by a usual one of its kind."""
    if "*" not in without_parameters(media_type):
        return media_type.strip()
    return {"json": JSON, "text": "text/plain; charset=utf-8"}.get(kind, BINARY)


def is_sent_as(content_type: str, media_type: str) -> bool:
    """Whether a media type of the spec is sent as this Content-Type."""
    return content_type in {concrete(media_type, "text"), concrete(media_type, "file")}


def matches(media_range: str, media_type: str) -> bool:
    """Whether a media type is within a media range, such as `image/*`."""
    wanted, given = without_parameters(media_range).split("/"), without_parameters(media_type).split("/")
    return len(given) == 2 and all(w in {"*", g} for w, g in zip(wanted, given, strict=True))

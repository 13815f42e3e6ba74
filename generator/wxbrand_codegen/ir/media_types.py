"""Media types of a spec: what each is to a client, which of several is taken, and what is said of it on the wire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

Kind = Literal["json", "form", "multipart", "text", "file"]
"""`file` is whatever is none of the others: bytes as they stand."""

_TOKEN = r"[A-Za-z0-9!#$&^_.+-]+"  # noqa: S105  (a word of the grammar, no secret)
_WHOLE = re.compile(rf'({_TOKEN}/(?:{_TOKEN}|\*)|\*/\*)((?: *; *{_TOKEN}=(?:{_TOKEN}|"[^"\\\r\n]*"))*)', re.ASCII)
_IS_JSON = re.compile(r"application/(?:[^/]+\+)?json", re.ASCII)
_IS_TEXT = re.compile(
    r"text/.+|application/(?:[^/]+\+)?(?:xml|yaml)|application/(?:x-ndjson|x-yaml|jsonl|javascript|graphql|csv)",
    re.ASCII,
)
_PREFERENCE: tuple[Kind, ...] = ("json", "form", "multipart", "text", "file")


def without_parameters(media_type: str) -> str:
    """Give a media type without its parameters, in lower case."""
    return media_type.partition(";")[0].strip().lower()


def charset(media_type: str) -> str:
    """Give the charset that a media type names, in lower case; empty if it names none."""
    found = re.search(r';\s*charset\s*=\s*"?([^\s;"]+)', media_type, re.IGNORECASE)
    return found[1].lower() if found else ""


def is_json(media_type: str) -> bool:
    """Whether it is JSON, whatever parameters stand behind it; `*/*` is taken for it."""
    return without_parameters(media_type) == "*/*" or _IS_JSON.fullmatch(without_parameters(media_type)) is not None


def kind_of(media_type: str, *, described: bool = True) -> Kind | None:
    """Say what a media type is; None for what is none. `*/*` is JSON if a schema describes values, else bytes."""
    name = without_parameters(media_type)
    if not _WHOLE.fullmatch(media_type.strip()):
        return None
    if name == "*/*":
        return "json" if described else "file"
    if name in {FORM, MULTIPART}:
        return "form" if name == FORM else "multipart"
    return "json" if _IS_JSON.fullmatch(name) else "text" if _IS_TEXT.fullmatch(name) else "file"


def preferred(offers: Mapping[str, bool]) -> tuple[Kind, str] | None:
    """Choose among media types, each with whether a schema describes its values: JSON before forms, bytes last."""
    found = [
        (kind, media_type)
        for media_type, described in offers.items()
        if (kind := kind_of(media_type, described=described))
    ]
    return min(found, key=lambda offer: _PREFERENCE.index(offer[0]), default=None)


def concrete(media_type: str, kind: Kind) -> str:
    """Give a media type that can be said of a body: one with `*` stands for any of its sort."""
    if "*" not in without_parameters(media_type):
        return media_type.strip()
    return {"json": JSON, "text": "text/plain; charset=utf-8"}.get(kind, "application/octet-stream")


def is_sent_as(said: str, media_type: str) -> bool:
    """Whether a media type of the spec is the one that is said so on the wire."""
    return said in {concrete(media_type, "text"), concrete(media_type, "file")}


def matches(offered: str, sent: str) -> bool:
    """Whether a body of one media type may be sent where another, perhaps with `*`, is offered."""
    wanted, given = without_parameters(offered).split("/"), without_parameters(sent).split("/")
    return len(given) == 2 and all(w in {"*", g} for w, g in zip(wanted, given, strict=True))

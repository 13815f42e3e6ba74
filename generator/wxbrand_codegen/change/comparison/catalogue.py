"""Every kind of change by its code: how bad it is, which fact it is about, and what it means. `docs/en/change/catalogue.md` lists them.

The codes are stable: programs may rely on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Level = Literal["breaking", "additive", "documentation"]
"""For callers of the client: code that worked may fail or no longer type-check; more is possible; only words change."""

Wire = Literal["breaking", "compatible", "same"]
"""On the wire: older clients send or expect something wrong; they still work; nothing changed there."""

LEVELS: tuple[Level, ...] = get_args(Level)
"""The worst first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of change."""

    level: Level
    """Unless the direction or the case makes it another one."""

    wire: Wire
    fact: str
    """Keyword or extension, unless it depends on the case."""

    meaning: str


CATALOGUE: Mapping[str, Kind] = {
    "answer-changed": Kind("breaking", "breaking", "content", "A successful response has a body of another media type, or has a body no longer, or has one now. What the method returns changes."),
    "answer-gone": Kind("breaking", "breaking", "responses", "A successful response is no longer described. An answer with this status is untrusted from now on."),
    "answer-added": Kind("breaking", "breaking", "responses", "Another successful response is described. What the method returns may be of another type."),
    "answer-limit-changed": Kind("documentation", "compatible", "", "A limit on a value in a response changed. Responses are not checked against limits, so that only the documentation changes."),
    "body-changed": Kind("breaking", "breaking", "content", "The request body is written in another media type, or is one argument where it was one for each member, or the other way round."),
    "body-optional": Kind("additive", "compatible", "required", "The request body may be left out."),
    "body-required": Kind("breaking", "breaking", "required", "The request body may no longer be left out."),
    "class-renamed": Kind("breaking", "same", "operationId", "A class of the client has another name. Code that names it must be edited; nothing changes on the wire."),
    "constant-changed": Kind("breaking", "breaking", "const", "A member with one allowed value has another one."),
    "default-changed": Kind("documentation", "compatible", "default", "WeChat Pay assumes another value for a member that is left out. Calls that leave it out may have another effect."),
    "direction-changed": Kind("documentation", "same", "readOnly", "A member is only in requests, only in responses, or in both, where it was otherwise before."),
    "encryption-changed": Kind("additive", "breaking", "x-wxbrand-sensitive", "A text is encrypted now, or no longer. Older clients send it in the wrong way."),
    "error-gone": Kind("documentation", "same", "responses", "An error is no longer described."),
    "error-added": Kind("documentation", "same", "responses", "Another error is described."),
    "example-changed": Kind("documentation", "same", "example", "An example has other values."),
    "file-limit-changed": Kind("additive", "compatible", "x-wxbrand-max-bytes", "Files may be larger or smaller."),
    "http-method-changed": Kind("additive", "breaking", "method", "The operation has another HTTP method. Callers change nothing; older clients call in vain."),
    "iterator-gone": Kind("breaking", "same", "x-wxbrand-paging", "The method that goes through all pages of a list is gone."),
    "iterator-added": Kind("additive", "same", "x-wxbrand-paging", "There is a method that goes through all pages of a list."),
    "kinds-changed": Kind("breaking", "breaking", "oneOf", "A value may be of more types than before, or of fewer."),
    "lifetime-changed": Kind("documentation", "same", "x-wxbrand-lifetime-seconds", "A value is valid for a longer or a shorter time."),
    "limit-loosened": Kind("additive", "compatible", "", "A limit on a value in a request allows more, or is gone."),
    "limit-tightened": Kind("breaking", "breaking", "", "A limit on a value in a request allows less, or is new. Of a pattern nobody can say that, so a changed one counts as tighter."),
    "meaning-changed": Kind("documentation", "same", "x-wxbrand-enum-meanings", "A value of an enum is explained in another way."),
    "member-added": Kind("additive", "compatible", "properties", "An object or a request has an optional member more. In responses it may be a required one."),
    "member-gone": Kind("breaking", "breaking", "properties", "An object or a request has a member less. Code that sends or reads it fails."),
    "member-renamed": Kind("breaking", "breaking", "name", "A member has another name. This is a guess: where one member went, another one with the same title, or at the same position and of the same type, came."),
    "member-required": Kind("breaking", "breaking", "properties", "A request has a required member more. Calls without it are refused before they are sent."),
    "method-added": Kind("additive", "compatible", "paths", "There is an operation more."),
    "method-gone": Kind("breaking", "breaking", "paths", "There is an operation less. Code that calls it fails."),
    "method-renamed": Kind("breaking", "same", "operationId", "The operation has another name or area, and so has its method. Nothing changes on the wire."),
    "name-changed": Kind("breaking", "same", "x-wxbrand-name", "A member has another name in Python. Nothing changes on the wire."),
    "no-longer-deprecated": Kind("additive", "same", "deprecated", "Something is no longer deprecated."),
    "notification-added": Kind("additive", "compatible", "webhooks", "There is a notification more. Until it is handled it arrives as an unknown one."),
    "notification-gone": Kind("breaking", "compatible", "webhooks", "There is a notification less. It arrives as an unknown one from now on."),
    "now-deprecated": Kind("additive", "same", "deprecated", "Something is deprecated. It still works, and editors warn of it."),
    "now-optional": Kind("additive", "compatible", "required", "A member may be left out. In responses this breaks code that relies on it."),
    "now-required": Kind("breaking", "breaking", "required", "A member may no longer be left out. In requests this breaks code that leaves it out."),
    "null-allowed": Kind("additive", "compatible", "type", "A value may be null. In responses this breaks code that does not expect it."),
    "null-refused": Kind("breaking", "breaking", "type", "A value may no longer be null."),
    "others-allowed": Kind("documentation", "compatible", "additionalProperties", "An object may have further members. Clients send none, and read responses without them."),
    "others-refused": Kind("documentation", "compatible", "additionalProperties", "An object may no longer have further members. Clients send none anyway."),
    "page-changed": Kind("documentation", "same", "x-wxbrand-page", "The documentation page has another date, title or number."),
    "paging-changed": Kind("additive", "breaking", "x-wxbrand-paging", "Other members lead from one page of a list to the next. Older clients do not get all pages."),
    "path-changed": Kind("additive", "breaking", "path", "The operation has another path. Callers change nothing; older clients call in vain."),
    "place-changed": Kind("additive", "breaking", "in", "A parameter moved, such as from the query to the path. Callers change nothing; older clients send it in the wrong place."),
    "preconditions-changed": Kind("documentation", "same", "x-wxbrand-preconditions", "What must be done before a call is described in another way."),
    "proof-changed": Kind("documentation", "same", "x-wxbrand-unproven", "Which facts no dated page of the documentation proves changed."),
    "rate-changed": Kind("documentation", "same", "x-wxbrand-rate-limit", "The rate limit changed. Rate limiters follow it."),
    "repeat-changed": Kind("documentation", "same", "x-wxbrand-idempotency", "Whether a request may be repeated with the same values changed, or the note on that. Retries follow it."),
    "repeat-key-changed": Kind("breaking", "same", "x-wxbrand-notification", "Other members tell that a notification is a repeated one."),
    "request-number-changed": Kind("additive", "same", "x-wxbrand-idempotency", "Another member identifies one intent over all repeats of a request."),
    "rule-added": Kind("breaking", "breaking", "allOf", "A condition on members is new or another one: what is required, or not allowed, in which cases. Requests that break it are refused before they are sent."),
    "rule-gone": Kind("additive", "compatible", "allOf", "A condition on members is gone."),
    "scheme-changed": Kind("breaking", "breaking", "security", "Requests are signed in another way, by a client of another class."),
    "servers-changed": Kind("additive", "breaking", "servers", "Clients call other hosts, or use others as a backup."),
    "style-changed": Kind("additive", "breaking", "style", "A parameter is written in another way. Callers change nothing; older clients send it wrongly."),
    "title-changed": Kind("documentation", "same", "title", "Something has another title."),
    "type-changed": Kind("breaking", "breaking", "type", "A value is of another type, or a text has a list of known values where it had none, or the other way round."),
    "type-widened": Kind("additive", "compatible", "type", "A value may be more than before: any number where it was a whole number, any JSON value where it was of one type."),
    "value-added": Kind("additive", "compatible", "enum", "An enum has a known value more."),
    "value-gone": Kind("breaking", "breaking", "enum", "An enum has a known value less. Requests with it are refused before they are sent."),
    "value-renamed": Kind("breaking", "same", "x-wxbrand-enum-names", "A value of an enum has another name in Python. Nothing changes on the wire."),
    "words-changed": Kind("documentation", "same", "description", "A description changed."),
}  # fmt: skip
"""Kinds by their codes."""


def as_markdown() -> str:
    """Return `docs/en/change/catalogue.md`."""
    rows = "\n".join(f"### `{code}`\n\n{kind.meaning}\n" for code, kind in sorted(CATALOGUE.items()))
    return f"{_HEAD}\n{rows}"


_HEAD = """# Changes

`wxbrand diff` compares two specs, and `wxbrand drift` the documentation with a spec. Both report the same changes, each with
a stable code and two judgements:

- **Level**, for people who call the client. *Breaking*: code that worked may fail, or no longer passes a type checker.
  *Additive*: more is possible. *Documentation*: only words change. The worst level suggests which part of the version to
  raise.
- **Wire**, for clients that are already installed. *Breaking*: they send or expect something wrong. *Compatible*: they still
  work. *Same*: nothing changed there.

The same change may be worse in one direction than in the other: a member that becomes optional breaks nobody in requests, but
code that relies on it in responses.

## Codes
"""

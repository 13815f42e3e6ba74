"""What each code of a change means. The codes are stable: programs may rely on them. `docs/changes.md` lists them."""

from __future__ import annotations

from collections.abc import Mapping

CATALOGUE: Mapping[str, str] = {
    "answer-changed": "A successful response has a body of another media type, or has a body no longer, or has one now. What the method returns changes.",
    "answer-gone": "A successful response is no longer described. An answer with this status is untrusted from now on.",
    "answer-added": "Another successful response is described. What the method returns may be of another type.",
    "answer-limit-changed": "A limit on a value in a response changed. Responses are not checked against limits, so that only the documentation changes.",
    "body-changed": "The request body is written in another media type, or is one argument where it was one for each member, or the other way round.",
    "body-optional": "The request body may be left out.",
    "body-required": "The request body may no longer be left out.",
    "class-renamed": "A class of the client has another name. Code that names it must be edited; nothing changes on the wire.",
    "constant-changed": "A member with one allowed value has another one.",
    "default-changed": "WeChat Pay assumes another value for a member that is left out. Calls that leave it out may have another effect.",
    "direction-changed": "A member is only in requests, only in responses, or in both, where it was otherwise before.",
    "encryption-changed": "A text is encrypted now, or no longer. Older clients send it in the wrong way.",
    "error-gone": "An error is no longer described.",
    "error-added": "Another error is described.",
    "example-changed": "An example has other values.",
    "file-limit-changed": "Files may be larger or smaller.",
    "http-method-changed": "The operation has another HTTP method. Callers change nothing; older clients call in vain.",
    "iterator-gone": "The method that goes through all pages of a list is gone.",
    "iterator-added": "There is a method that goes through all pages of a list.",
    "kinds-changed": "A value may be of more types than before, or of fewer.",
    "lifetime-changed": "A value is valid for a longer or a shorter time.",
    "limit-loosened": "A limit on a value in a request allows more, or is gone.",
    "limit-tightened": "A limit on a value in a request allows less, or is new. Of a pattern nobody can say that, so a changed one counts as tighter.",
    "meaning-changed": "A value of an enum is explained in another way.",
    "member-added": "An object or a request has an optional member more. In responses it may be a required one.",
    "member-gone": "An object or a request has a member less. Code that sends or reads it fails.",
    "member-renamed": "A member has another name. This is a guess: where one member went, another one with the same title, or at the same position and of the same type, came.",
    "member-required": "A request has a required member more. Calls without it are refused before they are sent.",
    "method-added": "There is an operation more.",
    "method-gone": "There is an operation less. Code that calls it fails.",
    "method-renamed": "The operation has another name or area, and so has its method. Nothing changes on the wire.",
    "name-changed": "A member has another name in Python. Nothing changes on the wire.",
    "no-longer-deprecated": "Something is no longer deprecated.",
    "notification-added": "There is a notification more. Until it is handled it arrives as an unknown one.",
    "notification-gone": "There is a notification less. It arrives as an unknown one from now on.",
    "now-deprecated": "Something is deprecated. It still works, and editors warn of it.",
    "now-optional": "A member may be left out. In responses this breaks code that relies on it.",
    "now-required": "A member may no longer be left out. In requests this breaks code that leaves it out.",
    "null-allowed": "A value may be null. In responses this breaks code that does not expect it.",
    "null-refused": "A value may no longer be null.",
    "others-allowed": "An object may have further members. Clients send none, and read responses without them.",
    "others-refused": "An object may no longer have further members. Clients send none anyway.",
    "page-changed": "The documentation page has another date, title or number.",
    "paging-changed": "Other members lead from one page of a list to the next. Older clients do not get all pages.",
    "path-changed": "The operation has another path. Callers change nothing; older clients call in vain.",
    "place-changed": "A parameter moved, such as from the query to the path. Callers change nothing; older clients send it in the wrong place.",
    "preconditions-changed": "What must be done before a call is described in another way.",
    "proof-changed": "Which facts no dated page of the documentation proves changed.",
    "rate-changed": "The rate limit changed. Rate limiters follow it.",
    "repeat-changed": "Whether a request may be repeated with the same values changed, or the note on that. Retries follow it.",
    "repeat-key-changed": "Other members tell that a notification is a repeated one.",
    "request-number-changed": "Another member identifies one intent over all repeats of a request.",
    "rule-added": "A condition on members is new or another one: what is required, or not allowed, in which cases. Requests that break it are refused before they are sent.",
    "rule-gone": "A condition on members is gone.",
    "scheme-changed": "Requests are signed in another way, by a client of another class.",
    "servers-changed": "Clients call other hosts, or use others as a backup.",
    "style-changed": "A parameter is written in another way. Callers change nothing; older clients send it wrongly.",
    "title-changed": "Something has another title.",
    "type-changed": "A value is of another type, or a text has a list of known values where it had none, or the other way round.",
    "type-widened": "A value may be more than before: any number where it was a whole number, any JSON value where it was of one type.",
    "value-added": "An enum has a known value more.",
    "value-gone": "An enum has a known value less. Requests with it are refused before they are sent.",
    "value-renamed": "A value of an enum has another name in Python. Nothing changes on the wire.",
    "words-changed": "A description changed.",
}  # fmt: skip
"""Codes with their meanings."""


def as_markdown() -> str:
    """Return `docs/changes.md`."""
    rows = "\n".join(f"### `{code}`\n\n{meaning}\n" for code, meaning in sorted(CATALOGUE.items()))
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

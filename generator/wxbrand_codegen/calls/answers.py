"""What a call returned, as JSON: every member that was received, with sensitive texts decrypted."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wxbrand_runtime import Content, NoContent, UnreadableMember, answer_of, unreadable_members
from wxbrand_runtime.models import Request
from wxbrand_runtime.models.codec import encode_json, plain_value
from wxbrand_runtime.models.sensitive import may_contain_sensitive
from wxbrand_runtime.models.unreadable import complete_class
from wxbrand_runtime.models.wire_names import wire_names

_COMMANDS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What JSON may have as it is, and terminals obey: control characters, and those that change the direction of text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A verified answer."""

    raw: bytes
    """The body as received."""

    is_json: bool
    """False if it has no body, or one that is not JSON."""

    value: Any = None
    """The JSON value, with sensitive texts decrypted."""

    media_type: str = ""
    """Value of Content-Type of a body that is not JSON."""

    unreadable: Sequence[UnreadableMember] = ()
    """Members that differ from the spec. They are in the value as received."""


def result_of(request: Request[Any], reply: Any) -> Result:
    """Return the result of a request from what the client returned."""
    if isinstance(reply, NoContent):
        return Result(raw=b"", is_json=False)
    if isinstance(reply, Content):
        return Result(raw=reply.body, is_json=False, media_type=reply.media_type)
    try:
        raw = answer_of(reply).body
    except TypeError:  # a single text or number, which has no attributes
        raw = encode_json(reply)
    value = json.loads(raw)
    if any(may_contain_sensitive(type_) for type_ in request.operation.replies.values() if type_ is not None):
        value = _with_decrypted(value, plain_value(reply))
    return Result(raw=raw, is_json=True, value=value, unreadable=unreadable_members(reply))


def page_items(request: Request[Any], page: Any) -> list[Any]:
    """Return the items of a page, as received."""
    paging = request.operation.paging
    if paging is None:
        raise TypeError(f"{request.operation.name} does not return a list")
    items = result_of(request, page).value.get(wire_names(complete_class(type(page)))[paging.items])
    return items if isinstance(items, list) else []


def _with_decrypted(received: Any, decoded: Any) -> Any:
    """Return a received value with the texts of the decoded one, which lacks members that are not in the spec."""
    if isinstance(received, dict) and isinstance(decoded, dict):
        return {
            name: _with_decrypted(value, decoded[name]) if name in decoded else value
            for name, value in received.items()
        }
    if isinstance(received, list) and isinstance(decoded, list):
        if len(received) != len(decoded):  # an item could not be read
            return received
        return [_with_decrypted(old, new) for old, new in zip(received, decoded, strict=True)]
    return decoded if isinstance(received, str) and isinstance(decoded, str) else received


def compact(value: Any) -> str:
    """Return JSON on one line, with what terminals obey escaped."""
    return _escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def indented(value: Any) -> str:
    """Return JSON in lines for people, with what terminals obey escaped."""
    return _escaped(json.dumps(value, ensure_ascii=False, indent=2))


def _escaped(text: str) -> str:
    return _COMMANDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

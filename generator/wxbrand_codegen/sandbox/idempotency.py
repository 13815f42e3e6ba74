"""Idempotency: replies stored by request number, so that a repeated request gets the first reply again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wxbrand_runtime.client.serialisation.multipart import SIGNED_PART
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.refusals import Location
from wxbrand_codegen.sandbox.replies import Reply
from wxbrand_codegen.sandbox.requests.decoding import canonical_json
from wxbrand_codegen.sandbox.requests.routes import Operation

_EXTENSION = "x-wxbrand-idempotency"
_MAX_REPLIES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A validated request, as values."""

    operation: Operation
    path_values: Mapping[str, str]
    parameters: Mapping[Location, Mapping[str, Any]]
    """By location and name."""

    body: Any

    def digest(self) -> bytes:
        """Return a hash that is equal for equal requests, whatever the layout of their JSON."""
        values = [self.operation.node.pointer, dict(self.path_values), dict(self.parameters), self.body]
        return hashlib.sha256(canonical_json(values)).digest()

    def request_number(self) -> tuple[str, str] | None:
        """Return name and value of the idempotency field, or None if there is none in the operation or the request."""
        field = self.operation.node.get_value(_EXTENSION, {}).get("field")
        body = self.body if isinstance(self.body, dict) else {}
        meta = body.get(SIGNED_PART)
        number = body.get(field, meta.get(field) if isinstance(meta, dict) else None)
        return (str(field), number) if isinstance(number, str) else None


class ReplyStore:
    """The latest 10 000 replies by operation and request number. Not thread-safe."""

    def __init__(self) -> None:
        self._replies: OrderedDict[tuple[str, str], tuple[bytes, Reply]] = OrderedDict()

    def get_or_make(self, call: Call, make: Callable[[], Reply], *, replay: bool = True) -> Reply:
        """Return the first reply to this request number, or make it. Without `replay`, make a new reply for a repeat too.

        Raise RequestRefused if the number was used with other parameters.
        """
        numbered = call.request_number()
        if numbered is None:
            return make()
        field, number = numbered
        key, digest = (call.operation.node.pointer, number), call.digest()
        is_repeat = key in self._replies
        if not is_repeat:
            self._replies[key] = (digest, make())
            if len(self._replies) > _MAX_REPLIES:
                self._replies.popitem(last=False)
        self._replies.move_to_end(key)
        first_digest, reply = self._replies[key]
        if first_digest != digest:
            issue = f"this {field} was used before with other parameters"
            detail = {"field": field, "issue": issue, "location": "body"}
            raise RequestRefused(400, "INVALID_REQUEST", f"{field}: {issue}", detail)
        return reply if replay or not is_repeat else make()

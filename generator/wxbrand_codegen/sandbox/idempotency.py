"""Answers remembered by request number, so that a repeated write gives the first result again."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wxbrand_runtime.client.serialisation.multipart import SIGNED_PART
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.replies import Reply
from wxbrand_codegen.sandbox.requests.json_reader import canonical
from wxbrand_codegen.sandbox.requests.routes import Match

EXTENSION = "x-wxbrand-idempotency"
_KEPT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request that has passed every check, as values."""

    match: Match
    parameters: Mapping[str, Any]
    """By location and name."""

    body: Any

    def digest(self) -> bytes:
        """Give equal bytes for equal requests, however their JSON was written."""
        values = [self.match.operation.name, dict(self.match.path_values), dict(self.parameters), self.body]
        return hashlib.sha256(canonical(values)).digest()

    def request_number(self) -> tuple[str, str] | None:
        """Give the field that makes a repeat safe and its value; None if the operation has none or it is left out."""
        extension = self.match.operation.node.get(EXTENSION)
        field = extension.plain("field") if extension is not None else None
        body = self.body if isinstance(self.body, dict) else {}
        meta = body.get(SIGNED_PART)
        number = body.get(field, meta.get(field) if isinstance(meta, dict) else None)
        return (str(field), number) if isinstance(number, str) else None


class Memory:
    """The latest answers by operation and request number. Not safe for threads by itself."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], tuple[bytes, Reply]] = OrderedDict()

    def recall(self, call: Call, make: Callable[[], Reply], *, renewed: bool = False) -> Reply:
        """Give the first answer to this request number, or make it; raise RequestRefused if the request has changed.

        With `renewed` the answer to a repeat is made anew.
        """
        numbered = call.request_number()
        if numbered is None:
            return make()
        field, number = numbered
        key, digest = (call.match.operation.name, number), call.digest()
        is_repeat = key in self._answers
        if not is_repeat:
            self._answers[key] = (digest, make())
            if len(self._answers) > _KEPT:
                self._answers.popitem(last=False)
        self._answers.move_to_end(key)
        before, reply = self._answers[key]
        if before != digest:
            issue = f"this {field} was used before with other parameters"
            detail = {"field": field, "issue": issue, "location": "body"}
            raise RequestRefused(400, "INVALID_REQUEST", f"{field}: {issue}", detail)
        return make() if renewed and is_repeat else reply

"""What a test says is to be answered, and the order in which it is."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.models import Content, NoContent
from wxbrand_runtime.testing.faults import Fault
from wxbrand_runtime.testing.recorded import RecordedRequest
from wxbrand_runtime.testing.sealing import DecodeError, json_body

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from wxbrand_runtime.testing.operations import Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An answer that only needs its signature."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(repr=False)
    signed: bool = True


@dataclass(frozen=True, slots=True)
class Later:
    """An answer that is computed from the request."""

    compute: Callable[[RecordedRequest[Any]], Ready]


Script = Ready | Later | Fault


class Scripts:
    """For each operation a queue of what is answered once, and what is answered when that is used up."""

    def __init__(self) -> None:
        self._once: dict[Model, deque[Script]] = {}
        self._always: dict[Model, Script] = {}
        self._lock = threading.Lock()

    def add(self, model: Model, script: Script, *, always: bool) -> None:
        """Put a script at the end of the queue, or in the place of what was always answered so far."""
        with self._lock:
            if always:
                self._always[model] = script
            else:
                self._once.setdefault(model, deque()).append(script)

    def models(self) -> frozenset[Model]:
        """Give the operations that anything was said of."""
        with self._lock:
            return frozenset((*self._once, *self._always))

    def next(self, model: Model) -> Script | None:
        """Take what is to be answered now; None if nothing was said."""
        with self._lock:
            queue = self._once.get(model)
            return queue.popleft() if queue else self._always.get(model)

    def unused(self) -> dict[Model, int]:
        """Give how many scripts of each operation were to be used once, and were not."""
        with self._lock:
            return {model: len(queue) for model, queue in self._once.items() if queue}


def success_status(model: Model) -> int:
    """Give the status of the first success that the spec declares."""
    first = next(iter(model.operation.replies), "200")
    return int(first) if first.isdigit() else 200


def refuse_unfitting(model: Model, fault: object) -> None:
    """Raise ValueError for a fault that the answer to this operation cannot have, TypeError for what is none."""
    if not isinstance(fault, Fault):
        raise TypeError(f"fault must be a Fault, such as Fault.CLOSED, not {type(fault).__name__}")
    if fault is Fault.WRONG_API_KEY:
        raise ValueError("only notifications are encrypted with the API key; see notification(..., fault=...)")
    kind = next(iter(model.operation.replies.values()), None)
    if fault is Fault.NOT_JSON and (kind is None or kind is Content):
        raise ValueError(f"the answer to {model.__name__} is never JSON, so it cannot have {fault}")


def success(model: Model, given: Any, status: int | None, headers: Mapping[str, str], brand_key: RSAPublicKey) -> Ready:
    """Make an answer that the client can read as the reply of the operation. Raises ValueError for any other."""
    declared = success_status(model) if status is None else status
    replies = model.operation.replies
    for key in (str(declared), f"{declared // 100}XX", "default"):
        if key in replies and 200 <= declared < 300:
            kind = replies[key]
            break
    else:
        raise ValueError(
            f"{model.__name__} has no success with status {declared}, only {', '.join(replies) or 'none'}; "
            "for an error use refuse(...)"
        )
    body, media_type = _body(model, kind, given, brand_key)
    types = {} if media_type is None else {"Content-Type": media_type}
    return Ready(status=declared, headers=tuple({**types, **headers}.items()), body=body)


def _body(model: Model, kind: Any, given: Any, brand_key: RSAPublicKey) -> tuple[bytes, str | None]:
    if kind is None:
        if given is not None and not isinstance(given, NoContent):
            raise ValueError(f"the answer to {model.__name__} has no body; give none")
        return b"", None
    if kind is Content:
        return _content(model, given)
    try:
        return json_body(kind, given, brand_key), "application/json"
    except DecodeError as problem:
        name = getattr(kind, "__name__", str(kind))
        raise ValueError(
            f"the client could not read this answer to {model.__name__} as {name}: {problem}; "
            "to test just that use fail(..., Fault.NOT_JSON)"
        ) from None


def _content(model: Model, given: Any) -> tuple[bytes, str | None]:
    match given:
        case Content():
            return given.body, given.media_type
        case bytes():
            return given, None
        case str():
            return given.encode(), "text/plain; charset=utf-8"
        case _:
            raise ValueError(f"the answer to {model.__name__} is not JSON; give bytes, a text or a Content")

"""What the conversation asks its driver to do, beside carrying a request. No I/O here: the drivers do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from wxbrand_runtime.values import Value

_CO_COROUTINE = 0x80  # of a code object's flags; `inspect`, which names it, is slow to import


class Wait(Struct, frozen=True):
    """Wait for so many seconds."""

    seconds: float


class Ask(Value, frozen=True, kw_only=True):
    """Call something that the user gave, a signer or a limiter, and bring what it gives, or `Failed`."""

    repr_fields = ("function", "seconds")

    function: Callable[..., Any]
    """Ordinary or asynchronous."""

    arguments: tuple[Any, ...]

    seconds: float
    """How long an asynchronous one may take."""

    def at_once(self) -> Any:
        """Call it here and now; give what it gives, or Failed."""
        try:
            return self.function(*self.arguments)
        except Exception as error:  # noqa: BLE001  (the user's own; the conversation says what it means)
            return Failed(error)


class Failed(Struct, frozen=True):
    """What was asked raised this."""

    error: Exception


def is_asynchronous(function: object) -> bool:
    """Whether calling a function or method gives something to await, as far as one can tell without calling it."""
    code = getattr(function, "__code__", None)
    return code is not None and bool(code.co_flags & _CO_COROUTINE)

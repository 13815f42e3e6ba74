"""The actions of a call flow. The flow itself does no I/O: it yields actions, and a client's driver performs them."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from msgspec import Struct

from wxbrand_runtime.http import HttpRequest
from wxbrand_runtime.values import Value

Result = TypeVar("Result")

_CO_COROUTINE = 0x80  # flag of code objects; `inspect`, which names it, is slow to import


class Sleep(Struct, frozen=True):
    """Sleep. The result is None."""

    seconds: float


class Invoke(Value, frozen=True, kw_only=True):
    """Call a function of the user's, such as a signer's or a limiter's. The result is what it returns, or a `Raised`."""

    repr_fields = ("function", "timeout")

    function: Callable[..., Any]
    """An ordinary or an asynchronous function."""

    arguments: tuple[Any, ...]

    timeout: float
    """Seconds that an asynchronous function may take."""

    def run(self) -> Any:
        """Call the function in this thread and return the result."""
        try:
            return self.function(*self.arguments)
        except Exception as error:  # noqa: BLE001  (user code; the flow decides what it means)
            return Raised(error)


class Raised(Struct, frozen=True):
    """The result of an `Invoke` whose function raised."""

    error: Exception


Action = HttpRequest | Invoke | Sleep
"""The result of an HttpRequest is an Answer or a TransportError."""

Flow = Generator[Action, Any, Result]
"""Yields actions, receives the result of each, and returns its own result or raises."""


def is_asynchronous(function: object) -> bool:
    """Whether a function or method is `async def`. It does not recognise other callables that return awaitables."""
    code = getattr(function, "__code__", None)
    return code is not None and bool(code.co_flags & _CO_COROUTINE)

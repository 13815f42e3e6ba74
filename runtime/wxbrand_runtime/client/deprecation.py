"""Deprecated operations: type checkers report calls of their methods (PEP 702), and Python warns at the call."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any

__all__ = ["deprecated", "warn_if_deprecated"]

if TYPE_CHECKING:
    from typing_extensions import deprecated  # type checkers bring this module with them
else:
    from functools import wraps

    from wxbrand_runtime.client.actions import is_asynchronous

    def deprecated(message):
        """Return a decorator of methods whose calls warn with a message. `warnings.deprecated` came with Python 3.13."""

        def decorate(method):
            @wraps(method)
            def warn_and_call(*args, **kwargs):
                warnings.warn(message, DeprecationWarning, stacklevel=2)
                return method(*args, **kwargs)

            warn_and_call.__deprecated__ = message
            if is_asynchronous(method) and sys.version_info >= (3, 12):
                import inspect  # slow to import, and few methods are deprecated

                return inspect.markcoroutinefunction(warn_and_call)
            return warn_and_call

        return decorate


def warn_if_deprecated(request: object) -> None:
    """Warn the caller of `client.send` that the operation of a request is deprecated.

    A method that sends its request has warned already.
    """
    operation: Any = getattr(request, "operation", None)
    if getattr(operation, "deprecated", False) is not True:
        return
    caller: str = sys._getframe(2).f_globals.get("__name__", "")
    if not caller.startswith("wxbrand_runtime.client."):
        message = f"{type(request).__name__} is deprecated; see its docstring"
        warnings.warn(message, DeprecationWarning, stacklevel=3)

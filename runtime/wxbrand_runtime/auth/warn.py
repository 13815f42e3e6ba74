"""Warnings that point at the line of the caller, not at one of ours."""

from __future__ import annotations

import inspect
import warnings


def warn_caller(message: str, category: type[Warning]) -> None:
    """Warn at the innermost line outside of this package (Python 3.12 has skip_file_prefixes for that, 3.11 has not)."""
    frame, level = inspect.currentframe(), 1
    while frame and frame.f_globals.get("__name__", "").split(".")[0] in {"wxbrand_runtime", "wxbrand"}:
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)

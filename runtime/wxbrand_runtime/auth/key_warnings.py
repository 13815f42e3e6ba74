"""Warnings about keys and certificates that can be used, but should not be used like this."""

from __future__ import annotations

import inspect
import warnings


class CertificateNotValid(UserWarning):
    """The brand API certificate has expired or is not valid yet: WeChat Pay refuses requests signed with its key."""


class LooseKeyFile(UserWarning):
    """The file of a private key can be read by other users of this machine."""


def warn_caller(message: str, category: type[Warning]) -> None:
    """Issue a warning that points at the innermost line outside of this package."""
    frame, level = inspect.currentframe(), 1  # from Python 3.12 on, skip_file_prefixes of warnings.warn does this
    while frame and frame.f_globals.get("__name__", "").split(".")[0] in {"wxbrand_runtime", "wxbrand"}:
        frame, level = frame.f_back, level + 1
    warnings.warn(message, category, stacklevel=level)

"""Read the environment file that the sandbox writes: lines `NAME=value` with the variables of a client."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wxbrand_codegen.config import UsageError

ENV_FILE = "wxbrand.env"
"""Name of the file in the sandbox's folder."""

SANDBOX_FOLDER = "wxbrand-sandbox"
"""The sandbox's folder, unless another one is named."""


def read_env(path: Path) -> Mapping[str, str]:
    """Return the variables in an environment file; none if there is no file. Raises UsageError if it is not text."""
    if not path.is_file():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8 text") from None
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {name: value for name, _, value in pairs}

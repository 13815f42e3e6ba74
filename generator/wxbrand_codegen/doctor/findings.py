"""What a check finds, and what it looks at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["ok", "warning", "problem", "skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report."""

    status: Status
    text: str
    """What was found. Contains no secret."""

    advice: str = ""
    """What to do; empty if nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What is examined. The repr contains no values of variables."""

    environ: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    """Variables of the process, with those of the folder of keys if there is one."""

    source: str = "the environment"
    """Where the ids and keys come from."""

    online: bool = False
    """Whether servers may be called."""

    @property
    def prefix(self) -> str:
        """Beginning of the names of the variables that count."""
        is_merchant = "WXPAY_MCHID" in self.environ and "WXBRAND_BRAND_ID" not in self.environ
        return "WXPAY_" if is_merchant else "WXBRAND_"

    def get(self, name: str) -> str:
        """Return the value of a variable by its name without prefix; empty if it is not set."""
        return self.environ.get(f"{self.prefix}{name}", "")

    @property
    def has_keys(self) -> bool:
        """Whether any id or key is set."""
        return any(
            name.startswith(PREFIXES) and value and not name.endswith("_BASE_URL") and name != "WXBRAND_TRACEBACK"
            for name, value in self.environ.items()
        )


PREFIXES = ("WXBRAND_", "WXPAY_")

Check = Callable[[Situation], Iterator[Finding]]


def ok(text: str) -> Finding:
    """Return a finding that is fine."""
    return Finding(status="ok", text=text)


def warning(text: str, advice: str) -> Finding:
    """Return a finding that may cause trouble."""
    return Finding(status="warning", text=text, advice=advice)


def problem(text: str, advice: str) -> Finding:
    """Return a finding that must be mended."""
    return Finding(status="problem", text=text, advice=advice)


def skipped(text: str) -> Finding:
    """Return what was not looked at, and why."""
    return Finding(status="skipped", text=text)

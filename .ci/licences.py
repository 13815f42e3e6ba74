"""Print THIRD-PARTY.md: what is installed with wxbrand, and under which licence: `uv run python .ci/licences.py > THIRD-PARTY.md`."""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement

EXTRAS = ("", "codegen", "sandbox", "httpx2", "opentelemetry", "rate-limits", "testing")
"""The extras of wxbrand; empty for the client alone."""

HEAD = """# Third-party packages

wxbrand itself contains no code of others. These are the packages that `pip install wxbrand` and its extras bring, with the licences
that they declare. Written by `.ci/licences.py`; a test compares it with what is installed.

| package | licence | needed by |
|---|---|---|
"""

NAMES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "GNU General Public License v3 (GPLv3)": "GPL-3.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""SPDX names of the classifiers that older packages use."""

ONLY_ELSEWHERE = {"colorama": "BSD-3-Clause", "async-timeout": "Apache-2.0"}
"""Packages that other systems or Python versions need, with their licences: they may be missing here."""


def table() -> str:
    """Return the content of THIRD-PARTY.md."""
    needed: dict[str, set[str]] = {}
    for extra in EXTRAS:
        for name in _closure(extra):
            needed.setdefault(name, set()).add(extra)
    rows = [
        f"| {name} | {licence_of(name)} | {_needed_by(extras)} |"
        for name, extras in sorted(needed.items())
        if name != "wxbrand"
    ]
    return HEAD + "\n".join(rows) + "\n"


def licence_of(name: str) -> str:
    """Return the licence that an installed package declares. Raises LookupError if there is none."""
    if name in ONLY_ELSEWHERE:
        return ONLY_ELSEWHERE[name]
    metadata = distribution(name).metadata
    if expressions := metadata.get_all("License-Expression", []):
        return str(expressions[0])
    found = [
        NAMES[text.rpartition(" :: ")[2]]
        for text in metadata.get_all("Classifier", [])
        if text.startswith("License ::") and not text.endswith(":: OSI Approved")
    ]
    text = "".join(metadata.get_all("License", []))
    if not found and text:
        title = text.splitlines()[0]  # some packages put the whole licence there
        found = [NAMES.get(title, title)]
    if not found:
        raise LookupError(f"{name} declares no licence")
    return " AND ".join(found)


def _needed_by(extras: set[str]) -> str:
    return "the client" if "" in extras else ", ".join(sorted(extras))


def _closure(extra: str) -> set[str]:
    """Return the names of all packages that wxbrand with an extra needs, on any system."""
    seen: set[str] = set()
    waiting = [("wxbrand", frozenset({extra}))]
    done = set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in done:
            continue
        done.add((name, extras))
        seen.add(name)
        if name in ONLY_ELSEWHERE:
            continue
        waiting += [
            (normalised(requirement.name), frozenset({"", *requirement.extras}))
            for requirement in _requirements(distribution(name))
            if any(_applies(requirement, each) for each in {"", *extras})
        ]
    return seen


def _requirements(package: Distribution) -> list[Requirement]:
    return [Requirement(text) for text in package.requires or []]


def _applies(requirement: Requirement, extra: str) -> bool:
    """Whether a requirement applies on a supported system and Python."""
    if requirement.marker is None:
        return True
    systems = [("linux", "posix", "Linux"), ("darwin", "posix", "Darwin"), ("win32", "nt", "Windows")]
    return any(
        requirement.marker.evaluate(
            {
                "extra": extra,
                "python_version": python,
                "python_full_version": f"{python}.0",
                "sys_platform": platform,
                "os_name": os_name,
                "platform_system": system,
            }
        )
        for platform, os_name, system in systems
        for python in ("3.11", "3.12", "3.13", "3.14")
    )


def normalised(name: str) -> str:
    """Return a name of a package as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(table())

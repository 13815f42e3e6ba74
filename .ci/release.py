"""Check that a version can be released, and print its notes: `python .ci/release.py v0.1.0`.

It needs nothing but the standard library, so that nothing is installed before the check.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECTION = re.compile(r"^## (?P<title>[^\n]+)\n(?P<text>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
RESERVED = re.compile(r"//[^/]*\.example(/|$)")
"""An address that nobody can own (RFC 2606): it stands for one that is not known yet."""


def problems_and_notes(tag: str, root: Path = ROOT) -> tuple[list[str], str]:
    """Return what stops the release of a tag, and the notes of its version."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    version = project["version"]
    sections = dict(SECTION.findall((root / "CHANGELOG.md").read_text("utf-8")))
    titles = [title for title in sections if title.partition(" - ")[0] == version]
    notes = sections[titles[0]].strip() if titles else ""
    found = []
    if tag != f"v{version}":
        found.append(f"the tag is {tag}, but pyproject.toml has version {version}: the tag must be v{version}")
    if not titles:
        found.append(f"CHANGELOG.md has no section `## {version} - YYYY-MM-DD`")
    elif not re.fullmatch(r"\d{4}-\d\d-\d\d", titles[0].partition(" - ")[2]):
        found.append(
            f"CHANGELOG.md: the section of {version} needs the day of the release: `## {version} - YYYY-MM-DD`"
        )
    elif not notes:
        found.append(f"CHANGELOG.md: the section of {version} is empty")
    if sections.get("Unreleased", "").strip():
        found.append(f"CHANGELOG.md: Unreleased still has entries; move them to the section of {version}")
    found += [
        f"pyproject.toml: [project.urls] {name} is a placeholder: {url}"
        for name, url in project["urls"].items()
        if RESERVED.search(url)
    ]
    return found, notes


def main() -> int:
    """Print the notes, or what stops the release, and return the exit code."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python .ci/release.py TAG\n")
        return 2
    found, notes = problems_and_notes(sys.argv[1])
    for problem in found:
        sys.stderr.write(f"{problem}\n")
    if found:
        return 1
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(f"{notes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

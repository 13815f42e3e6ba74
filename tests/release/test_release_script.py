"""`.ci/release.py`: a version is released with its notes, or it is said what stops it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.release.test_dependencies import script

PROJECT = """[project]
version = "1.2.0"
[project.urls]
Repository = "https://code.acme.test/wxbrand"
"""
CHANGES = """# Changelog

## Unreleased

## 1.2.0 - 2026-12-01

### Added

- One thing, 一件事.

## 1.1.0 - 2026-11-30

- Another.
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(PROJECT, "utf-8")
    (tmp_path / "CHANGELOG.md").write_text(CHANGES, "utf-8")
    return tmp_path


def test_the_notes_are_the_section_of_the_version(root: Path) -> None:
    found, notes = script("release").problems_and_notes("v1.2.0", root)

    assert found == []
    assert notes == "### Added\n\n- One thing, 一件事."


@pytest.mark.parametrize(
    ("tag", "file", "before", "after", "problem"),
    [
        ("v1.3.0", "CHANGELOG.md", "", "", "the tag must be v1.2.0"),
        ("v1.2.0", "CHANGELOG.md", "## 1.2.0 - 2026-12-01", "## 1.2.1 - 2026-12-01", "no section"),
        ("v1.2.0", "CHANGELOG.md", "## 1.2.0 - 2026-12-01", "## 1.2.0", "needs the day"),
        ("v1.2.0", "CHANGELOG.md", "### Added\n\n- One thing, 一件事.\n", "", "is empty"),
        ("v1.2.0", "CHANGELOG.md", "## Unreleased\n", "## Unreleased\n\n- Late.\n", "Unreleased still has entries"),
        ("v1.2.0", "pyproject.toml", "acme.test", "acme.example", "Repository is a placeholder"),
    ],
)
def test_what_stops_a_release_is_named(root: Path, tag: str, file: str, before: str, after: str, problem: str) -> None:
    text = (root / file).read_text("utf-8")
    (root / file).write_text(text.replace(before, after), "utf-8")

    found, _ = script("release").problems_and_notes(tag, root)

    assert len(found) == 1
    assert problem in found[0]

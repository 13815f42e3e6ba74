"""A generated page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as Markdown."""

    title: str
    """For the navigation."""

    text: str
    section: str = ""
    """Name of the list in the navigation to which it belongs: `operations` for "@operations"; empty if it is named there."""

    group: str = ""
    """Title of the part of that list; empty for its beginning."""

"""A page, and all pages of a language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as Markdown."""

    title: str
    """For the navigation."""

    text: str
    section: str = ""
    """Name of the list in the navigation to which it belongs: `operations` for "@operations"."""


def all_pages(language: str) -> dict[str, Page]:
    """Return all generated pages of a language by path, such as `reference/errors.md`, in the order of the navigation."""
    del language
    return {}

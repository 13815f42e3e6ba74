"""The files that sources consist of, and what of them cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wxbrand_codegen.pages.lines import MOST_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Something that is not read, and why."""

    name: str
    """As the user knows it."""

    reason: str
    """One sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that may be a page: given by name, in a folder, or in an archive."""

    name: str
    """As the user knows it: `pages/x.md`, or `archive.zip!brand/x.md`."""

    path: str
    """Path in its folder or archive; the name alone of a file that was given by name."""

    is_named: bool
    """Whether the file itself was given by name, so that it is read whatever it is."""

    read_up_to: Callable[[int], bytes]
    """Read at most this many bytes from the start. Raises PageError."""

    def read(self) -> bytes:
        """Read the file: up to one byte more than a page may have, so that an excess is seen. Raises PageError."""
        return self.read_up_to(MOST_BYTES + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that the user gave, listed but not read."""

    files: tuple[SourceFile, ...]
    """In the order given; those of a folder or archive by their paths."""

    unreadable: tuple[Unreadable, ...]
    other_files: int
    """Files that cannot be pages, such as images and what systems leave in folders."""

    has_collection: bool
    """Whether a folder or an archive was read, so that what is missing in it is worth a word."""

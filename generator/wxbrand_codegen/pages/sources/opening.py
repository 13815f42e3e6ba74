"""Open what the user gave: pages, folders of pages, archives."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from wxbrand_codegen.pages.lines import MOST_BYTES
from wxbrand_codegen.pages.page import PageError
from wxbrand_codegen.pages.sources.archives import Archive, ArchiveRefused, is_archive
from wxbrand_codegen.pages.sources.folders import walk
from wxbrand_codegen.pages.sources.source_file import SourceFile, Sources, Unreadable

_PAGES = frozenset({".md", ".markdown", ".html", ".htm", ".txt"})
"""Endings of names of pages."""

_JUNK = frozenset({"__macosx", "thumbs.db", "desktop.ini"})
_ARCHIVE = ".zip"


@contextmanager
def open_sources(paths: Sequence[str]) -> Iterator[Sources]:
    """List the files of pages, folders and zip archives; `-` is standard input.

    Nothing is unpacked to disk: archives stay open, and their entries can be read, until the context ends. What cannot
    be read is in the result, and never stops the rest.
    """
    with ExitStack() as stack:
        found = _Found()
        for path in paths:
            _open(path, found, stack)
        yield Sources(
            files=tuple(found.files),
            unreadable=tuple(found.unreadable),
            other_files=found.other_files,
            has_collection=found.has_collection,
        )


class _Found:
    """Collects what is found."""

    def __init__(self) -> None:
        self.files: list[SourceFile] = []
        self.unreadable: list[Unreadable] = []
        self.other_files = 0
        self.has_collection = False

    def refuse(self, name: str, reason: str) -> None:
        """Add something that cannot be read."""
        self.unreadable.append(Unreadable(name=name, reason=reason))


def _open(name: str, found: _Found, stack: ExitStack) -> None:
    path = Path(name)
    try:
        if name == "-":
            _add_input(found)
        elif path.is_dir():
            _add_folder(path, found)
        elif path.is_file() and (path.suffix.lower() == _ARCHIVE or _begins_as_archive(path)):
            _add_archive(name, stack.enter_context(path.open("rb")), found)
        else:
            content = _read_file(path, MOST_BYTES + 1)  # once, since it may be a pipe
            found.files.append(_named(name, content))
    except (PageError, ArchiveRefused) as error:
        found.refuse(name, str(error))
    except OSError as error:
        found.refuse(name, (error.strerror or "cannot be read").lower())


def _add_input(found: _Found) -> None:
    found.files.append(_named("-", sys.stdin.buffer.read(MOST_BYTES + 1)))


def _named(name: str, content: bytes) -> SourceFile:
    return SourceFile(name=name, path=Path(name).name, is_named=True, read_up_to=lambda size: content[:size])


def _begins_as_archive(path: Path) -> bool:
    with path.open("rb") as file:
        return is_archive(file)


def _add_folder(folder: Path, found: _Found) -> None:
    found.has_collection = True
    for each in walk(folder):
        if isinstance(each, Unreadable):
            found.unreadable.append(each)
            continue
        path = each.relative_to(folder).as_posix()
        if _is_page(path):
            found.files.append(SourceFile(name=str(each), path=path, is_named=False, read_up_to=_reader(each)))
            continue
        found.other_files += 1
        if path.lower().endswith(_ARCHIVE):
            found.refuse(str(each), "an archive within a folder is not opened; give it by name")


def _add_archive(name: str, file: BinaryIO, found: _Found) -> None:
    archive = Archive(file)
    found.has_collection = True
    for repeated in archive.repeated:
        found.refuse(f"{name}!{repeated}", "several entries have this name; the last one is read")
    for path in archive.names:
        shown = f"{name}!{path}"
        if not _is_page(path):
            found.other_files += 1
            if path.lower().endswith(_ARCHIVE):
                found.refuse(shown, "an archive within an archive is not opened")
        elif fault := archive.fault_of(path):
            found.refuse(shown, fault)
        else:
            read = _entry_reader(archive, path)
            found.files.append(SourceFile(name=shown, path=path, is_named=False, read_up_to=read))


def _is_page(path: str) -> bool:
    """Whether a file of a folder or archive can be a page, by its path there."""
    parts = PurePosixPath(path.lower())
    return parts.suffix in _PAGES and not any(part.startswith(".") or part in _JUNK for part in parts.parts)


def _reader(path: Path) -> Callable[[int], bytes]:
    return lambda size: _read_file(path, size)


def _entry_reader(archive: Archive, name: str) -> Callable[[int], bytes]:
    return lambda size: archive.read(name, size)


def _read_file(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise PageError((error.strerror or "cannot be read").lower()) from None

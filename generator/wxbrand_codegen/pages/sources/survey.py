"""Read the pages among the files of sources that describe an operation or a notification, and count the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wxbrand_codegen.pages.lines import decode
from wxbrand_codegen.pages.page import NotAnApiPage, Page, PageError
from wxbrand_codegen.pages.programs import operation_in
from wxbrand_codegen.pages.reader import read_page
from wxbrand_codegen.pages.sources.classification import (
    HEAD_BYTES,
    Under,
    address_of,
    describes_operation,
    has_front_matter,
    is_sample,
    may_describe,
    path_of_page,
    path_without_id,
)
from wxbrand_codegen.pages.sources.source_file import SourceFile, Sources, Unreadable

_STEPS = 100
"""Files after which progress is told."""

Kind = Literal["guide", "sample", "other tree"]
"""Why a file is not compared: it describes neither an operation nor a notification, it is a copy of a page for the sample
code of one language, or it belongs to another API.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page that describes an operation or a notification."""

    file: SourceFile
    page: Page

    @property
    def text(self) -> str:
        """The file as text, read again. Raises PageError."""
        return decode(self.file.read())


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What sources consist of."""

    pages: tuple[FoundPage, ...]
    """In the order of the files."""

    unreadable: tuple[Unreadable, ...]
    counts: Mapping[Kind, int]
    """Files that are known, and not compared."""

    other_files: int
    """Files that cannot be pages, such as images."""

    has_collection: bool
    """Whether a folder or an archive was read, so that what is missing in it is worth a word."""


def survey(sources: Sources, under: Under, progress: Callable[[str], None] = lambda _: None) -> Survey:
    """Read the pages of sources that are in one part of the documentation. `progress` is told how far it is.

    A page that was given by name is read whatever part it belongs to.
    """
    pages: list[FoundPage] = []
    unreadable = list(sources.unreadable)
    counts: Counter[Kind] = Counter()
    copies: dict[str, list[SourceFile]] = {}
    for number, file in enumerate(sources.files):
        if number % _STEPS == 0:
            progress(f"reading pages: {number} of {len(sources.files)} files")
        try:
            found = _read(file, under)
        except PageError as error:
            unreadable.append(Unreadable(name=file.name, reason=str(error)))
            continue
        if isinstance(found, FoundPage):
            pages.append(found)
            continue
        counts[found] += 1
        if found == "sample":
            copies.setdefault(path_of_page(file.path), []).append(file)
    return Survey(
        pages=_named(pages, copies),
        unreadable=tuple(unreadable),
        counts=counts,
        other_files=sources.other_files,
        has_collection=sources.has_collection,
    )


def _read(file: SourceFile, under: Under) -> FoundPage | Kind:
    """Read a file no further than is needed. Raises PageError."""
    head = file.read_up_to(HEAD_BYTES)
    address = address_of(file.path, head)
    if not file.is_named:
        if not under.has(address):
            return "other tree"
        if is_sample(file.path):
            return "sample"
    content = file.read()
    is_documentation = not file.is_named or has_front_matter(head)
    if is_documentation and not may_describe(content):
        decode(content)  # raises if it is no text
        return "guide"
    try:
        page = read_page(content)
    except NotAnApiPage:
        if is_documentation and not describes_operation(content):
            return "guide"
        raise
    is_wanted = file.is_named or under.has(address, () if page.event_types else (page.path,))
    return FoundPage(file=file, page=page) if is_wanted else "other tree"


def _named(pages: Sequence[FoundPage], copies: Mapping[str, Sequence[SourceFile]]) -> tuple[FoundPage, ...]:
    """Give pages without samples the name of the operation that the copies for sample code show."""
    without_id = Counter(path_without_id(found.file.path) for found in pages)
    by_title = {path_without_id(path): files for path, files in copies.items()}

    def named(found: FoundPage) -> FoundPage:
        path, title = found.file.path, path_without_id(found.file.path)
        if found.page.operation or found.page.event_types:
            return found
        files = copies.get(path) or (by_title.get(title, ()) if without_id[title] == 1 else ())
        operation = next(filter(None, map(_operation_in, files)), None)
        return replace(found, page=replace(found.page, operation=operation)) if operation else found

    return tuple(map(named, pages))


def _operation_in(copy: SourceFile) -> str | None:
    try:
        return operation_in(decode(copy.read()))
    except PageError:  # it is only a copy
        return None

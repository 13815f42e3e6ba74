"""Fetch the archive of the documentation, if it is another version than the local copy."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from wxbrand_codegen.documentation.https import Download, FetchFailed, download, unexpected
from wxbrand_codegen.documentation.local_archive import LocalArchive, Version
from wxbrand_codegen.file_replacement import replace_file
from wxbrand_codegen.pages.sources import MOST_ARCHIVE_BYTES, Archive, ArchiveRefused

ARCHIVE_URL = "https://wx.gtimg.com/resource/wechatpay_api/wechatpay-docs.zip"
"""Where WeChat Pay publishes its documentation since June 2026."""

_ZIP_TYPES = frozenset(
    {"application/zip", "application/x-zip-compressed", "application/x-zip", "application/octet-stream"}
)
_MEGABYTE = 1_000_000

Progress = Callable[[str], None]
Change = Literal["new", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The local copy after a fetch."""

    file: Path
    change: Change
    size: int
    """In bytes."""

    files: int
    """Number of files in the archive."""


def fetch(
    url: str, folder: Path, *, most_bytes: int = MOST_ARCHIVE_BYTES, progress: Progress = lambda _: None
) -> Fetched:
    """Fetch the archive into a folder, where a copy of another version is replaced.

    Raises FetchFailed; the copy, if there is one, is then as it was. Raises OSError if the folder cannot be written to.
    """
    local = LocalArchive(folder)
    version = local.version(url)
    progress("asking for the archive")
    conditions = version.conditions if version else {}
    with download(url, conditions) as answer:
        if answer.status == 304 and conditions:
            return _fetched(local, "unchanged")
        _check(answer)
        with local.incoming() as received:
            with received.open("w+b") as file:
                sha256 = _receive(answer, file, most_bytes, progress)
            change: Change = "replaced" if local.file.exists() else "new"
            if version and version.sha256 == sha256:
                change = "unchanged"
            else:
                replace_file(received, local.file)
    local.record(Version.received(url, answer.headers, sha256))
    return _fetched(local, change)


def _check(answer: Download) -> None:
    """Raise FetchFailed unless an answer seems to be an archive."""
    if answer.status != 200:
        raise unexpected(answer.status)
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind and kind not in _ZIP_TYPES:
        raise FetchFailed(f"it answered with {kind[:100]}, not with a zip archive")
    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        raise FetchFailed("the answer is compressed once more, which was not asked for")


def _receive(answer: Download, file: BinaryIO, most_bytes: int, progress: Progress) -> str:
    """Write the archive to a file, and return its digest. Raises FetchFailed if it is not an archive that can be read."""
    digest, received, told = hashlib.sha256(), 0, 0
    whole = f" of {answer.size / _MEGABYTE:.1f}" if answer.size else ""
    for piece in answer.pieces(most_bytes):
        file.write(piece)
        digest.update(piece)
        received += len(piece)
        if received - told >= _MEGABYTE:
            progress(f"fetching the archive: {received / _MEGABYTE:.1f}{whole} MB")
            told = received
    file.flush()
    os.fsync(file.fileno())
    try:
        Archive(file)
    except ArchiveRefused as error:
        raise FetchFailed(f"what was received cannot be used: {error}") from None
    return digest.hexdigest()


def _fetched(local: LocalArchive, change: Change) -> Fetched:
    with local.file.open("rb") as file:
        files = len(Archive(file).names)
    return Fetched(file=local.file, change=change, size=local.file.stat().st_size, files=files)

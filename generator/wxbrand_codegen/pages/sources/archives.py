"""Check an archive before anything of it is read out: all that its directory says is checked, then entries are read one by one.

Whatever could lead elsewhere or grow beyond bounds refuses the whole archive, because nobody publishes documentation that way.
"""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from wxbrand_codegen.pages.page import PageError
from wxbrand_codegen.pages.sources.entry_names import decoded_name, fault_of_name

MOST_ARCHIVE_BYTES = 300_000_000
"""Size limit of an archive; the official one is a tenth of that."""

_MOST_ENTRIES = 30_000
_MOST_DIRECTORY_BYTES = 10_000_000
_MOST_UNPACKED_BYTES = 1_000_000_000
_MOST_RATIO = 100
"""Unpacked bytes for each packed one. Text has up to thirty."""

_HARMLESS_BYTES = 1_000_000
"""An entry up to this size may have any ratio."""

_LOCAL_HEADER_BYTES = 30
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000


class ArchiveRefused(Exception):
    """The archive is not opened; the message is one sentence."""


class Archive:
    """An open archive whose directory is harmless. Its file stays the caller's to close."""

    def __init__(self, file: BinaryIO) -> None:
        """Read and check the directory. Raises ArchiveRefused."""
        size = file.seek(0, io.SEEK_END)
        if size > MOST_ARCHIVE_BYTES:
            raise ArchiveRefused(f"refused: the archive has more than {MOST_ARCHIVE_BYTES:,} bytes")
        self._zip = _opened(file)
        entries = self._zip.infolist()
        if fault := next(_faults(entries, self._zip.start_dir), None):
            raise ArchiveRefused(f"refused: the archive has {fault}")
        files = [(decoded_name(entry), entry) for entry in entries if not entry.orig_filename.endswith("/")]
        self._entries = dict(files)
        self.repeated = tuple(name for name, times in Counter(name for name, _ in files).items() if times > 1)
        """Names that several entries have; the last one of them is read."""

    @property
    def names(self) -> Sequence[str]:
        """The names of all files, decoded and sorted."""
        return sorted(self._entries)

    def fault_of(self, name: str) -> str | None:
        """Say why one entry cannot be read, though the archive can; None if it seems readable."""
        entry = self._entries[name]
        if entry.flag_bits & _ENCRYPTED_FLAGS:
            return "the entry is encrypted"
        if entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            return f"the entry is compressed by method {entry.compress_type}, which is not supported"
        return None

    def read(self, name: str, size: int) -> bytes:
        """Read at most `size` bytes from the start of an entry. Raises PageError if it is damaged."""
        try:
            with self._zip.open(self._entries[name]) as stream:
                return stream.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, struct.error):
            raise PageError("the entry of the archive is damaged") from None
        except OSError as error:
            raise PageError(error.strerror or "the archive cannot be read") from None


class _BoundedFile(io.BufferedIOBase):
    """Refuses to read much at once: `ZipFile` reads a directory in one piece, and believes the size that the archive gives."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._length = file.seek(0, io.SEEK_END)

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            size = self._length - self._file.tell()
        if size > _MOST_DIRECTORY_BYTES:
            raise ArchiveRefused(f"refused: the archive has a directory of more than {_MOST_DIRECTORY_BYTES:,} bytes")
        return self._file.read(size)


def _opened(file: BinaryIO) -> ZipFile:
    try:
        archive = ZipFile(_BoundedFile(file))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError, struct.error):
        reason = "it is damaged or cut short" if is_archive(file) else "it is something else"
        raise ArchiveRefused(f"not a zip archive that can be read: {reason}") from None
    except OSError as error:
        raise ArchiveRefused(f"cannot be read: {error.strerror or 'unknown error'}") from None
    if any(entry.header_offset < 0 for entry in archive.infolist()):
        raise ArchiveRefused("not a zip archive that can be read: it is damaged or cut short")
    return archive


def is_archive(file: BinaryIO) -> bool:
    """Whether a file begins as zip archives do. Its position is at the start afterwards."""
    file.seek(0)
    start = file.read(4)
    file.seek(0)
    return start in {b"PK\x03\x04", b"PK\x05\x06"}


def _faults(entries: Sequence[ZipInfo], directory_offset: int) -> Iterator[str]:
    """Yield what makes an archive dangerous, in a few words each."""
    if len(entries) > _MOST_ENTRIES:
        yield f"more than {_MOST_ENTRIES:,} entries"
    if sum(entry.file_size for entry in entries) > _MOST_UNPACKED_BYTES:
        yield f"more than {_MOST_UNPACKED_BYTES:,} bytes when unpacked"
    for entry in entries:
        name = decoded_name(entry)
        fault = fault_of_name(name) or fault_of_name(entry.filename) or _fault_of_kind(entry)
        if fault is None and entry.file_size > max(_HARMLESS_BYTES, _MOST_RATIO * entry.compress_size):
            fault = f"an entry that grows more than {_MOST_RATIO}-fold when unpacked"
        if fault:
            yield f"{fault}: {name[:100]}"
    ends = [(entry.header_offset, _least_end(entry), entry) for entry in entries]
    ends.sort(key=lambda each: each[:2])
    for (_, end, _), (begin, _, entry) in pairwise(ends):
        if end > begin:
            yield f"entries that overlap: {decoded_name(entry)[:100]}"
    if ends and ends[-1][1] > directory_offset:
        yield f"an entry that overlaps the directory: {decoded_name(ends[-1][2])[:100]}"


def _fault_of_kind(entry: ZipInfo) -> str | None:
    mode = entry.external_attr >> 16
    match stat.S_IFMT(mode):
        case 0 | stat.S_IFREG | stat.S_IFDIR:
            return None
        case stat.S_IFLNK:
            return "a link"
        case _:
            return "a device, pipe or socket"


def _least_end(entry: ZipInfo) -> int:
    """Return where an entry ends at the earliest: its header may be longer than is known here."""
    return entry.header_offset + _LOCAL_HEADER_BYTES + len(_raw_name(entry)) + entry.compress_size


def _raw_name(entry: ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")

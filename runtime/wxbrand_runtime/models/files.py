"""File inputs for uploads. Each is read once, in chunks, up to a size limit."""

from __future__ import annotations

import inspect
import os
import re
import stat
from typing import IO, TYPE_CHECKING, Any, cast

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.values import Value

MAX_FILE_BYTES = 32 * 1024 * 1024
"""Maximum size of a file if the spec states none."""

_CHUNK_BYTES = 64 * 1024
_SURROGATE = re.compile("[\ud800-\udfff]")

if TYPE_CHECKING:
    FileSource = str | os.PathLike[str] | bytes | IO[bytes]
else:

    class _FileSourceMeta(type):
        def __instancecheck__(cls, value: object) -> bool:
            """Answer msgspec, which checks that values are instances of the annotated class."""
            return is_file_source(value)

    class FileSource(metaclass=_FileSourceMeta):
        """A file to upload: a path, bytes, or a binary file object, which is read from its current position.

        If the file object is seekable, its position is restored afterwards, so that a repeat sends the same bytes.
        """


class ReadFile(Value, frozen=True, kw_only=True):
    """A file that has been read. Its repr does not contain the content."""

    repr_fields = ("name",)

    name: str | None
    """Last part of the path, or of the name of the file object; None if there is none, or UTF-8 cannot encode it."""

    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of the content, in lower-case hexadecimal."""
        import hashlib  # slow to import, and only uploads need it

        return hashlib.sha256(self.content).hexdigest()


def is_file_source(value: object) -> bool:
    """Whether a value is a file input, or a file that has been read."""
    return isinstance(value, (str, bytes, os.PathLike, ReadFile)) or callable(getattr(value, "read", None))


def read_file(source: Any, field: str, max_bytes: int | None) -> ReadFile:
    """Read a file input of at most `max_bytes` (None: MAX_FILE_BYTES). Raise InvalidRequest, naming the field."""
    if isinstance(source, ReadFile):
        return source
    limit = MAX_FILE_BYTES if max_bytes is None else max_bytes
    if isinstance(source, bytes):
        _check_size(len(source), limit, field)
        return ReadFile(name=None, content=source)
    if isinstance(source, (str, os.PathLike)):
        return _read_path(os.fsdecode(cast("str | os.PathLike[str]", source)), field, limit)
    return _read_object(source, field, limit)


def _read_path(path: str, field: str, limit: int) -> ReadFile:
    from pathlib import Path  # slow to import, and only uploads need it

    try:
        status = Path(path).stat()
        if not path:  # which pathlib takes for the working directory
            reason = "the path is empty"
        elif stat.S_ISDIR(status.st_mode):
            reason = "it is a directory"
        elif not stat.S_ISREG(status.st_mode):  # opening a pipe may block for ever
            reason = "it is not a regular file"
        else:
            _check_size(status.st_size, limit, field)
            with Path(path).open("rb") as opened:
                return _read_chunks(opened, _file_name(path), field, limit)
    except FileNotFoundError:
        reason = "there is no such file"
    except OSError as problem:
        reason = os.strerror(problem.errno).lower() if problem.errno else "it cannot be opened"
    except ValueError:  # a null character in the path
        reason = "it is not a path"
    raise InvalidRequest(f"{field} cannot be read from {sanitise(path, max_length=200)!r}: {reason}", field=field)


def _read_object(source: Any, field: str, limit: int) -> ReadFile:
    if getattr(source, "closed", False):
        raise InvalidRequest(f"{field} is a file object that is closed", field=field)
    start = _position(source)
    try:
        try:
            file = _read_chunks(source, _file_name(getattr(source, "name", None)), field, limit)
        finally:
            if start is not None:
                source.seek(start)
    except (OSError, ValueError) as problem:  # io.UnsupportedOperation is both
        number = problem.errno if isinstance(problem, OSError) else None
        reason = os.strerror(number).lower() if number else str(problem) or "no reason is given"
        raise InvalidRequest(
            f"{field} is a file object that cannot be read: {sanitise(reason)}", field=field
        ) from problem
    if start and not file.content:
        raise InvalidRequest(f"{field} is a file object at its end; call seek(0) first", field=field)
    return file


def _position(source: Any) -> int | None:
    """Return the current position of a file object, None if it is not seekable."""
    try:
        return int(source.tell()) if source.seekable() else None
    except (AttributeError, OSError, ValueError, TypeError):  # an object that has read() need not have these
        return None


def _read_chunks(source: Any, name: str | None, field: str, limit: int) -> ReadFile:
    content = bytearray()
    while True:
        chunk = source.read(_CHUNK_BYTES)
        if not isinstance(chunk, (bytes, bytearray)):
            if inspect.iscoroutine(chunk):
                chunk.close()  # prevents the warning that it was never awaited
            actual = "text; open the file in binary mode" if isinstance(chunk, str) else type(chunk).__name__
            raise InvalidRequest(f"{field} is a file object whose read() must return bytes, not {actual}", field=field)
        if not chunk:
            return ReadFile(name=name, content=bytes(content))
        content += chunk
        if len(content) > limit:
            raise InvalidRequest(f"{field} has more than {limit} bytes, which is the maximum", field=field)


def _check_size(size: int, limit: int, field: str) -> None:
    if size > limit:
        raise InvalidRequest(f"{field} has {size} bytes; at most {limit} are allowed", field=field)


def _file_name(path: object) -> str | None:
    """Return the last part of a path, None if it is no file name, like the `<stdin>` of standard input."""
    if not isinstance(path, (str, bytes, os.PathLike)):
        return None
    from pathlib import PurePath

    name = PurePath(os.fsdecode(cast("str | bytes | os.PathLike[str]", path))).name
    is_file_name = name and not (name.startswith("<") and name.endswith(">")) and not _SURROGATE.search(name)
    return name if is_file_name else None

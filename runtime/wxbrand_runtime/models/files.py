"""What may be given as a file, and reading it once, in chunks, up to a number of bytes."""

from __future__ import annotations

import inspect
import os
import re
import stat
from typing import IO, TYPE_CHECKING, Any, NoReturn, cast

from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.values import Value

MAX_FILE = 32 * 1024 * 1024
"""Bytes of a file at most, where the spec does not say."""

_CHUNK = 64 * 1024
_SURROGATE = re.compile("[\ud800-\udfff]")

if TYPE_CHECKING:
    import hashlib

    FileSource = str | os.PathLike[str] | bytes | IO[bytes]
else:

    class _Sources(type):
        def __instancecheck__(cls, value: object) -> bool:
            """Answer msgspec, which asks of every value whether it is of the annotated class."""
            return is_file(value)

    class FileSource(metaclass=_Sources):
        """What may be given as a file: a path, bytes, or a binary file object, which is read from where it stands.

        The position of a file object is put back afterwards, where it can be, so that sending again sends the same.
        """


class ReadFile(Value, frozen=True, kw_only=True):
    """A file that has been read. Its repr shows no content."""

    repr_fields = ("name",)

    name: str | None
    """The last part of its path or of a file object's name; None if there is none, or none that UTF-8 can carry."""

    content: bytes

    sha256: str
    """Lower-case hexadecimal."""


def is_file(value: object) -> bool:
    """Whether a value may stand for a file."""
    return isinstance(value, (str, bytes, os.PathLike, ReadFile)) or callable(getattr(value, "read", None))


def read(source: Any, place: str, most: int | None) -> ReadFile:
    """Read what stands for a file, `most` bytes at most (None: MAX_FILE). Raises InvalidRequest, naming the place."""
    if isinstance(source, ReadFile):
        return source
    limit = MAX_FILE if most is None else most
    if isinstance(source, bytes):
        _refuse_larger(len(source), limit, place)
        return ReadFile(name=None, content=source, sha256=_sha256(source).hexdigest())
    if isinstance(source, (str, os.PathLike)):
        return _read_path(os.fsdecode(cast("str | os.PathLike[str]", source)), place, limit)
    return _read_object(source, place, limit)


def _read_path(path: str, place: str, limit: int) -> ReadFile:
    from pathlib import Path  # slow to import, and only uploads need it

    why = ""
    try:
        found = Path(path).stat()
        if not path:  # which pathlib takes for the working folder
            why = "it is empty"
        elif stat.S_ISDIR(found.st_mode):
            why = "it is a directory"
        elif not stat.S_ISREG(found.st_mode):  # opening a pipe might wait for ever
            why = "it is not a regular file"
        else:
            _refuse_larger(found.st_size, limit, place)
            with Path(path).open("rb") as opened:
                return _whole(opened, _spoken(path), place, limit)
    except FileNotFoundError:
        why = "there is no such file"
    except OSError as problem:
        why = os.strerror(problem.errno).lower() if problem.errno else "it cannot be opened"
    except ValueError:  # a null character in the path
        why = "it is not a path"
    raise InvalidRequest(f"{place} cannot be read from {sanitise(path, max_length=200)!r}: {why}", field=place)


def _read_object(source: Any, place: str, limit: int) -> ReadFile:
    if getattr(source, "closed", False):
        raise InvalidRequest(f"{place} is a file object that is closed", field=place)
    start = _position(source)
    try:
        try:
            file = _whole(source, _spoken(getattr(source, "name", None)), place, limit)
        finally:
            if start is not None:
                source.seek(start)
    except (OSError, ValueError) as problem:  # io.UnsupportedOperation is both
        number = problem.errno if isinstance(problem, OSError) else None
        why = os.strerror(number).lower() if number else str(problem) or "it does not say why"
        raise InvalidRequest(f"{place} is a file object that cannot be read: {sanitise(why)}", field=place) from problem
    if start and not file.content:
        raise InvalidRequest(f"{place} is a file object that has been read to its end; seek(0) first", field=place)
    return file


def _position(source: Any) -> int | None:
    """Tell where a file object stands; None if it cannot go back there."""
    try:
        return int(source.tell()) if source.seekable() else None
    except (AttributeError, OSError, ValueError, TypeError):  # whatever else has read() need not have these
        return None


def _whole(source: Any, name: str | None, place: str, limit: int) -> ReadFile:
    hashed = _sha256()
    content = bytearray()
    while chunk := source.read(_CHUNK):
        if not isinstance(chunk, (bytes, bytearray)):
            _refuse_chunk(chunk, place)
        content += chunk
        hashed.update(chunk)
        if len(content) > limit:
            raise InvalidRequest(
                f"{place} has more than {limit} bytes, which is the most that may be sent", field=place
            )
    if not isinstance(chunk, (bytes, bytearray)):
        _refuse_chunk(chunk, place)
    return ReadFile(name=name, content=bytes(content), sha256=hashed.hexdigest())


def _sha256(content: bytes = b"") -> hashlib._Hash:
    import hashlib  # slow to import, and only uploads need it

    return hashlib.sha256(content)


def _refuse_chunk(chunk: object, place: str) -> NoReturn:
    if inspect.iscoroutine(chunk):
        chunk.close()  # it would complain of never having been awaited
    came = "text: open it in binary mode" if isinstance(chunk, str) else type(chunk).__name__
    raise InvalidRequest(f"{place} is a file object whose read() gives no bytes but {came}", field=place)


def _refuse_larger(size: int, limit: int, place: str) -> None:
    if size > limit:
        raise InvalidRequest(f"{place} has {size} bytes; at most {limit} may be sent", field=place)


def _spoken(name: object) -> str | None:
    """Give the last part of a path, if it is a name: standard input has `<stdin>`, an anonymous file a number."""
    if not isinstance(name, (str, bytes, os.PathLike)):
        return None
    from pathlib import PurePath

    last = PurePath(os.fsdecode(cast("str | bytes | os.PathLike[str]", name))).name
    is_spoken = last and not (last.startswith("<") and last.endswith(">")) and not _SURROGATE.search(last)
    return last if is_spoken else None

"""File inputs, and what is refused before anything is sent."""

from __future__ import annotations

import hashlib
import io
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.models.files import MAX_FILE_BYTES, ReadFile, read_file

CONTENT = b"\x89PNG\r\n\x00\xff" * 20_000  # more than two chunks


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    path.write_bytes(CONTENT)
    return path


class Endless(io.RawIOBase):
    """An endless file object that counts the bytes read."""

    def __init__(self) -> None:
        self.bytes_read = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.bytes_read += size
        return b"x" * size


class OnlyReads:
    """A file object with a method `read` and nothing else."""

    def __init__(self, *chunks: Any) -> None:
        self._chunks = list(chunks)

    def read(self, size: int = -1) -> Any:
        return self._chunks.pop(0)


def test_paths_bytes_and_file_objects_are_read(logo: Path) -> None:
    with logo.open("rb") as opened, logo.open("rb", buffering=0) as raw:
        sources: list[Any] = [logo, str(logo), CONTENT, opened, raw, io.BytesIO(CONTENT), OnlyReads(CONTENT, b"")]

        files = [read_file(source, "file", None) for source in sources]

    assert {file.content for file in files} == {CONTENT}
    assert {file.sha256 for file in files} == {hashlib.sha256(CONTENT).hexdigest()}
    assert [file.name for file in files] == ["logo.png", "logo.png", None, "logo.png", "logo.png", None, None]


@pytest.mark.parametrize("name", ["<stdin>", "<fdopen>", 3, None, "", "/", "\udcff.png", b"", object()])
def test_a_name_that_is_not_a_file_name_is_ignored(name: object) -> None:
    source = io.BytesIO(b"a")
    source.name = name

    assert read_file(source, "file", None).name is None


@pytest.mark.parametrize("name", ["/tmp/a b/券.png", b"/tmp/\xe5\x88\xb8.png", Path("券.png")])
def test_the_last_part_of_a_path_is_the_name(name: object) -> None:
    source = io.BytesIO(b"a")
    source.name = name

    assert read_file(source, "file", None).name == "券.png"


def test_a_file_may_have_exactly_the_maximum_size(logo: Path) -> None:
    size = len(CONTENT)
    for source in (logo, CONTENT, io.BytesIO(CONTENT)):
        assert len(read_file(source, "file", size).content) == size
    for known in (logo, CONTENT):
        with pytest.raises(InvalidRequest, match=f"file has {size} bytes; at most {size - 1} are allowed"):
            read_file(known, "file", size - 1)
    with pytest.raises(InvalidRequest, match=f"file has more than {size - 1} bytes"):
        read_file(io.BytesIO(CONTENT), "file", size - 1)


def test_reading_stops_once_a_file_is_too_large() -> None:
    endless = Endless()

    with pytest.raises(InvalidRequest, match="more than 1000 bytes"):
        read_file(endless, "file", 1000)

    assert endless.bytes_read <= 64 * 1024


def test_there_is_a_default_limit() -> None:
    with pytest.raises(InvalidRequest, match=str(MAX_FILE_BYTES)):
        read_file(Endless(), "file", None)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(1 << 40)

    with pytest.raises(InvalidRequest, match=f"file has {1 << 40} bytes"):
        read_file(path, "file", None)


def test_a_file_object_is_read_from_its_position_which_is_then_restored() -> None:
    source = io.BytesIO(b"0123456789")
    source.seek(4)

    first, second = read_file(source, "file", None), read_file(source, "file", None)
    with pytest.raises(InvalidRequest):
        read_file(source, "file", 3)

    assert first.content == second.content == b"456789"
    assert source.tell() == 4


def test_a_pipe_is_read_to_its_end() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as target:
        target.write(b"from a pipe")
    with os.fdopen(reading, "rb") as source:
        assert read_file(source, "file", None).content == b"from a pipe"


def _missing(folder: Path) -> Any:
    return folder / "nothing.png"


def _read_already(folder: Path) -> Any:
    source = io.BytesIO(b"abc")
    source.read()
    return source


def _closed(folder: Path) -> Any:
    source = io.BytesIO(b"abc")
    source.close()
    return source


def _for_writing(folder: Path) -> Any:
    return (folder / "new").open("wb")


def _text_mode(folder: Path) -> Any:
    (folder / "text").write_text("abc")
    return (folder / "text").open()


def _empty_text_mode(folder: Path) -> Any:
    (folder / "text").write_text("")
    return (folder / "text").open()


async def _nothing() -> bytes:
    return b""


POSIX: dict[str, tuple[Callable[[Path], Any], str]] = {
    "below a file": (lambda folder: "/dev/null/a", "not a directory"),
    "a device": (lambda folder: "/dev/zero", "it is not a regular file"),
    "a file that fails": (lambda folder: "/proc/self/mem", "input/output error|there is no such file"),
}
REFUSED: dict[str, tuple[Callable[[Path], Any], str]] = (POSIX if os.name == "posix" else {}) | {
    "missing": (_missing, "nothing.png': there is no such file"),
    "in a missing folder": (lambda folder: folder / "a" / "b", "there is no such file"),
    "empty path": (lambda folder: "", "the path is empty"),
    "null in the path": (lambda folder: "a\0b", "it is not a path"),
    "a long path": (lambda folder: "a" * 5000, "file name too long"),
    "a directory": (lambda folder: folder, "it is a directory"),
    "closed": (_closed, "a file object that is closed"),
    "read already": (_read_already, r"is a file object at its end; call seek\(0\) first"),
    "open for writing": (_for_writing, "cannot be read: not readable|cannot be read: read"),
    "text mode": (_text_mode, "must return bytes, not text; open the file in binary mode"),
    "text mode, empty": (_empty_text_mode, "open the file in binary mode"),
    "asynchronous": (lambda folder: OnlyReads(_nothing()), "must return bytes, not coroutine"),
    "not ready": (lambda folder: OnlyReads(None), "must return bytes, not NoneType"),
}


@pytest.mark.parametrize(("make", "words"), REFUSED.values(), ids=REFUSED)
def test_inputs_that_cannot_be_read_are_refused_by_field(
    tmp_path: Path, make: Callable[[Path], Any], words: str
) -> None:
    source = make(tmp_path)

    with pytest.raises(InvalidRequest, match=re.compile(words, re.IGNORECASE)) as caught:
        read_file(source, "pictures[1]", None)

    assert caught.value.field == "pictures[1]"
    assert str(caught.value).startswith("pictures[1] ")
    if isinstance(source, io.IOBase):
        source.close()


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="root may read everything, and Windows has no such mode"
)
def test_a_file_that_may_not_be_read_is_refused(logo: Path) -> None:
    logo.chmod(0)

    with pytest.raises(InvalidRequest, match="permission denied"):
        read_file(logo, "file", None)


@pytest.mark.skipif(os.name != "posix", reason="named pipes are files on POSIX")
def test_a_named_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    refused = []

    def attempt() -> None:
        with pytest.raises(InvalidRequest, match="it is not a regular file"):
            read_file(tmp_path / "pipe", "file", None)
        refused.append(True)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(5)

    assert refused == [True]


def test_the_repr_of_a_file_has_no_content() -> None:
    assert repr(ReadFile(name="a.png", content=b"secret")) == "ReadFile(name='a.png')"

"""Archives: hostile ones are refused in one line before anything is read out; a bad entry does not stop the rest."""

from __future__ import annotations

import contextlib
import random
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from wxbrand_codegen.pages import PageError
from wxbrand_codegen.pages.sources import Under, archives, open_sources, survey

from tests.generator.zip_files import entry, write_zip

CENTRAL = b"PK\x01\x02"
"""What the entries of a directory begin with."""

END = b"PK\x05\x06"
"""What the record at the end of an archive begins with."""


def reasons(archive: Path) -> list[str]:
    """Return why an archive or something in it is not read, without the path of the archive."""
    with open_sources([str(archive)]) as sources:
        return [f"{each.name}: {each.reason}".replace(f"{archive}", "*") for each in sources.unreadable]


def with_entries(path: Path, *entries: zipfile.ZipInfo) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for each in entries:
            archive.writestr(each, b"# page\n")
    return path


def patched(path: Path, at: int, form: str, value: int, *, number: int = 0, mark: bytes = CENTRAL) -> Path:
    """Overwrite a field of the entry with this number in the directory, or of another record."""
    content = bytearray(path.read_bytes())
    begin = -1
    for _ in range(number + 1):
        begin = content.index(mark, begin + 1)
    struct.pack_into(form, content, begin + at, value)
    path.write_bytes(content)
    return path


def replaced(path: Path, old: bytes, new: bytes) -> Path:
    path.write_bytes(path.read_bytes().replace(old, new))
    return path


def two_pages(path: Path) -> Path:
    return write_zip(path, [("a.md", "# a" * 99), ("b.md", "# b" * 99)])


@pytest.fixture
def nothing_is_read_out(monkeypatch: pytest.MonkeyPatch) -> None:
    real = zipfile.ZipFile.open

    def only_write(archive: zipfile.ZipFile, name: zipfile.ZipInfo, mode: Literal["r", "w"] = "r", **rest: Any) -> Any:
        assert mode == "w"
        return real(archive, name, mode, **rest)

    monkeypatch.setattr(zipfile.ZipFile, "open", only_write)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("/etc/passwd.md", "an absolute path: /etc/passwd.md"),
        ("../up.md", "a path with ..: ../up.md"),
        ("a/../../up.md", "a path with ..: a/../../up.md"),
        ("a/..", "a path with ..: a/.."),
        ("C:/x.md", "a path that begins with a drive letter: C:/x.md"),
        ("c:x.md", "a path that begins with a drive letter: c:x.md"),
        ("a\\b.md", "a name with a backslash: a\\b.md"),
        ("品牌/" * 400 + "x.md", f"a name of more than 1000 characters: {'品牌/' * 33}品"),
        ("./", None),
        ("a/./b.md", None),
        ("a..b/..c.md", None),
    ],
)
def test_names_that_lead_elsewhere(name: str, fault: str | None, tmp_path: Path) -> None:
    for encoding in ("", "utf-8", "gb18030"):
        archive = tmp_path / f"{encoding}.zip"
        write_zip(archive, [("fine.md", "x"), (name, "x")], unflagged=encoding)
        with open_sources([str(archive)]) as sources:
            assert [each.reason for each in sources.unreadable] == (
                [f"refused: the archive has {fault}"] if fault else []
            )
            assert bool(sources.files) is (fault is None)


HOSTILE: list[tuple[str, Callable[[Path], object], str]] = [
    (
        "link",
        lambda path: with_entries(path, entry("a.md"), entry("b.md", 0o120777)),
        "refused: the archive has a link: b.md",
    ),
    (
        "device",
        lambda path: with_entries(path, entry("null.md", 0o020666)),
        "refused: the archive has a device, pipe or socket: null.md",
    ),
    (
        "NUL in a name",
        lambda path: replaced(write_zip(path, [("a!b.md", "x")]), b"a!b.md", b"a\0b.md"),
        r"refused: the archive has a name with a NUL character: a\x00b.md",
    ),
    (
        "bomb",
        lambda path: write_zip(path, [("bomb.md", bytes(20_000_000))]),
        "refused: the archive has an entry that grows more than 100-fold when unpacked: bomb.md",
    ),
    (
        "bomb by its directory",
        lambda path: patched(two_pages(path), 24, "<I", 0xFFFFFFF0),
        "refused: the archive has more than 1,000,000,000 bytes when unpacked",
    ),
    (
        "same bytes twice",
        lambda path: patched(two_pages(path), 42, "<I", 0, number=1),
        "refused: the archive has entries that overlap: b.md",
    ),
    (
        "entry into the next",
        lambda path: patched(two_pages(path), 20, "<I", 60),
        "refused: the archive has entries that overlap: b.md",
    ),
    (
        "entry into the directory",
        lambda path: patched(two_pages(path), 20, "<I", 10_000, number=1),
        "refused: the archive has an entry that overlaps the directory: b.md",
    ),
    (
        "cut short",
        lambda path: path.write_bytes(two_pages(path).read_bytes()[:-30]),
        "not a zip archive that can be read: it is damaged or cut short",
    ),
    (
        "half",
        lambda path: path.write_bytes(two_pages(path).read_bytes()[:60]),
        "not a zip archive that can be read: it is damaged or cut short",
    ),
    (
        "no zip",
        lambda path: path.write_bytes(b"\x1f\x8b gzip"),
        "not a zip archive that can be read: it is something else",
    ),
    ("empty file", lambda path: path.write_bytes(b""), "not a zip archive that can be read: it is something else"),
    (
        "name that is not UTF-8",
        lambda path: replaced(write_zip(path, [("券.md", "x")]), "券".encode(), b"\xe5\x88\xff"),
        "not a zip archive that can be read: it is damaged or cut short",
    ),
    (
        "directory elsewhere",
        lambda path: patched(two_pages(path), 16, "<I", 0x7FFFFFF0, mark=END),
        "not a zip archive that can be read: it is damaged or cut short",
    ),
]


@pytest.mark.usefixtures("nothing_is_read_out")
@pytest.mark.parametrize(("make", "line"), [each[1:] for each in HOSTILE], ids=[each[0] for each in HOSTILE])
def test_a_hostile_archive_is_refused_in_one_line_before_anything_is_read_out(
    make: Callable[[Path], object], line: str, tmp_path: Path
) -> None:
    archive = tmp_path / "docs.zip"
    make(archive)

    assert reasons(archive) == [f"*: {line}".replace(r"\x00", "\0")]


@pytest.mark.usefixtures("nothing_is_read_out")
@pytest.mark.parametrize(
    ("limit", "line"),
    [
        ("MOST_ARCHIVE_BYTES", "refused: the archive has more than 10 bytes"),
        ("_MOST_DIRECTORY_BYTES", "refused: the archive has a directory of more than 10 bytes"),
        ("_MOST_ENTRIES", "refused: the archive has more than 10 entries"),
        ("_MOST_UNPACKED_BYTES", "refused: the archive has more than 10 bytes when unpacked"),
    ],
)
def test_the_limits_on_an_archive_as_a_whole(
    limit: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = write_zip(tmp_path / "docs.zip", [(f"{number}.md", "xx") for number in range(11)])
    monkeypatch.setattr(archives, limit, 10)

    assert reasons(archive) == [f"*: {line}"]


def test_a_bad_entry_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    archive = tmp_path / "docs.zip"
    write_zip(archive, [(f"{name}.md", name) for name in ("encrypted", "fine", "odd", "wrong")])
    patched(archive, 8, "<H", 1, number=0)
    patched(archive, 10, "<H", 14, number=2)
    patched(archive, 16, "<I", 0, number=3)  # its checksum

    with open_sources([str(archive)]) as sources:
        found = survey(sources, Under([]))
        fine = next(file for file in sources.files if file.name.endswith("fine.md"))
        assert fine.read() == b"fine"

    assert {each.name.partition("!")[2]: each.reason for each in found.unreadable} == {
        "encrypted.md": "the entry is encrypted",
        "odd.md": "the entry is compressed by method 14, which is not supported",
        "wrong.md": "the entry of the archive is damaged",
    }


def test_an_archive_within_an_archive_or_folder_is_named(tmp_path: Path) -> None:
    inner = two_pages(tmp_path / "inner.zip")
    outer = write_zip(tmp_path / "outer.zip", [("inner.ZIP", inner.read_bytes()), ("a.md", "a")])

    assert reasons(outer) == ["*!inner.ZIP: an archive within an archive is not opened"]
    with open_sources([str(tmp_path)]) as sources:
        assert [each.reason for each in sources.unreadable] == [
            "an archive within a folder is not opened; give it by name"
        ] * 2


def test_of_several_entries_with_one_name_the_last_is_read_and_that_is_said(tmp_path: Path) -> None:
    archive = tmp_path / "docs.zip"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        with zipfile.ZipFile(archive, "w") as zipped:
            zipped.writestr("a.md", "old")
            zipped.writestr("a.md", "new")

    assert reasons(archive) == ["*!a.md: several entries have this name; the last one is read"]
    with open_sources([str(archive)]) as sources:
        assert [file.read() for file in sources.files] == [b"new"]


def test_an_archive_is_known_by_its_first_bytes_too(tmp_path: Path) -> None:
    archive = two_pages(tmp_path / "download")

    with open_sources([str(archive)]) as sources:
        assert [file.path for file in sources.files] == ["a.md", "b.md"]


def test_whatever_bytes_an_archive_has_it_is_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(13)
    archive = tmp_path / "docs.zip"
    write_zip(archive, [("品牌/券.md", "# 券\n" * 50), ("a.md", "a"), ("b/", "")], unflagged="utf-8")
    whole = archive.read_bytes()
    for _ in range(1500):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            content[chance.randrange(len(content))] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        archive.write_bytes(content[: chance.choice((len(content), chance.randrange(len(content))))])

        with open_sources([str(archive)]) as sources:
            for file in sources.files:
                with contextlib.suppress(PageError):
                    file.read()

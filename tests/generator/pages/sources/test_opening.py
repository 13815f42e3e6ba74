"""Files, folders and archives as sources of pages."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from wxbrand_codegen.pages import PageError
from wxbrand_codegen.pages.sources import Sources, open_sources

from tests.generator.zip_files import write_zip


def listed(*paths: Path | str) -> tuple[dict[str, bytes], dict[str, str], int]:
    """Return the content of each file, the reason for each thing that is not read, and the number of other files."""
    with open_sources([str(path) for path in paths]) as sources:
        return contents(sources), {each.name: each.reason for each in sources.unreadable}, sources.other_files


def contents(sources: Sources) -> dict[str, bytes]:
    return {file.name: file.read() for file in sources.files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    (pages / "deep").mkdir(parents=True)
    (pages / "b.md").write_bytes(b"b")
    (pages / "deep" / "a.HTML").write_bytes(b"a")
    return pages


def test_a_folder_is_listed_by_names_and_what_cannot_be_a_page_is_counted(folder: Path) -> None:
    for name in (".DS_Store", "Thumbs.db", "logo.png", "notes"):
        (folder / name).write_bytes(b"\0")
    (folder / ".git").mkdir()
    (folder / ".git" / "page.md").write_bytes(b"hidden")

    files, unreadable, others = listed(folder)

    assert list(files.items()) == [(f"{folder}/b.md", b"b"), (f"{folder}/deep/a.HTML", b"a")]
    assert (unreadable, others) == ({}, 5)


def test_a_folder_below_a_hidden_one_is_read(tmp_path: Path) -> None:
    hidden = tmp_path / ".cache"
    hidden.mkdir()
    (hidden / "a.md").write_bytes(b"a")

    assert list(listed(hidden)[0].values()) == [b"a"]


def test_links_and_special_files_of_a_folder_are_named_and_the_rest_is_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "outside.md").write_bytes(b"secret")
    (folder / "inside.md").symlink_to(folder / "b.md")
    (folder / "loop").symlink_to(folder)
    (folder / "nowhere.md").symlink_to(folder / "missing.md")
    (folder / "out.md").symlink_to(tmp_path / "outside.md")
    (folder / "self.md").symlink_to(folder / "self.md")
    os.mkfifo(folder / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(folder)  # names of sockets are short
        listener.bind("socket.md")

        files, unreadable, _ = listed(folder)

    assert list(files.values()) == [b"b", b"a"]
    assert {Path(name).name: reason.partition(";")[0] for name, reason in unreadable.items()} == {
        "loop": "a link that leads back to a folder around it",
        "nowhere.md": "a link that leads nowhere: no such file or directory",
        "out.md": "a link that leads out of the folder",
        "pipe.md": "a device, pipe or socket, not a file",
        "self.md": "a link that leads nowhere: too many levels of symbolic links",
        "socket.md": "a device, pipe or socket, not a file",
    }


def test_what_does_not_exist_is_named_and_the_rest_is_read(folder: Path) -> None:
    files, unreadable, _ = listed("nowhere.md", folder / "b.md")

    assert files == {f"{folder}/b.md": b"b"}
    assert unreadable == {"nowhere.md": "no such file or directory"}


def test_a_file_that_goes_away_is_an_error_of_its_own(folder: Path) -> None:
    with open_sources([str(folder)]) as sources:
        (folder / "b.md").unlink()
        first, second = sources.files

        with pytest.raises(PageError, match="no such file"):
            first.read()
        assert second.read() == b"a"


@pytest.mark.parametrize("encoding", ["", "utf-8", "gb18030"])
def test_an_archive_is_read_under_the_names_that_were_meant(encoding: str, tmp_path: Path) -> None:
    names = [
        "top/brand/品牌商户/发券-4099000001.md",
        "top/brand/说明.md",
        "top/__MACOSX/._x.md",
        "top/.DS_Store",
        "top/",
    ]
    archive = write_zip(tmp_path / "docs.zip", [(name, name) for name in names], unflagged=encoding)

    files, unreadable, others = listed(archive)

    assert files == {f"{archive}!{name}": name.encode() for name in names[:2]}
    assert (unreadable, others) == ({}, 2)

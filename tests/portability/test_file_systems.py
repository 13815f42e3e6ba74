"""What other file systems do: files that are open elsewhere, names of devices, paths that mean another machine, links in TMPDIR."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen import file_replacement
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.document.references import InvalidReference, parse_reference
from wxbrand_codegen.file_replacement import replace_file
from wxbrand_codegen.links import spelling_on_disk
from wxbrand_runtime.auth.key_files import read_file
from wxbrand_runtime.errors import InvalidCredentials

SPEC = """openapi: 3.1.0
info: {title: Tea, version: "1"}
paths:
  /brand/seats:
    post:
      operationId: BookSeat
      tags: [aux]
      requestBody:
        content:
          application/json:
            schema: {type: object, required: [name], properties: {name: {type: string, maxLength: 20}}}
      responses:
        "200":
          content:
            application/json:
              schema: {type: object, required: [id], properties: {id: {type: string}}}
"""


def busy(times: int) -> Any:
    """Return a `Path.replace` that fails as Windows does while the target is open, the first `times` calls."""
    original, left = Path.replace, [times]

    def replace(self: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "Access is denied", str(self), None, str(target))
        return original(self, target)

    return replace


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    new, target = tmp_path / "new", tmp_path / "target"
    new.write_text("new", "utf-8")
    target.write_text("old", "utf-8")
    return new, target


def test_a_file_that_is_open_for_a_moment_is_replaced(
    files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_replacement, "_PATIENCE", 2.0)
    monkeypatch.setattr(Path, "replace", busy(3))

    replace_file(*files)

    assert files[1].read_text("utf-8") == "new"


def test_a_file_that_stays_open_is_named(files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_replacement, "_PATIENCE", 0.05)
    monkeypatch.setattr(Path, "replace", busy(1000))

    with pytest.raises(PermissionError) as caught:
        replace_file(*files)

    assert caught.value.filename == str(files[1])
    assert files[1].read_text("utf-8") == "old"


def test_output_that_is_open_in_an_editor_ends_in_one_line_and_the_next_run_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec.yaml").write_text(SPEC, "utf-8")
    arguments = ["generate", "--spec", "spec.yaml", "--out", "out", "--package", "tea"]
    assert main(arguments) == 0
    (tmp_path / "spec.yaml").write_text(SPEC.replace("maxLength: 20", "maxLength: 21"), "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(file_replacement, "_PATIENCE", 0.05)
        patch.setattr(Path, "replace", busy(1000))
        capsys.readouterr()

        assert main(arguments) == 1

    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "Access is denied" in error
    assert ".wxbrand-" not in error  # the temporary file says nothing to a user
    assert main(arguments) == 0
    assert main(["check", *arguments[1:]]) == 0


def test_an_area_is_no_device_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "spec.yaml").write_text(SPEC, "utf-8")

    assert main(["generate", "--spec", "spec.yaml", "--out", "out", "--package", "tea"]) == 0

    stems = {path.name.partition(".")[0] for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert "aux_" in stems
    assert not stems & {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
    assert "def aux_(self)" in (tmp_path / "out" / "tea" / "client.py").read_text("utf-8")


@pytest.mark.parametrize(
    "reference",
    [
        "\\\\host\\share\\x.yaml",
        "%5C%5Chost%5Cshare%5Cx.yaml",
        "%5c%5chost/share/x.yaml",
        "%2F%2Fhost/share/x.yaml",
        "..%5C..%5Cx.yaml",
        "C:/Users/x.yaml",
        "C%3A/Users/x.yaml",
        "c%3A%5Cx.yaml",
        "x.yaml%3A%3A$DATA",
    ],
)
def test_a_reference_is_judged_before_the_file_system_sees_it(
    reference: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows, to look at a path of another machine is to sign in there."""
    monkeypatch.setattr(Path, "resolve", lambda self, strict=False: pytest.fail(f"looked at {self}"))

    with pytest.raises(InvalidReference, match="not a relative path"):
        parse_reference(f"{reference}#/a", tmp_path / "openapi.yaml", tmp_path)


def test_a_folder_in_place_of_a_key_is_told_where_its_error_is_that_of_a_forbidden_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_windows(name: str, mode: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", name)

    monkeypatch.setattr("builtins.open", as_windows)

    with pytest.raises(InvalidCredentials, match="is a directory"):
        read_file(str(tmp_path))


def test_files_of_a_revision_are_named_by_it_where_the_temporary_folder_has_two_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on macOS, where /var is a link, and on Windows, where the folder may have a short name."""
    repository, real = tmp_path / "repository", tmp_path / "real"
    repository.mkdir()
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    (repository / "spec.yaml").write_text(SPEC, "utf-8")
    for arguments in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "t"],
    ):
        subprocess.run(["git", *arguments], cwd=repository, check=True)
    (repository / "spec.yaml").write_text(SPEC.replace("maxLength: 20", "maxLength: 19"), "utf-8")
    monkeypatch.chdir(repository)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "link"))

    assert main(["diff", "git:HEAD:spec.yaml", "spec.yaml", "--format", "json"]) == 0

    printed = capsys.readouterr().out
    assert "HEAD:spec.yaml" in printed
    assert "wxbrand-diff-" not in printed


def test_a_file_whose_name_differs_in_case_is_refused_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Windows and macOS find the file all the same, so that the spec would break where it is generated next."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Parts").mkdir()
    (tmp_path / "Parts" / "common.yaml").write_text("Id: {type: string}\n", "utf-8")
    text = SPEC.replace("{id: {type: string}}", '{id: {$ref: "Parts/Common.yaml#/Id"}}')
    (tmp_path / "spec.yaml").write_text(text, "utf-8")
    monkeypatch.setattr("os.path.isfile", lambda path: Path(str(path).lower()).exists() or Path(path).parent.exists())

    assert main(["lint", "--spec", "spec.yaml"]) == 1

    assert "there is no file Parts/Common.yaml, but one called common.yaml" in capsys.readouterr().err


def test_names_are_compared_as_people_read_them(tmp_path: Path) -> None:
    decomposed = tmp_path / "cafe\u0301.yaml"  # as macOS may list a name
    decomposed.write_text("", "utf-8")

    assert spelling_on_disk(tmp_path / "caf\u00e9.yaml", tmp_path).name == "caf\u00e9.yaml"
    assert spelling_on_disk(tmp_path / "x" / ".." / "caf\u00e9.yaml", tmp_path / "y").name == "caf\u00e9.yaml"
    assert spelling_on_disk(tmp_path / "Missing.yaml", tmp_path) == tmp_path / "Missing.yaml"


def test_no_two_files_differ_by_case_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = SPEC[SPEC.index("  /brand/seats:") :]
    more = "".join(
        path.replace("/brand/seats", f"/brand/seats{n}").replace("BookSeat", name).replace("[aux]", f"[{tag}]")
        for n, (name, tag) in enumerate(
            [("bookSeat", "Tea"), ("BOOKSEAT", "TEA"), ("Bookseat", "tea"), ("bookseat", "tEa")]
        )
    )
    (tmp_path / "spec.yaml").write_text(SPEC + more, "utf-8")

    assert main(["generate", "--spec", "spec.yaml", "--out", "out", "--package", "tea"]) == 0

    names = [path.relative_to(tmp_path).as_posix() for path in (tmp_path / "out").rglob("*")]
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.skipif(os.name != "posix", reason="a path of this system")
def test_the_environment_file_has_paths_that_a_shell_reads(tmp_path: Path) -> None:
    from wxbrand_codegen.sandbox import prepare

    text = prepare(tmp_path / "keys").env_text("http://127.0.0.1:1").decode()

    assert f"WXBRAND_PRIVATE_KEY_FILE={(tmp_path / 'keys' / 'apiclient_key.pem').as_posix()}\n" in text
    assert "\\" not in text

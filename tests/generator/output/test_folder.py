from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.output.folder import MANIFEST
from wxbrand_codegen.pipeline import check
from wxbrand_codegen.problems import ProblemsFound

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

REMARK = "\n# a change by hand\n"


@pytest.fixture
def made(workshop: Workshop) -> Workshop:
    """A workshop whose output is up to date."""
    workshop.body("a: {type: string, maxLength: 5}")
    workshop.generate()
    return workshop


def times(workshop: Workshop) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in (workshop.folder / "out").rglob("*")}


def refused(workshop: Workshop, *, force: bool = False) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        workshop.generate(force=force)
    return [str(problem).replace(f"{workshop.folder}/", "") for problem in caught.value.problems]


def states(workshop: Workshop) -> list[tuple[str, str]]:
    return [(difference.state, difference.path) for difference in check(workshop.config()).differences]


def new_area(workshop: Workshop) -> None:
    workshop.spec.write_text(workshop.spec.read_text().replace("tags: [thing]", "tags: [other]"))


def test_a_second_run_changes_nothing(made: Workshop) -> None:
    before = times(made)

    outcome = made.generate()

    assert outcome.differences == ()
    assert times(made) == before


def test_a_forced_run_changes_nothing_either(made: Workshop) -> None:
    before = {path: at for path, at in times(made).items() if Path(path).is_file()}

    made.generate(force=True)

    assert {path: at for path, at in times(made).items() if Path(path).is_file()} == before


def test_only_what_changed_is_replaced(made: Workshop) -> None:
    before = times(made)
    made.spec.write_text(made.spec.read_text().replace("maxLength: 5", "maxLength: 6"))

    made.generate()

    changed = {
        path.rsplit("out/", 1)[1] for path, at in times(made).items() if before.get(path) != at and Path(path).is_file()
    }
    assert changed == {
        "acme/areas/thing.py", "acme/models/thing.py", "acme/reference/thing.md", "tests/test_thing.py", "tests/openapi.json",
        f"acme/{MANIFEST}", f"tests/{MANIFEST}",
    }  # fmt: skip


def test_a_file_changed_by_hand_is_never_lost(made: Workshop) -> None:
    edited = made.folder / "out" / "acme" / "client.py"
    edited.write_text(edited.read_text() + REMARK)
    made.spec.write_text(made.spec.read_text().replace("maxLength: 5", "maxLength: 6"))
    before = made.output()

    lines = refused(made)

    assert len(lines) == 1
    assert lines[0].startswith("out/acme/client.py:1:1 edited-file  was changed by hand")
    assert "--force" in lines[0]
    assert made.output() == before


def test_force_overwrites_a_file_changed_by_hand(made: Workshop) -> None:
    good = made.output()
    (made.folder / "out" / "acme" / "client.py").write_text(REMARK)

    made.generate(force=True)

    assert made.output() == good


def test_a_file_that_is_no_longer_needed_is_removed(made: Workshop) -> None:
    new_area(made)

    made.generate()

    names = set(made.output())
    assert {"acme/areas/other.py", "acme/models/other.py", "tests/test_other.py"} <= names
    assert not {name for name in names if "thing" in name}


def test_a_file_no_longer_needed_but_changed_by_hand_is_kept(made: Workshop) -> None:
    orphan = made.folder / "out" / "acme" / "areas" / "thing.py"
    orphan.write_text(REMARK)
    new_area(made)
    before = made.output()

    (line,) = refused(made)

    assert line.startswith("out/acme/areas/thing.py:1:1 edited-file  is no longer needed, but was changed by hand")
    assert made.output() == before


@pytest.mark.parametrize("name", ["acme/areas/other.py", "tests/test_other.py"])
def test_a_foreign_file_in_the_way_is_kept(made: Workshop, name: str) -> None:
    (made.folder / "out" / name).write_text("# mine\n")
    new_area(made)
    before = made.output()

    (line,) = refused(made)

    assert line.startswith(f"out/{name}:1:1 edited-file  is in the way and was not made by wxbrand")
    assert made.output() == before


def test_a_folder_in_the_way_is_kept(made: Workshop) -> None:
    (made.folder / "out" / "acme" / "areas" / "other.py").mkdir()
    new_area(made)

    (line,) = refused(made)

    assert "is in the way" in line


def test_files_of_others_are_not_touched(made: Workshop) -> None:
    for name in ("acme/handmade.py", "acme/areas/handmade.py", "tests/test_mine.py", "notes.txt"):
        (made.folder / "out" / name).write_text("# mine\n")
    new_area(made)

    made.generate(force=True)

    assert [name for name, content in made.output().items() if content == b"# mine\n"] == [
        "acme/areas/handmade.py", "acme/handmade.py", "notes.txt", "tests/test_mine.py",
    ]  # fmt: skip


def test_an_interrupted_run_is_completed_by_the_next(made: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    new_area(made)
    real, calls = Path.replace, iter(range(100))

    def breaks(self: Path, target: Path) -> Path:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", breaks)
    with pytest.raises(KeyboardInterrupt):
        made.generate()
    monkeypatch.setattr(Path, "replace", real)

    made.generate()

    assert states(made) == []
    assert not {name for name in made.output() if "thing" in name or "/.wxbrand-" in name.replace(MANIFEST, "")}


def test_a_link_in_the_output_is_not_followed_outside(made: Workshop) -> None:
    outside = made.folder / "outside"
    outside.mkdir()
    areas = made.folder / "out" / "acme" / "areas"
    for path in areas.iterdir():
        path.unlink()
    areas.rmdir()
    areas.symlink_to(outside)

    lines = refused(made, force=True)

    assert any("leads-outside" in line for line in lines)
    assert list(outside.iterdir()) == []


def test_a_link_instead_of_a_file_is_replaced_and_not_followed(made: Workshop) -> None:
    outside = made.folder / "outside.py"
    outside.write_text("# mine\n")
    file = made.folder / "out" / "acme" / "client.py"
    file.unlink()
    file.symlink_to(outside)

    made.generate(force=True)

    assert outside.read_text() == "# mine\n"
    assert not file.is_symlink()


@pytest.mark.parametrize(
    "content",
    [
        "", "{", "[]", "null", '{"files": []}', "\x00", "[" * 100_000,
        '{"made-by": "wxbrand", "inputs": "", "sources": [], "files": {"../../victim": {"draft": "a", "file": "b"}}}',
        '{"made-by": "wxbrand", "inputs": "", "sources": [], "files": {"/victim": {"draft": "a", "file": "b"}}}',
        '{"made-by": "wxbrand", "inputs": "", "sources": [], "files": {"a\\\\..\\\\victim": {"draft": "a", "file": "b"}}}',
        '{"made-by": "wxbrand", "inputs": "", "sources": ["../../victim"], "files": {}}',
        '{"made-by": "wxbrand", "inputs": "", "sources": [], "files": {"a.py": 1}}',
    ],
)  # fmt: skip
def test_a_damaged_or_unsafe_manifest_is_refused(made: Workshop, content: str) -> None:
    (made.folder / "out" / "acme" / MANIFEST).write_text(content)
    new_area(made)
    before = made.output()

    lines = refused(made, force=True)

    assert lines[0].startswith(f"out/acme/{MANIFEST}:1:1 broken-manifest")
    assert made.output() == before


def test_a_manifest_cannot_remove_files_outside(made: Workshop) -> None:
    victim = made.folder / "victim"
    victim.write_text("mine")
    manifest = made.folder / "out" / "acme" / MANIFEST
    content = json.loads(manifest.read_text())
    content["files"]["../../victim"] = {"draft": "", "file": "6e1a2b"}
    manifest.write_text(json.dumps(content))

    refused(made, force=True)

    assert victim.exists()


def test_check_finds_no_difference_after_generate(made: Workshop) -> None:
    assert states(made) == []


def test_check_names_each_file_and_how_it_differs(made: Workshop) -> None:
    out = made.folder / "out"
    (out / "acme" / "client.py").unlink()
    (out / "acme" / "__init__.py").write_text(REMARK)
    new_area(made)
    (out / "acme" / "areas" / "other.py").write_text("# mine\n")
    before = made.output()

    found = states(made)

    assert {("missing", "acme/client.py"), ("edited", "acme/__init__.py"), ("foreign", "acme/areas/other.py"),
            ("orphan", "acme/areas/thing.py"), ("stale", "tests/openapi.json")} <= set(found)  # fmt: skip
    assert made.output() == before


def test_check_after_a_limit_of_the_spec_changed_names_the_stale_files(made: Workshop) -> None:
    made.spec.write_text(made.spec.read_text().replace("maxLength: 5", "maxLength: 6"))

    found = states(made)

    assert found == [
        ("stale", "acme/areas/thing.py"),
        ("stale", "acme/models/thing.py"),
        ("stale", "acme/reference/thing.md"),
        ("stale", "tests/openapi.json"),
        ("stale", "tests/test_thing.py"),
    ]


def test_the_output_has_the_usual_permissions(made: Workshop) -> None:
    umask = os.umask(0)
    os.umask(umask)

    modes = {path.stat().st_mode & 0o777 for path in (made.folder / "out").rglob("*") if path.is_file()}

    assert modes == {0o666 & ~umask}


def test_a_full_disk_leaves_no_empty_folder(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop.body("a: {type: string}")

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("wxbrand_codegen.output.folder._write_text", full)

    with pytest.raises(OSError, match="No space left"):
        workshop.generate()

    assert not (workshop.folder / "out").exists()

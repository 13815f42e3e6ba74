"""Write formatted files into a folder.

Only files that changed are replaced, only files that the manifest lists are removed, and a file that somebody edited is
never overwritten unless asked.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from wxbrand_codegen.output.manifest import MANIFEST, Difference, Manifest, State, mark_of
from wxbrand_codegen.output.tidy import FormattedFile
from wxbrand_codegen.problems import Problem, ProblemsFound


def refuse_to_overwrite(folders: Iterable[tuple[Path, tuple[Difference, ...]]]) -> None:
    """Raise ProblemsFound if writing would lose a file that was edited, or that the tool did not write."""
    reasons: dict[State, str] = {
        "edited": "was changed by hand since it was generated; move the change into the spec, a template or a file of "
        "your own, or run again with --force to lose it",
        "edited orphan": "is no longer needed, but was changed by hand; move it away, or run again with --force to lose it",
        "foreign": "is in the way and was not made by wxbrand; move it away, or run again with --force to lose it",
    }
    problems = [
        Problem(mark=mark_of(folder.parent / difference.path), code="edited-file", message=reasons[difference.state])
        for folder, differences in folders
        for difference in differences
        if difference.state in reasons
    ]
    if problems:
        raise ProblemsFound(problems)


def refuse_links_outside(folder: Path, names: Iterable[str]) -> None:
    """Raise ProblemsFound if a symbolic link in the folder would let a file be written or removed outside it."""
    home = folder.resolve()
    for path in sorted({(folder / name).parent for name in names}):
        if not path.resolve().is_relative_to(home):
            message = "is a link that leads out of the output"
            raise ProblemsFound([Problem(mark=mark_of(path), code="leads-outside", message=message)])


def write(
    folder: Path, files: Mapping[str, FormattedFile], wanted: Manifest, differences: tuple[Difference, ...]
) -> None:
    """Resolve the differences: stage every changed file inside the folder, then move each into place.

    A run that is interrupted leaves the old manifest, so that the next one finishes the work.
    """
    if not differences:
        return
    names = {difference.path.removeprefix(f"{folder.name}/") for difference in differences} - {MANIFEST}
    changed, gone = names & files.keys(), names - files.keys()
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    folder.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".wxbrand-", dir=folder))
    try:
        for path in changed:
            _write_text(stage / path, files[path].text)
        _write_text(stage / MANIFEST, wanted.text())
        for path in sorted(changed):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).replace(folder / path)
        for path in sorted(gone):
            (folder / path).unlink(missing_ok=True)
            _remove_empty_folders((folder / path).parent, folder)
        (stage / MANIFEST).replace(folder / MANIFEST)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        _remove_empty_folders(folder, existing)  # a full disk leaves no empty folder behind


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _remove_empty_folders(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent

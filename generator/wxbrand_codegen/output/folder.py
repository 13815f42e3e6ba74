"""A folder of generated files: its manifest, what differs from what should be there, and writing the difference.

Only files that changed are replaced, only files that the manifest lists are removed, and a file that somebody edited is
never overwritten unless asked.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from wxbrand_codegen.file_replacement import replace_file
from wxbrand_codegen.links import resolved
from wxbrand_codegen.output.tidy import FormattedFile, digest
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound, display_path
from wxbrand_codegen.text_digests import text_digest

MANIFEST = ".wxbrand-manifest.json"

State = Literal["missing", "stale", "edited", "foreign", "orphan", "edited orphan"]
"""How a file differs: it does not exist; it is as the tool wrote it, but outdated; it was edited by hand; its path is taken
by a file that the tool did not write; it is no longer needed; it is no longer needed, but was edited by hand.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the tool wrote into a folder, and from what."""

    package: str = ""
    """The package, also in the manifest of its tests."""

    inputs: str = ""
    """Digest of everything that determines the output."""

    sources: tuple[str, ...] = ()
    """Files of the spec, relative to the folder of its root file."""

    counts: str = ""
    """Summary of the spec for people, such as `62 operations in 4 areas`."""

    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Path to the digests of the file's draft and of its final text."""

    def text(self) -> str:
        """Return the content of the manifest file."""
        entries = {path: {"draft": draft, "file": final} for path, (draft, final) in sorted(self.files.items())}
        content = {
            "made-by": "wxbrand",
            "package": self.package,
            "inputs": self.inputs,
            "sources": list(self.sources),
            "counts": self.counts,
            "files": entries,
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Difference:
    """A file that is not as it should be."""

    path: str
    """Relative to the folder's parent, such as `wxbrand/client.py`."""

    state: State


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder; an empty one if there is none. Raises ProblemsFound if it is damaged or unsafe."""
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text("utf-8"))
        files = {_safe(name): (str(entry["draft"]), str(entry["file"])) for name, entry in content["files"].items()}
        return Manifest(
            package=str(content.get("package", "")),
            inputs=str(content["inputs"]),
            sources=tuple(map(_safe, content["sources"])),
            counts=str(content.get("counts", "")),
            files=files,
        )
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = "the manifest cannot be read; restore it from version control, or remove it and run with --force"
        raise ProblemsFound([Problem(mark=_mark_of(path), code="broken-manifest", message=message)]) from None


def _safe(name: str) -> str:
    """Return a path of a manifest. Raises ValueError if it could lead out of the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name or ":" in name:
        raise ValueError(name)
    return path.as_posix()


def _mark_of(path: Path) -> Mark:
    return Mark(file=display_path(path), line=1, column=1)


def file_digest(path: Path) -> str | None:
    """Digest a text file, whatever its line ends; None if nothing has this path, empty for what cannot be read, such as a folder."""
    try:
        return text_digest(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (IsADirectoryError, PermissionError):
        return ""


def known_texts(folder: Path, manifest: Manifest) -> dict[str, str]:
    """Return the final text for the digest of each draft whose file has not changed since it was written."""
    return {
        draft: (folder / path).read_text("utf-8")
        for path, (draft, final) in manifest.files.items()
        if file_digest(folder / path) == final
    }


def manifest_of(
    files: Mapping[str, FormattedFile], *, package: str, inputs: str, sources: tuple[str, ...], counts: str
) -> Manifest:
    """Return the manifest that describes these files."""
    return Manifest(
        package=package,
        inputs=inputs,
        sources=sources,
        counts=counts,
        files={path: (file.draft_digest, digest(file.text)) for path, file in files.items()},
    )


def compare(
    folder: Path, files: Mapping[str, FormattedFile], manifest: Manifest, wanted: Manifest
) -> tuple[Difference, ...]:
    """Return the files that are not as they should be; the manifest itself only if it is the only one."""
    found = tuple(sorted(_differences(folder, files, manifest)))
    if not found and manifest != wanted:
        return (Difference(path=f"{folder.name}/{MANIFEST}", state="stale" if manifest.files else "missing"),)
    return found


def _differences(folder: Path, files: Mapping[str, FormattedFile], manifest: Manifest) -> Iterator[Difference]:
    for path, file in files.items():
        current = file_digest(folder / path)
        if current == digest(file.text):
            continue
        state: State
        if current is None:
            state = "missing"
        elif path not in manifest.files:
            state = "foreign"
        else:
            state = "stale" if current == manifest.files[path][1] else "edited"
        yield Difference(path=f"{folder.name}/{path}", state=state)
    for path, (_, final) in manifest.files.items():
        current = file_digest(folder / path)
        if path not in files and current is not None:
            yield Difference(path=f"{folder.name}/{path}", state="orphan" if current == final else "edited orphan")


def refuse_to_overwrite(folders: Iterable[tuple[Path, tuple[Difference, ...]]]) -> None:
    """Raise ProblemsFound if writing would lose a file that was edited, or that the tool did not write."""
    reasons: dict[State, str] = {
        "edited": "was changed by hand since it was generated; move the change into the spec, a template or a file of "
        "your own, or run again with --force to lose it",
        "edited orphan": "is no longer needed, but was changed by hand; move it away, or run again with --force to lose it",
        "foreign": "is in the way and was not made by wxbrand; move it away, or run again with --force to lose it",
    }
    problems = [
        Problem(mark=_mark_of(folder.parent / difference.path), code="edited-file", message=reasons[difference.state])
        for folder, differences in folders
        for difference in differences
        if difference.state in reasons
    ]
    if problems:
        raise ProblemsFound(problems)


def refuse_links_outside(folder: Path, names: Iterable[str]) -> None:
    """Raise ProblemsFound if a symbolic link in the folder would let a file be written or removed outside it."""
    home = resolved(folder)
    for path in sorted({(folder / name).parent for name in names}):
        if not resolved(path).is_relative_to(home):
            message = "is a link that leads out of the output"
            raise ProblemsFound([Problem(mark=_mark_of(path), code="leads-outside", message=message)])


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
            replace_file(stage / path, folder / path)
        for path in sorted(gone):
            (folder / path).unlink(missing_ok=True)
            _remove_empty_folders((folder / path).parent, folder)
        replace_file(stage / MANIFEST, folder / MANIFEST)
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

"""Last stage: finished files into folders. Only what changed is replaced, only what the manifest owns is removed,
and a file that somebody edited is never lost."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from wxbrand_codegen.output.tidy import FormattedFile
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound

MANIFEST = ".wxbrand-manifest.json"

State = Literal["missing", "stale", "edited", "foreign", "orphan", "edited orphan"]
"""Compared with what the spec gives: not there; as we wrote it, but no longer right; changed by hand; not ours; no longer needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the tool wrote into a folder, and from what."""

    inputs: str = ""
    """Digest of everything that the output follows from."""

    sources: tuple[str, ...] = ()
    """Files of the spec, relative to its root file."""

    counts: str = ""
    """How much there is in the spec, in words."""

    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Path to the digests of its draft and of its finished text."""

    def text(self) -> str:
        """Give the file's content."""
        entries = {path: {"draft": draft, "file": final} for path, (draft, final) in sorted(self.files.items())}
        content = {
            "made-by": "wxbrand",
            "inputs": self.inputs,
            "sources": list(self.sources),
            "counts": self.counts,
            "files": entries,
        }
        return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Difference:
    """One file that is not as the spec gives it."""

    path: str
    """From the folder's parent, such as `wxbrand/client.py`."""

    state: State


def read_manifest(folder: Path) -> Manifest:
    """Read a folder's manifest; an empty one if there is none. Raises ProblemsFound if it cannot be relied on."""
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text("utf-8"))
        files = {_inside(name): (str(entry["draft"]), str(entry["file"])) for name, entry in content["files"].items()}
        sources = tuple(_inside(name) for name in content["sources"])
        return Manifest(
            inputs=str(content["inputs"]), sources=sources, counts=str(content.get("counts", "")), files=files
        )
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = "the manifest cannot be read; take it from version control, or remove it and run with --force"
        raise ProblemsFound([Problem(mark=_mark(path), code="broken-manifest", message=message)]) from None


def _inside(name: str) -> str:
    """Refuse a path that could lead out of the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\\" in name or ":" in name:
        raise ValueError(name)
    return path.as_posix()


def file_digest(path: Path) -> str | None:
    """Give the SHA-256 of a file, None if there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (IsADirectoryError, PermissionError):
        return ""  # something is there, and it is not ours


def known_texts(folder: Path, manifest: Manifest) -> dict[str, str]:
    """Give the finished text for each draft whose file still stands as it was written."""
    return {
        draft: (folder / path).read_text("utf-8")
        for path, (draft, final) in manifest.files.items()
        if file_digest(folder / path) == final
    }


def manifest_of(
    files: Mapping[str, FormattedFile], *, inputs: str, sources: tuple[str, ...], counts: str = ""
) -> Manifest:
    """Give the manifest that belongs to these files."""
    return Manifest(
        inputs=inputs,
        sources=sources,
        counts=counts,
        files={path: (t.draft, hashlib.sha256(t.text.encode()).hexdigest()) for path, t in files.items()},
    )


def compare(
    folder: Path, files: Mapping[str, FormattedFile], manifest: Manifest, wanted: Manifest
) -> tuple[Difference, ...]:
    """Say which files are not as they should be; of the manifest only if nothing else is to be said."""
    found = tuple(sorted(_differences(folder, files, manifest)))
    if not found and manifest != wanted:
        return (Difference(path=f"{folder.name}/{MANIFEST}", state="stale" if manifest.files else "missing"),)
    return found


def _differences(folder: Path, files: Mapping[str, FormattedFile], manifest: Manifest) -> Iterator[Difference]:
    for path, tidied in files.items():
        there = file_digest(folder / path)
        wanted = hashlib.sha256(tidied.text.encode()).hexdigest()
        if there == wanted:
            continue
        state: State
        if there is None:
            state = "missing"
        elif path not in manifest.files:
            state = "foreign"
        else:
            state = "stale" if there == manifest.files[path][1] else "edited"
        yield Difference(path=f"{folder.name}/{path}", state=state)
    for path, (_, final) in manifest.files.items():
        there = file_digest(folder / path)
        if path not in files and there is not None:
            yield Difference(path=f"{folder.name}/{path}", state="orphan" if there == final else "edited orphan")


def refuse_to_overwrite(folders: Iterable[tuple[Path, tuple[Difference, ...]]]) -> None:
    """Raise ProblemsFound for every file that writing would take from somebody."""
    reasons: dict[State, str] = {
        "edited": "was changed by hand since it was made; move the change into the spec, a template or a file of your own, "
        "or run again with --force to lose it",
        "edited orphan": "is no longer needed, but was changed by hand; move it away, or run again with --force to lose it",
        "foreign": "is in the way and was not made by wxbrand; move it away, or run again with --force to lose it",
    }
    problems = [
        Problem(mark=_mark(folder.parent / difference.path), code="edited-file", message=reasons[difference.state])
        for folder, differences in folders
        for difference in differences
        if difference.state in reasons
    ]
    if problems:
        raise ProblemsFound(problems)


def _mark(path: Path) -> Mark:
    from wxbrand_codegen.problems import display_path

    return Mark(file=display_path(path), line=1, column=1)


def write(
    folder: Path, files: Mapping[str, FormattedFile], wanted: Manifest, differences: tuple[Difference, ...]
) -> None:
    """Bring a folder to what the spec gives: everything is staged beside it, then moved into place file by file."""
    if not differences:
        return
    names = {difference.path.removeprefix(f"{folder.name}/") for difference in differences} - {MANIFEST}
    changed, gone = names & files.keys(), names - files.keys()
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
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
        _remove_empty_folders(folder, there)  # of a disk that is full not even a folder is left


def _write_text(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _remove_empty_folders(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def refuse_links_outside(folder: Path, names: Iterable[str]) -> None:
    """Raise ProblemsFound if a link in the output would lead writing, or removing, out of its folder."""
    home = folder.resolve()
    for path in sorted({(folder / name).parent for name in names}):
        if not path.resolve().is_relative_to(home):
            raise ProblemsFound(
                [Problem(mark=_mark(path), code="leads-outside", message="is a link that leads out of the output")]
            )

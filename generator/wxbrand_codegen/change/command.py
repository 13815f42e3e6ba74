"""All of `wxbrand diff` but its arguments: two specs found, compared and reported."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from wxbrand_codegen.change.changes import Change, bump
from wxbrand_codegen.change.compare import compare
from wxbrand_codegen.config import UsageError
from wxbrand_codegen.document.problems import Mark
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.pipeline import read

_GIT = "git:"
_TITLES = {"breaking": "Breaking", "additive": "Added", "documentation": "Documentation"}


def run(old: str, new: str, default: Path, *, style: str, fail_on: str | None) -> int:
    """Print the changes; give 1 if one is of the level that `fail_on` names, or worse, else 0. Raises Refused, UsageError."""
    shown: dict[str, str] = {}
    changes = compare(_api(old, default, shown), _api(new, default, shown))
    changes = [replace(c, old=_shown(c.old, shown), new=_shown(c.new, shown)) for c in changes]
    sys.stdout.write({"text": _text, "markdown": _markdown, "json": _json}[style](changes))
    levels = ("breaking", "additive", "documentation")
    worst = levels[: levels.index(fail_on) + 1] if fail_on else ()
    return 1 if any(change.level in worst for change in changes) else 0


def _api(which: str, default: Path, shown: dict[str, str]) -> Api:
    with _spec(which, default, shown) as spec:
        return read(spec)[1].api


def _shown(mark: Mark | None, shown: dict[str, str]) -> Mark | None:
    """Name a file of a revision as people do, not by the folder it was put into."""
    for folder, revision in shown.items():
        if mark is not None and mark.file.startswith(folder):
            return replace(mark, file=revision + mark.file.removeprefix(folder))
    return mark


@contextmanager
def _spec(which: str, default: Path, shown: dict[str, str]) -> Iterator[Path]:
    """Find a spec: a file, or `git:REV` or `git:REV:PATH`, whose folder is put into a temporary one."""
    if not which.startswith(_GIT):
        if not Path(which).is_file():
            raise UsageError(f"{which} is not a file; give a spec, or git:REV")
        yield Path(which)
        return
    revision, _, path = which.removeprefix(_GIT).partition(":")
    spec = Path(path) if path else default
    with tempfile.TemporaryDirectory(prefix="wxbrand-diff-") as folder:
        shown[f"{folder}/"] = f"{revision}:"
        yield _checked_out(revision, spec, Path(folder))


def _checked_out(revision: str, spec: Path, folder: Path) -> Path:
    if not revision or revision.startswith("-"):
        raise UsageError("git: needs a revision, such as git:HEAD or git:v1.0")
    home = spec.parent.resolve()
    while not home.is_dir() and home != home.parent:  # it may be gone by now
        home = home.parent
    top = Path(_git(home, "rev-parse", "--show-toplevel").decode().strip())
    place = spec.resolve().relative_to(top.resolve())
    archive = _git(top, "archive", "--format=tar", revision, "--", place.parent.as_posix())
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    if not (folder / place).is_file():
        raise UsageError(f"{revision} has no {place.as_posix()}")
    return folder / place


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        command = ["git", "-C", str(folder), *arguments]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise UsageError("git is not installed, and git:REV needs it") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(said[-1] if said else f"git {arguments[0]} failed")
    return done.stdout


def _text(changes: Sequence[Change]) -> str:
    lines = [
        f"{change.level:13} {change.code:22} {change.message}{_where(change)}"
        + ("" if change.wire != "breaking" or change.level == "breaking" else " [wire: breaking]")
        for change in changes
    ]
    return "\n".join([*lines, _summary(changes)]) + "\n"


def _where(change: Change) -> str:
    places = [str(mark) for mark in (change.old, change.new) if mark]
    return f" ({' -> '.join(places)})" if places else ""


def _summary(changes: Sequence[Change]) -> str:
    if not changes:
        return "no change: the client stays as it is"
    counts = {level: sum(change.level == level for change in changes) for level in _TITLES}
    told = ", ".join(f"{number} {level}" for level, number in counts.items() if number)
    return f"{told}; suggested version bump: {bump(changes)}"


def _markdown(changes: Sequence[Change]) -> str:
    """Write an entry for a changelog."""
    if not changes:
        return "No change.\n"
    blocks: list[str] = []
    for level, group in groupby(changes, key=lambda change: change.level):
        lines = [f"- {_escaped(change.message)}" for change in group]
        blocks.append(f"### {_TITLES[level]}\n\n" + "\n".join(lines))
    return "\n\n".join(blocks) + f"\n\nSuggested version bump: {bump(changes)}.\n"


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in "\\`*<>[]|#" else character for character in text)


def _json(changes: Sequence[Change]) -> str:
    entries = [
        {
            "code": c.code,
            "level": c.level,
            "wire": c.wire,
            "message": c.message,
            "old": _mark(c.old),
            "new": _mark(c.new),
        }
        for c in changes
    ]
    return json.dumps({"changes": entries, "bump": bump(changes)}, indent=1, ensure_ascii=False) + "\n"


def _mark(mark: Mark | None) -> dict[str, Any] | None:
    return None if mark is None else {"file": mark.file, "line": mark.line, "column": mark.column}

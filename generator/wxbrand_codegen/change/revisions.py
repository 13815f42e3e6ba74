"""Find a spec by its file name, or at a revision of git."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from wxbrand_codegen.config import UsageError
from wxbrand_codegen.links import resolved
from wxbrand_codegen.problems import Mark

_GIT = "git:"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecFile:
    """The root file of a spec. A revision's files are in a temporary folder."""

    path: Path
    folder: Path | None = None
    """Temporary folder, without links in its path; None for a file that was named."""

    revision: str = ""
    """What people call the revision, with a colon at its end."""

    def printed(self, mark: Mark | None) -> Mark | None:
        """Name a file as people do, `HEAD:spec/openapi.yaml`, not by its temporary folder."""
        if mark is None or self.folder is None or not Path(mark.file).is_relative_to(self.folder):
            return mark
        return replace(mark, file=self.revision + Path(mark.file).relative_to(self.folder).as_posix())


@contextmanager
def spec_file(name: str, default: Path) -> Iterator[SpecFile]:
    """Find the spec called FILE, `git:REV` (the default file then) or `git:REV:PATH`. Raises UsageError."""
    if not name.startswith(_GIT):
        if not Path(name).is_file():
            raise UsageError(f"{name} is not a file; give the root file of a spec, or git:REV")
        yield SpecFile(path=Path(name))
        return
    revision, _, path = name.removeprefix(_GIT).partition(":")
    with tempfile.TemporaryDirectory(prefix="wxbrand-diff-") as folder:
        home = resolved(Path(folder))  # as marks name files: TMPDIR may be a link, or a short name of Windows
        spec = _check_out(revision, Path(path) if path else default, home)
        yield SpecFile(path=spec, folder=home, revision=f"{revision}:")


def _check_out(revision: str, spec: Path, folder: Path) -> Path:
    """Write the folder of the spec, as it was at a revision, into another one; return the spec's path there."""
    if not revision or revision.startswith("-"):
        raise UsageError("git: needs a revision, such as git:HEAD or git:v1.0")
    start = resolved(spec.parent)
    while not start.is_dir() and start != start.parent:  # the folder may exist only at that revision
        start = start.parent
    top = Path(_git(start, "rev-parse", "--show-toplevel").decode().strip())
    inside = resolved(spec).relative_to(resolved(top))
    archive = _git(top, "archive", "--format=tar", revision, "--", inside.parent.as_posix())
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    if not (folder / inside).is_file():
        raise UsageError(f"{revision} has no file {inside.as_posix()}")
    return folder / inside


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        command = ["git", "-C", str(folder), *arguments]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise UsageError("git is not installed, and git:REV needs it") from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(lines[-1] if lines else f"git {arguments[0]} failed")
    return done.stdout

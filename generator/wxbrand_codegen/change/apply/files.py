"""Write the files of a spec, all of them or none, and show what would be written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from difflib import unified_diff
from pathlib import Path

from wxbrand_codegen.file_replacement import replace_file


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files in a folder by new ones. Each is written beside its target first, and then put in its place.

    Raises OSError, and changes nothing, if one of them cannot be written.
    """
    with ExitStack() as clean_up:
        staged = [(_stage(folder / name, content, clean_up), folder / name) for name, content in files.items()]
        for stage, target in staged:
            replace_file(stage, target)


def _stage(target: Path, content: bytes, clean_up: ExitStack) -> Path:
    handle, name = tempfile.mkstemp(prefix=".wxbrand-", dir=target.parent)
    stage = Path(name)
    clean_up.callback(stage.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    stage.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
    return stage


def patch(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str:
    """Return a unified diff of files, by their names."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for name in after
        for line in unified_diff(_lines(before.get(name, b"")), _lines(after[name]), f"a/{name}", f"b/{name}")
    )


def _lines(content: bytes) -> list[str]:
    *lines, last = content.decode().split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]

"""List the files of a folder without leaving it: links are not followed, and whatever is not a file is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from wxbrand_codegen.pages.sources.source_file import Unreadable

_MOST_FILES = 50_000


def walk(folder: Path) -> Iterator[Path | Unreadable]:
    """Yield the files of a folder and its folders, sorted by name, and what cannot be read.

    What has a name that begins with a dot is yielded, but not looked into. A link to something in the folder is passed
    over, for its target is listed anyway.
    """
    waiting, found, root = [folder], 0, Path(os.path.realpath(folder))
    while waiting:
        current = waiting.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            yield Unreadable(name=str(current), reason=_reason(error))
            continue
        below = []
        for entry in entries:
            path = Path(entry.path)
            found += 1
            if found > _MOST_FILES:
                reason = f"refused: more than {_MOST_FILES:,} files; give the folder of the pages"
                yield Unreadable(name=str(folder), reason=reason)
                return
            if entry.name.startswith("."):
                yield path
            elif entry.is_symlink():
                if fault := _fault_of_link(path, root):
                    yield Unreadable(name=str(path), reason=fault)
            elif entry.is_dir():
                below.append(path)
            elif entry.is_file():
                yield path
            else:
                yield Unreadable(name=str(path), reason="a device, pipe or socket, not a file")
        waiting.extend(reversed(below))


def _fault_of_link(link: Path, root: Path) -> str | None:
    """Say why a link is not followed; None if it leads to something that is listed anyway."""
    try:
        target = Path(os.path.realpath(link, strict=True))
    except OSError as error:
        return f"a link that leads nowhere: {_reason(error)}"
    if not target.is_relative_to(root):
        return "a link that leads out of the folder; it is not followed"
    if link.absolute().is_relative_to(target):
        return "a link that leads back to a folder around it; it is not followed"
    return None


def _reason(error: OSError) -> str:
    return (error.strerror or "cannot be read").lower()

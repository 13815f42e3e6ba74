"""The two archives of a tea house's documentation, and the spec that was drafted from the first one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.docs.blocks import pages, read_blocks
from tests.docs.consoles import read_commands
from tests.docs.story import Story

_LOOP = Path(__file__).resolve().parents[3] / "loop"


@contextmanager
def archives(story: Story) -> Iterator[None]:
    """Lay out both archives."""
    for archive in _LOOP.glob("archive-*"):
        shutil.copytree(archive, story.folder / archive.name)
    story.environ["GIT_CONFIG_GLOBAL"] = os.devnull
    yield


@contextmanager
def first_version(story: Story, *, applied: bool = False) -> Iterator[None]:
    """Carry out what `change/overview` does for the first version; with `applied`, also what the documentation changed."""
    with archives(story):
        blocks = [each for each in read_blocks(pages("en")["change/overview"]) if each.language == "console"]
        commands = [command.text for block in blocks for command in read_commands(block.text)]
        end = next(n for n, command in enumerate(commands) if command.startswith("git init"))
        chosen = [each for each in commands[: end + 1] if not re.match("wxbrand (lint|generate)|pytest|grep", each)]
        for command in [*chosen, *(["wxbrand drift archive-v2 --apply || true"] if applied else [])]:
            subprocess.run(
                ["/bin/bash", "-c", command], cwd=story.folder, env=story.environ, capture_output=True, check=True
            )
        yield

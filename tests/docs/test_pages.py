"""Run every code block of every English page: each page is one story."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen.sandbox import Folder

from tests.docs.blocks import pages, read_blocks, sandbox_options
from tests.docs.reader import hooks, story

PAGES = pages("en")


@pytest.mark.skipif(os.name != "posix", reason="the commands of the pages are for a POSIX shell")
@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_shows_is_what_happens(
    page: str, tmp_path: Path, document: Any, keys: Folder, record_property: Any
) -> None:
    blocks = read_blocks(PAGES[page])

    with story(tmp_path / "folder", sandbox_options(PAGES[page]), document, keys) as made, hooks(page, made):
        try:
            made.run(blocks)
        except AssertionError as problem:
            raise pytest.fail.Exception(str(problem), pytrace=False) from None

    for block in made.not_run:
        record_property("block not run", (block.place, block.marks["not run"]))

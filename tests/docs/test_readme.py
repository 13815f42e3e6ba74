"""Run the READMEs: their Python code against a sandbox, and compare their commands and links with what there is."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen.cli.main import COMMANDS
from wxbrand_codegen.sandbox import Folder

from tests.docs.blocks import DOCS, pages, read_blocks
from tests.docs.reader import story

ROOT = DOCS.parent
READMES = {name: ROOT / name for name in ("README.md", "README.zh.md")}
TEXTS = {
    **READMES,
    **{f"{language}/{page}": path for language in ("en", "zh") for page, path in pages(language).items()},
}


@pytest.mark.skipif(os.name != "posix", reason="the runner of pages is for POSIX systems")
@pytest.mark.parametrize("name", READMES)
def test_the_code_of_a_readme_runs(name: str, tmp_path: Path, document: Any, keys: Folder) -> None:
    with story(tmp_path / "folder", [], document, keys) as made:
        made.run(read_blocks(READMES[name]))

    assert [block.language for block in made.not_run] == ["console"]


def test_both_readmes_have_the_same_code() -> None:
    english, chinese = ([block.text for block in read_blocks(path)] for path in READMES.values())

    assert english == chinese
    assert english[0] == "pip install uv && uv run wxbrand demo\nuv run pytest\n"


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_short_and_its_links_lead_somewhere(name: str) -> None:
    text = READMES[name].read_text("utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)

    assert len(text.splitlines()) <= 200
    assert len(links) > 20
    assert not [link for link in links if not link.startswith("https://") and not leads_somewhere(link)]


def leads_somewhere(link: str) -> bool:
    file, _, heading = link.partition("#")
    if not (ROOT / file).exists():
        return False
    lines = (ROOT / file).read_text("utf-8").splitlines() if heading else []
    return not heading or heading in {
        line.lstrip("# ").lower().replace(" ", "-") for line in lines if line.startswith("#")
    }


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_that_is_named_exists(name: str) -> None:
    named = re.findall(r"(?:`|\$ |uv run )wxbrand ([a-z]+)\b", TEXTS[name].read_text("utf-8"))

    assert set(named) <= COMMANDS.keys()

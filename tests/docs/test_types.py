"""The Python of the pages is typed as the client is: mypy finds nothing in any block."""

from __future__ import annotations

from pathlib import Path

from tests.checkers import run_module
from tests.docs.blocks import Block, pages, read_blocks

_FOUND_BY_RUNNING = ("import-not-found", "import-untyped", "name-defined")
"""What the other tests of the pages find: they have the packages that a page generates, and what it leaves to the reader."""


def test_mypy_finds_nothing_in_the_python_of_any_page(tmp_path: Path) -> None:
    blocks: dict[str, Block] = {}
    for page in pages("en").values():
        for block in read_blocks(page):
            if block.language == "python":
                name = f"block_{len(blocks)}.py"
                (tmp_path / name).write_text(block.text, "utf-8")
                blocks[name] = block

    ignored = [word for code in _FOUND_BY_RUNNING for word in ("--disable-error-code", code)]
    done = run_module(
        tmp_path, "mypy", "--check-untyped-defs", "--no-error-summary", "--cache-dir", "cache", *ignored, *blocks
    )

    assert len(blocks) > 50
    assert [_at_its_place(line, blocks) for line in (done.stdout + done.stderr).splitlines()] == []


def _at_its_place(line: str, blocks: dict[str, Block]) -> str:
    name, _, rest = line.partition(":")
    number, _, message = rest.partition(":")
    if name not in blocks:
        return line
    page = blocks[name].place.rpartition(":")[0]
    return f"{page}:{blocks[name].line + int(number) - 1}:{message}"

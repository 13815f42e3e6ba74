"""Read the code blocks of a page, with what the page says about them in comments."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"

MARKS = {"background", "exit", "file", "not run", "output"}
"""What may stand in a comment on the line before a block; `sandbox` may stand anywhere."""

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}) *(?P<language>[\w+-]*)(?P<rest>.*)$")
_MARK = re.compile(r"^ *<!-- *(?P<name>background|exit|file|not run|output)(?:: *(?P<value>.*?))? *-->$")
_SANDBOX = re.compile(r"^<!-- *sandbox: *(.*?) *-->$", re.MULTILINE)
_FIRST_LINE = re.compile(r"^# ([\w./-]+\.\w+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fenced code block."""

    page: Path
    line: int
    """Line of its first line of code, from 1."""

    language: str
    text: str
    """Without the indentation of the block, ends with a line feed."""

    marks: Mapping[str, str] = field(default_factory=dict)
    """The comments before it: name -> value."""

    @property
    def place(self) -> str:
        """Page and line, as editors and terminals link them."""
        return (
            f"{self.page.relative_to(DOCS.parent) if self.page.is_relative_to(DOCS.parent) else self.page}:{self.line}"
        )

    @property
    def file(self) -> str | None:
        """Name of the file that the block is, if it is one."""
        first = _FIRST_LINE.match(self.text.partition("\n")[0])
        return self.marks.get("file") or (first[1] if first else None)


def pages(language: str) -> dict[str, Path]:
    """Return all pages of a language, by path without suffix, such as `guides/calls`."""
    root = DOCS / language
    return {path.relative_to(root).with_suffix("").as_posix(): path for path in sorted(root.rglob("*.md"))}


def read_blocks(page: Path) -> list[Block]:
    """Return the blocks of a page in order. Raises ValueError for a block that does not end, or an unknown mark."""
    return list(_read(page, page.read_text("utf-8").splitlines()))


def named_blocks(page: Path) -> dict[str, str]:
    """Return the blocks of a page that are files, by name."""
    return {block.file: block.text for block in read_blocks(page) if block.file}


def sandbox_options(page: Path) -> list[str]:
    """Return the options of `wxbrand sandbox` that the page asks for in `<!-- sandbox: OPTIONS -->`."""
    found = _SANDBOX.search(page.read_text("utf-8"))
    return shlex.split(found[1]) if found else []


def _read(page: Path, lines: list[str]) -> Iterator[Block]:
    marks: dict[str, str] = {}
    numbered = iter(enumerate(lines, 1))
    for number, line in numbered:
        if mark := _MARK.match(line):
            marks[mark["name"]] = mark["value"] or ""
        elif fence := _FENCE.match(line):
            yield Block(
                page=page,
                line=number + 1,
                language=fence["language"],
                text=_text(page, number, fence, numbered),
                marks=marks,
            )
            marks = {}
        elif line.strip() and marks:
            raise ValueError(f"{page}:{number}: a comment about a block stands on the line before it")


def _text(page: Path, start: int, fence: re.Match[str], numbered: Iterator[tuple[int, str]]) -> str:
    indent = len(fence["indent"])
    text: list[str] = []
    for _, line in numbered:
        if line.strip() == fence["fence"]:
            return "".join(f"{each}\n" for each in text)
        text.append(line[indent:])
    raise ValueError(f"{page}:{start}: this block does not end")

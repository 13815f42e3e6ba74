"""Chinese pages have the headings and code blocks of the English ones; only comments and texts are translated."""

from __future__ import annotations

import io
import itertools
import re
import tokenize
from pathlib import Path

import pytest

from tests.docs.blocks import Block, pages, read_blocks

ENGLISH, CHINESE = pages("en"), pages("zh")

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TEXT_TOKENS = {"STRING", "FSTRING_MIDDLE", "TSTRING_MIDDLE"}
_FENCED = re.compile(r"^ *(`{3,}).*?^ *\1`*$", re.DOTALL | re.MULTILINE)


def untranslated(english: Block, chinese: Block) -> str | None:
    """Return the first line that differs although it is not translated, else None."""
    if english.language == "python":
        ours, theirs = _python(english.text), _python(chinese.text)
    else:
        ours, theirs = ([("line", line) for line in block.text.splitlines()] for block in (english, chinese))
    for (kind, one), (other_kind, other) in itertools.zip_longest(ours, theirs, fillvalue=("end", "the end")):
        if (kind, one) != (other_kind, other) and not (kind == other_kind and _may_differ(kind, other)):
            return f"{one!r} is {other!r}"
    return None


def _may_differ(kind: str, translated: str) -> bool:
    return kind == "COMMENT" or ((kind == "line" or kind in _TEXT_TOKENS) and _HAN.search(translated) is not None)


def _python(text: str) -> list[tuple[str, str]]:
    return [
        (tokenize.tok_name[token.type], token.string) for token in tokenize.generate_tokens(io.StringIO(text).readline)
    ]


def headings(page: Path) -> list[int]:
    """Return the levels of the headings of a page."""
    text = _FENCED.sub("", page.read_text("utf-8"))
    return [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]


def test_no_chinese_page_is_without_an_english_one() -> None:
    assert CHINESE.keys() - ENGLISH.keys() == set()


@pytest.mark.parametrize("page", [page for page in ENGLISH if page in CHINESE])
def test_both_languages_have_the_same_headings_and_blocks(page: str) -> None:
    ours, theirs = read_blocks(ENGLISH[page]), read_blocks(CHINESE[page])

    assert headings(CHINESE[page]) == headings(ENGLISH[page]), "the levels of the headings, in order"
    for one, other in itertools.zip_longest(ours, theirs):
        assert one, f"{other.place}: the English page has no such block"
        assert other, f"{one.place}: the Chinese page has no such block"
        assert (other.language, other.file) == (one.language, one.file), f"{one.place}, {other.place}"
        assert other.marks.keys() == one.marks.keys(), f"{one.place}, {other.place}: the comments before the block"
        assert (wrong := untranslated(one, other)) is None, f"{one.place}, {other.place}: {wrong}"


@pytest.mark.parametrize(
    ("language", "chinese", "same"),
    [
        ("python", 'print("好")  # 打印\n', True),
        ("python", 'print("hello")  # 打印\n', False),
        ("python", 'print("你好", 1)  # print\n', False),
        ("console", "$ echo hi  # 打招呼\n", True),
        ("console", "$ echo ho\n", False),
        ("console", "$ echo hi\nho\n", False),
    ],
)
def test_what_may_differ(language: str, chinese: str, same: bool) -> None:
    english = {"python": 'print("hi")  # print\n', "console": "$ echo hi\n"}[language]
    blocks = [
        Block(page=Path("page.md"), line=1, language=language, text=text, marks={}) for text in (english, chinese)
    ]

    assert (untranslated(*blocks) is None) is same

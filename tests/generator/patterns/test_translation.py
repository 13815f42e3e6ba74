from __future__ import annotations

import re

import pytest
from wxbrand_codegen.patterns.translation import UntranslatablePattern, python_pattern


def matches(pattern: str, text: str) -> bool:
    return re.search(python_pattern(pattern), text, re.ASCII) is not None


def test_a_dollar_does_not_accept_a_trailing_newline() -> None:
    assert matches("^[0-9A-Za-z_-]+$", "a_1")
    assert not matches("^[0-9A-Za-z_-]+$", "a_1\n")


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"^\d{2}$", "12", "１２"),
        (r"^\w+$", "ab", "é"),
        (r"a.c", "abc", "a\nc"),
        (r"^[$]$", "$", "a"),
        (r"^\$$", "$", ""),
        (r"^[a[]$", "[", "b"),
        (r"^[a&&b]$", "&", "c"),
        (r"^[a--]$", "-", "b"),
        (r"^(?<x>a)\k<x>$", "aa", "ab"),
        (r"^a\/b$", "a/b", "a\\/b"),
        (r"^\u5238$", "券", "u5238"),
        (r"^(?:a|b)(?!c)$", "a", "ac"),
        ("^[一-龥]+$", "券", "a"),
    ],
)
def test_a_translated_pattern_matches_the_same_texts(pattern: str, good: str, bad: str) -> None:
    assert matches(pattern, good)
    assert not matches(pattern, bad)


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        "[",
        "a{2,1}",
        "*",
        r"\p{L}",
        "/^abc$/i",
        "/^abc/",
        "/abc$/gu",
        r"\Z",
        r"\A",
        "(?i)a",
        "(?P<a>b)",
        "(?#c)",
        "(?>a)",
        "[]",
        "[^]",
        "\\",
        r"\k",
        r"\cA",
        "(?<=a+)b",
        "x" * 5 + "(" * 2000,
    ],
)
def test_a_pattern_without_an_equivalent_is_refused(pattern: str) -> None:
    with pytest.raises(UntranslatablePattern):
        python_pattern(pattern)

"""Sanitised texts: masked, escaped, cut."""

from __future__ import annotations

import pytest
from wxbrand_runtime.sanitise import sanitise

OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"


@pytest.mark.parametrize(
    ("text", "sanitised"),
    [
        (OPENID, "…"),
        (f"user {OPENID}, {OPENID}.", "user …, …."),
        (f"券{OPENID}券", "券…券"),
        (OPENID[:-1], OPENID[:-1]),
        (OPENID + "x", OPENID + "x"),
        ("-" + OPENID, "-" + OPENID),
        ("x" + OPENID[1:], "x" + OPENID[1:]),
        ("O" + OPENID[1:], "O" + OPENID[1:]),
    ],
)
def test_what_looks_like_an_openid_is_masked_and_nothing_else(text: str, sanitised: str) -> None:
    assert sanitise(text) == sanitised


@pytest.mark.parametrize(
    ("text", "private", "sanitised"),
    [
        ("code abcd is used", ["abcd"], "code … is used"),
        ("code ABCD is used", ["abcd"], "code … is used"),
        ("code abcd, abcd", ["abcd"], "code …, …"),
        ("code a.cd and abcd", ["a.cd"], "code … and abcd"),
        ("the path /%E5%88%B8%20a1", ["券 a1"], "the path /…"),
        ("the path /%e5%88%b8%20a1", ["券 a1"], "the path /…"),
        ("a code", ["a", "cod"], "a code"),
        ("张三的券", ["张三", "券"], "…的券"),
        ("abcdefg and bcde", ["bcde", "abcdefg"], "… and …"),
    ],
)
def test_private_values_are_masked_unless_they_are_too_short(text: str, private: list[str], sanitised: str) -> None:
    assert sanitise(text, private=private) == sanitised


@pytest.mark.parametrize(
    ("text", "sanitised"),
    [("a\nb\t\x1b[31m", r"a\nb\t\x1b[31m"), ("\u202e\ud800", r"\u202e\ud800"), ("满减券 é", "满减券 é")],
)
def test_characters_that_cannot_be_printed_are_escaped(text: str, sanitised: str) -> None:
    assert sanitise(text) == sanitised


def test_a_long_text_is_cut_and_its_length_stated() -> None:
    assert sanitise("x" * 300) == "x" * 300
    assert sanitise("x" * 301) == "x" * 300 + "… (301 characters)"
    assert sanitise("xyz", max_length=2) == "xy… (3 characters)"

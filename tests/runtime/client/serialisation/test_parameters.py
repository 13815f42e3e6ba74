"""Path and query parameters: percent-encoding, path templates, query strings."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime.client.serialisation.parameters import UnsafePathValue, expand_path
from wxbrand_runtime.client.serialisation.styles import percent_encode


@pytest.mark.parametrize(
    ("raw", "encoded"),
    [
        ("a/b", "a%2Fb"),
        ("a+b c", "a%2Bb%20c"),
        ("50%", "50%25"),
        ("券", "%E5%88%B8"),
        ("a~b*c", "a~b%2Ac"),
        ("oh-394z_6.CG", "oh-394z_6.CG"),
        ("%2F", "%252F"),
        ("?#&=", "%3F%23%26%3D"),
        ("😀\n", "%F0%9F%98%80%0A"),
    ],
)
def test_values_are_percent_encoded_once(raw: str, encoded: str) -> None:
    assert percent_encode(raw) == encoded


@given(st.text())
def test_percent_encoding_loses_nothing_and_leaves_nothing_unsafe(text: str) -> None:
    encoded = percent_encode(text)

    assert unquote(encoded, errors="strict") == text
    assert re.fullmatch(r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*", encoded)


def test_placeholders_are_replaced() -> None:
    assert expand_path("/brand/{a}/x/{b}", {"a": "1%2F2", "b": "%7Ba%7D"}) == "/brand/1%2F2/x/%7Ba%7D"


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_values_that_would_change_the_path_are_refused(value: str) -> None:
    with pytest.raises(UnsafePathValue, match="code"):
        expand_path("/brand/{code}", {"code": value})


@pytest.mark.parametrize("value", ["...", ".a", "a.", " "])
def test_other_dots_are_fine(value: str) -> None:
    assert expand_path("/{code}", {"code": percent_encode(value)}) == "/" + percent_encode(value)

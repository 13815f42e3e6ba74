"""Answers as JSON: nothing that was received is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from wxbrand_codegen.calls.answers import _with_decrypted, compact, indented


def test_decrypted_texts_replace_the_received_ones_and_the_rest_stays() -> None:
    received = {"name": "cipher", "new": 1, "list": [{"name": "cipher", "x": None}], "short": ["a", "b"], "count": 1.0}
    decoded = {"name": "王", "list": [{"name": "李"}], "short": ["a"], "count": 1}

    merged = _with_decrypted(received, decoded)

    assert merged == {"name": "王", "new": 1, "list": [{"name": "李", "x": None}], "short": ["a", "b"], "count": 1.0}


@pytest.mark.parametrize("write", [compact, indented])
def test_what_a_terminal_obeys_is_escaped_and_the_value_is_the_same(write: Callable[[Any], str]) -> None:
    value = {"name\u202e": "\x1b[2J \x7f \x9b2J \u2028 \u2067 王　小明 😀"}

    text = write(value)

    assert json.loads(text) == value
    assert not set(text) & set("\x1b\x7f\x9b\u2028\u2067\u202e")
    assert "王　小明 😀" in text

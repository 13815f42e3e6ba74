"""Answers as JSON: nothing that was received is lost."""

from __future__ import annotations

from wxbrand_codegen.calls.answers import _with_decrypted


def test_decrypted_texts_replace_the_received_ones_and_the_rest_stays() -> None:
    received = {"name": "cipher", "new": 1, "list": [{"name": "cipher", "x": None}], "short": ["a", "b"], "count": 1.0}
    decoded = {"name": "王", "list": [{"name": "李"}], "short": ["a"], "count": 1}

    merged = _with_decrypted(received, decoded)

    assert merged == {"name": "王", "new": 1, "list": [{"name": "李", "x": None}], "short": ["a", "b"], "count": 1.0}

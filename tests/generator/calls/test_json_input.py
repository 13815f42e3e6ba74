"""JSON as text, from a file, from standard input; what is wrong with it, and where."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from wxbrand_codegen.calls.json_input import MAX_BYTES, read_json
from wxbrand_codegen.config import UsageError


def test_json_is_read_from_a_text_a_file_and_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "body.json"
    file.write_bytes('\ufeff{"a": "券"}'.encode())  # with the mark that Windows programs write
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"a": 1}')))

    assert read_json("[1]") == [1]
    assert read_json(f"@{file}") == {"a": "券"}
    assert read_json("-", takes_standard_input=True) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "the text is not JSON: expecting property name .* at line 1, column 2"),
        ('{\n"a": x}', "at line 2, column 6"),
        ('{"a": 1, "a": 2}', "the member 'a' occurs twice in one object"),
        ("NaN", "NaN is no value of JSON"),
        ("1" * 5000, "the text is not JSON"),
        ("[" * 100_000, "the text is nested too deeply"),
        ("\udc80", "the text is not UTF-8"),
        ("@gone.json", "gone.json cannot be read: No such file"),
        ("@", "the file after @ cannot be read"),
        ("@.", r"\. cannot be read"),
        ("there.json", "to read a file, write @there.json"),
        ("@binary", "binary is not UTF-8 text"),
        ("@large", f"large has more than {MAX_BYTES} bytes"),
    ],
    ids=lambda each: each[:12],
)
def test_what_is_wrong_is_said_in_one_sentence(
    text: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.json").write_text("{}", encoding="utf-8")
    Path("binary").write_bytes(b"\xff\xfe{\x00")
    Path("large").write_bytes(b" " * (MAX_BYTES + 1))

    with pytest.raises(UsageError, match=reason) as caught:
        read_json(text)

    assert "\n" not in str(caught.value)

"""Pages speak English and Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import Formatter

import pytest
from wxbrand_codegen.sandbox import Sandbox
from wxbrand_codegen.sandbox.console import Console
from wxbrand_runtime.http import Answer


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en-GB,zh;q=0.9", "en"),
        ("fr, zh;q=0.2, en;q=0.1", "zh-CN"),
        ("de", "en"),
        ("zh;q=x,en;q=0", "en"),
    ],
)
def test_the_browser_chooses(url: str, exchange: Callable[..., Answer], accepted: str, language: str) -> None:
    answer = exchange(url, "GET", "/sandbox/", [("Accept-Language", accepted)], b"")

    assert f'<html lang="{language}"' in answer.body.decode()


def test_both_languages_have_the_same_placeholders_and_chinese_is_chinese(sandbox: Sandbox) -> None:
    texts = Console(sandbox).desk.texts

    def placeholders(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert [key for key, (en, zh) in texts.items() if placeholders(en) != placeholders(zh)] == []
    english = re.compile(r"[A-Za-z]{4}")
    bare = {key: re.sub(r"\{.*?\}", "", zh) for key, (_, zh) in texts.items()}
    assert [key for key, zh in bare.items() if english.search(zh) and not re.search("[一-鿿]", zh)] == []

"""Pages made to take long: each is read, or refused, in a time that grows with its length only."""

from __future__ import annotations

import random
import time
from contextlib import suppress

import pytest
from wxbrand_codegen.pages import PageError, read_page

from tests.generator.pages.written.written_pages import FORMS, written_pages

BEFORE = "题\n请求方式:【POST】/brand/x/y\n请求参数\nbody 包体参数\nf 选填 {type}\n【t】"
CONTEXTS = {
    "text": BEFORE.format(type="string"),
    "number": BEFORE.format(type="integer"),
    "list": BEFORE.format(type="array[string]"),
    "errors": BEFORE.format(type="string") + "\n错误码\n",
    "sample": BEFORE.format(type="string") + "\n请求示例\n1curl -X POST \\ 2 https://a/b -d '",
    "Markdown": "---\ntitle: x\n---\n" + BEFORE.format(type="string"),
    "notification": "题\n通知参数\nevent_type 必填 string\n枚举值:A.B:x\n",
    "HTML": "<html><body><p>请求方式:【POST】/brand/x/y</p><h3>body 包体参数</h3><p>f 必填 string</p><p>",
}
UNITS = (
    "A: ", "A_", "a_", "a.", "a为A,", "当 a 为 ", "1~", "1-", "[1,", "数字、", "默认为", "枚举值:", "A、", "1(a", "(",
    "【", "| ", "|属性|", "属性\n", "a 必填 string ", "a 必填 object\n属性\n", "- a 必填 string\n", "  ", "\n", "1\n",
    "a\nstring\n是\n", "类型：string\n", "400 A_B ", "{", '{"a":', "*a", "__", "[a](", "![](", "<table", "</table>", "```\n",
    "|a|b|\n|-|-|\n", "https://a", "一、", "不超过", "需要与aaa",
)  # fmt: skip
SIZE = 20_000
SECONDS = 2.0


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_text_takes_long_to_read(context: str) -> None:
    slow = {}
    for unit in UNITS:
        content = (CONTEXTS[context] + unit * (SIZE // len(unit.encode()))).encode()
        begin = time.process_time()
        with suppress(PageError):
            read_page(content)
        if (took := time.process_time() - begin) > SECONDS:
            slow[unit] = took

    assert slow == {}


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_page_is_read_or_refused_but_never_a_fault(seed: int) -> None:
    chance = random.Random(seed)
    pages = [write(page).split("\n") for page in written_pages().values() for write in FORMS]

    for _ in range(40):
        lines = list(chance.choice(pages))
        for _ in range(6):
            at = chance.randrange(len(lines))
            lines[at : at + 2] = chance.choice(
                [
                    [],
                    [lines[at][: len(lines[at]) // 2]],
                    ["".join(lines[at : at + 2])],
                    chance.choice(pages)[at : at + 3],
                ]
            )
            lines = lines or [""]
        with suppress(PageError):
            read_page("\n".join(lines).encode())

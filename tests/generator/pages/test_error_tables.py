"""Tables of error codes in all their layouts."""

from __future__ import annotations

import pytest
from wxbrand_codegen.pages import read_page

BEFORE = (
    "订茶\n请求方式:【POST】/brand/example/orders\n请求参数\nbody 包体参数\nname 必填 string\n【名】 名\n应答参数\n无\n"
)
FULL = [("400", "ORDER_USED", "单号用过了", "换一个"), ("429", "TOO_MANY", "太快了", "慢一点")]
SHORT = [(status, code, meaning, "") for status, code, meaning, _ in FULL]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("400 ORDER_USED 单号用过了\n429 TOO_MANY 太快了", SHORT),
        ("400 ORDER_USED 单号用过了 429 TOO_MANY 太快了", SHORT),
        ("状态码 错误码 描述 解决方案\n400 ORDER_USED 单号用过了 换一个\n429 TOO_MANY 太快了 慢一点", FULL),
        ("状态码\t错误码\t描述\t解决方案\n400\tORDER_USED\t单号用过了\t换一个\n429\tTOO_MANY\t太快了\t慢一点", FULL),
        (
            "状态码\n\n错误码\n\n描述\n\n解决方案\n\n400\n\nORDER_USED\n\n单号用过了\n\n换一个\n\n429\n\nTOO_MANY\n\n太快了\n\n慢一点",
            FULL,
        ),
        ("错误码\t状态码\t描述\t解决方案\nORDER_USED\t400\t单号用过了\t换一个\nTOO_MANY\t429\t太快了\t慢一点", FULL),
        ("名称\t描述\t状态码\t处理建议\nORDER_USED\t单号用过了\t400\t换一个\nTOO_MANY\t太快了\t429\t慢一点", FULL),
        ("• ORDER_USED（400）：单号用过了\n• TOO_MANY（429）：太快了", SHORT),
        ("公共错误码\n400 ORDER_USED 单号用过了\n业务错误码\n429 TOO_MANY 太快了", SHORT),
    ],
)
def test_the_rows_of_a_table_are_read(table: str, expected: list[tuple[str, ...]]) -> None:
    page = read_page(f"{BEFORE}错误码\n{table}\n".encode())

    assert [(row.status, row.code, row.meaning, row.solution) for row in page.error_codes] == expected
    assert page.doubts == ()


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th>状态码</th><th>错误码</th><th>描述</th><th>解决方案</th></tr><tr><td rowspan='2'>400</td><td>ORDER_USED</td>"
        "<td>单号用过了</td><td>换一个</td></tr><tr><td>NAME_BAD</td><td>名字不行</td><td>改一个</td></tr></table>",
        "| 状态码 | 错误码 | 描述 | 解决方案 |\n|---|---|---|---|\n| 400 | ORDER\\_USED | 单号用过了 | 换一个 |\n"
        "|  | NAME\\_BAD | 名字不行 | [改一个](https://a.example/b.md) |",
    ],
    ids=["HTML", "Markdown"],
)
def test_a_status_counts_for_the_rows_that_it_spans(table: str) -> None:
    page = read_page(f"{BEFORE}## 错误码\n\n{table}\n".encode())

    assert [(row.status, row.code, row.meaning, row.solution) for row in page.error_codes] == [
        ("400", "ORDER_USED", "单号用过了", "换一个"),
        ("400", "NAME_BAD", "名字不行", "改一个"),
    ]


def test_a_code_without_a_status_is_doubted() -> None:
    page = read_page(f"{BEFORE}错误码\n错误码\t描述\nORDER_USED\t单号用过了\n".encode())

    assert page.error_codes == ()
    assert [doubt.text for doubt in page.doubts] == ["error code without an HTTP status: ORDER_USED 单号用过了"]

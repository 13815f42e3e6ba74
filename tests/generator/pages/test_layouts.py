"""Layouts that some pages have: stacked fields, separate lists of members, places in columns, tables in one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from wxbrand_codegen.pages import Field, NotAnApiPage, PageError, read_page

BEFORE = (
    "# 订茶\n\n>更新时间：2026.03.09\n\n## 接口说明\n\n请求方式：【POST】`/brand/example/orders`\n\n## 请求参数\n\n"
)
BODY = "### body 包体参数\n\n"
AFTER = "\n## 应答参数\n\n无\n"
COMPACT = "订茶\n更新时间:2026.03.09\n接口说明\n请求方式:【POST】/brand/example/orders\n请求参数\nbody 包体参数\n"

ORDER = ["body order_no! string(32)", "body goods? array[object]"]
ORDER_WITH_NAME = [*ORDER, "body goods.name! string(10)"]

LAYOUTS = {
    "a heading for each field, and a list of its properties": (
        BEFORE
        + BODY
        + "#### order_no\n\n- 类型：string(32)\n- 必填：是\n- 描述：【单号】 最多32个字符\n\n"
        + "#### goods\n\n- 类型：array[object]\n- 必填：否\n- 描述：【茶点】 最多5个\n"
        + AFTER,
        ORDER,
    ),
    "type and requiredness in parentheses, members in a nested list": (
        BEFORE
        + BODY
        + "- `order_no`（string(32)，必填）：【单号】 最多32个字符\n"
        + "- `goods`（array[object]，选填）：【茶点】 最多5个\n"
        + "  - `name`（string(10)，必填）：【名字】 茶点叫什么\n"
        + AFTER,
        ORDER_WITH_NAME,
    ),
    "lists of members of which each ends with a bar": (
        COMPACT
        + "order_no 必填 string(32)\n【单号】 最多32个字符\ngoods 选填 array[object]\n【茶点】 最多5个\n属性\n"
        + "name 必填 string(10)\n【名字】 茶点叫什么\nparts 选填 array[object]\n【部分】 有哪些\n属性\n"
        + "made_of 必填 string(5)\n【材料】 什么做的\n|\nnote 选填 string(6)\n【备注】 随便写\n|\npaid 必填 boolean\n【付款】 付没付\n"
        + AFTER,
        [
            *ORDER_WITH_NAME,
            "body goods.parts? array[object]",
            "body goods.parts.made_of! string(5)",
            "body goods.note? string(6)",
            "body paid! boolean",
        ],
    ),
    "members marked in the column of titles": (
        BEFORE
        + BODY
        + "| 参数名 | 变量 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- | --- |\n"
        + "| 单号 | order_no | string(32) | 是 | 最多32个字符 |\n"
        + "| 茶点 | goods | array[object] | 否 | 最多5个 |\n"
        + "| +名字 | name | string(10) | 是 | 茶点叫什么 |\n"
        + AFTER,
        ORDER_WITH_NAME,
    ),
    "members in a table of their own": (
        BEFORE
        + BODY
        + "| 参数名 | 变量 | 类型 | 必填 | 描述 |\n|---|---|---|---|---|\n"
        + "| 单号 | order_no | string[1,32] | 是 | 商户侧单号 |\n| 茶点 | goods | array | 否 | 见下表 |\n\n"
        + "**goods 对象**\n\n| 参数名 | 变量 | 类型 | 必填 | 描述 |\n|---|---|---|---|---|\n"
        + "| 名字 | name | string[1,10] | 是 | 茶点叫什么 |\n"
        + AFTER,
        ORDER_WITH_NAME,
    ),
    "a table in HTML": (
        BEFORE
        + BODY
        + "<table>\n<tr><th>参数</th><th>类型</th><th>必填</th><th>描述</th></tr>\n"
        + "<tr><td>order_no</td><td>string(32)</td><td>是</td><td>【单号】 最多32个字符</td></tr>\n"
        + "<tr><td>goods</td><td>array[object]</td><td>否</td><td>【茶点】 最多5个</td></tr>\n"
        + "<tr><td>&nbsp;&nbsp;└ name</td><td>string(10)</td><td>是</td><td>【名字】 茶点叫什么</td></tr>\n</table>\n"
        + AFTER,
        ORDER_WITH_NAME,
    ),
    "frames in HTML": (
        BEFORE
        + BODY
        + "order\\_no 必填 string(32)\n\n【单号】 最多32个字符\n\ngoods 选填 array[object]\n\n【茶点】 最多5个\n\n"
        + "<table><tr><td>属性</td></tr><tr><td><p>name 必填 string(10)</p><p>【名字】 茶点叫什么</p></td></tr></table>\n"
        + AFTER,
        ORDER_WITH_NAME,
    ),
    "a column for the place, and dotted names": (
        BEFORE
        + "| 名称 | 位置 | 类型 | 是否必填 | 说明 |\n|---|---|---|---|---|\n"
        + "| trace | query | string(8) | false | 追踪号 |\n| order_no | body | string(32) | true | 单号 |\n"
        + "| goods | body | array[object] | false | 茶点 |\n| goods[].name | body | string(10) | true | 名字 |\n"
        + AFTER,
        ["query trace? string(8)", *ORDER_WITH_NAME],
    ),
    "tables of members in one line": (
        COMPACT
        + "order_no 必填 string(32)\n【单号】 最多32个字符\ngoods 选填 array[object]\n【茶点】 最多5个\n"
        + "|属性|name 必填 string(10) 【名字】 叫什么 maker 选填 object 【谁做的】 师傅 "
        + "|属性|nick 必填 string(8) 【昵称】 叫什么|sugar 选填 boolean 【加糖】 不传默认false|\n"
        + "note 选填 string(20)\n【留言】 写点什么\n应答参数\n无\n",
        [
            *ORDER_WITH_NAME,
            "body goods.maker? object",
            "body goods.maker.nick! string(8)",
            "body goods.sugar? boolean",
            "body note? string(20)",
        ],
    ),
    "type and name in one cell": (
        BEFORE
        + BODY
        + "| 字段 | 必填 | 描述 |\n|---|---|---|\n| order_no<br>string(32) | 是 | 【单号】 最多32个字符 |\n"
        + "| goods<br>array[object] | 否 | 【茶点】 最多5个 |\n"
        + AFTER,
        ORDER,
    ),
    "a list of terms in HTML": (
        "<!DOCTYPE html><html><body><h1>订茶</h1><p>请求方式：【POST】/brand/example/orders</p><h2>请求参数</h2>"
        "<h3>body 包体参数</h3><dl><dt>order_no</dt><dd>string(32)，必填</dd><dd>【单号】 最多32个字符</dd>"
        "<dt>goods</dt><dd>array[object]，选填</dd><dd>【茶点】</dd></dl><h2>应答参数</h2><p>无</p></body></html>",
        ORDER,
    ),
    "headings in English": (
        "# Order tea\n\n## Request\n\nPOST https://api.mch.weixin.qq.com/brand/example/orders\n\n### Body Parameters\n\n"
        "| Name | Type | Required | Description |\n|---|---|---|---|\n| order_no | string(32) | Yes | one |\n"
        "| goods | object[] | No | two |\n\n## Response\n\n200 OK\n",
        ORDER,
    ),
    "each cell of a copied table in a line of its own": (
        COMPACT
        + "参数名\n\n变量\n\n类型[长度限制]\n\n必填\n\n描述\n\n单号\n\norder_no\n\nstring(32)\n\n是\n\n商户侧单号\n\n"
        + "goods\n\narray[object]\n\n否\n\n茶点\n\n应答参数\n无\n",
        ORDER,
    ),
    "members in a list below a paragraph, in a frame that is marked twice": (
        BEFORE
        + "**body** 包体参数\n\n**order\\_no** 必填 string(32)\n\n【单号】 单号\n\n**goods** 选填 array[object]\n\n【茶点】 茶点\n\n"
        + "属性\n\n- **name** 必填 string(10)\n\n  【名字】 叫什么\n\n**note** 选填 string(20)\n\n【留言】 写点什么\n"
        + AFTER,
        [*ORDER_WITH_NAME, "body note? string(20)"],
    ),
    "members in a quote": (
        BEFORE
        + "**Header** HTTP头参数\n\n**Accept** 必填 string\n\n**body** 包体参数\n\n- **order\\_no** 必填 string(32)\n\n  【单号】 单号\n\n"
        + "- **goods** 选填 array[object]\n\n  【茶点】 茶点\n\n> **name** 必填 string(10)\n>\n> 【名字】 叫什么\n\n"
        + "- **note** 选填 string(20)\n\n  【留言】 写点什么\n"
        + AFTER,
        [*ORDER_WITH_NAME, "body note? string(20)"],
    ),
    "an indent below a field that has no members": (
        BEFORE
        + BODY
        + "- **order\\_no** 必填 string(32)\n  - **goods** 选填 array[object]\n    - **name** 必填 string(10)\n"
        + AFTER,
        ORDER_WITH_NAME,
    ),
    "headings of header and body within the response": (
        BEFORE
        + BODY
        + "order\\_no 必填 string(32)\n\ngoods 选填 array[object]\n\n"
        + "\n## 应答参数\n\n200 OK\n\n### body 包体参数\n\ntoken 必填 string(64)\n\n【凭证】 凭证\n",
        [*ORDER, "response token! string(64)"],
    ),
    "members that the page repeats": (
        BEFORE
        + BODY
        + "order\\_no 必填 string(32)\n\n【单号】 单号\n\ngoods 选填 array[object]\n\n【茶点】 茶点\n\n"
        + "| ![](https://a.example/1.svg) | 属性 |  |  |\n|---|---|---|---|\n"
        + "|  | name 必填 string(10)【名字】 叫什么 maker 选填 object【谁】 师傅![](https://a.example/1.svg)属性 "
        + "nick 必填 string(8)【昵称】 叫什么 | ![](https://a.example/1.svg) | 属性 | nick 必填 string(8)【昵称】 叫什么 |\n"
        + "\nnote 选填 string(20)\n\n【留言】 写点什么\n"
        + AFTER,
        [*ORDER_WITH_NAME, "body goods.maker? object", "body goods.maker.nick! string(8)", "body note? string(20)"],
    ),
}


def names_and_types(fields: Sequence[Field], way: str = "") -> Iterator[str]:
    for each in fields:
        yield f"{each.place} {way}{each.name}{'!' if each.required else '?'} {each.type}"
        yield from names_and_types(each.fields, f"{way}{each.name}.")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_fields_are_found_in_every_layout(layout: str) -> None:
    text, expected = LAYOUTS[layout]

    page = read_page(text.encode())

    assert sorted(names_and_types(page.fields)) == sorted(expected)
    assert [doubt.text for doubt in page.doubts if "text before the first field" not in doubt.text] == []


def test_members_that_a_page_folds_away_are_not_taken_from_the_fields_that_follow() -> None:
    text = COMPACT + (
        "goods 必填 object\n【茶点】 茶点\n属性\nroom 选填 object\n【茶室】 茶室\n属性\nnote 选填 string(20)\n【留言】 留言\n请求示例\n"
        'curl -X POST https://api.mch.weixin.qq.com/brand/example/orders -d \'{"goods": {"name": "a"}, "room": {"id": 1}, "note": "b"}\'\n'
    )

    page = read_page(text.encode())

    assert list(names_and_types(page.fields)) == ["body goods! object", "body room? object", "body note? string(20)"]
    assert [field.complete for field in page.fields] == [False, False, True]
    assert sum("does not show the members" in doubt.text for doubt in page.doubts) == 2


@pytest.mark.parametrize(
    "content",
    [
        '---\ntitle: "茶会指南"\n---\n\n>更新时间：2026.03.09\n\n## 一、概述\n\n请先了解怎么办茶会，再用[新建茶券](https://a/b.md)。\n',
        "# 常见问题\n\n## 为什么发不了券？\n\n请检查 `stock_id` 是否必填。\n\n```\ncurl -X POST https://a.example/b\n```\n",
        '# 调通第一个接口\n\n## 三、接口调用示例\n\n请求方式：【POST】/brand/example/orders\n\n```java\nMETHOD = "POST";\nPATH = "/brand/x/y";\n```\n',
        '# 调通第一个接口\n\n## 三、接口调用示例\n\n```java\nMETHOD = "POST";\nPATH = "/brand/x/y";\n```\n',
        "# 接入说明\n\n请求方式：【POST】/brand/example/orders 用来订茶，详见接口文档。\n",
    ],
    ids=["guide", "questions", "first call", "first call in code", "overview"],
)
def test_a_page_about_no_operation_is_told_from_one_that_cannot_be_read(content: str) -> None:
    with pytest.raises(NotAnApiPage):
        read_page(content.encode())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (BEFORE + BODY + "order_no：单号，要填\n\ngoods：茶点\n" + AFTER, "in a form that cannot be read"),
        ("# 订茶\n\n## 请求参数\n\n### body 包体参数\n\norder_no 必填 string(32)\n", "has no 请求方式"),
    ],
)
def test_an_operation_that_cannot_be_read_is_refused_with_the_reason(content: str, said: str) -> None:
    with pytest.raises(PageError, match=said) as caught:
        read_page(content.encode())

    assert not isinstance(caught.value, NotAnApiPage)


def test_an_operation_without_parameters_and_content_is_a_page() -> None:
    page = read_page((BEFORE + "### path 路径参数\n\n该接口无需传入参数\n\n## 应答参数\n\n204 No Content\n").encode())

    assert (page.fields, page.success_status, page.doubts) == ((), 204, ())

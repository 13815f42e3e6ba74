"""Facts in the prose of one field: what is read, what is doubted, and what must not be taken for a fact."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from wxbrand_codegen.pages import Page, read_page

PAGE = """订茶
更新时间:2026.03.09
接口说明
请求方式:【POST】/brand/example/orders
请求参数
body 包体参数
kind 选填 string
【种类】 可选取值
GREEN: 绿茶
BLACK: 红茶
WHITE: 白茶
iced 选填 boolean
【加冰】 要不要冰
field 选填 {type}
【标题】 {prose}
应答参数
204 No Content
"""


def read(type_: str, prose: str) -> Page:
    return read_page(PAGE.format(type=type_, prose=prose).encode())


def facts(page: Page) -> dict[str, Any]:
    """The limits, values, default and conditions of the field, as far as there are any."""
    field = page.fields[-1]
    found = {name: value for name, value in asdict(field.limits).items() if value is not None}
    found |= {"enum": dict(field.enum)} if field.enum else {}
    found |= {"default": field.default} if field.default is not None else {}
    when = [(each.field, each.values, each.required, each.only) for each in field.conditions]
    return found | ({"when": when} if when else {})


@pytest.mark.parametrize(
    ("type_", "prose", "expected"),
    [
        ("string", "长度为6到32", {"min_length": 6, "max_length": 32}),
        ("string", "长度范围[1,32]", {"min_length": 1, "max_length": 32}),
        ("string", "最小字符长度为6", {"min_length": 6}),
        ("string", "最大长度：128", {"max_length": 128}),
        ("string", "总长度限制在128字符以内", {"max_length": 128}),
        ("string[1,64]", "写点什么", {"min_length": 1}),
        ("string", "不超过 2,000 个字节", {"max_length": 2000}),
        ("string", "六个汉字，且不超过9个中文字符或18个英文字符", {}),
        ("string", "取值在[-180,180]之间的数字", {}),
        ("string", "可使用数字、字母和`_-|*@`组成", {"pattern": "^[0-9A-Za-z_|*@-]+$"}),
        ("string", "可使用数字、小数点.、冒号:、短横线-组成", {"pattern": "^[0-9.:-]+$"}),
        ("string", "由半角的大小写字母、数字、中划线、下划线中的一种或几种组成", {"pattern": "^[0-9A-Za-z_-]+$"}),
        ("string", "只能是小写字母、点号或斜杠", {"pattern": "^[a-z./]+$"}),
        ("integer", "取值范围为(0, 100]", {"minimum": 1, "maximum": 100}),
        ("integer", "范围：-10~10", {"minimum": -10, "maximum": 10}),
        ("integer", "正整数", {"minimum": 1}),
        ("integer", "不少于1份且不高于9份", {"minimum": 1, "maximum": 9}),
        ("integer", "最高7天。例如：间隔0天表示不限", {"maximum": 7}),
        ("integer", "大于0时才会发放", {}),
        ("integer", "最多保留2位小数", {}),
        ("integer", "单位：分，不能超过200元", {"maximum": 20000}),
        ("integer", "单位：秒，满200元才有", {}),
        ("integer", "上限为1亿", {"maximum": 100000000}),
        ("integer", "1≤份数≤20", {"minimum": 1, "maximum": 20}),
        ("array[string]", "单次最多传入50个，每个不超过32个字符", {"max_items": 50}),
        ("array[string]", "元素个数[1,10]", {"min_items": 1, "max_items": 10}),
        ("array[object]", "至少传入1条", {"min_items": 1}),
        ("array[TeaOrderDetail]", "最多一千笔", {"max_items": 1000}),
        ("integer", "最多发起二十五笔", {"maximum": 25}),
        ("string", "字数上限为21个，一个汉字占一个字数", {"max_length": 21}),
        (
            "string",
            "可使用 数字、大小写字母、下划线_\n、短横线-\n组成,长度在6-40个字符之间",
            {"min_length": 6, "max_length": 40, "pattern": "^[0-9A-Za-z_-]+$"},
        ),
        ("file", "只支持JPG格式，文件大小限制500KB", {"max_bytes": 512000}),
        ("integer", "不填默认为20，最大值50", {"maximum": 50, "default": 20}),
        ("boolean", "传入false或不传，默认为false", {"default": False}),
        ("string", "默认值：zh_CN", {"default": "zh_CN"}),
        ("string", "默认取值为 begin_time", {}),
        ("string", "默认取店铺的name字段", {}),
        ("integer", "不传默认查看所有状态", {}),
        ("string", "枚举值：HOT：热（默认）COLD：冷", {"enum": {"HOT": "热（默认）", "COLD": "冷"}, "default": "HOT"}),
        ("string", "做法\n\n  • HOT热的，不加冰\n\n  • COLD:  冷的", {"enum": {"HOT": "热的，不加冰", "COLD": "冷的"}}),
        ("string", "做法\n可选取值\nHOT\n: 热的COLD\n: 冷的", {"enum": {"HOT": "热的", "COLD": "冷的"}}),
        (
            "string",
            "做法\n可选取值\nHOT－热的\nCOLD－冷的\n注：最多10个字符",
            {"enum": {"HOT": "热的", "COLD": "冷的"}, "max_length": 10},
        ),
        ("string", "枚举值：`HOT`、`COLD`", {"enum": {"HOT": "", "COLD": ""}}),
        ("string", "可选值有 hot：热的，cold：冷的", {"enum": {"hot": "热的", "cold": "冷的"}}),
        ("array[string]", "枚举值：\nMONDAY：周一\nSUNDAY：周日", {"enum": {"MONDAY": "周一", "SUNDAY": "周日"}}),
        ("integer", "枚举值：\n1：男\n2：女", {"enum": {"1": "男", "2": "女"}}),
        ("boolean", "true：要\nfalse：不要", {}),
        ("string", "注意：AppID: 见文档。HTTPS: 必须", {}),
        ("string", "当且仅当 kind 为 GREEN 时必传，其他种类不应填写", {"when": [("kind", ("GREEN",), True, True)]}),
        (
            "string",
            "当 kind 为 GREEN 或 BLACK 时必填，其他情况不应填写",
            {"when": [("kind", ("GREEN", "BLACK"), True, True)]},
        ),
        ("string", "当 kind 为 GREEN 填写，其他类型不填写。", {"when": [("kind", ("GREEN",), True, True)]}),
        ("string", "若 kind 为 GREEN，则必填", {"when": [("kind", ("GREEN",), True, False)]}),
        ("string", "仅当 kind 等于「GREEN」时可填", {"when": [("kind", ("GREEN",), False, True)]}),
        ("string", "kind 不为 GREEN 时必填", {"when": [("kind", ("BLACK", "WHITE"), True, False)]}),
        ("string", "kind 为 GREEN 时无需填写", {"when": [("kind", ("BLACK", "WHITE"), False, True)]}),
        ("string", "当 iced 为 true 时必填", {"when": [("iced", ("true",), True, False)]}),
        ("string", "当 kind 为 GREEN 时返回", {}),
    ],
)
def test_a_fact_is_read_from_prose(type_: str, prose: str, expected: dict[str, Any]) -> None:
    page = read(type_, prose)

    assert facts(page) == expected
    assert page.doubts == ()


@pytest.mark.parametrize(
    ("type_", "prose", "said"),
    [
        ("string", "与另一个字段二选一", "cannot read the condition: 与另一个字段二选一"),
        ("string", "当 kind 为 GREEN 且 iced 为 true 时必填", "cannot read the condition"),
        ("string", "除 kind 为 GREEN 外必填", "cannot read the condition"),
        ("string", "金额大于2,000元时，该笔明细必须填写", "cannot read the condition: 金额大于2"),
        ("string", "当提供 out_no 时必填", "cannot read the condition"),
        ("integer", "需要与 out_days 一起使用", "cannot read the condition"),
        ("string", "当 other 不为 X1 时必填", "cannot read the condition"),
        ("string", "可包含英文字母,数字,|,_,*,-等内容", "write a pattern"),
        ("string", "仅支持数字、字母和中文", "write a pattern"),
        ("string", "可使用数字、字母等组成", "write a pattern"),
        ("string", "默认值为当天", "cannot read the default"),
        ("string", "可选取值见附录", "cannot read the values"),
        ("array", "一些东西", "does not give the type of its items"),
        ("object", "很长" * 4000, "the description is long"),
    ],
)
def test_what_cannot_be_read_for_certain_is_doubted_and_nothing_is_made_up(type_: str, prose: str, said: str) -> None:
    page = read(type_, prose)

    assert facts(page) == {}
    assert [doubt.line for doubt in page.doubts if said in doubt.text] == [14]


def test_a_limit_of_each_item_is_the_length_of_the_item() -> None:
    page = read("array[string]", "最多5个，每个不超过32个字符")

    assert str(page.fields[-1].type) == "array[string(32)]"


@pytest.mark.parametrize("word", ["条件必填", "条件选填"])
def test_a_field_that_is_required_under_a_condition_says_so(word: str) -> None:
    text = PAGE.format(type="string", prose="看情况").replace("field 选填", f"field {word}")

    page = read_page(text.encode())

    assert not page.fields[-1].required
    assert ["under a condition" in doubt.text for doubt in page.doubts] == [True]

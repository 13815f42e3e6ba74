"""What operations share is changed only if the pages of all of them agree; otherwise the change is taken back and listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from wxbrand_codegen.change.apply import Applied, apply_pages, patch
from wxbrand_codegen.pipeline import read

from tests.generator.change.comparing import findings_of_all

SPEC = """\
openapi: 3.1.1
info: {title: 茶, version: "1"}
servers: [{url: https://api.mch.weixin.qq.com}]
security: [{brandSignature: []}]
paths:
  /brand/tea/{tea_id}/cups:
    post:
      operationId: FillCup
      tags: [tea]
      parameters: [{$ref: "#/components/parameters/TeaId"}]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                first: {$ref: "#/components/schemas/Leaf"}
                second: {$ref: "#/components/schemas/Leaf"}
                note:
                  type: string
                  title: 备注
                  maxLength: 8
      responses: {"204": {description: 好}}
  /brand/tea/{tea_id}/drink:
    post:
      operationId: DrinkTea
      tags: [tea]
      parameters: [{$ref: "#/components/parameters/TeaId"}]
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              properties:
                leaf: {$ref: "#/components/schemas/Leaf"}
      responses: {"204": {description: 好}}
components:
  securitySchemes:
    brandSignature: {type: http, scheme: WECHATPAY-BRAND-SHA256-RSA2048}
  parameters:
    TeaId: {name: tea_id, in: path, required: true, schema: {type: string, title: 茶}}
  schemas:
    Leaf:
      type: object
      title: 叶子
      required: [kind]
      properties:
        kind:
          type: string
          title: 种类
          enum: [GREEN, BLACK]
          x-wxbrand-enum-meanings: {GREEN: 绿, BLACK: 红}
        grams:
          type: integer
          title: 克
          maximum: 9
"""
HEAD = """\
接口说明
请求方式:【POST】/brand/tea/{tea_id}/%s
请求域名:【主域名】https://api.mch.weixin.qq.com
请求参数
path 路径参数
tea_id 必填 string
【茶】 哪一种
body 包体参数
"""
LEAF = """\
%s 选填 object
【叶子】 说明
属性
kind 必填 string
【种类】 可选取值
GREEN: 绿
BLACK: 红
grams 选填 integer
【克】 最大值为9
|
"""
TAIL = "应答参数\n204 No Content\n无应答包体\n"
FILL = HEAD % "cups" + LEAF % "first" + LEAF % "second" + "note 选填 string(8)\n【备注】 说明\n" + TAIL
DRINK = HEAD % "drink" + LEAF % "leaf" + TAIL

ONE_FACT = [
    ("BLACK: 红\n", "BLACK: 红\nWHITE: 白\n"),
    ("BLACK: 红\n", "BLACK: 黑\n"),
    ("GREEN: 绿\n", ""),
    ("grams 选填", "grams 必填"),
    ("grams 选填", "weight 选填"),
    ("最大值为9", "最大值为7"),
    ("grams 选填 integer\n【克】 最大值为9\n", ""),
    ("grams 选填", "origin 选填 string(5)\n【产地】 说明\ngrams 选填"),
    ("grams 选填", "origin 必填 string(5)\n【产地】 说明\ngrams 选填"),
    ("【克】", "【重】"),
    ("grams 选填 integer\n【克】 最大值为9", "grams 选填 string\n【克】 说明"),
    ("grams 选填 integer\n【克】 最大值为9", "grams 选填 integer\n【克】 最大值为9,默认为3"),
]


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    file = tmp_path / "openapi.yaml"
    file.write_text(SPEC, encoding="utf-8")
    return file


def applied(spec: Path, *pages: str) -> Applied:
    document, built = read(spec)
    return apply_pages(document, findings_of_all({f"{n}.txt": text for n, text in enumerate(pages)}, built.api).pages)


def test_the_pages_agree_with_the_spec(spec: Path) -> None:
    _, built = read(spec)

    found = findings_of_all({"fill.txt": FILL, "drink.txt": DRINK}, built.api)

    assert [(drift.changes, drift.notes) for _, drift in found.pages] == [([], []), ([], [])]


@pytest.mark.parametrize(("before", "after"), ONE_FACT)
def test_a_page_that_contradicts_itself_about_a_shared_schema(spec: Path, before: str, after: str) -> None:
    result = applied(spec, FILL.replace(before, after, 1).replace("string(8)", "string(6)"))

    assert [line for line in patch(result.before, result.files).splitlines() if line[:2] in {"- ", "+ "}] == [
        "-                  maxLength: 8",
        "+                  maxLength: 6",
    ]
    assert [change.where[:2] for change, _ in result.refused] == [("body", "first")]
    assert "is shared, and what shares it is documented otherwise: FillCup body.second" in result.refused[0][1]


@pytest.mark.parametrize(("before", "after"), ONE_FACT)
@pytest.mark.parametrize("other", [FILL, FILL.replace("string(8)", "string(6)")], ids=["same", "changed"])
def test_another_page_contradicts_it(spec: Path, before: str, after: str, other: str) -> None:
    result = applied(spec, other, DRINK.replace(before, after, 1))

    assert "Leaf" not in patch(result.before, result.files)
    assert [change.where[:2] for change, _ in result.refused] == [("body", "leaf")]
    assert result.refused[0][1].endswith(" (0.txt)")


@pytest.mark.parametrize(("before", "after"), ONE_FACT)
def test_all_pages_agree_on_it(spec: Path, before: str, after: str) -> None:
    pages = [page.replace(before, after) for page in (FILL, DRINK)]

    result = applied(spec, *pages)

    assert result.refused == ()
    for name, content in result.files.items():
        (spec.parent / name).write_bytes(content)
    _, built = read(spec)
    found = findings_of_all({"fill.txt": pages[0], "drink.txt": pages[1]}, built.api)
    assert [drift.changes for _, drift in found.pages] == [[], []]


def test_two_pages_state_different_hosts(spec: Path) -> None:
    result = applied(spec, FILL, DRINK.replace("https://api.mch", "https://api9.mch"))

    assert result.files == {}
    assert [change.code for change, _ in result.refused] == ["servers-changed"]


def test_a_shared_path_parameter_is_copied_where_the_path_has_another_name(spec: Path) -> None:
    result = applied(spec, FILL, DRINK.replace("tea_id", "pot_id"))

    assert result.refused == ()
    assert [line[1:].strip() for line in patch(result.before, result.files).splitlines() if line[:2] == "+ "] == [
        "/brand/tea/{pot_id}/drink:",
        "parameters: [{name: pot_id, in: path, required: true, schema: {type: string, title: 茶}}]",
    ]


def test_a_limit_that_one_of_those_who_share_a_schema_has_stands_beside_its_reference(spec: Path) -> None:
    text = SPEC.replace(
        "                note:\n", '                code: {$ref: "#/components/schemas/Code"}\n                note:\n'
    )
    text = text.replace('first: {$ref: "#/components/schemas/Leaf"}', 'token: {$ref: "#/components/schemas/Code"}')
    spec.write_text(text + "    Code: {type: string, title: 编号}\n", encoding="utf-8")
    fill = FILL.replace(LEAF % "first", "token 选填 string\n【编号】 说明\n")
    fill = fill.replace("note 选填", "code 选填 string(40)\n【编号】 说明\nnote 选填")

    result = applied(spec, fill)

    assert result.refused == ()
    assert [line[1:].strip() for line in patch(result.before, result.files).splitlines() if line[:2] == "+ "] == [
        'code: {$ref: "#/components/schemas/Code", maxLength: 40}'
    ]


def test_the_length_of_the_serial_number_is_a_fact_like_any_other(spec: Path) -> None:
    serial = "{name: Wechatpay-Serial, in: header, required: true, schema: {type: string, title: 公钥}}"
    spec.write_text(
        SPEC.replace(
            '[{$ref: "#/components/parameters/TeaId"}]', f'[{{$ref: "#/components/parameters/TeaId"}}, {serial}]', 1
        ),
        encoding="utf-8",
    )
    page = FILL.replace("path 路径", "Header HTTP头参数\nWechatpay-Serial 必填 string(64)\n【公钥】 说明\npath 路径")

    result = applied(spec, page)

    assert [(change.fact, change.after) for change in result.applied] == [("maxLength", 64)]
    assert result.refused == ()
    spec.write_bytes(result.files["openapi.yaml"])
    assert applied(spec, page).applied == ()


def test_two_paths_that_refer_to_one_path_item_share_it(spec: Path) -> None:
    head, _, after = SPEC.partition("  /brand/tea/{tea_id}/cups:\n")
    item, _, rest = after.partition("  /brand/tea/{tea_id}/drink:\n")
    reference = '    $ref: "#/components/pathItems/Fill"\n'
    paths = f"  /brand/tea/{{tea_id}}/cups:\n{reference}  /brand/tea/{{tea_id}}/mugs:\n{reference}"
    moved = "  pathItems:\n    Fill:\n" + "".join(f"  {line}\n" for line in item.splitlines())
    spec.write_text(f"{head}{paths}  /brand/tea/{{tea_id}}/drink:\n{rest}{moved}", encoding="utf-8")

    result = applied(spec, FILL.replace("string(8)", "string(6)"))

    assert [note for _, note in result.notes] == [
        "openapi.yaml#/components/pathItems/Fill/post is shared with 1 other operation, such as POST /brand/tea/{tea_id}/mugs"
    ]

"""Forms and uploads: parts are never taken for headers, and files are files."""

from __future__ import annotations

import pytest
from wxbrand_codegen.pages import read_page

from tests.generator.pages.test_layouts import names_and_types

BEFORE = "上传\n更新时间:2026.03.09\n接口说明\n请求方式:【POST】/brand/example/media/upload\n请求参数\n"
HEADER = "Header HTTP头参数\nAuthorization 必填 string\n请设置\nContent-Type 必填 string\n请设置为{type}\n"
PARTS = "file 必填 file\n【图片】 不超过2M\nmeta 必填 object\n【信息】 信息\n属性 | |\nsha256 必填 string(64) 【摘要】 摘要 |\n"
AFTER = "应答参数\n204 No Content\n"
EXPECTED = ["body file! file", "body meta! object", "body meta.sha256! string(64)"]


@pytest.mark.parametrize(
    "heading",
    [
        "Form 表单",
        "form 表单参数",
        "表单参数",
        "form-data 参数",
        "Form表单",
        "form",
        "body 包体参数（multipart/form-data）",
    ],
)
def test_the_parts_of_a_form_are_read_whatever_its_heading(heading: str) -> None:
    text = BEFORE + HEADER.format(type="multipart/form-data") + heading + "\n" + PARTS + AFTER

    page = read_page(text.encode())

    assert page.body_type == "multipart/form-data"
    assert list(names_and_types(page.fields)) == EXPECTED
    assert page.fields[0].limits.max_bytes == 2 * 1024 * 1024
    assert page.doubts == ()


def test_parts_without_a_heading_are_doubted_and_are_no_headers() -> None:
    text = BEFORE + PARTS + AFTER

    page = read_page(text.encode())

    assert list(names_and_types(page.fields)) == EXPECTED
    assert ["does not say where file goes" in doubt.text for doubt in page.doubts] == [True, False]


def test_a_form_without_files_is_of_the_type_that_the_page_says() -> None:
    text = (
        BEFORE
        + HEADER.format(type="application/x-www-form-urlencoded")
        + "表单参数\nname 必填 string(8)\n【名】 名\n"
        + AFTER
    )

    page = read_page(text.encode())

    assert page.body_type == "application/x-www-form-urlencoded"
    assert list(names_and_types(page.fields)) == ["body name! string(8)"]


def test_a_part_that_is_an_object_of_bytes_is_a_file() -> None:
    text = (
        BEFORE
        + HEADER.format(type="multipart/form-data")
        + "body 包体参数\nfile 必填 object\n【图片】 图片的二进制内容\n"
        + AFTER
    )

    page = read_page(text.encode())

    assert list(names_and_types(page.fields)) == ["body file! file"]


@pytest.mark.parametrize(
    ("call", "body"),
    [
        ('-F file=@/a/b -F meta=\'{"sha256": "x"}\'', {"meta": {"sha256": "x"}}),
        ('-F \'meta={"sha256": "x"};type=application/json\' -F \'file=@"/a/b"\'', {"meta": {"sha256": "x"}}),
        ('--form name=tea --form file="@/a"', {"name": "tea"}),
        ("-d 'name=tea&size=2'", {"name": "tea", "size": "2"}),
        ('--data-raw \'{"name": "tea", "tags": ["a",],}\'', {"name": "tea", "tags": ["a"]}),
    ],
)
def test_the_body_of_a_call_is_read_as_it_is_sent(call: str, body: object) -> None:
    text = (
        BEFORE
        + "Form 表单\n"
        + PARTS
        + f"请求示例\ncurl -X POST https://api.mch.weixin.qq.com/brand/example/media/upload {call}\n"
    )

    assert read_page(text.encode()).body_example == body

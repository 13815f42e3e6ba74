"""What a file is, told from its name and a few words of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from wxbrand_codegen.pages import read_page
from wxbrand_codegen.pages.sources.classification import (
    Under,
    address_of,
    describes_operation,
    first_segments,
    is_sample,
    may_describe,
)

SAVED = Path(__file__).parents[2] / "saved_pages"


def front_matter(*lines: str) -> bytes:
    return "\n".join(["---", *lines, "---", "", "text"]).encode()


@pytest.mark.parametrize(
    "page",
    sorted(SAVED.iterdir()),
    ids=lambda page: page.name,
)
def test_every_page_that_can_be_read_may_describe_something(page: Path) -> None:
    read_page(page.read_bytes())  # it describes something

    assert may_describe(page.read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        "请求方式：【POST】/brand/x",
        'private static String METHOD = "GET";',
        "**event\\_type** 必填 string(32)",
        '"event_type": "A.B"',
        "## 通知参数",
        "<!DOCTYPE html><html><body>&#35831;</body></html>",
    ],
)
def test_what_may_describe_an_operation_or_a_notification(text: str) -> None:
    assert may_describe(text.encode())


@pytest.mark.parametrize("text", ["请求方式见各接口的页面", "how to target postal addresses", "调起支付的参数：appId"])
def test_what_describes_neither(text: str) -> None:
    assert not may_describe(text.encode())


def test_a_page_that_names_method_and_path_is_never_taken_for_a_guide() -> None:
    assert describes_operation("请求方式：【POST】`/brand/x`".encode())
    assert describes_operation("**请求方式：** 【GET】 https://api.mch.weixin.qq.com/brand/x".encode())
    assert not describes_operation("请求方式是 POST 还是 GET，见各页".encode())


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        ("brand/预发券-请求示例-java-4099000001.md", True),
        ("brand/预发券-4099000001-请求示例-go.md", True),
        ("brand/预发券-请求示例-curl.md", True),
        ("brand/预发券-4099000001.md", False),
        ("brand/预发券-请求示例-java/说明-4099000001.md", False),
        ("brand/请求示例-4099000001.md", False),
    ],
)
def test_copies_for_sample_code_are_known_by_their_names(name: str, sample: bool) -> None:
    assert is_sample(name) is sample


@pytest.mark.parametrize(
    ("lines", "path", "tree"),
    [
        (['api_version: "brand"'], "x.md", "brand"),
        (['api_version: "apiv3"', 'url: "https://pay.weixin.qq.com/doc/brand/4099000001.md"'], "x.md", "v3"),
        (['url: "https://pay.weixin.qq.com/doc/v3/merchant/4099000001.md"'], "x.md", "v3"),
        (['url_display: "https://pay.weixin.qq.com/doc/v2/4099000001"'], "x.md", "v2"),
        (['title_display: "APIv3/合作伙伴/指引"'], "x.md", "v3"),
        (["title: x"], "wechatpay-docs/APIv2/x.md", "v2"),
        (["title: x"], "brand/x.md", "brand"),
        (["title: x"], "a/b/brand/x.md", ""),
        (["title: x"], "brand.md", ""),
    ],
)
def test_the_tree_of_a_page(lines: list[str], path: str, tree: str) -> None:
    assert address_of(path, front_matter(*lines)).tree == tree
    assert address_of(path, b"\xef\xbb\xbf" + front_matter(*lines).replace(b"\n", b"\r\n")).tree == tree


def test_what_the_paths_of_an_api_begin_with() -> None:
    assert first_segments(["/brand/a", "/brand/b/{c}", "/v3/x"]) == ("/brand/", "/v3/")
    assert str(Under(["/brand/", "brand/", "APIv3/普通商户"])) == "brand/, APIv3/普通商户/"

"""The reference documentation: the content of a page, and that text of a spec never becomes markup."""

from __future__ import annotations

import re
from pathlib import Path

from wxbrand_codegen.config import Config
from wxbrand_codegen.pipeline import generate

from tests.generator.conftest import Workshop


def page(folder: Path, spec: Path, area: str) -> str:
    generate(Config(spec=spec, out=folder / "out", package="acme"))
    return (folder / "out" / "acme" / "reference" / f"{area}.md").read_text("utf-8")


def test_an_operation_with_all_its_facts(small: Path, tmp_path: Path) -> None:
    text = page(tmp_path, small, "product_coupon")

    assert "## 向用户预发放商品券批次组" in text
    assert "`POST` `/brand/marketing/product-coupon/users/{openid}/pre-send-coupon-bundle`" in text
    assert "- 限频：每个品牌ID每秒 500 次。" in text
    assert "client.product_coupon.pre_send_user_product_coupon_bundle(\n" in text
    assert re.search(r"^\| `send_request_no` \| 文本 \| 是 \| .*6 到 40 个字符。 \|$", text, re.MULTILINE)
    assert "| `429` | `RATELIMIT_EXCEEDED` |" in text
    assert "## 通知：领券" in text
    assert "- appid 为 none 时，attach 不能填" in text


def test_every_link_within_a_page_leads_somewhere(made_up: Path, tmp_path: Path) -> None:
    generate(Config(spec=made_up, out=tmp_path / "out", package="acme"))

    pages = sorted((tmp_path / "out" / "acme" / "reference").glob("*.md"))
    for path in pages:
        text = path.read_text("utf-8")
        assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= set(re.findall(r'<a id="([^"]*)">', text)), path.name
    assert len(pages) > 1


def test_nothing_of_a_spec_becomes_markup(workshop: Workshop) -> None:
    evil = "<img src=x onerror=y> | ``` [a](javascript:b)"
    workshop.body(f'a: {{type: string, description: "{evil}", title: "# | x", enum: ["|`<b>`", "c"]}}')

    text = page(workshop.folder, workshop.spec, "thing")

    assert "<img" not in text.replace("\\<img", "")
    assert "](javascript" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(len(re.findall(r"(?<!\\)\|", row)) in {3, 4, 5} for row in rows)


def test_unproven_facts_are_listed_with_their_sources(workshop: Workshop) -> None:
    workshop.body(
        "a: {type: string, x-wxbrand-unproven: [{fact: maxLength, says: 128, sources: [partner 1], note: perhaps}]}"
    )

    text = page(workshop.folder, workshop.spec, "thing")
    models = (workshop.folder / "out" / "acme" / "models" / "thing.py").read_text("utf-8")

    assert "未证实：最大长度：128（partner 1；perhaps）。" in text
    assert "未证实：最大长度。" in models

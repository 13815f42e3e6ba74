"""Coverage: what only the spec or only the documentation has, and what the pages between them were."""

from __future__ import annotations

from pathlib import Path

import pytest
from wxbrand_codegen.change.coverage import Coverage, as_text, coverage, match_pages
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.pages.sources import Under, first_segments, open_sources, survey

from tests.generator.conftest import REPLY, Workshop

SPEC = f"""\
  /brand/tea/{{id}}:
    get:
      operationId: GetTea
      tags: [tea]
      x-wxbrand-page: {{title: 查茶, id: "4099000002", updated: "2026-03-01"}}
      parameters: [{{name: id, in: path, required: true, schema: {{type: string, maxLength: 32}}}}]
{REPLY}
    delete:
      operationId: DropTea
      tags: [tea]
      parameters: [{{name: id, in: path, required: true, schema: {{type: string, maxLength: 32}}}}]
{REPLY}
"""


def page(method: str, path: str, updated: str = "2026.03.01", *, number: int = 4099000001, tree: str = "brand") -> str:
    return f"""\
---
url: "https://pay.weixin.qq.com/doc/{tree}/{number}.md"
title: "茶"
doc_id: {number}
api_version: "{tree}"
---

>更新时间：{updated}

## 接口说明

请求方式：【{method}】`{path}`

## 请求参数

### path 路径参数

**tea\\_id** 必填 string(32)

【茶】 哪一种

## 应答参数

200 OK
"""


@pytest.fixture
def api(workshop: Workshop) -> Api:
    return workshop.paths(SPEC).read().api


def covered(api: Api, *paths: Path, under: str = "", changed: tuple[str, ...] = ()) -> Coverage:
    part = Under([under] if under else first_segments(o.path for area in api.areas for o in area.operations))
    with open_sources([str(path) for path in paths]) as sources:
        found = survey(sources, part)
        return coverage(found, match_pages(found.pages, api), api, part, changed)


def folder(path: Path, **pages: str) -> Path:
    path.mkdir()
    for name, text in pages.items():
        (path / f"{name}.md").write_text(text, encoding="utf-8")
    return path


def test_what_only_one_of_them_has(api: Api, tmp_path: Path) -> None:
    pages = folder(
        tmp_path / "pages",
        a=page("GET", "/brand/tea/{tea_id}"),
        b=page("POST", "/brand/cups/{tea_id}", "2026.05.01"),
        c="---\nurl: https://x/doc/brand/4.md\n---\n\n# 请求方式\n\n先这样，再那样\n",
        d=page("GET", "/brand/tea/{tea_id}", tree="apiv3"),
        e="\0",
    )

    found = covered(api, pages, changed=("GET /brand/tea/{id}",))

    assert as_text(found).replace(str(tmp_path), "") == (
        "coverage: 1 of 2 documented operations and notifications are in the spec\n"
        "  not in the spec: POST /brand/cups/{tea_id} (/pages/b.md, 2026-05-01)\n"
        "  not documented: DELETE /brand/tea/{id} (/spec/openapi.yaml:17:7)\n"
        "  changed: GET /brand/tea/{id} (/pages/a.md, 2026-03-01)\n"
        "  not read: /pages/e.md: this is a binary file, not a page saved as text, Markdown or HTML\n"
        "  not compared: 1 guide, 1 page of another API"
    )

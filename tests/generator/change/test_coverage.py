"""Coverage: what only the spec or only the documentation has, and what the pages between them were."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from wxbrand_codegen.change.coverage import Coverage, as_json, as_text, coverage, match_pages
from wxbrand_codegen.change.drift import compare_sources
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.packaged_files import brand_spec
from wxbrand_codegen.pages.sources import Under, first_segments, open_sources, survey
from wxbrand_codegen.pipeline import read

from tests.generator.conftest import REPLY, Workshop
from tests.generator.pages.made_up_archive import documentation

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
title_display: "{tree}/品牌商户/茶/茶"
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
        "coverage: 1 of 2 documented operations and notifications are in the spec, and 1 of them changed\n"
        "  not in the spec: POST /brand/cups/{tea_id} (/pages/b.md, 2026-05-01)\n"
        "  not documented: DELETE /brand/tea/{id} (/spec/openapi.yaml:17:7)\n"
        "  not read: /pages/e.md: this is a binary file, not a page saved as text, Markdown or HTML\n"
        "  not compared: 1 guide, 1 page of another API"
    )


def described(found: Coverage, name: str) -> list[tuple[str, str]]:
    """Return operation and file name of each page of one kind."""
    return [(entry["operation"], Path(entry["page"]).name) for entry in as_json(found)[name]]


def test_of_two_pages_for_one_operation_the_newer_counts(api: Api, tmp_path: Path) -> None:
    pages = folder(
        tmp_path / "pages",
        a=page("GET", "/brand/tea/{tea_id}", "2025.12.31"),
        b=page("GET", "/brand/tea/{id}", "2026.03.01"),
        c=page("GET", "/brand/tea/{number}", "2026.01.01"),
        d=page("POST", "/brand/cups/{tea_id}", "2026.05.01"),
        e=page("POST", "/brand/cups/{tea_id}", "2026.05.01"),
    )

    found = covered(api, pages)

    assert [match.name for match in found.matches.known] == [f"{pages}/b.md"]
    assert described(found, "lacking") == [("POST /brand/cups/{tea_id}", "d.md")]
    assert described(found, "superseded") == [
        ("GET /brand/tea/{id}", "a.md"),
        ("GET /brand/tea/{id}", "c.md"),
        ("POST /brand/cups/{tea_id}", "e.md"),
    ]
    assert "  another page of the same is newer or came first: GET /brand/tea/{id} (" in as_text(found)


def test_a_page_older_than_the_one_that_the_spec_follows_is_named(api: Api, tmp_path: Path) -> None:
    same = covered(api, folder(tmp_path / "same", a=page("GET", "/brand/tea/{tea_id}", "2026.03.01")))
    older = covered(api, folder(tmp_path / "older", a=page("GET", "/brand/tea/{tea_id}", "2026.02.28")))
    undated = covered(api, folder(tmp_path / "undated", a=page("GET", "/brand/tea/{tea_id}", "")))

    assert described(older, "older") == [("GET /brand/tea/{id}", "a.md")]
    assert described(same, "older") == described(undated, "older") == []


def test_an_operation_is_known_by_its_page_when_its_path_has_changed(api: Api, tmp_path: Path) -> None:
    moved = page("GET", "/brand/teas/{tea_id}", number=4099000002)
    alone = covered(api, folder(tmp_path / "alone", a=moved))
    beside = covered(api, folder(tmp_path / "beside", a=moved, b=page("GET", "/brand/tea/{tea_id}")))

    assert [match.key for match in alone.matches.known] == ["GET /brand/tea/{id}"]
    assert [match.key for match in beside.matches.known] == ["GET /brand/tea/{id}"]
    assert described(beside, "lacking") == [("GET /brand/teas/{tea_id}", "a.md")]


def test_single_pages_say_nothing_of_what_is_missing(api: Api, tmp_path: Path) -> None:
    pages = folder(tmp_path / "pages", a=page("GET", "/brand/tea/{tea_id}"), b=page("GET", "/v3/x/{y}", tree="apiv3"))

    found = covered(api, pages / "a.md", pages / "b.md")

    assert found.undocumented == ()
    assert described(found, "lacking") == [("GET /v3/x/{y}", "b.md")]  # what is given by name is read


@pytest.mark.parametrize(
    ("under", "compared", "others", "undocumented"),
    [
        ("/brand/", {"a", "b"}, 2, 1),
        ("brand", {"a", "b"}, 2, 1),
        ("/brand/cups/", {"b"}, 3, 0),
        ("brand/品牌商户/", {"a", "b"}, 2, 0),
        ("brand/合作伙伴/", set(), 4, 0),
        ("/v3/", {"c"}, 3, 0),
        ("APIv3/", {"c"}, 3, 0),
        ("/v3/cups/", {"c"}, 3, 0),
    ],
)
def test_a_part_of_the_documentation(
    under: str, compared: set[str], others: int, undocumented: int, api: Api, tmp_path: Path
) -> None:
    pages = folder(
        tmp_path / "pages",
        a=page("GET", "/brand/tea/{tea_id}"),
        b=page("POST", "/brand/cups/{tea_id}"),
        c=page("POST", "/v3/cups/{tea_id}", tree="apiv3"),
        d=page("POST", "/pay/cups/{tea_id}", tree="apiv2"),
    )

    found = covered(api, pages, under=under)

    matches = found.matches
    assert {Path(match.name).stem for match in (*matches.known, *matches.lacking)} == compared
    assert found.counts["otherApis"] == others
    assert len(found.undocumented) == undocumented


def test_pages_without_front_matter_are_told_apart_by_their_paths(api: Api, tmp_path: Path) -> None:
    bare = [page("GET", path).split("---\n", 2)[2] for path in ("/brand/tea/{tea_id}", "/v3/tea/{tea_id}")]

    found = covered(api, folder(tmp_path / "pages", a=bare[0], b=bare[1]))

    assert [match.key for match in found.matches.known] == ["GET /brand/tea/{id}"]
    assert found.counts["otherApis"] == 1


@pytest.fixture(scope="module")
def brand_api() -> Api:
    return read(brand_spec())[1].api


def test_documentation_that_says_what_the_spec_says_has_no_drift(brand_api: Api, tmp_path: Path) -> None:
    made_up = documentation(brand_api)
    keys = {part.key for part in brand_api.notifications}
    keys |= {operation.key for area in brand_api.areas for operation in area.operations}

    with open_sources([str(made_up.write(tmp_path / "docs.zip"))]) as sources:
        findings = compare_sources(sources, brand_api, None)

    found = findings.coverage
    assert [change.message for _, drift in findings.pages for change in drift.changes] == []
    assert {match.key for match in found.matches.known} == set(made_up.pages)
    assert set(found.never_documented) == keys - set(made_up.pages)
    assert found.counts == made_up.counts
    nothing = (
        found.matches.lacking,
        found.matches.superseded,
        found.changed,
        found.older,
        found.undocumented,
        found.unreadable,
    )
    assert nothing == ((), (), (), (), (), ())


def test_a_folder_of_a_few_pages_does_not_list_the_rest_of_the_spec(brand_api: Api, tmp_path: Path) -> None:
    found = covered(brand_api, folder(tmp_path / "pages", a=page("GET", "/brand/tea/{tea_id}")))

    assert f"\n  not documented: {len(found.undocumented)} of the spec\n" in as_text(found)
    assert {key.split()[0] for key, _ in found.undocumented} == {"GET", "POST", "PATCH", "DELETE", "webhook"}


@pytest.mark.parametrize("under", ["APIv2/", "/brand/cups/", "brand/品牌商户/"])
def test_a_part_without_operations_of_the_spec_says_nothing_of_its_notifications(
    under: str, brand_api: Api, tmp_path: Path
) -> None:
    found = covered(brand_api, folder(tmp_path / "pages", a=page("GET", "/brand/tea/{tea_id}")), under=under)

    assert (found.undocumented, found.never_documented) == ((), ())


def test_every_deviation_of_an_archive_is_told_and_nothing_else(brand_api: Api, tmp_path: Path) -> None:
    made_up = documentation(brand_api)
    names = dict(made_up.pages)
    gone, changed, older, broken, cut = list(names.values())[:25:5]
    files = made_up.files
    del files[gone]
    files[changed] = str(files[changed]).replace(
        "\n## 应答参数", "\n### query 查询参数\n\n**extra** 选填 string(9)\n\n【新的】\n\n## 应答参数"
    )
    files[older] = str(files[older]).replace(">更新时间：20", ">更新时间：19")
    files[broken] = str(files[broken]).encode("gb18030")
    files[cut] = str(files[cut]).partition("## 请求参数")[0]
    files["brand/品牌商户/旧/旧的-4990090001.md"] = str(files[changed]).replace(">更新时间：20", ">更新时间：19")
    files["brand/品牌商户/新/新的-4990090002.md"] = page("POST", "/brand/cups/{tea_id}", number=4990090002)
    made_up.add(
        "guides",
        "brand/品牌商户/新/更新日志-4990090003.md",
        "---\nurl: https://x/doc/brand/1.md\n---\n\n改了请求方式\n",
    )

    with open_sources([str(made_up.write(tmp_path / "docs.zip"))]) as sources:
        found = compare_sources(sources, brand_api, None).coverage

    by_name = {name: key for key, name in names.items()}
    assert described(found, "lacking") == [("POST /brand/cups/{tea_id}", "新的-4990090002.md")]
    assert [match.key for match in found.changed if match.key != by_name[older]] == [by_name[changed]]
    assert [match.key for match in found.older] == [by_name[older]]
    assert described(found, "superseded") == [(by_name[changed], "旧的-4990090001.md")]
    assert {key for key, _ in found.undocumented} == {by_name[gone], by_name[broken], by_name[cut]}
    assert {Path(each.name).name for each in found.unreadable} == {Path(broken).name, Path(cut).name}
    assert found.counts == made_up.counts


@pytest.mark.parametrize(
    ("main", "copy"),
    [
        ("喝茶-4099000001", "喝茶-请求示例-java-4099000001"),
        ("喝茶-4099000001", "喝茶-4099000001-请求示例-go"),
        ("喝茶-4099000001", "喝茶-请求示例-java-4099000009"),
        ("喝茶-4099000001", "喝茶-请求示例-java"),
    ],
)
def test_a_copy_for_sample_code_gives_its_page_the_name_of_the_operation(
    main: str, copy: str, api: Api, tmp_path: Path
) -> None:
    code = {
        "java": "```java\npublic class DrinkTea {\n}\n```\n",
        "go": "```go\nfunc DrinkTea(config *Config) {}\n```\n",
    }
    pages = folder(
        tmp_path / "pages",
        **{main: page("POST", "/brand/cups/{tea_id}"), copy: code["java" if "java" in copy else "go"]},
    )

    found = covered(api, pages)

    assert [match.page.operation for match in found.matches.lacking] == ["DrinkTea"]
    assert found.counts["samples"] == 1


def test_the_json_of_drift_has_coverage_for_programs(
    workshop: Workshop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec = workshop.paths(SPEC).spec
    pages = folder(tmp_path / "pages", a=page("POST", "/brand/cups/{tea_id}"), b="\0")

    code = main(["drift", str(pages), "--spec", str(spec), "--format", "json"])

    assert code == 1
    found = json.loads(capsys.readouterr().out)["coverage"]
    assert found["compared"] == 0
    assert found["lacking"] == [
        {"operation": "POST /brand/cups/{tea_id}", "page": f"{pages}/a.md", "title": "茶", "updated": "2026-03-01"}
    ]
    assert [each["operation"] for each in found["undocumented"]] == ["GET /brand/tea/{id}", "DELETE /brand/tea/{id}"]
    assert [each["page"] for each in found["unreadable"]] == [f"{pages}/b.md"]
    assert found["counts"] == {"guides": 0, "samples": 0, "otherApis": 0, "otherFiles": 0}

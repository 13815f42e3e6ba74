"""An operation that the spec lacks is drafted into the file of its area, and joined in the root file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from wxbrand_codegen.change.apply import Applied, apply_pages, patch, write
from wxbrand_codegen.change.comparison import Change
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.pipeline import read

from tests.checkers import RUN_TESTS
from tests.generator.change.comparing import findings_of

PAGE = (Path(__file__).parents[1] / "saved_pages" / "spaced.txt").read_text(encoding="utf-8")
ROOT = """\
openapi: 3.1.1
info: {title: T, version: "1"}
servers: [{url: "https://api.mch.weixin.qq.com"}, {url: "https://api2.mch.weixin.qq.com"}]
security: [{brandSignature: []}]
tags: [{name: tea, description: 茶会}, {name: shop, description: 店}]
paths:
  # first the shops
  /brand/shops:
    $ref: shop.yaml#/components/pathItems/Shops
  /brand/example/tea-parties:
    $ref: tea.yaml#/components/pathItems/Parties
components:
  securitySchemes:
    brandSignature: {type: http, scheme: WECHATPAY-BRAND-SHA256-RSA2048}
"""
AREA = """\
openapi: 3.1.1
info: {{title: {tag}, version: "1"}}
components:
  pathItems:
    {name}:
      get:
        operationId: {name}
        tags: [{tag}]
        summary: 查询
        parameters:
          - $ref: common.yaml#/components/parameters/Serial
        responses:
          "200":
            description: 成功
            content:
              application/json:
                schema: {{$ref: "#/components/schemas/{name}Response"}}
                example: {{total: 1}}
          "400": {{$ref: common.yaml#/components/responses/Bad}}
          "401": {{$ref: common.yaml#/components/responses/Signature}}
  # what they answer
  schemas:
    {name}Response: {{type: object, properties: {{total: {{type: integer, title: 总数}}}}}}
"""
COMMON = """\
openapi: 3.1.1
info: {title: C, version: "1"}
components:
  parameters:
    Serial: {name: Wechatpay-Serial, in: header, required: true, schema: {type: string}, example: PUB_KEY_ID_1}
  responses:
    Bad:
      description: 参数错误
      content: {application/json: {schema: {$ref: "#/components/schemas/ErrorBody"}, example: {code: PARAM_ERROR, message: m}}}
    Signature:
      description: 签名错误
      content: {application/json: {schema: {$ref: "#/components/schemas/ErrorBody"}, example: {code: SIGN_ERROR, message: m}}}
  schemas:
    ErrorBody: {type: object, properties: {code: {type: string}, message: {type: string}}}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    files = {
        "openapi.yaml": ROOT, "common.yaml": COMMON,
        "tea.yaml": AREA.format(name="Parties", tag="tea"), "shop.yaml": AREA.format(name="Shops", tag="shop"),
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "openapi.yaml"


def changes_of(text: str, spec: Path) -> list[Change]:
    return [change for _, drift in findings_of(text, read(spec)[1].api).pages for change in drift.changes]


def applied(spec: Path, text: str = PAGE) -> Applied:
    document, built = read(spec)
    return apply_pages(document, findings_of(text, built.api).pages)


def test_an_operation_goes_to_the_file_of_its_area_and_the_root_refers_to_it(spec: Path) -> None:
    result = applied(spec)

    assert [change.code for change in result.applied] == ["method-added"]
    assert result.refused == ()
    assert sorted(result.files) == ["openapi.yaml", "tea.yaml"]
    assert result.files["openapi.yaml"].decode() == ROOT.replace(
        "pathItems/Parties\n",
        "pathItems/Parties\n  /brand/example/tea-parties/{party_id}/guests:\n"
        "    $ref: tea.yaml#/components/pathItems/RegisterTeaGuest\n",
    )
    assert not [x for x in patch(result.before, result.files).splitlines() if x.startswith("-") and x[:3] != "---"]
    area = result.files["tea.yaml"].decode()
    assert "    RegisterTeaGuest:\n      post:\n        operationId: RegisterTeaGuest\n" in area
    assert "        tags:\n          - tea\n" in area or "        tags: [tea]\n" in area
    assert "common.yaml#/components/parameters/Serial" in area.partition("RegisterTeaGuest")[2]
    assert "common.yaml#/components/responses/Signature" in area.partition("RegisterTeaGuest")[2]
    assert "PARTY_FULL" in area


def test_afterwards_the_page_agrees_and_the_client_is_generated_and_tested(spec: Path) -> None:
    result = applied(spec)

    write(result.folder, result.files)

    assert changes_of(PAGE, spec) == []
    assert main(["generate", "--spec", str(spec), "--out", str(spec.parent), "--package", "tea"]) == 0
    tests = [sys.executable, "-m", *RUN_TESTS, "tests"]
    done = subprocess.run(tests, cwd=spec.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_operation_of_a_path_that_the_spec_has_goes_to_its_path_item(spec: Path) -> None:
    text = PAGE.replace("/brand/example/tea-parties/{party_id}/guests", "/brand/example/tea-parties")
    text = text.replace("path  路径参数\n\n party_id  必填   string(32)\n\n【茶会ID】 茶会的唯一标识\n", "")

    result = applied(spec, text)

    assert list(result.files) == ["tea.yaml"]
    assert "      post:\n        operationId: RegisterTeaGuest\n" in result.files["tea.yaml"].decode()


def test_without_files_of_areas_it_stands_in_the_root_file(tmp_path: Path) -> None:
    spec = tmp_path / "openapi.yaml"
    lines = ROOT.replace(
        "$ref: shop.yaml#/components/pathItems/Shops", "get: {operationId: Shops, responses: {'204': {description: d}}}"
    )
    spec.write_text(
        lines.partition("  /brand/example")[0] + "components:" + lines.partition("components:")[2], encoding="utf-8"
    )

    result = applied(spec)
    write(result.folder, result.files)

    assert result.refused == ()
    assert "  /brand/example/tea-parties/{party_id}/guests:\n    post:\n" in spec.read_text(encoding="utf-8")
    assert changes_of(PAGE, spec) == []


def test_a_name_that_is_taken_is_refused_with_its_place(spec: Path) -> None:
    area = spec.parent / "tea.yaml"
    text = area.read_text(encoding="utf-8")
    area.write_text(
        text.replace("  schemas:\n", "  schemas:\n    RegisterTeaGuestResponse: {type: string}\n"), encoding="utf-8"
    )

    result = applied(spec)

    assert [reason for _, reason in result.refused] == [
        "tea.yaml#/components/schemas/RegisterTeaGuestResponse exists already"
    ]
    assert result.files == {}

"""A fact is changed where it stands: beside a reference, in a shared component, in a part of allOf, in another file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen.change.apply import Applied, apply, patch, write
from wxbrand_codegen.change.comparison.changes import Change
from wxbrand_codegen.document.inspect import inspect
from wxbrand_codegen.document.load import load
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.models import Enum
from wxbrand_codegen.ir.types import Ref
from wxbrand_codegen.pages import Field, FieldType, Limits, Page

ROOT = """\
openapi: 3.1.1
info: {title: T, version: "1"}
servers:
  - url: https://api.mch.weixin.qq.com  # the main one
security: [{brandSignature: []}]
paths:
  /brand/a/{id}:
    $ref: area.yaml#/components/pathItems/A
  /brand/b: {post: {operationId: B, tags: [t], requestBody: {content: {application/json: {schema: {$ref: "area.yaml#/components/schemas/Goods"}, example: {name: b}}}}, responses: {"204": {description: d}}}}
components:
  securitySchemes:
    brandSignature: {type: http, scheme: WECHATPAY-BRAND-SHA256-RSA2048}
"""
OF_B = "-" + next(line for line in ROOT.splitlines() if "/brand/b:" in line)
OF_B_RENAMED = "+" + OF_B[1:].replace("{name: b}", "{label: b}")
AREA = """\
openapi: 3.1.1
info: {title: A, version: "1"}
components:
  pathItems:
    A:
      parameters:
        - $ref: common.yaml#/components/parameters/Id
      post:
        operationId: A
        tags: [t]
        # what it is called
        summary: 一
        requestBody:
          required: true
          content:
            application/json:
              schema:
                allOf:
                  - $ref: "#/components/schemas/Base"
                  - type: object
                    required: [kind]
                    properties:
                      kind: {$ref: "#/components/schemas/Kind", title: 种类}
                      goods:
                        $ref: '#/components/schemas/Goods'
              example: {kind: X, goods: {name: n}}
        responses:
          "204": {description: d}
          "400":
            $ref: common.yaml#/components/responses/Bad
  schemas:
    Base:
      type: object
      properties:
        note:
          type: string   # free
          maxLength: 10
    Kind:
      type: string
      title: 种
      enum: [X, Y]
      x-wxbrand-enum-meanings: {X: 甲, Y: 乙}
    Goods:
      type: object
      required: [name]
      properties:
        name:
          type: string
          title: 名
"""
COMMON = """\
openapi: 3.1.1
info: {title: C, version: "1"}
components:
  parameters:
    Id:
      name: id
      in: path
      required: true
      schema: {type: string, maxLength: 8}
      example: a1
  responses:
    Bad:
      description: d
      content:
        application/json:
          schema: {$ref: "#/components/schemas/Error"}
          example: {code: PARAM_ERROR, message: m}
  schemas:
    Error: {type: object, properties: {code: {type: string}, message: {type: string}}}
"""
PAGE = Page(
    method="POST", path="/brand/a/{id}", title="", updated=None, doc_id=None, operation=None, hosts=(), rate=None,
    preconditions=(), fields=(), complete=frozenset(), parameter_examples={}, body_example=None, response_example=None,
    error_codes=(), doubts=(),
)  # fmt: skip


CARD = Field(
    name="card", place="body", required=False, type=FieldType(name="string"), title="", prose="", enum={"A": "", "B": ""},
    limits=Limits(), conditions=(), fields=(), complete=True, line=1,
)  # fmt: skip


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    for name, text in (("openapi.yaml", ROOT), ("area.yaml", AREA), ("common.yaml", COMMON)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "openapi.yaml"


def change(
    code: str, where: tuple[str, ...], fact: str, before: Any, after: Any, operation: str = "POST /brand/a/{id}"
) -> Change:
    return Change(
        code=code, level="breaking", wire="same", message="", operation=operation, where=where, fact=fact, before=before, after=after
    )  # fmt: skip


def applied(spec: Path, *changes: Change) -> Applied:
    return apply(inspect(load(spec)), PAGE, changes)


def changed_lines(result: Applied) -> list[str]:
    lines = patch(result.before, result.files).splitlines()
    return [line for line in lines if line[0] in "+-" and line[:3] not in {"---", "+++"}]


@pytest.mark.parametrize(
    ("one", "lines"),
    [
        (("limit-tightened", ("path", "id"), "maxLength", 8, 6),
         ["-      schema: {type: string, maxLength: 8}", "+      schema: {type: string, maxLength: 6}"]),
        (("limit-tightened", ("body", "note"), "maxLength", 10, 9), ["-          maxLength: 10", "+          maxLength: 9"]),
        (("limit-tightened", ("body", "note"), "minLength", None, 2), ["+          minLength: 2"]),
        (("title-changed", ("body", "kind"), "title", "种类", "类别"),
         ['-                      kind: {$ref: "#/components/schemas/Kind", title: 种类}',
          '+                      kind: {$ref: "#/components/schemas/Kind", title: 类别}']),
        (("title-changed", ("body", "goods", "name"), "title", "名", "名字"),
         ["-          title: 名", "+          title: 名字"]),
        (("lifetime-changed", ("body", "goods", "name"), "x-wxbrand-lifetime-seconds", None, 300),
         ["+          x-wxbrand-lifetime-seconds: 300"]),
        (("value-gone", ("body", "kind"), "enum", "Y", None),
         ["-      enum: [X, Y]", "-      x-wxbrand-enum-meanings: {X: 甲, Y: 乙}",
          "+      enum: [X]", "+      x-wxbrand-enum-meanings: {X: 甲}"]),
        (("meaning-changed", ("body", "kind"), "x-wxbrand-enum-meanings", {"Y": "乙"}, {"Y": "丙: 丁"}),
         ["-      x-wxbrand-enum-meanings: {X: 甲, Y: 乙}", '+      x-wxbrand-enum-meanings: {X: 甲, Y: "丙: 丁"}']),
        (("now-optional", ("body", "kind"), "required", True, False), ["-                    required: [kind]"]),
        (("now-optional", ("body", "goods", "name"), "required", True, False), ["-      required: [name]"]),
        (("now-required", ("body", "goods"), "required", False, True),
         ["-                    required: [kind]", "+                    required: [kind, goods]"]),
        (("now-required", ("body", "note"), "required", False, True), ["+      required: [note]", "-              example: {kind: X, goods: {name: n}}",
          "+              example: {kind: X, goods: {name: n}, note: TODO}"]),
        (("default-changed", ("body", "note"), "default", None, "no"), ['+          default: "no"']),
        (("member-gone", ("body", "goods"), "", None, None),
         ["-                      goods:", "-                        $ref: '#/components/schemas/Goods'",
          "-              example: {kind: X, goods: {name: n}}", "+              example: {kind: X}"]),
        (("member-renamed", ("body", "goods", "name"), "name", "name", "label"),
         ["-              example: {kind: X, goods: {name: n}}", "+              example: {kind: X, goods: {label: n}}",
          "-      required: [name]", "+      required: [label]", "-        name:", "+        label:", OF_B, OF_B_RENAMED]),
        (("title-changed", (), "summary", "一", "二"), ["-        summary: 一", "+        summary: 二"]),
        (("rate-changed", (), "x-wxbrand-rate-limit", None, {"requests": 5, "seconds": 1, "per": "brand"}),
         ["+        x-wxbrand-rate-limit:", "+          requests: 5", "+          seconds: 1", "+          per: brand"]),
        (("preconditions-changed", (), "x-wxbrand-preconditions", [], ["已创建"]),
         ["+        x-wxbrand-preconditions:", "+          - 已创建"]),
        (("method-renamed", (), "operationId", "A", "DoA"), ["-        operationId: A", "+        operationId: DoA"]),
        (("http-method-changed", (), "method", "POST", "PUT"), ["-      post:", "+      put:"]),
        (("path-changed", (), "path", "/brand/a/{id}", "/brand/aa/{a_id}"),
         ["-      name: id", "+      name: a_id", "-  /brand/a/{id}:", "+  /brand/aa/{a_id}:"]),
        (("error-added", (), "responses", None, {"status": "404", "code": "NONE", "message": "没有"}),
         ['+          "404":', "+            description: NONE（页面所列）", "+            content:", "+              application/json:",
          "+                schema:", "+                  $ref: common.yaml#/components/schemas/Error", "+                example:",
          "+                  code: NONE", "+                  message: 没有"]),
        (("error-added", (), "responses", None, {"status": "400", "code": "FULL", "message": "满"}),
         ["-            $ref: common.yaml#/components/responses/Bad", "+            description: d", "+            content:",
          "+              application/json:", "+                schema:", "+                  $ref: common.yaml#/components/schemas/Error",
          "+                examples:", "+                  PARAM_ERROR:", "+                    value:",
          "+                      code: PARAM_ERROR", "+                      message: m", "+                  FULL:",
          "+                    value:", "+                      code: FULL", "+                      message: 满"]),
        (("rule-added", ("body", "note"), "allOf", None, {"field": "kind", "values": ["X"], "required": True, "only": True}), None),
    ],
)  # fmt: skip
def test_one_fact_changes_its_own_lines(spec: Path, one: tuple[Any, ...], lines: list[str] | None) -> None:
    result = applied(spec, change(*one))

    assert [reason for _, reason in result.refused] == []
    if lines is None:
        assert changed_lines(result)[0].lstrip("+ ") in {"allOf:", "- if:"}
    else:
        assert sorted(changed_lines(result)) == sorted(lines)


def test_a_change_of_a_shared_component_names_those_who_share_it(spec: Path) -> None:
    result = applied(spec, change("title-changed", ("body", "goods", "name"), "title", "名", "名字"))

    assert [note for _, note in result.notes] == [
        "area.yaml#/components/schemas/Goods is shared with 1 other operation, such as POST /brand/b"
    ]


def shared(spec: Path, fact: str, after: object) -> Applied:
    """Apply a change to one of two members that share a schema, by a page that says otherwise of the other one."""
    text = AREA.replace("properties:\n        note:", "properties:\n        gift: {$ref: '#/components/schemas/Note'}\n"
                        "        card: {$ref: '#/components/schemas/Note'}\n        note:")  # fmt: skip
    text += "    Note:\n      type: string\n      title: 话\n      enum: [A, B]\n"
    (spec.parent / "area.yaml").write_text(text, encoding="utf-8")
    code = {"title": "title-changed", "enum": "value-gone"}[fact]
    before = {"title": "话", "enum": "B"}[fact]
    wanted = change(code, ("body", "gift"), fact, before, after)

    def remaining(api: Api) -> list[Change]:
        (operation,) = (o for area in api.areas for o in area.operations if o.id == "A")
        found = {p.field.wire: (p.field, api.models[p.field.type.name] if isinstance(p.field.type, Ref) else None)
                 for p in operation.parameters}  # fmt: skip
        left = []
        for name in ("gift", "card"):
            field, model = found[name]
            assert isinstance(model, Enum)
            values = [member.value for member in model.members]
            if fact == "title" and field.doc.title != ("词" if name == "gift" else "话"):
                expected = "词" if name == "gift" else "话"
                left.append(change("title-changed", ("body", name), "title", field.doc.title, expected))
            if fact == "enum" and name == "gift" and "B" in values:
                left.append(wanted)
            if fact == "enum" and name == "card" and "B" not in values:
                left.append(change("value-added", ("body", "card"), "enum", None, "B"))
        return left

    return apply(inspect(load(spec)), replace(PAGE, fields=(CARD,)), [wanted], remaining)


def test_a_title_stands_beside_the_reference_if_the_page_says_otherwise_of_who_shares_the_schema(spec: Path) -> None:
    result = shared(spec, "title", "词")

    assert changed_lines(result) == [
        "-        gift: {$ref: '#/components/schemas/Note'}",
        "+        gift: {$ref: '#/components/schemas/Note', title: 词}",
    ]
    assert (len(result.applied), result.refused) == (1, ())


def test_another_fact_is_refused_if_the_page_says_otherwise_of_who_shares_the_schema(spec: Path) -> None:
    result = shared(spec, "enum", None)

    assert [reason for _, reason in result.refused] == [
        "area.yaml#/components/schemas/Note is shared, and what shares it is documented otherwise: "
    ]
    assert (result.files, result.applied) == ({}, ())


def test_hosts_change_at_the_root(spec: Path) -> None:
    hosts = ["https://api.mch.weixin.qq.com"], ["https://api2.mch.weixin.qq.com", "https://api3.mch.weixin.qq.com"]

    result = applied(spec, change("servers-changed", (), "servers", *hosts, operation=""))

    assert changed_lines(result) == [
        "-  - url: https://api.mch.weixin.qq.com  # the main one",
        "+  - url: https://api2.mch.weixin.qq.com  # the main one",
        "+  - url: https://api3.mch.weixin.qq.com",
    ]


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (("limit-tightened", ("body", "nothing"), "maxLength", 8, 6), "no member nothing"),
        (("limit-tightened", ("query", "id"), "maxLength", 8, 6), "no query parameter id"),
        (("limit-tightened", ("response", "x"), "maxLength", 8, 6), "describes no response"),
        (("value-gone", ("body", "kind"), "enum", "Z", None), "does not list Z"),
        (("rule-gone", ("body", "note"), "allOf", {"field": "kind", "values": ["X"], "required": True, "only": True}, None), "no simple rule"),
        (("rule-added", (), "allOf", None, None), "none of the simple kinds"),
        (("error-gone", (), "responses", {"status": "400", "code": "PARAM_ERROR", "message": "m"}, None), "other operations share"),
        (("example-changed", ("body", "kind"), "example", "Z", "Y"), "no example"),
        (("member-added", ("body", "new"), "", None, None), "the page has no field body.new"),
        (("words-changed", (), "", None, None), "by hand"),
    ],
)  # fmt: skip
def test_what_cannot_be_applied_is_listed_with_the_reason(spec: Path, one: tuple[Any, ...], reason: str) -> None:
    result = applied(spec, change(*one))

    assert reason in result.refused[0][1]
    assert result.files == {}
    assert result.applied == ()


def test_a_change_that_makes_a_problem_is_taken_back_and_the_others_stay(spec: Path) -> None:
    method = change("http-method-changed", (), "method", "POST", "PUNCH")
    fine = change("title-changed", (), "summary", "一", "二")

    result = applied(spec, method, fine)

    assert fine in result.applied
    assert method in [refused for refused, _ in result.refused]
    assert "would lose an operation" in result.refused[0][1]
    assert changed_lines(result) == ["-        summary: 一", "+        summary: 二"]


def test_a_file_that_cannot_be_edited_refuses_everything_with_the_reason(spec: Path) -> None:
    root = {"openapi": "3.1.1", "info": {"title": "\U0001f600", "version": "1"}, "paths": {}}
    operation = {"operationId": "A", "responses": {"204": {"description": "d"}}}
    spec.write_text(json.dumps(root | {"paths": {"/brand/a/{id}": {"post": operation}}}), encoding="utf-8")

    result = applied(spec, change("title-changed", (), "summary", "一", "二"))

    assert [reason.split(":")[0] for _, reason in result.refused] == ["openapi.yaml cannot be edited"]
    assert result.files == {}


def test_a_spec_in_json_stays_json(spec: Path) -> None:
    operation = {"operationId": "A", "summary": "一", "responses": {"204": {"description": "d"}}}
    root = {"openapi": "3.1.1", "info": {"title": "T", "version": "1"}, "paths": {"/brand/a/{id}": {"post": operation}}}
    spec.write_text(json.dumps(root, indent=2, ensure_ascii=False), encoding="utf-8")
    rate = {"requests": 5, "seconds": 1, "per": "brand"}

    result = applied(
        spec,
        change("title-changed", (), "summary", "一", "二"),
        change("rate-changed", (), "x-wxbrand-rate-limit", None, rate),
    )

    expected = root | {
        "paths": {"/brand/a/{id}": {"post": operation | {"summary": "二", "x-wxbrand-rate-limit": rate}}}
    }
    assert json.loads(result.files["openapi.yaml"]) == expected


def test_files_are_written_all_or_none(spec: Path) -> None:
    result = applied(spec, change("title-changed", (), "summary", "一", "二"))

    write(result.folder, result.files)

    assert (spec.parent / "area.yaml").read_text(encoding="utf-8") == AREA.replace("summary: 一", "summary: 二")
    assert sorted(path.name for path in spec.parent.iterdir()) == ["area.yaml", "common.yaml", "openapi.yaml"]
    with pytest.raises(OSError, match="nowhere"):
        write(spec.parent, {"area.yaml": b"", "nowhere/x.yaml": b""})
    assert (spec.parent / "area.yaml").read_bytes() != b""
    assert sorted(path.name for path in spec.parent.iterdir()) == ["area.yaml", "common.yaml", "openapi.yaml"]


def test_of_a_part_of_the_path_it_is_recorded_that_the_page_calls_it_optional(spec: Path) -> None:
    result = applied(spec, change("now-optional", ("path", "id"), "required", True, False))

    (content,) = result.files.values()
    assert result.refused == ()
    assert "- fact: required" in content.decode()
    assert "says: false" in content.decode()

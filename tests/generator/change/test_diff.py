"""`wxbrand diff`: each kind of change with its level and message, and edits that are no change."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from wxbrand_codegen.change.comparison import Change, compare
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.pipeline import read

BASE = """
openapi: 3.1.1
info: {title: t, version: "1"}
servers: [{url: https://api.mch.weixin.qq.com}]
paths:
  /x/{id}:
    post:
      operationId: MakeX
      tags: [x]
      summary: make
      x-wxbrand-rate-limit: {requests: 5, seconds: 1, per: brand}
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: page_token, in: query, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [a]
              properties:
                a: {type: string, maxLength: 10, minLength: 2, pattern: "^[a-z]+$", example: abc}
                b: {type: integer, maximum: 9}
                c: {$ref: "#/components/schemas/Both"}
                kind: {$ref: "#/components/schemas/Kind"}
                list: {type: array, maxItems: 3, items: {type: string}}
              dependentRequired: {b: [kind]}
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [r]
                properties:
                  r: {type: string, maxLength: 5, example: r}
                  s: {type: integer}
                  both: {$ref: "#/components/schemas/Both"}
                  kind: {$ref: "#/components/schemas/Kind"}
                  items: {type: array, items: {type: string}}
                  next: {type: string}
        "400": {description: bad}
  /y:
    get:
      operationId: GetY
      tags: [y]
      responses: {"204": {description: none}}
webhooks:
  X.DONE:
    post:
      operationId: XDone
      tags: [x]
      x-wxbrand-notification: {event-type: X.DONE, resource: {$ref: "#/components/schemas/Both"}, same-if: [m]}
      responses: {"204": {description: ok}}
components:
  schemas:
    Both: {type: object, title: both, properties: {m: {type: string}, n: {type: boolean}}}
    Kind: {type: string, enum: [A, B], x-wxbrand-enum-meanings: {A: a, B: b}}
"""

POST = ("paths", "/x/{id}", "post")
BODY = (*POST, "requestBody", "content", "application/json", "schema")
ANSWER = (*POST, "responses", "200", "content", "application/json", "schema")
SCHEMAS = ("components", "schemas")
GONE = object()


def api(folder: Path, document: Any, name: str) -> Api:
    path = folder / name
    path.write_text(document if isinstance(document, str) else yaml.safe_dump(document, sort_keys=False), "utf-8")
    return read(path)[1].api


def edited(*edits: tuple[tuple[Any, ...], Any]) -> Any:
    document = yaml.safe_load(BASE)
    for place, value in edits:
        holder = document
        for step in place[:-1]:
            holder = holder[step]
        if value is GONE:
            del holder[place[-1]]
        else:
            holder[place[-1]] = value
    return document


Compare = Callable[[Any, Any], list[Change]]


@pytest.fixture
def diff(tmp_path: Path) -> Compare:
    return lambda old, new: compare(api(tmp_path, old, "old.yaml"), api(tmp_path, new, "new.yaml"))


# The edited place and its new value; code and level of that change; code and level of the opposite change.
ROWS: list[tuple[tuple[Any, ...], Any, str, str, str, str]] = [
    (("paths", "/y"), GONE, "method-gone", "breaking", "method-added", "additive"),
    ((*POST, "operationId"), "BuildX", "method-renamed", "breaking", "method-renamed", "breaking"),
    ((*POST, "tags"), ["z"], "method-renamed", "breaking", "method-renamed", "breaking"),
    ((*POST, "summary"), "build", "title-changed", "documentation", "title-changed", "documentation"),
    ((*POST, "x-wxbrand-rate-limit"), GONE, "rate-changed", "documentation", "rate-changed", "documentation"),
    ((*POST, "parameters", 1, "required"), True, "now-required", "breaking", "now-optional", "additive"),
    ((*POST, "parameters", 1, "name"), "other", "member-gone", "breaking", "member-gone", "breaking"),
    ((*POST, "parameters", 1, "in"), "header", "place-changed", "additive", "place-changed", "additive"),
    ((*POST, "parameters", 1, "allowReserved"), True, "style-changed", "additive", "style-changed", "additive"),
    ((*BODY, "properties", "list"), GONE, "member-gone", "breaking", "member-added", "additive"),
    ((*BODY, "required"), ["a", "b"], "now-required", "breaking", "now-optional", "additive"),
    ((*BODY, "required"), [], "now-optional", "additive", "now-required", "breaking"),
    ((*BODY, "properties", "a", "maxLength"), 9, "limit-tightened", "breaking", "limit-loosened", "additive"),
    ((*BODY, "properties", "a", "maxLength"), GONE, "limit-loosened", "additive", "limit-tightened", "breaking"),
    ((*BODY, "properties", "a", "minLength"), 3, "limit-tightened", "breaking", "limit-loosened", "additive"),
    ((*BODY, "properties", "a", "pattern"), "^[a-z0-9]+$", "limit-tightened", "breaking", "limit-tightened", "breaking"),
    ((*BODY, "properties", "b", "maximum"), 8, "limit-tightened", "breaking", "limit-loosened", "additive"),
    ((*BODY, "properties", "b", "minimum"), 1, "limit-tightened", "breaking", "limit-loosened", "additive"),
    ((*BODY, "properties", "list", "maxItems"), 2, "limit-tightened", "breaking", "limit-loosened", "additive"),
    ((*BODY, "properties", "list", "items"), {"type": "integer"}, "type-changed", "breaking", "type-changed", "breaking"),
    ((*BODY, "properties", "b", "type"), "string", "type-changed", "breaking", "type-changed", "breaking"),
    ((*BODY, "properties", "b", "type"), "number", "type-widened", "additive", "type-changed", "breaking"),
    ((*BODY, "properties", "a", "type"), ["string", "null"], "null-allowed", "additive", "null-refused", "breaking"),
    ((*BODY, "properties", "a", "x-wxbrand-sensitive"), True, "encryption-changed", "additive", "encryption-changed", "additive"),
    ((*BODY, "properties", "a", "description"), "words", "words-changed", "documentation", "words-changed", "documentation"),
    ((*BODY, "properties", "a", "deprecated"), True, "now-deprecated", "additive", "no-longer-deprecated", "additive"),
    ((*POST, "deprecated"), True, "now-deprecated", "additive", "no-longer-deprecated", "additive"),
    ((*POST, "parameters", 1, "deprecated"), True, "now-deprecated", "additive", "no-longer-deprecated", "additive"),
    ((*ANSWER, "properties", "s", "deprecated"), True, "now-deprecated", "additive", "no-longer-deprecated", "additive"),
    ((*SCHEMAS, "Both", "deprecated"), True, "now-deprecated", "additive", "no-longer-deprecated", "additive"),
    ((*SCHEMAS, "Kind", "x-wxbrand-deprecated-values"), ["B"], "now-deprecated", "additive", "no-longer-deprecated", "additive"),
    (("webhooks", "X.DONE", "post", "deprecated"), True, "now-deprecated", "additive", "no-longer-deprecated", "additive"),
    ((*POST, "requestBody", "required"), False, "body-optional", "additive", "body-required", "breaking"),
    ((*POST, "requestBody", "content", "application/json", "example"), {"a": "xyz"}, "example-changed", "documentation", "example-changed", "documentation"),
    ((*POST, "description"), "words", "words-changed", "documentation", "words-changed", "documentation"),
    ((*BODY, "additionalProperties"), False, "others-refused", "documentation", "others-allowed", "documentation"),
    ((*SCHEMAS, "Both", "additionalProperties"), False, "others-refused", "documentation", "others-allowed", "documentation"),
    ((*BODY, "dependentRequired"), GONE, "rule-gone", "additive", "rule-added", "breaking"),
    ((*BODY, "not"), {"required": ["a", "b"]}, "rule-added", "breaking", "rule-gone", "additive"),
    ((*ANSWER, "properties", "s"), GONE, "member-gone", "breaking", "member-added", "additive"),
    ((*ANSWER, "required"), [], "now-optional", "breaking", "now-required", "additive"),
    ((*ANSWER, "properties", "r", "maxLength"), 4, "answer-limit-changed", "documentation", "answer-limit-changed", "documentation"),
    ((*ANSWER, "properties", "s", "type"), ["integer", "null"], "null-allowed", "breaking", "null-refused", "additive"),
    ((*ANSWER, "properties", "s", "type"), "string", "type-changed", "breaking", "type-changed", "breaking"),
    ((*POST, "responses", "400"), GONE, "error-gone", "documentation", "error-added", "documentation"),
    ((*POST, "responses", "202"), {"description": "later"}, "answer-added", "breaking", "answer-gone", "breaking"),
    ((*SCHEMAS, "Kind", "enum"), ["A"], "value-gone", "breaking", "value-added", "additive"),
    ((*SCHEMAS, "Kind", "x-wxbrand-enum-meanings", "A"), "other", "meaning-changed", "documentation", "meaning-changed", "documentation"),
    ((*SCHEMAS, "Both", "properties", "m"), {"type": "integer"}, "type-changed", "breaking", "type-changed", "breaking"),
    ((*SCHEMAS, "Both", "properties", "o"), {"type": "string"}, "member-added", "additive", "member-gone", "breaking"),
    ((*SCHEMAS, "Both", "title"), "two", "title-changed", "documentation", "title-changed", "documentation"),
    (("webhooks",), {}, "notification-gone", "breaking", "notification-added", "additive"),
    (("webhooks", "X.DONE", "post", "operationId"), "XEnded", "class-renamed", "breaking", "class-renamed", "breaking"),
    (
        ("webhooks", "X.DONE", "post", "x-wxbrand-notification", "same-if"), ["n"],
        "repeat-key-changed", "breaking", "repeat-key-changed", "breaking",
    ),
    (
        (*POST, "x-wxbrand-paging"), {"items": "items", "token": "page_token", "next": "next"},
        "iterator-added", "additive", "iterator-gone", "breaking",
    ),
    (
        ("security",),
        [{"WECHATPAY2-SHA256-RSA2048": []}],
        "scheme-changed",
        "breaking",
        "scheme-changed",
        "breaking",
    ),
    (("servers",), [{"url": "https://api2.mch.weixin.qq.com"}], "servers-changed", "additive", "servers-changed", "additive"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "code", "level", "back", "back_level"), ROWS)
def test_each_kind_of_change_and_its_opposite(
    diff: Compare, place: tuple[Any, ...], value: Any, code: str, level: str, back: str, back_level: str
) -> None:
    old, new = edited(), edited((place, value))

    there = {(change.code, change.level) for change in diff(old, new)}
    returned = {(change.code, change.level) for change in diff(new, old)}

    assert (code, level) in there
    assert not back or (back, back_level) in returned
    assert level == "breaking" or not any(found == "breaking" for _, found in there)


# The edited place, its new value, and the message for that change.
MESSAGES: list[tuple[tuple[Any, ...], Any, str]] = [
    (("servers",), [{"url": "https://api2.mch.weixin.qq.com"}], "servers changed from https://api.mch.weixin.qq.com to https://api2.mch.weixin.qq.com"),
    (("paths", "/y"), GONE, "y.get_y removed (GET /y)"),
    (("paths", "/z"), {"get": {"operationId": "GetZ", "tags": ["y"], "responses": {"204": {"description": "none"}}}}, "y.get_z added (GET /z)"),
    ((*POST, "operationId"), "BuildX", "x.make_x renamed to x.build_x"),
    ((*POST, "summary"), "build", "x.make_x: title changed from make to build"),
    ((*POST, "x-wxbrand-rate-limit"), GONE, "x.make_x: rate limit removed: 5 in 1 s per brand"),
    ((*POST, "x-wxbrand-rate-limit", "requests"), 9, "x.make_x: rate limit changed from 5 in 1 s per brand to 9 in 1 s per brand"),
    ((*POST, "x-wxbrand-page"), {"id": "40", "title": "t", "updated": "2026-01-02"}, "x.make_x: documentation page: title added: t, id added: 40, date added: 2026-01-02"),
    ((*POST, "x-wxbrand-preconditions"), ["sign up"], "x.make_x: preconditions changed"),
    ((*POST, "x-wxbrand-idempotency"), {"field": "a", "repeat": "safe"}, "x.make_x: safety of repeating added: safe"),
    ((*POST, "x-wxbrand-idempotency"), {"field": "a", "repeat": "safe"}, "x.make_x: request number added: a"),
    ((*POST, "x-wxbrand-paging"), {"items": "items", "token": "page_token", "next": "next"}, "x.iter_make_x added"),
    ((*POST, "parameters", 1, "required"), True, "x.make_x.page_token: now required in requests"),
    ((*POST, "parameters", 1, "in"), "header", "x.make_x.page_token moved from query to header"),
    ((*POST, "parameters", 1, "allowReserved"), True, "x.make_x.page_token: style changed from form explode to form explode reserved"),
    ((*POST, "parameters", 1, "name"), "other", "x.make_x: field page_token removed from requests"),
    ((*POST, "parameters", 1, "name"), "other", "x.make_x: optional field other added to requests"),
    ((*BODY, "required"), [], "x.make_x.a: now optional in requests"),
    ((*BODY, "properties", "a", "maxLength"), 9, "x.make_x.a: maximum length lowered from 10 to 9"),
    ((*BODY, "properties", "a", "maxLength"), GONE, "x.make_x.a: maximum length removed: 10"),
    ((*BODY, "properties", "a", "minLength"), 3, "x.make_x.a: minimum length raised from 2 to 3"),
    ((*BODY, "properties", "a", "pattern"), GONE, "x.make_x.a: pattern removed: ^[a-z]+\\Z"),
    ((*BODY, "properties", "b", "minimum"), 0, "x.make_x.b: minimum added: 0"),
    ((*BODY, "properties", "b", "multipleOf"), 2, "x.make_x.b: divisor added: 2"),
    ((*BODY, "properties", "b", "default"), 4, "x.make_x.b: default added: 4"),
    ((*BODY, "properties", "list", "maxItems"), 2, "x.make_x.list: maximum number of items lowered from 3 to 2"),
    ((*BODY, "properties", "list", "uniqueItems"), True, "x.make_x.list: items must now be unique"),
    ((*BODY, "properties", "list", "items"), {"type": "integer"}, "x.make_x.list[]: type changed from string to integer"),
    ((*BODY, "properties", "b", "type"), "number", "x.make_x.b: type widened from integer to number in requests"),
    ((*BODY, "properties", "a", "type"), ["string", "null"], "x.make_x.a: now nullable in requests"),
    ((*BODY, "properties", "a", "x-wxbrand-sensitive"), True, "x.make_x.a: now encrypted"),
    ((*BODY, "properties", "a", "deprecated"), True, "x.make_x.a: now deprecated"),
    ((*POST, "deprecated"), True, "x.make_x: now deprecated"),
    ((*SCHEMAS, "Both", "deprecated"), True, "Both: now deprecated"),
    ((*SCHEMAS, "Kind", "x-wxbrand-deprecated-values"), ["B"], "Kind.B: now deprecated"),
    ((*BODY, "dependentRequired"), GONE, "x.make_x: rule removed: 填了 b 时，kind 必填"),
    ((*POST, "responses", "400"), GONE, "x.make_x: response 400 removed"),
    ((*POST, "responses", "202"), {"description": "later"}, "x.make_x: response 202 added"),
    ((*POST, "responses", "200", "content"), {"text/csv": {}}, "x.make_x: response 200 changed from JSON to text/csv"),
    ((*POST, "requestBody", "content"), {"text/plain": {"schema": {"type": "string"}}}, "x.make_x: body changed from application/json (an argument for each member) to text/plain (one argument)"),
    ((*SCHEMAS, "Kind", "enum"), ["A"], "Kind.B removed"),
    ((*SCHEMAS, "Kind", "enum"), ["A", "B", "C"], "Kind.C added"),
    (("webhooks",), {}, "XDoneNotification removed (X.DONE)"),
    (("webhooks", "X.DONE", "post", "operationId"), "XEnded", "class XDoneNotification renamed to XEndedNotification"),
    (("webhooks", "X.DONE", "post", "x-wxbrand-notification", "same-if"), ["n"], "XDoneNotification: repeat key changed from m to n"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "value", "message"), MESSAGES)
def test_a_message_names_the_place_and_says_what_changed(
    diff: Compare, place: tuple[Any, ...], value: Any, message: str
) -> None:
    assert message in [change.message for change in diff(edited(), edited((place, value)))]


def test_a_member_that_becomes_required_is_reported_for_each_direction(diff: Compare) -> None:
    changes = diff(edited(), edited(((*SCHEMAS, "Both", "required"), ["m"])))

    assert {(change.level, change.message) for change in changes} == {
        ("breaking", "Both.m: now required in requests"),
        ("additive", "Both.m: now required in responses"),
    }


def test_a_new_path_breaks_the_wire_but_no_caller(diff: Compare) -> None:
    new = BASE.replace("/y:", "/other/y:")

    (change,) = diff(BASE, new)

    assert (change.code, change.level, change.wire) == ("path-changed", "additive", "breaking")
    assert (change.old, change.new) != (None, None)


SAME = [
    lambda text: text.replace("tags: [x]\n      summary", "tags: [x]  # a comment\n\n      summary"),
    lambda text: text.replace("{m: {type: string}, n: {type: boolean}}", "{n: {type: boolean}, m: {type: string}}"),
    lambda text: text.replace("[A, B]", "[B, A]"),
    lambda text: text.replace("required: [a]", "required:\n              - a"),
    lambda text: re.sub(r"  /y:\n.*?(?=webhooks)", "", text, flags=re.DOTALL).replace(
        "paths:\n", "paths:\n" + (re.search(r"  /y:\n.*?(?=webhooks)", text, re.DOTALL) or [""])[0]
    ),
    lambda text: text.replace("example: abc", "example: abcd"),
    lambda text: text.replace('version: "1"', 'version: "2"'),
]


@pytest.mark.parametrize("change", SAME)
def test_order_comments_and_layout_are_no_change(diff: Compare, change: Callable[[str], str]) -> None:
    assert change(BASE) != BASE
    assert diff(BASE, change(BASE)) == []


def test_parameters_of_one_name_in_two_places_are_kept_apart(diff: Compare) -> None:
    both = BASE.replace("- {name: page_token, in: query,", "- {name: a, in: query,")
    longer = both.replace("in: query, schema: {type: string}", "in: query, schema: {type: string, maxLength: 3}")

    assert diff(both, both) == []
    assert [(change.code, change.message.split(":")[0]) for change in diff(both, longer)] == [
        ("limit-tightened", "x.make_x.a")
    ]
    assert [change.code for change in diff(both, BASE)] == ["member-gone", "name-changed", "member-added"]


def test_merge_keys_and_split_files_are_no_change(diff: Compare, tmp_path: Path) -> None:
    merged = BASE.replace(
        '{type: string, maxLength: 10, minLength: 2, pattern: "^[a-z]+$", example: abc}',
        "{<<: &text {type: string, maxLength: 99, minLength: 2}, maxLength: 10, pattern: '^[a-z]+$', example: abc}",
    )
    split = re.sub(r"Kind: \{type.*", "Kind: {$ref: 'kind.yaml'}", merged).replace(
        'kind: {$ref: "#/components/schemas/Kind"}', "kind: {$ref: kind.yaml}"
    )
    (kind,) = re.findall(r"Kind: (\{type.*)", BASE)
    (tmp_path / "kind.yaml").write_text(kind)

    changes = diff(BASE, split)

    assert split.count("kind.yaml") == 3
    assert changes == []


def test_a_shared_model_is_reported_once_for_each_direction(diff: Compare) -> None:
    new = edited(((*SCHEMAS, "Both", "properties", "m"), GONE), (("webhooks",), {}))
    changes = [change for change in diff(edited((("webhooks",), {})), new) if "Both" in change.message]

    assert sorted(change.message for change in changes) == [
        "Both: field m removed from requests",
        "Both: field m removed from responses",
    ]


@pytest.fixture
def specs(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "old.yaml").write_text(BASE)
    (tmp_path / "new.yaml").write_text(BASE.replace("maxLength: 10", "maxLength: 9"))
    return str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")


def test_the_report_in_its_three_forms(specs: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *specs]) == 0
    text = capsys.readouterr().out
    assert "x.make_x.a: maximum length lowered from 10 to 9" in text
    assert re.search(r"old\.yaml:23:\d+ -> \S*new\.yaml:23:\d+\)", text)
    assert text.endswith("1 breaking; suggested version bump: major\n")

    assert main(["diff", *specs, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("### Breaking\n\n- x.make_x.a: maximum length lowered")

    assert main(["diff", *specs, "--format", "json", "--fail-on", "breaking"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["bump"], told["changes"][0]["code"], told["changes"][0]["old"]["line"]) == (
        "major",
        "limit-tightened",
        23,
    )


def test_nothing_changed(specs: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", specs[0], specs[0], "--fail-on", "documentation"]) == 0
    assert capsys.readouterr().out == "no change: the client stays as it is\n"


def test_a_revision_of_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    spec = tmp_path / "spec" / "openapi.yaml"
    spec.parent.mkdir()
    spec.write_text(re.sub(r"Kind: \{type.*", "Kind: {$ref: 'more.yaml#/MoreKind'}", BASE))
    (spec.parent / "more.yaml").write_text(
        "MoreKind: {type: string, enum: [A, B], x-wxbrand-enum-meanings: {A: a, B: b}}\n"
    )
    for command in ("init -q .", "add -A", "-c user.name=a -c user.email=a@b.example commit -qm one"):
        subprocess.run(["git", *command.split()], check=True, cwd=tmp_path)
    (spec.parent / "more.yaml").write_text("MoreKind: {type: string, enum: [A]}\n")

    assert main(["diff", "git:HEAD", "spec/openapi.yaml"]) == 0

    out = capsys.readouterr().out
    assert " Kind.B removed (HEAD:spec/more.yaml:1:" in out
    assert "wxbrand-diff-" not in out


@pytest.mark.parametrize(
    ("old", "code", "said"),
    [
        ("nothing.yaml", 2, "nothing.yaml is not a file"),
        ("git:", 2, "git: needs a revision"),
        ("git:--output=x", 2, "git: needs a revision"),
        ("git:no-such-revision", 2, ""),
    ],
)
def test_a_spec_that_cannot_be_found_is_one_line(
    specs: tuple[str, str], capsys: pytest.CaptureFixture[str], old: str, code: int, said: str
) -> None:
    assert main(["diff", old, specs[1]]) == code
    assert said in capsys.readouterr().err


def test_problems_of_a_spec_are_printed(
    specs: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.yaml").write_text("openapi: 3.1.1\n")

    assert main(["diff", str(tmp_path / "broken.yaml"), specs[1]]) == 1
    assert "broken.yaml:1:1" in capsys.readouterr().err

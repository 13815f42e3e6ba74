"""`wxbrand diff`: each kind of change, with its level; and what is no change."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from wxbrand_codegen.change.changes import Change
from wxbrand_codegen.change.compare import compare
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


# What is edited, what is put there, and what is said of it; then what is said the other way round.
ROWS: list[tuple[tuple[Any, ...], Any, str, str, str, str]] = [
    (("paths", "/y"), GONE, "method-gone", "breaking", "method-added", "additive"),
    ((*POST, "operationId"), "BuildX", "method-renamed", "breaking", "method-renamed", "breaking"),
    ((*POST, "tags"), ["z"], "method-renamed", "breaking", "method-renamed", "breaking"),
    ((*POST, "summary"), "build", "words-changed", "documentation", "words-changed", "documentation"),
    ((*POST, "x-wxbrand-rate-limit"), GONE, "rate-changed", "documentation", "rate-changed", "documentation"),
    ((*POST, "parameters", 1, "required"), True, "now-required", "breaking", "now-optional", "additive"),
    ((*POST, "parameters", 1, "name"), "other", "member-gone", "breaking", "member-gone", "breaking"),
    ((*POST, "parameters", 1, "in"), "header", "place-changed", "additive", "place-changed", "additive"),
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
    ((*BODY, "properties", "a", "deprecated"), True, "now-deprecated", "additive", "", ""),
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
    ((*SCHEMAS, "Kind", "x-wxbrand-enum-meanings", "A"), "other", "words-changed", "documentation", "words-changed", "documentation"),
    ((*SCHEMAS, "Both", "properties", "m"), {"type": "integer"}, "type-changed", "breaking", "type-changed", "breaking"),
    ((*SCHEMAS, "Both", "properties", "o"), {"type": "string"}, "member-added", "additive", "member-gone", "breaking"),
    ((*SCHEMAS, "Both", "title"), "two", "words-changed", "documentation", "words-changed", "documentation"),
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


def test_the_path_alone_breaks_the_wire_and_no_caller(diff: Compare) -> None:
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
def test_order_comments_and_form_are_no_change(diff: Compare, change: Callable[[str], str]) -> None:
    assert change(BASE) != BASE
    assert diff(BASE, change(BASE)) == []


def test_a_record_in_several_places_is_told_once(diff: Compare) -> None:
    new = edited(((*SCHEMAS, "Both", "properties", "m"), GONE), (("webhooks",), {}))
    changes = [change for change in diff(edited((("webhooks",), {})), new) if "Both" in change.message]

    assert sorted(change.message for change in changes) == ["Both no longer has m", "Both no longer takes m"]


@pytest.fixture
def specs(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "old.yaml").write_text(BASE)
    (tmp_path / "new.yaml").write_text(BASE.replace("maxLength: 10", "maxLength: 9"))
    return str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")


def test_the_report_in_its_three_forms(specs: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *specs]) == 0
    text = capsys.readouterr().out
    assert "x.make_x.a: max length is 9, no longer 10" in text
    assert re.search(r"old\.yaml:23:\d+ -> \S*new\.yaml:23:\d+\)", text)
    assert text.endswith("1 breaking; suggested version bump: major\n")

    assert main(["diff", *specs, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("### Breaking\n\n- x.make_x.a: max length is 9")

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
    assert "MoreKind no longer has B (HEAD:spec/more.yaml:1:" in out
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
def test_what_cannot_be_compared_gets_one_line(
    specs: tuple[str, str], capsys: pytest.CaptureFixture[str], old: str, code: int, said: str
) -> None:
    assert main(["diff", old, specs[1]]) == code
    assert said in capsys.readouterr().err


def test_a_broken_spec_is_told_as_ever(
    specs: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.yaml").write_text("openapi: 3.1.1\n")

    assert main(["diff", str(tmp_path / "broken.yaml"), specs[1]]) == 1
    assert "broken.yaml:1:1" in capsys.readouterr().err

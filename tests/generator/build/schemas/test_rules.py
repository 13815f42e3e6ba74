"""Rules on members: the supported forms, and that all others are reported with their position."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from wxbrand_codegen.build.api import Built, build
from wxbrand_codegen.config import Config
from wxbrand_codegen.document.inspect import inspect
from wxbrand_codegen.document.load import load
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.models import Rule
from wxbrand_codegen.pipeline import generate
from wxbrand_codegen.problems import Problem

from tests.checkers import RUN_TESTS, run_module


def _built(folder: Path, schema: dict[str, Any]) -> Built:
    """Build a spec whose only body is an object with the members a to d, e with members of its own, and these keywords."""
    properties = {name: {"type": "string"} for name in "abcd"}
    inner = {"type": "object", "properties": {"f": {"type": "string"}, "g": {"type": "boolean"}}}
    body = {"type": "object", "properties": {**properties, "e": inner}, **schema}
    document = {
        "openapi": "3.1.1",
        "info": {"title": "t", "version": "1"},
        "servers": [{"url": "https://api.mch.weixin.qq.com"}],
        "security": [{"WECHATPAY-BRAND-SHA256-RSA2048": []}],
        "paths": {
            "/x": {
                "post": {
                    "operationId": "X",
                    "tags": ["x"],
                    "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
                    "responses": {"204": {"description": "done"}},
                }
            }
        },
    }
    spec = folder / "openapi.yaml"
    spec.write_text(json.dumps(document), "utf-8")
    return build(inspect(load(spec)))


def api_of(folder: Path, **schema: Any) -> Api:
    """Build a spec whose only body has these keywords. Return what it means."""
    return _built(folder, schema).api


def advice_on(folder: Path, **schema: Any) -> tuple[Problem, ...]:
    """Build a spec whose only body has these keywords. Return the advice about it."""
    return _built(folder, schema).advice


def rules_of(api: Api) -> tuple[Rule, ...]:
    body = api.areas[0].operations[0].body
    assert body is not None
    return body.rules


def test_if_then_else_is_two_rules(tmp_path: Path) -> None:
    given, otherwise = rules_of(
        api_of(
            tmp_path,
            **{
                "if": {"properties": {"a": {"const": "A"}}, "required": ["a"]},
                "then": {"required": ["b"], "properties": {"e": {"properties": {"f": False}}}},
                "else": {"properties": {"b": {"enum": ["B", "C"]}}},
            },
        )
    )

    assert [(fact.kind, fact.path, fact.values) for fact in given.conditions] == [
        ("equals", ("a",), ("A",)),
        ("present", ("a",), ()),
        ("present", ("b",), ()),
        ("absent", ("e", "f"), ()),
    ]
    assert otherwise.unless
    assert [(fact.kind, fact.path, fact.values) for fact in otherwise.then] == [("equals", ("b",), ("B", "C"))]


def test_parts_of_all_of_can_be_rules(tmp_path: Path) -> None:
    rules = rules_of(
        api_of(
            tmp_path,
            allOf=[
                {"oneOf": [{"required": ["a"]}, {"required": ["b", "c"]}]},
                {"anyOf": [{"required": ["c"]}, {"required": ["d"]}]},
                {"not": {"required": ["a", "d"]}},
                {"not": {"required": ["d"]}},
                {"dependentRequired": {"a": ["b"], "b": []}},
            ],
        )
    )

    assert [(rule.then[0].kind, rule.then[0].alternatives, rule.then[0].path) for rule in rules] == [
        ("exactly_one", (("a",), ("b", "c")), ()),
        ("at_least_one", (("c",), ("d",)), ()),
        ("not_all", (("a",), ("d",)), ()),
        ("absent", (), ("d",)),
        ("present", (), ("b",)),
    ]


@pytest.mark.parametrize(
    ("schema", "what"),
    [
        ({"if": {"properties": {"a": {"minLength": 3}}}, "then": {"required": ["b"]}}, "minLength"),
        ({"if": {"properties": {"a": {"const": {"x": 1}}}}, "then": {"required": ["b"]}}, "a list or object as const"),
        ({"if": {"oneOf": [{"required": ["a"]}]}, "then": {"required": ["b"]}}, "within if"),
        ({"not": {"properties": {"a": {"const": "A"}}}}, "not with anything but required"),
        ({"dependentRequired": {"a": ["nobody"]}}, "nobody, which is not a property"),
        ({"if": {"required": ["e"]}, "then": {"properties": {"e": {"required": ["zzz"]}}}}, "e.zzz"),
        (
            {"if": {"properties": {"a": {"contains": {"minLength": 1}}}}, "then": {"required": ["b"]}},
            "minLength",
        ),
    ],
)
def test_an_unsupported_form_is_ignored_with_advice(tmp_path: Path, schema: dict[str, Any], what: str) -> None:
    (advice,) = advice_on(tmp_path, **schema)

    assert what in advice.message
    assert advice.code == "unchecked-keyword"
    assert advice.mark.line > 0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    spec = Path(__file__).resolve().parents[2] / "made_up" / "rules.yaml"
    generate(Config(spec=spec, out=folder / "out", package="acme"))
    return folder


def test_the_generated_tests_of_every_branch_pass(made: Path) -> None:
    result = run_module(made, *RUN_TESTS, "out/tests")

    assert result.returncode == 0, result.stdout[-3000:]
    assert (made / "out" / "tests" / "test_coupon.py").read_text("utf-8").count(", but ") >= 8


def test_the_generated_tables_agree_with_a_json_schema_validator(made: Path) -> None:
    document = json.loads((made / "out" / "tests" / "openapi.json").read_text("utf-8"))
    schema = document["paths"]["/coupons"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    validator = jsonschema.Draft202012Validator({**schema, "components": document["components"]})
    tables: dict[str, Any] = {}
    source = (made / "out" / "tests" / "test_coupon.py").read_text("utf-8").partition("class TestSetPeriod")[0]
    for name in ("body: ClassVar = ", "required_body: ClassVar = ", "rules_kept = ", "rules_broken = "):
        text = source.split(f"    {name}", 1)[1].split("\n\n", 1)[0]
        tables[name] = eval(text, {"ABSENT": ...})

    def changed(base: str, edits: Any) -> Any:
        row = next((row[1:] for row in tables["rules_kept = "] if row[0] == base), None)
        plain = tables["required_body: ClassVar = "] if base else tables["body: ClassVar = "]
        body = changed(*row) if row else json.loads(json.dumps(plain))
        for where, value in edits:
            holder = body
            for step in where[:-1]:
                holder = holder[step]
            if value is ...:
                del holder[where[-1]]
            else:
                holder[where[-1]] = value
        return body

    assert all(validator.is_valid(changed(base, edits)) for _, base, edits in tables["rules_kept = "])
    assert not any(validator.is_valid(changed(base, edits)) for _, base, edits, _ in tables["rules_broken = "])
    assert len(tables["rules_broken = "]) >= 10


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ({"if": {"properties": {"a": {"enum": [f"v{n}" for n in range(200)]}}}, "then": {"required": ["b"]}}, "a list of over 200"),
        ({"if": {"properties": {"a": {"const": "v" * 201}}}, "then": {"required": ["b"]}}, "a value of over 200 characters"),
        ({"oneOf": [{"required": [f"m{n}" for n in range(20)]}] * 10}, "a list of over 200"),
    ],
)  # fmt: skip
def test_a_rule_with_too_many_names_or_values_is_ignored_with_advice(
    tmp_path: Path, rule: dict[str, Any], what: str
) -> None:
    (advice,) = advice_on(tmp_path, **rule)

    assert what in advice.message


@pytest.mark.parametrize(
    "rule",
    [
        {"if": {"properties": {"a": {"const": value}}, "required": ["a"]}, "then": {"required": ["b"]}}
        for value in (None, 1.5, True, 10**30)
    ]
    + [
        {"oneOf": [{"required": []}, {"required": ["a"]}]},
        {"anyOf": [{"required": []}]},
        {"not": {"required": []}},
        {"if": {"required": ["a"]}, "then": {"properties": {"e": {"properties": {"g": {"const": "x"}}}}}},
    ],
)
def test_a_rule_that_can_never_be_kept_or_violated_is_ignored_with_advice(tmp_path: Path, rule: dict[str, Any]) -> None:
    (advice,) = advice_on(tmp_path, **rule)

    assert re.search(r"openapi\.yaml:1:[0-9]+ unchecked-keyword  .*(empty list|cannot have)", str(advice))


@pytest.mark.parametrize("condition", [True, {}])
def test_without_a_condition_then_always_applies_and_else_never(tmp_path: Path, condition: Any) -> None:
    (rule,) = rules_of(api_of(tmp_path, **{"if": condition, "then": {"required": ["a"]}, "else": {"required": ["b"]}}))

    assert (rule.when, rule.unless, [fact.path for fact in rule.then]) == ((), False, [("a",)])

"""The messages for rules on several fields: each names the fields, and the condition under which the rule applies."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox import Sandbox
from wxbrand_codegen.sandbox.schemas.nodes import node_at
from wxbrand_codegen.sandbox.schemas.validation import SchemaValidator
from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.testing import RequestRefused, WeChatPay

from tests.generator.sandbox.conftest import Caller

SPEC = Path(__file__).resolve().parents[3] / "spec" / "openapi.yaml"
STRING: dict[str, Any] = {"type": "string"}


def when(condition: dict[str, Any], **branches: Any) -> dict[str, Any]:
    return {"if": condition, **branches}


IS_SINGLE = {"properties": {"mode": {"const": "SINGLE"}}, "required": ["mode"]}
HAS_APP = {"properties": {"ways": {"contains": {"const": "APP"}}}, "required": ["ways"]}
ALL_OR_SOME = {
    "properties": {"mode": {"enum": ["ALL", "SOME"]}, "a": {"not": {"const": "x"}}},
    "required": ["mode", "a"],
}


def message(rule: dict[str, Any], value: Any) -> str:
    properties: dict[str, Any] = {name: {} for name in ("a", "b", "c", "mode", "ways", "inner")}
    document = {"schema": {"properties": properties, **rule}}
    with pytest.raises(RequestRefused) as caught:
        SchemaValidator(document).validate(node_at(document, "#/schema"), value, "body")
    return str(caught.value.message)


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ({"not": {"required": ["a", "b"]}}, {"a": 1, "b": 1}, "body: a and b exclude each other"),
        (
            {"not": {"required": ["a", "b", "c"]}},
            {"a": 1, "b": 1, "c": 1},
            "body: a, b and c must not all be given together",
        ),
        ({"not": {"required": ["a"]}}, {"a": 1}, "body.a: must be left out"),
        (
            {"not": {"anyOf": [{"required": ["a", "b"]}, {"required": ["a", "c"]}]}},
            {"a": 1, "c": 1},
            "body: a and c exclude each other",
        ),
        (
            {"not": {"properties": {"mode": {"const": "ALL"}}, "required": ["mode", "b"]}},
            {"mode": "ALL", "b": 1},
            "body: is not allowed: mode is ALL and b is given",
        ),
        (
            {"not": {"properties": {"a": {"minimum": 5}, "b": {"minimum": 5}}}},
            {"a": 6, "b": 6},
            "body: is not allowed: a is at least 5 and b is at least 5",
        ),
        ({"properties": {"a": {"not": {"const": 3}}}}, {"a": 3}, "body.a: must not be 3"),
        ({"properties": {"a": {"not": {"enum": ["x", "y"]}}}}, {"a": "y"}, "body.a: must not be x or y"),
        ({"properties": {"a": {"not": {"pattern": "^x"}}}}, {"a": "xy"}, "body.a: must not match ^x"),
        ({"properties": {"a": {"not": {"minLength": 2}}}}, {"a": "xy"}, "body.a: must not have at least 2 characters"),
        ({"properties": {"a": {"not": {"type": "string"}}}}, {"a": "xy"}, "body.a: must not be of type string"),
        (
            {"not": {"allOf": [{"required": ["a"]}, {"required": ["b"]}]}},
            {"a": 1, "b": 1},
            "body: is not allowed: a is given and b is given",
        ),
        ({"not": {"not": {"required": ["a"]}}}, {}, "body: is not allowed: a is not given"),
        (
            {"not": {"dependentRequired": {"a": ["b"]}}},
            {},
            "body: has a combination of a and b that is not allowed",
        ),
        ({"not": {"properties": {"a": {"format": "x"}}}}, {"a": 1}, "body: has a value of a that is not allowed"),
        ({"properties": {"a": {"not": True}}}, {"a": 1}, "body.a: is not allowed"),
        (
            {"oneOf": [{"required": ["a"]}, {"required": ["b", "c"]}]},
            {},
            "body: exactly one of these must be given: a, b with c",
        ),
        ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, {}, "body: at least one of these must be given: a, b"),
        (
            {"anyOf": [IS_SINGLE, {"required": ["b"]}]},
            {},
            "body: at least one of these must be so: mode is SINGLE; b is given",
        ),
        (
            {"anyOf": [{"required": ["a"], "minProperties": 2}, {"required": ["b"], "minProperties": 2}]},
            {},
            "body: matches none of the 2 alternatives in the spec, which are about a and b",
        ),
        (
            {"properties": {"a": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}},
            {"a": []},
            "body.a: matches none of the 2 alternatives in the spec",
        ),
        ({"dependentRequired": {"a": ["b", "c"]}}, {"a": 1, "b": 1}, "body.c: is required when a is given"),
        ({"dependentSchemas": {"a": {"required": ["b"]}}}, {"a": 1}, "body.b: is required when a is given"),
        (when(IS_SINGLE, then={"required": ["b"]}), {"mode": "SINGLE"}, "body.b: is required when mode is SINGLE"),
        (
            when(IS_SINGLE, **{"else": {"properties": {"b": False}}}),
            {"mode": "ALL", "b": 1},
            "body.b: must be left out unless mode is SINGLE",
        ),
        (when(HAS_APP, then={"required": ["b"]}), {"ways": ["APP"]}, "body.b: is required when ways contains APP"),
        (
            when(ALL_OR_SOME, then={"properties": {"b": {"const": True}}}),
            {"mode": "ALL", "a": "y", "b": False},
            "body.b: must be true when mode is ALL or SOME and a is not x",
        ),
        (
            when({"required": ["a"]}, then=when(IS_SINGLE, then={"required": ["b"]})),
            {"a": 1, "mode": "SINGLE"},
            "body.b: is required when mode is SINGLE and when a is given",
        ),
        (
            when({"properties": {"inner": IS_SINGLE}, "required": ["inner"]}, then={"required": ["b"]}),
            {"inner": {"mode": "SINGLE"}},
            "body.b: is required when inner.mode is SINGLE",
        ),
        (
            when({"properties": {"a": {"minimum": 5}}}, then={"required": ["b"]}),
            {"a": 6},
            "body.b: is required when a is at least 5",
        ),
        (when({"not": IS_SINGLE}, then={"required": ["b"]}), {}, "body.b: is required when mode is not SINGLE"),
        (when({"not": {"required": ["a"]}}, then={"required": ["b"]}), {}, "body.b: is required when a is not given"),
        (
            when({"anyOf": [IS_SINGLE, {"required": ["c"]}]}, then={"required": ["b"]}),
            {"c": 1},
            "body.b: is required when either mode is SINGLE or c is given",
        ),
        (
            when({"properties": {"a": {"format": "x"}}}, then={"required": ["b"]}),
            {"a": 6},
            "body.b: is required under a condition on a",
        ),
        ({"dependentSchemas": {"a": False}}, {"a": 1}, "body.a: must be left out"),
        (
            {"properties": {"a": {"prefixItems": [{}], "items": False}}},
            {"a": [1, 2]},
            "body.a: has more items than the spec allows",
        ),
        ({"properties": {"a": False}}, {"a": 1}, "body.a: must be left out"),
        ({"properties": {"a": {"contains": {"const": 1}}}}, {"a": [2]}, "body.a: must contain 1"),
        (
            {"properties": {"a": {"contains": {"minimum": 1}}}},
            {"a": [0]},
            "body.a: must contain an item that is at least 1",
        ),
        (
            {"properties": {"a": {"contains": {"const": 1}, "minContains": 2}}},
            {"a": [1]},
            "body.a: must contain at least 2 items of which each is 1",
        ),
        (
            {"properties": {"a": {"contains": {"const": 1}, "maxContains": 1}}},
            {"a": [1, 1]},
            "body.a: must contain at least 1 and at most 1 items of which each is 1",
        ),
        ({"minProperties": 1}, {}, "body: has 0 fields; at least 1 are needed"),
        ({"properties": {"a": {"multipleOf": 10}}}, {"a": 15}, "body.a: must be a multiple of 10"),
        (
            {"properties": {"a": {"additionalProperties": STRING, "propertyNames": {"maxLength": 2}}}},
            {"a": {"abc": "x"}},
            "body.a: has 3 characters; at most 2 are allowed in the key 'abc'",
        ),
        (
            {"patternProperties": {"^a": {}}, "additionalProperties": False},
            {"d": 1},
            "body.d: is not allowed by the spec",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_fields_and_the_condition_are_named(rule: dict[str, Any], value: Any, expected: str) -> None:
    assert message(rule, value) == expected


def test_an_item_of_a_list_is_named() -> None:
    document = {"schema": {"items": {"type": "integer"}}}

    with pytest.raises(RequestRefused, match=r"^body\[1\]: must be integer, not string$"):
        SchemaValidator(document).validate(node_at(document, "#/schema"), [1, "b"], "body")


def test_the_spec_names_the_periods_that_exclude_each_other(
    wechat_pay: WeChatPay, keys: tuple[WeChatPay, Credentials]
) -> None:
    document = plain(read(SPEC)[0].root)
    template = "/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks"
    body = deepcopy(document["paths"][template]["post"]["requestBody"]["content"]["application/json"]["example"])
    period = {"begin_time": "2025-08-01T00:00:00+08:00", "end_time": "2025-08-02T00:00:00+08:00"}
    times = {"available_days": 10, "irregular_available_period_list": [period]}
    body["stock"]["single_usage_rule"]["coupon_available_period"] |= times
    call = Caller(credentials=keys[1], sandbox=Sandbox(document, wechat_pay))

    answer = call("POST", template.replace("{product_coupon_id}", "200000001"), body)

    assert json.loads(answer.body)["message"] == (
        "body.stock.single_usage_rule.coupon_available_period: "
        "available_days and irregular_available_period_list exclude each other"
    )

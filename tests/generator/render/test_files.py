"""The rendered package: text of a spec stays text, and facts of the spec become wire facts."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.models import RateLimit

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

HOSTILE = [
    '"""',
    '""" + __import__("os").system("touch pwned") + """',
    "'''",
    'ends with a quote "',
    "ends with a backslash \\",
    "\\",
    '\\"""',
    '"',
    "#} {{ view.__class__ }} {% raw %} {% endfor %}",
    "{view} {0} {{}} %s %(a)s $x ${x}",
    "# -*- coding: utf-7 -*-",
    "a\r\nb\rc",
    "a\u2028b\u2029c\u0085d",
    "\\u202e \\N{DIGIT ONE} \\x00",
    "\n# type: ignore\n# fmt: off\n",
    " ",
    "\t",
    "券" * 500,
    "x" * 2000,
    "```\nimport os\n```",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_spec_never_becomes_code(workshop: Workshop, text: str) -> None:
    shown = json.dumps(text)
    key = json.dumps(text[:99])  # YAML keeps keys short
    workshop.whole(f"""
openapi: 3.1.1
info: {{title: {shown}, description: {shown}, version: {shown}}}
servers: [{{url: "https://api.example.com", description: {shown}}}]
tags: [{{name: thing, description: {shown}}}]
paths:
  /things/{{id}}:
    post:
      operationId: MakeThing
      tags: [thing]
      summary: {shown}
      description: {shown}
      x-wxbrand-page: {{title: {shown}, updated: "2025-01-01"}}
      x-wxbrand-preconditions: [{shown}]
      x-wxbrand-idempotency: {{field: a, repeat: safe, note: {shown}}}
      parameters: [{{name: id, in: path, required: true, description: {shown}, schema: {{type: string, title: {shown}}}}}]
      requestBody:
        description: {shown}
        content:
          application/json:
            schema:
              type: object
              title: {shown}
              properties:
                a: {{type: string, title: {shown}, description: {shown}, default: {shown}, example: {shown}}}
                b: {{type: string, enum: [{shown}], x-wxbrand-enum-meanings: {{{key}: {shown}}}}}
      responses:
        "200":
          description: {shown}
          content: {{application/json: {{schema: {{type: object, description: {shown}, properties: {{c: {{example: {shown}}}}}}}}}}}
        "400": {{description: {shown}, content: {{application/json: {{example: {{code: {shown}}}}}}}}}
""")

    workshop.generate()

    for name, content in workshop.output().items():
        if name.endswith(".py") and name != "tests/conftest.py":
            tree = ast.parse(content)
            assert content.startswith(b"# Made by wxbrand.")
            allowed = (ast.Import, ast.ImportFrom, ast.Expr, ast.ClassDef, ast.Assign, ast.If, ast.FunctionDef)
            assert all(isinstance(statement, allowed) for statement in tree.body), name
            assert all(isinstance(s.value, ast.Constant) for s in tree.body if isinstance(s, ast.Expr)), name
            called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            assert not {"__import__", "exec", "eval", "compile", "open"} & called, name


def test_a_request_is_checked_as_the_spec_says(workshop: Workshop, importing: Callable[[], ModuleType]) -> None:
    from wxbrand_runtime.errors import InvalidRequest
    from wxbrand_runtime.models.validation import validate

    workshop.body("a: {type: string, pattern: '^[a-z]+$', maxLength: 3, example: abc}\nb: {type: integer, minimum: 1}")

    models = importing()

    validate(models.MakeThingRequest(a="abc", b=1))
    for wrong in ({"a": "abc\n"}, {"a": "abcd"}, {"a": ""}, {"b": 0}, {"b": "1"}, {"a": None}):
        with pytest.raises(InvalidRequest) as caught:
            validate(models.MakeThingRequest(**wrong))
        assert caught.value.field in wrong


def test_an_unknown_member_is_refused(workshop: Workshop, importing: Callable[[], ModuleType]) -> None:
    workshop.body("a: {type: string}")

    models = importing()

    with pytest.raises(InvalidRequest):
        models.MakeThingRequest(unknown=1)


def test_wire_facts_keep_the_spelling_of_the_spec(workshop: Workshop, importing: Callable[[], ModuleType]) -> None:
    workshop.body("class: {type: string}\ncamelCase: {type: string}\nx-y: {type: string}")

    operation = importing().MakeThingRequest.operation

    assert operation.spelled == {"class_": "class", "camel_case": "camelCase", "x_y": "x-y"}
    assert (operation.method, operation.path, operation.body) == ("POST", "/things", "members")


def test_the_rate_of_an_operation_is_one_of_its_wire_facts(
    workshop: Workshop, operation: Callable[..., str], importing: Callable[[], ModuleType]
) -> None:
    rate = "      x-wxbrand-rate-limit: {requests: 20, seconds: 3, per: merchant}\n"
    workshop.paths(
        operation(path="/limited", operationId="GetLimited", rest=rate)
        + operation(path="/other", operationId="GetOther")
    )

    models = importing()

    assert models.GetLimitedRequest.operation.rate_limit == RateLimit(requests=20, seconds=3, per="merchant")
    assert models.GetOtherRequest.operation.rate_limit is None


def test_headers_of_the_runtime_are_not_sent_twice_and_others_are_sent(
    workshop: Workshop, operation: Callable[..., str], importing: Callable[[], ModuleType]
) -> None:
    header = "        - {name: %s, in: header, schema: {type: string}}\n"
    rest = "      parameters:\n" + "".join(header % name for name in ("Wechatpay-Serial", "Authorization", "X-Trace"))
    workshop.paths(operation(operationId="GetThing", rest=rest))

    facts = importing().GetThingRequest.operation

    assert (facts.in_header, facts.spelled) == (("x_trace",), {"x_trace": "X-Trace"})


def test_a_model_may_have_the_name_of_its_area_and_of_a_test(
    workshop: Workshop, operation: Callable[..., str], importing: Callable[[], ModuleType]
) -> None:
    schemas = "components:\n  schemas:\n    Store: {type: object, properties: {t: {$ref: '#/components/schemas/TestGetStore'}}}\n"
    schemas += "    TestGetStore: {type: object, properties: {a: {type: string}}}\n"
    get = operation(operationId="GetStore", tags="[store]").replace(
        "{type: object, properties: {done: {type: boolean}}}", "{$ref: '#/components/schemas/Store'}"
    )
    workshop.paths(get + schemas)

    models = importing()

    assert models.GetStoreRequest.operation.replies == {"200": models.Store}
    assert b"class StoreArea(SyncArea)" in workshop.output()["acme/areas/store.py"]
    assert b"import TestGetStore" not in workshop.output()["tests/test_store.py"]


def test_the_joined_spec_has_the_responses_that_the_tests_expect_as_examples(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    workshop.paths(operation(operationId="GetThing"))

    workshop.generate()

    document = json.loads(workshop.output()["tests/openapi.json"])
    media = document["paths"]["/things"]["get"]["responses"]["200"]["content"]["application/json"]
    assert media["example"] == {"done": True}

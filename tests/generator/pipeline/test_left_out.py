"""One operation that cannot be generated is left out and listed; the others are generated. `--strict` refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from wxbrand_codegen.pipeline import generate
from wxbrand_codegen.problems import ProblemsFound

from tests.generator.conftest import REPLY, SIGNED_HEAD, Workshop

MIXED = f"""\
  /good:
    get:
      operationId: GetGood
      tags: [thing]
{REPLY}
  /mixed:
    post:
      operationId: PostMixed
      tags: [thing]
      requestBody: {{content: {{multipart/mixed: {{schema: {{type: string}}}}}}}}
{REPLY}
  /deep:
    get:
      operationId: GetDeep
      tags: [other]
      responses:
        "200":
          description: ok
          content: {{application/json: {{schema: {{$ref: "#/components/schemas/Outer"}}}}}}
components:
  schemas:
    Outer: {{type: object, properties: {{inner: {{$ref: "#/components/schemas/Inner"}}}}}}
    Inner: {{type: object, properties: {{a: {{type: integer, x-wxbrand-sensitive: true}}}}}}
"""


def test_every_problem_is_reported(workshop: Workshop) -> None:
    workshop.paths(MIXED)

    codes = [line.split()[1] for line in workshop.problems()]

    assert sorted(codes) == ["unsupported-body", "unsupported-sensitive"]


def test_operations_with_a_problem_or_that_use_a_record_with_one_are_left_out(workshop: Workshop) -> None:
    workshop.paths(MIXED)

    built = workshop.read()

    assert [operation.id for group in built.api.areas for operation in group.operations] == ["GetGood"]
    assert {entry.key: entry.problem.code for entry in built.api.skipped} == {
        "POST /mixed": "unsupported-body",
        "GET /deep": "unsupported-sensitive",
    }
    assert set(built.api.models) == {"GetGoodResponse"}


def test_strict_refuses_what_is_left_out_unless_that_is_allowed(workshop: Workshop) -> None:
    config = replace(workshop.paths(MIXED, head=SIGNED_HEAD).config(), strict=True)

    with pytest.raises(ProblemsFound, match="unsupported-body") as refused:
        generate(config)

    assert [problem.code for problem in refused.value.problems] == ["unsupported-body", "unsupported-sensitive"]
    assert workshop.output() == {}
    assert generate(replace(config, skip_unsupported=True)).counts == "1 operation in 1 area, 2 left out"


def test_strict_refuses_advice_even_if_nothing_has_changed(workshop: Workshop) -> None:
    workshop.body("a: {type: string, not: {enum: [x]}}").generate()

    with pytest.raises(ProblemsFound, match="unchecked-keyword"):
        generate(replace(workshop.config(), strict=True, skip_unsupported=True))


def test_a_spec_with_no_supported_operation_is_refused(workshop: Workshop) -> None:
    workshop.paths("  /a:\n    trace: {tags: [t], responses: {'204': {description: ok}}}\n")

    with pytest.raises(ProblemsFound, match="unsupported-verb"):
        workshop.read()


def test_a_spec_without_operations_is_refused(workshop: Workshop) -> None:
    workshop.whole("openapi: 3.1.1\ninfo: {title: Test, version: '1'}\npaths: {}\n")

    with pytest.raises(ProblemsFound, match="no-operation"):
        workshop.read()


def test_an_unsupported_rule_is_ignored_and_listed(workshop: Workshop) -> None:
    workshop.body(
        "a: {type: string, not: {enum: [x]}}\nb: {type: object, properties: {c: {}}, anyOf: [{minProperties: 1}]}"
    )

    built = workshop.read()

    assert built.api.skipped == ()
    assert built.api.ignored_rules == (
        "anyOf beside properties is not checked, as it is no rule on members",
        "not is not checked in a schema without properties",
    )

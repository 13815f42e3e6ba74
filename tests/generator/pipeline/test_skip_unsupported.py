"""`--skip-unsupported`: everything else is generated, and what is skipped is listed."""

from __future__ import annotations

import pytest
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.problems import ProblemsFound

from tests.generator.conftest import REPLY, Workshop

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
    Inner: {{type: object, properties: {{a: {{type: string, format: binary}}}}}}
"""


def test_without_it_every_problem_is_reported_and_nothing_generated(workshop: Workshop) -> None:
    workshop.paths(MIXED)

    codes = [line.split()[1] for line in workshop.problems()]

    assert sorted(codes) == ["unsupported-body", "unsupported-type"]


def test_operations_with_a_problem_or_that_use_a_record_with_one_are_skipped(workshop: Workshop) -> None:
    workshop.paths(MIXED)

    _, built = read(workshop.spec, skip_unsupported=True)

    assert [operation.id for group in built.api.areas for operation in group.operations] == ["GetGood"]
    assert {entry.key: entry.problem.code for entry in built.api.skipped} == {
        "POST /mixed": "unsupported-body",
        "GET /deep": "unsupported-type",
    }
    assert set(built.api.models) == {"GetGoodResponse"}


def test_a_problem_of_the_whole_document_is_not_skipped(workshop: Workshop) -> None:
    workshop.whole(f"openapi: 3.1.1\ninfo: {{title: Test, version: '1'}}\npaths:\n{MIXED}")

    with pytest.raises(ProblemsFound, match="no-server"):
        read(workshop.spec, skip_unsupported=True)


def test_a_spec_with_no_supported_operation_is_refused(workshop: Workshop) -> None:
    workshop.paths("  /a:\n    trace: {tags: [t], responses: {'204': {description: ok}}}\n")

    with pytest.raises(ProblemsFound, match="no-operation"):
        read(workshop.spec, skip_unsupported=True)


def test_an_unsupported_rule_is_ignored_and_listed(workshop: Workshop) -> None:
    workshop.body(
        "a: {type: string, not: {enum: [x]}}\nb: {type: object, properties: {c: {}}, anyOf: [{minProperties: 1}]}"
    )
    problem, *_ = workshop.problems()

    _, built = read(workshop.spec, skip_unsupported=True)

    assert "unsupported-keyword  not is not supported in a schema without properties" in problem
    assert built.api.skipped == ()
    assert built.api.ignored_rules == (
        "anyOf beside properties is not supported, so it is ignored",
        "not is not supported in a schema without properties, so it is ignored",
    )

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.ir.operations import Operation

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

PARAMETER = "        - {name: %s, in: %s, schema: {type: string}%s}\n"


def only(workshop: Workshop) -> Operation:
    (group,) = workshop.read().api.areas
    (operation,) = group.operations
    return operation


def parameters(*rows: tuple[str, str], required: str = "") -> str:
    return "      parameters:\n" + "".join(PARAMETER % (*row, required) for row in rows)


def test_headers_that_the_runtime_sets_are_not_parameters(workshop: Workshop, operation: Callable[..., str]) -> None:
    own = ["Authorization", "wechatpay-serial", "Accept", "CONTENT-TYPE", "User-Agent"]
    workshop.paths(operation(rest=parameters(*((name, "header") for name in own), ("X-Trace", "header"))))

    made = only(workshop)

    assert [(p.field.wire, p.location) for p in made.parameters] == [("X-Trace", "header")]


@pytest.mark.parametrize("name", ["Host", "Content-Length", "Cookie", "a b", '"a: b"', "券", "'a\"'"])
def test_a_header_that_must_not_be_set_is_refused(workshop: Workshop, operation: Callable[..., str], name: str) -> None:
    workshop.paths(operation(rest=parameters((name, "header"))))

    assert any("unusable-header" in line for line in workshop.problems())


def test_a_path_parameter_and_a_body_property_of_one_name_get_different_names(workshop: Workshop) -> None:
    workshop.body("id: {type: string}\nid_in_path: {type: string}")
    text = (
        workshop.spec.read_text()
        .replace("/things:", "/things/{id}:")
        .replace(
            "      requestBody:",
            "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      requestBody:",
        )
    )
    workshop.spec.write_text(text)

    made = only(workshop)

    assert [(p.field.name.snake, p.field.wire, p.location) for p in made.parameters] == [
        ("id", "id", "path"),
        ("id_in_body", "id", "body"),
        ("id_in_path", "id_in_path", "body"),
    ]


def test_operations_inherit_the_parameters_of_their_path_and_may_replace_them(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    shared = (
        "    parameters: [{name: a, in: query, schema: {type: string}}, {name: b, in: query, schema: {type: string}}]\n"
    )
    own = "      parameters: [{name: b, in: query, schema: {type: integer}}]\n"
    workshop.paths(operation(rest=own) + shared)

    made = only(workshop)

    assert [(p.field.wire, type(p.field.type).__name__) for p in made.parameters] == [("a", "Text"), ("b", "Integer")]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        (
            "a-b: {type: string}\na_b: {type: string}",
            "openapi.yaml:17:17 name-clash  a_b and a-b (openapi.yaml:16:17) both become a_b",
        ),
        ("a: {enum: [on, ON]}", "openapi.yaml:16:32 name-clash  'ON' and 'on' (openapi.yaml:16:28) both become ON"),
        ("a: {type: string, enum: [1]}", "openapi.yaml:16:35 enum-of-other-type"),
        ("a: {enum: [1, a]}", "openapi.yaml:16:20 unsupported-type"),
        ("a: {enum: [null]}", "openapi.yaml:16:20 unsupported-type"),
        ("a: {type: string, format: binary}", "openapi.yaml:16:35 unsupported-type"),
        ("a: {oneOf: [{type: string}, {type: integer}], maxLength: 3}", "openapi.yaml:16:21 unsupported-keyword"),
        ("a: {allOf: [{maxLength: 2}, {maxLength: 3}]}", "openapi.yaml:16:46 unsupported-allof"),
        ("a: {not: {}}", "openapi.yaml:16:21 unsupported-keyword"),
        ("a: {$id: 'http://example.com'}", "openapi.yaml:16:21 unsupported-keyword"),
        ("a: {properties: {b: {}}, patternProperties: {c: {}}}", "openapi.yaml:16:42 unsupported-keyword"),
        ("a: {properties: {b: {}}, minProperties: 1}", "openapi.yaml:16:42 unsupported-keyword"),
        ("a: {type: string, minLength: 3, maxLength: 2}", "openapi.yaml:16:20 impossible-limits"),
        ("a: {type: string, pattern: '('}", "openapi.yaml:16:35 unusable-pattern"),
        ("a: {items: false}", "openapi.yaml:16:28 not-a-schema"),
        ("券: {type: string}", "openapi.yaml:16:17 unusable-name"),
        ("__class__: {type: string}", "openapi.yaml:16:17 unusable-name"),
        ("'': {type: string}", "openapi.yaml:16:17 unusable-name"),
        ("a: {type: string, pattern: '^(?=b)[ab]{7}$'}", "openapi.yaml:16:17 needs-example"),
    ],
)
def test_an_unsupported_schema_is_reported_with_its_position(workshop: Workshop, members: str, code: str) -> None:
    workshop.body(members)

    lines = workshop.problems()

    assert any(line.startswith(code) for line in lines), lines


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("  /a//b:\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  /a/../b:\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  /a?b=c:\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  '/a\"':\n    get: {responses: {'204': {description: ok}}}\n", "unusable-path"),
        ("  /a/{b}:\n    get: {responses: {'204': {description: ok}}}\n", "undeclared-parameter"),
        ("  /a:\n    trace: {responses: {'204': {description: ok}}}\n", "unsupported-verb"),
        ("  /a:\n    get: {operationId: 券, responses: {'204': {description: ok}}}\n", "unusable-name"),
        ("  /a:\n    get: {responses: {'404': {description: no}}}\n", "no-success"),
        ("  /a:\n    get: {responses: {'200': {description: ok, content: {csv: {}}}}}\n", "unsupported-answer"),
        (
            "  /a:\n    get: {servers: [{url: 'https://evil.example'}], responses: {'204': {description: ok}}}\n",
            "unsupported-keyword",
        ),
        (
            "  /a:\n    post: {requestBody: {content: {multipart/mixed: {}}}, responses: {'204': {description: ok}}}\n",
            "unsupported-body",
        ),
        (
            "  /a:\n    get: {parameters: [{name: a, in: query, schema: {}}, {name: a, in: query, schema: {}}], "
            "responses: {'204': {description: ok}}}\n",
            "duplicate-parameter",
        ),
        (
            "  /a:\n    get: {parameters: [{name: a, in: query, schema: {type: object, properties: {b: {}}}}], "
            "responses: {'204': {description: ok}}}\n",
            "unsupported-parameter",
        ),
        (
            "  /a:\n    get: {parameters: [{name: a, in: cookie, schema: {}}], responses: {'204': {description: ok}}}\n",
            "unsupported-parameter",
        ),
    ],
)
def test_an_unsupported_operation_is_reported(workshop: Workshop, document: str, code: str) -> None:
    workshop.paths(document)

    assert any(f" {code}  " in line for line in workshop.problems())


def test_a_repeated_operation_id_is_reported_with_both_positions(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    workshop.paths(operation("/a", operationId="Twice", tags="[a]") + operation("/b", operationId="Twice", tags="[b]"))

    lines = workshop.problems()

    assert any(
        "name-clash  Twice and Twice (openapi.yaml:7:7) have the same operationId; rename one of them" in line
        for line in lines
    )


def test_paths_that_differ_only_in_parameter_names_are_reported_with_both_positions(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    given = "      parameters: [{name: %s, in: path, required: true, schema: {type: string}}]\n"
    workshop.paths(operation("/a/{b}", rest=given % "b") + operation("/a/{c}", verb="post", rest=given % "c"))

    (line,) = workshop.problems()

    assert line == (
        "openapi.yaml:12:3 path-clash  /a/{c} and /a/{b} (openapi.yaml:5:3) differ only in parameter names; "
        "merge them into one path"
    )


@pytest.mark.parametrize(
    ("place", "example"), [("header", "券"), ("header", "' a'"), ("path", "..")], ids=["chinese", "blank", "dots"]
)
def test_an_example_that_cannot_be_sent_is_not_used(
    workshop: Workshop, operation: Callable[..., str], place: str, example: str
) -> None:
    path = "/a/{b}" if place == "path" else "/a"
    rest = (
        f"      parameters: [{{name: b, in: {place}, required: true, schema: {{type: string}}, example: {example}}}]\n"
    )
    workshop.paths(operation(path, rest=rest))

    built = workshop.read()

    assert [problem.code for problem in built.advice] == ["example-does-not-fit"]
    assert built.api.areas[0].operations[0].parameters[0].field.example is None


def test_a_redirect_is_ignored_with_advice(workshop: Workshop, operation: Callable[..., str]) -> None:
    workshop.paths(operation() + '        "302": {description: moved}\n')

    built = workshop.read()

    assert [problem.code for problem in built.advice] == ["redirect"]
    assert [reply.status for reply in built.api.areas[0].operations[0].responses] == ["200"]


def test_two_classes_of_one_name_are_reported_with_both_positions(workshop: Workshop) -> None:
    workshop.body(
        "a: {$ref: '#/components/schemas/thing-a'}\nb: {$ref: '#/components/schemas/ThingA'}",
        "components:\n  schemas:\n    thing-a: {type: object, properties: {x: {}}}\n    ThingA: {type: object, properties: {y: {}}}\n",
    )

    (line,) = workshop.problems()

    assert "name-clash  the class ThingA is already defined at openapi.yaml:" in line


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example.com", "https://user@api.example.com", "https://api.example.com?a=b", "https://api.example.com/#a",
        "https://api.example.com/../b", "//api.example.com", "/v1", "ftp://api.example.com", "https://api.example.com\\n",
        "https://api.example .com", "https://api.example.com/{unknown}", "https://api.example.com:99999", "https://a@b:1\\\\@c",
    ],
)  # fmt: skip
def test_a_server_other_than_plain_https_is_refused(
    workshop: Workshop, operation: Callable[..., str], url: str
) -> None:
    workshop.paths(operation(), head=f'openapi: 3.1.1\ninfo: {{title: a, version: "1"}}\nservers: [{{url: "{url}"}}]\n')

    assert any(line.startswith("openapi.yaml:3:12 unusable-server") for line in workshop.problems())


@pytest.mark.parametrize("url", ["https://api.example.com:8443/v1/", "http://127.0.0.1:8090", "http://localhost/a"])
def test_https_servers_and_local_servers_are_accepted(
    workshop: Workshop, operation: Callable[..., str], url: str
) -> None:
    workshop.paths(operation(), head=f'openapi: 3.1.1\ninfo: {{title: a, version: "1"}}\nservers: [{{url: "{url}"}}]\n')

    assert workshop.read().api.servers == (url.rstrip("/"),)


@pytest.mark.parametrize(
    ("members", "path", "area", "method"),
    [
        ({"tags": "[Product Coupon]", "operationId": "GetIt"}, "/brand/x", "product_coupon", "get_it"),
        ({"tags": "[商品券]"}, "/v3/brand/marketing/coupons", "marketing", "get_v3_brand_marketing_coupons"),
        ({}, "/v1/{id}", "api", "get_v1_id"),
        ({"tags": "[client]", "operationId": "list"}, "/a", "client_", "list_"),
    ],
)
def test_areas_and_methods_are_named_without_our_extensions(
    workshop: Workshop, operation: Callable[..., str], members: dict[str, str], path: str, area: str, method: str
) -> None:
    given = parameters(("id", "path"), required=", required: true") if "{id}" in path else ""
    workshop.paths(operation(path, rest=given, **members))

    (group,) = workshop.read().api.areas

    assert (group.name.snake, group.operations[0].name.snake) == (area, method)


def test_a_response_described_by_default_alone_is_the_success(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    workshop.paths(operation().replace('"200"', "default"))

    assert [reply.is_success for reply in only(workshop).responses] == [True]


def test_default_beside_a_success_is_for_errors(workshop: Workshop, operation: Callable[..., str]) -> None:
    workshop.paths(operation() + "        default: {description: no}\n")

    assert [reply.status for reply in only(workshop).responses] == ["200"]


def test_records_may_refer_to_themselves_and_each_other_across_files(workshop: Workshop) -> None:
    workshop.body("a: {$ref: 'a.yaml#/A'}")
    workshop.write(
        "a.yaml", "A: {type: object, properties: {b: {$ref: 'b.yaml#/B'}, a: {type: array, items: {$ref: '#/A'}}}}\n"
    )
    workshop.write("b.yaml", "B: {type: object, properties: {a: {$ref: 'a.yaml#/A'}}}\n")

    models = workshop.read().api.models

    assert {"A", "B"} <= set(models)


def test_a_list_that_contains_only_itself_is_refused(workshop: Workshop) -> None:
    workshop.body(
        "a: {$ref: '#/components/schemas/A'}",
        "components:\n  schemas:\n    A: {type: array, items: {$ref: '#/components/schemas/A'}}\n",
    )

    (line,) = workshop.problems()

    assert "endless-schema" in line


def test_a_record_that_requires_itself_is_refused(workshop: Workshop) -> None:
    workshop.body(
        "a: {$ref: '#/components/schemas/A'}",
        "components:\n  schemas:\n    A: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}\n",
    )

    (line,) = workshop.problems()

    assert "needs-example" in line


def test_a_long_chain_of_records_is_accepted(workshop: Workshop) -> None:
    links = "".join(
        f"    R{n}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/R{n + 1}'}}}}}}\n"
        for n in range(500)
    )
    workshop.body(
        "a: {$ref: '#/components/schemas/R0'}", f"components:\n  schemas:\n{links}    R500: {{type: string}}\n"
    )

    assert len(workshop.read().api.models) == 501


def test_a_long_chain_of_lists_is_refused(workshop: Workshop) -> None:
    links = "".join(
        f"    R{n}: {{type: array, items: {{$ref: '#/components/schemas/R{n + 1}'}}}}\n" for n in range(500)
    )
    workshop.body(
        "a: {$ref: '#/components/schemas/R0'}", f"components:\n  schemas:\n{links}    R500: {{type: string}}\n"
    )

    (line,) = workshop.problems()

    assert "too-deep" in line


def test_an_invalid_example_is_advice_and_is_not_used(workshop: Workshop) -> None:
    workshop.body("a: {type: string, maxLength: 2, example: abc}\nb: {type: array, items: {$ref: '#/components/schemas/B'}, example: [[1]]}",
        "components:\n  schemas:\n    B: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}, example: {b: {b: 5}}}\n")  # fmt: skip

    built = workshop.read()

    assert sorted({problem.code for problem in built.advice}) == ["example-does-not-fit"]
    assert [p.field.example for p in built.api.areas[0].operations[0].parameters] == [None, None]


def test_several_successes_with_inline_schemas_get_different_names(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    second = operation().split("      responses:\n")[1].replace('"200"', '"201"')
    workshop.paths(operation(operationId="Make") + second)

    assert set(workshop.read().api.models) == {"MakeResponse", "MakeResponse201"}


@pytest.mark.parametrize(
    ("member", "parameter", "wrong"),
    [
        ("{type: array, items: {type: string}}", "{type: string}", "next"),
        ("{type: object}", "{type: string}", "next"),
        ("{}", "{type: string}", "next"),
        ("{type: string}", "{type: array, items: {type: string}}", "token"),
        ("{type: string}", "{type: integer}", "token"),
        ("{type: string}", "{type: string, enum: [A]}", "token"),
    ],
)
def test_members_used_for_paging_need_the_right_type(
    workshop: Workshop, member: str, parameter: str, wrong: str
) -> None:
    workshop.paths(
        "  /a:\n    get:\n      x-wxbrand-paging: {items: items, token: token, next: next}\n"
        f"      parameters: [{{name: token, in: query, schema: {parameter}}}]\n      responses:\n        '200':\n"
        "          description: ok\n          content: {application/json: {schema: {type: object, properties: "
        "{items: {type: array}, next: " + member + "}}}}\n"
    )

    (problem,) = workshop.problems()

    assert problem.endswith(f"unusable-paging  {wrong} is used for paging as {wrong}, so its type must be string")
    assert problem.startswith("openapi.yaml:7:")

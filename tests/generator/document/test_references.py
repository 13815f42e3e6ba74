from __future__ import annotations

import pytest
from wxbrand_codegen.document.load import load
from wxbrand_codegen.document.nodes import plain

from tests.generator.conftest import Workshop

SECRET = "Secret: {type: string}\n"


def referring(reference: str) -> str:
    return f"thing: {{$ref: {reference!r}}}"


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("../outside.yaml#/Secret", "foreign-reference"),
        ("%2e%2e/outside.yaml#/Secret", "foreign-reference"),
        ("a/../../outside.yaml#/Secret", "foreign-reference"),
        ("/etc/passwd", "foreign-reference"),
        ("file:///etc/passwd", "foreign-reference"),
        ("http://127.0.0.1:9/a.yaml#/A", "foreign-reference"),
        ("HTTPS://example.com/a.yaml", "foreign-reference"),
        ("//example.com/a.yaml", "foreign-reference"),
        ("C:\\a.yaml", "foreign-reference"),
        ("c:a.yaml", "foreign-reference"),
        ("~/a.yaml", "foreign-reference"),
        ("a%00.yaml", "foreign-reference"),
        ("x" * 300 + ".yaml", "broken-reference"),
        ("missing.yaml#/A", "broken-reference"),
        (".", "broken-reference"),
        ("#/components/schemas/Missing", "broken-reference"),
        ("#/paths/~1things/post/tags/7", "broken-reference"),
        ("#Anchor", "broken-reference"),
    ],
)
def test_a_reference_to_a_missing_target_or_out_of_the_folder_is_refused(
    workshop: Workshop, reference: str, code: str
) -> None:
    workshop.body(referring(reference))
    (workshop.folder / "outside.yaml").write_text(SECRET)

    (line,) = workshop.problems()

    assert line.startswith(f"openapi.yaml:16:25 {code}  ")


def test_a_symbolic_link_out_of_the_folder_is_not_followed(workshop: Workshop) -> None:
    workshop.body(referring("link.yaml#/Secret"))
    (workshop.folder / "outside.yaml").write_text(SECRET)
    (workshop.folder / "spec" / "link.yaml").symlink_to(workshop.folder / "outside.yaml")

    (line,) = workshop.problems()

    assert "foreign-reference" in line


def test_circular_symbolic_links_are_refused(workshop: Workshop) -> None:
    workshop.body(referring("a.yaml"))
    (workshop.folder / "spec" / "a.yaml").symlink_to("b.yaml")
    (workshop.folder / "spec" / "b.yaml").symlink_to("a.yaml")

    (line,) = workshop.problems()

    assert "-reference" in line


def test_a_reference_that_is_not_a_string_is_refused(workshop: Workshop) -> None:
    workshop.body("thing: {$ref: 7}")

    (line,) = workshop.problems()

    assert line.startswith("openapi.yaml:16:25 broken-reference")


OTHER = "  /others: {get: {operationId: GetOthers, responses: {'204': {description: ok}}}}\n"


@pytest.mark.parametrize(
    ("broken", "left_out"),
    [
        ("  /a: {get: {responses: {'200': {$ref: missing.yaml}}}}\n", ["GET /a"]),
        ("  /a: {get: {parameters: [{$ref: '#/components/parameters/A'}], responses: {'204': {description: ok}}}}\n", ["GET /a"]),
        ("  /a: {get: {$ref: missing.yaml}}\n", ["GET /a"]),
        ("  /a: {$ref: missing.yaml}\n", ["/a"]),
        (
            "  /a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: unreadable.yaml}}}}}}}\n",
            ["GET /a"],
        ),
        (
            "  /a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {items: {$ref: '#/components/schemas/L'}}}}}}}}\n"
            "  /b: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {items: {$ref: '#/components/schemas/L'}}}}}}}}\n"
            "components: {schemas: {L: {type: array, items: {$ref: '#/components/schemas/Missing'}}}}\n",
            ["GET /a", "GET /b"],
        ),
        (
            "  /a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}\n"
            "components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}}}\n",
            ["GET /a"],
        ),
    ],
)  # fmt: skip
def test_a_reference_that_leads_nowhere_costs_only_the_operations_that_need_it(
    workshop: Workshop, broken: str, left_out: list[str]
) -> None:
    workshop.paths(OTHER + broken)
    workshop.write("unreadable.yaml", "a: [")

    built = workshop.read()

    assert [skipped.key for skipped in built.api.skipped] == left_out
    assert built.problems
    assert [operation.id for area in built.api.areas for operation in area.operations] == ["GetOthers"]


def test_a_reference_that_leads_nowhere_is_advice_where_nothing_needs_it(workshop: Workshop) -> None:
    workshop.paths(f"{OTHER.rstrip()[:-4]}, headers: {{A: {{$ref: '#/components/headers/A'}}}}}}}}}}}}\n")

    assert workshop.problems() == []
    (line,) = workshop.advice()
    assert line.startswith("openapi.yaml:5:94 broken-reference  ")


def test_a_reference_may_name_the_anchor_of_a_schema(workshop: Workshop) -> None:
    workshop.body(
        "a: {$ref: 'a.yaml#Size'}\nb: {$ref: 'a.yaml#/$defs/size'}\nc: {type: string, $anchor: Here}\nd: {$ref: '#Here'}"
    )
    workshop.write("a.yaml", "$defs: {size: {$anchor: Size, type: integer, maximum: 3}}\n")

    root = load(workshop.spec).root

    schemas = plain(root)["components"]["schemas"]
    assert schemas["size"]["maximum"] == 3
    assert sorted(schemas) == ["MakeThing_request_c", "size"]
    assert workshop.problems() == []


@pytest.mark.parametrize(
    ("reference", "maximum"),
    [
        ("a.yaml#/~0~1%25", 1),
        ("a.yaml#/%7E0~1%25", 1),
        ("a.yaml#/~01", 2),
        ("a.yaml#/list/1", 3),
        ("a.yaml#/", 4),
        ("a.yaml#", 4),
        ("./sub/../a.yaml", 4),
        ("b%20%25.yaml", 5),
        ("b %.yaml", 5),
        ("a.yaml#/there/maximum_at", 6),
        ("%E5%88%B8.json#/%E5%88%B8", 7),
        ("券.json#/券", 7),
    ],
)
def test_pointers_and_files_are_decoded_once(workshop: Workshop, reference: str, maximum: int) -> None:
    workshop.body(referring(reference))
    workshop.write("sub/x.yaml", "{}\n")
    workshop.write(
        "a.yaml",
        "{type: integer, maximum: 4, '~/%': {maximum: 1}, '~1': {maximum: 2}, list: [0, {maximum: 3}], there: {$ref: c.yaml}}\n",
    )
    workshop.write("b %.yaml", "{maximum: 5}\n")
    workshop.write("c.yaml", "{maximum_at: {maximum: 6}}\n")
    workshop.write("券.json", '{"券": {"maximum": 7}}')

    (schema,) = plain(load(workshop.spec).root)["components"]["schemas"].values()

    assert schema["maximum"] == maximum

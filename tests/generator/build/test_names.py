"""Names of classes, areas, operations and parameters, and those that authors choose."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.generator.conftest import HEAD, REPLY, Workshop


def operations(workshop: Workshop) -> dict[str, str]:
    """Return `area.method` by method and path."""
    return {o.key: f"{area.name.snake}.{o.name.snake}" for area in workshop.read().api.areas for o in area.operations}


def test_a_component_with_the_name_of_a_request_is_called_schema_and_what_is_in_it_is_not(workshop: Workshop) -> None:
    workshop.body(
        "a: {$ref: '#/components/schemas/MakeThingRequest'}",
        "components: {schemas: {MakeThingRequest: {type: object, properties: {b: {type: object, properties: {}}}}}}\n",
    )

    models = workshop.read().api.models

    assert {"MakeThingRequestSchema", "MakeThingRequestB"} <= set(models)
    assert workshop.problems() == []


def test_a_nested_class_gives_way_to_a_component(workshop: Workshop) -> None:
    workshop.body(
        "a: {$ref: '#/components/schemas/Store'}\nb: {$ref: '#/components/schemas/StoreAddress'}",
        "components: {schemas: {Store: {type: object, properties: {address: {type: object, properties: {x: {}}}}},"
        " StoreAddress: {type: object, properties: {y: {}}}}}\n",
    )

    models = workshop.read().api.models

    assert {"Store", "StoreAddress", "Store_Address"} <= set(models)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_nested_classes_with_one_name_neither_gets_it_whatever_the_order(workshop: Workshop, order: int) -> None:
    first = "a: {$ref: '#/components/schemas/Store'}", "c: {$ref: '#/components/schemas/StoreA'}"
    workshop.body(
        "\n".join(first[::order]),
        "components: {schemas: {Store: {type: object, properties: {a-b: {type: object, properties: {x: {}}}}},"
        " StoreA: {type: object, properties: {b: {type: object, properties: {y: {}}}}}}}\n",
    )

    models = workshop.read().api.models

    assert {"Store_AB", "StoreA_B"} <= set(models)
    assert "StoreAB" not in models


def test_operations_and_tags_whose_names_are_the_same_cost_nothing(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    workshop.paths(
        operation("/a", operationId="getThing", tags="[Store]")
        + operation("/b", operationId="GetThing", tags="[store]")
        + operation("/c", operationId="get_thing", tags="[STORE]")
        + operation("/d", operationId="twice", tags="['']")
        + operation("/e/{id}", operationId="twice", tags="['[]']")
        + operation("/stores/{x}")
        + operation("/stores/x")
    )

    assert operations(workshop) == {
        "GET /a": "store_pascal.get_thing_camel",
        "GET /b": "store.get_thing_pascal",
        "GET /c": "store_upper.get_thing",
        "GET /d": "d.twice_get_d",
        "GET /e/{id}": "e.twice_get_e_by_id",
        "GET /stores/{x}": "stores.get_stores_by_x",
        "GET /stores/x": "stores.get_stores_x",
    }
    assert [line.split()[1] for line in workshop.advice()].count("repeated-operation-id") == 2


def test_a_left_out_operation_does_not_change_the_name_of_another(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    unusable = "      requestBody: {content: {multipart/mixed: {schema: {type: string}}}}\n"
    workshop.paths(
        operation("/a", operationId="getThing", tags="[a]")
        + operation("/b", verb="post", operationId="GetThing", tags="[a]", rest=unusable)
    )

    assert operations(workshop) == {"GET /a": "a.get_thing_camel"}


def test_parameters_with_one_name_say_where_they_are(workshop: Workshop) -> None:
    workshop.paths(
        "  /a/{id}:\n    post:\n      operationId: Do\n      tags: [a]\n"
        "      parameters: [{name: id, in: header, schema: {type: string}}, {name: id, in: query, schema: {enum: [a]}},"
        " {name: id, in: path, required: true, schema: {type: string}}, {name: x-y, in: query, schema: {type: string}}]\n"
        "      requestBody: {content: {application/json: {schema: {type: object, properties: {id: {enum: [b]}, x_y: {}}}}}}\n"
        + REPLY
    )

    names = {(p.location, p.field.wire): p.field.name.snake for p in workshop.operation().parameters}

    assert names == {
        ("path", "id"): "id",
        ("query", "id"): "id_in_query",
        ("header", "id"): "id_in_header",
        ("query", "x-y"): "x_dash_y",
        ("body", "id"): "id_in_body",
        ("body", "x_y"): "x_y",
    }
    assert {"DoRequest_IdInQuery", "DoRequest_Id"} <= set(workshop.read().api.models)


CHOSEN = """\
tags: [{name: 店铺, x-wxbrand-name: shop}]
paths:
  /a:
    post:
      operationId: do
      x-wxbrand-name: carry_out
      tags: [店铺]
      parameters: [{name: q, in: query, x-wxbrand-name: query, schema: {enum: [a, "+1"], x-wxbrand-name: Choice, x-wxbrand-enum-names: {"+1": UP}}}]
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                f: {type: string, x-wxbrand-name: first}
                s: {$ref: "#/components/schemas/S", x-wxbrand-name: second}
                t: {type: array, items: {type: object, x-wxbrand-name: Third, properties: {x: {}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {type: object, x-wxbrand-name: Done, properties: {}}}}}}
components:
  schemas:
    S: {x-wxbrand-name: Second, type: object, properties: {x: {}}}
"""


def test_authors_choose_names(workshop: Workshop) -> None:
    workshop.whole(HEAD + CHOSEN)

    operation, models = workshop.operation(), workshop.read().api.models

    assert operations(workshop) == {"POST /a": "shop.carry_out"}
    assert [p.field.name.snake for p in operation.parameters] == ["query", "first", "second", "t"]
    assert set(models) == {"Choice", "Second", "Third", "Done"}
    assert [member.name for member in models["Choice"].members] == ["A", "UP"]  # type: ignore[union-attr]
    assert workshop.advice() == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "carry_out",
            "class",
            "openapi.yaml:9:7 unusable-name  x-wxbrand-name: 'class' is a word that Python or the gen",
        ),
        (
            "carry_out",
            "carry-out",
            "openapi.yaml:9:7 unusable-name  x-wxbrand-name: 'carry-out' is not a Python identifier",
        ),
        ("name: first", "name: second", "name-clash  the name that is chosen for "),
        (
            "name: Second",
            "name: second",
            "unusable-name  x-wxbrand-name: 'second' has another form than the names around",
        ),
        ("name: Second", "name: ShopArea", "name-clash  the name that is chosen for "),
        ("name: Third", "name: Done", "name-clash  x-wxbrand-name: another class has the name Done"),
        ("name: Third", "name: Second", "name-clash  x-wxbrand-name: another class has the name Second"),
        ("UP}", "up}", "unusable-name  x-wxbrand-enum-names: 'up' has another form"),
        ("UP}", "A}", ""),
        ("UP}", "UP, b: B}", ""),
        (
            "name: shop",
            "name: client",
            "unusable-name  x-wxbrand-name: 'client' is a word that Python or the generated",
        ),
    ],
)
def test_a_chosen_name_that_is_not_free_or_no_name_is_a_problem(
    workshop: Workshop, old: str, new: str, problem: str
) -> None:
    assert old in CHOSEN
    workshop.whole(HEAD + CHOSEN.replace(old, new))

    if problem:
        assert any(problem in line for line in workshop.problems()), workshop.problems()
    else:
        assert workshop.problems() == []

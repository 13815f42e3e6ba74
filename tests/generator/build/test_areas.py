"""Areas from tags and paths, and names that clash."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.generator.conftest import Workshop


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
    parameter = "      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n"
    given = parameter if "{id}" in path else ""
    workshop.paths(operation(path, rest=given, **members))

    (group,) = workshop.read().api.areas

    assert (group.name.snake, group.operations[0].name.snake) == (area, method)


def test_a_repeated_operation_id_is_reported_with_both_positions(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    workshop.paths(operation("/a", operationId="Twice", tags="[a]") + operation("/b", operationId="Twice", tags="[b]"))

    lines = workshop.problems()

    assert any(
        "name-clash  Twice and Twice (openapi.yaml:7:7) have the same operationId; rename one of them" in line
        for line in lines
    )

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

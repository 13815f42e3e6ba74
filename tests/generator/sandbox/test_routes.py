"""Find the operation for a request."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.sandbox.requests.routes import MethodNotAllowed, find_route, read_routes

DOCUMENT: dict[str, Any] = {
    "paths": {
        "/a/{x}/cancel": {"get": {"operationId": "getX"}},
        "/a/{y}/cancel": {"post": {"operationId": "postY"}, "get": {"operationId": "getY"}},
        "/a/b/{z}": {"put": {"operationId": "putZ"}},
    }
}


@pytest.mark.parametrize(
    ("method", "path", "operation", "values"),
    [
        ("GET", "/a/1/cancel", "getX", {"x": "1"}),
        ("POST", "/a/1/cancel", "postY", {"y": "1"}),
        ("PUT", "/a/b/cancel", "putZ", {"z": "cancel"}),
    ],
)
def test_paths_that_differ_only_in_parameter_names_are_told_apart_by_their_methods(
    method: str, path: str, operation: str, values: dict[str, str]
) -> None:
    found, given = find_route(read_routes(DOCUMENT), method, path)

    assert (found.id, given) == (operation, values)


def test_a_method_that_none_of_them_has_is_refused_with_those_of_all() -> None:
    with pytest.raises(MethodNotAllowed) as caught:
        find_route(read_routes(DOCUMENT), "DELETE", "/a/1/cancel")

    assert caught.value.allowed == "GET, POST"

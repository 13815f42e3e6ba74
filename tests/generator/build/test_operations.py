"""Paths that clash."""

from __future__ import annotations

from collections.abc import Callable

from tests.generator.conftest import Workshop


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

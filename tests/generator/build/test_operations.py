"""Paths that clash."""

from __future__ import annotations

from collections.abc import Callable

from tests.generator.conftest import Workshop

GIVEN = "      parameters: [{name: %s, in: path, required: true, schema: {type: string}}]\n"


def test_paths_that_differ_only_in_parameter_names_are_fine_while_their_methods_differ(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    workshop.paths(
        operation("/a/{b}", rest=GIVEN % "b", tags="[a]")
        + operation("/a/{c}", verb="post", rest=GIVEN % "c", tags="[a]")
    )

    (area,) = workshop.read().api.areas

    assert [operation.key for operation in area.operations] == ["GET /a/{b}", "POST /a/{c}"]
    assert workshop.problems() == []


def test_of_paths_that_a_server_cannot_tell_apart_the_later_operation_is_left_out(
    workshop: Workshop, operation: Callable[..., str]
) -> None:
    workshop.paths(operation("/a/{b}", rest=GIVEN % "b") + operation("/a/{c}", rest=GIVEN % "c"))

    (line,) = workshop.problems()

    assert line.startswith(
        "openapi.yaml:12:3 path-clash  GET /a/{c} and GET /a/{b} (openapi.yaml:5:3) differ only in parameter names"
    )
    assert [skipped.key for skipped in workshop.read().api.skipped] == ["GET /a/{c}"]

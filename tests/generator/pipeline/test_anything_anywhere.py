"""Replace each value of a spec in turn by one of another type: every run ends in a client or in problems."""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen.build.api import build
from wxbrand_codegen.document.inspect import inspect
from wxbrand_codegen.document.load import Document, load
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode, plain
from wxbrand_codegen.problems import Mark, ProblemsFound
from wxbrand_codegen.render.files import render_package, render_tests

OTHER: tuple[Any, ...] = (None, 7, -1.5, True, [], {}, [None], {"$ref": 7}, "", " ", 'x"""\\')
MARK = Mark(file="spec.yaml", line=1, column=1)


def node(value: Any) -> Node:
    """Return the nodes of a plain value."""
    match value:
        case dict():
            return MappingNode(members={key: node(member) for key, member in value.items()}, mark=MARK)
        case list():
            return SequenceNode(items=tuple(map(node, value)), mark=MARK)
        case _:
            return ScalarNode(value=value, mark=MARK, text=str(value), quoted=True)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in entries:
        yield from paths(member, (*path, key))


def changed(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    result = copy.deepcopy(document)
    parent = result
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return result


def outcome(document: Any) -> str:
    """Run all stages; return `refused` or `made`."""
    root = node(document)
    if not isinstance(root, MappingNode):
        return "refused"
    joined = Document(root=root, sources=())
    try:
        joined = inspect(joined)
        api = build(joined).api
    except ProblemsFound as error:
        return "refused" if error.problems and str(error).replace("\n", "").isprintable() else "refused without reason"
    for name, text in (*render_package(api, "acme"), *render_tests(api, joined, "acme")):
        if name.endswith(".py"):
            ast.parse(text)
    return "made"


@pytest.mark.parametrize("part", range(4))
def test_any_value_anywhere_ends_in_a_client_or_in_problems(small: Path, part: int) -> None:
    document = plain(load(small).root)
    document["components"]["securitySchemes"] = {}
    document["components"]["responses"] = {}
    cases = [(path, value) for path in paths(document) for value in OTHER][
        part::16
    ]  # a sixteenth, spread over the document

    outcomes = {outcome(changed(document, path, value)) for path, value in cases}

    assert outcomes == {"refused", "made"}


@pytest.mark.parametrize("value", OTHER, ids=repr)
def test_any_value_as_the_whole_file_is_a_problem(tmp_path: Path, value: Any) -> None:
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps(value))

    with pytest.raises(ProblemsFound):
        inspect(load(spec))

"""Second stage: is the joined document OpenAPI, and are our own extensions what they should be? Gives every problem found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, Node, mark_at, plain
from wxbrand_codegen.document.structure import walk
from wxbrand_codegen.problems import Problem, ProblemsFound

_VERSION = re.compile(r"3\.[01]\.[0-9]+", re.ASCII)
EXTENSION_PREFIX = "x-wxbrand-"
_METASCHEMA = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
"""Both validators come with it; nothing is fetched."""


def inspect(document: Document) -> None:
    """Raise ProblemsFound with every problem."""
    root = document.root
    version = root.text("openapi")
    if version is None or not _VERSION.fullmatch(version):
        said = version or "nothing that is text"
        message = f"the document must say openapi: 3.1.x (3.0.x is read too), not {said}"
        raise ProblemsFound([Problem(mark=root.mark_of("openapi"), code="not-openapi", message=message)])
    problems = [*_extension_problems(root), *_openapi_problems(root)]
    if problems:
        raise ProblemsFound(problems)


def _openapi_problems(root: MappingNode) -> Iterator[Problem]:
    """Hold the document against the schema of OpenAPI; that of 3.1 leaves schemas to their own metaschema.

    The validator's further pass is not used: it fetches what `$id` and `$schema` name, and stops at the first odd type.
    """
    import jsonschema_rs  # finds out in a hundredth of the time whether there is anything to say

    if not (root.text("openapi") or "").startswith("3.1"):
        schema = _openapi_schema("v3.0")
        if not jsonschema_rs.Draft4Validator(schema).is_valid(plain(root)):
            yield from _errors("Draft4Validator", schema, root)
        return
    schema = _openapi_schema("v3.1")
    if not jsonschema_rs.Draft202012Validator(schema).is_valid(plain(root)):
        yield from _errors("Draft202012Validator", schema, root)
    fast = jsonschema_rs.Draft202012Validator(_METASCHEMA)
    for node, kind, holder in walk(root):
        if kind == "Schema" and holder != "Schema" and not fast.is_valid(plain(node)):
            yield from _errors("Draft202012Validator", _METASCHEMA, node)


def _openapi_schema(version: str) -> Any:
    """Read the schema that openapi-spec-validator comes with, without importing all of it."""
    found = find_spec("openapi_spec_validator")
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name="openapi_spec_validator")
    return json.loads(
        (Path(found.origin).parent / "resources" / "schemas" / version / "schema.json").read_text("utf-8")
    )


def _errors(draft: str, schema: Any, node: Node) -> Iterator[Problem]:
    import jsonschema  # slow, to import too, but its errors tell which of several ways to be right was nearly taken
    from jsonschema.exceptions import best_match

    for error in getattr(jsonschema, draft)(schema).iter_errors(plain(node)):
        closest = best_match([error]) or error
        path = [step for step in closest.absolute_path if isinstance(step, (str, int))]
        yield Problem(mark=mark_at(node, path), code="not-openapi", message=_first_line(closest.message))


def _first_line(message: str) -> str:
    return message.splitlines()[0] if message else "is not what OpenAPI allows"


def _extension_problems(root: MappingNode) -> Iterator[Problem]:
    for key, holder in _extensions(root):
        schema = _schemas().get(key)
        if schema is None:
            known = ", ".join(sorted(_schemas()))
            yield Problem(
                mark=holder.mark_of(key),
                code="unknown-extension",
                message=f"{key} is not one of ours; they are {known}",
            )
            continue
        import jsonschema_rs

        value = plain(holder.members[key])
        if jsonschema_rs.Draft202012Validator(schema).is_valid(value):
            continue
        from jsonschema import Draft202012Validator  # slow to import

        for error in Draft202012Validator(schema).iter_errors(value):
            place = mark_at(holder, [key, *error.absolute_path])
            yield Problem(mark=place, code="wrong-extension", message=f"{key}: {_first_line(error.message)}")


def _extensions(root: MappingNode) -> Iterator[tuple[str, MappingNode]]:
    for holder, _, _ in walk(root):
        for key in holder.members:
            if key.startswith(EXTENSION_PREFIX):
                yield key, holder


@cache
def _schemas() -> dict[str, Any]:
    """Give the schema of each extension, by its name."""
    text = (Path(__file__).parent / "extensions.schema.json").read_text("utf-8")
    schemas: dict[str, Any] = json.loads(text)["$defs"]
    return schemas

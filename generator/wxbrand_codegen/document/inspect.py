"""Validate a document: against the schema of OpenAPI, and our `x-wxbrand-` extensions against their own schemas."""

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
_EXTENSION_PREFIX = "x-wxbrand-"
_METASCHEMA = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
"""Both validators contain it; nothing is fetched."""


def inspect(document: Document) -> None:
    """Raise ProblemsFound with every problem of a document."""
    root = document.root
    version = root.text("openapi")
    if version is None or not _VERSION.fullmatch(version):
        found = version or "missing or not a string"
        message = f"the version of OpenAPI must be 3.1.x or 3.0.x; `openapi` is {found}"
        raise ProblemsFound([Problem(mark=root.mark_of("openapi"), code="not-openapi", message=message)])
    problems = [*_extension_problems(root), *_openapi_problems(root, version)]
    if problems:
        raise ProblemsFound(problems)


def _openapi_problems(root: MappingNode, version: str) -> Iterator[Problem]:
    """Validate against the schema of OpenAPI. That of 3.1 does not cover schemas; JSON Schema's metaschema does.

    openapi-spec-validator's own validation is not used: it fetches what `$id` and `$schema` name, and stops at the
    first unexpected type.
    """
    import jsonschema_rs  # tells in a hundredth of the time whether there is any error

    if not version.startswith("3.1"):
        schema = _openapi_schema("v3.0")
        if not jsonschema_rs.Draft4Validator(schema).is_valid(plain(root)):
            yield from _schema_problems("Draft4Validator", schema, root)
        return
    schema = _openapi_schema("v3.1")
    if not jsonschema_rs.Draft202012Validator(schema).is_valid(plain(root)):
        yield from _schema_problems("Draft202012Validator", schema, root)
    metaschema = jsonschema_rs.Draft202012Validator(_METASCHEMA)
    for node, kind, parent in walk(root):
        if kind == "Schema" and parent != "Schema" and not metaschema.is_valid(plain(node)):
            yield from _schema_problems("Draft202012Validator", _METASCHEMA, node)


def _openapi_schema(version: str) -> Any:
    """Read the schema that openapi-spec-validator contains, without importing that package."""
    found = find_spec("openapi_spec_validator")
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name="openapi_spec_validator")
    return json.loads(
        (Path(found.origin).parent / "resources" / "schemas" / version / "schema.json").read_text("utf-8")
    )


def _schema_problems(validator: str, schema: Any, node: Node) -> Iterator[Problem]:
    import jsonschema  # slow, also to import, but `best_match` tells which of several alternatives was probably meant
    from jsonschema.exceptions import best_match

    for error in getattr(jsonschema, validator)(schema).iter_errors(plain(node)):
        closest = best_match([error]) or error
        path = [step for step in closest.absolute_path if isinstance(step, (str, int))]
        yield Problem(mark=mark_at(node, path), code="not-openapi", message=_first_line(closest.message))


def _first_line(message: str) -> str:
    return message.splitlines()[0] if message else "is not valid OpenAPI"


def _extension_problems(root: MappingNode) -> Iterator[Problem]:
    for node, _, _ in walk(root):
        for key in node.members:
            if key.startswith(_EXTENSION_PREFIX):
                yield from _problems_of_extension(key, node)


def _problems_of_extension(key: str, node: MappingNode) -> Iterator[Problem]:
    schema = _extension_schemas().get(key)
    if schema is None:
        message = f"unknown extension {key}; the known ones are {', '.join(sorted(_extension_schemas()))}"
        yield Problem(mark=node.mark_of(key), code="unknown-extension", message=message)
        return
    import jsonschema_rs

    value = plain(node.members[key])
    if jsonschema_rs.Draft202012Validator(schema).is_valid(value):
        return
    from jsonschema import Draft202012Validator  # slow to import

    for error in Draft202012Validator(schema).iter_errors(value):
        mark = mark_at(node, [key, *error.absolute_path])
        yield Problem(mark=mark, code="wrong-extension", message=f"{key}: {_first_line(error.message)}")


@cache
def _extension_schemas() -> dict[str, Any]:
    """Return the schema of each extension by its name."""
    text = (Path(__file__).parent / "extensions.schema.json").read_text("utf-8")
    schemas: dict[str, Any] = json.loads(text)["$defs"]
    return schemas

"""Validate a document: against the schema of OpenAPI, and our `x-wxbrand-` extensions against their own schemas.

What is wrong within schemas is not refused, but put right with advice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, Node, mark_at, plain
from wxbrand_codegen.document.schema_cycles import break_cycles
from wxbrand_codegen.document.schemas import normalise_schemas
from wxbrand_codegen.document.structure import map_schemas, walk
from wxbrand_codegen.problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from jsonschema import ValidationError

_VERSION = re.compile(r"3\.[01]\.[0-9]+", re.ASCII)
_EXTENSION_PREFIX = "x-wxbrand-"


def inspect(document: Document) -> Document:
    """Return a document with the advice about it. Raise ProblemsFound with its problems."""
    root = document.root
    version = root.text("openapi")
    if version is None or not _VERSION.fullmatch(version):
        found = version or "missing or not a string"
        message = f"the version of OpenAPI must be 3.1.x or 3.0.x; `openapi` is {found}"
        raise ProblemsFound([Problem(mark=root.mark_of("openapi"), code="not-openapi", message=message)])
    problems = [*_extension_problems(root), *_openapi_problems(root, version)]
    if any(not problem.advice for problem in problems):
        raise ProblemsFound(problem for problem in problems if not problem.advice)
    root, normalising = normalise_schemas(root, version)
    root, breaking = break_cycles(root)
    return replace(document, root=root, advice=(*document.advice, *problems, *normalising, *breaking))


class _Validator:
    """Validates against one schema. jsonschema_rs tells in a hundredth of the time whether there is any error."""

    def __init__(self, schema: Any, draft: str = "Draft202012Validator") -> None:
        import jsonschema_rs  # slow to import

        self._schema, self._draft = schema, draft
        self._is_valid = getattr(jsonschema_rs, draft)(schema).is_valid

    def errors(self, value: Any) -> Iterator[ValidationError]:
        if not self._is_valid(value):
            import jsonschema  # slow, also to import, but its errors have context

            yield from getattr(jsonschema, self._draft)(self._schema).iter_errors(value)


def _openapi_problems(root: MappingNode, version: str) -> Iterator[Problem]:
    """Validate all but the schemas against the schema of OpenAPI.

    openapi-spec-validator's own validation is not used: it fetches what `$id` and `$schema` name, and stops at the
    first unexpected type.
    """
    without_schemas = map_schemas(root, lambda schema: MappingNode(members={}, mark=schema.mark))
    if version.startswith("3.1"):
        yield from _schema_problems(_Validator(_openapi_schema("v3.1")), without_schemas)
    else:
        yield from _schema_problems(_Validator(_openapi_schema("v3.0"), "Draft4Validator"), without_schemas)


def _openapi_schema(version: str) -> Any:
    """Read the schema that openapi-spec-validator contains, without importing that package."""
    found = find_spec("openapi_spec_validator")
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name="openapi_spec_validator")
    return json.loads(
        (Path(found.origin).parent / "resources" / "schemas" / version / "schema.json").read_text("utf-8")
    )


def _schema_problems(validator: _Validator, node: Node) -> Iterator[Problem]:
    for error in validator.errors(plain(node)):
        from jsonschema.exceptions import best_match  # tells which of several alternatives was probably meant

        closest = best_match([error]) or error
        mark = mark_at(node, closest.absolute_path)
        yield Problem(mark=mark, code="not-openapi", message=_first_line(closest.message))


def _first_line(message: str) -> str:
    return message.splitlines()[0] if message else "is not valid OpenAPI"


def _extension_problems(root: MappingNode) -> Iterator[Problem]:
    schemas = _extension_schemas()
    for node, _, _ in walk(root):
        for key, member in node.members.items():
            if not key.startswith(_EXTENSION_PREFIX):
                continue
            if key not in schemas:
                message = f"unknown extension {key}; the known ones are {', '.join(sorted(schemas))}"
                yield Problem(mark=node.mark_of(key), code="unknown-extension", message=message)
                continue
            for error in _Validator(schemas[key]).errors(plain(member)):
                mark = mark_at(node, [key, *error.absolute_path])
                yield Problem(mark=mark, code="wrong-extension", message=f"{key}: {_first_line(error.message)}")


@cache
def _extension_schemas() -> dict[str, Any]:
    text = (Path(__file__).parent / "extensions.schema.json").read_text("utf-8")
    schemas: dict[str, Any] = json.loads(text)["$defs"]
    return schemas

"""Validate a document: against the schema of OpenAPI, and our `x-wxbrand-` extensions against their own schemas.

What the schema of OpenAPI does not allow is removed with advice if it cannot change what is sent. Otherwise the content
of the operation or component around it is removed, and whatever needs that is not generated. What is wrong within schemas
is put right with advice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from wxbrand_codegen.document.inheritance import write_out_heirs
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, mark_at, plain
from wxbrand_codegen.document.repair import Repair, is_removed, repair_of, repaired
from wxbrand_codegen.document.schema_cycles import break_cycles
from wxbrand_codegen.document.schemas import normalise_schemas
from wxbrand_codegen.document.structure import map_schemas, walk
from wxbrand_codegen.document.violations import Validator, Violation
from wxbrand_codegen.problems import Problem, ProblemsFound
from wxbrand_codegen.suggestions import did_you_mean

_VERSION = re.compile(r"3\.[012]\.[0-9]+", re.ASCII)
_EXTENSION_PREFIX = "x-wxbrand-"
_NOT_SENT = {(("in",), "querystring"), (("style",), "cookie")}
"""Keys and values of parameters of OpenAPI 3.2 that clients do not send."""

_MAX_PASSES = 3
"""Removing a key can leave something else that is not allowed."""


def inspect(document: Document) -> Document:
    """Return a document that OpenAPI allows, with the advice and the faults found. Raise ProblemsFound.

    openapi-spec-validator's own validation is not used: it fetches what `$id` and `$schema` name, and stops at the
    first unexpected type.
    """
    root = document.root
    version = root.text("openapi")
    if version is None or not _VERSION.fullmatch(version):
        found = version or "missing or not a string"
        message = f"the version of OpenAPI must be 3.0.x, 3.1.x or 3.2.x; `openapi` is {found}"
        raise ProblemsFound([Problem(mark=root.mark_of("openapi"), code="not-openapi", message=message)])
    if problems := [*_extension_problems(root)]:
        raise ProblemsFound(problems)
    advice: dict[Problem, None] = {}
    if version.startswith("3.2"):
        message = "OpenAPI 3.2 is read as 3.1; what only 3.2 knows is passed over, and listed"
        advice[Problem(mark=root.mark_of("openapi"), code="newer-openapi", message=message, advice=True)] = None
    faults: dict[Problem, None] = {}
    for _ in range(_MAX_PASSES):
        repairs = list(_repairs(document.root, version))
        for problem, repair in repairs:
            (faults if repair.action == "fault" else advice).setdefault(problem)
        root = document.root
        for problem, repair in repairs:
            root = repaired(root, repair, problem)
        if root is document.root:
            break
        document = replace(document, root=root)
    else:
        raise ProblemsFound([*faults, *advice])
    root, normalising = normalise_schemas(root, version)
    root, breaking = break_cycles(write_out_heirs(root))
    all_advice = (*document.advice, *advice, *normalising, *breaking)
    return replace(document, root=root, advice=all_advice, faults=(*document.faults, *faults))


def _repairs(root: MappingNode, version: str) -> Iterator[tuple[Problem, Repair]]:
    validator = _openapi_validator("3.0" if version.startswith("3.0") else "3.1")
    document = plain(map_schemas(root, lambda schema: MappingNode(members={}, mark=schema.mark)))
    if version.startswith("3.2"):
        document["openapi"] = "3.1.2"  # the schema of 3.1 knows no other
    for violation in validator.violations(document):
        if is_removed(root, violation.path) or _is_name_of_a_file(root, violation):
            continue
        repair = repair_of(violation)
        if _is_left_to_the_builder(violation, repair):
            continue
        message, code = _message(violation, repair), "not-openapi"
        if violation.keyword == "unknown-key":
            code = "unknown-key"
        problem = Problem(
            mark=mark_at(root, violation.path), code=code, message=message, advice=repair.action != "fault"
        )
        yield problem, repair


def _is_left_to_the_builder(violation: Violation, repair: Repair) -> bool:
    """Whether the builder says more: of parameters that are not sent, unknown statuses, and operations without responses."""
    if (violation.path[-1:], violation.given) in _NOT_SENT:
        return True
    is_status = repair.kind == "Response" and violation.keyword == "unknown-key"
    has_none = repair.kind == "Operation" and (
        violation.missing in {"responses", "default"} or violation.keyword == "minProperties"
    )
    return repair.action == "report" and (is_status or has_none)


def _is_name_of_a_file(root: MappingNode, violation: Violation) -> bool:
    """Whether a violation is about the name of a component that the author did not write: it was another file's."""
    match violation.path:
        case ("components", str(section), str(name)) if violation.keyword == "unknown-key":
            components = (root.mapping("components") or root).mapping(section)
            node = components.get(name) if components else None
            return node is not None and components is not None and components.mark_of(name) == node.mark
        case _:
            return False


def _message(violation: Violation, repair: Repair) -> str:
    """Say what is wrong, what the tool does, and what was probably meant."""
    key = str(violation.path[-1]) if violation.path else ""
    if repair.action == "report":
        return f"{violation.sentence}; the meaning is clear all the same"
    if len(repair.path) == 2 and repair.path[0] == "paths":
        return f"a path must begin with /, so {key} is ignored"
    if violation.keyword == "unknown-key":
        guess = did_you_mean(key, sorted(repair.known_keys))
        return f"{key} is not a key of {repair.object_name}, so it is ignored{guess}"
    return f"{violation.sentence}; {repair.path[-1]} is ignored" if repair.action == "remove" else violation.sentence


@cache
def _openapi_validator(version: str) -> Validator:
    return Validator(_openapi_schema(f"v{version}"), "Draft4Validator" if version == "3.0" else "Draft202012Validator")


def _openapi_schema(version: str) -> Any:
    """Read the schema that openapi-spec-validator contains, without importing that package."""
    found = find_spec("openapi_spec_validator")
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name="openapi_spec_validator")
    return json.loads(
        (Path(found.origin).parent / "resources" / "schemas" / version / "schema.json").read_text("utf-8")
    )


def _extension_problems(root: MappingNode) -> Iterator[Problem]:
    schemas = _extension_schemas()
    for node, _, _ in walk(root):
        for key, member in node.members.items():
            if not key.startswith(_EXTENSION_PREFIX):
                continue
            if key not in schemas:
                message = f"unknown extension {key}{did_you_mean(key, sorted(schemas), or_list=True)}"
                yield Problem(mark=node.mark_of(key), code="unknown-extension", message=message)
                continue
            for violation in _extension_validator(key).violations(plain(member)):
                mark = mark_at(node, [key, *violation.path])
                yield Problem(mark=mark, code="wrong-extension", message=f"{key}: {violation.sentence}")


@cache
def _extension_validator(key: str) -> Validator:
    return Validator(_extension_schemas()[key])


@cache
def _extension_schemas() -> dict[str, Any]:
    text = (Path(__file__).parent / "extensions.schema.json").read_text("utf-8")
    schemas: dict[str, Any] = json.loads(text)["$defs"]
    return schemas

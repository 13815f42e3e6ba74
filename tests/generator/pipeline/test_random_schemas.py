"""Clients of random schemas, called with random values: they raise the documented errors only, and send what is valid.

What a client sends is validated by another library, against the document without the keywords that are said to be ignored.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.pipeline import read
from wxbrand_runtime import InvalidRequest, WxbrandError
from wxbrand_runtime.client.serialisation.bodies import serialise_body
from wxbrand_runtime.models.records import is_model
from wxbrand_runtime.models.validation import validate

from tests.generator.calling import calling
from tests.generator.conftest import Workshop

NAMES = ("a", "b", "class", "a-b", "名")
COMPONENTS = ("One", "Two")
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.sampled_from([0.5, 2.0, -1.5]),
    st.sampled_from(["", "a", "ab", "1", "xyz"]),
)
LIMITS: dict[str, st.SearchStrategy[Any]] = {
    "minLength": st.integers(0, 3),
    "maxLength": st.integers(0, 4),
    "pattern": st.sampled_from(["^a", "b$", "^[a-z]{1,3}$", "(?i)x", r"^\p{L}$", "(a+)+$", "("]),
    "format": st.sampled_from(["date", "int64", "uuid", "strange"]),
    "minimum": st.integers(-3, 3),
    "maximum": st.integers(-3, 5),
    "exclusiveMinimum": st.integers(-3, 3),
    "multipleOf": st.sampled_from([1, 2, 0.5]),
    "minItems": st.integers(0, 2),
    "maxItems": st.integers(0, 3),
    "uniqueItems": st.booleans(),
    "minProperties": st.integers(0, 2),
    "maxProperties": st.integers(0, 2),
    "enum": st.lists(SCALARS, min_size=1, max_size=3),
    "const": SCALARS,
    "required": st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
    "nullable": st.booleans(),
    "description": st.just("text"),
    "default": SCALARS,
    "example": SCALARS,
    "maxLenght": st.just(1),
    "deprecated": st.booleans(),
}
TYPES = ["string", "integer", "number", "boolean", "array", "object", "null"]
TYPE = st.one_of(
    st.sampled_from(TYPES), st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True), st.just("sting")
)
REFERENCE = st.sampled_from(COMPONENTS).map(lambda name: {"$ref": f"#/components/schemas/{name}"})


def _object_schema(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    schemas = st.lists(inner, min_size=1, max_size=3)
    by_name = st.dictionaries(st.sampled_from(NAMES), inner, max_size=3)
    keywords = {
        **LIMITS,
        "type": TYPE,
        "properties": by_name,
        "items": inner,
        "prefixItems": schemas,
        "additionalProperties": inner,
        "patternProperties": st.dictionaries(st.sampled_from(["^a", "b"]), inner, min_size=1, max_size=1),
        "propertyNames": st.just({"maxLength": 2}),
        "unevaluatedProperties": inner,
        "allOf": schemas,
        "anyOf": schemas,
        "oneOf": schemas,
        "not": inner,
        "if": inner,
        "then": inner,
        "contains": inner,
        "dependentRequired": st.just({"a": ["b"]}),
        "$ref": REFERENCE.map(lambda reference: reference["$ref"]),
    }
    typed = {"type": TYPE}
    return st.sampled_from([*keywords]).flatmap(
        lambda first: st.sampled_from([*keywords]).flatmap(
            lambda second: st.fixed_dictionaries(
                {**typed, first: keywords[first], second: keywords[second]}
            ) | st.fixed_dictionaries({first: keywords[first], second: keywords[second]})
        )
    )  # fmt: skip


SCHEMA = st.recursive(st.booleans() | REFERENCE | st.just({}), _object_schema, max_leaves=8)
VALUE = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*NAMES, "other"]), inner, max_size=3),
)
Schemas = dict[str, Any]
SCHEMAS = st.fixed_dictionaries({"body": SCHEMA, **dict.fromkeys(COMPONENTS, SCHEMA)})


def document(schemas: Schemas, version: str) -> str:
    """Return a document with an operation whose body and answer have the schema `body`."""
    body = {"application/json": {"schema": {"type": "object", "required": ["v"], "properties": {"v": schemas["body"]}}}}
    operation = {
        "operationId": "Send",
        "tags": ["thing"],
        "requestBody": {"required": True, "content": body},
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": schemas["body"]}}}},
    }
    components = {"schemas": {name: schemas[name] for name in COMPONENTS}}
    return json.dumps({
        "openapi": version, "info": {"title": "t", "version": "1"}, "servers": [{"url": "https://api.example.com"}],
        "paths": {"/things": {"post": operation}}, "components": components,
    })  # fmt: skip


def as_model(value: Any, annotation: Any, models: Any, choose: Callable[[list[Any]], Any]) -> Any:
    """Make models from some of the objects in a value, as a caller would."""
    classes = [
        model for name in dir(models) if is_model(model := getattr(models, name)) and not name.endswith("Request")
    ]
    if isinstance(value, dict):
        inner = {key: as_model(member, annotation, models, choose) for key, member in value.items()}
        for model in classes:
            wires = dict(zip(model.__struct_encode_fields__, model.__struct_fields__, strict=True))
            if inner.keys() <= wires.keys():
                try:
                    made = model(**{wires[key]: member for key, member in inner.items()})
                except WxbrandError:
                    continue
                return choose([made, inner])
        return inner
    return [as_model(item, annotation, models, choose) for item in value] if isinstance(value, list) else value


def documented(node: Any) -> Any:
    """Write as JSON Schema has it what clients read otherwise: `nullable` of OpenAPI 3.0, and `oneOf` as `anyOf`."""
    if isinstance(node, list):
        return [documented(item) for item in node]
    if not isinstance(node, dict):
        return node
    members = {key: documented(member) for key, member in node.items() if key != "nullable"}
    if isinstance(alternatives := members.pop("oneOf", None), list):
        members["allOf"] = [*members.get("allOf", ()), {"anyOf": alternatives}]
    return {"anyOf": [members, {"type": "null"}]} if node.get("nullable") is True else members


def is_valid(value: Any, workshop: Workshop) -> bool:
    """Whether another library finds a body valid."""
    _, built = read(workshop.spec)
    followed = documented(plain(built.document.root))
    registry: Any = Registry().with_resource("urn:doc", DRAFT202012.create_resource(followed))
    pointer = "#/paths/~1things/post/requestBody/content/application~1json/schema"
    validator = jsonschema.Draft202012Validator({"$ref": f"urn:doc{pointer}"}, registry=registry)
    return validator.is_valid(value)


def check(
    schemas: Schemas, values: list[Any], version: str, choose: Callable[[list[Any]], Any], *, over_socket: bool
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        workshop = Workshop(folder).whole(document(schemas, version))
        if workshop.problems():
            return  # the only operation is left out
        with calling(workshop) as called:
            for value in values:
                sent = as_model(value, None, called.models, choose)
                if over_socket:
                    called.answer = value
                    body = _send(called, sent)
                else:
                    body = _encode(called, sent)
                if body is not None:
                    assert is_valid(json.loads(body), workshop), body
    finally:
        shutil.rmtree(folder)


def _send(called: Any, value: Any) -> bytes | None:
    count = len(called.requests)
    with suppress(WxbrandError):
        called.client.thing.send(v=value)
    return called.requests[-1].body if len(called.requests) > count else None


def _encode(called: Any, value: Any) -> bytes | None:
    request = called.models.SendRequest(v=value)
    try:
        validate(request)
    except InvalidRequest:
        return None
    return serialise_body(request).content


PARAMETERS = (SCHEMAS, st.lists(VALUE, min_size=4, max_size=8), st.sampled_from(["3.1.1", "3.0.3"]), st.data())


@pytest.mark.parametrize("over_socket", [False, True])
def test_a_client_raises_documented_errors_only_and_sends_valid_bodies(over_socket: bool) -> None:
    @given(*PARAMETERS)
    @settings(
        max_examples=8 if over_socket else 25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    def try_one(schemas: Schemas, values: list[Any], version: str, data: Any) -> None:
        check(schemas, values, version, lambda options: data.draw(st.sampled_from(options)), over_socket=over_socket)

    try_one()

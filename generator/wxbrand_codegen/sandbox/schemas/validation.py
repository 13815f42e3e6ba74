"""Validate values against the document's schemas (JSON Schema 2020-12, with the differences of OpenAPI 3.0)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError, best_match
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from wxbrand_codegen.ir.types import is_timestamp
from wxbrand_codegen.patterns.translation import python_pattern
from wxbrand_codegen.sandbox.refusals import Location, field_name, param_error
from wxbrand_codegen.sandbox.schemas.descriptions import condition_note
from wxbrand_codegen.sandbox.schemas.directions import as_requests_need
from wxbrand_codegen.sandbox.schemas.messages import explain_error
from wxbrand_codegen.sandbox.schemas.nodes import Node, find_undeclared

_DOCUMENT_URI = "urn:wxbrand:document"


class SchemaValidator:
    """Validates values of requests against the schemas of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        resource = DRAFT202012.create_resource(as_requests_need(document))
        self._registry: Registry[Any] = Registry().with_resource(_DOCUMENT_URI, resource)

    def validate(self, schema: Node, value: Any, location: Location, base: str = "") -> None:
        """Raise RequestRefused, 400 PARAM_ERROR, for the first error in the value. `base` is its name."""
        undeclared = find_undeclared((schema,), value)
        if undeclared is not None:
            raise param_error(location, field_name(undeclared, base), "is not a field of this request")
        ref = {"$ref": f"{_DOCUMENT_URI}#{schema.pointer}"}
        validator = _Validator(ref, registry=self._registry, format_checker=_FORMATS)
        error = best_match(validator.iter_errors(value))
        if error is not None:
            path, issue = explain_error(error)
            raise param_error(
                location, field_name(path, base) or "body", issue, error.instance, keyword=error.validator
            )


@lru_cache(maxsize=1024)
def _compiled(ecma: str) -> re.Pattern[str]:
    return re.compile(python_pattern(ecma), re.ASCII)


def _pattern(_validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and not _compiled(pattern).search(value):
        yield ValidationError("does not match")


def _unless_nullable(keyword: str) -> Any:
    def validate(validator: Any, rule: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        if value is not None or schema.get("nullable") is not True:  # OpenAPI 3.0
            yield from Draft202012Validator.VALIDATORS[keyword](validator, rule, value, schema)

    return validate


def _exclusive(keyword: str, inclusive: str) -> Any:
    def validate(validator: Any, bound: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(bound, bool):  # OpenAPI 3.0 has a boolean here, which qualifies the inclusive bound
            bound = schema.get(inclusive) if bound else None
        if bound is not None:
            yield from Draft202012Validator.VALIDATORS[keyword](validator, bound, value, schema)

    return validate


def _properties(validator: Any, properties: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    for name, schema in properties.items() if isinstance(value, dict) else ():
        if name in value:
            for error in validator.descend(value[name], schema, path=name, schema_path=name):
                if not error.path:  # the library leaves out the name if the schema is `false`
                    error.path.appendleft(name)
                yield error


def _if(validator: Any, condition: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    is_met = validator.evolve(schema=condition).is_valid(value)
    branch = "then" if is_met else "else"
    if branch in schema:
        note = condition_note("when" if is_met else "unless", condition)
        yield from _with_note(validator.descend(value, schema[branch], schema_path=branch), note)


def _dependent_schemas(validator: Any, schemas: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    for name, schema in schemas.items() if isinstance(value, dict) else ():
        if schema is False:
            yield from _properties(validator, {name: False}, value, {})
        elif name in value:
            yield from _with_note(validator.descend(value, schema, schema_path=name), f"when {name} is given")


def _property_names(validator: Any, schema: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    for name in value if isinstance(value, dict) else ():
        yield from _with_note(validator.descend(instance=name, schema=schema), f"in the key {name[:64]!r}")


def _with_note(errors: Iterator[ValidationError], note: str | None) -> Iterator[ValidationError]:
    """Attach the condition under which a value is invalid, for the message."""
    for error in errors:
        if note is not None:
            error.add_note(note)
        yield error


# Documented examples can match several branches if all fields are optional, so `oneOf` is validated as `anyOf`.
_Validator = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        "pattern": _pattern,
        "properties": _properties,
        "if": _if,
        "dependentSchemas": _dependent_schemas,
        "propertyNames": _property_names,
        "oneOf": Draft202012Validator.VALIDATORS["anyOf"],
        "type": _unless_nullable("type"),
        "enum": _unless_nullable("enum"),
        "exclusiveMinimum": _exclusive("exclusiveMinimum", "minimum"),
        "exclusiveMaximum": _exclusive("exclusiveMaximum", "maximum"),
    },
)
_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date-time")
def _is_timestamp(value: object) -> bool:
    return not isinstance(value, str) or is_timestamp(value)

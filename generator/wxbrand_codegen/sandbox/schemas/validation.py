"""Checking values against the document's schemas (JSON Schema 2020-12), and saying what is wrong in our own words."""

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

from wxbrand_codegen.ir.timestamps import is_timestamp
from wxbrand_codegen.patterns.translate import python_pattern
from wxbrand_codegen.sandbox.refusals import Location, field_name, param_error
from wxbrand_codegen.sandbox.schemas.nodes import Node
from wxbrand_codegen.sandbox.schemas.unknown_fields import unknown_name

_HOME = "urn:wxbrand:document"
_JSON_TYPES: Mapping[type, str] = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


class Schemas:
    """The schemas of one document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        home = DRAFT202012.create_resource(document)
        self._registry: Registry[Any] = Registry().with_resource(_HOME, home)

    def check(self, schema: Node, value: Any, location: Location, base: str = "") -> None:
        """Raise RequestRefused, 400 PARAM_ERROR, for the first thing in the value that breaks the schema."""
        stray = unknown_name((schema,), value)
        if stray is not None:
            raise param_error(location, field_name(stray, base), "is not a field of this request")
        validator = _Validator({"$ref": f"{_HOME}#{schema.pointer}"}, registry=self._registry, format_checker=_FORMATS)
        error = best_match(validator.iter_errors(value))
        if error is not None:
            path, issue = _explained(error)
            shown = () if error.validator in {"required", "dependentRequired"} else (error.instance,)
            raise param_error(location, field_name(path, base) or "body", issue, *shown)


@lru_cache(maxsize=1024)
def _compiled(ecma: str) -> re.Pattern[str]:
    return re.compile(python_pattern(ecma), re.ASCII)


def _pattern(_validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(value, str) and not _compiled(pattern).search(value):
        yield ValidationError("does not match")


def _type(validator: Any, types: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    if value is not None or schema.get("nullable") is not True:  # OpenAPI 3.0
        yield from Draft202012Validator.VALIDATORS["type"](validator, types, value, schema)


def _enum(validator: Any, values: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    if value is not None or schema.get("nullable") is not True:
        yield from Draft202012Validator.VALIDATORS["enum"](validator, values, value, schema)


def _exclusive(keyword: str, inclusive: str) -> Any:
    def check(validator: Any, bound: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
        if isinstance(bound, bool):  # OpenAPI 3.0 writes it as a remark on the other bound
            bound = schema.get(inclusive) if bound else None
        if bound is not None:
            yield from Draft202012Validator.VALIDATORS[keyword](validator, bound, value, schema)

    return check


# Examples of kinds whose members are all optional fit several of them: `oneOf` is held for `anyOf` here.
_Validator = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {
        "pattern": _pattern,
        "oneOf": Draft202012Validator.VALIDATORS["anyOf"],
        "type": _type,
        "enum": _enum,
        "exclusiveMinimum": _exclusive("exclusiveMinimum", "minimum"),
        "exclusiveMaximum": _exclusive("exclusiveMaximum", "maximum"),
    },
)
_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date-time")
def _is_timestamp(value: object) -> bool:
    return not isinstance(value, str) or is_timestamp(value)


def _explained(error: ValidationError) -> tuple[list[str | int], str]:
    """Give where and what. The library's own messages repeat the whole value, which may be long."""
    path = list(error.absolute_path)
    rule: Any = error.validator_value
    value: Any = error.instance
    match error.validator:
        case "required":
            return [*path, next(name for name in rule if name not in value)], "is required"
        case "type":
            wanted = " or ".join([rule] if isinstance(rule, str) else rule)
            return path, f"must be {wanted}, not {_JSON_TYPES[type(value)]}"
        case "maxLength":
            return path, f"has {len(value)} characters; at most {rule} are allowed"
        case "minLength":
            return path, f"has {len(value)} characters; at least {rule} are needed"
        case "maxItems":
            return path, f"has {len(value)} items; at most {rule} are allowed"
        case "minItems":
            return path, f"has {len(value)} items; at least {rule} are needed"
        case "uniqueItems":
            return path, "holds an item twice"
        case "pattern":
            return path, f"does not match {rule}"
        case "enum":
            return path, f"must be one of {', '.join(str(member) for member in rule)}"
        case "const":
            return path, f"must be {rule}"
        case "minimum" | "exclusiveMinimum":
            return path, f"must be {'more than' if error.validator == 'exclusiveMinimum' else 'at least'} {rule}"
        case "maximum" | "exclusiveMaximum":
            return path, f"must be {'less than' if error.validator == 'exclusiveMaximum' else 'at most'} {rule}"
        case "format":
            return path, f"is not a {rule}, such as 2025-01-01T00:00:00+08:00"
        case "anyOf" | "oneOf":
            return path, "fits none of the forms, or more than one, that the spec allows here"
        case None:  # the schema is `false`
            return path, "is not allowed here"
        case _:
            return path, f"breaks the spec's rule {error.validator}"

"""Messages for validation errors. The library's own messages repeat the whole value, which may be long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jsonschema.exceptions import ValidationError

_JSON_TYPES: Mapping[type, str] = {
    dict: "object",
    list: "array",
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    type(None): "null",
}


def explain_error(error: ValidationError) -> tuple[list[str | int], str]:
    """Return the path of the invalid value and what is wrong with it."""
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

"""Messages for validation errors, with the names of the fields that a rule is about.

The messages of the library repeat the whole value, which may be long.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from jsonschema.exceptions import ValidationError

from wxbrand_codegen.sandbox.schemas.nodes import JSON_TYPES

_COUNTED = {
    "maxLength": "characters",
    "minLength": "characters",
    "maxItems": "items",
    "minItems": "items",
    "maxProperties": "fields",
    "minProperties": "fields",
}
_BOUNDS = {
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
    "multipleOf": "a multiple of",
}
_ANNOTATIONS = {"title", "description", "$comment"}
_ALTERNATIVES = {"oneOf": "exactly one of", "anyOf": "at least one of"}

_Path = list[str | int]


def explain_error(error: ValidationError) -> tuple[_Path, str]:
    """Return the path of the invalid value and what is wrong with it, with the conditions under which it is wrong."""
    path, issue = _explain(error)
    conditions: list[str] = []
    while True:
        conditions += getattr(error, "__notes__", ())
        if not isinstance(error.parent, ValidationError):
            break
        error = error.parent
    return path, " and ".join([f"{issue} {conditions[0]}", *conditions[1:]]) if conditions else issue


def _explain(error: ValidationError) -> tuple[_Path, str]:
    path: _Path = list(error.absolute_path)
    rule: Any = error.validator_value
    value: Any = error.instance
    match error.validator:
        case "required":
            return [*path, next(name for name in rule if name not in value)], "is required"
        case "dependentRequired":
            given, missing = next(
                (name, other)
                for name, others in rule.items()
                if name in value
                for other in others
                if other not in value
            )
            return [*path, missing], f"is required when {given} is given"
        case "not":
            return _explain_not(path, rule, value)
        case "anyOf" | "oneOf":
            return path, _explain_alternatives(_ALTERNATIVES[error.validator], rule)
        case None:  # the schema is `false`
            return path, "must be left out"
        case _:
            return path, _explain_value(str(error.validator), rule, value)


def _explain_value(keyword: str, rule: Any, value: Any) -> str:
    if keyword in _COUNTED:
        limit = f"at most {rule} are allowed" if keyword.startswith("max") else f"at least {rule} are needed"
        return f"has {len(value)} {_COUNTED[keyword]}; {limit}"
    if keyword in _BOUNDS:
        return f"must be {_BOUNDS[keyword]} {rule}"
    match keyword:
        case "type":
            return f"must be {_list([rule] if isinstance(rule, str) else rule, 'or')}, not {JSON_TYPES[type(value)]}"
        case "contains":
            item = _describe_value("an item", rule)
            return f"must contain {item.removeprefix('an item is ')}" if item else "has no item that the spec requires"
        case "uniqueItems":
            return "has the same item twice"
        case "pattern":
            return f"does not match {rule}"
        case "enum":
            return f"must be one of {', '.join(map(_text, rule))}"
        case "const":
            return f"must be {_text(rule)}"
        case "format":
            return f"is not a {rule}, such as 2025-01-01T00:00:00+08:00"
        case "additionalProperties" | "unevaluatedProperties":
            return "has a field that the spec does not allow"
        case _:
            return f"does not satisfy the rule {keyword} in the spec"


def _explain_not(path: _Path, rule: Any, value: Any) -> tuple[_Path, str]:
    if not isinstance(rule, Mapping) or not isinstance(value, Mapping):
        description = _describe_value("the value", rule)
        return path, description.replace("the value is ", "must not be ", 1) if description else "is not allowed"
    for branch in [*rule.get("anyOf", ()), *rule.get("oneOf", ())]:
        names = _required_only(branch)
        if names and all(name in value for name in names):
            return _explain_not(path, branch, value)
    names = _required_only(rule)
    if len(names) == 1:
        return [*path, names[0]], "must be left out"
    if names:
        return path, f"{_list(names)} {'exclude each other' if len(names) == 2 else 'must not all be given together'}"
    description = describe_condition(rule)
    if description:
        return path, f"is not allowed: {description}"
    names = _names(rule)
    return path, (
        f"has a combination of {_list(names)} that is not allowed" if names else "has a value that is not allowed"
    )


def _explain_alternatives(how_many: str, branches: Sequence[Any]) -> str:
    groups = [_required_only(branch) for branch in branches]
    if all(groups):
        return f"{how_many} these must be given: {', '.join(' with '.join(names) for names in groups)}"
    descriptions = [describe_condition(branch) for branch in branches]
    if all(descriptions):
        return f"{how_many} these must be so: {'; '.join(map(str, descriptions))}"
    names = _names({"anyOf": branches})
    subject = f", which are about {_list(names)}" if names else ""
    return f"matches none of the {len(branches)} alternatives in the spec{subject}"


def describe_condition(schema: Any, prefix: str = "") -> str | None:
    """Describe which objects are valid under a schema, such as "usage_mode is SINGLE". Return None if that needs more words."""
    if not isinstance(schema, Mapping) or set(schema) - {"properties", "required", *_ANNOTATIONS}:
        return None
    properties: Mapping[str, Any] = schema.get("properties", {})
    facts = [_describe_value(f"{prefix}{name}", property_) for name, property_ in properties.items()]
    given = [f"{prefix}{name}" for name in schema.get("required", ()) if name not in properties]
    if given:
        facts.append(f"{_list(given)} {'is' if len(given) == 1 else 'are'} given")
    return " and ".join(map(str, facts)) if facts and all(facts) else None


def _describe_value(name: str, schema: Any) -> str | None:
    match schema:
        case False:
            return f"{name} is left out"
        case {"const": value}:
            return f"{name} is {_text(value)}"
        case {"enum": values}:
            return f"{name} is {_list(list(map(_text, values)), 'or')}"
        case {"contains": inner} | {"not": inner}:
            verb = "contains" if "contains" in schema else "is not"
            description = _describe_value(name, inner)
            return description.replace(f"{name} is ", f"{name} {verb} ", 1) if description else None
        case _:
            return describe_condition(schema, f"{name}.")


def _required_only(schema: Any) -> list[str]:
    """Return the names that a schema requires if it does nothing else, else an empty list."""
    if isinstance(schema, Mapping) and not set(schema) - {"required", *_ANNOTATIONS}:
        return list(schema.get("required", ()))
    return []


def _names(schema: Any) -> list[str]:
    """Return the names of the fields that a schema mentions, in order and each once."""
    if not isinstance(schema, Mapping):
        return []
    branches = [branch for key in ("allOf", "anyOf", "oneOf") for branch in schema.get(key, ())]
    branches += [schema.get(key) for key in ("not", "if", "then", "else")]
    inner = [name for branch in branches for name in _names(branch)]
    return list(dict.fromkeys([*schema.get("required", ()), *schema.get("properties", ()), *inner]))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _list(words: Sequence[str], conjunction: str = "and") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {conjunction} {words[-1]}"

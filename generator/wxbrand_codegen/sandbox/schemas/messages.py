"""Messages for validation errors, with the names of the fields that a rule is about.

The messages of the library repeat the whole value, which may be long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jsonschema.exceptions import ValidationError

from wxbrand_codegen.sandbox.schemas.descriptions import (
    BOUNDS,
    COUNTED,
    INFINITIVES,
    describe_condition,
    join,
    names_in,
    phrase_of,
    required_only,
    text_of,
)
from wxbrand_codegen.sandbox.schemas.nodes import JSON_TYPES

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
        case "contains" | "minContains" | "maxContains":
            return path, _explain_contains(error)
        case "additionalProperties" | "unevaluatedProperties":
            return [*path, *_undeclared(error)], "is not allowed by the spec"
        case None:  # the schema is `false`
            return path, "must be left out"
        case _:
            return path, _explain_value(str(error.validator), rule, value)


def _explain_contains(error: ValidationError) -> str:
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}
    inner = schema.get("contains")
    phrase = phrase_of(inner)
    least, most = schema.get("minContains", 1), schema.get("maxContains")
    if least == 1 and most is None:
        listed = phrase and isinstance(inner, Mapping) and ("const" in inner or "enum" in inner)
        item = phrase.removeprefix("is ") if phrase and listed else f"an item that {phrase}"
        return f"must contain {item}" if phrase else "has no item that the spec requires"
    limits = [f"at least {least}"] if least else []
    limits += [f"at most {most}"] if most is not None else []
    which = f"of which each {phrase}" if phrase else "that the spec describes"
    return f"must contain {' and '.join(limits)} items {which}"


def _undeclared(error: ValidationError) -> list[str]:
    """Return the name of the first field that a schema forbids, if it can be told."""
    schema: Mapping[str, Any] = error.schema if isinstance(error.schema, Mapping) else {}
    value: Any = error.instance
    names = [name for name in value if name not in schema.get("properties", ())] if isinstance(value, Mapping) else []
    return [next(name for name in names)] if len(names) == 1 else []


def _explain_value(keyword: str, rule: Any, value: Any) -> str:
    if keyword in COUNTED:
        limit = f"at most {rule} are allowed" if keyword.startswith("max") else f"at least {rule} are needed"
        return f"has {len(value)} {COUNTED[keyword]}; {limit}"
    if keyword in BOUNDS:
        return f"must be {BOUNDS[keyword]} {rule}"
    match keyword:
        case "type":
            return f"must be {join([rule] if isinstance(rule, str) else rule, 'or')}, not {JSON_TYPES[type(value)]}"
        case "uniqueItems":
            return "has the same item twice"
        case "pattern":
            return f"does not match {rule}"
        case "enum":
            return f"must be one of {', '.join(map(text_of, rule))}"
        case "const":
            return f"must be {text_of(rule)}"
        case "format":
            return f"is not a {rule}, such as 2025-01-01T00:00:00+08:00"
        case "items" | "unevaluatedItems":
            return "has more items than the spec allows"
        case _:
            return f"does not satisfy the rule {keyword} in the spec"


def _explain_not(path: _Path, rule: Any, value: Any) -> tuple[_Path, str]:
    if not isinstance(rule, Mapping) or not isinstance(value, Mapping):
        verb, _, rest = (phrase_of(rule) or "").partition(" ")
        return path, f"must not {INFINITIVES[verb]} {rest}" if verb else "is not allowed"
    for branch in [*rule.get("anyOf", ()), *rule.get("oneOf", ())]:
        names = required_only(branch)
        if names and all(name in value for name in names):
            return _explain_not(path, branch, value)
    names = required_only(rule)
    if len(names) == 1:
        return [*path, names[0]], "must be left out"
    if names:
        return path, f"{join(names)} {'exclude each other' if len(names) == 2 else 'must not all be given together'}"
    description = describe_condition(rule)
    if description:
        return path, f"is not allowed: {description}"
    names = names_in(rule)
    if not names:
        return path, "has a value that is not allowed"
    return path, f"has a {'value' if len(names) == 1 else 'combination'} of {join(names)} that is not allowed"


def _explain_alternatives(how_many: str, branches: Sequence[Any]) -> str:
    groups = [required_only(branch) for branch in branches]
    if all(groups):
        return f"{how_many} these must be given: {', '.join(' with '.join(names) for names in groups)}"
    descriptions = [describe_condition(branch) for branch in branches]
    if all(descriptions):
        return f"{how_many} these must be so: {'; '.join(map(str, descriptions))}"
    names = names_in({"anyOf": branches})
    subject = f", which are about {join(names)}" if names else ""
    return f"matches none of the {len(branches)} alternatives in the spec{subject}"

"""Find out where a value violates a JSON Schema, and say each violation in one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wxbrand_codegen.suggestions import did_you_mean, one_of

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One violation."""

    path: Path
    """Keys and indexes that lead to the value. Of an unknown key: to the key. Of a missing one: to the object."""

    keyword: str
    """Keyword of JSON Schema that is violated, or `unknown-key`."""

    sentence: str
    given: str = ""
    """The value, if it is a text."""

    missing: str = ""
    """The key that is missing, if the keyword is `required`."""


class Validator:
    """Validates against one JSON Schema."""

    def __init__(self, schema: Any, draft: str = "Draft202012Validator") -> None:
        import jsonschema_rs  # slow to import

        self._validator = getattr(jsonschema_rs, draft)(schema)

    def violations(self, value: Any) -> Iterator[Violation]:
        """Yield each violation once. Of several alternatives, the one that was probably meant is looked at."""
        if not self._validator.is_valid(value):
            found = (violation for error in self._validator.iter_errors(value) for violation in _violations(error))
            yield from dict.fromkeys(replace(one, path=_names(value, one.path)) for one in found)


def _names(value: Any, path: Path) -> Path:
    """Return a path with keys as text: jsonschema_rs turns a key such as "200" into a number."""
    steps: list[str | int] = []
    for step in path:
        if isinstance(value, list):
            steps.append(step)
            value = value[int(step)]
        else:
            steps.append(str(step))
            value = value.get(str(step))
    return tuple(steps)


def _violations(error: Any) -> Iterator[Violation]:
    kind, path = error.kind, tuple(error.instance_path)
    if kind.name in {"oneOf", "anyOf"} and any(kind.context):
        alternatives = [branch for branch in kind.context if branch]
        for inner in min(alternatives, key=lambda branch: _distance(branch, path)):
            yield from _violations(inner)
    elif kind.name in {"additionalProperties", "unevaluatedProperties"}:
        for key in kind.unexpected:
            yield Violation(path=(*path, key), keyword="unknown-key", sentence=f"{key} is not a key of this object")
    elif kind.name == "propertyNames":
        name = kind.error.instance
        yield Violation(path=(*path, name), keyword="unknown-key", sentence=f"{name} is not a possible name here")
    elif kind.name == "falseSchema" and path:
        yield Violation(path=path, keyword="unknown-key", sentence=f"{path[-1]} has no place in this object")
    else:
        missing = kind.property if kind.name == "required" else ""
        given = error.instance if isinstance(error.instance, str) else ""
        yield Violation(path=path, keyword=kind.name, sentence=_sentence(error, path), given=given, missing=missing)


def _distance(errors: Sequence[Any], path: Path) -> tuple[bool, bool, int, int]:
    """Return how far a value is from an alternative: that for references, one for another type, or with other values, last."""
    at_root = [error for error in errors if tuple(error.instance_path) == path]
    return (
        any(error.kind.name == "required" and error.kind.property == "$ref" for error in at_root),
        any(error.kind.name == "type" for error in at_root),
        sum(error.kind.name in {"enum", "const"} for error in errors),
        len(errors),
    )


def _sentence(error: Any, path: Path) -> str:
    kind = error.kind
    name = next((step for step in reversed(path) if isinstance(step, str)), "the document")
    match kind.name:
        case "type":
            return f"{name} must be {one_of([_TYPES.get(type_, type_) for type_ in kind.types])}, not {_brief(error)}"
        case "enum":
            return f"{name} cannot be {_brief(error)}{_suggestion(error)}"
        case "const":
            return f"{name} must be {json.dumps(kind.expected_value)}, not {_brief(error)}"
        case "required":
            return f"{kind.property} is missing here"
        case "pattern":
            return f"{_brief(error)} is not a possible {name}"
        case "not" | "oneOf" | "anyOf":
            return f"{name} holds keys that exclude each other, or too few of them"
        case "uniqueItems":
            return f"{name} lists a value twice"
        case _:
            return f"{name}: {error.message}".splitlines()[0]


_TYPES = {"object": "an object", "array": "a list", "string": "a string", "integer": "an integer", "number": "a number",
          "boolean": "true or false", "null": "null"}  # fmt: skip


def _brief(error: Any) -> str:
    value = error.instance
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"


def _suggestion(error: Any) -> str:
    texts = [text for text in error.kind.options if isinstance(text, str)]
    return did_you_mean(str(error.instance), texts, or_list=True)

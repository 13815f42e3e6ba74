"""Put schemas into words: which values and objects are valid under them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

COUNTED = {
    "maxLength": "characters",
    "minLength": "characters",
    "maxItems": "items",
    "minItems": "items",
    "maxProperties": "fields",
    "minProperties": "fields",
}
BOUNDS = {
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
    "multipleOf": "a multiple of",
}
_ANNOTATIONS = {"title", "description", "$comment"}
_DESCRIBED = {"properties", "required", "allOf", "anyOf", "oneOf", "not"}
"""Keywords of conditions that can be put into words."""

INFINITIVES = {"is": "be", "has": "have", "matches": "match", "contains": "contain"}


def describe_condition(schema: Any, prefix: str = "") -> str | None:
    """Describe which objects are valid under a schema, such as "usage_mode is SINGLE". Return None if that needs more words."""
    if not isinstance(schema, Mapping) or set(schema) - _DESCRIBED - _ANNOTATIONS:
        return None
    properties: Mapping[str, Any] = schema.get("properties", {})
    facts = [_describe_value(f"{prefix}{name}", property_) for name, property_ in properties.items()]
    given = [f"{prefix}{name}" for name in schema.get("required", ()) if name not in properties]
    if given:
        facts.append(f"{join(given)} {'is' if len(given) == 1 else 'are'} given")
    facts += [describe_condition(branch, prefix) for branch in schema.get("allOf", ())]
    for key in ("anyOf", "oneOf"):
        if key in schema:
            choices = [describe_condition(branch, prefix) for branch in schema[key]]
            facts.append(f"either {' or '.join(map(str, choices))}" if all(choices) else None)
    if "not" in schema:
        facts.append(_describe_opposite(schema["not"], prefix))
    return " and ".join(map(str, facts)) if facts and all(facts) else None


def condition_note(word: str, condition: Any) -> str | None:
    """Return when a rule applies, after "when" or "unless"; at least the names that the condition is about."""
    description = describe_condition(condition)
    if description:
        return f"{word} {description}"
    names = names_in(condition)
    if not names:
        return None
    return f"under a condition on {join(names)}" if word == "when" else f"unless a condition on {join(names)} holds"


def _describe_opposite(schema: Any, prefix: str) -> str | None:
    names = required_only(schema)
    if names:
        return f"{join([prefix + name for name in names])} {'is' if len(names) == 1 else 'are'} not {'' if len(names) == 1 else 'all '}given"
    if (
        isinstance(schema, Mapping)
        and len(schema.get("properties", ())) == 1
        and not set(schema) - {"properties", "required"}
    ):
        ((name, property_),) = schema["properties"].items()
        if not set(schema.get("required", ())) - {name}:
            return _describe_value(f"{prefix}{name}", {"not": property_})
    description = describe_condition(schema, prefix)
    return f"it is not so that {description}" if description else None


def _describe_value(name: str, schema: Any) -> str | None:
    phrase = phrase_of(schema)
    return f"{name} {phrase}" if phrase else describe_condition(schema, f"{name}.")


def phrase_of(schema: Any) -> str | None:
    """Describe a value other than an object, as a phrase such as "is SINGLE" or "has at most 5 characters"."""
    match schema:
        case False:
            return "is left out"
        case {"const": value}:
            return f"is {text_of(value)}"
        case {"enum": values}:
            return f"is {join(list(map(text_of, values)), 'or')}"
        case {"contains": inner}:
            phrase = phrase_of(inner)
            return f"contains {phrase.removeprefix('is ')}" if phrase and phrase.startswith("is ") else None
        case {"not": inner}:
            phrase = phrase_of(inner)
            return _negated(phrase) if phrase else None
        case Mapping():
            phrases = [_keywordphrase_of(key, rule) for key, rule in schema.items() if key not in _ANNOTATIONS]
            return " and ".join(map(str, phrases)) if phrases and all(phrases) else None
        case _:
            return None


def _keywordphrase_of(keyword: str, rule: Any) -> str | None:
    if keyword in BOUNDS:
        return f"is {BOUNDS[keyword]} {rule}"
    if keyword in COUNTED:
        return f"has at {'most' if keyword.startswith('max') else 'least'} {rule} {COUNTED[keyword]}"
    match keyword:
        case "pattern":
            return f"matches {rule}"
        case "type":
            return f"is of type {join([rule] if isinstance(rule, str) else rule, 'or')}"
        case _:
            return None


def _negated(phrase: str) -> str:
    verb, _, rest = phrase.partition(" ")
    return f"is not {rest}" if verb == "is" else f"does not {INFINITIVES[verb]} {rest}"


def required_only(schema: Any) -> list[str]:
    """Return the names that a schema requires if it does nothing else, else an empty list."""
    if isinstance(schema, Mapping) and not set(schema) - {"required", *_ANNOTATIONS}:
        return list(schema.get("required", ()))
    return []


def names_in(schema: Any) -> list[str]:
    """Return the names of the fields that a schema mentions, in order and each once."""
    if not isinstance(schema, Mapping):
        return []
    branches = [branch for key in ("allOf", "anyOf", "oneOf") for branch in schema.get(key, ())]
    branches += [schema.get(key) for key in ("not", "if", "then", "else")]
    inner = [name for branch in branches for name in names_in(branch)]
    for name, others in schema.get("dependentRequired", {}).items():
        inner += [name, *others]
    for name, branch in schema.get("dependentSchemas", {}).items():
        inner += [name, *names_in(branch)]
    return list(dict.fromkeys([*schema.get("required", ()), *schema.get("properties", ()), *inner]))


def text_of(value: Any) -> str:
    """Write a JSON value; texts without quotes."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def join(words: Sequence[str], conjunction: str = "and") -> str:
    """Write a list of words."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {conjunction} {words[-1]}"

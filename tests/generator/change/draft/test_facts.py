"""Nothing that a page says is lost between the page and its draft: it is at its place in the document, or a TODO."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from wxbrand_codegen.build.api import build
from wxbrand_codegen.change.draft import draft, page_document
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.document.structure import walk
from wxbrand_codegen.pages import Field, Page, Place, lifetime_in

from tests.generator.change.draft.random_pages import PLAIN, innermost, pages

PLACES: tuple[Place, ...] = ("body", "response", "resource")
KEYWORDS = {
    "min_length": "minLength", "max_length": "maxLength", "pattern": "pattern", "minimum": "minimum",
    "maximum": "maximum", "min_items": "minItems", "max_items": "maxItems", "max_bytes": "x-wxbrand-max-bytes",
}  # fmt: skip


AT_RANDOM = settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a page smaller takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Draft:
    """A draft, to look for facts in."""

    def __init__(self, page: Page) -> None:
        text = draft(page, with_source=True)
        self.comments = [line.strip().removeprefix("# ") for line in text.splitlines() if line.strip().startswith("# ")]
        self.todos = [comment for comment in self.comments if comment.startswith("TODO ")]
        self.root = yaml.safe_load(text)

    def has_todo(self, *words: object) -> bool:
        return any(all(str(word) in todo for word in words) for todo in self.todos)

    def resolved(self, schema: Any) -> Any:
        return self.root["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema


def operations_of(found: Draft) -> list[Any]:
    items = {**found.root.get("paths", {}), **found.root.get("webhooks", {})}
    return [operation for item in items.values() for operation in item.values()]


def body_schema(page: Page, place: str, found: Draft) -> Any:
    operation = operations_of(found)[0]
    if place == "resource":
        return found.resolved(operation["x-wxbrand-notification"]["resource"])
    if place == "body":
        (media,) = operation["requestBody"]["content"].values()
    else:
        responses = operation["responses"]
        status = "5XX" if page.event_types else min(responses)
        (media,) = responses[status]["content"].values()
    return found.resolved(media["schema"])


def items_in(schema: Any) -> Any:
    while schema.get("type") == "array":
        schema = schema["items"]
    return schema


def check_field(field: Field, schema: Any, found: Draft) -> None:
    inner, inner_type, line = items_in(schema), innermost(field.type), f"page line {field.line}"
    if field.type.name != "file":
        assert schema["type"] == field.type.name
        assert inner.get("type") in {inner_type.name, None if inner_type.name == "array" else inner_type.name, "object"}
    if field.title:
        assert schema["title"] == field.title
    if field.prose:
        assert any(field.name in comment and comment.endswith(field.prose) for comment in found.comments)
    for attribute, keyword in KEYWORDS.items():
        limit = getattr(field.limits, attribute)
        stated = schema if keyword in {"minItems", "maxItems"} else inner
        implied = "enum" in inner or inner.get("format") == "date-time"
        if limit is not None and not implied:
            assert stated.get(keyword) == limit or found.has_todo(line, field.name, limit)
    if inner_type.length is not None and "enum" not in inner and inner.get("format") != "date-time":
        assert inner.get("maxLength") == inner_type.length or found.has_todo(line, inner_type)
    if inner_type.length is not None and inner_type.name == "string" and "enum" in inner:
        assert max(map(len, inner["enum"])) <= inner_type.length or found.has_todo(line, field.name, inner_type.length)
    for value, meaning in field.enum.items():
        listed = [json.dumps(each).strip('"') for each in inner.get("enum", ())]
        assert value in listed or found.has_todo(line, field.name, value)
        if value in listed and meaning:
            assert inner["x-wxbrand-enum-meanings"][value] == meaning
    if field.default is not None:
        assert schema.get("default") == field.default or found.has_todo(line, field.name, repr(field.default))
    if (seconds := lifetime_in(field.prose)) and inner_type.name in PLAIN:
        assert inner["x-wxbrand-lifetime-seconds"] == seconds
    assert field.complete or found.has_todo(line, f"cut short within {field.name}")


def conditions_in(schema: Any, path: tuple[str, ...]) -> Iterator[tuple[str, tuple[Any, ...], bool, bool]]:
    """Yield the conditions on the member at a path: the other member, its values, required, only."""
    for rule in schema.get("allOf", ()):
        (other,) = rule["if"]["required"]
        test = rule["if"].get("properties", {}).get(other, {})
        test = test.get("contains", test)
        values = (test["const"],) if "const" in test else tuple(test.get("enum", ()))
        then, otherwise = rule.get("then", {}), rule.get("else", {})
        for name in path[:-1]:
            then = then.get("properties", {}).get(name) or {}  # it may be False
            otherwise = otherwise.get("properties", {}).get(name) or {}
        required, only = path[-1] in then.get("required", ()), path[-1] in otherwise.get("properties", {})
        if required or only:
            yield other, tuple(json.dumps(value).strip('"') for value in values), required, only


def check_members(
    fields: tuple[Field, ...], schema: Any, found: Draft, outer: tuple[tuple[Any, str], ...] = ()
) -> None:
    """Check the members of an object. `outer` are the objects around it, each with the name of the member that leads on."""
    assert schema.get("required", []) == [field.name for field in fields if field.required]
    for field in fields:
        member = schema["properties"][field.name]
        check_field(field, member, found)
        for condition in field.conditions:
            fact = (condition.field, condition.values, condition.required, condition.only)
            holders: list[tuple[Any, tuple[str, ...]]] = [(schema, (field.name,))]
            for at in range(len(outer)):
                holders.append((outer[at][0], (*(name for _, name in outer[at:]), field.name)))
            is_rule = any(fact in conditions_in(holder, path) for holder, path in holders)
            assert is_rule or found.has_todo(f"page line {field.line}", field.name, condition.field)
        inner = items_in(member)
        if not field.fields:
            continue
        if "properties" not in inner:
            assert all(found.has_todo(f"page line {field.line}", below.name) for below in field.fields)
            continue
        around = (*outer, (schema, field.name)) if field.type.name == "object" else ()
        check_members(field.fields, inner, found, around)


def check_parameters(page: Page, found: Draft) -> None:
    parameters = operations_of(found)[0].get("parameters", [])
    by_place = {(each["in"], each["name"]): each for each in parameters}
    for field in (field for field in page.fields if field.place in {"header", "path", "query"}):
        parameter = by_place[field.place, field.name]
        assert parameter.get("required", False) == field.required
        check_field(field, parameter["schema"], found)
        for condition in field.conditions:
            assert found.has_todo(field.name, condition.field)
    for name, sample in page.parameter_examples.items():
        examples = [str(each.get("example")) for (_, other), each in by_place.items() if other == name]
        assert sample in examples or found.has_todo(name, sample)


def check_page(page: Page, found: Draft) -> None:
    for operation in operations_of(found):
        assert operation["summary"] == (page.title or "TODO")
        about = operation.get("x-wxbrand-page", {})
        assert about.get("updated") == page.updated
        assert page.doc_id is None or about.get("id") == page.doc_id or found.has_todo(page.doc_id)
        if page.rate:
            rate, stated = page.rate, operation.get("x-wxbrand-rate-limit", {})
            is_stated = (stated.get("requests"), stated.get("seconds")) == (rate.requests, rate.seconds)
            assert is_stated or found.has_todo(f"{rate.requests} in {rate.seconds} s")
            assert not is_stated or stated["per"] == (rate.per or "brand")
        assert operation.get("x-wxbrand-preconditions", []) == list(page.preconditions)
        for error in page.error_codes:
            response = operation["responses"].get(error.status)
            said = json.dumps(response, ensure_ascii=False)
            assert error.code in said or found.has_todo(error.code, error.status)
            assert json.dumps(error.meaning or "TODO", ensure_ascii=False) in said or found.has_todo(error.meaning)
            assert not error.solution or any(error.solution in comment for comment in found.comments)
    if not page.event_types:
        (operation,) = operations_of(found)
        assert set(found.root["paths"]) == {page.path}
        assert page.operation in {None, operation["operationId"]}
        status = str(page.success_status)
        assert page.success_status is None or status in operation["responses"] or found.has_todo(status)
        check_example(page.body_example, operation.get("requestBody", {}), found)
        assert not page.fields_in("body") or page.body_type in operation["requestBody"]["content"]
    else:
        assert tuple(found.root["webhooks"]) == page.event_types
        assert [each["x-wxbrand-notification"]["event-type"] for each in operations_of(found)] == list(page.event_types)
    if page.hosts:
        assert [server["url"] for server in found.root["servers"]] == list(page.hosts)
    for doubt in page.doubts:
        assert found.has_todo(f"page line {doubt.line}: {doubt.text}")


def check_example(example: Any, body: Any, found: Draft) -> None:
    (media,) = body.get("content", {"": {}}).values()
    if example is None or media.get("example") == example:
        return
    properties = found.resolved(media["schema"])["properties"]
    for name, value in example.items():
        member = properties.get(name, {})
        assert member.get("example") == value or found.has_todo(name), name


@AT_RANDOM
@given(pages())
def test_every_fact_of_a_page_is_in_its_draft(page: Page) -> None:
    found = Draft(page)

    check_page(page, found)
    check_parameters(page, found)
    for place in PLACES:
        if fields := page.fields_in(place):
            check_members(fields, body_schema(page, place, found), found)


@AT_RANDOM
@given(pages())
def test_every_page_can_be_built(page: Page) -> None:
    document = page_document(page, "page.md")

    built = build(document)

    assert built.problems == ()
    assert plain(document.root) == yaml.safe_load(draft(page))
    for place in PLACES:
        marks = _lines_of_properties(document.root)
        for field in page.fields_in(place):
            assert field.line in marks[field.name]


def _lines_of_properties(root: MappingNode) -> dict[str, set[int]]:
    """Return the lines on which properties are marked, by their names."""
    found: dict[str, set[int]] = {}
    for node, kind, _ in walk(root):
        properties = node.mapping("properties") if kind == "Schema" else None
        for name in properties.members if properties else ():
            found.setdefault(name, set()).add(properties.mark_of(name).line if properties else 0)
    return found

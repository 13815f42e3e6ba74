"""What the page says of a field, as the draft writes it in OpenAPI."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wxbrand_codegen.change.apply.places import PARAMETERS
from wxbrand_codegen.change.apply.workspace import CannotApply
from wxbrand_codegen.change.draft import SpecNames
from wxbrand_codegen.change.draft.document import drafted_document
from wxbrand_codegen.change.draft.notes import ReviewNotes
from wxbrand_codegen.change.draft.operation import parameters_of
from wxbrand_codegen.change.draft.schemas import field_schema
from wxbrand_codegen.document.yaml_writer import Comment
from wxbrand_codegen.pages import Field, Page

_TODO = "TODO"
_A_TIME = "2015-05-20T13:29:35+08:00"


@dataclass(frozen=True, slots=True)
class Drafts:
    """Fields of a page by where they are: the place and the names that lead to them."""

    page: Page
    names: SpecNames = field(default_factory=SpecNames)
    """Names of the spec."""

    def field(self, where: tuple[str, ...]) -> Field:
        """Return a field of the page. Raises CannotApply."""
        found = next((field for field in self._siblings(where) if field.name == _last(where)), None)
        if found is None:
            raise CannotApply(f"the page has no field {'.'.join(where)}")
        return found

    def schema(self, where: tuple[str, ...]) -> dict[str, Any]:
        """Return the schema of a field, or of the items of a list if the path ends in []. Raises CannotApply."""
        sample = self.sample(where[0])
        for step in where[1:]:
            while isinstance(sample, list):
                sample = sample[0] if sample else None
            sample = sample.get(step) if isinstance(sample, dict) else None
        schema: dict[str, Any] = _without_comments(field_schema(self.field(where), sample, ReviewNotes()))
        if where[-1] == "[]":
            schema = dict(schema.get("items", {}))
        return schema

    def new_schema(self, where: tuple[str, ...]) -> dict[str, Any]:
        """Return the schema of a new member, in which every plain value has an example. Raises CannotApply."""
        return with_placeholders(self.schema(where))

    def unit(self, where: tuple[str, ...]) -> str | None:
        """Return the unit of a field; None if the page has no such field, or it has no unit."""
        has_field = any(field.name == _last(where) for field in self._siblings(where))
        return self.schema(where).get("x-wxbrand-unit") if has_field else None

    @property
    def source(self) -> str:
        """The page, as a source is named in the spec."""
        date = f" ({self.page.updated})" if self.page.updated else ""
        return f"文档 {self.page.doc_id or self.page.title}{date}"

    def also_stated(self, where: tuple[str, ...], fact: str, value: Any) -> list[int]:
        """Return what the page says of a limit otherwise: a length may stand in the type and in the prose."""
        found = next((field for field in self._siblings(where) if field.name == _last(where)), None)
        if found is None or fact != "maxLength" or value is None:
            return []
        return [length for length in found.stated_lengths if length != value]

    def parameter(self, where: tuple[str, ...]) -> dict[str, Any]:
        """Return a parameter as it stands in a list of parameters, with an example. Raises CannotApply."""
        for entry in map(_without_comments, parameters_of(self.page, ReviewNotes())):
            if (entry["in"], entry["name"]) == where:
                value = placeholder(entry["schema"])
                return dict(entry) if "example" in entry or value is None else entry | {"example": value}
        raise CannotApply(f"the page has no parameter {'.'.join(where)}")

    def document(self) -> tuple[dict[str, Any], list[str]]:
        """Return the document that is drafted from the page, and what a reviewer has to settle."""
        notes = ReviewNotes(page=self.page)
        return _without_comments(drafted_document(self.page, self.names, notes)), notes.todos

    def sample(self, place: str) -> Any:
        """Return the sample of the body or the response; None if there is none."""
        return {"body": self.page.body_example, "response": self.page.response_example}.get(place)

    def names_before(self, where: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names that come before a field in its object on the page."""
        names = [field.name for field in self._siblings(where)]
        return tuple(names[: names.index(_last(where))]) if _last(where) in names else tuple(names)

    def parameters_before(self, where: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return the places and names of the parameters that come before one on the page."""
        names = [(str(place), field.name) for place in PARAMETERS for field in self.page.fields if field.place == place]
        return names[: names.index((where[0], where[1]))] if (where[0], where[1]) in names else names

    def _siblings(self, where: tuple[str, ...]) -> tuple[Field, ...]:
        place, *names = (step for step in where if step != "[]")
        fields = tuple(field for field in self.page.fields if field.place == place)
        for name in names[:-1]:
            fields = next((field.fields for field in fields if field.name == name), ())
        return fields


def with_placeholders(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with examples where the page has no sample, as far as the limits allow them."""
    schema = dict(schema)
    if isinstance(properties := schema.get("properties"), dict):
        schema["properties"] = {name: with_placeholders(member) for name, member in properties.items()}
    if isinstance(items := schema.get("items"), dict):
        schema["items"] = with_placeholders(items)
    value = placeholder(schema)
    if "example" not in schema and value is not None and not isinstance(value, dict | list):
        schema["example"] = value
    return schema


def placeholder(schema: dict[str, Any]) -> Any:
    """Return an example of a schema that is easily seen to be none of the page; None if none is certain to fit."""
    if "example" in schema or "default" in schema or "enum" in schema:
        return schema.get("example", schema.get("default", schema.get("enum", [None])[0]))
    match schema.get("type"):
        case "string" if schema.get("format") == "date-time":
            return _A_TIME
        case "string" if "pattern" not in schema and "format" not in schema:
            fits = schema.get("minLength", 0) <= len(_TODO) <= schema.get("maxLength", len(_TODO))
            return _TODO if fits else None
        case "integer" | "number":
            return schema.get("minimum", min(1, schema.get("maximum", 1)))
        case "boolean":
            return True
        case "array":
            item = placeholder(schema.get("items", {}))
            return [item] if item is not None and schema.get("minItems", 0) <= 1 else None
        case "object":
            required = schema.get("required", [])
            values = {name: placeholder(schema.get("properties", {}).get(name, {})) for name in required}
            return values if None not in values.values() else None
        case _:
            return None


def _last(where: tuple[str, ...]) -> str:
    return next(step for step in reversed(where) if step != "[]")


def _without_comments(value: Any) -> Any:
    match value:
        case dict():
            return {str(k): _without_comments(v) for k, v in value.items() if not isinstance(k, Comment)}
        case list():
            return [_without_comments(item) for item in value]
        case _:
            return value

"""Advice for authors of a spec: what it should say as well. Every rule is one function that yields problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import yaml

from wxbrand_codegen.ir import Api, Choice, Field, ListOf, MapOf, Nullable, Operation, Record, Text, Type
from wxbrand_codegen.load import Document
from wxbrand_codegen.nodes import Mapping, Node, Scalar, Sequence
from wxbrand_codegen.problems import Mark, Problem

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_REQUEST_NUMBERS = ("send_request_no", "out_request_no")
_AS_TEXT = "tag:yaml.org,2002:str"

Rule = Callable[[Document, Api], Iterator[Problem]]


def lint(document: Document, api: Api) -> tuple[Problem, ...]:
    """Give every piece of advice, in the order of the places."""
    return tuple(sorted({problem for rule in RULES for problem in rule(document, api)}))


def _advice(mark: Mark, code: str, message: str) -> Problem:
    return Problem(mark=mark, code=code, message=message, advice=True)


def _operations(api: Api) -> Iterator[Operation]:
    for group in api.groups:
        yield from group.operations


def _fields(api: Api) -> Iterator[Field]:
    for operation in _operations(api):
        yield from (parameter.field for parameter in operation.parameters)
    for model in api.models.values():
        if isinstance(model, Record):
            yield from model.fields


def missing_title(_: Document, api: Api) -> Iterator[Problem]:
    """People find an operation by the title of its page."""
    for operation in _operations(api):
        if not operation.title:
            yield _advice(operation.mark, "missing-title", f"{operation.id} has no summary; give the title of its page")


def missing_page(_: Document, api: Api) -> Iterator[Problem]:
    """Without the page and its date nobody can tell whether the spec is older than the documentation."""
    for operation in _operations(api):
        page = operation.facts.page
        if not page:
            yield _advice(operation.mark, "missing-page", f"{operation.id} has no x-wxbrand-page with the page's date")
        elif "id" not in page:
            yield _advice(operation.mark, "missing-page-id", f"{operation.id} does not give the number of its page")


def missing_rate_limit(_: Document, api: Api) -> Iterator[Problem]:
    """A caller must know how often it may call."""
    for operation in _operations(api):
        if operation.facts.rate is None:
            yield _advice(operation.mark, "missing-rate-limit", f"{operation.id} has no x-wxbrand-rate-limit")


def missing_idempotency(_: Document, api: Api) -> Iterator[Problem]:
    """A write with a request number can be repeated after a lost answer, if the spec says so."""
    for operation in _operations(api):
        names = {parameter.field.wire for parameter in operation.parameters}
        number = next((name for name in _REQUEST_NUMBERS if name in names), None)
        if operation.method in _WRITES and number and operation.facts.request_number is None:
            yield _advice(
                operation.mark,
                "missing-idempotency",
                f"{operation.id} has {number}, but no x-wxbrand-idempotency names it",
            )


def missing_example(_: Document, api: Api) -> Iterator[Problem]:
    """Examples feed the documentation, the tests and the sandbox; made-up ones teach nobody."""
    for operation in _operations(api):
        for parameter in operation.parameters:
            if parameter.field.required and parameter.field.example is None:
                yield _advice(parameter.field.mark, "missing-example", f"{parameter.field.wire} has no example")
        for reply in operation.successes:
            if reply.type is not None and reply.example is None:
                yield _advice(
                    reply.mark, "missing-example", f"the answer {reply.status} of {operation.id} has no example"
                )


def text_without_limit(_: Document, api: Api) -> Iterator[Problem]:
    """A text that is measured only by the server fails late; where the page states no limit, say nothing."""
    for field in _fields(api):
        if _unlimited(field.type) and field.doc.unit == "characters":
            yield _advice(field.mark, "text-without-limit", f"{field.wire} counts characters, but has no maxLength")


def _unlimited(type_: Type) -> bool:
    match type_:
        case Text(limits=limits):
            return limits.max_length is None
        case Nullable(item=inner) | ListOf(item=inner) | MapOf(value=inner):
            return _unlimited(inner)
        case _:
            return False


def enum_without_meanings(_: Document, api: Api) -> Iterator[Problem]:
    """A value's name seldom says all that it means."""
    for model in api.models.values():
        if isinstance(model, Choice) and not all(member.meaning for member in model.members):
            yield _advice(
                model.mark, "enum-without-meanings", f"{model.name.pascal} has values without x-wxbrand-enum-meanings"
            )


def unquoted_text(document: Document, _: Api) -> Iterator[Problem]:
    """Other YAML readers take `34657_20250101_123456` for a number and `no` for False; quotes keep it text for all."""
    waiting: list[Node] = [document.root]
    while waiting:
        match waiting.pop():
            case Scalar(value=str(), quoted=False, text=text, mark=mark) if _reads_as_other(text):
                yield _advice(
                    mark, "unquoted-text", f"{text} is text here, but not to every YAML reader; put it in quotes"
                )
            case Mapping(members=members):
                waiting.extend(members.values())
            case Sequence(items=items):
                waiting.extend(items)
            case _:
                pass


def _reads_as_other(text: str) -> bool:
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    return any(tag != _AS_TEXT and pattern.match(text) for tag, pattern in resolvers)


def unused_component(document: Document, _: Api) -> Iterator[Problem]:
    """What nothing refers to goes stale unseen."""
    components = document.root.mapping("components")
    schemas = components.mapping("schemas") if components else None
    if not schemas:
        return
    used: set[str] = set()
    waiting: list[Node] = [document.root]
    while waiting:
        match waiting.pop():
            case Mapping(members=members) as node:
                used.add(node.text("$ref") or "")
                waiting.extend(members.values())
            case Sequence(items=items):
                waiting.extend(items)
            case _:
                pass
    for name in schemas.members:
        if f"#/components/schemas/{name}" not in used:
            yield _advice(schemas.mark_of(name), "unused-component", f"nothing refers to the schema {name}")


RULES: tuple[Rule, ...] = (
    missing_title,
    missing_page,
    missing_rate_limit,
    missing_idempotency,
    missing_example,
    text_without_limit,
    enum_without_meanings,
    unquoted_text,
    unused_component,
)

"""Part of render: the generated tests, which are tables that `wxbrand_codegen.sandbox.operation_tests` plays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, assert_never
from urllib.parse import quote, urlencode

from wxbrand_codegen.annotations import MODELS, Imports
from wxbrand_codegen.code import Code, call, code, docstring, identifier, literal, together
from wxbrand_codegen.documentation import operation_heading, sentence
from wxbrand_codegen.examples import NoExample, example, field_example, text_of_length
from wxbrand_codegen.ir import (
    Anything,
    Api,
    Boolean,
    Choice,
    Field,
    Group,
    Integer,
    Limits,
    ListOf,
    MapOf,
    Nullable,
    Number,
    Operation,
    Parameter,
    Record,
    Ref,
    Text,
    Timestamp,
    Type,
)
from wxbrand_codegen.servers import path_prefix
from wxbrand_codegen.views_models import homes, request_class
from wxbrand_codegen.views import ConftestView, OperationTestView, TestModuleView

TESTS = "wxbrand_codegen.sandbox.operation_tests"
_OUTSIDE = ("券", "!", " ", "\n", "é", "a", "0")
"""Characters to try for one that a pattern refuses."""


def conftest(package: str) -> ConftestView:
    """Give what the tests of a package share."""
    return ConftestView(package=identifier(package))


def test_module(group: Group, api: Api, package: str) -> TestModuleView:
    """Give the tests of one area."""
    writer = _Writer(api, Imports({name: f"{package}.models" for name in homes(api)}), package)
    classes = tuple(writer.operation(operation) for operation in group.operations)
    return TestModuleView(
        doc=docstring([sentence(group.title) or f"{group.name.snake}。"], 0), imports=writer.imports.lines(), classes=classes
    )


class _Writer:
    def __init__(self, api: Api, imports: Imports, package: str) -> None:
        self._models = api.models
        self._prefix = path_prefix(api.servers[0])
        self._package = package
        self.imports = imports

    def operation(self, operation: Operation) -> OperationTestView:
        everything = [(p, field_example(p.field, self._models)) for p in operation.parameters]
        required = [(p, value) for p, value in everything if p.field.required]
        attributes = [
            code("request = {}", self._request(operation, everything)),
            code("required_only = {}", self._request(operation, required)),
            code("target = {}", literal(self._target(operation, everything))),
            code("body = {}", self._body(operation, everything)),
            code("required_body = {}", self._body(operation, required)),
            self._table("replies", self._replies(operation)),
        ]
        if errors := [_error(reply.status, reply.example) for reply in operation.errors]:
            attributes.append(self._table("errors", errors))
        allowed: list[Code] = []
        refused: list[Code] = []
        for parameter, value in everything:
            for case in self._cases(parameter.field, value):
                (allowed if case.allowed else refused).append(case.written)
        if allowed:
            attributes.append(self._table("allowed", allowed))
        if refused:
            attributes.append(self._table("refused", refused))
        return OperationTestView(
            opening=code("class Test{}({}):", identifier(operation.name.pascal), self.imports.need(TESTS, "OperationTests")),
            doc=docstring([operation_heading(operation)], 4),
            attributes=tuple(attributes),
        )

    def _request(self, operation: Operation, values: list[tuple[Parameter, Any]]) -> Code:
        name = self.imports.need(f"{self._package}.models", request_class(operation))
        arguments = [
            code("{}={}", identifier(p.field.name.snake), self._value(value, p.field.type, 8)) for p, value in values
        ]
        return call(code("{}(", name), arguments, ")", 4, used=len("required_only = "))

    def _target(self, operation: Operation, values: list[tuple[Parameter, Any]]) -> str:
        """Say what must stand on the request line; written here a second time, so that the runtime is held against it."""
        path = operation.path
        pairs: list[tuple[str, str]] = []
        for parameter, value in values:
            texts = [_wire_text(item) for item in (value if isinstance(value, list) else [value])]
            if parameter.place == "path":
                path = path.replace(f"{{{parameter.field.wire}}}", quote(texts[0], safe=""))
            elif parameter.place == "query" and parameter.joined:
                pairs.append((parameter.field.wire, ",".join(texts)))
            elif parameter.place == "query":
                pairs.extend((parameter.field.wire, text) for text in texts)
        query = urlencode(pairs, quote_via=quote, safe="")
        return self._prefix + (f"{path}?{query}" if query else path)

    def _body(self, operation: Operation, values: list[tuple[Parameter, Any]]) -> Code:
        members = {p.field.wire: value for p, value in values if p.place == "body"}
        if operation.body is None or (not members and not operation.body.required):
            return Code("None")
        if operation.body.whole:
            return literal(next(iter(members.values()))) if members else Code("None")
        return call(Code("{"), [code("{}: {}", literal(k), literal(v)) for k, v in members.items()], "}", 4, used=16)

    def _replies(self, operation: Operation) -> Iterator[Code]:
        for reply in operation.successes:
            status = reply.status.replace("XX", "00").replace("default", "200")
            if reply.type is None:
                value = code("{}()", self.imports.need(MODELS, "NoContent"))
            else:
                shown = reply.example if reply.example is not None else example(reply.type, self._models)
                value = self._value(shown, reply.type, 12)
            yield call(Code("("), [Code(status), value], ")", 8)

    def _table(self, name: str, rows: Iterator[Code] | list[Code]) -> Code:
        margin = " " * 8
        return Code(f"{identifier(name)} = (\n" + "".join(f"{margin}{row},\n" for row in rows) + "    )")

    def _value(self, value: Any, type_: Type, indent: int) -> Code:
        match type_:
            case Nullable(item=item):
                return Code("None") if value is None else self._value(value, item, indent)
            case Timestamp():
                return code("{}({})", self.imports.need(MODELS, "moment"), literal(value))
            case ListOf(item=item):
                return call(Code("["), [self._value(entry, item, indent + 4) for entry in value], "]", indent)
            case MapOf(value=member):
                pairs = [code("{}: {}", literal(key), self._value(v, member, indent + 4)) for key, v in value.items()]
                return call(Code("{"), pairs, "}", indent)
            case Ref(name=name):
                return self._model(value, name, indent)
            case Text() | Integer() | Number() | Boolean() | Anything():
                return literal(value)
            case _:
                assert_never(type_)

    def _model(self, value: Any, name: str, indent: int) -> Code:
        model = self._models[name]
        class_name = self.imports.model(name)
        match model:
            case Choice(members=members):
                member = next(member for member in members if member.value == value)
                return code("{}.{}", class_name, identifier(member.name))
            case Record(fields=fields):
                arguments = [
                    code("{}={}", identifier(field.name.snake), self._value(value[field.wire], field.type, indent + 4))
                    for field in fields
                    if field.wire in value
                ]
                return call(code("{}(", class_name), arguments, ")", indent, used=24)
            case _:
                assert_never(model)

    def _cases(self, field: Field, value: Any) -> Iterator[_Case]:
        yield from self._measured([field.name.snake], field.type, value)

    def _measured(self, path: list[str], type_: Type, value: Any) -> Iterator[_Case]:
        """Find every limit at or below a place: the last value it allows, and the first it refuses."""
        match type_:
            case Nullable(item=item) if value is not None:
                yield from self._measured(path, item, value)
            case Text(limits=limits):
                yield from _text_cases(path, limits, value)
            case Integer(limits=limits):
                yield from _number_cases(path, limits, whole=True)
            case Number(limits=limits):
                yield from _number_cases(path, limits, whole=False)
            case ListOf(item=item, limits=limits):
                yield from _size_cases(path, limits, value)
                if value:
                    yield from self._measured([*path, "0"], item, value[0])
            case MapOf(value=member) if value:
                key = next(iter(value))
                yield from self._measured([*path, key], member, value[key])
            case Ref(name=name):
                model = self._models[name]
                for field in model.fields if isinstance(model, Record) else ():
                    if field.wire in value:
                        yield from self._measured([*path, field.wire], field.type, value[field.wire])
            case _:
                return


class _Case:
    """One value at one place that must be allowed, or must be refused."""

    def __init__(self, path: list[str], value: Code, *, allowed: bool) -> None:
        self.written = code("({}, {})", literal(tuple(path)) if len(path) == 1 else _path(path), value)
        self.allowed = allowed


def _path(path: list[str]) -> Code:
    return code("({})", together(", ", map(literal, path)))


def _text_cases(path: list[str], limits: Limits, value: str) -> Iterator[_Case]:
    for length, allowed in (
        (limits.min_length, True),
        (limits.max_length, True),
        (None if not limits.min_length else limits.min_length - 1, False),
        (None if limits.max_length is None else limits.max_length + 1, False),
    ):
        if length is None or length > 100_000:
            continue
        pattern_only = replace(limits, min_length=None, max_length=None)
        for sample in (value[:1], value):
            try:
                yield _Case(path, _short(text_of_length(length, pattern_only, sample)), allowed=allowed)
            except NoExample:
                continue
            break
    if limits.pattern is not None:
        for bad in _breaking(limits, value):
            yield _Case(path, _short(bad), allowed=False)


def _breaking(limits: Limits, value: str) -> Iterator[str]:
    """Give texts of the right length that break the pattern: a foreign character, and a trailing line feed."""
    for bad in _OUTSIDE:
        candidate = value[:-1] + bad
        if not re.search(limits.pattern or "", candidate, re.ASCII):
            yield candidate
            break
    ended = value[:-1] + "\n"
    if not re.search(limits.pattern or "", ended, re.ASCII):
        yield ended


def _short(text: str) -> Code:
    if len(text) > 20 and len(set(text)) == 1:
        return code("{} * {}", literal(text[0]), literal(len(text)))
    return literal(text)


def _number_cases(path: list[str], limits: Limits, *, whole: bool) -> Iterator[_Case]:
    step = limits.multiple_of or (1 if whole else 0.5)
    for bound, inside, outside in (
        (limits.minimum, 0, -step),
        (limits.maximum, 0, step),
        (limits.above, step, 0),
        (limits.below, -step, 0),
    ):
        if bound is not None and (not limits.multiple_of or bound % limits.multiple_of == 0):
            for shift, allowed in ((inside, True), (outside, False)):
                moved = bound + shift
                yield _Case(path, literal(int(moved) if whole else moved), allowed=allowed)


def _size_cases(path: list[str], limits: Limits, value: list[Any]) -> Iterator[_Case]:
    if not value or limits.unique_items:
        return
    for size, allowed in (
        (limits.min_items, True),
        (limits.max_items, True),
        (None if not limits.min_items else limits.min_items - 1, False),
        (None if limits.max_items is None else limits.max_items + 1, False),
    ):
        if size is not None and size <= 10_000:
            yield _Case(path, code("[{}] * {}", literal(value[0]), literal(size)), allowed=allowed)


def _error(status: str, shown: Any) -> Code:
    code_shown = shown.get("code") if isinstance(shown, dict) else None
    return code(
        "({}, {})", Code(status.replace("XX", "00")), literal(code_shown if isinstance(code_shown, str) else None)
    )


def _wire_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)

"""Views of the test modules: for each operation and notification a class whose attributes are tables of cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wxbrand_codegen.examples.files import BINARY_RESPONSE
from wxbrand_codegen.examples.values import body_examples, example, response_example
from wxbrand_codegen.generated_text import display_width
from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.operations import Notification, Operation, Response, request_class
from wxbrand_codegen.ir.servers import path_prefix
from wxbrand_codegen.render.code import (
    Code,
    bracketed,
    bytes_literal,
    code,
    docstring,
    identifier,
    literal,
    table,
)
from wxbrand_codegen.render.docstrings import area_heading, notification_paragraphs, operation_heading
from wxbrand_codegen.render.expressions import ValueWriter
from wxbrand_codegen.render.imports import MODELS, Imports
from wxbrand_codegen.render.tests.example_requests import Values, example_request, wire_body, wire_target
from wxbrand_codegen.render.tests.limit_cases import limit_cases
from wxbrand_codegen.render.tests.rule_cases import rule_cases
from wxbrand_codegen.render.views import ClassView, TestModuleView

_OPERATION_TESTS = "wxbrand_codegen.testing.operation_tests"
_NOTIFICATION_TESTS = "wxbrand_codegen.testing.notification_tests"
_UPLOAD_TESTS = "wxbrand_codegen.testing.upload_tests"


def test_module(area: Area, api: Api, package: str, attempts: Iterator[int]) -> TestModuleView:
    """Return the view of the tests of an area; `attempts` limits the search for cases of rules in all areas."""
    imports = Imports()
    imports.add(package, "models")  # the module: the name of a model could look like that of a test to pytest
    classes = (
        *(
            _operation_tests(operation, area, api, imports, attempts)
            for operation in area.operations
            if operation.has_examples
        ),
        *(
            _notification_tests(notification, api, imports)
            for notification in area.notifications
            if notification.has_examples
        ),
    )
    return TestModuleView(doc=docstring([area_heading(area)], 0), imports=imports.statements(), classes=classes)


def _operation_tests(
    operation: Operation, area: Area, api: Api, imports: Imports, attempts: Iterator[int]
) -> ClassView:
    values = ValueWriter(api.models, imports)
    full, minimal = body_examples(operation, api.models)
    request = example_request(operation, full, minimal, api.models)
    received, required = request.received(), request.received(required_only=True)
    target = wire_target(operation, request.values, path_prefix(api.servers))
    class_variable = imports.add("typing", "ClassVar")
    facts = [
        code("request = {}", _request(operation, request.arguments(), values)),
        code("required_only = {}", _request(operation, request.arguments(required_only=True), values)),
        code("target = {}", literal(target)),
        code("body: {} = {}", class_variable, _json(wire_body(operation, received), 4, reserved=26)),
        code("required_body: {} = {}", class_variable, _json(wire_body(operation, required), 4, reserved=26)),
        _table("replies", _successes(operation, api, imports)),
    ]
    if files := request.files():
        facts.append(code("files: {} = {}", class_variable, literal(files)))
    if errors := list(_errors(operation)):
        facts.append(_table("errors", errors))
    limits = dict.fromkeys(case for parameter, value in received for case in limit_cases(parameter, value, api.models))
    for name, is_allowed in (("allowed", True), ("refused", False)):
        if rows := [row for row, allowed in limits if allowed is is_allowed]:
            facts.append(_table(name, rows))
    if operation.paging:
        facts.append(code("iterator = {}", literal(f"{area.name.snake}.{operation.paging.method.snake}")))
    cases = list(rule_cases(operation, full, minimal, api.models, attempts))
    for name, is_violated in (("rules_kept", False), ("rules_broken", True)):
        if chosen := [case for case in cases if (case.error_path is not None) is is_violated]:
            facts.append(_table(name, [case.row(imports) for case in chosen]))
    base = imports.add(_UPLOAD_TESTS, "UploadTests") if files else imports.add(_OPERATION_TESTS, "OperationTests")
    return ClassView(
        opening=code("class Test{}({}):", identifier(operation.name.pascal), base),
        doc=docstring([operation_heading(operation)], 4),
        facts=tuple(facts),
    )


def _notification_tests(notification: Notification, api: Api, imports: Imports) -> ClassView:
    value = example(notification.resource, api.models) if notification.example is None else notification.example
    class_variable, base = imports.add("typing", "ClassVar"), imports.add(_NOTIFICATION_TESTS, "NotificationTests")
    name = identifier(notification.name.pascal)
    expected = ValueWriter(api.models, imports).write(value, notification.resource, 4)
    return ClassView(
        opening=code("class Test{}({}):", name, base),
        doc=docstring(notification_paragraphs(notification)[:1], 4),
        facts=(
            code("kind = models.{}", name),
            code("resource: {} = {}", class_variable, _json(value, 4, reserved=22)),
            code("expected: {} = {}", class_variable, expected),
        ),
    )


def _request(operation: Operation, arguments: Values, values: ValueWriter) -> Code:
    name = code("models.{}(", identifier(request_class(operation.name)))
    written = [
        code("{}={}", identifier(p.field.name.snake), values.write(value, p.field.type, 8)) for p, value in arguments
    ]
    return bracketed(name, written, ")", 4, reserved=len("required_only = "))


def _successes(operation: Operation, api: Api, imports: Imports) -> Iterator[Code]:
    values = ValueWriter(api.models, imports)
    for status, response in _statuses(operation):
        if not response.is_success:
            continue
        if response.content_type:
            result = _content(response, imports)
        elif response.type is None:
            result = code("{}()", imports.add(MODELS, "NoContent"))
        else:
            result = values.write(response_example(response, api.models), response.type, 12)
        yield bracketed(Code("("), [literal(status), result], ")", 8)


def _content(response: Response, imports: Imports) -> Code:
    body = response.example.encode() if response.example is not None else BINARY_RESPONSE
    arguments = [code("body={}", bytes_literal(body)), code("media_type={}", literal(response.content_type))]
    return bracketed(code("{}(", imports.add(MODELS, "Content")), arguments, ")", 12)


def _errors(operation: Operation) -> Iterator[Code]:
    """Yield pairs of status and expected error code; None for HEAD, and if the example has no code."""
    for status, response in _statuses(operation):
        if not response.is_success:
            body = response.example if operation.method != "HEAD" else None
            error_code = body.get("code") if isinstance(body, dict) else None
            yield literal((status, error_code if isinstance(error_code, str) else None))


def _statuses(operation: Operation) -> Iterator[tuple[int, Response]]:
    """Yield each documented response with its status: for `4XX`, the first without a response of its own.

    A range of statuses that has a body does not mean those that never have one.
    """
    documented = {int(response.status) for response in operation.responses if response.status.isdecimal()} | {204, 205}
    for response in operation.responses:
        if response.status.isdecimal():
            yield int(response.status), response
        else:
            first = 200 if response.status == "default" else int(response.status[0]) * 100
            yield next(status for status in range(first, first + 100) if status not in documented), response


def _table(name: str, rows: Iterable[Code]) -> Code:
    return table(code("{} = (", identifier(name)), rows, 4)


def _json(value: Any, indent: int, *, reserved: int = 1) -> Code:
    """Write a JSON value, on several lines if it is long; `reserved` is the width of what else is on its first line."""
    match value:
        case dict() if value:
            pairs = [(literal(key), member) for key, member in value.items()]
            written = [code("{}: {}", k, _json(v, indent + 4, reserved=display_width(k) + 3)) for k, v in pairs]
            return bracketed(Code("{"), written, "}", indent, reserved=reserved)
        case list() if value:
            return bracketed(Code("["), [_json(item, indent + 4) for item in value], "]", indent, reserved=reserved)
        case _:
            return literal(value)

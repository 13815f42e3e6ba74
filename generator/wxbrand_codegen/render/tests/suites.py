"""Part of render: the generated tests, which are tables that `wxbrand_codegen.testing.operation_tests` plays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never
from urllib.parse import quote, urlencode

from wxbrand_codegen.build.multipart import META
from wxbrand_codegen.examples.files import BINARY_RESPONSE
from wxbrand_codegen.examples.values import body_examples, example, field_example, response_example
from wxbrand_codegen.generated_text import LINE_LENGTH, display_width
from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.media_types import JSON
from wxbrand_codegen.ir.operations import Notification, Operation, Parameter, Response
from wxbrand_codegen.ir.servers import path_prefix
from wxbrand_codegen.render.annotations import MODELS, Imports
from wxbrand_codegen.render.code import Code, bytes_literal, call, code, docstring, identifier, literal
from wxbrand_codegen.render.documentation import area_heading, notification_paragraphs, operation_heading
from wxbrand_codegen.render.package.models import request_class
from wxbrand_codegen.render.package.values import Values
from wxbrand_codegen.render.tests.limit_cases import cases
from wxbrand_codegen.render.tests.rule_cases import branches
from wxbrand_codegen.render.tests.uploads import Upload
from wxbrand_codegen.render.views import ConftestView, OperationTestView, TestModuleView

TESTS = "wxbrand_codegen.testing.operation_tests"
NOTIFICATION_TESTS = "wxbrand_codegen.testing.notification_tests"
_OUTSIDE = ("券", "!", " ", "\n", "é", "a", "0")
"""Characters to try for one that a pattern refuses."""


def conftest(package: str) -> ConftestView:
    """Give what the tests of a package share."""
    return ConftestView(package=identifier(package))


def test_module(group: Area, api: Api, package: str, tries: Iterator[int]) -> TestModuleView:
    """Give the tests of one area; `tries` bounds the search for tests of rules, for all areas together."""
    imports = Imports()
    imports.need(
        package, "models"
    )  # as a module, so that no model's name meets a test's, or looks like a test to pytest
    writer = _Writer(api, imports, tries)
    area = group.name.snake
    operations = [writer.operation(operation, area) for operation in group.operations]
    classes = (*operations, *map(writer.notification, group.notifications))
    return TestModuleView(doc=docstring([area_heading(group)], 0), imports=imports.lines(), classes=classes)


class _Writer:
    def __init__(self, api: Api, imports: Imports, tries: Iterator[int]) -> None:
        self._models = api.models
        self._python = Values(api.models, imports)
        self._tries = tries
        self._prefix = path_prefix(api.servers[0])
        self.imports = imports

    def operation(self, operation: Operation, area: str) -> OperationTestView:
        many, few = body_examples(operation, self._models)
        everything = list(self._values(operation, many))
        required = [
            (p, value)
            for p, value in self._values(operation, few)
            if p.field.required or (p.location == "body" and p.field.wire in few)
        ]
        upload = Upload(operation, everything, [*required, *_one_part(operation, everything, required)])
        class_variable = self.imports.need("typing", "ClassVar")
        attributes = [
            code("request = {}", self._request(operation, upload.given())),
            code("required_only = {}", self._request(operation, upload.given(required=True))),
            code("target = {}", literal(self._target(operation, everything))),
            code("body: {} = {}", class_variable, self._body(operation, upload.arriving())),
            code("required_body: {} = {}", class_variable, self._body(operation, upload.arriving(required=True))),
            self._table("replies", self._replies(operation)),
        ]
        if files := upload.files():
            attributes.append(code("files: {} = {}", class_variable, literal(files)))
        if errors := [
            _error(status, reply.example if operation.method != "HEAD" else None)
            for status, reply in _statuses(operation)
            if not reply.is_success
        ]:
            attributes.append(self._table("errors", errors))
        found = dict.fromkeys(
            (case.row(), case.allowed)
            for p, value in upload.arriving()
            for case in cases(p, value, self._models)
            if not (case.allowed and p.from_file == "sha256")  # it would not be that of the file
        )
        for name, wanted in (("allowed", True), ("refused", False)):
            if rows := [row for row, allowed in found if allowed is wanted]:
                attributes.append(self._table(name, rows))
        if operation.paging:
            attributes.append(code("iterator = {}", literal(f"{area}.{operation.paging.method.snake}")))
        by_rules = list(branches(operation, many, few, self._models, self._tries))
        for name, wanted in (("rules_kept", True), ("rules_broken", False)):
            if chosen := [branch for branch in by_rules if (branch.field is None) is wanted]:
                absent = self.imports.need(TESTS, "ABSENT") if any(b.takes_away for b in chosen) else Code("ABSENT")
                attributes.append(self._table(name, [branch.row(absent) for branch in chosen]))
        return OperationTestView(
            opening=code("class Test{}({}):", identifier(operation.name.pascal), self._base(bool(files))),
            doc=docstring([operation_heading(operation)], 4),
            attributes=tuple(attributes),
        )

    def notification(self, notification: Notification) -> OperationTestView:
        shown = notification.example
        value = example(notification.resource, self._models) if shown is None else shown
        attributes = [
            code("kind = models.{}", identifier(notification.name.pascal)),
            code("resource: {} = {}", self.imports.need("typing", "ClassVar"), _written(value, 4, used=22)),
            code("expected: {} = {}", Code("ClassVar"), self._python.of(value, notification.resource, 4)),
        ]
        base = self.imports.need(NOTIFICATION_TESTS, "NotificationTests")
        return OperationTestView(
            opening=code("class Test{}({}):", identifier(notification.name.pascal), base),
            doc=docstring(notification_paragraphs(notification)[:1], 4),
            attributes=tuple(attributes),
        )

    def _values(self, operation: Operation, body: dict[str, Any]) -> Iterator[tuple[Parameter, Any]]:
        """Give each parameter with its value; of a body's members those that stand in `body`."""
        for parameter in operation.parameters:
            if parameter.location != "body":
                yield parameter, field_example(parameter.field, self._models)
            elif parameter.field.wire in body:
                yield parameter, body[parameter.field.wire]

    def _base(self, has_files: bool) -> Code:
        if has_files:
            return self.imports.need("wxbrand_codegen.testing.upload_tests", "UploadTests")
        return self.imports.need(TESTS, "OperationTests")

    def _request(self, operation: Operation, values: list[tuple[Parameter, Any]]) -> Code:
        name = code("models.{}", identifier(request_class(operation)))
        arguments = [
            code("{}={}", identifier(p.field.name.snake), self._python.of(value, p.field.type, 8))
            for p, value in values
        ]
        return call(code("{}(", name), arguments, ")", 4, used=len("required_only = "))

    def _target(self, operation: Operation, values: list[tuple[Parameter, Any]]) -> str:
        """Say what must stand on the request line; written here a second time, so that the runtime is held against it."""
        path = operation.path
        pairs: list[str] = []
        for parameter, value in values:
            texts = _texts(value)
            if parameter.location == "path":
                path = path.replace(f"{{{parameter.field.wire}}}", quote(texts[0], safe=""))
            elif parameter.location == "query" and parameter.comma_separated:
                pairs.append(
                    f"{quote(parameter.field.wire, safe='')}={','.join(quote(text, safe='') for text in texts)}"
                )
            elif parameter.location == "query":
                pairs.extend(urlencode([(parameter.field.wire, text)], quote_via=quote, safe="") for text in texts)
        query = "&".join(pairs)
        return self._prefix + (f"{path}?{query}" if query else path)

    def _body(self, operation: Operation, values: list[tuple[Parameter, Any]]) -> Code:
        members = {p.field.wire: value for p, value in values if p.location == "body"}
        if operation.body is None or (not members and not operation.body.required):
            return Code("None")
        match operation.body.kind:
            case "form":
                sent: Any = {wire: _texts(value) for wire, value in members.items()}
            case "multipart":
                sent = self._parts(values)
            case "members":
                sent = members
            case "whole" | "text" | "file":
                sent = next(iter(members.values()), None)
            case _:
                assert_never(operation.body.kind)
        return _written(sent, 4, used=26)

    def _parts(self, values: list[tuple[Parameter, Any]]) -> dict[str, Any]:
        """Give each part: of a file its name, of a plain value its text, of all else JSON; a list where several arrive."""
        in_meta = {p.field.wire: value for p, value in values if p.in_meta}
        parts: dict[str, Any] = {META: in_meta} if in_meta else {}
        for parameter, value in values:
            if parameter.location == "body" and not parameter.in_meta:
                items = value if isinstance(value, list) else [value]
                sent = [item if _is_json(item, parameter) else _wire_text(item) for item in items]
                parts[parameter.field.wire] = sent if len(sent) > 1 else sent[0] if sent else []
        return {name: part for name, part in parts.items() if part != []}

    def _replies(self, operation: Operation) -> Iterator[Code]:
        for status, reply in _statuses(operation):
            if not reply.is_success:
                continue
            if reply.content_type:
                value = self._content(reply)
            elif reply.type is None:
                value = code("{}()", self.imports.need(MODELS, "NoContent"))
            else:
                value = self._python.of(response_example(reply, self._models), reply.type, 12)
            yield call(Code("("), [literal(status), value], ")", 8)

    def _content(self, reply: Response) -> Code:
        body = reply.example.encode() if reply.example is not None else BINARY_RESPONSE
        arguments = [code("body={}", bytes_literal(body)), code("media_type={}", literal(reply.content_type))]
        return call(code("{}(", self.imports.need(MODELS, "Content")), arguments, ")", 12)

    def _table(self, name: str, rows: Iterator[Code] | list[Code]) -> Code:
        pieces = list(rows)
        if len(pieces) == 1 and "\n" not in pieces[0] and len(name) + display_width(pieces[0]) + 10 <= LINE_LENGTH:
            return code("{} = ({},)", identifier(name), pieces[0])  # so does black with a lone row
        margin = " " * 8
        return Code(f"{identifier(name)} = (\n" + "".join(f"{margin}{row},\n" for row in pieces) + "    )")


def _written(value: Any, indent: int, *, used: int = 1) -> Code:
    """Write a JSON value, on several lines if it is long; `used` is the width of what else stands on its first line."""
    match value:
        case dict() if value:
            pairs = [(literal(key), member) for key, member in value.items()]
            written = [code("{}: {}", k, _written(v, indent + 4, used=display_width(k) + 3)) for k, v in pairs]
            return call(Code("{"), written, "}", indent, used=used)
        case list() if value:
            return call(Code("["), [_written(item, indent + 4) for item in value], "]", indent, used=used)
        case _:
            return literal(value)


def _one_part(
    operation: Operation, values: list[tuple[Parameter, Any]], required: list[tuple[Parameter, Any]]
) -> list[tuple[Parameter, Any]]:
    """Give a part for an upload none of whose parts must be given, since one of them must; a file where it has one."""
    if operation.body is None or operation.body.kind != "multipart" or any(p.location == "body" for p, _ in required):
        return []
    parts = [(p, value) for p, value in values if p.location == "body"]
    return [next((pair for pair in parts if pair[0].file), parts[0])]


def _statuses(operation: Operation) -> Iterator[tuple[int, Response]]:
    """Give each documented answer with a status that only it stands for: of `4XX` the first that is not documented itself."""
    own = {int(reply.status) for reply in operation.responses if reply.status.isdecimal()}
    for reply in operation.responses:
        if reply.status.isdecimal():
            yield int(reply.status), reply
        else:
            first = 200 if reply.status == "default" else int(reply.status[0]) * 100
            yield next(status for status in range(first, first + 100) if status not in own), reply


def _error(status: int, shown: Any) -> Code:
    code_shown = shown.get("code") if isinstance(shown, dict) else None
    return code("({}, {})", literal(status), literal(code_shown if isinstance(code_shown, str) else None))


def _texts(value: Any) -> list[str]:
    return [_wire_text(item) for item in (value if isinstance(value, list) else [value])]


def _is_json(value: Any, parameter: Parameter) -> bool:
    return isinstance(value, dict | list) or (parameter.part_type == JSON and not parameter.file)


def _wire_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)

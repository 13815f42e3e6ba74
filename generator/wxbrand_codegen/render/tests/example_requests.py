"""The example request of an operation: what a test passes to the client, and what the server must receive.

The two differ only for uploads, where parameters such as the digest are filled in from the file. How a request is written
on the wire is decided a second time here, independently of the runtime, so that the generated tests check the runtime.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, assert_never
from urllib.parse import parse_qs

from wxbrand_codegen.build.multipart import META
from wxbrand_codegen.examples.files import sample_digest, sample_size
from wxbrand_codegen.examples.repair import NoExample
from wxbrand_codegen.examples.values import example, field_example
from wxbrand_codegen.ir.media_types import JSON, without_parameters
from wxbrand_codegen.ir.models import Models, Path, Record
from wxbrand_codegen.ir.operations import Operation, Parameter
from wxbrand_codegen.ir.types import ListOf, MapOf, Nullable, Ref, Type
from wxbrand_codegen.render.tests.parameter_styles import can_express, path_text, plainer, query_texts, text_of

Values = list[tuple[Parameter, Any]]
"""Parameters with their values."""

_EXTENSIONS = {"image": "png", "audio": "mp3", "video": "mp4"}
_MAX_NAME = 200
"""Bytes of the name of a file; file systems allow 255."""


@dataclass(frozen=True, slots=True)
class ExampleRequest:
    """An operation with an example value for each parameter."""

    operation: Operation
    values: Values
    """Every parameter with its example."""

    required: Values
    """The parameters of the smallest request, with the same examples."""

    def arguments(self, *, required_only: bool = False) -> Values:
        """Return what a test passes: names of files for files, and nothing that is filled in from them."""
        filled_in = {"sha256"} if self._example_name() is None else {"sha256", "name", "name if known"}
        return [
            (p, value)
            for p, value in self.received(required_only=required_only)
            if p.from_file not in filled_in and not (required_only and p.field.fills_in)
        ]

    def received(self, *, required_only: bool = False) -> Values:
        """Return what the server receives, including what is filled in from files."""
        values = self.values
        if required_only:
            has_file = any(p.file for p, _ in self.required)
            filled_in = [pair for pair in self.values if pair[0].from_file and has_file and pair not in self.required]
            values = [*self.required, *filled_in]
        return [(p, self._received_value(p, value)) for p, value in values]

    def files(self) -> dict[str, int]:
        """Return the name and the size of each file."""
        return {self._file_name(p): sample_size(p.file.max_bytes) for p, _ in self.values if p.file}

    def _received_value(self, parameter: Parameter, value: Any) -> Any:
        if parameter.file:
            name = self._file_name(parameter)
            return [name] * max(1, len(value)) if isinstance(parameter.field.type, ListOf) else name
        if parameter.from_file == "sha256":
            return next((sample_digest(name, size) for name, size in self.files().items()), value)
        return value

    def _file_name(self, parameter: Parameter) -> str:
        if (name := self._example_name()) is not None:
            return name
        media_type = parameter.part_type or (self.operation.body.content_type if self.operation.body else "")
        return f"{parameter.field.name.snake}.{_EXTENSIONS.get(without_parameters(media_type).split('/')[0], 'bin')}"

    def _example_name(self) -> str | None:
        """Return the example of the parameter that is the name of the file, if a file can have that name."""
        name = next((value for p, value in self.values if p.from_file not in {None, "sha256"}), None)
        if not isinstance(name, str):
            return None
        is_valid = name.isprintable() and name not in {"", ".", ".."} and not set(name) & set('/\\<>:"|?*')
        return name if is_valid and len(name.encode()) <= _MAX_NAME else None


def example_request(
    operation: Operation, full: dict[str, Any], minimal: dict[str, Any], models: Models
) -> ExampleRequest:
    """Make the example request from two examples of the body: with every member, and with as few as possible."""
    values = list(_values(operation, full, models))
    required = [
        (p, value)
        for p, value in _values(operation, minimal, models)
        if p.field.required or (p.location == "body" and p.field.wire in minimal)
    ]
    is_upload = operation.body is not None and operation.body.kind == "multipart"
    if is_upload and not any(p.location == "body" for p, _ in required):  # an upload has at least one part
        parts = [(p, value) for p, value in values if p.location == "body"]
        required.append(next((pair for pair in parts if pair[0].file), parts[0]))
    return ExampleRequest(operation, values, required)


def _values(operation: Operation, body: dict[str, Any], models: Models) -> Iterator[tuple[Parameter, Any]]:
    """Yield every parameter that is outside the body or a member of this one, with its value."""
    for parameter in operation.parameters:
        if parameter.location != "body":
            with suppress(NoExample):  # of an optional parameter; a required one has been checked
                value = _in_order(field_example(parameter.field, models), parameter.field.type, models)
                if not can_express(parameter, value):
                    value = plainer(_in_order(example(parameter.field.type, models), parameter.field.type, models))
                if parameter.field.required or can_express(parameter, value):
                    yield parameter, value
        elif parameter.field.wire in body:
            yield parameter, body[parameter.field.wire]


def _in_order(value: Any, type_: Type, models: Models) -> Any:
    """Return an example with the members of objects in the order of their class, in which they are sent."""
    match type_:
        case ListOf(item=item) if isinstance(value, list):
            return [_in_order(each, item, models) for each in value]
        case MapOf(value=inner) if isinstance(value, dict):
            return {key: _in_order(member, inner, models) for key, member in value.items()}
        case Nullable(item=item):
            return _in_order(value, item, models)
        case Ref(name=name) if isinstance(value, dict) and isinstance(model := models.get(name), Record):
            fields = [field for field in model.fields if field.wire in value]
            return {field.wire: _in_order(value[field.wire], field.type, models) for field in fields}
        case _:
            return value


def values_within(value: Any, type_: Type, models: Models, path: Path) -> Iterator[tuple[Path, Type, Any]]:
    """Yield the path, type and value of an example and of each value within it; of a list or map, only the first item."""
    yield path, type_, value
    match type_:
        case Nullable(item=item) if value is not None:
            yield from values_within(value, item, models, path)
        case ListOf(item=item) if isinstance(value, list) and value:
            yield from values_within(value[0], item, models, (*path, "0"))
        case MapOf(value=item) if isinstance(value, dict) and value:
            key = next(iter(value))
            yield from values_within(value[key], item, models, (*path, key))
        case Ref(name=name) if isinstance(value, dict) and isinstance(model := models.get(name), Record):
            for field in model.fields:
                if field.wire in value:
                    yield from values_within(value[field.wire], field.type, models, (*path, field.wire))
        case _:
            return


def wire_target(operation: Operation, values: Values, prefix: str) -> str:
    """Return the request target; `prefix` is the path of the server's URL."""
    path = operation.wire_path
    pairs: list[str] = []
    for parameter, value in values:
        if parameter.location == "path":
            path = path.replace(f"{{{parameter.field.wire}}}", path_text(parameter, value))
        elif parameter.location == "query":
            pairs.extend(query_texts(parameter, value))
    query = "&".join(pairs)
    return prefix + (f"{path}?{query}" if query else path)


def wire_body(operation: Operation, values: Values) -> Any:
    """Return the body as a JSON value; None if there is none. Forms are texts by name, files are names."""
    members = {p.field.wire: value for p, value in values if p.location == "body"}
    if operation.body is None or (not members and not operation.body.required):
        return None
    match operation.body.kind:
        case "form":
            fields = [(p, value) for p, value in values if p.location == "body"]
            pairs = (pair for parameter, value in fields for pair in query_texts(parameter, value))
            return parse_qs("&".join(pairs), keep_blank_values=True) or None
        case "multipart":
            return _parts(operation, values)
        case "members":
            return members
        case "whole" | "text" | "file":
            return next(iter(members.values()), None)
        case _:
            assert_never(operation.body.kind)


def _parts(operation: Operation, values: Values) -> dict[str, Any]:
    """Return the parts of an upload by name: the name of a file, a text or JSON; a list for several of one name.

    The part `meta` is always there if it is described, because the signature covers it.
    """
    has_meta = any(parameter.in_meta for parameter in operation.parameters)
    in_meta = {p.field.wire: value for p, value in values if p.in_meta}
    parts: dict[str, Any] = {META: in_meta} if has_meta else {}
    for parameter, value in values:
        if parameter.location == "body" and not parameter.in_meta:
            items = value if isinstance(value, list) else [value]
            sent = [item if _is_json(item, parameter) else text_of(item) for item in items]
            part = sent if len(sent) > 1 else sent[0] if sent else []
            if part != []:
                parts[parameter.field.wire] = part
    return parts


def _is_json(value: Any, parameter: Parameter) -> bool:
    return isinstance(value, dict | list) or (parameter.part_type == JSON and not parameter.file)

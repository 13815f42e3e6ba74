"""Operations of the spec: what they take, what they answer, and an example of their request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wxbrand_codegen.ir.media_types import Kind
from wxbrand_codegen.sandbox.reference.fields import FieldView, field_view, fields_of
from wxbrand_codegen.sandbox.replies import example_of
from wxbrand_codegen.sandbox.requests.bodies import choose_media
from wxbrand_codegen.sandbox.requests.routes import Operation, operations_of, read_paths
from wxbrand_codegen.sandbox.schemas.nodes import Node, node_at
from wxbrand_codegen.sandbox.schemas.synthesis import synthesise

_SIGNED_BY_CLIENTS = frozenset({"wechatpay-serial"})
"""Headers that are part of the protocol and that nobody fills in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterView:
    """A parameter of the path, the query or the header."""

    where: str
    field: FieldView
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """An answer that the spec describes."""

    status: str
    description: str
    fields: tuple[FieldView, ...]
    example: str
    """JSON text; empty if the spec has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One operation, as a list shows it."""

    key: str
    """The operationId, else method and path. Unique."""

    title: str
    area: str
    method: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One operation with everything that it takes and answers."""

    summary: Summary
    description: str
    rate: tuple[int, int] | None
    """Requests, and in how many seconds."""

    idempotency: Mapping[str, Any]
    """`x-wxbrand-idempotency`: field, repeat, note."""

    preconditions: tuple[str, ...]
    parameters: tuple[ParameterView, ...]
    body_kind: Kind | None
    """None without a body."""

    body: tuple[FieldView, ...]
    body_example: str
    """JSON text, also for an upload, whose files it leaves out."""

    file_fields: tuple[str, ...]
    """Names of the parts of an upload that are files."""

    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The operations of one tag."""

    name: str
    description: str
    operations: tuple[Summary, ...]


class Reference:
    """The operations of one document. Their fields are read when they are asked for."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        found = [
            (_summary(method, path, operation), operation)
            for path, item in read_paths(document)
            for method, operation in operations_of(path, item).items()
        ]
        self._operations = {summary.key: (summary, operation) for summary, operation in found}
        texts = {tag.get_value("name"): tag for tag in node_at(document, "#").get_elements("tags")}
        by_area: dict[str, list[Summary]] = {}
        for summary, _ in found:
            by_area.setdefault(summary.area, []).append(summary)
        self.areas = tuple(
            Area(
                name=name,
                description=str(texts[name].get_value("description", "")) if name in texts else "",
                operations=tuple(summaries),
            )
            for name, summaries in by_area.items()
        )
        """All operations by area, in the order of the spec."""

    def get_summary(self, key: str) -> Summary | None:
        """Return the summary of an operation, or None if there is none with this key."""
        found = self._operations.get(key)
        return None if found is None else found[0]

    def get(self, key: str) -> OperationView | None:
        """Return an operation, or None if there is none with this key."""
        found = self._operations.get(key)
        return None if found is None else _view(*found)


def _summary(method: str, path: str, operation: Operation) -> Summary:
    node = operation.node
    return Summary(
        key=operation.id or f"{method} {path}",
        title=str(node.get_value("summary") or operation.id or path),
        area=str(next(iter(node.get_value("tags") or ()), "")),
        method=method,
        path=path,
    )


def _view(summary: Summary, operation: Operation) -> OperationView:
    node = operation.node
    rate = node.get_value("x-wxbrand-rate-limit")
    declared = body.resolved() if (body := node.get("requestBody")) is not None else None
    chosen = choose_media(declared) if declared is not None else None
    kind, media = (chosen[0], chosen[2]) if chosen is not None else (None, None)
    schema = media.get("schema") if media is not None else None
    fields = fields_of(schema)
    files = tuple(each.name for each in fields if each.format == "binary")
    return OperationView(
        summary=summary,
        description=str(node.get_value("description", "")),
        rate=(rate["requests"], rate["seconds"]) if rate else None,
        idempotency=node.get_value("x-wxbrand-idempotency", {}),
        preconditions=tuple(map(str, node.get_value("x-wxbrand-preconditions", ()))),
        parameters=tuple(
            _parameter(each)
            for each in operation.parameters
            if str(each.get_value("name")).lower() not in _SIGNED_BY_CLIENTS
        ),
        body_kind=kind,
        body=fields,
        body_example=_request_example(media, kind, files),
        file_fields=files,
        answers=tuple(_answer(status, answer.resolved()) for status, answer in node.get_members("responses")),
    )


def _parameter(node: Node) -> ParameterView:
    schema = node.get("schema")
    name = str(node.get_value("name"))
    texts = {"description": node.get_value("description")}
    example = node.get_value("example")
    if example is None and schema is not None:
        example = synthesise(schema, name.encode())
    text = example if isinstance(example, str) else "" if example is None else json.dumps(example, ensure_ascii=False)
    field = field_view(name, schema, is_required=node.get_value("required") is True, texts=texts)
    return ParameterView(where=str(node.get_value("in")), field=field, example=text)


def _request_example(media: Node | None, kind: Kind | None, files: tuple[str, ...]) -> str:
    if media is None or kind not in {"json", "multipart", "form"}:
        return ""
    example, schema = example_of(media), media.get("schema")
    value = example.value if example is not None else {} if schema is None else synthesise(schema, b"example")
    if isinstance(value, dict):
        value = {name: member for name, member in value.items() if name not in files}
    return _pretty(value)


def _answer(status: str, node: Node) -> AnswerView:
    chosen = choose_media(node)
    media = chosen[2] if chosen is not None and chosen[0] == "json" else None
    example = example_of(media) if media is not None else None
    return AnswerView(
        status=status,
        description=str(node.get_value("description", "")),
        fields=fields_of(media.get("schema")) if media is not None else (),
        example=_pretty(example.value) if example is not None else "",
    )


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)

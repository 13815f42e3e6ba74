"""What a request class tells the runtime: how the request is sent, and how its responses are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.ir.media_types import JSON
from wxbrand_codegen.ir.operations import Operation
from wxbrand_codegen.render.code import Code, code, identifier, join, literal, one_per_line
from wxbrand_codegen.render.expressions import response_type
from wxbrand_codegen.render.imports import MODELS, Imports


def operation_facts(operation: Operation, imports: Imports) -> Code:
    """Return the `Operation(...)` of a request class."""
    facts = [(name, value) for name, value in _facts(operation, imports) if value not in (None, (), {})]
    arguments = [code("{}={}", identifier(name), literal(value)) for name, value in facts]
    return one_per_line(code("{}(", imports.add(MODELS, "Operation")), arguments, ")", 4)


def _facts(operation: Operation, imports: Imports) -> Iterator[tuple[str, Any]]:
    """Yield the names and values of the arguments. Empty ones are left out."""
    parameters = {p.field.name.snake: p for p in operation.parameters}
    body, extensions, accept = operation.body, operation.extensions, _accept(operation)
    yield "name", operation.id
    yield "method", operation.method
    yield "path", operation.wire_path
    for location in ("path", "query", "header"):
        yield f"in_{location}", tuple(name for name, p in parameters.items() if p.location == location)
    yield "styles", {name: p.style for name, p in parameters.items() if p.style}
    if body:
        yield "body", body.kind
        yield "body_required", None if body.required else False
        yield "content_type", body.content_type if body.content_type != JSON else None
    yield "in_meta", tuple(name for name, p in parameters.items() if p.in_meta)
    yield "files", {name: p.file.max_bytes for name, p in parameters.items() if p.file}
    yield "part_types", {name: p.part_type for name, p in parameters.items() if p.part_type}
    yield "from_file", {name: p.from_file for name, p in parameters.items() if p.from_file}
    yield "spelled", {name: p.field.wire for name, p in parameters.items() if p.field.wire != name}
    yield "accept", accept if accept != JSON else None
    if extensions.repeat == "safe" and operation.method not in {"GET", "HEAD"}:
        yield "repeat_is_safe", True
    if operation.paging:
        members = {"page" if key == "token" else key: name for key, name in operation.paging.members.items()}
        yield "paging", _call("Paging", members, imports)
    if extensions.rate_limit:
        requests, seconds, per = extensions.rate_limit
        yield "rate_limit", _call("RateLimit", {"requests": requests, "seconds": seconds, "per": per}, imports)
    yield (
        "replies",
        {
            response.status: response_type(response, imports, mark_sensitive=True) if response.accepts else Code("None")
            for response in operation.success_responses
        },
    )
    yield "request_number", extensions.request_number.snake if extensions.request_number else None
    yield "deprecated", operation.deprecated or None


def _call(name: str, arguments: dict[str, Any], imports: Imports) -> Code:
    written = [code("{}={}", identifier(key), literal(value)) for key, value in arguments.items()]
    return code("{}({})", imports.add(MODELS, name), join(", ", written))


def _accept(operation: Operation) -> str:
    """Return the Accept header: the media types of the successes, and JSON, in which errors come."""
    types = dict.fromkeys(media_type for response in operation.success_responses for media_type in response.accepts)
    return ", ".join(types if {JSON, "*/*"} & types.keys() else [*types, JSON])

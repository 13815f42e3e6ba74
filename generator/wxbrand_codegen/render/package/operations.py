"""Facts about an operation that its request class and its method need: names, response types, wire facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.ir.media_types import JSON
from wxbrand_codegen.ir.operations import Operation, Response
from wxbrand_codegen.render.annotations import annotation
from wxbrand_codegen.render.code import Code, code, identifier, join, literal, one_per_line
from wxbrand_codegen.render.imports import MODELS, Imports


def request_class(operation: Operation) -> str:
    """Return the name of the request class of an operation."""
    return f"{operation.name.pascal}Request"


def response_annotation(operation: Operation, imports: Imports) -> Code:
    """Return the return type of a method."""
    return join(" | ", dict.fromkeys(_response_type(response, imports) for response in operation.success_responses))


def _response_type(response: Response, imports: Imports, *, mark_sensitive: bool = False) -> Code:
    if response.content_type:
        return imports.add(MODELS, "Content")
    if response.type is None:
        return imports.add(MODELS, "NoContent")
    return annotation(response.type, imports, mark_sensitive=mark_sensitive)


def wire_facts(operation: Operation, imports: Imports) -> Code:
    """Return the `Operation(...)` that tells the runtime how to send a request and how to read the responses."""
    facts = [_argument(name, value) for name, value in _parameter_facts(operation) if value not in ((), {})]
    if (accept := _accept(operation)) != JSON:
        facts.append(_argument("accept", accept))
    extensions = operation.extensions
    if extensions.repeat == "safe" and operation.method not in {"GET", "HEAD"}:
        facts.append(_argument("repeat_is_safe", True))
    if operation.paging:
        members = [_argument("page" if key == "token" else key, name) for key, name in operation.paging.members.items()]
        facts.append(code("paging={}({})", imports.add(MODELS, "Paging"), join(", ", members)))
    if extensions.rate_limit:
        limit = map(_argument, ("requests", "seconds", "per"), extensions.rate_limit)
        facts.append(code("rate_limit={}({})", imports.add(MODELS, "RateLimit"), join(", ", limit)))
    responses = [
        code("{}: {}", literal(response.status), _decoded_type(response, imports))
        for response in operation.success_responses
    ]
    facts.append(code("replies={{{}}}", join(", ", responses)))
    if extensions.request_number:
        facts.append(_argument("request_number", extensions.request_number.snake))
    return one_per_line(code("{}(", imports.add(MODELS, "Operation")), facts, ")", 4)


def _argument(name: str, value: Any) -> Code:
    return code("{}={}", identifier(name), literal(value))


def _parameter_facts(operation: Operation) -> Iterator[tuple[str, Any]]:
    """Yield names and values of arguments about the path, the parameters and the body; the caller drops empty ones."""
    parameters = {p.field.name.snake: p for p in operation.parameters}
    yield "name", operation.id
    yield "method", operation.method
    yield "path", operation.path
    for location in ("path", "query", "header"):
        yield f"in_{location}", tuple(name for name, p in parameters.items() if p.location == location)
    yield "joined", tuple(name for name, p in parameters.items() if p.comma_separated)
    if operation.body:
        yield "body", operation.body.kind
        if not operation.body.required:
            yield "body_required", False
        if operation.body.content_type != JSON:
            yield "content_type", operation.body.content_type
    yield "in_meta", tuple(name for name, p in parameters.items() if p.in_meta)
    yield "files", {name: p.file.max_bytes for name, p in parameters.items() if p.file}
    yield "part_types", {name: p.part_type for name, p in parameters.items() if p.part_type}
    yield "from_file", {name: p.from_file for name, p in parameters.items() if p.from_file}
    yield "spelled", {name: p.field.wire for name, p in parameters.items() if p.field.wire != name}


def _accept(operation: Operation) -> str:
    """Return the Accept header: the media types of the successes, and JSON, in which errors come."""
    types = dict.fromkeys(media_type for response in operation.success_responses for media_type in response.accepts)
    return ", ".join(types if {JSON, "*/*"} & types.keys() else [*types, JSON])


def _decoded_type(response: Response, imports: Imports) -> Code:
    """Return the type a response is decoded to; None if it has no body."""
    return _response_type(response, imports, mark_sensitive=True) if response.accepts else Code("None")

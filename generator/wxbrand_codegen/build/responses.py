"""Build the documented responses of an operation."""

from __future__ import annotations

import re
from dataclasses import replace

from wxbrand_codegen.build.content import Content, choose_content
from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.descriptions import declared_example, declared_examples, schema_example
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.ir.media_types import BINARY, JSON, concrete, kind_of, without_parameters
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import ErrorCode, Response

_WITHOUT_BODY = frozenset({"204", "205"})
_STATUS = re.compile(r"[2-5][0-9]{2}|[2-5]XX|default", re.ASCII)


def responses_of(node: MappingNode, method: str, operation: Name, schemas: Schemas) -> tuple[Response, ...]:
    """Return the documented responses of an operation.

    `default` is left out beside a 2xx response, where it stands for errors. Without one it is the success, because it
    describes every status that is not listed (OpenAPI 3.1, section 4.8.16). If there is neither, the success is any 2xx,
    whose body is returned as it comes.
    """
    declared = _declared(node, schemas)
    if any(response.status.startswith("2") for response, _ in declared):
        declared = [(response, entry) for response, entry in declared if response.status != "default"]
    responses: list[Response] = []
    for response, entry in declared:
        if not response.is_success:
            responses.append(_error(response, entry, schemas))
        elif method == "head" or response.status in _WITHOUT_BODY:
            responses.append(response)
        else:
            is_first = not any(earlier.is_success for earlier in responses)
            suffix = "" if is_first else response.status.capitalize()
            class_name = Name(snake=f"{operation.snake}_response", pascal=f"{operation.pascal}Response{suffix}")
            responses.append(_success(response, entry, class_name, schemas))
    if not any(response.is_success for response in responses):
        responses.append(_undescribed_success(node, method, schemas))
    return tuple(responses)


def _undescribed_success(node: MappingNode, method: str, context: Context) -> Response:
    mark = node.mark_of("responses")
    message = "no success is described, so any 2xx is one and its body is returned as bytes; add a response such as 200"
    context.advise(mark, "no-success", message)
    response = Response(status="2XX", type=None, title="", mark=mark)
    return response if method == "head" else replace(response, content_type=BINARY, accepts=("*/*",))


def _declared(node: MappingNode, context: Context) -> list[tuple[Response, MappingNode]]:
    responses = node.mapping("responses")
    declared: list[tuple[Response, MappingNode]] = []
    for key, entry in responses.members.items() if responses else ():
        if key.startswith("x-"):
            continue
        mark = responses.mark_of(key) if responses else node.mark
        status = key.upper() if key.endswith("xx") else key
        resolved = context.resolve(entry)
        if not _STATUS.fullmatch(status) or not isinstance(resolved, MappingNode):
            message = f"{status} is not a status of a response such as 200, 4XX or default, so it is ignored"
            context.advise(mark, "unusable-status", message)
        elif status.startswith("3"):
            message = f"{status} is ignored: the client does not follow redirects, it raises UntrustedResponse"
            context.advise(mark, "redirect", message)
        else:
            if resolved.entries("links"):
                message = "links of a response are passed over; call the operation that they name yourself"
                context.advise(resolved.mark_of("links"), "unused-links", message)
            title = resolved.text("description") or ""
            declared.append((Response(status=status, type=None, title=title, mark=mark), resolved))
    return declared


def _success(response: Response, node: MappingNode, class_name: Name, schemas: Schemas) -> Response:
    declared = node.mapping("content")
    if not declared or not declared.members:
        return response
    content = choose_content(declared, schemas)
    if content is None:
        message = f"a response needs a media type such as {JSON}; this one has {', '.join(declared.members)}"
        schemas.problem(response.mark, "unsupported-answer", message)
        return response
    if content.kind != "json":
        return _raw(response, content, declared, schemas)
    schema = content.json_schema(schemas)
    return replace(
        response,
        type=schemas.named_type(schema, class_name),
        example=declared_example(content.node, schemas) or schema_example(schema, schemas),
        accepts=(without_parameters(concrete(content.media_type, "json")),),
    )


def _raw(response: Response, content: Content, declared: MappingNode, context: Context) -> Response:
    """Return a response whose body is not JSON and so is not decoded."""
    example = declared_example(content.node, context)
    if example is None and content.schema is not None:
        example = schema_example(content.schema, context)
    text = plain(example) if example is not None else None
    default = "example" if content.kind == "text" else None
    return replace(
        response,
        content_type=concrete(content.media_type, "file" if content.kind == "file" else "text"),
        accepts=tuple(dict.fromkeys(without_parameters(key) for key in declared.members if kind_of(key))),
        example=text if isinstance(text, str) and text else default,
    )


def _error(response: Response, node: MappingNode, context: Context) -> Response:
    content = choose_content(node.mapping("content"), context)
    if content is None or content.kind != "json":
        return response
    examples = [plain(example) for example in declared_examples(content.node, context)]
    errors = [
        ErrorCode(code=example["code"], message=str(example.get("message", "")))
        for example in examples
        if isinstance(example, dict) and isinstance(example.get("code"), str)
    ]
    return replace(response, example=next(iter(examples), None), errors=tuple(errors))

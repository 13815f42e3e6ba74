"""Build the operations of a document, and the notifications of its webhooks. Report what is wrong with paths."""

from __future__ import annotations

import re

from wxbrand_codegen.build.bodies import body_of
from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.declarations import DeclaredOperation, DeclaredWebhook
from wxbrand_codegen.build.descriptions import schema_example
from wxbrand_codegen.build.extensions import extensions_of
from wxbrand_codegen.build.parameters import named_parameters, parameters_of, serial_header_of, undeclared_parameter
from wxbrand_codegen.build.responses import responses_of
from wxbrand_codegen.build.schemas.names import member_names
from wxbrand_codegen.build.schemas.records import object_schema
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true, plain
from wxbrand_codegen.ir.names import Name, make_name, nested_name
from wxbrand_codegen.ir.operations import Notification, Operation, Parameter, request_class
from wxbrand_codegen.ir.types import MapOf

_PATH = re.compile(r"(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|[^\0-\xa0\u2000-\u206f\ufeff]|\{[^{}/?#]+\})+)*/?", re.ASCII)
"""Letters that are not ASCII are percent-encoded on the wire (RFC 3987, section 3.1)."""

_EXTENSION = "x-wxbrand-notification"


def operation_of(declared: DeclaredOperation, schemas: Schemas) -> Operation:
    """Return an operation. Its examples are not validated yet, and its paging is missing."""
    _check_declaration(declared, schemas)
    node = declared.node
    declared_id, mark = declared.declared_id, declared.mark
    name = schemas.names.operations[declared.key]
    if declared_id in schemas.names.repeated_ids:
        message = f"several operations have the operationId {declared_id}, so this one is called {name.snake}"
        schemas.advise(mark, "repeated-operation-id", f"{message}; give each one of its own")
        declared_id = ""
    request = Name(snake=f"{name.snake}_request", pascal=request_class(name))
    own_parameters = parameters_of((declared.path_item, node), request, schemas)
    body, body_parameters = body_of(node, request, schemas)
    parameters = named_parameters([*_in_path_order(own_parameters, declared, schemas), *body_parameters], schemas)
    operation = Operation(
        id=declared_id or name.snake,
        name=name,
        method=declared.method.upper(),
        path=declared.path,
        title=node.text("summary") or "",
        text=node.text("description") or "",
        parameters=parameters,
        serial_header=serial_header_of((declared.path_item, node), schemas),
        body=body,
        responses=responses_of(node, declared.method, name, schemas),
        extensions=extensions_of(node, parameters, schemas),
        deprecated=is_true(node, "deprecated"),
        mark=mark,
    )
    if "callbacks" in node.members:
        message = "callbacks of an operation are passed over; describe what WeChat Pay sends under webhooks"
        schemas.advise(node.mark_of("callbacks"), "unused-callbacks", message)
    return operation


def notification_of(webhook: DeclaredWebhook, schemas: Schemas) -> Notification | None:
    """Return the notification of a webhook; None, with advice, if its encrypted resource is not described."""
    key, node, mark = webhook.name, webhook.node, webhook.mark
    extension = node.mapping(_EXTENSION)
    resource = extension.get("resource") if extension else None
    if extension is None or resource is None:
        message = f"the webhook {key} is ignored, because its encrypted resource is not described; add {_EXTENSION}"
        schemas.advise(node.mark, "webhook-without-resource", message)
        return None
    name = schemas.names.notifications[webhook.key]
    type_ = schemas.named_type(resource, nested_name(name, make_name("resource", "class")))
    if not isinstance(type_, MapOf) and not schemas.models.is_record(type_):
        message = "the resource of a notification must be an object"
        schemas.problem(extension.mark_of("resource"), "unsupported-resource", message)
    return Notification(
        name=name,
        webhook=key,
        event_type=extension.text("event-type") or key,
        title=node.text("summary") or "",
        text=node.text("description") or "",
        resource=type_,
        example=schema_example(resource, schemas),
        same_if=_same_if(extension, resource, name, schemas),
        original_type=extension.text("original-type") or "",
        associated_data=extension.text("associated-data") or "",
        extensions=extensions_of(node, (), schemas),
        deprecated=is_true(node, "deprecated"),
        mark=mark,
    )


def _check_declaration(operation: DeclaredOperation, context: Context) -> None:
    path = operation.path
    if operation.method == "trace":
        context.problem(operation.node.mark, "unsupported-verb", "TRACE is not supported; remove the operation")
    if not _PATH.fullmatch(path) or any(part in {".", ".."} for part in path.split("/")):
        message = "a path must begin with / and consist of plain segments and {parameters}"
        context.problem(operation.path_mark, "unusable-path", message)
    for holder in (operation.path_item, operation.node):
        if "servers" in holder.members and plain(holder.members["servers"]) != _servers_of(context.root):
            message = (
                "servers of a path or operation are passed over: its requests go to the client's base URL like all others; "
                "use a client with the base_url= of these servers, or declare them for the whole document"
            )
            context.advise(holder.mark_of("servers"), "unused-servers", message)


def _servers_of(root: MappingNode) -> object:
    return plain(root.members["servers"]) if "servers" in root.members else None


def _in_path_order(parameters: list[Parameter], declared: DeclaredOperation, context: Context) -> list[Parameter]:
    """Put path parameters first, in the order of the path. Report those that the path and the declarations do not share."""
    in_template = re.findall(r"\{([^{}]*)\}", declared.path)
    in_path = {parameter.field.wire for parameter in parameters if parameter.location == "path"}
    for wire in sorted(set(in_template) - in_path):
        message = f"the path contains {{{wire}}}, which no path parameter declares, so it is a text; declare it"
        context.advise(declared.path_mark, "undeclared-parameter", message)
        parameters = [*parameters, undeclared_parameter(wire, declared.path_mark)]
    for wire in sorted(in_path - set(in_template)):
        message = (
            f"the path does not contain {{{wire}}}, so the path parameter is left out; add it to the path, or remove it"
        )
        context.advise(declared.path_mark, "unused-parameter", message)
        parameters = [p for p in parameters if p.location != "path" or p.field.wire != wire]
    order = {wire: position for position, wire in enumerate(in_template)}
    return sorted(parameters, key=lambda p: order.get(p.field.wire, len(order)) if p.location == "path" else len(order))


def _same_if(extension: MappingNode, resource: Node, class_name: Name, schemas: Schemas) -> tuple[str, ...]:
    schema = object_schema(resource, schemas)
    properties = member_names(schema, schemas) if schema else {}
    attributes: list[str] = []
    for item in extension.sequence("same-if"):
        wire = str(plain(item))
        if wire not in properties:
            message = f"the resource of {class_name.pascal} has no property {wire}"
            schemas.problem(item.mark, "unknown-field", message)
        else:
            attributes.append(properties[wire].snake)
    return tuple(attributes)

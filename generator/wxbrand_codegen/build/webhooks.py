"""Build the notifications that WeChat Pay sends from the webhooks of a document."""

from __future__ import annotations

from wxbrand_codegen.build.descriptions import schema_example
from wxbrand_codegen.build.extensions import extensions_of
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.document.nodes import MappingNode, Node, plain
from wxbrand_codegen.ir.names import Name, make_name, nested_name
from wxbrand_codegen.ir.operations import Notification
from wxbrand_codegen.ir.types import MapOf

_EXTENSION = "x-wxbrand-notification"
_SUFFIX = "notification"


def notification_of(key: str, node: MappingNode, schemas: Schemas) -> Notification | None:
    """Return the notification of a webhook; None, with advice, if its encrypted resource is not described."""
    extension = node.mapping(_EXTENSION)
    resource = extension.get("resource") if extension else None
    if extension is None or resource is None:
        message = f"the webhook {key} is ignored, because its encrypted resource is not described; add {_EXTENSION}"
        schemas.advise(node.mark, "webhook-without-resource", message)
        return None
    declared_id = node.text("operationId")
    mark = node.mark_of("operationId") if declared_id else node.mark
    name = schemas.name(declared_id or key, "class", mark)
    if not name.snake.endswith(_SUFFIX):
        name = nested_name(name, make_name(_SUFFIX, "class"))
    schemas.claim_class(name, mark)
    type_ = schemas.type_of(resource, nested_name(name, make_name("resource", "class")))
    if not isinstance(type_, MapOf) and not schemas.is_record(type_):
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
        mark=mark,
    )


def _same_if(extension: MappingNode, resource: Node, class_name: Name, schemas: Schemas) -> tuple[str, ...]:
    """Return the attributes that identify a repeated notification; each must be a property of the resource."""
    schema = schemas.object_schema(resource)
    properties = schema.mapping("properties") if schema else None
    attributes: list[str] = []
    for item in extension.sequence("same-if"):
        wire = str(plain(item))
        if properties is None or wire not in properties.members:
            message = f"the resource of {class_name.pascal} has no property {wire}"
            schemas.problem(item.mark, "unknown-field", message)
        else:
            attributes.append(schemas.name(wire, "field", item.mark).snake)
    return tuple(attributes)

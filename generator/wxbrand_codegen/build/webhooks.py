"""Part of build: the notifications that WeChat Pay sends, from the webhooks of a spec."""

from __future__ import annotations

from wxbrand_codegen.build.facts import facts_of
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.document.nodes import MappingNode, Node, plain
from wxbrand_codegen.ir.names import Name, make_name, nested_name
from wxbrand_codegen.ir.operations import Notification
from wxbrand_codegen.ir.types import MapOf

_EXTENSION = "x-wxbrand-notification"
_SUFFIX = "notification"


def notification_of(key: str, operation: MappingNode, schemas: Schemas) -> Notification | None:
    """Give the notification that a webhook's operation describes; None, with advice, if it says nothing of what is encrypted."""
    described = operation.mapping(_EXTENSION)
    resource = described.get("resource") if described else None
    if described is None or resource is None:
        message = f"the webhook {key} is left out: without {_EXTENSION} nothing is known of what its notifications hold"
        schemas.advise(operation.mark, "webhook-without-resource", message)
        return None
    own_id = operation.text("operationId")
    mark = operation.mark_of("operationId") if own_id else operation.mark
    class_name = schemas.named(own_id or key, "class", mark)
    if not class_name.snake.endswith(_SUFFIX):
        class_name = nested_name(class_name, make_name(_SUFFIX, "class"))
    schemas.claim(class_name, mark)
    type_ = schemas.type_of(resource, nested_name(class_name, make_name("resource", "class")))
    if not isinstance(type_, MapOf) and not schemas.is_record(type_):
        schemas.problem(described.mark_of("resource"), "unsupported-resource", "what is encrypted must be an object")
    return Notification(
        name=class_name,
        webhook=key,
        event_type=described.text("event-type") or key,
        title=operation.text("summary") or "",
        text=operation.text("description") or "",
        resource=type_,
        example=schemas.example(resource),
        same_if=_same_if(described, resource, class_name, schemas),
        original_type=described.text("original-type") or "",
        associated_data=described.text("associated-data") or "",
        extensions=facts_of(operation, (), schemas),
        mark=mark,
    )


def _same_if(described: MappingNode, resource: Node, place: Name, schemas: Schemas) -> tuple[str, ...]:
    """Give the attributes that tell a repeat; each must be a member of the resource."""
    whole = schemas.object_of(resource)
    properties = whole.mapping("properties") if whole else None
    found: list[str] = []
    for item in described.sequence("same-if"):
        wire = str(plain(item))
        if properties is None or wire not in properties.members:
            schemas.problem(item.mark, "unknown-field", f"the resource of {place.pascal} has no member {wire}")
        else:
            found.append(schemas.named(wire, "field", item.mark).snake)
    return tuple(found)

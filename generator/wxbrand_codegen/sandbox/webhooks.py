"""What the spec says of notifications: the schema of what each encrypts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wxbrand_codegen.sandbox.schemas.nodes import Node, at

_EXTENSION = "x-wxbrand-notification"


def resource_schemas(document: Mapping[str, Any]) -> Iterator[tuple[str, Node]]:
    """Give the event type of each webhook that describes a notification, and the schema of its resource."""
    for key, webhook in at(document, "#").get_members("webhooks"):
        for _, operation in webhook.resolved().members():
            described = operation.get(_EXTENSION)
            resource = described.get("resource") if described is not None else None
            if described is not None and resource is not None:
                yield str(described.plain("event-type", key)), resource

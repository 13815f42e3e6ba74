"""Draft the webhooks that a notification page describes: one for each event type, with one resource."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wxbrand_codegen.change.draft.names import event_class
from wxbrand_codegen.change.draft.notes import ReviewNotes
from wxbrand_codegen.change.draft.operation import heading, parameters_of
from wxbrand_codegen.change.draft.responses import content, listed_errors, reference, success_of
from wxbrand_codegen.change.draft.schemas import object_schema, unlisted_members
from wxbrand_codegen.pages import Page

_ENVELOPE = "NotificationEnvelope"
_RESOURCE = {
    "type": "object",
    "title": "加密的内容",
    "required": ["algorithm", "ciphertext", "nonce"],
    "properties": {
        "original_type": {"type": "string", "title": "内容的类型"},
        "algorithm": {"type": "string", "title": "加密算法", "example": "AEAD_AES_256_GCM"},
        "ciphertext": {"type": "string", "title": "密文"},
        "associated_data": {"type": "string", "title": "附加数据"},
        "nonce": {"type": "string", "title": "随机串"},
    },
}
_ENVELOPE_SCHEMA = {
    "type": "object",
    "title": "事件通知",
    "description": "通知的外层；真正的内容加密在 resource.ciphertext 里",
    "required": ["id", "create_time", "event_type", "resource_type", "resource"],
    "properties": {
        "id": {"type": "string", "title": "通知ID"},
        "create_time": {"type": "string", "format": "date-time", "title": "通知创建时间"},
        "event_type": {"type": "string", "title": "事件类型"},
        "resource_type": {"type": "string", "title": "资源类型", "example": "encrypt-resource"},
        "summary": {"type": "string", "title": "摘要"},
        "resource": _RESOURCE,
    },
}


def webhook_objects(
    page: Page, names: Mapping[str, str], tag: str, schemas: dict[str, Any], notes: ReviewNotes
) -> dict[str, Any]:
    """Return a webhook for each event type. `names` are those of the notifications; their schemas go to `schemas`."""
    resource = f"{event_class(page.event_types[0])}Resource"
    schemas[resource] = object_schema(page.fields_in("resource"), page.resource_example, notes)
    if not page.fields_in("resource"):
        notes.todo("x-wxbrand-notification: the page lists no members of the decrypted resource; add them")
    notes.todo("x-wxbrand-notification: add same-if, the members of the resource that identify a repeated notification")
    return {event: {"post": _operation(page, event, names[event], tag, resource, schemas, notes)} for event in names}


def _operation(
    page: Page, event: str, name: str, tag: str, resource: str, schemas: dict[str, Any], notes: ReviewNotes
) -> dict[str, Any]:
    operation = heading(page, name, tag, notes)
    operation["x-wxbrand-notification"] = {"event-type": event, **_sample_facts(page), "resource": reference(resource)}
    if parameters := parameters_of(page, notes):
        operation["parameters"] = parameters
    operation["requestBody"] = {"required": True, "content": {"application/json": _envelope(page, schemas, notes)}}
    return operation | {"responses": _answers(page, name, schemas, notes)}


def _sample_facts(page: Page) -> dict[str, str]:
    """Return what the sample notification says of its resource."""
    sample = page.body_example.get("resource") if isinstance(page.body_example, dict) else None
    facts = {"original-type": "original_type", "associated-data": "associated_data"}
    found = {key: sample.get(member) for key, member in facts.items()} if isinstance(sample, dict) else {}
    return {key: value for key, value in found.items() if isinstance(value, str) and value}


def _envelope(page: Page, schemas: dict[str, Any], notes: ReviewNotes) -> dict[str, Any]:
    fields, example = page.fields_in("body"), page.body_example
    for member in unlisted_members(fields, example) if fields else ():
        notes.todo(f"the sample notification has {member}, which the page does not describe")
    schemas[_ENVELOPE] = object_schema(fields, example, notes) if fields else _ENVELOPE_SCHEMA
    return content(reference(_ENVELOPE), example)


def _answers(page: Page, name: str, schemas: dict[str, Any], notes: ReviewNotes) -> dict[str, Any]:
    """Return what the receiver may answer. What the page lists of an answer is that of a refusal."""
    errors = listed_errors(page, schemas, notes)
    if page.fields_in("response") or page.response_example is not None:
        notes.todo("responses: the answer that the page describes is taken for that of a failure; check that")
        (described,) = success_of(page, name, schemas, notes).values()
        errors["5XX"] = described | {"description": "没有收下，请再发"}
    return {"204": {"description": "已经收下"}} | dict(sorted(errors.items()))

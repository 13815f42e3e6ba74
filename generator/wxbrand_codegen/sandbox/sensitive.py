"""Sensitive texts, found by the schemas that apply to them: decrypted in requests, encrypted in responses and notifications."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from wxbrand_runtime.auth.decryption import decrypt_text, encrypt_text
from wxbrand_runtime.testing import RequestRefused, WeChatPay

from wxbrand_codegen.sandbox.refusals import field_name, param_error
from wxbrand_codegen.sandbox.schemas.nodes import Node, applicable_schemas, child_schemas, node_at

_SENSITIVE = "x-wxbrand-sensitive"
_NOTIFICATION = "x-wxbrand-notification"

_Path = tuple[str | int, ...]
_Convert = Callable[[str, _Path], str]


class SensitiveTexts:
    """Encrypts and decrypts the sensitive texts in values of one document."""

    def __init__(self, document: Mapping[str, Any], wechat_pay: WeChatPay) -> None:
        self._wechat_pay = wechat_pay
        self.is_used = _SENSITIVE in json.dumps(document)
        """Whether the document mentions any. Most do not, so this saves looking for them in each value."""
        self._resources = dict(_resource_schemas(document))

    def decrypt(self, schema: Node, value: Any) -> Any:
        """Decrypt the texts in a request's value. Raise RequestRefused, 400, for one that is not encrypted."""

        def convert(text: str, path: _Path) -> str:
            try:
                return decrypt_text(self._wechat_pay.private_key, text)
            except ValueError:
                issue = "must be encrypted with WeChat Pay's public key (RSA-OAEP with SHA-1, in base64)"
                raise param_error("body", field_name(path) or "body", issue) from None

        return _converted((schema,), value, (), convert) if self.is_used else value

    def encrypt(self, schema: Node, value: Any) -> Any:
        """Encrypt the texts in a response's value with the public key of the caller."""
        return self._encrypt(schema, value, self._wechat_pay.account_key, "the response")

    def encrypt_request(self, schema: Node, value: Any) -> Any:
        """Encrypt the texts in a request's value with WeChat Pay's public key."""
        return self._encrypt(schema, value, self._wechat_pay.private_key.public_key(), "the request")

    def _encrypt(self, schema: Node, value: Any, key: RSAPublicKey, whole: str) -> Any:
        def convert(text: str, path: _Path) -> str:
            try:
                return encrypt_text(key, text)
            except ValueError:
                name = field_name(path) or whole
                raise RequestRefused(501, "NOT_IMPLEMENTED", f"{name} is too long to be encrypted") from None

        return _converted((schema,), value, (), convert) if self.is_used else value

    def encrypt_resource(self, event_type: str, resource: Any) -> Any:
        """Encrypt the texts in the resource of a notification with the public key of the caller."""
        schema = self._resources.get(event_type)
        return resource if schema is None else self.encrypt(schema, resource)


def notification_labels(document: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    """Return original_type and associated_data of notifications by event type, where the spec states them."""
    keys = ("original-type", "associated-data")
    described = {event: [node.get_value(key, "") for key in keys] for event, node in _notifications(document)}
    return {event: (str(original), str(data)) for event, (original, data) in described.items()}


def _resource_schemas(document: Mapping[str, Any]) -> Iterator[tuple[str, Node]]:
    """Iterate over event type and resource schema of the webhooks that describe notifications."""
    for event, notification in _notifications(document):
        resource = notification.get("resource")
        if resource is not None:
            yield event, resource


def _notifications(document: Mapping[str, Any]) -> Iterator[tuple[str, Node]]:
    """Iterate over event type and description of the notifications."""
    for key, webhook in node_at(document, "#").get_members("webhooks"):
        for _, operation in webhook.resolved().members():
            notification = operation.get(_NOTIFICATION)
            if notification is not None:
                yield str(notification.get_value("event-type", key)), notification


def _converted(schemas: tuple[Node, ...], value: Any, path: _Path, convert: _Convert) -> Any:
    applicable = applicable_schemas(schemas)
    children = child_schemas(applicable, value)
    match value:
        case str():
            is_sensitive = any(schema.get_value(_SENSITIVE) is True for schema in applicable)
            return convert(value, path) if is_sensitive else value
        case dict():
            return {name: _converted(inner, child, (*path, name), convert) for name, child, inner in children}
        case list():
            return [_converted(inner, child, (*path, index), convert) for index, child, inner in children]
        case _:
            return value

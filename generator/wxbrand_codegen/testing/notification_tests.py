"""Tests for every notification. Generated classes contain the resource; the test functions are here.

Each test runs over a loopback socket: WeChat Pay's side encrypts and signs, and a brand's server verifies, decrypts and
responds.
"""

from __future__ import annotations

import json
from typing import Any, ClassVar

import msgspec
import pytest
from wxbrand_runtime.models import Record
from wxbrand_runtime.models.wire_names import wire_names
from wxbrand_runtime.notifications import Notification
from wxbrand_runtime.testing.wechat_pay import other_private_key

from wxbrand_codegen.testing.brand_server import Headers, brand_server
from wxbrand_codegen.testing.clients import Clients
from wxbrand_codegen.testing.unreadable import assert_nothing_else_is_lost, odd_members, with_odd_member

_UNKNOWN_FIELD = "field_newer_than_the_spec"


class NotificationTests:
    """Base of the generated test classes."""

    kind: ClassVar[type[Notification[Any]]]
    """Class of the notification."""

    resource: ClassVar[Any]
    """JSON object in the notification."""

    expected: ClassVar[Any]
    """Value that the resource is decoded to."""

    def test_the_documented_example(self, clients: Clients) -> None:
        resource = self._with_encrypted_texts(clients, self.resource)
        with brand_server(clients.credentials) as brand:
            status, body = brand.post(*self._notification(clients, resource=resource))

        (notification,) = brand.accepted
        assert (status, body) == (204, b"")
        assert type(notification) is self.kind
        assert notification.event_type == self.kind.event.type
        assert notification.resource == self.expected
        assert json.loads(notification.plaintext) == resource

    def test_the_same_event_again_has_the_same_key(self, clients: Clients) -> None:
        same = {"id": "the-same"} if not self.kind.event.same_if else {}
        with brand_server(clients.credentials) as brand:
            brand.post(*self._notification(clients, **same))
            brand.post(*self._notification(clients, **same))

        first, second = brand.accepted
        assert first.repeat_key == second.repeat_key
        assert first.repeat_key[-1] == self.kind.event.type

    def test_an_unknown_field(self, clients: Clients) -> None:
        if not isinstance(self.expected, Record):
            pytest.skip("the resource is not an object with named members")
        resource = self._with_encrypted_texts(clients, {**self.resource, _UNKNOWN_FIELD: [1]})
        headers, body = self._notification(clients, resource=resource)
        with brand_server(clients.credentials) as brand:
            brand.post(headers, body)

        (notification,) = brand.accepted
        assert msgspec.json.decode(notification.plaintext)[_UNKNOWN_FIELD] == [1]

    def test_a_member_that_cannot_be_read(self, clients: Clients) -> None:
        content = self._with_encrypted_texts(clients, self.resource)
        named = wire_names(type(self.expected)) if isinstance(self.expected, Record) else {}
        identity = {f"resource.{named[name]}" for name in self.kind.event.same_if}

        for odd in odd_members(self.expected, self.kind.event.resource, "resource"):
            with brand_server(clients.credentials) as brand:
                brand.post(*self._notification(clients, resource=with_odd_member(content, odd)))
            if identity & {*odd.places}:
                assert [error.reason for error in brand.rejected] == ["unreadable"]
                continue
            (notification,) = brand.accepted
            assert isinstance(notification, self.kind)
            if hasattr(notification, "resource") or not odd.is_needed:  # else it has no other member
                assert_nothing_else_is_lost(notification, notification.resource, self.expected, odd)

    def test_a_tampered_body(self, clients: Clients) -> None:
        headers, body = self._notification(clients)
        self._assert_rejected(
            clients, headers, body.replace(b"encrypt-resource", b"encrypt-Resource"), "signature-wrong"
        )

    def test_another_key(self, clients: Clients) -> None:
        _, body = self._notification(clients)
        headers = clients.sandbox.wechat_pay.sign_answer(body, private_key=other_private_key())
        self._assert_rejected(clients, headers, body, "signature-wrong")

    def test_no_signature(self, clients: Clients) -> None:
        _, body = self._notification(clients)
        self._assert_rejected(clients, (), body, "signature-missing")

    def test_another_api_key(self, clients: Clients) -> None:
        headers, body = self._notification(clients, api_key="0" * 32)
        self._assert_rejected(clients, headers, body, "undecryptable")

    def _notification(
        self, clients: Clients, *, resource: Any = None, api_key: str = "", **more: Any
    ) -> tuple[Headers, bytes]:
        key = api_key or clients.credentials.api_key
        assert key
        return clients.sandbox.wechat_pay.encrypt_notification(
            self.kind.event.type,
            self._with_encrypted_texts(clients, self.resource) if resource is None else resource,
            key,
            **more,
        )

    def _with_encrypted_texts(self, clients: Clients, resource: Any) -> Any:
        """Return a resource as WeChat Pay sends it, with its sensitive texts encrypted."""
        return clients.sandbox.encrypt_resource(self.kind.event.type, resource)

    def _assert_rejected(self, clients: Clients, headers: Headers, body: bytes, reason: str) -> None:
        with brand_server(clients.credentials) as brand:
            status, answer = brand.post(headers, body)

        (error,) = brand.rejected
        assert error.reason == reason
        assert status == 500
        assert json.loads(answer)["code"] == "FAIL"
        assert brand.accepted == []

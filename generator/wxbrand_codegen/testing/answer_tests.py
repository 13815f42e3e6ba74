"""Tests of the answers of every operation: those that prove nothing, and those that are not quite as the spec describes."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import msgspec
import pytest
from wxbrand_runtime import UnreadableResponse, UntrustedResponse, answer_of
from wxbrand_runtime.models import Content, NoContent, Record, Request
from wxbrand_runtime.testing.wechat_pay import other_private_key

from wxbrand_codegen.testing.clients import Clients
from wxbrand_codegen.testing.unreadable import (
    OddMember,
    assert_needed,
    assert_nothing_else_is_lost,
    odd_members,
    with_odd_member,
)

_NEEDS_ODD_MEMBERS = "test_a_member_of_an_answer_that_cannot_be_read"
_NEEDS_OBJECT = "test_an_answer_with_an_unknown_field"

_UNKNOWN_FIELD = "field_newer_than_the_spec"


class AnswerTests:
    """A base of the tests of operations."""

    request: ClassVar[Request[Any]]
    """A request with every field."""

    replies: ClassVar[tuple[tuple[int, Any], ...]]
    """Status of each documented success, and the value that the client returns for it."""

    def __init_subclass__(cls) -> None:
        """Remove the tests that the answer has no members for."""
        if not hasattr(cls, "replies"):
            return
        first = cls.replies[0][1]
        if not isinstance(first, Record) or isinstance(first, NoContent | Content):
            setattr(cls, _NEEDS_OBJECT, None)
        if not cls._odd_members():
            setattr(cls, _NEEDS_ODD_MEMBERS, None)

    def test_a_tampered_answer(self, clients: Clients, mode: str) -> None:
        self._assert_untrusted(clients, mode, "signature-wrong", tamper=True)

    def test_an_answer_signed_by_another_key(self, clients: Clients, mode: str) -> None:
        self._assert_untrusted(clients, mode, "signature-wrong", sign_with=other_private_key())

    def test_an_unsigned_answer(self, clients: Clients, mode: str) -> None:
        self._assert_untrusted(clients, mode, "signature-missing", unsigned=True)

    def _assert_untrusted(self, clients: Clients, mode: str, reason: str, **script: Any) -> None:
        clients.sandbox.script(**script)

        with pytest.raises(UntrustedResponse) as caught:
            clients.send(mode, self.request)

        assert caught.value.reason == reason

    def test_an_answer_with_an_unknown_field(self, clients: Clients, mode: str) -> None:
        clients.sandbox.script(extra_fields={_UNKNOWN_FIELD: {"nested": [1]}})

        reply = clients.send(mode, self.request)

        assert reply == self.replies[0][1]
        assert msgspec.json.decode(answer_of(reply).body)[_UNKNOWN_FIELD] == {"nested": [1]}

    def test_a_member_of_an_answer_that_cannot_be_read(self, clients: Clients, mode: str) -> None:
        status, expected = self.replies[0]
        content = json.loads(answer_of(clients.send(mode, self.request)).body)

        for odd in self._odd_members():
            clients.sandbox.script(status=status, body=json.dumps(with_odd_member(content, odd)).encode())
            try:
                reply = clients.send(mode, self.request)
            except UnreadableResponse as error:
                assert_needed(error, odd)
            else:
                assert_nothing_else_is_lost(reply, reply, expected, odd)

    @classmethod
    def _odd_members(cls) -> list[OddMember]:
        return odd_members(cls.replies[0][1], next(iter(cls.request.operation.replies.values())), "body")

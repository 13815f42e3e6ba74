"""Tests for every operation. Generated classes contain the tables; the test functions are here.

Each test runs over a loopback socket: the client signs with the brand's key, the sandbox verifies the signature, validates
the request against the spec and signs its response, and the client verifies the response.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import parse_qs

import msgspec
import pytest
from wxbrand_runtime import ApiError, InvalidRequest, UnreadableResponse, answer_of
from wxbrand_runtime.models import Record, Request

from wxbrand_codegen.sandbox import Exchange
from wxbrand_codegen.sandbox.service import Sandbox
from wxbrand_codegen.testing.answer_tests import AnswerTests
from wxbrand_codegen.testing.clients import Clients
from wxbrand_codegen.testing.edits import (
    Edits,
    as_builtins,
    as_documented,
    field_path,
    late_in_its_second,
    members_and_times,
    with_edits,
    with_plain_values,
)
from wxbrand_codegen.testing.pages import pages_like
from wxbrand_codegen.testing.received_bodies import received_body

_TABLES = {
    "test_each_documented_error": "errors",
    "test_a_limit_met_exactly": "allowed",
    "test_a_limit_broken": "refused",
    "test_a_rule_kept": "rules_kept",
    "test_a_rule_broken": "rules_broken",
    "test_a_list_of_several_pages": "iterator",
    "test_a_list_that_leads_back": "iterator",
}
"""Test -> the table that it needs."""

_NEEDS_TOKENS = "test_a_list_that_leads_back"
_NEEDS_MEMBERS = "test_plain_values_instead_of_members_and_times"
_NEEDS_TIMES = "test_a_datetime_is_sent_in_whole_seconds_with_beijings_offset"


class OperationTests(AnswerTests):
    """Base of the generated test classes."""

    required_only: ClassVar[Request[Any]]
    """A request without optional fields."""

    files: ClassVar[dict[str, int]] = {}
    """Name and size in bytes of each file in `request`."""

    target: ClassVar[str]
    """Path and query that `request` is sent to."""

    body: ClassVar[Any]
    """The body of `request`: a JSON value, the values of a form by name, the parts of an upload, a text or the name of a file;
    None for no body."""

    required_body: ClassVar[Any]
    """The body of `required_only`, in the same form."""

    errors: ClassVar[tuple[tuple[int, str | None], ...]] = ()
    """Status of each documented error, and its code if the spec has one."""

    allowed: ClassVar[tuple[tuple[tuple[str, ...], Any], ...]] = ()
    """Path of a member, and a value exactly at its limit."""

    refused: ClassVar[tuple[tuple[tuple[str, ...], Any], ...]] = ()
    """Path of a member, and a value just beyond its limit."""

    rules_kept: ClassVar[tuple[tuple[str, str, Edits], ...]] = ()
    """Changes that a rule allows: label, the request that is changed (see `with_base`), and the edits."""

    rules_broken: ClassVar[tuple[tuple[str, str, Edits, tuple[str, ...]], ...]] = ()
    """Changes that a rule refuses: label, request, edits, and the path of the member that the error names."""

    iterator: ClassVar[str] = ""
    """`area.method` that iterates over the list; empty for operations without pages."""

    def __init_subclass__(cls) -> None:
        """Remove the tests whose tables are empty."""
        super().__init_subclass__()
        if not hasattr(cls, "request"):
            return  # another base class, without tables
        for test, table in _TABLES.items():
            if not getattr(cls, table):
                setattr(cls, test, None)
        found = members_and_times(cls.request)
        if not found:
            setattr(cls, _NEEDS_MEMBERS, None)
        if not any(isinstance(each, datetime) for each in found):
            setattr(cls, _NEEDS_TIMES, None)
        paging = cls.request.operation.paging if cls.iterator else None
        if paging and not paging.page:  # an offset always advances
            setattr(cls, _NEEDS_TOKENS, None)

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Parametrise the tests by the rows of their tables and by client."""
        for table in ("replies", "errors", "allowed", "refused", "rules_kept", "rules_broken"):
            name = f"{table}_row"
            if name in metafunc.fixturenames:
                rows = getattr(self, table)
                metafunc.parametrize(name, rows, ids=[_row_name(row) for row in rows])
        if "mode" in metafunc.fixturenames:
            metafunc.parametrize("mode", ["sync", "async"])

    def with_base(self, base: str) -> Request[Any]:
        """Return the request that a row changes: `request`, `required_only`, or the result of another row."""
        requests = {"": self.request, "required only": self.required_only}
        if base in requests:
            return requests[base]
        inner, edits = next((inner, edits) for label, inner, edits in self.rules_kept if label == base)
        return with_edits(self.with_base(inner), edits)

    def test_the_documented_example(self, clients: Clients, mode: str) -> None:
        status, expected = self.replies[0]

        reply = clients.send(mode, self.request)

        assert reply == expected
        assert _status(reply) in {status, None}
        self.assert_sent(clients.sandbox, self.request, self.target, self.body)

    def test_optional_fields_left_out(self, clients: Clients, mode: str) -> None:
        reply = clients.send(mode, self.required_only)

        assert reply == self.replies[0][1]
        self.assert_sent(clients.sandbox, self.required_only, None, self.required_body)

    def test_plain_values_instead_of_members_and_times(self) -> None:
        made = with_plain_values(self.request)

        assert as_builtins(made) == as_builtins(self.request)
        assert len(members_and_times(made)) >= len(
            members_and_times(self.request)
        )  # a union may have texts that are times

    def test_a_datetime_is_sent_in_whole_seconds_with_beijings_offset(self, clients: Clients, mode: str) -> None:
        for of_time in (late_in_its_second, as_documented):
            clients.send(mode, with_plain_values(self.request, of_time))

        datetimes, texts = clients.sandbox.requests
        assert datetimes.target == texts.target
        assert self._sent(clients.sandbox, datetimes) == self._sent(clients.sandbox, texts)

    def test_each_documented_success(self, clients: Clients, mode: str, replies_row: tuple[int, Any]) -> None:
        status, expected = replies_row
        clients.sandbox.script(status=status)

        reply = clients.send(mode, self.request)

        assert reply == expected
        assert _status(reply) in {status, None}

    def test_each_documented_error(self, clients: Clients, mode: str, errors_row: tuple[int, str | None]) -> None:
        status, code = errors_row
        clients.sandbox.script(status=status)

        with pytest.raises(ApiError) as caught:
            clients.send(mode, self.request)

        assert caught.value.status == status
        assert code is None or caught.value.code == code
        assert caught.value.signed

    def test_a_limit_met_exactly(self, clients: Clients, allowed_row: tuple[tuple[str, ...], Any]) -> None:
        reply = clients.send("sync", with_edits(self.request, (allowed_row,)))

        assert reply == self.replies[0][1]

    def test_a_limit_broken(self, clients: Clients, refused_row: tuple[tuple[str, ...], Any]) -> None:
        self._assert_invalid(clients, with_edits(self.request, (refused_row,)), refused_row[0])

    def test_a_rule_kept(self, clients: Clients, rules_kept_row: tuple[str, str, Edits]) -> None:
        _, base, edits = rules_kept_row

        reply = clients.send("sync", with_edits(self.with_base(base), edits))

        assert reply == self.replies[0][1]

    def test_a_rule_broken(self, clients: Clients, rules_broken_row: tuple[str, str, Edits, tuple[str, ...]]) -> None:
        _, base, edits, named = rules_broken_row

        self._assert_invalid(clients, with_edits(self.with_base(base), edits), named)

    def _assert_invalid(self, clients: Clients, request: Request[Any], where: tuple[str, ...]) -> None:
        with pytest.raises(InvalidRequest) as caught:
            clients.send("sync", request)

        assert caught.value.field == field_path(where, request)
        assert clients.sandbox.requests == []

    def test_a_list_of_several_pages(self, clients: Clients, mode: str) -> None:
        pages = self._pages(clients, 3)
        for page in pages:
            clients.sandbox.script(body=json.dumps(page).encode())

        paging = self.request.operation.paging
        assert paging is not None
        length = len(getattr(self.replies[0][1], paging.items))
        full = {paging.limit: length} if paging.limit and not paging.total else {}

        items = clients.iterate(mode, self.iterator, msgspec.structs.replace(self.request, **full))

        assert items == getattr(self.replies[0][1], paging.items) * 3
        wire = self.request.operation.wire(paging.page or paging.offset)
        values = [parse_qs(received.target.partition("?")[2])[wire] for received in clients.sandbox.requests]
        assert len({tuple(value) for value in values}) == len(values) == len(pages)

    def test_a_list_that_leads_back(self, clients: Clients, mode: str) -> None:
        page = self._pages(clients, 2)[0]
        for _ in range(2):
            clients.sandbox.script(body=json.dumps(page).encode())

        with pytest.raises(UnreadableResponse, match="leads back"):
            clients.iterate(mode, self.iterator, self.request)

        assert len(clients.sandbox.requests) == 2

    def _pages(self, clients: Clients, count: int) -> list[dict[str, Any]]:
        paging = self.request.operation.paging
        assert paging is not None
        reply = clients.send("sync", self.request)
        clients.sandbox.reset()
        if not getattr(reply, paging.items):
            pytest.skip("the documented response is an empty page")
        return pages_like(reply, self.request, paging, count)

    def assert_sent(self, sandbox: Sandbox, request: Request[Any], target: str | None, body: Any) -> None:
        """Assert that the sandbox received the request and the body in the tables."""
        (received,) = sandbox.requests
        assert received.method == request.operation.method
        assert target is None or received.target == target
        assert self._sent(sandbox, received) == body

    def _sent(self, sandbox: Sandbox, received: Exchange) -> Any:
        if not received.body:
            return None
        return sandbox.decrypt_body(received, received_body(received, self.request.operation.body, self.files))


def _row_name(row: tuple[Any, ...]) -> str:
    first, second, *_ = row
    if isinstance(first, int | str):
        return str(first)
    size = len(second) if isinstance(second, (str, list)) else second
    return f"{'.'.join(first)}-{size}"


def _status(reply: Any) -> int | None:
    """Return the status of a reply; None for a single text, number, value of an enum or null, which cannot carry it."""
    return answer_of(reply).status if isinstance(reply, (Record, list, dict)) else None

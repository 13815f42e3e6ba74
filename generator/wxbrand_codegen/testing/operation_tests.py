"""The tests that every operation must pass. Generated classes fill in the tables; what is done with them stands here.

Each test goes over a loopback socket: the client signs with the brand's key, the sandbox verifies that signature, holds
the request against the spec and signs its answer, and the client verifies that.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs

import msgspec
import pytest
from wxbrand_runtime import ApiError, Credentials, InvalidRequest, UnreadableResponse, UntrustedResponse, answer_of
from wxbrand_runtime.client import AsyncClient, SyncClient
from wxbrand_runtime.models import Content, FileSource, NoContent, Record, Request, original_text
from wxbrand_runtime.models.decoding import dec_hook
from wxbrand_runtime.testing import new_pair, new_private_key

from wxbrand_codegen.examples.files import sample_content
from wxbrand_codegen.ir.media_types import is_json
from wxbrand_codegen.ir.servers import path_prefix
from wxbrand_codegen.sandbox.requests.multipart import read_parts
from wxbrand_codegen.sandbox.script import ReceivedRequest
from wxbrand_codegen.sandbox.server import running
from wxbrand_codegen.sandbox.service import Sandbox

ABSENT: Any = object()
"""In a table, for a member that is left out."""

Edits = tuple[tuple[tuple[str, ...], Any], ...]
"""Where, and the value to put there or ABSENT."""

_TABLES = {
    "test_each_documented_error": "errors",
    "test_a_limit_met_exactly": "allowed",
    "test_a_limit_broken": "refused",
    "test_a_rule_kept": "rules_kept",
    "test_a_rule_broken": "rules_broken",
    "test_a_list_of_several_pages": "iterator",
    "test_a_list_that_leads_back": "iterator",
}
"""Test -> what it plays."""

_OF_TOKENS = "test_a_list_that_leads_back"
_OF_OBJECTS = "test_an_answer_with_an_unknown_field"

_NEWCOMER = "field_newer_than_the_spec"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """A running sandbox and both ways of calling it."""

    sandbox: Sandbox
    url: str
    credentials: Credentials
    sync: SyncClient
    async_client: type[AsyncClient]

    def send(self, way: str, request: Request[Any]) -> Any:
        """Send a request with the client of either kind."""
        if way == "sync":
            return self.sync.send(request)
        return asyncio.run(self._send_async(request))

    def iterate(self, way: str, iterator: str, request: Request[Any]) -> list[Any]:
        """Go through a whole list with the client of either kind."""
        fields = {name: getattr(request, name) for name in type(request).__struct_fields__}
        area, method = iterator.split(".")
        if way == "sync":
            return list(getattr(getattr(self.sync, area), method)(**fields))
        return asyncio.run(self._iterate_async(area, method, fields))

    async def _iterate_async(self, area: str, method: str, fields: dict[str, Any]) -> list[Any]:
        async with self.async_client(self.credentials, base_url=self.url, retries=0) as client:
            return [item async for item in getattr(getattr(client, area), method)(**fields)]

    async def _send_async(self, request: Request[Any]) -> Any:
        async with self.async_client(self.credentials, base_url=self.url, retries=0) as client:
            return await client.send(request)


@contextmanager
def start(document: Path, sync_client: type[SyncClient], async_client: type[AsyncClient]) -> Iterator[Clients]:
    """Start a sandbox that plays a joined document, with keys made for this run."""
    wechat_pay, credentials = new_pair()
    sandbox = Sandbox(json.loads(document.read_text("utf-8")), wechat_pay)
    with running(sandbox) as root:
        url = root + path_prefix(sync_client.default_base_url)
        with sync_client(credentials, base_url=url, retries=0) as client:
            yield Clients(sandbox=sandbox, url=url, credentials=credentials, sync=client, async_client=async_client)


class OperationTests:
    """Base of the generated test classes; has no tests of its own."""

    request: ClassVar[Request[Any]]
    """With every field."""

    required_only: ClassVar[Request[Any]]
    """With nothing that may be left out."""

    files: ClassVar[dict[str, int]] = {}
    """Name of each file that `request` names, and its size in bytes."""

    target: ClassVar[str]
    """Request line's path and query for `request`."""

    body: ClassVar[Any]
    """What is sent for `request`: a JSON value, the texts of each name of a form, the parts of an upload, a text or the name
    of a file; None for no body."""

    required_body: ClassVar[Any]
    """The same for `required_only`."""

    replies: ClassVar[tuple[tuple[int, Any], ...]]
    """Each documented success, and what the client makes of the documented answer."""

    errors: ClassVar[tuple[tuple[int, str | None], ...]] = ()
    """Each documented error: status, and code if the spec shows one."""

    allowed: ClassVar[tuple[tuple[tuple[str, ...], Any], ...]] = ()
    """Where, and the last value that a limit allows there."""

    refused: ClassVar[tuple[tuple[tuple[str, ...], Any], ...]] = ()
    """Where, and the first value that a limit refuses there."""

    rules_kept: ClassVar[tuple[tuple[str, str, Edits], ...]] = ()
    """What a rule on members allows: in words, and what to change in which request (see `with_base`)."""

    rules_broken: ClassVar[tuple[tuple[str, str, Edits, tuple[str, ...]], ...]] = ()
    """What it refuses: in words, what to change in which request, and the member that the error names."""

    iterator: ClassVar[str] = ""
    """Area and method that go through the whole list, `area.method`; empty for operations without pages."""

    def __init_subclass__(cls) -> None:
        """Leave out the tests of tables that are empty."""
        if not hasattr(cls, "request"):
            return  # a base, whose tables are still to come
        for test, table in _TABLES.items():
            if not getattr(cls, table):
                setattr(cls, test, None)
        if not isinstance(cls.replies[0][1], Record) or isinstance(cls.replies[0][1], NoContent | Content):
            setattr(cls, _OF_OBJECTS, None)
        paging = cls.request.operation.paging if cls.iterator else None
        if paging and not paging.page:  # offsets cannot lead back
            setattr(cls, _OF_TOKENS, None)

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make one test of each row of a table, and of each kind of client."""
        for table in ("reply", "error", "allowed", "refused"):
            name = f"{table}_case"
            if name in metafunc.fixturenames:
                rows = getattr(self, {"reply": "replies", "error": "errors"}.get(table, table))
                metafunc.parametrize(name, rows, ids=[_row_name(row) for row in rows])
        for table in ("rules_kept", "rules_broken"):
            if table in metafunc.fixturenames:
                rows = getattr(self, table)
                metafunc.parametrize(table, rows, ids=[row[0] for row in rows])
        if "way" in metafunc.fixturenames:
            metafunc.parametrize("way", ["sync", "async"])

    def with_base(self, base: str) -> Request[Any]:
        """Give the request that a row changes: `request`, `required_only`, or what another row makes."""
        requests = {"": self.request, "required only": self.required_only}
        if base in requests:
            return requests[base]
        inner, edits = next((inner, edits) for label, inner, edits in self.rules_kept if label == base)
        return with_edits(self.with_base(inner), edits)

    def test_the_documented_example(self, clients: Clients, way: str) -> None:
        status, expected = self.replies[0]

        reply = clients.send(way, self.request)

        assert reply == expected
        assert _status(reply) in {status, None}
        self.assert_sent(clients.sandbox, self.request, self.target, self.body)

    def test_optional_fields_left_out(self, clients: Clients, way: str) -> None:
        reply = clients.send(way, self.required_only)

        assert reply == self.replies[0][1]
        self.assert_sent(clients.sandbox, self.required_only, None, self.required_body)

    def test_each_documented_success(self, clients: Clients, way: str, reply_case: tuple[int, Any]) -> None:
        status, expected = reply_case
        clients.sandbox.script(status=status)

        reply = clients.send(way, self.request)

        assert reply == expected
        assert _status(reply) in {status, None}

    def test_each_documented_error(self, clients: Clients, way: str, error_case: tuple[int, str | None]) -> None:
        status, code = error_case
        clients.sandbox.script(status=status)

        with pytest.raises(ApiError) as caught:
            clients.send(way, self.request)

        assert caught.value.status == status
        assert code is None or caught.value.code == code
        assert caught.value.signed

    def test_a_limit_met_exactly(self, clients: Clients, allowed_case: tuple[tuple[str, ...], Any]) -> None:
        where, value = allowed_case

        reply = clients.send("sync", with_value(self.request, where, value))

        assert reply == self.replies[0][1]

    def test_a_limit_broken(self, clients: Clients, refused_case: tuple[tuple[str, ...], Any]) -> None:
        where, value = refused_case

        with pytest.raises(InvalidRequest) as caught:
            clients.send("sync", with_value(self.request, where, value))

        assert caught.value.field == place(where)
        assert clients.sandbox.requests == []

    def test_a_rule_kept(self, clients: Clients, rules_kept: tuple[str, str, Edits]) -> None:
        _, base, edits = rules_kept

        reply = clients.send("sync", with_edits(self.with_base(base), edits))

        assert reply == self.replies[0][1]

    def test_a_rule_broken(self, clients: Clients, rules_broken: tuple[str, str, Edits, tuple[str, ...]]) -> None:
        _, base, edits, named = rules_broken

        with pytest.raises(InvalidRequest) as caught:
            clients.send("sync", with_edits(self.with_base(base), edits))

        assert caught.value.field == place(named)
        assert clients.sandbox.requests == []

    def test_a_list_of_several_pages(self, clients: Clients, way: str) -> None:
        pages = self._pages(clients, 3)
        for page in pages:
            clients.sandbox.script(body=json.dumps(page).encode())

        paging = self.request.operation.paging
        assert paging is not None
        length = len(getattr(self.replies[0][1], paging.items))
        full = {paging.limit: length} if paging.limit and not paging.total else {}

        items = clients.iterate(way, self.iterator, msgspec.structs.replace(self.request, **full))

        assert items == getattr(self.replies[0][1], paging.items) * 3
        wire = self.request.operation.wire(paging.page or paging.offset)
        asked = [parse_qs(received.target.partition("?")[2])[wire] for received in clients.sandbox.requests]
        assert len({tuple(values) for values in asked}) == len(asked) == len(pages)

    def test_a_list_that_leads_back(self, clients: Clients, way: str) -> None:
        page = self._pages(clients, 2)[0]
        for _ in range(2):
            clients.sandbox.script(body=json.dumps(page).encode())

        with pytest.raises(UnreadableResponse, match="leads back"):
            clients.iterate(way, self.iterator, self.request)

        assert len(clients.sandbox.requests) == 2

    def _pages(self, clients: Clients, count: int) -> list[dict[str, Any]]:
        """Make pages of the documented answer, each leading to the next."""
        paging = self.request.operation.paging
        assert paging is not None
        reply = clients.send("sync", self.request)
        clients.sandbox.reset()
        page = json.loads(answer_of(reply).body)
        spelled = dict(zip(type(reply).__struct_fields__, type(reply).__struct_encode_fields__, strict=True))
        length = len(getattr(reply, paging.items))
        if length == 0:
            pytest.skip("the documented answer shows an empty page")
        if paging.total:
            first = getattr(self.request, paging.offset) if paging.offset else 0
            page[spelled[paging.total]] = (first or 0) + length * count
        if not paging.next:
            last = {**page, spelled[paging.items]: []} if not paging.total else page
            return [page] * count + ([last] if not paging.total else [])
        tokens = [*(f"page-{number}" for number in range(2, count + 1)), ""]
        return [{**page, spelled[paging.next]: token} for token in tokens]

    def test_a_tampered_answer(self, clients: Clients, way: str) -> None:
        clients.sandbox.script(tamper=True)

        with pytest.raises(UntrustedResponse) as caught:
            clients.send(way, self.request)

        assert caught.value.reason == "signature-wrong"

    def test_an_answer_signed_by_another_key(self, clients: Clients, way: str) -> None:
        clients.sandbox.script(sign_with=new_private_key())

        with pytest.raises(UntrustedResponse) as caught:
            clients.send(way, self.request)

        assert caught.value.reason == "signature-wrong"

    def test_an_unsigned_answer(self, clients: Clients, way: str) -> None:
        clients.sandbox.script(unsigned=True)

        with pytest.raises(UntrustedResponse) as caught:
            clients.send(way, self.request)

        assert caught.value.reason == "signature-missing"

    def test_an_answer_with_an_unknown_field(self, clients: Clients, way: str) -> None:
        expected = self.replies[0][1]
        clients.sandbox.script(extra_fields={_NEWCOMER: {"nested": [1]}})

        reply = clients.send(way, self.request)

        assert reply == expected
        assert msgspec.json.decode(answer_of(reply).body)[_NEWCOMER] == {"nested": [1]}

    def assert_sent(self, sandbox: Sandbox, request: Request[Any], target: str | None, body: Any) -> None:
        """Hold what received against the tables."""
        (received,) = sandbox.requests
        assert received.method == request.operation.method
        assert target is None or received.target == target
        assert (sandbox.decrypt_body(received, self.sent(received)) if received.body else None) == body

    def sent(self, received: ReceivedRequest) -> Any:
        """Give the body that received as the tables show it."""
        match self.request.operation.body:
            case "form":
                return parse_qs(received.body.decode(), keep_blank_values=True)
            case "text":
                return received.body.decode()
            case "file":
                return self._file(received.body)
            case "multipart":
                return self._parts(received)
            case _:
                return json.loads(received.body)

    def _file(self, content: bytes) -> str | None:
        """Give the name of the file that received."""
        return next((name for name, size in self.files.items() if sample_content(name, size) == content), None)

    def _parts(self, received: ReceivedRequest) -> dict[str, Any]:
        """Give the parts: of a file its name, of all else its text or JSON; a list where several are of one name."""
        found: dict[str, list[Any]] = {}
        for part in read_parts(received.headers, received.body):
            if part.filename is not None:
                value: Any = self._file(part.content)
            else:
                value = json.loads(part.content) if is_json(part.content_type) else part.content.decode()
            found.setdefault(part.name, []).append(value)
        return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _row_name(row: tuple[Any, ...]) -> str:
    first, second = row
    if isinstance(first, int):
        return str(first)
    size = len(second) if isinstance(second, (str, list)) else second
    return f"{'.'.join(first)}-{size}"


def _status(reply: Any) -> int | None:
    """Give the status a reply came with; a lone text, number or null has no room for it."""
    return answer_of(reply).status if hasattr(reply, "__dict__") else None


def place(where: tuple[str, ...]) -> str:
    """Write a path of keys as errors do: `store_list[0].store_id`."""
    first, *rest = where
    return first + "".join(f"[{step}]" if step.isdecimal() else f".{step}" for step in rest)


def with_value(request: Request[Any], where: tuple[str, ...], value: Any) -> Request[Any]:
    """Give the request with one JSON value, however deep, replaced; nothing is checked here."""
    return with_edits(request, ((where, value),))


def with_edits(request: Request[Any], edits: Edits) -> Request[Any]:
    """Give the request with JSON values, however deep, replaced or taken away; nothing is checked here."""
    content = msgspec.to_builtins(request, enc_hook=_text_of_moment)
    for where, value in edits:
        holder: Any = content
        for step in where[:-1]:
            holder = holder[int(step) if isinstance(holder, list) else step]
        last = int(where[-1]) if isinstance(holder, list) else where[-1]
        if value is ABSENT:
            del holder[last]
        else:
            holder[last] = value
    changed: Request[Any] = msgspec.convert(content, type(request), dec_hook=_own_kind)
    return changed


_FILE: Any = FileSource  # a union to type checkers, a class to msgspec


def _own_kind(kind: type, value: Any) -> Any:
    return value if kind is _FILE else dec_hook(kind, value)


def _text_of_moment(value: Any) -> str:
    if isinstance(value, datetime):
        return original_text(value)
    raise NotImplementedError

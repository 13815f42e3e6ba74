"""Prepare a call, say what it will do, observe its attempts, and go through the pages of a list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from wxbrand_runtime import UnreadableMember, unreadable_members
from wxbrand_runtime.client import Hooks, Pages, RequestEvent, ResponseEvent, RetryEvent, SyncClient
from wxbrand_runtime.client.calls import Call, prepare
from wxbrand_runtime.client.serialisation.uploads import has_files, read_files
from wxbrand_runtime.models import Request

from wxbrand_codegen.calls.account import Account
from wxbrand_codegen.calls.answers import page_items
from wxbrand_codegen.calls.package import CallableOperation

Say = Callable[[str], None]
"""Prints a line for people."""


def prepare_call(request: Request[Any], account: Account) -> Call:
    """Return a call that is validated and serialised as it will be sent, with its files read. Raises InvalidRequest."""
    if has_files(request):
        request = read_files(request)
    return prepare(request, account.credentials.public_keys.sending.key)


def describe_write(call: Call, operation: CallableOperation, account: Account) -> str:
    """Say what a write does, where, as whom, and by which number it is known."""
    number = call.operation.request_number
    known_as = f", with {number} {json.dumps(call.request_number)}" if call.request_number else ""
    caller = account.credentials.scheme.caller
    return (
        f"{operation.id} ({operation.help.title}) is a write: {call.operation.method} {call.operation.path} "
        f"at {account.origin.authority}, as {caller} {account.masked_id}{known_as}."
    )


class Observer:
    """Hooks that count the attempts of a call and, if wanted, say how each ended."""

    def __init__(self, say: Say | None) -> None:
        self._say = say
        self.attempts = 0
        """Attempts that have begun."""

    @property
    def hooks(self) -> Hooks:
        """The hooks to give to a client."""
        if self._say is None:
            return Hooks(request=self._begin)
        return Hooks(request=self._begin, response=self._end, retry=self._retry)

    def _begin(self, _event: RequestEvent) -> None:
        self.attempts += 1

    def _end(self, event: ResponseEvent) -> None:
        request = event.request
        status = f"status {event.status}, {event.size} bytes" if event.status else "no answer"
        self._tell(
            f"attempt {request.attempt_number}: {request.method} {request.path} at {request.host}:{request.port}: "
            f"{status}, {event.seconds:.3f} s, Request-ID {event.request_id or 'none'}"
        )

    def _retry(self, event: RetryEvent) -> None:
        self._tell(f"trying again in {event.wait:.1f} s, after: {event.error}")

    def _tell(self, line: str) -> None:
        if self._say is not None:
            self._say(line)


def list_items(
    client: SyncClient, request: Request[Any], report: Callable[[Sequence[UnreadableMember]], None]
) -> Iterator[Any]:
    """Yield the items of a list, page after page. A page is requested when those of the one before are used up.

    report: is called for each page with its members that could not be read.
    """
    for page in Pages(client.send, request).pages():
        report(unreadable_members(page))
        yield from page_items(request, page)

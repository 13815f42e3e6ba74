"""Fixtures that call the synchronous and the asynchronous client in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Protocol

import pytest
from wxbrand_runtime.testing import FakeWeChatPay

from tests.runtime.callers import AsyncCaller, Caller, SyncCaller


class MakesCaller(Protocol):
    def __call__(self, **options: Any) -> Caller: ...


@pytest.fixture(params=[SyncCaller, AsyncCaller], ids=["sync", "async"])
def make_caller(request: pytest.FixtureRequest, fake_wechat_pay: FakeWeChatPay) -> Iterator[MakesCaller]:
    """Return a function that makes a client of the fake. The clients are closed after the test."""
    with ExitStack() as stack:

        def make(**options: Any) -> Caller:
            caller: Caller = request.param(fake_wechat_pay.credentials, base_url=fake_wechat_pay.url, **options)
            stack.callback(caller.close)
            return caller

        yield make


@pytest.fixture
def caller(make_caller: MakesCaller) -> Caller:
    """A client that does not retry."""
    return make_caller(retries=0)

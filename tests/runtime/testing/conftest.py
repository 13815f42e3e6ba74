"""Both clients, called in the same way."""

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
    """Make a client of the fake, closed at the end."""
    with ExitStack() as stack:

        def make(**options: Any) -> Caller:
            caller: Caller = request.param(fake_wechat_pay.credentials, base_url=fake_wechat_pay.url, **options)
            stack.callback(caller.close)
            return caller

        yield make


@pytest.fixture
def caller(make_caller: MakesCaller) -> Caller:
    """One that tries nothing again."""
    return make_caller(retries=0)

"""Both generated clients, called in the same way, and the answers that a server gives them."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from wxbrand import AsyncBrandClient, BrandClient
from wxbrand_runtime.models import Request
from wxbrand_runtime.testing import WeChatPay

Reply = TypeVar("Reply")
Result = TypeVar("Result")


class SyncCaller:
    """BrandClient, as the tests use both."""

    kind = "sync"

    def __init__(self, *credentials: Any, **options: Any) -> None:
        self.client = BrandClient(*credentials, **options)

    def send(self, request: Request[Reply]) -> Reply:
        return self.client.send(request)

    def pre_send(self, **values: Any) -> Any:
        return self.client.product_coupon.pre_send_user_product_coupon_bundle(**values)

    def close(self) -> None:
        self.client.close()


class AsyncCaller:
    """AsyncBrandClient, run call by call on a loop of its own."""

    kind = "async"

    def __init__(self, *credentials: Any, **options: Any) -> None:
        self.client = AsyncBrandClient(*credentials, **options)
        self._runner = asyncio.Runner()

    def send(self, request: Request[Reply]) -> Reply:
        return self._runner.run(self.client.send(request))

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Anything else, on the same loop."""
        return self._runner.run(work)

    def pre_send(self, **values: Any) -> Any:
        return self._runner.run(self.client.product_coupon.pre_send_user_product_coupon_bundle(**values))

    def close(self) -> None:
        self._runner.run(self.client.close())
        self._runner.close()


Caller = SyncCaller | AsyncCaller
Pairs = Iterable[tuple[str, str]]


def http(status: int, body: bytes, headers: Pairs = ()) -> bytes:
    """The bytes of an HTTP answer."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", "Request-ID: 08A-268578776"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1") + body


def signed(wechat_pay: WeChatPay, body: bytes, status: int = 200, **changes: Any) -> bytes:
    """The same, signed by WeChat Pay."""
    return http(status, body, wechat_pay.sign_answer(body, **changes))

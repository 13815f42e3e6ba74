"""Both generated clients, called in the same way, and the answers that a server gives them."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

import httpx2
from wxbrand import AsyncBrandClient, BrandClient
from wxbrand_runtime.http.httpx2 import AsyncHttpx2Transport, Httpx2Transport
from wxbrand_runtime.http.tls import context_trusting, default_context
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


class Httpx2Caller(SyncCaller):
    """BrandClient over a client of httpx2, which has the options of the built-in transport."""

    kind = "httpx2"

    def __init__(self, *credentials: Any, ca_file: Any = None, proxy: Any = None, **options: Any) -> None:
        client = httpx2.Client(**_of_httpx2(ca_file, proxy))
        super().__init__(*credentials, transport=Httpx2Transport(client), **options)


class AsyncHttpx2Caller(AsyncCaller):
    """AsyncBrandClient over a client of httpx2."""

    kind = "httpx2-async"

    def __init__(self, *credentials: Any, ca_file: Any = None, proxy: Any = None, **options: Any) -> None:
        client = httpx2.AsyncClient(**_of_httpx2(ca_file, proxy))
        super().__init__(*credentials, transport=AsyncHttpx2Transport(client), **options)


def _of_httpx2(ca_file: Any, proxy: Any) -> dict[str, Any]:
    return {
        "verify": default_context() if ca_file is None else context_trusting(ca_file),
        "proxy": proxy or None,
        "trust_env": proxy is not False,
    }


Caller = SyncCaller | AsyncCaller
CALLERS: dict[str, type[Caller]] = {
    kind.kind: kind for kind in (SyncCaller, AsyncCaller, Httpx2Caller, AsyncHttpx2Caller)
}
Pairs = Iterable[tuple[str, str]]


def http(status: int, body: bytes, headers: Pairs = ()) -> bytes:
    """The bytes of an HTTP answer."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", "Request-ID: 08A-268578776"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1") + body


def signed(wechat_pay: WeChatPay, body: bytes, status: int = 200, **changes: Any) -> bytes:
    """The same, signed by WeChat Pay."""
    return http(status, body, wechat_pay.sign_answer(body, **changes))

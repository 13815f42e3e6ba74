"""A running sandbox for a spec, and both kinds of client for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from wxbrand_runtime import Credentials
from wxbrand_runtime.client import AsyncClient, SyncClient
from wxbrand_runtime.models import Request
from wxbrand_runtime.testing import new_pair

from wxbrand_codegen.ir.servers import path_prefix
from wxbrand_codegen.sandbox.server import running
from wxbrand_codegen.sandbox.service import Sandbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """A running sandbox and clients that call it."""

    sandbox: Sandbox
    url: str
    credentials: Credentials
    sync: SyncClient
    async_client: type[AsyncClient]

    def send(self, mode: str, request: Request[Any]) -> Any:
        """Send a request with the synchronous or the asynchronous client."""
        with _warning(request):
            if mode == "sync":
                return self.sync.send(request)
            return asyncio.run(self._send_async(request))

    def iterate(self, mode: str, iterator: str, request: Request[Any]) -> list[Any]:
        """Return all items of a list, with the synchronous or the asynchronous client."""
        fields = {name: getattr(request, name) for name in type(request).__struct_fields__}
        area, method = iterator.split(".")
        with _warning(request):
            if mode == "sync":
                return list(getattr(getattr(self.sync, area), method)(**fields))
            return asyncio.run(self._iterate_async(area, method, fields))

    async def _iterate_async(self, area: str, method: str, fields: dict[str, Any]) -> list[Any]:
        async with self.async_client(self.credentials, base_url=self.url, retries=0) as client:
            return [item async for item in getattr(getattr(client, area), method)(**fields)]

    async def _send_async(self, request: Request[Any]) -> Any:
        async with self.async_client(self.credentials, base_url=self.url, retries=0) as client:
            return await client.send(request)


def _warning(request: Request[Any]) -> AbstractContextManager[object]:
    """Expect the warning of a deprecated operation."""
    return pytest.deprecated_call(match="is deprecated") if request.operation.deprecated else nullcontext()


@contextmanager
def start(document: Path, sync_client: type[SyncClient], async_client: type[AsyncClient]) -> Iterator[Clients]:
    """Start a sandbox for a joined document, with new keys."""
    wechat_pay, credentials = new_pair(scheme=sync_client.scheme)
    sandbox = Sandbox(json.loads(document.read_text("utf-8")), wechat_pay)
    with running(sandbox) as root:
        url = root + path_prefix([sync_client.default_base_url])
        with sync_client(credentials, base_url=url, retries=0) as client:
            yield Clients(sandbox=sandbox, url=url, credentials=credentials, sync=client, async_client=async_client)

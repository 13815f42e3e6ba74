"""Clients of a spec without a server that can be used by default. Their `base_url` is required."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Generic, TypedDict, Unpack

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.client.async_client import AsyncClient
from wxbrand_runtime.client.base import AnyLimiter, AnyTransport
from wxbrand_runtime.client.hooks import Hooks
from wxbrand_runtime.client.limiting import AsyncLimiter, Limiter
from wxbrand_runtime.client.sync_client import SyncClient
from wxbrand_runtime.http import AsyncTransport, Transport
from wxbrand_runtime.http.proxies import ProxyOption


class Options(TypedDict, Generic[AnyTransport, AnyLimiter], total=False):
    """The other options of the constructor. `BaseClient` documents them."""

    timeout: float
    connect_timeout: float
    deadline: float
    retries: int
    ca_file: str | os.PathLike[str] | None
    proxy: ProxyOption
    transport: AnyTransport | None
    clock: Callable[[], float]
    nonce: Callable[[], str]
    hooks: Hooks | Iterable[Hooks]
    limiter: AnyLimiter | None


class SyncClientWithoutServer(SyncClient):
    """Base of generated synchronous clients whose spec names no server that can be used by default."""

    def __init__(
        self, credentials: Credentials, *, base_url: str, **options: Unpack[Options[Transport, Limiter]]
    ) -> None:
        """Create a client for the server at `base_url`. The other options are those of `SyncClient`.

        Raises TypeError or ValueError for an option that cannot be used.
        """
        super().__init__(credentials, base_url=base_url, **options)


class AsyncClientWithoutServer(AsyncClient):
    """Base of generated asynchronous clients whose spec names no server that can be used by default."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        base_url: str,
        **options: Unpack[Options[AsyncTransport, Limiter | AsyncLimiter]],
    ) -> None:
        """Create a client for the server at `base_url`. The other options are those of `AsyncClient`.

        Raises TypeError or ValueError for an option that cannot be used.
        """
        super().__init__(credentials, base_url=base_url, **options)

"""The synchronous client, and the driver that performs the actions of a call."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import TYPE_CHECKING, Any, Self, TypeVar

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.nonces import random_nonce
from wxbrand_runtime.client.actions import Action, Invoke, Sleep
from wxbrand_runtime.client.base import BaseClient, tls_context
from wxbrand_runtime.client.call_flow import call_flow
from wxbrand_runtime.client.hooks import Hooks
from wxbrand_runtime.client.paging import Pages
from wxbrand_runtime.client.serialisation.uploads import has_files, read_files
from wxbrand_runtime.client.settings import (
    DEFAULT_CONNECT_TIMEOUT,
    DEFAULT_DEADLINE,
    DEFAULT_RETRIES,
    DEFAULT_TIMEOUT,
    refuse_asynchronous,
    validate_transport,
)
from wxbrand_runtime.http import HttpRequest, TransportError

if TYPE_CHECKING:
    from types import TracebackType

    from wxbrand_runtime.client.limiting import Limiter
    from wxbrand_runtime.http import Transport
    from wxbrand_runtime.http.proxies import ProxyOption
    from wxbrand_runtime.models import Request

Reply = TypeVar("Reply")


class SyncClient(BaseClient):
    """Base of generated synchronous clients.

    A client is safe to use from many threads. Share one, and close it when you are done, or use it in a `with` block.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        base_url: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        connect_timeout: float = DEFAULT_CONNECT_TIMEOUT,
        deadline: float = DEFAULT_DEADLINE,
        retries: int = DEFAULT_RETRIES,
        ca_file: str | os.PathLike[str] | None = None,
        proxy: ProxyOption = None,
        transport: Transport | None = None,
        clock: Callable[[], float] = time.time,
        nonce: Callable[[], str] = random_nonce,
        hooks: Hooks | Iterable[Hooks] = (),
        limiter: Limiter | None = None,
    ) -> None:
        """Create a client. Nothing is connected before the first call.

        credentials: the brand's id and keys; see `Credentials.from_files` and `Credentials.from_env`.
        base_url: an https URL, or an http URL of this machine, such as the sandbox's. Default: the first server of
            the spec, with its other servers as backups.
        timeout: seconds for one attempt, connecting included.
        connect_timeout: seconds for name look-up, TCP and TLS together, within `timeout`.
        deadline: seconds for the whole call: all attempts, and the waits between them.
        retries: attempts after the first, from 0 to 10. Only what is safe to repeat is repeated.
        ca_file: a PEM file of the certificate authorities to trust instead of the system's.
        proxy: `http://[user:password@]host:port`, for https only. Default: HTTPS_PROXY of the environment, except for the
            hosts that NO_PROXY lists. False ignores the environment.
        transport: your own `wxbrand_runtime.http.Transport` instead of the built-in one; excludes `ca_file` and `proxy`.
        clock: returns the time in Unix seconds; replace it in tests.
        nonce: returns a new nonce for each request; replace it in tests.
        hooks: functions that observe each attempt; see `wxbrand_runtime.client.Hooks`.
        limiter: keeps calls below the documented rates; see `wxbrand_runtime.rate_limits`.

        Raises TypeError or ValueError for an option that cannot be used.
        """
        super().__init__(
            credentials, base_url, timeout, connect_timeout, deadline, retries, clock, nonce, hooks, limiter
        )
        refuse_asynchronous("signer", getattr(credentials.signer, "sign", None))
        refuse_asynchronous("limiter", getattr(limiter, "take", None))
        if transport is not None:
            validate_transport(transport, ca_file, proxy, asynchronous=False)
        else:
            from wxbrand_runtime.http.sync_transport import SocketTransport  # unused with a transport of the user's

            self._check_proxy(proxy)
            transport = SocketTransport(ssl_context=tls_context(ca_file), proxy=proxy)
        self._transport = transport

    def send(self, request: Request[Reply]) -> Reply:
        """Validate, sign and send a request; verify and decode the response, and retry where that is safe.

        request: a request model, such as `wxbrand.models.CreateStoreRequest(...)`.

        Returns what the operation returns. Raises InvalidRequest, NotSent, OutcomeUnknown, UntrustedResponse,
        UnreadableResponse or ApiError, all importable from `wxbrand_runtime`.
        """
        if has_files(request):
            request = read_files(request)
        with closing(call_flow(request, self._settings)) as flow:  # hooks must learn of a call that was interrupted
            action = next(flow)
            while True:
                try:
                    result = self._perform(action)
                except Exception as error:  # noqa: BLE001  (the flow knows what preceded it)
                    action = flow.throw(error)
                    continue
                try:
                    action = flow.send(result)
                except StopIteration as done:
                    reply: Reply = done.value
                    return reply

    def _perform(self, action: Action) -> Any:
        match action:
            case HttpRequest():
                try:
                    return self._transport.exchange(action)
                except TransportError as failure:
                    return failure.with_traceback(None)  # its frames hold what was sent
            case Sleep():
                return time.sleep(action.seconds)
            case Invoke():
                return action.run()

    def close(self) -> None:
        """Close all connections. The client cannot be used afterwards."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class SyncArea:
    """Base of the generated areas: the operations of one tag of the spec, reached as an attribute of the client."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def _send(self, request: Request[Reply]) -> Reply:
        return self._client.send(request)

    def _pages(self, request: Request[Reply]) -> Pages[Reply, Any]:
        return Pages(self._client.send, request)

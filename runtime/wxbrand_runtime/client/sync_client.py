"""The synchronous client, and the driver that performs the actions of a call."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING, Any, Self, TypeVar

from wxbrand_runtime.client.actions import Action, Invoke, Sleep
from wxbrand_runtime.client.base import BaseClient
from wxbrand_runtime.client.call_flow import call_flow
from wxbrand_runtime.client.deprecation import warn_if_deprecated
from wxbrand_runtime.client.limiting import Limiter
from wxbrand_runtime.client.paging import Pages
from wxbrand_runtime.client.serialisation.uploads import has_files, read_files
from wxbrand_runtime.http import HttpRequest, Transport, TransportError

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

    from wxbrand_runtime.http.proxies import ProxyOption
    from wxbrand_runtime.models import Request

Reply = TypeVar("Reply")


class SyncClient(BaseClient[Transport, Limiter]):
    """Base of generated synchronous clients.

    A client is safe to use from many threads. Share one, and close it when you are done, or use it in a `with` block.
    """

    _is_asynchronous = False

    def _built_in_transport(self, ssl_context: ssl.SSLContext | None, proxy: ProxyOption) -> Transport:
        from wxbrand_runtime.http.sync_transport import SocketTransport  # unused with a transport of the user's

        return SocketTransport(ssl_context=ssl_context, proxy=proxy)

    def send(self, request: Request[Reply]) -> Reply:
        """Validate, sign and send a request; verify and decode the response, and retry where that is safe.

        request: a request model, such as `wxbrand.models.CreateStoreRequest(...)`.

        Returns what the operation returns. Raises InvalidRequest, NotSent, OutcomeUnknown, UntrustedResponse,
        UnreadableResponse or ApiError, all importable from `wxbrand_runtime`.
        """
        warn_if_deprecated(request)
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

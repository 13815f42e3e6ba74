"""The asynchronous client, for asyncio, and the driver that performs the actions of a call."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Self, TypeVar

from wxbrand_runtime.auth.signers import is_awaitable
from wxbrand_runtime.client.actions import Action, Invoke, Raised, Sleep, is_asynchronous
from wxbrand_runtime.client.base import BaseClient
from wxbrand_runtime.client.call_flow import call_flow
from wxbrand_runtime.client.deprecation import warn_if_deprecated
from wxbrand_runtime.client.limiting import AsyncLimiter, Limiter
from wxbrand_runtime.client.paging import AsyncPages
from wxbrand_runtime.client.serialisation.uploads import has_files, read_files
from wxbrand_runtime.http import AsyncTransport, HttpRequest, TransportError

# asyncio is slow to import, and this module is imported by synchronous programs too: it is imported where it is used.

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

    from wxbrand_runtime.http.proxies import ProxyOption
    from wxbrand_runtime.models import Request

Reply = TypeVar("Reply")


class AsyncClient(BaseClient[AsyncTransport, Limiter | AsyncLimiter]):
    """Base of generated asynchronous clients.

    A client is safe to use from many tasks and event loops. Use it in an `async with` block, or await `close()`
    when you are done.
    """

    _is_asynchronous = True

    def _built_in_transport(self, ssl_context: ssl.SSLContext | None, proxy: ProxyOption) -> AsyncTransport:
        from wxbrand_runtime.http.async_transport import AsyncSocketTransport

        return AsyncSocketTransport(ssl_context=ssl_context, proxy=proxy)

    async def send(self, request: Request[Reply]) -> Reply:
        """Validate, sign and send a request; verify and decode the response, and retry where that is safe.

        request: a request model, such as `wxbrand.models.CreateStoreRequest(...)`.

        Returns what the operation returns. Raises InvalidRequest, NotSent, OutcomeUnknown, UntrustedResponse,
        UnreadableResponse or ApiError, all importable from `wxbrand_runtime`.
        """
        warn_if_deprecated(request)
        if has_files(request):
            import asyncio

            request = await asyncio.to_thread(read_files, request)  # a disk may be slow
        with closing(call_flow(request, self._settings)) as flow:  # hooks must learn of a call that was interrupted
            action = next(flow)
            while True:
                try:
                    result = await self._perform(action)
                except Exception as error:  # noqa: BLE001  (the flow knows what preceded it)
                    action = flow.throw(error)
                    continue
                try:
                    action = flow.send(result)
                except StopIteration as done:
                    reply: Reply = done.value
                    return reply

    async def _perform(self, action: Action) -> Any:
        match action:
            case HttpRequest():
                try:
                    return await self._transport.exchange(action)
                except TransportError as failure:
                    return failure.with_traceback(None)  # its frames hold what was sent
            case Sleep():
                import asyncio

                return await asyncio.sleep(action.seconds)
            case Invoke():
                try:
                    return await _call(action)
                except Exception as error:  # noqa: BLE001  (user code; the flow decides what it means)
                    return Raised(error)

    async def close(self) -> None:
        """Close all connections. The client cannot be used afterwards."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


async def _call(action: Invoke) -> Any:
    """Await an asynchronous function; call any other in a thread, which it may block."""
    import asyncio

    async with asyncio.timeout(action.timeout):
        if is_asynchronous(action.function):
            return await action.function(*action.arguments)
        result = await asyncio.to_thread(action.function, *action.arguments)
        return await result if is_awaitable(result) else result


class AsyncArea:
    """Base of the generated areas: the operations of one tag of the spec, reached as an attribute of the client."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _send(self, request: Request[Reply]) -> Reply:
        return await self._client.send(request)

    def _pages(self, request: Request[Reply]) -> AsyncPages[Reply, Any]:
        return AsyncPages(self._client.send, request)

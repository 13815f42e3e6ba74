"""The two clients that generated ones extend, and the two drivers that carry the one conversation."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, TypeVar

from msgspec import structs

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.nonces import random_nonce
from wxbrand_runtime.auth.signers import is_awaitable
from wxbrand_runtime.client.actions import Ask, Failed, Wait, is_asynchronous
from wxbrand_runtime.client.base_url import parse_base_url
from wxbrand_runtime.client.call_flow import Settings, Step, converse
from wxbrand_runtime.client.hooks import Hooks
from wxbrand_runtime.client.paging import AsyncPages, Pages
from wxbrand_runtime.client.serialisation.uploads import has_files, with_files_read
from wxbrand_runtime.http.carriage import context_trusting, refuse_plain_through_proxy
from wxbrand_runtime.http.messages import HttpRequest, Origin, TransportError

if TYPE_CHECKING:
    import ssl
    from types import TracebackType

    from wxbrand_runtime.http.messages import AsyncTransport, Transport
    from wxbrand_runtime.models.records import Request
    from wxbrand_runtime.rate_limits.in_process import AsyncLimiter, Limiter

Reply = TypeVar("Reply")

DEFAULT_TIMEOUT = 15.0
"""Seconds for one try."""

DEFAULT_DEADLINE = 60.0
"""Seconds for a whole call: all tries, and the waits between them."""

DEFAULT_RETRIES = 2
"""Tries after the first."""

MOST_RETRIES = 10

DEFAULT_CONNECT_TIMEOUT = 5.0
"""Seconds for look-up, TCP and TLS."""

LONGEST_TIMEOUT = 3600
"""Seconds; no timeout may be longer."""

MAX_ANSWER = 8 * 1024 * 1024
"""Bytes of an answer that are read at most; real ones are a few kilobytes."""


class _Client:
    """What both clients share: their settings."""

    default_base_url: ClassVar[str]
    """First server of the spec."""

    backup_base_urls: ClassVar[tuple[str, ...]] = ()
    """Its other servers, asked in turn where one cannot be reached or fails."""

    def __init__(
        self,
        credentials: Credentials,
        base_url: str | None,
        timeout: float,
        connect_timeout: float,
        deadline: float,
        retries: int,
        clock: Callable[[], float],
        nonce: Callable[[], str],
        hooks: Hooks | Iterable[Hooks],
        limiter: Limiter | AsyncLimiter | None,
    ) -> None:
        urls = (self.default_base_url, *self.backup_base_urls) if base_url is None else (base_url,)
        self._settings = Settings(
            credentials=_checked_credentials(credentials),
            origins=tuple(parse_base_url(_checked_text("base_url", url)) for url in urls),
            timeout=_checked_seconds("timeout", timeout),
            connect_timeout=_checked_seconds("connect_timeout", connect_timeout),
            deadline=_checked_seconds("deadline", deadline),
            retries=_checked_retries(retries),
            max_answer=MAX_ANSWER,
            clock=clock,
            nonce=nonce,
            hooks=_checked_hooks(hooks),
            limiter=_checked_limiter(limiter),
        )

    def with_options(
        self,
        *,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        deadline: float | None = None,
        retries: int | None = None,
    ) -> Self:
        """Give a client with other times and tries, for one call or many; it shares connections with this one.

        What is not given stays. Closing either closes the connections of both.
        """
        seconds = {"timeout": timeout, "connect_timeout": connect_timeout, "deadline": deadline}
        changes: dict[str, Any] = {
            name: _checked_seconds(name, value) for name, value in seconds.items() if value is not None
        }
        if retries is not None:
            changes["retries"] = _checked_retries(retries)
        client = type(self).__new__(type(self))
        own = {name: value for name, value in vars(self).items() if name.startswith("_")}  # not the areas
        vars(client).update(own, _settings=structs.replace(self._settings, **changes))
        return client

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **options: Any) -> Self:
        """Make a client from the WXBRAND_ variables, see `Credentials.from_env`; WXBRAND_BASE_URL may name another address."""
        environ = os.environ if environ is None else environ
        if options.get("base_url") is None and environ.get("WXBRAND_BASE_URL"):
            options["base_url"] = environ["WXBRAND_BASE_URL"]
        return cls(Credentials.from_env(environ), **options)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._settings.origins[0].url} brand {self._settings.credentials.brand_id}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} holds connections and keys and cannot be pickled; "
            "make one in each process, for example with from_env()"
        )


def _checked_credentials(value: object) -> Credentials:
    if not isinstance(value, Credentials):
        raise TypeError(f"credentials must be a Credentials, not {type(value).__name__}; see Credentials.from_files")
    return value


def _checked_text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{name} must be text (str), not {type(value).__name__}")
    return value


def _checked_seconds(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= LONGEST_TIMEOUT:
        raise ValueError(
            f"{name} must be a number of seconds above 0 and at most {LONGEST_TIMEOUT}; no call may wait for ever"
        )
    return float(value)


def _checked_retries(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_RETRIES:
        raise ValueError(f"retries must be a whole number from 0 to {MOST_RETRIES}")
    return value


def _checked_hooks(value: Hooks | Iterable[Hooks]) -> tuple[Hooks, ...]:
    given: Any = value  # whatever it is
    hooks: tuple[Any, ...] = tuple(given) if hasattr(given, "__iter__") else (given,)
    for each in hooks:
        if not isinstance(each, Hooks):
            raise TypeError(
                f"hooks must be a Hooks or several, not {type(each).__name__}; see wxbrand_runtime.client.hooks"
            )
    return hooks


def _checked_limiter(value: Any) -> Any:
    if isinstance(value, type):
        raise TypeError(f"limiter is the class {value.__name__}: give an instance of it")
    if value is not None and not callable(getattr(value, "take", None)):
        raise TypeError(f"limiter must be one of those in wxbrand_runtime.rate_limits, not {type(value).__name__}")
    return value


def _refuse_asynchronous(name: str, function: object) -> None:
    """A synchronous client cannot await anything."""
    if is_asynchronous(function):
        raise TypeError(f"the {name} is asynchronous; use it with an asynchronous client, or give a synchronous one")


def _tls(ca_file: str | os.PathLike[str] | None) -> ssl.SSLContext | None:
    return None if ca_file is None else context_trusting(ca_file)


def _checked_proxy(proxy: str | None, origin: Origin) -> str | None:
    if proxy is not None:
        refuse_plain_through_proxy(origin)
    return proxy


def _refuse_unfit_transport(transport: object, *, asynchronous: bool) -> None:
    """A transport of the other kind might send, and its answer would be lost."""
    exchange: object = getattr(transport, "exchange", None)
    if not callable(exchange):
        wanted = "AsyncTransport" if asynchronous else "Transport"
        raise TypeError(
            f"transport must be a wxbrand_runtime.http.{wanted}; {type(transport).__name__} has no exchange()"
        )
    if not asynchronous:
        _refuse_asynchronous("transport", exchange)
    elif hasattr(exchange, "__code__") and not is_asynchronous(exchange):
        raise TypeError("the transport is synchronous; its exchange() must be `async def` for an asynchronous client")


def _refuse_beside_transport(ca_file: object, proxy: object) -> None:
    if ca_file is not None or proxy is not None:
        raise TypeError("ca_file and proxy belong to the built-in transport; give them to your own transport instead")


class SyncClient(_Client):
    """Base of generated clients for ordinary code. One client serves many threads; share it, and close it at the end."""

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
        proxy: str | None = None,
        transport: Transport | None = None,
        clock: Callable[[], float] = time.time,
        nonce: Callable[[], str] = random_nonce,
        hooks: Hooks | Iterable[Hooks] = (),
        limiter: Limiter | None = None,
    ) -> None:
        """Prepare a client; no connection is made before the first call.

        base_url: https, or http for this machine; default is the spec's first server, and the others as its backup.
        timeout, connect_timeout: seconds for one try, and for the connecting within it.
        deadline: seconds for a whole call, all tries and waits included.
        retries: tries after the first, of what can be repeated safely; 0 for none.
        ca_file: PEM file of certificate authorities to trust instead of the system's.
        proxy: `http://[user:password@]host:port`; proxy variables of the environment are not read.
        transport: your own way of carrying HTTP, see `wxbrand_runtime.http.Transport`; then no ca_file or proxy.
        clock, nonce: sources of Unix seconds and of nonces, for tests.
        hooks: functions that learn of each try, see `wxbrand_runtime.client.hooks`.
        limiter: keeps calls below the documented rates, see `wxbrand_runtime.rate_limits`.
        """
        super().__init__(
            credentials, base_url, timeout, connect_timeout, deadline, retries, clock, nonce, hooks, limiter
        )
        _refuse_asynchronous("signer", getattr(credentials.signer, "sign", None))
        _refuse_asynchronous("limiter", getattr(limiter, "take", None))
        if transport is not None:
            _refuse_beside_transport(ca_file, proxy)
            _refuse_unfit_transport(transport, asynchronous=False)
        else:
            from wxbrand_runtime.http.sync_transport import SocketTransport  # not for those with their own

            transport = SocketTransport(
                ssl_context=_tls(ca_file), proxy=_checked_proxy(proxy, self._settings.origins[0])
            )
        self._transport = transport

    def send(self, request: Request[Reply]) -> Reply:
        """Check, sign and send a request; verify and decode its answer.

        Raises InvalidRequest, NotSent, OutcomeUnknown, UntrustedResponse, UnreadableResponse or ApiError,
        all from `wxbrand_runtime`.
        """
        if has_files(request):
            request = with_files_read(request)
        with closing(converse(request, self._settings)) as conversation:  # which tells hooks of what is broken off
            step = next(conversation)
            while True:
                try:
                    came = self._do(step)
                except Exception as error:  # noqa: BLE001  (the conversation knows what came before it)
                    step = conversation.throw(error)
                    continue
                try:
                    step = conversation.send(came)
                except StopIteration as done:
                    reply: Reply = done.value
                    return reply

    def _do(self, step: Step) -> Any:
        match step:
            case HttpRequest():
                try:
                    return self._transport.exchange(step)
                except TransportError as failure:
                    return failure.with_traceback(None)  # whose frames hold what was sent
            case Wait():
                return time.sleep(step.seconds)
            case Ask():
                return step.at_once()

    def close(self) -> None:
        """Close every connection; the client cannot be used afterwards."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()


class AsyncClient(_Client):
    """Base of generated clients for asyncio. Use it with `async with`, or await `close()` at the end."""

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
        proxy: str | None = None,
        transport: AsyncTransport | None = None,
        clock: Callable[[], float] = time.time,
        nonce: Callable[[], str] = random_nonce,
        hooks: Hooks | Iterable[Hooks] = (),
        limiter: Limiter | AsyncLimiter | None = None,
    ) -> None:
        """Prepare a client; the parameters are those of the synchronous one, `transport` an AsyncTransport."""
        super().__init__(
            credentials, base_url, timeout, connect_timeout, deadline, retries, clock, nonce, hooks, limiter
        )
        if transport is not None:
            _refuse_beside_transport(ca_file, proxy)
            _refuse_unfit_transport(transport, asynchronous=True)
        else:
            from wxbrand_runtime.http.async_transport import AsyncSocketTransport  # asyncio is slow to import

            transport = AsyncSocketTransport(
                ssl_context=_tls(ca_file), proxy=_checked_proxy(proxy, self._settings.origins[0])
            )
        self._transport = transport

    async def send(self, request: Request[Reply]) -> Reply:
        """Check, sign and send a request; verify and decode its answer. Raises what the synchronous one raises."""
        if has_files(request):
            import asyncio  # slow to import, and no business of the synchronous client

            request = await asyncio.to_thread(with_files_read, request)  # a disk may be slow
        with closing(converse(request, self._settings)) as conversation:  # which tells hooks of what is broken off
            step = next(conversation)
            while True:
                try:
                    came = await self._do(step)
                except Exception as error:  # noqa: BLE001  (the conversation knows what came before it)
                    step = conversation.throw(error)
                    continue
                try:
                    step = conversation.send(came)
                except StopIteration as done:
                    reply: Reply = done.value
                    return reply

    async def _do(self, step: Step) -> Any:
        match step:
            case HttpRequest():
                try:
                    return await self._transport.exchange(step)
                except TransportError as failure:
                    return failure.with_traceback(None)  # whose frames hold what was sent
            case Wait():
                import asyncio  # nothing else here needs it, and it is slow to import

                return await asyncio.sleep(step.seconds)
            case Ask():
                try:
                    return await _asked(step)
                except Exception as error:  # noqa: BLE001  (the user's own)
                    return Failed(error)

    async def close(self) -> None:
        """Close every connection; the client cannot be used afterwards."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


async def _asked(ask: Ask) -> Any:
    """Await what is asynchronous; what may block its thread gets one of its own."""
    import asyncio

    async with asyncio.timeout(ask.seconds):
        if is_asynchronous(ask.function):
            return await ask.function(*ask.arguments)
        given = await asyncio.to_thread(ask.function, *ask.arguments)
        return await given if is_awaitable(given) else given


class SyncArea:
    """The operations of one area, reached as an attribute of the client."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def _send(self, request: Request[Reply]) -> Reply:
        return self._client.send(request)

    def _pages(self, request: Request[Reply]) -> Pages[Reply, Any]:
        return Pages(self._client.send, request)


class AsyncArea:
    """The operations of one area, reached as an attribute of the asynchronous client."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _send(self, request: Request[Reply]) -> Reply:
        return await self._client.send(request)

    def _pages(self, request: Request[Reply]) -> AsyncPages[Reply, Any]:
        return AsyncPages(self._client.send, request)

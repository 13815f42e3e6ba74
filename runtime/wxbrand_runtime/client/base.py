"""What both clients share: their constructor, and the other ways to create a client."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, Self, TypeVar

from msgspec import structs

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.schemes import BRAND, Scheme
from wxbrand_runtime.auth.signing import random_nonce
from wxbrand_runtime.client import settings
from wxbrand_runtime.client.hooks import Hooks
from wxbrand_runtime.client.limiting import AsyncLimiter, Limiter
from wxbrand_runtime.http import AsyncTransport, Transport
from wxbrand_runtime.http.proxies import Proxies, ProxyOption
from wxbrand_runtime.http.tls import context_trusting

if TYPE_CHECKING:
    import ssl


AnyTransport = TypeVar("AnyTransport", bound=Transport | AsyncTransport)
AnyLimiter = TypeVar("AnyLimiter", bound=Limiter | AsyncLimiter)


class BaseClient(Generic[AnyTransport, AnyLimiter]):
    """Base of the synchronous and the asynchronous client."""

    default_base_url: ClassVar[str] = ""
    """First server of the spec; empty if it has none that can be used, so that `base_url` is required."""

    backup_base_urls: ClassVar[tuple[str, ...]] = ()
    """Other servers of the spec. A retry goes to the next one when a server cannot be reached or fails."""

    scheme: ClassVar[Scheme] = BRAND
    """Signature scheme of the spec. The credentials must be for it."""

    _is_asynchronous: ClassVar[bool]

    def __init__(
        self,
        credentials: Credentials,
        *,
        base_url: str | None = None,
        timeout: float = settings.DEFAULT_TIMEOUT,
        connect_timeout: float = settings.DEFAULT_CONNECT_TIMEOUT,
        deadline: float = settings.DEFAULT_DEADLINE,
        retries: int = settings.DEFAULT_RETRIES,
        ca_file: str | os.PathLike[str] | None = None,
        proxy: ProxyOption = None,
        transport: AnyTransport | None = None,
        clock: Callable[[], float] = time.time,
        nonce: Callable[[], str] = random_nonce,
        hooks: Hooks | Iterable[Hooks] = (),
        limiter: AnyLimiter | None = None,
    ) -> None:
        """Create a client. Nothing is connected before the first call.

        credentials: id and keys; see `Credentials.from_files` and `Credentials.from_env`.
        base_url: an https URL, or an http URL of this machine, such as the sandbox's. Default: the first server of
            the spec, with its other servers as backups.
        timeout: seconds for one attempt, connecting included.
        connect_timeout: seconds for name look-up, TCP and TLS together, within `timeout`.
        deadline: seconds for the whole call: all attempts, and the waits between them.
        retries: attempts after the first, from 0 to 10. Only what is safe to repeat is repeated.
        ca_file: a PEM file of the certificate authorities to trust instead of the system's.
        proxy: `http://[user:password@]host:port`, for https only. Default: HTTPS_PROXY of the environment, except for the
            hosts that NO_PROXY lists. False ignores the environment.
        transport: your own `wxbrand_runtime.http.Transport` (`AsyncTransport` for asynchronous clients) instead of the
            built-in one; excludes `ca_file` and `proxy`.
        clock: returns the time in Unix seconds; replace it in tests.
        nonce: returns a new nonce for each request; replace it in tests.
        hooks: functions that observe each attempt; see `wxbrand_runtime.client.Hooks`.
        limiter: keeps calls below the documented rates; see `wxbrand_runtime.rate_limits`. Asynchronous clients call a
            synchronous limiter in a thread.

        Raises TypeError or ValueError for an option that cannot be used, and InvalidCredentials for those of another scheme.
        """
        urls = (self.default_base_url, *self.backup_base_urls) if base_url is None else (base_url,)
        if base_url is None and not self.default_base_url:
            variable = self.scheme.variable("base_url")
            raise ValueError(f"the spec has no server that can be used by default; give base_url, or set {variable}")
        self._settings = settings.Settings(
            credentials=settings.validate_credentials(credentials, self.scheme, type(self).__name__),
            origins=tuple(map(settings.parse_base_url, urls)),
            timeout=settings.validate_seconds("timeout", timeout),
            connect_timeout=settings.validate_seconds("connect_timeout", connect_timeout),
            deadline=settings.validate_seconds("deadline", deadline),
            retries=settings.validate_retries(retries),
            max_response_body=settings.MAX_RESPONSE_BODY,
            clock=clock,
            nonce=nonce,
            hooks=settings.validate_hooks(hooks),
            limiter=settings.validate_limiter(limiter),
        )
        if not self._is_asynchronous:
            settings.refuse_asynchronous("signer", getattr(credentials.signer, "sign", None))
            settings.refuse_asynchronous("limiter", getattr(limiter, "take", None))
        if transport is None:
            proxies = Proxies(proxy)
            for origin in self._settings.origins:  # raise ValueError now, rather than at the first call
                proxies.proxy_for(origin)
            transport = self._built_in_transport(None if ca_file is None else context_trusting(ca_file), proxy)
        else:
            settings.validate_transport(transport, ca_file, proxy, asynchronous=self._is_asynchronous)
        self._transport: AnyTransport = transport

    def _built_in_transport(self, ssl_context: ssl.SSLContext | None, proxy: ProxyOption) -> AnyTransport:
        raise NotImplementedError

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **options: Any) -> Self:
        """Create a client from environment variables.

        `Credentials.from_env` lists the variables that are read. They begin with WXBRAND_, for a merchant's client with
        WXPAY_. WXBRAND_BASE_URL or WXPAY_BASE_URL, if set, is the base URL.

        environ: the variables to read; default: those of this process.
        options: options of the constructor; `base_url` overrides the variable.

        Raises InvalidCredentials if a variable is missing or cannot be used, and ValueError if there is no base URL.
        """
        environ = os.environ if environ is None else environ
        if options.get("base_url") is None:
            options["base_url"] = environ.get(cls.scheme.variable("base_url")) or None
        return cls(Credentials.from_env(environ, scheme=cls.scheme), **options)

    def with_options(
        self,
        *,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        deadline: float | None = None,
        retries: int | None = None,
    ) -> Self:
        """Return a client with other timeouts or retries, for a single call or for many.

        It shares its connections with this client: closing one of them closes both. The options mean what they mean to
        the constructor; those that are left out keep their value.
        """
        seconds = {"timeout": timeout, "connect_timeout": connect_timeout, "deadline": deadline}
        changes: dict[str, Any] = {
            name: settings.validate_seconds(name, value) for name, value in seconds.items() if value is not None
        }
        if retries is not None:
            changes["retries"] = settings.validate_retries(retries)
        client = type(self).__new__(type(self))
        private = {name: value for name, value in vars(self).items() if name.startswith("_")}  # areas hold `self`
        vars(client).update(private, _settings=structs.replace(self._settings, **changes))
        return client

    def __repr__(self) -> str:
        account = f"{self.scheme.caller} {self._settings.credentials.account_id}"
        return f"<{type(self).__name__} {self._settings.origins[0].url} {account}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} holds connections and keys and cannot be pickled; "
            "make one in each process, for example with from_env()"
        )

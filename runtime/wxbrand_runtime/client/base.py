"""What both clients share: their settings, and the ways to create and derive a client."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

from msgspec import structs

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.client import settings
from wxbrand_runtime.client.hooks import Hooks
from wxbrand_runtime.http.proxies import Proxies, ProxyOption
from wxbrand_runtime.http.tls import context_trusting

if TYPE_CHECKING:
    import ssl

    from wxbrand_runtime.client.limiting import AsyncLimiter, Limiter


class BaseClient:
    """Base of the synchronous and the asynchronous client."""

    default_base_url: ClassVar[str]
    """First server of the spec."""

    backup_base_urls: ClassVar[tuple[str, ...]] = ()
    """Other servers of the spec. A retry goes to the next one when a server cannot be reached or fails."""

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
        self._settings = settings.Settings(
            credentials=settings.validate_credentials(credentials),
            origins=tuple(map(settings.validate_base_url, urls)),
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

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None, **options: Any) -> Self:
        """Create a client from environment variables.

        `Credentials.from_env` lists the WXBRAND_ variables that are read. WXBRAND_BASE_URL, if set, is the base URL.

        environ: the variables to read; default: those of this process.
        options: options of the constructor; `base_url` overrides WXBRAND_BASE_URL.

        Raises InvalidCredentials if a variable is missing or cannot be used.
        """
        environ = os.environ if environ is None else environ
        if options.get("base_url") is None and environ.get("WXBRAND_BASE_URL"):
            options["base_url"] = environ["WXBRAND_BASE_URL"]
        return cls(Credentials.from_env(environ), **options)

    def with_options(
        self,
        *,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        deadline: float | None = None,
        retries: int | None = None,
    ) -> Self:
        """Return a client with other timeouts or retries, for a single call or for many.

        It shares its connections with this client: closing one of them closes both. Options that are left out keep
        their value.

        timeout: seconds for one attempt.
        connect_timeout: seconds for connecting, within `timeout`.
        deadline: seconds for the whole call.
        retries: attempts after the first; 0 turns retries off.
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
        return f"<{type(self).__name__} {self._settings.origins[0].url} brand {self._settings.credentials.brand_id}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} holds connections and keys and cannot be pickled; "
            "make one in each process, for example with from_env()"
        )

    def _check_proxy(self, proxy: ProxyOption) -> None:
        """Raise ValueError now, rather than at the first call, if a server cannot be reached through the proxy."""
        proxies = Proxies(proxy)
        for origin in self._settings.origins:
            proxies.proxy_for(origin)


def tls_context(ca_file: str | os.PathLike[str] | None) -> ssl.SSLContext | None:
    """Return the TLS context for a `ca_file`; None for the default one."""
    return None if ca_file is None else context_trusting(ca_file)

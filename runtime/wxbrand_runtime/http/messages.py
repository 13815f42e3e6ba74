"""The seam between the conversation and whatever carries HTTP: two values in, one value or one of two failures out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from msgspec import Struct

from wxbrand_runtime.type_guards import is_mapping
from wxbrand_runtime.values import Value


class Headers:
    """Header fields in the order received; names compare without case (RFC 9110, section 5.1)."""

    __slots__ = ("_by_name", "_pairs")

    def __init__(self, pairs: Iterable[tuple[str, str]] | Mapping[str, str] = ()) -> None:
        items: Iterable[Any] = pairs.items() if is_mapping(pairs) else pairs
        self._pairs: tuple[tuple[str, str], ...] = tuple(items)
        by_name: dict[str, tuple[str, ...]] = {}
        for name, value in self._pairs:
            key = name.lower()
            by_name[key] = (*by_name[key], value) if key in by_name else (value,)
        self._by_name = by_name

    def all(self, name: str) -> tuple[str, ...]:
        """Every value under this name, in order."""
        return self._by_name.get(name.lower(), ())

    def get(self, name: str) -> str | None:
        """The first value under this name, or None."""
        values = self.all(name)
        return values[0] if values else None

    def items(self) -> tuple[tuple[str, str], ...]:
        """All fields as received."""
        return self._pairs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Headers) and self._pairs == other._pairs

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __reduce__(self) -> tuple[type[Headers], tuple[tuple[tuple[str, str], ...]]]:
        return Headers, (self._pairs,)

    def __repr__(self) -> str:
        names = ", ".join(name for name, _ in self._pairs)
        return f"<Headers {names}>"  # names only: values hold signatures


class Origin(Struct, frozen=True, kw_only=True):
    """Where requests go, taken apart from a base URL."""

    scheme: str
    """`https`, or `http` for this machine only."""

    host: str
    """Host name or address; an IPv6 address without its brackets."""

    port: int
    """TCP port."""

    prefix: str = ""
    """Path that stands before every target, without a final slash; part of what is signed."""

    @property
    def authority(self) -> str:
        """Value of the Host header: the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return host if self.port == usual else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """Scheme and authority, without a path."""
        return f"{self.scheme}://{self.authority}"


class HttpRequest(Value, frozen=True, kw_only=True):
    """One request, ready to be put on the wire as it stands. Its repr shows no value that could be a secret."""

    repr_fields = ("origin", "method", "connect_timeout", "timeout", "max_body")

    origin: Origin
    method: str
    """Upper case."""

    target: str
    """Path and query exactly as signed, percent-encoded ASCII, prefix included; a transport must not touch it."""

    headers: tuple[tuple[str, str], ...]
    """All header fields but Host and Content-Length, which the transport adds. It adds no other."""

    body: bytes | None
    """What is sent, and signed unless it is an upload whose `meta` alone is signed; None when the request has no body (then no Content-Length is sent)."""

    connect_timeout: float
    """Seconds for name look-up, TCP and TLS together."""

    timeout: float
    """Seconds for the whole exchange, connecting included."""

    max_body: int
    """Bytes of answer body that will be read at most."""


class Answer(Value, frozen=True, kw_only=True):
    """An HTTP answer as received, after transfer decoding. Its repr shows no body."""

    repr_fields = ("status",)

    status: int
    headers: Headers
    body: bytes

    @property
    def request_id(self) -> str | None:
        """Value of Request-ID, the id to quote to WeChat Pay's support."""
        return self.headers.get("Request-ID")


class TransportError(Exception):
    """Base of the two ways in which an exchange can fail. The message says why, in our words, without any value sent."""


class ConnectFailed(TransportError):
    """Not one byte of the request was written: look-up, TCP, proxy, TLS, or time ran out before."""


class ExchangeFailed(TransportError):
    """At least one byte of the request may have left, and no complete answer arrived."""


class Transport(Protocol):
    """Carries one request and brings back one answer, without following, retrying, decompressing or adding anything."""

    def exchange(self, request: HttpRequest) -> Answer:
        """Raise ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        ...

    def close(self) -> None:
        """Release every connection; a second call does nothing."""
        ...


class AsyncTransport(Protocol):
    """The same, for asyncio."""

    async def exchange(self, request: HttpRequest) -> Answer:
        """Raise ConnectFailed if nothing was sent, ExchangeFailed if something may have been."""
        ...

    async def close(self) -> None:
        """Release every connection; a second call does nothing."""
        ...

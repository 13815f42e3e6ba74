"""Requests and responses as values: header fields, origin, request, answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

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
        """Return every value under this name, in order."""
        return self._by_name.get(name.lower(), ())

    def get(self, name: str) -> str | None:
        """Return the first value under this name, or None."""
        values = self.all(name)
        return values[0] if values else None

    def items(self) -> tuple[tuple[str, str], ...]:
        """Return all fields as received."""
        return self._pairs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Headers) and self._pairs == other._pairs

    def __hash__(self) -> int:
        return hash(self._pairs)

    def __reduce__(self) -> tuple[type[Headers], tuple[tuple[tuple[str, str], ...]]]:
        return Headers, (self._pairs,)  # slots alone cannot be pickled by protocols 0 and 1

    def __repr__(self) -> str:
        names = ", ".join(name for name, _ in self._pairs)
        return f"<Headers {names}>"  # names only: values hold signatures


class Origin(Struct, frozen=True, kw_only=True):
    """The server that requests go to, parsed from a base URL."""

    scheme: str
    """`https`, or `http` for this machine only."""

    host: str
    """Host name or address; an IPv6 address without its brackets."""

    port: int
    """TCP port."""

    prefix: str = ""
    """Path before every target, without a final slash; part of what is signed."""

    @property
    def authority(self) -> str:
        """Value of the Host header: the port only where it is not the scheme's own."""
        usual = {"https": 443, "http": 80}[self.scheme]
        return self.bracketed_host if self.port == usual else self.host_and_port

    @property
    def host_and_port(self) -> str:
        """Host and port, as CONNECT takes them."""
        return f"{self.bracketed_host}:{self.port}"

    @property
    def bracketed_host(self) -> str:
        """The host, an IPv6 address with its brackets."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def url(self) -> str:
        """Scheme and authority, without a path."""
        return f"{self.scheme}://{self.authority}"


class HttpRequest(Value, frozen=True, kw_only=True):
    """One request, ready to be sent. Its repr contains no target, header or body."""

    repr_fields = ("origin", "method", "connect_timeout", "timeout", "max_body")

    origin: Origin
    method: str
    """Upper case."""

    target: str
    """Path and query exactly as signed, percent-encoded ASCII, prefix included; a transport must not change it."""

    headers: tuple[tuple[str, str], ...]
    """All header fields except Host and Content-Length, which the transport adds. It adds no other."""

    body: bytes | None
    """The bytes to send; None for a request without a body, which has no Content-Length either.

    They are what was signed, except in an upload, where only its `meta` is."""

    connect_timeout: float
    """Seconds for name look-up, TCP and TLS together."""

    timeout: float
    """Seconds for the whole exchange, connecting included."""

    max_body: int
    """Maximum size of the response body, in bytes."""


class Answer(Value, frozen=True, kw_only=True):
    """A response as received, after transfer decoding. Its repr contains no header and no body."""

    repr_fields = ("status",)

    status: int
    headers: Headers
    body: bytes

    @property
    def request_id(self) -> str | None:
        """Value of Request-ID, the id to quote to WeChat Pay's support."""
        return self.headers.get("Request-ID")

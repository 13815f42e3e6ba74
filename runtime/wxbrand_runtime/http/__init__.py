"""HTTP: send one request, return one response, and say for certain whether anything was sent.

In: an `HttpRequest`, already signed. Out: an `Answer`, or `ConnectFailed` (nothing was sent) or `ExchangeFailed` (perhaps it
was). `Transport` and `AsyncTransport` are the interface; `SocketTransport` and `AsyncSocketTransport`, in modules of
their own, implement it over sockets. Read `sync_transport` first, then `protocol`, the order of sending and receiving, and
`parser`, which reads one response within its limits. `transport` has the errors and their messages. Sockets, deadlines,
the connection pool and TLS are ours; parsing responses is httptools'.

May import `values` and `type_guards` of the runtime, and nothing else of it.
"""

from wxbrand_runtime.http.messages import Answer, Headers, HttpRequest, Origin
from wxbrand_runtime.http.transport import AsyncTransport, ConnectFailed, ExchangeFailed, Transport, TransportError

__all__ = [
    "Answer",
    "AsyncTransport",
    "ConnectFailed",
    "ExchangeFailed",
    "Headers",
    "HttpRequest",
    "Origin",
    "Transport",
    "TransportError",
]

"""HTTP: the values and the seam between the client and whatever carries its requests, and the default transports."""

from wxbrand_runtime.http.messages import (
    Answer,
    AsyncTransport,
    ConnectFailed,
    ExchangeFailed,
    Headers,
    HttpRequest,
    Origin,
    Transport,
    TransportError,
)

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

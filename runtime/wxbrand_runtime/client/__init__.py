"""One call: check, serialise, sign, send, verify, decode, and try again."""

from wxbrand_runtime.client.clients import AsyncArea, AsyncClient, SyncArea, SyncClient
from wxbrand_runtime.client.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
from wxbrand_runtime.client.paging import AsyncPages, Pages

__all__ = [
    "AsyncArea",
    "AsyncClient",
    "AsyncPages",
    "Hooks",
    "Pages",
    "RequestEvent",
    "ResponseEvent",
    "RetryEvent",
    "SyncArea",
    "SyncClient",
]

"""One call: check, serialise, sign, send, verify, decode, and try again."""

from wxbrand_runtime.client.async_client import AsyncArea, AsyncClient
from wxbrand_runtime.client.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
from wxbrand_runtime.client.paging import AsyncPages, Pages
from wxbrand_runtime.client.sync_client import SyncArea, SyncClient

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

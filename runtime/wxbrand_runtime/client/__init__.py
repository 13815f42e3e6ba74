"""The clients: one call from request model to reply, with validation, signing, verification, retries, paging and hooks.

In: credentials and request models. Out: typed replies, or errors of `wxbrand_runtime.errors`. This package imports `http`, `models`,
`auth` and `errors`. Begin reading at `call_flow`, which is the whole call in order and does no I/O; `sync_client` and
`async_client` perform the actions it yields. Its steps: `calls` (one call, validated and serialised), `limiting`,
`request_signing` (all header fields), `outcomes` (verify, decode, or the error), `decryption`, `retries`, and `hooks`, which
observe it. `deprecation` warns of deprecated operations. `settings` and `base` are the options of a client.

Generated code and users import these names from here.
"""

from wxbrand_runtime.client.async_client import AsyncArea, AsyncClient
from wxbrand_runtime.client.deprecation import deprecated
from wxbrand_runtime.client.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
from wxbrand_runtime.client.paging import AsyncPages, Pages
from wxbrand_runtime.client.sync_client import SyncArea, SyncClient
from wxbrand_runtime.client.without_server import AsyncClientWithoutServer, SyncClientWithoutServer

__all__ = [
    "AsyncArea",
    "AsyncClient",
    "AsyncClientWithoutServer",
    "AsyncPages",
    "Hooks",
    "Pages",
    "RequestEvent",
    "ResponseEvent",
    "RetryEvent",
    "SyncArea",
    "SyncClient",
    "SyncClientWithoutServer",
    "deprecated",
]

"""The runtime of generated clients: sign requests, send them, verify and decode the responses.

- `auth`: credentials, keys and signatures. Works alone, with any HTTP client.
- `models`: the base classes of generated models; validating requests and decoding responses.
- `http`: one request out, one response in, over sockets or a client of the user's.
- `client`: a whole call, with retries, paging and hooks.
- `notifications`: verify and decrypt WeChat Pay's callbacks.
- `rate_limits`, `opentelemetry`: optional.
- `testing`: a fake WeChat Pay for tests.
- `errors`: every error that is raised on purpose.

The names that users need are importable from here.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wxbrand_runtime.auth.credentials import Credentials
    from wxbrand_runtime.auth.key_files import LooseKeyFile
    from wxbrand_runtime.auth.key_ring import KeyRing, SendingKey
    from wxbrand_runtime.auth.keys import CertificateNotValid
    from wxbrand_runtime.auth.signers import AsyncDecrypter, AsyncSigner, Decrypter, Signer
    from wxbrand_runtime.causes import Cause
    from wxbrand_runtime.errors import (
        ApiError,
        InvalidCredentials,
        InvalidNotification,
        InvalidRequest,
        InvalidSignature,
        NotSent,
        OutcomeUnknown,
        UnreadableMember,
        UnreadableResponse,
        UntrustedResponse,
        WxbrandError,
    )
    from wxbrand_runtime.http import Answer, AsyncTransport, Headers, HttpRequest, Transport
    from wxbrand_runtime.models.copies import copy_as
    from wxbrand_runtime.models.files import FileSource
    from wxbrand_runtime.models.records import UNSET, Content, NoContent, UnsetType, answer_of, given
    from wxbrand_runtime.models.times import moment, original_text
    from wxbrand_runtime.models.unreadable import unreadable_members
else:
    from wxbrand_runtime.lazy import lazy_exports

    # pytest imports this package for its plugin, in projects too that only have it installed.
    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "UNSET": "models.records",
            "Answer": "http",
            "ApiError": "errors",
            "AsyncDecrypter": "auth.signers",
            "AsyncSigner": "auth.signers",
            "AsyncTransport": "http",
            "Cause": "causes",
            "CertificateNotValid": "auth.keys",
            "Content": "models.records",
            "Credentials": "auth.credentials",
            "Decrypter": "auth.signers",
            "FileSource": "models.files",
            "Headers": "http",
            "HttpRequest": "http",
            "InvalidCredentials": "errors",
            "InvalidNotification": "errors",
            "InvalidRequest": "errors",
            "InvalidSignature": "errors",
            "KeyRing": "auth.key_ring",
            "LooseKeyFile": "auth.key_files",
            "NoContent": "models.records",
            "NotSent": "errors",
            "OutcomeUnknown": "errors",
            "SendingKey": "auth.key_ring",
            "Signer": "auth.signers",
            "Transport": "http",
            "UnreadableMember": "errors",
            "UnreadableResponse": "errors",
            "UnsetType": "models.records",
            "UntrustedResponse": "errors",
            "WxbrandError": "errors",
            "answer_of": "models.records",
            "copy_as": "models.copies",
            "given": "models.records",
            "moment": "models.times",
            "original_text": "models.times",
            "unreadable_members": "models.unreadable",
        },
    )

__all__ = [
    "UNSET",
    "Answer",
    "ApiError",
    "AsyncDecrypter",
    "AsyncSigner",
    "AsyncTransport",
    "Cause",
    "CertificateNotValid",
    "Content",
    "Credentials",
    "Decrypter",
    "FileSource",
    "Headers",
    "HttpRequest",
    "InvalidCredentials",
    "InvalidNotification",
    "InvalidRequest",
    "InvalidSignature",
    "KeyRing",
    "LooseKeyFile",
    "NoContent",
    "NotSent",
    "OutcomeUnknown",
    "SendingKey",
    "Signer",
    "Transport",
    "UnreadableMember",
    "UnreadableResponse",
    "UnsetType",
    "UntrustedResponse",
    "WxbrandError",
    "answer_of",
    "copy_as",
    "given",
    "moment",
    "original_text",
    "unreadable_members",
]

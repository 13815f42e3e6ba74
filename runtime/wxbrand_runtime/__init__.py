"""The hand-maintained part of wxbrand: credentials, signing, sending, verifying, errors."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wxbrand_runtime.certificates import CertificateNotValid
    from wxbrand_runtime.credentials import Credentials
    from wxbrand_runtime.errors import (
        ApiError,
        InvalidCredentials,
        InvalidNotification,
        InvalidRequest,
        InvalidSignature,
        NotSent,
        OutcomeUnknown,
        UnreadableResponse,
        UntrustedResponse,
        WxbrandError,
    )
    from wxbrand_runtime.files import FileSource
    from wxbrand_runtime.http import Answer, AsyncTransport, Headers, HttpRequest, Transport
    from wxbrand_runtime.key_files import LooseKeyFile
    from wxbrand_runtime.key_ring import KeyRing, SendingKey
    from wxbrand_runtime.models import UNSET, Content, NoContent, UnsetType, answer_of, given, moment, original_text
    from wxbrand_runtime.signers import AsyncDecrypter, AsyncSigner, Decrypter, Signer
else:
    from wxbrand_runtime.lazy import lazily

    # pytest imports this package for its plugin, in projects too that only have it installed.
    __getattr__, __dir__ = lazily(
        __name__,
        {
            "UNSET": "models",
            "Answer": "http",
            "ApiError": "errors",
            "AsyncDecrypter": "signers",
            "AsyncSigner": "signers",
            "AsyncTransport": "http",
            "CertificateNotValid": "certificates",
            "Content": "models",
            "Credentials": "credentials",
            "Decrypter": "signers",
            "FileSource": "files",
            "Headers": "http",
            "HttpRequest": "http",
            "InvalidCredentials": "errors",
            "InvalidNotification": "errors",
            "InvalidRequest": "errors",
            "InvalidSignature": "errors",
            "KeyRing": "key_ring",
            "LooseKeyFile": "key_files",
            "NoContent": "models",
            "NotSent": "errors",
            "OutcomeUnknown": "errors",
            "SendingKey": "key_ring",
            "Signer": "signers",
            "Transport": "http",
            "UnreadableResponse": "errors",
            "UnsetType": "models",
            "UntrustedResponse": "errors",
            "WxbrandError": "errors",
            "answer_of": "models",
            "given": "models",
            "moment": "models",
            "original_text": "models",
        },
    )

__all__ = [
    "UNSET",
    "Answer",
    "ApiError",
    "AsyncDecrypter",
    "AsyncSigner",
    "AsyncTransport",
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
    "UnreadableResponse",
    "UnsetType",
    "UntrustedResponse",
    "WxbrandError",
    "answer_of",
    "given",
    "moment",
    "original_text",
]

"""The hand-maintained part of wxbrand: credentials, signing, sending, verifying, errors."""

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

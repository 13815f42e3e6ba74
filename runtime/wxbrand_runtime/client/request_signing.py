"""Sign a call and build its HTTP request."""

from __future__ import annotations

import platform
from functools import cache
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.auth.signers import base64_signature
from wxbrand_runtime.auth.signing import authorization_header, request_message, sign, verify
from wxbrand_runtime.client.actions import Flow, Invoke
from wxbrand_runtime.client.calls import Call
from wxbrand_runtime.client.outcomes import check_invoked
from wxbrand_runtime.client.retries import Attempts
from wxbrand_runtime.client.settings import Settings
from wxbrand_runtime.errors import InvalidCredentials, InvalidSignature
from wxbrand_runtime.http import HttpRequest

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey


def signed_request(call: Call, key_id: str, settings: Settings, attempts: Attempts) -> Flow[tuple[HttpRequest, bytes]]:
    """Return the request for the current attempt, and the message that its signature covers.

    `key_id` names the WeChat Pay key that encrypted its sensitive texts.
    """
    credentials, operation, origin = settings.credentials, call.operation, settings.origins[attempts.server]
    target = origin.prefix + call.target
    timestamp, nonce = int(settings.clock()), settings.nonce()
    message = request_message(operation.method, target, timestamp, nonce, call.signed_body)
    if credentials.private_key is not None:
        signature = sign(credentials.private_key, message)
    else:
        signer: Any = credentials.signer  # credentials have a private key or a signer
        result = yield Invoke(function=signer.sign, arguments=(message,), timeout=attempts.time_left())
        check_invoked(call, "the signer", result, attempts)
        signature = base64_signature(result)
        if credentials.certificate_key is not None:
            _check_key(credentials.certificate_key, message, signature)
    authorization = authorization_header(
        credentials.scheme,
        account_id=credentials.account_id,
        serial_no=credentials.serial_no,
        timestamp=timestamp,
        nonce=nonce,
        signature=signature,
    )
    time_left = attempts.time_left()
    content_type = (("Content-Type", call.content_type),) if call.body else ()
    request = HttpRequest(
        origin=origin,
        method=operation.method,
        target=target,
        headers=(
            ("Authorization", authorization),
            ("Accept", operation.accept),
            ("Accept-Encoding", "identity"),
            ("Wechatpay-Serial", key_id),
            ("User-Agent", user_agent()),
            *call.headers,
            *content_type,
        ),
        body=call.body,
        connect_timeout=min(settings.connect_timeout, time_left),
        timeout=min(settings.timeout, time_left),
        max_body=settings.max_response_body,
    )
    return request, message


def _check_key(certificate_key: RSAPublicKey, message: bytes, signature: str) -> None:
    try:
        verify(certificate_key, message, signature)
    except InvalidSignature:
        raise InvalidCredentials(
            "the signer's signature does not belong to the key of the API certificate; it must sign the message "
            "itself with RSASSA-PKCS1-v1_5 (not PSS) and SHA-256"
        ) from None


@cache
def user_agent() -> str:
    """Return the value of User-Agent: this package and Python, with their versions."""
    from importlib.metadata import PackageNotFoundError, version  # slow to import, and not needed before the first call

    try:
        name = f"wxbrand/{version('wxbrand')}"
    except PackageNotFoundError:  # for example in a program frozen into one file
        name = "wxbrand"
    return f"{name} Python/{platform.python_version()}"

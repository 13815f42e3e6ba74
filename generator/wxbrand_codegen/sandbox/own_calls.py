"""Call the sandbox as its brand does: over HTTP, with a signature made with the brand's key, and the answer verified."""

from __future__ import annotations

import http.client
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.signing import authorization
from wxbrand_runtime.auth.verification import verify_response
from wxbrand_runtime.client.serialisation.multipart import Part, encode_multipart, make_boundary, signed_bytes
from wxbrand_runtime.errors import InvalidSignature
from wxbrand_runtime.http import Headers

_TIMEOUT = 30.0
"""Seconds. A fault that was armed may delay the answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallResult:
    """What came of a call. The repr contains no values."""

    status: int | None
    """None if there was no valid HTTP response."""

    request_id: str = ""
    """Request-ID of the answer, by which the recorded exchange is found."""

    body: bytes = field(default=b"", repr=False)
    is_verified: bool = False
    """Whether the answer has a signature of WeChat Pay that is valid."""

    problem: str = ""
    """Why there was no answer, or why it is not to be trusted. An error answer that is not signed is no problem."""

    @property
    def is_success(self) -> bool:
        """Whether the answer is a success and verified."""
        return self.status is not None and 200 <= self.status < 300 and not self.problem

    def value(self) -> Any:
        """Return the body as a JSON value; None if it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    def message(self) -> str:
        """Return why the call failed, in one line; empty for a success."""
        if self.problem or self.is_success:
            return self.problem
        value = self.value()
        answer = value if isinstance(value, dict) else {}
        return ": ".join(str(part) for part in (self.status, answer.get("code"), answer.get("message")) if part)


class OwnCalls:
    """Calls one sandbox. Blocking: not for an event loop's thread, which answers the call."""

    def __init__(self, credentials: Credentials, base_url: str, clock: Callable[[], float] = time.time) -> None:
        """`clock` returns the time of signatures, in Unix seconds: the sandbox's."""
        self._credentials = credentials
        self._base_url = base_url
        self._clock = clock

    def send_json(self, method: str, target: str, value: Any = None) -> CallResult:
        """Send a request with a JSON value as its body; None for no body."""
        body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
        return self.send(method, target, body, "application/json" if body else "", body)

    def send_parts(self, method: str, target: str, parts: list[Part]) -> CallResult:
        """Send an upload. Of its parts only `meta` is signed."""
        boundary = make_boundary(parts)
        body = encode_multipart(parts, boundary)
        return self.send(method, target, body, f"multipart/form-data; boundary={boundary}", signed_bytes(parts, body))

    def send(self, method: str, target: str, body: bytes, content_type: str, signed: bytes) -> CallResult:
        """Sign and send a request, and verify the answer. `target` is path and query; `signed` is what of the body is signed."""
        connection = http.client.HTTPConnection(urlsplit(self._base_url).netloc, timeout=_TIMEOUT)
        try:
            connection.request(method, target, body or None, self._headers(method, target, content_type, signed))
            response = connection.getresponse()
            return self._result(response.status, Headers(response.getheaders()), response.read())
        except (OSError, http.client.HTTPException) as problem:
            return CallResult(status=None, problem=f"no complete answer: {type(problem).__name__}: {problem}")
        finally:
            connection.close()

    def _headers(self, method: str, target: str, content_type: str, signed: bytes) -> dict[str, str]:
        nonce = secrets.token_hex(16).upper()
        token = authorization(self._credentials, method, target, signed, timestamp=int(self._clock()), nonce=nonce)
        headers = {
            "Accept": "application/json",
            "Authorization": token,
            "Wechatpay-Serial": self._credentials.public_key_id,
            "User-Agent": "wxbrand sandbox console",
        }
        return headers | ({"Content-Type": content_type} if content_type else {})

    def _result(self, status: int, headers: Headers, body: bytes) -> CallResult:
        problem = ""
        must_verify = status < 400 or headers.get("Wechatpay-Signature") is not None
        if must_verify:
            try:
                verify_response(headers, body, self._credentials.public_keys, now=self._clock())
            except InvalidSignature as refusal:
                problem = f"status {status}, and the answer cannot be trusted: {refusal}"
        return CallResult(
            status=status,
            request_id=headers.get("Request-ID") or "",
            body=body,
            is_verified=must_verify and not problem,
            problem=problem,
        )

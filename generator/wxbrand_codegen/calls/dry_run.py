"""A call that is validated and signed but not sent: what would be signed, the header fields, and a curl command."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wxbrand_runtime import Answer, HttpRequest
from wxbrand_runtime.auth.signing import request_message
from wxbrand_runtime.client import SyncClient
from wxbrand_runtime.client.serialisation.multipart import signed_bytes
from wxbrand_runtime.http import Headers
from wxbrand_runtime.models import Request
from wxbrand_runtime.testing.authorization import parse_authorization
from wxbrand_runtime.testing.decoding import parse_multipart

from wxbrand_codegen.calls.account import Account
from wxbrand_codegen.calls.curl import curl_command

_LINES = ("method", "target", "timestamp", "nonce", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """A signed request."""

    request: HttpRequest

    message: str
    """The five lines that the signature covers."""

    curl: str
    """A command that sends the request."""

    def lines(self) -> list[str]:
        """Return it as text for people."""
        named = zip(_LINES, self.message.removesuffix("\n").split("\n", 4), strict=False)
        return [
            "Signed message: five lines, each ends with a line feed",
            *(f"  {name:<10} {line}".rstrip() for name, line in named),
            "",
            "Header fields",
            *(f"  {name}: {value}" for name, value in self.request.headers),
            "",
            "The same request with curl; the signature is good for 5 minutes",
            self.curl,
        ]

    def value(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        request = self.request
        return {
            "method": request.method,
            "url": request.origin.url + request.target,
            "headers": dict(request.headers),
            "message": self.message,
            "curl": self.curl,
        }


class _Captured(Exception):
    """Holds the request that would have been sent."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__("not sent")
        self.request = request


class _CapturingTransport:
    """A transport that sends nothing."""

    def exchange(self, request: HttpRequest) -> Answer:
        raise _Captured(request)

    def close(self) -> None:
        """Do nothing: there is no connection."""


def dry_run(
    client: type[SyncClient], request: Request[Any], account: Account, files: Mapping[str, Sequence[str]]
) -> DryRun:
    """Validate and sign a request, and return it instead of sending it. Raises InvalidRequest.

    files: for the curl command, name of a part -> paths of its files, in order; that of a body is "".
    """
    http_request = _signed(client, request, account)
    body, headers = http_request.body or b"", dict(http_request.headers)
    covered = signed_bytes(parse_multipart(headers.get("Content-Type", ""), body), body)
    signed = parse_authorization(Headers(http_request.headers), account.credentials.scheme)
    message = request_message(
        http_request.method, http_request.target, int(signed.timestamp), signed.nonce_str, covered
    )
    return DryRun(
        request=http_request,
        message=message.decode("utf-8", "backslashreplace"),
        curl=curl_command(http_request, files),
    )


def _signed(client: type[SyncClient], request: Request[Any], account: Account) -> HttpRequest:
    try:
        with account.client(client, transport=_CapturingTransport()) as open_client:
            open_client.send(request)
    except _Captured as captured:
        return captured.request
    raise AssertionError("the client returned without sending")

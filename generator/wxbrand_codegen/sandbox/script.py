"""Scripts: how a test wants the next response to differ, and the step from a reply to the signed response."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wxbrand_runtime.http import Answer, Headers
from wxbrand_runtime.testing import WeChatPay

from wxbrand_codegen.sandbox.replies import Reply

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """Changes to a response. The default changes nothing."""

    status: int | None = None
    body: bytes | None = None
    tamper: bool = False
    sign_with: RSAPrivateKey | None = field(default=None, repr=False)
    unsigned: bool = False
    extra_fields: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRequest:
    """A request that reached the sandbox, and the status of its response."""

    method: str
    target: str = field(repr=False)
    headers: Headers
    body: bytes = field(repr=False)
    status: int


def signed_answer(reply: Reply, script: Script, wechat_pay: WeChatPay) -> Answer:
    """Sign a reply and apply the script."""
    if script.unsigned:
        return unsigned_answer(reply, script)
    signed_body, sent_body = reply.body, reply.body
    if script.tamper and reply.body:
        sent_body += b" "  # the JSON value is the same; only the signature differs
    elif script.tamper:
        signed_body = b" "  # a response such as 204 has no body to change
    signature = wechat_pay.sign_answer(signed_body, private_key=script.sign_with)
    return _answer(reply, sent_body, signature, script)


def unsigned_answer(reply: Reply, script: Script) -> Answer:
    """Apply the script to a reply, without signature headers."""
    return _answer(reply, reply.body, (), script)


def _answer(reply: Reply, body: bytes, signature: tuple[tuple[str, str], ...], script: Script) -> Answer:
    headers = [("Request-ID", f"{secrets.token_hex(20).upper()}-{reply.number}"), *reply.headers, *signature]
    if body:
        headers.append(("Content-Type", reply.content_type))
    replaced = {name.lower() for name in script.headers}
    kept = [(name, value) for name, value in headers if name.lower() not in replaced]
    return Answer(status=reply.status, headers=Headers([*kept, *script.headers.items()]), body=body)

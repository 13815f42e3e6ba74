"""Deciding whether an answer or a callback is provably WeChat Pay's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from wxbrand_runtime.auth.signing import PROBE_PREFIX, response_message, verify
from wxbrand_runtime.errors import InvalidSignature, UntrustedReason

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from wxbrand_runtime.http.messages import Headers

MAX_CLOCK_DIFFERENCE = 300
"""Seconds; a difference of this much or more is refused, in either direction, as the official Java utility does."""

_TIMESTAMP = re.compile(r"0|[1-9][0-9]{0,11}")  # one way to write each number: what is signed is the text that came


class NotProven(Exception):
    """Holds the fixed word and the sentence that say why."""

    def __init__(self, reason: UntrustedReason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason: UntrustedReason = reason


def verify_origin(
    headers: Headers,
    body: bytes,
    public_keys: Mapping[str, RSAPublicKey],
    *,
    now: float,
    max_clock_difference: float = MAX_CLOCK_DIFFERENCE,
) -> None:
    """Raise NotProven unless the signature headers prove that WeChat Pay sent this body about now.

    `public_keys` holds WeChat Pay's public keys by id; `now` is in Unix seconds.
    """
    signature = _only(headers, "Wechatpay-Signature")
    timestamp = _only(headers, "Wechatpay-Timestamp")
    nonce = _only(headers, "Wechatpay-Nonce")
    key_id = _only(headers, "Wechatpay-Serial")
    if signature.startswith(PROBE_PREFIX):
        raise NotProven(
            "signature-probe",
            "the signature begins with WECHATPAY/SIGNTEST/: WeChat Pay sent a wrong one on purpose, "
            "to see that it is refused",
        )
    if not nonce.isprintable():  # a line break in it would let one signature cover two different bodies
        raise NotProven("signature-wrong", "Wechatpay-Nonce holds a character that no header may hold")
    if not _TIMESTAMP.fullmatch(timestamp):
        raise NotProven("timestamp-unreadable", "Wechatpay-Timestamp is not a number of seconds")
    public_key = public_keys.get(key_id)
    if public_key is None:
        known = ", ".join(public_keys)
        raise NotProven(
            "unknown-public-key", f"it is signed with the key {_shown(key_id)}, but the credentials hold only {known}"
        )
    try:
        verify(public_key, response_message(int(timestamp), nonce, body), signature)
    except InvalidSignature as problem:
        raise NotProven(
            "signature-wrong", f"{problem} ({len(body)} bytes of body, verified with {_shown(key_id)})"
        ) from None
    difference = int(timestamp) - now
    if not abs(difference) < max_clock_difference:  # not a number is none that is near
        side = "ahead of" if difference > 0 else "behind"
        raise NotProven(
            "clock-difference",
            f"its time is {abs(difference):.0f} s {side} this machine's clock; {max_clock_difference:.0f} s or more is refused",
        )


def _only(headers: Headers, name: str) -> str:
    values = headers.all(name)
    if len(values) > 1:
        raise NotProven("header-duplicated", f"the header {name} came {len(values)} times")
    if not values or not values[0]:
        reason: UntrustedReason = "signature-missing" if name == "Wechatpay-Signature" else "header-missing"
        raise NotProven(reason, f"the header {name} is missing")
    return values[0]


def _shown(key_id: str) -> str:
    """Keep a foreign header from flooding or forging a message."""
    return ascii(key_id[:64])

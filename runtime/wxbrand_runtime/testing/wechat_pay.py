"""WeChat Pay's side of the protocol: verify requests, sign answers, encrypt and sign callbacks."""

from __future__ import annotations

import base64
import json
import re
import secrets
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric import rsa

from wxbrand_runtime.auth import signing
from wxbrand_runtime.auth.decryption import resource_cipher
from wxbrand_runtime.auth.schemes import BRAND, Scheme
from wxbrand_runtime.errors import InvalidSignature
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing.authorization import RequestRefused, parse_authorization, sign_error, signature_error
from wxbrand_runtime.testing.diagnosis import SignedRequest, diagnose

if TYPE_CHECKING:
    from wxbrand_runtime.auth.credentials import Credentials

_SECONDS = re.compile(r"0|[1-9][0-9]{0,14}")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeChatPay:
    """WeChat Pay as seen by one account: a brand or a merchant."""

    private_key: rsa.RSAPrivateKey = field(repr=False)
    """Signs answers; the account has the public half."""

    public_key_id: str
    """Id of the public half, which requests and answers carry in Wechatpay-Serial; for a platform certificate its serial
    number."""

    account_id: str
    """The brand id or mchid."""

    serial_no: str
    """Serial number of the account's API certificate."""

    account_key: rsa.RSAPublicKey = field(repr=False)
    """Verifies the account's requests."""

    scheme: Scheme = BRAND
    """Scheme in which the account signs."""

    clock: Callable[[], float] = field(default=time.time, repr=False)
    """Unix time in seconds."""

    max_clock_difference: int = 300
    """Seconds by which a request's timestamp may differ from the clock, either way."""

    def verify_request(self, method: str, target: str, headers: Headers, body: bytes) -> None:
        """Verify that a request is from the account. Raise RequestRefused for the first thing that is wrong.

        `body` is what the signature covers: the body as received, or for an upload the text of its part `meta`.
        """
        parameters = parse_authorization(headers, self.scheme)
        if parameters.account_id != self.account_id:
            name = self.scheme.id_parameter
            raise sign_error(name, f"{name} {parameters.account_id[:64]!r} is not known; expected {self.account_id!r}")
        if parameters.serial_no != self.serial_no:
            raise sign_error(
                "serial_no",
                f"serial_no {parameters.serial_no[:64]!r} is not that of the {self.scheme.caller} API certificate, "
                f"{self.serial_no!r}",
            )
        timestamp = self._timestamp(parameters.timestamp)
        if not parameters.nonce_str:
            raise sign_error("nonce_str", "nonce_str is empty")
        self._check_key_id(headers)
        request = SignedRequest(
            method=method, target=target, timestamp=timestamp, nonce=parameters.nonce_str, body=body
        )
        try:
            signing.verify(self.account_key, request.message(), parameters.signature)
        except InvalidSignature as problem:
            cause = diagnose(self.account_key, parameters.signature, request, headers.get("Host")).cause
            raise signature_error(
                f"{problem}. Likely cause: {cause}.\n"
                f"WeChat Pay verified this message, each line ended by LF, including the last one:\n{request.describe()}",
                request.message(),
            ) from None

    def sign_answer(
        self,
        body: bytes,
        *,
        private_key: rsa.RSAPrivateKey | None = None,
        timestamp: int | None = None,
        nonce: str | None = None,
    ) -> tuple[tuple[str, str], ...]:
        """Return the signature headers of an answer or a callback. By default key, timestamp and nonce are valid and new."""
        seconds = int(self.clock()) if timestamp is None else timestamp
        nonce = secrets.token_hex(16) if nonce is None else nonce
        message = signing.response_message(seconds, nonce, body)
        return (
            ("Wechatpay-Timestamp", str(seconds)),
            ("Wechatpay-Nonce", nonce),
            ("Wechatpay-Signature", signing.sign(private_key or self.private_key, message)),
            ("Wechatpay-Serial", self.public_key_id),
            ("Wechatpay-Signature-Type", self.scheme.name),
        )

    def encrypt_notification(
        self,
        event_type: str,
        resource: Mapping[str, Any] | bytes,
        api_key: str,
        *,
        id: str | None = None,  # noqa: A002  (its name on the wire)
        create_time: str | None = None,
        summary: str = "",
        original_type: str = "product_coupon",
        associated_data: str | None = "product_coupon",
        nonce: str | None = None,
    ) -> tuple[tuple[tuple[str, str], ...], bytes]:
        """Return the header fields and the body of a callback, encrypted with the API key and signed.

        `resource` is a JSON object, or its text as bytes. `associated_data` may be empty; None leaves it out. By default the
        id and the nonce (12 characters) are new, and `create_time` is the time of the clock (RFC 3339).
        """
        plaintext = resource if isinstance(resource, bytes) else _json(resource)
        nonce = secrets.token_hex(6) if nonce is None else nonce
        ciphertext = resource_cipher(api_key).encrypt(nonce.encode(), plaintext, (associated_data or "").encode())
        now = datetime.fromtimestamp(int(self.clock()), timezone(timedelta(hours=8)))
        body = _json(
            {
                "id": str(uuid.uuid4()) if id is None else id,
                "create_time": now.isoformat() if create_time is None else create_time,
                "event_type": event_type,
                "resource_type": "encrypt-resource",
                "summary": summary,
                "resource": {
                    "original_type": original_type,
                    "algorithm": "AEAD_AES_256_GCM",
                    "ciphertext": base64.b64encode(ciphertext).decode("ascii"),
                    **({} if associated_data is None else {"associated_data": associated_data}),
                    "nonce": nonce,
                },
            }
        )
        return (*self.sign_answer(body), ("Content-Type", "application/json")), body

    def _timestamp(self, text: str) -> int:
        if not _SECONDS.fullmatch(text):
            raise sign_error("timestamp", "timestamp is not Unix time in seconds, in decimal digits")
        seconds = int(text)
        ahead = seconds - int(self.clock())
        if abs(ahead) > self.max_clock_difference:
            direction = "ahead of" if ahead > 0 else "behind"
            raise sign_error(
                "timestamp",
                f"timestamp {seconds} is {abs(ahead)} seconds {direction} WeChat Pay's clock; "
                f"{self.max_clock_difference} are allowed",
            )
        return seconds

    def _check_key_id(self, headers: Headers) -> None:
        match headers.all("Wechatpay-Serial"):
            case (self.public_key_id,):
                return
            case ():
                issue = "the request has no Wechatpay-Serial header"
            case (other,):
                whose = f"the {self.scheme.caller}'s WeChat Pay public key"
                issue = f"Wechatpay-Serial {other[:64]!r} is not the id of {whose}"
            case ids:
                issue = f"the request has {len(ids)} Wechatpay-Serial headers; it must have one"
        message = f"{issue}; expected {self.public_key_id!r}"
        detail = {"field": "Wechatpay-Serial", "issue": issue, "location": "header"}
        raise RequestRefused(400, "INVALID_REQUEST", message, detail)


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def new_private_key() -> rsa.RSAPrivateKey:
    """Generate an RSA key of 2048 bits, the size that WeChat Pay uses."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def other_private_key() -> rsa.RSAPrivateKey:
    """Return a key that is neither side's, the same at each call: making one takes longer than most tests."""
    return new_private_key()


def new_pair(*, scheme: Scheme = BRAND, clock: Callable[[], float] = time.time) -> tuple[WeChatPay, Credentials]:
    """Return a WeChat Pay and the credentials of its brand, or of its merchant, with new keys on both sides."""
    return pair_with_keys(*new_keys(), scheme=scheme, clock=clock)


def new_keys() -> tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey, str]:
    """Return new keys for `pair_with_keys`."""
    return new_private_key(), new_private_key(), secrets.token_hex(16)


def pair_with_keys(
    account: rsa.RSAPrivateKey,
    wechat_pay: rsa.RSAPrivateKey,
    api_key: str,
    *,
    scheme: Scheme = BRAND,
    clock: Callable[[], float] = time.time,
) -> tuple[WeChatPay, Credentials]:
    """Return a WeChat Pay and the credentials of its brand or merchant, with these keys."""
    from wxbrand_runtime.auth.credentials import Credentials  # only this function needs credentials

    platform = WeChatPay(
        private_key=wechat_pay,
        public_key_id="PUB_KEY_ID_00000000000000000000000000000001",
        account_id="20000001",
        serial_no="5F3C2A1B0D9E8F7061524334251607F8E9DACBBC",
        account_key=account.public_key(),
        scheme=scheme,
        clock=clock,
    )
    account_id: dict[str, Any] = {scheme.id_parameter: platform.account_id}
    credentials = Credentials(
        **account_id,
        serial_no=platform.serial_no,
        private_key=account,
        public_key_id=platform.public_key_id,
        public_key=wechat_pay.public_key(),
        api_key=api_key,
    )
    return platform, credentials

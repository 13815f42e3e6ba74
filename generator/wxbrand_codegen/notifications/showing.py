"""What the terminal and `--json` show of notifications. Personal values are masked unless the user asks for them."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from typing import Any

from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.decryption import decrypt_text
from wxbrand_runtime.errors import UnreadableMember
from wxbrand_runtime.notifications import Notification
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.testing.notifications import TIMEOUT

from wxbrand_codegen.notifications.posting import HandlerAnswer
from wxbrand_codegen.notifications.receiving import Received
from wxbrand_codegen.problems import printable

_PERSONAL = re.compile(r"openid|unionid|phone|mobile|id_card|id_number|(^|_)email", re.IGNORECASE)
"""Names of members that hold personal values."""

_MASK = "…"
_CIPHERTEXT = re.compile(r"[A-Za-z0-9+/]{300,}={0,2}")
"""A sensitive text: RSA-OAEP with 2048 bits or more, in base64."""


def resource_of(notification: Notification[Any], credentials: Credentials, *, show_sensitive: bool) -> Any:
    """Return the JSON value of a resource. Personal values are masked, or with `show_sensitive` shown and decrypted."""
    try:
        value: Any = json.loads(notification.plaintext)
    except (ValueError, RecursionError):
        return _MASK
    if not show_sensitive:
        return _replaced(value, _masked)

    def decrypted(_name: str, text: str) -> str:
        if credentials.private_key is None or not _CIPHERTEXT.fullmatch(text):
            return printable(text, len(text))
        with contextlib.suppress(ValueError):  # it may not be encrypted for this account
            text = decrypt_text(credentials.private_key, text)
        return printable(text, len(text))

    return _replaced(value, decrypted)


def _masked(name: str, text: str) -> str:
    if _CIPHERTEXT.fullmatch(text):
        return f"{_MASK} (encrypted)"
    return _MASK if text and _PERSONAL.search(name) else sanitise(text, max_length=len(text))


def _replaced(value: Any, replace: Callable[[str, str], str], name: str = "") -> Any:
    match value:
        case dict():
            return {printable(key): _replaced(each, replace, key) for key, each in value.items()}
        case list():
            return [_replaced(each, replace, name) for each in value]
        case str():
            return replace(name, value)
        case _:
            return value


def json_of(received: Received, credentials: Credentials, *, show_sensitive: bool) -> dict[str, Any]:
    """Return one line of `wxbrand listen --json` as a value."""
    notification = received.notification
    record: dict[str, Any] = {
        "received_at": received.at.isoformat(timespec="milliseconds"),
        "method": received.method,
        "path": shown_target(received.target),
        "verified": notification is not None,
        "status": received.status,
    }
    if notification is not None:
        record |= {name: member_text(notification, name) for name in ("event_type", "id", "create_time", "summary")}
        record["times"] = received.times
        record["resource"] = resource_of(notification, credentials, show_sensitive=show_sensitive)
    if received.problem:
        record |= {"reason": received.reason, "problem": received.problem}
    if received.forwarded is not None:
        record["handler"] = json_of_answer(received.forwarded)
    return record


def json_of_answer(answer: HandlerAnswer) -> dict[str, Any]:
    """Return what a handler answered as a JSON value."""
    record: dict[str, Any] = {"url": answer.url, "status": answer.status, "milliseconds": round(answer.seconds * 1000)}
    return {**record, "problem": answer.problem} if answer.problem else record


def member_text(notification: Notification[Any], name: str) -> str:
    """Return a member of the envelope as text, on one line; empty if it could not be read."""
    try:
        return sanitise(str(getattr(notification, name)), max_length=100)
    except UnreadableMember:
        return ""


def shown_target(target: str) -> str:
    """Return a path that somebody sent, fit for the terminal."""
    return sanitise(target, max_length=100)


def duration(seconds: float) -> str:
    """Return a duration for people: `12 ms`, `5.2 s`."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def describe_answer(answer: HandlerAnswer) -> str:
    """Return what a handler answered, in words, and what WeChat Pay makes of it."""
    if answer.status is None:
        return f"no answer after {duration(answer.seconds)}: {answer.problem}. WeChat Pay would send it again"
    said = f"{answer.status} in {duration(answer.seconds)}"
    if answer.is_accepted:
        return said
    if answer.is_success:
        return f"{said}, too late: WeChat Pay waits {TIMEOUT:.0f} s, and would send it again"
    return f"{said}: WeChat Pay would send it again"

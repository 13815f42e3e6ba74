"""What to answer a callback with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationAnswer:
    """An HTTP response to a callback, to be converted into the response of your web framework."""

    status: int
    """HTTP status."""

    headers: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)

    body: bytes = b""


def taken() -> NotificationAnswer:
    """Return the answer for a notification that you have accepted: 204 without a body. WeChat Pay stops sending it."""
    return NotificationAnswer(status=204)


def failed(message: str, status: int = 500) -> NotificationAnswer:
    """Return the answer for a notification that you have not accepted. WeChat Pay sends it again.

    Raises ValueError unless `status` is from 400 to 599: WeChat Pay goes by the status, not by the body.
    """
    if not 400 <= status <= 599:
        raise ValueError(f"status must be from 400 to 599, not {status}: WeChat Pay goes by it, not by the body")
    body = json.dumps({"code": "FAIL", "message": message}).encode("ascii")
    return NotificationAnswer(status=status, headers={"Content-Type": "application/json"}, body=body)

"""What WeChat Pay answers to a request that it does not carry out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class RequestRefused(Exception):
    """A request that is not carried out, with the answer that says why."""

    def __init__(self, status: int, code: str, message: str, detail: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status = status
        """HTTP status of the answer."""
        self.code = code
        """WeChat Pay's error code, such as `SIGN_ERROR`."""
        self.message = message
        """A sentence for the developer at the other end."""
        self.detail = detail
        """Where the fault stands: field, issue, location and perhaps the value; None when there is no one place."""

    def body(self) -> bytes:
        """Write the answer's body in WeChat Pay's shape."""
        answer: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.detail is not None:
            answer["detail"] = dict(self.detail)
        return json.dumps(answer, ensure_ascii=False).encode()


def sign_error(field: str, message: str) -> RequestRefused:
    """Refuse a request whose sender is not proven; `field` is a header or a parameter of Authorization."""
    return RequestRefused(401, "SIGN_ERROR", message, {"field": field, "issue": message, "location": "header"})

"""The error of a request that WeChat Pay refuses, and the answer made from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class RequestRefused(Exception):
    """A request is refused; the attributes are the answer to it."""

    def __init__(self, status: int, code: str, message: str, detail: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status = status
        """HTTP status of the answer."""
        self.code = code
        """WeChat Pay's error code, such as `SIGN_ERROR`."""
        self.message = message
        """A sentence for the developer who sent the request."""
        self.detail = detail
        """What is wrong: field, issue, location and possibly the value; None if it is not a single field."""

    def body(self) -> bytes:
        """Return the body of the answer, in WeChat Pay's format."""
        answer: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.detail is not None:
            answer["detail"] = dict(self.detail)
        return json.dumps(answer, ensure_ascii=False).encode()


def sign_error(field: str, message: str) -> RequestRefused:
    """Return the error for a request whose sender is not proven. `field` is a header or a parameter of Authorization."""
    return RequestRefused(401, "SIGN_ERROR", message, {"field": field, "issue": message, "location": "header"})

"""Page tokens: return a list one page at a time."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from wxbrand_codegen.sandbox.product.resources import Json
from wxbrand_codegen.sandbox.refusals import invalid_request

_DEFAULT_SIZE = 20


def paginate(items: Sequence[Any], query: Json, name: str, *, most: int = 50) -> Json:
    """Return one page of a list, the token of the next page and, on the first page, the total count."""
    size = query.get("page_size", _DEFAULT_SIZE)
    if not 1 <= size <= most:
        raise invalid_request("page_size", f"must be between 1 and {most}")
    token = query.get("page_token", "")
    start = _parse_token(token) if token else 0
    response: Json = {} if token else {"total_count": len(items)}
    response[name] = list(items[start : start + size])
    if start + size < len(items):
        response["next_page_token"] = base64.urlsafe_b64encode(str(start + size).encode()).decode("ascii")
    return response


def _parse_token(token: str) -> int:
    try:
        text = base64.b64decode(token, altchars=b"-_", validate=True).decode("ascii")
    except ValueError:
        text = ""
    if not text.isdecimal() or len(text) > 9:
        raise invalid_request("page_token", "was not issued by this sandbox")
    return int(text)

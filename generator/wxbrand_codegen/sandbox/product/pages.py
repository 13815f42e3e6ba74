"""Lists, a page at a time."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from wxbrand_codegen.sandbox.product.refusals import refused
from wxbrand_codegen.sandbox.product.state import Json

_USUAL_SIZE = 20


def page(items: Sequence[Any], query: Json, name: str, *, most: int = 50) -> Json:
    """Give one page of a list, the token of the next, and, with the first page, how many there are."""
    size = query.get("page_size", _USUAL_SIZE)
    if not 1 <= size <= most:
        raise refused("page_size", f"must be between 1 and {most}")
    token = query.get("page_token", "")
    start = _position(token) if token else 0
    answer: Json = {} if token else {"total_count": len(items)}
    answer[name] = list(items[start : start + size])
    if start + size < len(items):
        answer["next_page_token"] = base64.urlsafe_b64encode(str(start + size).encode()).decode("ascii")
    return answer


def _position(token: str) -> int:
    try:
        text = base64.b64decode(token, altchars=b"-_", validate=True).decode("ascii")
    except ValueError:
        text = ""
    if not text.isdecimal() or len(text) > 9:
        raise refused("page_token", "is not one that this sandbox gave")
    return int(text)

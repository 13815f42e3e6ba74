"""Lists, a page at a time."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

from wxbrand_codegen.sandbox.product.state import Json, refused

_USUAL = 20


def page(items: Sequence[Any], query: Mapping[str, Any], name: str) -> Json:
    """Give one page of a list, the token of the next, and, with the first page, how many there are."""
    size = query.get("page_size", _USUAL)
    token = query.get("page_token", "")
    start = _position(token) if token else 0
    end = start + size
    answer: Json = {name: list(items[start:end])}
    if not token:
        answer = {"total_count": len(items), **answer}
    if end < len(items):
        answer["next_page_token"] = base64.urlsafe_b64encode(str(end).encode()).decode("ascii")
    return answer


def _position(token: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(token.encode("ascii")))
    except (ValueError, binascii.Error):
        raise refused("page_token", "is not one that this sandbox gave") from None

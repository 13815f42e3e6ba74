"""Pages of a list, made from the documented response."""

from __future__ import annotations

import json
from typing import Any

from wxbrand_runtime import answer_of
from wxbrand_runtime.models import Record, Request
from wxbrand_runtime.models.operations import Paging
from wxbrand_runtime.models.wire_names import wire_names


def pages_like(reply: Record, request: Request[Any], paging: Paging, count: int) -> list[dict[str, Any]]:
    """Return the bodies of responses that each have the token, or the offset, of the next one."""
    page = json.loads(answer_of(reply).body)
    wires = wire_names(type(reply))
    length = len(getattr(reply, paging.items))
    if paging.total:
        first = getattr(request, paging.offset) if paging.offset else 0
        page[wires[paging.total]] = (first or 0) + length * count
    if not paging.next:
        last = {**page, wires[paging.items]: []} if not paging.total else page
        return [page] * count + ([last] if not paging.total else [])
    tokens = [*(f"page-{number}" for number in range(2, count + 1)), ""]
    return [{**page, wires[paging.next]: token} for token in tokens]

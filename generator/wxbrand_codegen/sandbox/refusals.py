"""400 PARAM_ERROR: one place in the request and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from wxbrand_runtime.testing import RequestRefused

Location = Literal["path", "query", "header", "body"]
"""Part of the request, spelled as in WeChat Pay's `detail.location`."""

_SHOWN = 64


def param_error(location: Location, field: str, issue: str, *value: Any) -> RequestRefused:
    """Refuse a value; give it as the last argument to have it shown, which is done for short scalars only."""
    shown = field if len(field) <= 2 * _SHOWN else f"{field[: 2 * _SHOWN]}…"
    detail: dict[str, Any] = {"field": shown, "issue": issue, "location": location}
    if value and isinstance(value[0], str | int | float | bool) and len(str(value[0])) <= _SHOWN:
        detail["value"] = value[0]
    return RequestRefused(400, "PARAM_ERROR", f"{location} {shown}: {issue}", detail)


def field_name(path: Iterable[str | int], base: str = "") -> str:
    """Write a path as `store_list[0].store_id`, from a base such as a parameter's name."""
    text = base
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


class ProductRefusal(RequestRefused):
    """A refusal by the product behind the API, with WeChat Pay's internal number for its reason."""

    def __init__(self, status: int, code: str, message: str, detail: Mapping[str, Any] | None, *, number: int) -> None:
        super().__init__(status, code, message, detail)
        self.number = number
        """What stands behind the last hyphen of the Request-ID; 0 where none is known."""

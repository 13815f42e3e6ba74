"""Errors for invalid requests: 400 PARAM_ERROR with the field, and errors of the product with their internal number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from wxbrand_runtime.testing import RequestRefused

Location = Literal["path", "query", "header", "body"]
"""Part of the request, as WeChat Pay spells it in `detail.location`."""

# Internal numbers, from the troubleshooting guide of WeChat Pay's published skills.
NOT_FOUND = 268578608
COUPON_EXPIRED = 268578776
LATER_USE_WORTH_LESS = 268586067
USER_COUPON_NOT_FOUND = 268578851
OUTSIDE_PERIOD = 272755715
OUTSIDE_WEEKLY_PERIOD = 272755717
PER_USER_LIMIT = 272756740
USED_BY_ANOTHER_ORDER = 272756745
EXPIRED_ON_USE = 272756790
WRONG_STATE = 268578367
IMAGE_MISSING = 268578404
TOO_FREQUENT = 270924289

OPENID_WRONG = 268578532
_BY_KEYWORD = {
    "maxLength": 268435462,
    "minLength": 268435463,
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), 268435464),
    **dict.fromkeys(("pattern", "format", "enum", "const", "type"), 268435461),
}

_MAX_VALUE = 64
_MAX_FIELD = 128


def param_error(location: Location, field: str, issue: str, *value: Any, keyword: object = None) -> RequestRefused:
    """Return the error for an invalid field. The value, if given, is included only if it is a short scalar.

    `keyword` is that of the schema which the value violates; it decides the internal number.
    """
    name = field if len(field) <= _MAX_FIELD else f"{field[:_MAX_FIELD]}…"
    detail: dict[str, Any] = {"field": name, "issue": issue, "location": location}
    if value and isinstance(value[0], str | int | float | bool) and len(str(value[0])) <= _MAX_VALUE:
        detail["value"] = value[0]
    place = location if field == location else f"{location}{name}" if name.startswith("[") else f"{location}.{name}"
    number = _BY_KEYWORD.get(str(keyword), 0)
    if number and field.rpartition(".")[2] == "openid":
        number = OPENID_WRONG
    return RequestRefused(400, "PARAM_ERROR", f"{place}: {issue}", detail, number=number)


def field_name(path: Iterable[str | int], base: str = "") -> str:
    """Write a path as `store_list[0].store_id`, after a base such as a parameter's name."""
    text = base
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


class ProductRefusal(RequestRefused):
    """An error of the product behind the API, with WeChat Pay's internal number for its reason where it is known."""


def invalid_request(field: str, issue: str, number: int = 0) -> RequestRefused:
    """Return the error for a request that breaks a rule of the product: 400 INVALID_REQUEST."""
    return ProductRefusal(400, "INVALID_REQUEST", f"{field} {issue}", {"field": field, "issue": issue}, number=number)


def not_found(field: str, number: int = NOT_FOUND) -> RequestRefused:
    """Return the error for an id that was never created in this sandbox: 404 RESOURCE_NOT_EXISTS."""
    issue = "does not exist in this sandbox, which has only what was created since it started"
    detail = {"field": field, "issue": issue}
    return ProductRefusal(404, "RESOURCE_NOT_EXISTS", f"{field} {issue}", detail, number=number)

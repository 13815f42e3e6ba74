"""Errors of the product, with the internal numbers that WeChat Pay appends to the Request-ID.

The numbers are from the troubleshooting guide of WeChat Pay's published skills.
"""

from __future__ import annotations

from typing import Any

from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.refusals import ProductRefusal, param_error

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


def invalid_request(field: str, issue: str, number: int = 0) -> RequestRefused:
    """Return the error for a request that breaks a rule of the product: 400 INVALID_REQUEST."""
    return ProductRefusal(400, "INVALID_REQUEST", f"{field} {issue}", {"field": field, "issue": issue}, number=number)


class NotFound(ProductRefusal):
    """A resource in the request was never created in this sandbox."""


def not_found(field: str, number: int = NOT_FOUND) -> NotFound:
    """Return the error for an unknown id: 404 RESOURCE_NOT_EXISTS."""
    issue = "does not exist in this sandbox, which has only what was created since it started"
    detail = {"field": field, "issue": issue}
    return NotFound(404, "RESOURCE_NOT_EXISTS", f"{field} {issue}", detail, number=number)


class RequestMembers(dict[str, Any]):
    """Fields of a request. Reading a missing one is a 400 PARAM_ERROR, for specs that do not mark it as required."""

    def __missing__(self, name: str) -> Any:
        raise param_error("body", name, "is required")

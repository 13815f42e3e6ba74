"""What the product refuses, with the internal number that WeChat Pay puts behind the Request-ID (troubleshooting guide of its skills)."""

from __future__ import annotations

from typing import Any

from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.refusals import ProductRefusal, param_error

ABSENT = 268578608
COUPON_EXPIRED = 268578776
LATER_ROUND_GIVES_LESS = 268586067
NO_SUCH_USER_COUPON = 268578851
OUTSIDE_PERIOD = 272755715
OUTSIDE_WEEKLY_PERIOD = 272755717
PER_USER_LIMIT = 272756740
USED_BY_ANOTHER_ORDER = 272756745
USE_OF_EXPIRED = 272756790
WRONG_STATE = 268578367


def refused(field: str, issue: str, number: int = 0) -> RequestRefused:
    """Refuse what breaks a rule of the product: 400 INVALID_REQUEST."""
    return ProductRefusal(400, "INVALID_REQUEST", f"{field} {issue}", {"field": field, "issue": issue}, number=number)


class NotMade(ProductRefusal):
    """What a request names was never made in this sandbox."""


def unknown(field: str, number: int = ABSENT) -> NotMade:
    """Refuse an id that nothing has: 404 RESOURCE_NOT_EXISTS."""
    issue = "is not known to this sandbox, which knows only what was made in it since it started"
    detail = {"field": field, "issue": issue}
    return NotMade(404, "RESOURCE_NOT_EXISTS", f"{field} {issue}", detail, number=number)


class Given(dict[str, Any]):
    """The members of a request. One that is missing is refused when it is asked for, should the spec not require it."""

    def __missing__(self, name: str) -> Any:
        raise param_error("body", name, "is required")

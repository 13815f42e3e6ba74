"""What can be done now with a user's coupon, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from wxbrand_runtime.models import moment

from wxbrand_codegen.sandbox.product.resources import UserCoupon

CALLS: Mapping[str, str] = {
    "confirm": "ConfirmSendUserProductCoupon",
    "use": "UseUserProductCoupon",
    "return": "ReturnUserProductCoupon",
    "deactivate": "DeactivateUserProductCoupon",
}
"""Actions of the brand, and the operation that each calls."""

BY_STATE: Mapping[str, tuple[str, ...]] = {
    "CONFIRMING": ("confirm", "deactivate", "delete", "wait-for-end"),
    "PENDING": ("deactivate", "delete", "wait-for-begin", "wait-for-end"),
    "EFFECTIVE": ("use", "deactivate", "delete", "wait-for-end"),
    "USED": ("return", "delete"),
    "EXPIRED": ("delete",),
    "DEACTIVATED": ("delete",),
    "DELETED": (),
}
"""Actions by coupon_state: those of the brand, of the user (delete) and of time (wait-for-begin, wait-for-end)."""


def actions_of(coupon: UserCoupon, now: datetime) -> tuple[str, ...]:
    """Return the names of what can be done with a coupon whose state is up to date."""
    actions = BY_STATE.get(coupon.state, ())
    return tuple(action for action in actions if _is_possible(action, coupon, now))


def _is_possible(action: str, coupon: UserCoupon, now: datetime) -> bool:
    match action:
        case "return":  # of a bundle, only the last used coupon
            return coupon.bundle is None or coupon.bundle.used[-1] is coupon
        case "wait-for-begin":  # a later coupon of a bundle also waits for the one before
            return moment(coupon.data["valid_begin_time"]) > now
        case _:
            return True

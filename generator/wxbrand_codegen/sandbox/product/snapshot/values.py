"""What a snapshot contains. Times are RFC 3339, in the product's time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wxbrand_codegen.sandbox.product.resources import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """How much of a stock's budget was sent."""

    limit_name: str
    """`max_count` or `max_count_per_day`."""

    sent: int
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StockView:
    """A stock, on its own or in a bundle."""

    id: str
    state: str
    budgets: tuple[Budget, ...]
    limit_per_user: int | None
    begin: str
    end: str
    codes_left: int | None
    """Uploaded codes that no user has; None if the stock does not take codes."""

    bundle_id: str | None
    bundle_index: int | None
    """Position in its bundle, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponView:
    """A product coupon."""

    id: str
    name: str
    state: str
    type: str
    usage_mode: str
    stocks: tuple[StockView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreSendView:
    """Coupons that a user may claim."""

    send_request_no: str
    user: str
    """Masked openid."""

    product_coupon_id: str
    target_id: str
    """Id of the stock or of the bundle."""

    expires: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCouponView:
    """A coupon of one user."""

    code: str
    name: str
    user: str
    """Masked openid."""

    state: str
    product_coupon_id: str
    stock_id: str
    received: str
    begin: str
    end: str
    position: tuple[int, int] | None
    """Which of how many coupons of a bundle it is, from 1."""

    changes: tuple[Change, ...]
    """The latest changes of its state, oldest first."""

    actions: tuple[str, ...]
    """What the brand, the user or time can do now: the names are in `actions`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A template of member cards."""

    id: str
    name: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreAuthView:
    """A member card that a user may open."""

    token: str = field(repr=False)
    card_id: str
    user: str
    """Masked openid."""

    expires: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCardView:
    """A member card of one user."""

    card_id: str
    code: str
    user: str
    """Masked openid."""

    state: str
    points: int | None
    is_member: bool
    """Whether the card is effective, so that its user can do things with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A delivery plan."""

    id: str
    name: str
    state: str
    stock_ids: tuple[str, ...]
    total: int
    begin: str
    end: str
    is_out_of_stock: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything that the product has at one moment. Lists begin with the newest."""

    time: str
    seconds_ahead: int
    """How far the product's time is ahead of WeChat Pay's."""

    notify_url: str | None
    coupons: tuple[CouponView, ...]
    pre_sends: tuple[PreSendView, ...]
    user_coupons: tuple[UserCouponView, ...]
    cards: tuple[CardView, ...]
    pre_auths: tuple[PreAuthView, ...]
    user_cards: tuple[UserCardView, ...]
    plans: tuple[PlanView, ...]
    omitted: int
    """How many older things the lists leave out."""

    def user_coupon(self, code: str) -> UserCouponView | None:
        """Return the user's coupon with a code, or None if the snapshot has none."""
        return next((coupon for coupon in self.user_coupons if coupon.code == code), None)

    def totals(self) -> dict[str, Any]:
        """Return how many things of each kind there are."""
        names = ("coupons", "pre_sends", "user_coupons", "user_cards", "plans")
        return {name: len(getattr(self, name)) for name in names}

"""Resources of the product. Each keeps the JSON that responses contain in `data`, and the rest in attributes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from wxbrand_codegen.sandbox.refusals import param_error

Json = dict[str, Any]
_MAX_CHANGES = 50
_UNUSED = frozenset({"CONFIRMING", "PENDING", "EFFECTIVE"})


class RequestMembers(Json):
    """Fields of a request. Reading a missing one is a 400 PARAM_ERROR, for specs that do not mark it as required."""

    def __missing__(self, name: str) -> Any:
        raise param_error("body", name, "is required")


@dataclass(slots=True, eq=False)
class Stock:
    """A stock (批次): a batch of coupons with one budget and one set of rules."""

    data: Json
    codes: list[str] = field(default_factory=list[str])
    """Uploaded codes that no user has yet."""

    used_codes: set[str] = field(default_factory=set[str])
    stores: dict[str, None] = field(default_factory=dict[str, None])
    sent_by_day: dict[str, int] = field(default_factory=dict[str, int])
    sent_by_user: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def id(self) -> str:
        """The stock_id."""
        return str(self.data["stock_id"])

    @property
    def sent(self) -> int:
        """How many of its coupons were sent."""
        return sum(self.sent_by_day.values())

    @property
    def period(self) -> Json:
        """The period in which its coupons can be used, as the brand set it."""
        rule = self.data.get("single_usage_rule") or self.data.get("progressive_bundle_usage_rule") or {}
        return RequestMembers(rule.get("coupon_available_period", {}))


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a coupon's state."""

    state: str
    """The new state."""

    time: str
    """When, in the product's time (RFC 3339)."""

    cause: str
    """The operationId of the call, the name of the action outside the API, or TIME."""


TIME = "time"
"""Cause of changes that no call and no action made."""


@dataclass(slots=True, eq=False)
class UserCoupon:
    """A coupon of one user."""

    data: Json
    openid: str = field(repr=False)
    appid: str
    stock: Stock
    product_coupon_id: str
    bundle: UserBundle | None = field(default=None, repr=False)
    changes: deque[Change] = field(default_factory=lambda: deque[Change](maxlen=_MAX_CHANGES), repr=False)
    """The latest changes of its state, oldest first."""

    @property
    def state(self) -> str:
        """The coupon_state."""
        return str(self.data["coupon_state"])

    @property
    def is_unused(self) -> bool:
        """Whether it can be used, now or later."""
        return self.state in _UNUSED


@dataclass(slots=True, eq=False)
class UserBundle:
    """The coupons that one user gets from one bundle, in the order of use."""

    id: str
    body: Json = field(repr=False)
    """The request that sent the bundle."""

    channel: str
    """The send_channel of its coupons."""

    stocks: list[Stock]
    """One for each use."""

    interval_days: int
    total: int = field(init=False)
    """How many coupons the user was promised."""

    coupons: list[UserCoupon] = field(default_factory=list[UserCoupon])
    """Those that were sent; each but the first only after the one before was used."""

    def __post_init__(self) -> None:
        self.total = len(self.stocks)

    @property
    def stock_bundle_id(self) -> str:
        """The id of the bundle of stocks."""
        return str(self.body["stock_bundle_id"])

    @property
    def used(self) -> list[UserCoupon]:
        """Its used coupons, in the order of use."""
        return [coupon for coupon in self.coupons if coupon.state == "USED"]


@dataclass(slots=True, eq=False)
class PreSend:
    """The coupons that a user may claim with a token."""

    openid: str = field(repr=False)
    body: Json = field(repr=False)
    is_bundle: bool
    claimed: bool = False


@dataclass(slots=True, eq=False)
class DeliveryPlan:
    """A delivery plan (投放计划): stocks that WeChat Pay offers to users for some time."""

    data: Json
    stocks: list[Stock]
    """One, or those of a bundle."""

    is_out_of_stock: bool = False
    """Whether it is paused because its stocks have run out. Such a plan resumes by itself."""


@dataclass(slots=True, eq=False)
class ImageTask:
    """A task that makes an image (图片生成任务)."""

    data: Json
    result: str
    """Name of the member with the result."""

    image_url: str | None
    """URL of the image that it makes; None if it fails."""

    done: float
    """Unix time at which it is done."""


@dataclass(slots=True, eq=False)
class UserCard:
    """A member card (会员卡) of one user."""

    data: Json = field(repr=False)
    card: Json
    """The template."""

    points: int | None = None
    """The balance that the brand reported last."""

    @property
    def openid(self) -> str:
        """Whose card it is."""
        return str(self.data["openid"])

    @property
    def state(self) -> str:
        """The user_card_state."""
        return str(self.data["user_card_state"])


@dataclass(slots=True, eq=False)
class PreAuth:
    """The card that a user may open with a token."""

    card: Json
    openid: str = field(repr=False)
    expiry: float
    """Unix time."""


@dataclass(slots=True, eq=False)
class PointExchange:
    """A coupon that a user wants for points, until the brand allows or refuses it."""

    resource: Json = field(repr=False)
    """The resource of its notification."""

    user_card: UserCard = field(repr=False)
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A notification that a request causes."""

    type: str
    resource: Json = field(repr=False)
    url: str
    """The notify_url as the brand set it."""

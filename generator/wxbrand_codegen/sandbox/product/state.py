"""What the product remembers. Everything is kept as the JSON that answers show; what answers do not show stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any, TypeVar

from wxbrand_runtime.models import moment
from wxbrand_runtime.testing import RequestRefused

Json = dict[str, Any]
Thing = TypeVar("Thing")
CHINA = timezone(timedelta(hours=8))


class NotMade(RequestRefused):
    """What a request names was never made in this sandbox."""


@dataclass(slots=True)
class Stock:
    """One batch."""

    shown: Json
    codes: list[str] = field(default_factory=list[str])
    """Uploaded and not given to anybody yet."""

    used_codes: set[str] = field(default_factory=set[str])
    stores: dict[str, None] = field(default_factory=dict[str, None])
    sent_by_day: dict[str, int] = field(default_factory=dict[str, int])
    sent_by_user: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def id(self) -> str:
        """Its stock_id."""
        return str(self.shown["stock_id"])

    @property
    def sent(self) -> int:
        """How many coupons were sent from it."""
        return sum(self.sent_by_day.values())


@dataclass(slots=True)
class UserCoupon:
    """One coupon of one user."""

    shown: Json
    openid: str
    appid: str
    stock_id: str
    product_coupon_id: str
    bundle: UserBundle | None = None


@dataclass(slots=True)
class UserBundle:
    """The coupons of one bundle that one user got."""

    id: str
    stock_bundle_id: str
    coupons: list[UserCoupon] = field(default_factory=list[UserCoupon])
    used: list[UserCoupon] = field(default_factory=list[UserCoupon])
    """In the order in which they were used."""


@dataclass(slots=True)
class PreSend:
    """What a token stands for."""

    openid: str
    body: Json
    is_bundle: bool
    claimed: bool = False


@dataclass(slots=True)
class State:
    """Everything."""

    clock: Callable[[], float]
    """Unix seconds."""

    is_strict: bool = True
    """Whether preconditions are demanded that a first try does not know of."""

    notify: Json | None = None
    coupons: dict[str, Json] = field(default_factory=dict[str, Json])
    stocks: dict[str, Stock] = field(default_factory=dict[str, Stock])
    bundles: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """Id of a bundle -> ids of its stocks, in the order of use."""

    user_coupons: dict[str, UserCoupon] = field(default_factory=dict[str, UserCoupon])
    user_bundles: dict[str, UserBundle] = field(default_factory=dict[str, UserBundle])
    tokens: dict[str, PreSend] = field(default_factory=dict[str, PreSend])
    events: list[tuple[str, Json]] = field(default_factory=list[tuple[str, Json]])
    """Event type and resource of what happened in the call that is being carried out."""

    ids: Iterator[int] = field(default_factory=lambda: count(100_000_001))

    def new_id(self) -> str:
        """Give an id that nothing else has; digits, as real ones."""
        return str(next(self.ids))

    def now(self) -> datetime:
        """Give the time in China, to the second."""
        return datetime.fromtimestamp(int(self.clock()), CHINA)

    def time(self) -> str:
        """Give the time as answers write it."""
        return self.now().isoformat()

    def coupon(self, id: str) -> Json:  # noqa: A002  (of what it is, is said by the method)
        """Give a product coupon. Raises RequestRefused, 404."""
        return _known(self.coupons, id, "product_coupon_id")

    def stock(self, id: str, product_coupon_id: str) -> Stock:  # noqa: A002
        """Give a stock of a product coupon. Raises RequestRefused."""
        stock = _known(self.stocks, id, "stock_id")
        if stock.shown["product_coupon_id"] != product_coupon_id:
            raise refused("stock_id", "is not a stock of this product coupon")
        return stock

    def bundle(self, id: str, product_coupon_id: str) -> list[Stock]:  # noqa: A002
        """Give the stocks of a bundle of a product coupon. Raises RequestRefused."""
        stocks = [self.stocks[stock] for stock in _known(self.bundles, id, "stock_bundle_id")]
        if stocks[0].shown["product_coupon_id"] != product_coupon_id:
            raise refused("stock_bundle_id", "is not a bundle of this product coupon")
        return stocks

    def user_coupon(self, code: str, openid: str, body: Mapping[str, Any]) -> UserCoupon:
        """Give a user's coupon, held against what else the request says of it. Raises RequestRefused."""
        coupon = _known(self.user_coupons, code, "coupon_code")
        if coupon.openid != openid:
            raise refused("openid", "is not the user who has this coupon")
        for name, value in (
            ("product_coupon_id", coupon.product_coupon_id), ("stock_id", coupon.stock_id), ("appid", coupon.appid),
        ):  # fmt: skip
            if name in body and body[name] != value:
                raise refused(name, "does not belong to this coupon")
        self.refresh(coupon)
        return coupon

    def refresh(self, coupon: UserCoupon) -> None:
        """Let the period of a coupon begin or end, if its time has come."""
        shown, now = coupon.shown, self.now()
        if shown["coupon_state"] == "PENDING" and moment(shown["valid_begin_time"]) <= now and _is_next(coupon):
            shown["coupon_state"] = "EFFECTIVE"
        if shown["coupon_state"] in {"PENDING", "EFFECTIVE"} and moment(shown["valid_end_time"]) < now:
            shown["coupon_state"] = "EXPIRED"


def _is_next(coupon: UserCoupon) -> bool:
    """Whether the coupons before it in its bundle are used."""
    bundle = coupon.bundle
    return bundle is None or bundle.coupons[: bundle.coupons.index(coupon)] == bundle.used


def _known(things: Mapping[str, Thing], id: str, name: str) -> Thing:  # noqa: A002
    if id not in things:
        issue = "is not known to this sandbox, which knows only what was made in it since it started"
        detail = {"field": name, "issue": issue}
        raise NotMade(404, "RESOURCE_NOT_EXISTS", f"{name} {issue}", detail)
    return things[id]


def refused(field_name: str, issue: str) -> RequestRefused:
    """Make the refusal of what breaks a rule of the product."""
    return RequestRefused(400, "INVALID_REQUEST", f"{field_name} {issue}", {"field": field_name, "issue": issue})

"""What the product remembers. Everything is kept as the JSON that answers show; what answers do not show stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any, TypeVar

from wxbrand_runtime.models import moment

from wxbrand_codegen.sandbox.product.refusals import ABSENT, NO_SUCH_USER_COUPON, refused, unknown

Json = dict[str, Any]
Thing = TypeVar("Thing")
CHINA = timezone(timedelta(hours=8))
LIVE = frozenset({"SENDING", "PAUSED"})
"""States of a stock that has not ended."""

_UNUSED = frozenset({"CONFIRMING", "PENDING", "EFFECTIVE"})


@dataclass(slots=True, eq=False)
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

    @property
    def period(self) -> Json:
        """When its coupons can be used, as the brand wrote it."""
        rule = self.shown.get("single_usage_rule") or self.shown.get("progressive_bundle_usage_rule") or {}
        period: Json = rule.get("coupon_available_period", {})
        return period


@dataclass(slots=True, eq=False)
class UserCoupon:
    """One coupon of one user."""

    shown: Json
    openid: str = field(repr=False)
    appid: str
    stock: Stock
    product_coupon_id: str
    bundle: UserBundle | None = field(default=None, repr=False)

    @property
    def state(self) -> str:
        """Its coupon_state."""
        return str(self.shown["coupon_state"])

    @property
    def is_unused(self) -> bool:
        """Whether it can still come to be used."""
        return self.state in _UNUSED


@dataclass(slots=True, eq=False)
class UserBundle:
    """The coupons of one bundle that one user got, in the order of use."""

    id: str
    stock_bundle_id: str
    interval_days: int
    coupons: list[UserCoupon] = field(default_factory=list[UserCoupon])

    @property
    def used(self) -> list[UserCoupon]:
        """Those that are used, the last one last."""
        return [coupon for coupon in self.coupons if coupon.state == "USED"]


@dataclass(slots=True, eq=False)
class Offer:
    """What a user may claim with a token."""

    openid: str = field(repr=False)
    body: Json = field(repr=False)
    is_bundle: bool
    claimed: bool = False


@dataclass(slots=True)
class State:
    """Everything."""

    clock: Callable[[], float]
    """Unix seconds."""

    address: Callable[[], str]
    """Gives the sandbox's own URL."""

    is_strict: bool = True
    """Whether preconditions are demanded that a first try does not know of."""

    notify: Json | None = None
    coupons: dict[str, Json] = field(default_factory=dict[str, Json])
    stocks: dict[str, Stock] = field(default_factory=dict[str, Stock])
    bundles: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """Id of a bundle -> ids of its stocks, in the order of use."""

    user_coupons: dict[str, UserCoupon] = field(default_factory=dict[str, UserCoupon])
    user_bundles: dict[str, UserBundle] = field(default_factory=dict[str, UserBundle])
    offers: dict[str, Offer] = field(default_factory=dict[str, Offer])
    """By send_request_no."""

    tokens: dict[str, tuple[Offer, float]] = field(default_factory=dict[str, tuple[Offer, float]])
    """The offer behind a token, and the Unix second at which the token ends."""

    brand_stores: dict[str, Json] = field(default_factory=dict[str, Json])
    images: dict[str, bytes] = field(default_factory=dict[str, bytes])
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

    def today(self) -> str:
        """Give the day in China."""
        return self.now().date().isoformat()

    def coupon(self, id: str) -> Json:  # noqa: A002  (of what it is, is said by the method)
        """Give a product coupon. Raises RequestRefused, 404."""
        return _known(self.coupons, id, "product_coupon_id")

    def brand_store(self, id: str) -> Json:  # noqa: A002
        """Give a store. Raises RequestRefused, 404."""
        return _known(self.brand_stores, id, "store_id")

    def stock(self, id: str, product_coupon_id: str) -> Stock:  # noqa: A002
        """Give a stock of a product coupon, ended if its time is over. Raises RequestRefused."""
        stock = _known(self.stocks, id, "stock_id")
        if stock.shown["product_coupon_id"] != product_coupon_id:
            raise refused("stock_id", "is not a stock of this product coupon", ABSENT)
        self.refresh_stock(stock)
        return stock

    def stocks_of(self, product_coupon_id: str) -> list[Stock]:
        """Give every stock of a product coupon."""
        found = [stock for stock in self.stocks.values() if stock.shown["product_coupon_id"] == product_coupon_id]
        for stock in found:
            self.refresh_stock(stock)
        return found

    def bundle(self, id: str, product_coupon_id: str) -> list[Stock]:  # noqa: A002
        """Give the stocks of a bundle of a product coupon. Raises RequestRefused."""
        stocks = [self.stocks[stock] for stock in _known(self.bundles, id, "stock_bundle_id")]
        if stocks[0].shown["product_coupon_id"] != product_coupon_id:
            raise refused("stock_bundle_id", "is not a bundle of this product coupon", ABSENT)
        for stock in stocks:
            self.refresh_stock(stock)
        return stocks

    def user_coupon(self, code: str, openid: str, body: Mapping[str, Any]) -> UserCoupon:
        """Give a user's coupon, held against what else the request says of it. Raises RequestRefused."""
        coupon = self.user_coupons.get(code)
        if coupon is None or coupon.openid != openid:
            raise unknown("coupon_code", NO_SUCH_USER_COUPON)
        facts = {"product_coupon_id": coupon.product_coupon_id, "stock_id": coupon.stock.id, "appid": coupon.appid}
        for name, value in facts.items():
            if body.get(name, value) != value:
                raise refused(name, "does not belong to this coupon", ABSENT)
        self.refresh(coupon)
        return coupon

    def refresh(self, coupon: UserCoupon) -> None:
        """Let the period of a coupon begin or end, if its time has come; in a bundle its turn must have come too."""
        now = self.now()
        if coupon.is_unused and moment(coupon.shown["valid_end_time"]) < now:
            coupon.shown["coupon_state"] = "EXPIRED"
        elif coupon.state in {"PENDING", "EFFECTIVE"}:
            begun = moment(coupon.shown["valid_begin_time"]) <= now and _has_its_turn(coupon)
            coupon.shown["coupon_state"] = "EFFECTIVE" if begun else "PENDING"

    def refresh_stock(self, stock: Stock) -> None:
        """Let a stock stop, if its coupons could no longer be used."""
        end = stock.period.get("available_end_time")
        if stock.shown["state"] in LIVE and end is not None and moment(end) < self.now():
            stock.shown["state"] = "STOPPED"


def _has_its_turn(coupon: UserCoupon) -> bool:
    bundle = coupon.bundle
    return bundle is None or all(other.state == "USED" for other in bundle.coupons[: bundle.coupons.index(coupon)])


def _known(things: Mapping[str, Thing], id: str, name: str) -> Thing:  # noqa: A002
    if id not in things:
        raise unknown(name)
    return things[id]

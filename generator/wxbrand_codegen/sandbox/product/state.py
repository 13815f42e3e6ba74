"""State of the product, in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import TypeVar

from wxbrand_runtime.models import moment

from wxbrand_codegen.sandbox.product.clock import ProductClock
from wxbrand_codegen.sandbox.product.resources import (
    TIME,
    Change,
    DeliveryPlan,
    Event,
    ImageTask,
    Json,
    PointExchange,
    PreAuth,
    PreSend,
    Stock,
    UserBundle,
    UserCard,
    UserCoupon,
)
from wxbrand_codegen.sandbox.refusals import NOT_FOUND, USER_COUPON_NOT_FOUND, invalid_request, not_found

T = TypeVar("T")
CHINA = timezone(timedelta(hours=8))
LIVE = frozenset({"SENDING", "PAUSED"})
"""States of a stock that has not ended. Only these stocks can be changed."""


@dataclass(slots=True)
class State:
    """Everything that was created since the sandbox started."""

    clock: ProductClock
    """The product's time in Unix seconds."""

    base_url: Callable[[], str]
    """Return the sandbox's own URL."""

    is_strict: bool = True
    """Whether a coupon can be created only after a notify_url is set, as in production."""

    sends_bundles_at_once: bool = False
    """Whether the coupons of a bundle are sent together, instead of each after the one before was used."""

    cause: str = ""
    """What is being done: the operationId of the current call, or the name of the action outside the API."""

    brand_id: str = ""
    notify: Json | None = None
    coupons: dict[str, Json] = field(default_factory=dict[str, Json])
    stocks: dict[str, Stock] = field(default_factory=dict[str, Stock])
    bundles: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """Bundle id -> ids of its stocks, in the order of use."""

    user_coupons: dict[str, UserCoupon] = field(default_factory=dict[str, UserCoupon])
    user_bundles: dict[str, UserBundle] = field(default_factory=dict[str, UserBundle])
    pre_sends: dict[str, PreSend] = field(default_factory=dict[str, PreSend])
    """By send_request_no."""

    tokens: dict[str, tuple[PreSend, float]] = field(default_factory=dict[str, tuple[PreSend, float]])
    """Token -> its pre-send, and the Unix time at which the token expires."""

    brand_stores: dict[str, Json] = field(default_factory=dict[str, Json])
    images: dict[str, bytes] = field(default_factory=dict[str, bytes])
    image_tasks: dict[str, ImageTask] = field(default_factory=dict[str, ImageTask])
    plans: dict[str, DeliveryPlan] = field(default_factory=dict[str, DeliveryPlan])
    plan_notify_url: str | None = None
    cards: dict[str, Json] = field(default_factory=dict[str, Json])
    """Templates of member cards."""

    user_cards: list[UserCard] = field(default_factory=list[UserCard])
    pre_auths: dict[str, PreAuth] = field(default_factory=dict[str, PreAuth])
    """By token."""

    exchanges: dict[str, PointExchange] = field(default_factory=dict[str, PointExchange])
    """By record_id."""

    events: list[Event] = field(default_factory=list[Event])
    """The notifications that the current request causes."""

    ids: Iterator[int] = field(default_factory=lambda: count(100_000_001))

    def new_id(self) -> str:
        """Return a new id, in digits like WeChat Pay's."""
        return str(next(self.ids))

    def now(self) -> datetime:
        """Return the time in China, to the second."""
        return datetime.fromtimestamp(int(self.clock()), CHINA)

    def timestamp(self) -> str:
        """Return the time as responses contain it (RFC 3339)."""
        return self.now().isoformat()

    def today(self) -> str:
        """Return the date in China."""
        return self.now().date().isoformat()

    def coupon(self, id: str) -> Json:  # noqa: A002  (the method says whose id)
        """Return a product coupon. Raises RequestRefused, 404."""
        return lookup(self.coupons, id, "product_coupon_id")

    def brand_store(self, id: str) -> Json:  # noqa: A002
        """Return a store. Raises RequestRefused, 404."""
        return lookup(self.brand_stores, id, "store_id")

    def stock(self, id: str, product_coupon_id: str) -> Stock:  # noqa: A002
        """Return a stock of a product coupon, with its state updated. Raises RequestRefused."""
        stock = lookup(self.stocks, id, "stock_id")
        if stock.data["product_coupon_id"] != product_coupon_id:
            raise invalid_request("stock_id", "is not a stock of this product coupon", NOT_FOUND)
        self.update_stock_state(stock)
        return stock

    def stocks_of(self, product_coupon_id: str) -> list[Stock]:
        """Return all stocks of a product coupon."""
        found = [stock for stock in self.stocks.values() if stock.data["product_coupon_id"] == product_coupon_id]
        for stock in found:
            self.update_stock_state(stock)
        return found

    def bundle(self, id: str, product_coupon_id: str) -> list[Stock]:  # noqa: A002
        """Return the stocks of a bundle of a product coupon. Raises RequestRefused."""
        stocks = [self.stocks[stock] for stock in lookup(self.bundles, id, "stock_bundle_id")]
        if stocks[0].data["product_coupon_id"] != product_coupon_id:
            raise invalid_request("stock_bundle_id", "is not a bundle of this product coupon", NOT_FOUND)
        for stock in stocks:
            self.update_stock_state(stock)
        return stocks

    def user_coupon(self, path: Json, request: Json) -> UserCoupon:
        """Return the user's coupon in the path. Raise RequestRefused if other ids in the request do not belong to it."""
        coupon = self.user_coupons.get(path["coupon_code"])
        if coupon is None or coupon.openid != path["openid"]:
            raise not_found("coupon_code", USER_COUPON_NOT_FOUND)
        facts = {"product_coupon_id": coupon.product_coupon_id, "stock_id": coupon.stock.id, "appid": coupon.appid}
        for name, value in facts.items():
            if request.get(name, value) != value:
                raise invalid_request(name, "does not belong to this coupon", NOT_FOUND)
        self.update_coupon_state(coupon)
        return coupon

    def update_coupon_state(self, coupon: UserCoupon) -> None:
        """Update the state of a coupon that depends on time and, in a bundle, on the coupons before it."""
        now = self.now()
        end = moment(coupon.data["valid_end_time"])
        if coupon.is_unused and end < now:
            self.set_coupon_state(coupon, "EXPIRED", time=end, cause=TIME)
        elif coupon.state in {"PENDING", "EFFECTIVE"}:
            bundle = coupon.bundle
            earlier = bundle.coupons[: bundle.coupons.index(coupon)] if bundle else []
            begin = moment(coupon.data["valid_begin_time"])
            begun = begin <= now and all(other.state == "USED" for other in earlier)
            coupon_state = "EFFECTIVE" if begun else "PENDING"
            if coupon_state != coupon.state:
                latest = moment(coupon.changes[-1].time)
                self.set_coupon_state(coupon, coupon_state, time=max(begin, latest) if begun else now, cause=TIME)

    def set_coupon_state(
        self, coupon: UserCoupon, coupon_state: str, *, time: datetime | None = None, cause: str = ""
    ) -> None:
        """Change the state of a coupon and record the change, by default as made now by what is being done."""
        coupon.data["coupon_state"] = coupon_state
        coupon.changes.append(Change(coupon_state, (time or self.now()).isoformat(), cause or self.cause))

    def update_all(self) -> None:
        """Update every state of stocks and users' coupons that depends on time."""
        for stock in self.stocks.values():
            self.update_stock_state(stock)
        for coupon in self.user_coupons.values():
            self.update_coupon_state(coupon)

    def update_stock_state(self, stock: Stock) -> None:
        """Stop a stock whose coupons can no longer be used."""
        end = stock.period.get("available_end_time")
        if stock.data["state"] in LIVE and end is not None and moment(end) < self.now():
            stock.data["state"] = "STOPPED"


def lookup(resources: Mapping[str, T], id: str, name: str) -> T:  # noqa: A002
    """Return a resource by its id. Raises RequestRefused, 404; `name` is that of the member with the id."""
    if id not in resources:
        raise not_found(name)
    return resources[id]

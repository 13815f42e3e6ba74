"""A brand that calls the product without sockets, and a clock that the test controls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from wxbrand_codegen.sandbox.product import Product

CHINA = timezone(timedelta(hours=8))
START = datetime(2026, 1, 5, 10, 0, tzinfo=CHINA)  # a Monday
USER = {"openid": "oh-394z"}
APPID = "wx233544546545989"
DAY = 86_400


@dataclass
class Clock:
    seconds: float

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds


@dataclass
class Brand:
    """Calls the product with a new request number each time."""

    product: Product
    clock: Clock
    number: int = 100_000

    def __call__(self, operation: str, path: dict[str, str] | None = None, /, **body: Any) -> Any:
        self.number += 1
        if operation.startswith(("Get", "List")):
            return self.product.answer(operation, {"path": path or {}, "query": body}, None)
        return self.product.answer(operation, {"path": path or {}}, {"out_request_no": f"number_{self.number}"} | body)

    def now(self) -> str:
        return datetime.fromtimestamp(self.clock(), CHINA).isoformat()

    def coupon(self, **stock: Any) -> dict[str, str]:
        """Create a coupon with one stock and return both ids."""
        made = self("CreateProductCoupon", usage_mode="SINGLE", scope="ALL", type="NORMAL", stock=a_stock(**stock))
        return {"product_coupon_id": made["product_coupon_id"], "stock_id": made["stock"]["stock_id"]}

    def bundle(self, *, interval_days: int = 0, **stock: Any) -> dict[str, str]:
        made = self(
            "CreateProductCoupon",
            usage_mode="PROGRESSIVE_BUNDLE",
            progressive_bundle_usage_info={"count": 3, "interval_days": interval_days},
            stock_bundle=a_bundle((1000, 1500, 2000), **stock),
        )
        bundle = made["stock_bundle"]["stock_bundle_id"]
        return {"product_coupon_id": made["product_coupon_id"], "stock_bundle_id": bundle}

    def send(self, ids: dict[str, str], **more: Any) -> Any:
        """Send a coupon or a bundle and return the user's coupon or the coupons of the bundle."""
        self.number += 1
        numbers = {"appid": APPID, "send_request_no": f"send_{self.number}"}
        if "stock_bundle_id" in ids:
            return self("SendUserProductCouponBundle", USER, **ids, **numbers, **more)["user_product_coupon_list"]
        return self("SendUserProductCoupon", USER, **ids, **numbers, **more)

    def do(self, operation: str, coupon: Any, **body: Any) -> Any:
        """Call an operation on a user's coupon and return the coupon afterwards."""
        path = USER | {"coupon_code": coupon["coupon_code"]}
        ids = {name: coupon["stock"][name] for name in ("product_coupon_id", "stock_id")}
        return self(operation, path, **ids, appid=APPID, **body)

    def confirm(self, coupon: Any) -> Any:
        return self.do("ConfirmSendUserProductCoupon", coupon)

    def use(self, coupon: Any, **body: Any) -> Any:
        return self.do("UseUserProductCoupon", coupon, **({"use_time": self.now()} | body))

    def give_back(self, coupon: Any) -> Any:
        return self.do("ReturnUserProductCoupon", coupon)

    def look(self, coupon: Any) -> Any:
        return self.do("GetUserProductCoupon", coupon)

    def mine(self) -> list[Any]:
        found: list[Any] = self("ListUserProductCoupons", USER)["user_coupon_list"]
        return found

    def claim(self, token: str) -> list[Any]:
        coupons: list[Any] = self.product.act("claim", {"token": token})["user_coupon_list"]
        return coupons


def a_stock(**changes: Any) -> dict[str, Any]:
    period = {
        "available_begin_time": START.isoformat(),
        "available_end_time": (START + timedelta(days=30)).isoformat(),
        **changes.pop("period", {}),
    }
    return {
        "coupon_code_mode": "WECHATPAY",
        "stock_send_rule": {"max_count": 10, "max_count_per_user": 5},
        "single_usage_rule": {"coupon_available_period": period},
        "store_scope": "NONE",
    } | changes


def a_bundle(amounts: tuple[int, ...], **changes: Any) -> dict[str, Any]:
    stock = a_stock(**changes)
    rule = stock.pop("single_usage_rule")
    rule["normal_coupon_list"] = [{"threshold": 5000, "discount_amount": amount} for amount in amounts]
    return stock | {"progressive_bundle_usage_rule": rule}

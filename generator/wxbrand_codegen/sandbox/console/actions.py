"""What the buttons of the pages do: as the user and time, directly; as the brand, through signed calls of the sandbox to itself."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from wxbrand_runtime.models import moment
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.console import example_coupons
from wxbrand_codegen.sandbox.console.rendering import Desk
from wxbrand_codegen.sandbox.own_calls import CallResult, OwnCalls
from wxbrand_codegen.sandbox.product.snapshot import Snapshot
from wxbrand_codegen.sandbox.product.snapshot.actions import CALLS


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an action did not succeed."""

    message: str
    exchange: int | None = None
    """Number of the recorded request that failed; None if there was none."""


class PageActions:
    """The actions on one sandbox. Blocking; they raise RequestRefused or return a problem."""

    def __init__(self, desk: Desk) -> None:
        self._sandbox = desk.sandbox
        self._reference = desk.reference

    def can_call(self) -> bool:
        """Whether the sandbox has the brand's key, and its API is that of brands, so that it can call itself."""
        return self._sandbox.credentials is not None and self._reference.get_summary("CreateProductCoupon") is not None

    def advance(self, seconds: str) -> None:
        """Move the product's time forward."""
        if not (seconds.isdecimal() and len(seconds) < 12):
            raise RequestRefused(400, "PARAM_ERROR", "seconds must be a whole number")
        self._sandbox.act("advance-time", {"seconds": int(seconds)})

    def claim(self, send_request_no: str) -> None:
        """Claim the coupons of a pre-send, as the user does."""
        token = self._sandbox.look(lambda product: product.token_of(send_request_no))
        self._sandbox.act("claim", {"token": token})

    def open_card(self, token: str) -> None:
        """Open a member card, as the user does."""
        self._sandbox.act("claim", {"token": token})

    def pause_plan(self, plan_id: str) -> None:
        """Pause a delivery plan, as the brand does on the platform."""
        self._sandbox.act("pause-delivery-plan", {"plan_id": plan_id})

    def do_with_card(self, action: str, card_id: str, code: str) -> None:
        """Do what a member does with a card."""
        if action not in {"delete-user-card", "ask-for-points"}:
            raise _unknown(action)
        self._sandbox.act(action, self._sandbox.look(lambda product: product.user_card_ids(card_id, code)))

    def do_with_coupon(self, action: str, code: str) -> Problem | None:
        """Do one of the actions of a user's coupon: of the brand, of the user or of time."""
        ids = self._sandbox.look(lambda product: product.user_coupon_ids(code))
        if action in CALLS:
            return self._call_about_coupon(action, ids)
        match action:
            case "delete":
                self._sandbox.act("delete-coupon", {"openid": ids["openid"], "coupon_code": code})
            case "wait-for-begin" | "wait-for-end":
                self._wait(action, code)
            case _:
                raise _unknown(action)
        return None

    def create_example(self, *, is_bundle: bool) -> Problem | None:
        """Create a product coupon with a stock or a bundle and pre-send it to a user, through signed calls."""
        snapshot = self._snapshot()
        if snapshot.notify_url is None:
            problem = self.call("SetNotifyConfig", {}, {"notify_url": example_coupons.NOTIFY_URL})
            if problem is not None:
                return problem
        now = moment(snapshot.time)
        result = self._call("CreateProductCoupon", {}, example_coupons.product_coupon(now, is_bundle=is_bundle))
        if not result.is_success:
            return self._problem(result)
        made: dict[str, Any] = result.value()
        target = made["stock_bundle"]["stock_bundle_id"] if is_bundle else made["stock"]["stock_id"]
        return self._pre_send(made["product_coupon_id"], target, is_bundle=is_bundle)

    def pre_send(self, product_coupon_id: str, target_id: str) -> Problem | None:
        """Pre-send one more coupon of a stock, or the coupons of a bundle, to a new user."""
        coupons = self._snapshot().coupons
        is_bundle = any(stock.bundle_id == target_id for coupon in coupons for stock in coupon.stocks)
        return self._pre_send(product_coupon_id, target_id, is_bundle=is_bundle)

    def call(self, operation: str, path: Mapping[str, str], body: Any) -> Problem | None:
        """Call an operation as the brand."""
        result = self._call(operation, path, body)
        return None if result.is_success else self._problem(result)

    def _pre_send(self, product_coupon_id: str, target_id: str, *, is_bundle: bool) -> Problem | None:
        operation = "PreSendUserProductCouponBundle" if is_bundle else "PreSendUserProductCoupon"
        target = {"stock_bundle_id" if is_bundle else "stock_id": target_id}
        body = {
            "product_coupon_id": product_coupon_id,
            **target,
            "appid": example_coupons.APPID,
            "send_request_no": _number("send"),
        }
        return self.call(operation, {"openid": example_coupons.new_openid()}, body)

    def _call_about_coupon(self, action: str, ids: Mapping[str, Any]) -> Problem | None:
        body = {name: ids[name] for name in ("product_coupon_id", "stock_id", "appid")}
        body["out_request_no"] = _number(action)
        match action:
            case "use":
                order = {
                    "transaction_id": f"42{secrets.randbelow(10**26):026}",
                    "out_trade_no": _number("order"),
                    "mchid": "1900000001",
                }
                body |= {"use_time": self._snapshot().time, "associated_order_info": order}
            case "deactivate":
                body["deactivate_reason"] = "deactivated in the sandbox's console"
            case _:
                pass
        return self.call(CALLS[action], {"openid": ids["openid"], "coupon_code": ids["coupon_code"]}, body)

    def _wait(self, action: str, code: str) -> None:
        snapshot = self._snapshot()
        coupon = snapshot.user_coupon(code)
        if coupon is None or action not in coupon.actions:
            raise RequestRefused(400, "INVALID_REQUEST", "the coupon's state has changed; there is nothing to wait for")
        until: datetime = (
            moment(coupon.begin) if action == "wait-for-begin" else moment(coupon.end) + timedelta(seconds=1)
        )
        seconds = int((until - moment(snapshot.time)).total_seconds())
        self._sandbox.act("advance-time", {"seconds": max(seconds, 1)})

    def _snapshot(self) -> Snapshot:
        return self._sandbox.look(lambda product: product.snapshot())

    def _call(self, operation: str, path: Mapping[str, str], body: Any) -> CallResult:
        if self._sandbox.credentials is None:
            raise RequestRefused(
                400, "NO_AUTH", "this sandbox does not have the brand's private key, so it cannot sign calls"
            )
        route = self._reference.get_summary(operation)
        if route is None:
            raise RequestRefused(404, "NOT_FOUND", f"the spec has no operation {operation}")
        target = route.path
        for name, value in path.items():
            target = target.replace(f"{{{name}}}", quote(value, safe=""))
        return OwnCalls(self._sandbox.credentials, self._sandbox.base_url, self._sandbox.wechat_pay.clock).send_json(
            route.method, target, body
        )

    def _problem(self, result: CallResult) -> Problem:
        return Problem(result.message(), self._sandbox.recorder.find(result.request_id))


def _number(what: str) -> str:
    return f"{what}_{secrets.token_hex(8)}"


def _unknown(action: str) -> RequestRefused:
    return RequestRefused(400, "PARAM_ERROR", f"there is no action {action[:64]!r}")

"""Which operation does what, and the notifications that come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from wxbrand_runtime.testing import WeChatPay

from wxbrand_codegen.sandbox.product import coupons, user_coupons
from wxbrand_codegen.sandbox.product.notifier import WAITS, Delivery, Made, Notifier
from wxbrand_codegen.sandbox.product.state import Json, NotMade, State

Handler = Callable[[State, Mapping[str, Any], Mapping[str, Any], Json], Json]
"""Takes what is remembered, the parameters of path and query, and the body, all as the spec wants them; gives the answer."""

HANDLERS: dict[str, Handler] = {
    "SetNotifyConfig": coupons.set_notify_config,
    "GetNotifyConfig": coupons.get_notify_config,
    "UploadImage": coupons.upload_image,
    "CreateProductCoupon": coupons.create_product_coupon,
    "GetProductCoupon": coupons.get_product_coupon,
    "UpdateProductCoupon": coupons.update_product_coupon,
    "DeactivateProductCoupon": coupons.deactivate_product_coupon,
    "CreateStock": coupons.create_stock,
    "ListStocks": coupons.list_stocks,
    "GetStock": coupons.get_stock,
    "UpdateStock": coupons.update_stock,
    "UpdateStockBudget": coupons.update_stock_budget,
    "DeactivateStock": coupons.deactivate_stock,
    "UploadCouponCodes": coupons.upload_coupon_codes,
    "AssociateStores": coupons.associate_stores,
    "ListAssociatedStores": coupons.list_associated_stores,
    "DisassociateStores": coupons.disassociate_stores,
    "CreateStockBundle": coupons.create_stock_bundle,
    "UpdateStockBundle": coupons.update_stock_bundle,
    "UpdateStockBundleBudget": coupons.update_stock_bundle_budget,
    "AssociateStoresForStockBundle": coupons.associate_stores_for_stock_bundle,
    "DisassociateStoresForStockBundle": coupons.disassociate_stores_for_stock_bundle,
    "PreSendUserProductCoupon": user_coupons.pre_send,
    "PreSendUserProductCouponBundle": user_coupons.pre_send_bundle,
    "SendUserProductCoupon": user_coupons.send,
    "SendUserProductCouponBundle": user_coupons.send_bundle,
    "ConfirmSendUserProductCoupon": user_coupons.confirm,
    "UseUserProductCoupon": user_coupons.use,
    "ReturnUserProductCoupon": user_coupons.give_back,
    "DeactivateUserProductCoupon": user_coupons.deactivate,
    "DeactivateUserProductCouponBundle": user_coupons.deactivate_bundle,
    "GetUserProductCoupon": user_coupons.get,
    "ListUserProductCoupons": user_coupons.list_all,
}
"""By operationId. Operations that are not here are answered with the example of the spec."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """What makes a notification one of WeChat Pay's."""

    wechat_pay: WeChatPay
    api_key: str
    resource: Callable[[str, Any], Any]
    """Encrypts the sensitive texts in a resource of an event."""

    def __call__(self, delivery: Delivery) -> Made:
        """Encrypt and sign, with the time and nonce of this try."""
        resource = self.resource(delivery.event_type, delivery.resource)
        return self.wechat_pay.encrypt_notification(delivery.event_type, resource, self.api_key, id=delivery.id)


class Product:
    """The product's state and its notifications. Not safe for threads by itself: whoever calls holds a lock."""

    def __init__(
        self,
        sealing: Sealing,
        *,
        notify_to: str | None = None,
        strict: bool = True,
        waits: Sequence[float] = WAITS,
        log: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """With `strict` off, what names something that was never made here has no behaviour, and gets the spec's example.

        `notify_to` is an address of this machine, such as http://127.0.0.1:9000, that notifications go to.

        WeChat Pay takes only https addresses for notifications; with `notify_to` their path is kept and the rest replaced.
        `waits` are the seconds before each try.
        """
        self._notify_to = notify_to
        self._is_strict = strict
        self._clock = sealing.wechat_pay.clock
        self.notifier = Notifier(sealing, waits=waits, log=log)
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._state = State(self._clock, is_strict=self._is_strict, ids=count(100_000_001))
        self.notifier.forget()

    def answer(self, operation_id: str, parameters: Mapping[str, Any], body: Any) -> Json | None:
        """Carry out an operation; None if it has no behaviour here, or none for what it names. Raises RequestRefused.

        `parameters` are named by place and name: `path openid`.
        """
        handler = HANDLERS.get(operation_id)
        if handler is None:
            return None
        path, query = (
            {name.partition(" ")[2]: value for name, value in parameters.items() if name.startswith(place)}
            for place in ("path ", "query ")
        )
        try:
            return handler(self._state, path, query, body if isinstance(body, dict) else {})
        except NotMade:
            if self._is_strict:
                raise
            return None
        finally:
            self._notify()

    def claim(self, token: str) -> list[Json]:
        """Play the user who claims in the app what a token offers. Raises RequestRefused."""
        try:
            return user_coupons.claim(self._state, token)
        finally:
            self._notify()

    def _notify(self) -> None:
        events, self._state.events = self._state.events, []
        url = self._state.notify["notify_url"] if self._state.notify else None
        for event, resource in events:
            if url is not None:
                self.notifier.send(event, resource, self._address(url))

    def _address(self, notify_url: str) -> str:
        if self._notify_to is None:
            return notify_url
        return self._notify_to.rstrip("/") + (urlsplit(notify_url).path or "/")

"""Which operation does what, and the notifications that come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from wxbrand_runtime.testing import WeChatPay

from wxbrand_codegen.sandbox.product import (
    bundles,
    coupons,
    notify_config,
    pre_sends,
    stocks,
    store_associations,
    stores,
    user_coupons,
)
from wxbrand_codegen.sandbox.product.notifications import WAITS, Delivery, Made, Notifier
from wxbrand_codegen.sandbox.product.refusals import Given, NotMade
from wxbrand_codegen.sandbox.product.state import Json, State

Handler = Callable[[State, Json, Json, Json], Json]
"""Takes what is remembered, the parameters of path and query, and the body, all as the spec wants them; gives the answer."""

HANDLERS: dict[str, Handler] = {
    "SetNotifyConfig": notify_config.set_notify_config,
    "GetNotifyConfig": notify_config.get_notify_config,
    "UploadImage": notify_config.upload_image,
    "CreateProductCoupon": coupons.create_product_coupon,
    "GetProductCoupon": coupons.get_product_coupon,
    "UpdateProductCoupon": coupons.update_product_coupon,
    "DeactivateProductCoupon": coupons.deactivate_product_coupon,
    "CreateStock": stocks.create_stock,
    "ListStocks": stocks.list_stocks,
    "GetStock": stocks.get_stock,
    "UpdateStock": stocks.update_stock,
    "UpdateStockBudget": stocks.update_stock_budget,
    "DeactivateStock": stocks.deactivate_stock,
    "UploadCouponCodes": stocks.upload_coupon_codes,
    "AssociateStores": store_associations.associate_stores,
    "ListAssociatedStores": store_associations.list_associated_stores,
    "DisassociateStores": store_associations.disassociate_stores,
    "CreateStockBundle": bundles.create_stock_bundle,
    "UpdateStockBundle": bundles.update_stock_bundle,
    "UpdateStockBundleBudget": bundles.update_stock_bundle_budget,
    "AssociateStoresForStockBundle": store_associations.associate_stores_for_stock_bundle,
    "DisassociateStoresForStockBundle": store_associations.disassociate_stores_for_stock_bundle,
    "PreSendUserProductCoupon": pre_sends.pre_send,
    "PreSendUserProductCouponBundle": pre_sends.pre_send_bundle,
    "SendUserProductCoupon": user_coupons.send,
    "SendUserProductCouponBundle": user_coupons.send_bundle,
    "ConfirmSendUserProductCoupon": user_coupons.confirm,
    "UseUserProductCoupon": user_coupons.use,
    "ReturnUserProductCoupon": user_coupons.give_back,
    "DeactivateUserProductCoupon": user_coupons.deactivate,
    "DeactivateUserProductCouponBundle": user_coupons.deactivate_bundle,
    "GetUserProductCoupon": user_coupons.get,
    "ListUserProductCoupons": user_coupons.list_all,
    "CreateStore": stores.create_store,
    "GetStore": stores.get_store,
    "ListStores": stores.list_stores,
    "UpdateStore": stores.update_store,
    "DeleteStore": stores.delete_store,
    "CloseStore": stores.close_store,
    "ResumeStore": stores.resume_store,
}
"""By operationId. Operations that are not here are answered with the example of the spec."""


RENEWED = frozenset({"PreSendUserProductCoupon", "PreSendUserProductCouponBundle"})
"""Operations whose repeat is carried out anew, since a token ends: they know their request numbers themselves."""


class Product:
    """The product's state and its notifications. Not safe for threads by itself: whoever calls holds a lock."""

    def __init__(
        self,
        wechat_pay: WeChatPay,
        api_key: str,
        *,
        address: Callable[[], str] = lambda: "http://127.0.0.1",
        notify_to: str | None = None,
        strict: bool = True,
        waits: Sequence[float] = WAITS,
        log: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """`api_key` is the brand API key, which encrypts notifications; `waits` are the seconds before each try.

        With `strict` off, what names something that was never made here has no behaviour, and gets the spec's example.
        `notify_to` is an address of this machine, such as http://127.0.0.1:9000, that stands in for scheme and host of the
        notify_url: WeChat Pay takes only https there. Without it only a notify_url of this machine is called, in plain
        http: `https://127.0.0.1:9000/notify` needs no certificate. `address` gives the sandbox's own URL, for images.
        """
        self._wechat_pay = wechat_pay
        self._api_key = api_key
        self._address = address
        self._notify_to = notify_to
        self._is_strict = strict
        self.notifier = Notifier(self._made, waits=waits, log=log)
        """Where its notifications are, on their way, taken or given up."""
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._state = State(self._wechat_pay.clock, self._address, is_strict=self._is_strict)
        self.notifier.forget()

    def answer(self, operation_id: str, parameters: Mapping[str, Any], body: Any) -> Json | None:
        """Carry out an operation; None if it has no behaviour here, or none for what it names. Raises RequestRefused.

        `parameters` are named by place and name: `path openid`.
        """
        handler = HANDLERS.get(operation_id)
        if handler is None:
            return None
        path, query = (
            Given({name.partition(" ")[2]: value for name, value in parameters.items() if name.startswith(place)})
            for place in ("path ", "query ")
        )
        try:
            answer = handler(self._state, path, query, Given(body if isinstance(body, dict) else {}))
        except NotMade:
            if self._is_strict:
                raise
            return None
        self._notify()
        return answer

    def claim(self, token: str) -> list[Json]:
        """Play the user who claims in the app what a token offers; give the coupons. Raises RequestRefused."""
        claimed = pre_sends.claim(self._state, token)
        self._notify()
        return deepcopy([user_coupons.show(self._state, coupon) for coupon in claimed])

    def image(self, path: str) -> bytes | None:
        """Give an uploaded image by its path on the sandbox; None if there is none."""
        return self._state.images.get(path.removeprefix(notify_config.IMAGES))

    def _notify(self) -> None:
        events, self._state.events = self._state.events, []
        url = self._state.notify["notify_url"] if self._state.notify else None
        for event, resource in events:
            if url is not None:
                self.notifier.send(event, resource, self._target(url))

    def _target(self, notify_url: str) -> str:
        if self._notify_to is None:
            return notify_url
        rest = notify_url.partition("://")[2].partition("#")[0].partition("?")[0]
        return f"{self._notify_to.rstrip('/')}/{rest.partition('/')[2]}"

    def _made(self, delivery: Delivery) -> Made:
        """Encrypt and sign a notification, with the time and the nonces of this try."""
        return self._wechat_pay.encrypt_notification(
            delivery.event_type,
            delivery.resource,
            self._api_key,
            id=delivery.id,
            original_type="coupon",
            associated_data="product_coupon",
        )

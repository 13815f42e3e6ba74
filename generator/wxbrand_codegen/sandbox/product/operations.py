"""Map each operationId to its handler, run the handler and send the notifications that it causes."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import partial
from typing import Any

from wxbrand_runtime.auth.schemes import BRAND
from wxbrand_runtime.testing import Fault, RequestRefused, WeChatPay
from wxbrand_runtime.testing.faults import SIGNATURE_FAULTS, sign_with_fault

from wxbrand_codegen.sandbox.product import (
    coupons,
    delivery_plans,
    images,
    sending,
    stocks,
    stores,
    user_coupons,
)
from wxbrand_codegen.sandbox.product.clock import ProductClock
from wxbrand_codegen.sandbox.product.members import cards, points, user_cards
from wxbrand_codegen.sandbox.product.notifications import (
    WAITS,
    Delivery,
    Message,
    Notifier,
    config,
    is_loopback_url,
)
from wxbrand_codegen.sandbox.product.outside import ACTIONS
from wxbrand_codegen.sandbox.product.resources import Json, RequestMembers
from wxbrand_codegen.sandbox.product.snapshot import (
    Snapshot,
    take_snapshot,
    token_of,
    user_card_ids,
    user_coupon_ids,
)
from wxbrand_codegen.sandbox.product.state import State
from wxbrand_codegen.sandbox.refusals import Location

Handler = Callable[[State, Json, Json, Json], Json]
"""Takes the state, path parameters, query parameters and body, all validated against the spec; returns the response."""

HANDLERS: dict[str, Handler] = {
    "SetNotifyConfig": config.set_notify_config,
    "GetNotifyConfig": config.get_notify_config,
    "UploadImage": images.upload_image,
    "CreateImageGenerationTask": images.create_task,
    "GetImageGenerationTask": images.get_task,
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
    "AssociateStores": stores.associate_stores,
    "ListAssociatedStores": stores.list_associated_stores,
    "DisassociateStores": stores.disassociate_stores,
    "CreateStockBundle": stocks.create_stock_bundle,
    "UpdateStockBundle": stocks.update_stock,
    "UpdateStockBundleBudget": stocks.update_stock_budget,
    "AssociateStoresForStockBundle": stores.associate_stores,
    "DisassociateStoresForStockBundle": stores.disassociate_stores,
    "PreSendUserProductCoupon": partial(sending.pre_send, is_bundle=False),
    "PreSendUserProductCouponBundle": partial(sending.pre_send, is_bundle=True),
    "SendUserProductCoupon": user_coupons.send,
    "SendUserProductCouponBundle": user_coupons.send_user_bundle,
    "ConfirmSendUserProductCoupon": user_coupons.confirm,
    "UseUserProductCoupon": user_coupons.use,
    "ReturnUserProductCoupon": user_coupons.return_coupon,
    "DeactivateUserProductCoupon": user_coupons.deactivate,
    "DeactivateUserProductCouponBundle": user_coupons.deactivate_bundle,
    "GetUserProductCoupon": user_coupons.get,
    "ListUserProductCoupons": user_coupons.list_all,
    "CreateStore": stores.create_store,
    "GetStore": stores.get_store,
    "ListStores": stores.list_stores,
    "UpdateStore": stores.update_store,
    "DeleteStore": stores.delete_store,
    "CloseStore": partial(stores.change_state, before="OPEN", after="CLOSED"),
    "ResumeStore": partial(stores.change_state, before="CLOSED", after="OPEN"),
    "BindStoreRecipient": stores.bind_recipient,
    "UnbindStoreRecipient": stores.unbind_recipient,
    "CreateDeliveryPlan": delivery_plans.create_delivery_plan,
    "UpdateDeliveryPlan": delivery_plans.update_delivery_plan,
    "ResumeDeliveryPlan": delivery_plans.resume_delivery_plan,
    "SetDeliveryPlanNotifyUrl": delivery_plans.set_notify_url,
    "CreateCard": cards.create_card,
    "ListCards": cards.list_cards,
    "GetCard": cards.get_card,
    "UpdateCard": cards.update_card,
    "InvalidateCard": cards.invalidate_card,
    "GetUserCard": user_cards.get_user_card,
    "ListUserCards": user_cards.list_user_cards,
    "UpdateUserCard": user_cards.update_user_card,
    "InvalidateUserCard": user_cards.invalidate_user_card,
    "ConfirmUserCard": user_cards.confirm_user_card,
    "ImportUserCardByOpenid": user_cards.import_user_card,
    "CreatePreAuthToken": user_cards.create_pre_auth_token,
    "SendUserFeed": user_cards.send_user_feed,
    "SyncUserPoints": points.sync_user_points,
    "ConfirmPointExchange": points.confirm_exchange,
    "UploadCardImage": partial(images.upload_image, member="media_url"),
}
"""By operationId: all of the brand API. Other operations are answered with the spec's example."""


NOT_REPLAYED = frozenset({"PreSendUserProductCoupon", "PreSendUserProductCouponBundle"})
"""Operations whose repeats run again, because their tokens expire. They compare request numbers themselves."""


class Product:
    """The product's state and its notifications. Not thread-safe: the caller holds a lock."""

    def __init__(
        self,
        wechat_pay: WeChatPay,
        api_key: str,
        *,
        base_url: Callable[[], str] = lambda: "http://127.0.0.1",
        notify_to: str | None = None,
        strict: bool = True,
        bundles_at_once: bool = False,
        labels: Mapping[str, tuple[str, str]] | None = None,
        encrypt_resource: Callable[[str, Any], Any] = lambda _event, resource: resource,
        waits: Sequence[float] = WAITS,
        log: Callable[[str], None] = lambda _line: None,
    ) -> None:
        """`api_key` encrypts notifications; `waits` are the seconds before each try.

        `labels` are original_type and associated_data by event type; `encrypt_resource` takes event type and resource and
        encrypts the sensitive texts in it. With `bundles_at_once` all coupons of a bundle are sent together.

        Without `strict`, requests for resources that were not created here are answered with the spec's example.
        `notify_to` is a loopback address such as http://127.0.0.1:9000 that replaces scheme and host of the notify_url,
        since WeChat Pay accepts only https there. Without it only a notify_url with a loopback address is called, over plain
        HTTP: `https://127.0.0.1:9000/notify` needs no certificate. `base_url` returns the sandbox's own URL, for images.
        """
        self._wechat_pay = wechat_pay
        # Operations of service providers have the same ids, and other members.
        self._handlers = HANDLERS if wechat_pay.scheme == BRAND else {}
        self._api_key = api_key
        self._base_url = base_url
        self._notify_to = notify_to
        self._is_strict = strict
        self._bundles_at_once = bundles_at_once
        self._labels = labels or {}
        self._encrypt_resource = encrypt_resource
        self.notifier = Notifier(self._encrypt, waits=waits, log=log)
        """Sends the notifications and records their deliveries."""
        self.reset()

    def reset(self) -> None:
        """Delete all resources and notifications."""
        self._state = State(
            ProductClock(self._wechat_pay.clock),
            self._base_url,
            is_strict=self._is_strict,
            sends_bundles_at_once=self._bundles_at_once,
            brand_id=self._wechat_pay.account_id,
        )
        self.notifier.reset()

    def answer(self, operation_id: str, parameters: Mapping[Location, Mapping[str, Any]], body: Any) -> Json | None:
        """Run an operation and return its response. Raises RequestRefused.

        Return None if the operation has no handler or, without `strict`, if it names an unknown resource. `parameters` are by
        location and name.
        """
        handler = self._handlers.get(operation_id)
        if handler is None:
            return None
        self._state.cause = operation_id
        path, query = (RequestMembers(parameters.get(location, {})) for location in ("path", "query"))
        try:
            response = handler(self._state, path, query, RequestMembers(body if isinstance(body, dict) else {}))
        except RequestRefused as refusal:
            if self._is_strict or refusal.status != 404:
                raise
            return None
        self._notify()
        return response

    def act(self, action: str, fields: Mapping[str, Any]) -> Json:
        """Do what people do outside the API, see ACTIONS, and return the result. Raises RequestRefused."""
        self._state.cause = action
        result = ACTIONS[action].run(self._state, RequestMembers(fields))
        self._notify()
        return deepcopy(result)

    def snapshot(self) -> Snapshot:
        """Return the state as frozen values, for display."""
        return take_snapshot(self._state)

    def goes_to(self) -> tuple[str, bool] | None:
        """Return where notifications of coupons are sent, and whether the sandbox may call it; None if no URL is set."""
        if self._state.notify is None:
            return None
        url = self._notification_url(self._state.notify["notify_url"])
        return url, is_loopback_url(url)

    def user_coupon_ids(self, code: str) -> Json:
        """Return the ids with which requests name a user's coupon. Raises RequestRefused."""
        return user_coupon_ids(self._state, code)

    def user_card_ids(self, card_id: str, code: str) -> Json:
        """Return the ids with which requests name a user's card. Raises RequestRefused."""
        return user_card_ids(self._state, card_id, code)

    def token_of(self, send_request_no: str) -> str:
        """Return the latest token of a pre-send. Raises RequestRefused."""
        return token_of(self._state, send_request_no)

    def image(self, path: str) -> bytes | None:
        """Return an uploaded image by its path on the sandbox, or None if there is none."""
        return self._state.images.get(path.removeprefix(images.IMAGES))

    def _notify(self) -> None:
        delivery_plans.update_plans(self._state)
        events, self._state.events = self._state.events, []
        for event in events:
            self.notifier.send(event.type, event.resource, self._notification_url(event.url), self._state.timestamp())

    def _notification_url(self, notify_url: str) -> str:
        if self._notify_to is None:
            return notify_url
        rest = notify_url.partition("://")[2].partition("#")[0].partition("?")[0]
        return f"{self._notify_to.rstrip('/')}/{rest.partition('/')[2]}"

    def _encrypt(self, delivery: Delivery, fault: Fault | None) -> Message:
        """Encrypt and sign a notification, with the current time and fresh nonces, and with a fault if one is given."""
        original_type, associated_data = self._labels.get(delivery.event_type, ("coupon", "product_coupon"))
        headers, body = self._wechat_pay.encrypt_notification(
            delivery.event_type,
            self._encrypt_resource(delivery.event_type, delivery.resource),
            secrets.token_hex(16) if fault is Fault.WRONG_API_KEY else self._api_key,
            id=delivery.id,
            create_time=delivery.create_time,
            original_type=original_type,
            associated_data=associated_data,
        )
        if fault is None or fault not in SIGNATURE_FAULTS:
            return headers, body
        signed, body = sign_with_fault(fault, self._wechat_pay, body)
        return (*signed, ("Content-Type", "application/json")), body

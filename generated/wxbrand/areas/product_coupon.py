# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""商品券：创建、发放、核销与查询。"""

from __future__ import annotations

from wxbrand_runtime.client import AsyncArea, SyncArea
from wxbrand_runtime.models import UNSET, UnsetType

from ..models.product_coupon import (
    PreSendUserProductCouponBundleRequest,
    PreSendUserProductCouponBundleResponse,
)


class ProductCouponArea(SyncArea):
    """商品券：创建、发放、核销与查询。"""

    def pre_send_user_product_coupon_bundle(
        self,
        *,
        openid: str,
        product_coupon_id: str,
        stock_bundle_id: str,
        appid: str,
        send_request_no: str,
        attach: str | UnsetType = UNSET,
    ) -> PreSendUserProductCouponBundleResponse:
        """向用户预发放商品券批次组。

        为一位用户预先登记某个商品券批次组的发放，得到一个 token；把它交给领券组件，用户就能在组件里领取。用户已
        经领取后，用相同的参数再次调用得到的 token 会让组件显示“已领取”。能不能发放，还要看组内各批次的总预算、
        每日预算（如有）和每人限领数（如有）。
        """
        return self._send(
            PreSendUserProductCouponBundleRequest(
                openid=openid,
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                appid=appid,
                send_request_no=send_request_no,
                attach=attach,
            )
        )


class AsyncProductCouponArea(AsyncArea):
    """商品券：创建、发放、核销与查询。"""

    async def pre_send_user_product_coupon_bundle(
        self,
        *,
        openid: str,
        product_coupon_id: str,
        stock_bundle_id: str,
        appid: str,
        send_request_no: str,
        attach: str | UnsetType = UNSET,
    ) -> PreSendUserProductCouponBundleResponse:
        """向用户预发放商品券批次组。

        为一位用户预先登记某个商品券批次组的发放，得到一个 token；把它交给领券组件，用户就能在组件里领取。用户已
        经领取后，用相同的参数再次调用得到的 token 会让组件显示“已领取”。能不能发放，还要看组内各批次的总预算、
        每日预算（如有）和每人限领数（如有）。
        """
        return await self._send(
            PreSendUserProductCouponBundleRequest(
                openid=openid,
                product_coupon_id=product_coupon_id,
                stock_bundle_id=stock_bundle_id,
                appid=appid,
                send_request_no=send_request_no,
                attach=attach,
            )
        )

# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""The synchronous and the asynchronous client. An area is imported on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from wxbrand_runtime.client import AsyncClient, SyncClient

if TYPE_CHECKING:
    from .areas.card_member import AsyncCardMemberArea, CardMemberArea
    from .areas.delivery_plan import AsyncDeliveryPlanArea, DeliveryPlanArea
    from .areas.product_coupon import AsyncProductCouponArea, ProductCouponArea
    from .areas.store import AsyncStoreArea, StoreArea


class BrandClient(SyncClient):
    """微信支付品牌商户接口。

    由品牌方自己调用的微信支付接口，路径以 /brand/ 开头。每个请求用品牌 API 证书私钥签名，每个成功应答用微信支付
    公钥验签；品牌只有微信支付公钥，没有平台证书。金额都是整数，单位为分；请求里的时间是
    yyyy-MM-DDTHH:mm:ss+08:00 这样的 RFC 3339 文本，精确到秒，带时区。
    """

    default_base_url = "https://api.mch.weixin.qq.com"
    backup_base_urls = ("https://api2.mch.weixin.qq.com",)

    @cached_property
    def card_member(self) -> CardMemberArea:
        """商家名片会员：会员卡模板、用户会员卡、积分与通知。"""
        from .areas.card_member import CardMemberArea

        return CardMemberArea(self)

    @cached_property
    def delivery_plan(self) -> DeliveryPlanArea:
        """投放计划：把商品券投放给用户。"""
        from .areas.delivery_plan import DeliveryPlanArea

        return DeliveryPlanArea(self)

    @cached_property
    def product_coupon(self) -> ProductCouponArea:
        """商品券：创建、发放、核销与查询。"""
        from .areas.product_coupon import ProductCouponArea

        return ProductCouponArea(self)

    @cached_property
    def store(self) -> StoreArea:
        """门店：登记、查询和收款商户。"""
        from .areas.store import StoreArea

        return StoreArea(self)


class AsyncBrandClient(AsyncClient):
    """微信支付品牌商户接口。

    由品牌方自己调用的微信支付接口，路径以 /brand/ 开头。每个请求用品牌 API 证书私钥签名，每个成功应答用微信支付
    公钥验签；品牌只有微信支付公钥，没有平台证书。金额都是整数，单位为分；请求里的时间是
    yyyy-MM-DDTHH:mm:ss+08:00 这样的 RFC 3339 文本，精确到秒，带时区。
    """

    default_base_url = "https://api.mch.weixin.qq.com"
    backup_base_urls = ("https://api2.mch.weixin.qq.com",)

    @cached_property
    def card_member(self) -> AsyncCardMemberArea:
        """商家名片会员：会员卡模板、用户会员卡、积分与通知。"""
        from .areas.card_member import AsyncCardMemberArea

        return AsyncCardMemberArea(self)

    @cached_property
    def delivery_plan(self) -> AsyncDeliveryPlanArea:
        """投放计划：把商品券投放给用户。"""
        from .areas.delivery_plan import AsyncDeliveryPlanArea

        return AsyncDeliveryPlanArea(self)

    @cached_property
    def product_coupon(self) -> AsyncProductCouponArea:
        """商品券：创建、发放、核销与查询。"""
        from .areas.product_coupon import AsyncProductCouponArea

        return AsyncProductCouponArea(self)

    @cached_property
    def store(self) -> AsyncStoreArea:
        """门店：登记、查询和收款商户。"""
        from .areas.store import AsyncStoreArea

        return AsyncStoreArea(self)

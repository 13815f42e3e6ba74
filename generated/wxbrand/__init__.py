# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""微信支付品牌商户接口。

由品牌方自己调用的微信支付接口，路径以 /brand/ 开头。每个请求用品牌 API 证书私钥签名，每个成功应答用微信支付公钥
验签；品牌只有微信支付公钥，没有平台证书。金额都是整数，单位为分；请求里的时间是 yyyy-MM-DDTHH:mm:ss+08:00 这样
的 RFC 3339 文本，精确到秒，带时区。
"""

from wxbrand_runtime.notifications import register

from .client import AsyncBrandClient, BrandClient

__all__ = ["AsyncBrandClient", "BrandClient"]

register(
    __name__ + ".models",
    {
        "BRAND_MEMBER_CARD.USER_CARD.CREATE": "UserCardCreateNotification",
        "BRAND_MEMBER_CARD.USER_CARD.DELETE": "UserCardDeleteNotification",
        "BRAND_MEMBER_CARD.POINT_EXCHANGE_COUPON": "PointExchangeCouponNotification",
        "BRAND_MEMBER_CARD.SYNC_USER_POINT": "SyncUserPointNotification",
        "DELIVERY_PLAN.CHANGE": "DeliveryPlanChangeNotification",
        "PRODUCT_COUPON.SEND": "ProductCouponSendNotification",
        "PRODUCT_COUPON.USE": "ProductCouponUseNotification",
        "PRODUCT_COUPON.RETURN": "ProductCouponReturnNotification",
    },
)

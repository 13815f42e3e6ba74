# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""商品券：创建、发放、核销与查询。"""

from __future__ import annotations

from typing import Annotated, ClassVar

from wxbrand_runtime.models import UNSET, Limits, Operation, Record, Request, UnsetType


class PreSendUserProductCouponBundleResponse(Record, frozen=True, kw_only=True):
    """预发放的结果。"""

    token: Annotated[str, Limits(max_length=1024)]
    """预发券token。交给领券组件用来完成发券的凭证。最多 1024 个字符；有效期 300 秒。"""


class PreSendUserProductCouponBundleRequest(Request[PreSendUserProductCouponBundleResponse], frozen=True, kw_only=True):
    """向用户预发放商品券批次组。

    为一位用户预先登记某个商品券批次组的发放，得到一个 token；把它交给领券组件，用户就能在组件里领取。用户已经领
    取后，用相同的参数再次调用得到的 token 会让组件显示“已领取”。能不能发放，还要看组内各批次的总预算、每日预算
    （如有）和每人限领数（如有）。

    POST /brand/marketing/product-coupon/users/{openid}/pre-send-coupon-bundle

    前置条件：批次组已经创建；批次组里的批次处于 SENDING 状态。

    限频：每个品牌ID每秒 500 次。

    幂等：send_request_no 标识一次请求：用相同的单号和参数重复调用，不会多发；用户领取之后得到的 token 会显示“已
    领取”。

    来源：向用户预发放商品券批次组，2025-12-17。
    """

    operation: ClassVar[Operation] = Operation(
        name="PreSendUserProductCouponBundle",
        method="POST",
        path="/brand/marketing/product-coupon/users/{openid}/pre-send-coupon-bundle",
        in_path=("openid",),
        body="members",
        replies={"200": PreSendUserProductCouponBundleResponse},
        request_number="send_request_no",
    )

    openid: str
    """用户OpenID。用户在 appid 之下的唯一标识。"""

    product_coupon_id: str
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。"""

    stock_bundle_id: str
    """批次组ID。批次组的唯一标识，创建多次优惠的商品券或添加批次组时由微信支付生成；必须属于 product_coupon_id 指
    定的商品券。
    """

    appid: str
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。"""

    send_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """发券请求单号。品牌为这次发放取的编号，品牌内唯一；由数字、大小写字母、下划线和短横线组成。6 到 40 个字符。"""

    attach: Annotated[str, Limits(max_length=150)] | UnsetType = UNSET
    """自定义附加信息。微信支付不解析的附加文本，查询用户商品券和回调时原样返回；只有经本接口发出的券才带有它。最多
    150 个字符。
    """

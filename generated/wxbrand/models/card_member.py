# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""商家名片会员：会员卡模板、用户会员卡、积分与通知。"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from wxbrand_runtime.models import (
    SENSITIVE,
    UNSET,
    FileSource,
    Limits,
    OpenEnum,
    Operation,
    Paging,
    RateLimit,
    Record,
    Request,
    Time,
    UnsetType,
)
from wxbrand_runtime.notifications import Event, Notification


class CardState(OpenEnum):
    """会员卡模板状态。会员卡模板还能不能投放。"""

    CARD_EFFECTIVE = "CARD_EFFECTIVE"
    """有效，可以投放。"""

    CARD_INVALID = "CARD_INVALID"
    """已经作废，不能再投放。"""


CardStateLike = CardState | Literal["CARD_EFFECTIVE", "CARD_INVALID"]
"""CardState 的成员，或它的值。"""


class ListCardsResponse(Record, frozen=True, kw_only=True):
    """一页会员卡模板。"""

    data: list[Card] | UnsetType = UNSET
    """会员卡模板列表。这一页的模板，没有符合条件的就可能不返回。"""

    total_count: int | UnsetType = UNSET
    """总数量。符合条件的模板一共有多少个。未证实：必填。"""

    offset: int | UnsetType = UNSET
    """分页开始位置。这一页跳过了多少个模板。未证实：必填。"""

    limit: int | UnsetType = UNSET
    """分页大小。这一页最多多少个模板。未证实：必填。"""


class CardType(OpenEnum):
    """会员卡类型。会员怎样得到这张卡；现在只能用 NORMAL，另外两种会被拒绝。"""

    NORMAL = "NORMAL"
    """普通会员卡。"""

    PURCHASE = "PURCHASE"
    """付费会员卡，现在还不能用。"""

    BALANCE = "BALANCE"
    """储值会员卡，现在还不能用。"""


CardTypeLike = CardType | Literal["NORMAL", "PURCHASE", "BALANCE"]
"""CardType 的成员，或它的值。"""


class CardCodeMode(OpenEnum):
    """会员卡code分配方式。会员卡的 code 由谁给出。"""

    SYSTEM_ALLOCATE = "SYSTEM_ALLOCATE"
    """用户领卡时由微信支付给出 24 位数字。"""

    MERCHANT_ALLOCATE = "MERCHANT_ALLOCATE"
    """由品牌在同步会员开通结果时给出，开卡不论成败都用它。"""


CardCodeModeLike = CardCodeMode | Literal["SYSTEM_ALLOCATE", "MERCHANT_ALLOCATE"]
"""CardCodeMode 的成员，或它的值。"""


class CardCodeType(OpenEnum):
    """会员码类型。会员卡上怎样出示会员码。"""

    NONE_CODE = "NONE_CODE"
    """不显示会员码。"""

    BAR_CODE = "BAR_CODE"
    """显示条形码。"""

    QR_CODE = "QR_CODE"
    """显示二维码。"""

    BAR_CODE_AND_QR_CODE = "BAR_CODE_AND_QR_CODE"
    """条形码和二维码都显示。"""

    JUMP_MINI_PROGRAM = "JUMP_MINI_PROGRAM"
    """不在卡上显示，跳转到 code_jump_information 给出的小程序出示。"""


CardCodeTypeLike = (
    CardCodeType
    | Literal[
        "NONE_CODE",
        "BAR_CODE",
        "QR_CODE",
        "BAR_CODE_AND_QR_CODE",
        "JUMP_MINI_PROGRAM",
    ]
)
"""CardCodeType 的成员，或它的值。"""


class CardJump(Record, frozen=True, kw_only=True):
    """小程序跳转。点击之后打开的小程序页面。"""

    jump_appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """跳转AppID。要打开的小程序的 AppID。未证实：最大长度、格式。"""

    jump_path: str | UnsetType = UNSET
    """跳转路径。要打开的小程序页面的路径。未证实：最大长度。"""


class CardValidDateInformation(Record, frozen=True, kw_only=True):
    """会员卡有效期。会员卡从什么时候到什么时候有效。"""

    type: CardValidDateType | UnsetType = UNSET
    """有效期类型。有效期怎样计算，决定另外要写哪些成员。未证实：取值。"""

    available_begin_time: Time | UnsetType = UNSET
    """有效期开始时间。从这个时间起有效，用于固定的起止时间。"""

    available_end_time: Time | UnsetType = UNSET
    """有效期结束时间。到这个时间为止有效，用于固定的起止时间。"""

    available_day_after_receive: int | UnsetType = UNSET
    """领取后有效天数。用户领卡之后有效多少个自然日，用于类型 FIX_TERM。单位：天。未证实：最大值。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            type: CardValidDateTypeLike | UnsetType = UNSET,
            available_begin_time: datetime | str | UnsetType = UNSET,
            available_end_time: datetime | str | UnsetType = UNSET,
            available_day_after_receive: int | UnsetType = UNSET,
        ) -> None: ...


class CardPurchaseInformation(Record, frozen=True, kw_only=True):
    """付费会员信息。付费会员卡的价格和购买入口；不填就没有入口。"""

    price: int | UnsetType = UNSET
    """付费会员价格。购买一次付费会员的价格。单位：分。"""

    jump_appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """跳转AppID。购买付费会员的小程序的 AppID。未证实：最大长度、格式。"""

    jump_path: str | UnsetType = UNSET
    """跳转路径。购买付费会员的小程序页面的路径。未证实：最大长度。"""


class CardUserForm(Record, frozen=True, kw_only=True):
    """开卡信息表。用户开卡时要填写哪些信息。"""

    common_field_list: list[CardCommonField] | UnsetType = UNSET
    """通用开卡信息列表。要填写的通用信息，从平台准备好的里面挑选。"""

    custom_field_list: list[CardCustomField] | UnsetType = UNSET
    """自定义开卡信息列表。品牌自己出的选择题。未证实：最多项数。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            common_field_list: Sequence[CardCommonFieldLike] | UnsetType = UNSET,
            custom_field_list: list[CardCustomField] | UnsetType = UNSET,
        ) -> None: ...


class Card(Record, frozen=True, kw_only=True):
    """会员卡模板。一个会员卡模板的设置和状态。"""

    out_request_no: Annotated[str, Limits(max_length=128)]
    """商家请求单号。创建模板时品牌取的编号。最多 128 个字符。"""

    card_id: Annotated[str, Limits(max_length=32)]
    """会员卡模板ID。会员卡模板的唯一标识，由微信支付生成。最多 32 个字符。"""

    brand_id: Annotated[str, Limits(max_length=32)]
    """品牌ID。会员卡属于哪个品牌。最多 32 个字符。"""

    appid: str
    """商家AppID。会员的 openid 属于这个 AppID。"""

    card_type: CardType
    """会员卡类型。会员怎样得到这张卡；现在只能用 NORMAL，另外两种会被拒绝。"""

    card_title: str | UnsetType = UNSET
    """卡名称。显示在卡面上的名称。"""

    card_color: str | UnsetType = UNSET
    """卡背景颜色。卡片正面的颜色。"""

    card_picture_url: str | UnsetType = UNSET
    """卡图片。卡面背景图的地址。"""

    code_mode: CardCodeMode | UnsetType = UNSET
    """会员卡code分配方式。会员卡的 code 由谁给出。"""

    code_type: CardCodeType | UnsetType = UNSET
    """会员码类型。会员卡上怎样出示会员码。未证实：取值。"""

    code_jump_information: CardJump | UnsetType = UNSET
    """会员码跳转信息。code_type 为 JUMP_MINI_PROGRAM 时，点会员码打开的小程序。"""

    benefits: str | UnsetType = UNSET
    """会员权益。会员有什么好处。"""

    notify_url: str | UnsetType = UNSET
    """通知地址。接收这个模板的事件的地址。"""

    need_pinned: bool | UnsetType = UNSET
    """是否置顶。会员卡是不是置顶显示。"""

    need_display_level: bool | UnsetType = UNSET
    """是否显示等级。卡面上是不是显示会员等级。"""

    init_level: str | UnsetType = UNSET
    """初始等级。新用户开卡之后的等级。"""

    service_phone: str | UnsetType = UNSET
    """服务电话。会员卡详情里的客服电话。"""

    legal_agreement: str | UnsetType = UNSET
    """法务协议。用户和品牌之间的协议。"""

    valid_date_information: CardValidDateInformation | UnsetType = UNSET
    """会员卡有效期。会员卡从什么时候到什么时候有效。未证实：必填、条件。"""

    member_information: CardJump | UnsetType = UNSET
    """会员中心入口。点卡面打开的会员中心小程序。"""

    points_information: CardJump | UnsetType = UNSET
    """积分入口。查看积分的小程序。"""

    balance_information: CardJump | UnsetType = UNSET
    """储值入口。查看储值余额的小程序。"""

    purchase_information: CardPurchaseInformation | UnsetType = UNSET
    """付费会员信息。付费会员卡的价格和购买入口；不填就没有入口。"""

    user_information: CardUserForm | UnsetType = UNSET
    """开卡信息表。用户开卡时要填写哪些信息。"""

    state: CardState | UnsetType = UNSET
    """会员卡模板状态。会员卡模板还能不能投放。"""

    create_time: Time | UnsetType = UNSET
    """创建时间。模板是什么时候创建的。"""

    modify_time: Time | UnsetType = UNSET
    """修改时间。模板最后一次是什么时候变动的。"""


class UserCardState(OpenEnum):
    """用户会员卡状态。用户的这张会员卡现在能不能用。"""

    UNACTIVATED = "UNACTIVATED"
    """已经领卡，还没有激活。"""

    EFFECTIVE = "EFFECTIVE"
    """可以正常使用。"""

    EXPIRED = "EXPIRED"
    """已经过了有效期。"""

    INVALID = "INVALID"
    """已经失效。"""


UserCardStateLike = UserCardState | Literal["UNACTIVATED", "EFFECTIVE", "EXPIRED", "INVALID"]
"""UserCardState 的成员，或它的值。"""


class ListUserCardsResponse(Record, frozen=True, kw_only=True):
    """一页用户会员卡。"""

    data: list[UserCard] | UnsetType = UNSET
    """会员卡列表。这一页的会员卡，没有符合条件的就可能不返回。"""

    total_count: int
    """总数量。符合条件的会员卡一共有多少张。"""

    offset: int
    """分页开始位置。这一页跳过了多少张卡。"""

    limit: int | UnsetType = UNSET
    """分页大小。这一页最多多少张卡。未证实：必填。"""


class UserCardInformation(Record, frozen=True, kw_only=True):
    """用户开卡信息。用户开卡时填写的个人信息，每一项的内容都加密传送。"""

    common_field_list: list[UserCardCommonField] | UnsetType = UNSET
    """通用开卡信息列表。用户填写的通用信息。"""

    custom_field_list: list[UserCardCustomField] | UnsetType = UNSET
    """自定义开卡信息列表。用户对品牌自己出的选择题的回答。"""


class UserCard(Record, frozen=True, kw_only=True):
    """用户会员卡。一位用户的一张会员卡。"""

    user_card_code: str | UnsetType = UNSET
    """会员卡code。会员在一个会员卡模板之下的编号。"""

    card_id: str | UnsetType = UNSET
    """会员卡模板ID。这张卡属于哪个会员卡模板。"""

    openid: str | UnsetType = UNSET
    """用户OpenID。持卡用户在会员卡模板的 appid 之下的唯一标识。"""

    card_color: str | UnsetType = UNSET
    """卡背景颜色。卡片正面的颜色。"""

    card_picture_url: str | UnsetType = UNSET
    """卡图片。卡面背景图的地址。"""

    brand_id: str | UnsetType = UNSET
    """品牌ID。会员卡属于哪个品牌。"""

    card_type: CardType | UnsetType = UNSET
    """会员卡类型。会员怎样得到这张卡；现在只能用 NORMAL，另外两种会被拒绝。"""

    phone_number: Annotated[str, SENSITIVE] | UnsetType = UNSET
    """手机号。会员的手机号；这里是明文，由运行时用品牌 API 证书私钥解密。敏感信息，加密传输。"""

    level: str | UnsetType = UNSET
    """会员等级。品牌自己定的等级，只用来显示。"""

    valid_date_information: CardValidDateInformation | UnsetType = UNSET
    """会员卡有效期。会员卡从什么时候到什么时候有效。未证实：必填、条件。"""

    pickup_time: Time | UnsetType = UNSET
    """领取时间。用户是什么时候领卡的。"""

    user_information: UserCardInformation | UnsetType = UNSET
    """用户开卡信息。用户开卡时填写的个人信息，每一项的内容都加密传送。"""

    attach: str | UnsetType = UNSET
    """商家数据包。品牌自己写的文本，原样返回。"""

    user_card_state: UserCardState | UnsetType = UNSET
    """用户会员卡状态。用户的这张会员卡现在能不能用。"""

    invalid_reason: str | UnsetType = UNSET
    """作废原因。品牌作废这张卡时写的原因。"""

    invalid_time: Time | UnsetType = UNSET
    """作废时间。这张卡是什么时候作废的。"""

    create_time: Time | UnsetType = UNSET
    """创建时间。这张卡是什么时候产生的。"""

    modify_time: Time | UnsetType = UNSET
    """修改时间。这张卡最后一次是什么时候变动的。"""


class UserCardConfirmState(OpenEnum):
    """开卡结果。品牌处理开卡的结果。"""

    CREATE_CARD_SUCCESS = "CREATE_CARD_SUCCESS"
    """开卡成功。"""

    CREATE_CARD_FAIL = "CREATE_CARD_FAIL"
    """开卡失败。"""

    CREATE_CARD_ALREADY_EXISTS = "CREATE_CARD_ALREADY_EXISTS"
    """开卡成功，但用户之前已经从别的渠道入会。"""


UserCardConfirmStateLike = (
    UserCardConfirmState
    | Literal[
        "CREATE_CARD_SUCCESS",
        "CREATE_CARD_FAIL",
        "CREATE_CARD_ALREADY_EXISTS",
    ]
)
"""UserCardConfirmState 的成员，或它的值。"""


class CreatePreAuthTokenResponse(Record, frozen=True, kw_only=True):
    """入会凭证。"""

    token: Annotated[str, Limits(max_length=32)]
    """预授权token。在小程序或 H5 里拉起入会组件的凭证。最多 32 个字符；有效期 3600 秒。"""

    expire_time: Time
    """过期时间。凭证到这个时间失效，即生成之后一小时。"""


class SendUserFeedResponse(Record, frozen=True, kw_only=True):
    """记下的动态。"""

    brand_id: str | UnsetType = UNSET
    """品牌ID。会员卡属于哪个品牌。"""

    card_id: str | UnsetType = UNSET
    """会员卡模板ID。用户的会员卡属于哪个模板。"""

    user_card_code: str | UnsetType = UNSET
    """会员卡code。会员在这个模板之下的编号。"""

    out_request_no: str | UnsetType = UNSET
    """商家请求单号。请求里的编号，原样返回。"""

    cell: str | UnsetType = UNSET
    """会员动态内容。请求里的动态，原样返回。"""


class SyncUserPointsResponse(Record, frozen=True, kw_only=True):
    """同步的积分余额。"""

    out_request_no: str | UnsetType = UNSET
    """商家请求单号。请求里的编号，原样返回。"""

    brand_id: str | UnsetType = UNSET
    """品牌ID。会员卡属于哪个品牌。"""

    card_id: str | UnsetType = UNSET
    """会员卡模板ID。用户的会员卡属于哪个模板。"""

    openid: str | UnsetType = UNSET
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。"""

    user_card_code: str | UnsetType = UNSET
    """会员卡code。会员在这个模板之下的编号。"""

    point_balance: int | UnsetType = UNSET
    """积分余额。微信支付现在记下的积分。"""


class PointExchangeResult(OpenEnum):
    """兑券审核结果。品牌允不允许这次积分兑券。"""

    POINT_EXCHANGE_COUPON_ALLOW = "POINT_EXCHANGE_COUPON_ALLOW"
    """允许，微信支付随后发券。"""

    POINT_EXCHANGE_COUPON_REJECT = "POINT_EXCHANGE_COUPON_REJECT"
    """拒绝，不发券。"""


PointExchangeResultLike = PointExchangeResult | Literal["POINT_EXCHANGE_COUPON_ALLOW", "POINT_EXCHANGE_COUPON_REJECT"]
"""PointExchangeResult 的成员，或它的值。"""


class ConfirmPointExchangeResponse(Record, frozen=True, kw_only=True):
    """兑券的结果。"""

    record_id: str | UnsetType = UNSET
    """积分兑券ID。这次兑券的编号。"""

    exchange_coupon_template_id: str | UnsetType = UNSET
    """积分兑券模板ID。兑券活动的编号。"""

    brand_id: str | UnsetType = UNSET
    """品牌ID。会员卡属于哪个品牌。"""

    card_id: str | UnsetType = UNSET
    """会员卡模板ID。用户的会员卡属于哪个模板。"""

    openid: str | UnsetType = UNSET
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。"""

    user_card_code: str | UnsetType = UNSET
    """会员卡code。会员在这个模板之下的编号。"""

    state: PointExchangeState | UnsetType = UNSET
    """兑券状态。券到底有没有发出。未证实：取值。"""

    product_coupon_id: str | UnsetType = UNSET
    """商品券ID。兑换的是哪个商品券。"""

    product_coupon_stock_type: str | UnsetType = UNSET
    """商品券批次类型。兑换的批次是哪一种；全部取值没有查到，照原样返回。"""

    stock_id: str | UnsetType = UNSET
    """批次ID。兑换的是商品券的哪个批次。"""

    coupon_code: str | UnsetType = UNSET
    """用户商品券Code。兑换成功时发给用户的券。"""

    reject_reason: str | UnsetType = UNSET
    """拒绝原因。品牌拒绝时写的原因。"""


class UploadCardImageResponse(Record, frozen=True, kw_only=True):
    """上传图片的结果。"""

    media_url: str
    """图片地址。用作会员卡卡面的图片地址，一直有效。"""


class UserCardResource(Record, frozen=True, kw_only=True):
    """会员卡通知的内容。开通或删除会员卡时，那张用户会员卡的样子。"""

    user_card_code: str | UnsetType = UNSET
    """会员卡code。会员在一个会员卡模板之下的编号。"""

    card_id: str | UnsetType = UNSET
    """会员卡模板ID。这张卡属于哪个会员卡模板。"""

    openid: str | UnsetType = UNSET
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。"""

    card_color: str | UnsetType = UNSET
    """卡背景颜色。卡片正面的颜色。"""

    card_picture_url: str | UnsetType = UNSET
    """卡图片。卡面背景图的地址。"""

    brand_id: str | UnsetType = UNSET
    """品牌ID。会员卡属于哪个品牌。"""

    card_type: CardType | UnsetType = UNSET
    """会员卡类型。会员怎样得到这张卡；现在只能用 NORMAL，另外两种会被拒绝。"""

    phone_number: Annotated[str, SENSITIVE] | UnsetType = UNSET
    """手机号。会员的手机号；这里是明文，由运行时用品牌 API 证书私钥解密。敏感信息，加密传输。"""

    level: str | UnsetType = UNSET
    """会员等级。品牌自己定的等级。"""

    valid_date_information: CardValidDateInformation | UnsetType = UNSET
    """会员卡有效期。会员卡从什么时候到什么时候有效。未证实：必填、条件。"""

    pickup_time: Time | UnsetType = UNSET
    """领取时间。用户是什么时候领卡的。"""

    user_information: UserCardInformation | UnsetType = UNSET
    """用户开卡信息。用户开卡时填写的个人信息，每一项的内容都加密传送。"""

    attach: str | UnsetType = UNSET
    """商家数据包。品牌自己写的文本，原样返回。"""

    user_card_state: UserCardState | UnsetType = UNSET
    """用户会员卡状态。用户的这张会员卡现在能不能用。"""

    invalid_reason: str | UnsetType = UNSET
    """作废原因。这张卡为什么作废。"""

    invalid_time: Time | UnsetType = UNSET
    """作废时间。这张卡是什么时候作废的。"""

    create_time: Time | UnsetType = UNSET
    """创建时间。这张卡是什么时候产生的。"""

    modify_time: Time | UnsetType = UNSET
    """修改时间。这张卡最后一次是什么时候变动的。"""


class PointExchangeCouponResource(Record, frozen=True, kw_only=True):
    """积分兑券通知的内容。谁要用多少积分兑换哪张券。"""

    record_id: str | UnsetType = UNSET
    """积分兑券ID。这次兑券的编号，同步结果时要带上。"""

    brand_id: str | UnsetType = UNSET
    """品牌ID。会员卡属于哪个品牌。"""

    card_id: str | UnsetType = UNSET
    """会员卡模板ID。用户的会员卡属于哪个模板。"""

    appid: str | UnsetType = UNSET
    """商家AppID。openid 属于这个 AppID。"""

    openid: str | UnsetType = UNSET
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。"""

    user_card_code: str | UnsetType = UNSET
    """会员卡code。会员在这个模板之下的编号。"""

    exchange_coupon_template_id: str | UnsetType = UNSET
    """积分兑券模板ID。兑券活动的编号。"""

    deduct_points: int | UnsetType = UNSET
    """扣减的积分。兑换这张券要扣减多少积分。"""

    product_coupon_id: str | UnsetType = UNSET
    """商品券ID。要兑换哪个商品券。"""

    product_coupon_stock_type: str | UnsetType = UNSET
    """商品券批次类型。要兑换的批次是哪一种；全部取值没有查到，照原样返回。"""

    stock_id: str | UnsetType = UNSET
    """批次ID。要兑换商品券的哪个批次。"""


class SyncUserPointResource(Record, frozen=True, kw_only=True):
    """积分同步通知的内容。要同步哪位会员的积分。"""

    brand_id: str | UnsetType = UNSET
    """品牌ID。会员卡属于哪个品牌。"""

    card_id: str | UnsetType = UNSET
    """会员卡模板ID。用户的会员卡属于哪个模板。"""

    openid: str | UnsetType = UNSET
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。"""

    user_card_code: str | UnsetType = UNSET
    """会员卡code。会员在这个模板之下的编号。"""


class CardValidDateType(OpenEnum):
    """有效期类型。有效期怎样计算，决定另外要写哪些成员。"""

    FIX_TIME_RANGE = "FIX_TIME_RANGE"
    """固定的起止时间，写在 available_begin_time 和 available_end_time。"""

    FIX_TERM = "FIX_TERM"
    """领取之后若干天，写在 available_day_after_receive。"""

    PERMANENT = "PERMANENT"
    """长期有效。"""


CardValidDateTypeLike = CardValidDateType | Literal["FIX_TIME_RANGE", "FIX_TERM", "PERMANENT"]
"""CardValidDateType 的成员，或它的值。"""


class CardCommonField(OpenEnum):
    """通用开卡信息。平台准备好的、可以让用户在开卡时填写的信息。"""

    USER_FORM_FLAG_SEX = "USER_FORM_FLAG_SEX"
    """性别。"""

    USER_FORM_FLAG_NAME = "USER_FORM_FLAG_NAME"
    """姓名。"""

    USER_FORM_FLAG_BIRTHDAY = "USER_FORM_FLAG_BIRTHDAY"
    """生日。"""

    USER_FORM_FLAG_ADDRESS = "USER_FORM_FLAG_ADDRESS"
    """地址。"""

    USER_FORM_FLAG_EMAIL = "USER_FORM_FLAG_EMAIL"
    """邮箱。"""

    USER_FORM_FLAG_CITY = "USER_FORM_FLAG_CITY"
    """城市。"""


CardCommonFieldLike = (
    CardCommonField
    | Literal[
        "USER_FORM_FLAG_SEX",
        "USER_FORM_FLAG_NAME",
        "USER_FORM_FLAG_BIRTHDAY",
        "USER_FORM_FLAG_ADDRESS",
        "USER_FORM_FLAG_EMAIL",
        "USER_FORM_FLAG_CITY",
    ]
)
"""CardCommonField 的成员，或它的值。"""


class CardCustomField(Record, frozen=True, kw_only=True):
    """自定义开卡信息。品牌自己出的一道选择题。"""

    type: CardCustomFieldType | UnsetType = UNSET
    """自定义信息类型。用户怎样从选项里选。未证实：取值。"""

    name: str | UnsetType = UNSET
    """信息名称。给用户看的题目，用户会员卡里用它指明是哪道题。未证实：最大长度。"""

    values: list[str] | UnsetType = UNSET
    """选项列表。可以选的答案。未证实：最多项数。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            type: CardCustomFieldTypeLike | UnsetType = UNSET,
            name: str | UnsetType = UNSET,
            values: list[str] | UnsetType = UNSET,
        ) -> None: ...


class UserCardCommonField(Record, frozen=True, kw_only=True):
    """一项通用开卡信息。用户填写的一项通用信息。"""

    name: CardCommonField | UnsetType = UNSET
    """通用开卡信息。平台准备好的、可以让用户在开卡时填写的信息。未证实：取值。"""

    value: Annotated[str, SENSITIVE] | UnsetType = UNSET
    """填写的内容。用户填写的内容；这里是明文，传送时自动加密和解密。敏感信息，加密传输。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            name: CardCommonFieldLike | UnsetType = UNSET,
            value: str | UnsetType = UNSET,
        ) -> None: ...


class UserCardCustomField(Record, frozen=True, kw_only=True):
    """一项自定义开卡信息。用户对一道选择题的回答。"""

    name: str | UnsetType = UNSET
    """信息名称。哪道题，和模板里的名称相同。"""

    user_chosen_values: list[Annotated[str, SENSITIVE]] | UnsetType = UNSET
    """选中的选项。用户选了哪些答案，每一个分别加密；这里是明文，传送时自动加密和解密。每项敏感信息，加密传输。"""


class PointExchangeState(OpenEnum):
    """兑券状态。券到底有没有发出。"""

    POINT_EXCHANGE_COUPON_SUCCESS = "POINT_EXCHANGE_COUPON_SUCCESS"
    """兑券成功，券已经发给用户。"""

    POINT_EXCHANGE_COUPON_FAIL = "POINT_EXCHANGE_COUPON_FAIL"
    """兑券失败，品牌要退回扣减的积分。"""


class CardCustomFieldType(OpenEnum):
    """自定义信息类型。用户怎样从选项里选。"""

    CHECK_BOX = "CHECK_BOX"
    """多选。"""

    RADIO = "RADIO"
    """单选。"""


CardCustomFieldTypeLike = CardCustomFieldType | Literal["CHECK_BOX", "RADIO"]
"""CardCustomFieldType 的成员，或它的值。"""


class ListCardsRequest(Request[ListCardsResponse], frozen=True, kw_only=True):
    """查询会员卡模板列表。

    分页列出品牌的会员卡模板，可以只看某一种状态的。

    GET /brand/card-member/cards

    限频：每个品牌ID每秒 5 次。

    来源：查询会员卡模板列表，4015582712，2025-08-01。
    """

    operation: ClassVar[Operation] = Operation(
        name="ListCards",
        method="GET",
        path="/brand/card-member/cards",
        in_query=("state", "offset", "limit"),
        paging=Paging(items="data", offset="offset", limit="limit", total="total_count"),
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": ListCardsResponse},
    )

    offset: Annotated[int, Limits(minimum=0)]
    """分页开始位置。跳过多少个模板，从 0 开始；10 表示从第 11 个开始返回。不小于 0。"""

    limit: Annotated[int, Limits(minimum=1, maximum=20)]
    """分页大小。一页最多返回多少个模板，1 到 20。1 到 20。"""

    state: CardState | UnsetType = UNSET
    """会员卡模板状态。只要这种状态的模板；不填就不限状态。"""

    if TYPE_CHECKING:

        def __init__(self, *, offset: int, limit: int, state: CardStateLike | UnsetType = UNSET) -> None: ...


class CreateCardRequest(Request[Card], frozen=True, kw_only=True):
    """创建会员卡模板。

    为品牌创建一个会员卡模板，定下卡面、会员码、有效期和开卡时要用户填写的信息，得到模板的 card_id。用户开卡、删
    卡和积分的事件都通知到这里给出的 notify_url。

    POST /brand/card-member/cards

    前置条件：appid 已经和会员卡所属的品牌绑定；卡面图片已经用会员卡的图片上传接口上传。

    限频：每个品牌ID每秒 5 次。

    幂等：out_request_no 标识一次请求：文档只要求单号唯一，没有说明重复提交同一个单号会怎样；超时之后先查询模板
    列表，再决定是否重试。

    来源：创建会员卡模板，4015582711，2025-07-25。

    未证实：字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="CreateCard",
        method="POST",
        path="/brand/card-member/cards",
        body="members",
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": Card},
        request_number="out_request_no",
    )

    out_request_no: Annotated[str, Limits(max_length=128, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """商家请求单号。品牌为创建这个模板取的编号，要保持唯一；由数字、大小写字母、下划线和短横线组成。最多 128 个字
    符。
    """

    appid: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """商家AppID。已经和会员卡所属品牌绑定的 AppID，服务号、订阅号、公众号和小程序都可以；会员的 openid 就属于它。
    最多 32 个字符。未证实：格式。
    """

    card_type: CardType
    """会员卡类型。会员怎样得到这张卡；现在只能用 NORMAL，另外两种会被拒绝。"""

    card_title: Annotated[str, Limits(max_length=10)]
    """卡名称。显示在卡面上的名称，可以有中文、英文和标点。最多 10 个字符。"""

    card_color: Annotated[str, Limits(max_length=7)]
    """卡背景颜色。卡片正面的颜色，井号加六位十六进制的 RGB 值。最多 7 个字符。未证实：格式。"""

    card_picture_url: Annotated[str, Limits(max_length=256)]
    """卡图片。卡面背景图，只能用会员卡的图片上传接口得到的地址；建议 716×320 像素，小于 1 MB。最多 256 个字符。"""

    code_mode: CardCodeMode
    """会员卡code分配方式。会员卡的 code 由谁给出。"""

    code_type: CardCodeType | UnsetType = UNSET
    """会员码类型。会员卡上怎样出示会员码。未证实：取值。"""

    code_jump_information: CardJump | UnsetType = UNSET
    """会员码跳转信息。code_type 为 JUMP_MINI_PROGRAM 时，点会员码打开的小程序。"""

    benefits: str | UnsetType = UNSET
    """会员权益。一句话说明会员有什么好处。未证实：最大长度。"""

    notify_url: str | UnsetType = UNSET
    """通知地址。接收这个模板的开卡、删卡和积分事件的 HTTPS 地址。未证实：最大长度。"""

    need_pinned: bool | UnsetType = UNSET
    """是否置顶。要不要把会员卡置顶显示，不填就是不置顶。"""

    need_display_level: bool | UnsetType = UNSET
    """是否显示等级。要不要在卡面上显示会员等级，不填就是不显示；显示时要写 init_level。"""

    init_level: str | UnsetType = UNSET
    """初始等级。新用户开卡之后的等级，以后可以逐张修改。未证实：最大长度。"""

    service_phone: str | UnsetType = UNSET
    """服务电话。会员卡详情里的客服电话。未证实：最大长度。"""

    legal_agreement: str | UnsetType = UNSET
    """法务协议。用户和品牌之间的协议，纯文本。未证实：最大长度。"""

    valid_date_information: CardValidDateInformation | UnsetType = UNSET
    """会员卡有效期。会员卡从什么时候到什么时候有效。未证实：必填、条件。"""

    member_information: CardJump | UnsetType = UNSET
    """会员中心入口。点卡面打开的会员中心小程序。"""

    points_information: CardJump | UnsetType = UNSET
    """积分入口。查看积分的小程序；不填就没有积分入口。"""

    balance_information: CardJump | UnsetType = UNSET
    """储值入口。查看储值余额的小程序；不填就没有储值入口。"""

    purchase_information: CardPurchaseInformation | UnsetType = UNSET
    """付费会员信息。付费会员卡的价格和购买入口；不填就没有入口。"""

    user_information: CardUserForm | UnsetType = UNSET
    """开卡信息表。用户开卡时要填写哪些信息。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            out_request_no: str,
            appid: str,
            card_type: CardTypeLike,
            card_title: str,
            card_color: str,
            card_picture_url: str,
            code_mode: CardCodeModeLike,
            code_type: CardCodeTypeLike | UnsetType = UNSET,
            code_jump_information: CardJump | UnsetType = UNSET,
            benefits: str | UnsetType = UNSET,
            notify_url: str | UnsetType = UNSET,
            need_pinned: bool | UnsetType = UNSET,
            need_display_level: bool | UnsetType = UNSET,
            init_level: str | UnsetType = UNSET,
            service_phone: str | UnsetType = UNSET,
            legal_agreement: str | UnsetType = UNSET,
            valid_date_information: CardValidDateInformation | UnsetType = UNSET,
            member_information: CardJump | UnsetType = UNSET,
            points_information: CardJump | UnsetType = UNSET,
            balance_information: CardJump | UnsetType = UNSET,
            purchase_information: CardPurchaseInformation | UnsetType = UNSET,
            user_information: CardUserForm | UnsetType = UNSET,
        ) -> None: ...


class GetCardRequest(Request[Card], frozen=True, kw_only=True):
    """查询会员卡模板信息。

    查询一个会员卡模板的全部设置和现在的状态。

    GET /brand/card-member/cards/{card_id}

    限频：每个品牌ID每秒 5 次。

    来源：查询会员卡模板信息，4015582715，2025-08-01。
    """

    operation: ClassVar[Operation] = Operation(
        name="GetCard",
        method="GET",
        path="/brand/card-member/cards/{card_id}",
        in_path=("card_id",),
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": Card},
    )

    card_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡模板ID。会员卡模板的唯一标识，创建模板时由微信支付生成。最多 32 个字符。未证实：格式。"""


class UpdateCardRequest(Request[Card], frozen=True, kw_only=True):
    """修改会员卡模板信息。

    修改一个会员卡模板；只写要改的成员，没写的保持原样。 appid、卡类型、code 的分配方式和会员码的类型不在可以修
    改之列。

    PATCH /brand/card-member/cards/{card_id}

    前置条件：会员卡模板已经创建。

    限频：每个品牌ID每秒 5 次。

    来源：修改会员卡模板信息，4015582722，2025-08-01。

    未证实：字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateCard",
        method="PATCH",
        path="/brand/card-member/cards/{card_id}",
        in_path=("card_id",),
        body="members",
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": Card},
    )

    card_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡模板ID。会员卡模板的唯一标识，创建模板时由微信支付生成。最多 32 个字符。未证实：格式。"""

    card_title: Annotated[str, Limits(max_length=10)] | UnsetType = UNSET
    """卡名称。显示在卡面上的名称，可以有中文、英文和标点。最多 10 个字符。"""

    card_color: Annotated[str, Limits(max_length=7)] | UnsetType = UNSET
    """卡背景颜色。卡片正面的颜色，井号加六位十六进制的 RGB 值。最多 7 个字符。未证实：格式。"""

    card_picture_url: Annotated[str, Limits(max_length=256)] | UnsetType = UNSET
    """卡图片。卡面背景图，只能用会员卡的图片上传接口得到的地址；建议 716×320 像素，小于 1 MB。最多 256 个字符。"""

    code_jump_information: CardJump | UnsetType = UNSET
    """会员码跳转信息。会员码类型为 JUMP_MINI_PROGRAM 时，点会员码打开的小程序。"""

    benefits: str | UnsetType = UNSET
    """会员权益。一句话说明会员有什么好处。未证实：最大长度。"""

    notify_url: str | UnsetType = UNSET
    """通知地址。接收这个模板的开卡、删卡和积分事件的 HTTPS 地址。未证实：最大长度。"""

    need_pinned: bool | UnsetType = UNSET
    """是否置顶。要不要把会员卡置顶显示。"""

    need_display_level: bool | UnsetType = UNSET
    """是否显示等级。要不要在卡面上显示会员等级。"""

    service_phone: str | UnsetType = UNSET
    """服务电话。会员卡详情里的客服电话。未证实：最大长度。"""

    valid_date_information: CardValidDateInformation | UnsetType = UNSET
    """会员卡有效期。会员卡从什么时候到什么时候有效。未证实：必填、条件。"""

    member_information: CardJump | UnsetType = UNSET
    """会员中心入口。点卡面打开的会员中心小程序。"""

    points_information: CardJump | UnsetType = UNSET
    """积分入口。查看积分的小程序。"""

    balance_information: CardJump | UnsetType = UNSET
    """储值入口。查看储值余额的小程序。"""

    purchase_information: CardPurchaseInformation | UnsetType = UNSET
    """付费会员信息。付费会员卡的价格和购买入口；不填就没有入口。"""

    user_information: CardUserForm | UnsetType = UNSET
    """开卡信息表。用户开卡时要填写哪些信息。"""


class InvalidateCardRequest(Request[Card], frozen=True, kw_only=True):
    """作废会员卡模板。

    作废一个会员卡模板，此后它不能再从任何渠道投放。请求没有包体。

    POST /brand/card-member/cards/{card_id}/invalidate

    前置条件：会员卡模板已经创建。

    限频：每个品牌ID每秒 5 次。

    来源：作废会员卡模板，4015582724，2025-08-01。
    """

    operation: ClassVar[Operation] = Operation(
        name="InvalidateCard",
        method="POST",
        path="/brand/card-member/cards/{card_id}/invalidate",
        in_path=("card_id",),
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": Card},
    )

    card_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡模板ID。会员卡模板的唯一标识，创建模板时由微信支付生成。最多 32 个字符。未证实：格式。"""


class ListUserCardsRequest(Request[ListUserCardsResponse], frozen=True, kw_only=True):
    """查询用户在品牌下所有会员卡。

    分页列出一位用户在品牌之下领过的会员卡，可以只看某一种状态的。

    GET /brand/card-member/user-cards

    限频：每个品牌ID每秒 5 次。

    来源：查询用户在品牌下所有会员卡，4015582718，2025-07-25。
    """

    operation: ClassVar[Operation] = Operation(
        name="ListUserCards",
        method="GET",
        path="/brand/card-member/user-cards",
        in_query=("openid", "user_card_state", "offset", "limit"),
        paging=Paging(items="data", offset="offset", limit="limit", total="total_count"),
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": ListUserCardsResponse},
    )

    openid: Annotated[str, Limits(max_length=128, pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。最多 128 个字符。未证实：格式。"""

    offset: Annotated[int, Limits(minimum=0)]
    """分页开始位置。跳过多少张卡，从 0 开始；10 表示从第 11 张开始返回。不小于 0。"""

    limit: Annotated[int, Limits(minimum=1, maximum=20)]
    """分页大小。一页最多返回多少张卡，1 到 20。1 到 20。"""

    user_card_state: UserCardState | UnsetType = UNSET
    """用户会员卡状态。只要这种状态的会员卡；不填就不限状态。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            openid: str,
            offset: int,
            limit: int,
            user_card_state: UserCardStateLike | UnsetType = UNSET,
        ) -> None: ...


class ImportUserCardByOpenidRequest(Request[UserCard], frozen=True, kw_only=True):
    """根据OPENID导入用户会员卡。

    把品牌已有的会员按 OpenID 导入商家名片，使微信支付认得他们，也免得他们再次领取新会员的优惠。导入的会员不需要
    再同步开通结果。

    POST /brand/card-member/user-cards/import-by-openid

    前置条件：OpenID 所属的 AppID 已经和会员卡所属的品牌绑定。

    限频：每个品牌ID每秒 10 次。

    重复调用：没有请求单号；同一位用户再导入一次会怎样没有说明。

    来源：根据OPENID导入用户会员卡，4015582744，2025-07-16。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="ImportUserCardByOpenid",
        method="POST",
        path="/brand/card-member/user-cards/import-by-openid",
        body="members",
        rate_limit=RateLimit(requests=10, seconds=1, per="brand"),
        replies={"200": UserCard},
    )

    card_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡模板ID。导入到哪个会员卡模板。最多 32 个字符。未证实：格式。"""

    openid: Annotated[str, Limits(max_length=128, pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。最多 128 个字符。未证实：格式。"""

    user_card_code: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡code。会员在这个模板之下的编号；由数字、英文字母和半角标点组成。最多 32 个字符。未证实：格式。"""

    phone_number: Annotated[str, SENSITIVE] | UnsetType = UNSET
    """手机号。会员的手机号；写明文，由运行时用微信支付公钥加密。敏感信息，加密传输。未证实：最大长度。"""

    card_color: Annotated[str, Limits(max_length=7)] | UnsetType = UNSET
    """卡背景颜色。卡片正面的颜色，井号加六位十六进制的 RGB 值。最多 7 个字符。"""

    card_picture_url: Annotated[str, Limits(max_length=256)] | UnsetType = UNSET
    """卡图片。卡面背景图，只能用会员卡的图片上传接口得到的地址；建议 716×320 像素，小于 1 MB。最多 256 个字符。"""

    level: Annotated[str, Limits(max_length=10)] | UnsetType = UNSET
    """会员等级。品牌自己定的等级，只用来显示。最多 10 个字符。"""

    user_information: UserCardInformation | UnsetType = UNSET
    """用户开卡信息。用户开卡时填写的个人信息，每一项的内容都加密传送。"""

    valid_date_information: CardValidDateInformation | UnsetType = UNSET
    """会员卡有效期。会员卡从什么时候到什么时候有效。未证实：必填、条件。"""

    pickup_time: Time | UnsetType = UNSET
    """领取时间。会员是什么时候入会的，有效期按领取之后的天数计算时从这里算起。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            card_id: str,
            openid: str,
            user_card_code: str,
            phone_number: str | UnsetType = UNSET,
            card_color: str | UnsetType = UNSET,
            card_picture_url: str | UnsetType = UNSET,
            level: str | UnsetType = UNSET,
            user_information: UserCardInformation | UnsetType = UNSET,
            valid_date_information: CardValidDateInformation | UnsetType = UNSET,
            pickup_time: datetime | str | UnsetType = UNSET,
        ) -> None: ...


class GetUserCardRequest(Request[UserCard], frozen=True, kw_only=True):
    """查询用户会员卡信息。

    查询一位用户的一张会员卡，包括等级、有效期、开卡时填写的信息和现在的状态。手机号和开卡信息由微信支付加密下发。

    GET /brand/card-member/user-cards/{user_card_code}

    限频：每个品牌ID每秒 5 次。

    来源：查询用户会员卡信息，4015582716，2025-07-25。
    """

    operation: ClassVar[Operation] = Operation(
        name="GetUserCard",
        method="GET",
        path="/brand/card-member/user-cards/{user_card_code}",
        in_path=("user_card_code",),
        in_query=("card_id", "openid"),
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": UserCard},
    )

    user_card_code: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡code。会员在一个会员卡模板之下的编号，用户领卡后得到；由数字、英文字母和半角标点组成。最多 32 个字符。
    未证实：格式。
    """

    card_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡模板ID。这张卡属于哪个会员卡模板。最多 32 个字符。未证实：格式。"""

    openid: Annotated[str, Limits(max_length=128, pattern=r"^[!-~]+\Z")]
    """用户OpenID。持卡用户在会员卡模板的 appid 之下的唯一标识。最多 128 个字符。未证实：格式。"""


class UpdateUserCardRequest(Request[UserCard], frozen=True, kw_only=True):
    """修改用户会员卡信息。

    修改一位用户的一张会员卡，例如卡面、等级、手机号或者有效期；只写要改的成员，没写的保持原样。

    PATCH /brand/card-member/user-cards/{user_card_code}

    前置条件：用户已经有这张会员卡。

    限频：每个品牌ID每秒 5 次。

    来源：修改用户会员卡信息，4015582719，2025-07-25。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateUserCard",
        method="PATCH",
        path="/brand/card-member/user-cards/{user_card_code}",
        in_path=("user_card_code",),
        body="members",
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": UserCard},
    )

    user_card_code: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡code。会员在一个会员卡模板之下的编号，用户领卡后得到；由数字、英文字母和半角标点组成。最多 32 个字符。
    未证实：格式。
    """

    card_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡模板ID。这张卡属于哪个会员卡模板。最多 32 个字符。未证实：字段、格式。"""

    openid: Annotated[str, Limits(max_length=128, pattern=r"^[!-~]+\Z")]
    """用户OpenID。持卡用户在会员卡模板的 appid 之下的唯一标识。最多 128 个字符。未证实：格式。"""

    card_color: Annotated[str, Limits(max_length=7)] | UnsetType = UNSET
    """卡背景颜色。卡片正面的颜色，井号加六位十六进制的 RGB 值。最多 7 个字符。未证实：格式。"""

    card_picture_url: Annotated[str, Limits(max_length=256)] | UnsetType = UNSET
    """卡图片。卡面背景图，只能用会员卡的图片上传接口得到的地址；建议 716×320 像素，小于 1 MB。最多 256 个字符。"""

    phone_number: Annotated[str, SENSITIVE] | UnsetType = UNSET
    """手机号。会员的手机号；写明文，由运行时用微信支付公钥加密。敏感信息，加密传输。未证实：最大长度。"""

    level: Annotated[str, Limits(max_length=10)] | UnsetType = UNSET
    """会员等级。品牌自己定的等级，只用来显示。最多 10 个字符。"""

    valid_date_information: CardValidDateInformation | UnsetType = UNSET
    """会员卡有效期。会员卡从什么时候到什么时候有效。未证实：必填、条件。"""

    user_information: UserCardInformation | UnsetType = UNSET
    """用户开卡信息。用户开卡时填写的个人信息，每一项的内容都加密传送。"""

    attach: Annotated[str, Limits(max_length=256)] | UnsetType = UNSET
    """商家数据包。品牌自己写的文本，查询时原样返回。最多 256 个字符。"""


class InvalidateUserCardRequest(Request[UserCard], frozen=True, kw_only=True):
    """作废用户会员卡。

    作废一位用户的一张会员卡。作废之后不能恢复；要先告诉用户并得到同意，否则用户投诉会使品牌受到平台处罚。

    POST /brand/card-member/user-cards/{user_card_code}/invalidate

    前置条件：用户已经有这张会员卡；已经告诉用户并得到同意。

    限频：每个品牌ID每秒 5 次。

    重复调用：没有请求单号；已经失效的会员卡再失效一次会怎样没有说明。

    来源：作废用户会员卡，4015582726，2025-07-25。
    """

    operation: ClassVar[Operation] = Operation(
        name="InvalidateUserCard",
        method="POST",
        path="/brand/card-member/user-cards/{user_card_code}/invalidate",
        in_path=("user_card_code",),
        body="members",
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": UserCard},
    )

    user_card_code: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡code。会员在一个会员卡模板之下的编号，用户领卡后得到；由数字、英文字母和半角标点组成。最多 32 个字符。
    未证实：格式。
    """

    card_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡模板ID。这张卡属于哪个会员卡模板。最多 32 个字符。未证实：字段、格式。"""

    openid: Annotated[str, Limits(max_length=128, pattern=r"^[!-~]+\Z")]
    """用户OpenID。持卡用户在会员卡模板的 appid 之下的唯一标识。最多 128 个字符。未证实：格式。"""

    invalid_reason: str | UnsetType = UNSET
    """作废原因。为什么作废这张卡，查询用户会员卡时返回。未证实：字段、最大长度。"""


class ConfirmUserCardRequest(Request[UserCard], frozen=True, kw_only=True):
    """同步会员开通结果。

    用户从入会组件或商家名片开卡后，品牌会收到开卡通知，处理之后要用这个接口把结果告诉微信支付，开卡才算成功；同
    时可以改动卡上的部分信息。用接口导入的、下单时同步的会员不需要这一步。

    POST /brand/card-member/user-cards/{user_card_code}/confirm

    前置条件：已经收到这张卡的开卡通知。

    限频：每个品牌ID每秒 5 次。

    重复调用：没有请求单号；再确认一次会怎样没有说明。

    来源：同步会员开通结果，4015582750，2025-07-16。

    未证实：字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="ConfirmUserCard",
        method="POST",
        path="/brand/card-member/user-cards/{user_card_code}/confirm",
        in_path=("user_card_code",),
        body="members",
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": UserCard},
    )

    user_card_code: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡code。会员在一个会员卡模板之下的编号，用户领卡后得到；由数字、英文字母和半角标点组成。最多 32 个字符。
    未证实：格式。
    """

    card_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡模板ID。这张卡属于哪个会员卡模板。最多 32 个字符。未证实：格式。"""

    openid: Annotated[str, Limits(max_length=128, pattern=r"^[!-~]+\Z")]
    """用户OpenID。持卡用户在会员卡模板的 appid 之下的唯一标识。最多 128 个字符。未证实：格式。"""

    card_color: str | UnsetType = UNSET
    """卡背景颜色。卡片正面的颜色，井号加六位十六进制的 RGB 值。未证实：最大长度。"""

    card_picture_url: str | UnsetType = UNSET
    """卡图片。卡面背景图，只能用会员卡的图片上传接口得到的地址；建议 716×320 像素，小于 1 MB。未证实：最大长度。"""

    phone_number: Annotated[str, SENSITIVE] | UnsetType = UNSET
    """手机号。会员的手机号；写明文，由运行时用微信支付公钥加密。敏感信息，加密传输。未证实：最大长度。"""

    level: str | UnsetType = UNSET
    """会员等级。品牌自己定的等级，只用来显示。未证实：最大长度。"""

    valid_date_information: CardValidDateInformation | UnsetType = UNSET
    """会员卡有效期。会员卡从什么时候到什么时候有效。未证实：必填、条件。"""

    user_information: UserCardInformation | UnsetType = UNSET
    """用户开卡信息。用户开卡时填写的个人信息，每一项的内容都加密传送。"""

    attach: str | UnsetType = UNSET
    """商家数据包。品牌自己写的文本，查询时原样返回。未证实：最大长度。"""

    user_card_confirm_state: UserCardConfirmState | UnsetType = UNSET
    """开卡结果。品牌处理开卡的结果。未证实：取值。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            user_card_code: str,
            card_id: str,
            openid: str,
            card_color: str | UnsetType = UNSET,
            card_picture_url: str | UnsetType = UNSET,
            phone_number: str | UnsetType = UNSET,
            level: str | UnsetType = UNSET,
            valid_date_information: CardValidDateInformation | UnsetType = UNSET,
            user_information: UserCardInformation | UnsetType = UNSET,
            attach: str | UnsetType = UNSET,
            user_card_confirm_state: UserCardConfirmStateLike | UnsetType = UNSET,
        ) -> None: ...


class CreatePreAuthTokenRequest(Request[CreatePreAuthTokenResponse], frozen=True, kw_only=True):
    """品牌会员入会组件预授权。

    为一位用户取得拉起入会组件的凭证；小程序或 H5 拿着它打开组件，用户就能开通这张会员卡。凭证一小时后失效。

    POST /brand/card-member/pre-auth-tokens

    前置条件：会员卡模板已经创建。

    限频：每个品牌ID每秒 5 次。

    重复调用：没有请求单号；再调用一次得到另一个 token。

    来源：品牌会员入会组件预授权，4015582733，2025-11-19。

    未证实：字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="CreatePreAuthToken",
        method="POST",
        path="/brand/card-member/pre-auth-tokens",
        body="members",
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": CreatePreAuthTokenResponse},
    )

    card_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡模板ID。要用户开通哪个会员卡模板。最多 32 个字符。未证实：格式。"""

    openid: Annotated[str, Limits(max_length=128, pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。最多 128 个字符。未证实：格式。"""


class SendUserFeedRequest(Request[SendUserFeedResponse], frozen=True, kw_only=True):
    """创建用户动态信息。

    把不是经微信支付产生的会员动态（例如在别的渠道消费）告诉微信支付，显示在用户的商家名片会员里。

    POST /brand/card-member/user-feeds

    前置条件：用户已经有这张会员卡。

    限频：每个品牌ID每秒 5 次。

    幂等：out_request_no 标识一次请求：已知的资料只要求单号唯一，没有说明重复提交同一个单号会怎样。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="SendUserFeed",
        method="POST",
        path="/brand/card-member/user-feeds",
        body="members",
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": SendUserFeedResponse},
        request_number="out_request_no",
    )

    card_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """会员卡模板ID。用户的会员卡属于哪个模板。未证实：最大长度、格式。"""

    user_card_code: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """会员卡code。会员在这个模板之下的编号。未证实：最大长度、格式。"""

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。未证实：最大长度、格式。"""

    out_request_no: str | UnsetType = UNSET
    """商家请求单号。品牌为这条动态取的编号，要保持唯一。未证实：最大长度、格式。"""

    cell: str | UnsetType = UNSET
    """会员动态内容。动态说了什么，写法和下单时同步用户动态的 cell 相同。未证实：最大长度、名称。"""


class SyncUserPointsRequest(Request[SyncUserPointsResponse], frozen=True, kw_only=True):
    """同步积分余额。

    把一位会员现在的积分余额告诉微信支付。收到积分同步通知时必须调用；余额变动之后也可以主动调用。

    POST /brand/card-member/user-points/sync

    前置条件：用户已经有这张会员卡。

    限频：每个品牌ID每秒 10 次。

    幂等：out_request_no 标识一次请求：文档只要求单号唯一，没有说明重复提交同一个单号会怎样。

    来源：同步积分余额，4015897319，2025-08-20。

    未证实：限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="SyncUserPoints",
        method="POST",
        path="/brand/card-member/user-points/sync",
        body="members",
        rate_limit=RateLimit(requests=10, seconds=1, per="brand"),
        replies={"200": SyncUserPointsResponse},
        request_number="out_request_no",
    )

    out_request_no: Annotated[str, Limits(max_length=128, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """商家请求单号。品牌为这次同步取的编号，要保持唯一；由数字、大小写字母、下划线和短横线组成。最多 128 个字符。"""

    card_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡模板ID。用户的会员卡属于哪个模板。最多 32 个字符。未证实：格式。"""

    openid: Annotated[str, Limits(max_length=128, pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。最多 128 个字符。未证实：格式。"""

    user_card_code: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """会员卡code。会员在这个模板之下的编号；由数字、英文字母和半角标点组成。最多 32 个字符。未证实：格式。"""

    point_balance: int
    """积分余额。会员现在一共有多少积分，不是增减的数目。"""


class ConfirmPointExchangeRequest(Request[ConfirmPointExchangeResponse], frozen=True, kw_only=True):
    """同步积分兑券结果。

    用户用积分兑券时品牌会收到积分兑券通知；品牌扣减积分之后用这个接口允许或者拒绝，微信支付据此决定发不发券。允
    许之后应答里的 state 若是失败，券没有发出，品牌要把积分退回给用户。

    POST /brand/card-member/user-points/exchange-coupon/confirm

    前置条件：已经收到这次兑券的通知。

    限频：每个品牌ID每秒 5 次。

    幂等：record_id 标识一次请求：一次兑券只有一个 record_id，没有另外的请求单号；已知的资料没有说明重复提交会怎
    样。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="ConfirmPointExchange",
        method="POST",
        path="/brand/card-member/user-points/exchange-coupon/confirm",
        body="members",
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": ConfirmPointExchangeResponse},
        request_number="record_id",
    )

    record_id: str | UnsetType = UNSET
    """积分兑券ID。这次兑券的编号，取自积分兑券通知。未证实：最大长度。"""

    exchange_coupon_template_id: str | UnsetType = UNSET
    """积分兑券模板ID。兑券活动的编号，由微信支付生成。未证实：最大长度。"""

    card_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """会员卡模板ID。用户的会员卡属于哪个模板。未证实：最大长度、格式。"""

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """用户OpenID。用户在会员卡模板的 appid 之下的唯一标识。未证实：最大长度、格式。"""

    user_card_code: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """会员卡code。会员在这个模板之下的编号。未证实：最大长度、格式。"""

    result: PointExchangeResult | UnsetType = UNSET
    """兑券审核结果。品牌允不允许这次积分兑券。未证实：取值。"""

    reject_reason: str | UnsetType = UNSET
    """拒绝原因。为什么不允许兑券，拒绝时写。未证实：最大长度。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            record_id: str | UnsetType = UNSET,
            exchange_coupon_template_id: str | UnsetType = UNSET,
            card_id: str | UnsetType = UNSET,
            openid: str | UnsetType = UNSET,
            user_card_code: str | UnsetType = UNSET,
            result: PointExchangeResultLike | UnsetType = UNSET,
            reject_reason: str | UnsetType = UNSET,
        ) -> None: ...


class UploadCardImageRequest(Request[UploadCardImageResponse], frozen=True, kw_only=True):
    """图片上传。

    上传一张图片，得到可以用作会员卡卡面的地址，模板和用户会员卡都能用。图片是 JPG、BMP 或 PNG，最大 2 MB。签名
    时请求体用 meta 的 JSON 文本，不是整个表单。

    POST /brand/card-member/media/image-upload

    限频：每个品牌ID每秒 5 次。

    重复调用：没有请求单号；再传一次得到另一个地址。

    来源：图片上传，4015680641，2025-08-20。
    """

    operation: ClassVar[Operation] = Operation(
        name="UploadCardImage",
        method="POST",
        path="/brand/card-member/media/image-upload",
        body="multipart",
        in_meta=("filename", "file_digest"),
        files={"file": 2097152},
        from_file={"filename": "name", "file_digest": "sha256"},
        rate_limit=RateLimit(requests=5, seconds=1, per="brand"),
        replies={"200": UploadCardImageResponse},
    )

    file: FileSource
    """图片文件。图片的内容，JPG、BMP 或 PNG，最大 2 MB；用作卡面时要小于 1 MB。最多 2097152 字节。"""

    filename: str | UnsetType = UNSET
    """文件名。图片的文件名，带着图片格式的后缀。未证实：最大长度、格式。不填时取文件名。"""

    file_digest: str | UnsetType = UNSET
    """文件摘要。图片内容的 SHA-256，用小写十六进制书写。未证实：名称、格式。不填时由文件算出。"""


class UserCardCreateNotification(Notification[UserCardResource], frozen=True, kw_only=True):
    """用户开通会员卡通知。

    用户从入会组件或商家名片开通了会员卡。品牌处理之后要调用“同步会员开通结果”，开卡才算成功。通知发到创建模板时
    给出的 notify_url，可能重复。

    event_type：BRAND_MEMBER_CARD.USER_CARD.CREATE

    去重：card_id 和 user_card_code 和 create_time 和 event_type 相同的通知是同一件事。
    """

    event: ClassVar[Event] = Event(
        type="BRAND_MEMBER_CARD.USER_CARD.CREATE",
        resource=UserCardResource,
        same_if=("card_id", "user_card_code", "create_time"),
    )


class UserCardDeleteNotification(Notification[UserCardResource], frozen=True, kw_only=True):
    """用户删除会员卡通知。

    用户删除了会员卡。通知发到创建模板时给出的 notify_url，可能重复。

    event_type：BRAND_MEMBER_CARD.USER_CARD.DELETE

    去重：card_id 和 user_card_code 和 create_time 和 event_type 相同的通知是同一件事。
    """

    event: ClassVar[Event] = Event(
        type="BRAND_MEMBER_CARD.USER_CARD.DELETE",
        resource=UserCardResource,
        same_if=("card_id", "user_card_code", "create_time"),
    )


class PointExchangeCouponNotification(Notification[PointExchangeCouponResource], frozen=True, kw_only=True):
    """用户积分兑券事件通知。

    用户要用积分兑换一张商品券。品牌扣减积分之后调用“同步积分兑券结果”，说明允许还是拒绝。通知发到创建模板时给出
    的 notify_url，可能重复；同一次兑券的 record_id 相同，不要重复扣减。

    event_type：BRAND_MEMBER_CARD.POINT_EXCHANGE_COUPON

    去重：record_id 和 event_type 相同的通知是同一件事。
    """

    event: ClassVar[Event] = Event(
        type="BRAND_MEMBER_CARD.POINT_EXCHANGE_COUPON",
        resource=PointExchangeCouponResource,
        same_if=("record_id",),
    )


class SyncUserPointNotification(Notification[SyncUserPointResource], frozen=True, kw_only=True):
    """用户积分同步事件通知。

    微信支付要知道一位会员现在的积分余额。品牌收到之后要调用“同步积分余额”。通知发到创建模板时给出的 notify_url，
    可能重复；内容里没有编号，重复的通知靠通知 ID 辨认。

    event_type：BRAND_MEMBER_CARD.SYNC_USER_POINT

    来源：用户积分同步事件通知，4016096803，2025-09-17。
    """

    event: ClassVar[Event] = Event(type="BRAND_MEMBER_CARD.SYNC_USER_POINT", resource=SyncUserPointResource)

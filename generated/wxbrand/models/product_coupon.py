# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""商品券：创建、发放、核销与查询。"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from wxbrand_runtime.models import (
    UNSET,
    Absent,
    ExactlyOne,
    FileSource,
    Given,
    Has,
    Is,
    Limits,
    NotTogether,
    OpenEnum,
    Operation,
    Paging,
    RateLimit,
    Record,
    Request,
    Rule,
    Time,
    UnsetType,
)
from wxbrand_runtime.notifications import Event, Notification


class UploadImageResponse(Record, frozen=True, kw_only=True):
    """上传图片的结果。"""

    image_url: Annotated[str, Limits(max_length=256)]
    """图片地址。用在商品券里的图片地址，一直有效。最多 256 个字符。"""


class ImageGenerationType(OpenEnum):
    """图片生成类型。怎样生成图片。"""

    COMBINE_IMAGE = "COMBINE_IMAGE"
    """拼图，把品牌元素和优惠信息拼成头图，适合全场券。"""

    CUT_OUT = "CUT_OUT"
    """抠图，去掉商品图的背景，只留商品，适合单品券。"""


ImageGenerationTypeLike = ImageGenerationType | Literal["COMBINE_IMAGE", "CUT_OUT"]
"""ImageGenerationType 的成员，或它的值。"""


class CombineImage(Record, frozen=True, kw_only=True):
    """拼图数据。拼到头图上的优惠信息，image_generation_type 为 COMBINE_IMAGE 时写。"""

    scope: Scope | UnsetType = UNSET
    """优惠范围。商品券对哪些商品有效，决定可选的券类型和优惠规则写在哪里。未证实：取值。"""

    type: CouponType | UnsetType = UNSET
    """商品券类型。商品券怎样优惠。"""

    usage_mode: UsageMode | UnsetType = UNSET
    """使用模式。用户领取之后能用一次还是多次。未证实：取值。"""

    normal_coupon: NormalRule | UnsetType = UNSET
    """满减规则。满减券达到门槛后减去固定金额。"""

    discount_coupon: DiscountRule | UnsetType = UNSET
    """折扣规则。折扣券达到门槛后按百分比减免。"""

    exchange_coupon: ExchangeRule | UnsetType = UNSET
    """兑换规则。兑换券达到门槛后按固定价格换购。"""

    background_color: str | UnsetType = UNSET
    """背景颜色色值。拼图用的品牌颜色，井号加六位十六进制的 RGB 值。未证实：格式。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            scope: ScopeLike | UnsetType = UNSET,
            type: CouponTypeLike | UnsetType = UNSET,
            usage_mode: UsageModeLike | UnsetType = UNSET,
            normal_coupon: NormalRule | UnsetType = UNSET,
            discount_coupon: DiscountRule | UnsetType = UNSET,
            exchange_coupon: ExchangeRule | UnsetType = UNSET,
            background_color: str | UnsetType = UNSET,
        ) -> None: ...


class CutOutImage(Record, frozen=True, kw_only=True):
    """抠图数据。要去掉背景的商品图，image_generation_type 为 CUT_OUT 时写。"""

    image_url: str | UnsetType = UNSET
    """商品图URL。商品图的地址，只能用上传图片得到的地址。未证实：格式。"""


class CreateImageGenerationTaskResponse(Record, frozen=True, kw_only=True):
    """已经受理的任务。用来查询结果的编号。"""

    task_id: str | UnsetType = UNSET
    """图片生成的任务ID。请求里的编号，原样返回。"""


class ImageGenerationTask(Record, frozen=True, kw_only=True):
    """图片生成任务。任务的状态，做完之后还有图片的地址。"""

    task_id: str | UnsetType = UNSET
    """图片生成的任务ID。创建任务时由品牌取的编号。"""

    image_generation_type: ImageGenerationType | UnsetType = UNSET
    """图片生成类型。怎样生成图片。"""

    task_state: ImageGenerationState | UnsetType = UNSET
    """图片生成任务状态。任务做到了哪一步。未证实：取值。"""

    combine_image_result: GeneratedImage | UnsetType = UNSET
    """拼图结果。拼好的头图，拼图做完之后有。"""

    cut_out_result: GeneratedImage | UnsetType = UNSET
    """抠图结果。去掉背景的商品图，抠图做完之后有。"""


class NotifyConfigState(Record, frozen=True, kw_only=True):
    """事件通知地址的设置。现在生效的商品券事件通知地址。"""

    notify_url: str
    """通知地址。商品券事件发生时微信支付请求的地址。"""

    update_time: Time
    """更新时间。最近一次设置通知地址的时间。"""


class Scope(OpenEnum):
    """优惠范围。商品券对哪些商品有效，决定可选的券类型和优惠规则写在哪里。"""

    ALL = "ALL"
    """全场商品可用，券类型只能是满减券或折扣券。"""

    SINGLE = "SINGLE"
    """部分商品可用（单品券），券类型不受限制。"""

    CATEGORY = "CATEGORY"
    """一类商品可用，券类型只能是满减券或折扣券；只在查询商品券的文档里列出。"""


ScopeLike = Scope | Literal["ALL", "SINGLE", "CATEGORY"]
"""Scope 的成员，或它的值。"""


class CouponType(OpenEnum):
    """商品券类型。商品券怎样优惠。"""

    NORMAL = "NORMAL"
    """满减券，达到门槛后减去固定金额。"""

    DISCOUNT = "DISCOUNT"
    """折扣券，达到门槛后按百分比减免。"""

    EXCHANGE = "EXCHANGE"
    """兑换券，达到门槛后按固定价格换购，只用于单品券。"""


CouponTypeLike = CouponType | Literal["NORMAL", "DISCOUNT", "EXCHANGE"]
"""CouponType 的成员，或它的值。"""


class UsageMode(OpenEnum):
    """使用模式。用户领取之后能用一次还是多次。"""

    SINGLE = "SINGLE"
    """单券，只能使用一次。"""

    PROGRESSIVE_BUNDLE = "PROGRESSIVE_BUNDLE"
    """多次优惠，每一次对应批次组里的一个批次，核销一张之后发下一张，直到用完。"""


UsageModeLike = UsageMode | Literal["SINGLE", "PROGRESSIVE_BUNDLE"]
"""UsageMode 的成员，或它的值。"""


class SingleUsageInfo(Record, frozen=True, kw_only=True):
    """单券模式信息。全场单券的优惠规则，商品券的所有批次都用它；单品券的规则写在批次里。"""

    normal_coupon: NormalRule | UnsetType = UNSET
    """满减券使用规则。全场满减券的门槛和减免金额，只用于 scope 为 ALL、type 为 NORMAL 的单券。"""

    discount_coupon: DiscountRule | UnsetType = UNSET
    """折扣券使用规则。全场折扣券的门槛和减免百分比，只用于 scope 为 ALL、type 为 DISCOUNT 的单券。"""


class ProgressiveBundleUsageInfo(Record, frozen=True, kw_only=True):
    """多次优惠模式信息。多次优惠可以用几次，两次之间隔多久。"""

    count: Annotated[int, Limits(minimum=3, maximum=15)]
    """可使用次数。用户领取之后一共可以使用的次数，也就是批次组里批次的个数。3 到 15。"""

    interval_days: Annotated[int, Limits(minimum=0, maximum=7)] | UnsetType = UNSET
    """使用间隔天数。两次使用之间至少隔几天，0 表示当天就能接着用。单位：天；0 到 7。"""


class ProductCouponDisplayInfo(Record, frozen=True, kw_only=True):
    """商品券展示信息。商品券给用户看的名称、图片，以及单品券的原价和套餐。"""

    name: Annotated[str, Limits(min_length=3, max_length=15)]
    """商品券名称。用户看到的券名；一个表情符号也算一个字符。3 到 15 个字符。"""

    image_url: str
    """商品券图片。宽高比 1:1 的图片，建议 1080*1080；只能用图片上传接口得到的地址。"""

    background_url: str
    """商品券背景图。宽高比 65:77 的背景图，建议 1170*1326；只能用图片上传接口得到的地址。"""

    detail_image_url_list: Annotated[list[str], Limits(max_items=8)] | UnsetType = UNSET
    """详情图列表。商品详情图的地址，最多 8 张；只能用图片上传接口得到的地址。最多 8 项。"""

    original_price: int | UnsetType = UNSET
    """商品原价。单品券对应商品不优惠时的价格，只用于 scope 为 SINGLE 的商品券。单位：分。未证实：必填。"""

    combo_package_list: Annotated[list[ComboPackage], Limits(max_items=50)] | UnsetType = UNSET
    """套餐组合列表。单品券可以换到的套餐，最多 50 个，只用于 scope 为 SINGLE 的商品券。最多 50 项。未证实：必填。"""


class StockForCreate(Record, frozen=True, kw_only=True):
    """要创建的批次。单券商品券的一个批次：发多少、什么时候能用、怎样展示。"""

    remark: Annotated[str, Limits(max_length=20)] | UnsetType = UNSET
    """备注。只有品牌自己看得到的说明。最多 20 个字符。"""

    coupon_code_mode: CodeMode
    """券Code分配模式。发券时用户商品券 Code 从哪里来。"""

    stock_send_rule: SendRule
    """发放规则。一共发多少、每天发多少、每人领多少。"""

    single_usage_rule: SingleUsageRule | UnsetType = UNSET
    """单券使用规则。可核销时间和单品券的优惠规则，usage_mode 为 SINGLE 的商品券要填。"""

    usage_rule_display_info: UsageRuleDisplayInfo
    """券使用规则展示信息。告诉用户怎样使用、在哪里使用。"""

    coupon_display_info: CouponDisplayInfo
    """用户商品券展示信息。券在用户卡包里怎样展示，以及通往小程序、公众号、视频号的入口。"""

    notify_config: NotifyConfig
    """事件通知配置。券事件的通知用哪个 AppID。"""

    store_scope: StoreScope
    """可用门店范围。用户商品券能在品牌的哪些门店使用。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            remark: str | UnsetType = UNSET,
            coupon_code_mode: CodeModeLike,
            stock_send_rule: SendRule,
            single_usage_rule: SingleUsageRule | UnsetType = UNSET,
            usage_rule_display_info: UsageRuleDisplayInfo,
            coupon_display_info: CouponDisplayInfo,
            notify_config: NotifyConfig,
            store_scope: StoreScopeLike,
        ) -> None: ...


class StockBundleForCreate(Record, frozen=True, kw_only=True):
    """要创建的批次组。多次优惠商品券的一个批次组：每一次使用对应组内一个批次，除优惠规则外设置都相同。"""

    remark: Annotated[str, Limits(max_length=20)] | UnsetType = UNSET
    """备注。只有品牌自己看得到的说明。最多 20 个字符。"""

    coupon_code_mode: BundleCodeMode
    """批次组的券Code分配模式。发券时用户商品券 Code 从哪里来，对批次组内的每个批次都生效。未证实：取值。"""

    stock_send_rule: SendRule
    """批次组发放规则。一共发多少、每天发多少、每人领多少，组内的批次都照此设置。"""

    progressive_bundle_usage_rule: BundleUsageRule | UnsetType = UNSET
    """多次优惠批次组使用规则。可核销时间和每一次的优惠规则，按次序建成组内的批次。未证实：字段。"""

    usage_rule_display_info: UsageRuleDisplayInfo
    """券使用规则展示信息。告诉用户怎样使用、在哪里使用。"""

    coupon_display_info: CouponDisplayInfo
    """用户商品券展示信息。券在用户卡包里怎样展示，以及通往小程序、公众号、视频号的入口。"""

    notify_config: NotifyConfig
    """事件通知配置。券事件的通知用哪个 AppID。"""

    store_scope: StoreScope
    """可用门店范围。用户商品券能在品牌的哪些门店使用。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            remark: str | UnsetType = UNSET,
            coupon_code_mode: BundleCodeModeLike,
            stock_send_rule: SendRule,
            progressive_bundle_usage_rule: BundleUsageRule | UnsetType = UNSET,
            usage_rule_display_info: UsageRuleDisplayInfo,
            coupon_display_info: CouponDisplayInfo,
            notify_config: NotifyConfig,
            store_scope: StoreScopeLike,
        ) -> None: ...


class CreateProductCouponResponse(Record, frozen=True, kw_only=True):
    """创建的商品券。新建的商品券，和一起创建的批次或批次组。"""

    product_coupon_id: Annotated[str, Limits(max_length=40)]
    """商品券ID。商品券的唯一标识，由微信支付生成。最多 40 个字符。"""

    scope: Scope
    """优惠范围。商品券对哪些商品有效，决定可选的券类型和优惠规则写在哪里。未证实：取值。"""

    type: CouponType
    """商品券类型。商品券怎样优惠。"""

    usage_mode: UsageMode | UnsetType = UNSET
    """使用模式。用户领取之后能用一次还是多次。未证实：取值。"""

    single_usage_info: SingleUsageInfo | UnsetType = UNSET
    """单券模式信息。全场单券的优惠规则，商品券的所有批次都用它；单品券的规则写在批次里。"""

    progressive_bundle_usage_info: ProgressiveBundleUsageInfo | UnsetType = UNSET
    """多次优惠模式信息。多次优惠可以用几次，两次之间隔多久。"""

    display_info: ProductCouponDisplayInfo | UnsetType = UNSET
    """商品券展示信息。商品券给用户看的名称、图片，以及单品券的原价和套餐。"""

    out_product_no: Annotated[str, Limits(max_length=40)] | UnsetType = UNSET
    """品牌侧商品编号。创建时品牌填写的商品编号。最多 40 个字符。"""

    state: ProductCouponState | UnsetType = UNSET
    """商品券状态。商品券现在处于哪个阶段。"""

    stock: StockEntity | UnsetType = UNSET
    """批次。一起创建的批次，usage_mode 为 SINGLE 时才有。未证实：字段。"""

    stock_bundle: StockBundleEntity | UnsetType = UNSET
    """批次组。一起创建的批次组，usage_mode 为 PROGRESSIVE_BUNDLE 时才有。"""


class ProductCouponEntity(Record, frozen=True, kw_only=True):
    """商品券。一个商品券的全部信息，不包括它的批次。"""

    product_coupon_id: Annotated[str, Limits(max_length=40)]
    """商品券ID。商品券的唯一标识，由微信支付生成。最多 40 个字符。"""

    scope: Scope
    """优惠范围。商品券对哪些商品有效，决定可选的券类型和优惠规则写在哪里。未证实：取值。"""

    type: CouponType
    """商品券类型。商品券怎样优惠。"""

    usage_mode: UsageMode | UnsetType = UNSET
    """使用模式。用户领取之后能用一次还是多次。未证实：取值。"""

    single_usage_info: SingleUsageInfo | UnsetType = UNSET
    """单券模式信息。全场单券的优惠规则，商品券的所有批次都用它；单品券的规则写在批次里。"""

    progressive_bundle_usage_info: ProgressiveBundleUsageInfo | UnsetType = UNSET
    """多次优惠模式信息。多次优惠可以用几次，两次之间隔多久。"""

    display_info: ProductCouponDisplayInfo | UnsetType = UNSET
    """商品券展示信息。商品券给用户看的名称、图片，以及单品券的原价和套餐。"""

    out_product_no: Annotated[str, Limits(max_length=40)] | UnsetType = UNSET
    """品牌侧商品编号。创建时品牌填写的商品编号，微信支付不检查是否重复。最多 40 个字符。"""

    state: ProductCouponState | UnsetType = UNSET
    """商品券状态。商品券现在处于哪个阶段。"""

    deactivate_request_no: str | UnsetType = UNSET
    """失效请求单号。使商品券失效的那次请求的单号，失效之后才有。"""

    deactivate_time: Time | UnsetType = UNSET
    """失效时间。商品券失效的时间，失效之后才有。"""

    deactivate_reason: str | UnsetType = UNSET
    """失效原因。品牌填写的失效原因，失效之后才有。"""


class StockState(OpenEnum):
    """批次状态。批次现在能不能发放。"""

    AUDITING = "AUDITING"
    """审批中。"""

    SENDING = "SENDING"
    """发放中。"""

    PAUSED = "PAUSED"
    """已暂停。"""

    STOPPED = "STOPPED"
    """已停止，批次到了结束时间。"""

    DEACTIVATED = "DEACTIVATED"
    """已失效，品牌调用失效接口的结果。"""


StockStateLike = StockState | Literal["AUDITING", "SENDING", "PAUSED", "STOPPED", "DEACTIVATED"]
"""StockState 的成员，或它的值。"""


class ListStocksResponse(Record, frozen=True, kw_only=True):
    """批次列表的一页。"""

    total_count: int | UnsetType = UNSET
    """总个数。符合条件的批次一共多少个，只有第一页（page_token 为空）才有。未证实：必填。"""

    stock_list: list[StockEntity] | UnsetType = UNSET
    """批次列表。这一页的批次。"""

    next_page_token: str | UnsetType = UNSET
    """下一页Token。用它查询下一页，没有或为空表示已经是最后一页。"""


class StockEntity(Record, frozen=True, kw_only=True):
    """批次。一个商品券批次的全部信息。"""

    product_coupon_id: str | UnsetType = UNSET
    """商品券ID。批次所属的商品券。"""

    stock_id: str | UnsetType = UNSET
    """批次ID。批次的唯一标识，由微信支付生成。"""

    remark: str | UnsetType = UNSET
    """备注。只有品牌自己看得到的说明。"""

    coupon_code_mode: CodeMode | UnsetType = UNSET
    """券Code分配模式。发券时用户商品券 Code 从哪里来。"""

    coupon_code_count_info: CouponCodeCountInfo | UnsetType = UNSET
    """预上传Code数量。品牌预上传的券 Code 有多少，coupon_code_mode 为 UPLOAD 时才有意义。"""

    stock_send_rule: StockSendRule | UnsetType = UNSET
    """批次的发放规则。批次现在的发放上限。"""

    single_usage_rule: SingleUsageRule | UnsetType = UNSET
    """单券使用规则。单券批次的可核销时间，以及单品券的优惠规则；全场券的优惠规则在商品券的 single_usage_info 里。"""

    progressive_bundle_usage_rule: StockUsageRule | UnsetType = UNSET
    """批次组内一个批次的使用规则。多次优惠里这一次的可核销时间和优惠规则。"""

    stock_bundle_info: StockBundleInfo | UnsetType = UNSET
    """所属批次组。批次属于哪个批次组，是其中第几个。"""

    usage_rule_display_info: UsageRuleDisplayInfo | UnsetType = UNSET
    """券使用规则展示信息。告诉用户怎样使用、在哪里使用。"""

    coupon_display_info: StockCouponDisplayInfo | UnsetType = UNSET
    """批次的用户商品券展示信息。批次发出的券在用户卡包里怎样展示。未证实：必填。"""

    notify_config: StockNotifyConfig | UnsetType = UNSET
    """批次的事件通知配置。批次的券事件通知用哪个 AppID。"""

    store_scope: StoreScope | UnsetType = UNSET
    """可用门店范围。用户商品券能在品牌的哪些门店使用。"""

    sent_count_info: SentCountInfo | UnsetType = UNSET
    """已发放次数。批次一共发放了多少次、今天发放了多少次。"""

    state: StockState | UnsetType = UNSET
    """批次状态。批次现在能不能发放。"""

    deactivate_request_no: str | UnsetType = UNSET
    """失效请求单号。使批次失效的那次请求的单号，失效之后才有。"""

    deactivate_time: Time | UnsetType = UNSET
    """失效时间。批次失效的时间，失效之后才有。"""

    deactivate_reason: str | UnsetType = UNSET
    """失效原因。品牌填写的失效原因，失效之后才有。"""


class UsageRuleDisplayInfo(Record, frozen=True, kw_only=True):
    """券使用规则展示信息。告诉用户怎样使用、在哪里使用。

    规则：填了 mini_program_appid 时，mini_program_path 必填；coupon_usage_method_list 含 MINI_PROGRAM 时，
    mini_program_appid 必填，mini_program_path 必填；coupon_usage_method_list 含 APP 时，app_path 必填。
    """

    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(when=(Given("mini_program_appid"),), then=(Given("mini_program_path"),)),
        Rule(
            when=(Has("coupon_usage_method_list", "MINI_PROGRAM"), Given("coupon_usage_method_list")),
            then=(Given("mini_program_appid"), Given("mini_program_path")),
        ),
        Rule(
            when=(Has("coupon_usage_method_list", "APP"), Given("coupon_usage_method_list")),
            then=(Given("app_path"),),
        ),
    )

    coupon_usage_method_list: list[CouponUsageMethod]
    """券使用方式列表。用户可以怎样使用，可以有多种。"""

    mini_program_appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """小程序AppID。使用时跳转到哪个小程序，要和品牌绑定；使用方式有 MINI_PROGRAM 时必填，和 mini_program_path 一起
    填。未证实：格式。
    """

    mini_program_path: str | UnsetType = UNSET
    """小程序跳转路径。使用时跳转到小程序的哪一页；使用方式有 MINI_PROGRAM 时必填。"""

    app_path: str | UnsetType = UNSET
    """APP跳转路径。使用时跳转到APP的哪一页；使用方式有 APP 时必填。"""

    usage_description: Annotated[str, Limits(max_length=1000)]
    """券使用说明。给用户看的详细规则。最多 1000 个字符。"""

    coupon_available_store_info: CouponAvailableStoreInfo | UnsetType = UNSET
    """可用门店信息。告诉用户哪些门店可用。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            coupon_usage_method_list: Sequence[CouponUsageMethodLike],
            mini_program_appid: str | UnsetType = UNSET,
            mini_program_path: str | UnsetType = UNSET,
            app_path: str | UnsetType = UNSET,
            usage_description: str,
            coupon_available_store_info: CouponAvailableStoreInfo | UnsetType = UNSET,
        ) -> None: ...


class CouponDisplayInfo(Record, frozen=True, kw_only=True):
    """用户商品券展示信息。券在用户卡包里怎样展示，以及通往小程序、公众号、视频号的入口。"""

    code_display_mode: CodeDisplayMode
    """券Code展示模式。卡包的券详情里怎样展示用户商品券 Code。"""

    background_color: BackgroundColor | UnsetType = UNSET
    """券背景颜色。卡包里券的底色，从十种颜色里选一种；不填时为 Color020。未证实：取值。"""

    entrance_mini_program: EntranceMiniProgram | UnsetType = UNSET
    """小程序入口。券详情里通往小程序的入口。"""

    entrance_official_account: EntranceOfficialAccount | UnsetType = UNSET
    """公众号入口。券详情里通往公众号的入口。"""

    entrance_finder: EntranceFinder | UnsetType = UNSET
    """视频号入口。券详情里通往视频号的入口。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            code_display_mode: CodeDisplayModeLike,
            background_color: BackgroundColorLike | UnsetType = UNSET,
            entrance_mini_program: EntranceMiniProgram | UnsetType = UNSET,
            entrance_official_account: EntranceOfficialAccount | UnsetType = UNSET,
            entrance_finder: EntranceFinder | UnsetType = UNSET,
        ) -> None: ...


class NotifyConfig(Record, frozen=True, kw_only=True):
    """事件通知配置。券事件的通知用哪个 AppID。"""

    notify_appid: str
    """事件通知AppID。发送券事件通知时用的 AppID，可以是小程序、服务号、公众号或APP，要和品牌绑定。未证实：必填。"""


class StoreScope(OpenEnum):
    """可用门店范围。用户商品券能在品牌的哪些门店使用。"""

    NONE = "NONE"
    """不关联门店，不按门店限制。"""

    ALL = "ALL"
    """品牌的全部门店。"""

    SPECIFIC = "SPECIFIC"
    """只限用关联门店接口指定的门店。"""


StoreScopeLike = StoreScope | Literal["NONE", "ALL", "SPECIFIC"]
"""StoreScope 的成员，或它的值。"""


class UpdateBudgetMode(OpenEnum):
    """更新模式。修改哪一种发放上限。"""

    MAX_COUNT = "MAX_COUNT"
    """修改发放总上限。"""

    MAX_COUNT_PER_DAY = "MAX_COUNT_PER_DAY"
    """修改每日发放上限；创建时没有限制每日发放的不能用。"""


UpdateBudgetModeLike = UpdateBudgetMode | Literal["MAX_COUNT", "MAX_COUNT_PER_DAY"]
"""UpdateBudgetMode 的成员，或它的值。"""


class UploadCouponCodesResponse(Record, frozen=True, kw_only=True):
    """预上传券Code的结果。"""

    total_count: int | UnsetType = UNSET
    """总个数。这次请求一共处理了多少个 Code。"""

    success_code_list: list[str] | UnsetType = UNSET
    """成功的Code列表。这次上传成功的 Code。"""

    failed_code_list: list[FailedCouponCode] | UnsetType = UNSET
    """失败的Code列表。没有上传成功的 Code 和原因。"""

    already_exist_code_list: list[str] | UnsetType = UNSET
    """早已上传的Code列表。以前已经上传过的 Code。"""

    duplicate_code_list: list[str] | UnsetType = UNSET
    """重复的Code列表。在这次请求里重复出现的 Code。"""


class AssociatedStore(Record, frozen=True, kw_only=True):
    """门店。品牌的一家门店。"""

    store_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """门店ID。门店的唯一标识，创建品牌门店时由微信支付生成。未证实：格式。"""


class AssociatedStoresResult(Record, frozen=True, kw_only=True):
    """批量处理门店的结果。"""

    total_count: int | UnsetType = UNSET
    """总个数。这次请求一共处理了多少家门店。"""

    success_store_list: list[AssociatedStore] | UnsetType = UNSET
    """成功的门店列表。处理成功的门店。"""

    failed_store_list: list[FailedStore] | UnsetType = UNSET
    """失败的门店列表。没有处理成功的门店和原因。"""


class ListAssociatedStoresResponse(Record, frozen=True, kw_only=True):
    """关联门店列表的一页。"""

    total_count: int | UnsetType = UNSET
    """总个数。批次一共关联了多少家门店。"""

    store_list: list[AssociatedStore] | UnsetType = UNSET
    """门店列表。这一页的门店。"""

    next_page_token: str | UnsetType = UNSET
    """下一页Token。用它查询下一页，没有或为空表示已经是最后一页。"""


class StockBundleEntity(Record, frozen=True, kw_only=True):
    """批次组。一个批次组和组内的批次。"""

    stock_bundle_id: str | UnsetType = UNSET
    """批次组ID。批次组的唯一标识，由微信支付生成。"""

    stock_list: list[StockEntity] | UnsetType = UNSET
    """批次列表。组内的批次，按使用次序排列；没有 single_usage_rule。"""


class PreSendUserProductCouponBundleResponse(Record, frozen=True, kw_only=True):
    """预发放的结果。"""

    token: Annotated[str, Limits(max_length=1024)]
    """预发券token。交给领券组件用来完成发券的凭证；小程序里用 wx.openBusinessView 打开组件，它的 action 是
    receiveCoupon。最多 1024 个字符；有效期 300 秒。
    """


class PreSendUserProductCouponResponse(Record, frozen=True, kw_only=True):
    """预发放的结果。交给领券组件的凭证。"""

    token: str | UnsetType = UNSET
    """预发券token。交给领券组件用来完成发券的凭证；小程序里用 wx.openBusinessView 打开组件，它的 action 是
    receiveCoupon。未证实：最大长度、字段。
    """


class UserCouponState(OpenEnum):
    """用户商品券状态。一张用户商品券现在能不能使用。"""

    CONFIRMING = "CONFIRMING"
    """等待品牌确认发放，还不能使用。"""

    PENDING = "PENDING"
    """已确认，还没有到可用的时间。"""

    EFFECTIVE = "EFFECTIVE"
    """可以使用。"""

    USED = "USED"
    """已核销。"""

    EXPIRED = "EXPIRED"
    """已过期。"""

    DELETED = "DELETED"
    """用户在卡包里删除了，没有通知，只能查询得知。"""

    DEACTIVATED = "DEACTIVATED"
    """已失效，品牌调用失效接口的结果。"""


UserCouponStateLike = (
    UserCouponState
    | Literal[
        "CONFIRMING",
        "PENDING",
        "EFFECTIVE",
        "USED",
        "EXPIRED",
        "DELETED",
        "DEACTIVATED",
    ]
)
"""UserCouponState 的成员，或它的值。"""


class ListUserProductCouponsResponse(Record, frozen=True, kw_only=True):
    """用户商品券列表。一页用户商品券。"""

    total_count: int | UnsetType = UNSET
    """总数。符合条件的券一共几张；查询第一页时才有。"""

    user_coupon_list: list[UserProductCouponEntity] | UnsetType = UNSET
    """用户商品券列表。这一页的券。"""

    next_page_token: str | UnsetType = UNSET
    """下一页Token。查询下一页时填到 page_token；没有下一页时为空。"""


class CouponTagInfo(Record, frozen=True, kw_only=True):
    """商品券标签信息。发券时给这张券打的标签，以及标签要用的信息。"""

    coupon_tag_list: list[CouponTag] | UnsetType = UNSET
    """标签列表。给这张券打哪些标签。"""

    member_tag_info: MemberTagInfo | UnsetType = UNSET
    """会员标签信息。会员标签要用的会员卡，标签列表里有 MEMBER 时给出。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            coupon_tag_list: Sequence[CouponTagLike] | UnsetType = UNSET,
            member_tag_info: MemberTagInfo | UnsetType = UNSET,
        ) -> None: ...


class UserProductCouponEntity(Record, frozen=True, kw_only=True):
    """用户商品券。发给一位用户的一张商品券。"""

    coupon_code: str | UnsetType = UNSET
    """用户商品券Code。用户商品券的唯一标识。"""

    coupon_state: UserCouponState | UnsetType = UNSET
    """用户商品券状态。一张用户商品券现在能不能使用。"""

    valid_begin_time: Time | UnsetType = UNSET
    """有效期开始时间。从这个时间起可以使用。"""

    valid_end_time: Time | UnsetType = UNSET
    """有效期结束时间。到这个时间为止可以使用。"""

    receive_time: Time | UnsetType = UNSET
    """领取时间。用户领到券的时间。"""

    send_request_no: str | UnsetType = UNSET
    """发券请求单号。品牌发券时的单号。"""

    send_channel: SendChannel | UnsetType = UNSET
    """发放渠道。用户商品券是从哪个渠道发出的。"""

    confirm_request_no: str | UnsetType = UNSET
    """确认请求单号。品牌确认发放时的单号，确认之后才有。"""

    confirm_time: Time | UnsetType = UNSET
    """确认时间。品牌确认发放的时间，确认之后才有。"""

    deactivate_request_no: str | UnsetType = UNSET
    """失效请求单号。使这张券失效的那次请求的单号，失效之后才有。"""

    deactivate_time: Time | UnsetType = UNSET
    """失效时间。这张券失效的时间，失效之后才有。"""

    deactivate_reason: str | UnsetType = UNSET
    """失效原因。品牌填写的失效原因，失效之后才有。"""

    single_usage_detail: UsageDetail | UnsetType = UNSET
    """单券使用详情。单券的核销和退券记录，usage_mode 为 SINGLE 时才有。"""

    progressive_bundle_usage_detail: UsageDetail | UnsetType = UNSET
    """多次优惠使用详情。这一次的核销和退券记录，usage_mode 为 PROGRESSIVE_BUNDLE 时才有。"""

    user_product_coupon_bundle_info: UserProductCouponBundleInfo | UnsetType = UNSET
    """所属用户商品券组。多次优惠发出的券属于哪一组，是其中第几张。"""

    product_coupon: ProductCouponEntity | UnsetType = UNSET
    """商品券。一个商品券的全部信息，不包括它的批次。未证实：字段。"""

    stock: StockEntity | UnsetType = UNSET
    """批次。一个商品券批次的全部信息。未证实：字段。"""

    attach: str | UnsetType = UNSET
    """自定义附加信息。发券时品牌填写的附加文本，原样返回。"""

    channel_custom_info: str | UnsetType = UNSET
    """渠道自定义信息。发放渠道带来的信息。"""

    coupon_tag_info: CouponTagInfo | UnsetType = UNSET
    """商品券标签信息。发券时给这张券打的标签，以及标签要用的信息。未证实：条件。"""


class SendUserProductCouponBundleResponse(Record, frozen=True, kw_only=True):
    """发放批次组的结果。文档里没有见到应答的内容；实际的成员可以从原始应答里取。"""

    user_coupon_bundle_id: str | UnsetType = UNSET
    """用户商品券组ID。这一组券的唯一标识，由微信支付生成。未证实：字段。"""

    user_product_coupon_list: list[UserProductCouponEntity] | UnsetType = UNSET
    """用户商品券列表。这一组里的券。未证实：字段。"""


class DeactivateUserProductCouponBundleResponse(Record, frozen=True, kw_only=True):
    """失效券组的结果。文档里没有见到应答的内容；实际的成员可以从原始应答里取。"""

    user_coupon_bundle_id: str | UnsetType = UNSET
    """用户商品券组ID。失效的是哪一组券。未证实：字段。"""

    user_product_coupon_list: list[UserProductCouponEntity] | UnsetType = UNSET
    """用户商品券列表。这一组里的券。未证实：字段。"""


class OrderRef(Record, frozen=True, kw_only=True):
    """关联微信支付订单。核销对应哪一笔微信支付订单；微信支付单号和商户订单号至少给一个，用商户订单号时要给下单的商
    户号。
    """

    transaction_id: str | UnsetType = UNSET
    """微信支付单号。微信支付生成的单号，单独就能指明一笔订单。"""

    out_trade_no: str | UnsetType = UNSET
    """商户订单号。下单时商户自己的单号，要和 mchid 一起给出。"""

    mchid: str | UnsetType = UNSET
    """商户号。下单的商户号，和 out_trade_no 一起给出。"""

    sub_mchid: str | UnsetType = UNSET
    """子商户号。服务商模式下单时的子商户号，其他情况不给。"""


class PayScoreRef(Record, frozen=True, kw_only=True):
    """关联支付分订单。核销对应哪一笔微信支付分订单。"""

    order_id: str | UnsetType = UNSET
    """支付分订单号。微信支付分服务订单的单号。"""

    out_order_no: str | UnsetType = UNSET
    """商户服务订单号。创建服务订单时商户自己的单号。"""

    mchid: str | UnsetType = UNSET
    """商户号。创建服务订单的商户号。"""

    sub_mchid: str | UnsetType = UNSET
    """子商户号。服务商模式下的子商户号，其他情况不给。"""


class ProductCouponSendResource(Record, frozen=True, kw_only=True):
    """领券事件。哪位用户得到了哪张券。"""

    coupon_code: str | UnsetType = UNSET
    """用户商品券Code。用户商品券的唯一标识。"""

    product_coupon_id: str | UnsetType = UNSET
    """商品券ID。券属于哪个商品券。"""

    stock_id: str | UnsetType = UNSET
    """批次ID。券属于哪个批次。"""

    stock_bundle_id: str | UnsetType = UNSET
    """批次组ID。多次优惠的券属于哪个批次组。未证实：字段。"""

    user_coupon_bundle_id: str | UnsetType = UNSET
    """用户商品券组ID。多次优惠的券属于用户的哪一组。未证实：字段。"""

    appid: str | UnsetType = UNSET
    """公众账号ID。openid 属于哪个 AppID。未证实：字段。"""

    openid: str | UnsetType = UNSET
    """用户OpenID。得到券的用户。"""

    unionid: str | UnsetType = UNSET
    """用户UnionID。用户在开放平台之下的唯一标识。"""

    receive_time: Time | UnsetType = UNSET
    """领取时间。用户得到券的时间。"""

    send_request_no: str | UnsetType = UNSET
    """发券请求单号。品牌发券时的单号。"""

    send_channel: SendChannel | UnsetType = UNSET
    """发放渠道。用户商品券是从哪个渠道发出的。"""

    valid_begin_time: Time | UnsetType = UNSET
    """有效期开始时间。从这个时间起可以使用。"""

    valid_end_time: Time | UnsetType = UNSET
    """有效期结束时间。到这个时间为止可以使用。"""

    attach: str | UnsetType = UNSET
    """自定义附加信息。发券时品牌填写的附加文本。未证实：字段。"""

    channel_custom_info: str | UnsetType = UNSET
    """渠道自定义信息。发放渠道带来的信息。未证实：字段。"""

    phone_number: str | UnsetType = UNSET
    """手机号。用户的手机号。未证实：字段。"""

    country_code: str | UnsetType = UNSET
    """国家代码。手机号的国家或地区代码。未证实：字段。"""


class ProductCouponUseResource(Record, frozen=True, kw_only=True):
    """核销事件。没有找到成员的说明，只有去重用的券编号。"""

    coupon_code: str | UnsetType = UNSET
    """用户商品券Code。用户商品券的唯一标识，和事件类型一起用来去重。未证实：名称。"""


class ProductCouponReturnResource(Record, frozen=True, kw_only=True):
    """退券事件。没有找到成员的说明，只有去重用的券编号。"""

    coupon_code: str | UnsetType = UNSET
    """用户商品券Code。用户商品券的唯一标识，和事件类型一起用来去重。未证实：名称。"""


class NormalRule(Record, frozen=True, kw_only=True):
    """满减规则。满减券达到门槛后减去固定金额。"""

    threshold: int
    """门槛金额。订单达到这个金额才能用，0 表示没有门槛。单位：分。"""

    discount_amount: int
    """减免金额。达到门槛后减去的金额。单位：分。"""


class DiscountRule(Record, frozen=True, kw_only=True):
    """折扣规则。折扣券达到门槛后按百分比减免。"""

    threshold: int
    """门槛金额。订单达到这个金额才能用，0 表示没有门槛。单位：分。"""

    percent_off: int
    """减免百分比。减去订单金额的百分之几，30 表示减 30%，也就是打七折。单位：%。未证实：最小值、最大值。"""


class ExchangeRule(Record, frozen=True, kw_only=True):
    """兑换规则。兑换券达到门槛后按固定价格换购。"""

    threshold: int
    """门槛金额。订单达到这个金额才能用，0 表示没有门槛。单位：分。"""

    exchange_price: int
    """兑换价格。达到门槛后用这个价格换购商品。单位：分。"""


class ImageGenerationState(OpenEnum):
    """图片生成任务状态。任务做到了哪一步。"""

    PROCESSING = "PROCESSING"
    """正在生成。"""

    SUCCESS = "SUCCESS"
    """已经生成，结果里有图片的地址。"""

    FAIL = "FAIL"
    """没有生成。"""


class GeneratedImage(Record, frozen=True, kw_only=True):
    """生成的图片。图片在哪里。"""

    image_url: str | UnsetType = UNSET
    """图片地址。生成的图片的地址。"""


class ComboPackage(Record, frozen=True, kw_only=True):
    """套餐组合。一个套餐：从若干单品里选几个。"""

    name: Annotated[str, Limits(max_length=15)]
    """套餐名称。用户看到的套餐名。最多 15 个字符。"""

    pick_count: int
    """可选单品数量。用户可以从 choice_list 里选几个单品。"""

    choice_list: Annotated[list[ComboPackageChoice], Limits(max_items=99)]
    """可选单品列表。用户可以选的单品，最多 99 个。最多 99 项。"""


class CodeMode(OpenEnum):
    """券Code分配模式。发券时用户商品券 Code 从哪里来。"""

    WECHATPAY = "WECHATPAY"
    """微信支付随机生成，品牌不用处理。"""

    UPLOAD = "UPLOAD"
    """品牌先用预上传接口存入 Code，发券时随机取一个；存量不足会影响发券。"""

    API_ASSIGN = "API_ASSIGN"
    """品牌在发券请求里指定 Code。"""


CodeModeLike = CodeMode | Literal["WECHATPAY", "UPLOAD", "API_ASSIGN"]
"""CodeMode 的成员，或它的值。"""


class SendRule(Record, frozen=True, kw_only=True):
    """发放规则。一共发多少、每天发多少、每人领多少。"""

    max_count: Annotated[int, Limits(maximum=100000000)]
    """发放总上限。一共最多发放多少次。不大于 100000000。"""

    max_count_per_day: Annotated[int, Limits(maximum=100000000)] | UnsetType = UNSET
    """每日发放上限。每天最多发放多少次，不填就不限制；创建之后不能再加上或取消。不大于 100000000。"""

    max_count_per_user: Annotated[int, Limits(maximum=100)]
    """每人领取上限。每个用户最多领取多少次。不大于 100。未证实：必填。"""


class SingleUsageRule(Record, frozen=True, kw_only=True):
    """单券使用规则。单券批次的可核销时间，以及单品券的优惠规则；全场券的优惠规则在商品券的 single_usage_info 里。"""

    coupon_available_period: AvailablePeriod
    """券可核销时间。这个批次的券什么时候可以核销。未证实：字段。"""

    normal_coupon: NormalRule | UnsetType = UNSET
    """满减券使用规则。单品满减券的门槛和减免金额，只用于 scope 为 SINGLE、type 为 NORMAL 的商品券。"""

    discount_coupon: DiscountRule | UnsetType = UNSET
    """折扣券使用规则。单品折扣券的门槛和减免百分比，只用于 scope 为 SINGLE、type 为 DISCOUNT 的商品券。"""

    exchange_coupon: ExchangeRule | UnsetType = UNSET
    """兑换券使用规则。单品兑换券的门槛和换购价格，只用于 scope 为 SINGLE、type 为 EXCHANGE 的商品券。"""


class BundleCodeMode(OpenEnum):
    """批次组的券Code分配模式。发券时用户商品券 Code 从哪里来，对批次组内的每个批次都生效。"""

    WECHATPAY = "WECHATPAY"
    """微信支付随机生成，品牌不用处理。"""

    UPLOAD = "UPLOAD"
    """品牌先用预上传接口存入 Code，发券时随机取一个；存量不足会影响发券。"""


BundleCodeModeLike = BundleCodeMode | Literal["WECHATPAY", "UPLOAD"]
"""BundleCodeMode 的成员，或它的值。"""


class BundleUsageRule(Record, frozen=True, kw_only=True):
    """批次组使用规则。多次优惠的可核销时间和每一次的优惠规则。规则按次序列出，每一次建一个批次；后一次的优惠不能比
    前一次少。列出的个数要和 progressive_bundle_usage_info 的 count 相同。
    """

    coupon_available_period: AvailablePeriod
    """券可核销时间。批次组的券什么时候可以核销。未证实：字段。"""

    normal_coupon_list: list[NormalRule] | UnsetType = UNSET
    """满减券使用规则列表。每一次的满减规则，只用于 type 为 NORMAL 的商品券。"""

    discount_coupon_list: list[DiscountRule] | UnsetType = UNSET
    """折扣券使用规则列表。每一次的折扣规则，只用于 type 为 DISCOUNT 的商品券。"""

    exchange_coupon_list: list[ExchangeRule] | UnsetType = UNSET
    """兑换券使用规则列表。每一次的兑换规则，只用于 type 为 EXCHANGE 的商品券。"""


class ProductCouponState(OpenEnum):
    """商品券状态。商品券现在处于哪个阶段。"""

    AUDITING = "AUDITING"
    """审核中。"""

    EFFECTIVE = "EFFECTIVE"
    """生效中。"""

    DEACTIVATED = "DEACTIVATED"
    """已失效，不再发放。"""


class CouponCodeCountInfo(Record, frozen=True, kw_only=True):
    """预上传Code数量。品牌预上传的券 Code 有多少，coupon_code_mode 为 UPLOAD 时才有意义。"""

    total_count: int | UnsetType = UNSET
    """已上传总数。一共上传了多少个 Code。"""

    available_count: int | UnsetType = UNSET
    """剩余可用数。还有多少个 Code 没有发出。"""


class StockSendRule(Record, frozen=True, kw_only=True):
    """批次的发放规则。批次现在的发放上限。"""

    max_count: Annotated[int, Limits(maximum=100000000)] | UnsetType = UNSET
    """发放总上限。一共最多发放多少次。不大于 100000000。"""

    max_count_per_day: Annotated[int, Limits(maximum=100000000)] | UnsetType = UNSET
    """每日发放上限。每天最多发放多少次，不填就不限制；创建之后不能再加上或取消。不大于 100000000。"""

    max_count_per_user: Annotated[int, Limits(maximum=100)] | UnsetType = UNSET
    """每人领取上限。每个用户最多领取多少次。不大于 100。未证实：必填。"""


class StockUsageRule(Record, frozen=True, kw_only=True):
    """批次组内一个批次的使用规则。多次优惠里这一次的可核销时间和优惠规则。"""

    coupon_available_period: AvailablePeriod | UnsetType = UNSET
    """券可核销时间。这一次的券什么时候可以核销。未证实：字段。"""

    normal_coupon: NormalRule | UnsetType = UNSET
    """满减券使用规则。这一次的满减规则，type 为 NORMAL 时才有。"""

    discount_coupon: DiscountRule | UnsetType = UNSET
    """折扣券使用规则。这一次的折扣规则，type 为 DISCOUNT 时才有。"""

    exchange_coupon: ExchangeRule | UnsetType = UNSET
    """兑换券使用规则。这一次的兑换规则，type 为 EXCHANGE 时才有。"""


class StockBundleInfo(Record, frozen=True, kw_only=True):
    """所属批次组。批次属于哪个批次组，是其中第几个。"""

    stock_bundle_id: str | UnsetType = UNSET
    """批次组ID。批次组的唯一标识，由微信支付生成。"""

    stock_bundle_index: int | UnsetType = UNSET
    """组内次序。批次在组内的次序，对应第几次使用。"""


class StockCouponDisplayInfo(Record, frozen=True, kw_only=True):
    """批次的用户商品券展示信息。批次发出的券在用户卡包里怎样展示。"""

    code_display_mode: CodeDisplayMode | UnsetType = UNSET
    """券Code展示模式。卡包的券详情里怎样展示用户商品券 Code。"""

    background_color: BackgroundColor | UnsetType = UNSET
    """券背景颜色。卡包里券的底色，从十种颜色里选一种；不填时为 Color020。未证实：取值。"""

    entrance_mini_program: EntranceMiniProgram | UnsetType = UNSET
    """小程序入口。券详情里通往小程序的入口。"""

    entrance_official_account: EntranceOfficialAccount | UnsetType = UNSET
    """公众号入口。券详情里通往公众号的入口。"""

    entrance_finder: EntranceFinder | UnsetType = UNSET
    """视频号入口。券详情里通往视频号的入口。"""


class StockNotifyConfig(Record, frozen=True, kw_only=True):
    """批次的事件通知配置。批次的券事件通知用哪个 AppID。"""

    notify_appid: str | UnsetType = UNSET
    """事件通知AppID。发送券事件通知时用的 AppID，可以是小程序、服务号、公众号或APP，要和品牌绑定。未证实：必填。"""


class SentCountInfo(Record, frozen=True, kw_only=True):
    """已发放次数。批次一共发放了多少次、今天发放了多少次。"""

    total_count: int | UnsetType = UNSET
    """已发放总次数。从创建到现在发放的次数。"""

    today_count: int | UnsetType = UNSET
    """今天已发放次数。今天发放的次数。"""


class CouponUsageMethod(OpenEnum):
    """券使用方式。用户怎样使用商品券。"""

    OFFLINE = "OFFLINE"
    """线下出示券码核销；投放计划暂时不支持。"""

    MINI_PROGRAM = "MINI_PROGRAM"
    """跳转到小程序核销，要填小程序AppID和路径。"""

    APP = "APP"
    """跳转到APP核销，要填APP路径。"""

    PAYMENT_CODE = "PAYMENT_CODE"
    """出示付款码核销。"""


CouponUsageMethodLike = CouponUsageMethod | Literal["OFFLINE", "MINI_PROGRAM", "APP", "PAYMENT_CODE"]
"""CouponUsageMethod 的成员，或它的值。"""


class CouponAvailableStoreInfo(Record, frozen=True, kw_only=True):
    """券可用门店信息。可用门店的说明，可以附上查看门店列表的小程序页面。"""

    description: Annotated[str, Limits(max_length=1000)]
    """可用门店说明。用文字说明哪些门店可用。最多 1000 个字符。"""

    mini_program_appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """小程序AppID。在哪个小程序里查看门店列表。未证实：格式。"""

    mini_program_path: str | UnsetType = UNSET
    """小程序跳转路径。门店列表是小程序的哪一页。"""


class CodeDisplayMode(OpenEnum):
    """券Code展示模式。卡包的券详情里怎样展示用户商品券 Code。"""

    INVISIBLE = "INVISIBLE"
    """不展示。"""

    BARCODE = "BARCODE"
    """条形码。"""

    QRCODE = "QRCODE"
    """二维码。"""


CodeDisplayModeLike = CodeDisplayMode | Literal["INVISIBLE", "BARCODE", "QRCODE"]
"""CodeDisplayMode 的成员，或它的值。"""


class BackgroundColor(OpenEnum):
    """券背景颜色。卡包里券的底色，从十种颜色里选一种；不填时为 Color020。"""

    COLOR010 = "Color010"
    """编号 010 的颜色。"""

    COLOR020 = "Color020"
    """编号 020 的颜色，不填时用它。"""

    COLOR030 = "Color030"
    """编号 030 的颜色。"""

    COLOR040 = "Color040"
    """编号 040 的颜色。"""

    COLOR050 = "Color050"
    """编号 050 的颜色。"""

    COLOR060 = "Color060"
    """编号 060 的颜色。"""

    COLOR070 = "Color070"
    """编号 070 的颜色。"""

    COLOR080 = "Color080"
    """编号 080 的颜色。"""

    COLOR090 = "Color090"
    """编号 090 的颜色。"""

    COLOR100 = "Color100"
    """编号 100 的颜色。"""


BackgroundColorLike = (
    BackgroundColor
    | Literal[
        "Color010",
        "Color020",
        "Color030",
        "Color040",
        "Color050",
        "Color060",
        "Color070",
        "Color080",
        "Color090",
        "Color100",
    ]
)
"""BackgroundColor 的成员，或它的值。"""


class EntranceMiniProgram(Record, frozen=True, kw_only=True):
    """小程序入口。券详情里通往小程序的入口。"""

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """小程序AppID。入口通往哪个小程序。未证实：格式。"""

    path: str
    """小程序路径。入口通往小程序的哪一页。"""

    entrance_wording: Annotated[str, Limits(max_length=5)]
    """入口文案。入口的名字。最多 5 个字符。"""

    guidance_wording: Annotated[str, Limits(max_length=6)] | UnsetType = UNSET
    """引导文案。入口旁边引导用户点击的话。最多 6 个字符。未证实：必填。"""


class EntranceOfficialAccount(Record, frozen=True, kw_only=True):
    """公众号入口。券详情里通往公众号的入口。"""

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众号AppID。入口通往哪个公众号。未证实：格式。"""


class EntranceFinder(Record, frozen=True, kw_only=True):
    """视频号入口。券详情里通往视频号的入口。"""

    finder_id: str
    """视频号ID。入口通往哪个视频号。"""

    finder_video_id: str | UnsetType = UNSET
    """视频ID。入口展示视频号的哪个视频。未证实：必填。"""

    finder_video_cover_image_url: str | UnsetType = UNSET
    """视频封面图。视频封面图的地址；只能用图片上传接口得到的地址。未证实：必填。"""


class FailedCouponCode(Record, frozen=True, kw_only=True):
    """上传失败的券Code。一个没有上传成功的 Code 和原因。"""

    coupon_code: str | UnsetType = UNSET
    """券Code。没有上传成功的 Code。"""

    code: str | UnsetType = UNSET
    """错误码。失败的种类。"""

    message: str | UnsetType = UNSET
    """错误描述。失败的原因。"""


class FailedStore(Record, frozen=True, kw_only=True):
    """处理失败的门店。一家没有处理成功的门店和原因。"""

    store_id: str | UnsetType = UNSET
    """门店ID。没有处理成功的门店。"""

    code: str | UnsetType = UNSET
    """错误码。失败的种类。"""

    message: str | UnsetType = UNSET
    """错误描述。失败的原因。"""


class CouponTag(OpenEnum):
    """商品券标签。发券时给这张券打的标签。"""

    MEMBER = "MEMBER"
    """会员专属，要同时给出会员卡信息。"""


CouponTagLike = CouponTag | Literal["MEMBER"]
"""CouponTag 的成员，或它的值。"""


class MemberTagInfo(Record, frozen=True, kw_only=True):
    """会员标签。用户凭哪张会员卡得到会员专属的券。"""

    member_card_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """会员卡ID。品牌会员卡的唯一标识。未证实：格式。"""


class SendChannel(OpenEnum):
    """发放渠道。用户商品券是从哪个渠道发出的。"""

    BRAND_MANAGE = "BRAND_MANAGE"
    """品牌经营平台发放。"""

    API = "API"
    """调用接口发放。"""

    RECEIVE_COMPONENT = "RECEIVE_COMPONENT"
    """领券组件领取。"""


class UsageDetail(Record, frozen=True, kw_only=True):
    """使用详情。一张用户商品券的核销和退券记录。"""

    use_request_no: str | UnsetType = UNSET
    """核销请求单号。品牌核销时的单号。"""

    use_time: Time | UnsetType = UNSET
    """核销时间。券被核销的时间。"""

    return_request_no: str | UnsetType = UNSET
    """退券请求单号。品牌退券时的单号，退券之后才有。"""

    return_time: Time | UnsetType = UNSET
    """退券时间。券退回给用户的时间，退券之后才有。"""

    associated_order_info: OrderRef | UnsetType = UNSET
    """关联微信支付订单。核销对应哪一笔微信支付订单；微信支付单号和商户订单号至少给一个，用商户订单号时要给下单的商
    户号。未证实：条件。
    """

    associated_pay_score_order_info: PayScoreRef | UnsetType = UNSET
    """关联支付分订单。核销对应哪一笔微信支付分订单。"""


class UserProductCouponBundleInfo(Record, frozen=True, kw_only=True):
    """所属用户商品券组。多次优惠发出的券属于哪一组，是其中第几张。"""

    user_coupon_bundle_id: str | UnsetType = UNSET
    """用户商品券组ID。用户商品券组的唯一标识，由微信支付生成。"""

    user_coupon_bundle_index: int | UnsetType = UNSET
    """组内次序。这张券在组内的次序，对应第几次使用。"""

    total_count: int | UnsetType = UNSET
    """总张数。这一组一共有几张券。"""

    used_count: int | UnsetType = UNSET
    """已用张数。这一组已经核销了几张券。"""


class ComboPackageChoice(Record, frozen=True, kw_only=True):
    """套餐里的单品。套餐里可以选的一个单品。"""

    name: Annotated[str, Limits(max_length=15)]
    """单品名称。用户看到的单品名。最多 15 个字符。"""

    price: int
    """单品价格。一份单品的价格。单位：分。"""

    count: Annotated[int, Limits(maximum=99)]
    """单品数量。选中之后得到几份，最多 99。不大于 99。"""

    image_url: str | UnsetType = UNSET
    """单品图片。单品图片的地址；只能用图片上传接口得到的地址。"""

    mini_program_appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """小程序AppID。点击单品跳转到哪个小程序。未证实：格式。"""

    mini_program_path: str | UnsetType = UNSET
    """小程序路径。点击单品跳转到小程序的哪一页。"""


class AvailablePeriod(Record, frozen=True, kw_only=True):
    """可核销时间。用户商品券什么时候可以核销，实际可用的是各项限制的交集。开始和结束时间必填；其余两种限制方式选一
    种：按天数和星期，或者直接列出时间段。

    规则：填了 wait_days_after_receive 时，available_days 必填；available_days、irregular_available_period_list
    不能同时填；wait_days_after_receive、irregular_available_period_list 不能同时填；weekly_available_period、
    irregular_available_period_list 不能同时填。
    """

    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(when=(Given("wait_days_after_receive"),), then=(Given("available_days"),)),
        Rule(then=(NotTogether("available_days", "irregular_available_period_list"),)),
        Rule(then=(NotTogether("wait_days_after_receive", "irregular_available_period_list"),)),
        Rule(then=(NotTogether("weekly_available_period", "irregular_available_period_list"),)),
    )

    available_begin_time: Time
    """开始时间。批次从这个时间开始有效。"""

    available_end_time: Time
    """结束时间。批次到这个时间为止有效；离开始时间最多 365 天，大于 5 天才能用于投放计划。"""

    available_days: Annotated[int, Limits(maximum=365)] | UnsetType = UNSET
    """生效后可用天数。券生效之后多少天内可以使用，超过批次结束时间的部分不算；不能和
    irregular_available_period_list 一起用。单位：天；不大于 365。
    """

    wait_days_after_receive: Annotated[int, Limits(maximum=30)] | UnsetType = UNSET
    """领取后等待天数。领取之后等多少天才生效；批次开始前领取的从批次开始那天算起，要和 available_days 一起用。单位：
    天；不大于 30。
    """

    weekly_available_period: FixedWeekPeriod | UnsetType = UNSET
    """每周可用时间。只在每周的某几天、某些时段可用；不能和 irregular_available_period_list 一起用。"""

    irregular_available_period_list: list[TimePeriod] | UnsetType = UNSET
    """自定义可用时间段列表。直接列出可用的时间段，彼此不能重叠；不能和按天数、按星期的限制一起用。未证实：条件。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            available_begin_time: datetime | str,
            available_end_time: datetime | str,
            available_days: int | UnsetType = UNSET,
            wait_days_after_receive: int | UnsetType = UNSET,
            weekly_available_period: FixedWeekPeriod | UnsetType = UNSET,
            irregular_available_period_list: list[TimePeriod] | UnsetType = UNSET,
        ) -> None: ...


class FixedWeekPeriod(Record, frozen=True, kw_only=True):
    """每周固定可用时间。每周哪几天可用，这几天里哪些时段可用。

    规则：填了 day_period_list 时，day_list 必填。
    """

    rules: ClassVar[tuple[Rule, ...]] = (Rule(when=(Given("day_period_list"),), then=(Given("day_list"),)),)

    day_list: list[Weekday] | UnsetType = UNSET
    """可用的星期。每周哪几天可用，可以单独使用。"""

    day_period_list: list[PeriodOfTheDay] | UnsetType = UNSET
    """当天可用时段列表。可用的那几天里哪些时段可用，彼此不能重叠；要和 day_list 一起用。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            day_list: Sequence[WeekdayLike] | UnsetType = UNSET,
            day_period_list: list[PeriodOfTheDay] | UnsetType = UNSET,
        ) -> None: ...


class TimePeriod(Record, frozen=True, kw_only=True):
    """时间段。一个从开始到结束的时间段。"""

    begin_time: Time
    """时间段开始。从这个时间起可用。"""

    end_time: Time
    """时间段结束。到这个时间为止可用。"""

    if TYPE_CHECKING:

        def __init__(self, *, begin_time: datetime | str, end_time: datetime | str) -> None: ...


class Weekday(OpenEnum):
    """星期。一周里的一天。"""

    MONDAY = "MONDAY"
    """星期一。"""

    TUESDAY = "TUESDAY"
    """星期二。"""

    WEDNESDAY = "WEDNESDAY"
    """星期三。"""

    THURSDAY = "THURSDAY"
    """星期四。"""

    FRIDAY = "FRIDAY"
    """星期五。"""

    SATURDAY = "SATURDAY"
    """星期六。"""

    SUNDAY = "SUNDAY"
    """星期日。"""


WeekdayLike = Weekday | Literal["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"]
"""Weekday 的成员，或它的值。"""


class PeriodOfTheDay(Record, frozen=True, kw_only=True):
    """一天里的时段。从当天零点起算的一个时段。"""

    begin_time: int
    """时段开始。当天零点之后多少秒开始可用。单位：秒。"""

    end_time: int
    """时段结束。当天零点之后多少秒不再可用，一天的最后一秒是 86399。单位：秒。"""


class UploadImageRequest(Request[UploadImageResponse], frozen=True, kw_only=True):
    """图片上传。

    上传一张图片，得到可以用在商品券里的地址；商品券的图片只能用这样得到的地址。图片是 JPG、BMP 或 PNG，最大 2 MB。
    签名时请求体用 meta 的 JSON 文本，不是整个表单。

    POST /brand/marketing/product-coupon/media/upload-image

    限频：每个品牌ID每秒 20 次。

    重复调用：没有请求单号；再传一次得到另一个地址，原来的仍然有效。

    来源：图片上传，4016427362，2025-11-06。
    """

    operation: ClassVar[Operation] = Operation(
        name="UploadImage",
        method="POST",
        path="/brand/marketing/product-coupon/media/upload-image",
        body="multipart",
        in_meta=("filename", "sha256"),
        files={"file": 2097152},
        from_file={"filename": "name", "sha256": "sha256"},
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": UploadImageResponse},
    )

    file: FileSource
    """图片文件。图片的内容，JPG、BMP 或 PNG，最大 2 MB。最多 2097152 字节。"""

    filename: (
        Annotated[str, Limits(max_length=150, pattern=r"\.([Jj][Pp][Gg]|[Bb][Mm][Pp]|[Pp][Nn][Gg])\Z")] | UnsetType
    ) = UNSET
    """文件名。图片的文件名，以 JPG、BMP 或 PNG 结尾。最多 150 个字符。不填时取文件名。"""

    sha256: str | UnsetType = UNSET
    """文件摘要。图片内容的 SHA-256，用小写十六进制书写。不填时由文件算出。"""


class CreateImageGenerationTaskRequest(Request[CreateImageGenerationTaskResponse], frozen=True, kw_only=True):
    """提交图片生成任务。

    让微信支付生成一张商品券的头图：把品牌元素和优惠信息拼成一张图，或者去掉商品图的背景。图片不会马上生成，用
    task_id 查询结果。

    POST /brand/marketing/product-coupon/image-generation-tasks

    限频：每个品牌ID每秒 10 次。

    幂等：task_id 标识一次请求：任务的编号由品牌自己取，没有另外的请求单号；重复提交同一个编号会怎样没有说明。

    未证实：路径、名称、字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="CreateImageGenerationTask",
        method="POST",
        path="/brand/marketing/product-coupon/image-generation-tasks",
        body="members",
        rate_limit=RateLimit(requests=10, seconds=1, per="brand"),
        replies={"200": CreateImageGenerationTaskResponse},
        request_number="task_id",
    )

    task_id: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")] | UnsetType = UNSET
    """图片生成的任务ID。品牌为这个任务取的编号，品牌内唯一，查询结果时要用；由数字、大小写字母、下划线和短横线组成。
    6 到 40 个字符。
    """

    image_generation_type: ImageGenerationType | UnsetType = UNSET
    """图片生成类型。怎样生成图片。"""

    combine_image: CombineImage | UnsetType = UNSET
    """拼图数据。拼到头图上的优惠信息，image_generation_type 为 COMBINE_IMAGE 时写。未证实：必填。"""

    cut_out: CutOutImage | UnsetType = UNSET
    """抠图数据。要去掉背景的商品图，image_generation_type 为 CUT_OUT 时写。未证实：必填。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            task_id: str | UnsetType = UNSET,
            image_generation_type: ImageGenerationTypeLike | UnsetType = UNSET,
            combine_image: CombineImage | UnsetType = UNSET,
            cut_out: CutOutImage | UnsetType = UNSET,
        ) -> None: ...


class GetImageGenerationTaskRequest(Request[ImageGenerationTask], frozen=True, kw_only=True):
    """查询图片生成结果。

    查询一个图片生成任务做到了哪一步；做完之后应答里有图片的地址，可以用作商品券的头图。

    GET /brand/marketing/product-coupon/image-generation-tasks/{task_id}

    限频：每个品牌ID每秒 20 次。

    来源：查询图片生成结果，4017327697，2026-01-26。

    未证实：名称。
    """

    operation: ClassVar[Operation] = Operation(
        name="GetImageGenerationTask",
        method="GET",
        path="/brand/marketing/product-coupon/image-generation-tasks/{task_id}",
        in_path=("task_id",),
        in_query=("image_generation_type",),
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": ImageGenerationTask},
    )

    task_id: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """图片生成的任务ID。要查询的任务，创建时由品牌取的编号；由数字、大小写字母、下划线和短横线组成。6 到 40 个字符。"""

    image_generation_type: ImageGenerationType
    """图片生成类型。创建任务时给出的图片生成类型。"""

    if TYPE_CHECKING:

        def __init__(self, *, task_id: str, image_generation_type: ImageGenerationTypeLike) -> None: ...


class GetNotifyConfigRequest(Request[NotifyConfigState], frozen=True, kw_only=True):
    """获取商品券事件通知地址。

    查询现在生效的商品券事件通知地址，以及它是什么时候设置的。

    GET /brand/marketing/product-coupon/notify-configs

    前置条件：已经设置过商品券事件通知地址。

    限频：每个品牌ID每秒 20 次。

    来源：获取商品券事件通知地址，4016427364，2025-11-06。
    """

    operation: ClassVar[Operation] = Operation(
        name="GetNotifyConfig",
        method="GET",
        path="/brand/marketing/product-coupon/notify-configs",
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": NotifyConfigState},
    )


class SetNotifyConfigRequest(Request[NotifyConfigState], frozen=True, kw_only=True):
    """设置商品券事件通知地址。

    设置或更换接收商品券事件通知的地址，发放、核销、退券等事件都通知到这里。创建商品券之前要先设置。

    POST /brand/marketing/product-coupon/notify-configs

    限频：每个品牌ID每秒 20 次。

    重复调用：没有请求单号；同样的地址再设置一次，结果相同。

    来源：设置商品券事件通知地址，4015736293，2025-08-28。

    未证实：路径。
    """

    operation: ClassVar[Operation] = Operation(
        name="SetNotifyConfig",
        method="POST",
        path="/brand/marketing/product-coupon/notify-configs",
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": NotifyConfigState},
    )

    notify_url: Annotated[str, Limits(max_length=256, pattern=r"^https://[^?]+\Z")]
    """通知地址。接收商品券事件通知的地址；以 https 开头，不能带查询串，公网能访问。最多 256 个字符。"""


class CreateProductCouponRequest(Request[CreateProductCouponResponse], frozen=True, kw_only=True):
    """创建商品券。

    创建一个商品券和它的第一个批次（单券）或批次组（多次优惠）。创建之后可以在经营平台配置活动来投放，也可以用发
    放接口发给用户。优惠规则写在哪里由 scope 和 usage_mode 决定：全场单券写在 single_usage_info，单品单券写在
    stock.single_usage_rule，多次优惠写在 stock_bundle.progressive_bundle_usage_rule。

    POST /brand/marketing/product-coupon/product-coupons

    前置条件：已经设置商品券事件通知地址；用到的 AppID 已经和品牌绑定。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：创建商品券，4016427368，2025-12-31。

    未证实：限频、字段。

    规则：scope 为 ALL 或 CATEGORY 时，type 只能为 NORMAL 或 DISCOUNT；type 为 EXCHANGE 时，scope 只能为 SINGLE；
    scope 为 ALL 或 CATEGORY 时，display_info.original_price 不能填，display_info.combo_package_list 不能填；
    usage_mode 为 SINGLE 时，stock 必填，stock.single_usage_rule 必填；除非 usage_mode 为 SINGLE，否则
    single_usage_info 不能填，stock 不能填；usage_mode 为 PROGRESSIVE_BUNDLE 时，progressive_bundle_usage_info 必
    填，stock_bundle 必填，stock_bundle.progressive_bundle_usage_rule 必填；除非 usage_mode 为 PROGRESSIVE_BUNDLE，
    否则 progressive_bundle_usage_info 不能填，stock_bundle 不能填；usage_mode 为 SINGLE 且 scope 为 ALL 时，
    single_usage_info 必填；scope 为 ALL 且 type 为 NORMAL 时，single_usage_info.normal_coupon 必填，
    single_usage_info.discount_coupon 不能填；scope 为 ALL 且 type 为 DISCOUNT 时，
    single_usage_info.discount_coupon 必填，single_usage_info.normal_coupon 不能填；scope 为 SINGLE 时，
    single_usage_info.normal_coupon 不能填，single_usage_info.discount_coupon 不能填；scope 为 ALL 时，
    stock.single_usage_rule.normal_coupon 不能填，stock.single_usage_rule.discount_coupon 不能填，
    stock.single_usage_rule.exchange_coupon 不能填；scope 为 SINGLE 且 type 为 NORMAL 时，
    stock.single_usage_rule.normal_coupon 必填，stock.single_usage_rule.discount_coupon 不能填，
    stock.single_usage_rule.exchange_coupon 不能填；scope 为 SINGLE 且 type 为 DISCOUNT 时，
    stock.single_usage_rule.discount_coupon 必填，stock.single_usage_rule.normal_coupon 不能填，
    stock.single_usage_rule.exchange_coupon 不能填；scope 为 SINGLE 且 type 为 EXCHANGE 时，
    stock.single_usage_rule.exchange_coupon 必填，stock.single_usage_rule.normal_coupon 不能填，
    stock.single_usage_rule.discount_coupon 不能填；type 为 NORMAL 时，
    stock_bundle.progressive_bundle_usage_rule.normal_coupon_list 必填，
    stock_bundle.progressive_bundle_usage_rule.discount_coupon_list 不能填，
    stock_bundle.progressive_bundle_usage_rule.exchange_coupon_list 不能填；type 为 DISCOUNT 时，
    stock_bundle.progressive_bundle_usage_rule.discount_coupon_list 必填，
    stock_bundle.progressive_bundle_usage_rule.normal_coupon_list 不能填，
    stock_bundle.progressive_bundle_usage_rule.exchange_coupon_list 不能填；type 为 EXCHANGE 时，
    stock_bundle.progressive_bundle_usage_rule.exchange_coupon_list 必填，
    stock_bundle.progressive_bundle_usage_rule.normal_coupon_list 不能填，
    stock_bundle.progressive_bundle_usage_rule.discount_coupon_list 不能填。
    """

    operation: ClassVar[Operation] = Operation(
        name="CreateProductCoupon",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons",
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": CreateProductCouponResponse},
        request_number="out_request_no",
    )

    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(when=(Is("scope", "ALL", "CATEGORY"), Given("scope")), then=(Is("type", "NORMAL", "DISCOUNT"),)),
        Rule(when=(Is("type", "EXCHANGE"), Given("type")), then=(Is("scope", "SINGLE"),)),
        Rule(
            when=(Is("scope", "ALL", "CATEGORY"), Given("scope")),
            then=(Absent("display_info.original_price"), Absent("display_info.combo_package_list")),
        ),
        Rule(
            when=(Is("usage_mode", "SINGLE"), Given("usage_mode")),
            then=(Given("stock"), Given("stock.single_usage_rule")),
        ),
        Rule(
            unless=(Is("usage_mode", "SINGLE"), Given("usage_mode")),
            then=(Absent("single_usage_info"), Absent("stock")),
        ),
        Rule(
            when=(Is("usage_mode", "PROGRESSIVE_BUNDLE"), Given("usage_mode")),
            then=(
                Given("progressive_bundle_usage_info"),
                Given("stock_bundle"),
                Given("stock_bundle.progressive_bundle_usage_rule"),
            ),
        ),
        Rule(
            unless=(Is("usage_mode", "PROGRESSIVE_BUNDLE"), Given("usage_mode")),
            then=(Absent("progressive_bundle_usage_info"), Absent("stock_bundle")),
        ),
        Rule(
            when=(Is("usage_mode", "SINGLE"), Is("scope", "ALL"), Given("usage_mode"), Given("scope")),
            then=(Given("single_usage_info"),),
        ),
        Rule(
            when=(Is("scope", "ALL"), Is("type", "NORMAL"), Given("scope"), Given("type")),
            then=(Given("single_usage_info.normal_coupon"), Absent("single_usage_info.discount_coupon")),
        ),
        Rule(
            when=(Is("scope", "ALL"), Is("type", "DISCOUNT"), Given("scope"), Given("type")),
            then=(Given("single_usage_info.discount_coupon"), Absent("single_usage_info.normal_coupon")),
        ),
        Rule(
            when=(Is("scope", "SINGLE"), Given("scope")),
            then=(Absent("single_usage_info.normal_coupon"), Absent("single_usage_info.discount_coupon")),
        ),
        Rule(
            when=(Is("scope", "ALL"), Given("scope")),
            then=(
                Absent("stock.single_usage_rule.normal_coupon"),
                Absent("stock.single_usage_rule.discount_coupon"),
                Absent("stock.single_usage_rule.exchange_coupon"),
            ),
        ),
        Rule(
            when=(Is("scope", "SINGLE"), Is("type", "NORMAL"), Given("scope"), Given("type")),
            then=(
                Given("stock.single_usage_rule.normal_coupon"),
                Absent("stock.single_usage_rule.discount_coupon"),
                Absent("stock.single_usage_rule.exchange_coupon"),
            ),
        ),
        Rule(
            when=(Is("scope", "SINGLE"), Is("type", "DISCOUNT"), Given("scope"), Given("type")),
            then=(
                Given("stock.single_usage_rule.discount_coupon"),
                Absent("stock.single_usage_rule.normal_coupon"),
                Absent("stock.single_usage_rule.exchange_coupon"),
            ),
        ),
        Rule(
            when=(Is("scope", "SINGLE"), Is("type", "EXCHANGE"), Given("scope"), Given("type")),
            then=(
                Given("stock.single_usage_rule.exchange_coupon"),
                Absent("stock.single_usage_rule.normal_coupon"),
                Absent("stock.single_usage_rule.discount_coupon"),
            ),
        ),
        Rule(
            when=(Is("type", "NORMAL"), Given("type")),
            then=(
                Given("stock_bundle.progressive_bundle_usage_rule.normal_coupon_list"),
                Absent("stock_bundle.progressive_bundle_usage_rule.discount_coupon_list"),
                Absent("stock_bundle.progressive_bundle_usage_rule.exchange_coupon_list"),
            ),
        ),
        Rule(
            when=(Is("type", "DISCOUNT"), Given("type")),
            then=(
                Given("stock_bundle.progressive_bundle_usage_rule.discount_coupon_list"),
                Absent("stock_bundle.progressive_bundle_usage_rule.normal_coupon_list"),
                Absent("stock_bundle.progressive_bundle_usage_rule.exchange_coupon_list"),
            ),
        ),
        Rule(
            when=(Is("type", "EXCHANGE"), Given("type")),
            then=(
                Given("stock_bundle.progressive_bundle_usage_rule.exchange_coupon_list"),
                Absent("stock_bundle.progressive_bundle_usage_rule.normal_coupon_list"),
                Absent("stock_bundle.progressive_bundle_usage_rule.discount_coupon_list"),
            ),
        ),
    )

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """创建请求单号。品牌为这次创建取的编号，品牌内唯一，重试时不要更换。6 到 40 个字符。"""

    scope: Scope
    """优惠范围。商品券对哪些商品有效，决定可选的券类型和优惠规则写在哪里。未证实：取值。"""

    type: CouponType
    """商品券类型。商品券怎样优惠。"""

    usage_mode: UsageMode
    """使用模式。用户领取之后能用一次还是多次。未证实：取值。"""

    display_info: ProductCouponDisplayInfo
    """商品券展示信息。商品券给用户看的名称、图片，以及单品券的原价和套餐。"""

    single_usage_info: SingleUsageInfo | UnsetType = UNSET
    """单券模式信息。单券的优惠规则，只用于 usage_mode 为 SINGLE 的商品券；scope 为 ALL 时必填。"""

    progressive_bundle_usage_info: ProgressiveBundleUsageInfo | UnsetType = UNSET
    """多次优惠模式信息。多次优惠的次数和间隔，usage_mode 为 PROGRESSIVE_BUNDLE 时必填，其他模式不填。"""

    out_product_no: Annotated[str, Limits(max_length=40)] | UnsetType = UNSET
    """品牌侧商品编号。品牌自己的商品编号，微信支付不检查是否重复。最多 40 个字符。"""

    stock: StockForCreate | UnsetType = UNSET
    """批次。和商品券一起创建的第一个批次，usage_mode 为 SINGLE 时必填，其他模式不填。未证实：字段。"""

    stock_bundle: StockBundleForCreate | UnsetType = UNSET
    """批次组。和商品券一起创建的第一个批次组，usage_mode 为 PROGRESSIVE_BUNDLE 时必填，其他模式不填。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            out_request_no: str,
            scope: ScopeLike,
            type: CouponTypeLike,
            usage_mode: UsageModeLike,
            display_info: ProductCouponDisplayInfo,
            single_usage_info: SingleUsageInfo | UnsetType = UNSET,
            progressive_bundle_usage_info: ProgressiveBundleUsageInfo | UnsetType = UNSET,
            out_product_no: str | UnsetType = UNSET,
            stock: StockForCreate | UnsetType = UNSET,
            stock_bundle: StockBundleForCreate | UnsetType = UNSET,
        ) -> None: ...


class GetProductCouponRequest(Request[ProductCouponEntity], frozen=True, kw_only=True):
    """查询商品券。

    查询一个商品券的信息，不包括它的批次；批次用查询批次列表的接口。

    GET /brand/marketing/product-coupon/product-coupons/{product_coupon_id}

    前置条件：商品券已经创建。

    限频：每个品牌ID每秒 20 次。

    来源：查询商品券，4016427370，2025-11-06。
    """

    operation: ClassVar[Operation] = Operation(
        name="GetProductCoupon",
        method="GET",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}",
        in_path=("product_coupon_id",),
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": ProductCouponEntity},
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""


class UpdateProductCouponRequest(Request[ProductCouponEntity], frozen=True, kw_only=True):
    """修改商品券。

    修改商品券的展示信息。修改只影响之后发出的券，已经发给用户的券不变。

    PATCH /brand/marketing/product-coupon/product-coupons/{product_coupon_id}

    前置条件：商品券处于 EFFECTIVE 状态。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：修改商品券，4015736325，2025-08-20。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateProductCoupon",
        method="PATCH",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}",
        in_path=("product_coupon_id",),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": ProductCouponEntity},
        request_number="out_request_no",
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """修改请求单号。品牌为这次修改取的编号，品牌内唯一，重试时不要更换。6 到 40 个字符。"""

    display_info: ProductCouponDisplayInfo
    """展示信息。新的展示信息；原价和套餐只用于 scope 为 SINGLE 的商品券。"""


class DeactivateProductCouponRequest(Request[ProductCouponEntity], frozen=True, kw_only=True):
    """失效商品券。

    使商品券失效。它的所有批次随之失效，投放渠道和活动也一起终止，不再有用户能领取；已经发给用户的券仍然有效。

    POST /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/deactivate

    前置条件：商品券已经创建。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：失效商品券，4015736315，2025-08-20。

    未证实：限频、条件。
    """

    operation: ClassVar[Operation] = Operation(
        name="DeactivateProductCoupon",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/deactivate",
        in_path=("product_coupon_id",),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": ProductCouponEntity},
        request_number="out_request_no",
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """失效请求单号。品牌为这次失效取的编号，品牌内唯一，重试时不要更换。6 到 40 个字符。"""

    deactivate_reason: Annotated[str, Limits(max_length=150)]
    """失效原因。记下商品券为什么失效，查询时原样返回。最多 150 个字符。"""


class ListStocksRequest(Request[ListStocksResponse], frozen=True, kw_only=True):
    """查询商品券批次列表。

    分页查询一个商品券的批次，可以只查某个状态的，或者只查某个批次组里的。

    GET /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks

    前置条件：商品券已经创建。

    限频：每个品牌ID每秒 20 次。

    来源：查询商品券批次列表，4016427459，2025-11-07。
    """

    operation: ClassVar[Operation] = Operation(
        name="ListStocks",
        method="GET",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks",
        in_path=("product_coupon_id",),
        in_query=("state", "page_size", "page_token", "stock_bundle_id"),
        paging=Paging(items="stock_list", page="page_token", next="next_page_token", total="total_count"),
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": ListStocksResponse},
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    state: StockState | UnsetType = UNSET
    """批次状态。只查这个状态的批次，不填就查所有状态的。"""

    page_size: Annotated[int, Limits(maximum=50)] | UnsetType = UNSET
    """分页大小。一页最多几条，不填就是 20 条，最多 50 条。不大于 50；不填时为 20。"""

    page_token: str | UnsetType = UNSET
    """分页Token。上一页应答里的 next_page_token，第一页不填。"""

    stock_bundle_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """批次组ID。只查这个批次组里的批次。未证实：格式。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            product_coupon_id: str,
            state: StockStateLike | UnsetType = UNSET,
            page_size: int | UnsetType = UNSET,
            page_token: str | UnsetType = UNSET,
            stock_bundle_id: str | UnsetType = UNSET,
        ) -> None: ...


class CreateStockRequest(Request[StockEntity], frozen=True, kw_only=True):
    """添加商品券批次。

    给已有的单券商品券添加一个批次，不同的批次可以有不同的发放规则和可用时间。一个商品券最多有 200 个生效中的批
    次。多次优惠的商品券用添加批次组的接口。

    POST /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks

    前置条件：商品券已经创建。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：添加商品券批次，4015736342，2025-08-28。

    未证实：限频、条件。
    """

    operation: ClassVar[Operation] = Operation(
        name="CreateStock",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks",
        in_path=("product_coupon_id",),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": StockEntity},
        request_number="out_request_no",
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """创建请求单号。品牌为这次添加取的编号，品牌内唯一，重试时不要更换。6 到 40 个字符。"""

    stock: StockForCreate
    """批次。要添加的批次；优惠规则要和商品券的 scope、type 相符。未证实：字段。"""


class GetStockRequest(Request[StockEntity], frozen=True, kw_only=True):
    """查询商品券指定批次。

    查询一个批次的详情，包括已经发放的次数和预上传券 Code 的数量。

    GET /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}

    前置条件：批次已经创建。

    限频：每个品牌ID每秒 20 次。

    来源：查询商品券指定批次，4016427475，2025-11-07。
    """

    operation: ClassVar[Operation] = Operation(
        name="GetStock",
        method="GET",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}",
        in_path=("product_coupon_id", "stock_id"),
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": StockEntity},
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """


class UpdateStockRequest(Request[StockEntity], frozen=True, kw_only=True):
    """修改商品券批次。

    修改一个批次的备注、展示信息、通知配置或可用门店范围。展示信息的修改不影响已经发出的券。调整发放上限用修改发
    放预算的接口。

    PATCH /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}

    前置条件：批次处于 SENDING 或 PAUSED 状态；批次不在批次组里；批次组用修改批次组的接口。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：修改商品券批次，4015736391，2025-08-28。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateStock",
        method="PATCH",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}",
        in_path=("product_coupon_id", "stock_id"),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": StockEntity},
        request_number="out_request_no",
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """修改请求单号。品牌为这次修改取的编号，品牌内唯一，重试时不要更换。6 到 40 个字符。"""

    remark: Annotated[str, Limits(max_length=20)] | UnsetType = UNSET
    """备注。只有品牌自己看得到的说明。最多 20 个字符。"""

    usage_rule_display_info: UsageRuleDisplayInfo | UnsetType = UNSET
    """券使用规则展示信息。这个批次新的使用方式和说明。"""

    coupon_display_info: CouponDisplayInfo | UnsetType = UNSET
    """用户商品券展示信息。这个批次新的卡包展示和入口。"""

    notify_config: NotifyConfig | UnsetType = UNSET
    """事件通知配置。这个批次新的事件通知配置。"""

    store_scope: StoreScope | UnsetType = UNSET
    """可用门店范围。这个批次新的可用门店范围。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            product_coupon_id: str,
            stock_id: str,
            out_request_no: str,
            remark: str | UnsetType = UNSET,
            usage_rule_display_info: UsageRuleDisplayInfo | UnsetType = UNSET,
            coupon_display_info: CouponDisplayInfo | UnsetType = UNSET,
            notify_config: NotifyConfig | UnsetType = UNSET,
            store_scope: StoreScopeLike | UnsetType = UNSET,
        ) -> None: ...


class UpdateStockBudgetRequest(Request[StockEntity], frozen=True, kw_only=True):
    """修改商品券批次发放预算。

    修改一个批次的发放总上限或每日上限，一次只改一种，要改两种就调用两次。请求里同时给出现在的值和目标值；目标值
    可以比现在小，但不能小于已经发放的次数。创建时没有限制每日发放的批次以后不能加上限制，限制了的也不能取消。

    POST /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/update-budget

    前置条件：批次没有失效或过期；批次不在批次组里；批次组用修改批次组发放预算的接口；先用查询批次的接口得到现在
    的上限。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateStockBudget",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/update-budget",
        in_path=("product_coupon_id", "stock_id"),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": StockEntity},
        request_number="out_request_no",
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    out_request_no: str | UnsetType = UNSET
    """修改请求单号。品牌为这次修改取的编号，品牌内唯一，重试时不要更换。未证实：必填、最小长度、最大长度、格式。"""

    update_mode: UpdateBudgetMode | UnsetType = UNSET
    """更新模式。这次修改哪一种上限，决定要给出哪两个值。"""

    current_max_count: int | UnsetType = UNSET
    """当前的发放总上限。批次现在的上限，调用之前先用查询批次的接口得到；update_mode 为 MAX_COUNT 时用。"""

    target_max_count: int | UnsetType = UNSET
    """目标发放总上限。改成这个值，可以比现在小，但不能小于已经发放的次数；update_mode 为 MAX_COUNT 时用。"""

    current_max_count_per_day: int | UnsetType = UNSET
    """当前的每日发放上限。批次现在的上限，调用之前先用查询批次的接口得到；update_mode 为 MAX_COUNT_PER_DAY 时用。"""

    target_max_count_per_day: int | UnsetType = UNSET
    """目标每日发放上限。改成这个值；update_mode 为 MAX_COUNT_PER_DAY 时用。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            product_coupon_id: str,
            stock_id: str,
            out_request_no: str | UnsetType = UNSET,
            update_mode: UpdateBudgetModeLike | UnsetType = UNSET,
            current_max_count: int | UnsetType = UNSET,
            target_max_count: int | UnsetType = UNSET,
            current_max_count_per_day: int | UnsetType = UNSET,
            target_max_count_per_day: int | UnsetType = UNSET,
        ) -> None: ...


class DeactivateStockRequest(Request[StockEntity], frozen=True, kw_only=True):
    """失效商品券批次。

    使一个批次失效，商品券和其他批次不受影响。失效之后不再有用户能领取，已经由这个批次发出的券仍然有效。

    POST /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/deactivate

    前置条件：批次处于 SENDING 或 PAUSED 状态。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：失效商品券批次，4015736352，2025-08-28。
    """

    operation: ClassVar[Operation] = Operation(
        name="DeactivateStock",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/deactivate",
        in_path=("product_coupon_id", "stock_id"),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": StockEntity},
        request_number="out_request_no",
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """失效请求单号。品牌为这次失效取的编号，品牌内唯一，重试时不要更换。6 到 40 个字符。"""

    deactivate_reason: Annotated[str, Limits(max_length=150)]
    """失效原因。记下批次为什么失效，查询时原样返回。最多 150 个字符。"""


class UploadCouponCodesRequest(Request[UploadCouponCodesResponse], frozen=True, kw_only=True):
    """预上传券CODE。

    给批次预先上传一批券 Code，发券时从里面随机取一个。一次最多 200 个，应答分别列出成功、失败、早已上传过和这次
    请求里重复的 Code。

    POST
    /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/upload-coupon-codes

    前置条件：批次的 coupon_code_mode 为 UPLOAD；批次没有失效或过期。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：预上传券CODE，4015736400，2025-08-28。
    """

    operation: ClassVar[Operation] = Operation(
        name="UploadCouponCodes",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/upload-coupon-codes",
        in_path=("product_coupon_id", "stock_id"),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": UploadCouponCodesResponse},
        request_number="out_request_no",
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """上传请求单号。品牌为这次上传取的编号，品牌内唯一，重试时不要更换。6 到 40 个字符。"""

    code_list: Annotated[
        list[Annotated[str, Limits(max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]], Limits(max_items=200)
    ]
    """券Code列表。要上传的券 Code，不能重复，一次最多 200 个。最多 200 项；每项最多 40 个字符。"""


class AssociateStoresRequest(Request[AssociatedStoresResult], frozen=True, kw_only=True):
    """批次关联门店。

    把品牌的一批门店和批次关联，券只能在关联的门店使用。一次最多 200 家，应答分别列出成功和失败的门店。

    POST /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/associate-stores

    前置条件：批次的 store_scope 为 SPECIFIC；批次没有失效或过期；批次不在批次组里；批次组用批次组批量关联门店的
    接口。

    限频：每个品牌ID每秒 20 次。

    重复调用：没有请求单号；同样的门店再关联一次会怎样没有说明。

    来源：批次关联门店，4015736339，2025-08-28。

    未证实：限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="AssociateStores",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/associate-stores",
        in_path=("product_coupon_id", "stock_id"),
        body="members",
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": AssociatedStoresResult},
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    store_list: Annotated[list[AssociatedStore], Limits(max_items=200)]
    """门店列表。要关联的门店，一次最多 200 家。最多 200 项。"""


class ListAssociatedStoresRequest(Request[ListAssociatedStoresResponse], frozen=True, kw_only=True):
    """查询批次关联门店列表。

    分页查询批次关联了哪些门店。

    GET /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/associated-stores

    前置条件：批次的 store_scope 为 SPECIFIC；批次没有失效或过期。

    限频：每个品牌ID每秒 20 次。

    来源：查询批次关联门店列表，4015736379，2025-08-28。
    """

    operation: ClassVar[Operation] = Operation(
        name="ListAssociatedStores",
        method="GET",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/associated-stores",
        in_path=("product_coupon_id", "stock_id"),
        in_query=("page_size", "page_token"),
        paging=Paging(items="store_list", page="page_token", next="next_page_token", total="total_count"),
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": ListAssociatedStoresResponse},
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    page_size: Annotated[int, Limits(maximum=200)] | UnsetType = UNSET
    """分页大小。一页最多几条，不填就是 20 条，最多 200 条。不大于 200；不填时为 20。"""

    page_token: str | UnsetType = UNSET
    """分页Token。上一页应答里的 next_page_token，第一页不填。"""


class DisassociateStoresRequest(Request[AssociatedStoresResult], frozen=True, kw_only=True):
    """批次取消关联门店。

    取消一批门店和批次的关联。一次最多 200 家，应答分别列出成功和失败的门店。

    POST
    /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/disassociate-stores

    前置条件：批次的 store_scope 为 SPECIFIC；批次没有失效或过期；批次不在批次组里；批次组用批次组批量取消关联门
    店的接口。

    限频：每个品牌ID每秒 20 次。

    重复调用：没有请求单号；同样的门店再取消一次会怎样没有说明。

    来源：批次取消关联门店，4015736372，2025-08-28。

    未证实：限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="DisassociateStores",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/disassociate-stores",
        in_path=("product_coupon_id", "stock_id"),
        body="members",
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": AssociatedStoresResult},
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    store_list: Annotated[list[AssociatedStore], Limits(max_items=200)]
    """门店列表。要取消关联的门店，一次最多 200 家。最多 200 项。"""


class CreateStockBundleRequest(Request[StockBundleEntity], frozen=True, kw_only=True):
    """添加商品券批次组。

    给已有的多次优惠商品券添加一个批次组，组内的批次一起创建，每个批次对应一次使用。同一个商品券的不同批次组可以
    有不同的发放规则和优惠。

    POST /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stock-bundles

    前置条件：商品券已经创建，usage_mode 为 PROGRESSIVE_BUNDLE。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：添加商品券批次组，4016279732，2025-11-27。
    """

    operation: ClassVar[Operation] = Operation(
        name="CreateStockBundle",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stock-bundles",
        in_path=("product_coupon_id",),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": StockBundleEntity},
        request_number="out_request_no",
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """创建请求单号。品牌为这次添加取的编号，品牌内唯一，重试时不要更换。6 到 40 个字符。"""

    stock_bundle: StockBundleForCreate
    """批次组。要添加的批次组；优惠规则要和商品券的 type、次数相符。"""


class UpdateStockBundleRequest(Request[StockBundleEntity], frozen=True, kw_only=True):
    """修改商品券批次组。

    同时修改批次组内所有批次的备注、展示信息、通知配置或可用门店范围。展示信息的修改不影响已经发出的券。调整发放
    上限用修改批次组发放预算的接口。

    PATCH /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}

    前置条件：批次组已经创建；组内的批次没有失效或过期。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：修改商品券批次组，4016279735，2025-11-27。

    未证实：路径、字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateStockBundle",
        method="PATCH",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}",
        in_path=("product_coupon_id", "stock_bundle_id"),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": StockBundleEntity},
        request_number="out_request_no",
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_bundle_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次组ID。批次组的唯一标识，创建多次优惠的商品券或添加批次组时由微信支付生成；必须属于 product_coupon_id 指
    定的商品券。未证实：格式。
    """

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """修改请求单号。品牌为这次修改取的编号，品牌内唯一，重试时不要更换。6 到 40 个字符。"""

    remark: Annotated[str, Limits(max_length=20)] | UnsetType = UNSET
    """备注。只有品牌自己看得到的说明。最多 20 个字符。"""

    usage_rule_display_info: UsageRuleDisplayInfo | UnsetType = UNSET
    """券使用规则展示信息。组内所有批次新的使用方式和说明。"""

    coupon_display_info: CouponDisplayInfo | UnsetType = UNSET
    """用户商品券展示信息。组内所有批次新的卡包展示和入口。"""

    notify_config: NotifyConfig | UnsetType = UNSET
    """事件通知配置。组内所有批次新的事件通知配置。"""

    store_scope: StoreScope | UnsetType = UNSET
    """可用门店范围。组内所有批次新的可用门店范围。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            product_coupon_id: str,
            stock_bundle_id: str,
            out_request_no: str,
            remark: str | UnsetType = UNSET,
            usage_rule_display_info: UsageRuleDisplayInfo | UnsetType = UNSET,
            coupon_display_info: CouponDisplayInfo | UnsetType = UNSET,
            notify_config: NotifyConfig | UnsetType = UNSET,
            store_scope: StoreScopeLike | UnsetType = UNSET,
        ) -> None: ...


class UpdateStockBundleBudgetRequest(Request[StockBundleEntity], frozen=True, kw_only=True):
    """修改商品券批次组发放预算。

    同时修改批次组内所有批次的发放总上限或每日上限，一次只改一种，要改两种就调用两次。请求里同时给出现在的值和目
    标值；目标值可以比现在小，但不能小于已经发放的次数。创建时没有限制每日发放的批次组以后不能加上限制，限制了的
    也不能取消。

    POST
    /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}/update-budget

    前置条件：批次组已经创建；组内的批次没有失效或过期；先用查询批次的接口得到现在的上限。

    限频：每个品牌ID每秒 20 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateStockBundleBudget",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}/update-budget",
        in_path=("product_coupon_id", "stock_bundle_id"),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": StockBundleEntity},
        request_number="out_request_no",
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_bundle_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次组ID。批次组的唯一标识，创建多次优惠的商品券或添加批次组时由微信支付生成；必须属于 product_coupon_id 指
    定的商品券。未证实：格式。
    """

    out_request_no: str | UnsetType = UNSET
    """修改请求单号。品牌为这次修改取的编号，品牌内唯一，重试时不要更换。未证实：必填、最小长度、最大长度、格式。"""

    update_mode: UpdateBudgetMode | UnsetType = UNSET
    """更新模式。这次修改哪一种上限，决定要给出哪两个值。"""

    current_max_count: int | UnsetType = UNSET
    """当前的发放总上限。批次现在的上限，调用之前先用查询批次的接口得到；update_mode 为 MAX_COUNT 时用。"""

    target_max_count: int | UnsetType = UNSET
    """目标发放总上限。改成这个值，可以比现在小，但不能小于已经发放的次数；update_mode 为 MAX_COUNT 时用。"""

    current_max_count_per_day: int | UnsetType = UNSET
    """当前的每日发放上限。批次现在的上限，调用之前先用查询批次的接口得到；update_mode 为 MAX_COUNT_PER_DAY 时用。"""

    target_max_count_per_day: int | UnsetType = UNSET
    """目标每日发放上限。改成这个值；update_mode 为 MAX_COUNT_PER_DAY 时用。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            product_coupon_id: str,
            stock_bundle_id: str,
            out_request_no: str | UnsetType = UNSET,
            update_mode: UpdateBudgetModeLike | UnsetType = UNSET,
            current_max_count: int | UnsetType = UNSET,
            target_max_count: int | UnsetType = UNSET,
            current_max_count_per_day: int | UnsetType = UNSET,
            target_max_count_per_day: int | UnsetType = UNSET,
        ) -> None: ...


class AssociateStoresForStockBundleRequest(Request[AssociatedStoresResult], frozen=True, kw_only=True):
    """批次组批量关联门店。

    把品牌的一批门店和批次组内所有批次关联，券只能在关联的门店使用。一次最多 200 家，应答分别列出成功和失败的门
    店。

    POST
    /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}/associate-stores

    前置条件：批次组已经创建；组内批次的 store_scope 为 SPECIFIC；组内的批次没有失效或过期。

    限频：每个品牌ID每秒 20 次。

    重复调用：没有请求单号；同样的门店再关联一次会怎样没有说明。

    来源：批次组批量关联门店，4016279709，2025-11-27。
    """

    operation: ClassVar[Operation] = Operation(
        name="AssociateStoresForStockBundle",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}/associate-stores",
        in_path=("product_coupon_id", "stock_bundle_id"),
        body="members",
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": AssociatedStoresResult},
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_bundle_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次组ID。批次组的唯一标识，创建多次优惠的商品券或添加批次组时由微信支付生成；必须属于 product_coupon_id 指
    定的商品券。未证实：格式。
    """

    store_list: Annotated[list[AssociatedStore], Limits(max_items=200)]
    """门店列表。要关联的门店，一次最多 200 家。最多 200 项。"""


class DisassociateStoresForStockBundleRequest(Request[AssociatedStoresResult], frozen=True, kw_only=True):
    """批次组批量取消关联门店。

    取消一批门店和批次组内所有批次的关联，应答分别列出成功和失败的门店。

    POST
    /brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}/disassociate-stores

    前置条件：批次组已经创建；组内批次的 store_scope 为 SPECIFIC；组内的批次没有失效或过期。

    限频：每个品牌ID每秒 20 次。

    重复调用：没有请求单号；同样的门店再取消一次会怎样没有说明。

    未证实：字段、限频。
    """

    operation: ClassVar[Operation] = Operation(
        name="DisassociateStoresForStockBundle",
        method="POST",
        path="/brand/marketing/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}/disassociate-stores",
        in_path=("product_coupon_id", "stock_bundle_id"),
        body="members",
        rate_limit=RateLimit(requests=20, seconds=1, per="brand"),
        replies={"200": AssociatedStoresResult},
    )

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_bundle_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次组ID。批次组的唯一标识，创建多次优惠的商品券或添加批次组时由微信支付生成；必须属于 product_coupon_id 指
    定的商品券。未证实：格式。
    """

    store_list: list[AssociatedStore] | UnsetType = UNSET
    """门店列表。要取消关联的门店。未证实：必填、最多项数。"""


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
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": PreSendUserProductCouponBundleResponse},
        request_number="send_request_no",
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_bundle_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次组ID。批次组的唯一标识，创建多次优惠的商品券或添加批次组时由微信支付生成；必须属于 product_coupon_id 指
    定的商品券。未证实：格式。
    """

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：格式。"""

    send_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """发券请求单号。品牌为这次发放取的编号，品牌内唯一；由数字、大小写字母、下划线和短横线组成。6 到 40 个字符。"""

    attach: Annotated[str, Limits(max_length=150)] | UnsetType = UNSET
    """自定义附加信息。微信支付不解析的附加文本，查询用户商品券和回调时原样返回；只有经本接口发出的券才带有它。最多
    150 个字符。
    """


class PreSendUserProductCouponRequest(Request[PreSendUserProductCouponResponse], frozen=True, kw_only=True):
    """向用户预发放商品券。

    为一位用户预先登记某个批次的发放，得到一个 token；把它交给领券组件，用户就能在组件里领取。用于单券；多次优惠
    用批次组的预发放。

    POST /brand/marketing/product-coupon/users/{openid}/pre-send-coupon

    前置条件：批次已经创建，处于 SENDING 状态。

    限频：每个品牌ID每秒 500 次。

    幂等：send_request_no 标识一次请求：用相同的单号和参数重复调用，不会多发；用户领取之后得到的 token 会显示“已
    领取”。

    来源：向用户预发放商品券，4016416620，2025-11-05。
    """

    operation: ClassVar[Operation] = Operation(
        name="PreSendUserProductCoupon",
        method="POST",
        path="/brand/marketing/product-coupon/users/{openid}/pre-send-coupon",
        in_path=("openid",),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": PreSendUserProductCouponResponse},
        request_number="send_request_no",
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：格式。"""

    send_request_no: str
    """发券请求单号。品牌为这次请求取的编号，品牌内唯一，重试时不要更换。未证实：最大长度、最小长度、格式。"""

    coupon_code: Annotated[str, Limits(max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")] | UnsetType = UNSET
    """用户商品券Code。由品牌指定券的编号，由数字、大小写字母、下划线和短横线组成；批次的 coupon_code_mode 为
    API_ASSIGN 时必填，其他模式不能填。最多 40 个字符。
    """

    attach: str | UnsetType = UNSET
    """自定义附加信息。微信支付不解析的附加文本，查询用户商品券和回调时原样返回。未证实：最大长度。"""


class ListUserProductCouponsRequest(Request[ListUserProductCouponsResponse], frozen=True, kw_only=True):
    """查询用户商品券列表。

    查询发给一位用户的商品券，可以按商品券、批次、状态或用户券组筛选，分页返回。

    GET /brand/marketing/product-coupon/users/{openid}/coupons

    限频：每个品牌ID每秒 500 次。

    来源：指定券状态查询用户商品券列表，4016427406，2025-11-06。
    """

    operation: ClassVar[Operation] = Operation(
        name="ListUserProductCoupons",
        method="GET",
        path="/brand/marketing/product-coupon/users/{openid}/coupons",
        in_path=("openid",),
        in_query=(
            "product_coupon_id",
            "stock_id",
            "appid",
            "coupon_state",
            "user_coupon_bundle_id",
            "page_size",
            "page_token",
        ),
        paging=Paging(items="user_coupon_list", page="page_token", next="next_page_token", total="total_count"),
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": ListUserProductCouponsResponse},
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：格式。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """商品券ID。只要这个商品券的券；不填时是品牌下的所有商品券。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """批次ID。只要这个批次的券。未证实：格式。"""

    coupon_state: UserCouponState | UnsetType = UNSET
    """用户商品券状态。只要这种状态的券。"""

    user_coupon_bundle_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """用户商品券组ID。只要这个用户券组里的券。未证实：字段、格式。"""

    page_size: Annotated[int, Limits(maximum=50)] | UnsetType = UNSET
    """分页大小。一页最多几条；不填时为 20。不大于 50。"""

    page_token: str | UnsetType = UNSET
    """分页Token。要哪一页：填上一页应答里的 next_page_token，第一页不填。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            openid: str,
            appid: str,
            product_coupon_id: str | UnsetType = UNSET,
            stock_id: str | UnsetType = UNSET,
            coupon_state: UserCouponStateLike | UnsetType = UNSET,
            user_coupon_bundle_id: str | UnsetType = UNSET,
            page_size: int | UnsetType = UNSET,
            page_token: str | UnsetType = UNSET,
        ) -> None: ...


class SendUserProductCouponRequest(Request[UserProductCouponEntity], frozen=True, kw_only=True):
    """向用户发放商品券。

    把一个批次的券直接发给用户，用户不用再领取。券先处于 CONFIRMING 状态，品牌收到发券通知后要调用确认发放。只用
    于单券；能不能发放，还要看批次的总预算、每日预算（如有）和每人限领数（如有）。

    POST /brand/marketing/product-coupon/users/{openid}/coupons

    前置条件：批次已经创建，处于 SENDING 状态；商品券的 usage_mode 不是 PROGRESSIVE_BUNDLE。

    限频：每个品牌ID每秒 500 次。

    幂等：send_request_no 标识一次请求：用相同的单号和参数重复调用，不会多发。

    来源：向用户发放商品券，4015736390，2025-08-28。
    """

    operation: ClassVar[Operation] = Operation(
        name="SendUserProductCoupon",
        method="POST",
        path="/brand/marketing/product-coupon/users/{openid}/coupons",
        in_path=("openid",),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": UserProductCouponEntity},
        request_number="send_request_no",
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    coupon_code: str | UnsetType = UNSET
    """用户商品券Code。由品牌指定券的编号，由数字、大小写字母、下划线和短横线组成；只用于 coupon_code_mode 为
    API_ASSIGN 的批次，其他模式不填。未证实：最大长度、条件。
    """

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：必填、格式。"""

    send_request_no: str | UnsetType = UNSET
    """发券请求单号。品牌为这次发放取的编号，品牌内唯一；由数字、大小写字母、下划线和短横线组成。未证实：必填、最大
    长度、最小长度、格式。
    """

    attach: str | UnsetType = UNSET
    """自定义附加信息。微信支付不解析的附加文本，查询用户商品券和回调时原样返回。未证实：最大长度。"""

    coupon_tag_info: CouponTagInfo | UnsetType = UNSET
    """商品券标签信息。发券时给这张券打的标签，以及标签要用的信息。未证实：条件。"""


class SendUserProductCouponBundleRequest(Request[SendUserProductCouponBundleResponse], frozen=True, kw_only=True):
    """向用户发放商品券批次组。

    把一个批次组直接发给用户，用户得到一组多次优惠的券。能不能发放，还要看组内各批次的总预算、每日预算（如有）和
    每人限领数（如有）。

    POST /brand/marketing/product-coupon/users/{openid}/coupon-bundles

    前置条件：批次组已经创建，组内批次处于 SENDING 状态。

    限频：每个品牌ID每秒 500 次。

    幂等：send_request_no 标识一次请求：重试时不要更换单号。

    来源：向用户发放商品券批次组，4016279745，2025-11-27。

    未证实：名称。
    """

    operation: ClassVar[Operation] = Operation(
        name="SendUserProductCouponBundle",
        method="POST",
        path="/brand/marketing/product-coupon/users/{openid}/coupon-bundles",
        in_path=("openid",),
        body="members",
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": SendUserProductCouponBundleResponse},
        request_number="send_request_no",
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_bundle_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次组ID。批次组的唯一标识，由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证实：格式。"""

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：格式。"""

    send_request_no: Annotated[str, Limits(min_length=6, max_length=128, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """发券请求单号。品牌为这次发放取的编号，品牌内唯一；由数字、大小写字母、下划线和短横线组成。6 到 128 个字符。
    未证实：最大长度。
    """

    attach: Annotated[str, Limits(max_length=150)] | UnsetType = UNSET
    """自定义附加信息。微信支付不解析的附加文本，查询用户商品券和回调时原样返回。最多 150 个字符。"""

    coupon_tag_info: CouponTagInfo | UnsetType = UNSET
    """商品券标签信息。发券时给这张券打的标签，以及标签要用的信息。未证实：条件。"""


class DeactivateUserProductCouponBundleRequest(
    Request[DeactivateUserProductCouponBundleResponse],
    frozen=True,
    kw_only=True,
):
    """失效用户商品券组。

    使一位用户的一组多次优惠券失效，组里的所有券一起失效。

    POST /brand/marketing/product-coupon/users/{openid}/coupon-bundles/{user_coupon_bundle_id}/deactivate

    前置条件：这一组券已经发给用户；商品券的 usage_mode 为 PROGRESSIVE_BUNDLE。

    限频：每个品牌ID每秒 500 次。

    幂等：out_request_no 标识一次请求：重试时不要更换单号。

    来源：失效用户商品券组，4016279743，2025-11-27。

    未证实：名称。
    """

    operation: ClassVar[Operation] = Operation(
        name="DeactivateUserProductCouponBundle",
        method="POST",
        path="/brand/marketing/product-coupon/users/{openid}/coupon-bundles/{user_coupon_bundle_id}/deactivate",
        in_path=("openid", "user_coupon_bundle_id"),
        body="members",
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": DeactivateUserProductCouponBundleResponse},
        request_number="out_request_no",
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    user_coupon_bundle_id: Annotated[str, Limits(max_length=40, pattern=r"^[!-~]+\Z")]
    """用户商品券组ID。用户商品券组的唯一标识，由微信支付生成。最多 40 个字符。未证实：格式。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_bundle_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次组ID。批次组的唯一标识，由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证实：格式。"""

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：格式。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """失效请求单号。品牌为这次请求取的编号，品牌内唯一，重试时不要更换；由数字、大小写字母、下划线和短横线组成。6
    到 40 个字符。
    """

    deactivate_reason: Annotated[str, Limits(max_length=150)]
    """失效原因。给查询的人看的说明。最多 150 个字符。"""


class GetUserProductCouponRequest(Request[UserProductCouponEntity], frozen=True, kw_only=True):
    """查询用户商品券详情。

    查询发给一位用户的一张券：状态、有效期、核销记录，以及它的商品券和批次。

    GET /brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}

    前置条件：券已经发给用户。

    限频：每个品牌ID每秒 500 次。

    来源：查询用户商品券详情，4016427405，2025-11-06。
    """

    operation: ClassVar[Operation] = Operation(
        name="GetUserProductCoupon",
        method="GET",
        path="/brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}",
        in_path=("openid", "coupon_code"),
        in_query=("product_coupon_id", "stock_id", "appid"),
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": UserProductCouponEntity},
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    coupon_code: Annotated[str, Limits(max_length=40)]
    """用户商品券Code。用户商品券的唯一标识。最多 40 个字符。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识；必须属于 product_coupon_id 指定的商品券。未证实：格式。"""

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：格式。"""


class ConfirmSendUserProductCouponRequest(Request[UserProductCouponEntity], frozen=True, kw_only=True):
    """确认发放用户商品券。

    收到发券通知之后确认发放，券才会生效；不确认的券一直处于 CONFIRMING 状态，用户不能使用。不论券从哪个渠道发出，
    都要确认。

    POST /brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}/confirm

    前置条件：收到了这张券的发券通知；券处于 CONFIRMING 状态。

    限频：每个品牌ID每秒 500 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：确认发放用户商品券，4015736403，2025-08-28。

    未证实：路径。
    """

    operation: ClassVar[Operation] = Operation(
        name="ConfirmSendUserProductCoupon",
        method="POST",
        path="/brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}/confirm",
        in_path=("openid", "coupon_code"),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": UserProductCouponEntity},
        request_number="out_request_no",
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    coupon_code: Annotated[str, Limits(max_length=40)]
    """用户商品券Code。用户商品券的唯一标识。最多 40 个字符。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：格式。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """确认发放请求单号。品牌为这次请求取的编号，品牌内唯一，重试时不要更换；由数字、大小写字母、下划线和短横线组成。
    6 到 40 个字符。
    """


class UseUserProductCouponRequest(Request[UserProductCouponEntity], frozen=True, kw_only=True):
    """核销用户商品券。

    用户付款时核销一张券，并指明对应的订单：微信支付订单和支付分订单正好给一种。

    POST /brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}/use

    前置条件：券已经发放成功，处于 EFFECTIVE 状态。

    限频：每个品牌ID每秒 500 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果；同一次核销换了单号会被拒绝。

    来源：核销用户商品券，4016427398，2025-12-02。

    未证实：条件、字段。

    规则：associated_order_info、associated_pay_score_order_info 必须且只能填一项。
    """

    operation: ClassVar[Operation] = Operation(
        name="UseUserProductCoupon",
        method="POST",
        path="/brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}/use",
        in_path=("openid", "coupon_code"),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": UserProductCouponEntity},
        request_number="out_request_no",
    )

    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(then=(ExactlyOne("associated_order_info", "associated_pay_score_order_info"),)),
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    coupon_code: Annotated[str, Limits(max_length=40)]
    """用户商品券Code。用户商品券的唯一标识。最多 40 个字符。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：格式。"""

    use_time: Time
    """核销时间。用户使用这张券的时间。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """核销请求单号。品牌为这次请求取的编号，品牌内唯一，重试时不要更换；由数字、大小写字母、下划线和短横线组成。6
    到 40 个字符。
    """

    associated_order_info: OrderRef | UnsetType = UNSET
    """关联微信支付订单。核销对应哪一笔微信支付订单；微信支付单号和商户订单号至少给一个，用商户订单号时要给下单的商
    户号。未证实：条件。
    """

    associated_pay_score_order_info: PayScoreRef | UnsetType = UNSET
    """关联支付分订单。核销对应哪一笔微信支付分订单。"""

    store_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """门店ID。在哪家门店核销，由微信支付分配的门店编号。未证实：条件、格式。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            openid: str,
            coupon_code: str,
            product_coupon_id: str,
            stock_id: str,
            appid: str,
            use_time: datetime | str,
            out_request_no: str,
            associated_order_info: OrderRef | UnsetType = UNSET,
            associated_pay_score_order_info: PayScoreRef | UnsetType = UNSET,
            store_id: str | UnsetType = UNSET,
        ) -> None: ...


class ReturnUserProductCouponRequest(Request[UserProductCouponEntity], frozen=True, kw_only=True):
    """退券。

    把已经核销的券退回给用户，用户在有效期内可以再用。多次优惠只能退最后核销的那一张。

    POST /brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}/return

    前置条件：券处于 USED 状态。

    限频：每个品牌ID每秒 500 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：退券，4015736429，2025-08-28。

    未证实：条件、字段。
    """

    operation: ClassVar[Operation] = Operation(
        name="ReturnUserProductCoupon",
        method="POST",
        path="/brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}/return",
        in_path=("openid", "coupon_code"),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": UserProductCouponEntity},
        request_number="out_request_no",
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    coupon_code: Annotated[str, Limits(max_length=40)]
    """用户商品券Code。用户商品券的唯一标识。最多 40 个字符。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：格式。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """退券请求单号。品牌为这次请求取的编号，品牌内唯一，重试时不要更换；由数字、大小写字母、下划线和短横线组成。6
    到 40 个字符。
    """


class DeactivateUserProductCouponRequest(Request[UserProductCouponEntity], frozen=True, kw_only=True):
    """失效用户商品券。

    使一张已经发给用户的券失效，用户不能再用。

    POST /brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}/deactivate

    前置条件：券已经发给用户；商品券的 usage_mode 不是 PROGRESSIVE_BUNDLE。

    限频：每个品牌ID每秒 500 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：失效用户商品券，4015736411，2025-09-02。

    未证实：条件。
    """

    operation: ClassVar[Operation] = Operation(
        name="DeactivateUserProductCoupon",
        method="POST",
        path="/brand/marketing/product-coupon/users/{openid}/coupons/{coupon_code}/deactivate",
        in_path=("openid", "coupon_code"),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=500, seconds=1, per="brand"),
        replies={"200": UserProductCouponEntity},
        request_number="out_request_no",
    )

    openid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """用户OpenID。用户在 appid 之下的唯一标识。未证实：格式。"""

    coupon_code: Annotated[str, Limits(max_length=40)]
    """用户商品券Code。用户商品券的唯一标识。最多 40 个字符。"""

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。商品券的唯一标识，创建商品券时由微信支付生成。未证实：格式。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """批次ID。批次的唯一标识，创建商品券或添加批次时由微信支付生成；必须属于 product_coupon_id 指定的商品券。未证
    实：格式。
    """

    appid: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """公众账号ID。已经和品牌绑定的 AppID，openid 就属于它。未证实：格式。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """失效请求单号。品牌为这次请求取的编号，品牌内唯一，重试时不要更换；由数字、大小写字母、下划线和短横线组成。6
    到 40 个字符。
    """

    deactivate_reason: Annotated[str, Limits(max_length=150)]
    """失效原因。给查询的人看的说明。最多 150 个字符。"""


class ProductCouponSendNotification(Notification[ProductCouponSendResource], frozen=True, kw_only=True):
    """领券事件通知。

    用户得到了一张券，不论从哪个渠道。品牌收到后要调用确认发放，否则券一直处于 CONFIRMING 状态，不能使用。多次优
    惠的券一张一张发：前一张核销之后才发下一张，每一张都有自己的通知，都要确认。券的有效期从这个通知算起。用户在
    卡包里删除券时没有通知。

    event_type：PRODUCT_COUPON.SEND

    去重：coupon_code 和 event_type 相同的通知是同一件事。
    """

    event: ClassVar[Event] = Event(
        type="PRODUCT_COUPON.SEND",
        resource=ProductCouponSendResource,
        same_if=("coupon_code",),
    )


class ProductCouponUseNotification(Notification[ProductCouponUseResource], frozen=True, kw_only=True):
    """核销事件通知。

    一张券被核销了。

    event_type：PRODUCT_COUPON.USE

    去重：coupon_code 和 event_type 相同的通知是同一件事。
    """

    event: ClassVar[Event] = Event(
        type="PRODUCT_COUPON.USE",
        resource=ProductCouponUseResource,
        same_if=("coupon_code",),
    )


class ProductCouponReturnNotification(Notification[ProductCouponReturnResource], frozen=True, kw_only=True):
    """退券事件通知。

    一张已经核销的券退回给了用户。

    event_type：PRODUCT_COUPON.RETURN

    去重：coupon_code 和 event_type 相同的通知是同一件事。
    """

    event: ClassVar[Event] = Event(
        type="PRODUCT_COUPON.RETURN",
        resource=ProductCouponReturnResource,
        same_if=("coupon_code",),
    )

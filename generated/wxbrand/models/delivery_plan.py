# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""投放计划：把商品券投放给用户。"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from wxbrand_runtime.models import (
    UNSET,
    Absent,
    Given,
    Is,
    Limits,
    OpenEnum,
    Operation,
    RateLimit,
    Record,
    Request,
    Rule,
    Time,
    UnsetType,
)
from wxbrand_runtime.notifications import Event, Notification


class DeliveryPlanUsageMode(OpenEnum):
    """使用模式。投放的商品券能用一次还是多次，决定给批次还是批次组；和商品券的使用模式一致。"""

    SINGLE = "SINGLE"
    """单券，投放一个批次。"""

    PROGRESSIVE_BUNDLE = "PROGRESSIVE_BUNDLE"
    """多次优惠，投放一个批次组。"""


DeliveryPlanUsageModeLike = DeliveryPlanUsageMode | Literal["SINGLE", "PROGRESSIVE_BUNDLE"]
"""DeliveryPlanUsageMode 的成员，或它的值。"""


class DeliveryPlanResponse(Record, frozen=True, kw_only=True):
    """投放计划的结果。投放计划放在 plan 里。"""

    plan: DeliveryPlan | UnsetType = UNSET
    """投放计划。一个投放计划现在的内容和状态。未证实：字段。"""


class DeliveryPlanChange(Record, frozen=True, kw_only=True):
    """修改内容。要改哪些就给哪些，没有给的不变。"""

    plan_name: Annotated[str, Limits(max_length=36)] | UnsetType = UNSET
    """投放计划名称。新的名称，供内部管理，不展示给用户。最多 36 个字符。"""

    delivery_end_time: Time | UnsetType = UNSET
    """投放结束时间。新的结束时间，只能比原来晚。最晚是批次的 available_end_time 减 1；批次有
    wait_days_after_receive 和 available_days 时，再减去这两个天数。
    """

    total_count: int | UnsetType = UNSET
    """投放总库存数量。新的总量，只能比原来多。"""

    user_limit: int | UnsetType = UNSET
    """单用户限领。新的每人限领，只能比原来多。未证实：条件。"""

    daily_limit: int | UnsetType = UNSET
    """单日限领。新的单日限领，只能比原来多。未证实：条件。"""

    recommend_word: Annotated[str, Limits(max_length=27)] | UnsetType = UNSET
    """营销标签。新的推荐语，展示在优惠左上角。最多 27 个字符。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            plan_name: str | UnsetType = UNSET,
            delivery_end_time: datetime | str | UnsetType = UNSET,
            total_count: int | UnsetType = UNSET,
            user_limit: int | UnsetType = UNSET,
            daily_limit: int | UnsetType = UNSET,
            recommend_word: str | UnsetType = UNSET,
        ) -> None: ...


class SetDeliveryPlanNotifyUrlResponse(Record, frozen=True, kw_only=True):
    """设置的结果。现在用的是哪个回调地址。"""

    notify_url: str | UnsetType = UNSET
    """通知回调地址。已经生效的地址。"""


class DeliveryPlanChangeResource(Record, frozen=True, kw_only=True):
    """投放计划的变更。哪个投放计划变了，变成什么状态。"""

    plan_id: str | UnsetType = UNSET
    """投放计划ID。变了的投放计划。"""

    plan_state: DeliveryPlanState | UnsetType = UNSET
    """投放计划状态。计划投放到了哪一步。未证实：取值。"""

    audit_state: DeliveryPlanAuditState | UnsetType = UNSET
    """投放计划审核状态。计划审核到了哪一步。未证实：取值。"""

    change_reason: str | UnsetType = UNSET
    """变更原因。为什么变了，例如审核为什么不通过。"""

    modify_time: Time | UnsetType = UNSET
    """变更时间。什么时候变的。"""


class DeliveryPlan(Record, frozen=True, kw_only=True):
    """投放计划。一个投放计划现在的内容和状态。"""

    plan_id: str | UnsetType = UNSET
    """投放计划ID。投放计划的唯一标识，由微信支付生成。"""

    plan_name: str | UnsetType = UNSET
    """投放计划名称。创建或更新时给的名称，复用商品券信息时是商品券的名称。"""

    plan_state: DeliveryPlanState | UnsetType = UNSET
    """投放计划状态。计划投放到了哪一步。未证实：取值。"""

    delivery_start_time: Time | UnsetType = UNSET
    """投放开始时间。从什么时候起投放。"""

    delivery_end_time: Time | UnsetType = UNSET
    """投放结束时间。投放到什么时候。"""

    product_coupon_id: str | UnsetType = UNSET
    """商品券ID。投放的商品券。"""

    usage_mode: DeliveryPlanUsageMode | UnsetType = UNSET
    """使用模式。投放的商品券能用一次还是多次，决定给批次还是批次组；和商品券的使用模式一致。未证实：取值。"""

    stock_id: str | UnsetType = UNSET
    """批次ID。投放的批次，单券时有。"""

    stock_bundle_id: str | UnsetType = UNSET
    """批次组ID。投放的批次组，多次优惠时有。"""

    recommend_word: str | UnsetType = UNSET
    """营销标签。展示在优惠左上角的推荐语。"""

    brand_id: str | UnsetType = UNSET
    """品牌ID。计划属于哪个品牌。"""

    total_count: int | UnsetType = UNSET
    """投放总库存数量。计划一共投放多少张。"""

    user_limit: int | UnsetType = UNSET
    """单用户限领。一位用户在这个计划里最多领几张。"""

    daily_limit: int | UnsetType = UNSET
    """单日限领。这个计划一天最多领多少张。"""

    reuse_coupon_config: bool | UnsetType = UNSET
    """是否复用商品券和批次信息。名称、数量、限领和时间是不是从商品券和批次得来。"""


class DeliveryPlanState(OpenEnum):
    """投放计划状态。计划投放到了哪一步。"""

    CREATED = "CREATED"
    """创建成功，还没有开始投放。"""

    DELIVERING = "DELIVERING"
    """投放中。"""

    PAUSED = "PAUSED"
    """已暂停，可以恢复。"""

    TERMINATED = "TERMINATED"
    """已终止。"""

    EXPIRED = "EXPIRED"
    """已过期，到了结束时间。"""


class DeliveryPlanAuditState(OpenEnum):
    """投放计划审核状态。计划审核到了哪一步。"""

    PROCESSING = "PROCESSING"
    """审核中。"""

    PASSED = "PASSED"
    """审核通过。"""

    REJECTED = "REJECTED"
    """审核不通过。"""


class CreateDeliveryPlanRequest(Request[DeliveryPlanResponse], frozen=True, kw_only=True):
    """创建投放计划。

    把一个商品券的批次或批次组投放给用户。reuse_coupon_config 为 true 时，名称、数量、限领和时间都从商品券和批次
    得来；为 false 时由这个请求自己给出。计划要经过审核，状态变化会通知到设置好的回调地址，到期时没有通知。批次
    的库存发完时计划会暂停，补充库存之后恢复投放。

    POST /brand/marketing/delivery-plan/delivery-plans

    前置条件：商品券和批次（或批次组）已经创建；批次还能发的数量在 10000 以上；批次的可用时段长于 5 天。

    限频：每个品牌ID每秒 50 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：创建投放计划，4018381114，2026-03-16。

    未证实：条件、字段。

    规则：reuse_coupon_config 为 false 时，plan_name 必填，total_count 必填，delivery_start_time 必填，
    delivery_end_time 必填；usage_mode 为 SINGLE 时，stock_id 必填；usage_mode 为 PROGRESSIVE_BUNDLE 时，
    stock_id 不能填。
    """

    operation: ClassVar[Operation] = Operation(
        name="CreateDeliveryPlan",
        method="POST",
        path="/brand/marketing/delivery-plan/delivery-plans",
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=50, seconds=1, per="brand"),
        replies={"200": DeliveryPlanResponse},
        request_number="out_request_no",
    )

    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(
            when=(Is("reuse_coupon_config", False), Given("reuse_coupon_config")),
            then=(Given("plan_name"), Given("total_count"), Given("delivery_start_time"), Given("delivery_end_time")),
        ),
        Rule(when=(Is("usage_mode", "SINGLE"), Given("usage_mode")), then=(Given("stock_id"),)),
        Rule(when=(Is("usage_mode", "PROGRESSIVE_BUNDLE"), Given("usage_mode")), then=(Absent("stock_id"),)),
    )

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """创建请求单号。品牌为这次创建取的编号，品牌内唯一，重试时不要更换；由数字、大小写字母、下划线和短横线组成。6
    到 40 个字符。
    """

    product_coupon_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """商品券ID。投放哪个商品券，创建商品券时得到。未证实：格式。"""

    reuse_coupon_config: bool
    """是否复用商品券和批次信息。true：名称取商品券的名称，总量、每人限领、每日限领、开始和结束时间取批次的设置，投
    放中批次的库存变了会跟着变； false：由这个请求给出，其中名称、总量、开始和结束时间必填。
    """

    usage_mode: DeliveryPlanUsageMode | UnsetType = UNSET
    """使用模式。投放的商品券能用一次还是多次，决定给批次还是批次组；和商品券的使用模式一致。未证实：取值。"""

    stock_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """批次ID。投放哪个批次；usage_mode 为 SINGLE 时必填，其他模式不能填。未证实：格式。"""

    stock_bundle_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")] | UnsetType = UNSET
    """批次组ID。投放哪个批次组；usage_mode 为 PROGRESSIVE_BUNDLE 时填。未证实：条件、格式。"""

    plan_name: Annotated[str, Limits(max_length=36)] | UnsetType = UNSET
    """投放计划名称。计划的名称，建议和商品券的名称一样；reuse_coupon_config 为 false 时必填。最多 36 个字符。未证
    实：字段、最大长度。
    """

    total_count: int | UnsetType = UNSET
    """投放总库存数量。计划一共投放多少张，批次还能发的数量要在 10000 以上；reuse_coupon_config 为 false 时必填。"""

    user_limit: int | UnsetType = UNSET
    """单用户限领。一位用户在这个计划里最多领几张；不填就不限。"""

    daily_limit: int | UnsetType = UNSET
    """单日限领。这个计划一天最多领多少张；不填就不限。未证实：字段。"""

    delivery_start_time: Time | UnsetType = UNSET
    """投放开始时间。从什么时候起投放；reuse_coupon_config 为 false 时必填。"""

    delivery_end_time: Time | UnsetType = UNSET
    """投放结束时间。投放到什么时候；reuse_coupon_config 为 false 时必填。要早于批次的可用时段结束，批次有
    wait_days_after_receive 和 available_days 时，还要再提前这么多天，免得用户领到马上过期的券。
    """

    recommend_word: Annotated[str, Limits(max_length=27)] | UnsetType = UNSET
    """营销标签。展示在优惠左上角的推荐语。最多 27 个字符。未证实：最大长度。"""

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            out_request_no: str,
            product_coupon_id: str,
            reuse_coupon_config: bool,
            usage_mode: DeliveryPlanUsageModeLike | UnsetType = UNSET,
            stock_id: str | UnsetType = UNSET,
            stock_bundle_id: str | UnsetType = UNSET,
            plan_name: str | UnsetType = UNSET,
            total_count: int | UnsetType = UNSET,
            user_limit: int | UnsetType = UNSET,
            daily_limit: int | UnsetType = UNSET,
            delivery_start_time: datetime | str | UnsetType = UNSET,
            delivery_end_time: datetime | str | UnsetType = UNSET,
            recommend_word: str | UnsetType = UNSET,
        ) -> None: ...


class UpdateDeliveryPlanRequest(Request[DeliveryPlanResponse], frozen=True, kw_only=True):
    """更新投放计划。

    修改一个投放计划，只给要改的部分。结束时间只能延后，总量和限领只能增加。

    PATCH /brand/marketing/delivery-plan/delivery-plans/{plan_id}

    前置条件：投放计划已经创建。

    限频：每个品牌ID每秒 50 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：更新投放计划，4018381209，2026-03-16。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateDeliveryPlan",
        method="PATCH",
        path="/brand/marketing/delivery-plan/delivery-plans/{plan_id}",
        in_path=("plan_id",),
        body="members",
        repeat_is_safe=True,
        rate_limit=RateLimit(requests=50, seconds=1, per="brand"),
        replies={"200": DeliveryPlanResponse},
        request_number="out_request_no",
    )

    plan_id: Annotated[str, Limits(max_length=32, pattern=r"^[!-~]+\Z")]
    """投放计划ID。要修改的投放计划，创建时由微信支付生成。最多 32 个字符。未证实：格式。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """修改请求单号。品牌为这次修改取的编号，品牌内唯一，重试时不要更换；由数字、大小写字母、下划线和短横线组成。6
    到 40 个字符。
    """

    modify_content: DeliveryPlanChange
    """修改内容。要改哪些就给哪些，没有给的不变。"""


class ResumeDeliveryPlanRequest(Request[DeliveryPlanResponse], frozen=True, kw_only=True):
    """恢复投放计划。

    让一个暂停的投放计划重新投放。没有请求体。库存发完而暂停的计划，补充库存之后会自己恢复。

    POST /brand/marketing/delivery-plan/delivery-plans/{plan_id}/resume

    前置条件：投放计划处于 PAUSED 状态。

    限频：每个品牌ID每秒 50 次。

    重复调用：没有请求单号，重复调用会怎样没有写明。

    来源：恢复投放计划，4018381172，2026-03-16。
    """

    operation: ClassVar[Operation] = Operation(
        name="ResumeDeliveryPlan",
        method="POST",
        path="/brand/marketing/delivery-plan/delivery-plans/{plan_id}/resume",
        in_path=("plan_id",),
        rate_limit=RateLimit(requests=50, seconds=1, per="brand"),
        replies={"200": DeliveryPlanResponse},
    )

    plan_id: Annotated[str, Limits(pattern=r"^[!-~]+\Z")]
    """投放计划ID。要恢复的投放计划，创建时由微信支付生成。未证实：格式。"""


class SetDeliveryPlanNotifyUrlRequest(Request[SetDeliveryPlanNotifyUrlResponse], frozen=True, kw_only=True):
    """设置投放计划回调地址。

    设置或更换接收投放计划通知的地址。设置之后，计划的状态或审核状态一变就通知到这里。

    POST /brand/marketing/delivery-plan/notify-url

    限频：每个品牌ID每秒 1 次。

    重复调用：没有请求单号，重复调用会怎样没有写明；每次都用请求里的地址。

    来源：设置投放计划回调地址，4018381183，2026-03-16。
    """

    operation: ClassVar[Operation] = Operation(
        name="SetDeliveryPlanNotifyUrl",
        method="POST",
        path="/brand/marketing/delivery-plan/notify-url",
        body="members",
        rate_limit=RateLimit(requests=1, seconds=1, per="brand"),
        replies={"200": SetDeliveryPlanNotifyUrlResponse},
    )

    notify_url: Annotated[str, Limits(max_length=256)]
    """通知回调地址。接收投放计划通知的 HTTPS 地址，不能带查询参数，外网要能访问。最多 256 个字符。"""


class DeliveryPlanChangeNotification(Notification[DeliveryPlanChangeResource], frozen=True, kw_only=True):
    """投放计划状态变更通知。

    投放计划的状态或审核状态变了。通知发到设置好的回调地址，要在 5 秒内应答；同一个通知可能来好几次。计划到期时
    不一定有通知，要自己记住结束时间。

    event_type：DELIVERY_PLAN.CHANGE

    去重：plan_id 和 plan_state 和 audit_state 和 modify_time 和 event_type 相同的通知是同一件事。

    来源：投放计划状态变更通知，4018869623，2026-03-23。
    """

    event: ClassVar[Event] = Event(
        type="DELIVERY_PLAN.CHANGE",
        resource=DeliveryPlanChangeResource,
        same_if=("plan_id", "plan_state", "audit_state", "modify_time"),
    )

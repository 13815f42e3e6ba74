# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""投放计划：把商品券投放给用户。"""

from __future__ import annotations

from typing import Annotated, ClassVar

from wxbrand_runtime.events import Event, Notification
from wxbrand_runtime.models import (
    UNSET,
    Limits,
    OpenEnum,
    Operation,
    Record,
    Request,
    Time,
    UnsetType,
)
from wxbrand_runtime.rules import Given, Is, Rule


class DeliveryPlanUsageMode(OpenEnum):
    """使用模式。投放的商品券能用一次还是多次。"""

    SINGLE = "SINGLE"
    """单券，投放批次。"""

    PROGRESSIVE_BUNDLE = "PROGRESSIVE_BUNDLE"
    """多次优惠，投放批次组。"""


class DeliveryPlanResponse(Record, frozen=True, kw_only=True):
    """投放计划的结果。应答把计划放在 plan 里。"""

    plan: DeliveryPlan | UnsetType = UNSET
    """投放计划。把商品券投放出去的计划。未证实：字段。"""


class DeliveryPlanChange(Record, frozen=True, kw_only=True):
    """要改的内容。只给要改的部分；时间只能延后，数量和上限只能增加。"""

    plan_name: Annotated[str, Limits(max_length=36)] | UnsetType = UNSET
    """计划名称。给品牌自己看的名称。最多 36 个字符。"""

    delivery_end_time: Time | UnsetType = UNSET
    """投放结束时间。只能延后。"""

    total_count: int | UnsetType = UNSET
    """投放总量。只能增加。"""

    user_limit: int | UnsetType = UNSET
    """每人上限。只能增加。"""

    daily_limit: int | UnsetType = UNSET
    """每日上限。只能增加。"""

    recommend_word: Annotated[str, Limits(max_length=27)] | UnsetType = UNSET
    """推荐语。给用户看的一句话。最多 27 个字符。"""


class SetDeliveryPlanNotifyUrlResponse(Record, frozen=True, kw_only=True):
    """设置的结果。现在的回调地址。"""

    notify_url: str | UnsetType = UNSET
    """回调地址。现在生效的地址。"""


class DeliveryPlanChangeResource(Record, frozen=True, kw_only=True):
    """投放计划变更。哪个计划变成了什么样。"""

    plan_id: str | UnsetType = UNSET
    """投放计划ID。投放计划的唯一标识。"""

    plan_state: DeliveryPlanState | UnsetType = UNSET
    """投放计划状态。投放到了哪一步。未证实：取值。"""

    audit_state: DeliveryPlanAuditState | UnsetType = UNSET
    """审核状态。投放计划的审核到了哪一步。未证实：取值。"""

    change_reason: str | UnsetType = UNSET
    """变更原因。为什么变了。"""

    modify_time: Time | UnsetType = UNSET
    """变更时间。变更的时间。"""


class DeliveryPlan(Record, frozen=True, kw_only=True):
    """投放计划。把商品券投放出去的计划。"""

    plan_id: str | UnsetType = UNSET
    """投放计划ID。投放计划的唯一标识。"""

    plan_name: str | UnsetType = UNSET
    """计划名称。给品牌自己看的名称。"""

    plan_state: DeliveryPlanState | UnsetType = UNSET
    """投放计划状态。投放到了哪一步。未证实：取值。"""

    delivery_start_time: Time | UnsetType = UNSET
    """投放开始时间。从这个时间起投放。"""

    delivery_end_time: Time | UnsetType = UNSET
    """投放结束时间。到这个时间为止投放。"""

    product_coupon_id: str | UnsetType = UNSET
    """商品券ID。投放哪个商品券。"""

    usage_mode: DeliveryPlanUsageMode | UnsetType = UNSET
    """使用模式。投放的商品券能用一次还是多次。未证实：取值。"""

    stock_id: str | UnsetType = UNSET
    """批次ID。投放哪个批次，单券时有。"""

    stock_bundle_id: str | UnsetType = UNSET
    """批次组ID。投放哪个批次组，多次优惠时有。"""

    recommend_word: str | UnsetType = UNSET
    """推荐语。给用户看的一句话。"""

    brand_id: str | UnsetType = UNSET
    """品牌ID。计划属于哪个品牌。"""

    total_count: int | UnsetType = UNSET
    """投放总量。一共投放多少张。"""

    user_limit: int | UnsetType = UNSET
    """每人上限。一位用户最多得到几张。"""

    daily_limit: int | UnsetType = UNSET
    """每日上限。一天最多投放多少张。"""

    reuse_coupon_config: bool | UnsetType = UNSET
    """沿用券的设置。投放的时间和数量是不是就用商品券批次的设置。"""


class DeliveryPlanState(OpenEnum):
    """投放计划状态。投放到了哪一步。"""

    CREATED = "CREATED"
    """已创建，还没有开始投放。"""

    DELIVERING = "DELIVERING"
    """投放中。"""

    PAUSED = "PAUSED"
    """已暂停，可以恢复。"""

    TERMINATED = "TERMINATED"
    """已终止。"""

    EXPIRED = "EXPIRED"
    """已到结束时间。"""


class DeliveryPlanAuditState(OpenEnum):
    """审核状态。投放计划的审核到了哪一步。"""

    PROCESSING = "PROCESSING"
    """审核中。"""

    PASSED = "PASSED"
    """审核通过。"""

    REJECTED = "REJECTED"
    """审核驳回。"""


class CreateDeliveryPlanRequest(Request[DeliveryPlanResponse], frozen=True, kw_only=True):
    """创建投放计划。

    把一个商品券的批次或批次组投放出去。可以沿用批次自己的时间和数量，也可以另定。

    POST /brand/marketing/delivery-plan/delivery-plans

    前置条件：商品券和批次已经创建；批次还能发的数量不少于 10000。

    限频：每个品牌ID每秒 50 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：创建投放计划，4018381114，2026-03-16。

    未证实：名称。

    规则：reuse_coupon_config 为 false 时，plan_name 必填，total_count 必填，delivery_start_time 必填，
    delivery_end_time 必填。
    """

    operation: ClassVar[Operation] = Operation(
        name="CreateDeliveryPlan",
        method="POST",
        path="/brand/marketing/delivery-plan/delivery-plans",
        body="members",
        replies={"200": DeliveryPlanResponse},
        request_number="out_request_no",
    )

    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(
            when=(Is("reuse_coupon_config", False), Given("reuse_coupon_config")),
            then=(Given("plan_name"), Given("total_count"), Given("delivery_start_time"), Given("delivery_end_time")),
        ),
    )

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """请求单号。品牌为这次请求取的编号，品牌内唯一，重试时不要更换；由数字、大小写字母、下划线和短横线组成。6 到 40
    个字符。
    """

    product_coupon_id: str
    """商品券ID。投放哪个商品券。"""

    reuse_coupon_config: bool
    """沿用券的设置。true：投放的时间和数量就用商品券批次的设置；false：由这个请求另定。"""

    stock_id: str | UnsetType = UNSET
    """批次ID。投放哪个批次，usage_mode 为 SINGLE 时填。未证实：条件。"""

    stock_bundle_id: str | UnsetType = UNSET
    """批次组ID。投放哪个批次组，usage_mode 为 PROGRESSIVE_BUNDLE 时填。未证实：条件。"""

    usage_mode: DeliveryPlanUsageMode | UnsetType = UNSET
    """使用模式。投放的商品券能用一次还是多次。未证实：取值。"""

    plan_name: Annotated[str, Limits(max_length=36)] | UnsetType = UNSET
    """计划名称。给品牌自己看的名称。最多 36 个字符。"""

    total_count: int | UnsetType = UNSET
    """投放总量。一共投放多少张，不能多于批次还能发的数量。"""

    delivery_start_time: Time | UnsetType = UNSET
    """投放开始时间。从这个时间起投放。"""

    delivery_end_time: Time | UnsetType = UNSET
    """投放结束时间。到这个时间为止投放。"""

    user_limit: int | UnsetType = UNSET
    """每人上限。一位用户最多得到几张。"""

    daily_limit: int | UnsetType = UNSET
    """每日上限。一天最多投放多少张。"""

    recommend_word: Annotated[str, Limits(max_length=27)] | UnsetType = UNSET
    """推荐语。给用户看的一句话。最多 27 个字符。"""


class UpdateDeliveryPlanRequest(Request[DeliveryPlanResponse], frozen=True, kw_only=True):
    """修改投放计划。

    修改一个投放计划：时间只能延后，数量和上限只能增加。

    PATCH /brand/marketing/delivery-plan/delivery-plans/{plan_id}

    前置条件：投放计划已经创建。

    限频：每个品牌ID每秒 50 次。

    幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

    来源：修改投放计划，4018381209，2026-03-16。

    未证实：名称。
    """

    operation: ClassVar[Operation] = Operation(
        name="UpdateDeliveryPlan",
        method="PATCH",
        path="/brand/marketing/delivery-plan/delivery-plans/{plan_id}",
        in_path=("plan_id",),
        body="members",
        replies={"200": DeliveryPlanResponse},
        request_number="out_request_no",
    )

    plan_id: Annotated[str, Limits(max_length=32)]
    """投放计划ID。投放计划的唯一标识，创建时由微信支付生成。最多 32 个字符。"""

    out_request_no: Annotated[str, Limits(min_length=6, max_length=40, pattern=r"^[0-9A-Za-z_-]+\Z")]
    """请求单号。品牌为这次请求取的编号，品牌内唯一，重试时不要更换；由数字、大小写字母、下划线和短横线组成。6 到 40
    个字符。
    """

    modify_content: DeliveryPlanChange
    """要改的内容。只给要改的部分；时间只能延后，数量和上限只能增加。"""


class ResumeDeliveryPlanRequest(Request[DeliveryPlanResponse], frozen=True, kw_only=True):
    """恢复投放计划。

    恢复一个暂停的投放计划。没有请求体。

    POST /brand/marketing/delivery-plan/delivery-plans/{plan_id}/resume

    前置条件：投放计划处于暂停状态。

    限频：每个品牌ID每秒 50 次。

    重复调用：没有请求单号；再调用一次，计划仍在投放。

    来源：恢复投放计划，4018381172，2026-03-16。

    未证实：名称。
    """

    operation: ClassVar[Operation] = Operation(
        name="ResumeDeliveryPlan",
        method="POST",
        path="/brand/marketing/delivery-plan/delivery-plans/{plan_id}/resume",
        in_path=("plan_id",),
        replies={"200": DeliveryPlanResponse},
    )

    plan_id: str
    """投放计划ID。投放计划的唯一标识，创建时由微信支付生成。"""


class SetDeliveryPlanNotifyUrlRequest(Request[SetDeliveryPlanNotifyUrlResponse], frozen=True, kw_only=True):
    """设置投放计划回调地址。

    设置或更换接收投放计划通知的地址。

    POST /brand/marketing/delivery-plan/notify-url

    限频：每个品牌ID每秒 1 次。

    重复调用：同样的地址再设置一次，结果相同。

    来源：设置投放计划回调地址，4018381183，2026-03-16。

    未证实：名称。
    """

    operation: ClassVar[Operation] = Operation(
        name="SetDeliveryPlanNotifyUrl",
        method="POST",
        path="/brand/marketing/delivery-plan/notify-url",
        body="members",
        replies={"200": SetDeliveryPlanNotifyUrlResponse},
    )

    notify_url: Annotated[str, Limits(max_length=256)]
    """回调地址。接收投放计划通知的地址。最多 256 个字符。"""


class DeliveryPlanChangeNotification(Notification[DeliveryPlanChangeResource], frozen=True, kw_only=True):
    """投放计划变更通知。

    投放计划的状态或审核结果变了。

    event_type：DELIVERY_PLAN.CHANGE

    去重：plan_id 和 modify_time 和 event_type 相同的通知是同一件事。

    来源：投放计划变更通知，4018869623，2026-03-23。
    """

    event: ClassVar[Event] = Event(
        type="DELIVERY_PLAN.CHANGE",
        resource=DeliveryPlanChangeResource,
        same_if=("plan_id", "modify_time"),
    )

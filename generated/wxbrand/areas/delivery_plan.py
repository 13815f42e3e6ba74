# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""投放计划：把商品券投放给用户。"""

from __future__ import annotations

from datetime import datetime

from wxbrand_runtime.client import AsyncArea, SyncArea
from wxbrand_runtime.models import UNSET, UnsetType

from ..models.delivery_plan import (
    CreateDeliveryPlanRequest,
    DeliveryPlanChange,
    DeliveryPlanResponse,
    DeliveryPlanUsageModeLike,
    ResumeDeliveryPlanRequest,
    SetDeliveryPlanNotifyUrlRequest,
    SetDeliveryPlanNotifyUrlResponse,
    UpdateDeliveryPlanRequest,
)


class DeliveryPlanArea(SyncArea):
    """投放计划：把商品券投放给用户。"""

    def create_delivery_plan(
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
    ) -> DeliveryPlanResponse:
        """创建投放计划。

        把一个商品券的批次或批次组投放给用户。reuse_coupon_config 为 true 时，名称、数量、限领和时间都从商品券和
        批次得来；为 false 时由这个请求自己给出。计划要经过审核，状态变化会通知到设置好的回调地址，到期时没有通
        知。批次的库存发完时计划会暂停，补充库存之后恢复投放。

        Args:
            out_request_no: 创建请求单号，必填；6 到 40 个字符。
            product_coupon_id: 商品券ID，必填。
            reuse_coupon_config: 是否复用商品券和批次信息，必填。
            usage_mode: 使用模式，选填。
            stock_id: 批次ID，选填。
            stock_bundle_id: 批次组ID，选填。
            plan_name: 投放计划名称，选填；最多 36 个字符。
            total_count: 投放总库存数量，选填。
            user_limit: 单用户限领，选填。
            daily_limit: 单日限领，选填。
            delivery_start_time: 投放开始时间，选填。
            delivery_end_time: 投放结束时间，选填。
            recommend_word: 营销标签，选填；最多 27 个字符。

        前置条件：商品券和批次（或批次组）已经创建；批次还能发的数量在 10000 以上；批次的可用时段长于 5 天。

        限频：每个品牌ID每秒 50 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：创建投放计划，4018381114，2026-03-16。
        """
        return self._send(
            CreateDeliveryPlanRequest(
                out_request_no=out_request_no,
                product_coupon_id=product_coupon_id,
                reuse_coupon_config=reuse_coupon_config,
                usage_mode=usage_mode,
                stock_id=stock_id,
                stock_bundle_id=stock_bundle_id,
                plan_name=plan_name,
                total_count=total_count,
                user_limit=user_limit,
                daily_limit=daily_limit,
                delivery_start_time=delivery_start_time,
                delivery_end_time=delivery_end_time,
                recommend_word=recommend_word,
            )
        )

    def update_delivery_plan(
        self,
        *,
        plan_id: str,
        out_request_no: str,
        modify_content: DeliveryPlanChange,
    ) -> DeliveryPlanResponse:
        """更新投放计划。

        修改一个投放计划，只给要改的部分。结束时间只能延后，总量和限领只能增加。

        Args:
            plan_id: 投放计划ID，必填；最多 32 个字符。
            out_request_no: 修改请求单号，必填；6 到 40 个字符。
            modify_content: 修改内容，必填。

        前置条件：投放计划已经创建。

        限频：每个品牌ID每秒 50 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：更新投放计划，4018381209，2026-03-16。
        """
        return self._send(
            UpdateDeliveryPlanRequest(plan_id=plan_id, out_request_no=out_request_no, modify_content=modify_content)
        )

    def resume_delivery_plan(self, *, plan_id: str) -> DeliveryPlanResponse:
        """恢复投放计划。

        让一个暂停的投放计划重新投放。没有请求体。库存发完而暂停的计划，补充库存之后会自己恢复。

        Args:
            plan_id: 投放计划ID，必填。

        前置条件：投放计划处于 PAUSED 状态。

        限频：每个品牌ID每秒 50 次。

        重复调用：没有请求单号，重复调用会怎样没有写明。

        来源：恢复投放计划，4018381172，2026-03-16。
        """
        return self._send(ResumeDeliveryPlanRequest(plan_id=plan_id))

    def set_delivery_plan_notify_url(self, *, notify_url: str) -> SetDeliveryPlanNotifyUrlResponse:
        """设置投放计划回调地址。

        设置或更换接收投放计划通知的地址。设置之后，计划的状态或审核状态一变就通知到这里。

        Args:
            notify_url: 通知回调地址，必填；最多 256 个字符。

        限频：每个品牌ID每秒 1 次。

        重复调用：没有请求单号，重复调用会怎样没有写明；每次都用请求里的地址。

        来源：设置投放计划回调地址，4018381183，2026-03-16。
        """
        return self._send(SetDeliveryPlanNotifyUrlRequest(notify_url=notify_url))


class AsyncDeliveryPlanArea(AsyncArea):
    """投放计划：把商品券投放给用户。"""

    async def create_delivery_plan(
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
    ) -> DeliveryPlanResponse:
        """创建投放计划。

        把一个商品券的批次或批次组投放给用户。reuse_coupon_config 为 true 时，名称、数量、限领和时间都从商品券和
        批次得来；为 false 时由这个请求自己给出。计划要经过审核，状态变化会通知到设置好的回调地址，到期时没有通
        知。批次的库存发完时计划会暂停，补充库存之后恢复投放。

        Args:
            out_request_no: 创建请求单号，必填；6 到 40 个字符。
            product_coupon_id: 商品券ID，必填。
            reuse_coupon_config: 是否复用商品券和批次信息，必填。
            usage_mode: 使用模式，选填。
            stock_id: 批次ID，选填。
            stock_bundle_id: 批次组ID，选填。
            plan_name: 投放计划名称，选填；最多 36 个字符。
            total_count: 投放总库存数量，选填。
            user_limit: 单用户限领，选填。
            daily_limit: 单日限领，选填。
            delivery_start_time: 投放开始时间，选填。
            delivery_end_time: 投放结束时间，选填。
            recommend_word: 营销标签，选填；最多 27 个字符。

        前置条件：商品券和批次（或批次组）已经创建；批次还能发的数量在 10000 以上；批次的可用时段长于 5 天。

        限频：每个品牌ID每秒 50 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：创建投放计划，4018381114，2026-03-16。
        """
        return await self._send(
            CreateDeliveryPlanRequest(
                out_request_no=out_request_no,
                product_coupon_id=product_coupon_id,
                reuse_coupon_config=reuse_coupon_config,
                usage_mode=usage_mode,
                stock_id=stock_id,
                stock_bundle_id=stock_bundle_id,
                plan_name=plan_name,
                total_count=total_count,
                user_limit=user_limit,
                daily_limit=daily_limit,
                delivery_start_time=delivery_start_time,
                delivery_end_time=delivery_end_time,
                recommend_word=recommend_word,
            )
        )

    async def update_delivery_plan(
        self,
        *,
        plan_id: str,
        out_request_no: str,
        modify_content: DeliveryPlanChange,
    ) -> DeliveryPlanResponse:
        """更新投放计划。

        修改一个投放计划，只给要改的部分。结束时间只能延后，总量和限领只能增加。

        Args:
            plan_id: 投放计划ID，必填；最多 32 个字符。
            out_request_no: 修改请求单号，必填；6 到 40 个字符。
            modify_content: 修改内容，必填。

        前置条件：投放计划已经创建。

        限频：每个品牌ID每秒 50 次。

        幂等：out_request_no 标识一次请求：用相同的单号和参数重复调用，得到第一次的结果，不会重复执行。

        来源：更新投放计划，4018381209，2026-03-16。
        """
        return await self._send(
            UpdateDeliveryPlanRequest(plan_id=plan_id, out_request_no=out_request_no, modify_content=modify_content)
        )

    async def resume_delivery_plan(self, *, plan_id: str) -> DeliveryPlanResponse:
        """恢复投放计划。

        让一个暂停的投放计划重新投放。没有请求体。库存发完而暂停的计划，补充库存之后会自己恢复。

        Args:
            plan_id: 投放计划ID，必填。

        前置条件：投放计划处于 PAUSED 状态。

        限频：每个品牌ID每秒 50 次。

        重复调用：没有请求单号，重复调用会怎样没有写明。

        来源：恢复投放计划，4018381172，2026-03-16。
        """
        return await self._send(ResumeDeliveryPlanRequest(plan_id=plan_id))

    async def set_delivery_plan_notify_url(self, *, notify_url: str) -> SetDeliveryPlanNotifyUrlResponse:
        """设置投放计划回调地址。

        设置或更换接收投放计划通知的地址。设置之后，计划的状态或审核状态一变就通知到这里。

        Args:
            notify_url: 通知回调地址，必填；最多 256 个字符。

        限频：每个品牌ID每秒 1 次。

        重复调用：没有请求单号，重复调用会怎样没有写明；每次都用请求里的地址。

        来源：设置投放计划回调地址，4018381183，2026-03-16。
        """
        return await self._send(SetDeliveryPlanNotifyUrlRequest(notify_url=notify_url))

# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""投放计划：把商品券投放给用户。"""

from typing import ClassVar

from wxbrand import models
from wxbrand_codegen.testing.edits import ABSENT
from wxbrand_codegen.testing.notification_tests import NotificationTests
from wxbrand_codegen.testing.operation_tests import OperationTests
from wxbrand_runtime.models import moment


class TestCreateDeliveryPlan(OperationTests):
    """创建投放计划。"""

    request = models.CreateDeliveryPlanRequest(
        out_request_no="plan_20260316_0001",
        product_coupon_id="200000001",
        usage_mode=models.DeliveryPlanUsageMode.SINGLE,
        stock_id="100232301",
        stock_bundle_id="100232302",
        reuse_coupon_config=False,
        plan_name="冬季饮料投放",
        total_count=20000,
        user_limit=1,
        daily_limit=1000,
        delivery_start_time=moment("2026-04-01T00:00:00+08:00"),
        delivery_end_time=moment("2026-04-30T23:59:59+08:00"),
        recommend_word="天天有惊喜",
    )

    required_only = models.CreateDeliveryPlanRequest(
        out_request_no="plan_20260316_0001",
        product_coupon_id="200000001",
        reuse_coupon_config=False,
        plan_name="冬季饮料投放",
        total_count=20000,
        delivery_start_time=moment("2026-04-01T00:00:00+08:00"),
        delivery_end_time=moment("2026-04-30T23:59:59+08:00"),
    )

    target = "/brand/marketing/delivery-plan/delivery-plans"

    body: ClassVar = {
        "out_request_no": "plan_20260316_0001",
        "product_coupon_id": "200000001",
        "usage_mode": "SINGLE",
        "stock_id": "100232301",
        "stock_bundle_id": "100232302",
        "reuse_coupon_config": False,
        "plan_name": "冬季饮料投放",
        "total_count": 20000,
        "user_limit": 1,
        "daily_limit": 1000,
        "delivery_start_time": "2026-04-01T00:00:00+08:00",
        "delivery_end_time": "2026-04-30T23:59:59+08:00",
        "recommend_word": "天天有惊喜",
    }

    required_body: ClassVar = {
        "out_request_no": "plan_20260316_0001",
        "product_coupon_id": "200000001",
        "reuse_coupon_config": False,
        "plan_name": "冬季饮料投放",
        "total_count": 20000,
        "delivery_start_time": "2026-04-01T00:00:00+08:00",
        "delivery_end_time": "2026-04-30T23:59:59+08:00",
    }

    replies = (
        (
            200,
            models.DeliveryPlanResponse(
                plan=models.DeliveryPlan(
                    plan_id="12000",
                    plan_name="冬季饮料投放",
                    plan_state=models.DeliveryPlanState.CREATED,
                    delivery_start_time=moment("2026-04-01T00:00:00+08:00"),
                    delivery_end_time=moment("2026-04-30T23:59:59+08:00"),
                    product_coupon_id="200000001",
                    usage_mode=models.DeliveryPlanUsageMode.SINGLE,
                    stock_id="100232301",
                    recommend_word="天天有惊喜",
                    brand_id="120344",
                    total_count=20000,
                    user_limit=1,
                    daily_limit=1000,
                    reuse_coupon_config=False,
                ),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("out_request_no",), "pppppp"),
        (("out_request_no",), "p" * 40),
        (("plan_name",), "冬" * 36),
        (("recommend_word",), "天" * 27),
    )

    refused = (
        (("out_request_no",), "ppppp"),
        (("out_request_no",), "p" * 41),
        (("out_request_no",), "plan_20260316_000券"),
        (("out_request_no",), "plan_20260316_000\n"),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "10023230券"),
        (("stock_id",), "10023230\n"),
        (("stock_bundle_id",), "10023230券"),
        (("stock_bundle_id",), "10023230\n"),
        (("plan_name",), "冬" * 37),
        (("recommend_word",), "天" * 28),
    )

    rules_kept = (
        ("not reuse_coupon_config = False", "", ((("reuse_coupon_config",), True),)),
        ("not usage_mode = SINGLE", "", ((("usage_mode",), ABSENT),)),
        ("usage_mode = PROGRESSIVE_BUNDLE", "", ((("stock_id",), ABSENT), (("usage_mode",), "PROGRESSIVE_BUNDLE"))),
        ("not usage_mode = PROGRESSIVE_BUNDLE", "", ((("usage_mode",), ABSENT),)),
    )

    rules_broken = (
        ("reuse_coupon_config = False, but without plan_name", "", ((("plan_name",), ABSENT),), ("plan_name",)),
        ("reuse_coupon_config = False, but without total_count", "", ((("total_count",), ABSENT),), ("total_count",)),
        (
            "reuse_coupon_config = False, but without delivery_start_time",
            "",
            ((("delivery_start_time",), ABSENT),),
            ("delivery_start_time",),
        ),
        (
            "reuse_coupon_config = False, but without delivery_end_time",
            "",
            ((("delivery_end_time",), ABSENT),),
            ("delivery_end_time",),
        ),
        ("usage_mode = SINGLE, but without stock_id", "", ((("stock_id",), ABSENT),), ("stock_id",)),
        (
            "usage_mode = PROGRESSIVE_BUNDLE, but with stock_id",
            "usage_mode = PROGRESSIVE_BUNDLE",
            ((("stock_id",), "100232301"),),
            ("stock_id",),
        ),
    )


class TestUpdateDeliveryPlan(OperationTests):
    """更新投放计划。"""

    request = models.UpdateDeliveryPlanRequest(
        plan_id="12000",
        out_request_no="plan_20260316_0002",
        modify_content=models.DeliveryPlanChange(
            plan_name="冬季饮料投放",
            delivery_end_time=moment("2026-05-31T23:59:59+08:00"),
            total_count=30000,
            user_limit=2,
            daily_limit=2000,
            recommend_word="天天有惊喜",
        ),
    )

    required_only = models.UpdateDeliveryPlanRequest(
        plan_id="12000",
        out_request_no="plan_20260316_0002",
        modify_content=models.DeliveryPlanChange(
            plan_name="冬季饮料投放",
            delivery_end_time=moment("2026-05-31T23:59:59+08:00"),
            total_count=30000,
            user_limit=2,
            daily_limit=2000,
            recommend_word="天天有惊喜",
        ),
    )

    target = "/brand/marketing/delivery-plan/delivery-plans/12000"

    body: ClassVar = {
        "out_request_no": "plan_20260316_0002",
        "modify_content": {
            "plan_name": "冬季饮料投放",
            "delivery_end_time": "2026-05-31T23:59:59+08:00",
            "total_count": 30000,
            "user_limit": 2,
            "daily_limit": 2000,
            "recommend_word": "天天有惊喜",
        },
    }

    required_body: ClassVar = {
        "out_request_no": "plan_20260316_0002",
        "modify_content": {
            "plan_name": "冬季饮料投放",
            "delivery_end_time": "2026-05-31T23:59:59+08:00",
            "total_count": 30000,
            "user_limit": 2,
            "daily_limit": 2000,
            "recommend_word": "天天有惊喜",
        },
    }

    replies = (
        (
            200,
            models.DeliveryPlanResponse(
                plan=models.DeliveryPlan(
                    plan_id="12000",
                    plan_name="冬季饮料投放",
                    plan_state=models.DeliveryPlanState.DELIVERING,
                    delivery_start_time=moment("2026-04-01T00:00:00+08:00"),
                    delivery_end_time=moment("2026-05-31T23:59:59+08:00"),
                    product_coupon_id="200000001",
                    usage_mode=models.DeliveryPlanUsageMode.SINGLE,
                    stock_id="100232301",
                    recommend_word="天天有惊喜",
                    brand_id="120344",
                    total_count=30000,
                    user_limit=2,
                    daily_limit=2000,
                    reuse_coupon_config=False,
                ),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("plan_id",), "1" * 32),
        (("out_request_no",), "pppppp"),
        (("out_request_no",), "p" * 40),
        (("modify_content", "plan_name"), "冬" * 36),
        (("modify_content", "recommend_word"), "天" * 27),
    )

    refused = (
        (("plan_id",), "1" * 33),
        (("plan_id",), "1200券"),
        (("plan_id",), "1200\n"),
        (("out_request_no",), "ppppp"),
        (("out_request_no",), "p" * 41),
        (("out_request_no",), "plan_20260316_000券"),
        (("out_request_no",), "plan_20260316_000\n"),
        (("modify_content", "plan_name"), "冬" * 37),
        (("modify_content", "recommend_word"), "天" * 28),
    )


class TestResumeDeliveryPlan(OperationTests):
    """恢复投放计划。"""

    request = models.ResumeDeliveryPlanRequest(plan_id="12000")

    required_only = models.ResumeDeliveryPlanRequest(plan_id="12000")

    target = "/brand/marketing/delivery-plan/delivery-plans/12000/resume"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.DeliveryPlanResponse(
                plan=models.DeliveryPlan(
                    plan_id="12000",
                    plan_name="冬季饮料投放",
                    plan_state=models.DeliveryPlanState.DELIVERING,
                    delivery_start_time=moment("2026-04-01T00:00:00+08:00"),
                    delivery_end_time=moment("2026-04-30T23:59:59+08:00"),
                    product_coupon_id="200000001",
                    usage_mode=models.DeliveryPlanUsageMode.SINGLE,
                    stock_id="100232301",
                    recommend_word="天天有惊喜",
                    brand_id="120344",
                    total_count=20000,
                    user_limit=1,
                    daily_limit=1000,
                    reuse_coupon_config=False,
                ),
            ),
        ),
    )

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    refused = (
        (("plan_id",), "1200券"),
        (("plan_id",), "1200\n"),
    )


class TestSetDeliveryPlanNotifyUrl(OperationTests):
    """设置投放计划回调地址。"""

    request = models.SetDeliveryPlanNotifyUrlRequest(notify_url="https://www.example.com/notify")

    required_only = models.SetDeliveryPlanNotifyUrlRequest(notify_url="https://www.example.com/notify")

    target = "/brand/marketing/delivery-plan/notify-url"

    body: ClassVar = {"notify_url": "https://www.example.com/notify"}

    required_body: ClassVar = {"notify_url": "https://www.example.com/notify"}

    replies = ((200, models.SetDeliveryPlanNotifyUrlResponse(notify_url="https://www.example.com/notify")),)

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = ((("notify_url",), "h" * 256),)

    refused = ((("notify_url",), "h" * 257),)


class TestDeliveryPlanChangeNotification(NotificationTests):
    """投放计划状态变更通知。"""

    kind = models.DeliveryPlanChangeNotification

    resource: ClassVar = {
        "plan_id": "12000",
        "plan_state": "PAUSED",
        "audit_state": "REJECTED",
        "change_reason": "审核资料需补充",
        "modify_time": "2026-07-25T12:00:00+08:00",
    }

    expected: ClassVar = models.DeliveryPlanChangeResource(
        plan_id="12000",
        plan_state=models.DeliveryPlanState.PAUSED,
        audit_state=models.DeliveryPlanAuditState.REJECTED,
        change_reason="审核资料需补充",
        modify_time=moment("2026-07-25T12:00:00+08:00"),
    )

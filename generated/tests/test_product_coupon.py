# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""商品券：创建、发放、核销与查询。"""

from typing import ClassVar

from wxbrand import models
from wxbrand_codegen.testing.edits import ABSENT
from wxbrand_codegen.testing.notification_tests import NotificationTests
from wxbrand_codegen.testing.operation_tests import OperationTests
from wxbrand_codegen.testing.upload_tests import UploadTests
from wxbrand_runtime.models import moment


class TestUploadImage(UploadTests):
    """图片上传。"""

    request = models.UploadImageRequest(file="coupon.png")

    required_only = models.UploadImageRequest(file="coupon.png")

    target = "/brand/marketing/product-coupon/media/upload-image"

    body: ClassVar = {
        "meta": {
            "filename": "coupon.png",
            "sha256": "d596839ab51d77316069aa7941c15d49d1fca9170d202b3599eea70d7569b778",
        },
        "file": "coupon.png",
    }

    required_body: ClassVar = {
        "meta": {
            "filename": "coupon.png",
            "sha256": "d596839ab51d77316069aa7941c15d49d1fca9170d202b3599eea70d7569b778",
        },
        "file": "coupon.png",
    }

    replies = (
        (
            200,
            models.UploadImageResponse(
                image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
            ),
        ),
    )

    files: ClassVar = {"coupon.png": 274}

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (
            ("filename",),
            "coupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.pngcoupon.png",
        ),
    )

    refused = (
        (("filename",), "coupon.pn券"),
        (("filename",), "coupon.pn\n"),
    )


class TestCreateImageGenerationTask(OperationTests):
    """提交图片生成任务。"""

    request = models.CreateImageGenerationTaskRequest(
        task_id="image_generation_task_1",
        image_generation_type=models.ImageGenerationType.COMBINE_IMAGE,
        combine_image=models.CombineImage(
            scope=models.Scope.ALL,
            type=models.CouponType.NORMAL,
            usage_mode=models.UsageMode.SINGLE,
            normal_coupon=models.NormalRule(threshold=10000, discount_amount=1000),
            background_color="#FF5733",
        ),
        cut_out=models.CutOutImage(image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/product"),
    )

    required_only = models.CreateImageGenerationTaskRequest()

    target = "/brand/marketing/product-coupon/image-generation-tasks"

    body: ClassVar = {
        "task_id": "image_generation_task_1",
        "image_generation_type": "COMBINE_IMAGE",
        "combine_image": {
            "scope": "ALL",
            "type": "NORMAL",
            "usage_mode": "SINGLE",
            "normal_coupon": {"threshold": 10000, "discount_amount": 1000},
            "background_color": "#FF5733",
        },
        "cut_out": {"image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/product"},
    }

    required_body: ClassVar = {}

    replies = ((200, models.CreateImageGenerationTaskResponse(task_id="image_generation_task_1")),)

    errors = (
        (400, "PARAM_ERROR"),
        (401, "SIGN_ERROR"),
        (403, "NO_AUTH"),
        (429, "RATELIMIT_EXCEEDED"),
        (500, "SYSTEM_ERROR"),
    )

    allowed = (
        (("task_id",), "iiiiii"),
        (("task_id",), "i" * 40),
    )

    refused = (
        (("task_id",), "iiiii"),
        (("task_id",), "i" * 41),
        (("task_id",), "image_generation_task_券"),
        (("task_id",), "image_generation_task_\n"),
    )


class TestGetImageGenerationTask(OperationTests):
    """查询图片生成结果。"""

    request = models.GetImageGenerationTaskRequest(
        task_id="image_generation_task_1",
        image_generation_type=models.ImageGenerationType.COMBINE_IMAGE,
    )

    required_only = models.GetImageGenerationTaskRequest(
        task_id="image_generation_task_1",
        image_generation_type=models.ImageGenerationType.COMBINE_IMAGE,
    )

    target = "/brand/marketing/product-coupon/image-generation-tasks/image_generation_task_1?image_generation_type=COMBINE_IMAGE"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.ImageGenerationTask(
                task_id="image_generation_task_1",
                image_generation_type=models.ImageGenerationType.COMBINE_IMAGE,
                task_state=models.ImageGenerationState.SUCCESS,
                combine_image_result=models.GeneratedImage(
                    image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/combined",
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
        (("task_id",), "iiiiii"),
        (("task_id",), "i" * 40),
    )

    refused = (
        (("task_id",), "iiiii"),
        (("task_id",), "i" * 41),
        (("task_id",), "image_generation_task_券"),
        (("task_id",), "image_generation_task_\n"),
    )


class TestGetNotifyConfig(OperationTests):
    """获取商品券事件通知地址。"""

    request = models.GetNotifyConfigRequest()

    required_only = models.GetNotifyConfigRequest()

    target = "/brand/marketing/product-coupon/notify-configs"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.NotifyConfigState(
                notify_url="https://www.example.com/wechatpay/notify",
                update_time=moment("2025-01-01T00:00:00+08:00"),
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


class TestSetNotifyConfig(OperationTests):
    """设置商品券事件通知地址。"""

    request = models.SetNotifyConfigRequest(notify_url="https://www.example.com/wechatpay/notify")

    required_only = models.SetNotifyConfigRequest(notify_url="https://www.example.com/wechatpay/notify")

    target = "/brand/marketing/product-coupon/notify-configs"

    body: ClassVar = {"notify_url": "https://www.example.com/wechatpay/notify"}

    required_body: ClassVar = {"notify_url": "https://www.example.com/wechatpay/notify"}

    replies = (
        (
            200,
            models.NotifyConfigState(
                notify_url="https://www.example.com/wechatpay/notify",
                update_time=moment("2025-01-01T00:00:00+08:00"),
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
        (
            ("notify_url",),
            "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ),
    )

    refused = (
        (
            ("notify_url",),
            "https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ),
    )


class TestCreateProductCoupon(OperationTests):
    """创建商品券。"""

    request = models.CreateProductCouponRequest(
        out_request_no="34657_20250101_123456",
        scope=models.Scope.ALL,
        type=models.CouponType.NORMAL,
        usage_mode=models.UsageMode.PROGRESSIVE_BUNDLE,
        progressive_bundle_usage_info=models.ProgressiveBundleUsageInfo(count=3, interval_days=1),
        display_info=models.ProductCouponDisplayInfo(
            name="全场满100减10起",
            image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
            background_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
            detail_image_url_list=["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
        ),
        out_product_no="Product_1234567890",
        stock_bundle=models.StockBundleForCreate(
            remark="满减券",
            coupon_code_mode=models.BundleCodeMode.WECHATPAY,
            stock_send_rule=models.SendRule(max_count=10000000, max_count_per_day=10000, max_count_per_user=1),
            progressive_bundle_usage_rule=models.BundleUsageRule(
                coupon_available_period=models.AvailablePeriod(
                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                    available_end_time=moment("2025-12-31T23:59:59+08:00"),
                    available_days=30,
                    wait_days_after_receive=1,
                    weekly_available_period=models.FixedWeekPeriod(
                        day_list=[
                            models.Weekday.MONDAY,
                            models.Weekday.TUESDAY,
                            models.Weekday.WEDNESDAY,
                            models.Weekday.THURSDAY,
                            models.Weekday.FRIDAY,
                        ],
                        day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                    ),
                ),
                normal_coupon_list=[
                    models.NormalRule(threshold=10000, discount_amount=1000),
                    models.NormalRule(threshold=10000, discount_amount=1500),
                    models.NormalRule(threshold=10000, discount_amount=2000),
                ],
            ),
            usage_rule_display_info=models.UsageRuleDisplayInfo(
                coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                mini_program_appid="wx1234567890",
                mini_program_path="/pages/index/product",
                usage_description="工作日可用",
                coupon_available_store_info=models.CouponAvailableStoreInfo(
                    description="所有门店可用，可使用小程序查看门店列表",
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/store-list",
                ),
            ),
            coupon_display_info=models.CouponDisplayInfo(
                code_display_mode=models.CodeDisplayMode.QRCODE,
                background_color=models.BackgroundColor.COLOR020,
                entrance_mini_program=models.EntranceMiniProgram(
                    appid="wx1234567890",
                    path="/pages/index/product",
                    entrance_wording="欢迎选购",
                    guidance_wording="获取更多优惠",
                ),
            ),
            notify_config=models.NotifyConfig(notify_appid="wx4fd12345678"),
            store_scope=models.StoreScope.NONE,
        ),
    )

    required_only = models.CreateProductCouponRequest(
        out_request_no="34657_20250101_123456",
        scope=models.Scope.ALL,
        type=models.CouponType.NORMAL,
        usage_mode=models.UsageMode.PROGRESSIVE_BUNDLE,
        progressive_bundle_usage_info=models.ProgressiveBundleUsageInfo(count=3, interval_days=1),
        display_info=models.ProductCouponDisplayInfo(
            name="全场满100减10起",
            image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
            background_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
            detail_image_url_list=["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
        ),
        stock_bundle=models.StockBundleForCreate(
            remark="满减券",
            coupon_code_mode=models.BundleCodeMode.WECHATPAY,
            stock_send_rule=models.SendRule(max_count=10000000, max_count_per_day=10000, max_count_per_user=1),
            progressive_bundle_usage_rule=models.BundleUsageRule(
                coupon_available_period=models.AvailablePeriod(
                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                    available_end_time=moment("2025-12-31T23:59:59+08:00"),
                    available_days=30,
                    wait_days_after_receive=1,
                    weekly_available_period=models.FixedWeekPeriod(
                        day_list=[
                            models.Weekday.MONDAY,
                            models.Weekday.TUESDAY,
                            models.Weekday.WEDNESDAY,
                            models.Weekday.THURSDAY,
                            models.Weekday.FRIDAY,
                        ],
                        day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                    ),
                ),
                normal_coupon_list=[
                    models.NormalRule(threshold=10000, discount_amount=1000),
                    models.NormalRule(threshold=10000, discount_amount=1500),
                    models.NormalRule(threshold=10000, discount_amount=2000),
                ],
            ),
            usage_rule_display_info=models.UsageRuleDisplayInfo(
                coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                mini_program_appid="wx1234567890",
                mini_program_path="/pages/index/product",
                usage_description="工作日可用",
                coupon_available_store_info=models.CouponAvailableStoreInfo(
                    description="所有门店可用，可使用小程序查看门店列表",
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/store-list",
                ),
            ),
            coupon_display_info=models.CouponDisplayInfo(
                code_display_mode=models.CodeDisplayMode.QRCODE,
                background_color=models.BackgroundColor.COLOR020,
                entrance_mini_program=models.EntranceMiniProgram(
                    appid="wx1234567890",
                    path="/pages/index/product",
                    entrance_wording="欢迎选购",
                    guidance_wording="获取更多优惠",
                ),
            ),
            notify_config=models.NotifyConfig(notify_appid="wx4fd12345678"),
            store_scope=models.StoreScope.NONE,
        ),
    )

    target = "/brand/marketing/product-coupon/product-coupons"

    body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "scope": "ALL",
        "type": "NORMAL",
        "usage_mode": "PROGRESSIVE_BUNDLE",
        "progressive_bundle_usage_info": {"count": 3, "interval_days": 1},
        "display_info": {
            "name": "全场满100减10起",
            "image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
            "background_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
            "detail_image_url_list": ["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
        },
        "out_product_no": "Product_1234567890",
        "stock_bundle": {
            "remark": "满减券",
            "coupon_code_mode": "WECHATPAY",
            "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
            "progressive_bundle_usage_rule": {
                "coupon_available_period": {
                    "available_begin_time": "2025-08-01T00:00:00+08:00",
                    "available_end_time": "2025-12-31T23:59:59+08:00",
                    "available_days": 30,
                    "wait_days_after_receive": 1,
                    "weekly_available_period": {
                        "day_list": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
                        "day_period_list": [{"begin_time": 28800, "end_time": 79200}],
                    },
                },
                "normal_coupon_list": [
                    {"threshold": 10000, "discount_amount": 1000},
                    {"threshold": 10000, "discount_amount": 1500},
                    {"threshold": 10000, "discount_amount": 2000},
                ],
            },
            "usage_rule_display_info": {
                "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                "mini_program_appid": "wx1234567890",
                "mini_program_path": "/pages/index/product",
                "usage_description": "工作日可用",
                "coupon_available_store_info": {
                    "description": "所有门店可用，可使用小程序查看门店列表",
                    "mini_program_appid": "wx1234567890",
                    "mini_program_path": "/pages/index/store-list",
                },
            },
            "coupon_display_info": {
                "code_display_mode": "QRCODE",
                "background_color": "Color020",
                "entrance_mini_program": {
                    "appid": "wx1234567890",
                    "path": "/pages/index/product",
                    "entrance_wording": "欢迎选购",
                    "guidance_wording": "获取更多优惠",
                },
            },
            "notify_config": {"notify_appid": "wx4fd12345678"},
            "store_scope": "NONE",
        },
    }

    required_body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "scope": "ALL",
        "type": "NORMAL",
        "usage_mode": "PROGRESSIVE_BUNDLE",
        "progressive_bundle_usage_info": {"count": 3, "interval_days": 1},
        "display_info": {
            "name": "全场满100减10起",
            "image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
            "background_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
            "detail_image_url_list": ["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
        },
        "stock_bundle": {
            "remark": "满减券",
            "coupon_code_mode": "WECHATPAY",
            "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
            "progressive_bundle_usage_rule": {
                "coupon_available_period": {
                    "available_begin_time": "2025-08-01T00:00:00+08:00",
                    "available_end_time": "2025-12-31T23:59:59+08:00",
                    "available_days": 30,
                    "wait_days_after_receive": 1,
                    "weekly_available_period": {
                        "day_list": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
                        "day_period_list": [{"begin_time": 28800, "end_time": 79200}],
                    },
                },
                "normal_coupon_list": [
                    {"threshold": 10000, "discount_amount": 1000},
                    {"threshold": 10000, "discount_amount": 1500},
                    {"threshold": 10000, "discount_amount": 2000},
                ],
            },
            "usage_rule_display_info": {
                "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                "mini_program_appid": "wx1234567890",
                "mini_program_path": "/pages/index/product",
                "usage_description": "工作日可用",
                "coupon_available_store_info": {
                    "description": "所有门店可用，可使用小程序查看门店列表",
                    "mini_program_appid": "wx1234567890",
                    "mini_program_path": "/pages/index/store-list",
                },
            },
            "coupon_display_info": {
                "code_display_mode": "QRCODE",
                "background_color": "Color020",
                "entrance_mini_program": {
                    "appid": "wx1234567890",
                    "path": "/pages/index/product",
                    "entrance_wording": "欢迎选购",
                    "guidance_wording": "获取更多优惠",
                },
            },
            "notify_config": {"notify_appid": "wx4fd12345678"},
            "store_scope": "NONE",
        },
    }

    replies = (
        (
            200,
            models.CreateProductCouponResponse(
                product_coupon_id="200000001",
                scope=models.Scope.ALL,
                type=models.CouponType.NORMAL,
                usage_mode=models.UsageMode.PROGRESSIVE_BUNDLE,
                progressive_bundle_usage_info=models.ProgressiveBundleUsageInfo(count=3, interval_days=1),
                display_info=models.ProductCouponDisplayInfo(
                    name="全场满100减10起",
                    image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
                    background_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
                    detail_image_url_list=["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
                ),
                out_product_no="Product_1234567890",
                state=models.ProductCouponState.EFFECTIVE,
                stock_bundle=models.StockBundleEntity(
                    stock_bundle_id="100232301",
                    stock_list=[
                        models.StockEntity(
                            product_coupon_id="200000001",
                            stock_id="123456790",
                            remark="满减券",
                            coupon_code_mode=models.CodeMode.WECHATPAY,
                            stock_send_rule=models.StockSendRule(
                                max_count=10000000,
                                max_count_per_day=10000,
                                max_count_per_user=1,
                            ),
                            progressive_bundle_usage_rule=models.StockUsageRule(
                                coupon_available_period=models.AvailablePeriod(
                                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                    available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                    available_days=30,
                                    wait_days_after_receive=1,
                                    weekly_available_period=models.FixedWeekPeriod(
                                        day_list=[
                                            models.Weekday.MONDAY,
                                            models.Weekday.TUESDAY,
                                            models.Weekday.WEDNESDAY,
                                            models.Weekday.THURSDAY,
                                            models.Weekday.FRIDAY,
                                        ],
                                        day_period_list=[
                                            models.PeriodOfTheDay(
                                                begin_time=28800,
                                                end_time=79200,
                                            ),
                                        ],
                                    ),
                                ),
                                normal_coupon=models.NormalRule(threshold=10000, discount_amount=1000),
                            ),
                            stock_bundle_info=models.StockBundleInfo(
                                stock_bundle_id="100232301",
                                stock_bundle_index=0,
                            ),
                            usage_rule_display_info=models.UsageRuleDisplayInfo(
                                coupon_usage_method_list=[
                                    models.CouponUsageMethod.OFFLINE,
                                    models.CouponUsageMethod.MINI_PROGRAM,
                                ],
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/product",
                                usage_description="工作日可用",
                                coupon_available_store_info=models.CouponAvailableStoreInfo(
                                    description="所有门店可用，可使用小程序查看门店列表",
                                    mini_program_appid="wx1234567890",
                                    mini_program_path="/pages/index/store-list",
                                ),
                            ),
                            coupon_display_info=models.StockCouponDisplayInfo(
                                code_display_mode=models.CodeDisplayMode.QRCODE,
                                background_color=models.BackgroundColor.COLOR020,
                                entrance_mini_program=models.EntranceMiniProgram(
                                    appid="wx1234567890",
                                    path="/pages/index/product",
                                    entrance_wording="欢迎选购",
                                    guidance_wording="获取更多优惠",
                                ),
                            ),
                            notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                            store_scope=models.StoreScope.NONE,
                            sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                            state=models.StockState.SENDING,
                        ),
                        models.StockEntity(
                            product_coupon_id="200000001",
                            stock_id="123456791",
                            remark="满减券",
                            coupon_code_mode=models.CodeMode.WECHATPAY,
                            stock_send_rule=models.StockSendRule(
                                max_count=10000000,
                                max_count_per_day=10000,
                                max_count_per_user=1,
                            ),
                            progressive_bundle_usage_rule=models.StockUsageRule(
                                coupon_available_period=models.AvailablePeriod(
                                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                    available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                    available_days=30,
                                    wait_days_after_receive=1,
                                    weekly_available_period=models.FixedWeekPeriod(
                                        day_list=[
                                            models.Weekday.MONDAY,
                                            models.Weekday.TUESDAY,
                                            models.Weekday.WEDNESDAY,
                                            models.Weekday.THURSDAY,
                                            models.Weekday.FRIDAY,
                                        ],
                                        day_period_list=[
                                            models.PeriodOfTheDay(
                                                begin_time=28800,
                                                end_time=79200,
                                            ),
                                        ],
                                    ),
                                ),
                                normal_coupon=models.NormalRule(threshold=10000, discount_amount=1500),
                            ),
                            stock_bundle_info=models.StockBundleInfo(
                                stock_bundle_id="100232301",
                                stock_bundle_index=1,
                            ),
                            usage_rule_display_info=models.UsageRuleDisplayInfo(
                                coupon_usage_method_list=[
                                    models.CouponUsageMethod.OFFLINE,
                                    models.CouponUsageMethod.MINI_PROGRAM,
                                ],
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/product",
                                usage_description="工作日可用",
                                coupon_available_store_info=models.CouponAvailableStoreInfo(
                                    description="所有门店可用，可使用小程序查看门店列表",
                                    mini_program_appid="wx1234567890",
                                    mini_program_path="/pages/index/store-list",
                                ),
                            ),
                            coupon_display_info=models.StockCouponDisplayInfo(
                                code_display_mode=models.CodeDisplayMode.QRCODE,
                                background_color=models.BackgroundColor.COLOR020,
                                entrance_mini_program=models.EntranceMiniProgram(
                                    appid="wx1234567890",
                                    path="/pages/index/product",
                                    entrance_wording="欢迎选购",
                                    guidance_wording="获取更多优惠",
                                ),
                            ),
                            notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                            store_scope=models.StoreScope.NONE,
                            sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                            state=models.StockState.SENDING,
                        ),
                        models.StockEntity(
                            product_coupon_id="200000001",
                            stock_id="123456792",
                            remark="满减券",
                            coupon_code_mode=models.CodeMode.WECHATPAY,
                            stock_send_rule=models.StockSendRule(
                                max_count=10000000,
                                max_count_per_day=10000,
                                max_count_per_user=1,
                            ),
                            progressive_bundle_usage_rule=models.StockUsageRule(
                                coupon_available_period=models.AvailablePeriod(
                                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                    available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                    available_days=30,
                                    wait_days_after_receive=1,
                                    weekly_available_period=models.FixedWeekPeriod(
                                        day_list=[
                                            models.Weekday.MONDAY,
                                            models.Weekday.TUESDAY,
                                            models.Weekday.WEDNESDAY,
                                            models.Weekday.THURSDAY,
                                            models.Weekday.FRIDAY,
                                        ],
                                        day_period_list=[
                                            models.PeriodOfTheDay(
                                                begin_time=28800,
                                                end_time=79200,
                                            ),
                                        ],
                                    ),
                                ),
                                normal_coupon=models.NormalRule(threshold=10000, discount_amount=2000),
                            ),
                            stock_bundle_info=models.StockBundleInfo(
                                stock_bundle_id="100232301",
                                stock_bundle_index=2,
                            ),
                            usage_rule_display_info=models.UsageRuleDisplayInfo(
                                coupon_usage_method_list=[
                                    models.CouponUsageMethod.OFFLINE,
                                    models.CouponUsageMethod.MINI_PROGRAM,
                                ],
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/product",
                                usage_description="工作日可用",
                                coupon_available_store_info=models.CouponAvailableStoreInfo(
                                    description="所有门店可用，可使用小程序查看门店列表",
                                    mini_program_appid="wx1234567890",
                                    mini_program_path="/pages/index/store-list",
                                ),
                            ),
                            coupon_display_info=models.StockCouponDisplayInfo(
                                code_display_mode=models.CodeDisplayMode.QRCODE,
                                background_color=models.BackgroundColor.COLOR020,
                                entrance_mini_program=models.EntranceMiniProgram(
                                    appid="wx1234567890",
                                    path="/pages/index/product",
                                    entrance_wording="欢迎选购",
                                    guidance_wording="获取更多优惠",
                                ),
                            ),
                            notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                            store_scope=models.StoreScope.NONE,
                            sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                            state=models.StockState.SENDING,
                        ),
                    ],
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
        (("out_request_no",), "333333"),
        (("out_request_no",), "3" * 40),
        (("progressive_bundle_usage_info", "count"), 3),
        (("progressive_bundle_usage_info", "count"), 15),
        (("progressive_bundle_usage_info", "interval_days"), 0),
        (("progressive_bundle_usage_info", "interval_days"), 7),
        (("display_info", "name"), "全全全"),
        (("display_info", "name"), "全全全全全全全全全全全全全全全"),
        (("display_info", "detail_image_url_list"), ["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"] * 8),
        (("out_product_no",), "P" * 40),
        (("stock_bundle", "remark"), "满满满满满满满满满满满满满满满满满满满满"),
        (("stock_bundle", "stock_send_rule", "max_count"), 100000000),
        (("stock_bundle", "stock_send_rule", "max_count_per_day"), 100000000),
        (("stock_bundle", "stock_send_rule", "max_count_per_user"), 100),
        (("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "available_days"), 365),
        (("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "wait_days_after_receive"), 30),
        (("stock_bundle", "usage_rule_display_info", "usage_description"), "工" * 1000),
        (("stock_bundle", "usage_rule_display_info", "coupon_available_store_info", "description"), "所" * 1000),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "entrance_wording"), "欢欢欢欢欢"),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "guidance_wording"), "获获获获获获"),
    )

    refused = (
        (("out_request_no",), "33333"),
        (("out_request_no",), "3" * 41),
        (("out_request_no",), "34657_20250101_12345券"),
        (("out_request_no",), "34657_20250101_12345\n"),
        (("progressive_bundle_usage_info", "count"), 2),
        (("progressive_bundle_usage_info", "count"), 16),
        (("progressive_bundle_usage_info", "interval_days"), -1),
        (("progressive_bundle_usage_info", "interval_days"), 8),
        (("display_info", "name"), "全全"),
        (("display_info", "name"), "全全全全全全全全全全全全全全全全"),
        (("display_info", "detail_image_url_list"), ["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"] * 9),
        (("out_product_no",), "P" * 41),
        (("stock_bundle", "remark"), "满" * 21),
        (("stock_bundle", "stock_send_rule", "max_count"), 100000001),
        (("stock_bundle", "stock_send_rule", "max_count_per_day"), 100000001),
        (("stock_bundle", "stock_send_rule", "max_count_per_user"), 101),
        (("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "available_days"), 366),
        (("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "wait_days_after_receive"), 31),
        (("stock_bundle", "usage_rule_display_info", "mini_program_appid"), "wx123456789券"),
        (("stock_bundle", "usage_rule_display_info", "mini_program_appid"), "wx123456789\n"),
        (("stock_bundle", "usage_rule_display_info", "usage_description"), "工" * 1001),
        (("stock_bundle", "usage_rule_display_info", "coupon_available_store_info", "description"), "所" * 1001),
        (
            ("stock_bundle", "usage_rule_display_info", "coupon_available_store_info", "mini_program_appid"),
            "wx123456789券",
        ),
        (
            ("stock_bundle", "usage_rule_display_info", "coupon_available_store_info", "mini_program_appid"),
            "wx123456789\n",
        ),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "appid"), "wx123456789券"),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "appid"), "wx123456789\n"),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "entrance_wording"), "欢欢欢欢欢欢"),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "guidance_wording"), "获获获获获获获"),
    )

    rules_kept = (
        ("not scope = ALL/CATEGORY", "", ((("scope",), "SINGLE"),)),
        (
            "usage_mode = SINGLE",
            "",
            (
                (("progressive_bundle_usage_info",), ABSENT),
                (("stock_bundle",), ABSENT),
                (("usage_mode",), "SINGLE"),
                (
                    ("stock",),
                    {
                        "remark": "8月工作日有效批次",
                        "coupon_code_mode": "WECHATPAY",
                        "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
                        "single_usage_rule": {
                            "coupon_available_period": {
                                "available_begin_time": "2025-08-01T00:00:00+08:00",
                                "available_end_time": "2025-08-31T23:59:59+08:00",
                                "available_days": 10,
                                "wait_days_after_receive": 1,
                                "weekly_available_period": {
                                    "day_list": ["MONDAY", "TUESDAY"],
                                    "day_period_list": [{"begin_time": 28800, "end_time": 86399}],
                                },
                            }
                        },
                        "usage_rule_display_info": {
                            "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                            "mini_program_appid": "wx1234567890",
                            "mini_program_path": "/pages/index/product",
                            "app_path": "https://www.example.com/jump-to-app",
                            "usage_description": "全场可用",
                            "coupon_available_store_info": {
                                "description": "所有门店可用，可使用小程序查看门店列表",
                                "mini_program_appid": "wx1234567890",
                                "mini_program_path": "/pages/index/store-list",
                            },
                        },
                        "coupon_display_info": {
                            "code_display_mode": "QRCODE",
                            "background_color": "Color020",
                            "entrance_mini_program": {
                                "appid": "wx1234567890",
                                "path": "/pages/index/product",
                                "entrance_wording": "欢迎选购",
                                "guidance_wording": "获取更多优惠",
                            },
                            "entrance_official_account": {"appid": "wx1234567890"},
                            "entrance_finder": {
                                "finder_id": "gh_12345678",
                                "finder_video_id": "UDFsdf24df34dD456Hdf34",
                                "finder_video_cover_image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/cover",
                            },
                        },
                        "notify_config": {"notify_appid": "wx4fd12345678"},
                        "store_scope": "NONE",
                    },
                ),
                (("single_usage_info",), {"normal_coupon": {"threshold": 10000, "discount_amount": 1000}}),
            ),
        ),
        (
            "not usage_mode = PROGRESSIVE_BUNDLE",
            "",
            (
                (("progressive_bundle_usage_info",), ABSENT),
                (("stock_bundle",), ABSENT),
                (("usage_mode",), "SINGLE"),
                (
                    ("stock",),
                    {
                        "remark": "8月工作日有效批次",
                        "coupon_code_mode": "WECHATPAY",
                        "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
                        "single_usage_rule": {
                            "coupon_available_period": {
                                "available_begin_time": "2025-08-01T00:00:00+08:00",
                                "available_end_time": "2025-08-31T23:59:59+08:00",
                                "available_days": 10,
                                "wait_days_after_receive": 1,
                                "weekly_available_period": {
                                    "day_list": ["MONDAY", "TUESDAY"],
                                    "day_period_list": [{"begin_time": 28800, "end_time": 86399}],
                                },
                            }
                        },
                        "usage_rule_display_info": {
                            "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                            "mini_program_appid": "wx1234567890",
                            "mini_program_path": "/pages/index/product",
                            "app_path": "https://www.example.com/jump-to-app",
                            "usage_description": "全场可用",
                            "coupon_available_store_info": {
                                "description": "所有门店可用，可使用小程序查看门店列表",
                                "mini_program_appid": "wx1234567890",
                                "mini_program_path": "/pages/index/store-list",
                            },
                        },
                        "coupon_display_info": {
                            "code_display_mode": "QRCODE",
                            "background_color": "Color020",
                            "entrance_mini_program": {
                                "appid": "wx1234567890",
                                "path": "/pages/index/product",
                                "entrance_wording": "欢迎选购",
                                "guidance_wording": "获取更多优惠",
                            },
                            "entrance_official_account": {"appid": "wx1234567890"},
                            "entrance_finder": {
                                "finder_id": "gh_12345678",
                                "finder_video_id": "UDFsdf24df34dD456Hdf34",
                                "finder_video_cover_image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/cover",
                            },
                        },
                        "notify_config": {"notify_appid": "wx4fd12345678"},
                        "store_scope": "NONE",
                    },
                ),
                (("single_usage_info",), {"normal_coupon": {"threshold": 10000, "discount_amount": 1000}}),
            ),
        ),
        (
            "usage_mode = SINGLE and scope = ALL",
            "",
            (
                (("progressive_bundle_usage_info",), ABSENT),
                (("stock_bundle",), ABSENT),
                (("usage_mode",), "SINGLE"),
                (
                    ("stock",),
                    {
                        "remark": "8月工作日有效批次",
                        "coupon_code_mode": "WECHATPAY",
                        "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
                        "single_usage_rule": {
                            "coupon_available_period": {
                                "available_begin_time": "2025-08-01T00:00:00+08:00",
                                "available_end_time": "2025-08-31T23:59:59+08:00",
                                "available_days": 10,
                                "wait_days_after_receive": 1,
                                "weekly_available_period": {
                                    "day_list": ["MONDAY", "TUESDAY"],
                                    "day_period_list": [{"begin_time": 28800, "end_time": 86399}],
                                },
                            }
                        },
                        "usage_rule_display_info": {
                            "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                            "mini_program_appid": "wx1234567890",
                            "mini_program_path": "/pages/index/product",
                            "app_path": "https://www.example.com/jump-to-app",
                            "usage_description": "全场可用",
                            "coupon_available_store_info": {
                                "description": "所有门店可用，可使用小程序查看门店列表",
                                "mini_program_appid": "wx1234567890",
                                "mini_program_path": "/pages/index/store-list",
                            },
                        },
                        "coupon_display_info": {
                            "code_display_mode": "QRCODE",
                            "background_color": "Color020",
                            "entrance_mini_program": {
                                "appid": "wx1234567890",
                                "path": "/pages/index/product",
                                "entrance_wording": "欢迎选购",
                                "guidance_wording": "获取更多优惠",
                            },
                            "entrance_official_account": {"appid": "wx1234567890"},
                            "entrance_finder": {
                                "finder_id": "gh_12345678",
                                "finder_video_id": "UDFsdf24df34dD456Hdf34",
                                "finder_video_cover_image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/cover",
                            },
                        },
                        "notify_config": {"notify_appid": "wx4fd12345678"},
                        "store_scope": "NONE",
                    },
                ),
                (("single_usage_info",), {"normal_coupon": {"threshold": 10000, "discount_amount": 1000}}),
            ),
        ),
        (
            "not usage_mode = SINGLE and scope = ALL",
            "",
            (
                (("progressive_bundle_usage_info",), ABSENT),
                (("stock_bundle",), ABSENT),
                (("scope",), "SINGLE"),
                (("usage_mode",), "SINGLE"),
                (
                    ("stock",),
                    {
                        "remark": "8月工作日有效批次",
                        "coupon_code_mode": "WECHATPAY",
                        "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
                        "single_usage_rule": {
                            "coupon_available_period": {
                                "available_begin_time": "2025-08-01T00:00:00+08:00",
                                "available_end_time": "2025-08-31T23:59:59+08:00",
                                "available_days": 10,
                                "wait_days_after_receive": 1,
                                "weekly_available_period": {
                                    "day_list": ["MONDAY", "TUESDAY"],
                                    "day_period_list": [{"begin_time": 28800, "end_time": 86399}],
                                },
                            },
                            "normal_coupon": {"threshold": 10000, "discount_amount": 1000},
                        },
                        "usage_rule_display_info": {
                            "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                            "mini_program_appid": "wx1234567890",
                            "mini_program_path": "/pages/index/product",
                            "app_path": "https://www.example.com/jump-to-app",
                            "usage_description": "全场可用",
                            "coupon_available_store_info": {
                                "description": "所有门店可用，可使用小程序查看门店列表",
                                "mini_program_appid": "wx1234567890",
                                "mini_program_path": "/pages/index/store-list",
                            },
                        },
                        "coupon_display_info": {
                            "code_display_mode": "QRCODE",
                            "background_color": "Color020",
                            "entrance_mini_program": {
                                "appid": "wx1234567890",
                                "path": "/pages/index/product",
                                "entrance_wording": "欢迎选购",
                                "guidance_wording": "获取更多优惠",
                            },
                            "entrance_official_account": {"appid": "wx1234567890"},
                            "entrance_finder": {
                                "finder_id": "gh_12345678",
                                "finder_video_id": "UDFsdf24df34dD456Hdf34",
                                "finder_video_cover_image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/cover",
                            },
                        },
                        "notify_config": {"notify_appid": "wx4fd12345678"},
                        "store_scope": "NONE",
                    },
                ),
            ),
        ),
        (
            "not scope = ALL and type = NORMAL",
            "",
            (
                (("type",), "DISCOUNT"),
                (("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"), ABSENT),
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
                    [{"threshold": 10000, "percent_off": 30}],
                ),
            ),
        ),
        (
            "scope = ALL and type = DISCOUNT",
            "",
            (
                (("type",), "DISCOUNT"),
                (("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"), ABSENT),
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
                    [{"threshold": 10000, "percent_off": 30}],
                ),
            ),
        ),
        ("scope = SINGLE", "", ((("scope",), "SINGLE"),)),
        ("not scope = ALL", "", ((("scope",), "SINGLE"),)),
        ("scope = SINGLE and type = NORMAL", "", ((("scope",), "SINGLE"),)),
        (
            "not scope = SINGLE and type = NORMAL",
            "",
            (
                (("scope",), "SINGLE"),
                (("type",), "DISCOUNT"),
                (("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"), ABSENT),
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
                    [{"threshold": 10000, "percent_off": 30}],
                ),
            ),
        ),
        (
            "scope = SINGLE and type = DISCOUNT",
            "",
            (
                (("scope",), "SINGLE"),
                (("type",), "DISCOUNT"),
                (("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"), ABSENT),
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
                    [{"threshold": 10000, "percent_off": 30}],
                ),
            ),
        ),
        ("not scope = SINGLE and type = DISCOUNT", "", ((("scope",), "SINGLE"),)),
        (
            "scope = SINGLE and type = EXCHANGE",
            "",
            (
                (("scope",), "SINGLE"),
                (("type",), "EXCHANGE"),
                (("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"), ABSENT),
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "exchange_coupon_list"),
                    [{"threshold": 10000, "exchange_price": 100}],
                ),
            ),
        ),
        ("not scope = SINGLE and type = EXCHANGE", "", ((("scope",), "SINGLE"),)),
        (
            "not type = NORMAL",
            "",
            (
                (("type",), "DISCOUNT"),
                (("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"), ABSENT),
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
                    [{"threshold": 10000, "percent_off": 30}],
                ),
            ),
        ),
        (
            "type = DISCOUNT",
            "",
            (
                (("type",), "DISCOUNT"),
                (("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"), ABSENT),
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
                    [{"threshold": 10000, "percent_off": 30}],
                ),
            ),
        ),
        (
            "stock_bundle.progressive_bundle_usage_rule.coupon_available_period: not with wait_days_after_receive",
            "",
            (
                (
                    (
                        "stock_bundle",
                        "progressive_bundle_usage_rule",
                        "coupon_available_period",
                        "wait_days_after_receive",
                    ),
                    ABSENT,
                ),
            ),
        ),
        (
            "stock_bundle.progressive_bundle_usage_rule.coupon_available_period.weekly_available_period: not with day_period_list",
            "",
            (
                (
                    (
                        "stock_bundle",
                        "progressive_bundle_usage_rule",
                        "coupon_available_period",
                        "weekly_available_period",
                        "day_period_list",
                    ),
                    ABSENT,
                ),
            ),
        ),
        (
            "stock_bundle.usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            "",
            ((("stock_bundle", "usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "stock_bundle.usage_rule_display_info: coupon_usage_method_list has APP",
            "",
            (
                (
                    ("stock_bundle", "usage_rule_display_info", "coupon_usage_method_list"),
                    ["OFFLINE", "MINI_PROGRAM", "APP"],
                ),
                (("stock_bundle", "usage_rule_display_info", "app_path"), "https://www.example.com/jump-to-app"),
            ),
        ),
        (
            "stock_bundle.usage_rule_display_info: not coupon_usage_method_list has APP",
            "",
            ((("stock_bundle", "usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "type = EXCHANGE",
            "not scope = ALL/CATEGORY",
            (
                (("type",), "EXCHANGE"),
                (("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"), ABSENT),
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "exchange_coupon_list"),
                    [{"threshold": 10000, "exchange_price": 100}],
                ),
            ),
        ),
        (
            "stock.single_usage_rule.coupon_available_period: not with wait_days_after_receive",
            "usage_mode = SINGLE",
            ((("stock", "single_usage_rule", "coupon_available_period", "wait_days_after_receive"), ABSENT),),
        ),
        (
            "stock.single_usage_rule.coupon_available_period.weekly_available_period: not with day_period_list",
            "usage_mode = SINGLE",
            (
                (
                    (
                        "stock",
                        "single_usage_rule",
                        "coupon_available_period",
                        "weekly_available_period",
                        "day_period_list",
                    ),
                    ABSENT,
                ),
            ),
        ),
        (
            "stock.usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            "usage_mode = SINGLE",
            ((("stock", "usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "stock.usage_rule_display_info: coupon_usage_method_list has APP",
            "usage_mode = SINGLE",
            ((("stock", "usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE", "MINI_PROGRAM", "APP"]),),
        ),
        (
            "stock.usage_rule_display_info: not coupon_usage_method_list has APP",
            "usage_mode = SINGLE",
            ((("stock", "usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "stock_bundle.usage_rule_display_info: not with mini_program_appid",
            "stock_bundle.usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            ((("stock_bundle", "usage_rule_display_info", "mini_program_appid"), ABSENT),),
        ),
        (
            "stock.usage_rule_display_info: not with mini_program_appid",
            "stock.usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            ((("stock", "usage_rule_display_info", "mini_program_appid"), ABSENT),),
        ),
    )

    rules_broken = (
        (
            "scope = ALL/CATEGORY, but with display_info.original_price",
            "",
            ((("display_info", "original_price"), 15000),),
            ("display_info", "original_price"),
        ),
        (
            "scope = ALL/CATEGORY, but with display_info.combo_package_list",
            "",
            (
                (
                    ("display_info", "combo_package_list"),
                    [
                        {
                            "name": "超值套餐",
                            "pick_count": 1,
                            "choice_list": [
                                {
                                    "name": "可乐",
                                    "price": 500,
                                    "count": 1,
                                    "image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/choice",
                                    "mini_program_appid": "wx1234567890",
                                    "mini_program_path": "/pages/index/product",
                                }
                            ],
                        }
                    ],
                ),
            ),
            ("display_info", "combo_package_list"),
        ),
        ("usage_mode = SINGLE, but without stock", "usage_mode = SINGLE", ((("stock",), ABSENT),), ("stock",)),
        (
            "usage_mode = SINGLE, but without stock.single_usage_rule",
            "usage_mode = SINGLE",
            ((("stock", "single_usage_rule"), ABSENT),),
            ("stock", "single_usage_rule"),
        ),
        (
            "not usage_mode = SINGLE, but with single_usage_info",
            "",
            ((("single_usage_info",), {"normal_coupon": {"threshold": 10000, "discount_amount": 1000}}),),
            ("single_usage_info",),
        ),
        (
            "not usage_mode = SINGLE, but with stock",
            "",
            (
                (
                    ("stock",),
                    {
                        "remark": "8月工作日有效批次",
                        "coupon_code_mode": "WECHATPAY",
                        "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
                        "single_usage_rule": {
                            "coupon_available_period": {
                                "available_begin_time": "2025-08-01T00:00:00+08:00",
                                "available_end_time": "2025-08-31T23:59:59+08:00",
                                "available_days": 10,
                                "wait_days_after_receive": 1,
                                "weekly_available_period": {
                                    "day_list": ["MONDAY", "TUESDAY"],
                                    "day_period_list": [{"begin_time": 28800, "end_time": 86399}],
                                },
                            }
                        },
                        "usage_rule_display_info": {
                            "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                            "mini_program_appid": "wx1234567890",
                            "mini_program_path": "/pages/index/product",
                            "app_path": "https://www.example.com/jump-to-app",
                            "usage_description": "全场可用",
                            "coupon_available_store_info": {
                                "description": "所有门店可用，可使用小程序查看门店列表",
                                "mini_program_appid": "wx1234567890",
                                "mini_program_path": "/pages/index/store-list",
                            },
                        },
                        "coupon_display_info": {
                            "code_display_mode": "QRCODE",
                            "background_color": "Color020",
                            "entrance_mini_program": {
                                "appid": "wx1234567890",
                                "path": "/pages/index/product",
                                "entrance_wording": "欢迎选购",
                                "guidance_wording": "获取更多优惠",
                            },
                            "entrance_official_account": {"appid": "wx1234567890"},
                            "entrance_finder": {
                                "finder_id": "gh_12345678",
                                "finder_video_id": "UDFsdf24df34dD456Hdf34",
                                "finder_video_cover_image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/cover",
                            },
                        },
                        "notify_config": {"notify_appid": "wx4fd12345678"},
                        "store_scope": "NONE",
                    },
                ),
            ),
            ("stock",),
        ),
        (
            "usage_mode = PROGRESSIVE_BUNDLE, but without progressive_bundle_usage_info",
            "",
            ((("progressive_bundle_usage_info",), ABSENT),),
            ("progressive_bundle_usage_info",),
        ),
        (
            "usage_mode = PROGRESSIVE_BUNDLE, but without stock_bundle",
            "",
            ((("stock_bundle",), ABSENT),),
            ("stock_bundle",),
        ),
        (
            "usage_mode = PROGRESSIVE_BUNDLE, but without stock_bundle.progressive_bundle_usage_rule",
            "",
            ((("stock_bundle", "progressive_bundle_usage_rule"), ABSENT),),
            ("stock_bundle", "progressive_bundle_usage_rule"),
        ),
        (
            "not usage_mode = PROGRESSIVE_BUNDLE, but with progressive_bundle_usage_info",
            "not usage_mode = PROGRESSIVE_BUNDLE",
            ((("progressive_bundle_usage_info",), {"count": 3, "interval_days": 1}),),
            ("progressive_bundle_usage_info",),
        ),
        (
            "not usage_mode = PROGRESSIVE_BUNDLE, but with stock_bundle",
            "not usage_mode = PROGRESSIVE_BUNDLE",
            (
                (
                    ("stock_bundle",),
                    {
                        "remark": "满减券",
                        "coupon_code_mode": "WECHATPAY",
                        "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
                        "progressive_bundle_usage_rule": {
                            "coupon_available_period": {
                                "available_begin_time": "2025-08-01T00:00:00+08:00",
                                "available_end_time": "2025-12-31T23:59:59+08:00",
                                "available_days": 30,
                                "wait_days_after_receive": 1,
                                "weekly_available_period": {
                                    "day_list": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
                                    "day_period_list": [{"begin_time": 28800, "end_time": 79200}],
                                },
                            },
                            "normal_coupon_list": [
                                {"threshold": 10000, "discount_amount": 1000},
                                {"threshold": 10000, "discount_amount": 1500},
                                {"threshold": 10000, "discount_amount": 2000},
                            ],
                        },
                        "usage_rule_display_info": {
                            "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                            "mini_program_appid": "wx1234567890",
                            "mini_program_path": "/pages/index/product",
                            "usage_description": "工作日可用",
                            "coupon_available_store_info": {
                                "description": "所有门店可用，可使用小程序查看门店列表",
                                "mini_program_appid": "wx1234567890",
                                "mini_program_path": "/pages/index/store-list",
                            },
                        },
                        "coupon_display_info": {
                            "code_display_mode": "QRCODE",
                            "background_color": "Color020",
                            "entrance_mini_program": {
                                "appid": "wx1234567890",
                                "path": "/pages/index/product",
                                "entrance_wording": "欢迎选购",
                                "guidance_wording": "获取更多优惠",
                            },
                        },
                        "notify_config": {"notify_appid": "wx4fd12345678"},
                        "store_scope": "NONE",
                    },
                ),
            ),
            ("stock_bundle",),
        ),
        (
            "usage_mode = SINGLE and scope = ALL, but without single_usage_info",
            "usage_mode = SINGLE and scope = ALL",
            ((("single_usage_info",), ABSENT),),
            ("single_usage_info",),
        ),
        (
            "type = NORMAL, but without stock_bundle.progressive_bundle_usage_rule.normal_coupon_list",
            "",
            ((("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"), ABSENT),),
            ("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"),
        ),
        (
            "type = NORMAL, but with stock_bundle.progressive_bundle_usage_rule.discount_coupon_list",
            "",
            (
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
                    [{"threshold": 10000, "percent_off": 30}],
                ),
            ),
            ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
        ),
        (
            "type = NORMAL, but with stock_bundle.progressive_bundle_usage_rule.exchange_coupon_list",
            "",
            (
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "exchange_coupon_list"),
                    [{"threshold": 10000, "exchange_price": 100}],
                ),
            ),
            ("stock_bundle", "progressive_bundle_usage_rule", "exchange_coupon_list"),
        ),
        (
            "type = DISCOUNT, but without stock_bundle.progressive_bundle_usage_rule.discount_coupon_list",
            "type = DISCOUNT",
            ((("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"), ABSENT),),
            ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
        ),
        (
            "type = DISCOUNT, but with stock_bundle.progressive_bundle_usage_rule.normal_coupon_list",
            "type = DISCOUNT",
            (
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"),
                    [{"threshold": 10000, "discount_amount": 1000}],
                ),
            ),
            ("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"),
        ),
        (
            "type = DISCOUNT, but with stock_bundle.progressive_bundle_usage_rule.exchange_coupon_list",
            "type = DISCOUNT",
            (
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "exchange_coupon_list"),
                    [{"threshold": 10000, "exchange_price": 100}],
                ),
            ),
            ("stock_bundle", "progressive_bundle_usage_rule", "exchange_coupon_list"),
        ),
        (
            "stock_bundle.progressive_bundle_usage_rule.coupon_available_period: with wait_days_after_receive, but without available_days",
            "",
            ((("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "available_days"), ABSENT),),
            ("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "available_days"),
        ),
        (
            "stock_bundle.progressive_bundle_usage_rule.coupon_available_period.weekly_available_period: with day_period_list, but without day_list",
            "",
            (
                (
                    (
                        "stock_bundle",
                        "progressive_bundle_usage_rule",
                        "coupon_available_period",
                        "weekly_available_period",
                        "day_list",
                    ),
                    ABSENT,
                ),
            ),
            (
                "stock_bundle",
                "progressive_bundle_usage_rule",
                "coupon_available_period",
                "weekly_available_period",
                "day_list",
            ),
        ),
        (
            "stock_bundle.usage_rule_display_info: coupon_usage_method_list has MINI_PROGRAM, but without mini_program_appid",
            "",
            ((("stock_bundle", "usage_rule_display_info", "mini_program_appid"), ABSENT),),
            ("stock_bundle", "usage_rule_display_info", "mini_program_appid"),
        ),
        (
            "stock_bundle.usage_rule_display_info: coupon_usage_method_list has APP, but without app_path",
            "stock_bundle.usage_rule_display_info: coupon_usage_method_list has APP",
            ((("stock_bundle", "usage_rule_display_info", "app_path"), ABSENT),),
            ("stock_bundle", "usage_rule_display_info", "app_path"),
        ),
        (
            "type = EXCHANGE, but without stock_bundle.progressive_bundle_usage_rule.exchange_coupon_list",
            "type = EXCHANGE",
            ((("stock_bundle", "progressive_bundle_usage_rule", "exchange_coupon_list"), ABSENT),),
            ("stock_bundle", "progressive_bundle_usage_rule", "exchange_coupon_list"),
        ),
        (
            "type = EXCHANGE, but with stock_bundle.progressive_bundle_usage_rule.normal_coupon_list",
            "type = EXCHANGE",
            (
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"),
                    [{"threshold": 10000, "discount_amount": 1000}],
                ),
            ),
            ("stock_bundle", "progressive_bundle_usage_rule", "normal_coupon_list"),
        ),
        (
            "type = EXCHANGE, but with stock_bundle.progressive_bundle_usage_rule.discount_coupon_list",
            "type = EXCHANGE",
            (
                (
                    ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
                    [{"threshold": 10000, "percent_off": 30}],
                ),
            ),
            ("stock_bundle", "progressive_bundle_usage_rule", "discount_coupon_list"),
        ),
        (
            "stock.single_usage_rule.coupon_available_period: with wait_days_after_receive, but without available_days",
            "usage_mode = SINGLE",
            ((("stock", "single_usage_rule", "coupon_available_period", "available_days"), ABSENT),),
            ("stock", "single_usage_rule", "coupon_available_period", "available_days"),
        ),
        (
            "stock.single_usage_rule.coupon_available_period.weekly_available_period: with day_period_list, but without day_list",
            "usage_mode = SINGLE",
            (
                (
                    ("stock", "single_usage_rule", "coupon_available_period", "weekly_available_period", "day_list"),
                    ABSENT,
                ),
            ),
            ("stock", "single_usage_rule", "coupon_available_period", "weekly_available_period", "day_list"),
        ),
        (
            "stock.usage_rule_display_info: coupon_usage_method_list has MINI_PROGRAM, but without mini_program_appid",
            "usage_mode = SINGLE",
            ((("stock", "usage_rule_display_info", "mini_program_appid"), ABSENT),),
            ("stock", "usage_rule_display_info", "mini_program_appid"),
        ),
        (
            "stock.usage_rule_display_info: coupon_usage_method_list has APP, but without app_path",
            "stock.usage_rule_display_info: coupon_usage_method_list has APP",
            ((("stock", "usage_rule_display_info", "app_path"), ABSENT),),
            ("stock", "usage_rule_display_info", "app_path"),
        ),
    )


class TestGetProductCoupon(OperationTests):
    """查询商品券。"""

    request = models.GetProductCouponRequest(product_coupon_id="200000001")

    required_only = models.GetProductCouponRequest(product_coupon_id="200000001")

    target = "/brand/marketing/product-coupon/product-coupons/200000001"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.ProductCouponEntity(
                product_coupon_id="200000001",
                scope=models.Scope.ALL,
                type=models.CouponType.NORMAL,
                usage_mode=models.UsageMode.PROGRESSIVE_BUNDLE,
                progressive_bundle_usage_info=models.ProgressiveBundleUsageInfo(count=3, interval_days=1),
                display_info=models.ProductCouponDisplayInfo(
                    name="全场满100减10起",
                    image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
                    background_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
                    detail_image_url_list=["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
                ),
                out_product_no="Product_1234567890",
                state=models.ProductCouponState.EFFECTIVE,
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
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
    )


class TestUpdateProductCoupon(OperationTests):
    """修改商品券。"""

    request = models.UpdateProductCouponRequest(
        product_coupon_id="200000001",
        out_request_no="34657_20250101_123456",
        display_info=models.ProductCouponDisplayInfo(
            name="全场满100减10新名字",
            image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
            background_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
            detail_image_url_list=["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
        ),
    )

    required_only = models.UpdateProductCouponRequest(
        product_coupon_id="200000001",
        out_request_no="34657_20250101_123456",
        display_info=models.ProductCouponDisplayInfo(
            name="全场满100减10新名字",
            image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
            background_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
            detail_image_url_list=["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
        ),
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001"

    body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "display_info": {
            "name": "全场满100减10新名字",
            "image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
            "background_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
            "detail_image_url_list": ["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
        },
    }

    required_body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "display_info": {
            "name": "全场满100减10新名字",
            "image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
            "background_url": "https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
            "detail_image_url_list": ["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
        },
    }

    replies = (
        (
            200,
            models.ProductCouponEntity(
                product_coupon_id="200000001",
                scope=models.Scope.ALL,
                type=models.CouponType.NORMAL,
                usage_mode=models.UsageMode.PROGRESSIVE_BUNDLE,
                progressive_bundle_usage_info=models.ProgressiveBundleUsageInfo(count=3, interval_days=1),
                display_info=models.ProductCouponDisplayInfo(
                    name="全场满100减10新名字",
                    image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
                    background_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
                    detail_image_url_list=["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
                ),
                out_product_no="Product_1234567890",
                state=models.ProductCouponState.EFFECTIVE,
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
        (("out_request_no",), "333333"),
        (("out_request_no",), "3" * 40),
        (("display_info", "name"), "全全全"),
        (("display_info", "name"), "全全全全全全全全全全全全全全全"),
        (("display_info", "detail_image_url_list"), ["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"] * 8),
    )

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("out_request_no",), "33333"),
        (("out_request_no",), "3" * 41),
        (("out_request_no",), "34657_20250101_12345券"),
        (("out_request_no",), "34657_20250101_12345\n"),
        (("display_info", "name"), "全全"),
        (("display_info", "name"), "全全全全全全全全全全全全全全全全"),
        (("display_info", "detail_image_url_list"), ["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"] * 9),
    )


class TestDeactivateProductCoupon(OperationTests):
    """失效商品券。"""

    request = models.DeactivateProductCouponRequest(
        product_coupon_id="200000001",
        out_request_no="de_34657_20250101_123456",
        deactivate_reason="商品券信息有误，重新创建",
    )

    required_only = models.DeactivateProductCouponRequest(
        product_coupon_id="200000001",
        out_request_no="de_34657_20250101_123456",
        deactivate_reason="商品券信息有误，重新创建",
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/deactivate"

    body: ClassVar = {
        "out_request_no": "de_34657_20250101_123456",
        "deactivate_reason": "商品券信息有误，重新创建",
    }

    required_body: ClassVar = {
        "out_request_no": "de_34657_20250101_123456",
        "deactivate_reason": "商品券信息有误，重新创建",
    }

    replies = (
        (
            200,
            models.ProductCouponEntity(
                product_coupon_id="200000001",
                scope=models.Scope.ALL,
                type=models.CouponType.NORMAL,
                usage_mode=models.UsageMode.PROGRESSIVE_BUNDLE,
                progressive_bundle_usage_info=models.ProgressiveBundleUsageInfo(count=3, interval_days=1),
                display_info=models.ProductCouponDisplayInfo(
                    name="全场满100减10起",
                    image_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/xxx",
                    background_url="https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/background",
                    detail_image_url_list=["https://wxpaylogo.qpic.cn/wxpaylogo/xxxxx/detail"],
                ),
                out_product_no="Product_1234567890",
                state=models.ProductCouponState.DEACTIVATED,
                deactivate_request_no="de_34657_20250101_123456",
                deactivate_time=moment("2025-08-20T10:00:00+08:00"),
                deactivate_reason="商品券信息有误，重新创建",
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
        (("out_request_no",), "dddddd"),
        (("out_request_no",), "d" * 40),
        (("deactivate_reason",), "商" * 150),
    )

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("out_request_no",), "ddddd"),
        (("out_request_no",), "d" * 41),
        (("out_request_no",), "de_34657_20250101_12345券"),
        (("out_request_no",), "de_34657_20250101_12345\n"),
        (("deactivate_reason",), "商" * 151),
    )


class TestListStocks(OperationTests):
    """查询商品券批次列表。"""

    request = models.ListStocksRequest(
        product_coupon_id="200000001",
        state=models.StockState.SENDING,
        page_size=20,
        page_token="MTIzMjUK",
        stock_bundle_id="100232301",
    )

    required_only = models.ListStocksRequest(product_coupon_id="200000001")

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stocks?state=SENDING&page_size=20&page_token=MTIzMjUK&stock_bundle_id=100232301"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.ListStocksResponse(
                total_count=3,
                stock_list=[
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456790",
                        remark="满减券",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=10000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=1000),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=0,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=100, today_count=10),
                        state=models.StockState.SENDING,
                    ),
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456791",
                        remark="满减券",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=10000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=1500),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=1,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=70, today_count=7),
                        state=models.StockState.SENDING,
                    ),
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456792",
                        remark="满减券",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=10000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=2000),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=2,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=40, today_count=4),
                        state=models.StockState.SENDING,
                    ),
                ],
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

    allowed = ((("page_size",), 50),)

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("page_size",), 51),
        (("stock_bundle_id",), "10023230券"),
        (("stock_bundle_id",), "10023230\n"),
    )

    iterator = "product_coupon.iter_stocks"


class TestCreateStock(OperationTests):
    """添加商品券批次。"""

    request = models.CreateStockRequest(
        product_coupon_id="200000001",
        out_request_no="34657_20250101_123456",
        stock=models.StockForCreate(
            remark="8月工作日有效批次",
            coupon_code_mode=models.CodeMode.WECHATPAY,
            stock_send_rule=models.SendRule(max_count=10000000, max_count_per_day=10000, max_count_per_user=1),
            single_usage_rule=models.SingleUsageRule(
                coupon_available_period=models.AvailablePeriod(
                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                    available_end_time=moment("2025-12-31T23:59:59+08:00"),
                    available_days=30,
                    wait_days_after_receive=1,
                    weekly_available_period=models.FixedWeekPeriod(
                        day_list=[
                            models.Weekday.MONDAY,
                            models.Weekday.TUESDAY,
                            models.Weekday.WEDNESDAY,
                            models.Weekday.THURSDAY,
                            models.Weekday.FRIDAY,
                        ],
                        day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                    ),
                ),
                discount_coupon=models.DiscountRule(threshold=10000, percent_off=30),
            ),
            usage_rule_display_info=models.UsageRuleDisplayInfo(
                coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                mini_program_appid="wx1234567890",
                mini_program_path="/pages/index/product",
                usage_description="工作日可用",
                coupon_available_store_info=models.CouponAvailableStoreInfo(
                    description="所有门店可用，可使用小程序查看门店列表",
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/store-list",
                ),
            ),
            coupon_display_info=models.CouponDisplayInfo(
                code_display_mode=models.CodeDisplayMode.QRCODE,
                background_color=models.BackgroundColor.COLOR020,
                entrance_mini_program=models.EntranceMiniProgram(
                    appid="wx1234567890",
                    path="/pages/index/product",
                    entrance_wording="欢迎选购",
                    guidance_wording="获取更多优惠",
                ),
            ),
            notify_config=models.NotifyConfig(notify_appid="wx4fd12345678"),
            store_scope=models.StoreScope.NONE,
        ),
    )

    required_only = models.CreateStockRequest(
        product_coupon_id="200000001",
        out_request_no="34657_20250101_123456",
        stock=models.StockForCreate(
            remark="8月工作日有效批次",
            coupon_code_mode=models.CodeMode.WECHATPAY,
            stock_send_rule=models.SendRule(max_count=10000000, max_count_per_day=10000, max_count_per_user=1),
            single_usage_rule=models.SingleUsageRule(
                coupon_available_period=models.AvailablePeriod(
                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                    available_end_time=moment("2025-12-31T23:59:59+08:00"),
                    available_days=30,
                    wait_days_after_receive=1,
                    weekly_available_period=models.FixedWeekPeriod(
                        day_list=[
                            models.Weekday.MONDAY,
                            models.Weekday.TUESDAY,
                            models.Weekday.WEDNESDAY,
                            models.Weekday.THURSDAY,
                            models.Weekday.FRIDAY,
                        ],
                        day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                    ),
                ),
                discount_coupon=models.DiscountRule(threshold=10000, percent_off=30),
            ),
            usage_rule_display_info=models.UsageRuleDisplayInfo(
                coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                mini_program_appid="wx1234567890",
                mini_program_path="/pages/index/product",
                usage_description="工作日可用",
                coupon_available_store_info=models.CouponAvailableStoreInfo(
                    description="所有门店可用，可使用小程序查看门店列表",
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/store-list",
                ),
            ),
            coupon_display_info=models.CouponDisplayInfo(
                code_display_mode=models.CodeDisplayMode.QRCODE,
                background_color=models.BackgroundColor.COLOR020,
                entrance_mini_program=models.EntranceMiniProgram(
                    appid="wx1234567890",
                    path="/pages/index/product",
                    entrance_wording="欢迎选购",
                    guidance_wording="获取更多优惠",
                ),
            ),
            notify_config=models.NotifyConfig(notify_appid="wx4fd12345678"),
            store_scope=models.StoreScope.NONE,
        ),
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stocks"

    body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "stock": {
            "remark": "8月工作日有效批次",
            "coupon_code_mode": "WECHATPAY",
            "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
            "single_usage_rule": {
                "coupon_available_period": {
                    "available_begin_time": "2025-08-01T00:00:00+08:00",
                    "available_end_time": "2025-12-31T23:59:59+08:00",
                    "available_days": 30,
                    "wait_days_after_receive": 1,
                    "weekly_available_period": {
                        "day_list": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
                        "day_period_list": [{"begin_time": 28800, "end_time": 79200}],
                    },
                },
                "discount_coupon": {"threshold": 10000, "percent_off": 30},
            },
            "usage_rule_display_info": {
                "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                "mini_program_appid": "wx1234567890",
                "mini_program_path": "/pages/index/product",
                "usage_description": "工作日可用",
                "coupon_available_store_info": {
                    "description": "所有门店可用，可使用小程序查看门店列表",
                    "mini_program_appid": "wx1234567890",
                    "mini_program_path": "/pages/index/store-list",
                },
            },
            "coupon_display_info": {
                "code_display_mode": "QRCODE",
                "background_color": "Color020",
                "entrance_mini_program": {
                    "appid": "wx1234567890",
                    "path": "/pages/index/product",
                    "entrance_wording": "欢迎选购",
                    "guidance_wording": "获取更多优惠",
                },
            },
            "notify_config": {"notify_appid": "wx4fd12345678"},
            "store_scope": "NONE",
        },
    }

    required_body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "stock": {
            "remark": "8月工作日有效批次",
            "coupon_code_mode": "WECHATPAY",
            "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
            "single_usage_rule": {
                "coupon_available_period": {
                    "available_begin_time": "2025-08-01T00:00:00+08:00",
                    "available_end_time": "2025-12-31T23:59:59+08:00",
                    "available_days": 30,
                    "wait_days_after_receive": 1,
                    "weekly_available_period": {
                        "day_list": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
                        "day_period_list": [{"begin_time": 28800, "end_time": 79200}],
                    },
                },
                "discount_coupon": {"threshold": 10000, "percent_off": 30},
            },
            "usage_rule_display_info": {
                "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                "mini_program_appid": "wx1234567890",
                "mini_program_path": "/pages/index/product",
                "usage_description": "工作日可用",
                "coupon_available_store_info": {
                    "description": "所有门店可用，可使用小程序查看门店列表",
                    "mini_program_appid": "wx1234567890",
                    "mini_program_path": "/pages/index/store-list",
                },
            },
            "coupon_display_info": {
                "code_display_mode": "QRCODE",
                "background_color": "Color020",
                "entrance_mini_program": {
                    "appid": "wx1234567890",
                    "path": "/pages/index/product",
                    "entrance_wording": "欢迎选购",
                    "guidance_wording": "获取更多优惠",
                },
            },
            "notify_config": {"notify_appid": "wx4fd12345678"},
            "store_scope": "NONE",
        },
    }

    replies = (
        (
            200,
            models.StockEntity(
                product_coupon_id="200000001",
                stock_id="123456789",
                remark="8月工作日有效批次",
                coupon_code_mode=models.CodeMode.WECHATPAY,
                stock_send_rule=models.StockSendRule(
                    max_count=10000000,
                    max_count_per_day=10000,
                    max_count_per_user=1,
                ),
                single_usage_rule=models.SingleUsageRule(
                    coupon_available_period=models.AvailablePeriod(
                        available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                        available_end_time=moment("2025-12-31T23:59:59+08:00"),
                        available_days=30,
                        wait_days_after_receive=1,
                        weekly_available_period=models.FixedWeekPeriod(
                            day_list=[
                                models.Weekday.MONDAY,
                                models.Weekday.TUESDAY,
                                models.Weekday.WEDNESDAY,
                                models.Weekday.THURSDAY,
                                models.Weekday.FRIDAY,
                            ],
                            day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                        ),
                    ),
                    discount_coupon=models.DiscountRule(threshold=10000, percent_off=30),
                ),
                usage_rule_display_info=models.UsageRuleDisplayInfo(
                    coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/product",
                    usage_description="工作日可用",
                    coupon_available_store_info=models.CouponAvailableStoreInfo(
                        description="所有门店可用，可使用小程序查看门店列表",
                        mini_program_appid="wx1234567890",
                        mini_program_path="/pages/index/store-list",
                    ),
                ),
                coupon_display_info=models.StockCouponDisplayInfo(
                    code_display_mode=models.CodeDisplayMode.QRCODE,
                    background_color=models.BackgroundColor.COLOR020,
                    entrance_mini_program=models.EntranceMiniProgram(
                        appid="wx1234567890",
                        path="/pages/index/product",
                        entrance_wording="欢迎选购",
                        guidance_wording="获取更多优惠",
                    ),
                ),
                notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                store_scope=models.StoreScope.NONE,
                sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                state=models.StockState.SENDING,
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
        (("out_request_no",), "333333"),
        (("out_request_no",), "3" * 40),
        (("stock", "remark"), "88888888888888888888"),
        (("stock", "stock_send_rule", "max_count"), 100000000),
        (("stock", "stock_send_rule", "max_count_per_day"), 100000000),
        (("stock", "stock_send_rule", "max_count_per_user"), 100),
        (("stock", "single_usage_rule", "coupon_available_period", "available_days"), 365),
        (("stock", "single_usage_rule", "coupon_available_period", "wait_days_after_receive"), 30),
        (("stock", "usage_rule_display_info", "usage_description"), "工" * 1000),
        (("stock", "usage_rule_display_info", "coupon_available_store_info", "description"), "所" * 1000),
        (("stock", "coupon_display_info", "entrance_mini_program", "entrance_wording"), "欢欢欢欢欢"),
        (("stock", "coupon_display_info", "entrance_mini_program", "guidance_wording"), "获获获获获获"),
    )

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("out_request_no",), "33333"),
        (("out_request_no",), "3" * 41),
        (("out_request_no",), "34657_20250101_12345券"),
        (("out_request_no",), "34657_20250101_12345\n"),
        (("stock", "remark"), "8" * 21),
        (("stock", "stock_send_rule", "max_count"), 100000001),
        (("stock", "stock_send_rule", "max_count_per_day"), 100000001),
        (("stock", "stock_send_rule", "max_count_per_user"), 101),
        (("stock", "single_usage_rule", "coupon_available_period", "available_days"), 366),
        (("stock", "single_usage_rule", "coupon_available_period", "wait_days_after_receive"), 31),
        (("stock", "usage_rule_display_info", "mini_program_appid"), "wx123456789券"),
        (("stock", "usage_rule_display_info", "mini_program_appid"), "wx123456789\n"),
        (("stock", "usage_rule_display_info", "usage_description"), "工" * 1001),
        (("stock", "usage_rule_display_info", "coupon_available_store_info", "description"), "所" * 1001),
        (("stock", "usage_rule_display_info", "coupon_available_store_info", "mini_program_appid"), "wx123456789券"),
        (("stock", "usage_rule_display_info", "coupon_available_store_info", "mini_program_appid"), "wx123456789\n"),
        (("stock", "coupon_display_info", "entrance_mini_program", "appid"), "wx123456789券"),
        (("stock", "coupon_display_info", "entrance_mini_program", "appid"), "wx123456789\n"),
        (("stock", "coupon_display_info", "entrance_mini_program", "entrance_wording"), "欢欢欢欢欢欢"),
        (("stock", "coupon_display_info", "entrance_mini_program", "guidance_wording"), "获获获获获获获"),
    )

    rules_kept = (
        (
            "stock.single_usage_rule.coupon_available_period: not with wait_days_after_receive",
            "",
            ((("stock", "single_usage_rule", "coupon_available_period", "wait_days_after_receive"), ABSENT),),
        ),
        (
            "stock.single_usage_rule.coupon_available_period.weekly_available_period: not with day_period_list",
            "",
            (
                (
                    (
                        "stock",
                        "single_usage_rule",
                        "coupon_available_period",
                        "weekly_available_period",
                        "day_period_list",
                    ),
                    ABSENT,
                ),
            ),
        ),
        (
            "stock.usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            "",
            ((("stock", "usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "stock.usage_rule_display_info: coupon_usage_method_list has APP",
            "",
            (
                (("stock", "usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE", "MINI_PROGRAM", "APP"]),
                (("stock", "usage_rule_display_info", "app_path"), "https://www.example.com/jump-to-app"),
            ),
        ),
        (
            "stock.usage_rule_display_info: not coupon_usage_method_list has APP",
            "",
            ((("stock", "usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "stock.usage_rule_display_info: not with mini_program_appid",
            "stock.usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            ((("stock", "usage_rule_display_info", "mini_program_appid"), ABSENT),),
        ),
    )

    rules_broken = (
        (
            "stock.single_usage_rule.coupon_available_period: with wait_days_after_receive, but without available_days",
            "",
            ((("stock", "single_usage_rule", "coupon_available_period", "available_days"), ABSENT),),
            ("stock", "single_usage_rule", "coupon_available_period", "available_days"),
        ),
        (
            "stock.single_usage_rule.coupon_available_period.weekly_available_period: with day_period_list, but without day_list",
            "",
            (
                (
                    ("stock", "single_usage_rule", "coupon_available_period", "weekly_available_period", "day_list"),
                    ABSENT,
                ),
            ),
            ("stock", "single_usage_rule", "coupon_available_period", "weekly_available_period", "day_list"),
        ),
        (
            "stock.usage_rule_display_info: coupon_usage_method_list has MINI_PROGRAM, but without mini_program_appid",
            "",
            ((("stock", "usage_rule_display_info", "mini_program_appid"), ABSENT),),
            ("stock", "usage_rule_display_info", "mini_program_appid"),
        ),
        (
            "stock.usage_rule_display_info: coupon_usage_method_list has APP, but without app_path",
            "stock.usage_rule_display_info: coupon_usage_method_list has APP",
            ((("stock", "usage_rule_display_info", "app_path"), ABSENT),),
            ("stock", "usage_rule_display_info", "app_path"),
        ),
    )


class TestGetStock(OperationTests):
    """查询商品券指定批次。"""

    request = models.GetStockRequest(product_coupon_id="200000001", stock_id="123456789")

    required_only = models.GetStockRequest(product_coupon_id="200000001", stock_id="123456789")

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stocks/123456789"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.StockEntity(
                product_coupon_id="200000001",
                stock_id="123456789",
                remark="8月工作日有效批次",
                coupon_code_mode=models.CodeMode.UPLOAD,
                coupon_code_count_info=models.CouponCodeCountInfo(total_count=3, available_count=2),
                stock_send_rule=models.StockSendRule(
                    max_count=10000000,
                    max_count_per_day=10000,
                    max_count_per_user=1,
                ),
                single_usage_rule=models.SingleUsageRule(
                    coupon_available_period=models.AvailablePeriod(
                        available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                        available_end_time=moment("2025-12-31T23:59:59+08:00"),
                        available_days=30,
                        wait_days_after_receive=1,
                        weekly_available_period=models.FixedWeekPeriod(
                            day_list=[
                                models.Weekday.MONDAY,
                                models.Weekday.TUESDAY,
                                models.Weekday.WEDNESDAY,
                                models.Weekday.THURSDAY,
                                models.Weekday.FRIDAY,
                            ],
                            day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                        ),
                    ),
                    discount_coupon=models.DiscountRule(threshold=10000, percent_off=30),
                ),
                usage_rule_display_info=models.UsageRuleDisplayInfo(
                    coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/product",
                    usage_description="工作日可用",
                    coupon_available_store_info=models.CouponAvailableStoreInfo(
                        description="所有门店可用，可使用小程序查看门店列表",
                        mini_program_appid="wx1234567890",
                        mini_program_path="/pages/index/store-list",
                    ),
                ),
                coupon_display_info=models.StockCouponDisplayInfo(
                    code_display_mode=models.CodeDisplayMode.QRCODE,
                    background_color=models.BackgroundColor.COLOR020,
                    entrance_mini_program=models.EntranceMiniProgram(
                        appid="wx1234567890",
                        path="/pages/index/product",
                        entrance_wording="欢迎选购",
                        guidance_wording="获取更多优惠",
                    ),
                ),
                notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                store_scope=models.StoreScope.NONE,
                sent_count_info=models.SentCountInfo(total_count=1, today_count=1),
                state=models.StockState.SENDING,
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
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "12345678券"),
        (("stock_id",), "12345678\n"),
    )


class TestUpdateStock(OperationTests):
    """修改商品券批次。"""

    request = models.UpdateStockRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        out_request_no="34657_20250101_123456",
        remark="疯狂星期四项目专用",
        usage_rule_display_info=models.UsageRuleDisplayInfo(
            coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
            mini_program_appid="wx1234567890",
            mini_program_path="/pages/index/product",
            usage_description="工作日可用",
            coupon_available_store_info=models.CouponAvailableStoreInfo(
                description="所有门店可用，可使用小程序查看门店列表",
                mini_program_appid="wx1234567890",
                mini_program_path="/pages/index/store-list",
            ),
        ),
        coupon_display_info=models.CouponDisplayInfo(
            code_display_mode=models.CodeDisplayMode.QRCODE,
            background_color=models.BackgroundColor.COLOR020,
            entrance_mini_program=models.EntranceMiniProgram(
                appid="wx1234567890",
                path="/pages/index/product",
                entrance_wording="欢迎选购",
                guidance_wording="获取更多优惠",
            ),
        ),
        notify_config=models.NotifyConfig(notify_appid="wx4fd12345678"),
        store_scope=models.StoreScope.NONE,
    )

    required_only = models.UpdateStockRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        out_request_no="34657_20250101_123456",
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stocks/123456789"

    body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "remark": "疯狂星期四项目专用",
        "usage_rule_display_info": {
            "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
            "mini_program_appid": "wx1234567890",
            "mini_program_path": "/pages/index/product",
            "usage_description": "工作日可用",
            "coupon_available_store_info": {
                "description": "所有门店可用，可使用小程序查看门店列表",
                "mini_program_appid": "wx1234567890",
                "mini_program_path": "/pages/index/store-list",
            },
        },
        "coupon_display_info": {
            "code_display_mode": "QRCODE",
            "background_color": "Color020",
            "entrance_mini_program": {
                "appid": "wx1234567890",
                "path": "/pages/index/product",
                "entrance_wording": "欢迎选购",
                "guidance_wording": "获取更多优惠",
            },
        },
        "notify_config": {"notify_appid": "wx4fd12345678"},
        "store_scope": "NONE",
    }

    required_body: ClassVar = {"out_request_no": "34657_20250101_123456"}

    replies = (
        (
            200,
            models.StockEntity(
                product_coupon_id="200000001",
                stock_id="123456789",
                remark="疯狂星期四项目专用",
                coupon_code_mode=models.CodeMode.WECHATPAY,
                stock_send_rule=models.StockSendRule(
                    max_count=10000000,
                    max_count_per_day=10000,
                    max_count_per_user=1,
                ),
                single_usage_rule=models.SingleUsageRule(
                    coupon_available_period=models.AvailablePeriod(
                        available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                        available_end_time=moment("2025-12-31T23:59:59+08:00"),
                        available_days=30,
                        wait_days_after_receive=1,
                        weekly_available_period=models.FixedWeekPeriod(
                            day_list=[
                                models.Weekday.MONDAY,
                                models.Weekday.TUESDAY,
                                models.Weekday.WEDNESDAY,
                                models.Weekday.THURSDAY,
                                models.Weekday.FRIDAY,
                            ],
                            day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                        ),
                    ),
                    discount_coupon=models.DiscountRule(threshold=10000, percent_off=30),
                ),
                usage_rule_display_info=models.UsageRuleDisplayInfo(
                    coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/product",
                    usage_description="工作日可用",
                    coupon_available_store_info=models.CouponAvailableStoreInfo(
                        description="所有门店可用，可使用小程序查看门店列表",
                        mini_program_appid="wx1234567890",
                        mini_program_path="/pages/index/store-list",
                    ),
                ),
                coupon_display_info=models.StockCouponDisplayInfo(
                    code_display_mode=models.CodeDisplayMode.QRCODE,
                    background_color=models.BackgroundColor.COLOR020,
                    entrance_mini_program=models.EntranceMiniProgram(
                        appid="wx1234567890",
                        path="/pages/index/product",
                        entrance_wording="欢迎选购",
                        guidance_wording="获取更多优惠",
                    ),
                ),
                notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                store_scope=models.StoreScope.NONE,
                sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                state=models.StockState.SENDING,
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
        (("out_request_no",), "333333"),
        (("out_request_no",), "3" * 40),
        (("remark",), "疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯"),
        (("usage_rule_display_info", "usage_description"), "工" * 1000),
        (("usage_rule_display_info", "coupon_available_store_info", "description"), "所" * 1000),
        (("coupon_display_info", "entrance_mini_program", "entrance_wording"), "欢欢欢欢欢"),
        (("coupon_display_info", "entrance_mini_program", "guidance_wording"), "获获获获获获"),
    )

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "12345678券"),
        (("stock_id",), "12345678\n"),
        (("out_request_no",), "33333"),
        (("out_request_no",), "3" * 41),
        (("out_request_no",), "34657_20250101_12345券"),
        (("out_request_no",), "34657_20250101_12345\n"),
        (("remark",), "疯" * 21),
        (("usage_rule_display_info", "mini_program_appid"), "wx123456789券"),
        (("usage_rule_display_info", "mini_program_appid"), "wx123456789\n"),
        (("usage_rule_display_info", "usage_description"), "工" * 1001),
        (("usage_rule_display_info", "coupon_available_store_info", "description"), "所" * 1001),
        (("usage_rule_display_info", "coupon_available_store_info", "mini_program_appid"), "wx123456789券"),
        (("usage_rule_display_info", "coupon_available_store_info", "mini_program_appid"), "wx123456789\n"),
        (("coupon_display_info", "entrance_mini_program", "appid"), "wx123456789券"),
        (("coupon_display_info", "entrance_mini_program", "appid"), "wx123456789\n"),
        (("coupon_display_info", "entrance_mini_program", "entrance_wording"), "欢欢欢欢欢欢"),
        (("coupon_display_info", "entrance_mini_program", "guidance_wording"), "获获获获获获获"),
    )

    rules_kept = (
        (
            "usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            "",
            ((("usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "usage_rule_display_info: coupon_usage_method_list has APP",
            "",
            (
                (("usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE", "MINI_PROGRAM", "APP"]),
                (("usage_rule_display_info", "app_path"), "https://www.example.com/jump-to-app"),
            ),
        ),
        (
            "usage_rule_display_info: not coupon_usage_method_list has APP",
            "",
            ((("usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "usage_rule_display_info: not with mini_program_appid",
            "usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            ((("usage_rule_display_info", "mini_program_appid"), ABSENT),),
        ),
    )

    rules_broken = (
        (
            "usage_rule_display_info: coupon_usage_method_list has MINI_PROGRAM, but without mini_program_appid",
            "",
            ((("usage_rule_display_info", "mini_program_appid"), ABSENT),),
            ("usage_rule_display_info", "mini_program_appid"),
        ),
        (
            "usage_rule_display_info: coupon_usage_method_list has APP, but without app_path",
            "usage_rule_display_info: coupon_usage_method_list has APP",
            ((("usage_rule_display_info", "app_path"), ABSENT),),
            ("usage_rule_display_info", "app_path"),
        ),
    )


class TestUpdateStockBudget(OperationTests):
    """修改商品券批次发放预算。"""

    request = models.UpdateStockBudgetRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        out_request_no="34657_20250101_123456",
        update_mode=models.UpdateBudgetMode.MAX_COUNT,
        current_max_count=10000000,
        target_max_count=20000000,
        current_max_count_per_day=10000,
        target_max_count_per_day=20000,
    )

    required_only = models.UpdateStockBudgetRequest(product_coupon_id="200000001", stock_id="123456789")

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stocks/123456789/update-budget"

    body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "update_mode": "MAX_COUNT",
        "current_max_count": 10000000,
        "target_max_count": 20000000,
        "current_max_count_per_day": 10000,
        "target_max_count_per_day": 20000,
    }

    required_body: ClassVar = {}

    replies = (
        (
            200,
            models.StockEntity(
                product_coupon_id="200000001",
                stock_id="123456789",
                remark="8月工作日有效批次",
                coupon_code_mode=models.CodeMode.WECHATPAY,
                stock_send_rule=models.StockSendRule(
                    max_count=20000000,
                    max_count_per_day=10000,
                    max_count_per_user=1,
                ),
                single_usage_rule=models.SingleUsageRule(
                    coupon_available_period=models.AvailablePeriod(
                        available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                        available_end_time=moment("2025-12-31T23:59:59+08:00"),
                        available_days=30,
                        wait_days_after_receive=1,
                        weekly_available_period=models.FixedWeekPeriod(
                            day_list=[
                                models.Weekday.MONDAY,
                                models.Weekday.TUESDAY,
                                models.Weekday.WEDNESDAY,
                                models.Weekday.THURSDAY,
                                models.Weekday.FRIDAY,
                            ],
                            day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                        ),
                    ),
                    discount_coupon=models.DiscountRule(threshold=10000, percent_off=30),
                ),
                usage_rule_display_info=models.UsageRuleDisplayInfo(
                    coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/product",
                    usage_description="工作日可用",
                    coupon_available_store_info=models.CouponAvailableStoreInfo(
                        description="所有门店可用，可使用小程序查看门店列表",
                        mini_program_appid="wx1234567890",
                        mini_program_path="/pages/index/store-list",
                    ),
                ),
                coupon_display_info=models.StockCouponDisplayInfo(
                    code_display_mode=models.CodeDisplayMode.QRCODE,
                    background_color=models.BackgroundColor.COLOR020,
                    entrance_mini_program=models.EntranceMiniProgram(
                        appid="wx1234567890",
                        path="/pages/index/product",
                        entrance_wording="欢迎选购",
                        guidance_wording="获取更多优惠",
                    ),
                ),
                notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                store_scope=models.StoreScope.NONE,
                sent_count_info=models.SentCountInfo(total_count=100, today_count=10),
                state=models.StockState.SENDING,
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
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "12345678券"),
        (("stock_id",), "12345678\n"),
    )


class TestDeactivateStock(OperationTests):
    """失效商品券批次。"""

    request = models.DeactivateStockRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        out_request_no="de_34657_20250101_123456",
        deactivate_reason="批次信息有误，重新创建",
    )

    required_only = models.DeactivateStockRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        out_request_no="de_34657_20250101_123456",
        deactivate_reason="批次信息有误，重新创建",
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stocks/123456789/deactivate"

    body: ClassVar = {
        "out_request_no": "de_34657_20250101_123456",
        "deactivate_reason": "批次信息有误，重新创建",
    }

    required_body: ClassVar = {
        "out_request_no": "de_34657_20250101_123456",
        "deactivate_reason": "批次信息有误，重新创建",
    }

    replies = (
        (
            200,
            models.StockEntity(
                product_coupon_id="200000001",
                stock_id="123456789",
                remark="8月工作日有效批次",
                coupon_code_mode=models.CodeMode.WECHATPAY,
                stock_send_rule=models.StockSendRule(
                    max_count=10000000,
                    max_count_per_day=10000,
                    max_count_per_user=1,
                ),
                single_usage_rule=models.SingleUsageRule(
                    coupon_available_period=models.AvailablePeriod(
                        available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                        available_end_time=moment("2025-12-31T23:59:59+08:00"),
                        available_days=30,
                        wait_days_after_receive=1,
                        weekly_available_period=models.FixedWeekPeriod(
                            day_list=[
                                models.Weekday.MONDAY,
                                models.Weekday.TUESDAY,
                                models.Weekday.WEDNESDAY,
                                models.Weekday.THURSDAY,
                                models.Weekday.FRIDAY,
                            ],
                            day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                        ),
                    ),
                    discount_coupon=models.DiscountRule(threshold=10000, percent_off=30),
                ),
                usage_rule_display_info=models.UsageRuleDisplayInfo(
                    coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/product",
                    usage_description="工作日可用",
                    coupon_available_store_info=models.CouponAvailableStoreInfo(
                        description="所有门店可用，可使用小程序查看门店列表",
                        mini_program_appid="wx1234567890",
                        mini_program_path="/pages/index/store-list",
                    ),
                ),
                coupon_display_info=models.StockCouponDisplayInfo(
                    code_display_mode=models.CodeDisplayMode.QRCODE,
                    background_color=models.BackgroundColor.COLOR020,
                    entrance_mini_program=models.EntranceMiniProgram(
                        appid="wx1234567890",
                        path="/pages/index/product",
                        entrance_wording="欢迎选购",
                        guidance_wording="获取更多优惠",
                    ),
                ),
                notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                store_scope=models.StoreScope.NONE,
                sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                state=models.StockState.DEACTIVATED,
                deactivate_request_no="de_34657_20250101_123456",
                deactivate_time=moment("2025-08-20T10:00:00+08:00"),
                deactivate_reason="批次信息有误，重新创建",
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
        (("out_request_no",), "dddddd"),
        (("out_request_no",), "d" * 40),
        (("deactivate_reason",), "批" * 150),
    )

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "12345678券"),
        (("stock_id",), "12345678\n"),
        (("out_request_no",), "ddddd"),
        (("out_request_no",), "d" * 41),
        (("out_request_no",), "de_34657_20250101_12345券"),
        (("out_request_no",), "de_34657_20250101_12345\n"),
        (("deactivate_reason",), "批" * 151),
    )


class TestUploadCouponCodes(OperationTests):
    """预上传券CODE。"""

    request = models.UploadCouponCodesRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        out_request_no="upload_34657_20250101_123456",
        code_list=["code_0000001", "code_0000002", "code_0000003"],
    )

    required_only = models.UploadCouponCodesRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        out_request_no="upload_34657_20250101_123456",
        code_list=["code_0000001", "code_0000002", "code_0000003"],
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stocks/123456789/upload-coupon-codes"

    body: ClassVar = {
        "out_request_no": "upload_34657_20250101_123456",
        "code_list": ["code_0000001", "code_0000002", "code_0000003"],
    }

    required_body: ClassVar = {
        "out_request_no": "upload_34657_20250101_123456",
        "code_list": ["code_0000001", "code_0000002", "code_0000003"],
    }

    replies = (
        (
            200,
            models.UploadCouponCodesResponse(
                total_count=3,
                success_code_list=["code_0000001"],
                failed_code_list=[
                    models.FailedCouponCode(
                        coupon_code="code_0000002",
                        code="INVALID_REQUEST",
                        message="券Code不可用",
                    ),
                ],
                already_exist_code_list=["code_0000003"],
                duplicate_code_list=[],
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
        (("out_request_no",), "uuuuuu"),
        (("out_request_no",), "u" * 40),
        (("code_list",), ["code_0000001"] * 200),
        (("code_list", "0"), "c" * 40),
    )

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "12345678券"),
        (("stock_id",), "12345678\n"),
        (("out_request_no",), "uuuuu"),
        (("out_request_no",), "u" * 41),
        (("out_request_no",), "upload_34657_20250101_12345券"),
        (("out_request_no",), "upload_34657_20250101_12345\n"),
        (("code_list",), ["code_0000001"] * 201),
        (("code_list", "0"), "c" * 41),
        (("code_list", "0"), "code_000000券"),
        (("code_list", "0"), "code_000000\n"),
    )


class TestAssociateStores(OperationTests):
    """批次关联门店。"""

    request = models.AssociateStoresRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        store_list=[models.AssociatedStore(store_id="100000001"), models.AssociatedStore(store_id="100000002")],
    )

    required_only = models.AssociateStoresRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        store_list=[models.AssociatedStore(store_id="100000001"), models.AssociatedStore(store_id="100000002")],
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stocks/123456789/associate-stores"

    body: ClassVar = {"store_list": [{"store_id": "100000001"}, {"store_id": "100000002"}]}

    required_body: ClassVar = {"store_list": [{"store_id": "100000001"}, {"store_id": "100000002"}]}

    replies = (
        (
            200,
            models.AssociatedStoresResult(
                total_count=2,
                success_store_list=[models.AssociatedStore(store_id="100000001")],
                failed_store_list=[
                    models.FailedStore(
                        store_id="100000002",
                        code="INVALID_REQUEST",
                        message="门店不存在",
                    ),
                ],
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

    allowed = ((("store_list",), [{"store_id": "100000001"}] * 200),)

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "12345678券"),
        (("stock_id",), "12345678\n"),
        (("store_list",), [{"store_id": "100000001"}] * 201),
        (("store_list", "0", "store_id"), "10000000券"),
        (("store_list", "0", "store_id"), "10000000\n"),
    )


class TestListAssociatedStores(OperationTests):
    """查询批次关联门店列表。"""

    request = models.ListAssociatedStoresRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        page_size=20,
        page_token="MTIzMjUK",
    )

    required_only = models.ListAssociatedStoresRequest(product_coupon_id="200000001", stock_id="123456789")

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stocks/123456789/associated-stores?page_size=20&page_token=MTIzMjUK"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.ListAssociatedStoresResponse(
                total_count=2,
                store_list=[models.AssociatedStore(store_id="100000001"), models.AssociatedStore(store_id="100000002")],
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

    allowed = ((("page_size",), 200),)

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "12345678券"),
        (("stock_id",), "12345678\n"),
        (("page_size",), 201),
    )

    iterator = "product_coupon.iter_associated_stores"


class TestDisassociateStores(OperationTests):
    """批次取消关联门店。"""

    request = models.DisassociateStoresRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        store_list=[models.AssociatedStore(store_id="100000001"), models.AssociatedStore(store_id="100000002")],
    )

    required_only = models.DisassociateStoresRequest(
        product_coupon_id="200000001",
        stock_id="123456789",
        store_list=[models.AssociatedStore(store_id="100000001"), models.AssociatedStore(store_id="100000002")],
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stocks/123456789/disassociate-stores"

    body: ClassVar = {"store_list": [{"store_id": "100000001"}, {"store_id": "100000002"}]}

    required_body: ClassVar = {"store_list": [{"store_id": "100000001"}, {"store_id": "100000002"}]}

    replies = (
        (
            200,
            models.AssociatedStoresResult(
                total_count=2,
                success_store_list=[models.AssociatedStore(store_id="100000001")],
                failed_store_list=[
                    models.FailedStore(
                        store_id="100000002",
                        code="INVALID_REQUEST",
                        message="门店不存在",
                    ),
                ],
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

    allowed = ((("store_list",), [{"store_id": "100000001"}] * 200),)

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "12345678券"),
        (("stock_id",), "12345678\n"),
        (("store_list",), [{"store_id": "100000001"}] * 201),
        (("store_list", "0", "store_id"), "10000000券"),
        (("store_list", "0", "store_id"), "10000000\n"),
    )


class TestCreateStockBundle(OperationTests):
    """添加商品券批次组。"""

    request = models.CreateStockBundleRequest(
        product_coupon_id="200000001",
        out_request_no="34657_20250101_123456",
        stock_bundle=models.StockBundleForCreate(
            remark="满减券",
            coupon_code_mode=models.BundleCodeMode.WECHATPAY,
            stock_send_rule=models.SendRule(max_count=10000000, max_count_per_day=10000, max_count_per_user=1),
            progressive_bundle_usage_rule=models.BundleUsageRule(
                coupon_available_period=models.AvailablePeriod(
                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                    available_end_time=moment("2025-12-31T23:59:59+08:00"),
                    available_days=30,
                    wait_days_after_receive=1,
                    weekly_available_period=models.FixedWeekPeriod(
                        day_list=[
                            models.Weekday.MONDAY,
                            models.Weekday.TUESDAY,
                            models.Weekday.WEDNESDAY,
                            models.Weekday.THURSDAY,
                            models.Weekday.FRIDAY,
                        ],
                        day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                    ),
                ),
                normal_coupon_list=[
                    models.NormalRule(threshold=10000, discount_amount=1000),
                    models.NormalRule(threshold=10000, discount_amount=1500),
                    models.NormalRule(threshold=10000, discount_amount=2000),
                ],
            ),
            usage_rule_display_info=models.UsageRuleDisplayInfo(
                coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                mini_program_appid="wx1234567890",
                mini_program_path="/pages/index/product",
                usage_description="工作日可用",
                coupon_available_store_info=models.CouponAvailableStoreInfo(
                    description="所有门店可用，可使用小程序查看门店列表",
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/store-list",
                ),
            ),
            coupon_display_info=models.CouponDisplayInfo(
                code_display_mode=models.CodeDisplayMode.QRCODE,
                background_color=models.BackgroundColor.COLOR020,
                entrance_mini_program=models.EntranceMiniProgram(
                    appid="wx1234567890",
                    path="/pages/index/product",
                    entrance_wording="欢迎选购",
                    guidance_wording="获取更多优惠",
                ),
            ),
            notify_config=models.NotifyConfig(notify_appid="wx4fd12345678"),
            store_scope=models.StoreScope.NONE,
        ),
    )

    required_only = models.CreateStockBundleRequest(
        product_coupon_id="200000001",
        out_request_no="34657_20250101_123456",
        stock_bundle=models.StockBundleForCreate(
            remark="满减券",
            coupon_code_mode=models.BundleCodeMode.WECHATPAY,
            stock_send_rule=models.SendRule(max_count=10000000, max_count_per_day=10000, max_count_per_user=1),
            progressive_bundle_usage_rule=models.BundleUsageRule(
                coupon_available_period=models.AvailablePeriod(
                    available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                    available_end_time=moment("2025-12-31T23:59:59+08:00"),
                    available_days=30,
                    wait_days_after_receive=1,
                    weekly_available_period=models.FixedWeekPeriod(
                        day_list=[
                            models.Weekday.MONDAY,
                            models.Weekday.TUESDAY,
                            models.Weekday.WEDNESDAY,
                            models.Weekday.THURSDAY,
                            models.Weekday.FRIDAY,
                        ],
                        day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                    ),
                ),
                normal_coupon_list=[
                    models.NormalRule(threshold=10000, discount_amount=1000),
                    models.NormalRule(threshold=10000, discount_amount=1500),
                    models.NormalRule(threshold=10000, discount_amount=2000),
                ],
            ),
            usage_rule_display_info=models.UsageRuleDisplayInfo(
                coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
                mini_program_appid="wx1234567890",
                mini_program_path="/pages/index/product",
                usage_description="工作日可用",
                coupon_available_store_info=models.CouponAvailableStoreInfo(
                    description="所有门店可用，可使用小程序查看门店列表",
                    mini_program_appid="wx1234567890",
                    mini_program_path="/pages/index/store-list",
                ),
            ),
            coupon_display_info=models.CouponDisplayInfo(
                code_display_mode=models.CodeDisplayMode.QRCODE,
                background_color=models.BackgroundColor.COLOR020,
                entrance_mini_program=models.EntranceMiniProgram(
                    appid="wx1234567890",
                    path="/pages/index/product",
                    entrance_wording="欢迎选购",
                    guidance_wording="获取更多优惠",
                ),
            ),
            notify_config=models.NotifyConfig(notify_appid="wx4fd12345678"),
            store_scope=models.StoreScope.NONE,
        ),
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stock-bundles"

    body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "stock_bundle": {
            "remark": "满减券",
            "coupon_code_mode": "WECHATPAY",
            "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
            "progressive_bundle_usage_rule": {
                "coupon_available_period": {
                    "available_begin_time": "2025-08-01T00:00:00+08:00",
                    "available_end_time": "2025-12-31T23:59:59+08:00",
                    "available_days": 30,
                    "wait_days_after_receive": 1,
                    "weekly_available_period": {
                        "day_list": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
                        "day_period_list": [{"begin_time": 28800, "end_time": 79200}],
                    },
                },
                "normal_coupon_list": [
                    {"threshold": 10000, "discount_amount": 1000},
                    {"threshold": 10000, "discount_amount": 1500},
                    {"threshold": 10000, "discount_amount": 2000},
                ],
            },
            "usage_rule_display_info": {
                "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                "mini_program_appid": "wx1234567890",
                "mini_program_path": "/pages/index/product",
                "usage_description": "工作日可用",
                "coupon_available_store_info": {
                    "description": "所有门店可用，可使用小程序查看门店列表",
                    "mini_program_appid": "wx1234567890",
                    "mini_program_path": "/pages/index/store-list",
                },
            },
            "coupon_display_info": {
                "code_display_mode": "QRCODE",
                "background_color": "Color020",
                "entrance_mini_program": {
                    "appid": "wx1234567890",
                    "path": "/pages/index/product",
                    "entrance_wording": "欢迎选购",
                    "guidance_wording": "获取更多优惠",
                },
            },
            "notify_config": {"notify_appid": "wx4fd12345678"},
            "store_scope": "NONE",
        },
    }

    required_body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "stock_bundle": {
            "remark": "满减券",
            "coupon_code_mode": "WECHATPAY",
            "stock_send_rule": {"max_count": 10000000, "max_count_per_day": 10000, "max_count_per_user": 1},
            "progressive_bundle_usage_rule": {
                "coupon_available_period": {
                    "available_begin_time": "2025-08-01T00:00:00+08:00",
                    "available_end_time": "2025-12-31T23:59:59+08:00",
                    "available_days": 30,
                    "wait_days_after_receive": 1,
                    "weekly_available_period": {
                        "day_list": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
                        "day_period_list": [{"begin_time": 28800, "end_time": 79200}],
                    },
                },
                "normal_coupon_list": [
                    {"threshold": 10000, "discount_amount": 1000},
                    {"threshold": 10000, "discount_amount": 1500},
                    {"threshold": 10000, "discount_amount": 2000},
                ],
            },
            "usage_rule_display_info": {
                "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
                "mini_program_appid": "wx1234567890",
                "mini_program_path": "/pages/index/product",
                "usage_description": "工作日可用",
                "coupon_available_store_info": {
                    "description": "所有门店可用，可使用小程序查看门店列表",
                    "mini_program_appid": "wx1234567890",
                    "mini_program_path": "/pages/index/store-list",
                },
            },
            "coupon_display_info": {
                "code_display_mode": "QRCODE",
                "background_color": "Color020",
                "entrance_mini_program": {
                    "appid": "wx1234567890",
                    "path": "/pages/index/product",
                    "entrance_wording": "欢迎选购",
                    "guidance_wording": "获取更多优惠",
                },
            },
            "notify_config": {"notify_appid": "wx4fd12345678"},
            "store_scope": "NONE",
        },
    }

    replies = (
        (
            200,
            models.StockBundleEntity(
                stock_bundle_id="100232301",
                stock_list=[
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456790",
                        remark="满减券",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=10000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=1000),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=0,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                        state=models.StockState.SENDING,
                    ),
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456791",
                        remark="满减券",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=10000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=1500),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=1,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                        state=models.StockState.SENDING,
                    ),
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456792",
                        remark="满减券",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=10000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=2000),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=2,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                        state=models.StockState.SENDING,
                    ),
                ],
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
        (("out_request_no",), "333333"),
        (("out_request_no",), "3" * 40),
        (("stock_bundle", "remark"), "满满满满满满满满满满满满满满满满满满满满"),
        (("stock_bundle", "stock_send_rule", "max_count"), 100000000),
        (("stock_bundle", "stock_send_rule", "max_count_per_day"), 100000000),
        (("stock_bundle", "stock_send_rule", "max_count_per_user"), 100),
        (("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "available_days"), 365),
        (("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "wait_days_after_receive"), 30),
        (("stock_bundle", "usage_rule_display_info", "usage_description"), "工" * 1000),
        (("stock_bundle", "usage_rule_display_info", "coupon_available_store_info", "description"), "所" * 1000),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "entrance_wording"), "欢欢欢欢欢"),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "guidance_wording"), "获获获获获获"),
    )

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("out_request_no",), "33333"),
        (("out_request_no",), "3" * 41),
        (("out_request_no",), "34657_20250101_12345券"),
        (("out_request_no",), "34657_20250101_12345\n"),
        (("stock_bundle", "remark"), "满" * 21),
        (("stock_bundle", "stock_send_rule", "max_count"), 100000001),
        (("stock_bundle", "stock_send_rule", "max_count_per_day"), 100000001),
        (("stock_bundle", "stock_send_rule", "max_count_per_user"), 101),
        (("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "available_days"), 366),
        (("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "wait_days_after_receive"), 31),
        (("stock_bundle", "usage_rule_display_info", "mini_program_appid"), "wx123456789券"),
        (("stock_bundle", "usage_rule_display_info", "mini_program_appid"), "wx123456789\n"),
        (("stock_bundle", "usage_rule_display_info", "usage_description"), "工" * 1001),
        (("stock_bundle", "usage_rule_display_info", "coupon_available_store_info", "description"), "所" * 1001),
        (
            ("stock_bundle", "usage_rule_display_info", "coupon_available_store_info", "mini_program_appid"),
            "wx123456789券",
        ),
        (
            ("stock_bundle", "usage_rule_display_info", "coupon_available_store_info", "mini_program_appid"),
            "wx123456789\n",
        ),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "appid"), "wx123456789券"),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "appid"), "wx123456789\n"),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "entrance_wording"), "欢欢欢欢欢欢"),
        (("stock_bundle", "coupon_display_info", "entrance_mini_program", "guidance_wording"), "获获获获获获获"),
    )

    rules_kept = (
        (
            "stock_bundle.progressive_bundle_usage_rule.coupon_available_period: not with wait_days_after_receive",
            "",
            (
                (
                    (
                        "stock_bundle",
                        "progressive_bundle_usage_rule",
                        "coupon_available_period",
                        "wait_days_after_receive",
                    ),
                    ABSENT,
                ),
            ),
        ),
        (
            "stock_bundle.progressive_bundle_usage_rule.coupon_available_period.weekly_available_period: not with day_period_list",
            "",
            (
                (
                    (
                        "stock_bundle",
                        "progressive_bundle_usage_rule",
                        "coupon_available_period",
                        "weekly_available_period",
                        "day_period_list",
                    ),
                    ABSENT,
                ),
            ),
        ),
        (
            "stock_bundle.usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            "",
            ((("stock_bundle", "usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "stock_bundle.usage_rule_display_info: coupon_usage_method_list has APP",
            "",
            (
                (
                    ("stock_bundle", "usage_rule_display_info", "coupon_usage_method_list"),
                    ["OFFLINE", "MINI_PROGRAM", "APP"],
                ),
                (("stock_bundle", "usage_rule_display_info", "app_path"), "https://www.example.com/jump-to-app"),
            ),
        ),
        (
            "stock_bundle.usage_rule_display_info: not coupon_usage_method_list has APP",
            "",
            ((("stock_bundle", "usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "stock_bundle.usage_rule_display_info: not with mini_program_appid",
            "stock_bundle.usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            ((("stock_bundle", "usage_rule_display_info", "mini_program_appid"), ABSENT),),
        ),
    )

    rules_broken = (
        (
            "stock_bundle.progressive_bundle_usage_rule.coupon_available_period: with wait_days_after_receive, but without available_days",
            "",
            ((("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "available_days"), ABSENT),),
            ("stock_bundle", "progressive_bundle_usage_rule", "coupon_available_period", "available_days"),
        ),
        (
            "stock_bundle.progressive_bundle_usage_rule.coupon_available_period.weekly_available_period: with day_period_list, but without day_list",
            "",
            (
                (
                    (
                        "stock_bundle",
                        "progressive_bundle_usage_rule",
                        "coupon_available_period",
                        "weekly_available_period",
                        "day_list",
                    ),
                    ABSENT,
                ),
            ),
            (
                "stock_bundle",
                "progressive_bundle_usage_rule",
                "coupon_available_period",
                "weekly_available_period",
                "day_list",
            ),
        ),
        (
            "stock_bundle.usage_rule_display_info: coupon_usage_method_list has MINI_PROGRAM, but without mini_program_appid",
            "",
            ((("stock_bundle", "usage_rule_display_info", "mini_program_appid"), ABSENT),),
            ("stock_bundle", "usage_rule_display_info", "mini_program_appid"),
        ),
        (
            "stock_bundle.usage_rule_display_info: coupon_usage_method_list has APP, but without app_path",
            "stock_bundle.usage_rule_display_info: coupon_usage_method_list has APP",
            ((("stock_bundle", "usage_rule_display_info", "app_path"), ABSENT),),
            ("stock_bundle", "usage_rule_display_info", "app_path"),
        ),
    )


class TestUpdateStockBundle(OperationTests):
    """修改商品券批次组。"""

    request = models.UpdateStockBundleRequest(
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        out_request_no="34657_20250101_123456",
        remark="疯狂星期四项目专用",
        usage_rule_display_info=models.UsageRuleDisplayInfo(
            coupon_usage_method_list=[models.CouponUsageMethod.OFFLINE, models.CouponUsageMethod.MINI_PROGRAM],
            mini_program_appid="wx1234567890",
            mini_program_path="/pages/index/product",
            usage_description="工作日可用",
            coupon_available_store_info=models.CouponAvailableStoreInfo(
                description="所有门店可用，可使用小程序查看门店列表",
                mini_program_appid="wx1234567890",
                mini_program_path="/pages/index/store-list",
            ),
        ),
        coupon_display_info=models.CouponDisplayInfo(
            code_display_mode=models.CodeDisplayMode.QRCODE,
            background_color=models.BackgroundColor.COLOR020,
            entrance_mini_program=models.EntranceMiniProgram(
                appid="wx1234567890",
                path="/pages/index/product",
                entrance_wording="欢迎选购",
                guidance_wording="获取更多优惠",
            ),
        ),
        notify_config=models.NotifyConfig(notify_appid="wx4fd12345678"),
        store_scope=models.StoreScope.NONE,
    )

    required_only = models.UpdateStockBundleRequest(
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        out_request_no="34657_20250101_123456",
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stock-bundles/100232301"

    body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "remark": "疯狂星期四项目专用",
        "usage_rule_display_info": {
            "coupon_usage_method_list": ["OFFLINE", "MINI_PROGRAM"],
            "mini_program_appid": "wx1234567890",
            "mini_program_path": "/pages/index/product",
            "usage_description": "工作日可用",
            "coupon_available_store_info": {
                "description": "所有门店可用，可使用小程序查看门店列表",
                "mini_program_appid": "wx1234567890",
                "mini_program_path": "/pages/index/store-list",
            },
        },
        "coupon_display_info": {
            "code_display_mode": "QRCODE",
            "background_color": "Color020",
            "entrance_mini_program": {
                "appid": "wx1234567890",
                "path": "/pages/index/product",
                "entrance_wording": "欢迎选购",
                "guidance_wording": "获取更多优惠",
            },
        },
        "notify_config": {"notify_appid": "wx4fd12345678"},
        "store_scope": "NONE",
    }

    required_body: ClassVar = {"out_request_no": "34657_20250101_123456"}

    replies = (
        (
            200,
            models.StockBundleEntity(
                stock_bundle_id="100232301",
                stock_list=[
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456790",
                        remark="疯狂星期四项目专用",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=10000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=1000),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=0,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                        state=models.StockState.SENDING,
                    ),
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456791",
                        remark="疯狂星期四项目专用",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=10000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=1500),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=1,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                        state=models.StockState.SENDING,
                    ),
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456792",
                        remark="疯狂星期四项目专用",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=10000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=2000),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=2,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=0, today_count=0),
                        state=models.StockState.SENDING,
                    ),
                ],
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
        (("out_request_no",), "333333"),
        (("out_request_no",), "3" * 40),
        (("remark",), "疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯疯"),
        (("usage_rule_display_info", "usage_description"), "工" * 1000),
        (("usage_rule_display_info", "coupon_available_store_info", "description"), "所" * 1000),
        (("coupon_display_info", "entrance_mini_program", "entrance_wording"), "欢欢欢欢欢"),
        (("coupon_display_info", "entrance_mini_program", "guidance_wording"), "获获获获获获"),
    )

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_bundle_id",), "10023230券"),
        (("stock_bundle_id",), "10023230\n"),
        (("out_request_no",), "33333"),
        (("out_request_no",), "3" * 41),
        (("out_request_no",), "34657_20250101_12345券"),
        (("out_request_no",), "34657_20250101_12345\n"),
        (("remark",), "疯" * 21),
        (("usage_rule_display_info", "mini_program_appid"), "wx123456789券"),
        (("usage_rule_display_info", "mini_program_appid"), "wx123456789\n"),
        (("usage_rule_display_info", "usage_description"), "工" * 1001),
        (("usage_rule_display_info", "coupon_available_store_info", "description"), "所" * 1001),
        (("usage_rule_display_info", "coupon_available_store_info", "mini_program_appid"), "wx123456789券"),
        (("usage_rule_display_info", "coupon_available_store_info", "mini_program_appid"), "wx123456789\n"),
        (("coupon_display_info", "entrance_mini_program", "appid"), "wx123456789券"),
        (("coupon_display_info", "entrance_mini_program", "appid"), "wx123456789\n"),
        (("coupon_display_info", "entrance_mini_program", "entrance_wording"), "欢欢欢欢欢欢"),
        (("coupon_display_info", "entrance_mini_program", "guidance_wording"), "获获获获获获获"),
    )

    rules_kept = (
        (
            "usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            "",
            ((("usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "usage_rule_display_info: coupon_usage_method_list has APP",
            "",
            (
                (("usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE", "MINI_PROGRAM", "APP"]),
                (("usage_rule_display_info", "app_path"), "https://www.example.com/jump-to-app"),
            ),
        ),
        (
            "usage_rule_display_info: not coupon_usage_method_list has APP",
            "",
            ((("usage_rule_display_info", "coupon_usage_method_list"), ["OFFLINE"]),),
        ),
        (
            "usage_rule_display_info: not with mini_program_appid",
            "usage_rule_display_info: not coupon_usage_method_list has MINI_PROGRAM",
            ((("usage_rule_display_info", "mini_program_appid"), ABSENT),),
        ),
    )

    rules_broken = (
        (
            "usage_rule_display_info: coupon_usage_method_list has MINI_PROGRAM, but without mini_program_appid",
            "",
            ((("usage_rule_display_info", "mini_program_appid"), ABSENT),),
            ("usage_rule_display_info", "mini_program_appid"),
        ),
        (
            "usage_rule_display_info: coupon_usage_method_list has APP, but without app_path",
            "usage_rule_display_info: coupon_usage_method_list has APP",
            ((("usage_rule_display_info", "app_path"), ABSENT),),
            ("usage_rule_display_info", "app_path"),
        ),
    )


class TestUpdateStockBundleBudget(OperationTests):
    """修改商品券批次组发放预算。"""

    request = models.UpdateStockBundleBudgetRequest(
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        out_request_no="34657_20250101_123456",
        update_mode=models.UpdateBudgetMode.MAX_COUNT,
        current_max_count=10000000,
        target_max_count=20000000,
        current_max_count_per_day=10000,
        target_max_count_per_day=20000,
    )

    required_only = models.UpdateStockBundleBudgetRequest(product_coupon_id="200000001", stock_bundle_id="100232301")

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stock-bundles/100232301/update-budget"

    body: ClassVar = {
        "out_request_no": "34657_20250101_123456",
        "update_mode": "MAX_COUNT",
        "current_max_count": 10000000,
        "target_max_count": 20000000,
        "current_max_count_per_day": 10000,
        "target_max_count_per_day": 20000,
    }

    required_body: ClassVar = {}

    replies = (
        (
            200,
            models.StockBundleEntity(
                stock_bundle_id="100232301",
                stock_list=[
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456790",
                        remark="满减券",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=20000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=1000),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=0,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=100, today_count=10),
                        state=models.StockState.SENDING,
                    ),
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456791",
                        remark="满减券",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=20000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=1500),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=1,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=100, today_count=10),
                        state=models.StockState.SENDING,
                    ),
                    models.StockEntity(
                        product_coupon_id="200000001",
                        stock_id="123456792",
                        remark="满减券",
                        coupon_code_mode=models.CodeMode.WECHATPAY,
                        stock_send_rule=models.StockSendRule(
                            max_count=20000000,
                            max_count_per_day=10000,
                            max_count_per_user=1,
                        ),
                        progressive_bundle_usage_rule=models.StockUsageRule(
                            coupon_available_period=models.AvailablePeriod(
                                available_begin_time=moment("2025-08-01T00:00:00+08:00"),
                                available_end_time=moment("2025-12-31T23:59:59+08:00"),
                                available_days=30,
                                wait_days_after_receive=1,
                                weekly_available_period=models.FixedWeekPeriod(
                                    day_list=[
                                        models.Weekday.MONDAY,
                                        models.Weekday.TUESDAY,
                                        models.Weekday.WEDNESDAY,
                                        models.Weekday.THURSDAY,
                                        models.Weekday.FRIDAY,
                                    ],
                                    day_period_list=[models.PeriodOfTheDay(begin_time=28800, end_time=79200)],
                                ),
                            ),
                            normal_coupon=models.NormalRule(threshold=10000, discount_amount=2000),
                        ),
                        stock_bundle_info=models.StockBundleInfo(
                            stock_bundle_id="100232301",
                            stock_bundle_index=2,
                        ),
                        usage_rule_display_info=models.UsageRuleDisplayInfo(
                            coupon_usage_method_list=[
                                models.CouponUsageMethod.OFFLINE,
                                models.CouponUsageMethod.MINI_PROGRAM,
                            ],
                            mini_program_appid="wx1234567890",
                            mini_program_path="/pages/index/product",
                            usage_description="工作日可用",
                            coupon_available_store_info=models.CouponAvailableStoreInfo(
                                description="所有门店可用，可使用小程序查看门店列表",
                                mini_program_appid="wx1234567890",
                                mini_program_path="/pages/index/store-list",
                            ),
                        ),
                        coupon_display_info=models.StockCouponDisplayInfo(
                            code_display_mode=models.CodeDisplayMode.QRCODE,
                            background_color=models.BackgroundColor.COLOR020,
                            entrance_mini_program=models.EntranceMiniProgram(
                                appid="wx1234567890",
                                path="/pages/index/product",
                                entrance_wording="欢迎选购",
                                guidance_wording="获取更多优惠",
                            ),
                        ),
                        notify_config=models.StockNotifyConfig(notify_appid="wx4fd12345678"),
                        store_scope=models.StoreScope.NONE,
                        sent_count_info=models.SentCountInfo(total_count=100, today_count=10),
                        state=models.StockState.SENDING,
                    ),
                ],
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
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_bundle_id",), "10023230券"),
        (("stock_bundle_id",), "10023230\n"),
    )


class TestAssociateStoresForStockBundle(OperationTests):
    """批次组批量关联门店。"""

    request = models.AssociateStoresForStockBundleRequest(
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        store_list=[models.AssociatedStore(store_id="100000001"), models.AssociatedStore(store_id="100000002")],
    )

    required_only = models.AssociateStoresForStockBundleRequest(
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        store_list=[models.AssociatedStore(store_id="100000001"), models.AssociatedStore(store_id="100000002")],
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stock-bundles/100232301/associate-stores"

    body: ClassVar = {"store_list": [{"store_id": "100000001"}, {"store_id": "100000002"}]}

    required_body: ClassVar = {"store_list": [{"store_id": "100000001"}, {"store_id": "100000002"}]}

    replies = (
        (
            200,
            models.AssociatedStoresResult(
                total_count=2,
                success_store_list=[models.AssociatedStore(store_id="100000001")],
                failed_store_list=[
                    models.FailedStore(
                        store_id="100000002",
                        code="INVALID_REQUEST",
                        message="门店不存在",
                    ),
                ],
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

    allowed = ((("store_list",), [{"store_id": "100000001"}] * 200),)

    refused = (
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_bundle_id",), "10023230券"),
        (("stock_bundle_id",), "10023230\n"),
        (("store_list",), [{"store_id": "100000001"}] * 201),
        (("store_list", "0", "store_id"), "10000000券"),
        (("store_list", "0", "store_id"), "10000000\n"),
    )


class TestDisassociateStoresForStockBundle(OperationTests):
    """批次组批量取消关联门店。"""

    request = models.DisassociateStoresForStockBundleRequest(
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        store_list=[models.AssociatedStore(store_id="100000001"), models.AssociatedStore(store_id="100000002")],
    )

    required_only = models.DisassociateStoresForStockBundleRequest(
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
    )

    target = "/brand/marketing/product-coupon/product-coupons/200000001/stock-bundles/100232301/disassociate-stores"

    body: ClassVar = {"store_list": [{"store_id": "100000001"}, {"store_id": "100000002"}]}

    required_body: ClassVar = {}

    replies = (
        (
            200,
            models.AssociatedStoresResult(
                total_count=2,
                success_store_list=[models.AssociatedStore(store_id="100000001")],
                failed_store_list=[
                    models.FailedStore(
                        store_id="100000002",
                        code="INVALID_REQUEST",
                        message="门店不存在",
                    ),
                ],
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
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_bundle_id",), "10023230券"),
        (("stock_bundle_id",), "10023230\n"),
        (("store_list", "0", "store_id"), "10000000券"),
        (("store_list", "0", "store_id"), "10000000\n"),
    )


class TestPreSendUserProductCouponBundle(OperationTests):
    """向用户预发放商品券批次组。"""

    request = models.PreSendUserProductCouponBundleRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        appid="wx233544546545989",
        send_request_no="34657_20250101_123456",
        attach="example_attach",
    )

    required_only = models.PreSendUserProductCouponBundleRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        appid="wx233544546545989",
        send_request_no="34657_20250101_123456",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/pre-send-coupon-bundle"

    body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_bundle_id": "100232301",
        "appid": "wx233544546545989",
        "send_request_no": "34657_20250101_123456",
        "attach": "example_attach",
    }

    required_body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_bundle_id": "100232301",
        "appid": "wx233544546545989",
        "send_request_no": "34657_20250101_123456",
    }

    replies = (
        (
            200,
            models.PreSendUserProductCouponBundleResponse(
                token="ABBpZjCfAAABAAAAAACmTrRvExc7XKea-gTVaBAAAADSn9xnWYv5l5lkN-GZBOXXZ30Cgo-RH7BfsyWbOKgfHH0JZ9R1PgIvZOif8lg8fwPDX8D1j4TcQs0v82F5F5edPhFwgN3sn2aGo2qJGWEWYBPW4MKtKoUC8CJ8ABsk8yH3k5ULDuFRijf9GIYBL3Cn785Hab28FtyRVfsiFFZMfzuXFy_S1x4wQfDQhxgOgM4V4ITiXtd_xvmsFY7zKUFI_RtayZlqkIEd",
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
        (("send_request_no",), "333333"),
        (("send_request_no",), "3" * 40),
        (("attach",), "e" * 150),
    )

    refused = (
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_bundle_id",), "10023230券"),
        (("stock_bundle_id",), "10023230\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
        (("send_request_no",), "33333"),
        (("send_request_no",), "3" * 41),
        (("send_request_no",), "34657_20250101_12345券"),
        (("send_request_no",), "34657_20250101_12345\n"),
        (("attach",), "e" * 151),
    )


class TestPreSendUserProductCoupon(OperationTests):
    """向用户预发放商品券。"""

    request = models.PreSendUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        product_coupon_id="200000001",
        stock_id="100232301",
        coupon_code="Code_123456",
        appid="wx233544546545989",
        send_request_no="34657_20250101_123456",
        attach="example_attach",
    )

    required_only = models.PreSendUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
        send_request_no="34657_20250101_123456",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/pre-send-coupon"

    body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "coupon_code": "Code_123456",
        "appid": "wx233544546545989",
        "send_request_no": "34657_20250101_123456",
        "attach": "example_attach",
    }

    required_body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "appid": "wx233544546545989",
        "send_request_no": "34657_20250101_123456",
    }

    replies = (
        (
            200,
            models.PreSendUserProductCouponResponse(
                token="ABBpZjCfAAABAAAAAACmTrRvExc7XKea-gTVaBAAAADSn9xnWYv5l5lkN-GZBOXXZ30Cgo",
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

    allowed = ((("coupon_code",), "C" * 40),)

    refused = (
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "10023230券"),
        (("stock_id",), "10023230\n"),
        (("coupon_code",), "C" * 41),
        (("coupon_code",), "Code_12345券"),
        (("coupon_code",), "Code_12345\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
    )


class TestListUserProductCoupons(OperationTests):
    """查询用户商品券列表。"""

    request = models.ListUserProductCouponsRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
        coupon_state=models.UserCouponState.EFFECTIVE,
        user_coupon_bundle_id="123446565767",
        page_size=20,
        page_token="MTIzMjUK",
    )

    required_only = models.ListUserProductCouponsRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        appid="wx233544546545989",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/coupons?product_coupon_id=200000001&stock_id=100232301&appid=wx233544546545989&coupon_state=EFFECTIVE&user_coupon_bundle_id=123446565767&page_size=20&page_token=MTIzMjUK"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.ListUserProductCouponsResponse(
                total_count=1,
                user_coupon_list=[
                    models.UserProductCouponEntity(
                        coupon_code="Code_123456",
                        coupon_state=models.UserCouponState.EFFECTIVE,
                        valid_begin_time=moment("2025-08-01T00:00:00+08:00"),
                        valid_end_time=moment("2025-08-31T23:59:59+08:00"),
                        receive_time=moment("2025-08-01T10:00:00+08:00"),
                        send_request_no="34657_20250101_123456",
                        send_channel=models.SendChannel.API,
                        confirm_request_no="confirm_34657_20250101_123456",
                        confirm_time=moment("2025-08-01T10:00:01+08:00"),
                        attach="example_attach",
                    ),
                ],
                next_page_token="MTIzMjUK",
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

    allowed = ((("page_size",), 50),)

    refused = (
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "10023230券"),
        (("stock_id",), "10023230\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
        (("user_coupon_bundle_id",), "12344656576券"),
        (("user_coupon_bundle_id",), "12344656576\n"),
        (("page_size",), 51),
    )

    iterator = "product_coupon.iter_user_product_coupons"


class TestSendUserProductCoupon(OperationTests):
    """向用户发放商品券。"""

    request = models.SendUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        product_coupon_id="200000001",
        stock_id="100232301",
        coupon_code="Code_123456",
        appid="wx233544546545989",
        send_request_no="34657_20250101_123456",
        attach="example_attach",
        coupon_tag_info=models.CouponTagInfo(
            coupon_tag_list=[models.CouponTag.MEMBER],
            member_tag_info=models.MemberTagInfo(member_card_id="card_123456"),
        ),
    )

    required_only = models.SendUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        product_coupon_id="200000001",
        stock_id="100232301",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/coupons"

    body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "coupon_code": "Code_123456",
        "appid": "wx233544546545989",
        "send_request_no": "34657_20250101_123456",
        "attach": "example_attach",
        "coupon_tag_info": {"coupon_tag_list": ["MEMBER"], "member_tag_info": {"member_card_id": "card_123456"}},
    }

    required_body: ClassVar = {"product_coupon_id": "200000001", "stock_id": "100232301"}

    replies = (
        (
            200,
            models.UserProductCouponEntity(
                coupon_code="Code_123456",
                coupon_state=models.UserCouponState.CONFIRMING,
                valid_begin_time=moment("2025-08-01T00:00:00+08:00"),
                valid_end_time=moment("2025-08-31T23:59:59+08:00"),
                receive_time=moment("2025-08-01T10:00:00+08:00"),
                send_request_no="34657_20250101_123456",
                send_channel=models.SendChannel.API,
                attach="example_attach",
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
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "10023230券"),
        (("stock_id",), "10023230\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
        (("coupon_tag_info", "member_tag_info", "member_card_id"), "card_12345券"),
        (("coupon_tag_info", "member_tag_info", "member_card_id"), "card_12345\n"),
    )


class TestSendUserProductCouponBundle(OperationTests):
    """向用户发放商品券批次组。"""

    request = models.SendUserProductCouponBundleRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        appid="wx233544546545989",
        send_request_no="34657_20250101_123456",
        attach="example_attach",
        coupon_tag_info=models.CouponTagInfo(
            coupon_tag_list=[models.CouponTag.MEMBER],
            member_tag_info=models.MemberTagInfo(member_card_id="card_123456"),
        ),
    )

    required_only = models.SendUserProductCouponBundleRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        appid="wx233544546545989",
        send_request_no="34657_20250101_123456",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/coupon-bundles"

    body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_bundle_id": "100232301",
        "appid": "wx233544546545989",
        "send_request_no": "34657_20250101_123456",
        "attach": "example_attach",
        "coupon_tag_info": {"coupon_tag_list": ["MEMBER"], "member_tag_info": {"member_card_id": "card_123456"}},
    }

    required_body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_bundle_id": "100232301",
        "appid": "wx233544546545989",
        "send_request_no": "34657_20250101_123456",
    }

    replies = (
        (
            200,
            models.SendUserProductCouponBundleResponse(
                user_coupon_bundle_id="123446565767",
                user_product_coupon_list=[
                    models.UserProductCouponEntity(
                        coupon_code="Code_123456",
                        coupon_state=models.UserCouponState.CONFIRMING,
                        valid_begin_time=moment("2025-08-01T00:00:00+08:00"),
                        valid_end_time=moment("2025-08-31T23:59:59+08:00"),
                        receive_time=moment("2025-08-01T10:00:00+08:00"),
                        send_request_no="34657_20250101_123456",
                        send_channel=models.SendChannel.API,
                    ),
                ],
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
        (("send_request_no",), "333333"),
        (("send_request_no",), "3" * 128),
        (("attach",), "e" * 150),
    )

    refused = (
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_bundle_id",), "10023230券"),
        (("stock_bundle_id",), "10023230\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
        (("send_request_no",), "33333"),
        (("send_request_no",), "3" * 129),
        (("send_request_no",), "34657_20250101_12345券"),
        (("send_request_no",), "34657_20250101_12345\n"),
        (("attach",), "e" * 151),
        (("coupon_tag_info", "member_tag_info", "member_card_id"), "card_12345券"),
        (("coupon_tag_info", "member_tag_info", "member_card_id"), "card_12345\n"),
    )


class TestDeactivateUserProductCouponBundle(OperationTests):
    """失效用户商品券组。"""

    request = models.DeactivateUserProductCouponBundleRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        user_coupon_bundle_id="123446565767",
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        appid="wx233544546545989",
        out_request_no="de_34657_20250101_123456",
        deactivate_reason="商品已下线",
    )

    required_only = models.DeactivateUserProductCouponBundleRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        user_coupon_bundle_id="123446565767",
        product_coupon_id="200000001",
        stock_bundle_id="100232301",
        appid="wx233544546545989",
        out_request_no="de_34657_20250101_123456",
        deactivate_reason="商品已下线",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/coupon-bundles/123446565767/deactivate"

    body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_bundle_id": "100232301",
        "appid": "wx233544546545989",
        "out_request_no": "de_34657_20250101_123456",
        "deactivate_reason": "商品已下线",
    }

    required_body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_bundle_id": "100232301",
        "appid": "wx233544546545989",
        "out_request_no": "de_34657_20250101_123456",
        "deactivate_reason": "商品已下线",
    }

    replies = (
        (
            200,
            models.DeactivateUserProductCouponBundleResponse(
                user_coupon_bundle_id="123446565767",
                user_product_coupon_list=[
                    models.UserProductCouponEntity(
                        coupon_code="Code_123456",
                        coupon_state=models.UserCouponState.DEACTIVATED,
                        valid_begin_time=moment("2025-08-01T00:00:00+08:00"),
                        valid_end_time=moment("2025-08-31T23:59:59+08:00"),
                        receive_time=moment("2025-08-01T10:00:00+08:00"),
                        send_request_no="34657_20250101_123456",
                        send_channel=models.SendChannel.API,
                        deactivate_request_no="de_34657_20250101_123456",
                        deactivate_time=moment("2025-08-20T10:00:00+08:00"),
                        deactivate_reason="商品已下线",
                    ),
                ],
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
        (("user_coupon_bundle_id",), "1" * 40),
        (("out_request_no",), "dddddd"),
        (("out_request_no",), "d" * 40),
        (("deactivate_reason",), "商" * 150),
    )

    refused = (
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("user_coupon_bundle_id",), "1" * 41),
        (("user_coupon_bundle_id",), "12344656576券"),
        (("user_coupon_bundle_id",), "12344656576\n"),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_bundle_id",), "10023230券"),
        (("stock_bundle_id",), "10023230\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
        (("out_request_no",), "ddddd"),
        (("out_request_no",), "d" * 41),
        (("out_request_no",), "de_34657_20250101_12345券"),
        (("out_request_no",), "de_34657_20250101_12345\n"),
        (("deactivate_reason",), "商" * 151),
    )


class TestGetUserProductCoupon(OperationTests):
    """查询用户商品券详情。"""

    request = models.GetUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
    )

    required_only = models.GetUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/coupons/Code_123456?product_coupon_id=200000001&stock_id=100232301&appid=wx233544546545989"

    body: ClassVar = None

    required_body: ClassVar = None

    replies = (
        (
            200,
            models.UserProductCouponEntity(
                coupon_code="Code_123456",
                coupon_state=models.UserCouponState.EFFECTIVE,
                valid_begin_time=moment("2025-08-01T00:00:00+08:00"),
                valid_end_time=moment("2025-08-31T23:59:59+08:00"),
                receive_time=moment("2025-08-01T10:00:00+08:00"),
                send_request_no="34657_20250101_123456",
                send_channel=models.SendChannel.API,
                confirm_request_no="confirm_34657_20250101_123456",
                confirm_time=moment("2025-08-01T10:00:01+08:00"),
                attach="example_attach",
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

    allowed = ((("coupon_code",), "C" * 40),)

    refused = (
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("coupon_code",), "C" * 41),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "10023230券"),
        (("stock_id",), "10023230\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
    )


class TestConfirmSendUserProductCoupon(OperationTests):
    """确认发放用户商品券。"""

    request = models.ConfirmSendUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
        out_request_no="confirm_34657_20250101_123456",
    )

    required_only = models.ConfirmSendUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
        out_request_no="confirm_34657_20250101_123456",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/coupons/Code_123456/confirm"

    body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "appid": "wx233544546545989",
        "out_request_no": "confirm_34657_20250101_123456",
    }

    required_body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "appid": "wx233544546545989",
        "out_request_no": "confirm_34657_20250101_123456",
    }

    replies = (
        (
            200,
            models.UserProductCouponEntity(
                coupon_code="Code_123456",
                coupon_state=models.UserCouponState.EFFECTIVE,
                valid_begin_time=moment("2025-08-01T00:00:00+08:00"),
                valid_end_time=moment("2025-08-31T23:59:59+08:00"),
                receive_time=moment("2025-08-01T10:00:00+08:00"),
                send_request_no="34657_20250101_123456",
                send_channel=models.SendChannel.API,
                confirm_request_no="confirm_34657_20250101_123456",
                confirm_time=moment("2025-08-01T10:00:01+08:00"),
                attach="example_attach",
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
        (("coupon_code",), "C" * 40),
        (("out_request_no",), "cccccc"),
        (("out_request_no",), "c" * 40),
    )

    refused = (
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("coupon_code",), "C" * 41),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "10023230券"),
        (("stock_id",), "10023230\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
        (("out_request_no",), "ccccc"),
        (("out_request_no",), "c" * 41),
        (("out_request_no",), "confirm_34657_20250101_12345券"),
        (("out_request_no",), "confirm_34657_20250101_12345\n"),
    )


class TestUseUserProductCoupon(OperationTests):
    """核销用户商品券。"""

    request = models.UseUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
        use_time=moment("2025-08-02T12:00:00+08:00"),
        associated_order_info=models.OrderRef(
            transaction_id="4200000000123456789123456789",
            out_trade_no="trade_no_20250724123456",
            mchid="1234567890",
        ),
        out_request_no="use_34657_20250101_123456",
        store_id="1234567890",
    )

    required_only = models.UseUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
        use_time=moment("2025-08-02T12:00:00+08:00"),
        associated_order_info=models.OrderRef(
            transaction_id="4200000000123456789123456789",
            out_trade_no="trade_no_20250724123456",
            mchid="1234567890",
        ),
        out_request_no="use_34657_20250101_123456",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/coupons/Code_123456/use"

    body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "appid": "wx233544546545989",
        "use_time": "2025-08-02T12:00:00+08:00",
        "associated_order_info": {
            "transaction_id": "4200000000123456789123456789",
            "out_trade_no": "trade_no_20250724123456",
            "mchid": "1234567890",
        },
        "out_request_no": "use_34657_20250101_123456",
        "store_id": "1234567890",
    }

    required_body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "appid": "wx233544546545989",
        "use_time": "2025-08-02T12:00:00+08:00",
        "associated_order_info": {
            "transaction_id": "4200000000123456789123456789",
            "out_trade_no": "trade_no_20250724123456",
            "mchid": "1234567890",
        },
        "out_request_no": "use_34657_20250101_123456",
    }

    replies = (
        (
            200,
            models.UserProductCouponEntity(
                coupon_code="Code_123456",
                coupon_state=models.UserCouponState.USED,
                valid_begin_time=moment("2025-08-01T00:00:00+08:00"),
                valid_end_time=moment("2025-08-31T23:59:59+08:00"),
                receive_time=moment("2025-08-01T10:00:00+08:00"),
                send_request_no="34657_20250101_123456",
                send_channel=models.SendChannel.API,
                confirm_request_no="confirm_34657_20250101_123456",
                confirm_time=moment("2025-08-01T10:00:01+08:00"),
                single_usage_detail=models.UsageDetail(
                    use_request_no="use_34657_20250101_123456",
                    use_time=moment("2025-08-02T12:00:00+08:00"),
                    associated_order_info=models.OrderRef(
                        transaction_id="4200000000123456789123456789",
                        out_trade_no="trade_no_20250724123456",
                        mchid="1234567890",
                    ),
                ),
                attach="example_attach",
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
        (("coupon_code",), "C" * 40),
        (("out_request_no",), "uuuuuu"),
        (("out_request_no",), "u" * 40),
    )

    refused = (
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("coupon_code",), "C" * 41),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "10023230券"),
        (("stock_id",), "10023230\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
        (("out_request_no",), "uuuuu"),
        (("out_request_no",), "u" * 41),
        (("out_request_no",), "use_34657_20250101_12345券"),
        (("out_request_no",), "use_34657_20250101_12345\n"),
        (("store_id",), "123456789券"),
        (("store_id",), "123456789\n"),
    )

    rules_broken = (
        (
            "none of associated_order_info, associated_pay_score_order_info",
            "",
            ((("associated_order_info",), ABSENT),),
            ("associated_order_info",),
        ),
        (
            "several of associated_order_info, associated_pay_score_order_info",
            "",
            (
                (
                    ("associated_pay_score_order_info",),
                    {
                        "order_id": "15646546545165651651",
                        "out_order_no": "1234323JKHDFE1243252",
                        "mchid": "1234567890",
                        "sub_mchid": "1234567891",
                    },
                ),
            ),
            ("associated_order_info",),
        ),
    )


class TestReturnUserProductCoupon(OperationTests):
    """退券。"""

    request = models.ReturnUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
        out_request_no="return_34657_20250101_123456",
    )

    required_only = models.ReturnUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
        out_request_no="return_34657_20250101_123456",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/coupons/Code_123456/return"

    body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "appid": "wx233544546545989",
        "out_request_no": "return_34657_20250101_123456",
    }

    required_body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "appid": "wx233544546545989",
        "out_request_no": "return_34657_20250101_123456",
    }

    replies = (
        (
            200,
            models.UserProductCouponEntity(
                coupon_code="Code_123456",
                coupon_state=models.UserCouponState.EFFECTIVE,
                valid_begin_time=moment("2025-08-01T00:00:00+08:00"),
                valid_end_time=moment("2025-08-31T23:59:59+08:00"),
                receive_time=moment("2025-08-01T10:00:00+08:00"),
                send_request_no="34657_20250101_123456",
                send_channel=models.SendChannel.API,
                confirm_request_no="confirm_34657_20250101_123456",
                confirm_time=moment("2025-08-01T10:00:01+08:00"),
                single_usage_detail=models.UsageDetail(
                    use_request_no="use_34657_20250101_123456",
                    use_time=moment("2025-08-02T12:00:00+08:00"),
                    return_request_no="return_34657_20250101_123456",
                    return_time=moment("2025-08-03T12:00:00+08:00"),
                    associated_order_info=models.OrderRef(
                        transaction_id="4200000000123456789123456789",
                        out_trade_no="trade_no_20250724123456",
                        mchid="1234567890",
                    ),
                ),
                attach="example_attach",
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
        (("coupon_code",), "C" * 40),
        (("out_request_no",), "rrrrrr"),
        (("out_request_no",), "r" * 40),
    )

    refused = (
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("coupon_code",), "C" * 41),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "10023230券"),
        (("stock_id",), "10023230\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
        (("out_request_no",), "rrrrr"),
        (("out_request_no",), "r" * 41),
        (("out_request_no",), "return_34657_20250101_12345券"),
        (("out_request_no",), "return_34657_20250101_12345\n"),
    )


class TestDeactivateUserProductCoupon(OperationTests):
    """失效用户商品券。"""

    request = models.DeactivateUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
        out_request_no="de_34657_20250101_123456",
        deactivate_reason="商品已下线",
    )

    required_only = models.DeactivateUserProductCouponRequest(
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        appid="wx233544546545989",
        out_request_no="de_34657_20250101_123456",
        deactivate_reason="商品已下线",
    )

    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/coupons/Code_123456/deactivate"

    body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "appid": "wx233544546545989",
        "out_request_no": "de_34657_20250101_123456",
        "deactivate_reason": "商品已下线",
    }

    required_body: ClassVar = {
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "appid": "wx233544546545989",
        "out_request_no": "de_34657_20250101_123456",
        "deactivate_reason": "商品已下线",
    }

    replies = (
        (
            200,
            models.UserProductCouponEntity(
                coupon_code="Code_123456",
                coupon_state=models.UserCouponState.DEACTIVATED,
                valid_begin_time=moment("2025-08-01T00:00:00+08:00"),
                valid_end_time=moment("2025-08-31T23:59:59+08:00"),
                receive_time=moment("2025-08-01T10:00:00+08:00"),
                send_request_no="34657_20250101_123456",
                send_channel=models.SendChannel.API,
                confirm_request_no="confirm_34657_20250101_123456",
                confirm_time=moment("2025-08-01T10:00:01+08:00"),
                deactivate_request_no="de_34657_20250101_123456",
                deactivate_time=moment("2025-08-20T10:00:00+08:00"),
                deactivate_reason="商品已下线",
                attach="example_attach",
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
        (("coupon_code",), "C" * 40),
        (("out_request_no",), "dddddd"),
        (("out_request_no",), "d" * 40),
        (("deactivate_reason",), "商" * 150),
    )

    refused = (
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp券"),
        (("openid",), "oh-394z-6CGkNoJrsDLTTUKiAnp\n"),
        (("coupon_code",), "C" * 41),
        (("product_coupon_id",), "20000000券"),
        (("product_coupon_id",), "20000000\n"),
        (("stock_id",), "10023230券"),
        (("stock_id",), "10023230\n"),
        (("appid",), "wx23354454654598券"),
        (("appid",), "wx23354454654598\n"),
        (("out_request_no",), "ddddd"),
        (("out_request_no",), "d" * 41),
        (("out_request_no",), "de_34657_20250101_12345券"),
        (("out_request_no",), "de_34657_20250101_12345\n"),
        (("deactivate_reason",), "商" * 151),
    )


class TestProductCouponSendNotification(NotificationTests):
    """领券事件通知。"""

    kind = models.ProductCouponSendNotification

    resource: ClassVar = {
        "coupon_code": "Code_123456",
        "product_coupon_id": "200000001",
        "stock_id": "100232301",
        "openid": "oh-394z-6CGkNoJrsDLTTUKiAnp4",
        "unionid": "o6_bmasdasdsad6_2sgVt7hMZOPfL",
        "receive_time": "2025-08-01T10:00:00+08:00",
        "send_request_no": "34657_20250101_123456",
        "send_channel": "API",
        "valid_begin_time": "2025-08-01T00:00:00+08:00",
        "valid_end_time": "2025-08-31T23:59:59+08:00",
    }

    expected: ClassVar = models.ProductCouponSendResource(
        coupon_code="Code_123456",
        product_coupon_id="200000001",
        stock_id="100232301",
        openid="oh-394z-6CGkNoJrsDLTTUKiAnp4",
        unionid="o6_bmasdasdsad6_2sgVt7hMZOPfL",
        receive_time=moment("2025-08-01T10:00:00+08:00"),
        send_request_no="34657_20250101_123456",
        send_channel=models.SendChannel.API,
        valid_begin_time=moment("2025-08-01T00:00:00+08:00"),
        valid_end_time=moment("2025-08-31T23:59:59+08:00"),
    )


class TestProductCouponUseNotification(NotificationTests):
    """核销事件通知。"""

    kind = models.ProductCouponUseNotification

    resource: ClassVar = {"coupon_code": "Code_123456"}

    expected: ClassVar = models.ProductCouponUseResource(coupon_code="Code_123456")


class TestProductCouponReturnNotification(NotificationTests):
    """退券事件通知。"""

    kind = models.ProductCouponReturnNotification

    resource: ClassVar = {"coupon_code": "Code_123456"}

    expected: ClassVar = models.ProductCouponReturnResource(coupon_code="Code_123456")

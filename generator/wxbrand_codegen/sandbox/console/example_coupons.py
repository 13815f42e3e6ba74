"""Coupons to play with: the bodies of the calls that create them."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

APPID = "wx233544546545989"
NOTIFY_URL = "https://www.example.com/notify"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def new_openid() -> str:
    """Return the openid of a user that does not exist."""
    return "o" + "".join(secrets.choice(_LETTERS) for _ in range(27))


def product_coupon(now: datetime, *, is_bundle: bool) -> dict[str, Any]:
    """Return the body of CreateProductCoupon: 10 yuan off 100, once, or three times with more off each time."""
    body: dict[str, Any] = {
        "out_request_no": f"create_{secrets.token_hex(8)}",
        "scope": "ALL",
        "type": "NORMAL",
        "display_info": {
            "name": "满100减10起" if is_bundle else "满100减10",
            "image_url": "https://wxpaylogo.qpic.cn/wxpaylogo/example/coupon",
            "background_url": "https://wxpaylogo.qpic.cn/wxpaylogo/example/background",
        },
    }
    period = {
        "available_begin_time": (now - timedelta(days=1)).isoformat(),
        "available_end_time": (now + timedelta(days=30)).isoformat(),
        "available_days": 7,
    }
    if not is_bundle:
        usage: dict[str, Any] = {"normal_coupon": _rule(1_000)}
        stock = _stock() | {"single_usage_rule": {"coupon_available_period": period}}
        return body | {"usage_mode": "SINGLE", "single_usage_info": usage, "stock": stock}
    rule = {"coupon_available_period": period, "normal_coupon_list": [_rule(off) for off in (1_000, 1_500, 2_000)]}
    bundle = _stock() | {"progressive_bundle_usage_rule": rule}
    uses = {"count": 3, "interval_days": 1}
    return body | {"usage_mode": "PROGRESSIVE_BUNDLE", "progressive_bundle_usage_info": uses, "stock_bundle": bundle}


def _rule(off: int) -> dict[str, Any]:
    return {"threshold": 10_000, "discount_amount": off}


def _stock() -> dict[str, Any]:
    return {
        "coupon_code_mode": "WECHATPAY",
        "stock_send_rule": {"max_count": 100, "max_count_per_day": 10, "max_count_per_user": 5},
        "usage_rule_display_info": {
            "coupon_usage_method_list": ["MINI_PROGRAM"],
            "mini_program_appid": "wx1234567890",
            "mini_program_path": "/pages/index/product",
            "usage_description": "结账时出示",
        },
        "coupon_display_info": {"code_display_mode": "QRCODE"},
        "notify_config": {"notify_appid": APPID},
        "store_scope": "NONE",
    }

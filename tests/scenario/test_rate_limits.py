"""`limits_rates`: requests beyond the rates of the spec are answered with 429, with the generated client over a socket."""

from __future__ import annotations

import json

import pytest
from wxbrand import BrandClient
from wxbrand_codegen.sandbox import Sandbox, running
from wxbrand_runtime import ApiError
from wxbrand_runtime.testing import new_pair


def test_one_request_too_many(document: str) -> None:
    now = 1_760_000_000.0
    wechat_pay, credentials = new_pair(clock=lambda: now)
    sandbox = Sandbox(json.loads(document), wechat_pay)
    sandbox.limits_rates = True
    with running(sandbox) as url, BrandClient(credentials, base_url=url, retries=0, clock=lambda: now) as client:
        for _ in range(20):
            client.product_coupon.get_notify_config()
        with pytest.raises(ApiError) as caught:
            client.product_coupon.get_notify_config()
        client.product_coupon.get_product_coupon(product_coupon_id="1")  # each operation has its own rate
        client.delivery_plan.set_delivery_plan_notify_url(notify_url="https://www.example.com/notify")
        with pytest.raises(ApiError, match="at most 1 request a second, for SetDeliveryPlanNotifyUrl"):
            client.delivery_plan.set_delivery_plan_notify_url(notify_url="https://www.example.com/notify")

        now += 1
        client.product_coupon.get_notify_config()

    error = caught.value
    assert (error.status, error.code, error.retryable, error.signed) == (429, "FREQUENCY_LIMITED", True, True)
    assert (error.request_id or "").endswith("-270924289")

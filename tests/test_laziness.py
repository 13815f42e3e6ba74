"""Only the area that is used is imported."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from wxbrand import BrandClient, models
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.notifications import parse
from wxbrand_runtime.testing import new_pair

def loaded():
    return sorted(name for name in sys.modules if name.startswith(("wxbrand.models.", "wxbrand.areas.")))

assert loaded() == [], loaded()
wechat_pay, credentials = new_pair()
with BrandClient(credentials) as client:
    try:
        client.product_coupon.pre_send_user_product_coupon_bundle(
            openid="o", product_coupon_id="1", stock_bundle_id="2", appid="w", send_request_no="x"
        )
    except InvalidRequest as problem:
        assert "send_request_no" in str(problem)
assert loaded() == ["wxbrand.areas.product_coupon", "wxbrand.models.product_coupon"], loaded()
headers, body = wechat_pay.encrypt_notification("DELIVERY_PLAN.CHANGE", {"plan_id": "1"}, credentials.api_key)
assert type(parse(headers, body, credentials)).__name__ == "DeliveryPlanChangeNotification"
assert "wxbrand.models.card_member" not in loaded() and "wxbrand.areas.delivery_plan" not in loaded(), loaded()
for_errors_only = ("wxbrand_runtime.client.refusals.phrasing", "wxbrand_runtime.notifications.alterations")
assert not [name for name in for_errors_only if name in sys.modules]
assert models.CreateStoreRequest.__module__ == "wxbrand.models.store"
"""


def test_a_call_and_a_notification_import_no_models_of_other_areas() -> None:
    result = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60)

    assert result.returncode == 0, result.stderr

"""Example requests."""

from __future__ import annotations

from typing import Any

from wxbrand import models

PRE_SEND = models.PreSendUserProductCouponBundleRequest

OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"


def pre_send(**changes: Any) -> models.PreSendUserProductCouponBundleRequest:
    """A request with a number, so that its repeat is safe."""
    values = {
        "openid": OPENID,
        "product_coupon_id": "200000001",
        "stock_bundle_id": "100232301",
        "appid": "wx233544546545989",
        "send_request_no": "34657_20250101_123456",
    }
    return PRE_SEND(**{**values, **changes})


def upload(**changes: Any) -> models.UploadCardImageRequest:
    """A write without a number, whose repeat is not safe."""
    return models.UploadCardImageRequest(**{"file": b"a picture", "filename": "logo.png", **changes})

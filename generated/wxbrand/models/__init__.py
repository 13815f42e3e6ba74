# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""Every model by name. A module of models is imported when one of its names is first used."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .product_coupon import (
        PreSendUserProductCouponBundleRequest,
        PreSendUserProductCouponBundleResponse,
    )
else:
    from wxbrand_runtime.lazy import lazily

    __getattr__, __dir__ = lazily(
        __name__,
        {
            "PreSendUserProductCouponBundleRequest": "product_coupon",
            "PreSendUserProductCouponBundleResponse": "product_coupon",
        },
    )

__all__ = [
    "PreSendUserProductCouponBundleRequest",
    "PreSendUserProductCouponBundleResponse",
]

"""The product behind the API: coupons, stocks, users' coupons, stores, and the notifications of what becomes of them.

What it does not imitate stands in the README: audits, rates, money, whether an AppID or a store exists, and the schedule of
repeated notifications, which is not documented for brands. Periods begin and end when a coupon is next asked for.
"""

from wxbrand_codegen.sandbox.product.operations import Product

__all__ = ["Product"]

"""The product behind the API: coupons, stocks, users' coupons, and the notifications of what becomes of them.

What it does not imitate: audits, expiry by itself (only what is asked for after the end of its period counts as expired),
rates, money, the real stores, and the real schedule of repeated notifications, which is not documented for brands.
"""

from wxbrand_codegen.sandbox.product.product import Product

__all__ = ["Product"]

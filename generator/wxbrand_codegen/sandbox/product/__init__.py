"""The product behind the API: coupons, delivery plans, stores, member cards and their notifications, kept in memory.

Input: validated requests, by operationId. Output: response bodies as JSON values, and notifications to the brand's server.
Begin with `operations`, which maps each operationId to its handler; `outside` is what people do outside the API. The package imports `sandbox.refusals` and the runtime only.

docs/en/guides/sandbox.md lists what is not simulated, such as audits, money, whether an AppID or a store exists, and WeChat Pay's schedule of
repeated notifications, which is not documented for brands. States that depend on time are updated when they are next read.
"""

from wxbrand_codegen.sandbox.product.operations import Product

__all__ = ["Product"]

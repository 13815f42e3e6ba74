# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""商品券：创建、发放、核销与查询。"""

from typing import ClassVar

from wxbrand import models
from wxbrand_codegen.sandbox.operation_tests import OperationTests


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
        (("send_request_no",), "33333"),
        (("send_request_no",), "3" * 41),
        (("send_request_no",), "34657_20250101_12345券"),
        (("send_request_no",), "34657_20250101_12345\n"),
        (("attach",), "e" * 151),
    )

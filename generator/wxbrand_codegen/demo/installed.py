"""The demo of an installation without extras: one signed call of the installed client to the fake WeChat Pay of the runtime.

It needs nothing but what the client itself needs, so that `uvx wxbrand demo` works, and installs neither black nor lxml.
"""

from __future__ import annotations

import importlib
import tempfile
from importlib.metadata import version
from pathlib import Path

from wxbrand_runtime.auth.schemes import BRAND
from wxbrand_runtime.testing import FakeWeChatPay

from wxbrand_codegen.demo.steps import ExampleCall, show, your_turn

WITH_TOOL = "uvx --from 'wxbrand[codegen,sandbox]' wxbrand"
"""The command with everything that the tool needs, without installing it."""

_CALL = ExampleCall(
    client="BrandClient",
    area="product_coupon",
    method="pre_send_user_product_coupon_bundle",
    request="PreSendUserProductCouponBundleRequest",
    values={
        "openid": "oh-394z-6CGkNoJrsDLTTUKiAnp4",
        "product_coupon_id": "200000001",
        "stock_bundle_id": "100232301",
        "appid": "wx233544546545989",
        "send_request_no": "34657_20250101_123456",
        "attach": "example_attach",
    },
)


def demo_of_installed_client() -> int:
    """Print each step of one call and return the exit code."""
    request = getattr(
        importlib.import_module("wxbrand.models"), _CALL.request
    )  # by name: the tool never imports its output
    show("1. Use the installed client / 使用已安装的客户端")
    show(f"  wxbrand {version('wxbrand')}")
    show("\n2. Start a local WeChat Pay with fresh keys / 用新生成的密钥启动本地微信支付")
    with FakeWeChatPay() as fake, tempfile.TemporaryDirectory(prefix="wxbrand-demo-") as folder:
        fake.answer(request, {"token": "the-token-for-the-mini-program"})
        fake.unused_allowed = True  # if the call fails, that is what is printed
        show(f"  listening on {fake.url}; it verifies each request and signs each response")
        show("\n3. Call PreSendUserProductCouponBundle / 调用“预发放商品券批次组”")
        show("  " + "\n  ".join(_CALL.code({name: f'"{value}"' for name, value in _CALL.values.items()})))
        status = _CALL.make(Path(folder), fake.environ)
    if status == 0:
        show(your_turn(BRAND, f"{WITH_TOOL} sandbox").rstrip())
        show(f"  To see a client generated from the spec, too: {WITH_TOOL} demo")
    return status

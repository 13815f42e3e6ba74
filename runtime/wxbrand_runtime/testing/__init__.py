"""A fake WeChat Pay for tests.

`FakeWeChatPay` is a complete WeChat Pay in the process of the tests, on a local socket: scripted answers, faults, notifications,
recorded requests. With pytest, use the fixture `fake_wechat_pay`; it needs no import. `WeChatPay` is the part without a socket:
verify a request, sign an answer, encrypt a notification. Module `diagnosis` explains why a signature does not verify.

This package may import everything else in the runtime, and only tests and tools import it. Begin reading at `fake` and `service`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wxbrand_runtime.testing.authorization import RequestRefused
    from wxbrand_runtime.testing.fake import FakeWeChatPay
    from wxbrand_runtime.testing.faults import Fault
    from wxbrand_runtime.testing.notifications import SignedNotification
    from wxbrand_runtime.testing.recorded import RecordedRequest
    from wxbrand_runtime.testing.wechat_pay import WeChatPay, new_pair, new_private_key
else:
    from wxbrand_runtime.lazy import lazy_exports

    __getattr__, __dir__ = lazy_exports(
        __name__,
        {
            "FakeWeChatPay": "fake",
            "Fault": "faults",
            "RecordedRequest": "recorded",
            "RequestRefused": "authorization",
            "SignedNotification": "notifications",
            "WeChatPay": "wechat_pay",
            "new_pair": "wechat_pay",
            "new_private_key": "wechat_pay",
        },
    )

__all__ = [
    "FakeWeChatPay",
    "Fault",
    "RecordedRequest",
    "RequestRefused",
    "SignedNotification",
    "WeChatPay",
    "new_pair",
    "new_private_key",
]

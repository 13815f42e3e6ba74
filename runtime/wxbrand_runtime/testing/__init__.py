"""Being WeChat Pay, for tests: verify a request, sign an answer, encrypt a notification. Needs no spec and opens no socket."""

from wxbrand_runtime.testing.refusals import RequestRefused
from wxbrand_runtime.testing.wechat_pay import WeChatPay, new_pair, new_private_key

__all__ = ["RequestRefused", "WeChatPay", "new_pair", "new_private_key"]

"""Explain an exchange that a sandbox recorded: the request together with its answer."""

from __future__ import annotations

from wxbrand_runtime.testing import WeChatPay

from wxbrand_codegen.explain.captures import Capture
from wxbrand_codegen.explain.explanation import explain
from wxbrand_codegen.explain.keys import AccountKeys
from wxbrand_codegen.sandbox import Exchange


def explain_exchange(exchange: Exchange, wechat_pay: WeChatPay) -> list[str]:
    """Return the lines of the report, as of the time when the request was received. `wechat_pay` is the sandbox's."""
    keys = AccountKeys(
        scheme=wechat_pay.scheme,
        account_key=wechat_pay.account_key,
        wechat_pay_keys={wechat_pay.public_key_id: wechat_pay.private_key.public_key()},
        account_id=wechat_pay.account_id,
        serial_no=wechat_pay.serial_no,
    )
    request = Capture(
        method=exchange.method,
        target=exchange.target,
        host=exchange.headers.get("Host"),
        headers=exchange.headers,
        body=exchange.body,
        is_request=True,
    )
    answer = Capture(
        headers=exchange.answer.headers, body=exchange.answer.body, is_request=False, status=exchange.answer.status
    )
    # an error of the sandbox says what its verdict says already, and compares the request with itself
    captures = (request,) if exchange.refusal else (request, answer)
    return explain(captures, keys, now=exchange.received_at).lines

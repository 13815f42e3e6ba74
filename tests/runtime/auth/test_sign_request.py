"""Signing and verifying for other HTTP clients, without ours."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from wxbrand_runtime import Headers, InvalidSignature
from wxbrand_runtime.auth import Credentials, sign_request, verify_response
from wxbrand_runtime.testing import WeChatPay


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://api.mch.weixin.qq.com/brand/a?x=%E5%88%B8&y=", "/brand/a?x=%E5%88%B8&y="),
        ("/brand/a/b", "/brand/a/b"),
        ("https://api.mch.weixin.qq.com", "/"),
        ("https://api.mch.weixin.qq.com/brand/a#part", "/brand/a"),
    ],
)
@pytest.mark.parametrize(("method", "body"), [("GET", b""), ("post", '{"name":"券"}'.encode())])
def test_wechat_pay_accepts_a_signed_request(
    wechat_pay: WeChatPay, credentials: Credentials, url: str, target: str, method: str, body: bytes
) -> None:
    headers = sign_request(credentials, method, url, body)

    assert set(headers) == {"Authorization", "Wechatpay-Serial"}
    wechat_pay.verify_request(method.upper(), target, Headers(headers), body)


def test_every_signature_has_its_own_nonce(credentials: Credentials) -> None:
    made = {sign_request(credentials, "GET", "/brand/a")["Authorization"] for _ in range(3)}

    assert len(made) == 3


@pytest.mark.parametrize("url", ["https://api.mch.weixin.qq.com/券", "/brand/a b", "/brand/a\n", ""])
def test_a_url_that_a_client_would_change_is_refused(credentials: Credentials, url: str) -> None:
    with pytest.raises(ValueError, match="percent-encoded"):
        sign_request(credentials, "GET", url)


@pytest.mark.parametrize(
    "form",
    [
        dict,
        list,
        Headers,
        lambda pairs: {name.upper(): value for name, value in pairs},
        lambda pairs: [(name.encode(), value.encode()) for name, value in pairs],
        lambda pairs: {"REQUEST_METHOD": "POST", "wsgi.input": object()}
        | {"HTTP_" + name.upper().replace("-", "_"): value for name, value in pairs},
    ],
    ids=["dict", "pairs", "Headers", "upper case", "ASGI", "WSGI"],
)
def test_headers_of_any_client_are_read(wechat_pay: WeChatPay, credentials: Credentials, form: Any) -> None:
    verify_response(form(wechat_pay.sign_answer(b"{}")), b"{}", credentials.public_keys)

    with pytest.raises(InvalidSignature) as caught:
        verify_response(form(wechat_pay.sign_answer(b"{}")), b"{ }", credentials.public_keys)

    assert caught.value.reason == "signature-wrong"


def test_variables_of_a_wsgi_server_are_not_headers(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    environ = {"REQUEST_METHOD": "POST"} | {
        name.upper().replace("-", "_"): value for name, value in wechat_pay.sign_answer(b"{}")
    }

    with pytest.raises(InvalidSignature) as caught:
        verify_response(environ, b"{}", credentials.public_keys)

    assert caught.value.reason == "signature-missing"


def test_an_old_response_is_refused_by_this_machines_clock(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    old = wechat_pay.sign_answer(b"{}", timestamp=1554208460)

    with pytest.raises(InvalidSignature) as caught:
        verify_response(old, b"{}", credentials.public_keys)

    assert caught.value.reason == "clock-difference"
    verify_response(old, b"{}", credentials.public_keys, now=1554208460 + 299)


def test_the_package_needs_cryptography_and_errors_alone() -> None:
    script = (
        "import sys, wxbrand_runtime.auth\n"
        "print(*sorted(name for name in sys.modules if name.startswith(('wxbrand', 'msgspec', 'httptools'))), sep='\\n')"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)

    own = {name for name in done.stdout.split() if not name.startswith("wxbrand_runtime.auth")}
    assert own == {"wxbrand_runtime", "wxbrand_runtime.errors", "wxbrand_runtime.lazy"}

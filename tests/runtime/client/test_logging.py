"""The logger `wxbrand`: enough to follow calls, and no secrets."""

from __future__ import annotations

import logging

import pytest
from wxbrand import BrandClient
from wxbrand_runtime import Answer, ApiError, Credentials, Headers, HttpRequest, NotSent
from wxbrand_runtime.testing import WeChatPay

from tests.runtime.callers import http, signed
from tests.runtime.fault_server import Answer as Reply
from tests.runtime.fault_server import FaultServer

OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"


def pre_send(client: BrandClient) -> str:
    return client.product_coupon.pre_send_user_product_coupon_bundle(
        openid=OPENID,
        product_coupon_id="1",
        stock_bundle_id="2",
        appid="wx233544546545989",
        send_request_no="no-000001",
    ).token


def test_attempts_and_retries_are_logged_without_secrets(
    credentials: Credentials, wechat_pay: WeChatPay, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wxbrand_runtime.client.retries.FIRST_WAIT", 0.01)
    caplog.set_level(logging.DEBUG, "wxbrand")
    busy = http(429, b'{"code":"RATELIMIT_EXCEEDED"}')
    good = signed(wechat_pay, b'{"token":"secret-token"}')
    with (
        FaultServer([Reply(busy)], [Reply(good)]) as server,
        BrandClient(credentials, base_url=f"http://127.0.0.1:{server.port}") as client,
    ):
        assert pre_send(client) == "secret-token"

    told = [(record.levelname, record.getMessage()) for record in caplog.records if record.name == "wxbrand"]
    assert [level for level, _ in told] == ["DEBUG", "INFO", "DEBUG"]
    assert "PreSendUserProductCouponBundle to 127.0.0.1" in told[0][1]
    assert "status 429, 29 bytes, Request-ID 08A-268578776" in told[0][1]
    assert "retrying in 0.0 s" in told[1][1]
    text = " ".join(message for _, message in told)
    for secret in (OPENID, "secret-token", "no-000001", "wx233544546545989", "signature"):
        assert secret not in text


def test_an_unsent_attempt_is_logged(credentials: Credentials, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "wxbrand")
    with BrandClient(credentials, base_url="http://127.0.0.1:9", retries=0) as client, pytest.raises(NotSent):
        pre_send(client)

    assert "connection refused" in caplog.text


def test_a_hostile_request_id_cannot_forge_a_line(credentials: Credentials, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "wxbrand")
    evil = Headers([("Request-ID", "a\x1b[31m" + "x" * 5000)])

    class CarelessTransport:
        """Lets control characters through, which the default one refuses."""

        def exchange(self, request: HttpRequest) -> Answer:
            return Answer(status=400, headers=evil, body=b"")

        def close(self) -> None:
            pass

    with BrandClient(credentials, transport=CarelessTransport(), retries=0) as client, pytest.raises(ApiError):
        pre_send(client)

    assert "\x1b" not in caplog.text
    assert max(len(record.getMessage()) for record in caplog.records) < 1000

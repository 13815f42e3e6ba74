"""`wxbrand sandbox` started from the command line: it simulates the product for clients in any language."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from wxbrand import BrandClient
from wxbrand_codegen.testing.brand_server import Brand, brand_server
from wxbrand_runtime import ApiError, Credentials

from tests.scenario.test_coupon_life import APPID, OPENID, Caller, make_bundle, make_single


@dataclass(frozen=True, slots=True)
class Running:
    url: str
    credentials: Credentials


@contextmanager
def sandbox(folder: Path, *options: str) -> Iterator[Running]:
    command = [
        sys.executable,
        "-m",
        "wxbrand_codegen",
        "sandbox",
        "--port",
        "0",
        "--dir",
        str(folder),
        *options,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            url = process.stdout.readline().removeprefix("listening on ").strip()
            yield Running(url, Credentials.from_env(environment(folder)))
        finally:
            process.terminate()
            process.wait(10)


def environment(folder: Path) -> dict[str, str]:
    lines = (folder / "wxbrand.env").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def claim(url: str, body: bytes) -> tuple[int, Any]:
    request = urllib.request.Request(f"{url}/sandbox/claim", data=body, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read())


def wait_for(ready: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not ready():
        assert time.monotonic() < until, "timed out after 10 seconds"
        time.sleep(0.02)


@pytest.fixture
def brand(tmp_path: Path) -> Iterator[Brand]:
    with sandbox(tmp_path / "keys", "--stateless") as first:  # creates the keys
        credentials = first.credentials
    with brand_server(credentials) as brand:
        yield brand


def test_created_coupons_are_simulated_and_unknown_ones_answered_with_examples(tmp_path: Path, brand: Brand) -> None:
    options = ("--notify-to", f"http://127.0.0.1:{brand.port}", "--claim-after", "0.05", "--bundles-at-once")
    with sandbox(tmp_path / "keys", *options) as running:
        call = Caller(running, "sync")
        with BrandClient(running.credentials, base_url=running.url) as client:
            example = client.product_coupon.pre_send_user_product_coupon_bundle(
                openid=OPENID, product_coupon_id="200000001", stock_bundle_id="1", appid=APPID, send_request_no="send_1"
            )
            assert example.token.startswith("ABBpZjCfAAAB")
            client.product_coupon.set_notify_config(notify_url="https://www.example.com/wechatpay/notify")
            coupon = make_bundle(call)
            client.product_coupon.pre_send_user_product_coupon_bundle(
                openid=OPENID,
                product_coupon_id=coupon.product_coupon_id,
                stock_bundle_id=coupon.stock_bundle.stock_bundle_id,
                appid=APPID,
                send_request_no="send_2",
            )
            wait_for(lambda: len(brand.accepted) == 3)  # the simulated user has claimed

    assert {notification.event_type for notification in brand.accepted} == {"PRODUCT_COUPON.SEND"}


def test_a_claim_by_hand(tmp_path: Path) -> None:
    with sandbox(tmp_path / "keys", "--claim-after", "never", "--strict") as running:
        call = Caller(running, "sync")
        with pytest.raises(ApiError, match="does not exist in this sandbox"):
            call("get_product_coupon", product_coupon_id="200000001")
        call("set_notify_config", notify_url="https://www.example.com/notify")
        coupon = make_single(call)
        offer = call(
            "pre_send_user_product_coupon", openid=OPENID, product_coupon_id=coupon.product_coupon_id,
            stock_id=coupon.stock.stock_id, appid=APPID, send_request_no="send_000001",
        )  # fmt: skip

        status, claimed = claim(running.url, json.dumps({"token": offer.token}).encode())
        again = claim(running.url, json.dumps({"token": offer.token}).encode())

        assert (status, claimed["user_coupon_list"][0]["coupon_state"]) == (200, "CONFIRMING")
        assert (again[0], again[1]["code"]) == (400, "INVALID_REQUEST")
        for garbage in (b"", b"{", b"[]", b'{"token": 5}', b"\xff", b'{"token": "unknown"}'):
            assert claim(running.url, garbage)[0] in {400, 404}


def test_stateless_keeps_nothing(tmp_path: Path) -> None:
    with sandbox(tmp_path / "keys", "--stateless") as running:
        call = Caller(running, "sync")
        assert make_single(call) == make_bundle(call)


def test_rates_are_limited_on_demand(tmp_path: Path) -> None:
    options = ("--stateless", "--rate-limits")
    with (
        sandbox(tmp_path / "keys", *options) as running,
        BrandClient(running.credentials, base_url=running.url) as client,
    ):
        set_url = client.with_options(retries=0).delivery_plan.set_delivery_plan_notify_url
        with pytest.raises(ApiError, match="FREQUENCY_LIMITED: at most 1 request a second"):
            all(set_url(notify_url="https://www.example.com/plans") for _ in range(20))  # two within one second

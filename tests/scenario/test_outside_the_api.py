"""The endpoints that the sandbox has in addition to the API, and the texts of its error answers."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from wxbrand import BrandClient, models
from wxbrand_codegen.sandbox.product.operations import HANDLERS
from wxbrand_codegen.testing.brand_server import brand_server
from wxbrand_runtime import ApiError

from tests.scenario.conftest import Stage
from tests.scenario.test_coupon_life import APPID, OPENID, Caller, make_single, wait_for

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # ignores the proxy settings of the environment


@pytest.fixture
def call(stage: Stage) -> Caller:
    return Caller(stage, "sync")


def fetch(url: str, value: Any = None, body: bytes | None = None) -> tuple[int, str, bytes]:
    sent = json.dumps(value).encode() if value is not None else body
    try:
        with DIRECT.open(urllib.request.Request(url, sent), timeout=10) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers["Content-Type"], refused.read()


def where(coupon: Any) -> dict[str, str]:
    return {"product_coupon_id": coupon.product_coupon_id, "stock_id": coupon.stock.stock_id}


def test_a_user_claims_over_http(stage: Stage, call: Caller) -> None:
    call("set_notify_config", notify_url="https://www.example.com/wechatpay/notify")
    ids = where(make_single(call))
    sending = {"openid": OPENID, **ids, "appid": APPID, "send_request_no": "send_000001"}
    old, token = (call("pre_send_user_product_coupon", **sending).token for _ in range(2))

    status, _, body = fetch(f"{stage.url}/sandbox/claim", {"token": token})
    again, _, refusal = fetch(f"{stage.url}/sandbox/claim", {"token": old})
    wait_for(lambda: len(stage.brand.accepted) == 1)

    (coupon,) = json.loads(body)["user_coupon_list"]
    assert old != token  # each is valid for its own five minutes
    assert (status, coupon["coupon_state"]) == (200, "CONFIRMING")
    assert stage.brand.accepted[0].resource.coupon_code == coupon["coupon_code"]
    assert (again, json.loads(refusal)["message"]) == (400, "token was used: the user has already claimed the coupons")


@pytest.mark.parametrize("body", [None, b"", b"{", b"[]", b'{"token": 1}', b"\xff"])
def test_a_malformed_claim_is_refused(stage: Stage, body: bytes | None) -> None:
    status, _, answer = fetch(f"{stage.url}/sandbox/claim", body=body)

    assert status == 400
    assert json.loads(answer)["message"] == '/sandbox/claim takes POST with {"token": "..."}'


def test_an_uploaded_image_can_be_read(stage: Stage, call: Caller) -> None:
    content = b"\x89PNG\r\n\x1a\n\xff\x00"

    url = call("upload_image", file=content, filename="LOGO.PNG").image_url

    assert fetch(url) == (200, "image/png", content)
    assert fetch(f"{stage.url}/sandbox/images/1.png")[0] == 404


def test_the_answer_to_an_unknown_path_lists_the_additional_endpoints(stage: Stage) -> None:
    with (
        BrandClient(stage.credentials, base_url=f"{stage.url}/nowhere") as client,
        pytest.raises(ApiError, match=r"no path /nowhere/.*POST /sandbox/claim") as caught,
    ):
        client.product_coupon.get_notify_config()

    assert (caught.value.status, caught.value.signed) == (404, True)


def test_the_internal_number_follows_the_request_id(call: Caller) -> None:
    with pytest.raises(ApiError) as caught:
        call("get_product_coupon", product_coupon_id="200000001")

    assert (caught.value.request_id or "").endswith("-268578608")


def test_a_loopback_address_needs_no_certificate_and_no_notify_to(stage: Stage, call: Caller) -> None:
    assert stage.credentials.api_key
    stage.sandbox.play(stage.credentials.api_key, waits=(0,))
    with brand_server(stage.credentials) as brand:
        call("set_notify_config", notify_url=f"https://127.0.0.1:{brand.port}/notify")
        ids = where(make_single(call))
        call("send_user_product_coupon", openid=OPENID, **ids, appid=APPID, send_request_no="send_000001")
        wait_for(lambda: len(brand.accepted) == 1)

    assert isinstance(brand.accepted[0], models.ProductCouponSendNotification)
    assert brand.accepted[0].resource.openid == OPENID


def test_reset_forgets_the_product(stage: Stage, call: Caller) -> None:
    call("set_notify_config", notify_url="https://www.example.com/notify")

    stage.sandbox.reset()

    with pytest.raises(ApiError, match="notify_url does not exist"):
        call("get_notify_config")


def test_every_operation_of_the_api_is_simulated(document: str) -> None:
    paths = json.loads(document)["paths"].values()
    operations = {method["operationId"] for path in paths for method in path.values() if "operationId" in method}

    assert HANDLERS.keys() == operations


@pytest.mark.parametrize("body", [None, b"", b"{}", b'{"plan_id": 1}', b"[]"])
def test_fields_of_the_wrong_type_are_refused(stage: Stage, body: bytes | None) -> None:
    status, _, answer = fetch(f"{stage.url}/sandbox/pause-delivery-plan", body=body)

    assert status == 400
    assert json.loads(answer)["message"] == '/sandbox/pause-delivery-plan takes POST with {"plan_id": "..."}'


def test_the_list_of_plans_only_reads(stage: Stage) -> None:
    assert fetch(f"{stage.url}/sandbox/delivery-plans", {})[0] == 405
    assert json.loads(fetch(f"{stage.url}/sandbox/delivery-plans")[2]) == {"plan_list": []}

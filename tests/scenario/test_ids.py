"""Ids with blanks, line ends or nothing in them are refused before they are sent, wherever they stand in a request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wxbrand import BrandClient
from wxbrand_runtime import InvalidRequest

from tests.scenario.conftest import Stage

PRE_SEND = {
    "openid": "oh-394z-6CGkNoJrsDLTTUKiAnp4",
    "product_coupon_id": "200000001",
    "stock_bundle_id": "100232301",
    "appid": "wx233544546545989",
    "send_request_no": "send_000001",
}
SPOILT = [" x", "x ", "x\n", "x\r\n", "\tx", "x\u3000", "x\xa0", "x\u200b", "券", ""]


def pre_send(api: Any, **fields: str) -> Any:
    return api.pre_send_user_product_coupon_bundle(**PRE_SEND | fields)


@pytest.mark.parametrize(
    ("field", "call"),
    [
        ("openid", lambda api, text: pre_send(api, openid=text)),
        ("appid", lambda api, text: pre_send(api, appid=text)),
        ("stock_bundle_id", lambda api, text: pre_send(api, stock_bundle_id=text)),
        ("product_coupon_id", lambda api, text: api.get_product_coupon(product_coupon_id=text)),
        ("appid", lambda api, text: api.list_user_product_coupons(openid="x", appid=text)),
    ],
    ids=["in the path", "in the body", "an id in the body", "an id in the path", "in the query"],
)
def test_an_id_with_a_blank_is_not_sent(stage: Stage, field: str, call: Callable[[Any, str], Any]) -> None:
    for text in SPOILT:
        with (
            BrandClient(stage.credentials, base_url=stage.url) as client,
            pytest.raises(InvalidRequest) as caught,
        ):
            call(client.product_coupon, text)

        assert caught.value.field == field

    assert stage.sandbox.requests == []

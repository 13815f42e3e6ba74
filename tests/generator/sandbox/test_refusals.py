"""Errors of the sandbox end their Request-ID with the number that the handbook documents for them."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.sandbox import refusals
from wxbrand_codegen.sandbox.refusals import param_error
from wxbrand_runtime.causes import CAUSES, find_cause

from tests.generator.sandbox.conftest import Caller

COUPONS = "/users/oh-394z/coupons"


def test_every_number_of_the_sandbox_is_a_documented_cause() -> None:
    constants = {value for name, value in vars(refusals).items() if name.isupper() and isinstance(value, int)}
    numbers = {value for value in constants if value > 10**8}

    assert {refusals.WRONG_STATE, refusals.OPENID_WRONG} <= numbers <= set(CAUSES)


@pytest.mark.parametrize(
    ("target", "meaning"),
    [
        (f"{COUPONS}?limit=51", "a value is out of range"),
        (f"{COUPONS}?limit=1&name=12345", "a value is too long"),
        (f"{COUPONS}?limit=many", "a value is not of the documented form"),
        (f"{COUPONS}?limit=1&states=NO_STATE", "a value is not of the documented form"),
        (COUPONS, None),
    ],
)
def test_a_wrong_value_has_its_number(call: Caller, target: str, meaning: str | None) -> None:
    answer = call("GET", target)

    cause = find_cause(answer.request_id)
    assert answer.status == 400
    assert (None if cause is None else cause.meaning) == meaning


def test_a_wrong_openid_has_a_number_of_its_own() -> None:
    assert param_error("path", "openid", "is wrong", keyword="pattern").number == refusals.OPENID_WRONG
    assert param_error("body", "users[0].openid", "is wrong", keyword="maxLength").number == refusals.OPENID_WRONG
    assert param_error("body", "openid", "is required", keyword="required").number == 0


def test_a_scripted_429_has_the_number_of_the_rate(call: Caller, coupon: dict[str, Any]) -> None:
    for method, body in (("POST", coupon), ("GET", None)):
        call.sandbox.script(status=429)
        cause = find_cause(call(method, COUPONS if body else f"{COUPONS}?limit=1", body).request_id)

        assert cause is not None
        assert cause.meaning == "too many requests"

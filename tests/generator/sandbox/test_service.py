"""Responses of the sandbox: examples, synthesised values, repeats and scripts."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import TYPE_CHECKING, Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from wxbrand_codegen.sandbox import Sandbox
from wxbrand_codegen.sandbox.replies import Reply
from wxbrand_runtime.auth.signing import response_message, verify
from wxbrand_runtime.errors import InvalidSignature
from wxbrand_runtime.testing import WeChatPay, new_private_key

if TYPE_CHECKING:
    from tests.generator.sandbox.conftest import Caller

FIELDS = (
    "send_request_no",
    "coupon_id",
    "attach",
    "states",
    "display_info",
    "store_list",
    "labels",
    "name",
    "store_id",
)
COUPONS = "/users/oh-394z/coupons"
SIGNATURE_HEADERS = ("Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial")


def objects() -> st.SearchStrategy[dict[str, Any]]:
    names = st.sampled_from(FIELDS)
    plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    values = st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(names, inner))
    return st.dictionaries(names, values, min_size=1)


def test_no_content_is_signed_over_an_empty_line(call: Caller) -> None:
    answer = call("DELETE", COUPONS)

    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers.get("Content-Type") is None
    call.verified(answer)


def test_named_examples_are_used(call: Caller) -> None:
    assert call.verified(call("PUT", "/pets", {"age": 3})) == {"name": "猫"}


def test_a_synthesised_value_is_valid_and_stable(call: Caller) -> None:
    first = call.verified(call("GET", f"{COUPONS}?limit=1"))
    again = call.verified(call("GET", f"{COUPONS}?limit=1"))
    other = call.verified(call("GET", f"{COUPONS}?limit=2"))

    assert first == again
    assert first["id"] != other["id"]
    assert first["id"].isdigit()
    assert 30 <= len(first["id"]) <= 32
    assert first["state"] == "EFFECTIVE"
    assert first["count"] == 5
    assert first["share"] == 0.25
    assert first["time"] == "2025-01-01T00:00:00+08:00"
    assert first["used"] is True
    assert [len(store["store_id"]) for store in first["stores"]] == [3, 3]
    assert first["labels"] == {"key_1": 1}


def test_a_value_of_combined_schemas_has_all_their_fields(call: Caller, document: dict[str, Any]) -> None:
    del document["paths"]["/pets"]["put"]["responses"]["200"]["content"]["application/json"]["examples"]

    assert set(call.verified(call("PUT", "/pets", {"age": 3}))) == {"name", "age"}


def test_a_recursive_schema_gives_a_finite_value(call: Caller) -> None:
    tree = call.verified(call("POST", "/trees", {"name": "a"}))

    assert set(tree) == {"name", "best", "children"}
    assert set(tree["best"]) == {"name"}


def test_a_repeated_request_number_gets_the_same_body_with_a_new_signature(
    call: Caller, coupon: dict[str, Any], document: dict[str, Any]
) -> None:
    content = document["paths"]["/users/{openid}/coupons"]["post"]["responses"]["200"]["content"]
    del content["application/json"]["example"]
    body = json.dumps(coupon, indent=2).encode()

    first = call("POST", COUPONS, coupon)
    again = call("POST", COUPONS, body=body)
    other = call("POST", COUPONS, {**coupon, "send_request_no": "another-number"})

    assert call.verified(first) == call.verified(again)
    assert first.body == again.body != other.body
    assert first.headers.get("Wechatpay-Nonce") != again.headers.get("Wechatpay-Nonce")


def test_a_request_number_with_other_parameters_is_refused(call: Caller, coupon: dict[str, Any]) -> None:
    call("POST", COUPONS, coupon)

    for answer in (
        call("POST", COUPONS, {**coupon, "attach": "x"}),
        call("POST", "/users/another/coupons", coupon),
    ):
        assert answer.status == 400
        assert call.verified(answer)["code"] == "INVALID_REQUEST"
        assert call.verified(answer)["detail"]["field"] == "send_request_no"
    assert call("POST", COUPONS, coupon).status == 200


def test_a_refused_request_does_not_use_up_its_number(call: Caller, coupon: dict[str, Any]) -> None:
    assert call("POST", COUPONS, {**coupon, "attach": "123456"}).status == 400

    assert call("POST", COUPONS, coupon).status == 200


def test_stored_replies_are_limited(call: Caller, coupon: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wxbrand_codegen.sandbox.idempotency._MAX_REPLIES", 2)
    for number in ("number-1", "number-2", "number-1", "number-3"):
        call("POST", COUPONS, {**coupon, "send_request_no": number})

    kept = call("POST", COUPONS, {**coupon, "send_request_no": "number-1", "attach": "x"})
    forgotten = call("POST", COUPONS, {**coupon, "send_request_no": "number-2", "attach": "x"})

    assert (kept.status, forgotten.status) == (400, 200)


def test_concurrent_requests_from_threads(call: Caller, coupon: dict[str, Any], sandbox: Sandbox) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: call("POST", COUPONS, coupon), range(40)))

    assert {(answer.status, answer.body) for answer in answers} == {(200, answers[0].body)}
    assert len(sandbox.requests) == 40


def test_concurrent_requests_with_one_number_get_one_reply(
    call: Caller, coupon: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = count()

    def slow(*_: object) -> Reply:
        body = b'{"token":"%d"}' % next(numbers)
        time.sleep(0.02)  # long enough for the others to arrive
        return Reply(status=200, body=body)

    monkeypatch.setattr("wxbrand_codegen.sandbox.replies.success_reply", slow)
    with ThreadPoolExecutor(8) as pool:
        bodies = {answer.body for answer in pool.map(lambda _: call("POST", COUPONS, coupon), range(8))}

    assert bodies == {b'{"token":"0"}'}


def test_a_plus_in_a_query_is_a_space(call: Caller) -> None:
    plus, blank, other = (call("GET", f"{COUPONS}?limit=1&name={name}") for name in ("a+b", "a%20b", "a%2Bb"))

    assert plus.body == blank.body != other.body


def test_a_required_recursion_is_cut(call: Caller, document: dict[str, Any]) -> None:
    document["components"]["schemas"]["Tree"]["required"] = ["best", "children"]

    tree = call.verified(call("POST", "/trees"))

    assert tree["best"]["best"] == {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=objects())
def test_any_json_body_gets_a_signed_response(call: Caller, value: Any) -> None:
    answer = call("POST", COUPONS, value)

    assert answer.status in {200, 400}
    call.verified(answer)


def test_a_scripted_status_selects_the_response_of_the_spec(
    call: Caller, sandbox: Sandbox, coupon: dict[str, Any]
) -> None:
    sandbox.script(status=429)
    sandbox.script(status=500)
    limited, broken, usual = (call("POST", COUPONS, coupon) for _ in range(3))

    assert (limited.status, call.verified(limited)["code"]) == (429, "FREQUENCY_LIMITED")
    assert (broken.status, call.verified(broken)["code"]) == (500, "SYSTEM_ERROR")
    assert usual.status == 200


def test_a_scripted_body_is_sent_unchanged(call: Caller, sandbox: Sandbox, coupon: dict[str, Any]) -> None:
    sandbox.script(body=b"not json", status=502)

    answer = call("POST", COUPONS, coupon)

    assert (answer.status, answer.body) == (502, b"not json")


@pytest.mark.parametrize(("method", "body"), [("POST", True), ("DELETE", False)])
def test_a_tampered_answer_does_not_verify(
    call: Caller, sandbox: Sandbox, coupon: dict[str, Any], method: str, body: bool
) -> None:
    sandbox.script(tamper=True)

    answer = call(method, COUPONS, coupon if body else None)

    with pytest.raises(InvalidSignature):
        call.verified(answer)
    assert bool(answer.body) is body


def test_another_key_can_sign(call: Caller, sandbox: Sandbox, coupon: dict[str, Any]) -> None:
    other = new_private_key()
    sandbox.script(sign_with=other)

    answer = call("POST", COUPONS, coupon)

    timestamp, nonce, signature = (answer.headers.get(name) or "" for name in SIGNATURE_HEADERS[:3])
    verify(other.public_key(), response_message(int(timestamp), nonce, answer.body), signature)
    with pytest.raises(InvalidSignature):
        call.verified(answer)


def test_signature_headers_can_be_left_off(call: Caller, sandbox: Sandbox, coupon: dict[str, Any]) -> None:
    sandbox.script(unsigned=True)

    answer = call("POST", COUPONS, coupon)

    assert answer.status == 200
    assert [answer.headers.get(name) for name in SIGNATURE_HEADERS] == [None] * 4
    assert answer.request_id


def test_fields_can_be_added_before_signing(call: Caller, sandbox: Sandbox, coupon: dict[str, Any]) -> None:
    sandbox.script(extra_fields={"newer": [1]})
    with pytest.raises(ValueError, match="extra_fields"):
        sandbox.script(extra_fields={"newer": 1}, body=b"{}")

    answer = call("POST", COUPONS, coupon)

    assert call.verified(answer) == {"token": "ABBpZjCf", "newer": [1]}
    assert call.verified(call("POST", COUPONS, coupon)) == {"token": "ABBpZjCf"}


def test_headers_can_be_added_and_replaced(call: Caller, sandbox: Sandbox, coupon: dict[str, Any]) -> None:
    sandbox.script(headers={"wechatpay-serial": "PUB_KEY_ID_9", "X-New": "1"})

    answer = call("POST", COUPONS, coupon)

    assert answer.headers.all("Wechatpay-Serial") == ("PUB_KEY_ID_9",)
    assert answer.headers.get("X-New") == "1"


def test_a_script_does_not_make_an_invalid_request_succeed(call: Caller, sandbox: Sandbox) -> None:
    sandbox.script(status=200)

    assert call("POST", COUPONS, {}).status == 400
    assert call("POST", COUPONS, {}).status == 400


def test_received_requests_are_recorded(call: Caller, sandbox: Sandbox, coupon: dict[str, Any]) -> None:
    call("POST", COUPONS, coupon)
    call("GET", "/nowhere", headers={"Authorization": None})

    first, second = sandbox.requests
    assert (first.method, first.target, first.status) == ("POST", COUPONS, 200)
    assert json.loads(first.body) == coupon
    assert first.headers.get("Wechatpay-Serial") == sandbox.wechat_pay.public_key_id
    assert second.status == 401
    assert "34657" not in repr(first)


def test_reset_forgets_everything(call: Caller, sandbox: Sandbox, coupon: dict[str, Any]) -> None:
    call("POST", COUPONS, coupon)
    sandbox.script(status=500)

    sandbox.reset()

    assert sandbox.requests == []
    assert call("POST", COUPONS, {**coupon, "attach": "x"}).status == 200


@pytest.mark.parametrize("ref", ["#/components/schemas/None", "other.yaml#/a"])
def test_a_dangling_reference_is_an_error_at_construction(
    document: dict[str, Any], wechat_pay: WeChatPay, ref: str
) -> None:
    document["paths"]["/broken"] = {"$ref": ref}

    with pytest.raises(ValueError, match=r"does not exist in the document|points outside the document"):
        Sandbox(document, wechat_pay)


def test_an_operation_without_a_success_response_succeeds_with_any_bytes(
    call: Caller, document: dict[str, Any]
) -> None:
    document["paths"]["/users/{openid}/coupons"]["delete"]["responses"] = {"400": {"description": "不行"}}

    answer = call("DELETE", COUPONS)

    assert (answer.status, answer.headers.get("Content-Type")) == (200, "application/octet-stream")


def test_the_response_has_the_time_of_the_platform_clock(call: Caller) -> None:
    answer = call("DELETE", COUPONS)

    assert answer.headers.get("Wechatpay-Timestamp") == "1760000000"

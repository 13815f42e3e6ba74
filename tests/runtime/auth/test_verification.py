"""Deciding whether an answer is WeChat Pay's, without a socket; over sockets see test_client.py."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime import Credentials, Headers, InvalidSignature
from wxbrand_runtime.auth.verification import verify_response
from wxbrand_runtime.testing import WeChatPay, new_private_key

NOW = 1_700_000_000
NAMES = ("Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial")


def check(wechat_pay: WeChatPay, body: bytes, headers: Any, **options: Any) -> None:
    keys = {wechat_pay.public_key_id: wechat_pay.private_key.public_key()}
    given: dict[str, Any] = {"public_keys": keys, "now": NOW}
    verify_response(Headers(headers), body, **(given | options))


def pairs(wechat_pay: WeChatPay, body: bytes, timestamp: int = NOW) -> dict[str, str]:
    return dict(wechat_pay.sign_answer(body, timestamp=timestamp))


@given(body=st.binary(max_size=300))
def test_whatever_was_signed_is_proven(wechat_pay: WeChatPay, body: bytes) -> None:
    check(wechat_pay, body, pairs(wechat_pay, body))


@given(body=st.binary(max_size=100), at=st.integers(0, 99), change=st.integers(1, 255))
def test_any_changed_byte_is_noticed(wechat_pay: WeChatPay, body: bytes, at: int, change: int) -> None:
    changed = bytearray(body or b"x")
    changed[at % len(changed)] ^= change

    with pytest.raises(InvalidSignature):
        check(wechat_pay, bytes(changed), pairs(wechat_pay, body or b"x"))


@given(name=st.sampled_from(NAMES), value=st.text(max_size=60))
def test_no_header_text_raises_anything_else(wechat_pay: WeChatPay, name: str, value: str) -> None:
    headers = pairs(wechat_pay, b"{}")
    if headers[name] != value:
        with pytest.raises(InvalidSignature):
            check(wechat_pay, b"{}", headers | {name: value})


def test_names_of_headers_compare_without_case(wechat_pay: WeChatPay) -> None:
    check(wechat_pay, b"{}", {name.upper(): value for name, value in pairs(wechat_pay, b"{}").items()})


@pytest.mark.parametrize(
    ("difference", "allowed"),
    [(-300, False), (-299.9, True), (0, True), (299.9, True), (300, False), (1e6, False), (float("nan"), False)],
)
def test_the_clock_may_differ_by_less_than_the_limit(wechat_pay: WeChatPay, difference: float, allowed: bool) -> None:
    headers = pairs(wechat_pay, b"{}")

    if allowed:
        check(wechat_pay, b"{}", headers, now=NOW - difference)
    else:
        with pytest.raises(InvalidSignature) as caught:
            check(wechat_pay, b"{}", headers, now=NOW - difference)
        assert caught.value.reason == "clock-difference"


def test_the_limit_may_be_another(wechat_pay: WeChatPay) -> None:
    check(wechat_pay, b"{}", pairs(wechat_pay, b"{}"), now=NOW + 900, max_clock_difference=901)


@pytest.mark.parametrize(
    "timestamp",
    ["1_700_000_000", " 1700000000", "1700000000\n", "１７", "1７", "²", "-5", "1e9", "0x5", "00", "017", "1" * 13],
)
def test_a_timestamp_is_decimal_digits_and_nothing_else(wechat_pay: WeChatPay, timestamp: str) -> None:
    with pytest.raises(InvalidSignature) as caught:
        check(wechat_pay, b"{}", pairs(wechat_pay, b"{}") | {"Wechatpay-Timestamp": timestamp})

    assert caught.value.reason == "timestamp-unreadable"


@pytest.mark.parametrize("timestamp", [0, 9, 10, 999_999_999_999])
def test_any_number_of_seconds_can_be_read(wechat_pay: WeChatPay, timestamp: int) -> None:
    check(wechat_pay, b"{}", pairs(wechat_pay, b"{}", timestamp), now=timestamp)


WRONG = {
    "no signature": (
        {"Wechatpay-Signature": ""},
        "signature-missing",
        "the header Wechatpay-Signature is missing",
    ),
    "no timestamp": ({"Wechatpay-Timestamp": ""}, "header-missing", "the header Wechatpay-Timestamp is missing"),
    "no nonce": ({"Wechatpay-Nonce": ""}, "header-missing", "the header Wechatpay-Nonce is missing"),
    "no key id": ({"Wechatpay-Serial": ""}, "header-missing", "the header Wechatpay-Serial is missing"),
    "probe": (
        {"Wechatpay-Signature": "WECHATPAY/SIGNTEST/x"},
        "signature-probe",
        "the signature begins with WECHATPAY/SIGNTEST/: WeChat Pay sent a wrong one on purpose, to test that it is refused",
    ),
    "line break": (
        {"Wechatpay-Nonce": "a\nb"},
        "signature-wrong",
        "Wechatpay-Nonce holds a character that no header may hold",
    ),
    "no number": (
        {"Wechatpay-Timestamp": "now"},
        "timestamp-unreadable",
        "Wechatpay-Timestamp is not a number of seconds",
    ),
    "unknown key": (
        {"Wechatpay-Serial": "PUB_KEY_ID_9"},
        "unknown-public-key",
        "it is signed with the key 'PUB_KEY_ID_9', but the credentials hold only PUB_KEY_ID_1, PUB_KEY_ID_2",
    ),
    "wrong": (
        {"Wechatpay-Signature": "AAAA"},
        "signature-wrong",
        "the signature does not belong to this message and public key (2 bytes of body, verified with 'PUB_KEY_ID_1')",
    ),
}


@pytest.mark.parametrize(("change", "reason", "sentence"), WRONG.values(), ids=WRONG)
def test_why_it_is_not_proven_is_said(
    wechat_pay: WeChatPay, change: dict[str, str], reason: str, sentence: str
) -> None:
    key = wechat_pay.private_key.public_key()
    headers = pairs(wechat_pay, b"{}") | {"Wechatpay-Serial": "PUB_KEY_ID_1"} | change

    with pytest.raises(InvalidSignature) as caught:
        check(wechat_pay, b"{}", headers, public_keys={"PUB_KEY_ID_1": key, "PUB_KEY_ID_2": key})

    assert (caught.value.reason, str(caught.value)) == (reason, sentence)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("times", [2, 3])
def test_a_header_that_came_more_than_once_is_not_believed(wechat_pay: WeChatPay, name: str, times: int) -> None:
    headers = pairs(wechat_pay, b"{}")
    repeated = [*headers.items(), *[(name, headers[name])] * (times - 1)]

    with pytest.raises(InvalidSignature, match=f"the header {name} came {times} times") as caught:
        check(wechat_pay, b"{}", repeated)

    assert caught.value.reason == "header-duplicated"


@pytest.mark.parametrize(
    ("difference", "limit", "sentence"),
    [
        (400.4, 300, "its time is 400 s ahead of this machine's clock; 300 s or more is refused"),
        (-400.4, 300, "its time is 400 s behind this machine's clock; 300 s or more is refused"),
        (1, 1, "its time is 1 s ahead of this machine's clock; 1 s or more is refused"),
    ],
)
def test_a_wrong_clock_is_told_with_its_side(
    wechat_pay: WeChatPay, difference: float, limit: float, sentence: str
) -> None:
    with pytest.raises(InvalidSignature) as caught:
        check(wechat_pay, b"{}", pairs(wechat_pay, b"{}"), now=NOW - difference, max_clock_difference=limit)

    assert str(caught.value) == sentence


def test_the_clock_is_looked_at_only_for_a_true_signature(wechat_pay: WeChatPay) -> None:
    headers = dict(wechat_pay.sign_answer(b"{}", timestamp=5, private_key=new_private_key()))

    with pytest.raises(InvalidSignature) as caught:
        check(wechat_pay, b"{}", headers)

    assert caught.value.reason == "signature-wrong"


def test_each_key_is_found_by_its_id(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    other = new_private_key()
    keys = {**credentials.public_keys, "PUB_KEY_ID_2": other.public_key()}
    headers = dict(wechat_pay.sign_answer(b"{}", timestamp=NOW, private_key=other)) | {
        "Wechatpay-Serial": "PUB_KEY_ID_2"
    }

    check(wechat_pay, b"{}", headers, public_keys=keys)
    with pytest.raises(InvalidSignature):
        check(wechat_pay, b"{}", headers | {"Wechatpay-Serial": wechat_pay.public_key_id}, public_keys=keys)


@pytest.mark.parametrize("key_id", ["x" * 100_000, "\x1b[31m\n", "pub_key_id_00000000000000000000000000000001"])
def test_an_unknown_key_id_is_shown_in_short_and_the_known_ones_are_named(wechat_pay: WeChatPay, key_id: str) -> None:
    with pytest.raises(InvalidSignature, match=wechat_pay.public_key_id) as caught:
        check(wechat_pay, b"{}", pairs(wechat_pay, b"{}") | {"Wechatpay-Serial": key_id})

    assert caught.value.reason == "unknown-public-key"
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300
    assert "x" * 65 not in str(caught.value)


def test_a_wrong_signature_gives_clues(wechat_pay: WeChatPay) -> None:
    with pytest.raises(InvalidSignature, match=f"3 bytes of body, verified with '{wechat_pay.public_key_id}'"):
        check(wechat_pay, b"{ }", pairs(wechat_pay, b"{}"))

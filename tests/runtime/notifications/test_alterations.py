"""Callbacks that were altered on the way: each kind is named, says what to mend, and stays refused."""

from __future__ import annotations

import base64
import gzip
import json
import time
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wxbrand_runtime import Credentials, InvalidNotification
from wxbrand_runtime.notifications import parse
from wxbrand_runtime.testing import WeChatPay, new_private_key

from tests.runtime.faults.callbacks import ALTERED, serialised

RESOURCE = {"coupon_code": "Code_123456", "openid": "oh-394z-6CGkNoJrsDLTTUKiAnp4"}


@pytest.fixture
def callback(wechat_pay: WeChatPay, credentials: Credentials) -> tuple[dict[str, str], bytes]:
    assert credentials.api_key is not None
    headers, body = wechat_pay.encrypt_notification(
        "EXAMPLE.SEND", RESOURCE, credentials.api_key, summary="券发放成功了"
    )
    return dict(headers), body


def refused(headers: Any, body: bytes, credentials: Credentials) -> InvalidNotification:
    with pytest.raises(InvalidNotification) as caught:
        parse(headers, body, credentials)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 1000
    assert "oh-394z" not in "".join(traceback.format_exception(caught.value))
    return caught.value


@pytest.mark.parametrize(("alter", "words"), ALTERED.values(), ids=ALTERED)
def test_an_altered_body_is_named_and_stays_refused(
    callback: tuple[dict[str, str], bytes], credentials: Credentials, alter: Callable[[bytes], bytes], words: str
) -> None:
    headers, body = callback
    altered = alter(body)
    assert altered != body

    error = refused(headers, altered, credentials)

    assert error.reason == "signature-wrong"
    assert words in str(error)
    assert parse(headers, body, credentials).summary == "券发放成功了"


def test_blanks_in_place_of_plus_signs_are_named(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    body = b'{"id":"1","resource":{"ciphertext":"a+b/c+d="}}'
    headers = wechat_pay.sign_answer(body)

    error = refused(headers, body.replace(b"+", b" "), credentials)

    assert "each + became a blank, as if it were a form (with that undone the signature verifies)" in str(error)


@pytest.mark.parametrize(
    ("alter", "words"),
    [
        (
            base64.b64encode,
            "The body is base64, as API gateways pass it on (isBase64Encoded) (probably only that is wrong)",
        ),
        (serialised, "The signature was not made with WeChat Pay's key of that id, so the body is not the reason."),
        (
            lambda body: body,
            "The signature was not made with WeChat Pay's key of that id, so the body is not the reason.",
        ),
    ],
)
def test_the_signature_of_another_key_proves_nothing(
    wechat_pay: WeChatPay, callback: Any, credentials: Credentials, alter: Callable[[bytes], bytes], words: str
) -> None:
    _, body = callback
    headers = wechat_pay.sign_answer(body, private_key=new_private_key())

    error = refused(headers, alter(body), credentials)

    assert error.reason == "signature-wrong"
    assert words in str(error)


@pytest.mark.parametrize("name", ["Wechatpay-Timestamp", "Wechatpay-Nonce"])
def test_a_changed_time_or_nonce_is_not_blamed_on_the_body_alone(
    callback: tuple[dict[str, str], bytes], credentials: Credentials, name: str
) -> None:
    headers, body = callback
    headers[name] = str(int(time.time()) - 1) if name.endswith("Timestamp") else "other"

    assert "the body, the timestamp or the nonce was changed" in str(refused(headers, body, credentials))


def test_a_missing_header_is_not_blamed_on_the_body(credentials: Credentials) -> None:
    error = refused({}, b"", credentials)

    assert str(error) == "this callback is not provably WeChat Pay's: the header Wechatpay-Signature is missing"


@pytest.mark.parametrize("nonce", ["a\nb", "\x00"])
def test_a_nonce_that_no_header_may_hold_is_refused_whatever_the_key(
    callback: tuple[dict[str, str], bytes], credentials: Credentials, nonce: str
) -> None:
    headers, body = callback

    error = refused(headers | {"Wechatpay-Nonce": nonce, "Wechatpay-Serial": "nobody's"}, body, credentials)

    assert "Wechatpay-Nonce holds a character" in str(error)


def test_a_bomb_is_not_inflated(callback: tuple[dict[str, str], bytes], credentials: Credentials) -> None:
    begin = time.monotonic()

    error = refused(callback[0], gzip.compress(bytes(50_000_000)), credentials)

    assert "The body is compressed (gzip)" in str(error)
    assert time.monotonic() - begin < 1.5


HOSTILE = [
    b"b'" + b"\\x" * 100,
    b"b'" + b"(" * 60_000,
    b"{'" * 30_000,
    b'"' * 60_000,
    b"[" * 60_000,
    b'{"a":' * 30_000,
    b'{"a":' * 700 + b"1" + b"}" * 700,
    b"%7B" * 20_000,
    b"A" * 60_001,
    b"A" * 17,
    b"\x1f\x8b",
    b"\x78\x9c" + bytes(99),
    b'"\\ud800"',
    b'{"resource":[]}',
    b'{"resource":{"a":NaN}}',
    "{'\ud7ff".encode(),
]


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: repr(body[:12]))
def test_hostile_bodies_are_refused_quickly(callback: Any, credentials: Credentials, body: bytes) -> None:
    begin = time.monotonic()

    assert refused(callback[0], body, credentials).reason == "signature-wrong"
    assert time.monotonic() - begin < 1.5


@settings(max_examples=100, deadline=None)
@given(
    body=st.binary(max_size=60)
    | st.sampled_from([b"b'", b'"', b"%7B", b"\x1f\x8b", b"{", b"x\x9c"]).flatmap(lambda begin: st.binary(max_size=60).map(begin.__add__))
    | st.recursive(st.text(max_size=5), lambda inner: st.dictionaries(st.sampled_from(["id", "resource", "a"]), inner)).map(lambda value: json.dumps(value).encode())
)  # fmt: skip
def test_any_body_is_refused_with_its_reason(body: bytes, wechat_pay: WeChatPay, credentials: Credentials) -> None:
    assert refused(dict(wechat_pay.sign_answer(b"{}")), body + b" ", credentials).reason == "signature-wrong"

"""The message that WeChat Pay verified, against the one that was signed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime.auth.signing import request_message
from wxbrand_runtime.client.refusals.sign_information import compare, describe_message, read_sign_information

OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
TARGET = f"/v3/users/{OPENID}?a=%2F"
BODY = '{"amount": 1, "name": "券"}'.encode()


def message(
    method: str = "POST", target: str = TARGET, time: int = 1_700_000_000, nonce: str = "N1", body: bytes = BODY
) -> bytes:
    return request_message(method, target, time, nonce, body)


SIGNED = message()
SAME = "WeChat Pay verified the same message as was signed ("


def said(information: dict[str, Any], signed: bytes = SIGNED) -> str:
    comparison = compare(read_sign_information(information), signed)
    assert comparison is not None
    assert comparison.is_same is comparison.sentence.startswith(SAME)
    return comparison.sentence


def test_a_message_is_described_as_wechat_pay_does() -> None:
    body = b'{"amount":{"total":1}}'

    described = describe_message(request_message("POST", "/v3/pay/transactions/jsapi", 1756951532, "IXlH", body))

    assert described == {
        "method": "POST",
        "url": "/v3/pay/transactions/jsapi",
        "truncated_sign_message": 'POST\n/v3/pay/transactions/jsapi\n1756951532\nIXlH\n{"amount\n',
        "sign_message_length": 71,
    }


@pytest.mark.parametrize(
    "signed", [SIGNED, message("GET", body=b""), message(body="券券券券券券券券券".encode()), message(body=b"{}\n")]
)
def test_the_same_message_means_the_key_or_the_serial_number(signed: bytes) -> None:
    sentence = said(describe_message(signed), signed)

    assert sentence == (
        f"{SAME}{len(signed)} bytes), so the key or the serial number is wrong: the private key must be that of the API "
        "certificate whose serial number is serial_no"
    )


@pytest.mark.parametrize("kept", [("method", "url"), ("truncated_sign_message",), ("sign_message_length",)])
def test_a_part_of_the_description_is_enough(kept: tuple[str, ...]) -> None:
    part = {name: value for name, value in describe_message(SIGNED).items() if name in kept}

    assert said(part).startswith(SAME)


@pytest.mark.parametrize("cut", range(1, 60, 7))
@pytest.mark.parametrize("end", ["", "...", "…"])
def test_the_message_may_be_cut_anywhere(cut: int, end: str) -> None:
    text = SIGNED.decode()[:cut] + end

    assert said({"truncated_sign_message": text, "sign_message_length": len(SIGNED)}).startswith(SAME)
    assert said({"truncated_sign_message": "X" + text[1:], "sign_message_length": len(SIGNED)}).startswith(
        "WeChat Pay verified another"
    )


def test_a_message_copied_from_a_log_is_read() -> None:
    described = describe_message(SIGNED)
    described["truncated_sign_message"] = described["truncated_sign_message"].replace("\n", "\\n")

    assert said(described | {"sign_message_length": str(len(SIGNED))}).startswith(SAME)


DIFFERENT: dict[str, tuple[bytes, str]] = {
    "method": (message("GET"), "Line 1 (method) differs from character 1 on: POST was signed and GET arrived; sign the method"),
    "case of the method": (message("post"), "Line 1 (method) differs from character 1 on: the method must be signed as it is sent"),
    "query lost": (message(target=TARGET.partition("?")[0]), "Line 2 (URL) differs from character 39 on: the query was signed and did not arrive"),
    "query added": (message(target=f"{TARGET}&b=1"), "Line 2 (URL) differs from character 45 on: it was altered on the way"),
    "decoded": (message(target=TARGET.replace("%2F", "/")), "it was percent-encoded differently on the way"),
    "prefix": (message(target=f"/proxy{TARGET}"), "something was put before it on the way, such as the path of a proxy"),
    "prefix removed": (message(target=TARGET.removeprefix("/v3")), "what was signed before it did not arrive"),
    "another path": (message(target="/v3/other"), "Line 2 (URL) differs from character 5 on: it was altered on the way (proxy, gateway)"),
    "timestamp": (message(time=1_700_000_001), "Line 3 (timestamp) differs from character 10 on: the Authorization was made of other"),
    "nonce": (message(nonce="N2"), "Line 4 (nonce) differs from character 2 on: the Authorization was made of other values"),
    "no body": (message(body=b""), "bytes shorter than the 93 that were signed, so line 5 (body) differs: it was signed and did not arrive"),
    "another body": (message(body=b'[1, 2, 3]'), "Line 5 (body) differs from character 1 on: it was altered on the way"),
    "serialised again": (message(body='{"amount":1,"name":"券"}'.encode()), "It is 3 bytes shorter than the 93 that were signed, so line 5 (body) differs: as long as if the JSON was serialised"),
    "later in the body": (message(body='{"amount": 1,"name":"券"}'.encode()), "It is 2 bytes shorter than the 93 that were signed"),
    "escaped": (message(body=b'{"amount": 1, "name": "\\u5238"}'), "3 bytes longer than the 93 that were signed, so line 5 (body) differs: as long as if the JSON was serialised again"),
    "line feed": (message(body=BODY + b"\n"), "as long as if a line feed was added"),
}  # fmt: skip


@pytest.mark.parametrize(("verified", "words"), DIFFERENT.values(), ids=DIFFERENT)
def test_the_first_difference_is_named(verified: bytes, words: str) -> None:
    sentence = said(describe_message(verified))

    assert sentence.startswith("WeChat Pay verified another message than was signed. ")
    assert words in sentence


def test_a_body_that_was_not_signed_is_named() -> None:
    sentence = said(describe_message(SIGNED), message(body=b""))

    assert "Line 5 (body) differs from character 1 on: it arrived and was not signed" in sentence


@pytest.mark.parametrize(
    "information",
    [
        {},
        {"method": 5, "url": None},
        {"method": "POST"},
        {"truncated_sign_message": "", "sign_message_length": True},
        {"truncated_sign_message": ["POST"], "sign_message_length": "many"},
        {"sign_message_length": "9" * 10},
        {"sign_message_length": 1.5},
    ],
)
def test_nothing_is_said_of_a_description_without_content(information: dict[str, Any]) -> None:
    assert compare(read_sign_information(information), SIGNED) is None


@given(
    st.fixed_dictionaries(
        {}, optional={name: st.text() | st.integers() | st.none() for name in describe_message(SIGNED)}
    )
)
def test_no_sentence_quotes_a_message(information: dict[str, Any]) -> None:
    comparison = compare(read_sign_information(information | {"url": f"/private/{OPENID}"}), SIGNED)

    assert comparison is None or (OPENID not in comparison.sentence and "private/" not in comparison.sentence)
    assert comparison is None or comparison.sentence.isprintable()

"""Authentication: requests that are refused before the spec is consulted."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest
from wxbrand_runtime.auth.signing import request_message, response_message, sign, verify
from wxbrand_runtime.errors import InvalidSignature
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import RequestRefused, WeChatPay, new_pair, new_private_key

from tests.runtime.conftest import private_key_of

if TYPE_CHECKING:
    from wxbrand_runtime.auth.credentials import Credentials

NOW = 1_760_000_000
SCHEME = "WECHATPAY-BRAND-SHA256-RSA2048"
TARGET = "/brand/a?b=1"
BODY = '{"name": "券"}'.encode()
OFFICIAL_ORDER = ("brand_id", "nonce_str", "signature", "timestamp", "serial_no")  # Java's
GO_ORDER = ("brand_id", "nonce_str", "timestamp", "serial_no", "signature")


@pytest.fixture
def parameters(keys: tuple[WeChatPay, Credentials]) -> dict[str, str]:
    credentials = keys[1]
    message = request_message("POST", TARGET, NOW, "nonce", BODY)
    return {
        "brand_id": credentials.brand_id,
        "nonce_str": "nonce",
        "timestamp": str(NOW),
        "serial_no": credentials.serial_no,
        "signature": sign(private_key_of(credentials), message),
    }


def written(parameters: dict[str, str], order: tuple[str, ...] = OFFICIAL_ORDER, comma: str = ",") -> str:
    return f"{SCHEME} " + comma.join(f'{name}="{parameters[name]}"' for name in order)


def refusal(wechat_pay: WeChatPay, headers: list[tuple[str, str]]) -> RequestRefused:
    with pytest.raises(RequestRefused) as caught:
        wechat_pay.verify_request("POST", TARGET, Headers(headers), BODY)
    return caught.value


def with_serial(wechat_pay: WeChatPay, *values: str) -> list[tuple[str, str]]:
    return [*(("Authorization", value) for value in values), ("Wechatpay-Serial", wechat_pay.public_key_id)]


@pytest.mark.parametrize("order", [OFFICIAL_ORDER, GO_ORDER, tuple(sorted(GO_ORDER))])
@pytest.mark.parametrize("comma", [",", ", ", ",\t "])
def test_parameters_may_stand_in_any_order(
    wechat_pay: WeChatPay, parameters: dict[str, str], order: tuple[str, ...], comma: str
) -> None:
    headers = Headers(with_serial(wechat_pay, written(parameters, order, comma)))

    wechat_pay.verify_request("POST", TARGET, headers, BODY)


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"brand_id": "7"}, 401, "brand_id '7' is not known; expected '20000001'"),
        ({"serial_no": "AB"}, 401, "serial_no 'AB' is not that of the brand API certificate"),
        ({"nonce_str": ""}, 401, "nonce_str is empty"),
        ({"timestamp": "1_760"}, 401, "timestamp is not Unix time in seconds, in decimal digits"),
        ({"timestamp": "-1"}, 401, "timestamp is not Unix time in seconds, in decimal digits"),
        ({"timestamp": "017"}, 401, "timestamp is not Unix time in seconds, in decimal digits"),
        ({"timestamp": f"{NOW + 301}"}, 401, "301 seconds ahead of WeChat Pay's clock; 300 are allowed"),
        ({"timestamp": f"{NOW - 305}"}, 401, "305 seconds behind WeChat Pay's clock; 300 are allowed"),
        ({"timestamp": f"{NOW}000"}, 401, "seconds ahead of"),
        ({"signature": ""}, 401, "the signature is empty"),
        ({"signature": "no base64!"}, 401, "the signature is not standard base64"),
        ({"signature": base64.b64encode(bytes(256)).decode()}, 401, "the signature does not belong to this message"),
    ],
)
def test_each_parameter_is_checked(
    wechat_pay: WeChatPay, parameters: dict[str, str], change: dict[str, str], status: int, message: str
) -> None:
    refused = refusal(wechat_pay, with_serial(wechat_pay, written({**parameters, **change})))

    assert (refused.status, refused.code) == (status, "SIGN_ERROR")
    assert message in refused.message


@pytest.mark.parametrize("off", [300, -300])
def test_five_minutes_are_allowed(wechat_pay: WeChatPay, parameters: dict[str, str], keys: Any, off: int) -> None:
    message = request_message("POST", TARGET, NOW + off, "nonce", BODY)
    shifted = {**parameters, "timestamp": str(NOW + off), "signature": sign(keys[1].private_key, message)}

    wechat_pay.verify_request("POST", TARGET, Headers(with_serial(wechat_pay, written(shifted))), BODY)


@pytest.mark.parametrize("name", GO_ORDER)
def test_a_missing_or_repeated_parameter_is_named(wechat_pay: WeChatPay, parameters: dict[str, str], name: str) -> None:
    without = tuple(other for other in GO_ORDER if other != name)

    missing = refusal(wechat_pay, with_serial(wechat_pay, written(parameters, without)))
    twice = refusal(wechat_pay, with_serial(wechat_pay, written(parameters, (*GO_ORDER, name))))

    assert missing.message == f"Authorization lacks {name}"
    assert twice.message == f"Authorization has {name} twice"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace(SCHEME, "WECHATPAY2-SHA256-RSA2048"), f"the Authorization type is not {SCHEME}"),
        (lambda text: text.replace(SCHEME, SCHEME.lower()), f"the Authorization type is not {SCHEME}"),
        (lambda text: text.replace('"', "'"), "pair 1 is not of that form"),
        (lambda text: text.replace('",', '";'), "pair 1 is not of that form"),
        (lambda text: text.replace("nonce_str=", "nonce_str ="), "pair 2 is not of that form"),
        (lambda text: text + ",", "ends with a comma"),
        (lambda text: text + ',mchid="1"', "has an unknown parameter 'mchid'"),
        (lambda text: text + ',x="\xe5"', "pair 6 is not of that form"),
        (lambda text: SCHEME, "lacks brand_id, nonce_str, timestamp, serial_no, signature"),
    ],
)
def test_a_malformed_header_is_explained(
    wechat_pay: WeChatPay, parameters: dict[str, str], change: Any, message: str
) -> None:
    refused = refusal(wechat_pay, with_serial(wechat_pay, change(written(parameters))))

    assert (refused.status, refused.code) == (401, "SIGN_ERROR")
    assert message in refused.message


def test_authorization_must_stand_once(wechat_pay: WeChatPay, parameters: dict[str, str]) -> None:
    text = written(parameters)

    assert refusal(wechat_pay, with_serial(wechat_pay)).message == "the request has no Authorization header"
    assert "2 Authorization headers" in refusal(wechat_pay, with_serial(wechat_pay, text, text)).message


@pytest.mark.parametrize("ids", [(), ("PUB_KEY_ID_0",), ("right", "right")])
def test_the_key_id_must_stand_once_and_be_ours(
    wechat_pay: WeChatPay, parameters: dict[str, str], ids: tuple[str, ...]
) -> None:
    values = [wechat_pay.public_key_id if id_ == "right" else id_ for id_ in ids]
    headers = [("Authorization", written(parameters)), *(("Wechatpay-Serial", value) for value in values)]

    refused = refusal(wechat_pay, headers)

    assert (refused.status, refused.code) == (400, "INVALID_REQUEST")
    assert refused.message.endswith(f"expected {wechat_pay.public_key_id!r}")
    assert refused.detail is not None
    assert refused.detail["field"] == "Wechatpay-Serial"


def test_a_wrong_signature_shows_the_message_line_by_line(wechat_pay: WeChatPay, parameters: dict[str, str]) -> None:
    wrong = {**parameters, "signature": base64.b64encode(bytes(256)).decode()}

    refused = refusal(wechat_pay, with_serial(wechat_pay, written(wrong)))

    assert refused.message.splitlines()[2:] == [
        'line 1 method: "POST"',
        'line 2 target: "/brand/a?b=1"',
        f'line 3 timestamp: "{NOW}"',
        'line 4 nonce: "nonce"',
        'line 5 body: "{\\"name\\": \\"券\\"}"',
    ]
    assert "another private key made it" in refused.message
    assert refused.detail == {
        "field": "signature",
        "issue": "sign not match",
        "location": "authorization",
        "sign_information": {
            "method": "POST",
            "url": TARGET,
            "truncated_sign_message": f'POST\n{TARGET}\n{NOW}\nnonce\n{{"name":\n',
            "sign_message_length": len(request_message("POST", TARGET, NOW, "nonce", BODY)),
        },
    }


def test_a_long_body_is_shown_by_length_and_digest(wechat_pay: WeChatPay, parameters: dict[str, str]) -> None:
    with pytest.raises(RequestRefused) as caught:
        wechat_pay.verify_request("POST", TARGET, Headers(with_serial(wechat_pay, written(parameters))), b"x" * 2000)

    digest = "5c0e0ea421571c300b5df6aec0a118b5c3dc02e0683a546341d5efc689df2f58"
    assert caught.value.message.endswith(f"line 5 body: 2000 bytes, SHA-256 {digest}")


@pytest.mark.parametrize(
    ("signed", "slip"),
    [
        (request_message("POST", TARGET, NOW, "nonce", BODY)[:-1], "the last line was not ended by LF"),
        (request_message("POST", TARGET, NOW, "nonce", BODY).replace(b"\n", b"\r\n"), "CR LF"),
        (request_message("post", TARGET, NOW, "nonce", BODY), "the method was signed in lower case"),
        (request_message("GET", TARGET, NOW, "nonce", b""), "GET was signed, and POST was sent"),
        (request_message("POST", "/brand/a", NOW, "nonce", BODY), "without its query"),
        (request_message("POST", f"http://127.0.0.1:1{TARGET}", NOW, "nonce", BODY), "the whole URL was signed"),
        (request_message("POST", TARGET, NOW, "nonce", b""), "the body was signed as empty"),
        (request_message("POST", TARGET, NOW, "nonce", '{"name":"券"}'.encode()), "the body was serialised twice"),
    ],
)
def test_a_usual_slip_is_recognised(
    wechat_pay: WeChatPay, parameters: dict[str, str], keys: Any, signed: bytes, slip: str
) -> None:
    wrong = {**parameters, "signature": sign(keys[1].private_key, signed)}

    refused = refusal(wechat_pay, [*with_serial(wechat_pay, written(wrong)), ("Host", "127.0.0.1:1")])

    assert slip in refused.message


@pytest.mark.parametrize(
    ("signed", "sent"),
    [
        (
            rb'{"url":"https://a.example/?a=1\u0026b=\u003c2\u003e"}',
            b'{"url":"https://a.example/?a=1&b=<2>"}',
        ),  # as Go writes it
        (rb'{"name":"it\u0027s \u003d"}', b'{"name":"it\'s ="}'),  # as Gson writes it
    ],
)
def test_a_body_signed_with_html_escapes_is_recognised(
    wechat_pay: WeChatPay, parameters: dict[str, str], keys: Any, signed: bytes, sent: bytes
) -> None:
    signature = sign(keys[1].private_key, request_message("POST", TARGET, NOW, "nonce", signed))
    headers = Headers(with_serial(wechat_pay, written({**parameters, "signature": signature})))

    with pytest.raises(RequestRefused, match="the body was serialised twice"):
        wechat_pay.verify_request("POST", TARGET, headers, sent)


def test_a_target_signed_decoded_is_recognised(wechat_pay: WeChatPay, parameters: dict[str, str], keys: Any) -> None:
    signature = sign(keys[1].private_key, request_message("GET", "/券", NOW, "nonce", b""))
    headers = Headers(with_serial(wechat_pay, written({**parameters, "signature": signature})))

    with pytest.raises(RequestRefused, match="the target was signed percent-decoded"):
        wechat_pay.verify_request("GET", "/%E5%88%B8", headers, b"")


def test_a_refusal_is_written_in_the_platforms_shape() -> None:
    bare = RequestRefused(404, "NOT_FOUND", "没有")
    full = RequestRefused(400, "PARAM_ERROR", "no", {"field": "a"})

    assert json.loads(bare.body()) == {"code": "NOT_FOUND", "message": "没有"}
    assert json.loads(full.body()) == {"code": "PARAM_ERROR", "message": "no", "detail": {"field": "a"}}


def test_an_answer_is_signed_afresh(wechat_pay: WeChatPay) -> None:
    first, second = Headers(wechat_pay.sign_answer(b"{}")), Headers(wechat_pay.sign_answer(b"{}"))

    nonce = first.get("Wechatpay-Nonce") or ""
    message = response_message(NOW, nonce, b"{}")
    verify(wechat_pay.private_key.public_key(), message, first.get("Wechatpay-Signature") or "")
    assert first.get("Wechatpay-Timestamp") == str(NOW)
    assert first.get("Wechatpay-Serial") == wechat_pay.public_key_id
    assert first.get("Wechatpay-Signature-Type") == SCHEME
    assert nonce != second.get("Wechatpay-Nonce")


def test_key_time_and_nonce_of_an_answer_can_be_given(wechat_pay: WeChatPay) -> None:
    other = new_private_key()

    headers = Headers(wechat_pay.sign_answer(b"", private_key=other, timestamp=1, nonce="n"))

    signature = headers.get("Wechatpay-Signature") or ""
    verify(other.public_key(), b"1\nn\n\n", signature)
    with pytest.raises(InvalidSignature):
        verify(wechat_pay.private_key.public_key(), b"1\nn\n\n", signature)


def test_a_pair_matches_and_shows_no_key() -> None:
    wechat_pay, credentials = new_pair()

    assert credentials.public_keys[wechat_pay.public_key_id].public_numbers() == (
        wechat_pay.private_key.public_key().public_numbers()
    )
    assert private_key_of(credentials).public_key().public_numbers() == wechat_pay.account_key.public_numbers()
    assert "Key object" not in repr(wechat_pay)
    assert "private_key" not in repr(wechat_pay)

"""Sensitive texts: unencrypted ones are refused in requests, and responses contain none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wxbrand_codegen.sandbox import Sandbox
from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.decryption import decrypt_text, encrypt_text
from wxbrand_runtime.testing import WeChatPay, new_private_key

from tests.generator.sandbox.conftest import Caller
from tests.generator.sandbox.test_requests import detail, issue
from tests.runtime.conftest import private_key_of

PHONE = "13800138000"
FOREIGN = encrypt_text(new_private_key().public_key(), PHONE)
TEXT = {"type": "string", "maxLength": 11, "x-wxbrand-sensitive": True}
PERSON = {
    "type": "object",
    "properties": {
        "phone": {"$ref": "#/components/schemas/Phone"},
        "phones": {"type": "array", "items": TEXT},
        "by_key": {"type": "object", "additionalProperties": TEXT},
        "friend": {"$ref": "#/components/schemas/Person"},
        "either": {"oneOf": [{"type": "integer"}, {"allOf": [{"$ref": "#/components/schemas/Phone"}]}]},
        "no": {"type": "string", "maxLength": 40},
    },
}
ANSWER = {"phone": PHONE, "phones": [PHONE, ""], "by_key": {"a": PHONE}, "friend": {"phone": PHONE}, "no": "n"}
LONG = {"type": "string", "x-wxbrand-sensitive": True, "example": "券" * 72}


def operation(answer: Any, body: Any = None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "x-wxbrand-idempotency": {"field": "no", "repeat": "safe"},
        "responses": {"200": {"description": "", "content": {"application/json": answer}}},
    }
    if body is not None:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return made


DOCUMENT = {
    "openapi": "3.1.1",
    "paths": {
        "/people": {
            "post": operation({"schema": {"$ref": "#/components/schemas/Person"}, "example": ANSWER}, PERSON),
            "get": operation({"schema": LONG}),
        },
        "/phones": {"post": operation({"schema": {"type": "array", "items": TEXT}}, {"type": "array", "items": TEXT})},
    },
    "components": {"schemas": {"Phone": TEXT, "Person": PERSON}},
}


@pytest.fixture
def caller(wechat_pay: WeChatPay, credentials: Credentials) -> Caller:
    return Caller(credentials=credentials, sandbox=Sandbox(DOCUMENT, wechat_pay))


@pytest.fixture
def wechat_pay(call: Caller) -> WeChatPay:
    return call.sandbox.wechat_pay


@pytest.fixture
def credentials(call: Caller) -> Credentials:
    return call.credentials


def closed(value: Any, credentials: Credentials) -> Any:
    if isinstance(value, str):
        return encrypt_text(credentials.public_key, value) if value == PHONE else value
    if isinstance(value, list):
        return [closed(item, credentials) for item in value]
    return {key: closed(member, credentials) for key, member in value.items()} if isinstance(value, dict) else value


def test_encrypted_texts_are_accepted_and_can_be_decrypted_by_tests(caller: Caller) -> None:
    value = {"phone": PHONE, "phones": [PHONE], "by_key": {"a": PHONE}, "friend": {"phones": [PHONE]}, "either": PHONE}

    answer = caller("POST", "/people", closed(value, caller.credentials))

    assert answer.status == 200
    (arrival,) = caller.sandbox.requests
    assert PHONE.encode() not in arrival.body
    assert caller.sandbox.decrypt_body(arrival, json.loads(arrival.body)) == value


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"phone": PHONE}, "phone"),
        ({"phones": [PHONE]}, "phones[0]"),
        ({"by_key": {"a": PHONE}}, "by_key.a"),
        ({"friend": {"friend": {"phone": PHONE}}}, "friend.friend.phone"),
        ({"either": PHONE}, "either"),
        ({"phone": FOREIGN}, "phone"),
    ],
    ids=["member", "item", "map", "deep", "kind", "another key"],
)
def test_texts_that_are_not_encrypted_for_wechat_pay_are_refused(caller: Caller, value: Any, field: str) -> None:
    answer = caller("POST", "/people", value)

    assert detail(answer) == (400, "PARAM_ERROR", "body", field)
    assert "must be encrypted with WeChat Pay's public key" in issue(answer)
    assert PHONE.encode() not in answer.body


def test_limits_are_those_of_the_plaintext(caller: Caller) -> None:
    answer = caller("POST", "/people", {"phone": encrypt_text(caller.credentials.public_key, PHONE + "0")})

    assert detail(answer) == (400, "PARAM_ERROR", "body", "phone")
    assert issue(answer) == "has 12 characters; at most 11 are allowed"


def test_a_response_is_encrypted_for_the_brand(caller: Caller) -> None:
    answer = caller.verified(caller("POST", "/people", {}))

    texts = [answer["phone"], *answer["phones"], answer["by_key"]["a"], answer["friend"]["phone"]]
    assert [decrypt_text(private_key_of(caller.credentials), text) for text in texts] == [
        PHONE,
        PHONE,
        "",
        PHONE,
        PHONE,
    ]
    assert answer["no"] == "n"


def test_a_synthesised_response_is_encrypted(caller: Caller) -> None:
    (text,) = caller.verified(caller("POST", "/phones", []))

    assert len(decrypt_text(private_key_of(caller.credentials), text)) == 11


def test_a_scripted_body_is_not_encrypted(caller: Caller) -> None:
    caller.sandbox.script(body=b'{"phone": "1"}')

    assert caller.verified(caller("POST", "/people", {})) == {"phone": "1"}


def test_an_example_that_is_too_long_to_encrypt_is_reported(caller: Caller) -> None:
    assert caller("GET", "/people").status == 501


def test_a_repeat_with_new_ciphertexts_is_the_same_request(caller: Caller) -> None:
    first, again, other = (
        caller("POST", "/people", {"no": "1", "phone": encrypt_text(caller.credentials.public_key, phone)})
        for phone in (PHONE, PHONE, "13800138001")
    )

    assert (first.status, again.status, other.status) == (200, 200, 400)
    assert json.loads(other.body)["code"] == "INVALID_REQUEST"

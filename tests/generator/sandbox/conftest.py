"""A small spec, a sandbox for it, and a caller that signs with the signing primitives only."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from wxbrand_codegen.sandbox import Sandbox, running
from wxbrand_codegen.sandbox.product import Product
from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.auth.signing import authorization, response_message, verify
from wxbrand_runtime.http import Answer, Headers
from wxbrand_runtime.testing import WeChatPay, new_pair

from tests.generator.sandbox.brands import START, Brand, Clock

NOW = 1_760_000_000


@dataclass(kw_only=True)
class Caller:
    """Signs and sends requests, in process or over a socket. Defaults are correct."""

    credentials: Credentials
    sandbox: Sandbox
    base_url: str | None = None
    nonce: str = "593BEC0C930BF1AFEB40B4A08C8FB242"
    defaults: dict[str, str] = field(default_factory=lambda: {"Accept": "application/json"})

    def __call__(
        self,
        method: str,
        target: str,
        value: Any = None,
        *,
        body: bytes = b"",
        headers: dict[str, str | None] | None = None,
        signed: tuple[str, str, bytes] | None = None,
        timestamp: int = NOW,
    ) -> Answer:
        sent = json.dumps(value, ensure_ascii=False).encode() if value is not None else body
        token = authorization(
            self.credentials, *(signed or (method, target, sent)), timestamp=timestamp, nonce=self.nonce
        )
        fields: dict[str, str | None] = {
            **self.defaults,
            "Authorization": token,
            "Wechatpay-Serial": self.credentials.public_key_id,
            "Content-Type": "application/json" if sent else None,
            **(headers or {}),
        }
        pairs = [(name, text) for name, text in fields.items() if text is not None]
        if self.base_url is None:
            return self.sandbox.answer(method, target, Headers(pairs), sent)
        return over_http(self.base_url, method, target, pairs, sent)

    def verified(self, answer: Answer) -> Any:
        """Verify the signature of a response and return its JSON."""
        message = response_message(
            int(answer.headers.get("Wechatpay-Timestamp") or ""),
            answer.headers.get("Wechatpay-Nonce") or "",
            answer.body,
        )
        verify(
            self.sandbox.wechat_pay.private_key.public_key(), message, answer.headers.get("Wechatpay-Signature") or ""
        )
        return json.loads(answer.body) if answer.body else None


def over_http(base_url: str, method: str, target: str, pairs: list[tuple[str, str]], body: bytes) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=10)
    try:
        has_host = any(name == "Host" for name, _ in pairs)
        connection.putrequest(method, target, skip_host=has_host, skip_accept_encoding=True)
        for name, text in pairs:
            connection.putheader(name, text)
        if body:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body or None)
        response = connection.getresponse()
        return Answer(status=response.status, headers=Headers(response.getheaders()), body=response.read())
    finally:
        connection.close()


@pytest.fixture(scope="session")
def keys() -> tuple[WeChatPay, Credentials]:
    return new_pair(clock=lambda: NOW)


@pytest.fixture
def wechat_pay(keys: tuple[WeChatPay, Credentials]) -> WeChatPay:
    return keys[0]


@pytest.fixture
def document() -> dict[str, Any]:
    return spec()


@pytest.fixture
def sandbox(document: dict[str, Any], wechat_pay: WeChatPay) -> Sandbox:
    return Sandbox(document, wechat_pay)


@pytest.fixture
def call(sandbox: Sandbox, keys: tuple[WeChatPay, Credentials]) -> Caller:
    return Caller(credentials=keys[1], sandbox=sandbox)


@pytest.fixture
def call_over_http(call: Caller, sandbox: Sandbox) -> Iterator[Caller]:
    with running(sandbox) as base_url:
        call.base_url = base_url
        yield call


@pytest.fixture
def exchange() -> Callable[..., Answer]:
    return over_http


@pytest.fixture
def coupon() -> dict[str, Any]:
    """A valid body for POST /users/{openid}/coupons."""
    return {"send_request_no": "34657_20250101_123456", "coupon_id": "200000001"}


@pytest.fixture
def clock() -> Clock:
    return Clock(START.timestamp())


@pytest.fixture
def sends_bundles_at_once() -> bool:
    return False


@pytest.fixture
def brand(keys: tuple[WeChatPay, Credentials], clock: Clock, sends_bundles_at_once: bool) -> Brand:
    wechat_pay, credentials = keys
    pay = replace(wechat_pay, clock=clock)
    brand = Brand(Product(pay, credentials.api_key or "", bundles_at_once=sends_bundles_at_once), clock)
    brand("SetNotifyConfig", notify_url="https://www.example.com/notify")
    return brand


def spec() -> dict[str, Any]:
    def reply(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {"description": "成功", "content": {"application/json": {"schema": schema, **more}}}

    def ref(name: str) -> dict[str, Any]:
        return {"$ref": f"#/components/schemas/{name}"}

    return {
        "openapi": "3.1.0",
        "info": {"title": "Sandbox tests", "version": "1"},
        "paths": {
            "/users/{openid}/coupons": {
                "parameters": [{"$ref": "#/components/parameters/openid"}],
                "post": {
                    "x-wxbrand-idempotency": {"field": "send_request_no"},
                    "requestBody": {"required": True, "content": {"application/json": {"schema": ref("Send")}}},
                    "responses": {
                        "200": reply(ref("Token"), example={"token": "ABBpZjCf"}),
                        "429": reply(ref("Error"), example={"code": "FREQUENCY_LIMITED", "message": "慢一点"}),
                    },
                },
                "get": {
                    "parameters": [
                        {
                            "name": "limit",
                            "in": "query",
                            "required": True,
                            "schema": {"type": "integer", "maximum": 50},
                        },
                        {
                            "name": "states",
                            "in": "query",
                            "schema": {"type": "array", "items": ref("State"), "maxItems": 2},
                        },
                        {
                            "name": "ids",
                            "in": "query",
                            "explode": False,
                            "schema": {"type": "array", "items": {"type": "integer"}},
                        },
                        {"name": "used", "in": "query", "schema": {"type": "boolean"}},
                        {"name": "ratio", "in": "query", "schema": {"type": "number"}},
                        {"name": "name", "in": "query", "schema": {"type": "string", "maxLength": 4}},
                        {"name": "filter", "in": "query", "content": {"application/json": {"schema": ref("Token")}}},
                        {"name": "X-Round", "in": "header", "schema": {"type": "integer", "minimum": 1}},
                        {"name": "Wechatpay-Serial", "in": "header", "required": True, "schema": {"type": "string"}},
                    ],
                    "responses": {"200": reply(ref("Coupon"))},
                },
                "delete": {"responses": {"204": {"description": "已删除"}}},
            },
            "/users/all/coupons": {"get": {"responses": {"200": reply({"type": "string", "example": "all"})}}},
            "/trees": {
                "post": {
                    "requestBody": {"content": {"application/json": {"schema": ref("Tree")}}},
                    "responses": {"201": reply(ref("Tree"))},
                }
            },
            "/pets": {
                "put": {
                    "requestBody": {"content": {"application/json": {"schema": ref("Pet")}}},
                    "responses": {"200": reply(ref("Pet"), examples={"cat": {"value": {"name": "猫"}}})},
                }
            },
            "/uploads": {
                "post": {
                    "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": ref("Upload")}}},
                    "responses": {"200": {"description": "成功", "content": {"text/csv": {"example": "a,b"}}}},
                }
            },
        },
        "components": {
            "parameters": {
                "openid": {
                    "name": "openid",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "maxLength": 20},
                }
            },
            "schemas": {
                "Upload": {
                    "type": "object",
                    "required": ["meta", "file"],
                    "properties": {
                        "meta": {
                            "type": "object",
                            "required": ["filename", "sha256"],
                            "properties": {
                                "filename": {"type": "string", "maxLength": 8, "x-wxbrand-from-file": "name"},
                                "sha256": {"type": "string", "x-wxbrand-from-file": "sha256"},
                            },
                        },
                        "file": {"type": "string", "format": "binary", "x-wxbrand-max-bytes": 20},
                        "count": {"type": "integer"},
                        "tags": {"type": "array", "items": {"type": "string"}},
                    },
                },
                "State": {"type": "string", "enum": ["EFFECTIVE", "USED"]},
                "Token": {
                    "type": "object",
                    "required": ["token"],
                    "properties": {"token": {"type": "string", "maxLength": 1024}},
                },
                "Error": {"type": "object", "properties": {"code": {"type": "string"}, "message": {"type": "string"}}},
                "Send": {
                    "type": "object",
                    "required": ["send_request_no", "coupon_id"],
                    "properties": {
                        "send_request_no": {
                            "type": "string",
                            "minLength": 6,
                            "maxLength": 40,
                            "pattern": "^[0-9A-Za-z_-]+$",
                        },
                        "coupon_id": {"type": "string"},
                        "attach": {"type": "string", "maxLength": 5},
                        "start_time": {"type": ["string", "null"], "format": "date-time"},
                        "count": {"type": "integer", "minimum": 1, "maximum": 9},
                        "states": {"type": "array", "items": ref("State"), "minItems": 1, "uniqueItems": True},
                        "display_info": {
                            "type": "object",
                            "required": ["name"],
                            "properties": {"name": {"type": "string", "maxLength": 3}, "code": {"const": "A"}},
                        },
                        "store_list": {"type": "array", "items": ref("Store"), "maxItems": 2},
                        "labels": {"type": "object", "additionalProperties": ref("Store")},
                        "free": {"type": "object"},
                    },
                },
                "Store": {
                    "type": "object",
                    "required": ["store_id"],
                    "properties": {"store_id": {"type": "string", "maxLength": 3}},
                },
                "Tree": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string"},
                        "best": ref("Tree"),
                        "children": {"type": "array", "items": ref("Tree")},
                    },
                },
                "Coupon": {
                    "type": "object",
                    "required": ["id", "state"],
                    "properties": {
                        "id": {"type": "string", "minLength": 30, "maxLength": 32, "pattern": "^[0-9]+$"},
                        "state": ref("State"),
                        "count": {"type": "integer", "exclusiveMinimum": 4, "multipleOf": 5},
                        "share": {"type": "number", "maximum": 0.5, "multipleOf": 0.25},
                        "time": {"type": ["null", "string"], "format": "date-time"},
                        "used": {"type": "boolean"},
                        "stores": {"type": "array", "items": ref("Store"), "minItems": 2},
                        "labels": {"type": "object", "additionalProperties": {"type": "integer"}},
                    },
                },
                "Named": {"type": "object", "properties": {"name": {"type": "string"}}},
                "Pet": {
                    "allOf": [ref("Named"), {"type": "object", "properties": {"age": {"type": "integer"}}}],
                    "oneOf": [{"required": ["name"]}, {"required": ["age"]}],
                },
            },
        },
    }

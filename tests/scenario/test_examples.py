"""The requests that the documentation shows are answered as success by a sandbox that simulates the product, unless it is strict."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from wxbrand_codegen.sandbox import Sandbox
from wxbrand_runtime import Credentials
from wxbrand_runtime.auth import sign_request
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import WeChatPay, new_pair

METHODS = ("get", "post", "patch", "delete")


@pytest.fixture(scope="module")
def pair() -> tuple[WeChatPay, Credentials]:
    return new_pair()


def test_every_example_is_answered(document: str, pair: tuple[WeChatPay, Credentials]) -> None:
    wechat_pay, credentials = pair
    api: dict[str, Any] = json.loads(document)
    sandbox = Sandbox(api, wechat_pay)
    sandbox.play(credentials.api_key or "", strict=False)
    statuses: dict[str, int] = {}
    for path, item in api["paths"].items():
        for method in (name for name in METHODS if name in item):
            operation = item[method]
            media = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if media is None and "requestBody" in operation:
                continue  # an upload
            example = {
                name: value for name, value in (media or {"example": {}})["example"].items() if name not in LEFT_OUT
            }
            body = json.dumps(example, ensure_ascii=False).encode() if media else b""
            target = target_of(api, path, operation)
            headers = sign_request(credentials, method.upper(), target, body) | {"Accept": "application/json"}
            headers |= {"Content-Type": "application/json"} if body else {}
            answer = sandbox.answer(method.upper(), target, Headers(headers.items()), body)
            statuses[operation["operationId"]] = answer.status

    assert len(statuses) > 60
    assert {name: status for name, status in statuses.items() if status not in {200, 204}} == {}


LEFT_OUT = {"phone_number", "user_information", "page_token"}
"""Members that are encrypted, and the token of a page that this sandbox has not issued."""


def target_of(api: dict[str, Any], path: str, operation: dict[str, Any]) -> str:
    query: dict[str, Any] = {}
    for parameter in operation.get("parameters", ()):
        found = parameter
        while "$ref" in found:
            found = api["components"]["parameters"][found["$ref"].rpartition("/")[2]]
        if found["in"] == "path":
            path = path.replace(f"{{{found['name']}}}", found["example"])
        elif found["in"] == "query" and found["name"] not in LEFT_OUT:
            query[found["name"]] = found["example"]
    return f"{path}?{urlencode(query)}" if query else path

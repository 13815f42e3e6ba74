"""Uploads, and request bodies and responses that are not JSON."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from wxbrand_codegen.sandbox import Sandbox
from wxbrand_runtime.client.serialisation.multipart import Part, encode_multipart
from wxbrand_runtime.testing import WeChatPay

if TYPE_CHECKING:
    from wxbrand_runtime.http import Answer

    from tests.generator.sandbox.conftest import Caller

FILE = b"\x89PNG\r\n--b\r\n"
TARGET = "/uploads"
KIND = 'multipart/form-data; boundary="b b"'


def meta(**changes: Any) -> bytes:
    return json.dumps({"filename": "a.png", "sha256": hashlib.sha256(FILE).hexdigest(), **changes}).encode()


def parts(text: bytes, content: bytes = FILE) -> list[Part]:
    return [
        Part(name="meta", content=text, content_type="application/json"),
        Part(name="file", content=content, content_type="image/png", filename="a.png"),
    ]


def upload(call: Caller, given: list[Part], covered: bytes | None = None, kind: str = KIND) -> Answer:
    body = encode_multipart(given, "b b")
    signed = next(part.content for part in given if part.name == "meta") if covered is None else covered
    return call(
        "POST", TARGET, body=body, headers={"Content-Type": kind}, signed=("POST", TARGET, signed)
    )  # fmt: skip


def detail(answer: Answer) -> tuple[str, str]:
    value = json.loads(answer.body)
    assert (answer.status, value["code"]) == (400, "PARAM_ERROR")
    return value["detail"]["field"], value["detail"]["issue"]


def test_an_upload_is_accepted_and_answered_with_text(call: Caller) -> None:
    answer = upload(call, parts(meta()))

    assert (answer.status, answer.body) == (200, b"a,b")
    assert answer.headers.get("Content-Type") == "text/csv"
    assert answer.headers.get("Wechatpay-Signature")


@pytest.mark.parametrize("order", ["meta first, as Java", "file first, as Go"])
@pytest.mark.parametrize("content_type", ["application/json", "", "text/plain"])
def test_all_forms_of_the_official_samples_are_accepted(call: Caller, order: str, content_type: str) -> None:
    given = parts(meta())
    given[0] = Part(name="meta", content=given[0].content, content_type=content_type)

    answer = upload(call, given if order.startswith("meta") else given[::-1], meta())

    assert answer.status == 200, answer.body


def test_parts_are_converted_to_their_types(call: Caller) -> None:
    more = [Part(name="count", content=b"3"), Part(name="tags", content=b"a"), Part(name="tags", content=b"b")]

    assert upload(call, [*parts(meta()), *more]).status == 200


def test_a_signature_over_the_whole_body_is_refused_with_the_reason(call: Caller) -> None:
    body = encode_multipart(parts(meta()), "b b")

    answer = upload(call, parts(meta()), covered=body)

    assert answer.status == 401
    assert "for an upload sign only the text of the part meta" in json.loads(answer.body)["message"]


def test_a_signature_over_another_meta_is_refused(call: Caller) -> None:
    answer = upload(call, parts(meta()), covered=meta(filename="b.png"))

    assert answer.status == 401
    assert "line 5 body" in json.loads(answer.body)["message"]


REFUSED: dict[str, tuple[list[Part], str, str]] = {
    "another digest": (parts(meta(sha256="0" * 64)), "meta.sha256", "is not the file's SHA-256"),
    "upper case": (parts(meta(sha256=hashlib.sha256(FILE).hexdigest().upper())), "meta.sha256", "lower-case"),
    "too large": (parts(meta(), b"x" * 21), "file", "has 21 bytes; at most 20 are allowed"),
    "a long name": (parts(meta(filename="123456789")), "meta.filename", "at most 8"),
    "an unknown member": (parts(meta(colour=1)), "meta.colour", "is not a field"),
    "a missing member": (parts(b'{"filename": "a"}'), "meta.sha256", "is required"),
    "no file": (parts(meta())[:1], "file", "is required"),
    "a file without a filename": (
        [*parts(meta())[:1], Part(name="file", content=FILE)],
        "file",
        "needs a filename",
    ),
    "a part twice": ([*parts(meta()), parts(meta())[1]], "file", "is given 2 times"),
    "an unknown part": ([*parts(meta()), Part(name="colour", content=b"1")], "colour", "is not a field"),
    "text for a number": ([*parts(meta()), Part(name="count", content=b"x")], "count", "must be integer"),
    "no UTF-8": ([*parts(meta()), Part(name="tags", content=b"\xff")], "tags[0]", "is not UTF-8"),
    "a key twice in meta": (parts(b'{"filename": "a", "filename": "b"}'), "meta", "twice"),
}


@pytest.mark.parametrize(("given", "field", "words"), REFUSED.values(), ids=REFUSED)
def test_an_upload_that_violates_the_spec_is_refused(call: Caller, given: list[Part], field: str, words: str) -> None:
    found, issue = detail(upload(call, given))

    assert found == field
    assert words in issue


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"--b b\r\n\r\nno header\r\n--b b--\r\n",
        b'--b b\r\nContent-Disposition: form-data; name="meta"\r\n\r\n{}',
        b"--b b\r\nContent-Disposition: attachment\r\n\r\n\r\n--b b--\r\n",
    ],
    ids=["empty", "nonsense", "no header", "cut off", "no name"],
)
def test_invalid_multipart_is_refused(call: Caller, body: bytes) -> None:
    answer = call("POST", TARGET, body=body, headers={"Content-Type": KIND})

    assert detail(answer)[0] == "body"


@pytest.mark.parametrize("kind", [None, "application/json", "multipart/mixed; boundary=b", "multipart/form-data"])
def test_an_upload_needs_its_content_type(call: Caller, kind: str | None) -> None:
    body = encode_multipart(parts(meta()), "b b")

    answer = call("POST", TARGET, body=body, headers={"Content-Type": kind})

    assert answer.status == 400


def test_a_refusal_of_unreadable_multipart_comes_after_authentication(call: Caller) -> None:
    answer = call("POST", TARGET, body=b"nonsense", headers={"Content-Type": KIND}, signed=("POST", TARGET, b"x"))

    assert answer.status == 401


@pytest.fixture
def raw_document() -> dict[str, Any]:
    def answer(content: dict[str, Any]) -> dict[str, Any]:
        return {"200": {"description": "ok", "content": content}}

    return {
        "openapi": "3.1.0",
        "info": {"title": "Raw", "version": "1"},
        "paths": {
            "/text": {
                "post": {
                    "requestBody": {"content": {"text/plain": {"schema": {"type": "string", "maxLength": 3}}}},
                    "responses": answer({"image/png": {}, "text/*": {}}),
                },
                "get": {"responses": answer({"application/pdf": {}})},
                "put": {
                    "requestBody": {"content": {"image/*": {"schema": {"x-wxbrand-max-bytes": 3}}}},
                    "responses": answer({"text/html": {}, "application/problem+json": {"example": {"a": 1}}}),
                },
                "patch": {
                    "requestBody": {"content": {"application/xml": {"schema": {"type": "object"}}}},
                    "responses": {"204": {"description": "ok"}},
                },
                "delete": {
                    "requestBody": {
                        "content": {
                            "application/json": {"schema": {"type": "object"}},
                            "application/x-www-form-urlencoded": {"schema": {"type": "object"}},
                        }
                    },
                    "responses": {"204": {"description": "ok"}},
                },
            }
        },
    }


@pytest.fixture
def raw(call: Caller, raw_document: dict[str, Any], wechat_pay: WeChatPay) -> Caller:
    call.sandbox = Sandbox(raw_document, wechat_pay)
    return call


@pytest.mark.parametrize(
    ("method", "body", "kind", "status"),
    [
        ("POST", "券券券".encode(), "text/plain; charset=utf-8", 200),
        ("POST", b"1234", "text/plain", 400),
        ("POST", b"\xff", "text/plain", 400),
        ("POST", b"1", "text/plain; charset=gbk", 400),
        ("POST", b"1", "text/html", 400),
        ("PUT", b"\xff\x00\x01", "image/png", 200),
        ("PUT", b"1234", "image/png", 400),
        ("PUT", b"1", "text/plain", 400),
        ("PATCH", b"<a/>", "application/xml", 204),
        ("DELETE", b"{}", "application/json", 204),
        ("DELETE", b"a=1", "application/x-www-form-urlencoded", 204),
        ("DELETE", b"a=1", "application/json", 400),
        ("DELETE", b"a=1", "text/plain", 400),
    ],
)
def test_bodies_that_are_not_json_are_checked(raw: Caller, method: str, body: bytes, kind: str, status: int) -> None:
    assert raw(method, "/text", body=body, headers={"Content-Type": kind}).status == status


@pytest.mark.parametrize(
    ("method", "kind", "body"),
    [
        ("POST", "text/plain; charset=utf-8", b"example"),
        ("GET", "application/pdf", b"\x89bytes\r\n\x00\xff"),
        ("PUT", "application/json; charset=utf-8", b'{"a": 1}'),
    ],
)
def test_answers_are_json_else_text_else_bytes(raw: Caller, method: str, kind: str, body: bytes) -> None:
    answer = raw(method, "/text")

    assert (answer.headers.get("Content-Type"), answer.body) == (kind, body)


@pytest.mark.parametrize(("accept", "status"), [("application/pdf", 200), ("application/json", 200), ("text/css", 400)])
def test_accept_may_name_what_the_spec_offers(raw: Caller, accept: str, status: int) -> None:
    assert raw("GET", "/text", headers={"Accept": accept}).status == status

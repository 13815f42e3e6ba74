"""The text of an ApiError, over real sockets: field, cause, signature, and when to repeat."""

from __future__ import annotations

import json
import logging
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wxbrand_runtime import ApiError, Cause, Credentials
from wxbrand_runtime import http as http_client
from wxbrand_runtime.causes import CAUSES, find_cause
from wxbrand_runtime.client.calls import prepare
from wxbrand_runtime.client.refusals.phrasing import api_error
from wxbrand_runtime.client.refusals.sign_information import describe_message
from wxbrand_runtime.models import Request

from tests.runtime.callers import CALLERS, http
from tests.runtime.example_models import Edit, Find, Issue, Numbered
from tests.runtime.fault_server import Answer, FaultServer

NOW = 1_700_000_000
OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
PHONE = "13800138000"
READ, WRITE, REPEATABLE = (
    Find(openid=OPENID),
    Issue(openid=OPENID, out_request_no="no-1"),
    Numbered(openid=OPENID, out_request_no="no-1"),
)

Refused = Callable[..., ApiError]


@pytest.fixture(params=["sync", "async"])
def refused(request: pytest.FixtureRequest, credentials: Credentials) -> Refused:
    def call(request_: Request[Any], content: bytes | Callable[[bytes], bytes]) -> ApiError:
        with FaultServer([Answer(content)]) as server:
            options: Any = {"base_url": f"http://127.0.0.1:{server.port}", "clock": lambda: NOW, "retries": 0}
            caller = CALLERS[request.param](credentials, **options)
            try:
                with pytest.raises(ApiError) as caught:
                    caller.send(request_)
            finally:
                caller.close()
        return caught.value

    return call


def error(code: str, detail: Any = None, **more: Any) -> bytes:
    return json.dumps({"code": code, "message": "说明", "detail": detail, **more}, ensure_ascii=False).encode()


def test_a_long_message_is_one_sentence_and_nothing_is_said_twice(refused: Refused) -> None:
    text = "the serial number is not the brand's\nline 1 method: GET\nline 2 target: /"
    detail = {"location": "header", "field": "serial_no", "issue": text}

    problem = refused(Edit(note="x"), http(401, error("SIGN_ERROR", detail, message=text)))

    assert "SIGN_ERROR: the serial number is not the brand's; field serial_no in header; unsigned" in str(problem)
    assert problem.message == text


def test_a_wrong_field_is_named_and_its_value_is_nowhere(refused: Refused, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    detail = {"location": "body", "field": "/body/phone", "issue": f"rule violated by {PHONE}", "value": PHONE}

    problem = refused(Edit(note="x"), http(400, error("PARAM_ERROR", detail, message=f"字符串 {PHONE} 校验失败")))

    assert "PARAM_ERROR: 字符串 … 校验失败; field /body/phone in body: rule violated by …; unsigned" in str(problem)
    assert problem.detail == detail
    again = pickle.loads(pickle.dumps(problem))
    assert str(again) == str(problem)
    assert not [text for text in (str(again), repr(again), repr(again.args), caplog.text) if PHONE in text]


def sign_error(verified: Callable[[bytes], bytes], *, nested: bool) -> Callable[[bytes], bytes]:
    """A server that refuses the signature: it verified this message instead of the one that was sent."""

    def content(request: bytes) -> bytes:
        head, _, body = request.partition(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n")[0].split(b" ")
        parameters = dict(part.split(b"=", 1) for part in head.split(b"RSA2048 ")[1].split(b"\r\n")[0].split(b","))
        time, nonce = parameters[b"timestamp"].strip(b'"'), parameters[b"nonce_str"].strip(b'"')
        sent = b"\n".join((method, target, time, nonce, body, b""))
        detail = {
            "field": "signature",
            "location": "authorization",
            "sign_information": describe_message(verified(sent)),
        }
        issue = {"issue": "sign not match"}
        return http(401, error("SIGN_ERROR", detail | ({"detail": issue} if nested else issue)))

    return content


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("request_", [READ, WRITE, Edit(note="券")], ids=["read", "write", "text"])
def test_a_signature_refused_for_the_same_message_is_the_key(refused: Refused, request_: Any, nested: bool) -> None:
    problem = refused(request_, sign_error(lambda sent: sent, nested=nested))

    assert (
        "field signature in authorization: sign not match; WeChat Pay verified the same message as was signed ("
        in str(problem)
    )
    assert "so the key or the serial number is wrong" in str(problem)
    assert len(str(problem)) < 1000
    assert OPENID not in str(problem)


@pytest.mark.parametrize(
    ("verified", "words"),
    [
        (
            lambda sent: sent.replace(b"POST", b"GET"),
            "Line 1 (method) differs from character 1 on: POST was signed and GET",
        ),
        (
            lambda sent: sent.replace(b"\n/", b"\n/proxy/", 1),
            "Line 2 (URL) differs from character 2 on: something was put",
        ),
        (lambda sent: sent.replace(b"1700000000", b"1700000009"), "Line 3 (timestamp) differs from character 10 on"),
        (lambda sent: sent[:-2] + b', "a": 1}\n', "bytes longer than the"),
    ],
)
def test_where_another_message_differs_is_said(refused: Refused, verified: Any, words: str) -> None:
    problem = refused(WRITE, sign_error(verified, nested=True))

    assert "WeChat Pay verified another message than was signed. " in str(problem)
    assert words in str(problem)
    assert OPENID not in str(problem)


@pytest.mark.parametrize("number", CAUSES)
def test_the_number_of_the_request_id_is_a_cause(refused: Refused, number: int) -> None:
    content = http(400, error("INVALID_REQUEST")).replace(b"08A-268578776", f"08A-7-{number}".encode())

    problem = refused(WRITE, content)

    cause = problem.cause
    assert isinstance(cause, Cause)
    assert (cause.number, cause) == (number, CAUSES[number])
    assert f"Request-ID 08A-7-{number} ({number}: {cause.meaning} ({cause.meaning_zh}))" in str(problem)
    assert pickle.loads(pickle.dumps(problem)).cause == cause


@pytest.mark.parametrize(
    "request_id",
    [
        None,
        "",
        "08A",
        "08A-0",
        "08A-1",
        "08A-268578776x",
        "08A-0268578776",
        "268578776",
        "08A-２６８５７８７７６",
        "08A-268578776\n",
    ],
)
def test_another_request_id_names_no_cause(request_id: str | None) -> None:
    assert find_cause(request_id) is None


def test_all_documented_causes_are_known_in_both_languages() -> None:
    assert len(CAUSES) == 20
    assert all(cause.meaning.isascii() and not cause.meaning_zh.isascii() for cause in CAUSES.values())
    assert "AppID" in CAUSES[268578704].meaning


@pytest.mark.parametrize(
    ("request_", "status", "headers", "words", "seconds"),
    [
        (WRITE, 429, [("Retry-After", "7")], "; this attempt was not carried out: repeat after 7 s (Retry-After), with the same out_request_no (no-1) and values", 7),
        (WRITE, 429, [], "; this attempt was not carried out: repeat later, waiting longer each time, with the same out_request_no (no-1) and values", None),
        (READ, 429, [], "; this attempt was not carried out: repeat later, waiting longer each time", None),
        (READ, 503, [("Retry-After", "60")], "; repeat after 60 s (Retry-After)", 60),
        (READ, 500, [("Retry-After", "Tue, 14 Nov 2023 22:14:20 GMT")], "; repeat after 60 s (Retry-After)", 60),
        (REPEATABLE, 502, [("Retry-After", "5")], "; it may have been carried out all the same: repeat with the same out_request_no (no-1) and the same values, or query; repeat after 5 s (Retry-After)", 5),
        (Edit(note="x"), 502, [("Retry-After", "5")], "; it may have been carried out all the same: query before repeating", 5),
        (READ, 503, [("Retry-After", "soon")], "; repeat later, waiting longer each time", None),
    ],
)  # fmt: skip
def test_an_error_says_whether_and_when_to_repeat(
    refused: Refused, request_: Any, status: int, headers: Any, words: str, seconds: float | None
) -> None:
    problem = refused(request_, http(status, b"{}", headers))

    assert str(problem).endswith(words)
    assert problem.retry_after == seconds
    assert problem.retryable is ("repeat " in words and "query before" not in words)


VALUE = st.text("abcdefghij0123456789", min_size=4, max_size=20) | st.text("张三丰欧阳", min_size=2, max_size=4)
WORDS = st.sampled_from(["{}", "x {} y", "{}{}", "(value: {})", "校验失败，{}"])


@settings(max_examples=200, deadline=None)
@given(value=VALUE, words=st.lists(WORDS, min_size=3, max_size=3), nested=st.booleans(), in_list=st.booleans())
def test_no_value_is_in_any_text(
    credentials: Credentials, value: str, words: list[str], nested: bool, in_list: bool
) -> None:
    message, issue, field = (text.replace("{}", value) for text in words)
    problem = {"field": field, "issue": issue, "value": {"a": [value]} if nested else value}
    body = error("PARAM_ERROR", [problem] if in_list else problem, message=message)
    answer = http_client.Answer(status=400, headers=http_client.Headers(), body=body)

    refusal = api_error(
        prepare(Edit(note="x"), credentials.public_key), answer, signed=True, signed_message=b"", now=NOW
    )

    assert value not in str(refusal) or value in "Edit: status 400, PARAM_ERROR; field in"
    assert str(refusal).isprintable()

"""Rows about error statuses and what stands in the body of an error."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from wxbrand_runtime.auth.signing import PROBE_PREFIX
from wxbrand_runtime.causes import CAUSES
from wxbrand_runtime.client.refusals.sign_information import describe_message

from tests.runtime.callers import http
from tests.runtime.fault_server import Answer
from tests.runtime.faults.contents import HTML
from tests.runtime.faults.fault import (
    BROKEN,
    GOOD,
    TOKEN,
    Fault,
    Outcome,
    Phase,
    Setting,
    answering,
    playing,
    refused,
    row,
    untrusted,
)

READABLE_CODE = {
    400: "PARAM_ERROR",
    401: "SIGN_ERROR",
    403: "NO_AUTH",
    404: "NOT_FOUND",
    405: "METHOD",
    407: "PROXY",
    408: "TIMEOUT",
    409: "CONFLICT",
    413: "TOO_LARGE",
    421: "MISDIRECTED",
    429: "RATELIMIT_EXCEEDED",
    500: "SYSTEM_ERROR",
    501: "X",
    502: "SERVICE_UNAVAILABLE",
    503: "SERVICE_UNAVAILABLE",
    504: "GATEWAY_TIMEOUT",
}


def error_rows(status: int, code: str) -> tuple[Fault, ...]:
    """An error status with a body as documented: signed, unsigned, signed wrong."""
    body = json.dumps({"code": code, "message": "说明"}, ensure_ascii=False).encode()
    cut = body[:-1]
    return (
        row(
            f"{status}, signed", answering(lambda s: s.signed(body, status)), refused(status, code, "说明", signed=True)
        ),
        row(f"{status}, unsigned", answering(http(status, body)), refused(status, code, "说明", signed=False)),
        row(
            f"{status}, signed for another body",
            answering(lambda s: http(status, body, s.wechat_pay.sign_answer(cut))),
            untrusted("signature-wrong", status=status),
        ),
    )


ERRORS = Phase(
    name="error status",
    faults=(
        *(each for status, code in READABLE_CODE.items() for each in error_rows(status, code)),
        row(
            "500 with SIGNTEST",
            answering(lambda s: s.spoiled({"Signature": PROBE_PREFIX + "AAAA"}, 500)),
            untrusted("signature-probe", status=500),
        ),
        row(
            "400 with an old signature",
            answering(lambda s: http(400, GOOD, s.wechat_pay.sign_answer(GOOD, timestamp=5))),
            untrusted("clock-difference", status=400),
        ),
        row(
            "400 of a key that nobody knows",
            answering(lambda s: s.spoiled({"Serial": "PUB_KEY_ID_9"}, 400)),
            untrusted("unknown-public-key", status=400),
        ),
        row(
            "400 with an empty signature",
            answering(lambda s: s.spoiled({"Signature": ""}, 400)),
            refused(400, signed=False),
        ),
        row(
            "429 that asks for an hour",
            answering(http(429, b"", [("Retry-After", "3600")])),
            refused(429, signed=False),
            retries=0,
        ),
        row(
            "429 with a Retry-After that is none",
            answering(http(429, b"", [("Retry-After", "soon")])),
            refused(429, signed=False),
        ),
        row(
            "429 with a negative Retry-After",
            answering(http(429, b"", [("Retry-After", "-5")])),
            refused(429, signed=False),
        ),
        row(
            "503 with a Retry-After of 5000 digits",
            answering(http(503, b"", [("Retry-After", "9" * 5000)])),
            refused(503, signed=False),
            retries=0,
        ),
        row(
            "400 with a Request-ID of 5000 characters",
            answering(http(400, b"").replace(b"08A-", b"8" * 5000)),
            refused(400, signed=False),
        ),
        row(
            "400 with a Request-ID of terminal escapes",
            answering(http(400, b"").replace(b"08A-", b"\x9b31m\xa0\xe9")),
            refused(400, signed=False),
        ),
        row("an error that breaks off", answering(http(500, GOOD)[:-1]), BROKEN),
        row(
            "an error without length", answering(b"HTTP/1.1 502 Bad Gateway\r\n\r\n" + HTML), refused(502, signed=False)
        ),
    ),
)


def sign_error(verified: Callable[[bytes], bytes], words: str) -> tuple[Setting, Outcome]:
    """A refused signature, with the message that WeChat Pay verified: the signed one with a change."""

    def content(request: bytes) -> bytes:
        head, _, body = request.partition(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n")[0].split(b" ")
        time, nonce = (head.split(b'%b="' % name)[1].split(b'"')[0] for name in (b"timestamp", b"nonce_str"))
        information = describe_message(verified(b"\n".join((method, target, time, nonce, body, b""))))
        detail = {"field": "signature", "location": "authorization", "sign_information": information}
        return http(401, json.dumps({"code": "SIGN_ERROR", "message": "m", "detail": detail}).encode())

    return playing(Answer(content)), refused(401, "SIGN_ERROR", "m", signed=False, words=words)


def detailed(detail: Any, words: str) -> tuple[Setting, Outcome]:
    """A refused parameter."""
    body = json.dumps({"code": "PARAM_ERROR", "message": f"not {TOKEN}", "detail": detail}).encode()
    outcome = refused(400, "PARAM_ERROR", f"not {TOKEN}", signed=True, words=words)
    return answering(lambda s: s.signed(body, 400)), outcome


OTHER = "WeChat Pay verified another message than was signed. "

EXPLAINED = Phase(
    name="what WeChat Pay says when it refuses",
    faults=(
        row(
            "PARAM_ERROR with field, location, issue and value",
            *detailed(
                {"field": "/body/x", "location": "body", "issue": "rule violated", "value": TOKEN},
                "PARAM_ERROR: not …; field /body/x in body: rule violated",
            ),
        ),
        row("PARAM_ERROR with values within", *detailed({"field": "x", "value": [{"a": TOKEN}]}, "not …; field x")),
        row("PARAM_ERROR with two details", *detailed([{"field": "x"}, {"value": TOKEN}], "not …; field x")),
        row("SIGN_ERROR, same message", *sign_error(lambda sent: sent, "so the key or the serial number is wrong")),
        row(
            "SIGN_ERROR, another method",
            *sign_error(lambda sent: b"PUT" + sent[sent.index(b"\n") :], f"{OTHER}Line 1 (method) differs"),
        ),
        row("SIGN_ERROR, another URL", *sign_error(lambda s: s.replace(b"\n/", b"\n/p/", 1), f"{OTHER}Line 2 (URL)")),
        row(
            "SIGN_ERROR, another time",
            *sign_error(lambda sent: sent.replace(b"1700000000", b"1700000001"), f"{OTHER}Line 3 (timestamp)"),
        ),
        row("SIGN_ERROR, more body", *sign_error(lambda s: s[:-1] + b"12345678\n", f"{OTHER}")),
        *(
            row(
                f"cause {number}",
                answering(http(400, b"").replace(b"08A-268578776", b"08A-%d" % number)),
                refused(400, signed=False, words=f"{number}: {cause.meaning} ({cause.meaning_zh})"),
            )
            for number, cause in CAUSES.items()
        ),
        row(
            "429 that asks for a minute",
            answering(lambda s: s.signed(b"", 429, [("Retry-After", "60")])),
            refused(429, signed=True, words="this attempt was not carried out: repeat after 60 s (Retry-After)"),
            retries=0,
        ),
        row("429 that asks for nothing", answering(http(429, b"")), refused(429, signed=False, words="repeat later")),
    ),
)

ERROR_BODIES: dict[str, tuple[bytes, str | None, str | None]] = {
    "code null": (b'{"code":null}', None, None),
    "code 40001": (b'{"code":40001,"message":5}', "40001", "5"),
    "code true": (b'{"code":true}', None, None),
    "code empty": (b'{"code":"","message":""}', None, None),
    "code a list": (b'{"code":["A"],"message":{"b":1}}', None, None),
    "code an object": (b'{"code":{"code":"A"}}', None, None),
    "code a fraction": (b'{"code":4.5}', "4.5", None),
    "code NaN": (b'{"code":NaN,"message":"m"}', "nan", "m"),
    "code Infinity": (b'{"code":-Infinity}', "-inf", None),
    "code of 10 000 digits": (b'{"code":' + b"9" * 10_000 + b"}", None, None),
    "members in another case": (b'{"Code":"A","MESSAGE":"b"}', None, None),
    "nested in error": (b'{"error":{"code":"A"}}', None, None),
    "a list": (b'[{"code":"A"}]', None, None),
    "text": (b'"PARAM_ERROR"', None, None),
    "null": (b"null", None, None),
    "a number": (b"5", None, None),
    "empty": (b"", None, None),
    "blank": (b" \r\n", None, None),
    "HTML": (HTML, None, None),
    "XML": (b"<xml><return_code>FAIL</return_code></xml>", None, None),
    "cut off": (b'{"code":"A"', None, None),
    "two documents": (b'{"code":"A"}{"code":"B"}', None, None),
    "text behind it": (b'{"code":"A"} x', None, None),
    "duplicate keys": (b'{"code":"A","code":"B"}', "B", None),
    "byte order mark": (b'\xef\xbb\xbf{"code":"A","message":"b"}', "A", "b"),
    "UTF-16": ('{"code":"A"}'.encode("utf-16"), None, None),
    "GBK": ('{"code":"A","message":"参数"}'.encode("gbk"), "A", "����"),
    "invalid UTF-8": (b'{"code":"A","message":"\xff"}', "A", "�"),
    "lone surrogate": (b'{"code":"A","message":"\\ud800"}', "A", "\ud800"),
    "NUL": (b'{"code":"A","message":"\\u0000"}', "A", "\0"),
    "line break unescaped": (b'{"code":"A","message":"a\nb"}', "A", "a\nb"),
    "deep": (b"[" * 100_000, None, None),
    "deep detail": (b'{"code":"A","detail":' + b"[" * 100_000 + b"]" * 100_000 + b"}", None, None),
    "huge number": (b'{"code":"A","message":' + b"9" * 10_000 + b"}", None, None),
    "detail that is text": (b'{"code":"A","detail":"x"}', "A", None),
    "message of 1 MB": (b'{"code":"A","message":"' + b"m" * 1_000_000 + b'"}', "A", "m" * 1_000_000),
    "terminal escapes": (b'{"code":"A","message":"\\u001b[31m\\u202e"}', "A", "\x1b[31m\u202e"),
    "zeros": (bytes(100), None, None),
}

ERROR_BODY = Phase(
    name="body of an error",
    faults=tuple(
        row(
            f"{name}, {'signed' if signed else 'unsigned'}",
            answering(content),
            refused(status, code, message, signed=signed),
        )
        for name, (body, code, message) in ERROR_BODIES.items()
        for status, signed, content in (
            (400, True, lambda s, body=body: s.signed(body, 400)),
            (502, False, lambda s, body=body: http(502, body)),
        )
    ),
)

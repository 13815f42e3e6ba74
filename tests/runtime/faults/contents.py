"""Rows about what an answer says: its status, and what stands in its body."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace
from wxbrand_runtime.models import Operation

from tests.runtime.callers import http
from tests.runtime.example_models import Activate
from tests.runtime.faults.fault import (
    GOOD,
    REPLY,
    Ask,
    Outcome,
    Phase,
    answering,
    row,
    unreadable,
    untrusted,
)

HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class ActivateAgain(Activate, frozen=True, kw_only=True):
    """Answered by 204; without a number, but safe to repeat."""

    operation: ClassVar[Operation] = replace(Activate.operation, repeat_is_safe=True)


WITHOUT_CONTENT = (
    Ask(name="write without content", request=Activate()),
    Ask(name="repeatable write without content", request=ActivateAgain(), repeatable=True),
)

UNDECLARED = {
    status: unreadable(f"declares no status {status}", status=status, carried_out=False)
    for status in (201, 202, 203, 206, 226, 299)
}

STATUS = Phase(
    name="status",
    faults=(
        *(row(f"{status} where 200 is declared", answering(lambda s, status=status: s.signed(status=status)), outcome) for status, outcome in UNDECLARED.items()),  # type: ignore[misc]
        *(
            row(f"unsigned {status}", answering(http(status, GOOD)), untrusted("signature-missing", status=status))
            for status in (200, 201, 202, 206)
        ),
        row(
            "204 where 200 is declared",
            answering(lambda s: s.signed(b"", 204)),
            unreadable("declares no status 204", status=204, carried_out=False),
        ),
        row(
            "204 with a length",
            answering(lambda s: http(204, b"", s.wechat_pay.sign_answer(b"")).replace(b"Length: 0", b"Length: 5")),
            unreadable("declares no status 204", status=204, carried_out=False),
        ),
        row(
            "204 with a body",
            answering(lambda s: http(204, GOOD, s.wechat_pay.sign_answer(b""))),
            unreadable("declares no status 204", status=204, carried_out=False),
        ),
        row(
            "204 with chunks",
            answering(
                lambda s: http(204, b"", s.wechat_pay.sign_answer(b"")).replace(
                    b"Content-Length: 0", b"Transfer-Encoding: chunked"
                )
                + b"0\r\n\r\n"
            ),
            unreadable("declares no status 204", status=204, carried_out=False),
        ),
        row(
            "205",
            answering(lambda s: s.signed(b"", 205)),
            unreadable("declares no status 205", status=205, carried_out=False),
        ),
        row("unsigned 204", answering(http(204, b"")), untrusted("signature-missing", status=204)),
        row("204 as declared", answering(lambda s: s.signed(b"", 204)), REPLY, asks=WITHOUT_CONTENT),
        row(
            "204 without length, kept open",
            answering(lambda s: s.signed(b"", 204).replace(b"Content-Length: 0\r\n", b"")),
            REPLY,
            asks=WITHOUT_CONTENT,
        ),
        row(
            "204 as declared, signed for another body",
            answering(lambda s: http(204, b"", s.wechat_pay.sign_answer(b"{}"))),
            untrusted("signature-wrong", status=204),
            asks=WITHOUT_CONTENT,
        ),
        row(
            "200 where 204 is declared",
            answering(lambda s: s.signed()),
            unreadable("declares no status 200", carried_out=False),
            asks=WITHOUT_CONTENT,
        ),
        row(
            "unsigned 204 as declared",
            answering(http(204, b"")),
            untrusted("signature-missing", status=204),
            asks=WITHOUT_CONTENT,
        ),
        *(
            row(
                f"{status}, {'signed' if signed else 'unsigned'}",
                answering(lambda s, status=status, signed=signed: http(status, b"" if status == 304 else GOOD, [("Location", "http://127.0.0.1:9/"), *(s.wechat_pay.sign_answer(b"" if status == 304 else GOOD) if signed else ())])),  # type: ignore[misc]
                untrusted("redirect", status=status),
            )
            for status in (300, 301, 302, 303, 304, 305, 307, 308)
            for signed in (True, False)
        ),
        row("redirect to itself", answering(http(307, b"", [("Location", "")])), untrusted("redirect", status=307)),
        row(
            "redirect to another scheme",
            answering(http(302, b"", [("Location", "file:///etc/passwd")])),
            untrusted("redirect", status=302),
        ),
    ),
)

BODIES: dict[str, tuple[bytes, Outcome]] = {
    "empty": (b"", unreadable("it is empty")),
    "blank": (b"  ", unreadable("it is not JSON")),
    "HTML": (HTML, unreadable("it is not JSON")),
    "XML": (b"<xml/>", unreadable("it is not JSON")),
    "plain text": (b"success", unreadable("it is not JSON")),
    "JavaScript": (b"{token:'t'}", unreadable("it is not JSON")),
    "cut off": (GOOD[:-1], unreadable("it is not JSON")),
    "two documents": (GOOD + GOOD, unreadable("it is not JSON")),
    "text behind it": (GOOD + b" x", unreadable("it is not JSON")),
    "comma behind the last member": (GOOD[:-1] + b",}", unreadable("it is not JSON")),
    "comment": (GOOD[:-1] + b"/* */}", unreadable("it is not JSON")),
    "line breaks around it": (b"\r\n\t" + GOOD + b"\n", REPLY),
    "byte order mark": (b"\xef\xbb\xbf" + GOOD, unreadable("it is not JSON")),
    "UTF-16": (GOOD.decode().encode("utf-16"), unreadable("it is not UTF-8")),
    "UTF-16 without mark": (GOOD.decode().encode("utf-16-le"), unreadable("it is not JSON")),
    "UTF-32": (GOOD.decode().encode("utf-32"), unreadable("it is not UTF-8")),
    "GBK": ('{"token":"参数"}'.encode("gbk"), unreadable("it is not UTF-8")),
    "invalid UTF-8": (b'{"token":"\xff"}', unreadable("it is not UTF-8")),
    "invalid UTF-8 in an unknown member": (GOOD[:-1] + b',"x":"\xff"}', unreadable("it is not UTF-8")),
    "overlong UTF-8": (b'{"token":"\xc0\xaf"}', unreadable("it is not UTF-8")),
    "surrogates in UTF-8": (b'{"token":"\xed\xa0\x80"}', unreadable("it is not UTF-8")),
    "lone surrogate": (b'{"token":"\\ud800"}', unreadable("body.token has a number that is out of range, or text")),
    "lone surrogate in an unknown member": (GOOD[:-1] + b',"x":"\\udc00"}', REPLY),
    "NUL in a text": (b'{"token":"\\u0000"}', REPLY),
    "control character unescaped": (b'{"token":"a\x01"}', unreadable("it is not JSON")),
    "zeros": (bytes(20), unreadable("it is not JSON")),
    "duplicate keys": (b'{"token":"t","token":"u"}', unreadable("the member 'token' occurs twice")),
    "duplicate keys, one escaped": (b'{"token":"t","\\u0074oken":"u"}', unreadable("the member 'token' occurs twice")),
    "duplicate keys within": (
        GOOD[:-1] + b',"item":{"name":"a","name":"a"}}',
        unreadable("the member 'name' occurs twice"),
    ),
    "duplicate keys in an unknown member": (
        GOOD[:-1] + b',"new":{"z":1,"z":2}}',
        unreadable("the member 'z' occurs twice"),
    ),
    "keys in another case": (b'{"TOKEN":"t"}', unreadable("body.token is missing")),
    "deep list": (GOOD[:-1] + b',"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}", unreadable("nested too deeply")),
    "deep objects": (b'{"a":' * 100_000, unreadable("nested too deeply")),
    "deep in a declared member": (
        GOOD[:-1] + b',"anything":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        unreadable("nested too deeply"),
    ),
    "deep models": (
        GOOD[:-1] + b',"item":' + b'{"name":"a","parts":[' * 50_000 + b"]}" * 50_000 + b"}",
        unreadable("nested too deeply"),
    ),
    "NaN": (GOOD[:-1] + b',"rate":NaN}', unreadable("it is not JSON")),
    "Infinity": (GOOD[:-1] + b',"x":-Infinity}', unreadable("it is not JSON")),
    "fraction of 10 000 digits": (GOOD[:-1] + b',"rate":0.' + b"9" * 10_000 + b"}", REPLY),
    "number of 10 000 digits in an unknown member": (GOOD[:-1] + b',"x":' + b"9" * 10_000 + b"}", REPLY),
    "number above 64 bits": (GOOD[:-1] + b',"amount":18446744073709551616}', REPLY),
    "number with leading zeros": (GOOD[:-1] + b',"amount":007}', unreadable("it is not JSON")),
    "number with a sign": (GOOD[:-1] + b',"amount":+7}', unreadable("it is not JSON")),
    "number in hexadecimal": (GOOD[:-1] + b',"amount":0x7}', unreadable("it is not JSON")),
    "number where text is declared": (b'{"token":5}', unreadable("body.token is a whole number, not text")),
    "list where an object is declared": (b"[]", unreadable("body is a list, not an object")),
    "null": (b"null", unreadable("body is null, not an object")),
    "text": (b'"t"', unreadable("body is text, not an object")),
    "object without members": (b"{}", unreadable("body.token is missing")),
    "null for a required member": (b'{"token":null}', unreadable("body.token is null, not text")),
    "null for an optional member": (GOOD[:-1] + b',"note":null}', REPLY),
    "unknown member": (GOOD[:-1] + b',"new":{"a":[1]}}', REPLY),
    "unknown value of an enumeration": (GOOD[:-1] + b',"state":"FROZEN"}', REPLY),
    "text above its limit": (b'{"token":"' + b"t" * 10_000 + b'"}', REPLY),
    "error body with a success status": (
        b'{"code":"SYSTEM_ERROR","message":"x"}',
        unreadable("body.token is missing"),
    ),
    "1 MB": (GOOD[:-1] + b',"x":"' + b"x" * 1_000_000 + b'"}', REPLY),
}

BODY = Phase(
    name="body of a success",
    faults=(
        *(
            row(name, answering(lambda s, body=body: s.signed(body)), outcome)  # type: ignore[misc]
            for name, (body, outcome) in BODIES.items()
        ),
        row("JSON called HTML", answering(lambda s: s.signed(more=[("Content-Type", "text/html")])), REPLY),
        row(
            "JSON called GBK",
            answering(lambda s: s.signed(more=[("Content-Type", "application/json; charset=gbk")])),
            REPLY,
        ),
        row("HTML, unsigned", answering(http(200, HTML)), untrusted("signature-missing")),
        row(
            "a login page before WeChat Pay",
            answering(http(200, HTML, [("Content-Type", "text/html"), ("Set-Cookie", "a=b")])),
            untrusted("signature-missing"),
        ),
    ),
)

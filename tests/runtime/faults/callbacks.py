"""Rows about callbacks whose body was altered on the way: each is named, and refused all the same."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest
from wxbrand_runtime import InvalidNotification
from wxbrand_runtime.notifications import parse

from tests.runtime.faults.fault import NOW, OPENID, Phase, Scenario, Scene

RAW = "Pass the raw body as received, before anything parses or decodes it: `await request.body()` in FastAPI and Starlette"
PROOF = "with that undone the signature verifies"


def serialised(body: bytes, **options: Any) -> bytes:
    return json.dumps(json.loads(body), **options).encode()


def recoded(body: bytes, read_as: str, written_as: str = "utf-8") -> bytes:
    return body.decode(read_as).encode(written_as)


ALTERED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "The body is empty: something had read it before, or did not pass it on. "),
    "base64": (base64.b64encode, f"The body is base64, as API gateways pass it on (isBase64Encoded) ({PROOF}). Pass on base64.b64decode(body)"),
    "base64 in lines": (lambda body: base64.b64encode(body) + b"\n", "The body is base64, as API gateways pass it on"),
    "url-safe base64": (base64.urlsafe_b64encode, "The body is base64, as API gateways pass it on"),
    "gzip": (gzip.compress, f"The body is compressed (gzip) ({PROOF}). Pass it on decompressed"),
    "deflate": (zlib.compress, f"The body is compressed (gzip) ({PROOF}). Pass it on decompressed"),
    "base64 of gzip": (lambda body: base64.b64encode(gzip.compress(body)), f"The body is compressed (gzip) within base64, as API gateways pass it on (isBase64Encoded) ({PROOF})"),
    "base64 of JSON that was serialised again": (lambda body: base64.b64encode(serialised(body)), f"(isBase64Encoded), and it was parsed as JSON and serialised again (blanks stand after its separators, its characters are escaped) ({PROOF})"),
    "keys sorted": (lambda body: serialised(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False), f"it was parsed as JSON and serialised again (its keys are sorted) ({PROOF}). {RAW}"),
    "serialised again": (serialised, f"it was parsed as JSON and serialised again (blanks stand after its separators, its characters are escaped) ({PROOF})"),
    "indented": (lambda body: serialised(body, indent=2, ensure_ascii=False), f"serialised again (blanks stand after its separators) ({PROOF})"),
    "escaped": (lambda body: serialised(body, separators=(",", ":")), f"serialised again (its characters are escaped) ({PROOF})"),
    "base64 in lines of a mail": (base64.encodebytes, f"The body is base64, as API gateways pass it on (isBase64Encoded) ({PROOF})"),
    "event of a gateway": (lambda body: json.dumps({"body": body.decode(), "isBase64Encoded": False}).encode(), f"The body is the body of a gateway's event ({PROOF}). Pass on its body only."),
    "event of a gateway with base64": (lambda body: json.dumps({"isBase64Encoded": True, "body": base64.b64encode(body).decode()}).encode(), f"The body is base64, as API gateways pass it on (isBase64Encoded) within the body of a gateway's event ({PROOF}). "),
    "encoded three times": (lambda body: json.dumps(json.dumps(body.decode())).encode(), f"The body is JSON text within a JSON text: it was encoded twice ({PROOF})"),
    "encoded twice": (lambda body: json.dumps(body.decode()).encode(), f"The body is JSON text within a JSON text: it was encoded twice ({PROOF})"),
    "repr of a dict": (lambda body: str(json.loads(body)).encode(), f"The body is the repr of a dict: the JSON was parsed, and str() was called on the result. {RAW}"),
    "repr of bytes": (lambda body: str(body).encode(), f"The body is the repr of bytes: str() was called on the raw body ({PROOF})"),
    "read as a form": (lambda body: quote(body).encode() + b"=", f"The body is percent-encoded: it was read as a form ({PROOF})"),
    "UTF-8 read as Latin-1": (lambda body: recoded(body, "latin-1"), f"its UTF-8 was read as Latin-1 and encoded again ({PROOF})"),
    "UTF-8 read as GBK": (lambda body: recoded(body, "gb18030"), f"its UTF-8 was read as GBK and encoded again ({PROOF})"),
    "written as GBK": (lambda body: recoded(body, "utf-8", "gbk"), f"it was encoded as GBK instead of UTF-8 ({PROOF})"),
    "written as UTF-16": (lambda body: recoded(body, "utf-8", "utf-16"), f"it was encoded as UTF-16 instead of UTF-8 ({PROOF})"),
    "written as UTF-16 without its mark": (lambda body: recoded(body, "utf-8", "utf-16-le"), f"it was encoded as UTF-16 instead of UTF-8 ({PROOF})"),
    "written as ASCII": (lambda body: body.decode().encode("ascii", "replace"), "The key is right, but characters of the body probably became question marks"),
    "UTF-8 read as Latin-1 with losses": (lambda body: body.replace("了".encode(), "功".encode()).decode("cp1252", "replace").encode(), "were lost: its UTF-8 was probably read as Latin-1 (cp1252)"),
    "cut off": (lambda body: body[:-1], "The key is right, but the body is cut off after "),
    "UTF-8 read as ASCII": (lambda body: body.decode("ascii", "replace").encode(), "characters of the body were lost: its UTF-8 was probably read as ASCII"),
    "UTF-8 read as GBK with losses": (lambda body: body.replace("了".encode(), b"").decode("gbk", "replace").encode(), "were lost: its UTF-8 was probably read as GBK"),
    "line feed": (lambda body: body + b"\n", f"white space or line feeds were put around it ({PROOF})"),
    "byte order mark": (lambda body: b"\xef\xbb\xbf" + body, f"a byte order mark was put before it ({PROOF})"),
    "sorted with another value": (lambda body: serialised(body, sort_keys=True).replace(b"EXAMPLE", b"OTHER"), "The key is right, but the body was probably parsed as JSON and serialised again (its keys are sorted, blanks stand"),
    "another value": (lambda body: body.replace(b"EXAMPLE", b"OTHER"), "The key is right, so the body, the timestamp or the nonce was changed on the way. "),
    "another body": (lambda _: b"x" * 65537, "The body is far longer than a callback's. "),
}  # fmt: skip


def altered(alter: Callable[[bytes], bytes], words: str, scene: Scene, _kind: str) -> None:
    """The callback as it came is refused with its reason, and as it was sent it is accepted."""
    assert scene.credentials.api_key is not None
    resource = {"coupon_code": "Code_123456", "openid": OPENID}
    headers, body = scene.wechat_pay.encrypt_notification(
        "EXAMPLE.SEND", resource, scene.credentials.api_key, summary="券发放成功了"
    )
    with pytest.raises(InvalidNotification) as caught:
        parse(headers, alter(body), scene.credentials, now=NOW)

    assert caught.value.reason == "signature-wrong"
    assert words in str(caught.value)
    assert parse(headers, body, scene.credentials, now=NOW).event_type == "EXAMPLE.SEND"


CALLBACKS = Phase(
    name="callbacks",
    scenarios=tuple(
        Scenario(
            name=f"body altered: {name}",
            play=partial(altered, alter, words),
            outcome="InvalidNotification (signature-wrong), named",
            kinds=("sync",),
        )
        for name, (alter, words) in ALTERED.items()
    ),
)

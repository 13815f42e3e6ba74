"""Name what was done to the body of a callback on its way, between WeChat Pay and `parse`.

A diagnosis only explains: whatever is found, the callback stays refused. What is likely is undone, and if the signature fits then, it is
certain. Sources: threads of users about frameworks, proxies and API gateways.
"""

from __future__ import annotations

import ast
import base64
import codecs
import hashlib
import json
import re
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_to_bytes

from wxbrand_runtime.auth.signing import signed_digest
from wxbrand_runtime.notifications.reserialisation import find_reserialisation, signs_of_reserialisation
from wxbrand_runtime.type_guards import is_dict

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    from wxbrand_runtime.auth.verification import ReceivedSignature

_MAX_BODY = 64 * 1024
"""Bytes. Callbacks have two thousand; a larger body is not examined."""

_MAX_LAYERS = 3
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_EMPTY = "The body is empty: something had read it before, or did not pass it on."
_RAW = (
    "Pass the raw body as received, before anything parses or decodes it: `await request.body()` in FastAPI and Starlette, "
    "`request.get_data()` in Flask, `request.body` in Django"
)


class _Layer(NamedTuple):
    """A form that a body was put into, and what is within."""

    what: str
    """What the body is in this form. Stands alone, or before or after "within"."""

    advice: str
    content: bytes

    reason: str = ""
    """How a body comes into this form; empty if the form says it."""


def explain_body(received: ReceivedSignature, body: bytes, public_key: RSAPublicKey) -> str:
    """Return in whole sentences what happened to a body with which the signature does not verify, and what to do."""
    if not body:
        return f"{_EMPTY} {_RAW}."
    if len(body) > _MAX_BODY:
        return f"The body is far longer than a callback's. {_RAW}."
    digest = signed_digest(public_key, received.signature)

    def fits(candidate: bytes) -> bool:
        return digest is not None and hashlib.sha256(received.message(candidate)).digest() == digest

    return _explain(body, fits, is_of_key=digest is not None)


def explain_form(body: bytes) -> str:
    """Return the same without a key, from the form of the body alone; nothing if its form says nothing."""
    if not body:
        return f"{_EMPTY} {_RAW}."
    is_telling = len(body) <= _MAX_BODY and (any(_layers(body)) or _is_repr(body))
    return _explain(body, lambda _: False, is_of_key=False) if is_telling else ""


def _is_repr(body: bytes) -> bool:
    return body.lstrip().startswith(b"{'")


def _explain(body: bytes, fits: Callable[[bytes], bool], *, is_of_key: bool) -> str:
    layers = list(_layers(body))
    inner = layers[-1].content if layers else body
    change = None if fits(inner) else _find_change(inner, fits)
    if layers:
        what = " within ".join(dict.fromkeys(layer.what for layer in reversed(layers)))
        reasons = "; ".join(dict.fromkeys(layer.reason for layer in layers if layer.reason))
        what = f"{what}: {reasons}" if reasons else what
        further = f", and {change}" if change else ""
        proof = "with that undone the signature verifies" if change or fits(inner) else "probably only that is wrong"
        return (
            f"The body is {what}{further} ({proof}). {layers[0].advice if len(layers) == 1 and not change else _RAW}."
        )
    if _is_repr(inner):
        return f"The body is the repr of a dict: the JSON was parsed, and str() was called on the result. {_RAW}."
    if change:
        return f"The body was altered on the way: {change} (with that undone the signature verifies). {_RAW}."
    if not is_of_key:
        return "The signature was not made with WeChat Pay's key of that id, so the body is not the reason."
    if signs := signs_of_reserialisation(inner):
        return f"The key is right, but the body was probably parsed as JSON and serialised again ({signs}). {_RAW}."
    if loss := _loss(inner):
        return f"The key is right, but {loss}. {_RAW}."
    return f"The key is right, so the body, the timestamp or the nonce was changed on the way. {_RAW}."


def _loss(body: bytes) -> str:
    """Return what a body lacks, from its form alone; empty if nothing shows."""
    text = body.decode(errors="ignore")
    if "\ufffd" in text:
        kept = text.replace("\ufffd", "")
        is_latin = _recoded(kept.encode(), "utf-8", "cp1252") is not None
        encoding = "ASCII" if kept.isascii() else "Latin-1 (cp1252)" if is_latin else "GBK"
        return f"characters of the body were lost: its UTF-8 was probably read as {encoding}"
    if _is_cut_off(text):
        return f"the body is cut off after {len(body)} bytes: its JSON does not end"
    if body.isascii() and b"??" in body:
        return "characters of the body probably became question marks: it was encoded as ASCII or Latin-1"
    return ""


def _is_cut_off(text: str) -> bool:
    """Whether a text is the beginning of a JSON object."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return text.startswith("{") and (error.pos >= len(text) or error.msg.startswith("Unterminated string"))
    except RecursionError:
        pass
    return False


def _layers(body: bytes) -> Iterator[_Layer]:
    for _ in range(_MAX_LAYERS):
        layer = _layer(body)
        if layer is None:
            return
        yield layer
        body = layer.content


def _layer(body: bytes) -> _Layer | None:
    if body.startswith((b"\x1f\x8b", b"\x78\x01", b"\x78\x9c", b"\x78\xda")):
        content = _decompressed(body)
        advice = "Pass it on decompressed: the signature covers the body without Content-Encoding"
        return None if content is None else _Layer("compressed (gzip)", advice, content)
    if body[:2] in {b"b'", b'b"'}:
        content = _literal(body)
        return (
            None if content is None else _Layer("the repr of bytes", _RAW, content, "str() was called on the raw body")
        )
    if body.startswith(b'"'):
        text = _json_text(body)
        return None if text is None else _Layer("JSON text within a JSON text", _RAW, text, "it was encoded twice")
    if body[:3].upper() == b"%7B":
        return _Layer("percent-encoded", _RAW, unquote_to_bytes(body).removesuffix(b"="), "it was read as a form")
    if body.startswith(b"{") and b"isBase64Encoded" in body:
        content = _event_body(body)
        return None if content is None else _Layer("the body of a gateway's event", "Pass on its body only", content)
    content = _base64_content(body)
    advice = "Pass on base64.b64decode(body) where the gateway's event says isBase64Encoded"
    return None if content is None else _Layer("base64, as API gateways pass it on (isBase64Encoded)", advice, content)


def _base64_content(body: bytes) -> bytes | None:
    """Return what base64 text holds, if that looks like a body: JSON, or something compressed."""
    text = body.translate(None, b" \t\r\n")  # encoders for mail break it into lines
    if not _BASE64.fullmatch(text):
        return None
    try:
        content = base64.urlsafe_b64decode(text.translate(bytes.maketrans(b"+/", b"-_")) + b"==")
    except ValueError:
        return None
    return content if content.lstrip()[:1] in {b"{", b'"'} or content.startswith((b"\x1f\x8b", b"\x78")) else None


def _decompressed(body: bytes) -> bytes | None:
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32).decompress(body, _MAX_BODY)
    except zlib.error:
        return None


def _literal(body: bytes) -> bytes | None:
    try:
        value: object = ast.literal_eval(body.decode())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, bytes) else None


def _json_text(body: bytes) -> bytes | None:
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value.encode(errors="replace") if isinstance(value, str) else None


def _event_body(event: bytes) -> bytes | None:
    """Return the body in the event of an API gateway."""
    try:
        value: object = json.loads(event)
    except (ValueError, RecursionError):
        return None
    body: object = value.get("body") if is_dict(value) else None
    return body.encode(errors="replace") if isinstance(body, str) else None


def _find_change(body: bytes, fits: Callable[[bytes], bool]) -> str | None:
    """Return what was done to a body, if the signature fits once it is undone."""
    for change, original in _originals(body):
        if fits(original):
            return change
    return find_reserialisation(body, fits)


def _originals(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield likely changes of a body, each with the body before it."""
    yield "white space or line feeds were put around it", body.strip()
    for end in (b"\n", b"\r\n"):
        yield "a line feed at its end was removed", body + end
    yield "a byte order mark was put before it", body.removeprefix(codecs.BOM_UTF8)
    yield "its line feeds became CR LF", body.replace(b"\r\n", b"\n")
    yield "each + became a blank, as if it were a form", body.replace(b" ", b"+")
    if utf8 := _recoded(body, "utf-16" if body.startswith(_UTF16_MARKS) else "utf-16-le", "utf-8"):
        yield "it was encoded as UTF-16 instead of UTF-8", utf8
    if body.isascii():
        return
    for codec, name in (("latin-1", "Latin-1"), ("cp1252", "Latin-1 (cp1252)"), ("gb18030", "GBK")):
        if original := _recoded(body, "utf-8", codec):
            yield f"its UTF-8 was read as {name} and encoded again", original
        if original := _recoded(body, codec, "utf-8"):
            yield f"it was encoded as {name} instead of UTF-8", original


def _recoded(body: bytes, source: str, target: str) -> bytes | None:
    try:
        return body.decode(source).encode(target)
    except UnicodeError:
        return None

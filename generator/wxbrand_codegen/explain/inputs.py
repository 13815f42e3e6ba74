"""The input of `explain`: one or more captured messages, in any supported form."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any

from wxbrand_runtime.http import Headers
from wxbrand_runtime.type_guards import is_dict, is_list

from wxbrand_codegen.explain.captures import Capture, UnreadableCapture, read_message
from wxbrand_codegen.explain.curl import read_curl

MAX_BYTES = 10 * 1024 * 1024
"""Largest input that is read."""

_CURL = re.compile(rb"\s*(?:\$ )?curl\s")
_VERBOSE = re.compile(rb"[<>*] ")
_MARKS = re.compile(rb"^(?:[<>] ?|\* .*(?:\n|\Z)|[{}] \[.*(?:\n|\Z))", re.MULTILINE)
_ERROR = rb'\{\s*"code"\s*:\s*"[A-Z_]+"'
_START = re.compile(
    rb"^(?:[<>] )?(?:(?P<request>[A-Z]{3,7} \S+ HTTP/[0-9.]+)|(?P<answer>HTTP/[0-9.]+ [0-9]{3}\b)|" + _ERROR + rb")",
    re.MULTILINE,
)


def read_captures(content: bytes) -> list[Capture]:
    """Parse an input: a message, or a request and its answer. Raises UnreadableCapture.

    A message is a curl command, an HTTP message as sent or as printed by `curl -v`, or header fields, an empty line and a body; an
    answer may also be only the JSON of an error, and a notification the event of an API gateway.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableCapture(f"the input is larger than {MAX_BYTES} bytes")
    content = content.removeprefix(b"\xef\xbb\xbf")
    if not content.strip():
        raise UnreadableCapture("the input is empty")
    value = _json_object(content)
    if value is not None and ("headers" in value or "multiValueHeaders" in value):
        return [_read_event(value)]
    captures = [_read(part) for part in _parts(content)]
    final = [each for each in captures if each.status is None or each.status >= 200]  # an interim response says nothing
    if not final:
        raise UnreadableCapture("the input has no request, answer or notification")
    return final


def _parts(content: bytes) -> list[bytes]:
    """Split the input where a message begins. The JSON of an error begins one unless it is the body of an answer."""
    starts, in_answer = [0], False
    for match in _START.finditer(content):
        is_error_alone = match["request"] is None and match["answer"] is None
        if not is_error_alone or not in_answer:
            starts.append(match.start())
            in_answer = match["answer"] is not None
    parts = [content[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    messages = [part for part in map(_without_marks, parts) if part.strip()]
    return [part.rstrip(b"\r\n") for part in messages[:-1]] + messages[-1:]


def _without_marks(part: bytes) -> bytes:
    """Remove what `curl -v` prints before each line, and its remarks."""
    return _MARKS.sub(b"", part).lstrip(b"\n") if _VERBOSE.match(part) else part


def _read(part: bytes) -> Capture:
    if _CURL.match(part):
        try:
            return read_curl(part.decode())
        except UnicodeDecodeError:
            raise UnreadableCapture("the input is not UTF-8 text") from None
    if re.match(rb"\s*" + _ERROR, part):
        return Capture(headers=Headers(()), body=part.strip(), is_request=False)
    return read_message(part)


def _json_object(content: bytes) -> dict[str, Any] | None:
    try:
        value: object = json.loads(content) if content.lstrip().startswith(b"{") else None
    except (ValueError, RecursionError):
        return None
    return value if is_dict(value) else None


def _read_event(event: dict[str, Any]) -> Capture:
    """Read the event with which an API gateway calls a function."""
    pairs: dict[str, list[str]] = {}
    for members in (event.get("headers"), event.get("multiValueHeaders")):
        for name, value in members.items() if is_dict(members) else ():
            pairs[name.lower()] = [str(each) for each in (value if is_list(value) else [value])]
    body = event.get("body")
    raw, note = (body if isinstance(body, str) else "").encode(), ""
    if event.get("isBase64Encoded") is True:
        note = "the event says isBase64Encoded: pass base64.b64decode(event['body']) to parse(), not event['body']"
        try:
            raw = base64.b64decode(raw, validate=True)
        except binascii.Error:
            raise UnreadableCapture("the event says isBase64Encoded, but its body is not base64") from None
    headers = Headers(tuple((name, value) for name, values in pairs.items() for value in values))
    return Capture(headers=headers, body=raw, is_request=False, note=note)

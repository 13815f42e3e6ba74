"""Properties of signing, encoding and decoding, for any text and any bytes. Further properties are tested beside each module."""

from __future__ import annotations

import contextlib
import io
import json
import math
from http.client import HTTPResponse
from typing import Any, ClassVar
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from wxbrand_runtime import Answer, Credentials, Headers, InvalidNotification
from wxbrand_runtime.auth.decryption import decrypt_text
from wxbrand_runtime.auth.hidden_characters import without_hidden
from wxbrand_runtime.auth.schemes import BRAND
from wxbrand_runtime.auth.signing import authorization, request_message, sign, verify
from wxbrand_runtime.auth.verification import verify_response
from wxbrand_runtime.client.calls import prepare
from wxbrand_runtime.client.refusals.bodies import read_error_body
from wxbrand_runtime.client.retries import parse_retry_after
from wxbrand_runtime.client.serialisation.parameters import expand_path
from wxbrand_runtime.client.serialisation.styles import percent_encode, query_pairs
from wxbrand_runtime.client.settings import parse_base_url
from wxbrand_runtime.errors import InvalidSignature
from wxbrand_runtime.http import ExchangeFailed, HttpRequest, Origin
from wxbrand_runtime.http.protocol import HttpProtocol
from wxbrand_runtime.models import Operation, Request, moment, original_text
from wxbrand_runtime.models.codec import DecodeError, decode_body
from wxbrand_runtime.notifications import Notification, parse
from wxbrand_runtime.sanitise import sanitise
from wxbrand_runtime.testing import RequestRefused, WeChatPay
from wxbrand_runtime.testing.authorization import parse_authorization

from tests.runtime.conftest import KeyPair
from tests.runtime.example_models import Coupon, Issue, Item

NOW = 1_700_000_000

bounded = settings(max_examples=60, deadline=None)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
ID = TEXT.map(without_hidden)
"""Text of an id: hidden characters are refused, see `models/test_ids.py`."""

TOKENS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=40)
DOCUMENTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
NEARLY_JSON = st.one_of(
    st.binary(max_size=200),
    DOCUMENTS.map(lambda document: json.dumps(document).encode()),
    st.lists(st.sampled_from([*b'{}[]:,"\\u0e-.tn ', *b'{"token":"t"}', 0xFF]), max_size=60).map(bytes),
)


# Signing


@bounded
@given(
    method=TOKENS,
    target=st.text("/?&=%abc0", max_size=40),
    second=st.integers(0, 10**11),
    nonce=TOKENS,
    body=st.binary(),
)
def test_a_signed_message_can_be_split_again(method: str, target: str, second: int, nonce: str, body: bytes) -> None:
    message = request_message(method, target, second, nonce, body)

    *lines, rest = message.split(b"\n", 4)
    assert [line.decode() for line in lines] == [method, target, str(second), nonce]
    assert rest == body + b"\n"


@bounded
@given(message=st.binary(min_size=1, max_size=80), data=st.data())
def test_a_signature_does_not_verify_if_one_bit_of_the_message_differs(
    brand: KeyPair, message: bytes, data: st.DataObject
) -> None:
    signature = sign(brand.private, message)
    verify(brand.public, message, signature)

    bit = data.draw(st.integers(0, 8 * len(message) - 1))
    changed = bytearray(message)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(InvalidSignature):
        verify(brand.public, bytes(changed), signature)


@bounded
@given(place=st.integers(0, 343), character=st.characters(codec="ascii"))
def test_a_signature_does_not_verify_if_one_of_its_characters_differs(
    brand: KeyPair, place: int, character: str
) -> None:
    signature = sign(brand.private, b"message")
    changed = signature[:place] + character + signature[place + 1 :]
    assume(changed != signature)

    with pytest.raises(InvalidSignature):
        verify(brand.public, b"message", changed)


@bounded
@given(
    target=st.text("/?&=%abc0", min_size=1), second=st.integers(0, 10**11), nonce=TOKENS, body=st.binary(max_size=50)
)
def test_authorization_is_parsed_as_it_was_built(
    wechat_pay: WeChatPay, credentials: Credentials, target: str, second: int, nonce: str, body: bytes
) -> None:
    value = authorization(credentials, "POST", target, body, timestamp=second, nonce=nonce)

    read = parse_authorization(Headers([("authorization", value)]), BRAND)

    assert (read.account_id, read.serial_no) == (credentials.brand_id, credentials.serial_no)
    assert (read.timestamp, read.nonce_str) == (str(second), nonce)
    verify(wechat_pay.account_key, request_message("POST", target, second, nonce, body), read.signature)


@bounded
@given(text=st.text(max_size=80) | st.text(max_size=40).map(lambda text: f"WECHATPAY-BRAND-SHA256-RSA2048 {text}"))
def test_any_other_authorization_is_refused(text: str) -> None:
    with pytest.raises(RequestRefused) as caught:
        parse_authorization(Headers([("Authorization", text)]), BRAND)

    assert caught.value.status == 401


@bounded
@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from(["Wechatpay-Signature", "Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Serial", "X"]),
            st.text(max_size=20),
        ),
        max_size=8,
    ),
    body=st.binary(max_size=30),
)
def test_headers_without_a_valid_signature_do_not_verify(
    wechat_pay: WeChatPay, pairs: list[tuple[str, str]], body: bytes
) -> None:
    keys = {wechat_pay.public_key_id: wechat_pay.private_key.public_key()}

    with pytest.raises(InvalidSignature) as caught:
        verify_response(Headers(pairs), body, keys, now=NOW)

    assert str(caught.value).isprintable()


# Paths, queries and bodies


@bounded
@given(values=st.lists(TEXT.filter(lambda text: text not in {"", ".", ".."}), min_size=3, max_size=3))
def test_path_values_stay_in_their_segments(values: list[str]) -> None:
    path = expand_path("/a/{x}/{y}/{z}", dict(zip("xyz", map(percent_encode, values), strict=True)))

    assert [unquote(segment) for segment in path.split("/")] == ["", "a", *values]


@bounded
@given(pairs=st.lists(st.tuples(TEXT.filter(bool), TEXT), max_size=5))
def test_a_query_survives_a_round_trip(pairs: list[tuple[str, str]]) -> None:
    text = "&".join(pair for name, value in pairs for pair in query_pairs(("form", "explode"), name, value))

    assert parse_qsl(text, keep_blank_values=True) == pairs


@bounded
@given(text=st.text(max_size=40) | st.text(max_size=30).map(lambda text: f"https://{text}"))
def test_any_base_url_is_parsed_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        origin = parse_base_url(text)
        assert origin.url.isascii()
        assert origin.url.isprintable()


class Free(Request[Coupon], frozen=True, kw_only=True):
    """A request whose body may be any JSON value."""

    operation: ClassVar[Operation] = Operation(
        name="Free", method="POST", path="/x/{place}", in_path=("place",), in_query=("q",), body="members", replies={}
    )

    place: str
    q: str
    body: Any


@bounded
@given(place=ID, query=TEXT, body=DOCUMENTS)
def test_any_values_are_sent_unchanged(credentials: Credentials, place: str, query: str, body: Any) -> None:
    assume(place not in {"", ".", ".."})

    call = prepare(Free(place=place, q=query, body=body), credentials.public_key)

    path, _, rest = call.target.partition("?")
    assert unquote(path.removeprefix("/x/")) == place
    assert parse_qsl(rest, keep_blank_values=True) == [("q", query)]
    assert json.loads(call.body or b"") == {"body": body}
    assert call.signed_body is call.body


@bounded
@given(name=TEXT.filter(lambda text: len(text) <= 5), kind=TEXT, number=ID)
def test_a_model_survives_a_round_trip(credentials: Credentials, name: str, kind: str, number: str) -> None:
    request = Issue(openid="o", out_request_no=number, item=Item(name=name, kind=kind))

    body = json.loads(prepare(request, credentials.public_key).body or b"")

    assert body == {"out_request_no": number, "item": {"name": name, "type": kind}}
    assert decode_body(Item, json.dumps(body["item"]).encode()) == request.item


# Decoding bodies


@bounded
@given(document=DOCUMENTS)
def test_any_json_is_decoded(document: Any) -> None:
    text = json.dumps(document, ensure_ascii=False).encode()

    assert decode_body(Any, text) == json.loads(text)


@settings(max_examples=200, deadline=None)
@given(kind=st.sampled_from([Any, Coupon, Item, list[Item], dict[str, Item], str, int]), body=NEARLY_JSON)
def test_any_bytes_are_decoded_or_refused(kind: Any, body: bytes) -> None:
    try:
        decode_body(kind, body)
    except DecodeError as problem:
        assert str(problem)  # noqa: PT017
    else:
        json.loads(body)


@settings(max_examples=200, deadline=None)
@given(body=NEARLY_JSON)
def test_any_error_body_is_decoded(body: bytes) -> None:
    read = read_error_body(body)

    assert read.code is None or read.code
    assert read.message is None or read.message
    assert all(phrase.isprintable() for phrase in read.problems())


@bounded
@given(text=st.text(max_size=500), private=st.lists(st.text(min_size=4, max_size=10), max_size=3))
def test_any_text_is_sanitised_to_one_line(text: str, private: list[str]) -> None:
    sanitised = sanitise(text + "".join(private), private=private)

    assert sanitised.isprintable()
    assert len(sanitised) < 10 * 300 + 40


@bounded
@given(text=st.text(max_size=40) | st.text("0123456789-+:TZ. ", max_size=30))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        time = moment(text)
        assert time.tzinfo is not None
        assert original_text(time) == text


@bounded
@given(
    text=st.text(max_size=40)
    | st.integers().map(str)
    | st.datetimes().map(lambda time: f"{time:%a, %d %b %Y %H:%M:%S} GMT")
)
def test_any_retry_after_is_seconds_or_none(text: str) -> None:
    seconds = parse_retry_after(text, NOW)

    assert seconds is None or (seconds >= 0 and math.isfinite(seconds))


# Notifications and sensitive texts


@bounded
@given(
    body=NEARLY_JSON,
    changes=st.dictionaries(st.sampled_from(["event_type", "create_time", "resource", "id"]), DOCUMENTS, max_size=2),
)
def test_any_signed_callback_is_parsed_or_invalid(
    wechat_pay: WeChatPay, credentials: Credentials, body: bytes, changes: dict[str, Any]
) -> None:
    assert credentials.api_key
    _, good = wechat_pay.encrypt_notification("EXAMPLE.SEND", {"openid": "o"}, credentials.api_key)
    for content in (body, json.dumps({**json.loads(good), **changes}).encode()):
        try:
            assert isinstance(parse(wechat_pay.sign_answer(content), content, credentials), Notification)
        except InvalidNotification as problem:
            assert problem.reason in {"unreadable", "undecryptable"}  # noqa: PT017
            assert str(problem).isprintable()  # noqa: PT017


@bounded
@given(
    headers=st.lists(st.tuples(st.text(max_size=20) | st.binary(max_size=20), st.text(max_size=20)), max_size=6),
    body=st.binary(max_size=50),
)
def test_any_unsigned_callback_is_invalid(credentials: Credentials, headers: Any, body: bytes) -> None:
    with pytest.raises(InvalidNotification):
        parse(headers, body, credentials)


@bounded
@given(text=st.text(max_size=400))
def test_a_text_that_is_no_ciphertext_is_refused(brand: KeyPair, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        decrypt_text(brand.private, text)


# HTTP responses

ASKED = HttpRequest(
    origin=Origin(scheme="http", host="h", port=80),
    method="GET",
    target="/",
    headers=(),
    body=None,
    connect_timeout=1,
    timeout=1,
    max_body=1000,
)
BODIES = st.binary(max_size=300)


def read(content: bytes, size: int = 8192) -> tuple[Answer, bool, bytes]:
    """Parse a response that arrives in pieces. Return it, whether another may follow, and the bytes after it that were not read."""
    protocol, place = HttpProtocol(), size
    steps = protocol.exchange(b"", ASKED)
    next(steps)
    steps.send(None)
    try:
        piece = content[:size]
        while True:
            steps.send(piece)
            piece, place = content[place : place + size], place + size
    except StopIteration as done:
        answer, allows_another = done.value
    return answer, allows_another, content[place:]


@bounded
@given(
    body=BODIES, cuts=st.lists(st.integers(1, 50), max_size=6), size=st.integers(1, 40), behind=st.binary(max_size=20)
)
def test_a_response_is_the_same_however_it_is_split(body: bytes, cuts: list[int], size: int, behind: bytes) -> None:
    chunks: list[bytes] = []
    rest = body
    for cut in [*cuts, len(body)]:
        chunks, rest = [*chunks, rest[:cut]], rest[cut:]
    coded = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks if chunk) + b"0\r\n\r\n"
    in_chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + coded
    at_length = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body

    for content in (in_chunks, at_length):
        answer, allows_another, unreceived = read(content + behind, size)
        received = behind[: len(behind) - len(unreceived)]
        assert answer.body == body
        assert allows_another is (not received.strip(b"\r\n"))  # llhttp skips blank lines between answers


@bounded
@given(
    fields=st.lists(
        st.tuples(TOKENS, st.text(st.characters(min_codepoint=0x21, max_codepoint=0xFF, exclude_categories=["Cc"]))),
        max_size=8,
    ),
    body=BODIES,
)
def test_the_standard_library_parses_the_same_response(fields: list[tuple[str, str]], body: bytes) -> None:
    assume(not {name.lower() for name, _ in fields} & {"connection", "te"})
    lines = "".join(f"X-{name}: {value}\r\n" for name, value in fields).encode("latin-1")
    content = b"HTTP/1.1 200 OK\r\n%bContent-Length: %d\r\n\r\n%b" % (lines, len(body), body)

    class File:
        def makefile(self, _mode: str) -> io.BytesIO:
            return io.BytesIO(content)

    other = HTTPResponse(File())  # type: ignore[arg-type]
    other.begin()

    answer, allows_another, unreceived = read(content)
    assert (answer.status, answer.body, allows_another, unreceived) == (other.status, other.read(), True, b"")
    assert list(answer.headers.items()) == list(other.msg.raw_items())


@settings(max_examples=300, deadline=None)
@given(
    content=st.lists(
        st.sampled_from(
            [
                b"HTTP/1.1 200 OK\r\n",
                b"\r\n",
                b"Content-Length: ",
                b"5",
                b"Transfer-Encoding: chunked\r\n",
                b"0\r\n",
                b"a",
                b":",
                b" ",
                b"\0",
                b"hello",
                b"\n",
                b"ffffffff\r\n",
                b"5;x\r\n",
            ]
        )
        | st.binary(max_size=5),
        max_size=20,
    ).map(b"".join)
)
def test_any_bytes_are_a_response_or_refused(content: bytes) -> None:
    with contextlib.suppress(ExchangeFailed):
        answer, _, _ = read(content)
        assert 200 <= answer.status <= 999
        assert len(answer.body) <= ASKED.max_body

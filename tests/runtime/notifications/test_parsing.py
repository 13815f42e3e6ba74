"""Callbacks: verified, decrypted and typed; and everything that is refused."""

from __future__ import annotations

import base64
import json
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.message import Message
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime import (
    Credentials,
    Headers,
    InvalidCredentials,
    InvalidNotification,
    UnreadableMember,
    unreadable_members,
)
from wxbrand_runtime.models import UNSET
from wxbrand_runtime.notifications import GenericNotification, Notification, failed, parse, register, taken
from wxbrand_runtime.notifications.events import ENTRY_POINTS
from wxbrand_runtime.testing import WeChatPay, new_private_key

from tests.runtime.example_notifications import CouponSendNotification, CouponSendResource, PointChangeNotification

NOW = 1_700_000_000
OPENID = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
RESOURCE = {"coupon_code": "Code_123456", "openid": OPENID, "receive_time": "2025-01-01T00:00+08:00"}
SIGNED = ("Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial")

Callback = tuple[Iterable[tuple[str, str]], bytes]


@pytest.fixture
def api_key(credentials: Credentials) -> str:
    assert credentials.api_key is not None
    return credentials.api_key


@pytest.fixture
def callback(wechat_pay: WeChatPay, api_key: str) -> Callable[..., Callback]:
    def make(resource: Any = RESOURCE, event_type: str = "EXAMPLE.SEND", **options: Any) -> Callback:
        return wechat_pay.encrypt_notification(event_type, resource, api_key, **options)

    return make


def refused(headers: Any, body: bytes, credentials: Credentials, **options: Any) -> InvalidNotification:
    with pytest.raises(InvalidNotification) as caught:
        parse(headers, body, credentials, **options)
    assert "\n" not in str(caught.value)
    assert OPENID not in "".join(traceback.format_exception(caught.value))
    kept = traceback.walk_tb(caught.tb)  # as error trackers keep it
    own = [frame.f_locals for frame, _ in kept if frame.f_globals["__name__"].startswith("wxbrand_runtime")]
    assert own
    assert (credentials.api_key or "no key") not in repr(own)
    assert type(pickle.loads(pickle.dumps(caught.value))) is InvalidNotification
    return caught.value


def signed(wechat_pay: WeChatPay, envelope: Any) -> Callback:
    body = envelope if isinstance(envelope, bytes) else json.dumps(envelope).encode()
    return wechat_pay.sign_answer(body), body


def test_a_known_event_becomes_its_class(callback: Callable[..., Callback], credentials: Credentials) -> None:
    headers, body = callback(id="id-1", create_time="2025-06-01T10:00:00+08:00", summary="发券", original_type="coupon")

    notification = parse(headers, body, credentials)

    assert isinstance(notification, CouponSendNotification)
    assert notification.resource.coupon_code == "Code_123456"
    assert notification.resource.receive_time == datetime(2024, 12, 31, 16, tzinfo=UTC)
    assert notification.create_time == datetime(2025, 6, 1, 2, tzinfo=UTC)
    assert (notification.id, notification.event_type, notification.summary) == ("id-1", "EXAMPLE.SEND", "发券")
    assert (notification.resource_type, notification.original_type) == ("encrypt-resource", "coupon")
    assert notification.associated_data == "product_coupon"
    assert pickle.loads(pickle.dumps(notification)) == notification


def test_members_and_values_newer_than_the_spec_are_reachable(
    callback: Callable[..., Callback], credentials: Credentials
) -> None:
    notification = parse(*callback(RESOURCE | {"newer": [1], "send_channel": "LATER"}), credentials)

    assert json.loads(notification.plaintext)["newer"] == [1]
    assert notification.resource.send_channel == "LATER"
    assert not notification.resource.send_channel.is_known


def test_an_unknown_event_is_not_lost(callback: Callable[..., Callback], credentials: Credentials) -> None:
    notification = parse(*callback(event_type="EXAMPLE.LATER", id="id-2"), credentials)

    assert type(notification) is GenericNotification
    assert notification.resource == RESOURCE
    assert notification.repeat_key == ("id-2", "EXAMPLE.LATER")


@pytest.mark.parametrize(
    ("event_type", "resource", "key"),
    [
        ("EXAMPLE.SEND", RESOURCE, ("Code_123456", "EXAMPLE.SEND")),
        ("EXAMPLE.SEND", {"openid": OPENID}, ("id-3", "EXAMPLE.SEND")),
        ("EXAMPLE.SEND", RESOURCE | {"coupon_code": ""}, ("id-3", "EXAMPLE.SEND")),
        ("EXAMPLE.POINT", RESOURCE, ("id-3", "EXAMPLE.POINT")),
    ],
)
def test_a_repeat_has_the_same_key(
    callback: Callable[..., Callback],
    credentials: Credentials,
    event_type: str,
    resource: dict[str, str],
    key: tuple[str, ...],
) -> None:
    first, again = (parse(*callback(resource, event_type, id="id-3"), credentials) for _ in range(2))

    assert first.repeat_key == again.repeat_key == key


@pytest.mark.parametrize(("associated_data", "read"), [("", ""), (None, UNSET), ("券", "券")])
@pytest.mark.parametrize("nonce", ["12characters", "8 bytes!", "券券券券券", "n" * 128])
def test_associated_data_and_nonce_may_be_of_any_kind(
    callback: Callable[..., Callback], credentials: Credentials, associated_data: str | None, read: Any, nonce: str
) -> None:
    notification = parse(*callback(associated_data=associated_data, nonce=nonce), credentials)

    assert notification.associated_data == read
    assert notification.resource.openid == OPENID


def test_null_and_missing_members_of_the_envelope_are_no_reason_to_lose_it(
    wechat_pay: WeChatPay, callback: Callable[..., Callback], credentials: Credentials
) -> None:
    envelope = json.loads(callback(associated_data=None)[1])
    del envelope["resource_type"]
    envelope["summary"] = envelope["resource"]["associated_data"] = envelope["resource"]["original_type"] = None

    notification = parse(*signed(wechat_pay, envelope), credentials)

    assert isinstance(notification, CouponSendNotification)
    assert (notification.resource_type, notification.summary, notification.original_type) == ("", "", "")
    assert notification.associated_data is UNSET


class HasItems:
    """Header fields that are neither a Mapping nor iterable as pairs."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = pairs

    def items(self) -> Iterable[tuple[str, str]]:
        return self._pairs


def message(pairs: Iterable[tuple[str, str]]) -> Message:
    made = Message()
    for name, value in pairs:
        made[name] = value
    return made


def environ(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What WSGI gives, and Django's META."""
    made: dict[str, Any] = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in pairs}
    setup_testing_defaults(made)
    return made


@pytest.mark.parametrize(
    "form",
    [
        dict,
        list,
        tuple,
        iter,
        Headers,
        HasItems,
        message,
        lambda pairs: MappingProxyType(dict(pairs)),
        lambda pairs: {name.lower(): value for name, value in pairs},
        lambda pairs: {name.upper(): value for name, value in pairs},
        lambda pairs: [(name.lower().encode(), value.encode()) for name, value in pairs],
        environ,
    ],
)
def test_headers_may_have_any_form(
    callback: Callable[..., Callback], credentials: Credentials, form: Callable[[Any], Any]
) -> None:
    headers, body = callback()

    assert parse(form(headers), body, credentials).event_type == "EXAMPLE.SEND"


@pytest.mark.parametrize("headers", [None, 7, "Wechatpay-Nonce: 1", [1], [("a", "b", "c")], {1: "b"}])
def test_another_form_of_headers_raises_type_error(credentials: Credentials, headers: Any) -> None:
    with pytest.raises(TypeError) as caught:
        parse(headers, b"{}", credentials)

    assert str(caught.value) == (
        "headers must be the request's header fields, a mapping or pairs of name and value, "
        f"not {type(headers).__name__}"
    )


@pytest.mark.parametrize(
    ("headers", "type_"),
    [({"a": [1]}, "int"), ({"a": [["b"]]}, "list"), ({"a": None}, "NoneType"), ([(b"a", 5)], "int")],
)
def test_a_header_value_that_is_no_text_is_named(credentials: Credentials, headers: Any, type_: str) -> None:
    with pytest.raises(TypeError, match=f"^the value of the header 'a' must be text or bytes, not {type_}$"):
        parse(headers, b"{}", credentials)


@pytest.mark.parametrize("kind", [bytearray, memoryview, lambda body: memoryview(bytearray(body))])
def test_bytes_of_another_type_are_bytes(
    callback: Callable[..., Callback], credentials: Credentials, kind: Callable[[bytes], Any]
) -> None:
    headers, body = callback()

    assert parse(headers, kind(body), credentials).event_type == "EXAMPLE.SEND"
    assert refused(headers, kind(body + b" "), credentials).reason == "signature-wrong"


@pytest.mark.parametrize("kind", [list, tuple])
def test_a_header_value_may_be_a_list_of_one(
    callback: Callable[..., Callback], credentials: Credentials, kind: Callable[[list[str]], Any]
) -> None:
    headers, body = callback()
    fields = {name: kind([value]) for name, value in headers} | {
        "X-Forwarded-For": kind(["a", "b"]),
        "X-None": kind([]),
    }

    assert parse(fields, body, credentials).event_type == "EXAMPLE.SEND"
    assert refused(fields | {"Wechatpay-Nonce": kind(["a", "b"])}, body, credentials).reason == "header-duplicated"
    assert refused(fields | {"Wechatpay-Nonce": kind([])}, body, credentials).reason == "header-missing"


@pytest.mark.parametrize("body", ["{}", {}, None, [123], 7])
def test_a_parsed_body_raises_type_error(credentials: Credentials, body: Any) -> None:
    with pytest.raises(TypeError) as caught:
        parse({}, body, credentials)

    assert str(caught.value) == (
        f"body must be the raw body of the request (bytes), not {type(body).__name__}: "
        "the signature covers the bytes received, so pass them unchanged, before any parsing: `await request.body()` in "
        "FastAPI and Starlette, `request.get_data()` in Flask, `request.body` in Django"
    )


def test_credentials_without_api_key_are_invalid(callback: Callable[..., Callback], credentials: Credentials) -> None:
    without = Credentials(
        brand_id=credentials.brand_id,
        serial_no=credentials.serial_no,
        private_key=credentials.private_key,
        public_key_id=credentials.public_key_id,
        public_key=credentials.public_key,
    )

    with pytest.raises(InvalidCredentials) as caught:
        parse(*callback(), without)

    assert str(caught.value) == (
        "the credentials have no api_key, and callbacks are encrypted with it: pass the brand API key "
        "(32 characters) as api_key= or in WXBRAND_API_KEY"
    )


def test_a_changed_body_is_refused(callback: Callable[..., Callback], credentials: Credentials) -> None:
    headers, body = callback()

    assert refused(headers, body + b" ", credentials).reason == "signature-wrong"
    assert refused(headers, body.replace(b"SEND", b"USED"), credentials).reason == "signature-wrong"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Wechatpay-Timestamp", "signature-wrong"),
        ("Wechatpay-Nonce", "signature-wrong"),
        ("Wechatpay-Signature", "signature-wrong"),
        ("Wechatpay-Serial", "unknown-public-key"),
    ],
)
def test_a_changed_header_is_refused(
    callback: Callable[..., Callback], credentials: Credentials, name: str, reason: str
) -> None:
    headers, body = callback()
    changed = dict(headers)
    changed[name] = ("1" if changed[name][0] != "1" else "2") + changed[name][1:]

    assert refused(changed, body, credentials).reason == reason


@pytest.mark.parametrize("name", SIGNED)
def test_a_missing_or_repeated_header_is_refused(
    callback: Callable[..., Callback], credentials: Credentials, name: str
) -> None:
    headers, body = callback()
    missing = "signature-missing" if name == "Wechatpay-Signature" else "header-missing"

    assert refused([pair for pair in headers if pair[0] != name], body, credentials).reason == missing
    assert refused([*headers, (name.lower(), "x")], body, credentials).reason == "header-duplicated"


def test_another_key_is_refused(
    wechat_pay: WeChatPay, callback: Callable[..., Callback], credentials: Credentials
) -> None:
    _, body = callback()

    headers = wechat_pay.sign_answer(body, private_key=new_private_key())

    assert refused(headers, body, credentials).reason == "signature-wrong"


def test_a_probe_is_refused_and_named(callback: Callable[..., Callback], credentials: Credentials) -> None:
    headers, body = callback()
    probe = dict(headers) | {"Wechatpay-Signature": "WECHATPAY/SIGNTEST/" + "x" * 300}

    assert refused(probe, body, credentials).reason == "signature-probe"


@pytest.mark.parametrize(("age", "is_taken"), [(-300, False), (-299, True), (299, True), (300, False)])
def test_an_old_or_early_callback_is_refused(
    wechat_pay: WeChatPay, callback: Callable[..., Callback], credentials: Credentials, age: int, is_taken: bool
) -> None:
    _, body = callback()
    headers = wechat_pay.sign_answer(body, timestamp=NOW - age)

    if is_taken:
        assert parse(headers, body, credentials, now=NOW)
    else:
        assert refused(headers, body, credentials, now=NOW).reason == "clock-difference"


def test_another_api_key_is_named_as_the_likely_reason(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    error = refused(*wechat_pay.encrypt_notification("EXAMPLE.SEND", RESOURCE, "k" * 32), credentials)

    assert error.reason == "undecryptable"
    assert "the API key was changed" in str(error)
    assert error.plaintext is None


@pytest.mark.parametrize(
    "change",
    [
        {"algorithm": "AEAD_SM4_GCM"},
        {"ciphertext": "not base64"},
        {"ciphertext": "券"},
        {"ciphertext": ""},
        {"ciphertext": base64.b64encode(b"short").decode()},
        {"associated_data": "other"},
        {"nonce": "another one!"},
        {"nonce": ""},
        {"nonce": "short"},
        {"nonce": "n" * 129},
    ],
    ids="".join,
)
def test_what_does_not_decrypt_is_refused(
    wechat_pay: WeChatPay, callback: Callable[..., Callback], credentials: Credentials, change: dict[str, str]
) -> None:
    envelope = json.loads(callback()[1])
    envelope["resource"] |= change

    assert refused(*signed(wechat_pay, envelope), credentials).reason == "undecryptable"


LONG = "x" * 61
UNDECRYPTABLE = {
    "algorithm": ({"algorithm": "AEAD_SM4_GCM"}, "it is encrypted with AEAD_SM4_GCM, not AEAD_AES_256_GCM"),
    "long algorithm": (
        {"algorithm": LONG},
        f"it is encrypted with {LONG[1:]}… (61 characters), not AEAD_AES_256_GCM",
    ),
    "no base64": ({"ciphertext": "AAAA!"}, "its ciphertext is not base64"),
    "nonce": ({"nonce": "short"}, "its nonce has 5 bytes"),
    "key": (
        {"associated_data": "other"},
        "the api_key does not open it; probably the API key was changed, and the old one is void",
    ),
}


@pytest.mark.parametrize(("change", "why"), UNDECRYPTABLE.values(), ids=UNDECRYPTABLE)
def test_the_error_says_why_a_callback_cannot_be_decrypted(
    wechat_pay: WeChatPay, callback: Callable[..., Callback], credentials: Credentials, change: Any, why: str
) -> None:
    envelope = json.loads(callback()[1])
    envelope["resource"] |= change

    error = refused(*signed(wechat_pay, envelope), credentials)

    assert str(error) == f"the notification of EXAMPLE.SEND is WeChat Pay's, but cannot be decrypted: {why}"


def test_a_long_event_type_is_cut(
    wechat_pay: WeChatPay, callback: Callable[..., Callback], credentials: Credentials
) -> None:
    begin = f"the notification of {LONG[1:]}… (61 characters) is WeChat Pay's, but "
    envelope = json.loads(callback(event_type=LONG)[1])
    envelope["resource"]["nonce"] = "short"

    assert str(refused(*signed(wechat_pay, envelope), credentials)).startswith(begin + "cannot be decrypted")
    assert str(refused(*callback(b"no JSON", LONG), credentials)) == (
        f"{begin}its resource is not what the spec describes: it is not JSON. " "The decrypted text is in .plaintext."
    )


def test_the_error_says_why_a_callback_is_untrusted_or_unreadable(
    wechat_pay: WeChatPay, callback: Callable[..., Callback], credentials: Credentials
) -> None:
    unproven = refused([], callback()[1], credentials)
    unread = refused(*signed(wechat_pay, b""), credentials)

    assert str(unproven) == "this callback is not provably WeChat Pay's: the header Wechatpay-Signature is missing"
    assert str(unread) == ("this callback is WeChat Pay's, but it is not a notification as documented: it is empty")


HOSTILE = {
    "empty": b"",
    "null": b"null",
    "array": b"[]",
    "no UTF-8": b"\xff\xfe",
    "no JSON": b"not JSON",
    "deep arrays": b"[" * 100_000,
    "deep objects": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "member twice": b'{"openid":1,"openid":2}',
    "NaN": b'{"openid":NaN}',
    "infinite number": b'{"openid":1e999}',
    "long number": b'{"openid":' + b"9" * 10_000 + b"}",
    "lone surrogate": b'{"openid":"\\ud800"}',
    "control character": b'{"openid":"a\x00b"}',
    "object for text": b'{"openid":{"openid":[]}}',
}
NO_ENVELOPE = HOSTILE | {"too little": b'{"id":"1"}', "id twice": b'{"id":"1","id":"1"}'}
NO_RESOURCE = HOSTILE | {"too little": b"{}"}


@pytest.mark.parametrize("body", NO_ENVELOPE.values(), ids=NO_ENVELOPE)
def test_a_signed_body_that_is_no_notification_is_refused(
    wechat_pay: WeChatPay, credentials: Credentials, body: bytes
) -> None:
    assert refused(*signed(wechat_pay, body), credentials).reason == "unreadable"


@pytest.mark.parametrize(
    ("event_type", "member"),
    [("EXAMPLE.POINT", "id"), ("EXAMPLE.SEND", "event_type"), ("EXAMPLE.SEND", "resource")],
)
@pytest.mark.parametrize("value", [None, 7, [], {}], ids=repr)
def test_an_envelope_without_what_it_takes_is_refused(
    wechat_pay: WeChatPay,
    callback: Callable[..., Callback],
    credentials: Credentials,
    event_type: str,
    member: str,
    value: Any,
) -> None:
    envelope = json.loads(callback(event_type=event_type)[1])
    envelope[member] = value

    error = refused(*signed(wechat_pay, envelope), credentials)

    assert error.reason == "unreadable"
    assert (error.plaintext is None) is (member != "id")


@pytest.mark.parametrize("member", ["algorithm", "ciphertext", "nonce", "associated_data"])
def test_an_envelope_that_cannot_be_decrypted_is_refused(
    wechat_pay: WeChatPay, callback: Callable[..., Callback], credentials: Credentials, member: str
) -> None:
    envelope = json.loads(callback()[1])
    envelope["resource"][member] = 7

    error = refused(*signed(wechat_pay, envelope), credentials)

    assert error.reason == "unreadable"
    assert f"resource.{member} is a whole number, not text" in str(error)


@pytest.mark.parametrize(
    ("member", "value"),
    [("id", 7), ("id", None), ("create_time", ""), ("create_time", None), ("create_time", 1735689600)],
)
def test_a_notification_whose_key_stands_is_delivered(
    wechat_pay: WeChatPay, callback: Callable[..., Callback], credentials: Credentials, member: str, value: Any
) -> None:
    envelope = json.loads(callback(id="id-1", create_time="2025-06-01T10:00:00+08:00")[1])
    envelope |= {member: value, "summary": 5, "resource_type": []}
    envelope["resource"]["original_type"] = {}

    notification = parse(*signed(wechat_pay, envelope), credentials)

    assert isinstance(notification, CouponSendNotification)
    assert notification.repeat_key == ("Code_123456", "EXAMPLE.SEND")
    assert notification.resource.openid == OPENID
    assert (notification.summary, notification.resource_type, notification.original_type) == ("", "", "")
    assert [each.place for each in unreadable_members(notification)] == [
        member,
        "resource_type",
        "summary",
        "resource.original_type",
    ]
    with pytest.raises(UnreadableMember, match=f"^{member} is"):
        getattr(notification, member)
    again = pickle.loads(pickle.dumps(notification))
    assert again == notification
    assert unreadable_members(again)[0].value == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("receive_time", ""),
        ("receive_time", "2025-01-01T24:00:00+08:00"),
        ("receive_time", "2025-01-01T00:00:00"),
        ("receive_time", 1735689600),
        ("send_channel", 5),
        ("openid", 5),
        ("openid", None),
        ("openid", {"id": OPENID}),
    ],
)
def test_one_member_of_a_resource_never_loses_the_others(
    callback: Callable[..., Callback],
    credentials: Credentials,
    caplog: pytest.LogCaptureFixture,
    name: str,
    value: Any,
) -> None:
    notification = parse(*callback({**RESOURCE, name: value}), credentials)

    assert isinstance(notification, CouponSendNotification)
    assert notification.repeat_key == ("Code_123456", "EXAMPLE.SEND")
    (member,) = unreadable_members(notification)
    assert (member.place, member.value) == (f"resource.{name}", value)
    assert unreadable_members(notification.resource) == (member,)
    for other in {"openid", "receive_time"} - {name}:
        assert getattr(notification.resource, other) == getattr(parse(*callback(), credentials).resource, other)
    assert getattr(notification.resource, name, UNSET) is UNSET
    (logged,) = [record for record in caplog.records if record.name == "wxbrand"]
    assert logged.getMessage() == f"the notification of EXAMPLE.SEND: put aside what could not be read: {member}"
    assert OPENID not in f"{caplog.text}{notification!r}{member!r}"


@pytest.mark.parametrize("value", [5, ["Code_123456"], {}], ids=repr)
def test_a_notification_whose_key_cannot_be_read_is_refused_but_kept(
    callback: Callable[..., Callback], credentials: Credentials, value: Any
) -> None:
    error = refused(*callback({**RESOURCE, "coupon_code": value, "receive_time": ""}), credentials)

    assert error.reason == "unreadable"
    assert "resource.coupon_code is" in str(error)
    assert [member.place for member in error.members] == ["resource.coupon_code", "resource.receive_time"]
    assert json.loads(error.plaintext or b"")["openid"] == OPENID


@pytest.mark.parametrize("resource", [[1], {"new": 1}, "text", None], ids=repr)
def test_a_resource_of_an_unknown_shape_is_delivered_if_the_key_stands(
    callback: Callable[..., Callback], credentials: Credentials, resource: Any
) -> None:
    plaintext = json.dumps(resource).encode()

    notification = parse(*callback(plaintext, "EXAMPLE.POINT", id="id-1"), credentials)

    assert isinstance(notification, PointChangeNotification)
    assert notification.repeat_key == ("id-1", "EXAMPLE.POINT")
    assert notification.plaintext == plaintext
    with pytest.raises(UnreadableMember, match=r"^resource"):
        _ = notification.resource
    assert refused(*callback(plaintext, "EXAMPLE.SEND"), credentials).reason == "unreadable"


@pytest.mark.parametrize("plaintext", NO_RESOURCE.values(), ids=NO_RESOURCE)
def test_a_resource_that_does_not_fit_is_refused_but_kept(
    callback: Callable[..., Callback], credentials: Credentials, plaintext: bytes
) -> None:
    error = refused(*callback(plaintext), credentials)

    assert error.reason == "unreadable"
    assert error.plaintext == plaintext


@pytest.mark.parametrize("plaintext", HOSTILE.values(), ids=HOSTILE)
def test_an_unknown_event_raises_nothing_else(
    callback: Callable[..., Callback], credentials: Credentials, plaintext: bytes
) -> None:
    headers, body = callback(plaintext, "EXAMPLE.LATER")

    try:
        notification = parse(headers, body, credentials)
    except InvalidNotification as problem:
        assert problem.reason == "unreadable"  # noqa: PT017
        assert problem.plaintext == plaintext  # noqa: PT017
    else:
        assert repr(notification)


@given(plaintext=st.binary(max_size=80), event_type=st.text(max_size=20))
def test_any_encrypted_resource_is_parsed_or_refused(
    wechat_pay: WeChatPay, credentials: Credentials, plaintext: bytes, event_type: str
) -> None:
    assert credentials.api_key
    sealed = wechat_pay.encrypt_notification(event_type, plaintext, credentials.api_key)

    try:
        assert isinstance(parse(*sealed, credentials), Notification)
    except InvalidNotification as problem:
        assert problem.reason == "unreadable"  # noqa: PT017


def test_no_repr_shows_a_person(callback: Callable[..., Callback], credentials: Credentials) -> None:
    known = parse(*callback(), credentials)
    open_resource = {
        "openid": OPENID,
        "users": [{"phone_number": "13800000000", "n": 1}],
        "openids": {"openid": [OPENID]},
    }
    unknown = parse(*callback(open_resource, "EXAMPLE.LATER"), credentials)

    for shown in (repr(known), f"{known}", repr(known.resource), repr(unknown), f"{unknown}"):
        assert OPENID not in shown
        assert "plaintext" not in shown
    assert "13800000000" not in repr(unknown)
    assert "'n': 1" in repr(unknown)
    assert repr(known).startswith("CouponSendNotification(id=")


def test_an_open_resource_that_is_very_deep_can_be_printed(
    callback: Callable[..., Callback], credentials: Credentials
) -> None:
    deep = b'{"a":' * 300 + b"1" + b"}" * 300

    assert "…" in repr(parse(*callback(deep, "EXAMPLE.LATER"), credentials))


def test_the_package_imported_first_provides_the_class(
    callback: Callable[..., Callback], credentials: Credentials
) -> None:
    register("nowhere.models", {"EXAMPLE.SEND": "Other"})

    assert isinstance(parse(*callback(), credentials), CouponSendNotification)


def test_each_event_has_its_class(callback: Callable[..., Callback], credentials: Credentials) -> None:
    assert isinstance(parse(*callback(event_type="EXAMPLE.POINT"), credentials), PointChangeNotification)


def test_a_notification_can_be_made_by_hand() -> None:
    made = CouponSendNotification(
        id="1",
        create_time=datetime(2025, 1, 1, tzinfo=UTC),
        event_type="EXAMPLE.SEND",
        resource=CouponSendResource(coupon_code="c", openid=OPENID),
    )

    assert made.repeat_key == ("c", "EXAMPLE.SEND")
    assert made.plaintext == b""


INSTALLED = """
import sys
from wxbrand_runtime import Credentials
from wxbrand_runtime.notifications import parse
from wxbrand_runtime.testing import new_pair

wechat_pay, credentials = new_pair()
for event_type in ("PLUGGED.IN", "PLUGGED.IN", "NOBODY.KNOWS"):
    notification = parse(*wechat_pay.encrypt_notification(event_type, {"a": "b"}, credentials.api_key), credentials)
    print(type(notification).__module__, type(notification).__name__, notification.resource)
"""


def with_package_installed(tmp_path: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run INSTALLED where a package `plugged` of this code has an entry point."""
    (tmp_path / "plugged.py").write_text(code)
    dist_info = tmp_path / "plugged-1.0.dist-info"
    dist_info.mkdir()
    (dist_info / "METADATA").write_text("Metadata-Version: 2.1\nName: plugged\nVersion: 1.0\n")
    (dist_info / "entry_points.txt").write_text(f"[{ENTRY_POINTS}]\nplugged = plugged\n")
    return subprocess.run(
        [sys.executable, "-c", INSTALLED],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        timeout=60,
        check=False,
    )


def test_an_installed_package_need_not_be_imported(tmp_path: Path) -> None:
    (tmp_path / "plugged_models.py").write_text(
        "from typing import ClassVar\n"
        "from wxbrand_runtime.notifications.events import Event, Notification\n"
        "from wxbrand_runtime.models.records import Record\n"
        "class R(Record, frozen=True, kw_only=True):\n    a: str\n"
        "class Plugged(Notification[R], frozen=True, kw_only=True):\n    event: ClassVar[Event] = Event(type='', resource=R)\n"
    )

    done = with_package_installed(
        tmp_path,
        "from wxbrand_runtime.notifications.events import register\nregister('plugged_models', {'PLUGGED.IN': 'Plugged'})\n",
    )

    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "plugged_models Plugged R(a='b')",
        "plugged_models Plugged R(a='b')",
        "wxbrand_runtime.notifications.events GenericNotification {'a': 'b'}",
    ]


def test_an_installed_package_that_is_broken_refuses_no_callback(tmp_path: Path) -> None:
    done = with_package_installed(tmp_path, "raise ZeroDivisionError\n")

    assert done.stdout.splitlines() == ["wxbrand_runtime.notifications.events GenericNotification {'a': 'b'}"] * 3
    assert "plugged, which may declare notifications, cannot be imported" in done.stderr
    assert "ZeroDivisionError" in done.stderr


def test_wxbrand_is_such_a_package() -> None:
    assert "wxbrand" in {entry_point.value for entry_point in entry_points(group=ENTRY_POINTS)}


def test_taken_is_empty_and_2xx() -> None:
    answer = taken()

    assert (answer.status, answer.headers, answer.body) == (204, {}, b"")


@pytest.mark.parametrize("message", ["out of order", '引号"和\n换行', "\ud800"])
def test_failed_says_so_by_its_status(message: str) -> None:
    answer = failed(message)

    assert answer.status == 500
    assert answer.headers == {"Content-Type": "application/json"}
    assert json.loads(answer.body) == {"code": "FAIL", "message": message}
    assert failed("no", 401).status == 401
    assert failed("no", 400).status == 400
    assert failed("no", status=599) == failed("no", 599)
    assert hash(answer) == hash(failed(message))


@pytest.mark.parametrize("status", [200, 204, 302, 399, 600, 0])
def test_failed_with_a_status_that_means_taken_is_a_mistake(status: int) -> None:
    with pytest.raises(ValueError, match="from 400 to 599"):
        failed("no", status)


def test_the_callback_made_for_tests_is_as_documented(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    assert credentials.api_key
    headers, body = wechat_pay.encrypt_notification("PRODUCT_COUPON.SEND", RESOURCE, credentials.api_key)

    envelope = json.loads(body)
    assert list(envelope) == ["id", "create_time", "event_type", "resource_type", "summary", "resource"]
    assert envelope["resource_type"] == "encrypt-resource"
    assert set(envelope["resource"]) == {"original_type", "algorithm", "ciphertext", "associated_data", "nonce"}
    assert {name for name, _ in headers} == {*SIGNED, "Wechatpay-Signature-Type", "Content-Type"}
    assert len(envelope["id"]) == 36
    assert datetime.fromisoformat(envelope["create_time"]).utcoffset() is not None

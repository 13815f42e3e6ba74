"""Sensitive texts: encrypted in requests, decrypted in answers and notifications, printed nowhere."""

from __future__ import annotations

import base64
import json
from typing import Annotated, Any, ClassVar

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.hashes import SHA1
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime import ApiError, Credentials, InvalidRequest, unreadable_members
from wxbrand_runtime.auth.decryption import decrypt_text, encrypt_text
from wxbrand_runtime.client.calls import prepare
from wxbrand_runtime.models import (
    SENSITIVE,
    UNSET,
    Limits,
    OneOf,
    OpenEnum,
    Operation,
    Record,
    Request,
    UnsetType,
    answer_of,
)
from wxbrand_runtime.models.annotations import sensitive_fields
from wxbrand_runtime.models.sensitive import decrypt_value, encrypt_request
from wxbrand_runtime.notifications import parse
from wxbrand_runtime.notifications.events import Event, Notification, register
from wxbrand_runtime.testing import WeChatPay, new_private_key

from tests.runtime.callers import AsyncCaller, Caller, SyncCaller, signed
from tests.runtime.conftest import private_key_of
from tests.runtime.example_models import Coupon, Issue
from tests.runtime.fault_server import Answer, FaultServer

PHONE, NAME = "13800138000", "张三丰"
PRESCRIBED = OAEP(mgf=MGF1(SHA1()), algorithm=SHA1(), label=None)


class Kind(OpenEnum):
    PHONE = "PHONE"


class Person(Record, frozen=True, kw_only=True):
    name: Annotated[str, Limits(max_length=100), SENSITIVE] | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    maybe: Annotated[str, SENSITIVE] | UnsetType | None = UNSET
    numbers: list[Annotated[str, SENSITIVE]] | UnsetType = UNSET
    by_key: dict[str, Annotated[str, SENSITIVE]] | UnsetType = UNSET
    children: list[Person] | UnsetType = UNSET
    note: str | UnsetType = UNSET


class Contact(OneOf):
    kinds: Annotated[str, SENSITIVE] | Person | list[Annotated[str, SENSITIVE]] | list[Contact]


class Enrol(Request[Person], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Enrol",
        method="POST",
        path="/brand/{card}/enrol",
        in_path=("card",),
        body="members",
        spelled={"phone": "phone-number"},
        replies={"200": Person},
    )

    card: str
    phone: Annotated[str, Limits(min_length=2, max_length=400), SENSITIVE] = msgspec.field(name="phone-number")
    person: Person | UnsetType = UNSET
    contact: Contact | UnsetType = UNSET
    note: str | UnsetType = UNSET


class EnrolAll(Request[list[Person]], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="EnrolAll",
        method="POST",
        path="/brand/enrol",
        body="whole",
        replies={"200": dict[str, list[Annotated[str, SENSITIVE]]]},
    )

    body: list[Annotated[str, SENSITIVE]]


class EnrolledNotification(Notification[Person], frozen=True, kw_only=True):
    event: ClassVar[Event] = Event(type="EXAMPLE.ENROLLED", resource=Person)


class PhonesNotification(Notification[dict[str, str]], frozen=True, kw_only=True):
    event: ClassVar[Event] = Event(type="EXAMPLE.PHONES", resource=dict[str, Annotated[str, SENSITIVE]])


register(__name__, {"EXAMPLE.ENROLLED": "EnrolledNotification", "EXAMPLE.PHONES": "PhonesNotification"})

EVERYTHING = Person(
    name=NAME,
    kind=Kind.PHONE,
    maybe=PHONE,
    numbers=[PHONE, ""],
    by_key={"home": PHONE},
    children=[Person(name="李"), Person(children=[Person(maybe=None, note="plain")])],
    note="plain",
)


def sent(request: Request[Any], credentials: Credentials) -> Any:
    return json.loads(prepare(request, credentials.public_key).body or b"null")


def test_each_sensitive_text_and_nothing_else_is_encrypted(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    def read(ciphertext: str) -> str:
        return wechat_pay.private_key.decrypt(base64.b64decode(ciphertext), PRESCRIBED).decode()

    body = sent(Enrol(card="c", phone=PHONE, person=EVERYTHING, note="plain"), credentials)

    person = body["person"]
    assert list(body) == ["phone-number", "person", "note"]
    assert list(person) == ["name", "kind", "maybe", "numbers", "by_key", "children", "note"]
    assert read(body["phone-number"]) == PHONE
    assert read(person["name"]) == NAME
    assert read(person["maybe"]) == PHONE
    assert [read(number) for number in person["numbers"]] == [PHONE, ""]
    assert read(person["by_key"]["home"]) == PHONE
    assert read(person["children"][0]["name"]) == "李"
    assert person["children"][1] == {"children": [{"maybe": None, "note": "plain"}]}
    assert (person["kind"], person["note"], body["note"]) == ("PHONE", "plain", "plain")


@pytest.mark.parametrize("contact", [PHONE, Person(name=PHONE), [PHONE], [[Person(name=PHONE)]]])
def test_sensitive_texts_in_unions_are_encrypted(wechat_pay: WeChatPay, credentials: Credentials, contact: Any) -> None:
    body = sent(Enrol(card="c", phone=PHONE, contact=contact), credentials)["contact"]

    while not isinstance(body, str):
        body = body["name"] if isinstance(body, dict) else body[0]
    assert decrypt_text(wechat_pay.private_key, body) == PHONE


def test_a_body_that_is_a_list_is_encrypted(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    body = sent(EnrolAll(body=[PHONE, NAME]), credentials)

    assert [decrypt_text(wechat_pay.private_key, text) for text in body] == [PHONE, NAME]


@given(text=st.text(max_size=71))
def test_encryption_survives_a_round_trip(wechat_pay: WeChatPay, text: str) -> None:
    key = wechat_pay.private_key
    if len(text.encode("utf-8", "surrogatepass")) <= 214 and not any("\ud800" <= c <= "\udfff" for c in text):
        assert decrypt_text(key, encrypt_text(key.public_key(), text)) == text


@pytest.mark.parametrize(
    ("text", "fits"), [("a" * 214, True), ("a" * 215, False), ("券" * 71, True), ("券" * 72, False)]
)
def test_a_text_that_is_too_long_to_encrypt_is_refused(credentials: Credentials, text: str, fits: bool) -> None:
    requests = [
        (Enrol(card="c", phone=text), "phone-number"),
        (
            Enrol(card="c", phone=PHONE, person=Person(children=[Person(numbers=["", text])])),
            "person.children[0].numbers[1]",
        ),
    ]
    for request, field in requests:
        if fits:
            assert sent(request, credentials)
        else:
            with pytest.raises(InvalidRequest, match="bytes in UTF-8; at most 214 are allowed") as caught:
                sent(request, credentials)
            assert caught.value.field == field
            assert text not in str(caught.value)


def test_limits_apply_to_the_plaintext(credentials: Credentials) -> None:
    with pytest.raises(InvalidRequest, match="at least 2") as caught:
        sent(Enrol(card="c", phone="1"), credentials)

    assert caught.value.field == "phone-number"


def test_models_without_sensitive_texts_are_returned_unchanged(credentials: Credentials) -> None:
    request = Issue(openid="o", out_request_no="n")

    assert encrypt_request(request, credentials.public_key) is request
    coupon = Coupon(token="t")
    assert decrypt_value(Coupon, coupon, str.upper) is coupon


def test_the_request_itself_is_not_changed(credentials: Credentials) -> None:
    request = Enrol(card="c", phone=PHONE, person=EVERYTHING)

    sent(request, credentials)

    assert request == Enrol(card="c", phone=PHONE, person=EVERYTHING)


def test_no_repr_contains_sensitive_texts() -> None:
    contact: Any = [PHONE]
    for model in (EVERYTHING, Enrol(card="c", phone=PHONE, person=EVERYTHING, contact=contact)):
        text = f"{model!r} {model}"
        assert not [value for value in (PHONE, PHONE[:4], NAME, NAME[:1], "李") if value in text]
        assert "note='plain'" in text
    assert "maybe=None" in repr(Person(maybe=None))
    assert sensitive_fields(Person) == {"name", "maybe", "numbers", "by_key"}
    assert sensitive_fields(Enrol) == {"phone", "contact"}
    assert sensitive_fields(Issue) == frozenset()


def test_every_field_is_masked_if_the_annotations_cannot_be_resolved() -> None:
    class Inner(Record, frozen=True, kw_only=True):
        name: str

    class Outer(Record, frozen=True, kw_only=True):
        inner: Inner
        other: str | UnsetType = UNSET

    assert repr(Outer(inner=Inner(name=NAME), other=PHONE)) == f"{Outer.__name__}(inner=…, other=…)"


def encrypted(value: Any, credentials: Credentials) -> Any:
    """Encrypt each personal text in a value for the brand."""
    if isinstance(value, str):
        return encrypt_text(private_key_of(credentials).public_key(), value) if value in {PHONE, NAME, "李"} else value
    if isinstance(value, dict):
        return {key: encrypted(member, credentials) for key, member in value.items()}
    return [encrypted(item, credentials) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", [SyncCaller, AsyncCaller])
def test_an_answer_is_decrypted(wechat_pay: WeChatPay, credentials: Credentials, kind: Any) -> None:
    body = msgspec.json.encode(encrypted(msgspec.to_builtins(EVERYTHING), credentials))

    with FaultServer([Answer(signed(wechat_pay, body))]) as server:
        caller: Caller = kind(credentials, base_url=f"http://127.0.0.1:{server.port}")
        reply = caller.send(Enrol(card="c", phone=PHONE))
        caller.close()

    assert reply == EVERYTHING
    assert answer_of(reply).body == body
    assert PHONE not in repr(reply)


def test_an_answer_that_is_a_map_of_lists_is_decrypted(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    body = msgspec.json.encode(encrypted({"a": [PHONE], "b": []}, credentials))

    with FaultServer([Answer(signed(wechat_pay, body))]) as server:
        caller = SyncCaller(credentials, base_url=f"http://127.0.0.1:{server.port}")
        reply: Any = caller.send(EnrolAll(body=[]))
        caller.close()

    assert reply == {"a": [PHONE], "b": []}


def invalid_ciphertexts(credentials: Credentials) -> dict[str, str]:
    """Ciphertexts, and what is said of each."""
    own = private_key_of(credentials).public_key()
    not_text = own.encrypt(b"\xff", PRESCRIBED)
    return {
        PHONE: "it is not standard base64, and too short",
        "券": "it is not standard base64, and too short",
        "AAAA": "it has 3 bytes, and texts for your key have 256",
        encrypt_text(new_private_key().public_key(), PHONE): "another of your API certificates",
        encrypt_text(own, PHONE)[:-8]: "it has 252 bytes, and texts for your key have 256",
        base64.b64encode(not_text).decode(): "its content is not text in UTF-8",
    }


def test_a_text_of_an_answer_that_does_not_decrypt_is_put_aside(
    wechat_pay: WeChatPay, credentials: Credentials, caplog: pytest.LogCaptureFixture
) -> None:
    for ciphertext, why in invalid_ciphertexts(credentials).items():
        (readable,) = encrypted({"numbers": [PHONE]}, credentials)["numbers"]
        body = msgspec.json.encode({"children": [{"numbers": [ciphertext, readable]}]})
        with FaultServer([Answer(signed(wechat_pay, body))]) as server:
            caller = SyncCaller(credentials, base_url=f"http://127.0.0.1:{server.port}")
            reply = caller.send(Enrol(card="c", phone=PHONE))
            caller.close()

        assert reply == Person(children=[Person(numbers=[PHONE])])
        (member,) = unreadable_members(reply)
        assert (member.place, member.value) == ("body.children[0].numbers[0]", ciphertext)
        assert why in member.reason
        shown = f"{member}{member!r}{reply}{caplog.text}"
        assert not [secret for secret in (PHONE, ciphertext) if secret in shown]


def test_sensitive_texts_are_masked_in_errors_that_quote_them(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    body = json.dumps({"code": "PARAM_ERROR", "message": f"{PHONE} or {NAME}丰 is wrong, {PHONE}"}).encode()
    request = Enrol(card="c", phone=PHONE, person=Person(children=[Person(numbers=[f"{NAME}丰"])]))

    with FaultServer([Answer(signed(wechat_pay, body, 400))]) as server:
        caller = SyncCaller(credentials, base_url=f"http://127.0.0.1:{server.port}")
        with pytest.raises(ApiError, match="is wrong") as caught:
            caller.send(request)
        caller.close()

    assert PHONE not in str(caught.value)
    assert NAME not in str(caught.value)


def test_a_notification_is_decrypted(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    assert credentials.api_key
    resource = encrypted(msgspec.to_builtins(EVERYTHING), credentials)

    notification = parse(
        *wechat_pay.encrypt_notification("EXAMPLE.ENROLLED", resource, credentials.api_key), credentials
    )

    assert notification.resource == EVERYTHING
    assert PHONE not in repr(notification)
    assert PHONE.encode() not in notification.plaintext


def test_a_notification_that_is_a_map_is_decrypted(wechat_pay: WeChatPay, credentials: Credentials) -> None:
    assert credentials.api_key
    resource = encrypted({"home": PHONE}, credentials)

    notification = parse(*wechat_pay.encrypt_notification("EXAMPLE.PHONES", resource, credentials.api_key), credentials)

    assert notification.resource == {"home": PHONE}
    assert repr(notification).endswith("resource=…)")


def test_a_text_of_a_notification_that_does_not_decrypt_is_put_aside(
    wechat_pay: WeChatPay, credentials: Credentials
) -> None:
    assert credentials.api_key
    for ciphertext in invalid_ciphertexts(credentials):
        callback = wechat_pay.encrypt_notification("EXAMPLE.ENROLLED", {"name": ciphertext}, credentials.api_key)

        notification = parse(*callback, credentials)

        assert notification.resource == Person()
        (member,) = unreadable_members(notification)
        assert (member.place, member.value) == ("resource.name", ciphertext)
        assert json.loads(notification.plaintext) == {"name": ciphertext}

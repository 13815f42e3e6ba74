"""Rows about one member of an answer or a notification that cannot be read: all others are."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP, PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from wxbrand_runtime import UnreadableMember, UnreadableResponse, WxbrandError, given, unreadable_members
from wxbrand_runtime.auth.decryption import encrypt_text
from wxbrand_runtime.client.paging import AsyncPages, Pages
from wxbrand_runtime.models import UNSET, Operation, Paging, Record, Request, UnsetType
from wxbrand_runtime.notifications import parse

from tests.runtime.callers import CALLERS, AsyncCaller
from tests.runtime.example_models import Coupon
from tests.runtime.example_notifications import CouponSendNotification
from tests.runtime.fault_server import Answer, FaultServer
from tests.runtime.faults.fault import (
    GOOD,
    NOW,
    OPENID,
    REPLY,
    Ask,
    Outcome,
    Phase,
    Scenario,
    Scene,
    answering,
    reply_without,
    row,
    unreadable,
)
from tests.runtime.models.test_sensitive import Enrol


def with_member(member: bytes) -> bytes:
    return GOOD[:-1] + b"," + member + b"}"


WHEN = {
    "empty": b'""',
    "without an offset": b'"2025-01-01T00:00:00"',
    "in Unix seconds": b"1735689600",
    "in Unix seconds as text": b'"1735689600"',
    "at 24:00:00": b'"2025-01-01T24:00:00+08:00"',
    "in a 13th month": b'"2025-13-01T00:00:00Z"',
    "a date": b'"2025-01-01"',
    "of zeros": b'"0000-00-00 00:00:00"',
    "an object": b'{"seconds":1735689600}',
}

BODIES: dict[str, tuple[bytes, Outcome]] = {
    **{f"time {name}": (with_member(b'"when":' + time), reply_without("body.when")) for name, time in WHEN.items()},
    "time with a blank for the T": (with_member(b'"when":"2025-01-01 00:00:00+08:00"'), REPLY),
    "number where text is described": (with_member(b'"note":5'), reply_without("body.note")),
    "number where an enumeration is described": (with_member(b'"state":5'), reply_without("body.state")),
    "text where an enumeration of numbers is": (with_member(b'"level":"1"'), reply_without("body.level")),
    "fraction where a whole number is described": (with_member(b'"amount":1.5'), reply_without("body.amount")),
    "text where a number is described": (with_member(b'"amount":"5"'), reply_without("body.amount")),
    "truth where a number is described": (with_member(b'"amount":true'), reply_without("body.amount")),
    "1e999": (with_member(b'"rate":1e999'), reply_without("body.rate")),
    "number of 10 000 digits": (with_member(b'"amount":' + b"9" * 10_000), reply_without("body.amount")),
    "lone surrogate": (with_member(b'"note":"\\ud800"'), reply_without("body.note")),
    "one bad item of a list": (
        with_member(b'"items":[{"name":"a"},5,{"name":"b"}]'),
        reply_without("body.items[1]"),
    ),
    "one bad member of an item": (
        with_member(b'"items":[{"name":"a"},{"name":5,"type":"k"},{"name":"b","type":{}}]'),
        reply_without("body.items[1].name", "body.items[2].type"),
    ),
    "one bad value of a map": (with_member(b'"by_name":{"a":{"name":"a"},"b":[]}'), reply_without("body.by_name.b")),
    "object of an unknown shape": (with_member(b'"item":{"new":[1]}'), reply_without("body.item")),
    "list where an object is described": (with_member(b'"item":[]'), reply_without("body.item")),
    "several at once": (
        with_member(b'"when":"","amount":"5","item":{"name":"a","parts":7}'),
        reply_without("body.when", "body.amount", "body.item.parts"),
    ),
    "required one, and proven": (b'{"token":5,"note":"n"}', unreadable("body.token is a whole number, not text")),
    "required one and another": (
        b'{"token":["t"],"note":5,"when":""}',
        unreadable("body.token is a list, not text; body.note is a whole number, not text; body.when is not a time"),
    ),
}

SHA256_OAEP = OAEP(MGF1(SHA256()), SHA256(), None)
SENSITIVE = (Ask(name="write with sensitive texts", request=Enrol(card="c", phone="13800138000")),)


def undecryptable(scene: Scene) -> bytes:
    foreign = encrypt_text(scene.wechat_pay.private_key.public_key(), "13800138000")
    readable = encrypt_text(scene.wechat_pay.account_key, "13800138000")
    return scene.signed(json.dumps({"name": foreign, "numbers": [foreign, readable], "note": "n"}).encode())


def padded_otherwise(scene: Scene) -> bytes:
    sealed = [scene.wechat_pay.account_key.encrypt(b"13800138000", padding) for padding in (PKCS1v15(), SHA256_OAEP)]
    name, number = (base64.b64encode(content).decode() for content in sealed)
    readable = encrypt_text(scene.wechat_pay.account_key, "13800138000")
    return scene.signed(json.dumps({"name": name, "numbers": [number, readable], "note": "n"}).encode())


MEMBER = Phase(
    name="one member of a success",
    faults=(
        *(
            row(name, answering(lambda s, body=body: s.signed(body)), outcome)  # type: ignore[misc]
            for name, (body, outcome) in BODIES.items()
        ),
        row(
            "sensitive text encrypted for another key",
            answering(undecryptable),
            reply_without("body.name", "body.numbers[0]"),
            asks=SENSITIVE,
        ),
        row(
            "sensitive text padded in another way",
            answering(padded_otherwise),
            reply_without("body.name", "body.numbers[0]"),
            asks=SENSITIVE,
        ),
    ),
)


class Page(Record, frozen=True, kw_only=True):
    data: list[Coupon] | UnsetType = UNSET
    next: str | UnsetType = UNSET


class ListCoupons(Request[Page], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="ListCoupons",
        method="GET",
        path="/brand/list",
        in_query=("token",),
        replies={"200": Page},
        paging=Paging(items="data", page="token", next="next"),
    )

    token: str | UnsetType = UNSET


FIRST = {"data": [{"token": "a"}, {"token": "b", "when": ""}, {"token": 5, "note": "c"}, 7], "next": "2"}
LAST = {"data": [{"token": "d"}]}


def paged(
    pages: tuple[Any, ...], check: Callable[[list[Any], WxbrandError | None], None], scene: Scene, kind: str
) -> None:
    with FaultServer([Answer(scene.signed(json.dumps(page).encode())) for page in pages]) as server:
        caller = CALLERS[kind](
            scene.credentials, base_url=f"http://127.0.0.1:{server.port}", clock=lambda: NOW, retries=0
        )
        items: list[Any] = []
        error: WxbrandError | None = None
        try:
            if isinstance(caller, AsyncCaller):
                caller.run(_take(AsyncPages(caller.client.send, ListCoupons()), items))
            else:
                items.extend(Pages(caller.client.send, ListCoupons()))
        except WxbrandError as raised:
            error = raised
        caller.close()
    check(items, error)


async def _take(pages: AsyncPages[Page, Any], items: list[Any]) -> None:
    async for item in pages:
        items.append(item)
        await asyncio.sleep(0)


def _goes_on(items: list[Any], error: WxbrandError | None) -> None:
    assert error is None
    first, second, third, last = items
    assert (first.token, second.token, third.note, last.token) == ("a", "b", "c", "d")
    assert [member.place for member in unreadable_members(second)] == ["body.data[1].when"]
    with pytest.raises(UnreadableMember, match=r"^body.data\[2\].token is a whole number, not text$"):
        _ = third.token


def _ends(place: str, items: list[Any], error: WxbrandError | None) -> None:
    assert isinstance(error, UnreadableResponse)
    assert f"does not show what follows, so the list is not complete: {place} is" in str(error)
    assert place in [member.place for member in error.members]
    assert len(items) in {0, 3}


PAGES = Phase(
    name="one member of a page",
    scenarios=(
        Scenario(name="of an item", play=partial(paged, (FIRST, LAST), _goes_on), outcome="the iterator goes on"),
        Scenario(
            name="the token of the next page",
            play=partial(paged, ({**FIRST, "next": 2},), partial(_ends, "body.next")),
            outcome="UnreadableResponse after the items",
        ),
        Scenario(
            name="the list itself",
            play=partial(paged, ({**FIRST, "data": {}},), partial(_ends, "body.data")),
            outcome="UnreadableResponse",
        ),
    ),
)

CODE = {"coupon_code": "c-1", "openid": OPENID, "receive_time": "2025-01-01T00:00:00+08:00"}


def delivered(member: str, value: Any, scene: Scene, _kind: str) -> None:
    headers, body = scene.wechat_pay.encrypt_notification(
        "EXAMPLE.SEND", {**CODE, member: value}, given(scene.credentials.api_key or UNSET)
    )

    notification = parse(headers, body, scene.credentials, now=NOW)

    assert isinstance(notification, CouponSendNotification)
    assert notification.repeat_key == ("c-1", "EXAMPLE.SEND")
    assert [each.place for each in unreadable_members(notification)] == [f"resource.{member}"]
    others = {"openid", "receive_time"} - {member}
    assert all(getattr(notification.resource, other) for other in others)


NOTIFICATIONS = Phase(
    name="one member of a notification",
    scenarios=(
        *(
            Scenario(
                name=f"time {name}",
                play=partial(delivered, "receive_time", json.loads(time)),
                outcome="delivered",
                kinds=("sync",),
            )
            for name, time in WHEN.items()
        ),
        Scenario(
            name="number for an enumeration",
            play=partial(delivered, "send_channel", 5),
            outcome="delivered",
            kinds=("sync",),
        ),
        Scenario(
            name="number for a required text",
            play=partial(delivered, "openid", 5),
            outcome="delivered",
            kinds=("sync",),
        ),
    ),
)

"""Random answers and notifications of the whole API, one member of each spoilt in every way: no other one is ever lost."""

from __future__ import annotations

import asyncio
import copy
import json
import types
import typing
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Annotated, Any, ClassVar, Union

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UnsetType
from msgspec.structs import replace
from wxbrand import AsyncBrandClient, BrandClient, models
from wxbrand_runtime import (
    Answer,
    Credentials,
    Headers,
    InvalidNotification,
    UnreadableMember,
    UnreadableResponse,
    unreadable_members,
)
from wxbrand_runtime.auth.decryption import encrypt_text
from wxbrand_runtime.models import Operation, Record, Request, Time
from wxbrand_runtime.models.annotations import is_marked, is_unproven, model_fields
from wxbrand_runtime.models.codec import plain_value
from wxbrand_runtime.models.records import is_model
from wxbrand_runtime.models.unreadable import required_attributes
from wxbrand_runtime.notifications import Notification, parse
from wxbrand_runtime.testing import WeChatPay

Path = tuple[str | int, ...]

LONE = "\ud800"
ODD: list[Any] = [
    "",
    "text",
    "2025-01-01 00:00:00+08:00",
    "2025-01-01T00:00:00",
    "2025-01-01T24:00:00+08:00",
    "1735689600",
    LONE,
    5,
    1735689600.5,
    2**70,
    float("inf"),
    True,
    None,
    [],
    [None, {}, "x"],
    {},
    {"new": [1, {"value": None}]},
]
"""Values for the place of any other. JSON has infinity as 1e999."""

OBJECTS: dict[str, Any] = {name: getattr(models, name) for name in models.__all__}
REPLIES = list(
    dict.fromkeys(
        reply
        for class_ in OBJECTS.values()
        if isinstance(class_, type) and issubclass(class_, Request)
        for reply in class_.operation.replies.values()
        if is_model(reply)
    )
)
NOTIFICATIONS = [class_ for class_ in OBJECTS.values() if isinstance(class_, type) and issubclass(class_, Notification)]
TEXTS = ["13800138000", "张三"]
_MAX_DEPTH = 3


@pytest.fixture
def sealed(wechat_pay: WeChatPay) -> list[str]:
    return [encrypt_text(wechat_pay.account_key, text) for text in TEXTS]


def values_of(annotation: Any, sealed: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """JSON values of a type, as WeChat Pay sends them."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if is_marked(annotation):
        return st.sampled_from(sealed)
    if origin is Annotated:
        return values_of(arguments[0], sealed, depth)
    if origin in {Union, types.UnionType}:
        return st.one_of([values_of(kind, sealed, depth) for kind in arguments if kind is not UnsetType])
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if origin is list:
        return st.lists(values_of(arguments[0], sealed, depth), max_size=0 if depth > _MAX_DEPTH else 3)
    if origin is dict:
        return st.dictionaries(st.sampled_from("abc"), values_of(arguments[1], sealed, depth), max_size=2)
    if is_model(annotation):
        return objects_of(annotation, sealed, depth + 1)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from([member.value for member in annotation])
    return SIMPLE[annotation]


SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text("aé券 /{}", max_size=5),
    int: st.integers(0, 10**12),
    float: st.integers(-4, 4).map(lambda number: number / 4),
    bool: st.booleans(),
    Time: st.sampled_from(["2025-01-01T08:00:00+08:00", "2025-06-01T00:00Z", "1999-12-31T23:59:60.5-01:00"]),
    type(None): st.none(),
    Any: st.sampled_from([None, 1, "x", {"a": [1]}]),
}


def objects_of(model: Any, sealed: Any, depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    required = required_attributes(model)
    fields = model_fields(model)
    is_deep = depth > _MAX_DEPTH
    return st.fixed_dictionaries(
        {wire: values_of(kind, sealed, depth) for name, wire, kind in fields if name in required},
        optional=(
            {wire: values_of(kind, sealed, depth) for name, wire, kind in fields if name not in required}
            if not is_deep
            else {}
        ),
    )


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a JSON value but the value itself."""
    if path:
        yield path
    steps: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in steps:
        yield from places(below, (*path, step))


def written(value: Any) -> bytes:
    return json.dumps(value).replace("Infinity", "1e999").encode()


def spoilt(content: Any, path: Path, value: Any) -> Any:
    changed = parent = copy.deepcopy(content)
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return changed


def without(plain: Any, path: Path) -> Any:
    """A value without what stands at a place, if anything does."""
    plain = copy.deepcopy(plain)
    parent: Any = plain
    for step in path[:-1]:
        parent = parent.get(step, {}) if isinstance(parent, dict) else parent[step]
    if isinstance(parent, dict):
        parent.pop(path[-1], None)
    else:
        del parent[path[-1]]
    return plain


def text_of(root: str, path: Path) -> str:
    return root + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)


def check_siblings(whole: Any, read: Any, members: tuple[UnreadableMember, ...], root: str, path: Path) -> None:
    """Nothing is put aside but at the spoilt place, below it, or an object that it is alone in; all others are as before."""
    above = [path[:length] for length in range(1, len(path) + 1)]
    spoilt_place = text_of(root, path)
    for member in members:
        assert member.place in {text_of(root, each) for each in above} or member.place.startswith(spoilt_place)
        assert str(member).isprintable()
    lost = next((each for each in above if text_of(root, each) in {member.place for member in members}), path)
    is_gone = isinstance(lost[-1], int) and any(member.place == text_of(root, lost) for member in members)
    before, after = plain_value(whole), plain_value(read)
    assert without(before, lost) == (after if is_gone else without(after, lost))


def is_needed(model: Any, path: Path) -> bool:
    """Whether a member and every object that it is in are required and proven, as far as the path goes through objects."""
    for step in path:
        field = next((each for each in model_fields(model) if each[1] == step), None) if is_model(model) else None
        if field is None or field[0] not in required_attributes(model):
            return False
        if is_unproven(field[2]):
            return False
        model = typing.get_args(field[2])[0] if typing.get_origin(field[2]) is Annotated else field[2]
    return True


class Ask(Request[Any], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(name="Ask", method="GET", path="/ask", replies={"200": None})


@cache
def ask_for(reply: type[Record]) -> Request[Any]:
    class AskFor(Ask, frozen=True, kw_only=True):
        operation: ClassVar[Operation] = replace(Ask.operation, replies={"200": reply})

    return AskFor()


class Wire:
    """Answers with a body, signed."""

    def __init__(self, wechat_pay: WeChatPay) -> None:
        self._wechat_pay = wechat_pay
        self.body = b""

    def exchange(self, _request: Any) -> Answer:
        return Answer(status=200, headers=Headers(self._wechat_pay.sign_answer(self.body)), body=self.body)

    def close(self) -> None:
        pass


class AsyncWire(Wire):
    async def exchange(self, request: Any) -> Answer:  # type: ignore[override]
        return super().exchange(request)

    async def close(self) -> None:  # type: ignore[override]
        pass


@pytest.mark.parametrize("mode", ["sync", "async"])
def test_no_member_of_an_answer_is_lost_with_another(
    mode: str, wechat_pay: WeChatPay, credentials: Credentials, sealed: list[str]
) -> None:
    wire: Any = Wire(wechat_pay) if mode == "sync" else AsyncWire(wechat_pay)
    class_: Any = BrandClient if mode == "sync" else AsyncBrandClient
    client = class_(credentials, transport=wire, retries=0)

    def send(reply: type[Record], content: Any) -> Any:
        wire.body = written(content)
        sent = client.send(ask_for(reply))
        return sent if mode == "sync" else asyncio.run(sent)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data(), reply=st.sampled_from(REPLIES))
    def check(data: st.DataObject, reply: type[Record]) -> None:
        content = data.draw(objects_of(reply, sealed))
        if not content:
            return
        path = data.draw(st.sampled_from(list(places(content))))
        whole = send(reply, content)
        assert unreadable_members(whole) == ()
        for odd in ODD:
            try:
                read = send(reply, spoilt(content, path, odd))
            except UnreadableResponse as error:
                assert error.members  # noqa: PT017
                assert is_needed(reply, path) or is_needed(reply, path[:-1])
            else:
                check_siblings(whole, read, unreadable_members(read), "body", path)

    check()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), kind=st.sampled_from(NOTIFICATIONS))
def test_no_member_of_a_notification_is_lost_with_another(
    wechat_pay: WeChatPay, credentials: Credentials, sealed: list[str], data: st.DataObject, kind: Any
) -> None:
    assert credentials.api_key

    def receive(content: Any) -> Notification[Any]:
        callback = wechat_pay.encrypt_notification(kind.event.type, written(content), credentials.api_key or "", id="1")
        return parse(*callback, credentials)

    content = data.draw(objects_of(kind.event.resource, sealed))
    if not content:
        return
    path = data.draw(st.sampled_from(list(places(content))))
    whole = receive(content)
    key = [wire for name, wire, _ in model_fields(kind.event.resource) if name in kind.event.same_if]
    for odd in ODD:
        try:
            notification = receive(spoilt(content, path, odd))
        except InvalidNotification as error:
            assert error.reason == "unreadable"  # noqa: PT017
            assert path[0] in key
        else:
            assert isinstance(notification, kind)
            check_siblings(whole.resource, notification.resource, unreadable_members(notification), "resource", path)

"""Prepared calls: which of them are reads, which may be repeated, and how their values are serialised."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from msgspec.structs import replace
from wxbrand_runtime import Credentials, InvalidRequest, NoContent
from wxbrand_runtime.client.calls import Call, prepare
from wxbrand_runtime.models import UNSET, Operation, Request, Time, UnsetType

from tests.runtime.example_models import State

READS = ("GET", "HEAD")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


class Thing(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(name="Thing", method="GET", path="/brand/thing", replies={"204": None})


class Numbered(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Numbered",
        method="POST",
        path="/brand/thing",
        in_query=("number",),
        request_number="number",
        replies={"204": None},
    )

    number: str | UnsetType = UNSET


class Everything(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Everything",
        method="POST",
        path="/brand/{openid}/{cardCode}",
        in_path=("openid", "code"),
        in_query=("first", "states", "ids", "since"),
        in_header=("early", "trace"),
        styles={"ids": ("form",)},
        body="form",
        spelled={"code": "cardCode", "trace": "X-Trace", "friend": "friend_OpenId"},
        replies={"204": None},
    )

    openid: str = "a/b"
    code: str = "c"
    first: str | UnsetType = UNSET
    states: list[State] | UnsetType = UNSET
    ids: list[str] | UnsetType = UNSET
    since: Time | UnsetType = UNSET
    early: str | UnsetType = UNSET
    trace: str | UnsetType = UNSET
    friend: str | UnsetType = UNSET
    amounts: list[int] | UnsetType = UNSET
    flag: bool | UnsetType = UNSET


def prepared(credentials: Credentials, request: Any, **changes: Any) -> Call:
    kind = type(request)
    made: Any = type(
        kind.__name__, (kind,), {"operation": replace(kind.operation, **changes)}, frozen=True, kw_only=True
    )
    return prepare(made(**{name: getattr(request, name) for name in kind.__struct_fields__}), credentials.public_key)


@pytest.mark.parametrize("method", METHODS)
def test_only_get_and_head_are_reads(credentials: Credentials, method: str) -> None:
    call = prepared(credentials, Thing(), method=method)

    assert call.is_read is (method in READS)
    assert call.is_repeatable is (method in READS)


@pytest.mark.parametrize(
    ("method", "body"),
    [("GET", None), ("HEAD", None), ("DELETE", None), ("POST", b""), ("PUT", b""), ("PATCH", b"")],
)
def test_a_missing_body_is_empty_for_methods_that_may_have_one(
    credentials: Credentials, method: str, body: bytes | None
) -> None:
    call = prepared(credentials, Thing(), method=method)

    assert call.body == body
    assert call.signed_body == b""


@pytest.mark.parametrize(
    ("repeat_is_safe", "number", "is_repeatable"),
    [(True, "1", True), (True, UNSET, False), (False, "1", False), (False, UNSET, False)],
)
def test_a_write_may_be_repeated_only_with_a_number_that_makes_it_safe(
    credentials: Credentials, repeat_is_safe: bool, number: Any, is_repeatable: bool
) -> None:
    call = prepared(credentials, Numbered(number=number), repeat_is_safe=repeat_is_safe)

    assert call.is_repeatable is is_repeatable
    assert call.request_number == (None if number is UNSET else number)


def test_a_write_that_is_safe_by_itself_needs_no_number(credentials: Credentials) -> None:
    assert prepared(credentials, Thing(), method="PUT", repeat_is_safe=True).is_repeatable


def test_values_are_serialised_into_their_locations(credentials: Credentials) -> None:
    request = Everything(
        states=[State.USED, State.SENDING],
        ids=["1", "2,3"],
        since=datetime(2025, 1, 1, tzinfo=UTC),
        trace="t-1",
        friend="o 1",
        amounts=[1, 2],
        flag=True,
    )

    call = prepare(request, credentials.public_key)

    assert call.target == (
        "/brand/a%2Fb/c?states=USED&states=SENDING&ids=1,2%2C3&since=2025-01-01T08%3A00%3A00%2B08%3A00"
    )
    assert call.headers == (("X-Trace", "t-1"),)
    assert call.body == call.signed_body == b"friend_OpenId=o%201&amounts=1&amounts=2&flag=true"
    assert call.content_type == "application/x-www-form-urlencoded"


def test_an_empty_query_has_no_question_mark(credentials: Credentials) -> None:
    assert prepare(Everything(flag=True), credentials.public_key).target == "/brand/a%2Fb/c"


@pytest.mark.parametrize("code", ["", ".", ".."])
def test_a_path_value_that_would_address_another_resource_is_refused(credentials: Credentials, code: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        prepare(Everything(code=code, flag=True), credentials.public_key)

    assert caught.value.field == "code"
    found = "'.' or '..'" if code else "empty"
    assert str(caught.value) == f"code is {found}, and part of the path: another resource would be addressed"


@pytest.mark.parametrize("trace", ["a\nb", "券", " a", "a ", "\x7f", "a\r\nInjected: 1"])
def test_a_header_value_that_could_forge_another_is_refused(credentials: Credentials, trace: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        prepare(Everything(trace=trace, flag=True), credentials.public_key)

    assert caught.value.field == "trace"
    assert str(caught.value) == "trace is a header field and must be printable ASCII without outer spaces"


def test_personal_values_are_masked_in_response_texts(credentials: Credentials) -> None:
    request = Everything(
        openid="openid-1", code="code-1", ids=["ids-1"], states=[State.USED], friend="friend-1", trace="trace-1"
    )
    call = prepare(request, credentials.public_key)

    assert call.sanitise("openid-1 code-1 ids-1 USED friend-1 trace-1") == "… … … USED … trace-1"


def test_a_request_number_in_the_query_is_not_masked(credentials: Credentials) -> None:
    call = prepare(Numbered(number="number-1"), credentials.public_key)

    assert call.sanitise("number-1 is used") == "number-1 is used"

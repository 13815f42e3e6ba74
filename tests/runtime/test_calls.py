"""A request taken apart: which calls change nothing, which may be repeated, and which have a body."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from msgspec.structs import replace
from wxbrand_runtime import Credentials, NoContent
from wxbrand_runtime.calls import Call, prepare
from wxbrand_runtime.models import UNSET, Operation, Request, UnsetType

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


def prepared(credentials: Credentials, request: Any, **changes: Any) -> Call:
    kind = type(request)
    made: Any = type(
        kind.__name__, (kind,), {"operation": replace(kind.operation, **changes)}, frozen=True, kw_only=True
    )
    return prepare(made(**{name: getattr(request, name) for name in kind.__struct_fields__}), credentials.public_key)


@pytest.mark.parametrize("method", METHODS)
def test_only_what_reads_changes_nothing(credentials: Credentials, method: str) -> None:
    call = prepared(credentials, Thing(), method=method)

    assert call.is_read is (method in READS)
    assert call.is_repeatable is (method in READS)


@pytest.mark.parametrize(
    ("method", "body"),
    [("GET", None), ("HEAD", None), ("DELETE", None), ("POST", b""), ("PUT", b""), ("PATCH", b"")],
)
def test_an_absent_body_is_empty_where_there_could_be_one(
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

"""Models made with plain values: the text or number of a known value, RFC 3339 text. They hold the members and times."""

from __future__ import annotations

import copy
import json
import pickle
from collections import OrderedDict, deque
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import pytest
from msgspec import structs
from wxbrand_runtime import UNSET, InvalidRequest, UnsetType
from wxbrand_runtime.client.calls import prepare
from wxbrand_runtime.models import (
    Limits,
    NoContent,
    OneOf,
    OpenEnum,
    OpenIntEnum,
    Operation,
    Record,
    Request,
    Time,
    moment,
    original_text,
)
from wxbrand_runtime.models.codec import decode_body
from wxbrand_runtime.models.late_times import _attributes_with_times
from wxbrand_runtime.testing import new_private_key

PUBLIC_KEY = new_private_key().public_key()


class Scope(OpenEnum):
    ALL = "ALL"
    EMPTY = ""


class Level(OpenIntEnum):
    NONE = 0
    ONE = 1


class Other(StrEnum):
    ALL = "ALL"


class Part(Record, frozen=True, kw_only=True):
    scope: Scope


if TYPE_CHECKING:
    Mixed = Any
else:

    class Mixed(OneOf):
        kinds: Part | Scope | list[Mixed]


class Late(Record, frozen=True, kw_only=True):
    at: Time


class Deep(Record, frozen=True, kw_only=True):
    parts: list[Part]
    mixed: Mixed
    deeper: Deep | UnsetType = UNSET


if TYPE_CHECKING:
    EitherTime = Any
else:

    class EitherTime(OneOf):
        kinds: Time | Late


class Probe(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Probe", method="POST", path="/", body="members", replies={"204": None}
    )

    scope: Scope | UnsetType = UNSET
    level: Level | UnsetType | None = UNSET
    scopes: Annotated[list[Scope], Limits(max_items=3)] | UnsetType = UNSET
    by_name: dict[str, list[Level]] | UnsetType = UNSET
    when: Time | UnsetType = UNSET
    times: list[Time] | UnsetType = UNSET
    mixed: Mixed | UnsetType = UNSET
    either: Level | Scope | UnsetType = UNSET
    late: dict[str, Late] | UnsetType = UNSET
    either_time: EitherTime | UnsetType = UNSET
    text: str | UnsetType = UNSET
    items: list[str] | UnsetType = UNSET


def made(**fields: Any) -> Any:
    return Probe(**fields)


def sent(request: Any) -> bytes:
    body = prepare(request, PUBLIC_KEY).body
    assert body is not None
    return body


def test_the_text_or_number_of_a_known_value_becomes_the_member() -> None:
    request = made(scope="ALL", level=1, either="ALL")

    assert request.scope is Scope.ALL
    assert request.level is Level.ONE
    assert request.either is Scope.ALL


def test_values_that_are_false_become_members_too() -> None:
    request = made(scope="", level=0)

    assert request.scope is Scope.EMPTY
    assert request.level is Level.NONE


def test_rfc_3339_text_becomes_a_time_that_keeps_its_text() -> None:
    request = made(when="2025-01-01t00:00:00.123456789Z", times=["2025-01-01T00:00+08:00"])

    assert isinstance(request.when, datetime)
    assert original_text(request.when) == "2025-01-01t00:00:00.123456789Z"
    assert request.times[0].utcoffset() is not None
    assert sent(request) == b'{"when":"2025-01-01t00:00:00.123456789Z","times":["2025-01-01T00:00+08:00"]}'


def test_a_datetime_becomes_the_time_that_is_sent() -> None:
    given = datetime(2025, 1, 1, 12, 0, 0, 999_999, tzinfo=UTC)

    request = made(when=given, times=[given], scope="ALL")

    assert request == made(when="2025-01-01T20:00:00+08:00", times=[given.replace(microsecond=0)], scope=Scope.ALL)
    assert sent(request) == b'{"scope":"ALL","when":"2025-01-01T20:00:00+08:00","times":["2025-01-01T20:00:00+08:00"]}'


def test_a_datetime_that_comes_later_is_sent_alike() -> None:
    given, times, by_part = (
        datetime(2025, 1, 1, 12, 0, 0, 5, tzinfo=UTC),
        ["2025-01-01T00:00Z"],
        Late(at=moment("2025-01-01T00:00Z")),
    )
    request = made(times=times, late={"a": by_part}, either_time=by_part)

    request.times.append(given)
    request.late["b"] = structs.replace(by_part, at=given)
    request = structs.replace(request, when=given, either_time=given)

    assert json.loads(sent(request)) == {
        "when": "2025-01-01T20:00:00+08:00",
        "times": ["2025-01-01T00:00Z", "2025-01-01T20:00:00+08:00"],
        "late": {"a": {"at": "2025-01-01T00:00Z"}, "b": {"at": "2025-01-01T20:00:00+08:00"}},
        "either_time": "2025-01-01T20:00:00+08:00",
    }
    assert request.when is given


@pytest.mark.parametrize("model", [Late, Deep])
def test_only_requests_with_times_are_searched_for_them(model: Any) -> None:
    assert _attributes_with_times(model) == (("at",) if model is Late else ())


def test_plain_values_within_lists_maps_and_unions() -> None:
    request = made(scopes=["ALL", Scope.EMPTY], by_name={"a": [0, Level.ONE]}, mixed=["ALL", ["ALL"]])

    assert [item is member for item, member in zip(request.scopes, (Scope.ALL, Scope.EMPTY), strict=True)] == [True] * 2
    assert request.by_name["a"][0] is Level.NONE
    assert request.mixed[1][0] is Scope.ALL
    assert sent(request) == b'{"scopes":["ALL",""],"by_name":{"a":[0,1]},"mixed":["ALL",["ALL"]]}'


def test_any_sequence_or_mapping_that_type_checkers_allow_is_taken() -> None:
    request = made(scopes=("ALL",), by_name=MappingProxyType({"a": deque([1])}), times=deque(["2025-01-01T00:00:00Z"]))

    assert sent(request) == b'{"scopes":["ALL"],"by_name":{"a":[1]},"times":["2025-01-01T00:00:00Z"]}'


def test_lists_and_maps_of_members_stay_the_same_objects() -> None:
    scopes, by_name = [Scope.ALL], OrderedDict(a=[Level.ONE])

    request = made(scopes=scopes, by_name=by_name)

    assert request.scopes is scopes
    assert request.by_name is by_name


def test_the_list_that_is_passed_is_not_changed() -> None:
    scopes = ["ALL"]

    made(scopes=scopes)

    assert type(scopes[0]) is str


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("scope", "all"), ("scope", Other.ALL), ("level", True), ("level", "1"), ("level", 1.0), ("when", "2025-01-01"), ("scopes", "ALL"), ("scopes", b"ALL"), ("scopes", {"ALL"}),
     ("times", "2025-01-01T00:00:00Z"), ("scopes", [5]), ("mixed", 5), ("scope", 7), ("by_name", {"a": ["0"]})],
)  # fmt: skip
def test_other_values_are_held_as_they_are_and_refused_when_sent(attribute: str, value: object) -> None:
    request = made(**{attribute: value})

    assert getattr(request, attribute) is value
    with pytest.raises(InvalidRequest) as caught:
        sent(request)
    assert caught.value.field.startswith(attribute)


def test_text_stays_text_where_text_belongs() -> None:
    request = made(text="ALL", items=["2025-01-01T00:00:00Z"])

    assert type(request.text) is str
    assert type(request.items[0]) is str


def test_a_list_that_contains_itself_is_refused_when_sent() -> None:
    endless: list[Any] = []
    endless.append(endless)

    request = made(mixed=endless)

    with pytest.raises(InvalidRequest, match="contains itself"):
        sent(request)


def test_plain_values_put_in_later_are_sent_as_well() -> None:
    request = made(scopes=[Scope.ALL])
    request.scopes.append("")
    replaced = structs.replace(request, scope="ALL", when="2025-01-01T00:00:00Z")

    assert sent(replaced) == b'{"scope":"ALL","scopes":["ALL",""],"when":"2025-01-01T00:00:00Z"}'


def test_copies_and_pickles_hold_the_members() -> None:
    request = made(scope="ALL", when="2025-01-01T00:00:00Z")

    for again in (copy.copy(request), copy.deepcopy(request), pickle.loads(pickle.dumps(request))):
        assert again == request
        assert again.scope is Scope.ALL
        assert original_text(again.when) == "2025-01-01T00:00:00Z"


def test_unknown_values_in_answers_are_kept_as_before() -> None:
    decoded = decode_body(Probe, b'{"scope":"NEW","level":null,"mixed":"NEWER"}')

    assert decoded.scope == "NEW"
    assert not decoded.scope.is_known
    assert decoded.level is None


def test_classes_whose_names_cannot_be_resolved_take_members_only() -> None:
    class Hidden(OpenEnum):
        ALL = "ALL"

    class Local(Record, frozen=True, kw_only=True):
        scope: Hidden

    made_in_function: Any = Local

    assert type(made_in_function(scope="ALL").scope) is str

"""Validation of requests: every type, every limit, and the field that the error names."""

from __future__ import annotations

import json
import types
from collections import OrderedDict, defaultdict
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from wxbrand_runtime import UNSET, InvalidRequest, UnsetType
from wxbrand_runtime.client.calls import prepare
from wxbrand_runtime.models import Limits, OpenEnum, Operation, Request, Time, moment
from wxbrand_runtime.models.partial import read_partly
from wxbrand_runtime.testing import new_private_key

from tests.runtime.example_models import Issue, Item, Level, State

PUBLIC_KEY = new_private_key().public_key()


class Text(str):
    """A subclass of str, as web frameworks have it."""

    def __str__(self) -> str:
        return "something else"


class Other(StrEnum):
    SENDING = "SENDING"


class Plain(Enum):
    SENDING = "SENDING"


class Blank(OpenEnum):
    EMPTY = ""
    NONE = "NONE"


class Numbered(OpenEnum):
    ONE = "1"


def body(annotation: Any, value: object) -> Any:
    """Return what is sent for a member `value` of this type. Raise InvalidRequest."""
    operation = Operation(name="Probe", method="POST", path="/", body="members", replies={})
    members = {"__annotations__": {"value": annotation}, "operation": operation, "__module__": __name__}
    kind: Any = types.new_class(
        "Probe", (Request,), {"frozen": True, "kw_only": True}, lambda names: names.update(members)
    )
    sent = prepare(kind(value=value), PUBLIC_KEY).body
    return json.loads(sent or b"null").get("value")


def refusal(annotation: Any, value: object) -> InvalidRequest:
    with pytest.raises(InvalidRequest) as caught:
        body(annotation, value)
    assert caught.value.field in str(caught.value)
    assert caught.value.__cause__ is None
    return caught.value


GOOD: list[tuple[Any, object, object]] = [
    (str, "", ""),
    (str, "券🎁\0\x7f", "券🎁\0\x7f"),
    (str, Text("text"), "text"),
    (int, 0, 0),
    (int, -(2**63), -(2**63)),
    (int, 2**63 - 1, 2**63 - 1),
    (float, 1, 1),
    (float, 0.1, 0.1),
    (bool, False, False),
    (Time, datetime(2025, 1, 1, tzinfo=timezone(timedelta(hours=8))), "2025-01-01T00:00:00+08:00"),
    (Time, datetime(2025, 1, 1, 23, 59, 59, 999_999, tzinfo=UTC), "2025-01-02T07:59:59+08:00"),
    (Time, datetime(2025, 1, 1, tzinfo=timezone(timedelta(seconds=5))), "2025-01-01T07:59:55+08:00"),
    (Time, moment("2025-01-01T00:00+08:00"), "2025-01-01T00:00+08:00"),
    (State, State.USED, "USED"),
    (Level, Level.HIGH, 2),
    (State, "USED", "USED"),
    (State, Text("USED"), "USED"),
    (Level, 2, 2),
    (Numbered, "1", "1"),
    (list[State], ["USED", State.SENDING], ["USED", "SENDING"]),
    (dict[str, list[Level]], {"a": [1, Level.HIGH]}, {"a": [1, 2]}),
    (Time, "2025-01-01t00:00:00.123456789Z", "2025-01-01t00:00:00.123456789Z"),
    (State, State.unlisted("NEW"), "NEW"),
    (State, State.unlisted("USED"), "USED"),
    (Level, Level.unlisted(3), 3),
    (str | None, None, None),
    (str | UnsetType, UNSET, None),
    (int | str, "a", "a"),
    (int | str, 1, 1),
    (list[int], [], []),
    (list[int], (1, 2), [1, 2]),
    (list[str], [Text("text")], ["text"]),
    (dict[str, int], {"": 1, "券": 2}, {"": 1, "券": 2}),
    (dict[str, int], OrderedDict(a=1), {"a": 1}),
    (dict[str, list[int]], defaultdict(list, a=[1]), {"a": [1]}),
    (Item, Item(name="a", kind="b"), {"name": "a", "type": "b"}),
    (Item, Item(name="a", parts=[Item(name="b")]), {"name": "a", "parts": [{"name": "b"}]}),
    (Any, {"a": [1, 2.5, "x", None, True, ()]}, {"a": [1, 2.5, "x", None, True, []]}),
]


@pytest.mark.parametrize(("annotation", "value", "expected"), GOOD)
def test_values_of_the_right_type_are_sent(annotation: Any, value: object, expected: object) -> None:
    assert body(annotation, value) == expected


BAD: list[tuple[Any, object, str, str]] = [
    (str, 5, "value", "must be text (str), not int"),
    (str, None, "value", "must be text (str), not None"),
    (str, UNSET, "value", "must be text (str), not UNSET"),
    (str, b"a", "value", "must be text (str), not bytes"),
    (str, Other.SENDING, "value", "must be text (str), not Other"),
    (str, "a\ud800", "value", "contains an unpaired surrogate, which UTF-8 cannot encode"),
    (str | None, UNSET, "value", "not UNSET"),
    (str | UnsetType, None, "value", "not None"),
    (int, True, "value", "must be an integer (int), not bool"),
    (int, 1.0, "value", "not float"),
    (int, "1", "value", "not str"),
    (int, Decimal(1), "value", "not Decimal"),
    (int, Level.LOW, "value", "not Level"),
    (int, 2**63, "value", "must fit into 64 bits"),
    (int, -(2**63) - 1, "value", "must fit into 64 bits"),
    (float, True, "value", "must be a number (int or float), not bool"),
    (float, float("nan"), "value", "must be a finite number"),
    (float, float("-inf"), "value", "must be a finite number"),
    (float, 10**400, "value", "must fit into 64 bits"),
    (bool, 1, "value", "must be True or False, not int"),
    (Time, "2025-01-01", "value", "is not a time such as 2025-01-01T00:00:00+08:00"),
    (Time, "", "value", "is not a time such as"),
    (Time, 1735689600, "value", "must be a datetime or RFC 3339 text, not int"),
    (Time, datetime.now(UTC).replace(tzinfo=None), "value", "has no time zone"),
    (Time, datetime(9999, 12, 31, 20, tzinfo=UTC), "value", "outside the years 1 to 9999 in Beijing's time"),
    (Time, datetime.now(UTC).date(), "value", "not date"),
    (State, Other.SENDING, "value", "must be a member of State or its value (str), not Other"),
    (State, Plain.SENDING, "value", "must be a member of State or its value (str), not Plain"),
    (State, b"USED", "value", "must be a member of State or its value (str), not bytes"),
    (State, None, "value", "not None"),
    (
        State,
        "used",
        "value",
        "does not list (did you mean USED?); known values are SENDING, USED; use State.unlisted(...)",
    ),
    (State, "SENDIN", "value", "(did you mean SENDING?)"),
    (State, " USED", "value", "(did you mean USED?)"),
    (State, "", "value", "does not list; known values are SENDING, USED;"),
    (State, "x" * 10**6, "value", "does not list; known values are SENDING, USED;"),
    (State, "USED\ud800", "value", "(did you mean USED?)"),
    (State, State("NEW"), "value", "does not list; known values are SENDING, USED; use State.unlisted(...)"),
    (Level, Level(3), "value", "does not list (did you mean 2?); known values are 1, 2"),
    (Level, 0, "value", "does not list (did you mean 1?); known values are 1, 2"),
    (Level, 10**400, "value", "does not list (did you mean 2?); known values are 1, 2"),
    (Level, "2", "value", "must be a member of Level or its value (int), not str (did you mean 2?)"),
    (Level, 1.0, "value", "must be a member of Level or its value (int), not float"),
    (Level, True, "value", "must be a member of Level or its value (int), not bool"),
    (Numbered, 1, "value", "must be a member of Numbered or its value (str), not int (did you mean 1?)"),
    (list[State], ["USED", "NEW"], "value[1]", "does not list; known values"),
    (dict[str, State], {"a": "SENDIG"}, "value.a", "(did you mean SENDING?)"),
    (Blank, "b", "value", 'does not list; known values are "", NONE; use Blank.unlisted(...)'),
    (State | None, "used", "value", "(did you mean USED?)"),
    (list[int], 5, "value", "must be a list, not int"),
    (list[str], "abc", "value", "must be a list, not str"),
    (list[int], {1}, "value", "must be a list, not set"),
    (list[int], iter([1]), "value", "must be a list, not list_iterator"),
    (list[int], [1, "a"], "value[1]", "must be an integer (int), not str"),
    (dict[str, int], [("a", 1)], "value", "must be a dict, not list"),
    (dict[str, int], {1: 1}, "value", "must have keys that are text"),
    (dict[str, int], {Text("a"): 1}, "value", "must have keys that are text"),
    (dict[str, int], {"\udfff": 1}, "value", "must have keys that are text"),
    (dict[str, int], {"a": "b"}, "value.a", "must be an integer"),
    (dict[str, int], {"a\nb" * 50: "c"}, r"value.a\nba\nb", "must be an integer"),
    (Item, {"name": "a"}, "value", "must be a Item, not dict"),
    (Item, None, "value", "must be a Item, not None"),
    (Item, Item(name=5), "value.name", "must be text"),  # type: ignore[arg-type]
    (Item, Item(name="a", kind=5), "value.type", "must be text"),  # type: ignore[arg-type]
    (Item, Item(name="a", parts=[Item(name="too long")]), "value.parts[0].name", "at most 5 are allowed"),
    (list[dict[str, Item]], [{"x": Item(name="too long")}], "value[0].x.name", "at most 5 are allowed"),
    (Any, {"a": [datetime.now(UTC)]}, "value.a[0]", "must be a JSON value"),
    (Any, {"a": {1, 2}}, "value.a", "must be a JSON value"),
    (Any, {"a": 2**64}, "value.a", "must fit into 64 bits"),
    (Any, {"a": float("inf")}, "value.a", "must be a finite number"),
    (Any, ["\ud800"], "value[0]", "contains an unpaired surrogate, which UTF-8 cannot encode"),
]


@pytest.mark.parametrize(("annotation", "value", "field", "words"), BAD)
def test_other_values_are_refused_by_field(annotation: Any, value: object, field: str, words: str) -> None:
    error = refusal(annotation, value)

    assert error.field.startswith(field) if "\\n" in field else error.field == field
    assert words in str(error)
    assert str(error).isprintable()


LIMITS: list[tuple[Any, Limits, list[object], list[object], str]] = [
    (str, Limits(min_length=2), ["券🎁", "abc"], ["", "券"], "required"),
    (str, Limits(max_length=2), ["", "🎁🎁"], ["abc"], "has 3 characters; at most 2 are allowed"),
    (str, Limits(pattern=r"^[a-z]+\Z"), ["ab"], ["", "ab\n", "aB", "ａ"], "the pattern"),
    (str, Limits(pattern=r"\d"), ["a1b"], ["a", "１"], "the pattern"),
    (str, Limits(pattern=r"^\w+\Z", max_length=3), ["abc"], ["券", "abcd"], ""),
    (int, Limits(minimum=1, maximum=3), [1, 3], [0, 4], "must be at "),
    (int, Limits(exclusive_minimum=1, exclusive_maximum=3), [2], [1, 3], "than"),
    (int, Limits(multiple_of=100), [0, 300, -100], [1, 150], "must be a multiple of 100"),
    (float, Limits(multiple_of=0.1), [0.3, 1.1, 2], [0.35], "must be a multiple of 0.1"),
    (float, Limits(minimum=0.5), [0.5, 1], [0.4999, 0], "must be at least 0.5, not 0"),
    (list[int], Limits(min_items=1), [[1], (1,)], [[]], "is empty; at least 1 item is required"),
    (list[int], Limits(max_items=1), [[1]], [[1, 2], (1, 2)], "has 2 items; at most 1"),
    (list[int], Limits(unique_items=True), [[1, 2], []], [[1, 1], (2, 1, 2)], "contains the same item twice"),
    (list[Item], Limits(unique_items=True), [[Item(name="a")]], [[Item(name="a")] * 2], "contains the same item twice"),
    (dict[str, int], Limits(min_properties=1), [{"a": 1}], [{}], "is empty; at least 1 member is required"),
    (dict[str, int], Limits(max_properties=1), [{"a": 1}], [{"a": 1, "b": 1}], "has 2 members; at most 1"),
]


@pytest.mark.parametrize(("kind", "limits", "allowed", "refused", "words"), LIMITS)
def test_limits_are_inclusive(
    kind: Any, limits: Limits, allowed: list[object], refused: list[object], words: str
) -> None:
    for value in allowed:
        body(Annotated[kind, limits], value)
    for value in refused:
        assert words in str(refusal(Annotated[kind, limits], value))


def test_limits_apply_to_items_and_to_optional_and_nullable_members() -> None:
    short = Annotated[str, Limits(max_length=1)]

    assert refusal(list[short], ["a", "bc"]).field == "value[1]"
    assert refusal(short | None | UnsetType, "bc").field == "value"
    assert body(short | None, None) is None


def test_a_value_must_match_one_of_several_types() -> None:
    assert refusal(int | str, 1.5).field == "value"


@pytest.mark.parametrize("annotation", [Any, list[Any], dict[str, Any]])
def test_a_value_that_contains_itself_is_refused(annotation: Any) -> None:
    endless: Any = {} if annotation == dict[str, Any] else []
    endless.update({"a": endless}) if isinstance(endless, dict) else endless.append(endless)

    assert "is nested too deeply, or contains itself" in str(refusal(annotation, endless))


def test_a_record_that_contains_itself_is_refused() -> None:
    parts: list[Item] = []
    parts.append(Item(name="a", parts=parts))

    with pytest.raises(InvalidRequest) as caught:
        prepare(Issue(openid="o", out_request_no="n", item=parts[0]), PUBLIC_KEY)

    assert caught.value.field == "item"


def test_a_deep_but_finite_record_is_sent() -> None:
    item = Item(name="a")
    for _ in range(60):
        item = Item(name="a", parts=[item])

    sent = prepare(Issue(openid="o", out_request_no="n", item=item), PUBLIC_KEY).body

    assert (sent or b"").count(b"name") == 61


def test_no_error_contains_the_refused_value() -> None:
    for annotation, value in [
        (int, "13800138000"),
        (State, "13800138000"),
        (Annotated[str, Limits(max_length=1)], "138"),
    ]:
        assert "138" not in str(refusal(annotation, value))


@given(st.text())
def test_any_valid_text_is_sent_unchanged(text: str) -> None:
    assert body(str, text) == text


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=8))
def test_open_values_are_sent_as_json_or_refused_by_field(value: object) -> None:
    try:
        assert body(Any, value) == value
    except InvalidRequest:
        assert refusal(Any, value).field.startswith("value")


def test_an_object_that_was_received_without_a_required_member_is_not_sent_until_it_has_it() -> None:
    received = read_partly(Item, b'{"name":5,"type":"k"}', "body").value

    problem = refusal(Item, received)

    assert str(problem) == "value.name could not be read in what was received; give it a value"
    assert problem.field == "value.name"
    assert body(Item, structs.replace(received, name="a")) == {"name": "a", "type": "k"}

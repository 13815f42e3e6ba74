"""Reading what can be read of a value, and what is put aside of it."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Annotated, Any, ClassVar

import msgspec
import pytest
from wxbrand_runtime import InvalidRequest, UnreadableMember, copy_as, given, unreadable_members
from wxbrand_runtime.models import SENSITIVE, UNPROVEN, UNSET, OneOf, OpenEnum, OpenIntEnum, Record, Time, UnsetType
from wxbrand_runtime.models.codec import DecodeError, plain_value
from wxbrand_runtime.models.partial import read_partly
from wxbrand_runtime.models.unreadable import Part

A_TIME = "2025-01-01T08:00:00+08:00"
NO_TIME = "is not a time such as 2025-01-01T00:00:00+08:00"


class State(OpenEnum):
    USED = "USED"


class Level(OpenIntEnum):
    HIGH = 1


class Cat(Record, frozen=True, kw_only=True):
    kind: str
    lives: int


class Dog(Record, frozen=True, kw_only=True):
    kind: str
    breed: str | UnsetType = UNSET
    born: Time | UnsetType = UNSET


class Pet(OneOf, tag="kind", tags={"cat": "Cat", "dog": "Dog"}):
    kinds: Cat | Dog


class Owner(Record, frozen=True, kw_only=True):
    id: str
    name: Annotated[str, SENSITIVE] | UnsetType = UNSET


class Goods(Record, frozen=True, kw_only=True, rename={"type_": "type"}):
    id: str
    since: Annotated[Time, UNPROVEN]
    type_: str | UnsetType = UNSET
    when: Time | UnsetType = UNSET
    state: State | UnsetType = UNSET
    level: Level | UnsetType = UNSET
    amount: int | UnsetType = UNSET
    rate: float | UnsetType = UNSET
    open: bool | UnsetType = UNSET
    note: str | UnsetType = UNSET
    maybe: str | UnsetType | None = UNSET
    tags: list[str] | UnsetType = UNSET
    by_name: dict[str, int] | UnsetType = UNSET
    pet: Pet | UnsetType = UNSET
    owner: Owner | UnsetType = UNSET
    anything: Any | UnsetType = UNSET


class Shop(Record, frozen=True, kw_only=True):
    """Requires an object; has some in a list."""

    owner: Owner
    goods: list[Goods] | UnsetType = UNSET
    note: str | UnsetType = UNSET
    rules: ClassVar[tuple[Any, ...]] = ()


GOODS: dict[str, Any] = {"id": "1", "since": A_TIME, "note": "n"}


def read(value: Any, type_: Any = Goods, **options: Any) -> Part:
    return read_partly(type_, value if isinstance(value, bytes) else json.dumps(value).encode(), "body", **options)


def places(value: Any) -> list[tuple[str, str]]:
    return [(member.place, member.reason) for member in unreadable_members(value)]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("when", "", f"{NO_TIME}: it is empty"),
        ("when", "2025-01-01T24:00:00+08:00", NO_TIME),
        ("when", "2025-01-01T00:00:00", f"{NO_TIME}: it has no offset from UTC"),
        ("when", "1735689600", f"{NO_TIME}: it has digits only, as Unix time has"),
        ("when", 1735689600, "is a whole number, not a time"),
        ("state", 5, "is a whole number, not text"),
        ("level", "1", "is text, not a whole number"),
        ("level", True, "is true or false, not a whole number"),
        ("amount", 1.5, "is a number with a fraction, not a whole number"),
        ("rate", "x", "is text, not a number"),
        ("open", 1, "is a whole number, not true or false"),
        ("type", ["x"], "is a list, not text"),
        ("maybe", 5, "is a whole number, not text or null"),
        ("tags", {}, "is an object, not a list"),
        ("by_name", [], "is a list, not an object"),
        ("pet", 7, "fits none of the types of Pet"),
        ("owner", "Ann", "is text, not an object"),
        ("owner", {"new": 1}, "has no member that can be read: body.owner.id is missing"),
    ],
)
def test_a_member_that_may_be_left_out_reads_as_not_given(name: str, value: Any, reason: str) -> None:
    part = read({**GOODS, name: value})

    assert part.is_complete
    assert part.value == read(GOODS).value
    assert type(part.value) is Goods
    (member,) = unreadable_members(part.value)
    assert (member.place, member.reason, member.value) == (f"body.{name}", reason, value)
    assert part.members == (member,)


@pytest.mark.parametrize("written", [b"1e999", b"9" * 10_000, b'"\\ud800"', b'{"x":["\\udc00"]}'])
def test_json_that_python_cannot_hold_is_put_aside(written: bytes) -> None:
    body = json.dumps({"id": "1", "since": A_TIME}).encode()[:-1]

    for name in (b"amount", b"rate", b"note", b"anything"):
        part = read(body + b',"' + name + b'":' + written + b',"unknown":' + written + b"}")
        assert part.is_complete
        assert [member.place for member in part.members] == [f"body.{name.decode()}"]
        assert part.value.id == "1"


def test_null_for_a_member_that_may_be_left_out_is_not_put_aside() -> None:
    part = read({**GOODS, "when": None, "maybe": None, "level": "1"})

    assert (part.value.when, part.value.maybe) == (UNSET, None)
    assert [member.place for member in part.members] == ["body.level"]


def test_items_and_values_that_cannot_be_read_are_left_out() -> None:
    part = read({**GOODS, "tags": ["a", 5, None, "b"], "by_name": {"x": 1, "y": "2", "z": 3}})

    assert part.value.tags == ["a", "b"]
    assert part.value.by_name == {"x": 1, "z": 3}
    assert places(part.value) == [
        ("body.tags[1]", "is a whole number, not text"),
        ("body.tags[2]", "is null, not text"),
        ("body.by_name.y", "is text, not a whole number"),
    ]


def test_a_required_member_leaves_a_hole_and_loses_nothing_beside_it() -> None:
    shop = read({"owner": {"id": "o"}, "goods": [GOODS, {**GOODS, "id": 5, "since": ""}, {"id": 6}, 7]}, Shop)

    assert shop.is_complete
    first, second = given(shop.value.goods)
    assert first == read(GOODS).value
    assert second.note == "n"
    assert isinstance(second, Goods)
    for attribute, value in (("id", 5), ("since", "")):
        with pytest.raises(UnreadableMember) as caught:
            getattr(second, attribute)
        assert caught.value.place == f"body.goods[1].{attribute}"
        assert caught.value.value == value
        assert getattr(second, attribute, None) is None
    assert [place for place, _ in places(shop.value)] == [
        "body.goods[1].id",
        "body.goods[1].since",
        "body.goods[2]",
        "body.goods[3]",
    ]
    assert [place for place, _ in places(second)] == ["body.goods[1].id", "body.goods[1].since"]
    assert places(first) == []


@pytest.mark.parametrize(
    ("body", "type_", "is_complete"),
    [
        (GOODS | {"id": 5}, Goods, False),
        ({"note": "n", "since": A_TIME}, Goods, False),
        (GOODS | {"since": ""}, Goods, True),
        ({"id": "1"}, Goods, True),
        ({"owner": {"id": 5, "name": "Ann"}, "note": "n"}, Shop, False),
        ({"owner": {}, "note": "n"}, Shop, False),
        ({"owner": {"id": "1", "name": 5}}, Shop, True),
        ([GOODS | {"id": 5}], list[Goods], True),
        ({"x": GOODS | {"id": 5}}, dict[str, Goods], True),
        ([], Goods, False),
        (b'"text"', Goods, False),
        (b"5", str, False),
    ],
)
def test_only_what_is_required_all_the_way_up_makes_a_value_incomplete(
    body: Any, type_: Any, is_complete: bool
) -> None:
    assert read(body, type_).is_complete is is_complete


def test_of_a_union_the_type_that_reads_most_is_taken() -> None:
    part = read({**GOODS, "pet": {"kind": "dog", "breed": "x", "born": "yesterday"}})

    assert part.value.pet == Dog(kind="dog", breed="x")
    assert places(part.value) == [("body.pet.born", NO_TIME)]
    assert read({**GOODS, "pet": {"kind": "cat", "lives": 9}, "when": ""}).value.pet == Cat(kind="cat", lives=9)


def test_a_text_that_cannot_be_decrypted_is_put_aside() -> None:
    def decrypt(ciphertext: str) -> str:
        if ciphertext == "bad":
            raise ValueError
        return ciphertext.upper()

    owners = [{"id": "1", "name": "bad"}, {"id": "2", "name": "ann"}, {"id": "3", "name": ""}, {"id": "4", "name": 5}]
    part = read(owners, list[Owner], decrypt=decrypt)

    assert part.value == [Owner(id="1"), Owner(id="2", name="ANN"), Owner(id="3", name=""), Owner(id="4")]
    assert [member.place for member in part.members] == ["body[0].name", "body[3].name"]
    assert "cannot be decrypted" in part.members[0].reason


@pytest.mark.parametrize("body", [b"", b"{", b'{"id":"1","id":"2"}', b"\xff", b"[" * 100_000, b'{"id":NaN}'])
def test_a_body_that_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(DecodeError):
        read(body)


class Tree(Record, frozen=True, kw_only=True):
    name: str | UnsetType = UNSET
    below: list[Tree] | UnsetType = UNSET


def test_a_deep_value_is_read_partly_or_refused() -> None:
    def nested(depth: int) -> bytes:
        return b'{"name":"n","below":[' * depth + b'{"name":5}' + b"]}" * depth

    assert [member.place for member in read(nested(20), Tree).members] == [f"body{'.below[0]' * 20}.name"]
    with pytest.raises(DecodeError, match=r"^it is nested too deeply$"):
        read(nested(400), Tree)


def test_no_value_is_shown() -> None:
    secret = "oh-394z-6CGkNoJrsDLTTUKiAnp4"
    part = read({**GOODS, "id": {"x": secret}, "when": secret, "by_name": {secret: secret}, "owner": [secret]})

    shown = [repr(part.value), *map(repr, part.members), *map(str, part.members)]
    with pytest.raises(UnreadableMember) as caught:
        _ = part.value.id
    assert secret not in "".join([*shown, repr(caught.value)])


@pytest.mark.parametrize("body", [GOODS, GOODS | {"when": ""}, GOODS | {"id": 5, "when": ""}])
def test_copies_and_pickles_are_equal_and_keep_what_was_put_aside(body: Any) -> None:
    value = read(body).value

    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert again == value
        assert type(again) is type(value)
        assert places(again) == places(value)
        assert plain_value(again) == plain_value(value)


def test_an_attribute_that_was_filled_in_can_be_read() -> None:
    value = read(GOODS | {"id": 5}).value

    changed = msgspec.structs.replace(value, id="1")

    assert changed.id == "1"
    assert places(changed) == []
    with pytest.raises(UnreadableMember, match="id could not be read"):
        _ = msgspec.structs.replace(value, note="m").id


def test_a_pattern_that_takes_a_missing_attribute_does_not_match() -> None:
    match read(GOODS | {"id": 5}).value:
        case Goods(id=_):
            pytest.fail("it has no id")
        case Goods(note=note):
            assert note == "n"


class GoodsInput(Record, frozen=True, kw_only=True):
    id: str
    when: Time | UnsetType = UNSET
    note: str | UnsetType = UNSET


@pytest.mark.parametrize(("name", "value"), [("id", 5), ("when", "")])
def test_what_could_not_be_read_is_not_silently_left_out_of_a_copy(name: str, value: Any) -> None:
    goods = read({**GOODS, name: value, "level": "1"}).value

    with pytest.raises(InvalidRequest, match=rf"^{name} of what was received could not be read: body.{name} is"):
        copy_as(GoodsInput, goods)
    assert copy_as(GoodsInput, goods, **{name: UNSET if name == "when" else "2"}).note == "n"

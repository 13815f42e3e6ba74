"""`copy_as`: a model of one class from a model of another."""

from __future__ import annotations

import pytest
from wxbrand_runtime import UNSET, InvalidRequest, UnsetType, copy_as, moment
from wxbrand_runtime.models import Record, Time


class Owner(Record, frozen=True, kw_only=True):
    id: int
    name: str


class OwnerInput(Record, frozen=True, kw_only=True):
    name: str


class Pet(Record, frozen=True, kw_only=True, rename={"born_at": "born"}):
    id: int
    owners: list[Owner]
    born_at: Time
    note: str | UnsetType = UNSET
    size: str = "large"


class PetInput(Record, frozen=True, kw_only=True, rename={"birth": "born"}):
    owners: list[OwnerInput]
    birth: Time
    secret: str
    note: str | UnsetType = UNSET
    size: int = 3


PET = Pet(id=1, owners=[Owner(id=2, name="Ann")], born_at=moment("2025-01-01T08:00+08:00"), note="n")


def test_members_of_the_same_name_on_the_wire_are_taken_over_at_every_depth() -> None:
    copied = copy_as(PetInput, PET, secret="s", size=4)

    assert copied == PetInput(
        owners=[OwnerInput(name="Ann")], birth=moment("2025-01-01T08:00+08:00"), secret="s", note="n", size=4
    )


def test_changes_take_precedence_and_may_leave_a_member_out() -> None:
    copied = copy_as(PetInput, PET, secret="s", size=4, note=UNSET, owners=[])

    assert copied.note is UNSET
    assert copied.owners == []


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"size": 4}, "secret", "PetInput needs the field secret"),
        ({"secret": "s"}, "size", "size does not fit PetInput: Expected `int`, got `str`"),
        ({"secret": "s", "size": 4, "nmae": "x"}, "nmae", "PetInput has no field nmae"),
    ],
)
def test_what_is_missing_or_does_not_fit_is_named(changes: dict[str, object], field: str, message: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        copy_as(PetInput, PET, **changes)

    assert str(caught.value) == message
    assert caught.value.field == field

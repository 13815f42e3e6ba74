"""Records: misspelt and missing fields, reprs, members that are left out."""

from __future__ import annotations

import pytest
from wxbrand_runtime import UNSET, InvalidRequest, UnsetType, given
from wxbrand_runtime.models import Record


class Person(Record, frozen=True, kw_only=True):
    openid: str
    name: str | UnsetType = UNSET


def test_a_misspelt_or_missing_field_is_an_invalid_request() -> None:
    with pytest.raises(InvalidRequest, match="Person has no field nmae") as misspelt:
        Person(openid="o", nmae="x")  # type: ignore[call-arg]
    with pytest.raises(InvalidRequest, match="Person needs the field openid") as missing:
        Person(name="x")  # type: ignore[call-arg]

    assert (misspelt.value.field, missing.value.field) == ("nmae", "openid")


def test_a_repr_contains_only_the_beginning_of_an_openid() -> None:
    person = Person(openid="oh-394z-6CGkNoJrsDLTTUKiAnp4")

    assert repr(person) == "Person(openid='oh-3…')"
    assert repr(Person(openid="o", name="n")) == "Person(openid='o', name='n')"


def test_given_returns_the_value_or_raises() -> None:
    assert given("") == ""
    assert given(None) is None
    with pytest.raises(ValueError, match="left out"):
        given(UNSET)

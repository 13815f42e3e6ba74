"""Open enums: known values are members, unknown values are kept."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import msgspec
import pytest

from tests.runtime.example_models import Level, State


@pytest.mark.parametrize("kind", [State, Level])
def test_known_values_are_the_members_themselves(kind: Any) -> None:
    for member in kind:
        assert kind(member.value) is member
        assert member.is_known


@pytest.mark.parametrize(
    ("kind", "value"), [(State, "冻结"), (State, ""), (State, "sending"), (Level, 77), (Level, -1)]
)
def test_an_unknown_value_is_kept(kind: Any, value: str | int) -> None:
    unknown = kind(value)

    assert unknown == value == unknown.value
    assert hash(unknown) == hash(value)
    assert not unknown.is_known
    assert isinstance(unknown, kind)
    assert pickle.loads(pickle.dumps(unknown)) == copy.deepcopy(unknown) == unknown
    assert msgspec.json.encode(unknown) == msgspec.json.encode(value)
    assert [member.value for member in kind] == ([1, 2] if kind is Level else ["SENDING", "USED"])


@pytest.mark.parametrize(("kind", "value"), [(State, 5), (State, None), (Level, "1"), (Level, 1.5), (Level, None)])
def test_a_value_of_another_type_is_invalid(kind: Any, value: object) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        kind(value)


def test_an_unknown_value_prints_as_itself() -> None:
    assert f"{State('NEW')} {Level(7)}" == "NEW 7"

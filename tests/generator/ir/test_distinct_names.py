"""The names of things whose plain names are the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_codegen.ir.distinct_names import Wanted, choices_not_free, distinct_names
from wxbrand_codegen.ir.names import Name, Role, make_name
from wxbrand_codegen.problems import Mark

MARK = Mark(file="openapi.yaml", line=1, column=1)


def spelling(role: Role, name: Name) -> str:
    return {"class": name.pascal, "value": name.constant}.get(role, name.snake)


def named(texts: list[str], role: Role) -> dict[str, str]:
    wanted = [Wanted(key=text, text=text, role=role, mark=MARK) for text in texts]
    names = distinct_names(wanted, lambda name: (spelling(role, name),))
    return {text: spelling(role, name) for text, name in names.items()}


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("field", {"a_b": "a_b", "a-b": "a_dash_b", "A.B": "a_dot_b"}),
        ("field", {"a-b": "a_dash_b", "a.b": "a_dot_b"}),
        ("field", {"id": "id", "_id": "underscore_id", "ID": "id_upper"}),
        ("field", {"class_": "class_", "class": "class_088911"}),
        ("value", {"ASC": "ASC", "asc": "ASC_LOWER", "Asc": "ASC_PASCAL"}),
        ("value", {"name": "NAME", "-name": "MINUS_NAME", "+name": "PLUS_NAME"}),
        ("value", {"+1": "PLUS_1", "-1": "MINUS_1", "1": "VALUE_1"}),
        ("value", {"wide": "WIDE", "ｗｉｄｅ": "WIDE_LOWER"}),
        ("class", {"Thing": "Thing", "thing": "ThingLower", "thing-": "ThingDash"}),
        ("method", {"get_thing": "get_thing", "getThing": "get_thing_camel", "GetThing": "get_thing_pascal"}),
        ("area", {"store": "store", "Store": "store_pascal"}),
        ("field", {"商品_券": "商品_券", "商品券": "商品券", "商品-券": "商品_dash_券"}),
    ],
)
def test_what_has_its_python_name_keeps_it_and_the_others_say_how_they_differ(
    role: Role, expected: dict[str, str]
) -> None:
    assert {text: name.lower() for text, name in named(list(expected), role).items()} == {
        text: name.lower() for text, name in expected.items()
    }


ALPHABET = st.text(st.sampled_from("abAB-_. 1+券é"), max_size=5)


@given(st.lists(ALPHABET, unique=True), st.sampled_from(["field", "class", "method", "value", "area"]), st.randoms())
def test_all_names_are_different_whatever_the_order(texts: list[str], role: Role, chance: random.Random) -> None:
    names = named(texts, role)
    shuffled = list(texts)
    chance.shuffle(shuffled)

    assert len({*names.values()}) == len(texts)
    assert named(shuffled, role) == names


@given(st.lists(ALPHABET, unique=True, min_size=1), st.text(st.sampled_from("xyz"), min_size=6))
def test_what_has_another_name_changes_nothing(texts: list[str], other: str) -> None:
    assert named([*texts, other], "field") == {**named(texts, "field"), other: make_name(other, "field").snake}


def test_a_chosen_name_is_kept_and_others_give_way() -> None:
    chosen = Name(snake="a_b", pascal="AB")
    wanted = [
        Wanted(key="a-b", text="a-b", role="field", mark=MARK, chosen=chosen),
        Wanted(key="a_b", text="a_b", role="field", mark=MARK),
    ]

    names = distinct_names(wanted, lambda name: (name.snake,))

    assert (names["a-b"].snake, names["a_b"].snake[:4]) == ("a_b", "a_b_")


def test_a_chosen_name_that_is_not_free_is_found() -> None:
    chosen = Name(snake="x", pascal="X")
    wanted = [Wanted(key=key, text=key, role="field", mark=MARK, chosen=chosen) for key in ("a", "b")]

    assert [item.key for item in choices_not_free(wanted, lambda name: (name.snake,))] == ["b"]
    assert [item.key for item in choices_not_free(wanted, lambda name: (name.snake,), {"x"})] == ["a", "b"]

"""Members whose names msgspec cannot write."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime.models import UNSET, OneOf, Record, UnsetType
from wxbrand_runtime.models.annotations import model_fields
from wxbrand_runtime.models.codec import DecodeError, decode_body, encode_json, plain_value
from wxbrand_runtime.models.conversion import convert
from wxbrand_runtime.models.wire_names import real_name, stand_in


class Inner(Record, frozen=True, kw_only=True, rename={"quote": '"', "line": "a\nb"}):
    quote: str
    line: str | UnsetType = UNSET


class OtherInner(Record, frozen=True, kw_only=True, rename={"slash": "\\"}):
    slash: int


class Either(OneOf):
    kinds: Inner | OtherInner


class Outer(Record, frozen=True, kw_only=True, rename={"other": 'say "hi"'}):
    other: list[Inner]
    named: dict[str, Inner] | UnsetType = UNSET
    either: Either | UnsetType = UNSET
    anything: Any = UNSET


OUTER = Outer(other=[Inner(quote="1", line="2")], named={'"': Inner(quote="3")}, anything={'"': 4})
PLAIN = {'say "hi"': [{'"': "1", "a\nb": "2"}], "named": {'"': {'"': "3"}}, "anything": {'"': 4}}


def test_they_are_written_and_read_as_the_spec_spells_them() -> None:
    assert plain_value(OUTER) == PLAIN
    assert decode_body(Outer, encode_json(OUTER)) == OUTER
    assert encode_json(OUTER) == encode_json(PLAIN)
    assert convert(PLAIN, Outer) == OUTER


def test_a_union_goes_by_them() -> None:
    read = decode_body(Outer, encode_json({'say "hi"': [], "either": {"\\": 1}}))

    assert read.either == OtherInner(slash=1)


def test_null_for_a_member_that_may_be_left_out_counts_as_absent() -> None:
    assert decode_body(Inner, b'{"\\"": "1", "a\\nb": null}') == Inner(quote="1")


def test_an_error_names_them_as_the_spec_does() -> None:
    with pytest.raises(DecodeError, match='missing required field `"`'):
        decode_body(Inner, b"{}")


def test_fields_are_known_by_the_name_on_the_wire() -> None:
    assert [wire for _, wire, _ in model_fields(Inner)] == ['"', "a\nb"]


@given(st.text())
def test_every_name_comes_back(name: str) -> None:
    assert real_name(stand_in(name)) == name

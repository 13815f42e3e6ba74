from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_codegen.examples.repair import NoExample
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.examples.values import MAX_MEMBERS, example
from wxbrand_codegen.ir.models import Doc, Field, Record
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.types import Integer, Limits, ListOf, MapOf, Number, Ref, Text, Timestamp, Type
from wxbrand_codegen.problems import Mark

MARK = Mark(file="a.yaml", line=1, column=1)
SMALL = st.integers(0, 30)


def record(name: str, **members: Type) -> Record:
    fields = tuple(
        Field(name=Name(snake=key, pascal=key.title()), wire=key, type=type_, required=False, doc=Doc(), mark=MARK)
        for key, type_ in members.items()
    )
    return Record(name=Name(snake=name.lower(), pascal=name), doc=Doc(), fields=fields, mark=MARK)


@given(st.tuples(SMALL, SMALL).map(sorted))
def test_a_made_string_has_an_allowed_length(bounds: list[int]) -> None:
    type_ = Text(limits=Limits(min_length=bounds[0], max_length=bounds[1]))

    assert mismatch(example(type_, {}), type_, {}) is None


@given(st.tuples(st.integers(-50, 50), st.integers(-50, 50)).map(sorted), st.booleans())
def test_a_made_number_is_within_its_bounds(bounds: list[int], whole: bool) -> None:
    limits = Limits(minimum=bounds[0], maximum=bounds[1])
    type_ = Integer(limits=limits) if whole else Number(limits=limits)

    assert mismatch(example(type_, {}), type_, {}) is None


@pytest.mark.parametrize(
    "type_",
    [
        Text(limits=Limits(pattern=r"^[0-9]{6}\Z", min_length=6)),
        Integer(limits=Limits(multiple_of=7, exclusive_minimum=7)),
        Number(limits=Limits(multiple_of=0.1, minimum=0.3)),
        ListOf(item=Integer(), limits=Limits(min_items=3)),
        ListOf(item=Integer(), limits=Limits(unique_items=True)),
        ListOf(item=Integer(), limits=Limits(max_items=0)),
        MapOf(value=Timestamp(), limits=Limits(min_properties=2)),
    ],
)
def test_a_made_value_is_within_its_limits(type_: Type) -> None:
    assert mismatch(example(type_, {}), type_, {}) is None


@pytest.mark.parametrize(
    "type_",
    [
        Text(limits=Limits(pattern=r"^(?!)")),
        Text(limits=Limits(min_length=10**9)),
        Integer(limits=Limits(exclusive_minimum=1, exclusive_maximum=2)),
        ListOf(item=Integer(), limits=Limits(min_items=10**9)),
        ListOf(item=Integer(), limits=Limits(min_items=2, unique_items=True)),
    ],
)
def test_impossible_limits_raise_no_example(type_: Type) -> None:
    with pytest.raises(NoExample):
        example(type_, {})


def test_a_recursive_record_is_nested_once() -> None:
    models = {"A": record("A", a=Ref(name="A"), n=Integer())}

    assert example(Ref(name="A"), models) == {"a": {"n": 1}, "n": 1}


def test_mutually_recursive_records_stay_small() -> None:
    names = [f"R{n}" for n in range(30)]
    models = {name: record(name, **{other.lower(): Ref(name=other) for other in names}) for name in names}

    made = example(Ref(name="R0"), models)

    assert str(made).count("{") < 3 * MAX_MEMBERS

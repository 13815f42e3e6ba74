from __future__ import annotations

import pytest
from wxbrand_codegen.examples.validation import mismatch
from wxbrand_codegen.ir.types import Integer, Limits, ListOf, Number, Ref, Text, Timestamp, Type

from tests.generator.examples.test_values import record


@pytest.mark.parametrize(
    ("value", "type_", "reason"),
    [
        (1, Text(), "is not a string"),
        (True, Integer(), "is not an integer"),
        (1.0, Integer(), "is not an integer"),
        ("1", Number(), "is not a number"),
        ("2025-01-01", Timestamp(), "is not an RFC 3339 date-time with an offset"),
        ("2025-13-45T00:00:00+08:00", Timestamp(), "is not an RFC 3339 date-time with an offset"),
        ([1, 1], ListOf(item=Integer(), limits=Limits(unique_items=True)), "has a duplicate item"),
        ({"b": 1}, Ref(name="A"), "has a member b, which A does not have"),
        ({"a": [{"a": 1}]}, Ref(name="A"), "has a member a that has a member a that is not an array"),
        ("a\n", Text(limits=Limits(pattern=r"^a\Z")), "does not match its pattern"),
    ],
)
def test_a_mismatch_is_explained(value: object, type_: Type, reason: str) -> None:
    models = {"A": record("A", a=ListOf(item=Ref(name="A")))}

    assert mismatch(value, type_, models) == reason


def test_a_multiple_is_computed_in_decimal() -> None:
    assert mismatch(0.3, Number(limits=Limits(multiple_of=0.1)), {}) is None

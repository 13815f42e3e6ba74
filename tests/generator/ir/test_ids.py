"""The rules for ids are those of the client."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from wxbrand_codegen.ir.ids import is_id, is_valid_id
from wxbrand_codegen.ir.types import Integer, ListOf, Nullable, Text
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.models import ids

NAMES = st.lists(
    st.sampled_from(["app", "open", "union", "mch", "id", "Id", "ID", "no", "No", "s", "code", "list", "_", "-", "x"])
)


def is_sent(value: str) -> bool:
    try:
        ids.check_id(value, "id")
    except InvalidRequest:
        return False
    return True


@given(NAMES.map("".join))
def test_the_same_names_are_ids(name: str) -> None:
    assert is_id(name) is ids.is_id(name)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_same_texts_are_valid(text: str) -> None:
    assert is_valid_id(text, Text()) is is_sent(text)
    assert is_valid_id(["1", text], ListOf(item=Nullable(item=Text()))) is is_sent(text)


def test_the_same_characters_are_valid() -> None:
    characters = [chr(number) for number in range(0x11000) if not 0xD800 <= number < 0xE000]

    assert [c for c in characters if is_valid_id(f"a{c}b", Text())] == [c for c in characters if is_sent(f"a{c}b")]
    assert [c for c in characters if is_valid_id(c, Text())] == [c for c in characters if is_sent(c)]


def test_other_values_than_texts_are_always_valid() -> None:
    assert is_valid_id(1, Integer())
    assert is_valid_id(None, Nullable(item=Text()))
    assert is_valid_id("\n", Integer())

"""Ids with blanks, line ends and invisible characters: refused before anything is sent, and the message says where they are."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_runtime.auth.hidden_characters import describe_hidden, without_hidden
from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models import UNSET, Limits, NoContent, OpenEnum, Operation, Record, Request, UnsetType
from wxbrand_runtime.models.ids import is_id
from wxbrand_runtime.models.validation import validate

ID = Annotated[str, Limits(max_length=8, pattern=r"^[0-9A-Za-z]+\Z")]


class Odd(OpenEnum):
    LINE = "A\n"


class Part(Record, frozen=True, kw_only=True):
    store_id: str | UnsetType = UNSET
    note: str | UnsetType = UNSET


class Probe(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Probe", method="POST", path="/{place}", in_path=("place",), body="members", replies={"204": None}
    )  # fmt: skip

    place: str = "x"
    appid: ID | UnsetType = UNSET
    openid: str | UnsetType = UNSET
    code: str | UnsetType = UNSET
    coupon_code_list: list[str] | UnsetType = UNSET
    parts: list[Part] | UnsetType = UNSET
    state_id: Odd | UnsetType = UNSET
    optional: Annotated[str, Limits(min_length=1)] | UnsetType = UNSET
    plain: Annotated[str, Limits(max_length=8)] | UnsetType = UNSET


def refusal(**fields: Any) -> tuple[str, str]:
    with pytest.raises(InvalidRequest) as caught:
        validate(Probe(**fields))
    return caught.value.field, str(caught.value)


PATTERN = r"which the pattern ^[0-9A-Za-z]+\Z does not allow"


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"appid": "wx 123"}, "appid", f"appid has a blank at position 3, {PATTERN}; remove it"),
        ({"appid": "wx123\n"}, "appid", "appid has a line end at its end (position 6); remove it"),
        ({"appid": "wx345678\r\n"}, "appid", "appid has a line end at position 9; remove it"),
        ({"appid": "\u200bwx123"}, "appid", "appid has an invisible character (U+200B) at position 1; remove it"),
        ({"appid": ""}, "appid", f"appid is empty, {PATTERN}"),
        ({"appid": "w x-3"}, "appid", r"appid does not match the pattern ^[0-9A-Za-z]+\Z"),
        ({"appid": "wx\uff11"}, "appid", r"appid has a character at position 3 that is not ASCII, which the pattern ^[0-9A-Za-z]+\Z does not allow"),
        ({"plain": "12345678\n"}, "plain", "plain has 9 characters; at most 8 are allowed; one of them is a line end at its end (position 9)"),
        ({"plain": "12345 78 9"}, "plain", "plain has 10 characters; at most 8 are allowed; one of them is a blank at position 6"),
        ({"plain": "123 567890"}, "plain", "plain has 10 characters; at most 8 are allowed"),
        ({"optional": ""}, "optional", "optional is empty; at least 1 character is required"),
        ({"openid": "o123\n"}, "openid", "openid has a line end at its end (position 5); remove it"),
        ({"openid": "\ufeffo123"}, "openid", "openid has an invisible character (U+FEFF) at position 1; remove it"),
        ({"openid": "o\t123"}, "openid", "openid has a tab at position 2; remove it"),
        ({"openid": "o 1\x00"}, "openid", "openid has a control character (U+0000) at its end (position 4); remove it"),
        ({"openid": " \u3000 "}, "openid", "openid has nothing but white space"),
        ({"place": "a\n"}, "place", "place has a line end at its end (position 2); remove it"),
        ({"place": "  "}, "place", "place has nothing but white space"),
        ({"coupon_code_list": ["1", "2\n"]}, "coupon_code_list[1]", "coupon_code_list[1] has a line end at its end (position 2); remove it"),
        ({"parts": [Part(store_id="1\n")]}, "parts[0].store_id", "parts[0].store_id has a line end at its end (position 2); remove it"),
    ],
)  # fmt: skip
def test_an_id_is_refused_and_the_message_says_where(fields: dict[str, Any], field: str, message: str) -> None:
    assert refusal(**fields) == (field, message)


@pytest.mark.parametrize(
    "fields",
    [
        {"openid": "o 1\u30002\xa0"},
        {"openid": ""},
        {"code": "print(1)\n"},
        {"parts": [Part(note="two\nlines")]},
        {"state_id": Odd.LINE},
    ],
)
def test_other_texts_are_left_to_the_spec(fields: dict[str, Any]) -> None:
    validate(Probe(**fields))


def test_which_names_are_ids() -> None:
    ids = "appid sub_appid sp_mchid openid sub_openid unionid stock_id store_ids out_trade_no coupon_code task-id orderId id"
    others = "paid valid note code Android piano casino state_code_url no_way ids_of"

    assert {name for name in f"{ids} {others}".split() if is_id(name)} == set(ids.split())


@given(st.text())
def test_what_is_found_is_what_is_removed(text: str) -> None:
    assert (describe_hidden(text) == "") is (without_hidden(text) == text)
    assert describe_hidden(without_hidden(text)) == ""

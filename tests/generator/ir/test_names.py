from __future__ import annotations

import ast
import keyword
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_codegen.ir.names import InvalidName, make_name, member_name, nested_name
from wxbrand_codegen.render.code import identifier
from wxbrand_runtime.client import AsyncClient, SyncClient


@pytest.mark.parametrize(
    ("text", "snake", "pascal"),
    [
        ("PreSendUserProductCouponBundle", "pre_send_user_product_coupon_bundle", "PreSendUserProductCouponBundle"),
        ("send_request_no", "send_request_no", "SendRequestNo"),
        ("HTTPServer2", "http_server2", "HTTPServer2"),
        ("product-coupon", "product_coupon", "ProductCoupon"),
        ("X-Trace-Id", "x_trace_id", "XTraceId"),
        ("ｗｉｄｅ", "wide", "Wide"),
        ("_private", "private", "Private"),
        ("1st", "field_1_st", "Field1St"),
        ("class", "class_", "Class"),
        ("None", "none", "None_"),
        ("operation", "operation_", "Operation_"),
        ("self", "self_", "Self"),
        ("UNSET", "unset", "UNSET_"),
    ],
)
def test_a_name_follows_python_s_conventions(text: str, snake: str, pascal: str) -> None:
    made = make_name(text, "field")

    assert (made.snake, made.pascal) == (snake, pascal)


@pytest.mark.parametrize(
    "text", ["", "券", "a券", "a;b", "a\nb", "a'b", 'a"b', "a(b)", "__init__", "__class__", "-", "a#b", "a\u202eb", "é"]
)
def test_an_invalid_name_is_refused_and_not_repaired(text: str) -> None:
    with pytest.raises(InvalidName):
        make_name(text, "field")


@pytest.mark.parametrize("text", ["list", "str", "int", "datetime", "class"])
def test_a_method_does_not_hide_a_type_in_annotations(text: str) -> None:
    assert make_name(text, "method").snake == f"{text}_"


@pytest.mark.parametrize("text", ["client", "close", "send", "test"])
def test_an_area_does_not_hide_an_attribute_of_clients(text: str) -> None:
    assert make_name(text, "area").snake == f"{text}_"


def test_no_area_can_hide_a_client_s_own_method() -> None:
    own = {n for n in (*dir(SyncClient), *dir(AsyncClient), "default_base_url") if not n.startswith("_")}

    assert all(make_name(text, "area").snake == f"{text}_" for text in own)


def test_no_class_of_a_spec_can_hide_what_generated_modules_import() -> None:
    root = Path(__file__).resolve().parents[3]
    sources = (root / "generated" / "wxbrand").rglob("*.py")
    from_models = {
        alias.asname or alias.name
        for source in sources
        for node in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("wxbrand_runtime.", "typing", "datetime"))
        for alias in node.names
    }

    unprotected = {n for n in from_models if make_name(n, "class").pascal == n and n not in {"TYPE_CHECKING"}}

    assert unprotected == set()


def test_a_nested_name_begins_with_the_outer_one() -> None:
    made = nested_name(make_name("class", "field"), make_name("item", "class"))

    assert (made.snake, made.pascal) == ("class_item", "ClassItem")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("SENDING", "SENDING"),
        ("on-hold", "ON_HOLD"),
        ("营业", "U8425_U4E1A"),
        ("a券b", "A_U5238_B"),
        ("", "EMPTY"),
        ("24", "VALUE_24"),
        ("!?", "U21_U3F"),
        (0, "VALUE_0"),
        (-1, "MINUS_1"),
        ("None", "NONE"),
        ("mro", "MRO"),
    ],
)
def test_a_value_of_an_enum_gets_a_readable_name(value: str | int, expected: str) -> None:
    assert member_name(value) == expected


@given(st.text(min_size=1))
def test_every_value_of_an_enum_gets_an_identifier(text: str) -> None:
    assert identifier(member_name(text)).isupper()


@given(st.text(st.characters(max_codepoint=127)), st.sampled_from(["field", "class", "method", "area"]))
def test_every_name_that_is_made_is_an_identifier(text: str, role: str) -> None:
    try:
        made = make_name(text, role)  # type: ignore[arg-type]  # any of the roles
    except InvalidName:
        return

    assert identifier(made.snake)
    assert identifier(made.pascal)
    assert not keyword.iskeyword(made.snake)

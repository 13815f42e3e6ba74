from __future__ import annotations

import ast
import keyword
import sys
import unicodedata
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wxbrand_codegen.ir.names import (
    InvalidName,
    Role,
    chosen_name,
    digest_name,
    is_identifier,
    make_name,
    module_name,
    nested_name,
    spelled_name,
)
from wxbrand_codegen.render.code import identifier, literal
from wxbrand_runtime.client import AsyncClient, SyncClient
from wxbrand_runtime.models import OpenEnum, OpenIntEnum

ROLES: tuple[Role, ...] = get_args(Role)


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
        ("__class__", "class_", "Class"),
        ("filter[name]", "filter_name", "FilterName"),
        ("Page«User»", "page_user", "PageUser"),
        ("1st", "field_1_st", "Field1St"),
        ("+1", "plus_1", "Plus1"),
        ("-1", "minus_1", "Minus1"),
        ("class", "class_", "Class"),
        ("None", "none", "None_"),
        ("operation", "operation_", "Operation_"),
        ("self", "self_", "Self"),
        ("UNSET", "unset", "UNSET_"),
        ("", "empty", "Empty"),
        ("<=", "less_than_equals", "LessThanEquals"),
        ("商品券", "商品券", "商品券"),
        ("用户ID", "用户_id", "用户Id"),
        ("金额(元)", "金额_元", "金额元"),
        ("numéro", "numéro", "Numéro"),
        ("Été", "été", "Été"),
        ("👍", "u1f44d", "U1f44d"),
        ("a\u202eb", "a_b", "AB"),
    ],
)
def test_a_name_follows_python_s_conventions(text: str, snake: str, pascal: str) -> None:
    made = make_name(text, "field")

    assert (made.snake, made.pascal) == (snake, pascal)


@pytest.mark.parametrize("text", ["list", "str", "int", "datetime", "class"])
def test_a_method_does_not_hide_a_type_in_annotations(text: str) -> None:
    assert make_name(text, "method").snake == f"{text}_"


@pytest.mark.parametrize("text", ["client", "close", "send", "test", "con", "nul"])
def test_an_area_does_not_hide_an_attribute_of_clients_or_a_device(text: str) -> None:
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

    unprotected = {n for n in from_models if make_name(n, "class").pascal == n}

    assert unprotected == set()


def test_a_nested_name_begins_with_the_outer_one() -> None:
    made = nested_name(make_name("class", "field"), make_name("item", "class"))

    assert (made.snake, made.pascal, made.alternative) == ("class_item", "ClassItem", "Class_Item")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("SENDING", "SENDING"),
        ("on-hold", "ON_HOLD"),
        ("营业", "营业"),
        ("a券b", "A券B"),
        ("", "EMPTY"),
        ("24", "VALUE_24"),
        ("!?", "EXCLAMATION_MARK_QUESTION_MARK"),
        ("0", "VALUE_0"),
        ("-1", "MINUS_1"),
        ("None", "NONE"),
        ("class", "CLASS"),
        ("mro", "MRO"),
        ("_", "UNDERSCORE"),
    ],
)
def test_a_value_of_an_enum_gets_a_readable_name(value: str, expected: str) -> None:
    assert make_name(value, "value").constant == expected


@given(st.text())
def test_no_value_of_an_enum_replaces_what_enums_have(text: str) -> None:
    made = make_name(text, "value").constant

    assert not hasattr(OpenEnum, made)
    assert not hasattr(OpenIntEnum, made)
    assert not made.startswith("_")


@given(st.text(), st.sampled_from(ROLES), st.booleans())
def test_every_text_has_a_name_that_is_an_identifier(text: str, role: Role, capitals: bool) -> None:
    for made in (make_name(text, role), spelled_name(text, role, capitals=capitals), digest_name(text, role, text)):
        assert identifier(made.snake if role != "value" else made.constant)
        assert identifier(made.pascal)
        assert not keyword.iskeyword(made.snake) or role == "value"
        assert not made.snake.startswith("_")


def test_every_character_that_names_keep_is_an_identifier_that_can_be_seen() -> None:
    kept = [c for n in range(sys.maxunicode + 1) if is_identifier(f"a{(c := chr(n))}")]

    assert len(kept) > 80_000
    assert all(unicodedata.ucd_3_2_0.category(character) != "Cn" for character in kept)
    assert literal("".join(kept)) == f'"{"".join(kept)}"'  # nothing in it is escaped


@given(st.text() | st.integers(180, 400).map(lambda length: "0" * length), st.sampled_from(ROLES))
def test_a_name_does_not_change_when_it_is_named_again(text: str, role: Role) -> None:
    made = make_name(text, role)
    is_cut = len(made.snake) > 200  # and ends with a digest of the whole text

    if not made.snake.endswith("_") and role != "area" and not is_cut:
        assert make_name(made.snake, role).snake.replace("_", "") == made.snake.replace("_", "")


@given(st.text(min_size=1) | st.just("券" * 150))
def test_a_module_is_a_file_on_every_system(text: str) -> None:
    module = module_name(make_name(text, "area").snake)

    assert module.isascii()
    assert module == module.lower()
    assert len(module) < 250


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("发券", "method"),
        ("sendIt", "method"),
        ("Order", "class"),
        ("订单", "class"),
        ("THUMBS_UP", "value"),
        ("店", "area"),
    ],
)
def test_a_chosen_name_is_kept_as_it_is_written(text: str, role: Role) -> None:
    made = chosen_name(text, role)

    assert text == {"class": made.pascal, "value": made.constant}.get(role, made.snake)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("", "field"),
        ("a b", "field"),
        ("a-b", "field"),
        ("_a", "field"),
        ("__init__", "method"),
        ("class", "field"),
        ("self", "field"),
        ("operation", "field"),
        ("list", "method"),
        ("Limits", "field"),
        ("Record", "class"),
        ("order", "class"),
        ("None", "class"),
        ("name", "value"),
        ("Name", "value"),
        ("send", "area"),
        ("SEND", "area"),
        ("ａ", "field"),
        ("a\u0301", "field"),
        ("\u1160", "field"),
        ("a\u202eb", "field"),
        ("1a", "field"),
        ("x" * 201, "field"),
    ],
)
def test_a_chosen_name_that_cannot_be_used_is_refused(text: str, role: Role) -> None:
    with pytest.raises(InvalidName):
        chosen_name(text, role)

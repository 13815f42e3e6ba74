from __future__ import annotations

import ast
import math

import black  # noqa: F401  (its import takes longer than the deadline of an example)
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wxbrand_codegen.generated_text import LINE_LENGTH, FromCustomTemplate, display_width
from wxbrand_codegen.output.tidy import format_python
from wxbrand_codegen.render.code import Code, bracketed, code, docstring, identifier, literal, single_line, table

TEXTS = st.text(
    st.one_of(st.sampled_from("\"'\\#{}%\t\r\nab券。， "), st.characters(exclude_categories=["Cs"])), max_size=200
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
@example({"a": ["\r\u2028\0\u202e", '"""', "'''", "\\"]})
def test_a_literal_evaluates_to_the_value(value: object) -> None:
    assert ast.literal_eval(literal(value)) == value


@given(TEXTS)
@example("\u2028\u2029\x85\x0c\x1c\u202e\ufeff")
def test_a_literal_is_one_line_without_anything_invisible(text: str) -> None:
    written = literal(text)

    assert len(written.splitlines()) == 1
    assert not any(c in written for c in "\u202e\u2066\ufeff\u00a0\u200b")


@given(TEXTS)
def test_a_literal_is_what_black_would_write(text: str) -> None:
    source = f"a = {literal(text)}\n"

    assert format_python("a.py", FromCustomTemplate(source)) == source


@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from([0, 4, 8]))
@example(['ends with "'], 4)
@example(['"begins'], 4)
@example(["ends with \\"], 0)
@example(['"""'], 8)
@example(['a """ + __import__("os").system("x") + """ b'], 8)
@example(["#} {{ view }} {% raw %}"], 4)
@example(["x" * 400, "券" * 300], 4)
@example(["a\r\u2028\u2029\x85\x0cb\0"], 4)
def test_a_docstring_is_one_statement_that_black_does_not_change(paragraphs: list[str], indent: int) -> None:
    if not any(paragraph.split() for paragraph in paragraphs):
        return
    shapes = {0: "{}\n", 4: "class A:\n    {}\n", 8: "class A:\n    def f(self) -> None:\n        {}\n"}

    source = shapes[indent].format(docstring(paragraphs, indent))

    assert format_python("a.py", FromCustomTemplate(source)) == source
    assert sum(isinstance(node, ast.Expr) for node in ast.walk(ast.parse(source))) == 1


def test_a_docstring_needs_text() -> None:
    with pytest.raises(ValueError, match="needs text"):
        docstring(["", " \n"], 0)


def test_chinese_is_wrapped_by_the_columns_it_takes() -> None:
    lines = docstring(["商品券" * 60], 4).splitlines()

    assert len(lines) > 3
    assert all(display_width(line) <= LINE_LENGTH for line in lines)


def test_single_line_escapes_invisible_characters() -> None:
    assert single_line("a\r\nb\u2028c  \u202ed 中 文") == r"a b c \u202ed 中文"


@pytest.mark.parametrize(
    "text", ["", "a b", "class", "a-b", "a.b", "a\n", "1a", "ａ", "\u1160", "a\u0301", "a;import os"]
)
def test_only_identifiers_pass_as_identifiers(text: str) -> None:
    with pytest.raises(ValueError, match="not an identifier"):
        identifier(text)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, b"a", object()])
def test_values_outside_json_are_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        literal(value)


def test_code_within_a_literal_is_kept_and_text_beside_it_stays_text() -> None:
    assert literal(("B", {"b": Code("B")}, (Code("c()"),))) == '("B", {"b": B}, (c(),))'


def test_text_does_not_become_code() -> None:
    with pytest.raises(TypeError, match="only Code becomes code"):
        code("{}", "import os")  # type: ignore[arg-type]  # what a mistake would look like


def test_a_long_call_has_one_argument_per_line() -> None:
    arguments = [Code(f"argument_{n}=argument_{n}") for n in range(8)]

    written = bracketed(Code("f("), arguments, ")", 0)

    assert format_python("a.py", FromCustomTemplate(f"{written}\n")) == f"{written}\n"
    assert written.count("\n") == 9


def test_a_table_has_a_line_for_each_row_and_a_single_short_row_stays_on_the_line() -> None:
    assert table(Code("a = ("), [Code("b")], 4) == "a = (b,)"
    assert table(Code("a = ("), [Code("b"), Code("c")], 0) == "a = (\n    b,\n    c,\n)"
    assert table(Code("a = ("), [Code("b" * 114)], 0).splitlines() == ["a = (", f"    {'b' * 114},", ")"]

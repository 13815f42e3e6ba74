from __future__ import annotations

import pytest
from wxbrand_codegen.generated_text import FromCustomTemplate
from wxbrand_codegen.output.tidy import digest, tidy
from wxbrand_codegen.problems import ProblemsFound


def test_python_is_formatted_and_other_files_are_left_alone() -> None:
    numbers = f"{'1' * 60}, {'2' * 60}"

    finished = tidy({"a.py": f"x = [{numbers}]\n", "b.json": "{ }"}, {})

    assert {path: tidied.text for path, tidied in finished.items()} == {
        "a.py": f"x = [\n    {'1' * 60},\n    {'2' * 60},\n]\n",
        "b.json": "{ }",
    }


def test_what_a_custom_template_prints_is_formatted_in_full() -> None:
    finished = tidy({"a.py": FromCustomTemplate("x=1\n")}, {})

    assert finished["a.py"].text == "x = 1\n"


def test_a_draft_that_did_not_change_is_not_formatted_again() -> None:
    finished = tidy({"a.py": "x=1\n"}, {digest("x=1\n"): "as it was\n"})

    assert finished["a.py"].text == "as it was\n"


def test_many_files_are_formatted_like_single_ones() -> None:
    drafts = {f"f{n}.py": f"x = {n}\n" for n in range(20)}

    together = tidy(drafts, {})

    assert together == {path: tidy({path: text}, {})[path] for path, text in drafts.items()}


@pytest.mark.parametrize("count", [1, 20])
def test_invalid_python_is_a_problem_of_its_file(count: int) -> None:
    drafts = {f"f{n:02}.py": "x = (\n" for n in range(count)}

    with pytest.raises(ProblemsFound) as caught:
        tidy(drafts, {})

    assert len(caught.value.problems) == count
    assert str(caught.value.problems[0]).startswith(
        "f00.py:1:1 broken-template  what the templates print for this file is not Python"
    )

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import pytest
from wxbrand_codegen.generated_text import FromCustomTemplate
from wxbrand_codegen.output.tidy import FormattedFile, digest, tidy
from wxbrand_codegen.problems import ProblemsFound


def tidied(drafts: dict[str, str], known: dict[str, str]) -> dict[str, FormattedFile]:
    (finished,) = tidy([(drafts.items(), known)])
    return finished


def test_python_is_formatted_and_other_files_are_left_alone() -> None:
    numbers = f"{'1' * 60}, {'2' * 60}"

    finished = tidied({"a.py": f"x = [{numbers}]\n", "b.json": "{ }"}, {})

    assert {path: tidied.text for path, tidied in finished.items()} == {
        "a.py": f"x = [\n    {'1' * 60},\n    {'2' * 60},\n]\n",
        "b.json": "{ }",
    }


def test_what_a_custom_template_prints_is_formatted_in_full() -> None:
    finished = tidied({"a.py": FromCustomTemplate("x=1\n")}, {})

    assert finished["a.py"].text == "x = 1\n"


def test_a_draft_that_did_not_change_is_not_formatted_again() -> None:
    finished = tidied({"a.py": "x=1\n"}, {digest("x=1\n"): "as it was\n"})

    assert finished["a.py"].text == "as it was\n"


def test_many_files_are_formatted_like_single_ones() -> None:
    drafts = {f"f{n}.py": f"x = {n}\n" for n in range(20)}

    together = tidied(drafts, {})

    assert together == {path: tidied({path: text}, {})[path] for path, text in drafts.items()}


@pytest.mark.parametrize("count", [1, 20])
def test_invalid_python_is_a_problem_of_its_file(count: int) -> None:
    drafts = {f"f{n:02}.py": "x = (\n" for n in range(count)}

    with pytest.raises(ProblemsFound) as caught:
        tidied(drafts, {})

    assert len(caught.value.problems) == count
    assert str(caught.value.problems[0]).startswith(
        "f00.py:1:1 broken-template  what the templates print for this file is not Python"
    )


def test_files_are_formatted_by_other_processes_while_more_are_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = {f"f{n}.py": f"x = [{n}, {'1' * 200}]\n" for n in range(20)}
    monkeypatch.setattr("wxbrand_codegen.output.tidy._MIN_FOR_PROCESSES", 1000)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    while_rendering = 0

    def rendered() -> Iterator[tuple[str, str]]:
        nonlocal while_rendering
        for path, text in drafts.items():
            while_rendering = max(while_rendering, len(multiprocessing.active_children()))
            yield path, text

    packages = tidy([(rendered(), {}), (rendered(), {})])

    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert packages == [tidied(drafts, {})] * 2
    assert while_rendering == 2


def test_a_problem_in_rendering_ends_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wxbrand_codegen.output.tidy._MIN_FOR_PROCESSES", 1)

    def rendered() -> Iterator[tuple[str, str]]:
        yield "a.py", "x = 1\n"
        raise ProblemsFound([])

    with pytest.raises(ProblemsFound):
        tidy([(rendered(), {})])

    assert multiprocessing.active_children() == []

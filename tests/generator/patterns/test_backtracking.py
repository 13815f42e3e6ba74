from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.patterns.backtracking import UnsafePattern, matches, refuse_unsafe
from wxbrand_codegen.patterns.translation import python_pattern

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop


@pytest.mark.parametrize(
    "pattern",
    [
        "^(a+)+$", "(a|aa)+$", r"^(\w+\s?)*$", "^(.*)*$", "^(a*)*b", "(a?b?)*c", "^([a-z]+)*$", "(x+x+)+y", r"(\d+|\w+)*x",
        "^(([a-z])+.)+[A-Z]([a-z])+$", "^(?=(a+)+b)x", "^(?!(a+)+b)x", "^(a?){30}a{30}$", "^(?:a{1,10}){1,12}$", r"^(\w+)\1+\1+\1+\1$",
        "^(a(|))*b", "^((ab)*|(aba)*)*c", r"^\d*\d*\d*\d*\d*\d*x$", "^(?:[a-z]*-?)*$", "^(a{2,50}){2,50}$", "^(?:ab|a|b)*$",
        "a?" * 30 + "a" * 30, "^(?:é|[à-ü]x?)*$", "^" + "(?:" * 30 + "a*" + ")*" * 30 + "$", "^(" + "a|b?" * 400 + ")*$",
    ],
)  # fmt: skip
def test_a_pattern_with_catastrophic_backtracking_is_refused_at_once(pattern: str) -> None:
    before = time.process_time()

    with pytest.raises(UnsafePattern):
        refuse_unsafe(python_pattern(pattern))

    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    "pattern",
    [
        r"^(?:[A-Z]{2}\d+,)*x$", "^([a-z]+-)*[a-z]+$", r"^(\d{1,3}\.){3}\d{1,3}$", "^[0-9A-Za-z_-]+$", r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
        r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$", "^[a-f0-9]{8}(-[a-f0-9]{4}){3}-[a-f0-9]{12}$",
        "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$", r"^(\w+\.)*\w+$", r"^\s*\S+(\s+\S+)*\s*$",
        r"^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$", "^(a|b|c)*$", "^([0-9]{2}){2,10}$",
        r"^((25[0-5]|2[0-4]\d|1?\d?\d)(\.|$)){4}", r"^(?!.*\.\.)[a-z.]+$", "^(?:[一-龥]|[a-z])+$", r"^1[3-9]\d{9}$", ".+", "a+$",
        "^(" + "|".join(f"WORD{n}" for n in range(2000)) + ")$",
    ],
)  # fmt: skip
def test_a_harmless_pattern_passes(pattern: str) -> None:
    refuse_unsafe(python_pattern(pattern))


@pytest.mark.parametrize("text", ["a" * 37, "a" * 36 + "!"])
def test_a_pattern_with_catastrophic_backtracking_is_not_run(text: str) -> None:
    assert matches(r"^(a+)+\Z", text) is None


def test_a_text_that_takes_few_steps_is_matched() -> None:
    pattern = python_pattern("^([a-z]+-)*[a-z]+$")
    texts = ["ab-cd", "ab-", "a" * 500, "", "a\n"]

    assert [matches(pattern, text) for text in texts] == [
        re.search(pattern, text, re.ASCII) is not None for text in texts
    ]


def test_an_unsafe_pattern_is_not_checked_and_said_with_its_position(workshop: Workshop) -> None:
    workshop.body(f"a: {{type: string, pattern: '^(a+)+$', example: {'a' * 37}!}}")

    (line,) = workshop.advice()

    assert line.startswith(
        "openapi.yaml:16:35 unchecked-pattern  the pattern is not checked: it can take for ever on a text"
    )
    assert workshop.problems() == []


@pytest.mark.parametrize(
    "pattern",
    ["^[0-9a-f]{7}x$", "^[A-Z]{2}[0-9]{4}$", r"^wx[0-9a-f]{16}$", r"^\d{3}-(?:ab|cd)+$", "^(?:[A-Z]{2}\\d+,)*x$"],
)
def test_an_example_is_made_for_most_patterns(workshop: Workshop, pattern: str) -> None:
    workshop.body(f"a: {{type: string, pattern: '{pattern}'}}")

    assert workshop.problems() == []

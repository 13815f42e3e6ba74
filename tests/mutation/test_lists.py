"""The lists of the mutation tests name modules, tests and texts that exist."""

from __future__ import annotations

import pytest

from tests.mutation.run_constants import changes
from tests.mutation.run_mutmut import ROOT, TESTS, files_named

RUNTIME = ROOT / "runtime" / "wxbrand_runtime"


@pytest.mark.parametrize("module", TESTS)
def test_a_module_and_its_tests_exist(module: str) -> None:
    assert (RUNTIME / f"{module}.py").is_file()
    assert len(files_named(ROOT, TESTS[module])) == len(TESTS[module])


@pytest.mark.parametrize(("module", "old"), sorted({(module, old) for module, old, _ in changes()}))
def test_a_text_to_change_occurs_once(module: str, old: str) -> None:
    assert (RUNTIME / f"{module}.py").read_text("utf-8").count(old) == 1

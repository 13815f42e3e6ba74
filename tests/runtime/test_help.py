"""`help()` works for every module of the runtime, and prints nothing from the environment."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys

import pytest
import wxbrand_runtime

MODULES = sorted(
    module.name for module in pkgutil.walk_packages(wxbrand_runtime.__path__, "wxbrand_runtime.") if module.name != ""
)
PRINT_HELP = "import pydoc, sys; print(pydoc.plain(pydoc.render_doc(sys.argv[1])))"


@pytest.mark.parametrize("module", ["wxbrand", *MODULES])
def test_help_for_a_module_contains_nothing_from_the_environment(module: str) -> None:
    result = subprocess.run(
        [sys.executable, "-c", PRINT_HELP, module],
        capture_output=True,
        text=True,
        env={**os.environ, "WXBRAND_API_KEY": "hunter2" * 4},
        check=False,
    )

    assert result.stderr == ""
    assert "hunter2" not in result.stdout

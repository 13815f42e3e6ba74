"""What `help()` shows of the runtime: everything can be shown, and nothing of the environment is in it."""

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
SHOW = "import pydoc, sys; print(pydoc.plain(pydoc.render_doc(sys.argv[1])))"


@pytest.mark.parametrize("module", ["wxbrand", *MODULES])
def test_a_module_can_be_shown_without_what_the_environment_holds(module: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", SHOW, module],
        capture_output=True,
        text=True,
        env={**os.environ, "WXBRAND_API_KEY": "hunter2" * 4},
        check=False,
    )

    assert shown.stderr == ""
    assert "hunter2" not in shown.stdout

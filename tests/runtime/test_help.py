"""`help()` works for every module of the runtime, and prints nothing from the environment."""

from __future__ import annotations

import json
import os
import pkgutil
import subprocess
import sys

import pytest
import wxbrand_runtime

MODULES = sorted(module.name for module in pkgutil.walk_packages(wxbrand_runtime.__path__, "wxbrand_runtime."))
PRINT_HELP = """
import json, pydoc, sys
print(json.dumps({name: pydoc.plain(pydoc.render_doc(name)) for name in sys.argv[1:]}))
"""


@pytest.fixture(scope="module")
def help_texts() -> dict[str, str]:
    """The help of every module, from one process that has a secret in its environment."""
    result = subprocess.run(
        [sys.executable, "-c", PRINT_HELP, "wxbrand", *MODULES],
        capture_output=True,
        text=True,
        env={**os.environ, "WXBRAND_API_KEY": "hunter2" * 4},
        check=True,
    )
    texts: dict[str, str] = json.loads(result.stdout)
    return texts


@pytest.mark.parametrize("module", ["wxbrand", *MODULES])
def test_help_for_a_module_contains_nothing_from_the_environment(help_texts: dict[str, str], module: str) -> None:
    assert help_texts[module].startswith("Python Library Documentation")
    assert "hunter2" not in help_texts[module]

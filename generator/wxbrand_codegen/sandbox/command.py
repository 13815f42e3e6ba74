"""All of `wxbrand sandbox` but its arguments."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wxbrand_codegen.sandbox.folder import prepare
from wxbrand_codegen.sandbox.keys import FolderProblem
from wxbrand_codegen.sandbox.server import serve
from wxbrand_codegen.sandbox.service import Sandbox


def run(document: Mapping[str, Any], *, port: int, directory: Path) -> int:
    """Serve the document's operations with the folder's keys until Ctrl-C or SIGTERM; give the exit code."""
    try:
        folder = prepare(directory)
        return serve(Sandbox(document, folder.wechat_pay), port=port, before=folder.write_env)
    except FolderProblem as problem:
        sys.stderr.write(f"wxbrand sandbox: {problem}\n")
        return 1

"""All of `wxbrand sandbox` but its arguments."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wxbrand_codegen.sandbox.folder import prepare
from wxbrand_codegen.sandbox.keys import FolderError
from wxbrand_codegen.sandbox.server import serve
from wxbrand_codegen.sandbox.service import Sandbox


def run(
    document: Mapping[str, Any],
    *,
    port: int,
    directory: Path,
    stateless: bool = False,
    strict: bool = False,
    notify_to: str | None = None,
    claim_after: float | None = None,
) -> int:
    """Serve the document's operations with the folder's keys until Ctrl-C or SIGTERM; give the exit code.

    The product is played unless `stateless`; `strict`, `notify_to` and `claim_after` are those of `Sandbox.play`.
    """
    try:
        folder = prepare(directory)
        sandbox = Sandbox(document, folder.wechat_pay)
        sandbox.ends_lists = True
        if not stateless:
            sandbox.play(folder.api_key, notify_to=notify_to, strict=strict, claim_after=claim_after, log=_say)
        return serve(sandbox, port=port, before=folder.write_env)
    except FolderError as problem:
        sys.stderr.write(f"wxbrand sandbox: {problem}\n")
        return 1


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()

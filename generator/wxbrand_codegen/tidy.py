"""Fifth stage: text into what is written: formatted by black, proven to compile. Text that did not change is not formatted again."""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from wxbrand_codegen.code import LINE

_WORTH_PROCESSES = 12
"""Starting processes costs about a second, as much as formatting so many files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tidied:
    """One finished file."""

    text: str
    draft: str
    """SHA-256 of the text before formatting."""


def digest(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def tidy(files: Mapping[str, str], known: Mapping[str, str]) -> dict[str, Tidied]:
    """Format what needs it; `known` gives the finished text for the digest of a draft that was formatted before."""
    drafts = {path: digest(text) for path, text in files.items()}
    waiting = [path for path in files if path.endswith(".py") and drafts[path] not in known]
    texts = [files[path] for path in waiting]
    if len(waiting) >= _WORTH_PROCESSES and (os.cpu_count() or 1) > 1:
        with ProcessPoolExecutor() as pool:
            formatted = list(pool.map(formatted_python, waiting, texts, chunksize=4))
    else:
        formatted = list(map(formatted_python, waiting, texts))
    finished = dict(zip(waiting, formatted, strict=True))
    return {
        path: Tidied(text=finished.get(path) or known.get(drafts[path], text), draft=drafts[path])
        for path, text in files.items()
    }


def formatted_python(path: str, text: str) -> str:
    """Format one module and prove that it compiles."""
    from black import format_str  # slow to import, and not needed when nothing changed
    from black.mode import Mode, TargetVersion

    result = format_str(text, mode=Mode(line_length=LINE, target_versions={TargetVersion.PY311}))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        compile(result, path, "exec", dont_inherit=True)
    return result

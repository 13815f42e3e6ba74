"""Fifth stage: text into what is written: formatted by black, proven to compile. Text that did not change is not formatted again."""

from __future__ import annotations

import hashlib
import os
import warnings
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from wxbrand_codegen.code import LINE
from wxbrand_codegen.problems import Mark, Problem, Refused

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
    broken = [result.problem() for result in formatted if isinstance(result, NotPython)]
    if broken:
        raise Refused(broken)
    finished = {path: result for path, result in zip(waiting, formatted, strict=True) if isinstance(result, str)}
    return {
        path: Tidied(text=finished.get(path) or known.get(drafts[path], text), draft=drafts[path])
        for path, text in files.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPython:
    """Why a draft cannot be finished; only a template of somebody's own can bring this about."""

    path: str
    line: int
    reason: str

    def problem(self) -> Problem:
        """Say so to the template's author."""
        message = f"what the templates print for this file is not Python: {self.reason}"
        return Problem(mark=Mark(file=self.path, line=self.line, column=1), code="broken-template", message=message)


def formatted_python(path: str, text: str) -> str | NotPython:
    """Format one module and prove that it compiles."""
    from black import format_str  # slow to import, and not needed when nothing changed
    from black.mode import Mode, TargetVersion

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            compile(text, path, "exec", dont_inherit=True)  # black's own words for a mistake are worse
            result = format_str(text, mode=Mode(line_length=LINE, target_versions={TargetVersion.PY311}))
            compile(result, path, "exec", dont_inherit=True)
    except (SyntaxError, SyntaxWarning) as problem:
        return NotPython(
            path=path, line=getattr(problem, "lineno", None) or 1, reason=getattr(problem, "msg", None) or str(problem)
        )
    return result

"""Fifth stage: text into what is written: formatted by black, proven to compile. Text that did not change is not formatted again.

Black takes most of a second for ten thousand lines, so it reads one statement of each shape first; see `shapes`.
"""

from __future__ import annotations

import ast
import hashlib
import multiprocessing
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from wxbrand_codegen.generated_text import LINE_LENGTH, FromCustomTemplate
from wxbrand_codegen.output.gate import forbidden
from wxbrand_codegen.output.statement_shapes import formatted
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound

_WORTH_PROCESSES = 1_000_000
"""Characters to format; less is done before another process has started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormattedFile:
    """One finished file."""

    text: str
    draft: str
    """SHA-256 of the text before formatting."""


def digest(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def tidy(
    files: Mapping[str, str], known: Mapping[str, str], progress: Callable[[str], None] = lambda _: None
) -> dict[str, FormattedFile]:
    """Format what needs it; `known` gives the finished text for the digest of a draft that was formatted before."""
    drafts = {path: digest(text) for path, text in files.items()}
    waiting = [path for path in files if path.endswith(".py") and drafts[path] not in known]
    results: list[str | list[Problem]] = []
    for result in _each_formatted(waiting, [files[path] for path in waiting]):
        results.append(result)
        progress(f"formatting {len(results)} of {len(waiting)}")
    broken = [problem for result in results if not isinstance(result, str) for problem in result]
    if broken:
        raise ProblemsFound(broken)
    finished = {path: result for path, result in zip(waiting, results, strict=True) if isinstance(result, str)}
    return {
        path: FormattedFile(text=finished.get(path) or known.get(drafts[path], text), draft=drafts[path])
        for path, text in files.items()
    }


def _each_formatted(paths: list[str], texts: list[str]) -> Iterator[str | list[Problem]]:
    """Format in as many processes as there are processors, if it pays; the results come in order either way."""
    cores = os.cpu_count() or 1
    if cores == 1 or len(texts) == 1 or sum(map(len, texts)) < _WORTH_PROCESSES:
        yield from map(format_python, paths, texts)
        return
    import black  # noqa: F401  (before the fork, so that no process needs to import it)

    # a fork has everything imported already, but is safe only where nothing else runs
    forks = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forks else "spawn")
    with ProcessPoolExecutor(min(cores, len(texts)), context) as pool:
        yield from pool.map(format_python, paths, texts)


def format_python(path: str, text: str) -> str | list[Problem]:
    """Format one module; prove that it compiles and holds only what our templates write."""
    from black import format_str  # slow to import, and not needed when nothing changed
    from black.mode import Mode, TargetVersion

    mode = Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            module = ast.parse(text, path)  # black's own words for a mistake are worse
            compile(module, path, "exec", dont_inherit=True)
            if refusals := _refusals(path, text, module):
                return refusals
            result = formatted(text, module, lambda source: format_str(source, mode=mode))
            if result != text:
                compile(result, path, "exec", dont_inherit=True)
    except (SyntaxError, SyntaxWarning) as problem:
        reason = getattr(problem, "msg", None) or str(problem)
        message = f"what the templates print for this file is not Python: {reason}"
        return [_problem(path, getattr(problem, "lineno", None) or 1, "broken-template", message)]
    return result


def _refusals(path: str, text: str, module: ast.Module) -> list[Problem]:
    """Look for what our own templates never write; see `gate`."""
    if isinstance(text, FromCustomTemplate):
        return []
    message = "the templates of wxbrand never write this; nothing of a spec may become code: "
    return [_problem(path, found.line, "forbidden-code", message + found.what) for found in forbidden(path, module)]


def _problem(path: str, line: int, code: str, message: str) -> Problem:
    """Say so to the template's author; no spec should bring this about."""
    return Problem(mark=Mark(file=path, line=line, column=1), code=code, message=message)

"""Format generated files with black, and prove that they compile and contain only what the templates write.

A draft that did not change since the last run is not formatted again.
"""

from __future__ import annotations

import ast
import hashlib
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from wxbrand_codegen.generated_text import LINE_LENGTH, FromCustomTemplate
from wxbrand_codegen.output.formatting import format_long_lines
from wxbrand_codegen.output.gate import forbidden
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound

_MIN_FOR_PROCESSES = 1_000_000
"""Characters to format; less is done before another process has started."""

_FORBIDDEN = "no built-in template writes this, and text of a spec must never become code: "


@dataclass(frozen=True, slots=True, kw_only=True)
class FormattedFile:
    """The final text of a file."""

    text: str
    draft_digest: str
    """SHA-256 of the text before formatting."""


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def tidy(
    files: Mapping[str, str], known: Mapping[str, str], progress: Callable[[str], None] = lambda _: None
) -> dict[str, FormattedFile]:
    """Format the Python files whose draft is new, and return every file. `known` maps digests of drafts to final texts.

    Raises ProblemsFound for code that does not compile or that the gate refuses.
    """
    drafts = {path: digest(text) for path, text in files.items()}
    waiting = [path for path in files if path.endswith(".py") and drafts[path] not in known]
    results: list[str | list[Problem]] = []
    for result in _format_each(waiting, [files[path] for path in waiting]):
        results.append(result)
        progress(f"formatting {len(results)} of {len(waiting)}")
    problems = [problem for result in results if not isinstance(result, str) for problem in result]
    if problems:
        raise ProblemsFound(problems)
    finished = {path: result for path, result in zip(waiting, results, strict=True) if isinstance(result, str)}
    return {
        path: FormattedFile(text=finished.get(path) or known.get(drafts[path], text), draft_digest=drafts[path])
        for path, text in files.items()
    }


def _format_each(paths: list[str], texts: list[str]) -> Iterator[str | list[Problem]]:
    """Format in several processes if that is faster; the results come in order either way."""
    cores = os.cpu_count() or 1
    if cores == 1 or len(texts) == 1 or sum(map(len, texts)) < _MIN_FOR_PROCESSES:
        yield from map(format_python, paths, texts)
        return
    import black  # noqa: F401  (before the fork, so that no process needs to import it)

    # a fork has everything imported already, but is safe only without other threads
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if can_fork else "spawn")
    with ProcessPoolExecutor(min(cores, len(texts)), context, initializer=_ignore_interrupts) as pool:
        yield from pool.map(format_python, paths, texts)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the main process, which ends the others; they would each show a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def format_python(path: str, text: str) -> str | list[Problem]:
    """Format one module, or return the problems if it does not compile or the gate refuses it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            module = ast.parse(text, path)  # before black, whose message for a syntax error is less clear
            if isinstance(text, FromCustomTemplate):
                result = _black(text)
            elif found := list(forbidden(path, module)):
                return [_problem(path, line, "forbidden-code", _FORBIDDEN + what) for line, what in found]
            else:
                result = format_long_lines(text, module, _black)
            compile(module if result == text else result, path, "exec", dont_inherit=True)
    except (SyntaxError, SyntaxWarning) as problem:
        reason = getattr(problem, "msg", None) or str(problem)
        message = f"what the templates print for this file is not Python: {reason}"
        return [_problem(path, getattr(problem, "lineno", None) or 1, "broken-template", message)]
    return result


def _black(text: str) -> str:
    from black import format_str  # slow to import, and not needed when nothing changed
    from black.mode import Mode, TargetVersion

    return format_str(text, mode=Mode(line_length=LINE_LENGTH, target_versions={TargetVersion.PY311}))


def _problem(path: str, line: int, code: str, message: str) -> Problem:
    return Problem(mark=Mark(file=path, line=line, column=1), code=code, message=message)

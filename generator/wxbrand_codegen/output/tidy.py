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
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Self

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


Files = Iterable[tuple[str, str]]
"""Paths relative to the folder, and texts; they may be rendered as they are asked for."""


def tidy(
    folders: Iterable[tuple[Files, Mapping[str, str]]], progress: Callable[[str], None] = lambda _: None
) -> list[dict[str, FormattedFile]]:
    """Format the Python files whose draft is new, while others are rendered, and return every file of each folder.

    With the files of a folder comes what is known: the final texts by the digests of their drafts.
    Raises ProblemsFound for code that does not compile or that the gate refuses.
    """
    finished: list[dict[str, FormattedFile]] = []
    waiting: list[tuple[dict[str, FormattedFile], str]] = []
    with _Formatter() as formatter:
        for files, known in folders:
            finished.append({})
            for path, text in files:
                draft = digest(text)
                finished[-1][path] = FormattedFile(text=known.get(draft, text), draft_digest=draft)
                if path.endswith(".py") and draft not in known:
                    waiting.append((finished[-1], path))
                    formatter.add(path, text)
        problems: list[Problem] = []
        for number, ((folder, path), result) in enumerate(zip(waiting, formatter.results(), strict=True), 1):
            if isinstance(result, str):
                folder[path] = replace(folder[path], text=result)
            else:
                problems += result
            progress(f"formatting {number} of {len(waiting)}")
    if problems:
        raise ProblemsFound(problems)
    return finished


class _Formatter:
    """Formats modules in other processes as soon as there is enough to do, else in this one, at the end."""

    def __init__(self) -> None:
        self._modules: list[tuple[str, str]] = []
        """Paths and texts that no other process has."""

        self._pool: ProcessPoolExecutor | None = None
        self._given: list[Future[str | list[Problem]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def add(self, path: str, text: str) -> None:
        """Take a module, which is formatted at once or later."""
        self._modules.append((path, text))
        if self._pool is None and sum(len(text) for _, text in self._modules) >= _MIN_FOR_PROCESSES:
            self._pool = _processes()
        if self._pool is not None:
            self._given += [self._pool.submit(format_python, *module) for module in self._modules]
            self._modules.clear()

    def results(self) -> Iterator[str | list[Problem]]:
        """Yield the text or the problems of each module, in the order in which they were added."""
        for future in self._given:
            yield future.result()
        for module in self._modules:
            yield format_python(*module)


def _processes() -> ProcessPoolExecutor | None:
    """Return a process for each core; None if there is only one."""
    cores = os.cpu_count() or 1
    if cores == 1:
        return None
    import black  # noqa: F401  (before the fork, so that no process needs to import it)

    # a fork has everything imported already, but is safe only without other threads
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if can_fork else "spawn")
    return ProcessPoolExecutor(cores, context, initializer=_ignore_interrupts)


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

"""Check edited files: load and build them, and compare what is found with what was found before."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wxbrand_codegen.build.api import Built, build
from wxbrand_codegen.change.apply.workspace import Workspace
from wxbrand_codegen.document.inspect import inspect
from wxbrand_codegen.document.load import Document, load
from wxbrand_codegen.document.yaml_editor import YamlText
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.problems import Problem, ProblemsFound, display_path

_PLACE = re.compile(r"\S+:\d+:\d+")
"""A mark in a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reloaded:
    """The files as they are in memory, loaded and built."""

    document: Document
    built: Built
    folder: Path
    """Where they were loaded from; it is removed again."""

    spec: Path
    """The folder of the spec."""

    @classmethod
    def of(cls, space: Workspace) -> Reloaded:
        """Load and build the files. Raises ProblemsFound."""
        with tempfile.TemporaryDirectory(prefix="wxbrand-") as name:
            folder = Path(name).resolve()
            for file, text in space.state().items():
                target = folder / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(text.content())
            document = inspect(load(folder / space.root.file))
        return cls(document=document, built=build(document), folder=folder, spec=space.folder)

    @property
    def api(self) -> Api:
        """What the files mean."""
        return self.built.api

    def marked(self, problem: Problem) -> Problem:
        """Return a problem with the name that its file has in the spec."""
        folder = f"{self.folder.as_posix()}/"
        file = problem.mark.file
        if not file.startswith(folder):
            return problem
        name = display_path(self.spec / file.removeprefix(folder))
        message = problem.message.replace(folder, f"{display_path(self.spec)}/")
        return replace(problem, mark=replace(problem.mark, file=name), message=message)


class Checks:
    """Checks the files of a workspace. The same state is loaded once."""

    def __init__(self, space: Workspace, document: Document) -> None:
        self._space = space
        self._baseline = Baseline.of(document)
        self._state: dict[str, YamlText] = {}
        self._reloaded: Reloaded | None = None

    def reloaded(self) -> Reloaded | None:
        """Return the files as they are now; None if nothing has changed. Raises ProblemsFound."""
        state = self._space.state()
        if not self._space.changed():
            return None
        if self._reloaded is None or any(self._state.get(name) is not text for name, text in state.items()):
            self._reloaded = Reloaded.of(self._space)
            self._state = state
        return self._reloaded

    def api(self) -> Api:
        """Return what the files mean as they are now. Raises ProblemsFound."""
        reloaded = self.reloaded()
        return reloaded.api if reloaded else self._baseline.api

    def wrong(self) -> str:
        """Return what prevents generation now and did not before; nothing if nothing does."""
        try:
            reloaded = self.reloaded()
        except ProblemsFound as found:
            return f"the edited spec would have a problem: {found.problems[0].message}"
        return next(self._baseline.new_problems(reloaded), "") if reloaded else ""

    def new_advice(self) -> tuple[Problem, ...]:
        """Return what generation advises now and did not before."""
        reloaded = self.reloaded()
        return self._baseline.new_advice(reloaded) if reloaded else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What was found in a spec before it was edited."""

    problems: frozenset[tuple[str, str]]
    advice: frozenset[tuple[str, str]]
    api: Api

    @property
    def calls(self) -> int:
        """Number of operations and notifications that are generated."""
        return _calls(self.api)

    @classmethod
    def of(cls, document: Document) -> Baseline:
        """Build a document that was inspected."""
        built = build(document)
        return cls(
            problems=frozenset(map(_known_by, (*document.faults, *built.problems))),
            advice=frozenset(map(_known_by, (*document.advice, *built.advice))),
            api=built.api,
        )

    def new_problems(self, reloaded: Reloaded) -> Iterator[str]:
        """Yield what prevents generation now and did not before."""
        for problem in (*reloaded.document.faults, *reloaded.built.problems):
            if _known_by(problem) not in self.problems:
                yield f"the edited spec would have a problem: {problem.message} ({problem.code})"
        if _calls(reloaded.api) < self.calls:
            yield "the edited spec would lose an operation"

    def new_advice(self, reloaded: Reloaded) -> tuple[Problem, ...]:
        """Return what is advised now and was not before."""
        found = {*reloaded.document.advice, *reloaded.built.advice}
        return tuple(sorted(reloaded.marked(p) for p in found if _known_by(p) not in self.advice))


def _known_by(problem: Problem) -> tuple[str, str]:
    """Return what makes a problem the same one in an edited file, where its line is another."""
    return problem.code, _PLACE.sub("", problem.message)


def _calls(api: Api) -> int:
    return sum(len(area.operations) for area in api.areas) + len(api.notifications)

"""Part of build: problems as they are found, and the operations to blame for them."""

from __future__ import annotations

from wxbrand_codegen.ir.api import Api, Skipped, reachable_models
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.problems import Problem


class Findings:
    """Gathers problems; whoever builds says what is being built, so that a problem can be laid at an operation's door."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str, Problem]] = []
        self._operation = self._record = ""

    def __call__(self, problem: Problem) -> None:
        """Take note."""
        self._found.append((self._operation, self._record, problem))

    def at_operation(self, key: str) -> None:
        """Say that an operation is built now."""
        self._operation, self._record = key, ""

    def at_record(self, class_name: str) -> None:
        """Say that a record is built now, which any number of operations may use."""
        self._operation, self._record = "", class_name

    def at_nothing(self) -> None:
        """Say that what is built now belongs to the whole document."""
        self._operation = self._record = ""

    def problems(self) -> tuple[Problem, ...]:
        """Give what keeps the document from being built."""
        return tuple(problem for _, _, problem in self._found if not problem.advice)

    def advice(self) -> tuple[Problem, ...]:
        """Give what does not."""
        return tuple(problem for _, _, problem in self._found if problem.advice)

    def blamed(self, api: Api) -> dict[str, Skipped]:
        """Give the operations without which no problem would be left; none if some problem is no operation's."""
        users: dict[str, list[str]] = {}
        for group in api.areas:
            parts: list[Operation | Notification] = [*group.operations, *group.notifications]
            for part in parts:
                for name in reachable_models([part], api.models):
                    users.setdefault(name, []).append(part.key)
        blamed: dict[str, Skipped] = {}
        for own, record, problem in self._found:
            if problem.advice:
                continue
            keys = [own] if own else users.get(record, [])
            if not keys:
                return {}
            for key in keys:
                blamed.setdefault(key, Skipped(key=key, problem=problem))
        return blamed

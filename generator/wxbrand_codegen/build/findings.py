"""Collect problems, and find the operations that cause them."""

from __future__ import annotations

from wxbrand_codegen.ir.api import Api, Skipped, reachable_models
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.problems import Problem


class Findings:
    """Collects problems, each with the operation or model that is being built when it is found."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str, Problem]] = []
        self._operation = self._model = ""

    def add(self, problem: Problem) -> None:
        """Add a problem."""
        self._found.append((self._operation, self._model, problem))

    def begin_operation(self, key: str) -> None:
        """Attribute the next problems to an operation or notification."""
        self._operation, self._model = key, ""

    def begin_model(self, class_name: str) -> None:
        """Attribute the next problems to a model, which any number of operations may use."""
        self._operation, self._model = "", class_name

    def begin_document(self) -> None:
        """Attribute the next problems to the document as a whole."""
        self._operation = self._model = ""

    def problems(self) -> tuple[Problem, ...]:
        """Return the problems that prevent generation."""
        return tuple(problem for _, _, problem in self._found if not problem.advice)

    def advice(self) -> tuple[Problem, ...]:
        """Return the problems that do not prevent generation."""
        return tuple(problem for _, _, problem in self._found if problem.advice)

    def operations_with_problems(self, api: Api) -> dict[str, Skipped]:
        """Return the operations to skip so that no problem is left; none if a problem belongs to the whole document."""
        users: dict[str, list[str]] = {}
        for area in api.areas:
            parts: list[Operation | Notification] = [*area.operations, *area.notifications]
            for part in parts:
                for name in reachable_models([part], api.models):
                    users.setdefault(name, []).append(part.key)
        skipped: dict[str, Skipped] = {}
        for operation, model, problem in self._found:
            if problem.advice:
                continue
            keys = [operation] if operation else users.get(model, [])
            if not keys:
                return {}
            for key in keys:
                skipped.setdefault(key, Skipped(key=key, problem=problem))
        return skipped

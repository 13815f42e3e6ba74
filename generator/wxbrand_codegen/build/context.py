"""What every builder needs: report problems, follow references, make names."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.document.nodes import MappingNode, Node
from wxbrand_codegen.document.references import reference_chain
from wxbrand_codegen.ir.api import Api, Skipped, reachable_models
from wxbrand_codegen.ir.names import InvalidName, Name, Role, make_name
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.problems import Mark, Problem


class Context:
    """The document that is being built, the problems found in it, and the class names in use."""

    def __init__(self, root: MappingNode) -> None:
        self.root = root
        self._found: list[tuple[str, str, Problem]] = []
        """Problems, each with the operation or the model that was being built, both empty for the document."""

        self._operation = self._model = ""
        self._classes: dict[str, Mark] = {}
        self.merged_schemas: dict[int, tuple[MappingNode, MappingNode]] = {}
        """By id: a schema with `allOf` (kept, so that its id stays unique) and the schema merged from its parts."""

        self.merged_rules: dict[int, tuple[MappingNode, ...]] = {}
        """By id of a merged schema: the rules in its parts."""

    def begin(self, *, operation: str = "", model: str = "") -> None:
        """Attribute the next problems to an operation, a notification or a model; without any, to the whole document."""
        self._operation, self._model = operation, model

    def problem(self, mark: Mark, code: str, message: str) -> None:
        """Report a problem that prevents the generation of the operation, or of each operation that uses the model."""
        self._found.append((self._operation, self._model, Problem(mark=mark, code=code, message=message)))

    def advise(self, mark: Mark, code: str, message: str) -> None:
        """Report a problem that does not prevent generation. Say what is wrong, what the tool does, and what to do."""
        advice = Problem(mark=mark, code=code, message=message, advice=True)
        self._found.append((self._operation, self._model, advice))

    def unsupported(self, mark: Mark, message: str) -> None:
        """Report a keyword that is not supported, and so has no effect."""
        self.advise(mark, "unchecked-keyword", f"{message}, so it is ignored")

    def problems(self, *, advice: bool = False) -> tuple[Problem, ...]:
        """Return the problems that prevent the generation of something, or with `advice` those that do not."""
        return tuple(problem for _, _, problem in self._found if problem.advice is advice)

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

    def reference_chain(self, node: Node) -> Iterator[Node]:
        """Yield a node, the component that it refers to, the one that this refers to, and so on."""
        return reference_chain(node, self.root)

    def resolve(self, node: Node) -> Node:
        """Follow all references of a node. The loader has checked that they lead to a component. Report one with a fault."""
        *_, last = self.reference_chain(node)
        self.has_fault(last)
        return last

    def has_fault(self, node: Node) -> bool:
        """Return whether the content of a node cannot be used, and report why."""
        fault = node.fault if isinstance(node, MappingNode) else None
        if fault is not None:
            self._found.append((self._operation, self._model, fault))
        return fault is not None

    def name(self, text: str, role: Role, mark: Mark) -> Name:
        """Make a name. If the text is not usable, report it and return a placeholder."""
        try:
            return make_name(text, role)
        except InvalidName as reason:
            self.problem(mark, "unusable-name", f"{text!r} {reason}")
            return Name(snake=f"unusable_{mark.line}_{mark.column}", pascal=f"Unusable{mark.line}x{mark.column}")

    def claim_class(self, name: Name, mark: Mark) -> bool:
        """Claim the name of a class for what is defined at a mark. Return False if it has been claimed already."""
        claimed = self._classes.get(name.pascal)
        if claimed is None:
            self._classes[name.pascal] = mark
            return True
        if claimed != mark:
            message = f"the class {name.pascal} is already defined at {claimed}; rename one of them"
            self.problem(mark, "name-clash", message)
        return False

"""What every builder needs: report problems, follow references, make names."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.build.findings import Findings
from wxbrand_codegen.document.nodes import MappingNode, Node
from wxbrand_codegen.document.references import reference_chain
from wxbrand_codegen.ir.names import InvalidName, Name, Role, make_name
from wxbrand_codegen.problems import Mark, Problem


class Context:
    """The document that is being built, the problems found in it, and the class names in use."""

    def __init__(self, root: MappingNode, findings: Findings, *, lenient: bool = False) -> None:
        self.root = root
        self.findings = findings
        self._lenient = lenient
        self._classes: dict[str, Mark] = {}
        self.merged_schemas: dict[int, tuple[MappingNode, MappingNode]] = {}
        """By id: a schema with `allOf` (kept, so that its id stays unique) and the schema merged from its parts."""

        self.merged_rules: dict[int, tuple[MappingNode, ...]] = {}
        """By id of a merged schema: the rules in its parts."""

    def problem(self, mark: Mark, code: str, message: str) -> None:
        """Report a problem that prevents generation."""
        self.findings.add(Problem(mark=mark, code=code, message=message))

    def advise(self, mark: Mark, code: str, message: str) -> None:
        """Report a problem that does not prevent generation."""
        self.findings.add(Problem(mark=mark, code=code, message=message, advice=True))

    def unsupported(self, mark: Mark, message: str) -> None:
        """Report a keyword that is not supported: a problem, or advice if unsupported parts are to be skipped."""
        if self._lenient:
            self.advise(mark, "unchecked-keyword", f"{message}, so it is ignored")
        else:
            self.problem(mark, "unsupported-keyword", message)

    def reference_chain(self, node: Node) -> Iterator[Node]:
        """Yield a node, the component that it refers to, the one that this refers to, and so on."""
        return reference_chain(node, self.root)

    def resolve(self, node: Node) -> Node:
        """Follow all references of a node. The loader has checked that they lead to a component."""
        *_, last = self.reference_chain(node)
        return last

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

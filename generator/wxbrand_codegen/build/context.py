"""Part of build: what every part of it needs: following references, giving names, noting problems."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.build.remarks import doc_of, example_of
from wxbrand_codegen.document.nodes import MappingNode, Node
from wxbrand_codegen.ir.documentation import Doc
from wxbrand_codegen.ir.names import InvalidName, Name, Role, make_name
from wxbrand_codegen.problems import Mark, Problem, Report


class Components:
    """A document's components, and the class names that are taken."""

    def __init__(self, root: MappingNode, report: Report, *, lenient: bool = False) -> None:
        self._root = root
        self._lenient = lenient
        self._report = report
        self._marks: dict[str, Mark] = {}
        self.flattened: dict[int, tuple[MappingNode, MappingNode]] = {}
        """By its id, a schema with `allOf` (kept, so that the id stays its own) and what its parts make together."""

        self.joined_rules: dict[int, tuple[MappingNode, ...]] = {}
        """By the id of what parts make together, the rules on members that stand in them."""

    @property
    def report(self) -> Report:
        """Where problems go that others find."""
        return self._report

    def problem(self, mark: Mark, code: str, message: str) -> None:
        """Take note and go on."""
        self._report(Problem(mark=mark, code=code, message=message))

    def advise(self, mark: Mark, code: str, message: str) -> None:
        """Take note of something that generation passes over."""
        self._report(Problem(mark=mark, code=code, message=message, advice=True))

    def unread(self, mark: Mark, message: str) -> None:
        """Take note of a rule that cannot be followed: a problem, unless it was asked to leave such things out."""
        if self._lenient:
            self.advise(mark, "unchecked-keyword", f"{message}, so it is passed over")
        else:
            self.problem(mark, "unsupported-keyword", message)

    def resolve(self, node: Node) -> Node:
        """Follow references to a component of any kind; load has made sure that they lead somewhere."""
        *_, last = self._places(node)
        return last

    def _places(self, node: Node) -> Iterator[Node]:
        """Give a schema, and what it refers to, and so on."""
        yield node
        while isinstance(node, MappingNode) and (reference := node.text("$ref")):
            found: Node | None = self._root
            for step in reference.split("/")[1:]:
                found = found.get(step) if isinstance(found, MappingNode) else None
            if found is None:
                return
            node = found
            yield node

    def _next(self, node: MappingNode) -> Node:
        """Give what a reference names, which may be a reference too."""
        places = self._places(node)
        next(places)
        return next(places, MappingNode(members={}, mark=node.mark))

    def named(self, text: str, role: Role, mark: Mark) -> Name:
        """Make a name, or report why not and give a stand-in."""
        try:
            return make_name(text, role)
        except InvalidName as reason:
            self.problem(mark, "unusable-name", f"{text!r} {reason}")
            return Name(snake=f"unusable_{mark.line}_{mark.column}", pascal=f"Unusable{mark.line}x{mark.column}")

    def claim(self, place: Name, mark: Mark) -> bool:
        """Take a class name for what stands at a place; False if the very same has it already."""
        taken = self._marks.get(place.pascal)
        if taken is None:
            self._marks[place.pascal] = mark
            return True
        if taken != mark:
            self.problem(mark, "name-clash", f"the class {place.pascal} is needed here and at {taken}; rename one")
        return False

    def doc(self, node: Node) -> Doc:
        """Gather what people read, the schema's own words before those of what it refers to."""
        return doc_of(self._places(node))

    def example(self, node: Node) -> Node | None:
        """Give what a schema shows, its own example before that of what it refers to."""
        return example_of(self._places(node))

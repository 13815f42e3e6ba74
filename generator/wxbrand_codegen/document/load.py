"""Load a spec: parse its files and join them into one document.

What references lead to becomes a component of the joined document, once, whatever ways lead there; path items are
inlined.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from wxbrand_codegen.document.component_names import Component
from wxbrand_codegen.document.discovery import References
from wxbrand_codegen.document.files import MAX_CHAIN, SpecFiles
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.references import Target, component_reference
from wxbrand_codegen.document.structure import COMPONENT_SECTIONS, Child, Kind
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound

_MAX_OBJECTS = 1_000_000
"""Objects of the joined document: short files that include each other could ask for any number."""

_MAX_DEPTH = 120
"""Objects in objects, over all files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A joined document. Every reference left in it reads `#/components/SECTION/NAME` and leads to a value."""

    root: MappingNode
    sources: tuple[tuple[str, str], ...]
    """Each file, relative to the folder of the root file, with its SHA-256."""

    files: Mapping[str, Node] = field(default_factory=dict)
    """The content of each file in `sources`, before the files are joined."""

    size: int = 0
    """Bytes of all files."""

    advice: tuple[Problem, ...] = ()
    """What does not prevent generation."""

    faults: tuple[Problem, ...] = ()
    """Why the content of some operations and components cannot be used."""


def load(spec: Path) -> Document:
    """Parse and join the files of a spec. Raises ProblemsFound."""
    files = SpecFiles(spec)
    place = files.whole(files.root_file)
    if not isinstance(place.node, MappingNode):
        message = "an OpenAPI document must be an object"
        raise ProblemsFound([Problem(mark=place.node.mark, code="not-openapi", message=message)])
    references = References(files, place)
    references.discover()
    joined = _Joiner(references).join(place.node, place.target.file)
    sources, size = files.contents()
    found = sorted({*references.problems, *files.advice})
    return Document(
        root=joined,
        sources=sources,
        files=files.nodes(),
        size=size,
        advice=tuple(problem for problem in found if problem.advice),
        faults=tuple(problem for problem in found if not problem.advice),
    )


class _Joiner:
    """Copies the objects of a spec into one document, and rewrites the references."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._inlining: list[Target] = []
        self._objects = self._depth = 0

    def join(self, root: MappingNode, file: Path) -> MappingNode:
        """Return the joined document."""
        joined = self._object(root, "Document", file)
        components = joined.mapping("components") or MappingNode(members={}, mark=root.mark)
        members = dict(components.members)
        for section, own in self._references.own.items():
            found = [c for (where, _), c in self._references.components.items() if where == section]
            added = {self._references.name(c): c for c in found}
            named = {name: self._component(c) for name, c in (own | added).items()}
            if named:
                declared = components.mapping(section) or MappingNode(members={}, mark=root.mark)
                marks = {name: node.mark for name, node in named.items()} | declared.key_marks
                members[section] = replace(declared, members=named, key_marks=marks)
        if members:
            joined = replace(joined, members=joined.members | {"components": replace(components, members=members)})
        return self._without_cycles(joined)

    def _component(self, component: Component) -> Node:
        node, kind, file = component.place.node, component.kind, component.place.target.file
        if not isinstance(node, MappingNode):
            return node
        return self._reference(node, kind, file) if "$ref" in node.members else self._object(node, kind, file)

    def _visit(self, node: Node, kind: Kind, file: Path) -> Node:
        if kind not in COMPONENT_SECTIONS:
            node, file = self._references.included(node, file)
        if not isinstance(node, MappingNode):
            return node  # a boolean schema, or an error that inspect reports
        if kind not in COMPONENT_SECTIONS:
            return self._object(node, kind, file)
        component = self._references.components.get((COMPONENT_SECTIONS[kind], id(node)))
        if component is not None and kind != "PathItem":
            return MappingNode(members={"$ref": self._link(component, node.mark)}, mark=node.mark)
        return self._reference(node, kind, file) if "$ref" in node.members else self._object(node, kind, file)

    def _object(self, node: MappingNode, kind: Kind, file: Path) -> MappingNode:
        self._objects += 1
        if self._objects > _MAX_OBJECTS or self._depth >= _MAX_DEPTH:
            message = "references to maps or path items repeat or nest what they lead to too often; use components"
            raise ProblemsFound([Problem(mark=node.mark, code="too-many-values", message=message)])
        self._depth += 1
        members: dict[str, Node] = {}
        for key, member, child, origin in self._references.members(node, kind, file):
            if child is None or kind == "Components":  # join visits components
                members[key] = member
            else:
                members[key] = self._child(member, child, origin)
        if kind == "Schema" and (discriminator := node.mapping("discriminator")):
            members["discriminator"] = self._discriminator(discriminator, node, file)
        self._depth -= 1
        return replace(node, members=members)

    def _child(self, node: Node, child: Child, file: Path) -> Node:
        match node, child.container:
            case SequenceNode(items=items), "list":
                return replace(node, items=tuple(self._visit(item, child.kind, file) for item in items))
            case MappingNode(members=members), "map":
                return replace(node, members={key: self._visit(m, child.kind, file) for key, m in members.items()})
            case _, "none":
                return self._visit(node, child.kind, file)
            case _:
                return node

    def _reference(self, node: MappingNode, kind: Kind, file: Path) -> Node:
        siblings = {key: member for key, member in node.members.items() if key != "$ref"}
        if kind == "PathItem":
            return self._inlined(node, siblings, file)
        component = self._references.component(node, kind, file)
        if component is None:
            return self._references.in_place_of(node)
        rest = self._object(replace(node, members=siblings), kind, file)
        return replace(node, members={"$ref": self._link(component, node.mark_of("$ref"))} | rest.members)

    def _link(self, component: Component, mark: Mark) -> ScalarNode:
        return ScalarNode(value=self._pointer(component), mark=mark, quoted=True)

    def _pointer(self, component: Component) -> str:
        return component_reference(component.section, self._references.name(component))

    def _inlined(self, node: MappingNode, siblings: dict[str, Node], file: Path) -> Node:
        place = self._references.path_item(node, file)
        mark = node.mark_of("$ref")
        if place is None:
            return self._references.in_place_of(node)
        if place.target in self._inlining:
            return self._fault(node, mark, "reference-cycle", "this path item refers to itself")
        if len(self._inlining) >= MAX_CHAIN:
            message = f"this is a chain of over {MAX_CHAIN} references; refer to the last one"
            return self._fault(node, mark, "too-deep", message)
        self._inlining.append(place.target)
        item = self._visit(place.node, "PathItem", place.target.file)
        self._inlining.pop()
        if not isinstance(item, MappingNode):
            return item
        return replace(item, members=item.members | siblings, key_marks=item.key_marks | node.key_marks)

    def _discriminator(self, node: MappingNode, schema: MappingNode, file: Path) -> MappingNode:
        """Rewrite the references in a mapping. A name that had to be changed gets an entry, as it stands on the wire."""
        mapping = node.mapping("mapping") or MappingNode(members={}, mark=node.mark)
        members: dict[str, Node] = {}
        for key, value in mapping.members.items():
            component = self._references.mapped_schema(value, file)
            members[key] = self._link(component, value.mark) if component else value
        for variant in (*schema.sequence("oneOf"), *schema.sequence("anyOf")):
            if isinstance(variant, MappingNode) and "$ref" in variant.members:
                component = self._references.component(variant, "Schema", file)
                if component and component.natural_name() != self._references.name(component):
                    members.setdefault(component.natural_name(), self._link(component, variant.mark))
        return replace(node, members=node.members | ({"mapping": replace(mapping, members=members)} if members else {}))

    def _fault(self, node: Node, mark: Mark, code: str, message: str) -> MappingNode:
        """Report a problem, and return what stands in the joined document for the object that has it."""
        problem = Problem(mark=mark, code=code, message=message)
        self._references.problems.append(problem)
        return MappingNode(members={}, mark=node.mark, fault=problem)

    def _without_cycles(self, joined: MappingNode) -> MappingNode:
        """Return the joined document with a fault in place of each component that refers only to itself."""
        components = joined.mapping("components")
        if components is None:
            return joined
        sections = dict(components.members)
        for section in COMPONENT_SECTIONS.values():
            if (own := components.mapping(section)) is not None:
                faults = {
                    name: self._fault(
                        own.members[name], own.mark_of(name), "reference-cycle", f"{name} refers only to itself"
                    )
                    for name in _names_in_cycles(own.members)
                }
                sections[section] = replace(own, members=own.members | faults)
        return replace(joined, members=joined.members | {"components": replace(components, members=sections)})


def _names_in_cycles(members: dict[str, Node]) -> set[str]:
    """Return the names of the components whose references lead back to themselves."""
    ends: set[str] = set()
    found: set[str] = set()
    for name in members:
        chain: list[str] = []
        last = name
        while last not in ends and (reference := _reference_text(members.get(last))):
            chain.append(last)
            last = reference.rsplit("/", 1)[-1]
            if last in chain:
                found.update(chain[chain.index(last) :])
                break
        ends.update(chain)
    return found


def _reference_text(node: Node | None) -> str | None:
    return node.text("$ref") if isinstance(node, MappingNode) else None

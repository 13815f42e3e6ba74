"""Discover what the references of a spec lead to, and name it.

Two references lead to one component if they lead to one value: by its place, through another file, or by an entry
that is only a reference. Names are given when all are known, so that they do not depend on the order of the files.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from wxbrand_codegen.document.component_names import Component, choose_names
from wxbrand_codegen.document.files import MAX_CHAIN, Place, SpecFiles
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode
from wxbrand_codegen.document.references import InvalidReference, Target, reference_in
from wxbrand_codegen.document.structure import CHILDREN, COMPONENT_SECTIONS, Child, Kind, objects
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound

_DATA = frozenset({"$ref", "example", "examples", "default", "const", "enum", "value"})
"""Keys whose values are data, in which `$ref` means nothing."""

_Object = tuple[Node, Kind, Path]
"""A node, the kind of object that is expected there, and its file."""

_SCHEMAS = "#/components/schemas/"


class References:
    """Knows the component that each reference leads to."""

    def __init__(self, files: SpecFiles, root: Place) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.components: dict[tuple[str, int], Component] = {}
        """By section and id of the node: values that are components of the joined document."""

        self.own: dict[str, dict[str, Component]] = {section: {} for section in COMPONENT_SECTIONS.values()}
        """By section and name: components of the root file."""

        self.faults: dict[int, Problem] = {}
        """By id of the node: why a reference leads nowhere."""

        self._files = files
        self._own_targets: dict[tuple[str, Target], Component] = {}
        self._links: dict[tuple[str, int], Component | None] = {}
        """By section and id of the node: what references lead to; None if they lead nowhere."""

        self._path_items: dict[int, Place | None] = {}
        self._included: dict[int, Place] = {}
        self._names: dict[Component, str] = {}

    def discover(self) -> None:
        """Visit the objects of the root file, then those that references lead to, and name what was found."""
        self._reserve_own()
        waiting: deque[_Object] = deque([(self.root.node, "Document", self.root.target.file)])
        for components in self.own.values():
            waiting.extend((own.place.node, own.kind, own.place.target.file) for own in components.values())
        seen: set[tuple[Kind, int]] = set()
        while waiting:
            inner = [waiting.popleft()]
            while inner:  # in the order of the text, which the joined document keeps
                node, kind, file = inner.pop()
                if kind not in COMPONENT_SECTIONS:
                    node, file = self.included(node, file)
                if isinstance(node, MappingNode) and (kind, id(node)) not in seen:
                    seen.add((kind, id(node)))
                    waiting.extend(self._referred_to(node, kind, file))
                    inner.extend(reversed(list(self._objects_in(node, kind, file))))
        self._choose_names()

    def _objects_in(self, node: MappingNode, kind: Kind, file: Path) -> Iterator[_Object]:
        for _, member, child, origin in self.members(node, kind, file):
            if child is not None:
                yield from ((inner, child.kind, origin) for inner in objects(member, child))

    def name(self, component: Component) -> str:
        """Return the name of a component in the joined document."""
        return component.name or self._names[component]

    def members(self, node: MappingNode, kind: Kind, file: Path) -> Iterator[tuple[str, Node, Child | None, Path]]:
        """Yield the members of an object: key, value, the objects in it (None for data), and its file."""
        children = CHILDREN[kind]
        for key, member in node.members.items():
            child = Child("PathItem", "none") if kind == "Callback" else children.get(key)
            if key.startswith("x-") and key not in children:
                yield key, member, None, file
            elif (child is None and key not in _DATA) or (child is not None and child.container != "none"):
                included, origin = self.included(member, file)
                yield key, included, child, origin
            else:
                yield key, member, child, file

    def included(self, node: Node, file: Path) -> tuple[Node, Path]:
        """Return what is read in place of a node, and its file.

        OpenAPI does not provide for a reference in place of a map, a list or an operation, but people split files so.
        """
        reference = reference_in(node)
        if reference is None or not isinstance(node, MappingNode):
            return node, file
        if id(node) not in self._included:
            self._included[id(node)] = self._include(node, reference, file)
        place = self._included[id(node)]
        return place.node, place.target.file

    def component(self, node: MappingNode, kind: Kind, file: Path) -> Component | None:
        """Return the component that the reference of an object leads to. Report it if there is none."""
        key = COMPONENT_SECTIONS[kind], id(node)
        if key not in self._links:
            reference = self._reference(node)
            mark = node.mark_of("$ref")
            self._links[key] = None if reference is None else self._component(reference, kind, file, mark)
            if self._links[key] is None:
                self.faults[id(node)] = self._last_problem()
        return self._links[key]

    def path_item(self, node: MappingNode, file: Path) -> Place | None:
        """Return the path item that the reference of another one leads to. Report it if there is none."""
        if id(node) not in self._path_items:
            reference = self._reference(node)
            mark = node.mark_of("$ref")
            self._path_items[id(node)] = None if reference is None else self._find(reference, file, mark)
            if self._path_items[id(node)] is None:
                self.faults[id(node)] = self._last_problem()
        return self._path_items[id(node)]

    def in_place_of(self, node: MappingNode) -> MappingNode:
        """Return what stands in the joined document for an object whose reference leads nowhere."""
        return MappingNode(members={}, mark=node.mark, fault=self.faults[id(node)])

    def mapped_schema(self, value: Node, file: Path) -> Component | None:
        """Return the schema that a value in the `mapping` of a discriminator names: by its name, or by a reference."""
        if not isinstance(value, ScalarNode) or not isinstance(value.value, str):
            return None
        name = value.value.removeprefix(_SCHEMAS)
        own = self.own["schemas"].get(name)
        if own is not None and (name == value.value or not self._declares(file, name)):
            return own  # in the parts of a split document too, authors write #/components/schemas/Cat
        key = "mapping", id(value)
        if key not in self._links:
            reference = _SCHEMAS + name if self._declares(file, name) else value.value
            self._links[key] = self._component(reference, "Schema", file, value.mark, optional=True)
        return self._links[key]

    def problem(self, mark: Mark, code: str, message: str, *, advice: bool = False) -> None:
        """Report a problem or, with `advice`, what does not prevent generation."""
        self.problems.append(Problem(mark=mark, code=code, message=message, advice=advice))

    def _reserve_own(self) -> None:
        """Register the components of the root file. One that is only a reference takes the place of what it names."""
        components = self._member(self.root, "components")
        for kind, section in COMPONENT_SECTIONS.items():
            place = self._member(components, section) if components else None
            if place is None or not isinstance(place.node, MappingNode):
                continue
            for name in place.node.members:
                if (inner := place.into(name)) is not None:
                    own = Component(kind, inner, place.node.mark_of(name), name)
                    self.own[section][name] = self._own_targets[section, inner.target] = own
                    if reference_in(inner.node) is None:
                        self.components.setdefault((section, id(inner.node)), own)
        for section, named in self.own.items():
            for name, own in named.items():
                named[name] = self._in_place_of_target(own, section)

    def _in_place_of_target(self, own: Component, section: str) -> Component:
        node = own.place.node
        if reference_in(node) is None or not isinstance(node, MappingNode):
            return own
        target = self.component(node, own.kind, own.place.target.file)
        if target is None or target.name:
            return own
        replaced = replace(own, place=target.place)
        self.components[section, id(target.place.node)] = self._own_targets[section, own.place.target] = replaced
        self._links[section, id(node)] = replaced
        return replaced

    def _member(self, place: Place, key: str) -> Place | None:
        """Return a member of a place, with what is read in place of it."""
        inner = place.into(key)
        reference = reference_in(inner.node) if inner else None
        if inner is None or reference is None:
            return inner
        self.included(inner.node, inner.target.file)
        return self._included[id(inner.node)]

    def _referred_to(self, node: MappingNode, kind: Kind, file: Path) -> Iterator[_Object]:
        if "$ref" in node.members and kind in COMPONENT_SECTIONS:
            component = None if kind == "PathItem" else self.component(node, kind, file)
            place = component.place if component else self.path_item(node, file) if kind == "PathItem" else None
            if place is not None:
                yield place.node, kind, place.target.file
        if kind == "Schema" and (discriminator := node.mapping("discriminator")):
            for value in discriminator.entries("mapping").values():
                if (component := self.mapped_schema(value, file)) is not None:
                    yield component.place.node, "Schema", component.place.target.file

    def _reference(self, node: MappingNode) -> str | None:
        reference = node.text("$ref")
        if reference is None:
            self.problem(node.mark_of("$ref"), "broken-reference", "$ref must be a string")
        return reference

    def _component(
        self, reference: str, kind: Kind, file: Path, mark: Mark, *, optional: bool = False
    ) -> Component | None:
        """Follow a reference, and further ones while it leads to an entry that is only a reference."""
        section = COMPONENT_SECTIONS[kind]
        aliases: list[str] = []
        first_mark = mark
        for _ in range(MAX_CHAIN):
            place = self._find(reference, file, mark, optional=optional)
            if place is None:
                return None
            if (own := self._own_targets.get((section, place.target))) is not None:
                return own
            further = reference_in(place.node)
            if further is None or not isinstance(place.node, MappingNode):
                found = self.components.setdefault((section, id(place.node)), Component(kind, place, first_mark))
                found.aliases.extend(aliases)
                return found
            if len(place.target.pointer) == 3 and place.target.pointer[0] == "components":
                aliases.append(place.target.pointer[2])
            reference, file, mark = further, place.target.file, place.node.mark_of("$ref")
        message = f"over {MAX_CHAIN} references in a row, or references that lead back to themselves"
        self.problem(first_mark, "reference-cycle", message)
        return None

    def _include(self, node: MappingNode, reference: str, file: Path) -> Place:
        mark = node.mark_of("$ref")
        place = self._find(reference, file, mark)
        if place is None:
            return self._nowhere(node, file)
        message = f"OpenAPI does not provide for $ref here; {place.target} is read as if it stood here"
        for _ in range(MAX_CHAIN):
            further = reference_in(place.node)
            if further is None or not isinstance(place.node, MappingNode):
                self.problem(mark, "unusual-reference", message, advice=True)
                return place
            place = self._find(further, place.target.file, place.node.mark_of("$ref"))
            if place is None:
                return self._nowhere(node, file)
        self.problem(mark, "reference-cycle", f"over {MAX_CHAIN} references in a row")
        return self._nowhere(node, file)

    def _nowhere(self, node: MappingNode, file: Path) -> Place:
        self.faults[id(node)] = self._last_problem()
        return Place(Target(file, ()), self.in_place_of(node))

    def _last_problem(self) -> Problem:
        return next(problem for problem in reversed(self.problems) if not problem.advice)

    def _declares(self, file: Path, name: str) -> bool:
        """Whether a file has a component of this name among its schemas."""
        components = self._files.whole(file).into("components")
        schemas = components.into("schemas") if components else None
        return schemas is not None and schemas.into(name) is not None

    def _find(self, reference: str, file: Path, mark: Mark, *, optional: bool = False) -> Place | None:
        try:
            return self._files.find(reference, file)
        except ProblemsFound as unreadable:
            self.problems.extend(unreadable.problems)
        except InvalidReference as error:
            if optional:
                message = f"{error}; this entry of the mapping has no effect"
                self.problem(mark, "unknown-variant", message, advice=True)
            else:
                self.problem(mark, error.code, str(error))
        return None

    def _choose_names(self) -> None:
        for section, own in self.own.items():
            found = [c for (where, _), c in self.components.items() if where == section and not c.name]
            parts = {c: self._files.relative_parts(c.place.target.file) for c in found}
            names = choose_names(found, parts, list(own))
            self._names |= names
            for component, name in names.items():
                natural = component.natural_name()
                if name != natural and section == "schemas":  # no other name is seen by callers
                    message = (
                        f"several schemas are called {natural}; {component.place.target} is called {name} in the "
                        "client; rename it to choose another name"
                    )
                    self.problem(component.mark, "name-clash", message, advice=True)

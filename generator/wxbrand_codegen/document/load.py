"""Load a spec: parse its files and join them into one document.

What other files contain is moved under `components` of the joined document; path items are inlined.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path

from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.references import InvalidReference, Target, follow, parse_reference, resolve
from wxbrand_codegen.document.structure import CHILDREN, COMPONENT_SECTIONS, Child, Kind
from wxbrand_codegen.document.yaml_reader import read
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound, display_path

_MAX_CHAIN = 20
"""References in a row that are followed for a path item."""

_COMPONENT_NAME = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A joined document. Every reference left in it reads `#/components/SECTION/NAME` and leads to a value."""

    root: MappingNode
    sources: tuple[tuple[str, str], ...]
    """Each file, relative to the folder of the root file, with its SHA-256."""

    size: int = 0
    """Bytes of all files."""

    advice: tuple[Problem, ...] = ()
    """What does not prevent generation."""


def load(spec: Path) -> Document:
    """Parse and join the files of a spec. Raises ProblemsFound."""
    return _Joiner(spec).join()


@dataclass(frozen=True, slots=True)
class _Component:
    """A value under `components` of the joined document."""

    target: Target
    mark: Mark
    """The first reference to it, or its key in the root file."""


class _Joiner:
    """Visits the objects of the root file, then those that references lead to, and rewrites the references."""

    def __init__(self, spec: Path) -> None:
        self._spec = spec
        self._root_file = resolve(spec) or spec
        self._folder = self._root_file.parent
        self._files: dict[Path, Node] = {}
        self._components: dict[tuple[str, str], _Component] = {}
        """By section and name."""

        self._names: dict[Target, str] = {}
        self._waiting: deque[tuple[str, str, Kind]] = deque()
        """Section, name and kind of components that are not visited yet."""

        self._inlining: list[Target] = []
        self._problems: list[Problem] = []

    def join(self) -> Document:
        root = self._parse(self._root_file)
        if not isinstance(root, MappingNode):
            message = "an OpenAPI document must be an object"
            raise ProblemsFound([Problem(mark=root.mark, code="not-openapi", message=message)])
        self._reserve_own_components(root)
        joined = self._object(root, "Document", self._root_file)
        added: dict[str, dict[str, Node]] = {}
        while self._waiting:
            section, name, kind = self._waiting.popleft()
            component = self._components[section, name]
            node = self._find(component.target, component.mark)
            if node is not None:
                added.setdefault(section, {})[name] = self._visit(node, kind, component.target.file)
        joined = _with_components(joined, added)
        self._report_reference_cycles(joined)
        if self._problems:
            raise ProblemsFound(self._problems)
        contents = {file.relative_to(self._folder).as_posix(): file.read_bytes() for file in self._files}
        sources = tuple((name, hashlib.sha256(content).hexdigest()) for name, content in sorted(contents.items()))
        return Document(root=joined, sources=sources, size=sum(map(len, contents.values())))

    def _parse(self, path: Path) -> Node:
        if path not in self._files:
            self._files[path] = read(path, display_path(self._spec if path == self._root_file else path))
        return self._files[path]

    def _reserve_own_components(self, root: MappingNode) -> None:
        components = root.mapping("components")
        for section in COMPONENT_SECTIONS.values():
            own = components.mapping(section) if components else None
            if own is None:
                continue
            for name in own.members:
                target = Target(self._root_file, ("components", section, name))
                self._components[section, name] = _Component(target, own.mark_of(name))
                self._names[target] = name

    def _visit(self, node: Node, kind: Kind, file: Path) -> Node:
        if not isinstance(node, MappingNode):
            return node  # a boolean schema, or an error that inspect reports
        if "$ref" in node.members and kind in COMPONENT_SECTIONS:
            return self._reference(node, kind, file)
        return self._object(node, kind, file)

    def _object(self, node: MappingNode, kind: Kind, file: Path) -> MappingNode:
        children = CHILDREN[kind]
        members: dict[str, Node] = {}
        for key, member in node.members.items():
            if kind == "Callback" and not key.startswith("x-"):
                members[key] = self._visit(member, "PathItem", file)
            elif key in children:
                members[key] = self._child(member, children[key], file)
            else:
                members[key] = member
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
        target = self._target(node, file)
        if target is None:
            return node
        siblings = {key: member for key, member in node.members.items() if key != "$ref"}
        if kind == "PathItem":
            return self._inlined(target, node, siblings)
        section = COMPONENT_SECTIONS[kind]
        name = self._component_name(target, section, kind, node.mark_of("$ref"))
        rest = self._object(replace(node, members=siblings), kind, file)
        link = ScalarNode(value=f"#/components/{section}/{name}", mark=node.mark_of("$ref"), quoted=True)
        return replace(node, members={"$ref": link} | rest.members)

    def _inlined(self, target: Target, node: MappingNode, siblings: dict[str, Node]) -> Node:
        mark = node.mark_of("$ref")
        if target in self._inlining:
            self._problem(mark, "reference-cycle", "this path item refers to itself")
            return node
        if len(self._inlining) >= _MAX_CHAIN:
            self._problem(mark, "too-deep", f"this is a chain of over {_MAX_CHAIN} references; refer to the last one")
            return node
        found = self._find(target, mark)
        if found is None:
            return node
        self._inlining.append(target)
        item = self._visit(found, "PathItem", target.file)
        self._inlining.pop()
        if not isinstance(item, MappingNode):
            return item
        return replace(item, members=item.members | siblings, key_marks=item.key_marks | node.key_marks)

    def _component_name(self, target: Target, section: str, kind: Kind, mark: Mark) -> str:
        if target in self._names:
            return self._names[target]
        name = _last_usable_name(target)
        taken = self._components.get((section, name))
        if taken is not None:
            other = f"{taken.target} ({taken.mark})"
            message = f"{name} refers to {target}, but {section} already has a {name}: {other}; rename one of them"
            self._problem(mark, "name-clash", message)
        else:
            self._components[section, name] = _Component(target, mark)
            self._waiting.append((section, name, kind))
        self._names[target] = name
        return name

    def _target(self, node: MappingNode, file: Path) -> Target | None:
        reference = node.text("$ref")
        mark = node.mark_of("$ref")
        if reference is None:
            self._problem(mark, "broken-reference", "$ref must be a string")
            return None
        try:
            return parse_reference(reference, file, self._folder)
        except InvalidReference as error:
            self._problem(mark, error.code, str(error))
            return None

    def _find(self, target: Target, mark: Mark) -> Node | None:
        is_file = os.path.isfile(target.file)  # noqa: PTH113  (False, not an error, for a name that is too long)
        if target.file not in self._files and not is_file:
            self._problem(mark, "broken-reference", f"there is no file {display_path(target.file)}")
            return None
        node = follow(target.pointer, self._parse(target.file))
        if node is None:
            self._problem(mark, "broken-reference", f"{target} does not exist")
        return node

    def _report_reference_cycles(self, joined: MappingNode) -> None:
        components = joined.mapping("components")
        for section in COMPONENT_SECTIONS.values():
            own = components.mapping(section) if components else None
            if own is None:
                continue
            checked: set[str] = set()
            for name in own.members:
                chain, last = {name}, name
                while last not in checked and (reference := _reference_text(own.members.get(last))):
                    last = reference.rsplit("/", 1)[-1]
                    if last in chain:
                        self._problem(own.mark_of(name), "reference-cycle", f"{name} refers only to itself")
                        break
                    chain.add(last)
                checked |= chain

    def _problem(self, mark: Mark, code: str, message: str) -> None:
        self._problems.append(Problem(mark=mark, code=code, message=message))


def _reference_text(node: Node | None) -> str | None:
    return node.text("$ref") if isinstance(node, MappingNode) else None


def _last_usable_name(target: Target) -> str:
    """Return the last part of a target that OpenAPI allows as the name of a component."""
    for part in (*reversed(target.pointer), target.file.stem):
        if _COMPONENT_NAME.fullmatch(part):
            return part
    return "component"


def _with_components(joined: MappingNode, added: dict[str, dict[str, Node]]) -> MappingNode:
    components = joined.mapping("components") or MappingNode(members={}, mark=joined.mark)
    members = dict(components.members)
    for section, nodes in added.items():
        own = components.mapping(section)
        members[section] = MappingNode(
            members=(own.members if own else {}) | nodes,
            mark=own.mark if own else joined.mark,
            key_marks=(own.key_marks if own else {}) | {name: node.mark for name, node in nodes.items()},
        )
    extended = {"components": replace(components, members=members)} if members else {}
    return replace(joined, members=joined.members | extended)

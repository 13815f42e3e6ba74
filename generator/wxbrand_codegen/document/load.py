"""First stage: a spec file, and the files it refers to, into one joined document.

References lead only to files inside the folder of the root file. What another file holds is moved under `components` of
the joined document; path items are put in place.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.structure import COMPONENT_SECTIONS, SHAPE, Kind, Under
from wxbrand_codegen.document.yaml_reader import read
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound

_MAX_CHAIN = 20
"""References that lead to a reference, for path items, which are put in place."""

_COMPONENT_NAME = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A joined document: every reference that is left reads `#/components/SECTION/NAME` and leads somewhere."""

    root: MappingNode
    sources: tuple[tuple[str, str], ...]
    """Each file read, relative to the root file's folder, with its SHA-256."""

    size: int = 0
    """Bytes of all files together."""


@dataclass(frozen=True, slots=True)
class _Target:
    file: Path
    pointer: tuple[str, ...]


def load(spec: Path) -> Document:
    """Read and join. Raises ProblemsFound with every problem found."""
    joiner = _Joiner(spec)
    root = joiner.join()
    if joiner.problems:
        raise ProblemsFound(joiner.problems)
    return Document(root=root, sources=joiner.sources(), size=joiner.size())


def shown_path(path: Path) -> str:
    """Write a path as a person would from where the command runs."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (ValueError, OSError):
        return str(path)


class _Joiner:
    def __init__(self, spec: Path) -> None:
        self._spec = spec
        self._root_file = _resolved(spec) or spec
        self._folder = self._root_file.parent
        self._files: dict[Path, Node] = {}
        self._targets: dict[tuple[str, str], _Target] = {}
        self._names: dict[_Target, str] = {}
        self._marks: dict[tuple[str, str], Mark] = {}
        self._waiting: list[tuple[str, str, _Target, Kind]] = []
        self._inlining: list[_Target] = []
        self.problems: list[Problem] = []

    def sources(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            sorted(
                (file.relative_to(self._folder).as_posix(), hashlib.sha256(file.read_bytes()).hexdigest())
                for file in self._files
            )
        )

    def size(self) -> int:
        """Give the bytes of all files that were read."""
        return sum(file.stat().st_size for file in self._files)

    def join(self) -> MappingNode:
        root = self._file(self._root_file)
        if not isinstance(root, MappingNode):
            raise ProblemsFound(
                [Problem(mark=root.mark, code="not-openapi", message="an OpenAPI document must be an object")]
            )
        self._reserve_own_components(root)
        joined = self._object(root, "Document", self._root_file)
        added: dict[str, dict[str, Node]] = {}
        while self._waiting:
            section, name, target, kind = self._waiting.pop(0)
            node = self._find(target, self._marks[section, name])
            if node is not None:
                added.setdefault(section, {})[name] = self._visit(node, kind, target.file)
        joined = _with_components(joined, added)
        self._refuse_reference_cycles(joined)
        return joined

    def _file(self, path: Path) -> Node:
        if path not in self._files:
            self._files[path] = read(path, shown_path(self._spec if path == self._root_file else path))
        return self._files[path]

    def _reserve_own_components(self, root: MappingNode) -> None:
        components = root.mapping("components")
        for section in COMPONENT_SECTIONS.values():
            own = components.mapping(section) if components else None
            for name in own.members if own else ():
                target = _Target(self._root_file, ("components", section, name))
                self._targets[section, name] = target
                self._names[target] = name
                if own:
                    self._marks[section, name] = own.mark_of(name)

    def _visit(self, node: Node, kind: Kind, file: Path) -> Node:
        if not isinstance(node, MappingNode):
            return node  # a boolean schema, or a mistake that inspect reports
        if "$ref" in node.members and kind in COMPONENT_SECTIONS:
            return self._reference(node, kind, file)
        return self._object(node, kind, file)

    def _object(self, node: MappingNode, kind: Kind, file: Path) -> MappingNode:
        shape = SHAPE[kind]
        members: dict[str, Node] = {}
        for key, member in node.members.items():
            if kind == "Callback" and not key.startswith("x-"):
                members[key] = self._visit(member, "PathItem", file)
            elif key in shape:
                members[key] = self._under(member, shape[key], file)
            else:
                members[key] = member
        return MappingNode(members=members, mark=node.mark, key_marks=node.key_marks)

    def _under(self, node: Node, under: Under, file: Path) -> Node:
        if under.how == "list" and isinstance(node, SequenceNode):
            return SequenceNode(items=tuple(self._visit(item, under.kind, file) for item in node.items), mark=node.mark)
        if under.how == "map" and isinstance(node, MappingNode):
            members = {key: self._visit(member, under.kind, file) for key, member in node.members.items()}
            return MappingNode(members=members, mark=node.mark, key_marks=node.key_marks)
        return self._visit(node, under.kind, file) if under.how == "one" else node

    def _reference(self, node: MappingNode, kind: Kind, file: Path) -> Node:
        target = self._target(node, file)
        if target is None:
            return node
        siblings = {key: member for key, member in node.members.items() if key != "$ref"}
        if kind == "PathItem":
            return self._inlined(target, node, siblings)
        name = self._component(target, COMPONENT_SECTIONS[kind], kind, node.mark_of("$ref"))
        rest = self._object(MappingNode(members=siblings, mark=node.mark, key_marks=node.key_marks), kind, file)
        link = ScalarNode(
            value=f"#/components/{COMPONENT_SECTIONS[kind]}/{name}", mark=node.mark_of("$ref"), quoted=True
        )
        return MappingNode(members={"$ref": link} | rest.members, mark=node.mark, key_marks=node.key_marks)

    def _inlined(self, target: _Target, node: MappingNode, siblings: dict[str, Node]) -> Node:
        if target in self._inlining:
            self._problem(node.mark_of("$ref"), "reference-cycle", "this path item refers to itself")
            return node
        if len(self._inlining) >= _MAX_CHAIN:
            self._problem(node.mark_of("$ref"), "too-deep", f"is a chain of over {_MAX_CHAIN} references")
            return node
        found = self._find(target, node.mark_of("$ref"))
        if found is None:
            return node
        self._inlining.append(target)
        item = self._visit(found, "PathItem", target.file)
        self._inlining.pop()
        if not isinstance(item, MappingNode):
            return item
        return MappingNode(members=item.members | siblings, mark=item.mark, key_marks=item.key_marks | node.key_marks)

    def _component(self, target: _Target, section: str, kind: Kind, mark: Mark) -> str:
        if target in self._names:
            return self._names[target]
        name = _component_name(target)
        taken = self._targets.get((section, name))
        if taken is not None:
            other = f"{self._place(taken)} ({self._marks[section, name]})"
            message = f"{name} leads to {self._place(target)}, but {section} has another {name}: {other}"
            self._problem(mark, "name-clash", message)
        else:
            self._targets[section, name] = target
            self._marks[section, name] = mark
            self._waiting.append((section, name, target, kind))
        self._names[target] = name
        return name

    def _place(self, target: _Target) -> str:
        return f"{shown_path(target.file)}#/{'/'.join(target.pointer)}"

    def _target(self, node: MappingNode, file: Path) -> _Target | None:
        reference = node.text("$ref")
        mark = node.mark_of("$ref")
        if reference is None:
            self._problem(mark, "broken-reference", "$ref must be text")
            return None
        place, _, fragment = reference.partition("#")
        if (
            "://" in place
            or place.startswith(("/", "\\", "~"))
            or "\\" in place
            or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", place)
        ):
            self._problem(mark, "foreign-reference", f"{reference} is not a file beside the spec; nothing is fetched")
            return None
        path = _resolved(file.parent / unquote(place)) if place else file
        if path is None or not path.is_relative_to(self._folder):
            self._problem(mark, "foreign-reference", f"{reference} leads out of the folder of the spec")
            return None
        if fragment and not fragment.startswith("/"):
            self._problem(mark, "broken-reference", f"{reference} must have a path such as #/components/schemas/Name")
            return None
        pointer = tuple(unquote(part).replace("~1", "/").replace("~0", "~") for part in fragment.split("/")[1:])
        return _Target(path, pointer)

    def _find(self, target: _Target, mark: Mark) -> Node | None:
        if target.file not in self._files and not _is_file(target.file):
            self._problem(mark, "broken-reference", f"there is no file {shown_path(target.file)}")
            return None
        node = self._file(target.file)
        for step in target.pointer:
            match node:
                case MappingNode(members=members) if step in members:
                    node = members[step]
                case SequenceNode(items=items) if step.isascii() and step.isdigit() and int(step) < len(items):
                    node = items[int(step)]
                case _:
                    self._problem(mark, "broken-reference", f"{self._place(target)} does not exist")
                    return None
        return node

    def _refuse_reference_cycles(self, joined: MappingNode) -> None:
        components = joined.mapping("components")
        for section in COMPONENT_SECTIONS.values():
            own = components.mapping(section) if components else None
            ended: set[str] = set()
            for name in own.members if own else ():
                seen, last = {name}, name
                while own and last not in ended and (link := _only_reference(own.members.get(last))):
                    last = link.rsplit("/", 1)[-1]
                    if last in seen:
                        self._problem(own.mark_of(name), "reference-cycle", f"{name} refers only to itself")
                        break
                    seen.add(last)
                ended |= seen

    def _problem(self, mark: Mark, code: str, message: str) -> None:
        self.problems.append(Problem(mark=mark, code=code, message=message))


def _resolved(path: Path) -> Path | None:
    """Follow every link; None for what is no path (a NUL, too long, links in a circle)."""
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):
        return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _only_reference(node: Node | None) -> str | None:
    return node.text("$ref") if isinstance(node, MappingNode) else None


def _component_name(target: _Target) -> str:
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
    whole = MappingNode(members=members, mark=components.mark, key_marks=components.key_marks)
    return MappingNode(
        members=joined.members | ({"components": whole} if members else {}),
        mark=joined.mark,
        key_marks=joined.key_marks,
    )

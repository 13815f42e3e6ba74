"""The files of a spec. Each is read once; references lead from one to another."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode
from wxbrand_codegen.document.references import (
    InvalidReference,
    Target,
    parse_reference,
    reference_in,
    resolve,
    step_into,
)
from wxbrand_codegen.document.yaml_reader import read
from wxbrand_codegen.links import spelling_on_disk
from wxbrand_codegen.problems import Problem, display_path
from wxbrand_codegen.text_digests import text_digest

MAX_CHAIN = 20
"""References in a row that are followed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A value, and where it stands."""

    target: Target
    node: Node
    parents: tuple[Node, ...] = ()
    """The values around it, the outermost first: one for each step of the pointer."""

    def into(self, step: str) -> Place | None:
        """Return the place of a member or an item; None if there is none."""
        found = step_into(self.node, step)
        return None if found is None else Place(self.target.at(step), found, (*self.parents, self.node))

    def inner(self) -> list[Place]:
        """Return the places of all members or items."""
        match self.node:
            case MappingNode(members=members):
                steps = list(members)
            case SequenceNode(items=items):
                steps = [str(number) for number in range(len(items))]
            case _:
                steps = []
        return [place for step in steps if (place := self.into(step)) is not None]


class SpecFiles:
    """Reads the files of a spec as they are needed."""

    def __init__(self, spec: Path) -> None:
        self._spec = spec
        self.root_file = resolve(spec) or spec
        self._folder = self.root_file.parent
        self._nodes: dict[Path, Node] = {}
        self._anchors: dict[Path, dict[str, Place]] = {}
        self._spelt: set[tuple[Path, str]] = set()
        """References whose files are spelt as on disk, by the folder that they start from."""

        self.advice: list[Problem] = []

    def whole(self, file: Path) -> Place:
        """Return the value of a whole file. Raises ProblemsFound if it cannot be read."""
        if file not in self._nodes:
            name = display_path(self._spec if file == self.root_file else file)
            self._nodes[file] = read(file, name, self.advice.append)
        return Place(Target(file, ()), self._nodes[file])

    def find(self, reference: str, file: Path, followed: int = 0) -> Place:
        """Return what a reference in `file` leads to. Raises InvalidReference.

        A pointer may lead through another reference, as `#/paths/~1a/get` does if the path item is in another file.
        """
        if followed >= MAX_CHAIN:
            message = f"{reference} is one of over {MAX_CHAIN} references in a row, or leads back to itself"
            raise InvalidReference("reference-cycle", message)
        target = parse_reference(reference, file, self._folder)
        is_file = os.path.isfile(target.file)  # noqa: PTH113  (False, not an error, for a name that is too long)
        if target.file not in self._nodes and not is_file:
            raise InvalidReference("broken-reference", f"there is no file {display_path(target.file)}")
        self._refuse_other_spelling(reference, file)
        place = self.whole(target.file)
        if target.anchor:
            return self._anchored(place, target)
        for step in target.pointer:
            inner = place.into(step)
            while inner is None and (further := reference_in(place.node)) is not None:
                place = self.find(further, place.target.file, followed + 1)
                inner = place.into(step)
            if inner is None:
                raise InvalidReference("broken-reference", f"{target} does not exist")
            place = inner
        return place

    def _refuse_other_spelling(self, reference: str, file: Path) -> None:
        """Raise InvalidReference for a file whose name differs in case, which Linux would not find and Windows does."""
        location = unquote(reference.partition("#")[0])
        if not location or (file.parent, location) in self._spelt:
            return
        written = Path(os.path.normpath(file.parent / location))
        if (found := spelling_on_disk(written, file.parent)) != written:
            message = f"there is no file {display_path(written)}, but one called {found.name}; systems differ in whether case counts"
            raise InvalidReference("broken-reference", message)
        self._spelt.add((file.parent, location))

    def _anchored(self, whole: Place, target: Target) -> Place:
        """Return the schema with an `$anchor`. Raises InvalidReference."""
        if target.file not in self._anchors:
            anchors = self._anchors.setdefault(target.file, {})
            waiting, seen = [whole], set[int]()
            while waiting:
                place = waiting.pop()
                if id(place.node) in seen:  # a YAML alias
                    continue
                seen.add(id(place.node))
                if isinstance(place.node, MappingNode) and (name := place.node.text("$anchor")):
                    anchors.setdefault(name, place)
                waiting.extend(reversed(place.inner()))
        found = self._anchors[target.file].get(target.anchor)
        if found is None:
            message = (
                f"{target} is neither a JSON pointer, such as #/components/schemas/Name, nor the $anchor of a schema"
            )
            raise InvalidReference("broken-reference", message)
        return found

    def relative_parts(self, file: Path) -> tuple[str, ...]:
        """Return the folders below that of the root file, and the name of the file without its extension."""
        return file.relative_to(self._folder).with_suffix("").parts

    def nodes(self) -> dict[str, Node]:
        """Return the content of each file by its name, relative to the folder of the root file."""
        return {file.relative_to(self._folder).as_posix(): node for file, node in self._nodes.items()}

    def contents(self) -> tuple[tuple[tuple[str, str], ...], int]:
        """Return the name of each file with its digest, and the bytes of all."""
        read_files = {file.relative_to(self._folder).as_posix(): file.read_bytes() for file in self._nodes}
        digests = tuple((name, text_digest(content)) for name, content in sorted(read_files.items()))
        return digests, sum(map(len, read_files.values()))

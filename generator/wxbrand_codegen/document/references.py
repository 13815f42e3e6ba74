"""References (`$ref`). They lead only to files in the folder of the spec or below; nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

from wxbrand_codegen.document.nodes import MappingNode, Node, SequenceNode
from wxbrand_codegen.links import resolved
from wxbrand_codegen.problems import display_path

_SCHEME_OR_DRIVE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class InvalidReference(ValueError):
    """The message is a whole sentence; `code` is the code of the problem."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to: a file and a JSON pointer in it."""

    file: Path
    pointer: tuple[str, ...]
    anchor: str = ""
    """The `$anchor` of a schema in the file, which is then looked for in place of the pointer."""

    def __str__(self) -> str:
        if self.anchor:
            return f"{display_path(self.file)}#{self.anchor}"
        pointer = "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in self.pointer)
        return f"{display_path(self.file)}#{pointer}" if pointer else display_path(self.file)

    def at(self, step: str) -> Target:
        """Return the target of a member or an item of this one."""
        return Target(self.file, (*self.pointer, step))


def parse_reference(reference: str, file: Path, folder: Path) -> Target:
    """Return the target of a reference in `file`. Raises InvalidReference for URLs and for files outside `folder`."""
    location, _, fragment = reference.partition("#")
    location = unquote(location)  # before it is judged: to Windows, %5C%5Chost%5Cshare is a folder of another machine
    if "://" in location or location.startswith(("/", "~")) or "\\" in location or _SCHEME_OR_DRIVE.match(location):
        raise InvalidReference(
            "foreign-reference", f"{reference} is not a relative path; absolute paths and URLs are not supported"
        )
    path = resolve(file.parent / location) if location else file
    if path is None or not path.is_relative_to(folder):
        raise InvalidReference("foreign-reference", f"{reference} leads out of the folder of the spec")
    if fragment and not fragment.startswith("/"):
        return Target(path, (), unquote(fragment))
    if fragment == "/":  # strictly the member whose key is empty, but people mean the whole file
        return Target(path, ())
    return Target(path, pointer_steps(fragment))


def reference_in(node: Node) -> str | None:
    """Return the reference in an object that has one and nothing else, so that it only names another value."""
    return node.text("$ref") if isinstance(node, MappingNode) and len(node.members) == 1 else None


def step_into(node: Node, step: str) -> Node | None:
    """Return the member or the item that one step of a JSON pointer leads to, or None if there is none."""
    match node:
        case MappingNode(members=members):
            return members.get(step)
        case SequenceNode(items=items) if step.isascii() and step.isdigit() and len(step) < 10:
            return items[int(step)] if int(step) < len(items) else None
        case _:
            return None


def follow(pointer: tuple[str, ...], node: Node) -> Node | None:
    """Return the node that a JSON pointer leads to, or None if there is none."""
    for step in pointer:
        found = step_into(node, step)
        if found is None:
            return None
        node = found
    return node


def component_reference(section: str, name: str) -> str:
    """Return the reference to a component of a joined document: a JSON pointer as the fragment of a URI (RFC 6901)."""
    return f"#/components/{section}/{quote(name.replace('~', '~0').replace('/', '~1'))}"


def component_name(reference: str) -> str:
    """Return the name of the component that a reference of a joined document leads to."""
    return pointer_step(reference.rsplit("/", 1)[-1])


def pointer_steps(reference: str) -> tuple[str, ...]:
    """Return the steps of the JSON pointer in a reference of a joined document."""
    return tuple(map(pointer_step, reference.split("/")[1:]))


def pointer_step(text: str) -> str:
    """Return one step of a JSON pointer without its escapes."""
    return unquote(text).replace("~1", "/").replace("~0", "~")


def reference_chain(node: Node, root: Node) -> Iterator[Node]:
    """Yield a node of a joined document, the component that it refers to, the one that this refers to, and so on."""
    yield node
    while isinstance(node, MappingNode) and (reference := node.text("$ref")):
        found = follow(pointer_steps(reference), root)
        if found is None:
            return
        node = found
        yield node


def resolve(path: Path) -> Path | None:
    """Follow all symbolic links. Return None for an unusable path: NUL, too long, or links in a circle."""
    try:
        return resolved(path)
    except (OSError, ValueError):
        return None

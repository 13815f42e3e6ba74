"""A drafted page as YAML for a person, and as a document that can be built at once. Both come from one structure."""

from __future__ import annotations

from typing import Any

from wxbrand_codegen.change.draft.operation import drafted_document
from wxbrand_codegen.change.draft.schemas import Placed, ReviewNotes
from wxbrand_codegen.document.inspect import inspect
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import MappingNode, Node, ScalarNode, SequenceNode
from wxbrand_codegen.document.yaml_writer import Comment, to_yaml
from wxbrand_codegen.pages import Page
from wxbrand_codegen.problems import Mark


def draft(page: Page, *, with_source: bool = False) -> str:
    """Write the spec of one operation, with a TODO for everything that a person has to settle."""
    notes = ReviewNotes(with_source=with_source)
    for doubt in page.doubts:
        notes.todo(f"page line {doubt.line}: {doubt.text}")
    document = drafted_document(page, notes)
    head = {Comment(f"Drafted by wxbrand from the page {page.title!r}. Review it and settle every TODO."): None}
    return to_yaml(head | {Comment(f"TODO {text}"): None for text in notes.todos} | document)


def page_document(page: Page, file: str) -> Document:
    """Return the document that `draft` writes, inspected and so ready to be built.

    The marks are lines of the page, `file` is its name in them. What is not about a field is marked with the first line.
    """
    root = _mapping(drafted_document(page, ReviewNotes(with_source=False)), Mark(file=file, line=1, column=1))
    return inspect(Document(root=root, sources=(), files={file: root}))


def _mapping(value: dict[Any, Any], mark: Mark) -> MappingNode:
    """Return a mapping as a node. One that has a line of its own is marked with that, and so is all in it."""
    mark = _mark_of(value, mark)
    members = {key: member for key, member in value.items() if not isinstance(key, Comment)}
    return MappingNode(
        members={key: _node(member, mark) for key, member in members.items()},
        mark=mark,
        key_marks={key: _mark_of(member, mark) for key, member in members.items()},
    )


def _node(value: Any, mark: Mark) -> Node:
    match value:
        case dict():
            return _mapping(value, mark)
        case list():
            return SequenceNode(items=tuple(_node(item, mark) for item in value), mark=mark)
        case _:
            return ScalarNode(value=value, mark=mark, text=str(value), quoted=isinstance(value, str))


def _mark_of(value: Any, mark: Mark) -> Mark:
    return Mark(file=mark.file, line=value.line, column=1) if isinstance(value, Placed) else mark

"""What a draft tells its reviewer, and how it remembers the lines of the page."""

from __future__ import annotations

from typing import Any

from wxbrand_codegen.document.yaml_writer import Comment
from wxbrand_codegen.pages import Field, Page

PLACEHOLDER = "TODO：用自己的话说明"
"""Description that the reviewer replaces."""


class Placed(dict[Any, Any]):
    """A mapping that is read from one line of a page."""

    def __init__(self, members: dict[Any, Any], line: int) -> None:
        super().__init__(members)
        self.line = line


class ReviewNotes:
    """TODOs for the reviewer and, if wanted, the page's own words as comments."""

    def __init__(self, *, with_source: bool = False, page: Page | None = None) -> None:
        self.with_source = with_source
        date = f" ({page.updated})" if page and page.updated else ""
        self.source = f"文档 {page.doc_id or page.title}{date}" if page else ""
        """The page, as a source is named in the spec."""

        self.todos: list[str] = []

    def todo(self, text: str, about: Field | None = None) -> None:
        """Add a TODO, perhaps about a field of the page."""
        text = f"page line {about.line}: {text}" if about else text
        if text not in self.todos:
            self.todos.append(text)

    def record(self, fact: str, says: Any) -> dict[str, Any]:
        """Return the extension that records what the page says otherwise; nothing if the page is not known."""
        return {"x-wxbrand-unproven": [{"fact": fact, "says": says, "sources": [self.source]}]} if self.source else {}

    def description(self, of: Field) -> dict[str, Any]:
        """Return the placeholder of a field's description, with the page's words above it if they are wanted."""
        entry: dict[Any, Any] = {}
        if self.with_source and of.prose:
            entry[Comment(f"原文（第 {of.line} 行，{of.name}）：{of.prose}")] = None
        return entry | {"description": PLACEHOLDER}

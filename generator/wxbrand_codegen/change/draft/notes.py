"""Notes for the person who reviews a draft: TODOs, placeholders, the page's own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from wxbrand_codegen.document.yaml_writer import Comment
from wxbrand_codegen.pages import Field

PLACEHOLDER = "TODO：用自己的话说明"
"""Description that the reviewer replaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewNotes:
    """What a draft tells its reviewer."""

    with_source: bool
    """Whether the page's own words are added as comments."""

    todos: list[str] = field(default_factory=list)
    """What the reviewer has to settle."""

    def todo(self, text: str, about: Field | None = None) -> None:
        """Add a TODO, perhaps about a field of the page."""
        self.todos.append(f"page line {about.line}: {text}" if about else text)

    def description(self, of: Field) -> dict[str, Any]:
        """Return the placeholder of a field's description, with the page's words above it if they are wanted."""
        entry: dict[Any, Any] = {}
        if self.with_source and of.prose:
            entry[Comment(f"原文（第 {of.line} 行，{of.name}）：{of.prose}")] = None
        return entry | {"description": PLACEHOLDER}

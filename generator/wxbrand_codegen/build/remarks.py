"""Part of build: what a schema, parameter or operation says to people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wxbrand_codegen.build.unproven import unproven_of
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true, plain
from wxbrand_codegen.ir.documentation import Doc


def doc_of(places: Iterable[Node]) -> Doc:
    """Gather what people read; the first place that says a thing says it for all, such as a schema before what it refers to."""
    mappings = [place for place in places if isinstance(place, MappingNode)]

    def text(key: str) -> str:
        return next((text for place in mappings if (text := place.text(key))), "")

    def value(key: str) -> Any:
        return next((plain(place.members[key]) for place in mappings if key in place.members), None)

    return Doc(
        title=text("title"),
        text=text("description"),
        unit=text("x-wxbrand-unit"),
        lifetime=value("x-wxbrand-lifetime-seconds"),
        default=value("default"),
        unproven=tuple(entry for place in mappings for entry in unproven_of(place)),
        deprecated=any(is_true(place, "deprecated") for place in mappings),
    )


def example_of(places: Iterable[Node]) -> Node | None:
    """Give the value that a schema shows: its example, else its default."""
    for place in places:
        if isinstance(place, MappingNode):
            shown = place.get("example") or next(iter(place.sequence("examples")), None) or place.get("default")
            if shown is not None:
                return shown
    return None

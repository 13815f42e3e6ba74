"""Documentation and examples of schemas, parameters and media types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.build.extensions import unproven_facts
from wxbrand_codegen.document.nodes import MappingNode, Node, is_true, plain
from wxbrand_codegen.ir.models import Doc


def doc_of(node: Node, context: Context, *, schema: Node | None = None) -> Doc:
    """Return the documentation of a schema, or of a parameter and its schema.

    A text of the node itself takes precedence over texts of what it refers to, and of the schema.
    """
    nodes = [*_mappings(node, context), *(_mappings(schema, context) if schema is not None else ())]

    def text(key: str) -> str:
        return next((text for node in nodes if (text := node.text(key))), "")

    def value(key: str) -> Any:
        return next((plain(node.members[key]) for node in nodes if key in node.members), None)

    return Doc(
        title=text("title"),
        text=text("description"),
        unit=text("x-wxbrand-unit"),
        lifetime=value("x-wxbrand-lifetime-seconds"),
        default=value("default"),
        unproven=tuple(fact for node in nodes for fact in unproven_facts(node)),
        deprecated=any(is_true(node, "deprecated") for node in nodes),
    )


def schema_example(node: Node, context: Context) -> Node | None:
    """Return the example of a schema, or its default, or those of what it refers to."""
    for mapping in _mappings(node, context):
        example = mapping.get("example") or next(iter(mapping.sequence("examples")), None)
        if example is not None:
            return example
        if (default := mapping.get("default")) is not None:
            context.defaults.add(default.mark)
            return default
    return None


def declared_example(node: MappingNode, context: Context) -> Node | None:
    """Return the `example` of a parameter or media type, else the first of its `examples`."""
    return next(declared_examples(node, context), None)


def declared_examples(node: MappingNode, context: Context) -> Iterator[Node]:
    """Yield the `example` and the `examples` of a parameter or media type."""
    if (example := node.get("example")) is not None:
        yield example
    for entry in node.entries("examples").values():
        resolved = context.resolve(entry)
        if isinstance(resolved, MappingNode) and "value" in resolved.members:
            yield resolved.members["value"]


def _mappings(node: Node, context: Context) -> list[MappingNode]:
    return [node for node in context.reference_chain(node) if isinstance(node, MappingNode)]

"""The names of what schemas describe: classes without a name of their own, and the members of objects."""

from __future__ import annotations

from wxbrand_codegen.build.context import NAME, Context
from wxbrand_codegen.document.nodes import MappingNode, Node
from wxbrand_codegen.ir.names import Name, nested_name


def class_name_of(schema: Node, class_name: Name, context: Context) -> Name:
    """Return the name of the class of a schema that is not a property: the chosen one, else that after its place."""
    chosen = context.chosen_name(schema, "class")
    if chosen is None or not isinstance(schema, MappingNode):
        return class_name
    mark = schema.mark_of(NAME)
    if "$ref" in schema.members:
        message = f"{NAME} beside $ref has no effect here; write it into what is referred to"
        context.advise(mark, "unused-name", message)
    elif context.classes.choose(chosen.pascal, schema.mark):
        return chosen
    else:
        message = f"{NAME}: another class has the name {chosen.pascal}; choose another name"
        context.problem(mark, "name-clash", message)
    return class_name


def option_name(class_name: Name, number: int) -> Name:
    """Name a variant without a name of its own after its position."""
    return nested_name(class_name, Name(snake=f"option_{number}", pascal=f"Option{number}"))


def member_names(schema: MappingNode, context: Context) -> dict[str, Name]:
    """Return the Python name of each property of an object schema."""
    properties = schema.mapping("properties")
    wanted = [
        context.wanted(wire, wire, "field", node, properties.mark_of(wire))
        for wire, node in (properties.members.items() if properties else ())
        if properties
    ]
    return context.distinct_names(wanted, lambda name: (name.snake,))

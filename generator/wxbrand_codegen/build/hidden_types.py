"""Keep annotations readable: a member must not have the name of a class that the annotations beside it mention.

In the body of a class such a member would stand for the class. It can only happen to names in a script without capitals.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from wxbrand_codegen.ir.models import Field
from wxbrand_codegen.ir.types import Ref, innermost


def not_hiding_types(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return the members of one class; those that would hide a class get an underscore at their end."""
    members = tuple(fields)
    classes = {type_.name for field in members if isinstance(type_ := innermost(field.type), Ref)}
    hiding = classes & {field.name.snake for field in members}
    return tuple(
        replace(field, name=replace(field.name, snake=f"{field.name.snake}_")) if field.name.snake in hiding else field
        for field in members
    )

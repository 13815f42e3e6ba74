"""The extension `x-wxbrand-paging`: operations that return one page of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.document.nodes import MappingNode
from wxbrand_codegen.ir.models import Field, Model, Record
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Operation, Paging
from wxbrand_codegen.ir.types import Integer, ListOf, Nullable, Ref, Text, Type

_QUERY_PARAMETERS = frozenset({"token", "offset", "limit"})
_TYPES: dict[str, tuple[type[Text] | type[Integer], str]] = {
    "token": (Text, "string"), "next": (Text, "string"), "offset": (Integer, "integer"),
    "limit": (Integer, "integer"), "total": (Integer, "integer"),
}  # fmt: skip
"""Type that the runtime and the tests need, and its name in JSON Schema."""

_VERB = re.compile(r"(list|query|get)_(?=.)")


def paging_of(node: MappingNode, operation: Operation, models: Mapping[str, Model], context: Context) -> Paging | None:
    """Return how to get to the next page; None if the operation has no pages, or declares them wrongly."""
    paging = node.mapping("x-wxbrand-paging")
    if paging is None:
        return None
    query = {p.field.wire: p.field for p in operation.parameters if p.location == "query"}
    response = page_fields(operation, models)
    members: dict[str, str] = {}
    for key in paging.members:
        wire = paging.text(key) or ""
        fields, what = (query, "query parameter") if key in _QUERY_PARAMETERS else (response, "response property")
        if wire not in fields:
            context.problem(paging.mark_of(key), "unknown-field", f"there is no {what} {wire}")
        elif (needed := _TYPES.get(key)) and not isinstance(_without_null(fields[wire].type), needed[0]):
            message = f"{wire} is used for paging as {key}, so its type must be {needed[1]}"
            context.problem(paging.mark_of(key), "unusable-paging", message)
        else:
            members[key] = fields[wire].name.snake
    items = response.get(paging.text("items") or "")
    type_ = _without_null(items.type) if items else None
    if not isinstance(type_, ListOf):
        message = f"{paging.text('items')} is not an array in the response"
        context.problem(paging.mark_of("items"), "unknown-field", message)
        return None
    return Paging(method=_iterator_name(operation.name), members=members, item=type_.item, mark=paging.mark)


def page_fields(operation: Operation, models: Mapping[str, Model]) -> dict[str, Field]:
    """Return the fields of the response by their names on the wire; none unless all successes have one record type."""
    types = {response.type for response in operation.success_responses}
    type_ = types.pop() if len(types) == 1 else None
    model = models.get(type_.name) if isinstance(type_, Ref) else None
    return {field.wire: field for field in model.fields} if isinstance(model, Record) else {}


def _iterator_name(operation: Name) -> Name:
    """Return the name of the iterator: `iter_stocks` for `list_stocks`."""
    return Name(snake=f"iter_{_VERB.sub('', operation.snake, count=1)}", pascal=f"Iter{operation.pascal}")


def _without_null(type_: Type) -> Type:
    return type_.item if isinstance(type_, Nullable) else type_

"""Part of build: operations that answer with one page of a list, as `x-wxbrand-paging` tells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wxbrand_codegen.document.nodes import MappingNode
from wxbrand_codegen.ir.models import Field, Model, Record
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Operation, Paging
from wxbrand_codegen.ir.types import Integer, ListOf, Nullable, Ref, Text, Type
from wxbrand_codegen.problems import Problem, Report

_IN_QUERY = frozenset({"token", "offset", "limit"})
_KINDS: dict[str, tuple[type[Text] | type[Integer], str]] = {
    "token": (Text, "text"), "next": (Text, "text"), "offset": (Integer, "a whole number"),
    "limit": (Integer, "a whole number"), "total": (Integer, "a whole number"),
}  # fmt: skip
"""What the runtime and the tests take each member to be."""

_VERB = re.compile(r"(list|query|get)_(?=.)")


def iterator_name(operation: Name) -> Name:
    """Name the iterator of a list: `iter_stocks` for `list_stocks`."""
    return Name(snake=f"iter_{_VERB.sub('', operation.snake, count=1)}", pascal=f"Iter{operation.pascal}")


def paging_of(node: MappingNode, operation: Operation, models: Mapping[str, Model], report: Report) -> Paging | None:
    """Give how an operation leads to its next page; None if it says nothing of pages, or something wrong."""
    told = node.mapping("x-wxbrand-paging")
    if told is None:
        return None
    query = {p.field.wire: p.field for p in operation.parameters if p.location == "query"}
    answer = members_of_page(operation, models)
    members: dict[str, str] = {}
    for key in told.members:
        wire = told.text(key) or ""
        there, what = (
            (query, "the query has no parameter") if key in _IN_QUERY else (answer, "the answer has no member")
        )
        if wire not in there:
            report(Problem(mark=told.mark_of(key), code="unknown-field", message=f"{what} {wire}"))
        elif (needed := _KINDS.get(key)) and not isinstance(_bare(there[wire].type), needed[0]):
            message = f"{wire} leads from page to page, so it must be {needed[1]}"
            report(Problem(mark=told.mark_of(key), code="unusable-paging", message=message))
        else:
            members[key] = there[wire].name.snake
    item = _item(answer.get(told.text("items") or ""))
    if item is None:
        message = f"{told.text('items')} is not a list of the answer"
        report(Problem(mark=told.mark_of("items"), code="unknown-field", message=message))
        return None
    return Paging(method=iterator_name(operation.name), members=members, item=item, mark=told.mark)


def members_of_page(operation: Operation, models: Mapping[str, Model]) -> dict[str, Field]:
    """Give the members of what the operation answers with; if it may answer in several ways, there are no pages."""
    kinds = {reply.type for reply in operation.success_responses}
    only = kinds.pop() if len(kinds) == 1 else None
    model = models.get(only.name) if isinstance(only, Ref) else None
    return {field.wire: field for field in model.fields} if isinstance(model, Record) else {}


def _item(field: Field | None) -> Type | None:
    type_ = _bare(field.type) if field else None
    return type_.item if isinstance(type_, ListOf) else None


def _bare(type_: Type) -> Type:
    return type_.item if isinstance(type_, Nullable) else type_

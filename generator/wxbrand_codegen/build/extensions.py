"""The `x-wxbrand-` extensions of operations and notifications, paging included, and a document's unproven facts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.document.structure import walk
from wxbrand_codegen.ir.models import Field, Model, Record, UnprovenFact
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Extensions, Operation, Paging, Parameter
from wxbrand_codegen.ir.types import Integer, ListOf, Nullable, Ref, Text, Type

_QUERY_PARAMETERS = frozenset({"token", "offset", "limit"})
_TYPES: dict[str, tuple[type[Text] | type[Integer], str]] = {
    "token": (Text, "string"), "next": (Text, "string"), "offset": (Integer, "integer"),
    "limit": (Integer, "integer"), "total": (Integer, "integer"),
}  # fmt: skip
"""Type that the runtime and the tests need for a member of `x-wxbrand-paging`, and its name in JSON Schema."""

_VERB = re.compile(r"(list|query|get)_(?=.)")


def extensions_of(node: MappingNode, parameters: tuple[Parameter, ...], context: Context) -> Extensions:
    """Return what the extensions of an operation or a webhook say."""
    idempotency = node.mapping("x-wxbrand-idempotency")
    return Extensions(
        page={key: str(plain(value)) for key, value in node.entries("x-wxbrand-page").items()},
        rate_limit=_rate_limit(node),
        request_number=_request_number(idempotency, parameters, context) if idempotency else None,
        repeat=(idempotency.text("repeat") if idempotency else None) or "",
        repeat_note=(idempotency.text("note") if idempotency else None) or "",
        unproven=unproven_facts(node),
        preconditions=tuple(str(plain(item)) for item in node.sequence("x-wxbrand-preconditions")),
    )


def _rate_limit(node: MappingNode) -> tuple[int, int, str] | None:
    rate = node.mapping("x-wxbrand-rate-limit")
    numbers = [plain(rate.members[key]) for key in ("requests", "seconds") if key in rate.members] if rate else []
    return (numbers[0], numbers[1], rate.text("per") or "") if rate and len(numbers) == 2 else None


def _request_number(idempotency: MappingNode, parameters: tuple[Parameter, ...], context: Context) -> Name | None:
    wire = idempotency.text("field")
    if not wire:
        return None
    for parameter in parameters:
        if parameter.field.wire == wire and parameter.location == "body":
            return parameter.field.name
    context.problem(idempotency.mark_of("field"), "unknown-field", f"the body has no property {wire}")
    return None


def unproven_facts(node: MappingNode) -> tuple[UnprovenFact, ...]:
    """Return the unproven facts that a schema, parameter or operation records."""
    entries = [entry for entry in node.sequence("x-wxbrand-unproven") if isinstance(entry, MappingNode)]
    return tuple(
        UnprovenFact(
            fact=entry.text("fact") or "",
            says=plain(entry.members["says"]) if "says" in entry.members else None,
            sources=tuple(str(plain(source)) for source in entry.sequence("sources")),
            note=entry.text("note") or "",
            mark=entry.mark,
        )
        for entry in entries
    )


def all_unproven_facts(root: MappingNode) -> tuple[UnprovenFact, ...]:
    """Return all unproven facts of a document, ordered by position."""
    nodes = {id(node): node for node, _, _ in walk(root)}  # by id, because a path item may be joined in twice
    facts = [fact for node in nodes.values() for fact in unproven_facts(node)]
    return tuple(sorted(facts, key=lambda fact: (fact.mark, fact.fact)))


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

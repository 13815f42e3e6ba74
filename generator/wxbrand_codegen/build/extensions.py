"""The `x-wxbrand-` extensions of operations and notifications, and the unproven facts of a document."""

from __future__ import annotations

from wxbrand_codegen.build.context import Context
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.document.structure import walk
from wxbrand_codegen.ir.models import UnprovenFact
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Extensions, Parameter


def extensions_of(node: MappingNode, parameters: tuple[Parameter, ...], context: Context) -> Extensions:
    """Return what the extensions of an operation or a webhook say."""
    page = node.mapping("x-wxbrand-page")
    idempotency = node.mapping("x-wxbrand-idempotency")
    return Extensions(
        page={key: str(plain(value)) for key, value in page.members.items()} if page else {},
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

"""Part of build: what our own extensions say of an operation or notification."""

from __future__ import annotations

from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.build.unproven import unproven_of
from wxbrand_codegen.document.nodes import MappingNode, plain
from wxbrand_codegen.ir.operations import Extensions, Parameter


def facts_of(node: MappingNode, parameters: tuple[Parameter, ...], schemas: Schemas) -> Extensions:
    """Gather page, rate, idempotency and preconditions; each may be missing."""
    page = node.mapping("x-wxbrand-page")
    rate = node.mapping("x-wxbrand-rate-limit")
    idempotency = node.mapping("x-wxbrand-idempotency")
    number = None
    if idempotency and (wire := idempotency.text("field")):
        number = next((p.field.name for p in parameters if p.field.wire == wire and p.location == "body"), None)
        if number is None:
            schemas.problem(idempotency.mark_of("field"), "unknown-field", f"the body has no member {wire}")
    numbers = [plain(rate.members[key]) for key in ("requests", "seconds") if key in rate.members] if rate else []
    return Extensions(
        page={key: str(plain(value)) for key, value in page.members.items()} if page else {},
        rate_limit=(numbers[0], numbers[1], rate.text("per") or "") if rate and len(numbers) == 2 else None,
        request_number=number,
        repeat=(idempotency.text("repeat") if idempotency else None) or "",
        repeat_note=(idempotency.text("note") if idempotency else None) or "",
        unproven=unproven_of(node),
        preconditions=tuple(str(plain(item)) for item in node.sequence("x-wxbrand-preconditions")),
    )

"""Build one operation from its declaration."""

from __future__ import annotations

import re

from wxbrand_codegen.build.bodies import body_of
from wxbrand_codegen.build.extensions import extensions_of
from wxbrand_codegen.build.parameters import parameters_of, resolve_name_clashes
from wxbrand_codegen.build.paths import DeclaredOperation, check_operation
from wxbrand_codegen.build.responses import responses_of
from wxbrand_codegen.build.schemas.types import Schemas
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Operation


def operation_of(declared: DeclaredOperation, schemas: Schemas) -> Operation:
    """Return an operation. Its examples are not validated yet, and its paging is missing."""
    check_operation(declared, schemas)
    node = declared.node
    declared_id = node.text("operationId")
    mark = node.mark_of("operationId") if declared_id else node.mark
    name = schemas.name(declared_id or _generated_id(declared), "method", mark)
    request = Name(snake=f"{name.snake}_request", pascal=f"{name.pascal}Request")
    own_parameters = parameters_of(declared, request, schemas)
    body, body_parameters = body_of(node, request, schemas)
    parameters = resolve_name_clashes([*own_parameters, *body_parameters], schemas)
    schemas.claim_class(request, mark)
    operation = Operation(
        id=declared_id or name.snake,
        name=name,
        method=declared.method.upper(),
        path=declared.path,
        title=node.text("summary") or "",
        text=node.text("description") or "",
        parameters=parameters,
        body=body,
        responses=responses_of(node, declared.method, name, schemas),
        extensions=extensions_of(node, parameters, schemas),
        mark=mark,
    )
    if "callbacks" in node.members:
        schemas.unsupported(node.mark_of("callbacks"), "callbacks of an operation are not supported")
    return operation


def _generated_id(declared: DeclaredOperation) -> str:
    """Return the id of an operation that has none: `get_stores_id` for GET /stores/{id}."""
    path = re.sub(r"[{}]", "", declared.path).strip("/").replace("/", "_")
    return f"{declared.method}_{path}"

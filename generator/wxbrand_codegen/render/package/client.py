"""Part of render: the clients and their areas."""

from __future__ import annotations

from collections.abc import Iterator

from wxbrand_codegen.generated_text import LINE_LENGTH
from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.operations import Notification, Operation
from wxbrand_codegen.render.annotations import Imports, annotation, import_statement, optional
from wxbrand_codegen.render.code import Code, call, code, docstring, identifier, literal, together
from wxbrand_codegen.render.documentation import (
    area_heading,
    iterator_paragraphs,
    operation_heading,
    operation_notes,
    sentence,
)
from wxbrand_codegen.render.package.models import homes, reply_annotation, request_class
from wxbrand_codegen.render.views import AreaModuleView, AreaView, MethodView, PackageView

PAGING = "wxbrand_runtime.client"


def package(api: Api) -> PackageView:
    """Give the package's front and its two clients."""
    return PackageView(
        doc=docstring([sentence(api.title) or "Generated client.", api.text], 0),
        client_doc=docstring([sentence(api.title) or "Generated client.", api.text], 4),
        base_url=literal(api.servers[0]),
        backup_base_urls=(literal(tuple(api.servers[1:])),) if api.servers[1:] else (),
        areas=tuple(
            AreaView(
                module=identifier(group.name.snake),
                sync_class=identifier(group.name.pascal),
                async_class=identifier(f"Async{group.name.pascal}"),
                imports=import_statement(
                    f".areas.{group.name.snake}", (f"Async{group.name.pascal}", group.name.pascal), 4
                ),
                doc=docstring([area_heading(group)], 8),
            )
            for group in api.areas
            if group.operations
        ),
        events=(tuple(map(_event, api.notifications)),) if api.notifications else (),
    )


def _event(notification: Notification) -> Code:
    return code("{}: {}", literal(notification.event_type), literal(notification.name.pascal))


def area(group: Area, api: Api) -> AreaModuleView:
    """Give the module of one area."""
    imports = Imports({name: f"..models.{home}" for name, home in homes(api).items()})
    methods = tuple(method for operation in group.operations for method in _methods(operation, group, imports))
    for base in ("AsyncArea", "SyncArea"):
        imports.need("wxbrand_runtime.client", base)
    return AreaModuleView(
        doc=docstring([area_heading(group)], 0),
        imports=imports.lines(),
        sync_class=identifier(group.name.pascal),
        async_class=identifier(f"Async{group.name.pascal}"),
        class_doc=docstring([area_heading(group)], 4),
        methods=methods,
    )


def _methods(operation: Operation, group: Area, imports: Imports) -> Iterator[MethodView]:
    fields = [p.field for p in sorted(operation.parameters, key=lambda p: not p.field.required)]
    parameters = [code("{}: {}", identifier(field.name.snake), optional(field, imports)) for field in fields]
    signature = [Code("self"), *([Code("*"), *parameters] if parameters else [])]
    reply = reply_annotation(operation, imports)
    request = imports.need(f"..models.{group.name.snake}", request_class(operation))
    name = identifier(operation.name.snake)
    arguments = [code("{}={}", argument, argument) for argument in (identifier(f.name.snake) for f in fields)]
    yield MethodView(
        name=name,
        sync_opening=_opening(code("def {}(", name), signature, reply),
        async_opening=_opening(code("async def {}(", name), signature, reply),
        doc=docstring([operation_heading(operation), sentence(operation.text), *operation_notes(operation)], 8),
        sync_return=_return(Code("return self._send("), code("{}(", request), arguments),
        async_return=_return(Code("return await self._send("), code("{}(", request), arguments),
    )
    if operation.paging:
        iterator = identifier(operation.paging.method.snake)
        kinds = code("[{}, {}]", reply, annotation(operation.paging.item, imports))
        pages, async_pages = (imports.need(PAGING, kind) for kind in ("Pages", "AsyncPages"))
        returned = _return(Code("return self._pages("), code("{}(", request), arguments)
        yield MethodView(
            name=iterator,
            sync_opening=_opening(code("def {}(", iterator), signature, code("{}{}", pages, kinds)),
            async_opening=_opening(code("def {}(", iterator), signature, code("{}{}", async_pages, kinds)),
            doc=docstring(iterator_paragraphs(operation), 8),
            sync_return=returned,
            async_return=returned,
        )


def _opening(start: Code, signature: list[Code], reply: Code) -> Code:
    return code("{} -> {}:", call(start, signature, ")", 4, used=len(" -> :") + len(reply)), reply)


def _return(sending: Code, request: Code, arguments: list[Code]) -> Code:
    flat = code("{}{}{}))", sending, request, together(", ", arguments))
    if 8 + len(flat) <= LINE_LENGTH:
        return flat
    return code("{}\n            {}\n        )", sending, call(request, arguments, ")", 12))

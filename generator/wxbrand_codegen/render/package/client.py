"""Views of the two clients and of their areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wxbrand_codegen.generated_text import LINE_LENGTH, display_width
from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.names import Name
from wxbrand_codegen.ir.operations import Operation, request_class
from wxbrand_codegen.ir.schemes import BRAND
from wxbrand_codegen.render.code import Code, Entries, bracketed, code, docstring, identifier, join, literal
from wxbrand_codegen.render.docstrings import (
    area_heading,
    argument_text,
    iterator_paragraphs,
    operation_heading,
    operation_notes,
    sentence,
)
from wxbrand_codegen.render.expressions import annotation, argument, response_annotation
from wxbrand_codegen.render.imports import Imports, import_statement
from wxbrand_codegen.render.views import AreaView, MethodView, PackageView

_CLIENT = "wxbrand_runtime.client"
_SCHEMES = "wxbrand_runtime.auth"


def client_package(api: Api, modules: Mapping[str, str], aliases: Mapping[str, str]) -> PackageView:
    """Return the view of `__init__.py`, `client.py` and, in it, those of the areas.

    modules: the module of each model. aliases: those of the models in requests.
    """
    paragraphs = [sentence(api.title) or "Generated client.", api.text]
    without_server = "" if api.servers else "WithoutServer"
    imports = Imports({})
    areas = tuple(_area(area, modules, aliases) for area in api.areas if area.operations)
    if areas:
        imports.add("functools", "cached_property")
        imports.add("typing", "TYPE_CHECKING")
    area_imports = join("\n    ", [Code("if TYPE_CHECKING:"), *(area.client_import for area in areas)])
    events = tuple(code("{}: {}", literal(n.event_type), literal(n.name.pascal)) for n in api.notifications)
    return PackageView(
        doc=docstring(paragraphs, 0),
        client=identifier(api.scheme.client),
        async_client=identifier(api.scheme.async_client),
        client_doc=docstring(paragraphs, 4),
        sync_base=imports.add(_CLIENT, f"SyncClient{without_server}"),
        async_base=imports.add(_CLIENT, f"AsyncClient{without_server}"),
        settings=_settings(api, imports),
        imports=imports.statements(),
        area_imports=(area_imports,) if areas else (),
        areas=areas,
        events=(events,) if events else (),
    )


def _settings(api: Api, imports: Imports) -> tuple[Code, ...]:
    lines: list[Code] = []
    if api.scheme != BRAND:  # the default of the base class
        lines.append(code("scheme = {}", imports.add(_SCHEMES, api.scheme.constant)))
    lines += [code("default_base_url = {}", literal(url)) for url in api.servers[:1]]
    if backups := [literal(url) for url in api.servers[1:]]:
        lines.append(code("backup_base_urls = ({},)", join(", ", backups)))
    return (join("\n    ", lines),) if lines else ()


def _area(area: Area, modules: Mapping[str, str], aliases: Mapping[str, str]) -> AreaView:
    imports = Imports({name: f"..models.{module}" for name, module in modules.items()})
    methods = tuple(method for operation in area.operations for method in _methods(operation, area, imports, aliases))
    for base in ("AsyncArea", "SyncArea"):
        imports.add(_CLIENT, base)
    module, sync_class, async_class = area.module, area.name.pascal, f"Async{area.name.pascal}"
    attribute_doc, class_doc, doc = (docstring([area_heading(area)], indent) for indent in (8, 4, 0))
    return AreaView(
        attribute=identifier(area.name.snake),
        module=identifier(module),
        sync_class=identifier(sync_class),
        async_class=identifier(async_class),
        client_import=import_statement(f".areas.{module}", (async_class, sync_class), 4),
        attribute_doc=attribute_doc,
        doc=doc,
        imports=imports.statements(),
        class_doc=class_doc,
        methods=methods,
    )


def _methods(operation: Operation, area: Area, imports: Imports, aliases: Mapping[str, str]) -> Iterator[MethodView]:
    """Yield the method of an operation and, if it has paging, the iterator."""
    fields = [p.field for p in sorted(operation.parameters, key=lambda p: not p.field.must_be_given)]
    parameters = [argument(field, imports, aliases) for field in fields]
    signature = [Code("self"), *([Code("*"), *parameters] if parameters else [])]
    response = response_annotation(operation, imports)
    request = code("{}(", imports.add(f"..models.{area.module}", request_class(operation.name)))
    name = identifier(operation.name.snake)
    arguments = [code("{}={}", argument, argument) for argument in (identifier(f.name.snake) for f in fields)]
    yield MethodView(
        decorators=_decorators(operation, area, operation.name, imports),
        sync_opening=_opening(code("def {}(", name), signature, response),
        async_opening=_opening(code("async def {}(", name), signature, response),
        doc=docstring(_method_paragraphs(operation), 8),
        sync_return=_return(Code("return self._send("), request, arguments),
        async_return=_return(Code("return await self._send("), request, arguments),
    )
    if operation.paging:
        iterator = code("def {}(", identifier(operation.paging.method.snake))
        item = annotation(operation.paging.item, imports)
        pages, async_pages = (
            code("{}[{}, {}]", imports.add(_CLIENT, kind), response, item) for kind in ("Pages", "AsyncPages")
        )
        returned = _return(Code("return self._pages("), request, arguments)
        yield MethodView(
            decorators=_decorators(operation, area, operation.paging.method, imports),
            sync_opening=_opening(iterator, signature, pages),
            async_opening=_opening(iterator, signature, async_pages),
            doc=docstring([*iterator_paragraphs(operation), _arguments(operation)], 8),
            sync_return=returned,
            async_return=returned,
        )


def _method_paragraphs(operation: Operation) -> list[str | Entries]:
    return [operation_heading(operation), sentence(operation.text), _arguments(operation), *operation_notes(operation)]


def _arguments(operation: Operation) -> Entries:
    """Describe the arguments of a method in the order of its signature."""
    parameters = sorted(operation.parameters, key=lambda p: not p.field.must_be_given)
    return {str(identifier(p.field.name.snake)): argument_text(p) for p in parameters}


def _decorators(operation: Operation, area: Area, method: Name, imports: Imports) -> tuple[Code, ...]:
    if not operation.deprecated:
        return ()
    message = f"{area.name.snake}.{method.snake} is deprecated; see its docstring"
    return (code("@{}({})", imports.add(_CLIENT, "deprecated"), literal(message)),)


def _opening(start: Code, signature: list[Code], returned: Code) -> Code:
    reserved = len(" -> :") + display_width(returned)
    return code("{} -> {}:", bracketed(start, signature, ")", 4, reserved=reserved), returned)


def _return(sending: Code, request: Code, arguments: list[Code]) -> Code:
    flat = code("{}{}{}))", sending, request, join(", ", arguments))
    if 8 + display_width(flat) <= LINE_LENGTH:
        return flat
    return code("{}\n            {}\n        )", sending, bracketed(request, arguments, ")", 12))

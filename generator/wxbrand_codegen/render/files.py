"""List the files of a generated package and of its tests, and render each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from wxbrand_codegen.document.characters import INVISIBLE
from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import JsonValue, plain
from wxbrand_codegen.document.references import component_name
from wxbrand_codegen.examples.values import response_example
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.media_types import is_json, is_sent_as
from wxbrand_codegen.ir.operations import Operation, Response
from wxbrand_codegen.render.code import identifier
from wxbrand_codegen.render.package.client import client_package
from wxbrand_codegen.render.package.models import SHARED, model_modules, models_module, models_package
from wxbrand_codegen.render.package.reference import readme, reference
from wxbrand_codegen.render.package.request_models import request_models
from wxbrand_codegen.render.templates import renderer
from wxbrand_codegen.render.tests.rule_cases import MAX_ATTEMPTS
from wxbrand_codegen.render.tests.suites import test_module
from wxbrand_codegen.render.views import ConftestView

_NOT_IN_JSON = re.compile(f"{INVISIBLE.pattern}|[\x85\u2028\u2029]")

Files = Iterator[tuple[str, str]]
"""Paths relative to the folder, with `/`, and texts. Each file is rendered when it is asked for."""


def render_package(api: Api, package: str, templates: Path | None = None) -> Files:
    """Yield the files of the package. Raises ProblemsFound for a broken template."""
    render = renderer(templates)
    in_requests = request_models(api)
    modules = model_modules(api, in_requests.aliases)
    client = client_package(api, modules, in_requests.aliases)
    yield "__init__.py", render("package.py.jinja", client)
    yield "README.md", render("readme.md.jinja", readme(api, package))
    yield "client.py", render("client.py.jinja", client)
    yield "py.typed", ""
    yield "areas/__init__.py", render("areas_init.py.jinja", None)
    yield "models/__init__.py", render("models_init.py.jinja", models_package(api, modules))
    if SHARED in modules.values():
        shared = models_module(SHARED, None, api, modules, in_requests)
        yield f"models/{SHARED}.py", render("models.py.jinja", shared)
    for view in client.areas:
        yield f"areas/{view.module}.py", render("area.py.jinja", view)
    for area in api.areas:
        name = area.module
        models = models_module(name, area, api, modules, in_requests)
        yield f"models/{name}.py", render("models.py.jinja", models)
        yield f"reference/{name}.md", render("reference.md.jinja", reference(area, api, package))


def render_tests(api: Api, document: Document, package: str, templates: Path | None = None) -> Files:
    """Yield the files of the tests, including the joined spec. Raises ProblemsFound for a broken template."""
    render = renderer(templates)
    yield "conftest.py", render("conftest.py.jinja", _conftest(api, package))
    attempts = iter(range(MAX_ATTEMPTS))
    for area in api.areas:
        view = test_module(area, api, package, attempts)
        if view.classes:
            yield f"test_{area.module}.py", render("test_area.py.jinja", view)
    yield "openapi.json", _json(with_response_examples(plain(document.root), api))


def _conftest(api: Api, package: str) -> ConftestView:
    scheme = api.scheme
    return ConftestView(
        package=identifier(package), client=identifier(scheme.client), async_client=identifier(scheme.async_client)
    )


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _indented(value: JsonValue, line_break: str) -> str:
    """Write JSON as `json.dumps` with `indent=1` does, in a third of the time."""
    inner = f"{line_break} "
    if isinstance(value, dict) and value:
        members = f",{inner}".join([f"{_encode(key)}: {_indented(member, inner)}" for key, member in value.items()])
        return f"{{{inner}{members}{line_break}}}"
    if isinstance(value, list) and value:
        items = f",{inner}".join([_indented(item, inner) for item in value])
        return f"[{inner}{items}{line_break}]"
    return _encode(value)


def with_response_examples(document: JsonValue, api: Api) -> JsonValue:
    """Set the examples of a joined document to the responses that the tests expect: the sandbox answers with them."""
    for area in api.areas:
        for operation in (operation for operation in area.operations if operation.has_examples):
            for response in operation.success_responses:
                example = response_example(response, api.models)
                if example is not None or response.type is not None:
                    media = _media(document, operation, response)
                    media.pop("examples", None)
                    media["example"] = example
    return document


def _media(document: JsonValue, operation: Operation, response: Response) -> dict[str, Any]:
    node = document["paths"][operation.path][operation.method.lower()]["responses"][response.status]
    while "$ref" in node:
        node = document["components"]["responses"][component_name(node["$ref"])]
    content: dict[str, dict[str, Any]] = node["content"]
    matches = is_json if response.type is not None else partial(is_sent_as, response.content_type)
    return next(media for name, media in content.items() if matches(name))


def _json(document: JsonValue) -> str:
    """Write JSON whose invisible characters are escapes."""
    text = _indented(document, "\n")
    return _NOT_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"

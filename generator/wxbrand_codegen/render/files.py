"""Fourth stage: an Api into the text of files, through logic-free templates."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from functools import partial, reduce
from operator import getitem
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    TemplateError,
    TemplateRuntimeError,
    TemplateSyntaxError,
)

from wxbrand_codegen.document.load import Document
from wxbrand_codegen.document.nodes import JsonValue, plain
from wxbrand_codegen.examples.values import response_example
from wxbrand_codegen.generated_text import FromCustomTemplate
from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.ir.media_types import is_json, is_sent_as
from wxbrand_codegen.ir.operations import Operation, Response
from wxbrand_codegen.packaged_files import templates_folder
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound, display_path
from wxbrand_codegen.render.code import Code
from wxbrand_codegen.render.gaps import Gap
from wxbrand_codegen.render.package import client as views_client
from wxbrand_codegen.render.package import models as views_models
from wxbrand_codegen.render.package import readme as views_readme
from wxbrand_codegen.render.package import reference as views_reference
from wxbrand_codegen.render.tests import suites as views_tests
from wxbrand_codegen.render.tests.rule_cases import MOST_TRIES

Files = dict[str, str]
"""Path inside a folder, with `/`, to text."""


def render_package(api: Api, package: str, templates: Path | None = None) -> Files:
    """Give the files of the package, paths relative to it."""
    show = _printer(templates)
    where = views_models.homes(api)
    files = {
        "__init__.py": show("package.py.jinja", views_client.package(api)),
        "README.md": show("readme.md.jinja", views_readme.readme(api, package)),
        "client.py": show("client.py.jinja", views_client.package(api)),
        "py.typed": "",
        "areas/__init__.py": show("areas_front.py.jinja", None),
        "models/__init__.py": show("models_front.py.jinja", views_models.models_front(api, where)),
    }
    modules = [group.name.snake for group in api.areas]
    if views_models.SHARED in where.values():
        modules.append(views_models.SHARED)
    for module in modules:
        files[f"models/{module}.py"] = show("models.py.jinja", views_models.models_module(module, api, where))
    for group in api.areas:
        files[f"reference/{group.name.snake}.md"] = show(
            "reference.md.jinja", views_reference.reference(group, api, package)
        )
        if group.operations:
            files[f"areas/{group.name.snake}.py"] = show("area.py.jinja", views_client.area(group, api))
    return files


def render_tests(api: Api, document: Document, package: str, templates: Path | None = None) -> Files:
    """Give the files of the tests, the joined spec among them."""
    show = _printer(templates)
    files = {
        "conftest.py": show("conftest.py.jinja", views_tests.conftest(package)),
        "openapi.json": json.dumps(with_answers(plain(document.root), api), ensure_ascii=False, indent=1) + "\n",
    }
    tries = iter(range(MOST_TRIES))
    for group in api.areas:
        view = views_tests.test_module(group, api, package, tries)
        files[f"test_{group.name.snake}.py"] = show("test_area.py.jinja", view)
    return files


def with_answers(document: JsonValue, api: Api) -> JsonValue:
    """Put into a joined document the very answers that the tests expect, since the sandbox plays what is shown there."""
    for group in api.areas:
        for operation in group.operations:
            for reply in operation.success_responses:
                if (shown := response_example(reply, api.models)) is not None or reply.type is not None:
                    media = _media(document, operation, reply)
                    media.pop("examples", None)
                    media["example"] = shown
    return document


def _media(document: JsonValue, operation: Operation, reply: Response) -> dict[str, Any]:
    response = document["paths"][operation.path][operation.method.lower()]["responses"][reply.status]
    while "$ref" in response:
        _, *steps = response["$ref"].split("/")
        response = reduce(getitem, steps, document)
    content: dict[str, dict[str, Any]] = response["content"]
    is_taken = is_json if reply.type is not None else partial(is_sent_as, reply.content_type)
    return next(media for name, media in content.items() if is_taken(name))


def _printer(overlay: Path | None) -> Callable[[str, Any], str]:
    folders = [FileSystemLoader(folder) for folder in (overlay, templates_folder()) if folder]
    environment = Environment(
        loader=ChoiceLoader(folders),
        undefined=Gap,
        autoescape=False,  # noqa: S701  (Python is printed, not HTML; `_only_code` is the guard)
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_only_code,
    )

    def show(template: str, view: Any) -> str:
        try:
            text = environment.get_template(template).render(view=view)
            return FromCustomTemplate(text) if overlay and (overlay / template).is_file() else text
        except (TemplateError, UnicodeDecodeError, OSError) as problem:
            message = str(problem) or type(problem).__name__
            raise ProblemsFound(
                [Problem(mark=_place(problem, template), code="broken-template", message=message)]
            ) from None

    return show


def _place(problem: Exception, template: str) -> Mark:
    """Find the line of a template that was being printed."""
    if isinstance(problem, TemplateSyntaxError):
        return Mark(file=display_path(Path(problem.filename or template)), line=problem.lineno, column=1)
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if frame.filename.endswith(".jinja")]
    if not frames:
        return Mark(file=template, line=1, column=1)
    return Mark(file=display_path(Path(frames[-1].filename)), line=frames[-1].lineno or 1, column=1)


def _only_code(value: object) -> Code:
    """Let nothing but Code through a `{{ }}`; a plain string there would be text of the spec becoming source."""
    if isinstance(value, Gap):
        value.reveal()
    if not isinstance(value, Code):
        raise TemplateRuntimeError(f"a template printed {type(value).__name__}, and only Code may be printed")
    return value

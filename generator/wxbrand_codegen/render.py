"""Fourth stage: an Api into the text of files, through logic-free templates."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError

from wxbrand_codegen import views_client, views_models, views_tests
from wxbrand_codegen.code import Code
from wxbrand_codegen.ir import Api
from wxbrand_codegen.load import Document
from wxbrand_codegen.nodes import plain
from wxbrand_codegen.places import data_folder
from wxbrand_codegen.problems import Mark, Problem, Refused

Files = dict[str, str]
"""Path inside a folder, with `/`, to text."""


def package_files(api: Api, templates: Path | None = None) -> Files:
    """Give the files of the package, paths relative to it."""
    show = _printer(templates)
    where = views_models.homes(api)
    files = {
        "__init__.py": show("package.py.jinja", views_client.package(api)),
        "client.py": show("client.py.jinja", views_client.package(api)),
        "py.typed": "",
        "areas/__init__.py": show("areas_front.py.jinja", None),
        "models/__init__.py": show("models_front.py.jinja", views_models.models_front(api, where)),
    }
    modules = [group.name.snake for group in api.groups]
    if views_models.SHARED in where.values():
        modules.append(views_models.SHARED)
    for module in modules:
        files[f"models/{module}.py"] = show("models.py.jinja", views_models.models_module(module, api, where))
    for group in api.groups:
        files[f"areas/{group.name.snake}.py"] = show("area.py.jinja", views_client.area(group, api))
    return files


def test_files(api: Api, document: Document, package: str, templates: Path | None = None) -> Files:
    """Give the files of the tests, the joined spec among them."""
    show = _printer(templates)
    files = {
        "conftest.py": show("conftest.py.jinja", views_tests.conftest(package)),
        "openapi.json": json.dumps(plain(document.root), ensure_ascii=False, indent=1) + "\n",
    }
    for group in api.groups:
        files[f"test_{group.name.snake}.py"] = show("test_area.py.jinja", views_tests.test_module(group, api, package))
    return files


def _printer(overlay: Path | None) -> Callable[[str, Any], str]:
    folders = [FileSystemLoader(folder) for folder in (overlay, data_folder("templates")) if folder]
    environment = Environment(
        loader=ChoiceLoader(folders),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  (Python is printed, not HTML; `_only_code` is the guard)
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_only_code,
    )

    def show(template: str, view: Any) -> str:
        try:
            return environment.get_template(template).render(view=view)
        except TemplateError as problem:
            place = Mark(file=getattr(problem, "filename", None) or template, line=getattr(problem, "lineno", 1) or 1, column=1)
            raise Refused([Problem(mark=place, code="broken-template", message=str(problem.message or problem))]) from None

    return show


def _only_code(value: object) -> Code:
    """Let nothing but Code through a `{{ }}`; a plain string there would be text of the spec becoming source."""
    if not isinstance(value, Code):
        raise TypeError(f"a template printed {type(value).__name__}, and only Code may be printed")
    return value

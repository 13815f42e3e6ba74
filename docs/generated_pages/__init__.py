"""Pages of the site that are made from the code and the spec: operations, errors, commands, variables, packages.

Input: the language. Output: pages as Markdown, by path. `docs/build.py` puts them beside the hand-written ones. Begin with `all_pages`;
`words` has the words of both languages.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wxbrand_codegen.ir.api import Api
from wxbrand_codegen.pipeline import read

from generated_pages.commands import command_pages
from generated_pages.errors import error_page
from generated_pages.operations import operation_pages
from generated_pages.overview import overview_page
from generated_pages.packages import package_pages
from generated_pages.page import Page
from generated_pages.variables import variable_page
from generated_pages.words import Language

__all__ = ["Language", "Page", "all_pages", "brand_api"]


def all_pages(language: Language) -> dict[str, Page]:
    """Return all generated pages of a language by path, such as `reference/errors.md`, in the order of the navigation."""
    return {
        "reference/index.md": overview_page(language),
        **dict(operation_pages(brand_api(), language)),
        "reference/errors.md": error_page(language),
        **dict(command_pages(language)),
        "reference/variables.md": variable_page(language),
        **dict(package_pages(language)),
    }


@cache
def brand_api() -> Api:
    """Return the API of the spec in this repository."""
    return read(Path(__file__).parents[2] / "spec" / "openapi.yaml")[1].api

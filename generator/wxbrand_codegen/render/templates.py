"""Render views through Jinja templates. A template can print nothing but `Code`."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2

from wxbrand_codegen.generated_text import FromCustomTemplate
from wxbrand_codegen.packaged_files import templates_folder
from wxbrand_codegen.problems import Mark, Problem, ProblemsFound, display_path
from wxbrand_codegen.render.code import Code

Renderer = Callable[[str, Any], str]
"""Takes the name of a template and a view, and returns the text. Raises ProblemsFound for a broken template."""


def renderer(custom: Path | None) -> Renderer:
    """Return a function that renders views; templates in the folder `custom` override the built-in ones."""
    environment = _environment(custom)

    def render(template: str, view: Any) -> str:
        try:
            text = environment.get_template(template).render(view=view)
            return FromCustomTemplate(text) if custom and (custom / template).is_file() else text
        except (jinja2.TemplateError, UnicodeDecodeError, OSError) as error:
            message = str(error) or type(error).__name__
            problem = Problem(mark=_mark(error, template), code="broken-template", message=message)
            raise ProblemsFound([problem]) from None

    return render


@lru_cache(maxsize=4)  # it keeps the compiled templates, and compiles one again whose file has changed
def _environment(custom: Path | None) -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [jinja2.FileSystemLoader(folder) for folder in (custom, templates_folder()) if folder]
        ),
        undefined=_MissingPiece,
        autoescape=False,  # noqa: S701  (the output is not HTML; `_only_code` is the guard)
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_only_code,
    )


def _mark(error: Exception, template: str) -> Mark:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Mark(file=display_path(Path(error.filename or template)), line=error.lineno, column=1)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".jinja")]
    if not frames:
        return Mark(file=template, line=1, column=1)
    return Mark(file=display_path(Path(frames[-1].filename)), line=frames[-1].lineno or 1, column=1)


def _only_code(value: object) -> Code:
    """Return the value of a `{{ }}` if it is Code. Text of a spec is a plain string, and must not become source."""
    if isinstance(value, _MissingPiece):
        str(value)  # raises UndefinedError with the message
    if not isinstance(value, Code):
        raise jinja2.TemplateRuntimeError(f"a template printed {type(value).__name__}, and only Code may be printed")
    return value


class _MissingPiece(jinja2.StrictUndefined):
    """A piece that a view does not have, for example because the template was written for an older view."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        owner = self._undefined_obj
        if is_dataclass(owner):
            pieces = ", ".join(field.name for field in fields(owner))
            return (
                f"{type(owner).__name__} has no piece {self._undefined_name} (its pieces: {pieces}); the template was "
                "written for another version of wxbrand, so compare it with the built-in one"
            )
        return f"there is no {self._undefined_name} here; a template prints pieces of view"

"""Pages are rendered here: what page modules get from their request, and Jinja with autoescaping always on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse

from wxbrand_codegen.sandbox.console.language import LANGUAGES, TextOf, Texts, choose_language, text_of
from wxbrand_codegen.sandbox.console.live import Live
from wxbrand_codegen.sandbox.recording import Exchange
from wxbrand_codegen.sandbox.reference import Reference
from wxbrand_codegen.sandbox.service import Sandbox

if TYPE_CHECKING:
    from jinja2 import Environment

Explain = Callable[[Exchange], Sequence[str]]
"""Explains an exchange, line by line, as `wxbrand explain` does."""

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "wxbrand-theme"

_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the pages work with."""

    sandbox: Sandbox
    live: Live = field(default_factory=Live)
    explain: Explain | None = None
    """None if the sandbox runs without the tool that explains."""

    navigation: Sequence[tuple[str, str]]
    """Name and path of each page in the menu. The label is the text `menu.NAME`."""

    texts: Texts

    @cached_property
    def reference(self) -> Reference:
        """The operations of the spec."""
        return Reference(self.sandbox.document)

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # not needed until a page is opened

        return Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(
        self, request: Request, template: str, values: Mapping[str, Any], *, page: str, status: int = 200
    ) -> HTMLResponse:
        """Fill `templates/TEMPLATE.html.jinja`. `page` is the name of the page in the menu."""
        language = choose_language(request)
        theme = request.cookies.get(THEME_COOKIE)
        text = self._environment.get_template(f"{template}.html.jinja").render(
            values,
            t=text_of(self.texts, language),
            language=language,
            languages=LANGUAGES,
            theme=theme if theme in THEMES else "auto",
            navigation=self.navigation,
            page=page,
            address=address(request),
        )
        return HTMLResponse(text, status)

    def text(self, request: Request) -> TextOf:
        """Return the function that gives texts in the language of a request."""
        return text_of(self.texts, choose_language(request))


def desk_of(request: Request) -> Desk:
    """Return the desk, for the endpoint of a page."""
    desk: Desk = request.app.state.desk
    return desk


def address(request: Request) -> str:
    """Return path and query of a request."""
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a form that the console sent; of a repeated one the last."""
    text = (await request.body()).decode(errors="replace")
    return dict(parse_qsl(text, keep_blank_values=True))

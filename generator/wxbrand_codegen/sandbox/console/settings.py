"""The switches in the page's head: language, light or dark. Also the static files."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from wxbrand_codegen.sandbox.console.language import LANGUAGE_COOKIE, LANGUAGES
from wxbrand_codegen.sandbox.console.rendering import THEME_COOKIE, THEMES, read_form

_HOME = "/sandbox/"
_STATIC = Path(__file__).with_name("static")
_MEDIA_TYPES = {  # not guessed: on Windows the registry decides, which may say that scripts are text
    "console.css": "text/css",
    "console.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_YEAR = 365 * 86_400


async def _switch(request: Request) -> Response:
    form = await read_form(request)
    back = form.get("back", _HOME)
    response = RedirectResponse(back if back.startswith(_HOME) else _HOME, 303)
    for cookie, field, values in ((LANGUAGE_COOKIE, "language", LANGUAGES), (THEME_COOKIE, "theme", THEMES)):
        if form.get(field) in values:
            response.set_cookie(cookie, form[field], max_age=_YEAR, path=_HOME, httponly=True, samesite="strict")
    return response


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _MEDIA_TYPES:
        return PlainTextResponse("there is no such file\n", 404)
    return FileResponse(_STATIC / name, media_type=_MEDIA_TYPES[name])


ROUTES = (
    Route("/sandbox/settings", _switch, methods=["POST"]),
    Route("/sandbox/static/{name}", _static),
)

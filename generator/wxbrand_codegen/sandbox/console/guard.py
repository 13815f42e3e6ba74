"""Who may call the paths below `/sandbox/`, and the headers that keep browsers from doing more with the answers.

The sandbox listens on the loopback interface, which every web page in the user's browser can reach too. So a request must name this
server in Host (a name of another site that resolves to 127.0.0.1 is refused), and must not come from a page of another origin. Scripts
and curl send neither Origin nor Sec-Fetch-Site, and are answered.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wxbrand_codegen.sandbox.product.images import IMAGES

_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_SAFE_METHODS = ("GET", "HEAD")

_POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers send `Origin: null` from the console's own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI middleware: refuses foreign callers with 403, and adds security headers to all other answers."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - the ASGI call
        is_image = scope["path"].startswith(IMAGES)  # pages of the application under development may show them
        problem = find_problem(scope["method"], Headers(scope=scope), _port(scope), is_public=is_image)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    if not (is_image and name == "Cross-Origin-Resource-Policy"):
                        headers[name] = value
            await send(message)

        if problem is None:
            await self._application(scope, receive, send_guarded)
        else:
            await PlainTextResponse(f"{problem}\n", 403)(scope, receive, send_guarded)


def find_problem(method: str, headers: Headers, port: int, *, is_public: bool = False) -> str | None:
    """Return why a request is refused, or None. `is_public`: whether pages of other origins may read it."""
    hosts = headers.getlist("host")
    if len(hosts) != 1 or hosts[0].lower() not in _names(port):
        return f"the Host header does not name this sandbox; open http://127.0.0.1:{port}/sandbox/"
    is_safe = method in _SAFE_METHODS
    if is_public and is_safe:
        return None
    if any(origin != f"http://{hosts[0].lower()}" for origin in headers.getlist("origin")):
        return "the request comes from a page of another origin"
    if all(site == "same-origin" or (site == "none" and is_safe) for site in headers.getlist("sec-fetch-site")):
        return None
    if is_safe and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document":
        return None  # a link to the console, opened in a tab of its own
    return "the request comes from a page of another site"


def _names(port: int) -> set[str]:
    names = {f"{host}:{port}" for host in _HOSTS}
    return names | set(_HOSTS) if port == 80 else names


def _port(scope: Scope) -> int:
    _, port = scope["server"]
    return int(port)

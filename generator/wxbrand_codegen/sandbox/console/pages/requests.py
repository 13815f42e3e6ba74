"""The page of requests: every call of the API as it arrives, newest first, and each one in detail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from wxbrand_codegen.sandbox.console.language import Texts
from wxbrand_codegen.sandbox.console.rendering import desk_of
from wxbrand_codegen.sandbox.recording import Exchange

_SHOWN = 200
_STATUSES = ("2", "4", "5")


async def _list(request: Request) -> Response:
    desk = desk_of(request)
    kept = desk.sandbox.recorder.exchanges()
    status, text = request.query_params.get("status", ""), request.query_params.get("text", "").strip()
    found = [exchange for exchange in reversed(kept) if _matches(exchange, status, text.lower())]
    values = {
        "exchanges": found[:_SHOWN],
        "found": len(found),
        "kept": len(kept),
        "status": status,
        "statuses": _STATUSES,
        "text": text,
        "base_url": desk.sandbox.base_url,
        "clock": clock_text,
        "kind": kind,
    }
    return desk.render(request, "requests", values, page="requests")


def _matches(exchange: Exchange, status: str, text: str) -> bool:
    if status and not str(exchange.status).startswith(status):
        return False
    return text in f"{exchange.method} {exchange.target} {exchange.operation_id} {exchange.status}".lower()


async def _clear(request: Request) -> Response:
    desk_of(request).sandbox.recorder.clear()
    return RedirectResponse("/sandbox/", 303)


def clock_text(seconds: float) -> str:
    """Return the time of day, on this machine, with milliseconds."""
    return datetime.fromtimestamp(seconds).astimezone().strftime("%H:%M:%S.%f")[:-3]


def kind(status: int) -> str:
    """Return the class in the style sheet for a status."""
    return "good" if status < 400 else "warn" if status == 429 or status >= 500 else "bad"


ROUTES: Sequence[Route] = (
    Route("/sandbox/", _list),
    Route("/sandbox/clear", _clear, methods=["POST"]),
)

TEXTS: Texts = {
    "menu.requests": ("Requests", "请求"),
    "requests.none": ("No request has arrived yet.", "尚未收到请求。"),
    "requests.none.how": ("Point a client at this address:", "将客户端指向此地址："),
    "requests.no-match": ("No request matches.", "没有符合条件的请求。"),
    "requests.search": ("Search method, path, operation", "搜索方法、路径、接口"),
    "requests.status": ("Status", "状态码"),
    "requests.status.all": ("all", "全部"),
    "requests.filter": ("Filter", "筛选"),
    "requests.clear": ("Clear", "清空"),
    "requests.time": ("Time", "时间"),
    "requests.method": ("Method", "方法"),
    "requests.path": ("Path", "路径"),
    "requests.operation": ("Operation", "接口"),
    "requests.took": ("Took", "耗时"),
    "requests.count": ("{found} of {kept}", "{found} / {kept}"),
    "requests.more": (
        "The newest {shown} are shown; search to find older ones.",
        "只显示最新的 {shown} 条，可搜索更早的请求。",
    ),
}

"""The page of requests: every call of the API as it arrives, newest first, and each one in detail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from wxbrand_codegen.sandbox.console.details import (
    check_answer,
    check_request,
    curl_command,
    judge,
    show_body,
    show_headers,
)
from wxbrand_codegen.sandbox.console.details.headers import shorten
from wxbrand_codegen.sandbox.console.details.texts import TEXTS as DETAIL_TEXTS
from wxbrand_codegen.sandbox.console.language import Texts
from wxbrand_codegen.sandbox.console.rendering import desk_of
from wxbrand_codegen.sandbox.product.state import CHINA
from wxbrand_codegen.sandbox.recording import Exchange

_SHOWN = 200
_MOST_TARGET, _MOST_TARGET_IN_LIST = 4_000, 300
_STATUSES = ("2", "4", "5")
_MOST_DIGITS = 15


async def _list(request: Request) -> Response:
    desk = desk_of(request)
    kept = desk.sandbox.recorder.exchanges()
    status, text = request.query_params.get("status", ""), request.query_params.get("text", "").strip()
    found = [exchange for exchange in reversed(kept) if _matches(exchange, status, text.lower())]
    values = {
        "exchanges": found[:_SHOWN],
        "target": lambda exchange: shorten(exchange.target, _MOST_TARGET_IN_LIST),
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


async def _show(request: Request) -> Response:
    desk = desk_of(request)
    exchange = _find(request)
    wechat_pay, refusal = desk.sandbox.wechat_pay, exchange.refusal
    signature = check_request(exchange, wechat_pay)
    verdict = judge(exchange, signature)
    detail = (refusal.detail if refusal else None) or {}
    refused = (str(detail.get("location", "")), str(detail.get("field", "")))
    t = desk.text(request)
    cause = t(f"mistake.{verdict.mistake}", **verdict.values) if verdict.mistake else ""
    fault = t(f"faults.name.{exchange.fault}") if exchange.fault else ""
    values = {
        "exchange": exchange,
        "earlier": desk.sandbox.recorder.get(exchange.number - 1) and exchange.number - 1,
        "later": desk.sandbox.recorder.get(exchange.number + 1) and exchange.number + 1,
        "clock": clock_text,
        "kind": kind,
        "verdict": verdict,
        "sentence": t(f"verdict.{verdict.key}", **verdict.values, cause=cause, fault=fault),
        "signature": signature,
        "answer_signature": check_answer(exchange, wechat_pay),
        "headers": show_headers(exchange.headers, wechat_pay.scheme),
        "answer_headers": show_headers(exchange.answer.headers, wechat_pay.scheme),
        "target": shorten(exchange.target, _MOST_TARGET),
        "query": parse_qsl(exchange.target.partition("?")[2][:_MOST_TARGET], keep_blank_values=True),
        "body": show_body(
            exchange.headers, exchange.body, refused[1] if refused[0] == "body" else None, is_cut=exchange.is_cut
        ),
        "answer_body": show_body(exchange.answer.headers, exchange.answer.body, is_cut=exchange.is_cut),
        "refused": list(refused),
        "issue": str(detail.get("issue", "")),
        "explanation": desk.explain(exchange) if desk.explain and not exchange.is_cut else (),
        "curl": curl_command(exchange, signature, desk.sandbox.base_url),
    }
    return desk.render(request, "request", values, page="requests")


async def _curl(request: Request) -> Response:
    exchange, sandbox = _find(request), desk_of(request).sandbox
    command = curl_command(exchange, check_request(exchange, sandbox.wechat_pay), sandbox.base_url, is_whole=True)
    if not command:
        raise HTTPException(404)
    return PlainTextResponse(command + "\n")


def _find(request: Request) -> Exchange:
    number = request.path_params["number"]  # not `:int`, which fails on more than 4300 digits
    is_number = number.isascii() and number.isdecimal() and len(number) <= _MOST_DIGITS
    exchange = desk_of(request).sandbox.recorder.get(int(number)) if is_number else None
    if exchange is None:
        raise HTTPException(404)
    return exchange


async def _clear(request: Request) -> Response:
    desk_of(request).sandbox.recorder.clear()
    return RedirectResponse("/sandbox/", 303)


def clock_text(seconds: float) -> str:
    """Return the time of day in China, as in everything that WeChat Pay sends, with milliseconds."""
    return datetime.fromtimestamp(seconds, CHINA).strftime("%H:%M:%S.%f")[:-3]


def kind(status: int) -> str:
    """Return the class in the style sheet for a status."""
    return "good" if status < 400 else "warn" if status == 429 or status >= 500 else "bad"


ROUTES: Sequence[Route] = (
    Route("/sandbox/", _list),
    Route("/sandbox/requests/{number}", _show),
    Route("/sandbox/requests/{number}/curl", _curl),
    Route("/sandbox/clear", _clear, methods=["POST"]),
)

TEXTS: Texts = {
    **DETAIL_TEXTS,
    "menu.requests": ("Requests", "请求"),
    "requests.none": ("No request has arrived yet.", "尚未收到请求。"),
    "requests.none.how": ("Point a client at this address:", "将客户端指向此地址："),
    "requests.no-match": ("No request matches.", "没有符合条件的请求。"),
    "requests.search": ("Search method, path, operation", "搜索方法、路径、接口"),
    "requests.status": ("Status", "状态码"),
    "requests.status.all": ("all", "全部"),
    "requests.filter": ("Filter", "筛选"),
    "requests.clear": ("Clear", "清空"),
    "requests.time": ("Time (UTC+8)", "时间（UTC+8）"),
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

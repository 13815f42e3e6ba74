"""The page of faults: arm one for the next call, of an operation or of any; see and disarm what is armed. Also as JSON, for scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.console.language import Texts
from wxbrand_codegen.sandbox.console.rendering import Desk, desk_of, read_form
from wxbrand_codegen.sandbox.faults import KINDS, ArmedFault

_PATH = "/sandbox/faults"


async def _page(request: Request) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"fault_list": [armed.as_json() for armed in desk_of(request).sandbox.faults.all()]})
    return _show(request)


async def _arm(request: Request) -> Response:
    desk = desk_of(request)
    is_json = request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"
    try:
        fields = await _read_json(request) if is_json else dict(await read_form(request))
        armed = _armed(desk, fields)
    except RequestRefused as refusal:
        if is_json:
            return Response(refusal.body(), refusal.status, media_type="application/json")
        return _show(request, problem=refusal.message, status=refusal.status)
    desk.live.changed("faults")
    return JSONResponse(armed.as_json()) if is_json else RedirectResponse(_PATH, 303)


async def _disarm(request: Request) -> Response:
    desk = desk_of(request)
    number = (await read_form(request)).get("number", "")
    if number:
        desk.sandbox.faults.disarm(int(number) if number.isdecimal() and len(number) < 16 else 0)
    else:
        desk.sandbox.faults.clear()
    desk.live.changed("faults")
    return RedirectResponse(_PATH, 303)


async def _disarm_all(request: Request) -> Response:
    desk = desk_of(request)
    desk.sandbox.faults.clear()
    desk.live.changed("faults")
    return Response(status_code=204)


async def _read_json(request: Request) -> dict[str, Any]:
    try:
        fields = json.loads(await request.body())
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise RequestRefused(
            400, "PARAM_ERROR", f'{_PATH} takes POST with {{"fault": "...", "operation": "...", "seconds": 1}}'
        )
    return fields


def _armed(desk: Desk, fields: dict[str, Any]) -> ArmedFault:
    if unknown := fields.keys() - {"fault", "operation", "seconds"}:
        raise RequestRefused(
            400, "PARAM_ERROR", f"there is no field {min(unknown)[:64]!r}; the fields are fault, operation and seconds"
        )
    name, operation = str(fields.get("fault", "")), str(fields.get("operation", "")).strip()
    if operation and desk.reference.get_summary(operation) is None:
        raise RequestRefused(400, "PARAM_ERROR", f"operation: the spec has no operation {operation[:64]!r}")
    try:
        seconds = float(fields.get("seconds") or 0)
    except (TypeError, ValueError):
        raise RequestRefused(400, "PARAM_ERROR", "seconds must be a number") from None
    is_slow = name in KINDS and KINDS[name].waits
    return desk.sandbox.faults.arm(name, operation, seconds if is_slow or "seconds" not in fields else 0.0)


def _show(request: Request, *, problem: str = "", status: int = 200) -> Response:
    desk = desk_of(request)
    values = {
        "kinds": KINDS,
        "armed": desk.sandbox.faults.all(),
        "areas": desk.reference.areas,
        "problem": problem,
        "base_url": desk.sandbox.base_url,
    }
    return desk.render(request, "faults", values, page="faults", status=status)


ROUTES: Sequence[Route] = (
    Route(_PATH, _page),
    Route(_PATH, _arm, methods=["POST"]),
    Route(_PATH, _disarm_all, methods=["DELETE"]),
    Route(f"{_PATH}/disarm", _disarm, methods=["POST"]),
)

TEXTS: Texts = {
    "menu.faults": ("Faults", "故障"),
    "faults.why": (
        "Arm a fault to see how your client and your handlers behave. It spoils the answer to one call, then it is gone.",
        "注入一个故障，看客户端和通知处理代码怎样应对。它只影响一次调用的应答，用过即失效。",
    ),
    "faults.fault": ("Fault", "故障"),
    "faults.operation": ("Operation", "接口"),
    "faults.any": ("the next call of any operation", "任何接口的下一次调用"),
    "faults.seconds": ("Seconds, for slow", "秒数（用于 slow）"),
    "faults.arm": ("Arm", "注入"),
    "faults.armed": ("Armed", "待触发"),
    "faults.none": ("Nothing is armed: calls are answered as usual.", "没有待触发的故障，调用照常应答。"),
    "faults.disarm": ("Disarm", "取消"),
    "faults.disarm-all": ("Disarm all", "全部取消"),
    "faults.what": ("What each fault does", "每种故障的效果"),
    "faults.effect": ("The caller gets", "调用方得到"),
    "faults.runs": ("The call takes effect", "调用是否生效"),
    "faults.yes": ("yes", "是"),
    "faults.no": ("no", "否"),
    "faults.script": ("From a script", "在脚本里"),
    "faults.problem": ("This was not armed.", "没有注入。"),
    "faults.name.not-signed": ("an answer without signature", "没有签名的应答"),
    "faults.name.wrong-key": ("an answer signed with another key", "用别的私钥签名的应答"),
    "faults.name.tampered-body": ("an answer that was changed after it was signed", "签名后被改动的应答"),
    "faults.name.probe": ("WeChat Pay's probe: a signature that is wrong on purpose", "微信支付的探测：故意错误的签名"),
    "faults.name.clock-behind": ("an answer signed ten minutes ago", "签名时间早十分钟的应答"),
    "faults.name.clock-ahead": ("an answer signed ten minutes in the future", "签名时间晚十分钟的应答"),
    "faults.name.unknown-key-id": ("an answer with an unknown public key id", "公钥 ID 未知的应答"),
    "faults.name.rate-limited": (
        "429 RATELIMIT_EXCEEDED, Retry-After: 1",
        "429 请求过于频繁 RATELIMIT_EXCEEDED，Retry-After: 1",
    ),
    "faults.name.system-error": ("500 SYSTEM_ERROR", "500 系统错误 SYSTEM_ERROR"),
    "faults.name.service-unavailable": ("503 SERVICE_UNAVAILABLE", "503 服务不可用 SERVICE_UNAVAILABLE"),
    "faults.name.slow": ("the answer after some seconds", "若干秒之后的应答"),
    "faults.name.closed": ("a closed connection and no answer", "连接关闭，没有应答"),
    "faults.name.half-answer": ("half an answer, then a closed connection", "半个应答，然后连接关闭"),
    "faults.name.proxy-error": ("502 with an HTML page of a proxy, not signed", "502，代理的 HTML 页面，没有签名"),
    "faults.name.redirect": ("302 to a login page, not signed", "302 跳转到登录页，没有签名"),
    "faults.name.not-json": ("a signed success that is not JSON", "有签名的成功应答，但不是 JSON"),
    "faults.name.unreadable-member": (
        "a signed success with one member of the wrong type",
        "有签名的成功应答，但有一个成员类型不对",
    ),
}

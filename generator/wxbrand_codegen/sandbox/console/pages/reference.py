"""The page of the API reference, from the spec; and "try it": an operation called as the brand, by the sandbox itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.console.language import Texts
from wxbrand_codegen.sandbox.console.rendering import Desk, desk_of, read_form
from wxbrand_codegen.sandbox.console.trying import Trial, filled_in, try_operation
from wxbrand_codegen.sandbox.reference import OperationView, Summary

_PATH = "/sandbox/reference"


async def _list(request: Request) -> Response:
    desk = desk_of(request)
    text = request.query_params.get("text", "").strip()
    areas = [
        (area, [each for each in area.operations if _matches(each, text.lower())]) for area in desk.reference.areas
    ]
    values = {
        "areas": [(area, found) for area, found in areas if found],
        "text": text,
        "operation_path": operation_path,
    }
    return desk.render(request, "reference", values, page="reference")


def _matches(summary: Summary, text: str) -> bool:
    return text in f"{summary.key} {summary.title} {summary.method} {summary.path} {summary.area}".lower()


async def _detail(request: Request) -> Response:
    desk = desk_of(request)
    operation = desk.reference.get(request.path_params["operation"])
    if operation is None:
        return desk.render(request, "error", {"status": 404}, page="reference", status=404)
    return _show(request, desk, operation, filled_in(desk.sandbox, operation), None)


async def _try(request: Request) -> Response:
    desk = desk_of(request)
    operation = desk.reference.get(request.path_params["operation"])
    if operation is None:
        return desk.render(request, "error", {"status": 404}, page="reference", status=404)
    form = await read_form(request)
    try:
        trial = await run_in_threadpool(try_operation, desk.sandbox, operation, form)
    except RequestRefused as refusal:
        trial = Trial(problem=refusal.message)
    return _show(request, desk, operation, form, trial)


def _show(
    request: Request, desk: Desk, operation: OperationView, form: Mapping[str, str], trial: Trial | None
) -> Response:
    values = {
        "operation": operation,
        "form": form,
        "trial": trial,
        "can_call": desk.sandbox.credentials is not None,
        "action": operation_path(operation.summary.key),
    }
    return desk.render(request, "operation", values, page="reference")


def operation_path(key: str) -> str:
    """Return the path of the page of an operation."""
    return f"{_PATH}/{quote(key, safe='')}"


ROUTES: Sequence[Route] = (
    Route(_PATH, _list),
    Route(f"{_PATH}/{{operation:path}}", _detail),
    Route(f"{_PATH}/{{operation:path}}", _try, methods=["POST"]),
)

TEXTS: Texts = {
    "menu.reference": ("Reference", "接口"),
    "reference.search": ("Search operation, title, path", "搜索接口、标题、路径"),
    "reference.filter": ("Filter", "筛选"),
    "reference.no-match": ("No operation matches.", "没有符合条件的接口。"),
    "reference.parameters": ("Parameters", "参数"),
    "reference.in.path": ("path", "路径"),
    "reference.in.query": ("query", "查询串"),
    "reference.in.header": ("header", "请求头"),
    "reference.in.cookie": ("cookie", "Cookie 中"),
    "reference.body": ("Body", "请求体"),
    "reference.required": ("required", "必填"),
    "reference.sensitive": ("encrypted", "需加密"),
    "reference.answers": ("Answers", "应答"),
    "reference.example": ("Example", "示例"),
    "reference.no-body": ("no body", "没有报文"),
    "reference.rate.title": ("Rate", "频率"),
    "reference.rate": ("At most {requests} requests in {seconds} s", "每 {seconds} 秒最多 {requests} 次"),
    "reference.repeat": ("Repeating", "重复调用"),
    "reference.number": ("request number", "请求单号"),
    "reference.preconditions": ("Before", "前提"),
    "reference.values": ("Values", "取值"),
    "reference.members": ("{count} members", "{count} 个成员"),
    "reference.limit.minLength": ("at least {value} characters", "至少 {value} 个字符"),
    "reference.limit.maxLength": ("at most {value} characters", "最多 {value} 个字符"),
    "reference.limit.minLength.bytes": ("at least {value} bytes", "至少 {value} 字节"),
    "reference.limit.maxLength.bytes": ("at most {value} bytes", "最多 {value} 字节"),
    "reference.limit.pattern": ("matches {value}", "匹配 {value}"),
    "reference.limit.minimum": ("at least {value}", "不小于 {value}"),
    "reference.limit.exclusiveMinimum": ("more than {value}", "大于 {value}"),
    "reference.limit.maximum": ("at most {value}", "不大于 {value}"),
    "reference.limit.exclusiveMaximum": ("less than {value}", "小于 {value}"),
    "reference.limit.multipleOf": ("a multiple of {value}", "{value} 的倍数"),
    "reference.limit.minItems": ("at least {value} items", "至少 {value} 项"),
    "reference.limit.maxItems": ("at most {value} items", "最多 {value} 项"),
    "reference.limit.uniqueItems": ("no item twice", "各项不重复"),
    "reference.limit.const": ("always {value}", "固定为 {value}"),
    "reference.try": ("Try it", "试一试"),
    "reference.try.how": (
        "The sandbox signs this request as the brand, sends it to itself over HTTP, and verifies the answer.",
        "沙箱以品牌身份给请求签名，通过 HTTP 发给自己，并验证应答。",
    ),
    "reference.try.no-key": (
        "This sandbox does not have the brand's private key, so it cannot sign calls.",
        "沙箱没有品牌的私钥，不能签名调用。",
    ),
    "reference.try.file": ("A picture of one pixel is sent as the file.", "作为文件发送的是一张一像素的图片。"),
    "reference.try.other-body": (
        "The body of this operation is neither JSON nor an upload; call it with your client.",
        "此接口的请求体既不是 JSON 也不是上传，请用你的客户端调用。",
    ),
    "reference.send": ("Send", "发送"),
    "reference.answer": ("Answer", "应答"),
    "reference.verified": ("signature verified", "签名已验证"),
    "reference.request": ("See the request", "查看这次请求"),
    "reference.not-sent": ("It was not sent.", "没有发送。"),
    "reference.failed": ("No valid answer.", "没有有效的应答。"),
}

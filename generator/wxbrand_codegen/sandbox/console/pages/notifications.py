"""The page of notifications: each with its tries and what the brand's server answered; send one again, also with a fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from wxbrand_runtime.testing import Fault
from wxbrand_runtime.testing.faults import SIGNATURE_FAULTS

from wxbrand_codegen.sandbox.console.language import Texts
from wxbrand_codegen.sandbox.console.masking import pretty
from wxbrand_codegen.sandbox.console.rendering import Desk, desk_of, read_form
from wxbrand_codegen.sandbox.faults import fault_name
from wxbrand_codegen.sandbox.product.notifications import Delivery, Try, is_loopback_url

_PATH = "/sandbox/notifications"
_SHOWN = 200

FAULTS: Mapping[str, Fault] = {
    fault_name(fault): fault for fault in Fault if fault in SIGNATURE_FAULTS or fault is Fault.WRONG_API_KEY
}
"""Faults that a notification can have, by the names that the page uses."""


async def _list(request: Request) -> Response:
    desk = desk_of(request)
    product = desk.sandbox.product
    deliveries = list(reversed(product.notifier.deliveries)) if product is not None else []
    values = {
        "deliveries": deliveries[:_SHOWN],
        "found": len(deliveries),
        "state_of": state_of,
        "goes_to": desk.sandbox.look(lambda product: product.goes_to()) if product is not None else None,
        "has_product": product is not None,
        "base_url": desk.sandbox.base_url,
    }
    return desk.render(request, "notifications", values, page="notifications")


async def _detail(request: Request) -> Response:
    desk = desk_of(request)
    delivery = _find(desk, request.path_params["id"])
    if delivery is None:
        return desk.render(request, "error", {"status": 404}, page="notifications", status=404)
    values = {
        "delivery": delivery,
        "resource": pretty(delivery.resource),
        "state_of": state_of,
        "faults": FAULTS,
        "can_send": is_loopback_url(delivery.url),
        "signed_lines": signed_lines,
        "headers_of": headers_of,
    }
    return desk.render(request, "notification", values, page="notifications")


async def _send(request: Request) -> Response:
    desk = desk_of(request)
    delivery = _find(desk, request.path_params["id"])
    if delivery is None or desk.sandbox.product is None:
        return desk.render(request, "error", {"status": 404}, page="notifications", status=404)
    name = (await read_form(request)).get("fault", "")
    if name and name not in FAULTS:
        return desk.render(request, "error", {"status": 400}, page="notifications", status=400)
    desk.sandbox.product.notifier.send_again(delivery, FAULTS.get(name))
    return RedirectResponse(f"{_PATH}/{delivery.id}", 303)


def _find(desk: Desk, delivery_id: str) -> Delivery | None:
    return desk.sandbox.product.notifier.find(delivery_id) if desk.sandbox.product is not None else None


def state_of(delivery: Delivery) -> str:
    """Return `accepted`, `waiting` before the first try, else `failing`."""
    return "accepted" if delivery.delivered else "failing" if delivery.attempts else "waiting"


def headers_of(attempt: Try) -> list[tuple[str, str]]:
    """Return the header fields that were sent, in their order."""
    return list(attempt.message[0])


def signed_lines(attempt: Try) -> list[str]:
    """Return the three lines that the signature covers: timestamp, nonce, body. Nothing if there is no signature."""
    fields = dict(attempt.message[0])
    if "Wechatpay-Timestamp" not in fields:
        return []
    return [
        fields["Wechatpay-Timestamp"],
        fields["Wechatpay-Nonce"],
        attempt.message[1].decode(errors="replace"),
    ]


ROUTES: Sequence[Route] = (
    Route(_PATH, _list),
    Route(f"{_PATH}/{{id}}", _detail),
    Route(f"{_PATH}/{{id}}", _send, methods=["POST"]),
)

TEXTS: Texts = {
    "menu.notifications": ("Notifications", "通知"),
    "notifications.none": ("No notification has been sent yet.", "尚未发送通知。"),
    "notifications.stateless": (
        "This sandbox was started with --stateless: nothing happens in it, so it sends no notifications.",
        "沙箱以 --stateless 启动：没有业务发生，所以不发送通知。",
    ),
    "notifications.none.set": (
        "Tell the sandbox where your server listens: call SetNotifyConfig, then start the sandbox with --notify-to, because "
        "WeChat Pay accepts only https addresses and the sandbox calls only this computer:",
        "告诉沙箱你的服务在哪里：先调用 SetNotifyConfig，再用 --notify-to 启动沙箱，因为微信支付只接受 https 地址，而沙箱只调用本机：",
    ),
    "notifications.none.then": (
        "Then send, use or return a coupon: each causes a notification.",
        "然后发放、核销或退回一张券，每次都会产生通知。",
    ),
    "notifications.goes-to": ("Coupon notifications go to", "商品券通知发往"),
    "notifications.not-this-computer": (
        "this is not an address of this computer, so nothing is sent; start the sandbox with --notify-to",
        "这不是本机地址，所以不会发送；请用 --notify-to 启动沙箱",
    ),
    "notifications.time": ("Time (UTC+8)", "时间（UTC+8）"),
    "notifications.event": ("Event", "事件"),
    "notifications.url": ("Sent to", "发往"),
    "notifications.tries": ("Tries", "次数"),
    "notifications.last": ("Last answer", "最近应答"),
    "notifications.state": ("State", "状态"),
    "notifications.state.accepted": ("accepted", "已接受"),
    "notifications.state.failing": ("not accepted", "未接受"),
    "notifications.state.waiting": ("waiting", "等待发送"),
    "notifications.more": ("The newest {shown} of {found} are shown.", "共 {found} 条，只显示最新的 {shown} 条。"),
    "notifications.id": ("Id", "通知 ID"),
    "notifications.created": ("Created", "创建时间"),
    "notifications.resource": ("Resource, decrypted", "解密后的 resource"),
    "notifications.again": ("Send again", "重新发送"),
    "notifications.with-fault": ("Send with a fault", "带故障发送"),
    "notifications.fault": ("Fault", "故障"),
    "notifications.fault.why": (
        "Your server must refuse it: what it answers stands below.",
        "你的服务应当拒绝它；应答显示在下面。",
    ),
    "notifications.took": ("Took", "耗时"),
    "notifications.answer": ("Answer", "应答"),
    "notifications.no-answer": ("no body", "无应答体"),
    "notifications.sent": ("What was sent", "发送的内容"),
    "notifications.signed": ("The three lines that are signed", "签名的三行"),
    "notifications.not-signed": ("It has no signature.", "没有签名。"),
    "notifications.headers": ("Headers", "请求头"),
    "notifications.no-try": ("It has not been sent yet.", "尚未发送。"),
    "notifications.fault-name.not-signed": ("not signed", "没有签名"),
    "notifications.fault-name.wrong-key": ("signed with another key", "用别的私钥签名"),
    "notifications.fault-name.tampered-body": ("body changed after it was signed", "签名后改动了报文"),
    "notifications.fault-name.probe": ("probe signature, wrong on purpose", "探测签名，故意是错的"),
    "notifications.fault-name.clock-behind": ("signed ten minutes ago", "签名时间早了十分钟"),
    "notifications.fault-name.clock-ahead": ("signed ten minutes in the future", "签名时间晚了十分钟"),
    "notifications.fault-name.unknown-key-id": ("unknown public key id", "未知的公钥 ID"),
    "notifications.fault-name.wrong-api-key": ("encrypted with another API key", "用别的 API 密钥加密"),
}

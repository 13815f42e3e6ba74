"""The page of the product: coupons, users' coupons with their lives, member cards, plans; and what people and time do with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from wxbrand_runtime.testing import RequestRefused

from wxbrand_codegen.sandbox.console.actions import PageActions, Problem
from wxbrand_codegen.sandbox.console.coupon_life import picture_of
from wxbrand_codegen.sandbox.console.language import Texts
from wxbrand_codegen.sandbox.console.pages.product_texts import PRODUCT_TEXTS, STATES
from wxbrand_codegen.sandbox.console.rendering import desk_of, read_form
from wxbrand_codegen.sandbox.product.snapshot import Snapshot
from wxbrand_codegen.sandbox.product.snapshot.values import Budget
from wxbrand_codegen.sandbox.service import Sandbox

_PATH = "/sandbox/product"
_PICTURES = 6
"""How many of the newest users' coupons are drawn on the page; the others are rows of a table."""

STEPS = (("hour", 3_600), ("day", 86_400), ("week", 7 * 86_400))
"""How far the buttons move the time, in seconds."""


async def _page(request: Request) -> Response:
    return _show(request)


async def _coupon(request: Request) -> Response:
    return _show(request, code=request.path_params["code"])


async def _act(request: Request) -> Response:
    form = await read_form(request)
    actions = PageActions(desk_of(request))
    run = _ACTIONS.get(form.get("do", ""))
    if run is None:
        return _show(request, problem=Problem(f"there is no action {form.get('do', '')!r}"), status=400)
    try:
        problem = await run_in_threadpool(run, actions, form)
    except RequestRefused as refusal:
        problem = Problem(refusal.message)
    if problem is not None:
        return _show(request, code=form.get("shown", ""), problem=problem, status=400)
    shown = form.get("shown")
    return RedirectResponse(coupon_path(shown) if shown else _PATH, 303)


def coupon_path(code: str) -> str:
    """Return the path of the page of a user's coupon."""
    return f"{_PATH}/user-coupons/{quote(code, safe='')}"


def _show(request: Request, *, code: str = "", problem: Problem | None = None, status: int = 200) -> Response:
    desk = desk_of(request)
    snapshot = take(desk.sandbox)
    chosen = snapshot.user_coupon(code) if snapshot is not None and code else None
    if code and chosen is None and problem is None:
        return desk.render(request, "error", {"status": 404}, page="product", status=404)
    coupons = snapshot.user_coupons if snapshot is not None else ()
    values = {
        "snapshot": snapshot,
        "chosen": chosen,
        "drawn": (chosen,) if chosen is not None else coupons[:_PICTURES],
        "listed": () if chosen is not None else coupons[_PICTURES:],
        "picture_of": picture_of,
        "coupon_path": coupon_path,
        "known_state": STATES.__contains__,
        "share": share,
        "problem": problem,
        "can_call": PageActions(desk).can_call(),
        "steps": STEPS,
    }
    return desk.render(request, "product", values, page="product", status=status)


def share(budget: Budget) -> float:
    """Return how much of a budget was sent, in percent."""
    return min(100.0, round(100 * budget.sent / budget.limit, 1)) if budget.limit else 100.0


def take(sandbox: Sandbox) -> Snapshot | None:
    """Return a snapshot of the product; None if the sandbox only returns examples."""
    return None if sandbox.product is None else sandbox.look(lambda product: product.snapshot())


_ACTIONS: Mapping[str, Callable[[PageActions, Mapping[str, str]], Problem | None]] = {
    "time": lambda actions, form: actions.advance(form.get("seconds", "")),
    "example": lambda actions, form: actions.create_example(is_bundle=form.get("kind") == "bundle"),
    "pre-send": lambda actions, form: actions.pre_send(form.get("product_coupon_id", ""), form.get("stock_id", "")),
    "claim": lambda actions, form: actions.claim(form.get("send_request_no", "")),
    "open-card": lambda actions, form: actions.open_card(form.get("token", "")),
    "coupon": lambda actions, form: actions.do_with_coupon(form.get("what", ""), form.get("coupon_code", "")),
    "user-card": lambda actions, form: actions.do_with_card(
        form.get("what", ""), form.get("card_id", ""), form.get("user_card_code", "")
    ),
    "plan": lambda actions, form: actions.pause_plan(form.get("plan_id", "")),
}

ROUTES: Sequence[Route] = (
    Route(_PATH, _page),
    Route(_PATH, _act, methods=["POST"]),
    Route(f"{_PATH}/user-coupons/{{code:path}}", _coupon),
)

TEXTS: Texts = PRODUCT_TEXTS

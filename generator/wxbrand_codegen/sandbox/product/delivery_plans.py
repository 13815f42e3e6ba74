"""Delivery plans (投放计划): WeChat Pay offers the coupons of a stock or a bundle to users for some time.

The rules are those of brand/4018381114 and partner/4017418618. Which users get a coupon is not simulated; whatever is sent counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from wxbrand_runtime.models import moment

from wxbrand_codegen.sandbox.product.resources import DeliveryPlan, Event, Json, Stock
from wxbrand_codegen.sandbox.product.state import State, lookup
from wxbrand_codegen.sandbox.refusals import WRONG_STATE, invalid_request

_MIN_COUNT = 10_000
_MIN_DAYS = 5
_ENDED = frozenset({"TERMINATED", "EXPIRED"})
_LIMITS = ("total_count", "user_limit", "daily_limit")
_FREE_TEXTS = ("plan_name", "recommend_word")


def create_delivery_plan(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Create a plan. It is passed at once, since the sandbox has no audits."""
    coupon = state.coupon(body["product_coupon_id"])
    mode = coupon.get("usage_mode", "SINGLE")
    if body.get("usage_mode", mode) != mode:
        raise invalid_request("usage_mode", f"must be {mode}, as in the product coupon")
    stocks, id_name = _stocks_of(state, body, mode)
    for stock in stocks:
        _check_stock(stock, id_name)
    plan = DeliveryPlan({"plan_id": state.new_id(), "plan_state": "CREATED", **_settings(coupon, stocks, body)}, stocks)
    plan.data |= {"product_coupon_id": body["product_coupon_id"], "usage_mode": mode, "brand_id": state.brand_id}
    plan.data |= {id_name: body[id_name], "reuse_coupon_config": body["reuse_coupon_config"]}
    _check_settings(plan.data, stocks)
    state.plans[plan.data["plan_id"]] = plan
    _change(state, plan, "CREATED", "the plan was passed")
    update_plans(state)
    return {"plan": plan.data}


def update_delivery_plan(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Change a plan: texts freely, its end to a later time, limits to higher ones."""
    plan = _live_plan(state, path["plan_id"])
    before: Json = plan.data
    changes: Json = body["modify_content"]
    for name, value in changes.items():
        if name in _LIMITS and name not in before:
            raise invalid_request(f"modify_content.{name}", "cannot be added: the plan was created without it")
        if name in _LIMITS and value < before[name]:
            raise invalid_request(f"modify_content.{name}", f"must be at least the current value, {before[name]}")
    end: str = (before | changes)["delivery_end_time"]
    if moment(end) < moment(before["delivery_end_time"]):
        issue = f"must not be before the current end, {before['delivery_end_time']}"
        raise invalid_request("modify_content.delivery_end_time", issue)
    _check_end("modify_content.delivery_end_time", end, plan.stocks)
    most = min(_max_count(stock) for stock in plan.stocks)
    if changes.get("total_count", 0) > most:
        raise invalid_request("modify_content.total_count", f"must be at most {most}, the max_count of the stock")
    plan.data = {**before, **changes}
    return {"plan": plan.data}


def resume_delivery_plan(state: State, path: Json, _query: Json, _body: Json) -> Json:
    """Resume a plan that is paused and whose stock has not run out."""
    plan = _live_plan(state, path["plan_id"])
    if plan.data["plan_state"] != "PAUSED":
        issue = f"is {plan.data['plan_state']}; this operation requires PAUSED"
        raise invalid_request("plan_id", issue, WRONG_STATE)
    if plan.is_out_of_stock:
        raise invalid_request("plan_id", "is paused because its stock has run out; raise the budget", WRONG_STATE)
    _change(state, plan, "DELIVERING", "the brand resumed it")
    return {"plan": plan.data}


def set_notify_url(state: State, _path: Json, _query: Json, body: Json) -> Json:
    """Set the URL to which changes of plans are sent."""
    state.plan_notify_url = body["notify_url"]
    return {"notify_url": state.plan_notify_url}


def pause(state: State, body: Json) -> Json:
    """Pause a plan, as the brand does on WeChat Pay's platform; no operation of the API is known for it."""
    plan = _live_plan(state, body["plan_id"])
    if plan.data["plan_state"] != "DELIVERING":
        raise invalid_request("plan_id", f"is {plan.data['plan_state']}; only DELIVERING plans pause", WRONG_STATE)
    _change(state, plan, "PAUSED", "the brand paused it")
    return {"plan": plan.data}


def list_plans(state: State, _body: Json) -> Json:
    """List all plans, as the platform does; no operation of the API is known for it."""
    update_plans(state)
    return {"plan_list": [plan.data for plan in state.plans.values()]}


def update_plans(state: State) -> None:
    """Update the states of all plans: by time, and by what is left of their stocks. Expiry causes no notification."""
    for plan in state.plans.values():
        data = plan.data
        if data["reuse_coupon_config"]:
            data["total_count"] = min(_max_count(stock) for stock in plan.stocks)
        if data["plan_state"] in _ENDED:
            continue
        if moment(data["delivery_end_time"]) < state.now():
            data["plan_state"] = "EXPIRED"
            continue
        if data["plan_state"] == "CREATED" and moment(data["delivery_start_time"]) <= state.now():
            _change(state, plan, "DELIVERING", "its time has begun")
        left = min(_left(stock) for stock in plan.stocks)
        if data["plan_state"] == "DELIVERING" and not left:
            plan.is_out_of_stock = True
            _change(state, plan, "PAUSED", "its stock has run out")
        elif plan.is_out_of_stock and left:
            plan.is_out_of_stock = False
            _change(state, plan, "DELIVERING", "its stock was replenished")


def _stocks_of(state: State, body: Json, mode: str) -> tuple[list[Stock], str]:
    """Return the stocks that a request names and the name of the member with their id."""
    id_name, other = ("stock_id", "stock_bundle_id") if mode == "SINGLE" else ("stock_bundle_id", "stock_id")
    if other in body:
        raise invalid_request(other, f"must be left out: the usage_mode of the product coupon is {mode}")
    if mode == "SINGLE":
        return [state.stock(body["stock_id"], body["product_coupon_id"])], id_name
    return state.bundle(body["stock_bundle_id"], body["product_coupon_id"]), id_name


def _check_stock(stock: Stock, id_name: str) -> None:
    if stock.data["state"] != "SENDING":
        raise invalid_request(id_name, f"is {stock.data['state']}; only SENDING stocks can be delivered", WRONG_STATE)
    ways = stock.data.get("usage_rule_display_info", {}).get("coupon_usage_method_list")
    if ways == ["OFFLINE"]:
        issue = "can only be used offline (coupon_usage_method_list is OFFLINE); such a stock cannot be delivered"
        raise invalid_request(id_name, issue)
    left = _left(stock)
    if left < _MIN_COUNT:
        raise invalid_request(id_name, f"has {left} coupons left; a delivery plan needs at least {_MIN_COUNT}")


def _settings(coupon: Json, stocks: Sequence[Stock], body: Json) -> Json:
    """Return name, numbers and times of a plan: those of coupon and stock, or those in the request."""
    texts = {name: body[name] for name in _FREE_TEXTS if name in body}
    if not body["reuse_coupon_config"]:
        needed = {name: body[name] for name in ("plan_name", "total_count", "delivery_start_time", "delivery_end_time")}
        return texts | needed | {name: body[name] for name in _LIMITS if name in body}
    rule: Json = stocks[0].data.get("stock_send_rule", {})
    limits = {"user_limit": rule.get("max_count_per_user"), "daily_limit": rule.get("max_count_per_day")}
    return {
        **texts,
        "plan_name": coupon.get("display_info", {}).get("name", ""),
        "total_count": min(_max_count(stock) for stock in stocks),
        "delivery_start_time": max(moment(stock.period["available_begin_time"]) for stock in stocks).isoformat(),
        "delivery_end_time": _latest_end(stocks).isoformat(),
        **{name: value for name, value in limits.items() if value is not None},
    }


def _check_settings(data: Json, stocks: Sequence[Stock]) -> None:
    total, left = data["total_count"], min(_left(stock) for stock in stocks)
    if total < _MIN_COUNT:
        raise invalid_request("total_count", f"is {total}; a delivery plan needs at least {_MIN_COUNT}")
    if total > left and not data["reuse_coupon_config"]:
        raise invalid_request("total_count", f"is {total}, but the stock has {left} coupons left")
    start, end = moment(data["delivery_start_time"]), moment(data["delivery_end_time"])
    if end - start < timedelta(days=_MIN_DAYS):
        issue = f"must be at least {_MIN_DAYS} days after delivery_start_time"
        raise invalid_request("delivery_end_time", issue)
    _check_end("delivery_end_time", data["delivery_end_time"], stocks)


def _check_end(field: str, end: str, stocks: Sequence[Stock]) -> None:
    latest = _latest_end(stocks)
    if moment(end) > latest:
        reason = "a day before the stock's available_end_time, less wait_days_after_receive and available_days where they are set"
        raise invalid_request(field, f"must not be later than {latest.isoformat()}, which is {reason}")


def _latest_end(stocks: Sequence[Stock]) -> datetime:
    try:
        return min(
            moment(period["available_end_time"])
            - timedelta(days=1 + period.get("wait_days_after_receive", 0) + period.get("available_days", 0))
            for period in (stock.period for stock in stocks)
        )
    except OverflowError:
        raise invalid_request("coupon_available_period", "has too many days") from None


def _max_count(stock: Stock) -> int:
    return int(stock.data.get("stock_send_rule", {}).get("max_count", 0))


def _left(stock: Stock) -> int:
    """Return how many coupons the stock can still send."""
    if stock.data["state"] != "SENDING":
        return 0
    left = max(_max_count(stock) - stock.sent, 0)
    return min(left, len(stock.codes)) if stock.data.get("coupon_code_mode") == "UPLOAD" else left


def _live_plan(state: State, plan_id: str) -> DeliveryPlan:
    plan = lookup(state.plans, plan_id, "plan_id")
    update_plans(state)
    if plan.data["plan_state"] in _ENDED:
        raise invalid_request("plan_id", f"is {plan.data['plan_state']} and can no longer be changed", WRONG_STATE)
    return plan


def _change(state: State, plan: DeliveryPlan, plan_state: str, reason: str) -> None:
    """Set the state of a plan and queue its notification."""
    plan.data = {**plan.data, "plan_state": plan_state}
    resource = {
        "plan_id": plan.data["plan_id"],
        "plan_state": plan_state,
        "audit_state": "PASSED",
        "change_reason": reason,
        "modify_time": state.timestamp(),
    }
    if state.plan_notify_url is not None:
        state.events.append(Event("DELIVERY_PLAN.CHANGE", resource, state.plan_notify_url))

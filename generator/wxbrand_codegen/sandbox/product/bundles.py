"""Stock bundles (批次组): one stock for each use of a coupon that can be used several times."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wxbrand_codegen.sandbox.product.refusals import LATER_USE_WORTH_LESS, invalid_request
from wxbrand_codegen.sandbox.product.state import Json, State, Stock
from wxbrand_codegen.sandbox.product.stocks import (
    add_stock,
    check_stock_count,
    require_active,
    require_live,
    stock_response,
    update_budgets,
    update_fields,
)

_BENEFITS: dict[str, Callable[[Json], int]] = {
    "normal_coupon_list": lambda rule: int(rule["discount_amount"]),
    "discount_coupon_list": lambda rule: int(rule["percent_off"]),
    "exchange_coupon_list": lambda rule: -int(rule["exchange_price"]),
}
"""How much a rule is worth to the user, by list name; more is better."""


def create_stock_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Add a stock bundle to a coupon that can be used several times."""
    coupon = require_active(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    if coupon.get("usage_mode") != "PROGRESSIVE_BUNDLE":
        raise invalid_request("product_coupon_id", "cannot have bundles: its usage_mode is not PROGRESSIVE_BUNDLE")
    return bundle_response(state, add_bundle(state, coupon, body["stock_bundle"]))


def update_stock_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Update the stocks of a bundle."""
    for stock in live_stocks(state, path):
        update_fields(stock, body)
    return bundle_response(state, path["stock_bundle_id"])


def update_stock_bundle_budget(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Change the budget of each stock in a bundle."""
    update_budgets(state, live_stocks(state, path), body)
    return bundle_response(state, path["stock_bundle_id"])


def live_stocks(state: State, path: Json) -> list[Stock]:
    """Return the stocks of the bundle in the path. Raise RequestRefused if one of them has ended."""
    state.coupon(path["product_coupon_id"])
    return [require_live(stock) for stock in state.bundle(path["stock_bundle_id"], path["product_coupon_id"])]


def add_bundle(state: State, coupon: Json, settings: Json) -> str:
    """Add a bundle with its stocks and return its id."""
    rule: Json = settings.get("progressive_bundle_usage_rule", {})
    uses = coupon["progressive_bundle_usage_info"]["count"]
    lists = {name: values for name, values in rule.items() if name in _BENEFITS}
    for name, values in lists.items():
        _check_rules(name, values, uses)
    check_stock_count(state, coupon["product_coupon_id"], uses)
    bundle_id = state.new_id()
    shared = {name: value for name, value in rule.items() if name not in _BENEFITS}
    stocks: list[str] = []
    for index in range(uses):
        own_rule = shared | {name.removesuffix("_list"): values[index] for name, values in lists.items()}
        info = {"stock_bundle_id": bundle_id, "stock_bundle_index": index}
        stock = {**settings, "progressive_bundle_usage_rule": own_rule}
        stocks.append(add_stock(state, coupon["product_coupon_id"], stock, stock_bundle_info=info).id)
    state.bundles[bundle_id] = stocks
    return bundle_id


def bundle_response(state: State, bundle_id: str) -> Json:
    """Return a bundle as responses contain it."""
    stocks = [stock_response(state, state.stocks[stock]) for stock in state.bundles[bundle_id]]
    return {"stock_bundle_id": bundle_id, "stock_list": stocks}


def _check_rules(name: str, rules: list[Any], uses: int) -> None:
    if len(rules) != uses:
        raise invalid_request(name, f"has {len(rules)} rules; the coupon can be used {uses} times, so it needs {uses}")
    benefits = [_BENEFITS[name](rule) for rule in rules]
    if benefits != sorted(benefits):
        raise invalid_request(
            name, "is worth less to the user in a later use than in an earlier one", LATER_USE_WORTH_LESS
        )

"""Bundles of stocks (批次组): a stock for each time that a coupon can be used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wxbrand_codegen.sandbox.product.refusals import LATER_ROUND_GIVES_LESS, refused
from wxbrand_codegen.sandbox.product.state import Json, State, Stock
from wxbrand_codegen.sandbox.product.stocks import (
    alive,
    change,
    change_budgets,
    check_room,
    new_stock,
    running,
    show_stock,
)

_GAINS: dict[str, Callable[[Json], int]] = {
    "normal_coupon_list": lambda rule: int(rule["discount_amount"]),
    "discount_coupon_list": lambda rule: int(rule["percent_off"]),
    "exchange_coupon_list": lambda rule: -int(rule["exchange_price"]),
}
"""How much a rule gives, the more the better for the user."""


def create_stock_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Add a bundle of stocks to a coupon that can be used several times."""
    coupon = alive(state.coupon(path["product_coupon_id"]), "product_coupon_id")
    if coupon.get("usage_mode") != "PROGRESSIVE_BUNDLE":
        raise refused("product_coupon_id", "has no bundles, since its usage_mode is not PROGRESSIVE_BUNDLE")
    return show_bundle(state, new_bundle(state, coupon, body["stock_bundle"]))


def update_stock_bundle(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Change what may be changed of a bundle's stocks."""
    for stock in running_stocks(state, path):
        change(stock, body)
    return show_bundle(state, path["stock_bundle_id"])


def update_stock_bundle_budget(state: State, path: Json, _query: Json, body: Json) -> Json:
    """Change how many coupons each stock of a bundle may send."""
    change_budgets(state, running_stocks(state, path), body)
    return show_bundle(state, path["stock_bundle_id"])


def running_stocks(state: State, path: Json) -> list[Stock]:
    """Give the stocks of the bundle that a path names; refuse it if one has ended."""
    state.coupon(path["product_coupon_id"])
    return [running(stock) for stock in state.bundle(path["stock_bundle_id"], path["product_coupon_id"])]


def new_bundle(state: State, coupon: Json, given: Json) -> str:
    """Make the stocks of a bundle; give its id."""
    rule: Json = given.get("progressive_bundle_usage_rule", {})
    rounds = coupon["progressive_bundle_usage_info"]["count"]
    lists = {name: values for name, values in rule.items() if name in _GAINS}
    for name, values in lists.items():
        _check_rounds(name, values, rounds)
    check_room(state, coupon["product_coupon_id"], rounds)
    bundle_id = state.new_id()
    shared = {name: value for name, value in rule.items() if name not in _GAINS}
    stocks: list[str] = []
    for index in range(rounds):
        own = shared | {name.removesuffix("_list"): values[index] for name, values in lists.items()}
        info = {"stock_bundle_id": bundle_id, "stock_bundle_index": index}
        one = {**given, "progressive_bundle_usage_rule": own}
        stocks.append(new_stock(state, coupon["product_coupon_id"], one, stock_bundle_info=info).id)
    state.bundles[bundle_id] = stocks
    return bundle_id


def show_bundle(state: State, bundle_id: str) -> Json:
    """Give a bundle as answers show it."""
    stocks = [show_stock(state, state.stocks[stock]) for stock in state.bundles[bundle_id]]
    return {"stock_bundle_id": bundle_id, "stock_list": stocks}


def _check_rounds(name: str, values: list[Any], rounds: int) -> None:
    if len(values) != rounds:
        raise refused(name, f"has {len(values)} rules; the coupon can be used {rounds} times, so it needs {rounds}")
    gains = [_GAINS[name](rule) for rule in values]
    if gains != sorted(gains):
        raise refused(name, "gives less in a later round than in an earlier one", LATER_ROUND_GIVES_LESS)

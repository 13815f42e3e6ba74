"""Rules on several members: each kind, kept and broken, at the top level and nested, and the error messages."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from wxbrand_runtime import InvalidRequest
from wxbrand_runtime.models import UNSET, OpenEnum, Operation, Record, Request, UnsetType
from wxbrand_runtime.models.rules import Absent, AtLeastOne, ExactlyOne, Given, Has, Is, NotTogether, Rule
from wxbrand_runtime.models.validation import validate


class Mode(OpenEnum):
    SINGLE = "SINGLE"
    BUNDLE = "BUNDLE"


class Stock(Record, frozen=True, kw_only=True, rename={"wait_days": "wait-days"}):
    rules: ClassVar[tuple[Rule, ...]] = (Rule(when=(Given("wait_days"),), then=(Given("days"),)),)
    wait_days: int | UnsetType = UNSET
    days: int | UnsetType = UNSET
    price: int | UnsetType = UNSET


class Create(Request[Any], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Create", method="POST", path="/c", body="members", replies={"200": None}
    )
    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(when=(Given("mode"), Is("mode", "BUNDLE")), then=(Given("bundle"), Absent("stock"))),
        Rule(unless=(Is("mode", "BUNDLE"),), then=(Absent("bundle"),)),
        Rule(when=(Is("reuse", False), Given("reuse")), then=(Is("mode", "SINGLE", "BUNDLE"), Has("ways", "A", "B"))),
        Rule(then=(NotTogether("first", "second"),)),
        Rule(when=(Given("third"),), then=(AtLeastOne("first", "second"),)),
        Rule(when=(Given("stock"),), then=(Absent("stock.price"),)),
    )
    mode: Mode | UnsetType = UNSET
    bundle: str | UnsetType = UNSET
    stock: Stock | UnsetType = UNSET
    stocks: list[Stock] | UnsetType = UNSET
    reuse: bool | UnsetType = UNSET
    ways: list[str] | UnsetType = UNSET
    first: str | UnsetType = UNSET
    second: str | UnsetType = UNSET
    third: str | UnsetType = UNSET


@pytest.mark.parametrize(
    "request_",
    [
        Create(mode=Mode.BUNDLE, bundle="1"),
        Create(mode=Mode.SINGLE, stock=Stock(wait_days=1, days=2)),
        Create(),
        Create(reuse=True),
        Create(reuse=False),
        Create(reuse=False, ways=["x", "B"], mode=Mode.SINGLE),
        Create(third="3", second="2"),
    ],
)
def test_requests_that_keep_the_rules_are_valid(request_: Create) -> None:
    validate(request_)


@pytest.mark.parametrize(
    ("request_", "field", "sentence"),
    [
        (Create(mode=Mode.BUNDLE), "bundle", "bundle must be given when mode is BUNDLE"),
        (
            Create(mode=Mode.BUNDLE, bundle="1", stock=Stock()),
            "stock",
            "stock must be left out when mode is BUNDLE",
        ),
        (Create(mode=Mode.SINGLE, bundle="1"), "bundle", "bundle must be left out unless mode is BUNDLE"),
        (Create(reuse=False, ways=["x"]), "ways", "ways must contain A or B when reuse is false"),
        (
            Create(first="1", second="2"),
            "first",
            "first, second must not be given together",
        ),
        (
            Create(third="3"),
            "first",
            "at least one of first, second must be given when third is given",
        ),
        (
            Create(stock=Stock(wait_days=1)),
            "stock.days",
            "stock.days must be given when wait-days is given",
        ),
        (
            Create(stocks=[Stock(), Stock(wait_days=1)]),
            "stocks[1].days",
            "stocks[1].days must be given when wait-days is given",
        ),
        (Create(stock=Stock(price=1)), "stock.price", "stock.price must be left out when stock is given"),
    ],
)
def test_requests_that_break_a_rule_are_refused(request_: Create, field: str, sentence: str) -> None:
    with pytest.raises(InvalidRequest) as caught:
        validate(request_)

    assert caught.value.field == field
    assert str(caught.value) == sentence


class Use(Request[Any], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Create.operation
    rules: ClassVar[tuple[Rule, ...]] = (Rule(then=(ExactlyOne("order", ("number", "merchant")),)),)
    order: str | UnsetType = UNSET
    number: str | UnsetType = UNSET
    merchant: str | UnsetType = UNSET


@pytest.mark.parametrize("given", [{"order": "1"}, {"number": "1", "merchant": "2"}, {"order": "1", "number": "1"}])
def test_exactly_one_alternative_is_valid(given: dict[str, str]) -> None:
    validate(Use(**given))


@pytest.mark.parametrize("given", [{}, {"number": "1"}, {"order": "1", "number": "1", "merchant": "2"}])
def test_no_alternative_or_several_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(InvalidRequest, match="exactly one of order, number with merchant must be given"):
        validate(Use(**given))


def test_true_is_not_one() -> None:
    assert not Is("days", True).holds(Stock(days=1))
    assert Is("days", 1).holds(Stock(days=1))

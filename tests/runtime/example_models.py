"""Models as generated code would hold them, for shapes that the first endpoint lacks."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

import msgspec
from msgspec.structs import replace
from wxbrand_runtime.models import (
    UNSET,
    Limits,
    NoContent,
    OpenEnum,
    OpenIntEnum,
    Operation,
    Record,
    Request,
    Time,
    UnsetType,
)


class State(OpenEnum):
    SENDING = "SENDING"
    USED = "USED"


class Level(OpenIntEnum):
    LOW = 1
    HIGH = 2


class Item(Record, frozen=True, kw_only=True):
    name: Annotated[str, Limits(max_length=5)]
    kind: str | UnsetType = msgspec.field(default=UNSET, name="type")
    parts: Annotated[list[Item], Limits(max_items=2)] | UnsetType = UNSET


class Coupon(Record, frozen=True, kw_only=True):
    token: Annotated[str, Limits(max_length=10)]
    note: str | UnsetType = UNSET
    maybe: str | UnsetType | None = UNSET
    state: State | UnsetType = UNSET
    level: Level | UnsetType = UNSET
    when: Time | UnsetType = UNSET
    amount: int | UnsetType = UNSET
    rate: float | UnsetType = UNSET
    item: Item | UnsetType = UNSET
    items: list[Item] | UnsetType = UNSET
    by_name: dict[str, Item] | UnsetType = UNSET
    extra: dict[str, Any] | UnsetType = UNSET
    anything: Any | UnsetType = UNSET


class Issue(Request[Coupon], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Issue",
        method="POST",
        path="/brand/users/{openid}/issue",
        in_path=("openid",),
        in_query=("mode",),
        in_header=("trace",),
        body="members",
        spelled={"trace": "X-Trace", "class_": "class"},
        replies={"200": Coupon},
        request_number="out_request_no",
    )

    openid: str
    out_request_no: str
    mode: str | UnsetType = UNSET
    trace: str | UnsetType = UNSET
    class_: str | UnsetType = UNSET
    amount: Annotated[int, Limits(minimum=1, maximum=100)] | UnsetType = UNSET
    item: Item | UnsetType = UNSET
    when: Time | UnsetType = UNSET


class Find(Request[Coupon], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Find",
        method="GET",
        path="/brand/coupons",
        in_query=("openid", "states", "ids", "since", "fresh", "offset", "state"),
        styles={"ids": ("form",)},
        spelled={"openid": "user openid"},
        replies={"2XX": Coupon},
    )

    openid: str
    states: list[State] | UnsetType = UNSET
    ids: list[str] | UnsetType = UNSET
    since: Time | UnsetType = UNSET
    fresh: bool | UnsetType = UNSET
    offset: int | UnsetType = UNSET
    state: State | UnsetType = UNSET


class Edit(Request[Coupon], frozen=True, kw_only=True):
    """A write without a request number, whose body has no required member."""

    operation: ClassVar[Operation] = Operation(
        name="Edit", method="PATCH", path="/brand/coupons", body="members", replies={"200": Coupon}
    )

    note: str | UnsetType = UNSET


class MaybeEdit(Edit, frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="MaybeEdit",
        method="PATCH",
        path="/brand/coupons",
        body="members",
        body_required=False,
        replies={"200": Coupon},
    )


class Activate(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Activate", method="POST", path="/brand/activate", replies={"204": None}
    )


class Remove(Request[NoContent], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="Remove", method="DELETE", path="/brand/coupons/{id}", in_path=("id",), replies={"204": None}
    )

    id: str


class ListItems(Request[list[Item]], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="ListItems", method="POST", path="/brand/items", body="whole", replies={"200": list[Item]}
    )

    items: list[Item]


class MapItems(Request[dict[str, Item]], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = Operation(
        name="MapItems", method="GET", path="/brand/map", replies={"default": dict[str, Item]}
    )


class Numbered(Issue, frozen=True, kw_only=True):
    """A write whose number WeChat Pay knows again."""

    operation: ClassVar[Operation] = replace(Issue.operation, repeat_is_safe=True)

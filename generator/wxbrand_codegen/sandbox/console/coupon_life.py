"""The life of a user's coupon as a picture: its states as nodes, the way it went, and where it can go. The template draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from wxbrand_codegen.sandbox.product.snapshot.values import UserCouponView

WIDTH, HEIGHT = 740, 190
NODE_WIDTH, NODE_HEIGHT = 128, 44

_CENTRES: Mapping[str, tuple[int, int]] = {
    "CONFIRMING": (74, 52),
    "PENDING": (272, 52),
    "EFFECTIVE": (470, 52),
    "USED": (666, 52),
    "EXPIRED": (272, 146),
    "DEACTIVATED": (470, 146),
    "DELETED": (666, 146),
}

_NEXT: Mapping[str, str] = {
    "confirm": "PENDING",
    "use": "USED",
    "return": "EFFECTIVE",
    "deactivate": "DEACTIVATED",
    "delete": "DELETED",
    "wait-for-begin": "EFFECTIVE",
    "wait-for-end": "EXPIRED",
}
"""State after each action."""


@dataclass(frozen=True, slots=True)
class StateNode:
    """A state in the picture."""

    state: str
    x: int
    """Left edge."""

    y: int
    """Top edge."""

    kind: str
    """`present`, `past` or `other`."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A change from one state to another."""

    line: str
    """Path data of SVG."""

    kind: str
    """`taken`, `possible` or `usual`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn. Arrows come before nodes."""

    arrows: tuple[Arrow, ...]
    nodes: tuple[StateNode, ...]
    width: int = WIDTH
    height: int = HEIGHT
    node_width: int = NODE_WIDTH
    node_height: int = NODE_HEIGHT


def picture_of(coupon: UserCouponView) -> Picture:
    """Return the picture of a coupon's life."""
    states = [change.state for change in coupon.changes]
    usual = [("CONFIRMING", "PENDING"), ("PENDING", "EFFECTIVE"), ("EFFECTIVE", "USED")]
    possible = [(coupon.state, _NEXT[action]) for action in coupon.actions]
    taken = list(pairwise(states))
    kinds = (
        dict.fromkeys(usual, "usual") | dict.fromkeys(possible, "possible") | dict.fromkeys(taken, "taken")
    )  # the last wins
    return Picture(
        arrows=tuple(Arrow(_line(*ends), kind) for ends, kind in kinds.items() if set(ends) <= _CENTRES.keys()),
        nodes=tuple(
            StateNode(state, x - NODE_WIDTH // 2, y - NODE_HEIGHT // 2, _kind(state, coupon.state, states))
            for state, (x, y) in _CENTRES.items()
        ),
    )


def _kind(state: str, present: str, states: list[str]) -> str:
    return "present" if state == present else "past" if state in states else "other"


def _line(start: str, end: str) -> str:
    """Return the path of an arrow between two nodes, from edge to edge."""
    (x1, y1), (x2, y2) = _CENTRES[start], _CENTRES[end]
    half_width, half_height, gap = NODE_WIDTH // 2, NODE_HEIGHT // 2, 4
    if y1 == y2 and x1 < x2 and x2 - x1 < 200:  # to the neighbour
        return f"M{x1 + half_width} {y1}H{x2 - half_width - gap}"
    if y1 == y2:  # back, or past a neighbour: an arc above the upper row, or below the lower one
        bend = -half_height - 30 if y1 < HEIGHT // 2 else half_height + 24
        edge = y1 - half_height if bend < 0 else y1 + half_height
        return f"M{x1} {edge}C{x1} {y1 + bend} {x2} {y1 + bend} {x2} {edge + (-gap if bend < 0 else gap)}"
    if x1 == x2:
        return f"M{x1} {y1 + half_height}V{y2 - half_height - gap}"
    shift = 30 if x1 < x2 else -30
    top, bottom = y1 + half_height, y2 - half_height - gap
    middle = (top + bottom) // 2
    return f"M{x1 + shift} {top}C{x1 + shift} {middle} {x2 - shift} {middle} {x2 - shift} {bottom}"

"""Styles of parameters: how their values are written in a path, a query or a header field (OpenAPI 3.1, section 4.8.12)."""

from __future__ import annotations

from typing import Literal

Style = Literal["simple", "label", "matrix", "form", "spaceDelimited", "pipeDelimited", "deepObject"]
Words = tuple[Style | Literal["json", "explode", "reserved"], ...]
"""A style, or `json` for a value that is written as JSON; then `explode` and `reserved` (`allowReserved`), if they are set."""

DEFAULTS: dict[str, Words] = {
    "path": ("simple",),
    "header": ("simple",),
    "query": ("form", "explode"),
    "body": ("form", "explode"),
}
"""By location; in a body, for the fields of a form."""

STYLES: dict[str, tuple[Style, ...]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
}
"""By location, its default first."""


def style_words(
    location: str, *, style: str | None, explode: bool | None, reserved: bool, is_json: bool = False
) -> Words:
    """Return the words for what a parameter states; None for what it leaves to the defaults."""
    words: list[Style | Literal["json", "explode", "reserved"]] = []
    chosen = next((known for known in STYLES[location] if known == style), STYLES[location][0])
    explode = chosen == "form" if explode is None else explode
    if is_json:
        words.append("json")
    elif explode and chosen in {"spaceDelimited", "pipeDelimited"}:
        words += ["form", "explode"]  # each value is a pair of its own, so that nothing is delimited
    else:
        words.append(chosen)
        words += ["explode"] if explode and chosen != "deepObject" else []
    if reserved and location == "query":
        words.append("reserved")
    return tuple(words)

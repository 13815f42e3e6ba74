"""Facts in the prose of a field: limits, allowed characters, values, defaults, conditions, lifetimes.

Each module reads one kind of fact from normalised text and returns None or nothing where it states none. May import the
values of `page` alone.
"""

from __future__ import annotations

import re

_WIDE = {0xFF01 + at: 0x21 + at for at in range(94)} | {
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "〜∼"), "~"),
    **dict.fromkeys(map(ord, "“”‘’「」『』«»"), '"'),
    ord("\x1f"): " ",
}


def normalised(text: str) -> str:
    """Return prose with the punctuation of ASCII where it has a wide form, so that expressions need only one.

    Every character stays at its place.
    """
    return text.translate(_WIDE)


def lifetime_in(prose: str) -> int | None:
    """Return for how many seconds a value is valid; None if the prose does not say."""
    found = re.search(r"有效期?(?:时间)?(?:为|是|[:：])?\s{0,3}(\d{1,6})\s{0,3}(秒|分钟|小时|天)", prose)
    return int(found[1]) * {"秒": 1, "分钟": 60, "小时": 3600, "天": 86400}[found[2]] if found else None

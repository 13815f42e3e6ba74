"""Ids: texts that name one thing. Clients refuse those that have line ends or invisible characters, whatever the spec says.

`wxbrand_runtime.models.ids` has the same rules, which a test compares with these.
"""

from __future__ import annotations

import re
from typing import Any

from wxbrand_codegen.ir.types import ListOf, Nullable, Text, Type

_ID_NAME = re.compile(
    r"(?:^|[_-])(?:(?:app|open|union|mch)?id|no)(?:s|_list)?$"  # appid, stock_id, out_trade_no, store_ids
    r"|[_-]codes?(?:_list)?$"  # coupon_code, but not code, which may be a program
    r"|[a-z](?:Id|ID|No|Ids|IDs)$"  # orderId
)
_NOT_IN_IDS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def is_id(wire: str) -> bool:
    """Whether a member of this name holds an id, or a list of ids. Parameters in the path are ids too."""
    return _ID_NAME.search(wire) is not None


def is_valid_id(value: Any, type_: Type) -> bool:
    """Whether clients send an id, or a list of ids, that fits its type. Other values than texts are always valid."""
    match type_:
        case Nullable(item=item):
            return is_valid_id(value, item)
        case ListOf(item=item) if isinstance(value, list):
            return all(is_valid_id(entry, item) for entry in value)
        case Text() if isinstance(value, str):
            return not _NOT_IN_IDS.search(value) and (not value or not value.isspace())
        case _:
            return True

"""Ids: texts that name one thing, such as `appid`, `stock_id` or `out_request_no`. They are a single line, whatever the spec says.

A line end or an invisible character comes from a file or the clipboard. WeChat Pay then knows no such thing, or another one.
Blanks are left to the patterns of the spec. The generator has the same rules, for its examples.
"""

from __future__ import annotations

import re
from typing import Any

from wxbrand_runtime.auth.hidden_characters import describe_hidden, is_blank
from wxbrand_runtime.errors import InvalidRequest
from wxbrand_runtime.models.type_checks import check_text

_ID_NAME = re.compile(
    r"(?:^|[_-])(?:(?:app|open|union|mch)?id|no)(?:s|_list)?$"  # appid, stock_id, out_trade_no, store_ids
    r"|[_-]codes?(?:_list)?$"  # coupon_code, but not code, which may be a program
    r"|[a-z](?:Id|ID|No|Ids|IDs)$"  # orderId
)


def is_id(wire: str) -> bool:
    """Whether a member of this name holds an id, or a list of ids."""
    return _ID_NAME.search(wire) is not None


def check_id(value: Any, path: str) -> None:
    """Raise InvalidRequest for a text that has line ends or invisible characters, or nothing but blanks; WrongType for no text."""
    if value.__class__ is str and value.isascii() and value.isprintable() and not value.isspace():
        return
    check_text(value, path)
    if value and not value.strip():
        raise InvalidRequest(f"{path} has nothing but white space", field=path)
    if hidden := describe_hidden("".join("x" if is_blank(character) else character for character in value)):
        raise InvalidRequest(f"{path} has {hidden}; remove it", field=path)

"""Show values of requests and notifications without the openids in them."""

from __future__ import annotations

import json
from typing import Any

from wxbrand_codegen.sandbox.product.snapshot.taking import masked


def pretty(value: Any) -> str:
    """Write a JSON value in lines, with openids masked."""
    return json.dumps(_masked(value), ensure_ascii=False, indent=2)


def _masked(value: Any) -> Any:
    match value:
        case dict():
            return {name: masked(str(each)) if name == "openid" else _masked(each) for name, each in value.items()}
        case list():
            return [_masked(each) for each in value]
        case _:
            return value

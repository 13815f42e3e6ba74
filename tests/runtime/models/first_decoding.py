"""Decode to classes that no thread has decoded to before, in several threads at the same time. For a process of its own."""

from __future__ import annotations

import sys
import types
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import msgspec
from wxbrand_runtime.models.codec import decode_body
from wxbrand_runtime.models.conversion import convert
from wxbrand_runtime.models.records import Model

_THREADS = 4
_NAMES = [f"member_{number}" for number in range(12)]


def _new_class() -> type[Model]:
    """Return a model with a model in it. Annotations are text, so msgspec runs Python code to read them."""
    members: dict[str, Any] = dict.fromkeys(_NAMES, "int")
    inner = types.new_class("Inner", (Model,), exec_body=lambda body: body.update(__annotations__=members))
    annotations = {**members, "inner": inner}
    return types.new_class("Outer", (Model,), exec_body=lambda body: body.update(__annotations__=annotations))


def main(classes: int) -> None:
    """Decode to so many classes. Print how often the expected value came out."""
    sys.setswitchinterval(1e-6)
    plain = dict.fromkeys(_NAMES, 1)
    value = {**plain, "inner": plain}
    body = msgspec.json.encode(value)
    models = [_new_class() for _ in range(classes)]
    barrier = Barrier(_THREADS)

    def decode(thread: int) -> int:
        right = 0
        for model in models:
            barrier.wait()
            decoded = decode_body(model, body) if thread % 2 else convert(value, model)
            right += msgspec.to_builtins(decoded) == value
        return right

    with ThreadPoolExecutor(_THREADS) as executor:
        sys.stdout.write(f"{sum(executor.map(decode, range(_THREADS)))}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))

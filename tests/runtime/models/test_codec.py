"""Decode in many threads, and numbers as JSON Schema reads them."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from wxbrand_runtime import UNSET, UnsetType
from wxbrand_runtime.models import Record
from wxbrand_runtime.models.codec import DecodeError, decode_body


class Numbers(Record, frozen=True, kw_only=True):
    whole: int | UnsetType = UNSET
    wholes: list[int] | UnsetType = UNSET
    by_name: dict[str, int | None] | UnsetType = UNSET
    number: int | float | UnsetType = UNSET


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"whole": 1.0}', Numbers(whole=1)),
        (b'{"whole": 1e3, "number": 2.0}', Numbers(whole=1000, number=2.0)),
        (
            b'{"wholes": [1, -2.0], "by_name": {"a": 3.0, "b": null}}',
            Numbers(wholes=[1, -2], by_name={"a": 3, "b": None}),
        ),
    ],
)
def test_numbers_without_a_fraction_are_integers(body: bytes, expected: Numbers) -> None:
    read = decode_body(Numbers, body)

    assert read == expected
    assert [type(value) for value in _numbers(read)] == [type(value) for value in _numbers(expected)]


@pytest.mark.parametrize(
    "body", [b'{"whole": 1.5}', b'{"whole": 12345678901234567890.0}', b'{"whole": "1"}', b'{"whole": true}']
)
def test_other_values_are_no_integers(body: bytes) -> None:
    with pytest.raises(DecodeError):
        decode_body(Numbers, body)


def _numbers(value: Numbers) -> list[Any]:
    by_name = value.by_name if isinstance(value.by_name, dict) else {}
    return [value.whole, value.number, *by_name.values()]


def test_threads_that_decode_to_a_class_first_at_the_same_time_do_not_crash() -> None:
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.runtime.models.first_decoding", "200"]
    finished = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert (finished.returncode, finished.stdout) == (0, "800\n"), finished.stderr

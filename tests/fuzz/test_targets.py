"""The seeds of the fuzzer pass the signature and the encryption, so that it reaches the code behind them."""

from __future__ import annotations

import pytest

from tests.fuzz.targets import one_input, seeds

SEEDS = seeds()


@pytest.mark.parametrize("name", SEEDS)
def test_a_seed_passes_every_check(name: str) -> None:
    data, outcome = SEEDS[name]

    assert type(one_input(data)) is outcome


@pytest.mark.parametrize("name", SEEDS)
def test_a_truncated_seed_is_no_finding(name: str) -> None:
    data, _ = SEEDS[name]

    for end in range(0, len(data), 7):
        one_input(data[:end])

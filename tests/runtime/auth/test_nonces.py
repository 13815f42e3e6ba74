"""Nonces of requests."""

from __future__ import annotations

import os
import re
import threading

import pytest
from wxbrand_runtime.auth.signing import random_nonce


def test_a_nonce_is_32_hexadecimal_digits() -> None:
    assert all(re.fullmatch("[0-9A-F]{32}", random_nonce()) for _ in range(200))


def test_no_nonce_comes_twice_in_any_thread() -> None:
    given: list[str] = []
    threads = [threading.Thread(target=lambda: given.extend(random_nonce() for _ in range(500))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(given)) == len(given) == 4000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_nor_on_both_sides_of_a_fork() -> None:
    random_nonce()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, " ".join(random_nonce() for _ in range(100)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        theirs = pipe.read().split()
    os.waitpid(child, 0)

    assert len(theirs) == 100
    assert not set(theirs) & {random_nonce() for _ in range(100)}

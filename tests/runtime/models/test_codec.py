"""Decode in many threads."""

from __future__ import annotations

import subprocess
import sys


def test_threads_that_decode_to_a_class_first_at_the_same_time_do_not_crash() -> None:
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.runtime.models.first_decoding", "200"]
    finished = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert (finished.returncode, finished.stdout) == (0, "800\n"), finished.stderr

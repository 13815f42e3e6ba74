"""Coverage-guided fuzzer for parsing answers and notifications: `python tests/fuzz/fuzz_parsing.py --seconds 20`.

If an input raises an unexpected exception, it is saved as a file, printed in hexadecimal, and the run exits with status 1.
Pass that file to this script to run it again.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import traceback
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["wxbrand_runtime", "tests.runtime", "tests.fuzz"]):
    from tests.fuzz.targets import one_input, seeds


def check(data: bytes) -> None:
    """Run one input. If it is a finding, report it and exit."""
    try:
        one_input(data)
    except Exception:  # noqa: BLE001  (any exception is a finding)
        traceback.print_exc()
        name = Path(f"fuzz-finding-{hashlib.sha256(data).hexdigest()[:16]}")
        name.write_bytes(data)
        print(f"\nfinding: {len(data)} bytes, saved as {name}\n{data.hex()}", flush=True)
        sys.stderr.flush()
        os._exit(1)  # skips the exit handling of the fuzzer


def main() -> None:
    """Fuzz for a number of seconds, or run the given files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0, help="0: a different seed each time")
    parser.add_argument("files", nargs="*", type=Path, help="inputs to run once")
    given = parser.parse_args()
    for file in given.files:
        check(file.read_bytes())
        print(f"{file}: no finding")
    if given.files:
        return
    with tempfile.TemporaryDirectory() as corpus:
        for name, (data, _) in seeds().items():
            (Path(corpus) / name).write_bytes(data)
        options = [
            "-max_len=4096",
            "-timeout=10",
            "-rss_limit_mb=2048",
            f"-dict={Path(__file__).with_name('words.txt')}",
        ]
        times = [f"-max_total_time={given.seconds}", f"-seed={given.seed}", "-print_final_stats=1", "-verbosity=0"]
        atheris.Setup([sys.argv[0], *options, *times, corpus], check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

"""Fuzz the reading of answers and notifications, guided by coverage: `python tests/fuzz/fuzz_parsing.py --seconds 20`.

An input that raises what it must not is kept as a file, printed in hexadecimal, and ends the run with status 1; give that
file to this script to run it again.
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


def judge(data: bytes) -> None:
    """Run one input; end the process with a report if it is a finding."""
    try:
        one_input(data)
    except Exception:  # noqa: BLE001  (whatever it is, it is a finding)
        traceback.print_exc()
        name = Path(f"fuzz-finding-{hashlib.sha256(data).hexdigest()[:16]}")
        name.write_bytes(data)
        print(f"\nfinding: {len(data)} bytes, kept in {name}\n{data.hex()}", flush=True)
        sys.stderr.flush()
        os._exit(1)  # past the fuzzer, which would exit in its own way


def main() -> None:
    """Fuzz for some seconds, or run the files that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0, help="0: another one each time")
    parser.add_argument("files", nargs="*", type=Path, help="inputs to run once")
    given = parser.parse_args()
    for file in given.files:
        judge(file.read_bytes())
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
        atheris.Setup([sys.argv[0], *options, *times, corpus], judge)
        atheris.Fuzz()


if __name__ == "__main__":
    main()

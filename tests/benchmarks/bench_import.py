"""What importing costs: the package, and one call's worth of models, against the models of every area.

Run by hand: `uv run python tests/benchmarks/bench_import.py`. Prints milliseconds (least of several fresh interpreters) and
which modules of models were loaded.
"""

from __future__ import annotations

import json
import subprocess
import sys

RUNS = 7
BARE = "pass"
PACKAGE = "import wxbrand"
ONE = (
    "import wxbrand\n"
    "from wxbrand_runtime.testing import new_pair\n"
    "client = wxbrand.BrandClient(new_pair()[1])\n"
    "START\n"
    "client.product_coupon.pre_send_user_product_coupon_bundle"
)
EVERY = ONE + "\nfor area in ('delivery_plan', 'store', 'card_member'):\n    getattr(client, area)"
MEASURE = (
    "\nimport json, sys\nprint(json.dumps([milliseconds, sorted(m for m in sys.modules if m.startswith('wxbrand.'))]))"
)


def measured(program: str) -> tuple[float, list[str]]:
    """Give the least time of several runs, in milliseconds, and the modules of the package that were loaded."""
    before, _, after = program.rpartition("START\n")
    timed = f"{before}\nimport time\nbegin = time.perf_counter()\n{after}\nmilliseconds = (time.perf_counter() - begin) * 1000"
    results = []
    for _ in range(RUNS):
        done = subprocess.run([sys.executable, "-c", timed + MEASURE], capture_output=True, text=True, check=True)
        results.append(json.loads(done.stdout))
    return min(result[0] for result in results), results[0][1]


def main() -> None:
    package, loaded = measured(PACKAGE)
    print(f"import wxbrand: {package:.0f} ms, models loaded: {[m for m in loaded if m.startswith('wxbrand.models.')]}")
    one, loaded = measured(ONE)
    print(
        f"first use of one area: {one:.0f} ms, models loaded: {[m for m in loaded if m.startswith('wxbrand.models.')]}"
    )
    every, loaded = measured(EVERY)
    print(
        f"first use of all areas: {every:.0f} ms, models loaded: {[m for m in loaded if m.startswith('wxbrand.models.')]}"
    )
    print(f"all areas / one area: {every / one:.1f}")


if __name__ == "__main__":
    main()

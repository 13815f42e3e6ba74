"""What an archive of the size of the official one costs: `python -m tests.benchmarks.bench_archive [--files 5000]`.

Run by hand; see the README beside this file.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from wxbrand_codegen.packaged_files import brand_spec
from wxbrand_codegen.pages.sources import Under, open_sources, survey
from wxbrand_codegen.pipeline import read

from tests.generator.pages.made_up_archive import documentation


def main() -> None:
    """Make the archive, and time its parts and the whole command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=5000, help="files of the archive")
    parser.add_argument("--times", type=int, default=3, help="runs, of which the fastest counts")
    options = parser.parse_args()
    api = read(brand_spec())[1].api
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "docs.zip"
        own = len(documentation(api, guides=0, others=0).files)
        rest = max(0, options.files - own)
        made_up = documentation(api, guides=rest // 12, others=rest - rest // 12, filler=9000)
        made_up.write(archive)
        unpacked = sum(len(content) for content in made_up.files.values())
        print(
            f"{len(made_up.files)} files, {unpacked / 1e6:.0f} million characters, {archive.stat().st_size / 1e6:.1f} MB"
        )
        listing, reading, command = zip(*(_run(archive) for _ in range(options.times)), strict=True)
    print(f"list and check the archive      {min(listing):6.2f} s")
    print(f"classify, and read its pages    {min(reading):6.2f} s")
    print(f"wxbrand drift, the whole        {min(command):6.2f} s")


def _run(archive: Path) -> tuple[float, float, float]:
    begin = time.perf_counter()
    with open_sources([str(archive)]) as sources:
        opened = time.perf_counter()
        survey(sources, Under(["/brand/"]))
        read_through = time.perf_counter()
    command = [sys.executable, "-m", "wxbrand_codegen", "drift", str(archive), "--spec", str(brand_spec())]
    subprocess.run(command, check=True, capture_output=True)
    return opened - begin, read_through - opened, time.perf_counter() - read_through


if __name__ == "__main__":
    main()

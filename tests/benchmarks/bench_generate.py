"""What generating costs for a large spec: `python tests/benchmarks/bench_generate.py [--peer BIN] [--spec FILE]`.

Run by hand; see the README beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent

STAGES = """
import gc, json, sys, time
from pathlib import Path
from wxbrand_codegen.build.api import build
from wxbrand_codegen.document.inspect import inspect
from wxbrand_codegen.document.load import load
from wxbrand_codegen.render.files import render_package, render_tests
from wxbrand_codegen.output.tidy import tidy

taken, last = {}, time.perf_counter()

def lap(stage):
    global last
    taken[stage] = time.perf_counter() - last
    last = time.perf_counter()

gc.disable()  # as the commands do
document = load(Path(sys.argv[1])); lap("load")
document = inspect(document); lap("inspect")
built = build(document); lap("build")
drafts = render_package(built.api, "acme"), render_tests(built.api, built.document, "acme")
finished = tidy([(files, {}) for files in drafts]); lap("render and tidy")
lines = sum(t.text.count("\\n") for files in finished for path, t in files.items() if path.endswith(".py"))
print(json.dumps({"stages": taken, "lines": lines}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one command took, its child processes included."""

    wall: float
    cpu: float
    mebibytes: float
    output: str


def run(*command: str, folder: Path, env: dict[str, str] | None = None) -> Cost:
    """Run a command; raises if it fails."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=output, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        output.seek(0)
        text = output.read()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}\n{text[-2000:]}")
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return Cost(wall=wall, cpu=used.ru_utime + used.ru_stime, mebibytes=used.ru_maxrss / unit, output=text)


def best(times: int, *command: str, folder: Path) -> Cost:
    """Run a command several times and give the quickest run, which other work on the machine disturbed least."""
    return min((run(*command, folder=folder) for _ in range(times)), key=lambda cost: cost.wall)


def show(label: str, cost: Cost) -> None:
    """Print one line."""
    print(f"{label:34} {cost.wall:7.2f} s   {cost.cpu:7.2f} s CPU   {cost.mebibytes:6.0f} MiB")


def environment(peer: str) -> dict[str, str]:
    """Return the environment of the other: its own ruff comes first on the path."""
    return os.environ | {"PATH": f"{Path(peer).resolve().parent}{os.pathsep}{os.environ['PATH']}"}


def generating(folder: Path, spec: str, peer: str | None, times: int) -> None:
    """Measure whole runs of us and, in between, of the other; print the ratio of each pair, too."""
    ours = [sys.executable, "-m", "wxbrand_codegen", "generate", "--spec", spec, "--package", "acme"]
    made: list[Cost] = []
    others: list[Cost] = []
    for number in range(times):
        made.append(run(*ours, "--out", f"out{number}", folder=folder))
        if peer:
            theirs = [peer, "generate", "--path", spec, "--output-path", f"peer{number}"]
            others.append(run(*theirs, folder=folder, env=environment(peer)))
            ratios = made[-1].wall / others[-1].wall, made[-1].cpu / others[-1].cpu
            print(f"{f'run {number + 1}: ours / theirs':34} {ratios[0]:7.2f}     {ratios[1]:7.2f} CPU")
    own = min(made, key=lambda cost: cost.wall)
    show("generate", own)
    show("generate, nothing changed", best(times, *ours, "--out", "out0", folder=folder))
    if others:
        other = min(others, key=lambda cost: cost.wall)
        show("openapi-python-client", other)
        print(f"{'ours / openapi-python-client':34} {own.wall / other.wall:7.2f}     {own.cpu / other.cpu:7.2f}")


def commands(folder: Path, spec: str, times: int) -> None:
    """Measure what else is run on a whole document. `lint` ends with 1 if it has advice."""
    wxbrand = f"{shlex.quote(sys.executable)} -m wxbrand_codegen"
    show("lint", best(times, "sh", "-c", f"{wxbrand} lint --spec {shlex.quote(spec)} || [ $? = 1 ]", folder=folder))
    check = [sys.executable, "-m", "wxbrand_codegen", "check", "--spec", spec, "--package", "acme", "--out", "out0"]
    show("check", best(times, *check, folder=folder))
    show("diff, with itself", best(times, sys.executable, "-m", "wxbrand_codegen", "diff", spec, spec, folder=folder))


def stages(folder: Path, spec: str) -> None:
    """Measure each stage."""
    cost = run(sys.executable, "-c", STAGES, spec, folder=folder)
    found = json.loads(cost.output)
    for stage, seconds in found["stages"].items():
        print(f"  {stage:32} {seconds:7.2f} s")
    print(f"  {found['lines']:,} lines, {found['lines'] / sum(found['stages'].values()):,.0f} a second")


def importing(folder: Path, times: int) -> None:
    """Measure what a program loads that uses one area, against one that uses all."""
    package = folder / "out0" / "acme"
    areas = sorted(path.stem for path in (package / "areas").glob("*.py") if path.stem != "__init__")
    for label, used in (("no area", []), (f"area {areas[0]}", areas[:1]), (f"all {len(areas)} areas", areas)):
        code = "import acme\n" + "".join(f"import acme.areas.{area}\n" for area in used)
        run(sys.executable, "-c", code, folder=package.parent)  # leaves compiled files behind
        show(f"import, {label}", best(times, sys.executable, "-c", code, folder=package.parent))
        trace = run(sys.executable, "-X", "importtime", "-c", code, folder=package.parent).output
        loaded = sorted(set(re.findall(r"\| +(acme\.(?:areas|models)\.\w+)", trace)))
        print(f"  loads {', '.join(loaded[:4]) or 'no area and no models'}{' ...' if len(loaded) > 4 else ''}")


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", metavar="BIN", help="the program openapi-python-client, of an environment of its own")
    parser.add_argument("--spec", metavar="FILE", help="a document to measure on, instead of a made-up one")
    parser.add_argument("--operations", type=int, default=992, help="the number in the made-up document")
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.spec is None:
            with (folder / "large.yaml").open("w", encoding="utf-8") as file:
                command = [sys.executable, str(HERE / "large_spec.py"), str(options.operations)]
                subprocess.run(command, stdout=file, check=True)
        spec = str(Path(options.spec or folder / "large.yaml").resolve())
        generating(folder, spec, options.peer, options.times)
        commands(folder, spec, options.times)
        stages(folder, spec)
        importing(folder, options.times)


if __name__ == "__main__":
    main()

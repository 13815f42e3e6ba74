"""Every command in odd surroundings ends without a traceback: streams, names, links, files that are no specs."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
import pytest
from wxbrand_codegen.cli.main import command as wxbrand
from wxbrand_codegen.cli.parser import Group

HERE = Path(__file__).parent
ARGUMENTS: dict[str, list[str]] = {
    "generate": [],
    "check": [],
    "lint": [],
    "diff": ["spec/openapi.yaml", "spec/openapi.yaml"],
    "draft": ["page.txt"],
    "drift": ["page.txt"],
    "init": [],
    "sandbox": ["--port", "0"],
    "explain": ["request.txt"],
    "demo": ["--spec", "spec/openapi.yaml"],
    "call": ["--list"],
    "listen": ["--port", "0"],
    "trigger": ["--list"],
    "doctor": [],
    "completion": ["bash"],
    "docs fetch": ["--url", "https://127.0.0.1:9/"],
}
"""Arguments with which each command does its work in the prepared folder."""

SURROUNDINGS: dict[str, dict[str, str]] = {
    "closed-stdin": {"stdin": "closed"},
    "closed-stdout": {"stdout": "closed"},
    "closed-stderr": {"stderr": "closed"},
    "all-closed": {"stdin": "closed", "stdout": "closed", "stderr": "closed"},
    "full-stdout": {"stdout": "full"},
    "full-stderr": {"stderr": "full"},
    "no-reader": {"stdout": "broken"},
}
ENCODINGS = ("ascii", "gb18030")
SERVERS = {"sandbox", "listen"}
"""Commands that run until they are interrupted."""

FAILING = {"check", "drift", "explain", "docs fetch", "doctor"}
"""Commands that find problems in the prepared folder."""

PATHS = {"FILE", "DIR", "PAGE", "OLD", "NEW", "SOURCE"}
OTHERS = {"CODE", "NAME", "URL", "N", "SECONDS", "PREFIX", "EVENT", "FAULT", "MEMBER", "MEMBER=VALUE", "STATUS"}
"""What the arguments of commands stand for: paths, and everything else."""

ODD_FILES: dict[str, bytes] = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "nul": b"openapi: 3.1.0\0\n",
    "deep-yaml": b"- " * 200_000,
    "deep-json": b'{"a":' * 50_000,
    "deep-brackets": b"[" * 50_000 + b"]" * 50_000,
    "huge-number": b"openapi: " + b"9" * 100_000,
    "huge-exponent": b'{"openapi": 1e999999999}',
    "not-utf-8": "openapi: 券".encode("gb18030"),
    "text": b"POST /v3/x HTTP/1.1\r\nAuthorization: x\r\n\r\n{",
}


def commands() -> dict[str, click.Command]:
    """Return each command, those of groups as `docs fetch`."""
    found: dict[str, click.Command] = {}
    for name, each in subcommands(wxbrand).items():
        inner = subcommands(each) if type(each) is Group else {}  # commands of `call` are made from a package
        found |= {f"{name} {command}": one for command, one in inner.items()} or {name: each}
    return found


def subcommands(group: click.Group) -> dict[str, click.Command]:
    context = click.Context(group)
    named = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in named.items() if command}


def path_arguments(command: str) -> list[list[str]]:
    """Return the arguments of a command in which `{}` stands for each path in turn."""
    found = []
    for parameter in commands()[command].params:
        if getattr(parameter, "is_flag", False) or isinstance(parameter.type, click.Choice):
            continue
        metavar = (parameter.metavar or "").strip("[].")
        assert metavar in PATHS | OTHERS, f"{command} {parameter.name}: is {metavar} a path?"
        if metavar not in PATHS:
            continue
        if isinstance(parameter, click.Option):
            found.append([*ARGUMENTS[command], parameter.opts[0], "{}"])
        else:
            positional = {
                "diff": ["{}", "spec/openapi.yaml"] if parameter.name == "old" else ["spec/openapi.yaml", "{}"]
            }
            found.append(positional.get(command, ["{}"]))
    return found


@pytest.fixture
def run(tmp_path: Path, small: Path) -> Any:
    """Return a function that runs cases, each in a folder of its own."""

    def prepare(number: int, cwd: str) -> Path:
        folder = tmp_path / str(number) / cwd
        shutil.copytree(small.parent, folder / "spec")
        shutil.copy(HERE.parent / "saved_pages" / "spaced.txt", folder / "page.txt")
        (folder / "request.txt").write_bytes(ODD_FILES["text"])
        (folder / "loop").symlink_to("loop")
        (folder / "folder").mkdir()
        os.mkfifo(folder / "pipe")
        for name, content in ODD_FILES.items():
            (folder / name).write_bytes(content)
        for odd_name in (b"bytes-\xff.yaml", b"bytes-\xff.d/x.jinja"):
            path = folder / os.fsdecode(odd_name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes((folder / "spec" / "openapi.yaml").read_bytes())
        return folder

    def run(cases: list[tuple[list[str], dict[str, Any]]]) -> list[dict[str, Any]]:
        prepared = [
            {
                "cwd": str(prepare(number, options.get("cwd", "work"))),
                "arguments": arguments,
                "streams": options.get("streams", {}),
                "encoding": options.get("encoding", "utf-8"),
                "interrupt": arguments[0] in SERVERS,
            }
            for number, (arguments, options) in enumerate(cases)
        ]
        file = tmp_path / "cases.json"
        file.write_text(json.dumps(prepared))
        program = [sys.executable, str(HERE / "run_in_surroundings.py"), str(file)]
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("WXBRAND_", "PYTHON"))}
        done = subprocess.run(program, capture_output=True, env=environment, check=False, timeout=300)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        results: list[dict[str, Any]] = json.loads(done.stdout)
        return [case | result for case, result in zip(prepared, results, strict=True)]

    return run


def faults(results: list[dict[str, Any]]) -> list[str]:
    """Describe the runs that did not end as a command must."""
    found = []
    for result in results:
        text = result["out"] + result["err"]
        is_silent = result["status"] != 0 and not text and not result["streams"]
        if (
            "Traceback" in text
            or "Exception ignored" in text
            or "bug in wxbrand" in text
            or result["status"] not in {0, 1, 2, 130}
            or is_silent
            or not all(line.isprintable() for line in result["err"].splitlines())
        ):
            call = f"{result['arguments']} {result['streams']} {result['encoding']} in {result['cwd']!r}"
            found.append(f"{call}: {result['status']} {text[-1500:]}")
    return found


def test_every_command_is_here() -> None:
    assert set(ARGUMENTS) == set(commands())


@pytest.mark.slow
@pytest.mark.parametrize("command", sorted(ARGUMENTS))
def test_streams_that_are_closed_full_or_strict_and_folders_of_any_name(command: str, run: Any) -> None:
    arguments = [*command.split(), *ARGUMENTS[command]]

    results = run(
        [
            (arguments, {}),
            *((arguments, {"streams": streams}) for streams in SURROUNDINGS.values()),
            *((arguments, {"encoding": encoding}) for encoding in ENCODINGS),
            *(
                ([*command.split(), "--help"], {"streams": streams, "encoding": "ascii"})
                for streams in SURROUNDINGS.values()
            ),
            (arguments, {"cwd": os.fsdecode(b"work-\xff")}),
            (arguments, {"cwd": "work '\"\u202e{$ref}\n券"}),
        ]
    )

    assert faults(results) == []
    usual = results[0]
    expected = {"listen": {0, 130}}.get(command, {1} if command in FAILING else {0})  # 130: interrupted while it starts
    assert usual["status"] in expected, usual
    by_streams = {json.dumps(result["streams"]): result["status"] for result in results[: len(SURROUNDINGS) + 1]}
    for name in () if command in SERVERS else ("closed-stdin", "closed-stdout", "closed-stderr", "all-closed"):
        assert by_streams[json.dumps(SURROUNDINGS[name])] == usual["status"], name


@pytest.mark.slow
@pytest.mark.parametrize("command", sorted(set(ARGUMENTS) - {"init", "call", "completion"}))
def test_paths_that_are_anything_but_what_is_meant(command: str, run: Any) -> None:
    values = [
        *ODD_FILES, "loop", "loop/x", "folder", "missing", "spec/openapi.yaml/x", "x" * 300, "a\n\x1b[31mb", "/dev/full",
        "/proc/self/mem", os.fsdecode(b"bytes-\xff.yaml"), os.fsdecode(b"bytes-\xff.d"), os.fsdecode(b"missing-\xff"),
        *([""] if command != "demo" else []),  # for the demo the brand API's spec, which takes long
    ]  # fmt: skip
    arguments = path_arguments(command)

    results = run(
        [
            ([*command.split(), *(part.replace("{}", value) for part in each)], {})
            for each in arguments
            for value in [*values, *(["pipe"] if command == "diff" or "--" in each[-2:][0] else [])]
        ]
    )

    assert arguments
    assert faults(results) == []


@pytest.mark.parametrize("delay", [0.0, 0.3, 1.0, 2.5])
def test_ctrl_c_ends_a_run_and_its_processes_without_a_traceback(tmp_path: Path, seed: Path, delay: float) -> None:
    program = "import sys; from wxbrand_codegen.__main__ import main; print('ready', flush=True); sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", program, "generate", "--spec", str(seed), "--out", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(delay)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        out, err = process.communicate(timeout=120)

    assert "Traceback" not in out + err
    assert process.returncode in {0, 130}

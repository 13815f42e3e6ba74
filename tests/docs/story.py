"""Run the blocks of a page in order, in one temporary folder, against one fresh sandbox."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import yaml

from tests.docs.blocks import Block
from tests.docs.consoles import Command, difference, matches, read_commands

_SECONDS = 60
_PORT = re.compile(
    r"(?P<before>(?:127\.0\.0\.1|localhost):|--port[ =]|-p |port=|-b (?:127\.0\.0\.1)?:)(?P<port>\d{4,5})\b"
)
_SANDBOX_PORT = 8090
_REAL_HOST = "https://api.mch.weixin.qq.com"
_PARSED = {"json", "toml", "yaml"}
_UNPARSED = {"console", "diff", "dockerfile", "html", "http", "ini", "jinja", "js", "mermaid", "text"}
_IMPORTS = (ast.Import, ast.ImportFrom)


class Story:
    """One page that is being read and done. Use it in `with`; at the end it stops what runs in the background."""

    def __init__(self, folder: Path, environ: Mapping[str, str], base_url: str) -> None:
        self.folder = folder
        """The reader's working directory."""
        self.environ = dict(environ)
        """The reader's environment; commands may change it."""
        self.base_url = base_url
        """The sandbox that was started for this page."""
        self.prelude = ""
        """Python put before each block, for names that a page leaves to the reader."""
        self.tested_elsewhere: set[str] = set()
        """Files of the page that a test of its own runs, so that no block has to use them."""
        self.not_run: list[Block] = []
        self._ports = {_SANDBOX_PORT: int(base_url.rpartition(":")[2])}
        self._directory = folder
        self._files: dict[str, Block] = {}
        self._background: list[subprocess.Popen[bytes]] = []
        self._printed = ""

    def __enter__(self) -> Story:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._background:
            _signal(process, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait(10)

    def run(self, blocks: Sequence[Block]) -> None:
        """Run all blocks. Raises AssertionError that names page, line, what was expected and what came."""
        for block in blocks:
            try:
                self._run_block(block)
            except (SyntaxError, ValueError, yaml.YAMLError) as problem:
                raise AssertionError(f"{block.place}: {type(problem).__name__}: {problem}") from None
        for name, block in self._files.items():
            stem = Path(name).stem
            if name in self.tested_elsewhere:
                continue
            users = "".join(each.text for each in blocks if each is not block)
            if block.language == "python" and not re.search(rf"\b{re.escape(stem)}\b|\bpytest\b", users):
                raise AssertionError(f"{block.place}: no later block uses {name}")

    def write(self, name: str, text: str) -> None:
        """Write a file into the reader's folder."""
        path = self._directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def _run_block(self, block: Block) -> None:
        if "not run" in block.marks:
            self._look_at(block)
        elif "output" in block.marks:
            self._compare(block.place, block.text, self._printed)
        elif block.language == "console":
            for command in read_commands(block.text):
                self._run_command(block, command)
        elif block.file:
            self._write_block(block)
        elif block.language == "python":
            self._printed = self._run_python(block, self.prelude + self._translated(block.text))
        else:
            parse(block)

    def _look_at(self, block: Block) -> None:
        if len(block.marks["not run"]) < 10:
            raise AssertionError(f"{block.place}: `not run` needs a reason")
        self.not_run.append(block)
        if block.language == "python":
            imports = [node for node in ast.walk(ast.parse(block.text)) if isinstance(node, _IMPORTS)]
            self._run_python(block, "\n".join(map(ast.unparse, imports)))
        elif block.language in _PARSED:
            parse(block)

    def _write_block(self, block: Block) -> None:
        assert block.file
        parse(block)
        text = self._translated(block.text)
        self.write(block.file, text)
        self._files[block.file] = block

    def _run_python(self, block: Block, code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            cwd=self._directory,
            env=self.environ | {"PYTHONPATH": str(self._directory)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        self._check_exit(block.place, block, done.returncode, done.stdout)
        return done.stdout

    def _run_command(self, block: Block, command: Command) -> None:
        place = f"{block.place.rpartition(':')[0]}:{block.line + command.offset}"
        if "background" in block.marks:
            self._start(place, command)
            return
        after = self.folder.parent / "environ"
        script = f"{self._translated(command.text)}\nstatus=$?\nenv -0 > {after}\nexit $status\n"
        done = subprocess.run(
            ["/bin/bash", "-c", script],
            cwd=self._directory,
            env=self.environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        self._check_exit(place, block, done.returncode, done.stdout)
        if command.output:
            self._compare(place, command.output, done.stdout)
        if after.exists():
            pairs = (pair.partition("=") for pair in after.read_text("utf-8").split("\0") if pair)
            self.environ = {name: value for name, _, value in pairs if name not in {"_", "SHLVL"}}
            self._directory = Path(self.environ["PWD"])
            after.unlink()

    def _start(self, place: str, command: Command) -> None:
        text = command.text
        if re.match(r"(uv run )?wxbrand sandbox\b", text):
            self._ports.pop(_SANDBOX_PORT, None)
            text += "" if "--port" in text else f" --port {_SANDBOX_PORT}"
        text = self._translated(text)
        log = self.folder.parent / f"background-{len(self._background)}"
        with log.open("wb") as output:
            process = subprocess.Popen(
                ["/bin/bash", "-c", text],
                cwd=self._directory,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._background.append(process)
        ports = [int(found["port"]) for found in _PORT.finditer(text)]
        until = time.monotonic() + 30
        while time.monotonic() < until and process.poll() is None:
            got = self._as_shown(log.read_text("utf-8"))
            if matches(f"{command.output}\n...", got) if command.output else all(map(_listens, ports)):
                return
            time.sleep(0.05)
        got = self._as_shown(log.read_text("utf-8"))
        status = process.poll()
        ended = "is not ready after 30 seconds" if status is None else f"ended with {status}"
        raise AssertionError(f"{place}: the command {ended}\n{difference(command.output, got)}")

    def _translated(self, text: str) -> str:
        """Return text of a page for this run: the sandbox in place of WeChat Pay, and ports that no other page uses."""
        text = re.sub(r"(BrandClient\(credentials\b)(?!.*base_url)", rf"\1, base_url={self.base_url!r}", text)
        text = text.replace(_REAL_HOST, self.base_url)
        text = re.sub(r"\buv run (?=wxbrand|pytest|python)", "", text)
        return _PORT.sub(lambda found: f"{found['before']}{self._port(int(found['port']))}", text)

    def _port(self, shown: int) -> int:
        if shown not in self._ports and shown not in self._ports.values():
            with socket.create_server(("127.0.0.1", 0)) as listening:
                self._ports[shown] = listening.getsockname()[1]
        return self._ports.get(shown, shown)

    def _as_shown(self, text: str) -> str:
        for shown, real in self._ports.items():
            text = re.sub(rf"(?<!\d){real}(?!\d)", str(shown), text)
        return text

    def _compare(self, place: str, shown: str, got: str) -> None:
        got = self._as_shown(got)
        if not matches(shown, got):
            raise AssertionError(f"{place}: the output is not what the page shows\n{difference(shown, got)}")

    def _check_exit(self, place: str, block: Block, status: int, printed: str) -> None:
        expected = int(block.marks.get("exit", "0"))
        if status != expected:
            printed = textwrap.indent(self._as_shown(printed), "    ")
            raise AssertionError(f"{place}: exit code {status}, expected {expected}; it printed\n{printed}")


def parse(block: Block) -> None:
    """Parse what the block's language is. Raises the parser's error, a ValueError unless it is YAML's or SyntaxError."""
    match block.language:
        case "python":
            compile(block.text, block.place, "exec")
        case "toml":
            tomllib.loads(block.text)
        case "yaml":
            list(yaml.safe_load_all(block.text))
        case "json":
            json.loads(block.text)
        case other if other not in _UNPARSED:
            raise ValueError(
                f"a block of the language {other!r}: use console, python, text, json, toml or yaml, or say `not run`"
            )


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    with suppress(ProcessLookupError):  # it has ended
        os.killpg(process.pid, number)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0

"""Fixtures for tests of the generator: short specs and what is generated from them."""

from __future__ import annotations

import ast
import difflib
import importlib
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from wxbrand_codegen.build.api import Built
from wxbrand_codegen.config import Config
from wxbrand_codegen.ir.operations import Operation
from wxbrand_codegen.output.formatting import Formatter, format_long_lines
from wxbrand_codegen.pipeline import Outcome, generate, read
from wxbrand_codegen.problems import Problem, ProblemsFound
from wxbrand_runtime.testing import FakeWeChatPay, RecordedRequest

from tests.checkers import RUN_TESTS, run_module, strict_mypy

HEAD = """\
openapi: 3.1.1
info: {title: Test, version: "1"}
servers: [{url: "https://api.example.com"}]
"""

SIGNED_HEAD = f"{HEAD}security: [{{WECHATPAY-BRAND-SHA256-RSA2048: []}}]\n"
"""The head of a spec that names its signature scheme, as advice asks."""

REPLY = """\
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {type: object, properties: {done: {type: boolean}}}}}
"""


@dataclass(frozen=True)
class Workshop:
    """A folder with a spec, and the commands on it."""

    folder: Path

    @property
    def spec(self) -> Path:
        return self.folder / "spec" / "openapi.yaml"

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file next to the spec."""
        path = self.folder / "spec" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def whole(self, text: str) -> Workshop:
        """Write the whole document of the spec."""
        self.write("openapi.yaml", text)
        return self

    def paths(self, text: str, head: str = HEAD) -> Workshop:
        """Write a spec with these paths."""
        return self.whole(f"{head}paths:\n{text}")

    def body(self, properties: str, components: str = "") -> Workshop:
        """Write a spec with one operation whose body has these properties, one a line in flow style."""
        lines = "".join(f"                {line}\n" for line in properties.splitlines())
        operation = (
            "  /things:\n    post:\n      operationId: MakeThing\n      tags: [thing]\n"
            "      requestBody:\n        required: true\n        content:\n          application/json:\n"
            f"            schema:\n              type: object\n              properties:\n{lines}{REPLY}"
        )
        return self.paths(operation + components)

    def bodies(self, request: str, response: str = "{}", rest: str = "") -> Workshop:
        """Take one operation with this `content` of its request and response as the spec."""
        return self.paths(
            "  /things:\n    post:\n      operationId: Send\n      tags: [thing]\n"
            f"      requestBody: {{required: true, content: {request}}}\n"
            f"      responses: {{'200': {{description: ok, content: {response}}}}}\n{rest}"
        )

    def read(self) -> Built:
        """Build the spec. Most specs of the tests name no signature scheme, so that advice is dropped."""
        built = read(self.spec)[1]
        return replace(built, advice=tuple(each for each in built.advice if each.code != "no-signature-scheme"))

    def operation(self) -> Operation:
        """Return the only operation of the spec."""
        (area,) = self.read().api.areas
        (operation,) = area.operations
        return operation

    def problems(self) -> list[str]:
        """Return the problems as printed, without the folder in their marks."""
        try:
            return self._printed(self.read().problems)
        except ProblemsFound as error:
            return self._printed(error.problems)

    def advice(self) -> list[str]:
        """Return the advice as printed, without the folder in its marks."""
        return self._printed(self.read().advice)

    def _printed(self, problems: Iterable[Problem]) -> list[str]:
        lines = [str(problem) for problem in problems]
        assert all(line.isprintable() for line in lines)
        return [line.replace(f"{self.folder / 'spec'}/", "") for line in lines]

    def config(self, package: str = "acme", templates: Path | None = None) -> Config:
        return Config(spec=self.spec, out=self.folder / "out", package=package, templates=templates)

    def generate(self, *, force: bool = False) -> Outcome:
        return generate(self.config(), force=force)

    def run(self, *command: str) -> str:
        """Run a Python module in the folder of the output, and return what it printed. Fail if it fails."""
        done = run_module(self.folder / "out", *command)
        assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
        return done.stdout

    def prove(self) -> None:
        """Generate; run the generated tests, with warnings as errors, and `mypy --strict` on the package."""
        self.generate()
        self.run(*RUN_TESTS, "tests")
        self.run(*strict_mypy(), "-p", "acme")

    def output(self) -> dict[str, bytes]:
        """Return the contents of all generated files."""
        out = self.folder / "out"
        return {
            path.relative_to(out).as_posix(): path.read_bytes()
            for path in sorted(out.rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts
        }


_compared: set[str] = set()
"""Modules that are known to be formatted as by black, as they were before; many tests generate the same ones."""


@pytest.fixture(autouse=True)
def formatted_as_by_black(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare every module that a test generates with what black makes of the whole of it."""

    def compared(text: str, module: ast.Module, black: Formatter) -> str:
        result = format_long_lines(text, module, black)
        if text in _compared:
            return result
        changes = list(difflib.unified_diff(result.split("\n"), black(text).split("\n"), lineterm="", n=1))
        assert not changes, "the renderer must print this as black does:\n" + "\n".join(changes)
        _compared.add(text)
        return result

    monkeypatch.setattr("wxbrand_codegen.output.tidy.format_long_lines", compared)


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


@pytest.fixture
def importing(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], ModuleType]]:
    """Generate the package and import its models."""
    monkeypatch.syspath_prepend(str(workshop.folder / "out"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def models() -> ModuleType:
        workshop.generate()
        importlib.invalidate_caches()
        return importlib.import_module("acme.models")

    yield models
    for name in [name for name in sys.modules if name.split(".")[0] == "acme"]:
        del sys.modules[name]


@dataclass(frozen=True)
class Calling:
    """A generated package, its synchronous client, and the fake WeChat Pay that it calls over a socket."""

    models: ModuleType
    client: Any
    wechat_pay: FakeWeChatPay

    def call(self, request: str, reply: Any = None, **values: Any) -> Any:
        """Answer one operation, named by its request class, and call it. Return what the client returns."""
        model = getattr(self.models, request)
        self.wechat_pay.answer(model, reply)
        return self.client.send(model(**values))

    @property
    def last(self) -> RecordedRequest[Any]:
        """The last request that arrived."""
        return self.wechat_pay.requests[-1]


@pytest.fixture
def calling(importing: Callable[[], ModuleType], fake_wechat_pay: FakeWeChatPay) -> Callable[[], Calling]:
    """Generate the package, import it and return a client that calls the fake WeChat Pay."""

    def start() -> Calling:
        models = importing()
        client = fake_wechat_pay.client(importlib.import_module("acme").BrandClient, retries=0)
        return Calling(models, client, fake_wechat_pay)

    return start


@pytest.fixture
def seed() -> Path:
    """The project's own spec."""
    return Path(__file__).resolve().parents[2] / "spec" / "openapi.yaml"


@pytest.fixture
def small() -> Path:
    """A spec like our own in several files, with one operation and one notification."""
    return Path(__file__).resolve().parent / "small" / "openapi.yaml"


@pytest.fixture
def made_up() -> Path:
    """A made-up spec with every supported feature."""
    return Path(__file__).resolve().parent / "made_up" / "openapi.yaml"


@pytest.fixture
def operation() -> Callable[..., str]:
    """Return a function that writes one operation of a spec."""

    def text(path: str = "/things", verb: str = "get", *, rest: str = "", **members: Any) -> str:
        lines = "".join(f"      {key}: {value}\n" for key, value in members.items())
        return f"  {path}:\n    {verb}:\n{lines}{rest}{REPLY}"

    return text


@pytest.fixture
def closed_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Refuse all connections and record their addresses."""
    addresses: list[str] = []

    def refuse(*address: Any, **_: Any) -> None:
        addresses.append(str(address))
        raise OSError("no network in this test")

    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return addresses

"""`wxbrand call` with packages of other specs: bodies of every kind, unions, odd names, another scheme."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen.cli.main import main
from wxbrand_runtime.testing import FakeWeChatPay

from tests.generator.conftest import HEAD, Workshop

PACKAGE = "acme"

ANSWER = """\
      responses: {"200": {description: ok, content: {application/json: {schema: {type: object}}}}}
"""

Call = Callable[..., tuple[int, str, str]]
"""Generates the paths of a spec once, and runs `wxbrand call` with its package."""


@pytest.fixture
def models() -> Any:
    """The models of the package, once it is generated."""

    class Models:
        def __getattr__(self, name: str) -> Any:
            return getattr(importlib.import_module(f"{PACKAGE}.models"), name)

    return Models()


@pytest.fixture
def call(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Call]:
    """The configured package is in the folder `out` of the current project."""
    (workshop.folder / "pyproject.toml").write_text(f'[tool.wxbrand]\nout = "out"\npackage = "{PACKAGE}"\n')
    monkeypatch.chdir(workshop.folder)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def run(*arguments: str) -> tuple[int, str, str]:
        importlib.invalidate_caches()
        status = main(["call", *arguments])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8", "backslashreplace"), err.decode()

    yield run
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWeChatPay]:
    with FakeWeChatPay() as wechat_pay:
        wechat_pay.set_environ(monkeypatch)
        yield wechat_pay


def _operation(body: str, answer: str = ANSWER) -> str:
    return f"  /things:\n    post:\n      operationId: Send\n      tags: [thing]\n      requestBody: {body}\n{answer}"


@pytest.mark.parametrize(
    ("content", "arguments", "sent"),
    [
        (
            "{application/json: {schema: {type: array, items: {type: integer}}}}",
            ["--body", "[1, 2]"],
            b"[1,2]",
        ),
        ("{text/plain: {schema: {type: string}}}", ["--body", "@ not a file"], b"@ not a file"),
        (
            "{application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}, b: {type: array, items: {type: integer}}}}}}",
            ["--a", "x y", "--b", "1", "--b", "2"],
            b"a=x%20y&b=1&b=2",
        ),
        ("{application/octet-stream: {schema: {type: string, format: binary}}}", ["--body", "file.bin"], b"\x00\xff"),
    ],
    ids=["whole", "text", "form", "file"],
)
def test_bodies_of_every_kind_are_sent(
    workshop: Workshop, call: Call, fake: FakeWeChatPay, models: Any, content: str, arguments: list[str], sent: bytes
) -> None:
    workshop.paths(_operation(f"{{required: true, content: {content}}}")).generate()
    (workshop.folder / "file.bin").write_bytes(b"\x00\xff")
    assert call("--list")[0] == 0  # imports the package
    fake.answer(models.SendRequest, {"done": True})

    status, out, err = call("Send", *arguments)

    assert (status, out, err) == (0, '{"done":true}\n', "")
    assert fake.requests[0].body == sent


def test_values_of_every_type_are_given_as_options(
    workshop: Workshop, call: Call, fake: FakeWeChatPay, models: Any
) -> None:
    workshop.body(
        "flag: {type: boolean}\n"
        "rate: {type: number}\n"
        "at: {type: string, format: date-time}\n"
        "level: {type: integer, enum: [1, 2]}\n"
        "tags: {type: array, items: {type: string}}\n"
        "free: {type: object, additionalProperties: true}\n"
        "kind: {type: string, const: only}\n"
        "json: {type: string}\n"
        "'odd-name': {type: object, properties: {'in-side': {type: string}}}\n"
        "things: {type: array, items: {type: object, properties: {id: {type: string}}}}"
    ).generate()
    call("--list")
    fake.answer(models.MakeThingRequest, {"done": True})

    status, _, err = call(
        *["MakeThing", "--flag", "false", "--rate", "0.5", "--at", "2026-01-01T00:00:00+08:00", "--level", "2"],
        *["--tags", "a", "--tags", "[b]", "--free", '{"x": [1]}', "--kind", "only", "--field.json", "j"],
        *["--odd-name.in-side", "deep", "--things", '[{"id": "1"}]'],
    )

    assert (status, err) == (0, "")
    assert fake.requests[0].json() == {
        "flag": False,
        "rate": 0.5,
        "at": "2026-01-01T00:00:00+08:00",
        "level": 2,
        "tags": ["a", "[b]"],
        "free": {"x": [1]},
        "kind": "only",
        "json": "j",
        "odd-name": {"in-side": "deep"},
        "things": [{"id": "1"}],
    }


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--flag", "maybe"], "--flag"),
        (["--level", "3"], "--level: '3' is unknown; it can be 1 or 2"),
        (["--node.next.next", "1"], "there is no option --node.next.next"),
    ],
)
def test_wrong_values_are_named(workshop: Workshop, call: Call, arguments: list[str], reason: str) -> None:
    workshop.body(
        "flag: {type: boolean}\nlevel: {type: integer, enum: [1, 2]}\nnode: {$ref: '#/components/schemas/Node'}",
        "components:\n  schemas:\n    Node:\n      type: object\n      properties:\n"
        "        id: {type: string}\n        next: {$ref: '#/components/schemas/Node'}\n",
    ).generate()

    status, out, err = call("MakeThing", *arguments)

    assert (status, out) == (2, "")
    assert reason in err


def test_a_model_within_itself_is_given_as_json(
    workshop: Workshop, call: Call, fake: FakeWeChatPay, models: Any
) -> None:
    workshop.body(
        "node: {$ref: '#/components/schemas/Node'}",
        "components:\n  schemas:\n    Node:\n      type: object\n      required: [id]\n      properties:\n"
        "        id: {type: string}\n        next: {$ref: '#/components/schemas/Node'}\n",
    ).generate()
    assert call("MakeThing", "--fields")[0] == 0
    fake.answer(models.MakeThingRequest, {"done": True})
    node = {"id": "1", "next": {"id": "2", "next": {"id": "3"}}}

    status, _, err = call("MakeThing", "--node.id", "0", "--node.next", json.dumps(node))

    assert (status, err) == (0, "")
    assert fake.requests[0].json() == {"node": {"id": "0", "next": node}}
    assert "node.next.next is" not in err
    del node["next"]["next"]["id"]  # type: ignore[index]  # of its nested objects
    assert call("MakeThing", "--node", json.dumps(node))[2].endswith("node.next.next.id is missing\n")


def test_a_text_answer_and_a_picture_are_printed_as_received(
    workshop: Workshop, call: Call, fake: FakeWeChatPay, models: Any, tmp_path: Path
) -> None:
    answer = '      responses: {"200": {description: ok, content: {text/csv: {schema: {type: string}}}}}\n'
    workshop.paths(f"  /bill:\n    get:\n      operationId: GetBill\n      tags: [bill]\n{answer}").generate()
    call("--list")
    fake.answer(models.GetBillRequest, "券,1\n", always=True)

    assert call("GetBill") == (0, "券,1\n", "")
    assert call("GetBill", "-o", "bill.csv") == (0, "", "")
    assert (workshop.folder / "bill.csv").read_text("utf-8") == "券,1\n"


def test_a_merchants_package_reads_the_variables_of_a_merchant(
    workshop: Workshop, call: Call, fake: FakeWeChatPay, models: Any
) -> None:
    security = "security: [{WECHATPAY2-SHA256-RSA2048: []}]\n"
    workshop.paths(
        f"  /v3/things:\n    get:\n      operationId: GetThings\n      tags: [thing]\n{ANSWER}", head=HEAD + security
    ).generate()
    call("--list")
    fake.answer(models.GetThingsRequest, {"a": 1})

    assert call("get-things") == (0, '{"a":1}\n', "")
    assert 'mchid="' in (fake.requests[0].headers.get("Authorization") or "")

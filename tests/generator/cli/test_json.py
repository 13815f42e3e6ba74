"""What programs read: `--json` of generate, check and explain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from wxbrand_codegen.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from tests.generator.conftest import Workshop


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command in a folder of its own; return its exit code and what its output is as JSON."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, Any]:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert err == ""
        return status, json.loads(out)

    return run


def test_generate_lists_what_it_wrote_left_out_and_advises(run: Any, workshop: Workshop) -> None:
    workshop.paths(
        "  /a:\n    get: {operationId: A, tags: [t], responses: {'200': {description: x}}}\n"
        "    trace: {operationId: B, tags: [t], responses: {'200': {description: x}}}\n"
    )

    status, facts = run("generate", "--json")
    again, unchanged = run("generate", "--json")

    assert (status, again) == (0, 0)
    assert {change["action"] for change in facts["changes"]} == {"write"}
    assert "generated/wxbrand/client.py" in {change["file"] for change in facts["changes"]}
    assert [entry["code"] for entry in facts["left_out"]] == ["unsupported-verb"]
    assert facts["problems"] == []
    assert (unchanged["changes"], unchanged["files"]) == ([], facts["files"])


def test_generate_names_the_file_that_was_edited(run: Any, workshop: Workshop) -> None:
    workshop.body("a: {type: string}")
    run("generate", "--json")
    (workshop.folder / "generated" / "wxbrand" / "client.py").write_text("# mine\n")

    dry, planned = run("generate", "--json", "--dry-run")
    status, facts = run("generate", "--json")

    assert (dry, status) == (1, 1)
    assert planned["changes"] == [{"action": "refuse", "state": "edited", "file": "generated/wxbrand/client.py"}]
    assert [(entry["code"], entry["file"]) for entry in facts["problems"]] == [
        ("edited-file", "generated/wxbrand/client.py")
    ]


def test_check_lists_differences_and_problems(run: Any, workshop: Workshop) -> None:
    workshop.body("a: {type: string}")
    missing, facts = run("check", "--json")
    run("generate", "--json")
    fine, same = run("check", "--json")
    workshop.whole("a: [")
    broken, problems = run("check", "--json")

    assert (missing, fine, broken) == (1, 0, 1)
    assert {entry["state"] for entry in facts["differences"]} == {"missing"}
    assert (same["differences"], same["files"]) == ([], facts["files"])
    assert [entry["code"] for entry in problems["problems"]] == ["yaml-syntax"]


def test_explain_gives_its_findings(run: Any, tmp_path: Path) -> None:
    (tmp_path / "request.txt").write_text("GET /v3/a HTTP/1.1\nAuthorization: x\n\n")

    status, facts = run("explain", "request.txt", "--json")

    assert status == 1
    assert facts["wrong"] is True
    assert facts["findings"][-1]["kind"] == "wrong"
    assert facts["findings"][0] == {"kind": "fact", "text": "This is a request. The brand signs it."}

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.cli.sandbox import _log
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.document.yaml_reader import read

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

Run = Callable[..., tuple[int, str, str]]
LINE = re.compile(r"[^:]+:[0-9]+:[0-9]+ [a-z0-9-]+  \S.*")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a folder of its own; return its exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return status, out, err

    return run


@pytest.mark.parametrize("command", ["generate", "check", "lint", "init", "sandbox", "demo"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    status, out, _ = run(command, "--help")

    assert status == 0
    assert out.startswith(f"Usage: wxbrand {command}")
    assert len(out.splitlines()) > 5


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["wibble"], ["generate", "--wibble"], ["generate", "--package", "a b"], ["generate", "--package", "../x"],
        ["generate", "--package", "class"], ["generate", "--package", "tests"], ["generate", "--package", "Acme"], ["generate", "--package", "json"],
        ["generate", "--package", "msgspec"],
        ["generate", "--templates", "missing"], ["sandbox", "--port", "-1"], ["sandbox", "--port", "99999"],
        ["sandbox", "--notify-to", "https://example.com"],
    ],
)  # fmt: skip
def test_a_wrong_command_exits_with_2_and_a_line_with_the_reason(run: Run, arguments: list[str]) -> None:
    status, _, err = run(*arguments)

    assert status == 2
    assert err.splitlines()[-1].startswith("wxbrand")


@pytest.mark.parametrize(
    "content",
    [None, b"", b"\0\1\2\3", b"\x7fELF" + bytes(range(256)), b"\xff" * 10, b"x" * 10_000_000, b"- " * 1_000_000, b"{" * 10_000, b'{"a": [', b"42", b"[]", b"<html></html>"],
    ids=["missing", "empty", "controls", "binary", "not-utf-8", "10-MB-word", "dashes", "braces", "cut-off", "number", "list", "html"],
)  # fmt: skip
@pytest.mark.parametrize("command", ["generate", "check", "lint"])
def test_a_file_that_is_not_a_spec_is_one_problem_with_its_place(
    run: Run, tmp_path: Path, content: bytes | None, command: str
) -> None:
    if content is not None:
        (tmp_path / "api.yaml").write_bytes(content)

    status, out, err = run(command, "--spec", "api.yaml")

    *lines, count = err.splitlines()
    assert status == 1
    assert out == ""
    assert len(lines) == 1
    assert LINE.fullmatch(lines[0])
    assert lines[0].startswith("api.yaml:")
    assert count == ("1 problem; nothing was written" if command == "generate" else "1 problem")
    assert not (tmp_path / "generated").exists()


def test_a_folder_cannot_be_a_spec(run: Run) -> None:
    status, _, err = run("generate", "--spec", ".")

    assert status == 1
    assert "unreadable-file" in err


def test_an_endless_file_is_refused(run: Run) -> None:
    status, _, err = run("generate", "--spec", "/dev/zero")

    assert status == 1
    assert "too-large" in err


def test_control_characters_in_a_file_name_are_escaped(run: Run) -> None:
    _, _, err = run("generate", "--spec", "a\n\x1b[31mb.yaml")

    assert "\x1b" not in err
    assert len(err.splitlines()) == 2


def test_a_multi_file_spec_without_any_operation_ends_with_1(run: Run, workshop: Workshop) -> None:
    workshop.paths("  /a: {$ref: 'a.yaml#/A'}\n")
    workshop.write("a.yaml", "A: {}\n")

    status, _, err = run("generate", "--spec", "spec/openapi.yaml")

    assert status == 1
    assert err.startswith("spec/openapi.yaml:4:1 no-operation  ")


def test_generate_check_and_generate_again(run: Run, workshop: Workshop) -> None:
    workshop.body("a: {type: string, maxLength: 5}")

    first = run("generate", "--out", "out", "--package", "acme")
    second = run("generate", "--out", "out", "--package", "acme")
    checked = run("check", "--out", "out", "--package", "acme")
    workshop.spec.write_text(workshop.spec.read_text().replace("maxLength: 5", "maxLength: 6"))
    stale = run("check", "--out", "out", "--package", "acme")

    assert first[0] == second[0] == checked[0] == 0
    assert "wrote out/acme/client.py" in first[1]
    assert second[1].endswith("nothing changed\n")
    assert checked[1] == "12 files match the spec\n"
    assert stale[0] == 1
    assert "stale: out/acme/models/thing.py\n" in stale[1]
    assert stale[1].endswith("run wxbrand generate\n")


def test_check_after_a_limit_of_our_own_spec_changed_names_the_stale_files(
    run: Run, small: Path, tmp_path: Path
) -> None:
    shutil.copytree(small.parent, tmp_path / "spec")
    run("generate")
    page = tmp_path / "spec" / "product_coupon.yaml"
    page.write_text(page.read_text("utf-8").replace("maxLength: 150", "maxLength: 151"), "utf-8")

    status, out, _ = run("check")

    assert status == 1
    assert "stale: generated/wxbrand/models/product_coupon.py\n" in out
    assert "stale: generated/tests/test_product_coupon.py\n" in out


def test_a_second_package_does_not_take_the_tests_of_the_first(run: Run, workshop: Workshop) -> None:
    workshop.body("a: {type: string}")
    arguments = ["--spec", str(workshop.spec), "--out", str(workshop.folder / "out")]
    run("generate", *arguments, "--package", "first")
    before = workshop.output()

    status, _, err = run("generate", *arguments, "--package", "second", "--force")

    assert status == 2
    assert "has the tests of the package first" in err
    assert "choose another --out for second" in err
    assert workshop.output() == before


def test_a_package_that_was_renamed_takes_over_the_tests(run: Run, workshop: Workshop) -> None:
    workshop.body("a: {type: string}")
    arguments = ["--spec", str(workshop.spec), "--out", str(workshop.folder / "out")]
    run("generate", *arguments, "--package", "first")
    shutil.rmtree(workshop.folder / "out" / "first")

    status, _, _ = run("generate", *arguments, "--package", "second")

    assert status == 0
    assert b"from second import" in workshop.output()["tests/conftest.py"]


def test_a_spec_may_be_json(run: Run, workshop: Workshop) -> None:
    workshop.body("a: {type: string}")
    document = plain(read(workshop.spec, "openapi.yaml"))
    (workshop.folder / "api.json").write_text(json.dumps(document))

    status, out, _ = run("generate", "--spec", "api.json")

    assert status == 0
    assert out.endswith("(12 files)\n")


def test_a_file_edited_by_hand_exits_with_1_and_says_how_to_proceed(run: Run, workshop: Workshop) -> None:
    workshop.body("a: {type: string}")
    run("generate")
    (workshop.folder / "generated" / "wxbrand" / "client.py").write_text("# mine\n")

    status, _, err = run("generate")
    forced, _, _ = run("generate", "--force")

    assert status == 1
    assert err.startswith("generated/wxbrand/client.py:1:1 edited-file  was changed by hand")
    assert forced == 0


def test_defaults_come_from_the_nearest_pyproject(
    run: Run, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.body("a: {type: string}")
    workshop.spec.rename(workshop.folder / "spec" / "api.yaml")
    (workshop.folder / "pyproject.toml").write_text(
        '[tool.wxbrand]\nspec = "spec/api.yaml"\nout = "made"\npackage = "acme_brand"\n'
    )
    monkeypatch.chdir(workshop.folder / "spec")

    status, _, _ = run("generate")

    assert status == 0
    assert (workshop.folder / "made" / "acme_brand" / "client.py").is_file()


@pytest.mark.parametrize(
    "text",
    [
        "tool = 1",
        "[tool]\nwxbrand = 1",
        "[tool.wxbrand]\nspek = 'a'",
        "[tool.wxbrand]\nspec = 1",
        "[",
        '[tool.wxbrand]\npackage = "../x"',
    ],
)
def test_a_wrong_pyproject_is_one_line(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)

    status, _, err = run("check")

    assert status in {1, 2}
    assert len(err.splitlines()) <= 2


def test_a_nul_in_pyproject_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.wxbrand]\nspec = "a\\u0000b"\n')

    status, _, err = run("check")

    assert status == 1
    assert "unreadable-file" in err


def test_an_out_that_is_a_file_exits_with_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")

    status, _, err = run("generate", "--out", "out")

    assert status == 2
    assert "must be a folder" in err


def test_a_folder_that_cannot_be_written_is_one_line(run: Run, workshop: Workshop) -> None:
    workshop.body("a: {type: string}")

    status, _, err = run("generate", "--out", "/proc/wxbrand")

    assert status == 1
    assert len(err.splitlines()) == 1


def test_lint_prints_advice_and_exits_with_0(run: Run, workshop: Workshop) -> None:
    workshop.body("a: {type: string}")

    status, out, err = run("lint")

    *lines, count = out.splitlines()
    assert (status, err) == (0, "")
    assert lines
    assert all(LINE.fullmatch(line) for line in lines)
    assert count.endswith(f"{len(lines)} pieces of advice")


def test_lint_as_json_is_a_list_of_objects(run: Run, workshop: Workshop) -> None:
    workshop.body("a: {type: string}")

    status, out, _ = run("lint", "--json")

    assert status == 0
    assert {frozenset(entry) for entry in json.loads(out)} == {
        frozenset({"file", "line", "column", "code", "message", "advice"})
    }


def test_problems_as_json_exit_with_1(run: Run, workshop: Workshop) -> None:
    workshop.whole("a: [")

    status, out, err = run("lint", "--json")

    assert (status, err) == (1, "")
    assert [(entry["code"], entry["advice"]) for entry in json.loads(out)] == [("yaml-syntax", False)]


def test_lint_fix_prints_what_it_changed_and_a_second_run_changes_nothing(run: Run, workshop: Workshop) -> None:
    workshop.body("a: {type: string, example: no}")

    first = run("lint", "--fix")
    second = run("lint", "--fix")

    assert first[2] == "fixed spec/openapi.yaml:16:44 unquoted-text  no is now in quotes\n"
    assert "unquoted-text" not in first[1]
    assert second == (0, first[1], "")


def test_a_dry_run_prints_what_would_be_done_and_writes_nothing(run: Run, workshop: Workshop) -> None:
    workshop.body("a: {type: string}")
    first = run("generate", "--out", "out", "--package", "acme", "--dry-run")
    assert not (workshop.folder / "out").exists()
    run("generate", "--out", "out", "--package", "acme")
    (workshop.folder / "out" / "acme" / "client.py").write_text("# mine\n")
    before = workshop.output()

    edited = run("generate", "--out", "out", "--package", "acme", "--dry-run")
    forced = run("generate", "--out", "out", "--package", "acme", "--dry-run", "--force")

    assert first[0] == forced[0] == 0
    assert "would write out/acme/client.py (missing)\n" in first[1]
    assert edited[0] == 1
    assert edited[1].startswith("would refuse to write out/acme/client.py (edited)\nwould refuse 1 of 1 changes")
    assert forced[1].startswith("would write out/acme/client.py (edited)\n")
    assert workshop.output() == before


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ view.wibble }}", "PackageView has no piece wibble (its pieces: doc, "),
        (
            "{% for a in view.areas %}{{ a.colour }}{% endfor %}",
            "AreaView has no piece colour (its pieces: attribute, ",
        ),
        ("{% for a in view.wibble %}{% endfor %}", "PackageView has no piece wibble (its pieces: doc, "),
        ("{{ wibble }}", "there is no wibble here; a template prints pieces of view"),
    ],
)
def test_a_template_for_an_older_view_is_one_clear_line(run: Run, workshop: Workshop, line: str, message: str) -> None:
    workshop.body("a: {type: string}")
    overlay = workshop.folder / "mine"
    overlay.mkdir()
    (overlay / "client.py.jinja").write_text(f"# mine\n{line}\n")

    status, _, err = run("generate", "--templates", "mine")

    assert status == 1
    assert err.startswith(f"mine/client.py.jinja:2:1 broken-template  {message}")
    assert len(err.splitlines()) == 2


def test_much_advice_is_counted_by_code(run: Run, workshop: Workshop) -> None:
    workshop.body("\n".join(f"a{number}: {{type: string}}" for number in range(12)))

    status, out, _ = run("lint")
    one_status, only, err = run("lint", "--only", "missing-exampel")

    pieces, _, rest = out.partition("\n\n")
    found = Counter(line.split(" ")[1] for line in pieces.splitlines())
    counts = [line.split() for line in rest.splitlines()[:-1]]
    assert (status, one_status) == (0, 0)
    assert {code: int(count) for count, code in counts} == found
    assert only.endswith("no problem, 0 pieces of advice\n")
    assert err == "wxbrand lint: no advice has the code missing-exampel; did you mean missing-example?\n"


def test_the_log_of_the_sandbox_does_not_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    _log("SEND to https://x.example/\x9b2J\u202e: not sent")

    assert capsys.readouterr().err == "SEND to https://x.example/\\x9b2J\\u202e: not sent\n"

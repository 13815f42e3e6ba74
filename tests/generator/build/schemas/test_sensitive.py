"""x-wxbrand-sensitive: where it is allowed, and that the code generated from it works."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from wxbrand_codegen.cli.main import main
from wxbrand_codegen.config import Config
from wxbrand_codegen.pipeline import generate

from tests.checkers import RUN_TESTS, run_module, strict_mypy
from tests.generator.conftest import REPLY, Workshop

MARK = "x-wxbrand-sensitive: true"
PHONE = f"Phone: {{type: string, {MARK}}}"
COMPONENTS = f"components:\n  schemas:\n    {PHONE}\n    Plain: {{type: string}}\n    Person: {{type: object, properties: {{a: {{type: string}}}}}}\n"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sensitive")
    spec = Path(__file__).resolve().parents[2] / "made_up" / "sensitive.yaml"
    generate(Config(spec=spec, out=folder / "out", package="acme"))
    return folder


def test_the_generated_tests_pass(made: Path) -> None:
    result = run_module(made, *RUN_TESTS, "out/tests")

    assert result.returncode == 0, result.stdout[-3000:]
    assert " passed" in result.stdout


@pytest.mark.parametrize(
    "command",
    [
        (*strict_mypy(), "out/acme"),
        ("ruff", "check", "--isolated", "--no-cache", "--line-length", "120", "out"),
        ("black", "--check", "--line-length", "120", "out"),
    ],
    ids=lambda command: command[0],
)
def test_tools_find_nothing_in_it(made: Path, command: tuple[str, ...]) -> None:
    result = run_module(made, *command)

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_generated_tests_try_a_text_that_is_too_long_to_encrypt(made: Path) -> None:
    tests = (made / "out" / "tests" / "test_member.py").read_text("utf-8")

    (long,) = [line for line in tests.splitlines() if line.count("张三丰") > 20]
    assert long.count("张三丰") * 3 + 2 >= 215  # characters, and so more bytes


@pytest.mark.parametrize(
    ("schema", "annotation"),
    [
        (f"{{type: string, {MARK}}}", "Annotated[str, SENSITIVE]"),
        (f"{{type: string, maxLength: 9, {MARK}}}", "Annotated[str, Limits(max_length=9), SENSITIVE]"),
        (f"{{type: [string, 'null'], {MARK}}}", "Annotated[str, SENSITIVE] | None"),
        (f"{{type: string, nullable: true, {MARK}}}", "Annotated[str, SENSITIVE] | None"),
        (f"{{type: array, items: {{type: string, {MARK}}}}}", "list[Annotated[str, SENSITIVE]]"),
        (f"{{allOf: [{{type: string, {MARK}}}]}}", "Annotated[str, SENSITIVE]"),
        (f"{{allOf: [{{type: string}}, {{{MARK}}}]}}", "Annotated[str, SENSITIVE]"),
        (f"{{allOf: [{{$ref: '#/components/schemas/Plain'}}], {MARK}}}", "Annotated[str, SENSITIVE]"),
        (
            "{allOf: [{$ref: '#/components/schemas/Phone'}, {maxLength: 9}]}",
            "Annotated[str, Limits(max_length=9), SENSITIVE]",
        ),
        ("{$ref: '#/components/schemas/Phone'}", "Annotated[str, SENSITIVE]"),
        (f"{{oneOf: [{{type: string}}, {{type: string, {MARK}}}]}}", "Annotated[str, SENSITIVE]"),
        (f"{{oneOf: [{{type: string, {MARK}}}, {{type: string, enum: [A]}}]}}", "Annotated[str, SENSITIVE]"),
    ],
)
def test_the_mark_is_never_lost(workshop: Workshop, schema: str, annotation: str) -> None:
    workshop.body(f"member: {schema}", COMPONENTS).generate()

    models = workshop.output()["acme/models/thing.py"].decode()
    assert f"    member: {annotation} | UnsetType = UNSET\n" in models
    assert "加密传输" in models


@pytest.mark.parametrize(
    "schema",
    [
        f"{{type: integer, {MARK}}}",
        f"{{type: boolean, {MARK}}}",
        f"{{type: object, properties: {{a: {{type: string}}}}, {MARK}}}",
        f"{{type: object, {MARK}}}",
        f"{{type: array, items: {{type: string}}, {MARK}}}",
        f"{{type: string, enum: [A, B], {MARK}}}",
        f"{{type: string, const: A, {MARK}}}",
        f"{{type: string, format: date-time, {MARK}}}",
        f"{{type: [string, integer], {MARK}}}",
        f"{{{MARK}}}",
        f"{{oneOf: [{{type: string}}, {{type: integer}}], {MARK}}}",
        f"{{$ref: '#/components/schemas/Plain', {MARK}}}",
        f"{{$ref: '#/components/schemas/Person', {MARK}}}",
        f"{{allOf: [{{$ref: '#/components/schemas/Person'}}], {MARK}}}",
    ],
)
def test_a_mark_on_a_value_that_cannot_be_encrypted_is_refused(
    workshop: Workshop, schema: str, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop.body(f"member: {schema}", COMPONENTS)

    status = main(["generate", "--spec", str(workshop.spec), "--out", str(workshop.folder / "out")])

    assert status == 1
    assert "unsupported-sensitive" in capsys.readouterr().err


def test_a_whole_body_cannot_be_marked(workshop: Workshop, operation: Callable[..., str]) -> None:
    body = (
        "      requestBody:\n        content:\n          application/json:\n"
        f"            schema: {{type: object, properties: {{a: {{type: string}}}}, {MARK}}}\n"
    )

    (problem,) = workshop.paths(operation(verb="post", operationId="X", rest=body)).problems()

    assert " unsupported-sensitive " in problem


@pytest.mark.parametrize("where", ["query", "header"])
def test_a_parameter_cannot_be_marked(workshop: Workshop, operation: Callable[..., str], where: str) -> None:
    parameter = f"[{{name: phone, in: {where}, schema: {{type: string, {MARK}}}}}]"

    (problem,) = workshop.paths(operation(operationId="X", parameters=parameter)).problems()

    assert "the parameter phone is sensitive, but only JSON values can be encrypted" in problem


def test_a_member_of_a_form_cannot_be_marked(workshop: Workshop) -> None:
    text = (
        "  /things:\n    post:\n      operationId: X\n      requestBody:\n        content:\n"
        "          application/x-www-form-urlencoded:\n"
        f"            schema: {{type: object, properties: {{phone: {{type: string, {MARK}}}}}}}\n{REPLY}"
    )

    (problem,) = workshop.paths(text).problems()

    assert "the form field phone is sensitive, but only JSON values can be encrypted" in problem


def test_an_example_that_is_too_long_to_encrypt_is_not_used(workshop: Workshop) -> None:
    example = "券" * 72
    built = workshop.body(f"member: {{type: string, {MARK}, example: {example}}}").read()

    assert "has 216 bytes of UTF-8 and is sensitive; the maximum is 214" in " ".join(map(str, built.advice))


def test_a_length_that_can_never_be_encrypted_is_impossible(workshop: Workshop) -> None:
    problems = workshop.body(f"member: {{type: string, {MARK}, minLength: 215}}").problems()

    assert "impossible-limits  minLength is above 214, the number of bytes that can be encrypted" in "".join(problems)

"""One test for each class of attack in public advisories about code generators that could apply here.

The first was found in openapi-python-client (GHSA-5293-mq8x-g3xj): a default value became code. Its fix, like others, missed
similar positions in a spec; so each position has its own test, which inspects the generated files.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.generator.conftest import Workshop
from tests.generator.hostile_runs import aimed, canary, prove_harmless, run
from tests.generator.pipeline.test_hostile import spec

BREAK_OUT = "x\"' + __import__('pathlib').Path('CANARY').touch() + '\"\\"
OUT_OF_DOCSTRING = '\\""" """\n__import__("pathlib").Path("CANARY").touch()\n"""'


def attack(workshop: Workshop, capsys: pytest.CaptureFixture[str], place: str, payload: str) -> str:
    """Generate from a spec with a payload at a position. Return how the run ended."""
    workshop.whole(spec(workshop.folder, place, payload))
    return prove_harmless(run(workshop.folder, capsys))


def calls(workshop: Workshop) -> set[str]:
    """Return the names of all functions that the generated files call."""
    trees = [ast.parse(text) for name, text in workshop.output().items() if name.endswith(".py")]
    return {ast.unparse(n.func) for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Call)}


@pytest.mark.parametrize(
    "place",
    ["@default", "@parameter-default", "@example", "@header-example", "@body-example", "@error-code", "@error-message", "@extension"],
)  # fmt: skip
def test_an_example_or_default_does_not_become_code(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert attack(workshop, capsys, place, BREAK_OUT) == "made"
    assert "__import__" not in calls(workshop)


@pytest.mark.parametrize(
    "place",
    ["@title", "@info-description", "@tag-description", "@summary", "@description", "@parameter-description",
     "@schema-description", "@schema-title", "@property-description", "@property-title", "@response-description", "@enum-meaning",
     "@page-title", "@precondition"],
)  # fmt: skip
def test_a_description_does_not_leave_its_docstring(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert attack(workshop, capsys, place, OUT_OF_DOCSTRING) == "made"
    assert "__import__" not in calls(workshop)


@pytest.mark.parametrize("place", ["@enum-value", "@constant"])
def test_a_value_of_an_enum_does_not_become_code(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    assert attack(workshop, capsys, place, BREAK_OUT) == "made"
    assert "__import__" not in calls(workshop)


@pytest.mark.parametrize(
    "pattern", ['"); __import__("os").system("touch CANARY")#', "^\"\"\"'''\\\\$", '\\n"\r', "(?i)x", "(?#x)"]
)
def test_a_pattern_does_not_become_code(workshop: Workshop, capsys: pytest.CaptureFixture[str], pattern: str) -> None:
    attack(workshop, capsys, "@pattern", pattern)

    assert "__import__" not in calls(workshop)


def test_a_pattern_with_endless_backtracking_is_not_checked(workshop: Workshop) -> None:
    pattern = "^(([a-z])+.)+[A-Z]([a-z])+$"
    workshop.body(f"a: {{type: string, pattern: '{pattern}', example: {'a' * 60}}}")

    (line,) = workshop.advice()
    workshop.generate()

    assert "unchecked-pattern" in line
    assert not any(b"[A-Z]" in text for name, text in workshop.output().items() if name.endswith("models/thing.py"))


@pytest.mark.parametrize(
    "path",
    [
        "/a\"+__import__('os').getcwd()+\"",
        "/{__import__('os')}",
        "/a/../../b",
        "//host/a",
        "/a?b=c",
        "/a\r\nX: y",
        "/%2e%2e/a",
        "a",
    ],
)
def test_a_path_becomes_neither_code_nor_another_path(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    verdict = attack(workshop, capsys, "@path", path)

    assert verdict == "refused" or path in {"/%2e%2e/a", "/{__import__('os')}"}
    assert "__import__" not in calls(workshop)


@pytest.mark.parametrize(
    "url",
    ["http://169.254.169.254/", "https://user:secret@example.com", "https://a\"+__import__('os').getcwd()+\"", "javascript:alert(1)",
     "file:///etc/passwd", "https://example.com/?a=b", "https://example.com/../..", "https://example.com\\@evil.example", "//example.com"],
)  # fmt: skip
def test_a_server_is_https_and_nothing_else(workshop: Workshop, capsys: pytest.CaptureFixture[str], url: str) -> None:
    assert attack(workshop, capsys, "@server", url) == "made"
    assert b"base_url" not in workshop.output()["acme/client.py"]


@pytest.mark.parametrize("place", ["@security-name", "@security-header"])
def test_a_security_scheme_does_not_become_code(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    attack(workshop, capsys, place, BREAK_OUT)

    assert "__import__" not in calls(workshop)


@pytest.mark.parametrize("name", [BREAK_OUT, "X-A\r\nHost: evil", "Host", "content-length", "Cookie", "X A", "X:A", ""])
def test_an_invalid_or_reserved_header_name_is_refused_or_its_parameter_left_out(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    attack(workshop, capsys, "@header-name", name)

    assert not any(b"in_header" in text for text in workshop.output().values())
    assert "__import__" not in calls(workshop)


@pytest.mark.parametrize("place", ["@operation-id", "@tag", "@property", "@query-name"])
@pytest.mark.parametrize(
    "text",
    [
        BREAK_OUT,
        "a\nimport os",
        "a; import os",
        "a):\n  pass\n#",
        "__class__",
        "../../../CANARY",
        "/CANARY",
        "a\\..\\b",
        "a\x00b",
    ],
)
def test_a_name_is_an_identifier_and_never_a_path(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], place: str, text: str
) -> None:
    attack(workshop, capsys, place, text)

    assert "__import__" not in calls(workshop)
    assert all(".." not in Path(name).parts for name in workshop.output())


@pytest.mark.parametrize("text", [BREAK_OUT, "../../CANARY", "A/B", "A\nB", "A B", "Ａ", ""])
def test_a_schema_name_is_an_identifier_and_never_a_path(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    attack(workshop, capsys, "@schema-name", text)

    assert "__import__" not in calls(workshop)


@pytest.mark.parametrize(
    "target",
    [
        "'#/components/schemas/Cat'",
        '\'"+__import__("os")+"\'',
        "'../../../outside.yaml'",
        "'http://127.0.0.1:9/a'",
        "7",
    ],
)
@pytest.mark.parametrize("value", ["cat", "x\\\"' + __import__('os').name + '"])
def test_a_discriminator_does_not_become_code_or_a_fetch(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], closed_network: list[str], target: str, value: str
) -> None:
    workshop.body(
        f"a: {{oneOf: [{{$ref: '#/components/schemas/Cat'}}, {{$ref: '#/components/schemas/Dog'}}], "
        f'discriminator: {{propertyName: kind, mapping: {{"{value}": {target}}}}}}}',
        "components:\n  schemas:\n    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}\n"
        "    Dog: {type: object, required: [kind], properties: {kind: {type: string}, b: {type: string}}}\n",
    )

    prove_harmless(run(workshop.folder, capsys))

    assert "__import__" not in calls(workshop)
    assert closed_network == []


@pytest.mark.parametrize(
    "reference", ["http://127.0.0.1:9/a.yaml", "file:///etc/passwd", "../outside.yaml#/A", "/etc/passwd"]
)
def test_a_reference_reads_no_other_file_and_calls_no_server(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], closed_network: list[str], reference: str
) -> None:
    (workshop.folder / "outside.yaml").write_text("A: {type: string}\n")

    assert attack(workshop, capsys, "@reference", reference) == "refused"
    assert closed_network == []


def test_yaml_makes_no_objects(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    payload = aimed("x-a: !!python/object/apply:os.system ['touch CANARY']\n", workshop.folder)
    workshop.whole(spec(workshop.folder, "", "") + payload)

    assert prove_harmless(run(workshop.folder, capsys)) == "refused"
    assert not canary(workshop.folder).exists()

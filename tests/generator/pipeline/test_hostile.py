"""Hostile text at every place of a spec: it is reported as a problem, or the output is inert."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.generator.conftest import Workshop
from tests.generator.hostile_runs import PAYLOADS, aimed, canary, prove_harmless, quoted, run
from tests.generator.huge_specs import HUGE

LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from wxbrand_codegen.cli.main import main
sys.exit(main(sys.argv[1:]))
"""

WHOLE = """\
openapi: 3.1.1
info: {title: @title, version: @version, description: @info-description, contact: {name: @contact, email: a@b.cd}, license: {name: @license}}
servers: [{url: @server, description: @server-description}]
tags: [{name: thing, description: @tag-description}]
paths:
  @path:
    post:
      operationId: @operation-id
      tags: [@tag]
      summary: @summary
      description: @description
      parameters:
        - {name: @query-name, in: query, description: @parameter-description, schema: {type: string, default: @parameter-default}}
        - {name: @header-name, in: header, example: @header-example, schema: {type: string}}
      requestBody:
        required: true
        description: @body-description
        content:
          @media-type:
            example: {plain: @body-example}
            schema:
              type: object
              title: @schema-title
              description: @schema-description
              required: [@required]
              x-anything: @extension
              @extension-key: 1
              properties:
                @property: {type: string, description: @property-description, title: @property-title}
                plain: {type: string, default: @default, example: @example, pattern: @pattern}
                state: {type: string, enum: [OPEN, @enum-value], x-wxbrand-enum-meanings: {OPEN: @enum-meaning}}
                fixed: {type: string, const: @constant}
                more: {$ref: @reference}
                typed: {type: @type, format: @format}
      responses:
        @status: {description: @response-description, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        4XX: {description: "no", content: {application/json: {example: {code: @error-code, message: @error-message}, schema: {type: object}}}}
      x-wxbrand-page: {title: @page-title, id: "1", updated: @page-updated}
      x-wxbrand-preconditions: [@precondition]
      security: [{@security-name: []}]
components:
  schemas:
    Thing: {type: object, properties: {a: {type: string}}}
    @schema-name: {type: object, properties: {b: {type: string}}}
  securitySchemes:
    @security-name: {type: apiKey, in: header, name: @security-header}
"""
USUAL = {
    "server": "https://api.example.com", "path": "/things", "operation-id": "MakeThing", "tag": "thing", "query-name": "q",
    "header-name": "X-Header", "media-type": "application/json", "required": "plain", "property": "member", "extension-key": "x-key",
    "pattern": "^.*$", "enum-value": "CLOSED", "constant": "FIXED", "reference": "#/components/schemas/Thing", "type": "string",
    "format": "text", "status": "200", "schema-name": "Other", "security-name": "key", "security-header": "X-Key", "page-updated": "2025-01-01",
}  # fmt: skip
PLACES = sorted(
    {
        word.split(",")[0].rstrip("}]:,")
        for word in WHOLE.replace("{@", " @").replace("[@", " @").split()
        if word.startswith("@")
    }
)
KEYS = {"statement", "docstring", "nul", "climb"}
"""Payloads for every place. Of the others each place gets a fifth."""


def spec(folder: Path, place: str, payload: str) -> str:
    text = WHOLE
    for other in sorted(PLACES, key=len, reverse=True):
        usual = USUAL.get(other.removeprefix("@"), "text")
        text = text.replace(other, quoted(aimed(payload, folder) if other == place else usual))
    return text


def cases() -> list[tuple[str, str]]:
    others = [name for name in PAYLOADS if name not in KEYS]
    return [
        (place, name) for position, place in enumerate(PLACES) for name in [*sorted(KEYS), *others[position % 5 :: 5]]
    ]


def test_without_a_payload_the_spec_is_valid(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    workshop.whole(spec(workshop.folder, "", ""))

    assert prove_harmless(run(workshop.folder, capsys)) == "made"


@pytest.mark.parametrize(("place", "payload"), cases())
def test_text_never_becomes_code_or_a_path(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], place: str, payload: str
) -> None:
    workshop.whole(spec(workshop.folder, place, PAYLOADS[payload]))

    done = run(workshop.folder, capsys)

    prove_harmless(done)
    assert not canary(workshop.folder).exists()


REFERENCES = (
    "../outside.yaml#/A", "%2e%2e/outside.yaml#/A", "%2e%2e%2foutside.yaml#/A", "..%5coutside.yaml#/A", "..\\outside.yaml", "a/../../outside.yaml",
    "/etc/passwd", "file:///etc/passwd", "FILE:/etc/passwd", "//127.0.0.1/a", "http://127.0.0.1:9/a.yaml", "https://127.0.0.1:9/a#/A",
    "ftp://127.0.0.1:9/a", "data:application/json,{}", "jar:a!/b", "~/a", "~root/a", "C:\\a", "c:/a", "\\\\host\\share", "CON", "a\x00b", "#", "",
    "#/", "#/paths/~1things", "#/components/schemas/..", "#/components/schemas/../../info", "#/info/title", "#/components/schemas/%00", "#Thing",
    "?x", "openapi.yaml?x", "./././openapi.yaml", "#/components/schemas/Thing/properties/a", "#/components/schemas/Thing#/a", "/dev/zero", "/dev/stdin",
    "/proc/self/environ", "${HOME}/a", "$HOME/a", "{0}", "outside-link.yaml",
)  # fmt: skip


@pytest.mark.parametrize("reference", REFERENCES)
def test_no_reference_leads_out_of_the_folder_or_to_the_network(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], closed_network: list[str], reference: str
) -> None:
    secret = workshop.folder / "outside.yaml"
    secret.write_text("A: {type: object, properties: {secret_of_outside: {type: string}}}\n")
    workshop.whole(spec(workshop.folder, "@reference", reference))
    (workshop.spec.parent / "outside-link.yaml").symlink_to(secret)

    done = run(workshop.folder, capsys)

    prove_harmless(done)
    assert closed_network == []
    assert not any(b"secret_of_outside" in path.read_bytes() for path in done.made)
    assert "root:" not in done.errors


STRUCTURES = {
    "tag-python": "x-a: !!python/object/apply:os.system ['touch CANARY']",
    "tag-python-name": "x-a: !!python/name:os.system ''",
    "tag-local": "x-a: !include /etc/passwd",
    "tag-uri": "x-a: !<tag:yaml.org,2002:python/module:os> ''",
    "tag-directive": "%TAG ! tag:yaml.org,2002:python/\n---\nopenapi: 3.1.1",
    "tag-binary": "x-a: !!binary aGVsbG8=",
    "merge-key": "x-a: &a {b: 1}\nx-b: {<<: *a}",
    "merge-list": "x-a: &a {b: 1}\nx-b: {<<: [*a, *a]}",
    "duplicate-key": "x-a: 1\nx-a: 2",
    "duplicate-root": "paths: {}",
    "alias-unknown": "x-a: *nothing",
    "alias-of-itself": "x-a: &a [*a]",
    "alias-as-key": "x-a: &a text\n*a : 1",
    "several-documents": "---\nopenapi: 3.1.1",
    "document-end": "...\n%YAML 1.1\n---\na: 1",
    "key-list": "? [a, b]\n: 1",
    "key-number": "1: 2",
    "key-null": "~: 2",
    "key-boolean": "true: 2",
    "not-a-number": "x-a: .nan\nx-b: -.inf",
    "octal": "x-a: 0o17\nx-b: 0x1F\nx-c: 017",
    "date": "x-a: 2025-01-01\nx-b: 12:30:45",
    "huge-number": "x-a: 1e999999",
    "long-number": f"x-a: {'9' * 5000}",
    "tab": "\tx-a: 1",
    "unfinished": "x-a: [1",
    "escape": '"\\x1b[31m": 1',
    "deep": f"x-a: {'[' * 5000}",
    "webhooks": "webhooks: {a: {post: {responses: {'200': {description: ok}}}}}",
    "dialect": "jsonSchemaDialect: 'http://127.0.0.1:9/dialect'",
    "own-extension": "x-wxbrand-anything: 1",
    "unknown-root": "anything: 1",
    "external-docs": "externalDocs: {url: 'javascript:alert(1)'}",
    "version-list": "x-a: {openapi: [3, 1]}",
}


@pytest.mark.parametrize("name", STRUCTURES)
def test_no_yaml_feature_does_harm(workshop: Workshop, capsys: pytest.CaptureFixture[str], name: str) -> None:
    workshop.whole(spec(workshop.folder, "", "") + aimed(STRUCTURES[name], workshop.folder) + "\n")

    prove_harmless(run(workshop.folder, capsys))


NAMES = (
    "self", "cls", "operation", "__init__", "__dict__", "__struct_config__", "__class_getitem__", "_answer", "None", "async", "match", "type",
    "Record", "models", "UNSET", "list", "datetime", "a b", "a-b", "A_B", "1st", "券", "é", "ﬁ", "𝐚", "_", "-", ".", "..", "a.b", "$ref", "a\tb",
    "con", "nul", "__pycache__", "conftest", "test", "wxbrand_runtime", "msgspec", "json", "sys", "_shared", "client", "CON.py", "a/b", "a\\b", "x" * 300,
)  # fmt: skip


@pytest.mark.parametrize("place", ["@tag", "@operation-id", "@schema-name", "@property", "@query-name", "@enum-value"])
def test_names_reserved_by_python_or_file_systems_do_no_harm(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    for number, name in enumerate(NAMES[PLACES.index(place) % 3 :: 3]):
        own = Workshop(workshop.folder / str(number))
        own.whole(spec(own.folder, place, name))

        prove_harmless(run(own.folder, capsys))


CLASHES = {
    "properties": ("@property", "pla-in", "plain"),
    "property-and-parameter": ("@property", "Q", "q"),
    "schemas": ("@schema-name", "thing", "Thing"),
    "enum-values": ("@enum-value", "open", "OPEN"),
    "request": ("@schema-name", "MakeThingRequest", ""),
    "area-class": ("@schema-name", "ThingArea", ""),
    "response": ("@schema-name", "MakeThingResponse", ""),
}


@pytest.mark.parametrize("name", CLASHES)
def test_names_that_differ_only_in_case_do_no_harm(
    workshop: Workshop, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    place, payload, _ = CLASHES[name]
    workshop.whole(spec(workshop.folder, place, payload))

    prove_harmless(run(workshop.folder, capsys))


QUICK = (
    "deep-lists", "deep-objects", "deep-blocks", "deep-schemas", "aliases", "bomb", "keys-equal", "documents", "quotes",
    "percent", "number", "colons", "question-marks", "reference-chain", "pattern", "example-and-pattern", "rule-values", "rule-value",
    "shared", "doubled-members", "upload-parts",
)  # fmt: skip
"""The huge documents that take a few seconds at most; the others are for a manual run."""


@pytest.mark.parametrize("name", QUICK)
def test_a_huge_document_ends_within_limits_of_time_and_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / "openapi.yaml").write_text(HUGE[name]())

    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "generate", "--spec", "openapi.yaml", "--out", "out", "--package", "acme"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out").exists() == (done.returncode == 0)

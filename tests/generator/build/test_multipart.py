"""Uploads, and bodies that are not JSON."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from wxbrand_codegen.ir.types import File, ListOf, Text
from wxbrand_codegen.render.tests.example_requests import ExampleRequest
from wxbrand_runtime.testing.decoding import parse_multipart

from tests.generator.calling import assert_sound, calling
from tests.generator.conftest import Calling, Workshop

SHARED = """\
components:
  schemas:
    Meta:
      type: object
      required: [filename, digest]
      properties:
        filename: {type: string, maxLength: 20, x-wxbrand-from-file: name}
        digest: {$ref: "#/components/schemas/Digest"}
    Digest: {type: string, x-wxbrand-from-file: sha256}
    Picture: {type: string, format: binary, x-wxbrand-max-bytes: 9}
"""


def multipart(properties: str, more: str = "") -> str:
    return f"{{multipart/form-data: {{schema: {{type: object, properties: {properties}}}{more}}}}}"


def test_members_of_meta_are_parameters_and_those_filled_in_from_the_file_are_optional(workshop: Workshop) -> None:
    schema = "{meta: {$ref: '#/components/schemas/Meta'}, file: {$ref: '#/components/schemas/Picture'}}"

    operation = workshop.bodies(multipart(schema), rest=SHARED).operation()

    found = {p.field.name.snake: (p.in_meta, p.from_file, p.field.required, p.file) for p in operation.parameters}
    assert found == {
        "filename": (True, "name", False, None),
        "digest": (True, "sha256", False, None),
        "file": (False, None, False, File(max_bytes=9)),
    }


def test_an_optional_file_name_is_filled_in_if_it_is_known(workshop: Workshop) -> None:
    schema = (
        "{meta: {type: object, properties: {n: {type: string, x-wxbrand-from-file: name}}},"
        " f: {type: string, format: binary}}"
    )

    operation = workshop.bodies(multipart(schema)).operation()

    assert operation.parameters[0].from_file == "name if known"


@pytest.mark.parametrize(
    ("schema", "type_"),
    [
        ("{type: string, format: binary}", File()),
        ("{type: [string, 'null'], format: binary}", File()),
        ("{contentMediaType: application/octet-stream}", File()),
        ("{type: string, contentMediaType: image/png, maxLength: 7}", File(max_bytes=7)),
        ("{type: string, format: binary, maxLength: 7, x-wxbrand-max-bytes: 5}", File(max_bytes=5)),
        ("{allOf: [{$ref: '#/components/schemas/Picture'}]}", File(max_bytes=9)),
        ("{type: array, items: {type: string, format: binary}}", ListOf(item=File())),
        ("{type: string, contentMediaType: image/png, contentEncoding: base64}", Text()),
        ("{type: string, contentMediaType: application/json}", Text()),
        ("{type: string, contentMediaType: text/html}", Text()),
        ("{type: string, format: byte}", Text()),
    ],
)
def test_only_raw_bytes_are_files(workshop: Workshop, schema: str, type_: Any) -> None:
    operation = workshop.bodies(multipart(f"{{part: {schema}}}"), rest=SHARED).operation()

    assert operation.parameters[0].field.type == type_


@pytest.mark.parametrize(
    ("encoding", "part_type", "is_file"),
    [
        ("{contentType: image/png}", "image/png", True),
        ("{contentType: 'image/png, image/jpeg'}", "", True),
        ("{contentType: image/*}", "", True),
        ("{contentType: application/json}", "application/json", False),
        ("{contentType: text/plain}", "", False),
        ("{contentType: 'application/xml, application/json'}", "application/json", False),
    ],
)
def test_encoding_names_the_media_type_of_a_part(
    workshop: Workshop, encoding: str, part_type: str, is_file: bool
) -> None:
    content = multipart("{part: {}}", f", encoding: {{part: {encoding}}}")

    (parameter,) = workshop.bodies(content).operation().parameters

    assert (parameter.part_type, parameter.file is not None) == (part_type, is_file)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("{multipart/form-data: {}}", "unsupported-body", "has no schema"),
        ("{multipart/form-data: {schema: {type: string}}}", "unsupported-body", "an object with properties"),
        ("{multipart/mixed: {schema: {type: object}}}", "unsupported-body", "only multipart/form-data"),
        ("{'text/plain; charset=gbk': {}}", "unsupported-body", "in UTF-8"),
        ('{"text/plain\\r\\nX-Evil: 1": {}}', "", "X-Evil"),
        ("{nonsense: {}}", "unsupported-body", "a media type such as"),
        (
            multipart("{meta: {type: object, properties: {f: {type: string}}}, f: {type: string, format: binary}}"),
            "name-clash",
            "is a part (openapi.yaml:",
        ),
        (multipart("{a: {type: string, x-wxbrand-from-file: name}}"), "unsupported-body", "must have exactly one file"),
        (
            multipart("{a: {type: integer, x-wxbrand-from-file: sha256}, f: {type: string, format: binary}}"),
            "unsupported-body",
            "its type must be string",
        ),
        (
            multipart("{a: {type: string, x-wxbrand-from-file: name}, f: {type: array, items: {format: binary}}}"),
            "unsupported-body",
            "must have exactly one file",
        ),
        (
            multipart("{a: {type: object}}", ", encoding: {a: {contentType: text/csv}}"),
            "unsupported-body",
            "not as text/csv",
        ),
        (
            multipart("{a: {type: string}}", ", encoding: {a: {contentType: text/csv; charset=gbk}}"),
            "unsupported-body",
            "as text in UTF-8",
        ),
    ],
)
def test_unsupported_bodies_are_reported(workshop: Workshop, content: str, code: str, words: str) -> None:
    workshop.paths(
        "  /things:\n    post:\n      operationId: Send\n      tags: [thing]\n"
        f"      requestBody: {{content: {content}}}\n"
        "      responses: {'204': {description: ok}}\n"
    )

    problems = workshop.problems()

    assert any(code in line and words in line for line in problems), problems


def test_raw_bytes_in_json_are_a_text_and_an_optional_body_without_a_media_type_is_not_sent(workshop: Workshop) -> None:
    workshop.paths(
        "  /brand/a: {post: {operationId: binary, tags: [t], requestBody: {content: {application/json: "
        "{schema: {type: object, properties: {raw: {type: string, format: binary}}}}}}, responses: {'204': {description: x}}}}\n"
        "  /brand/b: {post: {operationId: empty, tags: [t], requestBody: {content: {}}, responses: {'204': {description: x}}}}\n"
    )

    advice = workshop.advice()
    with calling(workshop) as called:
        called.status, called.answer = 204, b""
        called.client.t.binary(raw="text")
        called.client.t.empty()

    assert [request.body for request in called.requests] == [b'{"raw":"text"}', b""]
    assert any("binary-text" in line and "so this is a text, sent as it is" in line for line in advice)
    assert any("no-media-type" in line and "so no body is sent" in line for line in advice)


def test_parts_are_sent_with_the_media_type_of_text_that_their_encoding_names(workshop: Workshop) -> None:
    parts = "{note: {type: string}, lines: {type: array, items: {type: integer}}, plain: {type: string}}"
    types = "note: {contentType: text/markdown}, lines: {contentType: 'text/csv; charset=utf-8'}, plain: {contentType: 'image/png, text/plain'}"
    workshop.bodies(multipart(parts, f", encoding: {{{types}}}"))

    with calling(workshop) as called:
        called.client.thing.send(note="# é", lines=[1, 2], plain="x")

    texts = [piece.strip() for piece in called.requests[-1].body.decode().split("--wxbrand-")]
    described = [text.partition("name=")[2].split("\r\n") for text in texts if "name=" in text]
    assert described == [
        ['"note"', "Content-Type: text/markdown", "", "# é"],
        ['"lines"', "Content-Type: text/csv; charset=utf-8", "", "1"],
        ['"lines"', "Content-Type: text/csv; charset=utf-8", "", "2"],
        ['"plain"', "", "x"],
    ]
    assert_sound(workshop)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b.png", "", "..", "a\\b", "c:x", "x" * 300, "a\nb"])
def test_a_generated_test_creates_no_file_outside_its_folder(workshop: Workshop, name: str) -> None:
    schema = "{n: {type: string, x-wxbrand-from-file: name}, f: {type: string, format: binary}}"
    operation = workshop.bodies(multipart(schema)).operation()

    values = [(operation.parameters[0], name), (operation.parameters[1], "example.bin")]
    request = ExampleRequest(operation, values, [])

    assert list(request.files()) == ["f.bin"]
    assert [(p.field.wire, value) for p, value in request.arguments(required_only=True)] == []
    assert [value for _, value in request.arguments()] == [name, "f.bin"]


def test_the_method_takes_the_file_and_the_members_of_meta(
    workshop: Workshop, importing: Callable[[], ModuleType]
) -> None:
    workshop.bodies(
        multipart("{meta: {$ref: '#/components/schemas/Meta'}, file: {$ref: '#/components/schemas/Picture'}}"),
        rest=SHARED,
    )

    request = importing().SendRequest(file=b"abc", filename="a.png")

    assert request.operation.in_meta == ("filename", "digest")
    assert request.operation.files == {"file": 9}
    assert request.operation.from_file == {"filename": "name", "digest": "sha256"}
    assert request.__class__.__annotations__["file"].startswith("FileSource")


def test_a_meta_that_is_left_out_is_sent_empty_because_the_signature_covers_it(
    workshop: Workshop, calling: Callable[[], Calling]
) -> None:
    meta = "{type: object, properties: {digest: {type: string}}}"
    content = multipart(f"{{file: {{type: string, format: binary}}, meta: {meta}}}")
    workshop.bodies(content).prove()
    called = calling()

    called.call("SendRequest", file=b"abc")

    first, second = parse_multipart(called.last.headers.get("Content-Type") or "", called.last.body)
    assert (first.name, first.content, second.content) == ("meta", b"{}", b"abc")

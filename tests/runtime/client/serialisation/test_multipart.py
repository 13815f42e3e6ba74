"""The bytes of multipart/form-data, checked with another parser, and which of them are signed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multipart import PushMultipartParser  # type: ignore[import-untyped]
from wxbrand_runtime.client.serialisation.multipart import (
    Part,
    encode_multipart,
    guess_media_type,
    make_boundary,
    signed_bytes,
)

META = Part(name="meta", content=b'{"filename": "a.png"}', content_type="application/json")
FILE = Part(name="file", content=b"\x00\r\n--", content_type="image/png", filename="a.png")


def taken_apart(body: bytes, boundary: str) -> list[tuple[str, str | None, str | None, bytes]]:
    found: list[tuple[str, str | None, str | None, bytes]] = []
    with PushMultipartParser(boundary, strict=True) as parser:
        segment: Any = None
        content = b""
        for event in parser.parse(body):
            if event is None:
                found.append((segment.name, segment.filename, segment.header("Content-Type"), content))
            elif isinstance(event, (bytes, bytearray)):
                content += event
            else:
                segment, content = event, b""
    return found


def test_the_bytes_are_those_of_rfc_7578() -> None:
    assert encode_multipart([META, FILE], "b") == (
        b'--b\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n'
        b'{"filename": "a.png"}\r\n'
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
        b"\x00\r\n--\r\n"
        b"--b--\r\n"
    )


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="%\\"), min_size=1, max_size=20),
            st.binary(max_size=100),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_names_and_contents_survive_a_round_trip(pairs: list[tuple[str, bytes]]) -> None:
    parts = [Part(name=name, content=content, content_type="image/png", filename=name) for name, content in pairs]
    boundary = make_boundary(parts)

    found = taken_apart(encode_multipart(parts, boundary), boundary)

    assert [(name, filename, content) for name, filename, _, content in found] == [(n, n, c) for n, c in pairs]


@pytest.mark.parametrize(
    ("filename", "written"),
    [
        ('a".png', b'filename="a%22.png"'),
        ("a\r\nX-Evil: 1\r\n\r\n.png", b'filename="a%0D%0AX-Evil: 1%0D%0A%0D%0A.png"'),
        ("a\0\x1b\x7f.png", b'filename="a%00%1B%7F.png"'),
        ("券 \N{GRINNING FACE}.png", 'filename="券 \N{GRINNING FACE}.png"'.encode()),
        ('"; filename="b', b'filename="%22; filename=%22b"'),
    ],
)
def test_no_file_name_breaks_out_of_its_header(filename: str, written: bytes) -> None:
    body = encode_multipart([Part(name="file", content=b"x", content_type="image/png", filename=filename)], "b")

    head, _, rest = body.partition(b"\r\n\r\n")
    assert head.split(b"\r\n") == [
        b"--b",
        b'Content-Disposition: form-data; name="file"; ' + written,
        b"Content-Type: image/png",
    ]
    assert rest == b"x\r\n--b--\r\n"


def test_the_boundary_is_derived_from_the_parts_and_occurs_in_none() -> None:
    boundary = make_boundary([META, FILE])

    assert boundary == make_boundary([META, FILE]) != make_boundary([FILE, META])
    assert len(boundary) <= 70
    assert boundary.encode() not in META.content + FILE.content


@pytest.mark.parametrize(
    ("parts", "covered"),
    [
        ([META, FILE], META.content),
        ([FILE, META], META.content),
        ([FILE, Part(name="meta", content=b' {"a": 1} ')], b' {"a": 1} '),
        ([FILE], b"whole"),
        ([Part(name="meta", content=b"text"), FILE], b"whole"),
        ([Part(name="meta", content=b"[1]"), FILE], b"whole"),
        ([Part(name="meta", content=b"{}", filename="meta.json"), FILE], b"whole"),
        ([Part(name="Meta", content=b"{}")], b"whole"),
        ([Part(name="meta", content=b"[" * 100_000)], b"whole"),
        ([Part(name="meta", content=b"\xff")], b"whole"),
    ],
)
def test_the_content_of_meta_is_signed(parts: list[Part], covered: bytes) -> None:
    assert signed_bytes(parts, b"whole") == covered


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("logo.png", "image/png"),
        ("LOGO.JPG", "image/jpeg"),
        ("a.bmp", "image/bmp"),
        ("a.pdf", "application/pdf"),
        ("a", "application/octet-stream"),
        ("a.unheardof", "application/octet-stream"),
        ("data:,x", "application/octet-stream"),
        (None, "application/octet-stream"),
    ],
)
def test_the_media_type_follows_from_the_name(name: str | None, kind: str) -> None:
    assert guess_media_type(name) == kind


def test_the_repr_of_a_part_has_no_content() -> None:
    assert "filename" not in repr(META).replace("filename=None", "")

"""Media types: their kind, the preferred one and the one that is sent."""

from __future__ import annotations

import pytest
from wxbrand_codegen.ir.media_types import concrete, kind_of, matches, preferred


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("application/json", "json"),
        ("Application/JSON; charset=utf-8", "json"),
        ("application/vnd.example+json", "json"),
        ("*/*", "json"),
        ("application/x-www-form-urlencoded", "form"),
        ("multipart/form-data", "multipart"),
        ("multipart/form-data; boundary=x", "multipart"),
        ("text/plain", "text"),
        ("text/*", "text"),
        ("application/xml", "text"),
        ("image/svg+xml", "file"),
        ("application/atom+xml", "text"),
        ("application/yaml", "text"),
        ("application/octet-stream", "file"),
        ("application/jsonp", "file"),
        ("application/pdf", "file"),
        ("image/*", "file"),
        ("multipart/mixed", "file"),
        ("csv", None),
        ("", None),
        ("*", None),
        ("*/json", None),
        ("text/plain\r\nX-Evil: 1", None),
        ('text/plain; a="\r\nX-Evil: 1"', None),
        ("text/plain, text/html", None),
        ("券/券", None),
    ],
)
def test_a_media_type_has_one_of_five_kinds_or_is_invalid(media_type: str, kind: str | None) -> None:
    assert kind_of(media_type) == kind


@pytest.mark.parametrize(
    ("offers", "taken"),
    [
        (["image/png", "text/csv", "application/json"], ("json", "application/json")),
        (
            ["text/csv", "multipart/form-data", "application/x-www-form-urlencoded"],
            ("form", "application/x-www-form-urlencoded"),
        ),
        (["image/png", "text/csv", "text/html"], ("text", "text/csv")),
        (["image/png"], ("file", "image/png")),
        (["nonsense"], None),
        ([], None),
    ],
)
def test_json_is_preferred_to_forms_to_text_to_bytes(offers: list[str], taken: tuple[str, str] | None) -> None:
    assert preferred(dict.fromkeys(offers, True)) == taken


def test_any_media_type_means_bytes_unless_a_schema_describes_it() -> None:
    assert preferred({"*/*": False}) == ("file", "*/*")
    assert preferred({"*/*": True}) == ("json", "*/*")


def test_a_media_range_is_replaced_before_it_is_sent() -> None:
    assert concrete("text/*", "text") == "text/plain; charset=utf-8"
    assert concrete("image/*", "file") == "application/octet-stream"
    assert concrete(" text/csv; header=present ", "text") == "text/csv; header=present"


def test_a_media_range_matches_its_subtypes() -> None:
    assert matches("image/*", "Image/PNG; q=1")
    assert matches("*/*", "text/css")
    assert not matches("image/*", "text/css")
    assert not matches("image/png", "image")

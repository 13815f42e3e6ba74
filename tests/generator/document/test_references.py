from __future__ import annotations

import pytest

from tests.generator.conftest import Workshop

SECRET = "Secret: {type: string}\n"


def referring(reference: str) -> str:
    return f"thing: {{$ref: {reference!r}}}"


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("../outside.yaml#/Secret", "foreign-reference"),
        ("%2e%2e/outside.yaml#/Secret", "foreign-reference"),
        ("a/../../outside.yaml#/Secret", "foreign-reference"),
        ("/etc/passwd", "foreign-reference"),
        ("file:///etc/passwd", "foreign-reference"),
        ("http://127.0.0.1:9/a.yaml#/A", "foreign-reference"),
        ("HTTPS://example.com/a.yaml", "foreign-reference"),
        ("//example.com/a.yaml", "foreign-reference"),
        ("C:\\a.yaml", "foreign-reference"),
        ("c:a.yaml", "foreign-reference"),
        ("~/a.yaml", "foreign-reference"),
        ("a%00.yaml", "foreign-reference"),
        ("x" * 300 + ".yaml", "broken-reference"),
        ("missing.yaml#/A", "broken-reference"),
        (".", "broken-reference"),
        ("#/components/schemas/Missing", "broken-reference"),
        ("#/paths/~1things/post/tags/7", "broken-reference"),
        ("#Anchor", "broken-reference"),
    ],
)
def test_a_reference_to_a_missing_target_or_out_of_the_folder_is_refused(
    workshop: Workshop, reference: str, code: str
) -> None:
    workshop.body(referring(reference))
    (workshop.folder / "outside.yaml").write_text(SECRET)

    (line,) = workshop.problems()

    assert line.startswith(f"openapi.yaml:16:25 {code}  ")


def test_a_symbolic_link_out_of_the_folder_is_not_followed(workshop: Workshop) -> None:
    workshop.body(referring("link.yaml#/Secret"))
    (workshop.folder / "outside.yaml").write_text(SECRET)
    (workshop.folder / "spec" / "link.yaml").symlink_to(workshop.folder / "outside.yaml")

    (line,) = workshop.problems()

    assert "foreign-reference" in line


def test_circular_symbolic_links_are_refused(workshop: Workshop) -> None:
    workshop.body(referring("a.yaml"))
    (workshop.folder / "spec" / "a.yaml").symlink_to("b.yaml")
    (workshop.folder / "spec" / "b.yaml").symlink_to("a.yaml")

    (line,) = workshop.problems()

    assert "-reference" in line


def test_a_reference_that_is_not_a_string_is_refused(workshop: Workshop) -> None:
    workshop.body("thing: {$ref: 7}")

    (line,) = workshop.problems()

    assert line.startswith("openapi.yaml:16:25 broken-reference")

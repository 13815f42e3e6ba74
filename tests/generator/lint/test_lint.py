from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wxbrand_codegen.document.load import load
from wxbrand_codegen.lint import RULES, fix, lint, rule_code
from wxbrand_codegen.pipeline import read

if TYPE_CHECKING:
    from tests.generator.conftest import Workshop

TODAY = date(2026, 6, 1)
TABLE = Path(__file__).resolve().parents[3] / "docs" / "en" / "generator" / "lint-rules.md"


def advice(spec: Path) -> list[str]:
    document, built = read(spec)
    return [f"{problem.mark.line} {problem.code}" for problem in lint(document, built.api, today=TODAY)]


def test_our_own_spec_lacks_only_facts_that_no_page_states(seed: Path) -> None:
    assert {line.split()[1] for line in advice(seed)} <= {
        "missing-page-id",
        "text-without-limit",
        "request-number-without-limits",
    }


def test_every_rule_has_a_reason_and_is_in_the_table() -> None:
    section = TABLE.read_text("utf-8").split("## Rules of lint")[1].split("\n## ")[0]
    listed = [code for row in re.findall(r"^\|(.*?)\|", section, re.M) for code in re.findall(r"`([a-z-]+)`", row)]

    assert sorted(listed) == sorted(map(rule_code, RULES))
    assert all(rule.__doc__ and rule.__doc__.endswith(".") for rule in RULES)


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ("a: {type: string, x-wxbrand-unit: characters}", "16 text-without-limit"),
        ("a: {type: string, description: at most 20 characters}", "16 text-without-limit"),
        ("remark: {type: string}", "16 text-without-limit"),
        ("a: {type: string, enum: [A, B]}", "16 enum-without-meanings"),
        ("a: {type: string, example: 34657_20250101_123456}", "16 unquoted-text"),
        ("a: {type: string, example: no}", "16 unquoted-text"),
        ("a: {type: string, example: 12:30:45}", "16 unquoted-text"),
        ("on: {type: string}", "16 unquoted-key"),
        ("a: {type: string, example: 200000001}", "16 number-for-text"),
        ("a: {type: array, items: {type: string}, example: [1, b]}", "16 number-for-text"),
        ('a: {type: string, pattern: "^[a-z]{6}$", maxLength: 40}', "16 pattern-disagrees-with-limits"),
        ('a: {type: string, pattern: "^[a-z]{1,64}$", maxLength: 32}', "16 pattern-disagrees-with-limits"),
        ('a: {type: string, pattern: "^[a-z]{6,}$", minLength: 2}', "16 pattern-disagrees-with-limits"),
        ("total_fee: {type: integer}", "16 missing-unit"),
        ("expires_in: {type: integer}", "16 missing-unit"),
        ("a: {type: string, x-wxbrand-unit: fen}", "16 unit-does-not-fit"),
        ("a: {type: integer, x-wxbrand-unit: characters}", "16 unit-does-not-fit"),
        ("paid_at: {type: string}", "16 time-without-format"),
        ("a: {type: string, title: x, description: x}", "16 description-repeats-title"),
        ("a: {type: string}", "16 missing-description"),
        ("out_request_no: {type: string, maxLength: 9}", "16 request-number-without-limits"),
        ("out_request_no: {type: string}", "7 missing-idempotency"),
        ("a: {type: string}", "7 missing-idempotency"),
        ("a: {type: string}", "7 missing-title"),
        ("a: {type: string}", "7 missing-page"),
        ("a: {type: string}", "7 missing-error-answer"),
        ("a: {type: string}", "8 undeclared-tag"),
    ],
)
def test_a_missing_fact_is_advice(workshop: Workshop, member: str, code: str) -> None:
    workshop.body(member)

    assert code in advice(workshop.spec)


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ("a: {type: string, example: '34657_20250101_123456'}", "unquoted-text"),
        ("a: {type: integer, example: 5}", "number-for-text"),
        ("card_id: {type: string}", "text-without-limit"),
        ('a: {type: string, pattern: "[a-z]{6}", maxLength: 40}', "pattern-disagrees-with-limits"),
        ('a: {type: string, pattern: "^[a-z]+$", minLength: 6, maxLength: 40}', "pattern-disagrees-with-limits"),
        ("total_fee: {type: integer, x-wxbrand-unit: fen}", "missing-unit"),
        ("amount: {type: object, properties: {b: {type: string}}}", "missing-unit"),
        ("paid_at: {type: string, format: date-time}", "time-without-format"),
    ],
)
def test_a_stated_fact_is_no_advice(workshop: Workshop, member: str, code: str) -> None:
    workshop.body(member)

    assert not any(line.endswith(code) for line in advice(workshop.spec))


@pytest.mark.parametrize(("day", "is_wrong"), [("2026-02-30", True), ("2026-06-03", True), ("2026-06-02", False)])
def test_the_date_of_a_page_must_exist_and_not_be_in_the_future(workshop: Workshop, day: str, is_wrong: bool) -> None:
    workshop.paths(
        "  /a:\n    get:\n      operationId: A\n"
        f'      x-wxbrand-page: {{updated: "{day}"}}\n      responses: {{"204": {{description: ok}}}}\n'
    )

    assert any(line.endswith("impossible-page-date") for line in advice(workshop.spec)) is is_wrong


def test_incomplete_answers_and_tags_are_advice(workshop: Workshop) -> None:
    workshop.paths(
        "  /a:\n    get:\n      operationId: A\n      responses:\n"
        '        "200": {description: ok}\n        "400": {description: no}\n'
        "tags: [{name: lonely}]\n"
    )

    codes = {line.split()[1] for line in advice(workshop.spec)}

    assert {"answer-without-schema", "error-without-example", "missing-tag", "unused-tag"} <= codes


def test_unused_components_are_found_in_every_file(workshop: Workshop) -> None:
    workshop.body(
        "a: {$ref: 'b.yaml#/components/schemas/Used'}",
        "components:\n  schemas:\n    Lonely: {type: string}\n  responses:\n    Gone: {description: x}\n",
    )
    workshop.write("b.yaml", "components:\n  schemas:\n    Used: {type: string}\n    Unused: {type: string}\n")

    document, built = read(workshop.spec)
    unused = [p.message for p in lint(document, built.api) if p.code == "unused-component"]

    assert [message.split()[3] for message in unused] == ["Unused", "Lonely", "Gone"]


def test_a_component_that_is_only_another_name_is_used_if_what_it_names_is(workshop: Workshop) -> None:
    workshop.body(
        "a: {$ref: a.yaml}",
        "components:\n  schemas:\n    A: {$ref: a.yaml}\n    B: {$ref: 'b.yaml'}\n  responses: {$ref: c.yaml}\n",
    )
    workshop.write("a.yaml", "type: string\n")
    workshop.write("b.yaml", "type: string\n")
    workshop.write("c.yaml", "Bad: {description: bad}\n")

    document, built = read(workshop.spec)
    unused = [p.message for p in lint(document, built.api) if p.code == "unused-component"]

    assert unused == ["nothing refers to B among the schemas; remove it"]


def test_merge_keys_are_left_without_quotes(workshop: Workshop) -> None:
    workshop.body("a: {type: string, <<: {maxLength: 9}, example: 1_0, description: '<<'}")

    (done,) = fix(load(workshop.spec))
    codes = {line.split()[1] for line in advice(workshop.spec)}

    assert done.message == "1_0 is now in quotes"
    assert b"<<: {maxLength: 9}" in workshop.spec.read_bytes()
    assert "unquoted-key" not in codes


def test_only_keys_without_quotes_are_noticed_and_each_once(workshop: Workshop) -> None:
    workshop.body(
        "a: {type: object, example: &all {'1': x, on: x, no: yes}}\n"
        "b: {type: object, example: {<<: *all, 'no': '010', ~: !!str 010}}\n"
        "c: {type: object, example: *all}"
    )

    document, built = read(workshop.spec)
    found = [p.message.split("; ")[0] for p in lint(document, built.api) if p.code.startswith("unquoted-")]

    assert sorted(found) == [
        "other YAML readers do not take the key no for text",
        "other YAML readers do not take the key on for text",
        "other YAML readers do not take the key ~ for text",
        "other YAML readers do not take yes for text",
    ]


def test_fix_adds_quotes_and_leaves_every_other_byte(workshop: Workshop) -> None:
    workshop.body("a: {type: string, example:   1_0 }  # why: no\r\nb: {type: string, default: &x 010, example: 5}")
    before = workshop.spec.read_bytes()

    done = fix(load(workshop.spec))
    again = fix(load(workshop.spec))

    after = workshop.spec.read_bytes()
    assert [problem.code for problem in done] == ["unquoted-text", "unquoted-text", "number-for-text"]
    assert after == before.replace(b"  1_0 ", b'  "1_0" ').replace(b"&x 010", b'&x "010"').replace(
        b"example: 5", b'example: "5"'
    )
    assert again == ()


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_fix_quotes_keys_and_keeps_a_byte_order_mark(workshop: Workshop, start: bytes) -> None:
    workshop.body("a: {type: string}")
    text = start + workshop.spec.read_bytes()
    workshop.spec.write_bytes(text.replace(b'"200"', b"200"))

    done = fix(load(workshop.spec))

    assert [problem.code for problem in done] == ["unquoted-key"]
    assert workshop.spec.read_bytes() == text
    assert [path.name for path in workshop.spec.parent.iterdir()] == ["openapi.yaml"]


def test_a_paged_list_without_the_paging_extension_is_advice(tmp_path: Path) -> None:
    spec_text = (
        (Path(__file__).parents[1] / "made_up" / "lists.yaml")
        .read_text("utf-8")
        .replace("next-page", "next_page_token")
    )
    spec = tmp_path / "lists.yaml"
    spec.write_text(spec_text, "utf-8")
    assert not [line for line in advice(spec) if line.endswith("missing-paging")]

    spec.write_text(spec_text.replace("x-wxbrand-paging:", "x-other:"), "utf-8")

    assert [line for line in advice(spec) if line.endswith("missing-paging")] == [
        "7 missing-paging",
        "28 missing-paging",
    ]

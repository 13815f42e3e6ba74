"""Made-up pages in the forms of real ones are read to the last fact, however they are saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import pytest
from wxbrand_codegen.pages import Field, Page, read_page

from tests.generator.pages.written.written_pages import FORMS, HOSTS, Written, WrittenPage, written_pages

PAGES = written_pages("pages.txt") | written_pages("unforeseen.txt")


def expected_facts(fields: Sequence[Written], place: str, way: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the facts of fields and their members, each with its place and names."""
    for each in fields:
        facts = {key: value for key, value in each.facts.items() if key not in {"enum", "default", "when", "doubt"}}
        yield (
            place,
            (*way, each.name),
            each.required,
            each.type,
            each.title,
            facts,
            each.enum,
            each.facts.get("default"),
            each.facts.get("when", []),
        )
        yield from expected_facts(each.members, place, (*way, each.name))


def read_facts(fields: Sequence[Field], way: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the facts that were read in the same form."""
    for each in fields:
        yield (
            each.place,
            (*way, each.name),
            each.required,
            str(each.type),
            each.title,
            {key: value for key, value in asdict(each.limits).items() if value is not None},
            dict(each.enum),
            each.default,
            [(when.field, when.values, when.required, when.only) for when in each.conditions],
        )
        yield from read_facts(each.fields, (*way, each.name))


def facts_of_page(page: WrittenPage) -> list[tuple[Any, ...]]:
    return [
        fact
        for section, fields in page.sections.items()
        for fact in expected_facts(fields, {"form": "body"}.get(section, section))
    ]


def expected_doubts(fields: Sequence[Written]) -> list[str]:
    return [
        text
        for each in fields
        for text in ([each.facts["doubt"]] if "doubt" in each.facts else []) + expected_doubts(each.members)
    ]


@pytest.mark.parametrize("write", FORMS, ids=lambda write: write.__name__)
@pytest.mark.parametrize("key", PAGES)
def test_every_fact_of_a_page_is_read(key: str, write: Callable[[WrittenPage], str]) -> None:
    written = PAGES[key]

    page = read_page(write(written).encode())

    found = list(read_facts([f for f in page.fields if f.name != "Wechatpay-Serial" or "header" in written.sections]))
    assert sorted(found, key=str) == sorted(facts_of_page(written), key=str)
    doubts = [text for fields in written.sections.values() for text in expected_doubts(fields)]
    assert [any(text in doubt.text for doubt in page.doubts) for text in doubts] == [True] * len(doubts)
    if not doubts:
        assert [doubt.text for doubt in page.doubts if "接口限频" not in doubt.text] == []
    check_page(page, written)


def check_page(page: Page, written: WrittenPage) -> None:
    assert (page.method, page.path, page.title, page.updated) == (
        written.method,
        written.path,
        written.title,
        "2026-03-09",
    )
    assert page.hosts == HOSTS
    rate = (page.rate.requests, page.rate.seconds, page.rate.per) if page.rate else None
    assert rate == written.expected_rate
    assert page.body_type == ("multipart/form-data" if "form" in written.sections else "application/json")
    assert page.success_status == written.status
    assert [(e.status, e.code, e.meaning, e.solution) for e in page.error_codes] == [
        ("400", "TEA_GONE", "茶卖完了", "换一种茶"),
        ("403", "NO_AUTH", "没有权限", "去申请"),
    ]
    body = written.sample("form" if "form" in written.sections else "body")
    assert page.body_example == (body or None)
    assert page.response_example == (written.sample("response") or None)
    assert {name: page.parameter_examples.get(name) for name in written.query} == written.query

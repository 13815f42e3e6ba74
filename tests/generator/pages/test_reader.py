"""Read documentation pages: one made-up page, saved in four formats, reads the same four times."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from wxbrand_codegen.pages import Field, Page, PageError, read_page

PAGES = Path(__file__).parents[1] / "saved_pages"
WAYS = ("spaced.txt", "compact.txt", "page.md", "page.html")


def page(way: str) -> Page:
    return read_page((PAGES / way).read_bytes())


def changed(before: str, after: str, way: str = "spaced.txt") -> Page:
    text = (PAGES / way).read_text(encoding="utf-8")
    assert before in text
    return read_page(text.replace(before, after).encode())


def field(found: Page, *path: str) -> Field:
    fields = found.fields
    for name in path[:-1]:
        fields = next(each for each in fields if each.name == name).fields
    return next(each for each in fields if each.name == path[-1])


def meaning(found: Page) -> dict[str, Any]:
    """Everything but the lines it is on."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(held) for key, held in value.items() if key not in {"line", "prose", "doc_id"}}
        return [bare(item) for item in value] if isinstance(value, list | tuple) else value

    result = bare(asdict(found))
    assert isinstance(result, dict)
    return result


@pytest.mark.parametrize("way", WAYS)
def test_a_page_reads_the_same_in_every_format(way: str) -> None:
    found = page(way)

    assert meaning(found) == meaning(page("spaced.txt"))
    assert found.doubts == ()


def test_the_id_of_a_page_comes_from_its_front_matter_or_its_address() -> None:
    assert page("page.md").doc_id == page("page.html").doc_id == "4099000001"


def test_members_are_placed_in_their_object_although_the_page_lost_its_frames() -> None:
    found = page("spaced.txt")

    assert [each.name for each in field(found, "guest").fields] == ["name", "seat", "wishes"]
    assert [each.name for each in field(found, "guest", "seat").fields] == ["row", "fee"]
    assert [each.name for each in found.fields_in("body")][-2:] == ["companions", "remark"]


def test_a_member_that_no_sample_has_is_placed_with_a_doubt() -> None:
    found = changed('"remark"', '"other"')

    assert any("does not show which object remark belongs to" in doubt.text for doubt in found.doubts)


def test_a_page_that_is_cut_short_is_incomplete_where_it_ends() -> None:
    text = (PAGES / "spaced.txt").read_text(encoding="utf-8")

    found = read_page(text[: text.index(" wishes")].encode())

    assert "body" not in found.complete
    assert "path" in found.complete
    assert not field(found, "guest").complete
    assert field(found, "guest_kind").complete


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("remark  选填   string(150)", "remark  选填   rope(150)", "expected a type, found rope(150)"),
        ("remark  选填   string(150)", "remark  选填", "expected a type, found nothing"),
        ("20/秒(品牌ID维度)", "不限", "cannot read the rate limit"),
        ("2026.03.09\n||", "2026.13.09\n||", "there is no such date"),
        ("当且仅当 guest_kind 为 MEMBER 时必传", "当且仅当来宾同意时必传", "cannot read the condition"),
        ("  • WAITING:  等待确认\n\n  • SEATED:  已入座", "", "cannot read the values"),
        ('8  "out_request_no"', "8  out_request_no", "cannot read the JSON of the sample call"),
        ("短横线- 组成", "短横线-和表情 组成", "write a pattern"),
    ],
)
def test_a_part_that_cannot_be_read_is_a_doubt_with_its_line(before: str, after: str, said: str) -> None:
    found = changed(before, after)

    assert [doubt.line for doubt in found.doubts if said in doubt.text]


def test_enum_values_that_lost_the_space_between_them_are_split() -> None:
    found = changed(
        "MEMBER: 会员FRIEND: 会员的朋友,由会员带来", "MEMBER: 会员,此时状态为WAITINGFRIEND: 会员的朋友", "compact.txt"
    )

    assert list(field(found, "guest_kind").enum) == ["MEMBER", "FRIEND"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\x00\x01\x02", "binary"),
        (b"\xff\xfe1", "not UTF-8"),
        (b"x" * 5_000_001, "too large"),
        ("<!doctype html><html><body><form>登录 <input></form></body></html>".encode(), "not an API page"),
        (("你好 " * 1000).encode(), "not an API page"),
        (b"<html></html>", "not an API page"),
    ],
)
def test_a_file_that_is_not_a_page_is_refused_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(PageError, match=said) as caught:
        read_page(content)

    assert "\n" not in str(caught.value)


HEAD = "题\n请求方式:【POST】/brand/x/y\n请求参数\nbody 包体参数\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "a 必填 string 【t】 x " * 20_000, "more than 3,000 fields"),
        (HEAD + "a 必填 object\n属性\n" * 3000, "levels deep"),
        (HEAD + "a" * 700_000, "too much text"),
    ],
    ids=["fields", "depth", "text"],
)
def test_a_page_beyond_the_limits_is_refused(text: str, said: str) -> None:
    with pytest.raises(PageError, match=said):
        read_page(text.encode())

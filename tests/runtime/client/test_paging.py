"""Paginated lists: which requests are sent, when, and when they end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from typing import Any, ClassVar

import pytest
from wxbrand_runtime import UnreadableResponse
from wxbrand_runtime.client.paging import AsyncPages, Pages
from wxbrand_runtime.http import Answer, Headers
from wxbrand_runtime.models import UNSET, Operation, Paging, Record, Request, UnsetType
from wxbrand_runtime.models.partial import read_partly
from wxbrand_runtime.models.records import attach_answer


class Page(Record, frozen=True, kw_only=True):
    data: list[str] | UnsetType = UNSET
    next: str | UnsetType | None = UNSET
    total: int | UnsetType = UNSET


def operation(paging: Paging) -> Operation:
    return Operation(name="ListThings", method="GET", path="/things", replies={"200": Page}, paging=paging)


class ByToken(Request[Page], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = operation(Paging(items="data", page="token", next="next"))
    token: str | UnsetType = UNSET
    size: int | UnsetType = UNSET


class ByOffset(Request[Page], frozen=True, kw_only=True):
    operation: ClassVar[Operation] = operation(Paging(items="data", offset="offset", limit="limit", total="total"))
    offset: int | UnsetType = UNSET
    limit: int | UnsetType = UNSET


class Server:
    """Gives one page after another and notes what was asked."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = iter(pages)
        self.asked: list[Any] = []

    def send(self, request: Any) -> Page:
        self.asked.append(request)
        answer = Answer(status=200, headers=Headers([]), body=b"{}")
        page: Page = attach_answer(next(self._pages), answer)
        return page

    async def send_async(self, request: Any) -> Page:
        return self.send(request)


def page(items: str, **more: Any) -> Page:
    return Page(data=list(items), **more)


def test_tokens_lead_to_the_next_page_and_other_values_are_kept() -> None:
    server = Server([page("ab", next="2"), page("", next="3"), page("c", next="")])

    items: list[str] = list(Pages(server.send, ByToken(size=2)))

    assert items == ["a", "b", "c"]
    assert server.asked == [ByToken(size=2), ByToken(size=2, token="2"), ByToken(size=2, token="3")]


@pytest.mark.parametrize("last", [{"next": ""}, {"next": None}, {}])
def test_the_last_page_has_no_token(last: dict[str, Any]) -> None:
    server = Server([page("a", **last)])

    assert list(Pages(server.send, ByToken())) == ["a"]


def test_a_page_is_requested_when_it_is_needed() -> None:
    server = Server([page("ab", next="2"), page("c")])
    pages: Pages[Page, str] = Pages(server.send, ByToken())
    items = iter(pages)
    asked = len(server.asked)

    assert [next(items), next(items)] == ["a", "b"]
    assert (asked, len(server.asked)) == (0, 1)
    assert next(items) == "c"
    assert len(server.asked) == 2


@pytest.mark.parametrize("tokens", [["2", "2"], ["2", "3", "2"]])
def test_a_repeated_token_raises_after_the_items_of_its_page(tokens: list[str]) -> None:
    server = Server(page(str(number), next=token) for number, token in enumerate(tokens))
    came: list[str] = []

    with pytest.raises(UnreadableResponse, match="leads back to an earlier page") as caught:
        came.extend(Pages(server.send, ByToken()))

    assert len(server.asked) == len(tokens)
    assert caught.value.answer.status == 200
    assert not caught.value.outcome_unknown


def test_a_token_equal_to_the_first_raises() -> None:
    server = Server([page("a", next="first")] * 2)

    with pytest.raises(UnreadableResponse):
        list(Pages(server.send, ByToken(token="first")))

    assert len(server.asked) == 1


def test_offsets_advance_by_the_number_of_items() -> None:
    server = Server([page("ab", total=5), page("c", total=5), page("de", total=5)])

    assert list(Pages(server.send, ByOffset(limit=2))) == list("abcde")
    assert [request.offset for request in server.asked] == [UNSET, 2, 3]


@pytest.mark.parametrize(
    ("pages", "limit"),
    [([page("ab"), page("c")], 2), ([page("ab"), page("c"), page("")], UNSET), ([page("", total=9)], 2), ([Page()], 2)],
)
def test_offsets_without_a_total_end_with_a_short_or_empty_page(pages: list[Page], limit: Any) -> None:
    server = Server(pages)

    list(Pages(server.send, ByOffset(limit=limit)))

    assert len(server.asked) == len(pages)


def test_items_that_could_not_be_read_count_for_offsets() -> None:
    of_two = {"data": ["a", 5]}
    server = Server([read_partly(Page, json.dumps(of_two).encode(), "body").value, page("c")])

    assert list(Pages(server.send, ByOffset(limit=2))) == ["a", "c"]
    assert [request.offset for request in server.asked] == [UNSET, 2]


def test_a_list_starts_at_a_given_offset() -> None:
    server = Server([page("ab", total=12)])

    assert list(Pages(server.send, ByOffset(offset=10))) == ["a", "b"]


def test_pages_are_returned_unchanged() -> None:
    first, second = page("ab", next="2"), page("c")

    assert list(Pages(Server([first, second]).send, ByToken()).pages()) == [first, second]


def test_each_loop_starts_at_the_first_page() -> None:
    server = Server([page("a"), page("b")])
    pages: Pages[Page, str] = Pages(server.send, ByToken())

    assert [list(pages), list(pages)] == [["a"], ["b"]]


def test_the_same_for_asyncio() -> None:
    server = Server([page("ab", next="2"), page("c", next="2")])
    came: list[str] = []

    async def go() -> None:
        async for item in AsyncPages[Page, str](server.send_async, ByToken()):
            came.append(item)

    with pytest.raises(UnreadableResponse):
        asyncio.run(go())

    assert came == ["a", "b", "c"]
    assert [request.token for request in server.asked] == [UNSET, "2"]

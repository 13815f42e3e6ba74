"""Paginated lists: iterate over their items or pages, and request each page when it is needed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Generic, TypeVar

import msgspec

from wxbrand_runtime.errors import UnreadableResponse
from wxbrand_runtime.models import UNSET, Paging, Request, answer_of
from wxbrand_runtime.models.unreadable import members_at, unreadable_members
from wxbrand_runtime.models.wire_names import wire_names
from wxbrand_runtime.type_guards import is_list

Page = TypeVar("Page")
Item = TypeVar("Item")


class Pages(Generic[Page, Item]):
    """A paginated list. Iterate over it for its items, or over `pages()` for its pages.

    A page is requested when the items of the previous one are used up, so only one is in memory. Each loop starts again
    at the first page.
    """

    def __init__(self, send: Callable[[Request[Page]], Page], request: Request[Page]) -> None:
        self._send = send
        self._request = request

    def pages(self) -> Iterator[Page]:
        """Iterate over the pages, each as the operation returns it.

        Raises what `send` raises, and UnreadableResponse if a page leads back to an earlier one, or if its list or the token
        of the next page cannot be read.
        """
        paging, used_tokens = _paging_of(self._request), set[Any]()
        request: Request[Page] | None = self._request
        while request is not None:
            page = self._send(request)
            yield page
            request = _next_request(paging, request, page, used_tokens)

    def __iter__(self) -> Iterator[Item]:
        """Iterate over the items of all pages."""
        for page in self.pages():
            yield from _items(self._request, page)


class AsyncPages(Generic[Page, Item]):
    """A paginated list for asyncio. Use `async for` with it for its items, or with `pages()` for its pages.

    A page is requested when the items of the previous one are used up, so only one is in memory. Each loop starts again
    at the first page.
    """

    def __init__(self, send: Callable[[Request[Page]], Awaitable[Page]], request: Request[Page]) -> None:
        self._send = send
        self._request = request

    async def pages(self) -> AsyncIterator[Page]:
        """Iterate over the pages, each as the operation returns it.

        Raises what `send` raises, and UnreadableResponse if a page leads back to an earlier one, or if its list or the token
        of the next page cannot be read.
        """
        paging, used_tokens = _paging_of(self._request), set[Any]()
        request: Request[Page] | None = self._request
        while request is not None:
            page = await self._send(request)
            yield page
            request = _next_request(paging, request, page, used_tokens)

    async def __aiter__(self) -> AsyncIterator[Item]:
        """Iterate over the items of all pages."""
        async for page in self.pages():
            for item in _items(self._request, page):
                yield item


def _paging_of(request: Request[Any]) -> Paging:
    if request.operation.paging is None:
        raise TypeError(f"{request.operation.name} does not return a paginated list")
    return request.operation.paging


def _next_request(paging: Paging, request: Request[Page], page: Page, used_tokens: set[Any]) -> Request[Page] | None:
    """Return the request for the next page; None after the last one."""
    for attribute in (paging.items, paging.next):
        if attribute and getattr(page, attribute, UNSET) is UNSET and (members := members_at(page, attribute)):
            raise _unreadable(request, page, f"does not show what follows, so the list is not complete: {members[0]}")
    changes = _next_token(paging, request, page, used_tokens) if paging.page else _next_offset(paging, request, page)
    return None if changes is None else msgspec.structs.replace(request, **changes)


def _next_token(paging: Paging, request: Request[Any], page: Any, used_tokens: set[Any]) -> dict[str, Any] | None:
    used_tokens.add(getattr(request, paging.page))
    token = getattr(page, paging.next, UNSET)
    if token in {UNSET, None, ""}:
        return None
    if token in used_tokens:
        raise _unreadable(request, page, "leads back to an earlier page, so the list would never end")
    return {paging.page: token}


def _unreadable(request: Request[Any], page: object, why: str) -> UnreadableResponse:
    return UnreadableResponse(
        f"the answer to {request.operation.name} {why}; the items before it are complete",
        answer=answer_of(page),
        outcome_unknown=False,
        request_number=None,
        members=unreadable_members(page),
    )


def _next_offset(paging: Paging, request: Request[Any], page: Any) -> dict[str, Any] | None:
    offset = getattr(request, paging.offset)
    count = len(_items(request, page)) + _items_put_aside(paging, page)
    next_offset = (0 if offset is UNSET else offset) + count
    total = getattr(page, paging.total, UNSET) if paging.total else UNSET
    limit = getattr(request, paging.limit)
    if count == 0 or (isinstance(total, int) and next_offset >= total):
        return None
    if not isinstance(total, int) and isinstance(limit, int) and count < limit:
        return None
    return {paging.offset: next_offset}


def _items_put_aside(paging: Paging, page: Any) -> int:
    """Return how many items of a page could not be read and are not in its list."""
    of_item = re.compile(rf"body\.{re.escape(wire_names(page.__class__)[paging.items])}\[\d+\]")
    return sum(of_item.fullmatch(member.place) is not None for member in members_at(page, paging.items))


def _items(request: Request[Any], page: object) -> list[Any]:
    items = getattr(page, _paging_of(request).items, UNSET)
    return items if is_list(items) else []

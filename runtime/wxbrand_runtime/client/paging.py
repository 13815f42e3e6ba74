"""Lists that come page by page: their items or pages one after another, never more than one page at a time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from typing import Any, Generic, TypeVar

import msgspec

from wxbrand_runtime.errors import UnreadableResponse
from wxbrand_runtime.models import UNSET, Paging, Request, answer_of
from wxbrand_runtime.type_guards import is_list

__all__ = ["AsyncPages", "Pages"]

Page = TypeVar("Page")
Item = TypeVar("Item")


class Pages(Generic[Page, Item]):
    """A list that is asked for while it is gone through: `for item in ...`, or `for page in ....pages()`.

    Each loop begins anew. A page is asked for when the items before it have been taken.
    """

    def __init__(self, send: Callable[[Request[Page]], Page], request: Request[Page]) -> None:
        self._send = send
        self._request = request

    def pages(self) -> Iterator[Page]:
        """Give page after page, each as the operation returns it.

        Raises what sending raises, and UnreadableResponse where a page leads back to one that was there already.
        """
        turning = _turning(self._request)
        request = next(turning)
        while True:
            page = self._send(request)
            yield page
            try:
                request = turning.send(page)
            except StopIteration:
                return

    def __iter__(self) -> Iterator[Item]:
        """Give item after item."""
        for page in self.pages():
            yield from _items(self._request, page)


class AsyncPages(Generic[Page, Item]):
    """The same for asyncio: `async for item in ...`, or `async for page in ....pages()`."""

    def __init__(self, send: Callable[[Request[Page]], Awaitable[Page]], request: Request[Page]) -> None:
        self._send = send
        self._request = request

    async def pages(self) -> AsyncIterator[Page]:
        """Give page after page, each as the operation returns it. Raises what the synchronous one raises."""
        turning = _turning(self._request)
        request = next(turning)
        while True:
            page = await self._send(request)
            yield page
            try:
                request = turning.send(page)
            except StopIteration:
                return

    async def __aiter__(self) -> AsyncIterator[Item]:
        """Give item after item."""
        async for page in self.pages():
            for item in _items(self._request, page):
                yield item


def _items(request: Request[Any], page: object) -> list[Any]:
    paging = request.operation.paging
    items = getattr(page, paging.items, UNSET) if paging else UNSET
    return items if is_list(items) else []


def _turning(request: Request[Page]) -> Generator[Request[Page], Page, None]:
    """Yield the request for each page, take the page, and end after the last."""
    paging = request.operation.paging
    if paging is None:
        raise TypeError(f"{request.operation.name} does not answer page by page")
    used: set[Any] = set()
    while True:
        page = yield request
        following = _token(paging, request, page, used) if paging.page else _offset(paging, request, page)
        if following is None:
            return
        request = msgspec.structs.replace(request, **following)


def _token(paging: Paging, request: Request[Any], page: Any, used: set[Any]) -> dict[str, Any] | None:
    used.add(getattr(request, paging.page))
    token = getattr(page, paging.next, UNSET)
    if token in {UNSET, None, ""}:
        return None
    if token in used:
        raise UnreadableResponse(
            f"the answer to {request.operation.name} leads back to a page that was there already, so the list would "
            "never end; what came before is complete up to here",
            answer=answer_of(page),
            outcome_unknown=False,
            request_number=None,
        )
    return {paging.page: token}


def _offset(paging: Paging, request: Request[Any], page: Any) -> dict[str, Any] | None:
    given = getattr(request, paging.offset)
    count = len(_items(request, page))
    following = (0 if given is UNSET else given) + count
    total = getattr(page, paging.total, UNSET) if paging.total else UNSET
    limit = getattr(request, paging.limit)
    if count == 0 or (isinstance(total, int) and following >= total):
        return None
    if not isinstance(total, int) and isinstance(limit, int) and count < limit:
        return None
    return {paging.offset: following}

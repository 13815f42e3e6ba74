"""Tell what a file is from its name, its front matter and a few words of it, without reading it as a page.

The first segment of an API's paths names its tree in the documentation: `/brand/…` is in the tree `brand`, `/v3/…` in
`APIv3`. The front matter of a page tells its tree; what a saved page lacks is told by the path of its operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from wxbrand_codegen.pages.lines import front_matter

HEAD_BYTES = 3_000
"""Bytes at the start of a file that the front matter is looked for in. The official ones take up to 700."""

_SAMPLE = re.compile(r"-请求示例-[A-Za-z0-9+#]+(?=-|\.|$)")
_DOC_ID = re.compile(r"-\d{6,20}(?=\.\w+$)")
_IN_URL = re.compile(r"/doc/([\w-]+)/")
_MAY_DESCRIBE = re.compile(
    r"\b(?:GET|POST|PUT|PATCH|DELETE)\b|event\\?_type|通知参数|<(?:html|body|div)\b".encode(), re.IGNORECASE
)
_DESCRIBES = re.compile(
    r"请求方式[^\n]{0,40}?(?:GET|POST|PUT|PATCH|DELETE)[^\n/]{0,20}(?:https?://[^/\s]+)?/[a-z]".encode()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a page stands in the documentation."""

    tree: str
    """`brand`, `v3` or `v2`; empty if the page does not say."""

    titles: str
    """Titles down to the page, such as `brand/品牌商户/快速开始/…`; empty if the page does not say."""


def address_of(path: str, head: bytes) -> Address:
    """Return the address of a page, from its path in its folder or archive and the first bytes of it."""
    about = _front_matter(head)
    titles = about.get("title_display", "")
    in_url = _IN_URL.search(about.get("url", "") or about.get("url_display", ""))
    tree = about.get("api_version") or (in_url[1] if in_url else "") or titles.partition("/")[0] or _tree_in(path)
    return Address(tree=_normal(tree), titles=titles or path)


def has_front_matter(head: bytes) -> bool:
    """Whether a file begins as those of the archive do."""
    return bool(_front_matter(head).keys() & {"url", "doc_id", "api_version"})


def is_sample(path: str) -> bool:
    """Whether a file is a copy of a page for the sample code of one language."""
    return _SAMPLE.search(PurePosixPath(path).name) is not None


def path_of_page(path: str) -> str:
    """Return the path of the page that a copy for sample code belongs to."""
    return _SAMPLE.sub("", path)


def path_without_id(path: str) -> str:
    """Return the path of a file without the number of the page, which its copies may not have."""
    return _DOC_ID.sub("", path)


def may_describe(content: bytes) -> bool:
    """Whether a file may be the page of an operation, which names an HTTP method, or of a notification.

    A page may list parameters and be neither, such as those of functions of mini programs. Reading a file as a page takes a
    hundred times as long as this.
    """
    return _MAY_DESCRIBE.search(content) is not None


def describes_operation(content: bytes) -> bool:
    """Whether a file names the method and path of an operation, so that it is a fault if it cannot be read."""
    return _DESCRIBES.search(content) is not None


class Under:
    """The part of the documentation that is looked at: pages below one of several prefixes.

    A prefix is the beginning of paths of an API (`/brand/marketing/`), or of titles of the archive (`APIv3/普通商户/`).
    """

    def __init__(self, prefixes: Iterable[str]) -> None:
        segments = (tuple(part for part in prefix.split("/") if part) for prefix in prefixes)
        self._prefixes = tuple(dict.fromkeys(each for each in segments if each))

    def __str__(self) -> str:
        return ", ".join("/".join(prefix) + "/" for prefix in self._prefixes)

    def has(self, address: Address, paths: Iterable[str] | None = None) -> bool:
        """Whether a page is in this part. `paths` are those of its operation, none for a notification, None if not yet known."""
        return not self._prefixes or any(_has(prefix, address, paths) for prefix in self._prefixes)

    def covers(self, path: str) -> bool:
        """Whether the page of an operation with this path would certainly be in this part."""
        return any(_covers(prefix, path) for prefix in self._prefixes)


def _covers(prefix: tuple[str, ...], path: str) -> bool:
    if len(prefix) == 1:
        return _normal(path.lstrip("/").partition("/")[0]) == _normal(prefix[0])
    return _begins(path, prefix)


def _has(prefix: tuple[str, ...], address: Address, paths: Iterable[str] | None) -> bool:
    if address.tree and address.tree != _normal(prefix[0]):
        return False
    if (address.tree and len(prefix) == 1) or _begins(address.titles, prefix):
        return True
    if paths is None:
        return _is_path(prefix)
    paths = tuple(paths)
    return (not paths and _is_path(prefix)) or any(_begins(path, prefix) for path in paths)


def first_segments(paths: Iterable[str]) -> tuple[str, ...]:
    """Return what the paths of an API begin with, such as `/brand/`, each once."""
    return tuple(dict.fromkeys(f"/{path.lstrip('/').partition('/')[0]}/" for path in paths))


def _is_path(prefix: tuple[str, ...]) -> bool:
    """Whether a prefix may be that of a path; titles are Chinese."""
    return all(part.isascii() for part in prefix)


def _begins(path: str, prefix: tuple[str, ...]) -> bool:
    return tuple(part for part in path.split("/") if part)[: len(prefix)] == prefix


def _tree_in(path: str) -> str:
    """Return the tree of a file of the archive, which may be below one folder at the top."""
    folders = PurePosixPath(path).parts[:-1]
    return next((each for each in folders[:2] if _normal(each) in {"brand", "v2", "v3"}), "")


def _normal(tree: str) -> str:
    return tree.strip().lower().removeprefix("api")


def _front_matter(head: bytes) -> Mapping[str, str]:
    text = head[:HEAD_BYTES].decode("utf-8-sig", errors="ignore").replace("\r\n", "\n")
    return front_matter(text)[0]

"""The built site in a browser: search, the copy buttons, the change of language, and that nothing is loaded from elsewhere."""

from __future__ import annotations

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.docs.blocks import pages, read_blocks
from tests.docs.consoles import read_commands

SITE = Path(__file__).resolve().parents[2] / "site"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve what docs/build.py has left."""
    if not (SITE / "zh" / "index.html").exists():
        if os.environ.get("WXBRAND_TESTS_NEED_CHROMIUM") == "1":
            pytest.fail("the site is not built: uv run python docs/build.py")
        pytest.skip("the site is not built")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=SITE)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("start", "words", "found"),
    [
        ("/zh/", "预发放商品券批次组", "pre_send_user_product_coupon_bundle"),
        ("/zh/", "确认发放", "confirm_send_user_product_coupon"),
        ("/zh/", "验签失败", "guides/errors"),
        ("/zh/", "私钥不匹配", "guides/errors"),
        ("/", "send_request_no", "pre_send_user_product_coupon"),
        ("/", "OutcomeUnknown", "errors"),
        ("/", "DeactivateUserProductCouponRequest", "deactivate_user_product_coupon"),
    ],
)
def test_search_finds_chinese_and_identifiers(page: Page, site: str, start: str, words: str, found: str) -> None:
    page.goto(f"{site}{start}")

    page.locator(".md-search__button").first.click()
    page.keyboard.type(words)

    expect(page.locator(f"a[href*='{found}']:visible").first).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("name", ["tutorial/sandbox", "guides/command-line"])
def test_of_a_console_block_the_commands_alone_are_copied(page: Page, site: str, name: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/{name}/")
    blocks = [block for block in read_blocks(pages("en")[name]) if block.language == "console"]
    shown = page.locator(".language-console")
    expect(shown).to_have_count(len(blocks))

    for block, place in zip(blocks, shown.all(), strict=True):
        commands = "\n".join(command.text for command in read_commands(block.text))
        page.evaluate("navigator.clipboard.writeText('')")
        place.get_by_role("button").click()
        assert copied(page) == commands, block.place

        page.evaluate("navigator.clipboard.writeText('')")
        place.locator("code").evaluate("code => getSelection().selectAllChildren(code)")
        page.keyboard.press("Control+c")
        assert copied(page).rstrip() == commands, block.place


def copied(page: Page) -> str:
    """Return what is on the clipboard, as soon as something is."""
    return str(page.wait_for_function("() => navigator.clipboard.readText()").json_value())


def test_the_language_changes_on_the_same_page(page: Page, site: str) -> None:
    # The theme's script acts on links by the sitemap that comes first. Here it is the Chinese one.
    page.route(f"{site}/sitemap.xml", lambda _: None)
    with page.expect_response(f"{site}/zh/sitemap.xml"):
        page.goto(f"{site}/reference/operations/get_stock/")

    page.locator(".md-select").first.hover()
    page.get_by_role("link", name="中文").click()

    expect(page).to_have_url(f"{site}/zh/reference/operations/get_stock/")
    expect(page.get_by_role("heading", name="应答 200")).to_be_visible()


def test_a_page_loads_nothing_from_elsewhere_and_fits_a_phone(page: Page, site: str) -> None:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.set_viewport_size({"width": 390, "height": 844})

    for path in ("/", "/zh/reference/operations/create_product_coupon/", "/reference/commands/drift/"):
        page.goto(f"{site}{path}", wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path

    assert [url for url in requested if not url.startswith((f"{site}/", "data:"))] == []

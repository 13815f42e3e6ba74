"""The console's page of requests, as a developer sees it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.generator.sandbox.conftest import Caller


def test_a_request_appears_without_a_reload(page: Page, caller: Caller) -> None:
    page.goto(f"{caller.base_url}/sandbox/")
    expect(page.get_by_text("No request has arrived yet.")).to_be_visible()
    expect(page.locator("#live")).to_have_text("live")

    caller("GET", "/users/oh-394z/coupons?limit=1")

    expect(page.get_by_role("row", name="/users/oh-394z/coupons?limit=1")).to_contain_text("200")

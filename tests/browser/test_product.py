"""The console's other pages in a browser: a coupon's life, faults, notifications, trying an operation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox import Sandbox, running
from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.testing import WeChatPay, new_pair


@pytest.fixture(scope="module")
def document() -> Any:
    return plain(read(Path("spec/openapi.yaml"))[1].document.root)


@pytest.fixture(scope="module")
def pair() -> tuple[WeChatPay, Credentials]:
    return new_pair()


@pytest.fixture
def sandbox(document: Any, pair: tuple[WeChatPay, Credentials]) -> Iterator[Sandbox]:
    """The sandbox of the brand API as the command runs it, with coupons that wait to be claimed."""
    sandbox = Sandbox(document, pair[0])
    sandbox.credentials = pair[1]
    sandbox.play(str(pair[1].api_key), strict=False, waits=(0,))
    with running(sandbox):
        yield sandbox


def open_page(page: Page, sandbox: Sandbox, path: str) -> None:
    page.goto(f"{sandbox.base_url}/sandbox/{path}")


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def path_taken(coupon: Locator) -> list[str]:
    return [text.split("\n")[0] for text in coupon.locator(".history .state").all_inner_texts()]


def test_a_coupons_life_is_played_by_clicks(page: Page, sandbox: Sandbox) -> None:
    open_page(page, sandbox, "product")
    press(page, "Create an example coupon")
    press(page, "Claim as the user")
    coupon = page.get_by_role("article").filter(has=page.get_by_role("img"))
    expect(coupon.locator(".node.present")).to_contain_text("CONFIRMING")
    press(coupon, "Confirm")
    expect(coupon.locator(".node.present")).to_contain_text("EFFECTIVE")
    press(coupon, "Use")
    expect(coupon.locator(".node.present")).to_contain_text("USED")
    expect(coupon.get_by_role("button", name="Return")).to_be_visible()
    press(page, "Next day")
    expect(page.get_by_text("1 d 0 h 0 min ahead")).to_be_visible()
    assert path_taken(coupon) == ["to be confirmed", "not usable yet", "usable", "used"]
    budgets = page.locator(".budget")
    expect(budgets.nth(0)).to_have_text("1 / 100")
    expect(budgets.nth(1)).to_have_text("0 / 10")

    press(page, "Pre-send to a user")
    press(page, "Claim as the user")
    press(page, "Confirm")
    press(page, "Skip past its end")

    newest = page.locator("#coupon-1")
    expect(newest.locator(".node.present")).to_contain_text("EXPIRED")
    assert path_taken(newest) == ["to be confirmed", "not usable yet", "usable", "expired"]
    assert newest.get_by_role("img").get_attribute("aria-label") == (
        f"The life of coupon {newest.locator('header code').first.inner_text()}: "
        "to be confirmed → not usable yet → usable → expired"
    )


def test_a_coupons_life_can_be_played_without_scripts_and_by_keyboard(browser: Browser, sandbox: Sandbox) -> None:
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(10_000)
    open_page(page, sandbox, "product")
    for name in ("创建示例商品券", "替用户领取", "确认发放", "核销"):
        page.get_by_role("button", name=name, exact=True).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()

    expect(page.locator(".node.present")).to_contain_text("已核销")
    context.close()


def test_the_page_shows_what_others_do(page: Page, sandbox: Sandbox) -> None:
    open_page(page, sandbox, "product")
    press(page, "Create an example coupon")
    expect(page.get_by_role("button", name="Claim as the user")).to_be_visible()
    expect(page.locator("#live")).to_have_text("live")

    token = sandbox.look(lambda product: product.token_of(product.snapshot().pre_sends[0].send_request_no))
    sandbox.claim(token)

    expect(page.locator(".node.present")).to_contain_text("CONFIRMING")


def test_a_fault_is_armed_and_seen(page: Page, sandbox: Sandbox) -> None:
    open_page(page, sandbox, "faults")
    page.get_by_role("combobox", name="Fault").select_option("tampered-body")
    page.get_by_role("combobox", name="Operation").select_option("SetNotifyConfig")
    press(page, "Arm")
    expect(page.locator("#faults").get_by_role("row")).to_contain_text("SetNotifyConfig")

    open_page(page, sandbox, "reference/SetNotifyConfig")
    press(page, "Send")
    expect(page.get_by_role("status").last).to_contain_text("the answer cannot be trusted")
    press(page, "Send")
    expect(page.get_by_role("status").last).to_contain_text("signature verified")

    open_page(page, sandbox, "faults")
    expect(page.get_by_text("Nothing is armed")).to_be_visible()


def test_an_operation_is_found_and_tried(page: Page, sandbox: Sandbox) -> None:
    open_page(page, sandbox, "reference")
    page.get_by_role("searchbox").fill("SetNotify")
    expect(page.locator("#reference tbody tr")).to_have_count(1)
    page.get_by_role("link", name="SetNotifyConfig").click()
    page.get_by_role("textbox", name="Body").fill('{"notify_url": "https://www.example.com/tried"}')
    press(page, "Send")
    expect(page.locator("#answer")).to_contain_text("https://www.example.com/tried")

    number = sandbox.requests[-1].number
    expect(page.get_by_role("link", name="See the request")).to_have_attribute("href", f"/sandbox/requests/{number}")


def test_a_notification_is_sent_again_with_a_fault(page: Page, sandbox: Sandbox) -> None:
    open_page(page, sandbox, "notifications")
    expect(page.get_by_text("No notification has been sent yet.")).to_be_visible()
    open_page(page, sandbox, "product")
    press(page, "Create an example coupon")
    expect(page.get_by_role("button", name="Claim as the user")).to_be_visible()
    assert sandbox.product is not None
    sandbox.look(lambda product: product.answer("SetNotifyConfig", {}, {"notify_url": "https://127.0.0.1:9/notify"}))
    press(page, "Claim as the user")
    expect(page.locator(".node.present")).to_contain_text("CONFIRMING")
    open_page(page, sandbox, "notifications")
    page.get_by_role("link", name="PRODUCT_COUPON.SEND").click()
    expect(page.get_by_role("article")).to_have_count(1)

    page.get_by_label("Fault").select_option("probe")
    press(page, "Send with a fault")

    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("article").first).to_contain_text("probe signature")


def test_settings_are_copied(page: Page, sandbox: Sandbox) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_page(page, sandbox, "setup")

    page.locator("#snippet-python").locator("..").get_by_role("button").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#snippet-python").inner_text()

"""The console's pages of requests, as a developer sees and uses them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from wxbrand_runtime.testing.loopback import LoopbackServer, RawResponse, encode_response

from tests.generator.sandbox.conftest import Caller

COUPONS = "/users/oh-394z/coupons"
SENT = b'{"coupon_id":"200000001","send_request_no":"34657_1"}'
SIGNED = b'{"coupon_id": "200000001", "send_request_no": "34657_1"}'


@pytest.fixture
def console(caller: Caller) -> str:
    return f"{caller.base_url}/sandbox/"


def wait_for_script(page: Page) -> None:
    """Wait until the page answers to keys."""
    expect(page.locator("#show-keys")).to_be_visible()


def test_a_refused_signature_is_understood_from_the_page(page: Page, caller: Caller, console: str) -> None:
    caller("POST", COUPONS, body=SENT, signed=("POST", COUPONS, SIGNED))
    page.goto(console)

    page.get_by_role("row", name=COUPONS).get_by_text("401").click()

    expect(page.locator("#verdict")).to_contain_text("The signature is refused: the body was serialised twice")
    expect(page.locator("#verdict")).to_contain_text(
        "Serialise the body once to bytes, then sign and send these same bytes."
    )
    body = page.get_by_role("row", name="body").filter(has=page.locator("td.signed"))
    expect(body.locator("td.signed mark")).to_have_text(["·", "·", "·"])
    expect(body.locator("td.built mark")).to_have_count(0)
    background = body.locator("td.signed mark").first.evaluate("each => getComputedStyle(each).backgroundColor")
    assert background != "rgba(0, 0, 0, 0)"


def test_a_request_appears_without_a_reload_until_the_page_is_paused(page: Page, caller: Caller, console: str) -> None:
    page.goto(console)
    expect(page.get_by_text("No request has arrived yet.")).to_be_visible()
    expect(page.locator("#live")).to_have_text("live")

    caller("GET", f"{COUPONS}?limit=1")
    expect(page.get_by_role("row", name=f"{COUPONS}?limit=1")).to_contain_text("200")

    page.get_by_role("button", name="Pause").click()
    expect(page.locator("#live")).to_have_text("paused")
    caller("GET", f"{COUPONS}?limit=2")
    page.wait_for_timeout(500)
    expect(page.get_by_role("row", name=f"{COUPONS}?limit=2")).to_have_count(0)

    page.get_by_role("button", name="Resume").click()
    expect(page.get_by_role("row", name=f"{COUPONS}?limit=2")).to_be_visible()


def test_the_list_is_searched_and_cleared(page: Page, caller: Caller, console: str) -> None:
    for number in (1, 2, 60):
        caller("GET", f"{COUPONS}?limit={number}")
    rows = page.locator("tbody tr")
    page.goto(console)
    expect(rows).to_have_count(3)

    page.get_by_role("searchbox").fill("limit=2")
    expect(rows).to_have_count(1)
    assert page.url == f"{console}?text=limit%3D2"
    page.get_by_role("searchbox").fill("")
    expect(rows).to_have_count(3)
    page.get_by_label("Status").select_option("4xx")
    expect(rows).to_have_count(1)
    caller("GET", f"{COUPONS}?limit=70")
    expect(rows).to_have_count(2)  # live within the filter

    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_text("No request has arrived yet.")).to_be_visible()


def test_everything_can_be_done_with_the_keyboard(page: Page, caller: Caller, console: str) -> None:
    for number in (1, 2, 3):
        caller("GET", f"{COUPONS}?limit={number}")
    page.goto(console)
    wait_for_script(page)
    expect(page.locator("tbody tr")).to_have_count(3)

    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator("tr.chosen")).to_contain_text("limit=2")
    expect(page.locator("tr.chosen a")).to_be_focused()
    caller("GET", f"{COUPONS}?limit=4")  # a new row does not move the choice
    expect(page.locator("tbody tr")).to_have_count(4)
    expect(page.locator("tr.chosen a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("limit=2")
    wait_for_script(page)
    page.keyboard.press("Escape")
    page.wait_for_url(f"{console}#open-*")  # else the script that is waited for may be that of the page before
    expect(page.locator("tbody tr")).to_have_count(4)
    wait_for_script(page)

    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_language_and_colours_are_switched_and_kept(page: Page, caller: Caller, console: str) -> None:
    page.goto(console)
    light = page.evaluate("getComputedStyle(document.body).color")

    page.get_by_label("Language").select_option("中文")
    expect(page.get_by_text("尚未收到请求。")).to_be_visible()
    page.get_by_label("配色").select_option("深色")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.goto(console)

    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    assert page.evaluate("getComputedStyle(document.body).color") != light


def test_the_pages_work_without_a_script(browser: Browser, caller: Caller, console: str) -> None:
    caller("DELETE", COUPONS)
    context = browser.new_context(java_script_enabled=False, locale="en-US")
    page = context.new_page()
    page.goto(console)
    expect(page.locator("[hidden]:visible")).to_have_count(0)  # nothing is shown that the script would have to answer
    page.get_by_label("Language").select_option("中文")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("link", name=re.compile("请求"))).to_be_visible()

    page.get_by_role("link", name=COUPONS).click()
    expect(page.locator("#verdict")).to_contain_text("已接受")
    context.close()


def test_hostile_texts_stay_texts(page: Page, caller: Caller, console: str) -> None:
    for text in ("<img src=x onerror=alert(1)>", "'\"><script>alert(1)</script>", "javascript:alert(1)"):
        caller("POST", f"/{text.replace(' ', '/')}", body=text.encode(), headers={"User-Agent": text})
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto(console)

    for number in (1, 2, 3):
        page.goto(f"{console}requests/{number}")
        expect(page.locator("#verdict")).to_be_visible()
    assert page.locator("main script, main img").count() == 0


ATTACK = """
<!doctype html><title>another site</title>
<iframe src="{console}"></iframe><img src="{console}static/icon.svg">
<form method="post" enctype="text/plain" action="{console}clear" target="answer"><input name="a"></form>
<iframe name="answer"></iframe>
<script>
document.forms[0].submit();
const tried = [
  ["GET", {{}}], ["POST", {{}}], ["GET", {{mode: "no-cors"}}], ["POST", {{mode: "no-cors", body: '{{"token":"x"}}'}}],
].map(async ([method, more]) => {{
  try {{
    const answer = await fetch("{console}" + (method === "POST" ? "clear" : ""), {{method, ...more}});
    return answer.type + answer.status;
  }} catch (problem) {{ return "failed"; }}
}});
const events = new EventSource("{console}events");
const stream = new Promise((done) => {{ events.onopen = () => done("open"); events.onerror = () => done("failed"); }});
Promise.all([...tried, stream]).then((all) => {{ document.title = all.join(" "); }});
</script>
"""


def test_a_page_of_another_origin_does_and_learns_nothing(browser: Browser, caller: Caller, console: str) -> None:
    caller("DELETE", COUPONS)
    attack = ATTACK.format(console=console).encode()
    response = RawResponse(content=encode_response(200, (("Content-Type", "text/html"),), attack))
    server = LoopbackServer(lambda _request: response)  # another port is the same site: the strongest attacker
    context = browser.new_context()
    page = context.new_page()
    try:
        page.goto(f"http://127.0.0.1:{server.port}/")
        page.wait_for_function("document.title !== 'another site'")
        page.wait_for_timeout(300)

        assert page.title() == "failed failed failed failed failed"
        assert len(caller.sandbox.requests) == 1  # not cleared
        assert page.locator("img").evaluate("each => each.naturalWidth") == 0
        assert "Requests" not in page.frames[1].content()
    finally:
        context.close()
        server.close()

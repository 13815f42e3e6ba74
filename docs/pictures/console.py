"""Take the pictures of the sandbox's console in `docs/assets/`: `uv run python docs/pictures/console.py`.

Each picture is taken in both languages, of a sandbox with a fixed date, so that a new one differs only where the console does.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.packaged_files import brand_spec
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox import Sandbox, running
from wxbrand_runtime.auth.signing import authorization
from wxbrand_runtime.http import Headers
from wxbrand_runtime.testing import new_pair

_ASSETS = Path(__file__).resolve().parents[1] / "assets"
_START = datetime.fromisoformat("2026-03-02T10:00:00+08:00").timestamp()
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_LANGUAGES = {"en": "en-US", "zh": "zh-CN"}


@contextmanager
def _sandbox() -> Iterator[Sandbox]:
    started = time.monotonic()
    wechat_pay, credentials = new_pair(clock=lambda: _START + time.monotonic() - started)
    sandbox = Sandbox(plain(read(brand_spec())[1].document.root), wechat_pay)
    sandbox.credentials = credentials
    sandbox.play(str(credentials.api_key), strict=False)
    with running(sandbox):
        yield sandbox


def _buttons(page: Page, *hidden_fields: str) -> None:
    """Press the buttons of forms, each found by a hidden field, such as `do=claim`; so they are found in every language."""
    for each in hidden_fields:
        name, _, value = each.partition("=")
        page.locator(f"form:has(input[name={name}][value={value}]) button").first.click()
        page.wait_for_timeout(400)


def _coupon_life(page: Page, sandbox: Sandbox) -> None:
    """One coupon was used and returned and can be used again; another one has expired."""
    page.goto(f"{sandbox.base_url}/sandbox/product")
    _buttons(page, "kind=single", "do=claim", "what=confirm", "what=wait-for-end")
    _buttons(page, "do=pre-send", "do=claim", "what=confirm", "what=use", "what=return")
    page.mouse.move(0, 0)


def _reference(page: Page, sandbox: Sandbox) -> None:
    """An operation was tried."""
    page.goto(f"{sandbox.base_url}/sandbox/reference/SetNotifyConfig")
    page.locator("form[action*=SetNotifyConfig] button").click()
    page.wait_for_timeout(400)


def _send(sandbox: Sandbox, method: str, target: str, body: bytes = b"", *, signed: bytes | None = None) -> None:
    """Send a request as the brand. `signed`: another body than the one that is sent."""
    credentials = sandbox.credentials
    if credentials is None:
        raise ValueError("the sandbox has no keys to sign with")
    token = authorization(
        credentials,
        method,
        target,
        body if signed is None else signed,
        timestamp=int(sandbox.wechat_pay.clock()),
        nonce="593BEC0C930BF1AFEB40B4A08C8FB242",
    )
    fields = [
        ("Host", "127.0.0.1:8090"),
        ("Accept", "application/json"),
        ("Authorization", token),
        ("Wechatpay-Serial", credentials.public_key_id),
        *([("Content-Type", "application/json")] if body else []),
    ]
    sandbox.answer(method, target, Headers(fields), body)


def _refused_signature(page: Page, sandbox: Sandbox) -> None:
    """The body of a request was serialised twice."""
    value = {
        "appid": "wx233544546545989",
        "out_request_no": "use_20260302_0001",
        "use_time": "2026-03-02T10:00:00+08:00",
        "attach": "满100减10",
    }
    target = "/brand/marketing/product-coupon/users/oh-394z-6CGkNoJrsDLTTUKiAnp4/coupons/10000022/use"
    sent = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    _send(sandbox, "POST", target, sent, signed=json.dumps(value).encode())
    page.goto(f"{sandbox.base_url}/sandbox/requests/{sandbox.requests[-1].number}")


def _requests(page: Page, sandbox: Sandbox) -> None:
    """Requests of several kinds have arrived; one is chosen."""
    coupons, address = (
        "/brand/marketing/product-coupon/product-coupons",
        "/brand/marketing/product-coupon/notify-configs",
    )
    _send(sandbox, "POST", address, b'{"notify_url":"https://www.example.com/notify"}')
    _send(sandbox, "GET", address)
    _send(sandbox, "GET", f"{coupons}/200000001")
    _send(sandbox, "GET", f"{coupons}/200000001", signed=b"{}")
    _send(sandbox, "POST", coupons, b'{"out_request_no":"create_0001","scope":"ALL","type":"NORMAL"}')
    _send(sandbox, "GET", "/brand/marketing/product-coupon/coupons")
    _refused_signature(page, sandbox)
    page.goto(f"{sandbox.base_url}/sandbox/")
    page.keyboard.press("j")
    page.wait_for_timeout(400)


_PICTURES: Mapping[str, tuple[Callable[[Page, Sandbox], None], int]] = {
    "requests": (_requests, 480),
    "refused-signature": (_refused_signature, 860),
    "coupon": (_coupon_life, 1040),
    "try-it": (_reference, 620),
}
"""What to do before each picture, and its height."""


def _take(browser: Browser, name: str, language: str) -> None:
    prepare, height = _PICTURES[name]
    context = browser.new_context(
        locale=_LANGUAGES[language], viewport={"width": 1280, "height": height}, reduced_motion="reduce"
    )
    page = context.new_page()
    with _sandbox() as sandbox:
        prepare(page, sandbox)
        suffix = "" if language == "en" else f".{language}"
        page.screenshot(path=_ASSETS / f"console-{name}{suffix}.png")
        context.close()


def main() -> None:
    """Take all pictures."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=_FLAGS)
        for name in _PICTURES:
            for language in _LANGUAGES:
                _take(browser, name, language)
        browser.close()


if __name__ == "__main__":
    main()

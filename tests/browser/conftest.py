"""A real Chromium, driven by Playwright. Tests are skipped without one, and fail instead with WXBRAND_TESTS_NEED_CHROMIUM=1."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright
from wxbrand_codegen.sandbox import Sandbox, running
from wxbrand_runtime.testing import new_pair

from tests.generator.sandbox.conftest import NOW, Caller, spec

_PATIENCE = 30_000
"""Milliseconds after which a busy machine is no excuse."""

expect.set_options(timeout=_PATIENCE)

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",  # root in a container has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")  # not longer: while it lives, no other test of this worker could run an event loop
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, _NAMES)), None)
    if executable is None:
        if os.environ.get("WXBRAND_TESTS_NEED_CHROMIUM") == "1":
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of an English browser. The test fails if the page's script raises, or breaks the content security policy.

    It is closed before the sandbox of the test stops: an open page would try to follow the events of a server that is gone.
    """
    for server in {"caller", "sandbox"} & set(request.fixturenames):
        request.getfixturevalue(server)
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(message.text)

    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def caller() -> Iterator[Caller]:
    """Calls a sandbox over its socket. The sandbox has the small spec of the sandbox's tests."""
    wechat_pay, credentials = new_pair(clock=lambda: NOW)
    caller = Caller(credentials=credentials, sandbox=Sandbox(spec(), wechat_pay))
    with running(caller.sandbox) as url:
        caller.base_url = url
        yield caller

"""A served sandbox, one for all tests of a module that change nothing in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from wxbrand_codegen.sandbox import Sandbox, running
from wxbrand_runtime.auth.credentials import Credentials
from wxbrand_runtime.testing import WeChatPay

from tests.generator.sandbox.conftest import spec


@pytest.fixture(scope="module")
def url(keys: tuple[WeChatPay, Credentials]) -> Iterator[str]:
    with running(Sandbox(spec(), keys[0])) as url:
        yield url

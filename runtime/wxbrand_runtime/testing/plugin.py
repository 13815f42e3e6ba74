"""The fixture `fake_wechat_pay` for pytest, which finds this module by itself. Nothing else is imported before it is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from wxbrand_runtime.testing.fake import FakeWeChatPay


@pytest.fixture
def fake_wechat_pay() -> Iterator[FakeWeChatPay]:
    """A WeChat Pay in this process; see wxbrand_runtime.testing.FakeWeChatPay.

    At the end of the test it is closed, and calls without scripted answer and scripts that were not used are an error.
    """
    from wxbrand_runtime.testing.fake import FakeWeChatPay  # pytest loads this module in every project

    with FakeWeChatPay() as fake:
        yield fake

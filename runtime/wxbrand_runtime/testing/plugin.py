"""The pytest plugin with the fixture `fake_wechat_pay`. pytest finds it by its entry point.

pytest loads it in every project that has wxbrand installed, so it imports nothing else before the fixture is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from wxbrand_runtime.testing.fake import FakeWeChatPay


@pytest.fixture
def fake_wechat_pay() -> Iterator[FakeWeChatPay]:
    """A WeChat Pay in this process; see wxbrand_runtime.testing.FakeWeChatPay.

    It is closed at the end of the test. Calls that nothing was scripted for, and scripts that were not used, are then errors.
    """
    from wxbrand_runtime.testing.fake import FakeWeChatPay  # see above

    with FakeWeChatPay() as fake:
        yield fake

"""The handlers for Flask and Django are run by a test of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.docs.story import Story


@contextmanager
def surroundings(story: Story) -> Iterator[None]:
    """Name the modules that tests/docs/test_notifications.py runs."""
    story.tested_elsewhere |= {"app.py", "urls.py"}
    yield

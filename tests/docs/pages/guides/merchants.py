"""The example of certificates is run against a platform that lists some."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.docs.story import Story


@contextmanager
def surroundings(story: Story) -> Iterator[None]:
    """Name the module that tests/scenario/test_merchant.py runs."""
    story.tested_elsewhere |= {"certificates.py"}
    yield

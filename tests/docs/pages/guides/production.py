"""The modules of the guide are run by tests of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.docs.blocks import named_blocks, pages
from tests.docs.story import Story


@contextmanager
def surroundings(story: Story) -> Iterator[None]:
    """Name the modules that tests/docs/test_production.py runs."""
    story.tested_elsewhere |= set(named_blocks(pages("en")["guides/production"]))
    yield

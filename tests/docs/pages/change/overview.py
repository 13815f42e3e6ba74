"""The archives of the tea house."""

from tests.docs.pages.change.tea import archives as surroundings

__all__ = ["surroundings"]

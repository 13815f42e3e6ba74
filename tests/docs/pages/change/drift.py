"""The first version of the tea house."""

from tests.docs.pages.change.tea import first_version as surroundings

__all__ = ["surroundings"]

"""The tea house after the documentation changed."""

from functools import partial

from tests.docs.pages.change.tea import first_version

surroundings = partial(first_version, applied=True)

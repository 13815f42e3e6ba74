"""Keys and the API's document, made once per process."""

from __future__ import annotations

from typing import Any

import pytest
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox import Folder

from tests.docs.blocks import DOCS
from tests.docs.reader import new_keys


@pytest.fixture(scope="session")
def document() -> Any:
    return plain(read(DOCS.parent / "spec" / "openapi.yaml")[0].root)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return new_keys(tmp_path_factory.mktemp("keys"))

# Made by wxbrand. Do not edit: change the spec or a template, then run `wxbrand generate`.

"""Fixtures: clients of the package beside this folder, and a sandbox that answers as the spec describes."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from wxbrand_codegen.testing.clients import Clients, start

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))


@pytest.fixture(scope="session")
def started() -> Iterator[Clients]:
    from wxbrand import AsyncBrandClient, BrandClient

    with start(HERE / "openapi.json", BrandClient, AsyncBrandClient) as clients:
        yield clients


@pytest.fixture
def clients(started: Clients) -> Clients:
    started.sandbox.reset()
    return started

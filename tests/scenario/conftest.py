"""A sandbox that simulates the product, and a brand server that receives its notifications."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox.server import running
from wxbrand_codegen.sandbox.service import Sandbox
from wxbrand_codegen.testing.brand_server import Brand, brand_server
from wxbrand_runtime import Credentials
from wxbrand_runtime.testing.wechat_pay import new_keys, pair_with_keys

Keys: TypeAlias = tuple[RSAPrivateKey, RSAPrivateKey, str]

SPEC = Path(__file__).resolve().parents[2] / "spec" / "openapi.yaml"


@dataclass(frozen=True, slots=True)
class Stage:
    sandbox: Sandbox
    url: str
    credentials: Credentials
    brand: Brand


@pytest.fixture(scope="session")
def document() -> str:
    return json.dumps(plain(read(SPEC)[0].root))


@pytest.fixture(scope="session")
def keys() -> Keys:
    """Keys of a brand and of its WeChat Pay, made once: that takes longer than most tests."""
    return new_keys()


@pytest.fixture
def stage(document: str, keys: Keys) -> Iterator[Stage]:
    wechat_pay, credentials = pair_with_keys(*keys)
    sandbox = Sandbox(json.loads(document), wechat_pay)
    with brand_server(credentials) as brand, running(sandbox) as url:
        assert credentials.api_key
        sandbox.play(credentials.api_key, notify_to=f"http://127.0.0.1:{brand.port}", waits=(0, 0.05, 0.05))
        yield Stage(sandbox, url, credentials, brand)

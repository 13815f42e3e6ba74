"""A server on this machine whose certificate the environment trusts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from wxbrand_runtime.http.tls import default_context

from tests.runtime.conftest import Tls, brand, tls

__all__ = ["brand", "tls"]


@pytest.fixture(autouse=True)
def trusting_environment(tls: Tls, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let SSL_CERT_FILE name the certificate of the server, and no proxy be in the way."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tls.authority))
    for name in ("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    default_context.cache_clear()  # it is made once, with the authorities that the environment has then
    yield
    default_context.cache_clear()

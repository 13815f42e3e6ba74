"""Lazy exports."""

from __future__ import annotations

import subprocess
import sys
import types

import pytest
from wxbrand_runtime.lazy import lazy_exports


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with one submodule."""
    outer, inner = types.ModuleType("lazy_package"), types.ModuleType("lazy_package.inner")
    outer.__path__ = []
    inner.Thing = "the thing"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lazy_package", outer)
    monkeypatch.setitem(sys.modules, "lazy_package.inner", inner)
    return "lazy_package"


def test_a_name_is_imported_from_its_module(package: str) -> None:
    get, names = lazy_exports(package, {"Thing": "inner", "Other": "inner"})

    assert get("Thing") == "the thing"
    assert names() == ["Other", "Thing"]


def test_an_unknown_name_is_an_attribute_error(package: str) -> None:
    get, _ = lazy_exports(package, {"Thing": "inner"})

    with pytest.raises(AttributeError, match="module 'lazy_package' has no attribute 'Nothing'"):
        get("Nothing")


def test_areas_models_and_transports_are_imported_at_first_use() -> None:
    script = """
import sys, wxbrand, wxbrand.models
assert not {"asyncio", "http.client", "wxbrand.models.product_coupon"} & sys.modules.keys(), sorted(sys.modules)
assert not [name for name in sys.modules if name.startswith("wxbrand.areas")]
wxbrand.models.PreSendUserProductCouponBundleRequest
assert "wxbrand.models.product_coupon" in sys.modules
assert set(wxbrand.models.__all__) == set(dir(wxbrand.models))
"""

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=False)

    assert done.stderr == ""

"""What is installed: every version is pinned, and every licence is known and allows what we do."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from email.message import Message
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]
PERMISSIVE = re.compile(r"(MIT(-0)?|BSD(-[23]-Clause)?|Apache-2\.0|PSF-2\.0|MPL-2\.0|ISC)( (OR|AND) |$)")


def script(name: str) -> ModuleType:
    """Import a script of .ci."""
    spec = importlib.util.spec_from_file_location(f"ci_{name}", ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def constraints() -> list[str]:
    found: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["uv"][
        "constraint-dependencies"
    ]
    return found


def test_every_package_of_the_environment_has_an_exact_version() -> None:
    lock = ROOT / "uv.lock"
    if not lock.exists():
        pytest.skip("uv.lock is written by uv")
    locked = {each["name"] for each in tomllib.loads(lock.read_text("utf-8"))["package"]} - {"wxbrand"}
    pinned = {text.partition("==")[0] for text in constraints()}

    assert sorted(locked - pinned) == []
    assert sorted(pinned - locked) == []


def test_exact_versions_are_sorted() -> None:
    assert constraints() == sorted(constraints())


def test_third_party_licences_are_listed() -> None:
    written = (ROOT / "THIRD-PARTY.md").read_text("utf-8")

    assert script("licences").table() == written, "run: uv run python .ci/licences.py > THIRD-PARTY.md"


def test_third_party_licences_allow_use_in_any_software() -> None:
    rows = [line.split(" | ") for line in script("licences").table().splitlines() if line.startswith("| ")][1:]

    assert rows
    assert [row for row in rows if not PERMISSIVE.match(row[1])] == []


def test_a_licence_that_is_not_declared_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    licences = script("licences")
    silent = SimpleNamespace(metadata=Message())
    monkeypatch.setattr(licences, "distribution", lambda name: silent)

    with pytest.raises(LookupError, match="silent declares no licence"):
        licences.licence_of("silent")


def test_the_project_itself_is_complete() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert set(project["urls"]) >= {"Documentation", "Repository", "Issues", "Changelog"}
    assert "Typing :: Typed" in project["classifiers"]

"""The files that are published: what is in them, and what they do in an empty environment."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IN_WHEEL = {
    "generator/wxbrand_codegen/": "wxbrand_codegen/",
    "runtime/wxbrand_runtime/": "wxbrand_runtime/",
    "generated/wxbrand/": "wxbrand/",
    "templates/": "wxbrand_codegen/templates/",
    "spec/": "wxbrand_codegen/spec/",
}
"""Folders of the repository, and what they are called in the wheel."""

KEY = re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{60}")

UV = shutil.which("uv") or ""
pytestmark = pytest.mark.skipif(not UV, reason="uv builds and installs the files")


def run(*command: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command without the settings of the environment that runs the tests."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "WXBRAND"))
    }
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=kept,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the source distribution: WXBRAND_DIST, else built here."""
    if given := os.environ.get("WXBRAND_DIST"):
        return ROOT / given
    folder = tmp_path_factory.mktemp("dist")
    done = run(UV, "build", "--quiet", "--out-dir", folder, ROOT)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (found,) = dist.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def sdist(dist: Path) -> Path:
    (found,) = dist.glob("*.tar.gz")
    return found


def committed() -> list[str]:
    """Return the files that git knows, and those that it would know after `git add`."""
    done = run("git", "ls-files", "--cached", "--others", "--exclude-standard", folder=ROOT)
    if done.returncode:
        pytest.skip("not a clone")
    return [name for name in done.stdout.splitlines() if (ROOT / name).exists()]


def test_the_wheel_has_every_file_of_the_packages_and_no_other(wheel: Path) -> None:
    wanted = {
        inside + name.removeprefix(folder)
        for name in committed()
        for folder, inside in IN_WHEEL.items()
        if name.startswith(folder)
    }

    with zipfile.ZipFile(wheel) as archive:
        found = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert found == wanted
    assert found >= {f"{package}/py.typed" for package in ("wxbrand", "wxbrand_runtime", "wxbrand_codegen")}
    assert not [name for name in found if name.endswith((".pem", ".pyc", ".env")) or "/tests/test_" in name]


@pytest.mark.slow
def test_the_wheel_of_a_checkout_and_of_the_source_distribution_are_the_same(wheel: Path, tmp_path: Path) -> None:
    done = run(UV, "build", "--quiet", "--wheel", "--out-dir", tmp_path, ROOT)
    assert done.returncode == 0, done.stderr
    (direct,) = tmp_path.glob("*.whl")

    with zipfile.ZipFile(wheel) as from_sdist, zipfile.ZipFile(direct) as from_checkout:
        found, wanted = (
            {name: archive.read(name) for name in archive.namelist()} for archive in (from_sdist, from_checkout)
        )

    assert found == wanted


def test_no_file_holds_a_key_or_names_the_host_of_an_index(wheel: Path, sdist: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    with tarfile.open(sdist) as tar:
        names = tar.getnames()
        contents |= {each.name: file.read() for each in tar if (file := tar.extractfile(each)) is not None}

    assert [name for name, content in contents.items() if KEY.search(content)] == []
    tops = {name.split("/")[1] for name in names if "/" in name}
    assert not tops & {"uv.lock", ".ci", ".github", ".venv", "dist", "site", "wxbrand-sandbox"}
    assert tops >= {"LICENSE", "CHANGELOG.md", "SECURITY.md", "pyproject.toml", "spec", "templates", "tests"}


def test_the_metadata_is_complete(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = Parser().parsestr(archive.read(name).decode())

    assert metadata["License-Expression"] == "MIT"
    assert metadata.get_all("License-File") == ["LICENSE"]
    assert metadata["Description-Content-Type"] == "text/markdown"
    labels = {text.partition(",")[0] for text in metadata.get_all("Project-URL", [])}
    assert labels == {"Documentation", "Repository", "Issues", "Changelog"}
    assert {"codegen", "sandbox", "testing"} <= set(metadata.get_all("Provides-Extra", []))


def environment(folder: Path, requirement: str) -> Path:
    """Install into an empty environment, and return the folder of its programs."""
    for command in (
        (UV, "venv", "--quiet", "--python", sys.executable, folder),
        (UV, "pip", "install", "--quiet", "--no-config", "--python", folder, requirement),
    ):
        done = run(*command)
        assert done.returncode == 0, done.stderr
    return folder / ("Scripts" if os.name == "nt" else "bin")


@pytest.mark.slow
def test_the_client_alone_shows_a_call_and_says_what_the_rest_needs(wheel: Path, tmp_path: Path) -> None:
    programs = environment(tmp_path / "environment", str(wheel))
    packages = run(UV, "pip", "list", "--quiet", "--format", "freeze", "--python", tmp_path / "environment").stdout

    demo = run(programs / "wxbrand", "demo", folder=tmp_path)
    refused = run(programs / "wxbrand", "call", "--openid", "a b", folder=tmp_path)
    version = run(programs / "wxbrand", "--version", folder=tmp_path)

    assert {line.partition("==")[0] for line in packages.split()} == {
        *("cffi", "cryptography", "httptools", "msgspec", "pycparser", "wxbrand")
    }
    assert (demo.returncode, demo.stderr) == (0, "")
    assert "reply.token = 'the-token-for-the-mini-program'" in demo.stdout
    assert "PRIVATE KEY-----" not in demo.stdout
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "pip install 'wxbrand[codegen,sandbox]'" in refused.stderr
    assert "wxbrand call --openid 'a b'" in refused.stderr
    assert (version.returncode, version.stdout.startswith("wxbrand ")) == (0, True)


@pytest.mark.slow
def test_with_the_tool_a_client_is_generated_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    programs = environment(tmp_path / "environment", f"{wheel}[codegen,sandbox]")

    demo = run(programs / "wxbrand", "demo", folder=tmp_path)
    init = run(programs / "wxbrand", "init", "--workflows", folder=tmp_path)
    generate = run(programs / "wxbrand", "generate", folder=tmp_path)

    assert (demo.returncode, demo.stderr) == (0, "")
    assert "1. Generate the client" in demo.stdout
    assert "reply.token = 'ABBpZjCfAAAB" in demo.stdout
    assert (init.returncode, init.stderr) == (0, "")
    assert generate.returncode == 0, generate.stderr
    assert list(tmp_path.glob("generated/*/client.py"))

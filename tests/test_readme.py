"""The README is tried as it stands: its Python against a sandbox, its commands against the command line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from wxbrand_codegen.nodes import plain
from wxbrand_codegen.pipeline import read
from wxbrand_codegen.sandbox import Sandbox, prepare, running

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", README.split("## Notifications")[0], re.DOTALL)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder = prepare(tmp_path_factory.mktemp("keys"))
    document, _ = read(ROOT / "spec" / "openapi.yaml")
    with running(Sandbox(plain(document.root), folder.wechat_pay)) as url:
        folder.write_env(url)
        lines = (folder.directory / "wxbrand.env").read_text("utf-8").splitlines()
        yield dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize("block", BLOCKS, ids=["sync", "async"])
def test_the_first_call_of_the_readme_works(block: str, environment: dict[str, str]) -> None:
    for example, variable in (
        ("20000001", "WXBRAND_BRAND_ID"),
        ("5157F09EFDC096DE15EBE81A47057A7232F1B8E1", "WXBRAND_SERIAL_NO"),
        ("PUB_KEY_ID_0114232134912410000000000000", "WXBRAND_PUBLIC_KEY_ID"),
        ("BrandClient(credentials)", "WXBRAND_BASE_URL"),
    ):
        mine = environment[variable]
        block = block.replace(example, f"BrandClient(credentials, base_url={mine!r})" if "(" in example else mine)

    done = subprocess.run(
        [sys.executable, "-c", block],
        capture_output=True,
        text=True,
        cwd=Path(environment["WXBRAND_PRIVATE_KEY_FILE"]).parent,
        env={**os.environ, **environment},
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("ABBpZjCfAAAB")


def test_every_command_the_readme_names_exists() -> None:
    named = set(re.findall(r"wxbrand (generate|check|lint|diff|draft|drift|init|sandbox|explain|demo)\b", README))

    helped = subprocess.run(
        [sys.executable, "-m", "wxbrand_codegen.cli", "--help"], capture_output=True, text=True, check=True
    ).stdout

    assert named
    assert all(re.search(rf"^ +{command} ", helped, re.MULTILINE) for command in named)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README)) - {""}))
def test_every_file_the_readme_links_to_exists(link: str) -> None:
    assert link.startswith("https://") or (ROOT / link).exists()

"""The coupon example of the guide to the sandbox, run in a separate process: which notifications it causes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from wxbrand_codegen.sandbox import Sandbox, prepare, running
from wxbrand_codegen.sandbox.product.outside import ACTIONS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "en" / "guides" / "sandbox.md").read_text("utf-8")


def test_the_life_of_a_coupon(document: str, tmp_path: Path) -> None:
    section = PAGE.partition("## The life of a coupon")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    folder = prepare(tmp_path)
    sandbox = Sandbox(json.loads(document), folder.wechat_pay)
    product = sandbox.play(folder.api_key)
    with running(sandbox) as url:
        folder.write_env(url)
        lines = (tmp_path / "wxbrand.env").read_text("utf-8").splitlines()
        named = dict(line.split("=", 1) for line in lines)

        done = subprocess.run(
            [sys.executable, "-c", block],
            capture_output=True,
            text=True,
            env={**os.environ, **named, "NO_PROXY": "127.0.0.1"},
            timeout=60,
            check=False,
        )

    assert done.stderr == ""
    assert done.stdout == "USED EFFECTIVE EFFECTIVE CONFIRMING\n"
    events = [delivery.event_type for delivery in product.notifier.deliveries]
    assert events == [f"PRODUCT_COUPON.{event}" for event in ("SEND", "USE", "SEND", "RETURN")]


def test_every_path_outside_the_api_is_listed() -> None:
    assert {name for name in ACTIONS if f"`/sandbox/{name}`" in PAGE} == ACTIONS.keys()

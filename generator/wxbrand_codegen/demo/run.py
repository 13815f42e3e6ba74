"""`wxbrand demo`: generate into a temporary folder, start a sandbox, make one signed call in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from wxbrand_codegen.config import Config
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.examples.values import field_example
from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.operations import Operation
from wxbrand_codegen.pipeline import generate, read
from wxbrand_codegen.render.code import literal
from wxbrand_codegen.sandbox import Sandbox, prepare, running

_PREFERRED = "PreSendUserProductCouponBundle"

_YOUR_TURN = """
Your turn / 换成自己的密钥
  Put the four things WeChat Pay gave your brand into the environment (or give them to Credentials.from_files):
    WXBRAND_BRAND_ID          brand id / 品牌ID
    WXBRAND_SERIAL_NO         serial of the brand API certificate / 品牌API证书序列号
    WXBRAND_PRIVATE_KEY_FILE  apiclient_key.pem / 品牌API证书私钥
    WXBRAND_PUBLIC_KEY_ID     PUB_KEY_ID_... / 微信支付公钥ID
    WXBRAND_PUBLIC_KEY_FILE   wxp_pub.pem / 微信支付公钥
  Then the Python shown in step 3 calls WeChat Pay itself. To practise first: wxbrand sandbox
"""


def demo(spec: Path) -> int:
    """Show every step of one call; gives the exit code. Raises ProblemsFound for a spec that cannot be used."""
    document, built = read(spec)
    group, operation = _choose(built.api)
    with tempfile.TemporaryDirectory(prefix="wxbrand-demo-") as folder:
        home = Path(folder)
        _say("1. Generate the client / 生成客户端")
        config = Config(spec=spec, out=home / "out", package="wxbrand")
        outcome = generate(config)
        lines = sum(len(path.read_text("utf-8").splitlines()) for path in (home / "out" / "wxbrand").rglob("*.py"))
        _say(f"  {spec} -> {outcome.files} files, {lines} lines of Python, in a temporary folder")
        _say("\n2. Start a local WeChat Pay with fresh keys / 用新生成的密钥启动本地微信支付")
        keys = prepare(home / "keys")
        with running(Sandbox(plain(document.root), keys.wechat_pay)) as url:
            keys.write_env(url)
            _say(f"  listening on {url}; it verifies every signature and signs every answer")
            return _call_in_own_process(home, group, operation, built.api)


def _choose(api: Api) -> tuple[Area, Operation]:
    every = [(group, operation) for group in api.areas for operation in group.operations]
    return next((pair for pair in every if pair[1].id == _PREFERRED), every[0])


def _call_in_own_process(home: Path, group: Area, operation: Operation, api: Api) -> int:
    values = {p.field.name.snake: field_example(p.field, api.models) for p in operation.parameters}
    _say(f"\n3. Call {operation.id} / 调用“{operation.title or operation.id}”")
    _say("  " + "\n  ".join(_python(group, operation, values)))
    task = {
        "area": group.name.snake,
        "method": operation.name.snake,
        "request": f"{operation.name.pascal}Request",
        "values": values,
    }
    environment = {
        **os.environ,
        **_variables(home / "keys" / "wxbrand.env"),
        "PYTHONPATH": str(home / "out"),
        "PYTHONUTF8": "1",
    }
    sys.stdout.flush()
    script = Path(__file__).with_name("call.py")
    result = subprocess.run(  # noqa: S603  (our own script, by our own interpreter)
        [sys.executable, "-P", str(script)],
        input=json.dumps(task),
        env=environment,
        cwd=home,
        text=True,
        check=False,
        timeout=60,
    )
    if result.returncode == 0:
        _say(_YOUR_TURN)
    return 0 if result.returncode == 0 else 1


def _variables(file: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in file.read_text("utf-8").splitlines() if "=" in line)


def _python(group: Area, operation: Operation, values: dict[str, Any]) -> list[str]:
    return [
        "from wxbrand import BrandClient",
        "with BrandClient.from_env() as client:",
        f"    reply = client.{group.name.snake}.{operation.name.snake}(",
        *(f"        {name}={literal(value)}," for name, value in values.items()),
        "    )",
    ]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")

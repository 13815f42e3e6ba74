"""Run the demo: generate a client into a temporary folder, start a sandbox and make one signed call in another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from wxbrand_runtime.auth.schemes import BRAND, find_scheme

from wxbrand_codegen.config import Config
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.env_file import ENV_FILE, read_env
from wxbrand_codegen.examples.values import field_example
from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.operations import Operation, request_class
from wxbrand_codegen.pipeline import generate, read
from wxbrand_codegen.problems import Problem, ProblemsFound
from wxbrand_codegen.render.code import literal
from wxbrand_codegen.sandbox import Sandbox, prepare, running

_PREFERRED = "PreSendUserProductCouponBundle"

_YOUR_TURN = """
Your turn / 换成自己的密钥
  Set these variables to the values that WeChat Pay gave {caller} (or pass them to Credentials.from_files):
{variables}
  Then the code in step 3 calls the real WeChat Pay. To try more calls locally first: wxbrand sandbox
"""


def demo(spec: Path) -> int:
    """Print each step of one call and return the exit code. Raises ProblemsFound for an invalid spec."""
    _, built = read(spec)
    operations = [(area, operation) for area in built.api.areas for operation in area.operations]
    if not operations:
        message = "the demo makes a call, but the spec describes no operation, only notifications"
        raise ProblemsFound([Problem(mark=built.document.root.mark, code="no-operation", message=message)])
    area, operation = next((pair for pair in operations if pair[1].id == _PREFERRED), operations[0])
    with tempfile.TemporaryDirectory(prefix="wxbrand-demo-") as folder:
        home = Path(folder)
        _print("1. Generate the client / 生成客户端")
        config = Config(spec=spec, out=home / "out", package="wxbrand")
        outcome = generate(config)
        lines = sum(len(path.read_text("utf-8").splitlines()) for path in (home / "out" / "wxbrand").rglob("*.py"))
        _print(f"  {spec} -> {outcome.files} files, {lines} lines of Python, in a temporary folder")
        _print("\n2. Start a local WeChat Pay with fresh keys / 用新生成的密钥启动本地微信支付")
        keys = prepare(home / "keys", built.api.scheme.authorization)
        with running(Sandbox(plain(built.document.root), keys.wechat_pay)) as url:
            keys.write_env(url)
            _print(f"  listening on {url}; it verifies each request and signs each response")
            return _call_in_subprocess(home, area, operation, built.api)


def _call_in_subprocess(home: Path, area: Area, operation: Operation, api: Api) -> int:
    values = {p.field.name.snake: field_example(p.field, api.models) for p in operation.parameters}
    _print(f"\n3. Call {operation.id} / 调用“{operation.title or operation.id}”")
    _print("  " + "\n  ".join(_example_code(api, area, operation, values)))
    task = {
        "client": api.scheme.client,
        "area": area.name.snake,
        "method": operation.name.snake,
        "request": request_class(operation.name),
        "values": values,
    }
    environment = {
        **os.environ,
        **read_env(home / "keys" / ENV_FILE),
        "PYTHONPATH": str(home / "out"),
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    script = Path(__file__).with_name("call.py")
    result = subprocess.run(  # noqa: S603  (our own script and interpreter)
        [sys.executable, "-P", str(script)],
        input=json.dumps(task),
        env=environment,
        cwd=home,
        capture_output=True,  # printed by this process, which knows what its streams can show
        encoding="utf-8",
        check=False,
        timeout=60,
        start_new_session=True,  # Ctrl-C is for this process
    )
    sys.stdout.write(result.stdout)
    sys.stderr.write(result.stderr)
    if result.returncode == 0:
        _print(_your_turn(api))
    return 0 if result.returncode == 0 else 1


def _your_turn(api: Api) -> str:
    scheme = find_scheme(api.scheme.authorization) or BRAND
    chinese = {"brand": ("品牌ID", "品牌"), "merchant": ("商户号", "商户")}
    chinese_id, owner = chinese[scheme.caller]
    meanings = {
        scheme.id_parameter: f"{scheme.caller} id / {chinese_id}",
        "serial_no": f"serial number of the {scheme.caller} API certificate / {owner}API证书序列号",
        "private_key_file": f"apiclient_key.pem / {owner}API证书私钥",
        "public_key_id": "PUB_KEY_ID_... / 微信支付公钥ID",
        "public_key_file": "wxp_pub.pem / 微信支付公钥",
    }
    variables = [f"    {scheme.variable(name):<26}{meaning}" for name, meaning in meanings.items()]
    return _YOUR_TURN.format(caller=f"your {scheme.caller}", variables="\n".join(variables))


def _example_code(api: Api, area: Area, operation: Operation, values: dict[str, Any]) -> list[str]:
    return [
        f"from wxbrand import {api.scheme.client}",
        f"with {api.scheme.client}.from_env() as client:",
        f"    reply = client.{area.name.snake}.{operation.name.snake}(",
        *(f"        {name}={literal(value)}," for name, value in values.items()),
        "    )",
    ]


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")

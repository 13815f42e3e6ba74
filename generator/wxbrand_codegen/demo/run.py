"""Run the demo: generate a client into a temporary folder, start a sandbox and make one signed call in another process."""

from __future__ import annotations

import tempfile
from pathlib import Path

from wxbrand_runtime.auth.schemes import BRAND, find_scheme

from wxbrand_codegen.config import Config
from wxbrand_codegen.demo.steps import ExampleCall, show, your_turn
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
        show("1. Generate the client / 生成客户端")
        config = Config(spec=spec, out=home / "out", package="wxbrand")
        outcome = generate(config)
        lines = sum(len(path.read_text("utf-8").splitlines()) for path in (home / "out" / "wxbrand").rglob("*.py"))
        show(f"  {spec} -> {outcome.files} files, {lines} lines of Python, in a temporary folder")
        show("\n2. Start a local WeChat Pay with fresh keys / 用新生成的密钥启动本地微信支付")
        keys = prepare(home / "keys", built.api.scheme.authorization)
        with running(Sandbox(plain(built.document.root), keys.wechat_pay)) as url:
            keys.write_env(url)
            show(f"  listening on {url}; it verifies each request and signs each response")
            call = _example_call(area, operation, built.api)
            show(f"\n3. Call {operation.id} / 调用“{operation.title or operation.id}”")
            show("  " + "\n  ".join(call.code({name: literal(value) for name, value in call.values.items()})))
            status = call.make(home, {**read_env(home / "keys" / ENV_FILE), "PYTHONPATH": str(home / "out")})
    if status == 0:
        show(your_turn(find_scheme(built.api.scheme.authorization) or BRAND, "wxbrand sandbox"))
    return status


def _example_call(area: Area, operation: Operation, api: Api) -> ExampleCall:
    return ExampleCall(
        client=api.scheme.client,
        area=area.name.snake,
        method=operation.name.snake,
        request=request_class(operation.name),
        values={p.field.name.snake: field_example(p.field, api.models) for p in operation.parameters},
    )

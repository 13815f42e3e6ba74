"""Run the demo: generate a client into a temporary folder, start a sandbox, make one signed call and print each step."""

from __future__ import annotations

import importlib
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec
from wxbrand_runtime import Answer, Credentials, HttpRequest, WxbrandError, answer_of
from wxbrand_runtime.auth.signing import request_message, response_message, verify
from wxbrand_runtime.http.sync_transport import SocketTransport
from wxbrand_runtime.models.codec import dec_hook

from wxbrand_codegen.config import Config
from wxbrand_codegen.document.nodes import plain
from wxbrand_codegen.examples.values import field_example
from wxbrand_codegen.ir.api import Api, Area
from wxbrand_codegen.ir.operations import Operation
from wxbrand_codegen.pipeline import generate, read
from wxbrand_codegen.render.code import literal
from wxbrand_codegen.sandbox import Sandbox, prepare, running
from wxbrand_codegen.sandbox.folder import ENV_FILE, read_env

_PREFERRED = "PreSendUserProductCouponBundle"

_YOUR_TURN = """
Your turn / 换成自己的密钥
  Set these variables to the values that WeChat Pay gave your brand (or pass them to Credentials.from_files):
    WXBRAND_BRAND_ID          brand id / 品牌ID
    WXBRAND_SERIAL_NO         serial number of the brand API certificate / 品牌API证书序列号
    WXBRAND_PRIVATE_KEY_FILE  apiclient_key.pem / 品牌API证书私钥
    WXBRAND_PUBLIC_KEY_ID     PUB_KEY_ID_... / 微信支付公钥ID
    WXBRAND_PUBLIC_KEY_FILE   wxp_pub.pem / 微信支付公钥
  Then the code in step 3 calls the real WeChat Pay. To try more calls locally first: wxbrand sandbox
"""


def demo(spec: Path) -> int:
    """Print each step of one call and return the exit code. Raises ProblemsFound for an invalid spec."""
    document, built = read(spec)
    area, operation = _choose_operation(built.api)
    with tempfile.TemporaryDirectory(prefix="wxbrand-demo-") as folder:
        home = Path(folder)
        _print("1. Generate the client / 生成客户端")
        outcome = generate(Config(spec=spec, out=home / "out", package="wxbrand"))
        lines = sum(len(path.read_text("utf-8").splitlines()) for path in (home / "out" / "wxbrand").rglob("*.py"))
        _print(f"  {spec} -> {outcome.files} files, {lines} lines of Python, in a temporary folder")
        _print("\n2. Start a local WeChat Pay with fresh keys / 用新生成的密钥启动本地微信支付")
        keys = prepare(home / "keys")
        with running(Sandbox(plain(document.root), keys.wechat_pay)) as url:
            keys.write_env(url)
            _print(f"  listening on {url}; it verifies each request and signs each response")
            return _call(home, area, operation, built.api)


def _choose_operation(api: Api) -> tuple[Area, Operation]:
    operations = [(area, operation) for area in api.areas for operation in area.operations]
    return next((pair for pair in operations if pair[1].id == _PREFERRED), operations[0])


def _call(home: Path, area: Area, operation: Operation, api: Api) -> int:
    values = {p.field.name.snake: field_example(p.field, api.models) for p in operation.parameters}
    _print(f"\n3. Call {operation.id} / 调用“{operation.title or operation.id}”")
    _print("  " + "\n  ".join(_example_code(area, operation, values)))
    sys.path.insert(0, str(home / "out"))
    package, models = importlib.import_module("wxbrand"), importlib.import_module("wxbrand.models")
    environ = read_env(home / "keys" / ENV_FILE)
    credentials = Credentials.from_env(environ)
    request = msgspec.convert(values, getattr(models, f"{operation.name.pascal}Request"), dec_hook=dec_hook)
    arguments = {name: getattr(request, name) for name in values}
    try:
        with package.BrandClient.from_env(environ, transport=_PrintingTransport()) as client:
            reply = getattr(getattr(client, area.name.snake), operation.name.snake)(**arguments)
    except WxbrandError as problem:
        sys.stderr.write(f"the call failed: {type(problem).__name__}: {problem}\n")
        return 1
    answer = answer_of(reply)
    _print("\n7. Verify it, then decode it / 先验签，再解析")
    timestamp, nonce, signature = (
        answer.headers.get(f"Wechatpay-{name}") or "" for name in ("Timestamp", "Nonce", "Signature")
    )
    message = response_message(int(timestamp), nonce, answer.body)
    verify(credentials.public_key, message, signature)  # the client has already done this; repeated to print the lines
    for name, line in zip(("timestamp", "nonce", "body"), message.decode().split("\n"), strict=False):
        _print(f"  {name:<10}{line[:100] + '…' if len(line) > 100 else line}")
    _print(f"  the signature of these three lines verifies with {credentials.public_key_id}")
    _print(f"\n8. Use the result / 代码得到的结果: {type(reply).__name__}")
    for name in getattr(reply, "__struct_fields__", ()):
        _print(f"  reply.{name} = {getattr(reply, name)!r}")
    _print(_YOUR_TURN)
    return 0


class _PrintingTransport:
    """A transport that prints each request and response. Any transport of your own is passed in the same way."""

    def __init__(self) -> None:
        self._transport = SocketTransport()

    def exchange(self, request: HttpRequest) -> Answer:
        headers = dict(request.headers)
        values = dict(re.findall(r'(\w+)="([^"]*)"', headers["Authorization"]))
        body = request.body or b""
        message = request_message(request.method, request.target, int(values["timestamp"]), values["nonce_str"], body)
        _print("\n4. Sign these five lines / 待签名的五行")
        names = ("method", "target", "timestamp", "nonce", "body")
        for name, line in zip(names, message.decode().split("\n"), strict=False):
            _print(f"  {name:<10}{line}")
        _print("\n5. Send these headers / 请求头")
        for name, value in request.headers:
            _print(f"  {name}: {value}")
        answer = self._transport.exchange(request)
        _print(f"\n6. Receive the response / 应答: {answer.status}")
        for name, value in answer.headers.items():
            if name.lower().startswith(("wechatpay-", "request-id", "content-type")):
                _print(f"  {name}: {value}")
        _print(f"  {answer.body.decode()}")
        return answer

    def close(self) -> None:
        self._transport.close()


def _example_code(area: Area, operation: Operation, values: dict[str, Any]) -> list[str]:
    return [
        "from wxbrand import BrandClient",
        "with BrandClient.from_env() as client:",
        f"    reply = client.{area.name.snake}.{operation.name.snake}(",
        *(f"        {name}={literal(value)}," for name, value in values.items()),
        "    )",
    ]


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")

"""The process that `wxbrand demo` starts: one call with the freshly generated client, every step shown."""

from __future__ import annotations

import importlib
import json
import re
import sys

import msgspec
from wxbrand_runtime import Answer, Credentials, HttpRequest, WxbrandError, answer_of
from wxbrand_runtime.auth.signing import request_message, response_message, verify
from wxbrand_runtime.http.sync_transport import SocketTransport
from wxbrand_runtime.models.decoding import dec_hook


class _Shown:
    """A transport that shows what passes through it; the seam that anybody may use."""

    def __init__(self) -> None:
        self._real = SocketTransport()

    def exchange(self, request: HttpRequest) -> Answer:
        headers = dict(request.headers)
        values = dict(re.findall(r'(\w+)="([^"]*)"', headers["Authorization"]))
        body = request.body or b""
        message = request_message(request.method, request.target, int(values["timestamp"]), values["nonce_str"], body)
        _say("\n4. The five lines that are signed / 待签名的五行")
        names = ("method", "target", "timestamp", "nonce", "body")
        for name, line in zip(names, message.decode().split("\n"), strict=False):
            _say(f"  {name:<10}{line}")
        _say("\n5. The headers that are sent / 请求头")
        for name, value in request.headers:
            _say(f"  {name}: {value}")
        answer = self._real.exchange(request)
        _say(f"\n6. The answer / 应答: {answer.status}")
        for name, value in answer.headers.items():
            if name.lower().startswith(("wechatpay-", "request-id", "content-type")):
                _say(f"  {name}: {value}")
        _say(f"  {answer.body.decode()}")
        return answer

    def close(self) -> None:
        self._real.close()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def main() -> int:
    """Make the call described on standard input."""
    task = json.load(sys.stdin)
    package = importlib.import_module("wxbrand")
    models = importlib.import_module("wxbrand.models")
    credentials = Credentials.from_env()
    request = msgspec.convert(task["values"], getattr(models, task["request"]), dec_hook=dec_hook)
    arguments = {name: getattr(request, name) for name in task["values"]}
    try:
        with package.BrandClient.from_env(transport=_Shown()) as client:
            reply = getattr(getattr(client, task["area"]), task["method"])(**arguments)
    except WxbrandError as problem:
        sys.stderr.write(f"the call failed: {type(problem).__name__}: {problem}\n")
        return 1
    answer = answer_of(reply)
    _say("\n7. Verified before it is read / 先验签，再解析")
    timestamp, nonce, signature = (
        answer.headers.get(f"Wechatpay-{name}") or "" for name in ("Timestamp", "Nonce", "Signature")
    )
    message = response_message(int(timestamp), nonce, answer.body)
    verify(credentials.public_key, message, signature)  # the client has done it; once more, to show the lines
    for name, line in zip(("timestamp", "nonce", "body"), message.decode().split("\n"), strict=False):
        _say(f"  {name:<10}{line[:100] + '…' if len(line) > 100 else line}")
    _say(f"  the signature belongs to these three lines and to {credentials.public_key_id}")
    _say(f"\n8. What your code gets / 代码得到的结果: {type(reply).__name__}")
    for name in getattr(reply, "__struct_fields__", ()):
        _say(f"  reply.{name} = {getattr(reply, name)!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

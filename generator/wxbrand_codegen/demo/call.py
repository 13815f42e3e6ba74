"""The script that `wxbrand demo` runs: make one call with the generated client and print each step."""

from __future__ import annotations

import importlib
import json
import re
import sys

from wxbrand_runtime import Answer, Credentials, HttpRequest, WxbrandError, answer_of
from wxbrand_runtime.auth.signing import request_message, response_message, verify
from wxbrand_runtime.http.sync_transport import SocketTransport
from wxbrand_runtime.models.conversion import convert


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


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def main() -> int:
    """Make the call that standard input describes as JSON, and return the exit code."""
    task = json.load(sys.stdin)
    package = importlib.import_module("wxbrand")
    models = importlib.import_module("wxbrand.models")
    client_class = getattr(package, task["client"])
    credentials = Credentials.from_env(scheme=client_class.scheme)
    request = convert(task["values"], getattr(models, task["request"]))
    arguments = {name: getattr(request, name) for name in task["values"]}
    try:
        with client_class.from_env(transport=_PrintingTransport()) as client:
            reply = getattr(getattr(client, task["area"]), task["method"])(**arguments)
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
    return 0


if __name__ == "__main__":
    sys.exit(main())

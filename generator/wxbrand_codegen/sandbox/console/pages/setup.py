"""The page of setup: what a client needs to call this sandbox, as environment and code to copy. It names key files and shows no key."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from wxbrand_codegen.env_file import ENV_FILE
from wxbrand_codegen.sandbox.console.language import Texts
from wxbrand_codegen.sandbox.console.rendering import desk_of
from wxbrand_codegen.sandbox.console.snippets import make_snippets

_PATH = "/sandbox/setup"
_NAMES = {"call": "wxbrand", "python": "Python", "java": "Java", "go": "Go", "curl": "curl"}
"""Titles of the snippets that are the same in every language."""


async def _page(request: Request) -> Response:
    desk = desk_of(request)
    sandbox = desk.sandbox
    wechat_pay = sandbox.wechat_pay
    facts = [
        ("base-url", sandbox.base_url),
        (wechat_pay.scheme.id_parameter, wechat_pay.account_id),
        ("serial_no", wechat_pay.serial_no),
        ("public_key_id", wechat_pay.public_key_id),
    ]
    names = (("apiclient_key.pem", "private"), ("wxp_pub.pem", "public"), (ENV_FILE, "env"))
    files = [(sandbox.directory / name, purpose) for name, purpose in names] if sandbox.directory is not None else []
    values = {
        "facts": facts,
        "files": files,
        "names": _NAMES,
        "snippets": make_snippets(wechat_pay, sandbox.base_url, sandbox.directory, desk.reference),
    }
    return desk.render(request, "setup", values, page="setup")


ROUTES: Sequence[Route] = (Route(_PATH, _page),)

TEXTS: Texts = {
    "menu.setup": ("Setup", "配置"),
    "setup.ids": ("Address and ids", "地址与编号"),
    "setup.fact.base-url": ("Address", "地址"),
    "setup.fact.brand_id": ("Brand id", "品牌 ID"),
    "setup.fact.mchid": ("Merchant id", "商户号"),
    "setup.fact.serial_no": ("Serial number of the API certificate", "API 证书序列号"),
    "setup.fact.public_key_id": ("Id of WeChat Pay's public key", "微信支付公钥 ID"),
    "setup.files": ("Files", "文件"),
    "setup.file.private": ("private key to sign with; keep it", "签名用的私钥，请妥善保管"),
    "setup.file.public": ("WeChat Pay's public key to verify with", "验签用的微信支付公钥"),
    "setup.file.env": (
        "all of it as environment variables, with the API key that decrypts notifications",
        "以上全部内容的环境变量，以及解密通知的 API 密钥",
    ),
    "setup.no-files": (
        "This sandbox runs inside a program, which has the keys; there are no files.",
        "沙箱运行在一个程序里，密钥由该程序持有，没有文件。",
    ),
    "setup.copy": ("To copy", "可直接复制"),
    "setup.snippet.shell": ("Shell", "命令行环境"),
    "setup.snippet.shell.note": ("Load the environment into your shell.", "把环境变量载入当前命令行。"),
    "setup.snippet.call.note": ("One call, one explanation of a refused one.", "调用一次；解释一次被拒绝的请求。"),
    "setup.snippet.python.note": ("The environment is enough.", "有环境变量就够了。"),
    "setup.snippet.java.note": (
        "The JDK is enough, from 11 on: save it as Call.java and run java Call.java.",
        "只用 JDK（11 以上）：保存为 Call.java，运行 java Call.java。",
    ),
    "setup.snippet.go.note": (
        "The standard library is enough: save it as call.go and run go run call.go.",
        "只用标准库：保存为 call.go，运行 go run call.go。",
    ),
    "setup.snippet.curl.note": ("Sign with openssl, without any client.", "不用客户端，用 openssl 签名。"),
}

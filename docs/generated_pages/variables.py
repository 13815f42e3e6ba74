"""The page of environment variables."""

from __future__ import annotations

from generated_pages.page import Page
from generated_pages.words import Language, table

CLIENT: list[tuple[str, str, str]] = [
    ("`WXBRAND_BRAND_ID`", "brand id", "品牌ID"),
    ("`WXBRAND_SERIAL_NO`", "serial number of the brand API certificate", "品牌API证书的序列号"),
    (
        "`WXBRAND_CERTIFICATE`, `WXBRAND_CERTIFICATE_FILE`",
        "the certificate, as text or as a file, instead of the serial number",
        "证书本身，文本或文件；代替序列号",
    ),
    (
        "`WXBRAND_PRIVATE_KEY`, `WXBRAND_PRIVATE_KEY_FILE`",
        "the certificate's private key, as text or as a file; a `.p12` file includes its certificate",
        "证书的私钥，文本或文件；`.p12` 文件里有证书",
    ),
    (
        "`WXBRAND_PRIVATE_KEY_PASSWORD`",
        "the password of the private key, if it is encrypted",
        "私钥的密码（如果加了密）",
    ),
    ("`WXBRAND_PUBLIC_KEY_ID`", "id of WeChat Pay's public key, `PUB_KEY_ID_…`", "微信支付公钥ID，`PUB_KEY_ID_…`"),
    (
        "`WXBRAND_PUBLIC_KEY`, `WXBRAND_PUBLIC_KEY_FILE`",
        "WeChat Pay's public key, as text or as a file",
        "微信支付公钥，文本或文件",
    ),
    (
        "`WXBRAND_OTHER_PUBLIC_KEY_ID`, `WXBRAND_OTHER_PUBLIC_KEY`, `WXBRAND_OTHER_PUBLIC_KEY_FILE`",
        "another of WeChat Pay's keys, trusted during a [rotation](../guides/keys.md)",
        "微信支付的另一个公钥，[轮换](../guides/keys.md)期间同样可信",
    ),
    (
        "`WXBRAND_API_KEY`",
        "brand API key, 32 characters; only for notifications",
        "品牌API密钥，32 个字符；只用于回调通知",
    ),
    (
        "`WXBRAND_BASE_URL`",
        "an address other than WeChat Pay's, such as a sandbox; read by `from_env()` of the clients and by `wxbrand call`",
        "微信支付以外的地址，例如沙箱；由客户端的 `from_env()` 和 `wxbrand call` 读取",
    ),
]

TOOL: list[tuple[str, str, str]] = [
    ("`WXBRAND_TRACEBACK`", "`1`: print the traceback of an unexpected error", "`1`：遇到意外错误时显示 traceback"),
    ("`NO_COLOR`", "no colours in the output of the commands", "命令的输出不带颜色"),
    ("`FORCE_COLOR`", "colours also where the output is no terminal", "输出不是终端时也带颜色"),
    ("`COLUMNS`", "width of the output in columns", "输出的宽度（列）"),
]

NETWORK: list[tuple[str, str, str]] = [
    ("`HTTPS_PROXY`", "proxy for https, unless `proxy=` is given", "https 的代理；给了 `proxy=` 时不用"),
    (
        "`NO_PROXY`",
        "hosts without proxy: `*`, domains with their subdomains, addresses, networks such as `10.0.0.0/8`",
        "不走代理的主机：`*`、域名（连同子域名）、地址、网段（如 `10.0.0.0/8`）",
    ),
    (
        "`SSL_CERT_FILE`",
        "file of certificate authorities, unless `ca_file=` is given",
        "CA 证书文件；给了 `ca_file=` 时不用",
    ),
]

_HEADS = {
    "title": ("Environment variables", "环境变量"),
    "client": ("Of the client", "客户端"),
    "client-text": (
        "Read by `BrandClient.from_env()`, `Credentials.from_env()` and the commands. A variable and its `_FILE` exclude each other. For "
        "merchants the names begin with `WXPAY_`, and the id is `WXPAY_MCHID`.",
        "由 `BrandClient.from_env()`、`Credentials.from_env()` 和各命令读取。变量和它的 `_FILE` 只能设一个。商户的变量以 `WXPAY_` 开头，ID 是 `WXPAY_MCHID`。",
    ),
    "network": ("Of the network", "网络"),
    "tool": ("Of the commands", "命令"),
    "variable": ("Variable", "变量"),
    "value": ("Value", "值"),
}


def variable_page(language: Language) -> Page:
    """Return the page of environment variables."""
    index = 0 if language == "en" else 1
    head = [_HEADS["variable"][index], _HEADS["value"][index]]

    def rows(variables: list[tuple[str, str, str]]) -> str:
        return table(head, [(name, (english, chinese)[index]) for name, english, chinese in variables])

    text = (
        f"# {_HEADS['title'][index]}\n\n## {_HEADS['client'][index]}\n\n{_HEADS['client-text'][index]}\n\n{rows(CLIENT)}"
        f"## {_HEADS['network'][index]}\n\n{rows(NETWORK)}## {_HEADS['tool'][index]}\n\n{rows(TOOL)}"
    )
    return Page(title=_HEADS["title"][index], text=text)
